"""Classify: one demand after another, in the person's own words, and what two people made of the same demands."""

import streamlit as st

from pages.ui import cache, classify, empty, frame, trail

frame.title(
    "Classify",
    "One demand after another, in the person's own words. Value is what we are here to do; failure is demand caused by "
    "something not done, or not done right for them.",
)

if not cache.counts()["demands"]:
    empty.needs("demands_per_week")
    st.stop()

frame.of()
classify.standing()
who = classify.who()
queue = classify.queue()
if who:
    trail.read("Classify: demands, one after another")
    classify.one(queue, who)

classify.left_behind(who)
st.divider()
classify.compare()
