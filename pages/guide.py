"""Guide: every kind of spreadsheet, every measure and the words of the method, from their declarations."""

from measures.catalogue import MEASURES
from measures.glossary import GLOSSARY
from measures.sheets import SHEETS
from pages.ui import frame, guide

frame.title(
    "Guide",
    "What to upload, and what each measure says. Start with a template, or with the spreadsheet you already have.",
)

sheets, measures, words = frame.parts("Kinds of spreadsheet", "Measures", "Glossary")
if sheets.open:
    with sheets:
        for sheet in SHEETS.values():
            guide.show_sheet(sheet)
if measures.open:
    with measures:
        for measure in MEASURES.values():
            guide.show_measure(measure)
if words.open:
    with words:
        for part, terms in GLOSSARY.items():
            guide.show_words(part, terms)
