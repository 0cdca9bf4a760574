"""Value and failure: demand in people's own words, how much of it is failure, and the capacity each takes."""

import streamlit as st

from pages.ui import cache, card, demand, empty
from pages.ui.words import plain

st.title("Value and failure", anchor=False)
st.write(
    "What people ask for, in their own words. Failure demand is what people ask for because something was not done, "
    "or not done right, for "
    "them. It is for learning where to look, never a target."
)

if not cache.counts()["demands"]:
    empty.needs("failure_demand")
    st.stop()

chosen = demand.choose()
failure = cache.ask("failure_demand", **chosen)
if failure.is_empty:
    st.info(plain(card.missing(failure)), icon=":material/filter_alt_off:")
    st.stop()

st.header("How much is failure demand", anchor=False)
card.beside("failure_demand", "failure_capacity", **chosen)
demand.corrected_later()
st.divider()
st.header("What people ask for", anchor=False)
card.show("demand_types", **chosen)
st.divider()
demand.said(chosen)
st.divider()
st.header("What comes again and again", anchor=False)
card.show("predictability", **chosen)
card.show("repeat_demands", **chosen)
st.divider()
st.header("When it comes", anchor=False)
card.show("demand_by_weekday", **chosen)
st.divider()
st.header("Resolved, and how long it took", anchor=False)
card.beside("resolved_first_time", "end_to_end_days", **chosen)

if cache.ask("failure_origins", **chosen).n:
    st.divider()
    st.header("Where failure begins", anchor=False)
    card.beside("failure_origins", "system_conditions", **chosen)
    card.show("failure_between_agencies", **chosen)
    demand.behind_conditions(chosen)
