"""The parts of the Outcomes page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from measures import answers, views
from measures.answers import Answer
from measures.shapes import Ratings
from measures.views.frequency import changes
from measures.views.ratings import words
from measures.words import plural
from pages.ui import cache, card, filters, notices
from pages.ui.words import plain


def choose(rated: dict[str, dict]) -> str:
    """The case to show: its reference lives in the URL, its title does not."""
    case = filters.one_of("case", "Case", list(rated), None, width=320)
    about = rated[case]
    if about["title"]:
        st.markdown(f"**{plain(about['title'])}**")
    if about["what_matters"]:
        st.markdown(f"What matters to them: “{plain(about['what_matters'])}”")
    notices.consent(about["consent"])
    return case


def person(answer: Answer[Ratings]) -> None:
    """One person's statements: the radar, the same numbers as dots on a line, and as a table; and what was said."""
    card.show(answer)
    notes = words.notes_said(answer.shape)
    with st.expander(f"Who rated, and what was said: {plural(answer.n, 'rating')}, {plural(notes, 'note')}"):
        card.written(words.each_rating(answer.shape), "Each rating, who rated and what was said")
        _themselves(answer.shape)


def _themselves(shape: Ratings) -> None:
    """Who else of those who rated is the person, in words of their own: it holds for everyone who uses this store."""
    now = cache.themselves()
    others = sorted(
        {row["rated_by"] for row in shape.rows if row["rated_by"] and not row["own"]} | {*now}, key=str.casefold
    )
    if not others:
        return
    filters.kept_words(
        "Who of these is the person themselves?",
        others,
        now,
        answers.keep_themselves,
        "Their ratings are the person's own",
        help="Person, Self, Client, Service user, Tenant, Patient, Parent, Young person and the like always are.",
    )


def many(answer: Answer, everyone: Answer) -> None:
    """Many people's statements: how many are higher, the same and lower."""
    view = views.view(answer)
    note = f"{view.note} {words.raters(everyone.shape)}".strip()
    card.show(answer, view=replace(view, subtitle=changes.of_people(answer, everyone), note=note))
