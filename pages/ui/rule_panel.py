"""The tier rule: what it is, what another would do, and a button that puts it in force."""

from __future__ import annotations

import streamlit as st

from measures import answers
from measures.answers import TierRule
from measures.views.frequency import pyramid
from measures.views.theme import TIER_SHORT
from pages.ui import access, cache, filters


def show() -> None:
    """The rule is one for the whole store."""
    now = cache.rule()
    with st.expander(f"The tier rule: {pyramid.rule(now)}", icon=":material/rule:"):
        st.write("Where nobody has recorded a tier, the number of flags marked Yes stands in for it.")
        if not access.changes():
            return
        st.write("Change the rule here: it holds for everyone who uses this store, and History keeps the earlier one.")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            serious = st.number_input(
                "Serious help from (flags)", 2, 50, now.serious_from, key=f"serious {now}", width=200
            )
            either = st.number_input(
                "Could go either way from (flags)", 1, 49, now.either_way_from, key=f"either {now}", width=240
            )
        if either >= serious:
            st.error(
                "Serious help must start at more flags than either way. Raise the first number or lower the second."
            )
            return
        rule = TierRule(serious, either)
        if rule == now:
            st.caption("This is the rule in force.")
            return
        st.info(pyramid.moves(answers.moves(cache.store(), now, rule), TIER_SHORT), icon=":material/move_down:")
        who = filters.who()
        if st.button("Put this rule in force", type="primary"):
            answers.keep_tier_rule(cache.store(), rule, who)
            st.rerun()
