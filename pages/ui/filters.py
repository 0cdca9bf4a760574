"""Filters that live in the URL, so that a view can be sent to a colleague and survives a refresh."""

from __future__ import annotations

from typing import Any

import streamlit as st

from measures.answers import Answer
from measures.shapes import Frequency
from measures.views.frequency import streets
from measures.views.theme import TIER_SHORT
from pages.ui import cache


def households() -> dict[str, Any]:
    """Locality, flag and tier. What is not chosen is None."""
    choices = cache.choices()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        locality = st.selectbox(
            "Locality",
            choices["locality"],
            index=None,
            placeholder="All localities",
            key="locality",
            bind="query-params",
            width=260,
        )
        flag = st.selectbox(
            "Households with flag",
            choices["flag"],
            index=None,
            placeholder="Any or none",
            key="flag",
            bind="query-params",
            width=260,
        )
        tier = st.segmented_control(
            "Tier", [1, 2, 3], format_func=TIER_SHORT.__getitem__, key="tier", bind="query-params", wrap=True
        )
    return {"locality": locality, "flag": flag, "tier": tier}


def who() -> str:
    """The person at the keyboard, for the history: signed in, or by the name they give."""
    signed_in = getattr(st.user, "email", None)
    if signed_in:
        return signed_in
    name = st.text_input(
        "Your name or initials, for the history", max_chars=60, key="who", persist_state="session", width=320
    )
    return name.strip()


def street_order(answer: Answer[Frequency]) -> list[Any]:
    """The streets in the order a person chooses: by name, or by how many households need most. Never by flags."""
    order = st.segmented_control(
        "Order of streets",
        ["name", "need"],
        default="name",
        required=True,
        key="order",
        bind="query-params",
        format_func={"name": "A to Z", "need": "Most households in need first"}.__getitem__,
    )
    return streets.by_need(answer.shape) if order == "need" else list(answer.shape.order)
