"""History: what was loaded; withdraw an upload and bring it back."""

import streamlit as st

from measures.loading import readings
from pages.ui import access, cache, card, doings, empty, erase, filters, frame, one_row, past

frame.title(
    "History",
    "Every upload is kept. A withdrawn upload no longer counts, and can be brought back: nothing is deleted until "
    "somebody erases it, or the person it is of.",
)

uploads = cache.store().uploads()
if not uploads:
    empty.needs("demand_tiers")
    st.stop()

frame.of()
past.show_outcome()
erases = ["Erase"] if access.changes() else []
loaded, row, filled, changes, *gone, done = frame.parts(
    "What was loaded", "What a row says", "What is on record", "What changed", *erases, "Who did what"
)
if loaded.open:
    with loaded:
        who = filters.who() if access.changes() else ""
        past.show_uploads(uploads, who)
        past.show_readings(readings(cache.store()), who)
if row.open:
    with row:
        one_row.show(uploads)
if filled.open:
    with filled:
        card.show("data_completeness")
        card.show("record_of_demands")
if changes.open:
    with changes:
        past.show_versions(cache.store().versions())
for part in gone:
    if part.open:
        with part:
            erase.show(uploads)
if done.open:
    with done:
        doings.show()
