"""The parts of the Value and failure page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from measures import inbox, views
from measures.shapes.demand import IN_WORDS, KINDS
from measures.views import classify, listing
from pages.ui import access, cache, card, filters


def choose() -> dict[str, Any]:
    """Locality, agency and months, in the URL. What is not chosen is None."""
    with filters.line():
        return filters.demands("locality", "agency") | filters.months(width=180)


def corrected_later() -> None:
    """Beside the figures: how many demands the inbox and a later sheet differ on, and a choice which counts."""
    found = cache.corrected_later()
    if not found.demands:
        return
    st.info(classify.corrected_later(found), icon=":material/rule:")
    if not access.changes():
        return
    with st.expander("Choose which counts"):
        who = filters.who()
        other = "sheet" if found.counts == "inbox" else "inbox"
        if st.button(f"Let the {other} count", key=f"corrected {other}"):
            inbox.keep_corrected_later(cache.store(), other, who)
            st.rerun()


def of_household(chosen: dict[str, Any]) -> None:
    """What one household asked again and again, where any has."""
    if not (households := cache.asking_households()):
        return
    one = filters.one_of(
        "household", "A household that asked more than once", households, "Those that asked most often", width=360
    )
    card.show("demands_of_household", **chosen, household=one)


def behind_conditions(chosen: dict[str, Any]) -> None:
    """What people asked where a system condition was named, of all of these or of one."""
    answer = cache.ask("system_condition_words", **chosen)
    if answer.is_empty:
        return
    named = list(dict.fromkeys(row["condition"] for row in answer.shape.rows))
    one = filters.one_of("condition", "System condition", named, "All system conditions", width=360)
    card.show(answer, replace(views.view(answer), rows=listing.conditions(answer, one)))


def said(chosen: dict[str, Any]) -> None:
    """What people asked, word for word. There is no file of these to be passed on."""
    st.header("In people's own words", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        of_type = filters.demands("type")
        kind = filters.one_of(
            "said", "Value or failure", KINDS, "Both, and the rest", words=IN_WORDS.__getitem__, width=220
        )
        looked_for = filters.looks_for("Look for words", "words", "damp", bind="query-params")
    answer = cache.ask("demand_words", **chosen, **of_type, said=kind, words=looked_for or None)
    if answer.is_empty:
        st.caption(listing.NONE_ASKED)
    else:
        card.show(answer)
