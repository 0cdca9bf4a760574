"""Value and failure: demand in people's own words, how much of it is failure, and the capacity each takes."""

import streamlit as st

from pages.ui import cache, card, demand, empty, frame
from pages.ui.words import plain

frame.title(
    "Value and failure",
    "What people ask for, in their own words. Failure demand is what people ask for because something was not done, "
    "or not done right, for them. It is for learning where to look, never a target.",
)

if not cache.counts()["demands"]:
    empty.needs("failure_demand")
    st.stop()

chosen = demand.choose()
failure = cache.ask("failure_demand", **chosen)
frame.of(failure)
if failure.is_empty:
    st.info(plain(card.missing(failure)), icon=":material/filter_alt_off:")
    st.stop()

share, asked, again, when, resolved, origins = frame.parts(
    "How much is failure",
    "What people ask for",
    "What comes again",
    "When it comes",
    "Was it resolved",
    "Where failure begins",
)
if share.open:
    with share:
        card.beside("failure_demand", "failure_capacity", **chosen)
        demand.corrected_later()
if asked.open:
    with asked:
        card.show("demand_types", **chosen)
        demand.said(chosen)
if again.open:
    with again:
        card.show("repeat_demands", **chosen)
        demand.of_household(chosen)
if when.open:
    with when:
        card.show("predictability", **chosen)
        card.show("demand_by_weekday", **chosen)
if resolved.open:
    with resolved:
        card.beside("resolved_first_time", "end_to_end_days", **chosen)
if origins.open:
    with origins:
        card.beside("failure_origins", "system_conditions", **chosen)
        card.show("failure_between_agencies", **chosen)
        demand.behind_conditions(chosen)
