"""How many of a source's last days are not yet as full as they become: from its earlier loads, or from how long its
rows take to be done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from statistics import median
from typing import NamedTuple

from measures.record.days import WEEK

FULL = 0.95  # of the rows that a week comes to have in the end
COMPARED = 4  # loads from which it is known how late rows come
AGES = 13  # weeks after which rows are not late, but another record
WAITED = 20  # rows from which it is known how long they take to be done
BY_CHANCE = 0.05  # how likely a record without late rows is to be taken for one with them


class Kept(NamedTuple):
    """So many rows of a source that are dated on one day, and the versions of the data between which they counted."""

    day: dt.date
    begun: int
    ended: int | None
    number: int


class Done(NamedTuple):
    """So many rows of a source that are dated on one day and were done on another; None where they are not done."""

    day: dt.date
    done: dt.date | None
    number: int


class Load(NamedTuple):
    """A version of the data at which rows of a source came, and its day."""

    version: int
    day: dt.date


def lateness(rows: Sequence[Kept], loads: Sequence[Load]) -> int:
    """How many of a source's last days are not yet as full as they become, from its earlier loads: one a day at most.

    At each earlier load: of the rows that a week has now, how many were there, by how many weeks it lay before the last
    day that the load had. What is usual is the middle of the loads that are three weeks old or more, if there are two
    of these; below 95 per cent a week is not full.
    """
    if len(loads) < COMPARED:
        return 0
    settled = [load for load in loads[:-1] if loads[-1].day - load.day >= 3 * WEEK]
    shares: dict[int, list[float]] = {}
    for load in settled if len(settled) > 1 else loads[:-1]:
        there = [row for row in rows if row.begun <= load.version and (row.ended is None or row.ended > load.version)]
        last = max((row.day for row in there if row.day <= load.day), default=None)
        if last is None:
            continue
        then, now = Counter[int](), Counter[int]()
        for row in there:
            then[(last - row.day).days // 7] += row.number
        for row in rows:
            if row.ended is None:
                now[(last - row.day).days // 7] += row.number
        for age in range(AGES):
            if now[age]:
                shares.setdefault(age, []).append(min(1.0, then[age] / now[age]))
    weeks = 0
    while weeks in shares and median(shares[weeks]) < FULL:
        weeks += 1
    return 7 * weeks


@dataclass(frozen=True)
class _Waits:
    """How many of a source's rows took so many days or fewer to be done (`by`, from 0 to the longest that is known),
    of which all are done. Each share is of one row more than there are, so that nothing that has not been is
    impossible."""

    by: Sequence[int]

    @classmethod
    def of(cls, rows: Sequence[tuple[dt.date, dt.date, int]]) -> _Waits | None:
        """From the first half of the record, of which all can be done within as many days as the other half has.
        None of too few."""
        first, end = min(day for day, _, _ in rows), max(ended for _, ended, _ in rows)
        longest = (end - first).days // 2
        waits = Counter[int]()
        for day, ended, number in rows:
            if (end - day).days >= longest and (wait := max(0, (ended - day).days)) <= longest:
                waits[wait] += number
        return cls(list(accumulate(waits[wait] for wait in range(longest + 1)))) if waits.total() >= WAITED else None

    def within(self, days: int) -> float:
        """The share that is done within so many days."""
        return (self.by[min(days, len(self.by) - 1)] + 1) / (self.by[-1] + 1)

    def beyond(self, days: int) -> float:
        """The share that takes so many days or more."""
        least = min(days, len(self.by) - 1)
        return (self.by[-1] - (self.by[least - 1] if least else 0) + 1) / (self.by[-1] + 1)


def _all_done(rows: Sequence[Done]) -> list[tuple[dt.date, dt.date, int]]:
    """The rows, where all of them are done."""
    done = [(row.day, row.done, row.number) for row in rows if row.done is not None]
    return done if len(done) == len(rows) else []


def full_from(rows: Sequence[Done]) -> dt.date | None:
    """From which day on a source has all of its rows, where it lists what was done from a day on: of what was asked
    before it has only what took so long. None where chance makes as many of these, and as few that took less."""
    done = _all_done(rows)
    if not done:
        return None
    begins = min(ended for _, ended, _ in done)
    waits = _Waits.of([row for row in done if row[0] >= begins] or done)
    if waits is None:
        return None
    none_before = prod(waits.beyond((begins - day).days) ** number for day, _, number in done if day < begins)
    return begins if none_before < BY_CHANCE else None


def lateness_of_done(rows: Sequence[Done]) -> int:
    """How many of a source's last days are not yet as full as they become, because its rows come when they are done.

    That is so where all are done, and more would have been done after the last day on which any was than chance makes
    of a record that has all. A day is full when 95 per cent of its rows are done.
    """
    begins = full_from(rows)
    done = [row for row in _all_done(rows) if begins is None or row[0] >= begins]
    waits = _Waits.of(done) if done else None
    if waits is None:
        return 0
    last, end = max(day for day, _, _ in done), max(ended for _, ended, _ in done)
    none_later = prod(waits.within((end - day).days) ** number for day, _, number in done)
    full_after = next(days for days in range(len(waits.by)) if waits.within(days) >= FULL)
    return max(0, full_after - (end - last).days) if none_later < BY_CHANCE else 0
