"""Demand tiers: households, flags and tiers by street."""

import streamlit as st

from measures import describe
from measures.charts import streets, tiers
from pages.ui import cache, card, empty, filters, notices, rule_panel

st.title("Demand tiers", anchor=False)
st.write(
    "How much help people in this place need, in their own words: who needs serious help, who could go either way, who needs a little."
)

if not cache.counts()["households"]:
    empty.needs("demand_tiers")
    st.stop()

chosen = filters.households()
answer = cache.ask("demand_tiers", **chosen)
if answer.is_empty:
    st.info("No household fits these filters. Clear one of them to see more.", icon=":material/filter_alt_off:")
    st.stop()

st.header("How much help", anchor=False)
notices.selected_lists(cache.ask("selected_lists", **chosen))
card.draw(
    answer,
    describe.tiers_headline(answer),
    cache.picture(tiers.pyramid, answer.shape),
    note=describe.tier_sources(answer),
    open_table=True,
)
rule_panel.show(cache.ask("flags_per_household"))

by_street = cache.ask("households_by_street", **chosen)
st.divider()
st.header("Streets", anchor=False)
order = filters.street_order(by_street)
card.draw(by_street, describe.streets_headline(by_street), cache.picture(streets.by_tier, by_street.shape, order))

flags = cache.ask("flags_by_street", **chosen)
if flags.n:
    st.divider()
    st.header("Flags", anchor=False)
    card.draw(flags, describe.flags_headline(flags), cache.picture(streets.by_flag, flags.shape, order))
notices.count_differences(cache.ask("flag_count_differences", **chosen))
