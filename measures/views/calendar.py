"""Time on an axis: each day where it lies in the reader's own time zone, and no label twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt

MOST = 6  # labels that a telephone has room for
DAYS = (1, 2, 7, 14, 28)
MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
LONG = {"month": 1, "quarter": 3, "year": 12}  # months
SHORT = 60  # days up to which an axis names days


def at(day: dt.date) -> str:
    """A day as a chart has it. Without an hour a browser takes it for midnight at Greenwich, which is the day before
    to the west of it: January became December there."""
    return f"{day.isoformat()}T00:00:00"


def month_after(day: dt.date, months: int = 1) -> dt.date:
    """The first day of the month that is so many later."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def month(day: dt.date) -> str:
    """Jan 2025."""
    return f"{day:%b %Y}"


def each(first: dt.date, last: dt.date, every: str) -> list[dt.date]:
    """The first day of each week, month, quarter or year from one to another, whether anything is of it or not."""
    days = [first]
    while days[-1] < last:
        days.append(days[-1] + dt.timedelta(7) if every == "week" else month_after(days[-1], LONG[every]))
    return days


def ticks(first: dt.date, last: dt.date, *, months: bool = False) -> tuple[list[dt.date], str]:
    """The days that an axis names, no more than there is room for, and how each is written: as a day, as a month, or
    as a year. `months` is for what is of whole months, between which there is no day to name."""
    if not months and (last - first).days <= SHORT:
        for step in DAYS:
            found = [first + dt.timedelta(days) for days in range(0, (last - first).days + 1, step)]
            if len(found) <= MOST:
                return found, "%-d %b %y"
    begins = first if first.day == 1 else month_after(first)
    for step in MONTHS:
        ahead = -(begins.year * 12 + begins.month - 1) % step
        found = [month_after(begins, ahead)]
        while month_after(found[-1], step) <= last:
            found.append(month_after(found[-1], step))
        if len(found) <= MOST or step == MONTHS[-1]:
            break
    return [day for day in found if day <= last] or [first], "%Y" if step % 12 == 0 else "%b %Y"


def x(
    field: str,
    first: dt.date,
    last: dt.date,
    *,
    months: bool = False,
    padding: int = 8,
    spans: bool = False,
    **axis: Any,
) -> alt.X:
    """An axis of time from the first day to the last, as the calendar has them: what is missing is a gap as long as
    it was. What `spans` from a day to another has its ends from its rows: Vega-Lite reads such ends in two ways, and
    warns."""
    named, written = ticks(first, last, months=months)
    ends = [first, last] if first < last else [first - dt.timedelta(1), last + dt.timedelta(1)]
    return alt.X(
        f"{field}:T",
        title=None,
        scale=alt.Scale(nice=False, padding=padding)
        if spans
        else alt.Scale(domain=[at(day) for day in ends], nice=False, padding=padding),
        axis=alt.Axis(
            format=written,
            values=[at(day) for day in named],
            **{"grid": False, "labelOverlap": True, "labelSeparation": 6, "labelFlush": True, **axis},
        ),
    )


def bands(field: str, first: dt.date, last: dt.date) -> alt.X:
    """A place for each month from the first to the last, for bars: one without any is there, and empty."""
    named, written = ticks(first, last, months=True)
    return alt.X(
        f"{field}:O",
        title=None,
        sort=None,
        scale=alt.Scale(domain=[month(day) for day in each(first, last, "month")]),
        axis=alt.Axis(
            values=[month(day) for day in named],
            labelExpr="slice(datum.label, -4)" if written == "%Y" else "datum.label",
            labelAngle=0,
            labelOverlap=True,
            grid=False,
        ),
    )
