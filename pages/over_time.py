"""Over time: capability charts of measures and uploaded series, with what people decided and learned beside them."""

import streamlit as st

from pages.ui import access, frame, over_time
from pages.ui.words import plain

frame.title(
    "Over time",
    "How a measure varies, and how far that can be predicted. The limits come from the variation itself: between them "
    "there is nothing to explain; a signal asks what changed.",
)

if not over_time.is_any():
    over_time.nothing_yet()
    st.stop()
chosen = over_time.choose()
if not isinstance(chosen, over_time.Chosen):
    frame.of()
    over_time.overview(chosen)
    st.stop()

frame.of(chosen.answer)
st.header(plain(chosen.title), anchor=False)
if not access.who().is_manager:
    over_time.show(chosen)
    over_time.of_all_points()
    over_time.side_by_side(chosen)
    st.stop()
picture, beside = st.columns([7, 3], gap="large")
with picture:
    over_time.show(chosen)
with beside:
    who = over_time.about(chosen)
    over_time.commentary(chosen, who)
over_time.side_by_side(chosen)
st.divider()
over_time.changes(chosen, who)
