"""The latest stretch of a chart in words, and what it was before: of a process that changed, the mean of both is
true of neither."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from measures import spc
from measures.over_time import Drawn
from measures.record import CHANGES
from measures.shapes import share
from measures.views.capability.figures import figure as plain_figure
from measures.views.capability.figures import unit_of, when, with_unit
from measures.views.record import comes_or_goes
from measures.words import listed, month, portion


@dataclass(frozen=True)
class Stretch:
    """The points between two steps: since when, how many, and what they come to, in the unit of the points.

    Of shares that is the part of all that the points are of, never the mean of the shares; `of` is of how many.
    """

    since: dt.date
    points: int
    figure: float
    of: float | None = None


@dataclass(frozen=True)
class Latest:
    """The stretch that is going on now, the one before it where a step lies between, and why there is a step.

    `apart` is whether the two lie further apart than points like these do by chance; None where either has too few
    points to say so.
    """

    now: Stretch
    before: Stretch | None = None
    why: str = ""
    apart: bool | None = None


def latest(drawn: Drawn) -> Latest | None:
    """What a chart says of now, and of the stretch before; None of a chart without a point, and of counts."""
    if not drawn.n or drawn.in_counts or drawn.is_mixed:
        return None
    edges = drawn.edges
    now = stretch(drawn, *edges[-1])
    if len(edges) == 1:
        return Latest(now)
    (first, start), (_, end) = edges[-2:]
    steps = [mark for at, mark in drawn.steps if at == start]
    whys = [
        comes_or_goes(step.reason, step.what, step.date) if step.what in CHANGES else step.reason.strip().rstrip(".")
        for step in steps
    ]
    apart = spc.apart(drawn.values[first:start], drawn.values[start:end])
    return Latest(now, stretch(drawn, first, start), listed(list(dict.fromkeys(whys))), apart)


def stretch(drawn: Drawn, start: int, end: int) -> Stretch:
    """What the points from a position to before another come to."""
    rows = drawn.points[start:end]
    values = [row["value"] for row in rows]
    if "denominator" in rows[0]:
        weights = [row["denominator"] or 0 for row in rows]
        figure = share(sum(v * w for v, w in zip(values, weights, strict=True)), sum(weights)) or 0.0
        return Stretch(drawn.dates[start], end - start, figure, sum(row["counted"] or 0 for row in rows))
    return Stretch(drawn.dates[start], end - start, sum(values) / len(values))


def change(drawn: Drawn, noun: str) -> str:
    """“30% since November 2025, 46% before: new repairs team”; blank of a chart without a step."""
    found = latest(drawn)
    if found is None or found.before is None:
        return ""
    chance = {
        None: f", over too few {noun}s to say whether that is chance",
        False: ", no further apart than chance puts them",
    }
    return f"{against(drawn, found.now, found.before, noun)}{chance.get(found.apart, '')}: {found.why}"


def against(drawn: Drawn, now: Stretch, before: Stretch, noun: str) -> str:
    """“30% since November 2025, 46% before”; of what has a unit in words, that once: “12.1 days since October 2025,
    23.6 before”."""
    unit = unit_of(drawn)
    earlier = (
        figure(drawn, before) if now.of is not None or unit is None or "£" in unit else plain_figure(before.figure)
    )
    return f"{figure(drawn, now)} since {since(now.since, noun)}, {earlier} before"


def figure(drawn: Drawn, of: Stretch) -> str:
    """What a stretch comes to: 30%, about 45%, 24.1 days."""
    return with_unit(of.figure, unit_of(drawn)) if of.of is None else portion(of.figure / 100, of.of)


def since(day: dt.date, noun: str) -> str:
    """November 2025; of a week or a day, its date."""
    return month(f"{day:%Y-%m}") if noun == "month" and day.day == 1 else when(day, noun)
