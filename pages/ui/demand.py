"""The parts of the Value and failure page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from measures.shapes.demand import IN_WORDS, KINDS
from measures.views import listing
from pages.ui import cache, card, filters


def choose() -> dict[str, Any]:
    """Locality, agency and months, in the URL. What is not chosen is None."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return filters.demands("locality", "agency") | filters.months(width=180)


def said(chosen: dict[str, Any]) -> None:
    """What people asked, word for word. There is no file of these to be passed on."""
    st.header("In people's own words", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        of_type = filters.demands("type")
        kind = filters.one_of(
            "said", "Value or failure", KINDS, "Both, and the rest", words=IN_WORDS.__getitem__, width=220
        )
        looked_for = st.text_input(
            "Look for words", type="search", live=True, key="words", bind="query-params", placeholder="damp", width=260
        )
    answer = cache.ask("demand_words", **chosen, **of_type, said=kind, words=(looked_for or "").strip() or None)
    if answer.is_empty:
        st.caption(listing.NONE_ASKED)
    else:
        card.show(answer)
