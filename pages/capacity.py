"""Capacity: the hours that value and failure demand take, and how many households a team can carry."""

import streamlit as st

from pages.ui import cache, capacity, card, empty

st.title("Capacity", anchor=False)
st.write(
    "The time that demand takes, how much of it goes into failure demand, and what there would be to use if its "
    "causes were removed. Hours, "
    "never money."
)

if not cache.counts()["demands"]:
    empty.needs("capacity_by_week")
    st.stop()

chosen = capacity.choose()
weekly = cache.ask("capacity_by_week", **chosen)
st.header("Hours that demand takes", anchor=False)
capacity.where_from()
card.show(weekly)
st.divider()
card.beside("capacity_by_agency", "capacity_by_type", **chosen)
st.divider()
capacity.fall(weekly)
st.divider()
capacity.released(cache.ask("capacity_released", **chosen))
st.divider()
capacity.households(cache.ask("hours_by_tier", locality=chosen["locality"]), chosen)
