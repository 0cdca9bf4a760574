"""The parts of the Capacity page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from measures.answers import Answer
from measures.shapes import Caseload, Weekly
from measures.views import classify
from measures.views.effort import caseload, weekly
from measures.words import day
from pages.ui import cache, card, filters, notices
from pages.ui.words import plain

LEAST, MOST = 20, 50  # per cent: what redesign is said to take away; a supposition, so a range
TEAM = 37


def choose() -> dict[str, Any]:
    """Locality, agency and type, in the URL. What is not chosen is None."""
    with filters.line():
        return filters.demands("locality", "agency", "type")


def where_from() -> None:
    """How many of the answers that all of this rests on came from the inbox."""
    st.caption(classify.standing(cache.standing()))


def fall(answer: Answer[Weekly]) -> None:
    """What it would be if failure demand fell: always a range, always with what it was made of."""
    least, most = st.slider(
        "Fall of the failure demand chosen above, per cent", 0, 100, (LEAST, MOST), step=5, key="fall", width=420
    )
    st.subheader(plain(weekly.fall_headline(answer, least / 100, most / 100)), anchor=False)
    _made_of(weekly.fall_made_of(answer, least / 100, most / 100))


def released(answer: Answer[Weekly]) -> None:
    """M17: the latest weeks against a baseline of as many."""
    st.header("Capacity released", anchor=False)
    whole = answer.shape.weeks
    if len(whole) < 2:
        st.write("There must be two whole weeks on record: one for a baseline, and one to compare with it.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weeks = st.number_input(
            "Weeks in each", 1, len(whole) // 2, weekly.usual_weeks(answer.shape), key="weeks", width=160
        )
        first = st.selectbox(
            "Baseline from the week of",
            whole[: len(whole) - 2 * weeks + 1],
            format_func=lambda week: day(week) if isinstance(week, dt.date) else str(week),
            key="baseline",
            width=260,
        )
    found = answer.shape.released(weeks, first)
    st.subheader(plain(weekly.released_headline(found)), anchor=False)
    if found:
        _made_of(weekly.released_made_of(found))
    card.bear_in_mind(answer)


def households(answer: Answer[Caseload], chosen: dict[str, Any]) -> None:
    """Hours for each household by tier; from these how many a team can carry, and how many teams there must be."""
    shape = answer.shape
    if beyond := caseload.not_narrowed(chosen):
        st.info(beyond, icon=":material/filter_alt_off:")
    notices.selected_lists(cache.ask("selected_lists", locality=chosen["locality"]))
    if not shape.n or not shape.count():
        st.write(
            "Upload a households sheet and a demands sheet that names the household of each demand (Household ref), "
            "and this shows how many "
            "households a team can carry."
        )
        return
    card.show(answer)
    team = st.number_input(
        "Hours a week that a team has for demands", 1, 10_000, TEAM, key="team", bind="query-params", width=320
    )
    st.subheader(plain(caseload.carried_headline(answer, team)), anchor=False)
    card.written(caseload.carried_table(shape, team), "Households that a team can carry")
    _made_of(caseload.teams_made_of(shape, team))


def _made_of(lines: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
