"""Demand tiers: households, flags and tiers by street."""

import streamlit as st

from measures import views
from pages.ui import cache, card, empty, filters, notices, rule_panel

st.title("Demand tiers", anchor=False)
st.write(
    "How much help people in this place need, in their own words: who needs serious help, who could go either way, "
    "who needs a little."
)

if not cache.store().counts()["households"]:
    empty.needs("demand_tiers")
    st.stop()

chosen = filters.households()
answer = cache.ask("demand_tiers", **chosen)
if answer.is_empty:
    st.info("No household fits these filters. Clear one of them to see more.", icon=":material/filter_alt_off:")
    st.stop()

st.header("How much help", anchor=False)
notices.selected_lists(cache.ask("selected_lists", **chosen))
card.show(answer)
rule_panel.show()

by_street = cache.ask("households_by_street", **chosen)
st.divider()
st.header("Streets", anchor=False)
order = filters.street_order(by_street)
card.show(by_street, view=views.view(by_street, order=order))

by_flag = cache.ask("flags_by_street", **chosen)
if by_flag.n:
    st.divider()
    st.header("Flags", anchor=False)
    card.show(by_flag, view=views.view(by_flag, order=order))
    card.show("agency_overlap", **chosen)
notices.count_differences(cache.ask("flag_count_differences", **chosen))
