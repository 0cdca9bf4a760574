"""Case story: what mattered to a person, what they received, by how many people, at what cost; and everybody's
words."""

import streamlit as st

from pages.ui import cache, empty, frame, story

frame.title(
    "Case story",
    "One case: what mattered to the person, what they received instead, how many people that took, and what it cost.",
)

cases = cache.story_cases()
if not cases:
    empty.needs("case_people", "what_matters")
    st.stop()

frame.of()
consented = story.only_consented()
one, everybody = frame.parts("One case", "Everybody's words")
if one.open:
    with one:
        cases = {case: about for case, about in cases.items() if about["consent"] or not consented}
        case = story.choose(cases)
        if case:
            story.about(case, cases[case])
            received = cache.ask("case_received", case=case)
            story.wanted_and_received(cases[case], cache.ask("what_matters", case=case), received)
            over_years = cache.ask("case_timeline", case=case)
            story.people(cache.ask("case_people", case=case), over_years)
            story.years(over_years)
            story.costs(cache.ask("case_costs", case=case))
if everybody.open:
    with everybody:
        story.statements(cache.ask("what_matters"), consented)
