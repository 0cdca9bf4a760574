"""What a person should know about the rows behind a chart."""

from __future__ import annotations

import streamlit as st

from measures.answers import Answer
from measures.shapes import Listing
from measures.store import Part
from measures.views import cases, listing, loads
from pages.ui import access, cache, card
from pages.ui.words import plain

SECONDS = 5  # between two looks for new data, of which each takes a few milliseconds


def new_data() -> None:
    """Above the page, say that something was loaded since it was drawn, and offer to show it: drawn anew of itself,
    a page would move under whoever reads it or types into it."""
    _since(cache.version())


@st.fragment(run_every=SECONDS)
def _since(drawn: int) -> None:
    changes = cache.loads_since(drawn)
    if not changes:
        return
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.info(plain(loads.news(changes)), icon=":material/update:")
        if st.button("Show it", key="show news", type="primary"):
            st.rerun()


def behind() -> None:
    """Above every page of a process that only reads, say of which version it is where a later one is not here yet:
    it comes in a moment, unless the copy of it could not be made."""
    if versions := cache.not_here_yet():
        st.warning(plain(loads.behind(*versions)), icon=":material/hourglass_top:")


def localities() -> None:
    """Above every page of a manager of some localities, which these are, and what is in none."""
    there = cache.reading()
    if isinstance(there, Part):
        st.caption(plain(loads.of_localities(access.who().localities or (), there.unknown, there.unplaced)))


def consent(recorded: bool | None) -> None:
    """Say whether a case may be shown to others, louder where it may not."""
    if recorded:
        st.caption(cases.consent(recorded))
    else:
        st.warning(cases.consent(recorded), icon=":material/lock:")


def selected_lists(answer: Answer[Listing]) -> None:
    """Say which lists were picked by a flag, below what its caption says of that already."""
    for sentence in listing.selected(answer):
        st.caption(plain(sentence))


def count_differences(answer: Answer[Listing]) -> None:
    """List the printed counts that a recount does not confirm, by cell."""
    if not answer.is_empty:
        card.show(answer)
