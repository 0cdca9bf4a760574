"""History: what was loaded; withdraw an upload and bring it back."""

import streamlit as st

from measures.loading import readings
from pages.ui import cache, card, empty, filters, past

st.title("History", anchor=False)
st.write("Every upload is kept. A withdrawn upload no longer counts, and can be brought back; nothing is deleted.")

uploads = cache.store().uploads()
if not uploads:
    empty.needs("demand_tiers")
    st.stop()

st.header("What is filled in", anchor=False)
card.show("data_completeness")
st.divider()
st.header("What is on record of whom", anchor=False)
card.show("record_of_demands")
st.divider()
st.header("What was loaded", anchor=False)
past.show_outcome()
who = filters.who()
for upload in uploads:
    past.show_upload(upload, who)
past.show_readings(readings(cache.store()), who)
past.show_versions(cache.store().versions())
