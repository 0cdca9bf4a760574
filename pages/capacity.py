"""Capacity: the hours that value and failure demand take, and how many households a team can carry."""

import streamlit as st

from pages.ui import cache, capacity, card, empty, frame

frame.title(
    "Capacity",
    "The time that demand takes, how much of it goes into failure demand, and what there would be to use if its "
    "causes were removed. Hours, never money.",
)

if not cache.counts()["demands"]:
    empty.needs("capacity_by_week")
    st.stop()

chosen = capacity.choose()
weekly = cache.ask("capacity_by_week", **chosen)
frame.of(weekly)
hours, less, teams = frame.parts("Hours that demand takes", "If failure demand fell", "Households and teams")
if hours.open:
    with hours:
        card.show(weekly)
        if not weekly.blank:  # or they would say the same
            card.beside("capacity_by_agency", "capacity_by_type", **chosen)
        capacity.where_from()
if less.open:
    with less:
        capacity.fall(weekly)
        st.divider()
        capacity.released(cache.ask("capacity_released", **chosen))
if teams.open:
    with teams:
        capacity.households(cache.ask("hours_by_tier", locality=chosen["locality"]), chosen)
