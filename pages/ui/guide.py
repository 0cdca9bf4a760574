"""The guide, printed from the declarations so that it cannot drift from what the program does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from measures.catalogue import Measure
from measures.export import csv
from measures.papers import as_page, dictionary
from measures.schema import Sheet
from measures.shapes import SHAPES
from measures.views import base
from measures.words import sentence_case
from measures.workbook.template import note
from pages.ui import cache, card, empty, trail
from pages.ui.words import plain

FACTS, DICTIONARY = "Facts for a data protection impact assessment", "Data dictionary"
ABOUT_FACTS = (
    "What is so in this store as it is set up now. Whether it may be so is for your organisation to decide: take it to "
    "whoever answers for people's information there."
)


def show_sheet(sheet: Sheet) -> None:
    """A kind of spreadsheet: what a row is, its columns, its template."""
    with _unfolded(f"{sheet.title}: each row is {sheet.row_is}", f"sheet {sheet.kind}") as opened:
        if not opened:
            return
        st.write(sheet.purpose)
        empty.template_button(sheet.kind)
        if sheet.flags:
            st.write(
                "Any other column whose cells say Yes or No is read as a flag, named by its heading. The template has "
                "eight to begin with."
            )
        rows = [
            {"Heading": c.title, "What to write": note(c), "Also understood": ", ".join(c.also)}
            for c in (*sheet.columns, *sheet.flags)
        ]
        card.written(rows, f"The columns of a {sheet.title.lower()} sheet")


def show_measure(measure: Measure) -> None:
    """A measure: what it says, how it is worked out, a worked example."""
    with _unfolded(
        f"{measure.title}: {measure.sentence[:1].lower()}{measure.sentence[1:]}", f"measure {measure.name}"
    ) as opened:
        if not opened:
            return
        st.markdown(f"**Purpose.** {measure.purpose}\n\n**How it is worked out.** {measure.formula}")
        st.markdown(f"**What it needs.** {base.needs(measure)}")
        st.markdown("\n".join(f"- {caveat}" for caveat in measure.caveats))
        st.markdown("**Worked example.** From these rows:")
        for rows in measure.example.sheets.values():
            _table(
                [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows],
                "Rows of the worked example",
            )
        st.markdown("the answer is:")
        _table(
            [{sentence_case(heading): words for heading, words in row.items()} for row in _answer(measure)],
            "Answer of the worked example",
        )


@contextmanager
def _unfolded(label: str, key: str) -> Iterator[bool]:
    """An expander, and whether it is open: what is in it is drawn then. All of fifty measures at once took a browser
    eight seconds."""
    with st.expander(label, key=key, on_change="rerun") as held:
        yield bool(held.open)


def show_words(part: str, terms: dict[str, str]) -> None:
    """What some words of the method mean."""
    st.subheader(part, anchor=False)
    st.markdown("\n".join(f"- **{term}.** {meaning}" for term, meaning in terms.items()))


def show_answers(answers: Mapping[str, str]) -> None:
    """Questions, each with its answer below it."""
    for question, answer in answers.items():
        st.subheader(question, anchor=False)
        st.write(plain(answer))


def show_facts() -> None:
    """What whoever answers for people's information asks, with the answers that are so here; and both papers as
    files."""
    found, columns = cache.facts(), dictionary()
    st.write(ABOUT_FACTS)
    with st.container(horizontal=True):
        whole = f"{FACTS}, with the data dictionary"
        tables = {DICTIONARY: columns}
        trail.download(
            whole, lambda: as_page(FACTS, ABOUT_FACTS, found, tables), "data_protection.html", mime="text/html"
        )
        trail.download(DICTIONARY, lambda: csv.text(columns, [*columns[0]]), "data_dictionary.csv", mime="text/csv")
    for heading, answers in found.items():
        st.subheader(heading, anchor=False)
        st.markdown("\n".join(f"- **{question}** {plain(answer)}" for question, answer in answers.items()))
    with st.expander(f"{DICTIONARY}: every column that can be kept"):
        card.written(columns, DICTIONARY)


def _answer(measure: Measure) -> list[dict[str, str]]:
    """The answer of a measure's worked example in words."""
    names = {"category": measure.category, "split": measure.split, "count": measure.counts}
    names |= {
        column: str(measure.label(column))
        for column in SHAPES[measure.shape].columns_of(measure)
        if column in measure.labels
    }
    return [
        {
            names.get(key, key.replace("_", " ")): "not known"
            if found is None
            else str(measure.label(found) if key in ("category", "split") else found)
            for key, found in row.items()
        }
        for row in measure.example.answer
    ]


def _table(rows: list[dict], alt: str) -> None:
    headings = dict.fromkeys(heading for row in rows for heading in row)
    card.written([{heading: row.get(heading, "") for heading in headings} for row in rows], alt)
