"""The parts of the Outcomes page."""

from __future__ import annotations

import streamlit as st

from measures import describe
from measures.answers import Answer
from measures.charts import changes, ratings
from measures.describe import outcomes
from pages.ui import cache, card
from pages.ui.words import plain


def choose(cases: dict[str, dict]) -> str:
    """The case to show: its reference lives in the URL, its title does not."""
    case = st.selectbox("Case", list(cases), key="case", bind="query-params", width=320)
    about = cases[case]
    if about["title"]:
        st.markdown(f"**{plain(about['title'])}**")
    if about["what_matters"]:
        st.markdown(f"What matters to them: “{plain(about['what_matters'])}”")
    if about["consent"]:
        st.caption(outcomes.consent(True))
    else:
        st.warning(outcomes.consent(about["consent"]), icon=":material/lock:")
    return case


def person(answer: Answer) -> None:
    """One person's statements: the radar, the same numbers as dots on a line, and as a table."""
    shape = answer.shape
    charts = [cache.picture(ratings.radar, shape)] if len(shape.statements) >= ratings.FEWEST else []
    card.draw(
        answer,
        outcomes.headline(answer),
        *charts,
        cache.picture(ratings.dots, shape),
        subtitle=outcomes.subtitle(answer),
        note=outcomes.notes(shape),
        rows=outcomes.by_date(shape),
        open_table=True,
    )
    said = outcomes.notes_said(shape)
    label = f"Who rated, and what was said: {describe.plural(answer.n, 'rating')}, {describe.plural(said, 'note')}"
    with st.expander(label):
        card.written(outcomes.each_rating(shape), "Each rating, who rated and what was said")


def many(answer: Answer, everyone: Answer) -> None:
    """Many people's statements: how many are higher, the same and lower."""
    shown = changes.most_chosen(answer.shape)
    card.draw(
        answer,
        outcomes.many_headline(answer),
        cache.picture(changes.counts, answer.shape, shown),
        subtitle=outcomes.many_subtitle(answer, everyone),
        note=outcomes.many_shown(answer.shape, shown),
    )
