"""When demand comes: a bar for each weekday, and below them a cell for each of its hours."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Weekdays
from measures.views.bars import Bar, bars
from measures.views.base import View, picture, subtitle
from measures.views.effort.words import between, tenths
from measures.views.matrix import shade
from measures.views.theme import AMOUNT, LINES, Drawing, themed
from measures.words import plural

ROW, ABOVE = 26, 30


def view(answer: Answer[Weekdays]) -> View:
    """The weekday on which most come, a bar for each, and the hours."""
    shape, measure = answer.shape, answer.measure
    shown = [
        Bar(str(measure.label(day)), _figure(shape.a_week(day)), (("", shape.a_week(day) or 0),)) for day in shape.order
    ]
    pictures = [picture(bars, shown, "Demands a week", {"": AMOUNT}, decimals=1, legend=False)] if shape.weeks else []
    if shape.hours:
        names = {day: str(measure.label(day)) for day in shape.order}
        pictures.append(picture(hours, shape, names))
    return View(headline(answer), subtitle(answer), table(answer), note(shape), tuple(pictures))


def headline(answer: Answer[Weekdays]) -> str:
    """“Monday is the day with most demand: 35.2 of 152.0 demands a week”, where that is more than chance makes."""
    shape = answer.shape
    if shape.weeks is None:
        return "On which weekday most demand comes cannot be said yet: no whole week is on record"
    every = f"{tenths(shape.a_week() or 0)} {answer.measure.counts} a week"
    if shape.most is None:
        return f"No weekday stands out as the one with most demand: {every} in all"
    return (
        f"{answer.measure.label(shape.most)} is the day with most demand: {tenths(shape.a_week(shape.most))} of {every}"
    )


def _figure(a_week: float | None) -> str:
    return f"{tenths(a_week or 0)} a week"


def note(shape: Weekdays) -> str:
    """Over which weeks, of how many a time is known, and what has no day."""
    said = []
    if shape.weeks:
        said.append(f"A week is one of the whole weeks on record, {between(*shape.weeks, 0)}.")
        within, timed = shape.in_weeks(), shape.in_weeks() - shape.in_weeks(..., None)
        said.append(
            f"By hour: the {timed:,} of {plural(within, 'demand')} of these weeks that have a time of the day."
            if timed
            else "No time of the day is written, so nothing is said by hour."
        )
    if shape.unplaced:
        said.append(f"Of {plural(shape.unplaced, 'demand')} only the week or the month is known: on no weekday.")
    return " ".join(said)


def table(answer: Answer[Weekdays]) -> list[dict[str, str]]:
    """A row for each weekday: how many, how many a week, and how many in each hour of the whole weeks."""
    shape, measure = answer.shape, answer.measure
    return [
        {
            "Weekday": str(measure.label(day)),
            "Demands": f"{shape.count(day):,}",
            "Demands a week": tenths(shape.a_week(day)) if shape.weeks and day is not None else "",
            **{_hour(hour): f"{shape.in_weeks(day, hour):,}" for hour in shape.hours},
            **({"No time": f"{shape.in_weeks(day, None):,}"} if shape.hours else {}),
        }
        for day in shape.names
    ]


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def hours(shape: Weekdays, names: dict[Any, str]) -> alt.TopLevelMixin:
    """A row for each hour from the first to the last in which any came, and a column for each weekday: how many, in the
    whole weeks."""
    counts = {(day, hour): shape.in_weeks(day, hour) for hour in shape.hours for day in names}
    most = max(counts.values())
    cells = [
        {"day": names[day][:3], "weekday": names[day], "hour": _hour(hour), "count": count}
        | dict(zip(("ground", "ink"), shade(count, most)))
        for (day, hour), count in counts.items()
    ]
    base = Drawing(pd.DataFrame(cells)).encode(
        x=alt.X(
            "day:N",
            sort=None,
            title=None,
            scale=alt.Scale(domain=[name[:3] for name in names.values()], paddingInner=0.08, paddingOuter=0),
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=alt.Y(
            "hour:N",
            sort=None,
            title="Hour that begins at",
            scale=alt.Scale(domain=[*map(_hour, shape.hours)], paddingInner=0.08, paddingOuter=0),
            axis=alt.Axis(ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("weekday:N", title="Weekday"),
            alt.Tooltip("hour:N", title="Hour that begins at"),
            alt.Tooltip("count:Q", title="Demands", format=","),
        ],
    )
    drawn = base.mark_rect(stroke=LINES).encode(fill=alt.Fill("ground:N", scale=None))
    figures = base.mark_text().encode(text=alt.Text("count:Q", format=","), color=alt.Color("ink:N", scale=None))
    return themed(alt.layer(drawn, figures).properties(width="container", height=ROW * len(shape.hours) + ABOVE))
