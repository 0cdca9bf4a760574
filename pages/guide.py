"""Guide: every kind of spreadsheet, every measure and the words of the method, from their declarations."""

import streamlit as st

from measures.catalogue import MEASURES
from measures.glossary import GLOSSARY
from measures.sheets import SHEETS
from pages.ui import guide

st.title("Guide", anchor=False)
st.write("What to upload, and what each measure says. Start with a template, or with the spreadsheet you already have.")

sheets, measures, words = st.tabs(["Kinds of spreadsheet", "Measures", "Glossary"], key="part", bind="query-params")
if sheets.open:
    with sheets:
        st.header("Kinds of spreadsheet", anchor=False)
        for sheet in SHEETS.values():
            guide.show_sheet(sheet)
if measures.open:
    with measures:
        st.header("Measures", anchor=False)
        for measure in MEASURES.values():
            guide.show_measure(measure)
if words.open:
    with words:
        st.header("Glossary", anchor=False)
        for part, terms in GLOSSARY.items():
            guide.show_words(part, terms)
