"""Which types come again and again: a row of cells for each, a cell for each of the last weeks."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Recurrence
from measures.shapes.frequency import RECURS_IN, TOO_EARLY, TOO_FEW_TYPED, WEEKS
from measures.views.bars import MOST, Rows
from measures.views.base import View, picture, subtitle
from measures.views.theme import COUNTS, INK, QUIET, Drawing
from measures.words import plural, sentence_case

CELL = 22
WHY_NOT = {
    TOO_EARLY: f"not {WEEKS} weeks are on record",
    TOO_FEW_TYPED: "of too many demands of these weeks nobody has said which type they are",
}


def view(answer: Answer[Recurrence]) -> View:
    """What recurs, the rule it is told by, and the weeks in which each was seen."""
    shape = answer.shape
    of = plural(len(shape.order), answer.measure.category)
    pictures = (picture(cells, shape, answer.measure.counts),) if shape.weeks and shape.order else ()
    return View(headline(answer), subtitle(answer, of), table(answer), note(shape), pictures)


def headline(answer: Answer[Recurrence]) -> str:
    """“23 of 33 types are predictable”, or that it is too early."""
    shape, one = answer.shape, answer.measure.category
    types, weeks = len(shape.order), len(shape.weeks)
    if not types:
        return f"No demand has a {one} yet, so nothing can be said of what comes again"
    if shape.too_early:
        on_record = f"{plural(weeks, 'whole week')} on record"
        return f"Too early to say what is predictable: {on_record}, and it takes {WEEKS}"
    if not shape.told:
        typed, asked = max(map(shape.typed_of, shape.order), key=lambda known: known.of_all)
        return f"Too early to say what is predictable: {typed:,} of {asked:,} demands of the last weeks have a {one}"
    count = len(shape.predictable)
    return f"{count:,} of {plural(len(shape.told), one)} {'is' if count == 1 else 'are'} predictable"


def note(shape: Recurrence) -> str:
    """The rule, and how many types the picture has."""
    rule = (
        f"Predictable: seen in {RECURS_IN} or more of the last {WEEKS} whole weeks on record of those who receive "
        "it. The last week is on the right."
    )
    for why, words in WHY_NOT.items():
        unsaid = [name for name in shape.order if shape.says(name) == why]
        if unsaid and shape.told:
            rule += f" Of {plural(len(unsaid), 'more type', 'more types')} it cannot be said: {words}."
    return rule + (f" The picture has the first {MOST}; the table has all." if len(shape.order) > MOST else "")


def table(answer: Answer[Recurrence]) -> list[dict[str, str]]:
    """Each type, the weeks it was seen in, and what that says."""
    shape = answer.shape
    return [
        {
            sentence_case(answer.measure.category): str(name),
            "Weeks seen": f"{shape.weeks_with(name)} of {len(shape.weeks_of(name))}",
            "So it is": shape.says(name),
            "Demands in these weeks": f"{shape.count(name, tuple(shape.weeks)):,}",
        }
        for name in shape.order
    ]


def cells(shape: Recurrence, counts: str) -> alt.TopLevelMixin:
    """A row of cells for each type: how many in each of the last weeks. An empty cell is a week without any."""
    placed, rows = [], Rows()
    for name in map(str, shape.order[:MOST]):
        figure = f"{shape.weeks_with(name)} of {plural(len(shape.weeks_of(name)), 'week')}"
        top, bottom = rows.add(name, figure, CELL)
        for week in shape.weeks_of(name):
            count, before = shape.count(name, week), WEEKS - week
            when = f"{plural(before, 'week')} before" if before else "the last week"
            cell = {"name": name, "week": before, "when": when, "count": count}
            placed.append(cell | {"top": top, "middle": top + CELL / 2, "bottom": bottom})
    most = max((p["count"] for p in placed), default=1) or 1
    base = Drawing(pd.DataFrame(placed)).encode(
        x=alt.X("week:O", sort="descending", axis=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0)),
        tooltip=[
            alt.Tooltip("name:N", title="Type"),
            alt.Tooltip("when:N", title="Week"),
            alt.Tooltip("count:Q", title=sentence_case(counts), format=","),
        ],
    )
    drawn = base.mark_rect(stroke=QUIET, strokeWidth=0.5).encode(
        y=rows.y("top:Q"),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color(
            "count:Q",
            legend=None,
            scale=alt.Scale(domain=[0, most], range=["#FFFFFF", *COUNTS[1:4]], interpolate="rgb"),
        ),
    )
    figures = base.mark_text().encode(
        y=rows.y("middle:Q"),
        text=alt.Text("count:Q", format=","),
        color=alt.condition(alt.datum.count > most * 0.72, alt.value("#FFFFFF"), alt.value(INK)),
        opacity=alt.condition(alt.datum.count > 0, alt.value(1), alt.value(0)),
    )
    return rows.chart(drawn, figures)
