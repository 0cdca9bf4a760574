"""A release told as a story: one page at a time on the whole screen."""

from __future__ import annotations

import streamlit as st

from measures.releases import Release
from pages.ui import cache

TELL, CLOSE = "Show as a story", "Close"
KEY = "told"  # in the address, so that a link opens it


def offer() -> None:
    """The button that opens it."""
    if st.button(TELL, icon=":material/slideshow:"):
        st.query_params[KEY] = "yes"
        st.rerun()


def is_open() -> bool:
    """Whether it is."""
    return KEY in st.query_params


def show(release: Release, area: str | None) -> None:
    """The story over everything else, until it is closed."""
    with st.spinner("Drawing the pages…"):
        page = cache.story(release.number, area)
    with st.container(key="told", gap=None):
        # What is in it is ours, and every word of somebody else is escaped: see `measures.export.document`.
        st.iframe(page, height=800, alt="The release as a story")
        if st.button(CLOSE, icon=":material/close:", key="told-close"):
            st.query_params.pop(KEY, None)
            st.rerun()
