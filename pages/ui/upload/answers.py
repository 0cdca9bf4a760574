"""One thing in doubt, and the answers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.ui import changes
from pages.ui.words import plain

LINES = 12  # of evidence, or rows, that are named one by one


@dataclass(frozen=True)
class Ask:
    """One thing in doubt: of which sheet, the question, what speaks for the answers, and whether it is answered.
    `draw` draws the answers; `presumed` says that one stands until another is chosen."""

    key: str
    sheet: str
    words: str
    evidence: tuple[str, ...]
    is_answered: bool
    draw: Callable[[], None]
    presumed: bool = False


def buttons(
    key: str, options: Mapping[str, str], said: str | None, suggested: str | None, say: Callable[..., None], *of: object
) -> Callable[[], None]:
    """Answers to choose from: a button each while nothing is said, and then a list with the one that is."""

    def draw() -> None:
        if said is not None:
            names = list(options)
            st.radio(
                "Answer",
                names,
                index=names.index(said) if said in names else None,
                format_func=lambda name: plain(options[name]),
                key=f"chosen {key} {said}",
                label_visibility="collapsed",
                on_change=changes.note(say_chosen, say, of, f"chosen {key} {said}"),
            )
            return
        with st.container(horizontal=True):
            for name, words in options.items():
                st.button(
                    plain(words),
                    key=f"answer {key} {name}",
                    type="primary" if name == suggested else "secondary",
                    on_click=changes.note(say, *of, name),
                )

    return draw


def say_chosen(say: Callable[..., None], of: Sequence[object], key: str) -> None:
    """Say what is chosen in the control of this key, if anything is."""
    if (name := st.session_state.get(key)) is not None:
        say(*of, name)


def chosen_from(key: str, options: Mapping[str, str], say: Callable[..., None], *of: object) -> Callable[[], None]:
    """Answers of which none is chosen yet, to what is read in a way that is told."""

    def draw() -> None:
        st.radio(
            "Answer",
            list(options),
            index=None,
            format_func=lambda name: plain(options[name]),
            key=f"chosen {key}",
            horizontal=True,
            label_visibility="collapsed",
            on_change=changes.note(say_chosen, say, of, f"chosen {key}"),
        )

    return draw


def taking_back(key: str, label: str, say: Callable[..., None], *of: object) -> Callable[[], None]:
    """To take back what was said."""

    def draw() -> None:
        st.button(label, key=f"back {key}", icon=":material/undo:", on_click=changes.note(say, *of))

    return draw
