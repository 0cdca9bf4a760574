"""Case story: what mattered to a person, what they received, by how many people, at what cost; and everybody's
words."""

import streamlit as st

from pages.ui import cache, empty, story

st.title("Case story", anchor=False)
st.write(
    "One case: what mattered to the person, what they received instead, how many people that took, and what it cost."
)

cases = cache.story_cases()
if not cases:
    empty.needs("case_people", "what_matters")
    st.stop()

consented = story.only_consented()
cases = {case: about for case, about in cases.items() if about["consent"] or not consented}
case = story.choose(cases)
if case:
    story.about(case, cases[case])
    story.wanted_and_received(cases[case], cache.ask("what_matters", case=case), cache.ask("case_received", case=case))
    st.divider()
    over_years = cache.ask("case_timeline", case=case)
    story.people(cache.ask("case_people", case=case), over_years)
    story.years(over_years)
    st.divider()
    story.costs(cache.ask("case_costs", case=case))

st.divider()
story.statements(cache.ask("what_matters"), consented)
