"""What a record is told in: sources, their rows by day, stretches of days, and why a period is no point of it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

DAY, WEEK = dt.timedelta(1), dt.timedelta(7)
# Why a week or month is no point of a chart and in no average, as queries say it.
NOT_OBSERVED, MONTH_NOT_OBSERVED = "not observed", "with a month that was not observed"
PART_OF_A_WEEK, PART_OF_A_MONTH = "part of a week", "part of a month"
ONLY_MONTHS = "known by its month only"
AFTER = "after the day of loading"
NOT_FULL = "not yet full"
APART = "far from all other dates"
ON_RECORD = "on record"  # of days that are part of it
# What came to the record or went from it: a row that says so has the day and the name of the source, and is no period.
JOINS, LEAVES, ENDS = "joins", "leaves", "ends before the others"
CHANGES = (JOINS, LEAVES, ENDS)
# Of how many demands of an agency, or of a place, something is known: a row that says so has its name, and is no
# period.
SOURCES = ("of an agency", "of a place")


class Source(NamedTuple):
    """An agency in a locality, by their keys; of rows that name neither, the record that their file is part of."""

    agency: str | None
    locality: str | None
    lineage: int = 0


class Rows(NamedTuple):
    """So many rows of a source that are dated on one day, of one upload."""

    source: Source
    upload: int
    day: dt.date
    number: int
    is_month: bool = False  # that day begins the month in which they are, on days that nobody wrote down
    is_week: bool = False  # that day is the Monday of the week in which they are


class Interval(NamedTuple):
    """From a first day to a last."""

    first: dt.date
    last: dt.date


class Days:
    """The days that have rows, in order, and how many each has. A stretch of them is found by halves: of the many
    days of a long log only those are looked at that are asked for."""

    def __init__(self, numbers: Mapping[dt.date, int]) -> None:
        self.numbers, self.days = numbers, sorted(numbers)
        self._before = [0, *accumulate(numbers[day] for day in self.days)]

    def within(self, stretch: Interval) -> list[dt.date]:
        """Its days with rows."""
        return self.days[slice(*self._places(stretch))]

    def number(self, stretch: Interval) -> int:
        """How many rows it has."""
        first, end = self._places(stretch)
        return self._before[end] - self._before[first]

    def _places(self, stretch: Interval) -> tuple[int, int]:
        return bisect_left(self.days, stretch.first), bisect_right(self.days, stretch.last)


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - DAY * day.weekday()
