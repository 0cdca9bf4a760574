"""Upload: choose spreadsheets, see how they are understood, answer what is in doubt, load them."""

import streamlit as st

from pages.ui import frame
from pages.ui.upload import asked, chosen, landed, load, review, sheets

st.title("Upload", anchor=False)
st.write("Drop the spreadsheets you already have. Nothing is loaded until you press Load.")
frame.of()

draft = chosen.choose()
if draft is None:
    landed.show()
    chosen.show_kinds()
    st.stop()

chosen.show_chosen(draft)
sheets.work_in_deeds(list(draft.files))
reviews = review.check(draft)
sheets.show_problems(reviews)
questions = asked.show(reviews)
sheets.show(reviews)
load.show(draft, reviews, questions)
