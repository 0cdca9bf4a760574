"""The parts of the Value and failure page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from measures.shapes.demand import IN_WORDS, KINDS
from measures.views import listing
from measures.words import month
from pages.ui import cache, card


def choose() -> dict[str, Any]:
    """Locality, agency and months, in the URL. What is not chosen is None."""
    choices = cache.demand_choices()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen: dict[str, Any] = {
            name: st.selectbox(
                title, choices[name], index=None, placeholder=every, key=name, bind="query-params", width=220
            )
            for name, title, every in (
                ("locality", "Locality", "All localities"),
                ("agency", "Received by", "All agencies"),
            )
        }
        for name, title, every in (("since", "From", "The first month"), ("until", "To", "The last month")):
            chosen[name] = st.selectbox(
                title,
                choices["month"],
                index=None,
                placeholder=every,
                key=name,
                bind="query-params",
                width=180,
                format_func=month,
            )
    return chosen


def said(chosen: dict[str, Any]) -> None:
    """What people asked, word for word. There is no file of these to be passed on."""
    st.header("In people's own words", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        type_ = st.selectbox(
            "Type of demand",
            cache.demand_choices()["type"],
            index=None,
            placeholder="All types",
            key="type",
            bind="query-params",
            width=360,
        )
        kind = st.selectbox(
            "Value or failure",
            list(KINDS),
            index=None,
            placeholder="Both, and the rest",
            key="said",
            bind="query-params",
            width=220,
            format_func=IN_WORDS.__getitem__,
        )
        looked_for = st.text_input(
            "Look for words", type="search", live=True, key="words", bind="query-params", placeholder="damp", width=260
        )
    answer = cache.ask("demand_words", **chosen, type=type_, said=kind, words=(looked_for or "").strip() or None)
    if answer.is_empty:
        st.caption(listing.NONE_ASKED)
    else:
        card.show(answer)
