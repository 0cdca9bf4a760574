"""Guide: every kind of spreadsheet, every measure and the words of the method, from their declarations; and the
papers."""

from measures.catalogue import MEASURES
from measures.glossary import GLOSSARY
from measures.papers import STATEMENT
from measures.sheets import SHEETS
from pages.ui import access, frame, guide

frame.title(
    "Guide",
    "What to upload, and what each measure says. Start with a template, or with the spreadsheet you already have.",
)

FOR_ALL, FOR_MANAGERS = ("Kinds of spreadsheet", "Measures", "Glossary", "Accessibility"), ("Data protection",)
sheets, measures, words, accessible, *papers = frame.parts(*FOR_ALL, *(FOR_MANAGERS if access.who().is_manager else ()))
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
if accessible.open:
    with accessible:
        guide.show_answers(STATEMENT)
for part in papers:
    if part.open:
        with part:
            guide.show_facts()
