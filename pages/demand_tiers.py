"""Demand tiers: households, flags and tiers by street."""

import streamlit as st

from measures import views
from pages.ui import cache, card, empty, filters, frame, notices, rule_panel

frame.title(
    "Demand tiers",
    "How much help people in this place need, in their own words: who needs serious help, who could go either way, "
    "who needs a little.",
)

if not cache.counts()["households"]:
    empty.needs("demand_tiers")
    st.stop()

chosen = filters.households()
answer = cache.ask("demand_tiers", **chosen)
frame.of(answer)
if answer.is_empty:
    st.info("No household fits these filters. Clear one of them to see more.", icon=":material/filter_alt_off:")
    st.stop()

help_, streets, agencies = frame.parts("How much help", "Streets and flags", "Known to agencies")
if help_.open:
    with help_:
        card.show(answer)
        notices.selected_lists(cache.ask("selected_lists", **chosen))
        rule_panel.show()
if streets.open:
    with streets:
        by_street, by_flag = cache.ask("households_by_street", **chosen), cache.ask("flags_by_street", **chosen)
        some = filters.some_streets(by_street)
        card.show(by_street, view=views.view(by_street, order=some))
        if by_flag.n:
            card.show(by_flag, view=views.view(by_flag, order=some))
if agencies.open:
    with agencies:
        card.show("agency_overlap", **chosen)
        notices.count_differences(cache.ask("flag_count_differences", **chosen))
