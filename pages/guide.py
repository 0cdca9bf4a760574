"""Guide: every kind of spreadsheet and every measure, from their declarations."""

import streamlit as st

from measures.catalogue import MEASURES
from measures.sheets import SHEETS
from pages.ui import guide

st.title("Guide", anchor=False)
st.write("What to upload, and what each measure says. Start with a template, or with the spreadsheet you already have.")

st.header("Kinds of spreadsheet", anchor=False)
for sheet in SHEETS.values():
    guide.show_sheet(sheet)

st.header("Measures", anchor=False)
for measure in MEASURES.values():
    guide.show_measure(measure)
