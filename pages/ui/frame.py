"""What frames every page: its title, of which place, months and state of the data it is, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from measures.answers import Answer
from measures.views import loads
from measures.views.base import standing
from pages.ui import cache
from pages.ui.words import plain


def title(words: str, about: str) -> None:
    """The page's heading, with what the page is about a press away."""
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.title(words, anchor=False, width="stretch")
        with st.popover("About this page", icon=":material/info:", type="tertiary"):
            st.write(about)


def of(answer: Answer | None = None) -> None:
    """Of which place and months the page is, as its filters have it in `answer`, and of which state of the data:
    what a sheet of paper or a picture of the screen must say for itself. Nothing where nothing is loaded."""
    if latest := next(iter(cache.loads_before()), None):
        data = loads.data_of(latest, cache.invented())
        st.caption(plain(" ".join(filter(None, (standing(answer) if answer else "", data)))))


def parts(*names: str) -> Sequence[Any]:
    """A tab for each part of a page, with its heading in the one that is open: `if hours.open: with hours: …`. Which
    it is lives in the URL. What is in the others is not asked for."""
    tabs = st.tabs(names, key="part", bind="query-params")
    for tab, name in zip(tabs, names):
        if tab.open:
            with tab, st.container(key="part-heading"):  # said by the tab, and heard and printed as a heading
                st.header(name, anchor=False)
    return tabs
