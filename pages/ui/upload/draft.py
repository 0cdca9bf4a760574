"""The draft of this visit: the files that are chosen and not loaded yet."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from measures import drafts
from measures.drafts import Draft, FileOverrides
from measures.place import store_path

KEY = "draft"  # in the session, and in the address of the page
GONE = "The files that were chosen here are not kept any more, for more than an hour has gone by. Choose them again."


def current() -> Draft | None:
    """The draft of the address, so that a reload finds it, or else that of the visit, after a look at another page."""
    asked, kept = st.query_params.get(KEY), st.session_state.get(KEY)
    if kept and asked in (None, kept.token):
        if kept.files and not kept.keep():  # its hour is over
            end()
            st.info(GONE, icon=":material/timer_off:")
            return None
        return kept if kept.files else None
    found = drafts.Draft.find(store_path(), asked) if asked else None
    if found:
        st.session_state[KEY] = found
    else:
        st.query_params.pop(KEY, None)
    return found


def add(files: list[tuple[str, bytes]]) -> Draft:
    """Take in files that are chosen in one go."""
    draft = st.session_state.get(KEY)
    if draft is None or not draft.files:
        drafts.sweep(store_path())
        draft = Draft.begin(store_path())
    draft.add(files, st.session_state.get("said of names", {}))
    st.session_state[KEY] = draft
    return draft


def say(number: str, said: FileOverrides) -> None:
    """Keep what a person says of a file; and for one of its name that is chosen later, what may hold for it too."""
    draft: Draft | None = st.session_state.get(KEY)
    if draft and number in draft.files:
        draft.say(number, said)
        names = st.session_state.setdefault("said of names", {})
        names[draft.files[number].name] = said.of_headings


def replace(token: str, uploads: Iterable[int]) -> None:
    """Keep which uploads the files take the place of, where their draft is still there."""
    draft: Draft | None = st.session_state.get(KEY)
    if draft and draft.token == token:
        draft.replace(uploads)


def said(number: str) -> FileOverrides:
    """What is said of a file up to now."""
    draft: Draft | None = st.session_state.get(KEY)
    return draft.files[number].said if draft and number in draft.files else FileOverrides()


def drop(number: str) -> None:
    """Leave out a file."""
    draft: Draft | None = st.session_state.get(KEY)
    if draft and number in draft.files:
        draft.drop(number)
        if not draft.files:
            end()


def end() -> None:
    """Nothing is chosen any more, and what was said is kept with what is loaded."""
    draft: Draft | None = st.session_state.pop(KEY, None)
    st.query_params.pop(KEY, None)
    if draft:
        names = st.session_state.get("said of names", {})
        for chosen in draft.files.values():
            names.pop(chosen.name, None)
        draft.end()
    st.session_state.pop("reviews", None)
