"""What people decide about a chart: a step change, a baseline whose lines are frozen, and a note on a point; what
each needs, and to which points it belongs."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from measures import spc
from measures.record import JOINS, LEAVES
from measures.shapes import Capability
from measures.words import short

STEP, BASELINE, NOTE = "step", "baseline", "note"
MONTHS = {"month": 1, "quarter": 3, "year": 12}
# The deck's cycle: study the system, experiment with a change, make it normal.
PHASES = ("study", "experiment", "make normal")


@dataclass(frozen=True)
class Frozen:
    """What a baseline was worked out as when it was frozen: its lines, of points of `every` period from the day of the
    first to that of the last, in the data of one version. It holds still whatever is drawn or loaded later."""

    lines: spc.Lines
    first: dt.date
    last: dt.date
    every: str
    version: int

    @classmethod
    def of(cls, kept: Mapping) -> Frozen:
        """As it was kept."""
        first, last = (dt.date.fromisoformat(kept[name]) for name in ("first", "last"))
        return cls(spc.Lines(**kept["lines"]), first, last, kept["every"], kept["version"])

    def as_dict(self) -> Mapping[str, object]:
        """To be kept."""
        return asdict(self) | {"first": self.first.isoformat(), "last": self.last.isoformat()}


@dataclass(frozen=True)
class Mark:
    """A step change, the last day of a frozen baseline, or what happened at a point. `number` is the version of the
    data at which it was made.

    A baseline that was kept before its numbers were kept with it has none until they are worked out: see `settled`.
    """

    number: int
    what: str
    date: dt.date
    reason: str
    phase: str
    who: str
    at: dt.datetime
    withdrawn_by: str | None = None
    withdrawn_at: dt.datetime | None = None
    frozen: Frozen | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None


def lacks(
    what: str, date: dt.date | None, reason: str, who: str, shape: Capability, held: Sequence[Mark], every: str
) -> list[str]:
    """What a mark still needs before it can be kept, a sentence each. `held` are the marks that hold already, `every`
    is what a point is of."""
    said = []
    if date is None:
        said.append("Choose the date.")
    if not reason.strip():
        said.append(
            "Write what happened."
            if what == NOTE
            else "Write the reason: limits are only drawn anew where something is known to have changed."
        )
    if not who.strip():
        said.append("Give your name or initials: it is kept with the change.")
    if date is None or not shape.n:
        return said
    if any(mark.what == what and mark.date == date for mark in held):
        said.append("There is one on this date already. Withdraw it first.")
    if what == STEP and not 0 < position(shape.dates, date, every) < shape.n:
        said.append(
            f"The date must be after the first point ({short(shape.dates[0])}) and no later than the latest "
            f"({short(shape.dates[-1])})."
        )
    if what == NOTE and not _holds(shape.dates, date, every):
        said.append("There is no point on this date: choose a day of a point that is drawn.")
    if what == BASELINE:
        of = _up_to(shape, date, held, every)
        missing = gaps([shape.dates[i] for i in of], every)
        if len(of) - len(missing) < spc.FEWEST:
            between = f", with {len(missing)} gaps between them" if missing else ""
            said.append(f"A baseline needs {spc.FEWEST} points or more; up to this date there are {len(of)}{between}.")
    return said


def position(dates: Sequence[dt.date], date: dt.date, every: str) -> int:
    """Which point a date belongs to: the one whose period holds it, or the next; as many as there are after the
    last.

    15 March belongs to the month of March, and to the week of the Monday before.
    """
    return next((i for i, day in enumerate(dates) if period_after(day, every) > date), len(dates))


def _holds(dates: Sequence[dt.date], date: dt.date, every: str) -> bool:
    """Whether a date lies in the period of a point."""
    at = position(dates, date, every)
    return at < len(dates) and dates[at] <= date


def period_after(day: dt.date, every: str) -> dt.date:
    """The first day that no longer belongs to a point: of a week from its Monday, of a month, quarter or year from its
    first day; any other point is of its day alone."""
    if every == "week" and day.weekday() == 0:
        return day + dt.timedelta(7)
    if every in MONTHS and day.day == 1:
        months = day.year * 12 + day.month - 1 + MONTHS[every]
        return dt.date(months // 12, months % 12 + 1, 1)
    return day + dt.timedelta(1)


def gaps(dates: Sequence[dt.date], every: str) -> list[int]:
    """The positions before which a period has no point: those on either side are no neighbours. What is of no
    period, such as a case, has none."""
    found = []
    for i, (before, day) in enumerate(pairwise(dates), start=1):
        after = period_after(before, every)
        if after - before > dt.timedelta(1) and day > after:
            found.append(i)
    return found


def of_the_record(shape: Capability) -> list[Mark]:
    """The steps that the record itself has: a source that joins it or leaves it is a change of who is counted."""
    moment = dt.datetime.min
    return [
        Mark(0, row["left_out"], row["when"], row["note"], "", "", moment)
        for row in shape.left_out
        if row["left_out"] in (JOINS, LEAVES)
    ]


def begins_at(dates: Sequence[dt.date], step: Mark, every: str) -> int:
    """The point at which a step begins a stretch: the one whose period holds its date. A source that leaves is behind
    the last period that it was part of: of a week, it leaves on the Saturday."""
    return bisect_left(dates, step.date) if step.what == LEAVES else position(dates, step.date, every)


def _up_to(shape: Capability, date: dt.date, held: Sequence[Mark], every: str) -> list[int]:
    """The positions that a baseline until a date is of: from the latest step before it, one of the record too, or the
    first point."""
    every_step = [*of_the_record(shape), *(mark for mark in held if mark.what == STEP)]
    steps = [begins_at(shape.dates, step, every) for step in every_step if step.date <= date]
    return [i for i, day in enumerate(shape.dates) if i >= max(steps, default=0) and day <= date]


def freeze(
    shape: Capability, date: dt.date, held: Sequence[Mark], *, every: str, version: int, screen: bool = False
) -> Frozen | None:
    """A baseline's lines, of the points of a version up to a date; None of too few points."""
    of = _up_to(shape, date, held, every)
    missing = gaps([shape.dates[i] for i in of], every)
    if len(of) - len(missing) < spc.FEWEST:
        return None
    lines = spc.lines_of([shape.values[i] for i in of], screen=screen, gaps=missing)
    return Frozen(lines, shape.dates[of[0]], shape.dates[of[-1]], every, version)


def settled(kept: Sequence[Mark], points_at: Callable[[int], Capability], *, every: str) -> list[Mark]:
    """Marks with the numbers of each baseline that holds: those kept with it; or, where they are of another period or
    were not kept, those of the version of the data at which it was made. `points_at` gives the points of a version."""
    steps = [mark for mark in kept if mark.holds and mark.what == STEP]
    return [
        replace(mark, frozen=freeze(points_at(mark.number), mark.date, steps, every=every, version=mark.number))
        if mark.holds and mark.what == BASELINE and (mark.frozen is None or mark.frozen.every != every)
        else mark
        for mark in kept
    ]
