"""Outcomes: what matters to a person, in their own statements, as they rate them from review to review."""

import streamlit as st

from pages.ui import cache, empty, outcomes

st.title("Outcomes", anchor=False)
st.write("What people said matters to them, and how they rate it themselves at the start and at each review.")

cases = cache.rated_cases()
if not cases:
    empty.needs("outcome_ratings")
    st.stop()

st.header("One person", anchor=False)
case = outcomes.choose(cases)
outcomes.person(cache.ask("outcome_ratings", case=case))

st.divider()
st.header("Many people", anchor=False)
outcomes.many(cache.ask("outcome_changes"), cache.ask("outcome_ratings"))
