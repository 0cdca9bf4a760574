"""Which points a measure has over time: by week, month, quarter or year, as shares or as counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from measures import spc
from measures.answers import Answer
from measures.definition import Measure
from measures.plurals import of_one
from measures.shapes import SHAPES, Capability, Share

PERIODS = ("month", "quarter", "year")
LENGTHS = {"week": 7, "month": 30.4375, "quarter": 91.3125, "year": 365.25}  # days
FEWEST_OF_COUNT, FEWEST_OF_VALUE = 5, 20  # that a count needs at a usual point, and minutes or days, which vary more
MOST = 1000  # points that a chart is ever asked for


def has_points(measure: Measure) -> bool:
    """Whether a measure can be looked at over time: it has points, or shares of months, quarters or years."""
    shape = SHAPES[measure.shape]
    return issubclass(shape, Capability) or (issubclass(shape, Share) and measure.every in PERIODS)


def asked(measure: Measure, every: str | None = None) -> dict[str, Any]:
    """What a measure is asked for besides what a person chooses: its period, where it has several."""
    return {"every": every} if measure.periods else {}


def title(measure: Measure) -> str:
    """What a chart of a measure is of: a share says what a point is."""
    return f"{measure.title} per {measure.every}" if measure.shape == "share" else measure.title


def name(measure: Measure) -> str:
    """What a measure is called where its period is chosen beside it."""
    return measure.title.removesuffix(f" per {measure.every}")


def usual(measure: Measure, ask: Callable[[str], Answer]) -> str:
    """The period that a measure is drawn by until somebody chooses another: of those whose points have enough, the one
    that most often shows a change by a third half way. `ask` gives the answer by a period.

    Of a true fall of a share from 45 to 30 per cent, 400 times each, a headline asks what changed, by week and by
    month:

    - of 10 demands a week: over a year 44 and 24 times of 100, over two years 42 and 80;
    - of 20 demands a week: over a year 64 and 30 times of 100, over two years 62 and 93.

    Where nothing changed, 8 to 14 times of 100. A point of too few is not drawn so: at one demand a week 56 of 100
    charts of 52 weeks of noise break a rule, at five 32, at twenty 24. What is added up varies more than counts do.
    """
    shortest = measure.periods[0]
    answer = ask(shortest)
    if answer.measure.every in measure.periods[1:]:
        return answer.measure.every  # whoever asks reads it by this period alone
    shape = answer.shape
    sizes = shape.sizes
    if not sum(sizes):
        # Of demands of which only the month is known no week has any.
        longer = (every for every in measure.periods[1:] if sum(ask(every).shape.sizes))
        return next(longer, measure.every if measure.every in measure.periods else shortest)
    counts = isinstance(shape, Capability)
    of, least = (1.0, FEWEST_OF_COUNT) if counts else (shape.part_of_placed, shape.of_point)
    if measure.adds or (counts and any(row["counted"] is not None for row in shape.points)):
        least = FEWEST_OF_VALUE
    chances, drawn = {}, shortest
    for every in measure.periods:
        longer = LENGTHS[every] / LENGTHS[shortest]
        size, points = sum(sizes) / len(sizes) * longer, len(sizes) / longer
        if points >= spc.FEWEST and size >= least:
            third = (size if counts else size * of / max(1 - of, 1 / size)) ** 0.5 / 3  # in standard deviations
            chances[every] = spc.shows(points, third) - spc.shows(points, 0)
        elif points >= spc.FEWEST:
            drawn = every
    return max(chances, key=chances.__getitem__, default=drawn)


def charted(answer: Answer) -> Answer[Capability]:
    """An answer as the points of a capability chart: as it is, or the share of each period in per cent.

    Where fewer than half of the periods have enough for a share, the points are counts. Of a share the answer's measure
    then says what a point is.
    """
    shape, measure = answer.shape, answer.measure
    if not isinstance(shape, Share):
        return answer
    points = shape.over_time(measure)
    of_points = replace(measure, title=title(measure), shape="capability", counts=f"{measure.every}s", headline=None)
    return replace(
        answer, measure=of_points, shape=points if points.n * 2 >= len(shape.sizes) else shape.counts_over_time(measure)
    )


def noun(answer: Answer[Capability]) -> str:
    """What one point is: a series says it by its dates, any other measure by its declaration, however many are left
    out."""
    own = answer.shape.spacing if "series" in answer.measure.sheets else None
    return own or of_one(answer.measure.counts)
