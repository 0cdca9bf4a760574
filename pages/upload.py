"""Upload: check spreadsheets, see how they are understood, load them."""

import streamlit as st

from pages.ui import uploads

st.title("Upload", anchor=False)
st.write("Choose the spreadsheets you already have. They are checked first; nothing is loaded until you press Load.")

uploads.show_outcome()
files = uploads.choose()
if not files:
    uploads.show_kinds()
    st.stop()

prepared = uploads.check(files)
uploads.show_summary(prepared)
for file in prepared:
    uploads.show_file(file)
uploads.show_load(prepared)
