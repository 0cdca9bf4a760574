"""Results: before and after, counts of outcomes, and referrals that came back or led to a package."""

import streamlit as st

from pages.ui import cache, empty, results

st.title("Results", anchor=False)
st.write("What changed, by how much and in how many. Every figure has its unit, and its sample where one was given.")

answer = cache.ask("results")
if answer.is_empty:
    empty.needs("results")
else:
    st.header("What changed", anchor=False)
    results.changed(answer)
results.referrals()
