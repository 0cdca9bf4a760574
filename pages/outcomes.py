"""Outcomes: what matters to a person, in their own statements, as they rate them from review to review."""

import streamlit as st

from pages.ui import cache, empty, frame, outcomes

frame.title(
    "Outcomes",
    "What people said matters to them, and how they rate it themselves at the start and at each review.",
)

cases = cache.rated_cases()
if not cases:
    empty.needs("outcome_ratings")
    st.stop()

frame.of()
one, many = frame.parts("One person", "Many people")
if one.open:
    with one:
        case = outcomes.choose(cases)
        outcomes.person(cache.ask("outcome_ratings", case=case))
if many.open:
    with many:
        outcomes.many(cache.ask("outcome_changes"), cache.ask("outcome_ratings"))
