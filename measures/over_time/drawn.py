"""A capability chart as it is drawn: the points, the stretches that steps make of them, and the lines of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from measures import spc
from measures.over_time.decided import (
    BASELINE,
    NOTE,
    STEP,
    Frozen,
    Mark,
    begins_at,
    gaps,
    of_the_record,
    period_after,
    position,
)
from measures.record import CHANGES, JOINS, LEAVES, NOT_FULL
from measures.shapes import Capability
from measures.shapes.capability import parts
from measures.shapes.results import in_percent
from measures.words import written

# A point is far above where it lies more than twice the distance of the limits above the upper one. So few of them, at
# most one in twenty, are drawn at the edge of the axis, which ends half that distance above: the rest can then be read.
FAR, ENDS, FEW, ONE_IN = 2, 0.5, 8, 20
# The state of lines that are none: counts for want of a share rise and fall with what they are of, and points of weeks
# and of months, or of days and of pounds, under one name have no mean in common.
COUNTS, NO_SCALE = "counts", "no scale in common"
# Of how much more or less than on average a point may be, as a part, before the limits of all are not its own: the rule
# of thumb for p and u charts, whose points are to be within a quarter of their average size.
DIFFERENT = 0.25


@dataclass(frozen=True)
class Drawn(Capability):
    """One series with its chart. `steps` are drawn marks by the position at which they begin, `notes` by that of their
    point; `baselines` by stretch.

    `again` is what the lines of a stretch's baseline would be if they were worked out from today's data, where all of
    it is here. `idle` are marks that hold and change nothing, such as a step before the first point that is drawn.
    `minimum` and `maximum` are what the measure cannot be beyond; `every` is what a point is of.
    """

    chart: spc.Chart = spc.Chart((), ())
    steps: tuple[tuple[int, Mark], ...] = ()
    baselines: tuple[tuple[int, Mark], ...] = ()
    notes: tuple[tuple[int, Mark], ...] = ()
    again: Mapping[int, spc.Lines] = field(default_factory=dict)
    idle: tuple[Mark, ...] = ()
    every: str = ""
    screen: bool = False
    minimum: float | None = None
    maximum: float | None = None

    @property
    def uncharted(self) -> list[dict]:
        """The periods that are no point: their counts are told all the same."""
        return [row for row in self.left_out if row["when"] and row["left_out"] not in CHANGES]

    @property
    def changed(self) -> bool:
        """Whether the stretch that is going on now changed by more than chance makes; or may have from a baseline that
        somebody froze, whose own lines say so."""
        start, end = self.edges[-1]
        frozen = any(stretch == len(self.edges) - 1 for stretch, _ in self.baselines)
        return frozen or spc.changed(self.values[start:end], self.chart.stretches[-1])

    @property
    def of_different_cases(self) -> bool:
        """Whether the points of the stretch that is going on now are of so many more or fewer cases than their
        average that they do not vary alike, as the limits take it."""
        start, end = self.edges[-1]
        cases = [row["cases"] for row in self.points[start:end] if row.get("cases")]
        average = sum(cases) / len(cases) if cases else 0
        return any(abs(number - average) > DIFFERENT * average for number in cases)

    @property
    def may_fill(self) -> bool:
        """Whether more may come to the latest points: each is how much came in a period, and from when on that is
        not all is not known."""
        came = "upload" not in self.points[-1] and all(f" a {self.every}" in unit for unit in self.units)
        return came and not any(row["left_out"] == NOT_FULL for row in self.left_out)

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The first position of each stretch, and the one after its last."""
        starts = sorted({0, *(at for at, _ in self.steps)})
        return list(pairwise([*starts, self.n]))

    @property
    def breaks(self) -> list[int]:
        """The positions before which a period is missing: the line is broken there; and before each, where points
        are of periods that have no scale in common."""
        if len(self.periods) > 1:
            return list(range(1, self.n))
        return gaps(self.dates, self.every)

    @property
    def pauses(self) -> list[int]:
        """The breaks that are a year long or longer: no mean and no limit is drawn through what nobody knows."""
        return [
            i for i in self.breaks if self.dates[i] - period_after(self.dates[i - 1], self.every) >= dt.timedelta(365)
        ]

    @property
    def third(self) -> tuple[float, float, float] | None:
        """How often the stretch that is going on now would show a change by a third half way, from 0 to 1, and from
        what to what that is; None without limits of its own."""
        start, end = self.edges[-1]
        lines = self.chart.stretches[-1]
        if not lines.mean or not lines.mean_range or lines.mean < 0 or len(self.edges) - 1 in self.again:
            return None
        third = lines.mean / 3
        return spc.shows(end - start, third / (lines.mean_range / spc.OF_RANGE)), lines.mean, lines.mean - third

    @property
    def clipped(self) -> list[tuple[int, spc.Clipped]]:
        """The limits that are drawn at the edge of what the measure can be, with their stretch."""
        return [
            (i, found)
            for i, lines in enumerate(self.chart.stretches)
            for found in spc.clip(lines, minimum=self.minimum, maximum=self.maximum)
        ]

    @property
    def edge(self) -> float | None:
        """Where the axis ends, if a few points lie so far above the upper limit that all the others would lie flat."""
        limits = [
            shown
            for lines in self.chart.stretches
            for limit in (lines.lower, lines.upper)
            if (shown := self.shown(limit)) is not None
        ]
        if not limits:
            return None
        reach = max(limits) - min(limits)
        edge = max(limits) + ENDS * reach
        beyond = sum(value > edge for value in self.values)
        far = max(self.values) > max(limits) + FAR * reach
        return edge if far and beyond <= min(FEW, max(1, self.n // ONE_IN)) else None

    @property
    def beyond(self) -> list[int]:
        """The positions of the points that are drawn at the edge of the axis."""
        edge = self.edge
        return [] if edge is None else [i for i, value in enumerate(self.values) if value > edge]

    def shown(self, limit: float | None) -> float | None:
        """Where a limit is drawn."""
        if limit is None:
            return None
        limit = limit if self.minimum is None else max(self.minimum, limit)
        return limit if self.maximum is None else min(self.maximum, limit)

    def records(self, measure) -> list[dict]:
        """A row for each point, with its moving range, the lines it is judged by and the rules it breaks.

        Below them, the counts of the periods that have no share.
        """
        found = []
        for row, point in zip(self.points, self.chart.points, strict=True):
            lines = self.chart.stretches[point.stretch]
            found.append(
                {
                    "date": row["when"],
                    "value": written(row["value"]),
                    "unit": row["unit"],
                    **parts(row, measure),
                    "moving range": written(point.moving_range),
                    "mean": written(lines.mean),
                    "lower limit": written(lines.lower),
                    "upper limit": written(lines.upper),
                    "upper range limit": written(lines.range_limit),
                    "state of the limits": lines.state,
                    "rule": point.label,
                    "all rules": ", ".join(point.rules) or None,
                    "stretch": point.stretch + 1,
                    "note": row["note"],
                }
            )
        return found + [
            {
                "date": row["when"],
                **parts(row, measure),
                "note": f"left out{f' to {until}' if (until := row.get('until')) else ''}: {row['left_out']}",
            }
            for row in self.uncharted
        ]

    def facts(self) -> dict[str, object]:
        """As `xmr` says it."""
        dates = [str(day) for day in self.dates]
        return super().facts() | spc.as_dict(self.chart, dates, minimum=self.minimum, maximum=self.maximum)


def draw(
    shape: Capability, kept: Sequence[Mark] = (), *, every: str = "", latest: int | None = None, screen: bool = False
) -> Drawn:
    """One series with the marks that hold, its latest so many points if that is asked for. `every` is what a point is
    of: see `settled` for its baselines.

    A step begins a stretch, and so does a source that joins the record or leaves it: see `begins_at`. A baseline's
    frozen lines are those of the stretch in which its date lies, whether its own points are drawn or not, and leave
    other stretches alone; where a source came or went among its points, they are of no stretch.
    """
    whole, shape = shape, shape.latest(latest)
    dates, values = shape.dates, shape.values
    holding = [*of_the_record(shape), *(mark for mark in kept if mark.holds)]
    steps, notes, idle = [], [], []
    for mark in holding:
        if mark.what in (STEP, JOINS, LEAVES):
            at = begins_at(dates, mark, every)
            if 0 < at < len(dates):
                steps.append((at, mark))
            elif mark.what == STEP:
                idle.append(mark)
        elif mark.what == NOTE:
            at = position(dates, mark.date, every)
            if at < len(dates) and dates[at] <= mark.date:
                notes.append((at, mark))
            else:
                idle.append(mark)
    before = max((mark.date for mark in idle if dates and mark.date <= dates[0]), default=dt.date.min)
    drawn = Drawn(
        shape.rows,
        steps=tuple(steps),
        notes=tuple(notes),
        screen=screen,
        every=every,
        minimum=_least(shape),
        maximum=_most(shape),
    )
    frozen: dict[int, tuple[Mark, spc.Lines]] = {}
    for mark in holding:
        if mark.what == BASELINE:
            stretch = _stretch(drawn, mark, before)
            own = mark.frozen if mark.frozen and not _of_two_records(whole, mark.frozen, every) else None
            if own and stretch is not None and not drawn.in_counts:
                idle += [frozen[stretch][0]] if stretch in frozen else []  # a later one takes its place
                frozen[stretch] = mark, own.lines
            else:
                idle.append(mark)
    points: list[spc.Point] = []
    lines: list[spc.Lines] = []
    for i, (start, end) in enumerate(drawn.edges):
        part, missing = values[start:end], gaps(dates[start:end], every)
        own = (
            spc.Lines(COUNTS if drawn.in_counts else NO_SCALE, len(part))
            if drawn.in_counts or drawn.is_mixed
            else spc.lines_of(part, screen=screen, gaps=missing)
        )
        lines.append(frozen[i][1] if i in frozen else own)
        points += spc.judged(part, lines[i], i, missing)
    return replace(
        drawn,
        chart=spc.Chart(tuple(points), tuple(lines)),
        baselines=tuple((i, mark) for i, (mark, _) in sorted(frozen.items())),
        again={i: again for i, (mark, _) in frozen.items() if (again := _again(whole, mark.frozen, screen, every))},
        idle=tuple(idle),
    )


def _of_two_records(shape: Capability, frozen: Frozen, every: str) -> bool:
    """Whether a source joined the record or left it among the points of a baseline, as where a file of another agency
    was loaded later: its lines are of others than any stretch is."""
    starts = [begins_at(shape.dates, step, every) for step in of_the_record(shape)]
    return any(frozen.first < shape.dates[at] <= frozen.last for at in starts if at < shape.n)


def _stretch(drawn: Drawn, mark: Mark, before: dt.date) -> int | None:
    """The stretch in which a mark's date lies, None where it lies in one that is not drawn. `before` is when the first
    that is drawn may have begun, earlier than its first point that is."""
    dates = drawn.dates
    for i, (start, end) in enumerate(drawn.edges):
        begins = dates[start] if i else before
        if end > start and begins <= mark.date and (end == drawn.n or mark.date < dates[end]):
            return i
    return None


def _again(shape: Capability, frozen: Frozen | None, screen: bool, every: str) -> spc.Lines | None:
    """The lines of a baseline's days as the points are now."""
    found = [(day, x) for day, x in zip(shape.dates, shape.values) if frozen and frozen.first <= day <= frozen.last]
    if not found:
        return None
    days, values = zip(*found)
    return spc.lines_of(values, screen=screen, gaps=gaps(days, every))


def _least(shape: Capability) -> float | None:
    """What the measure cannot be below: 0, where no value is."""
    return 0 if shape.n and min(shape.values) >= 0 else None


def _most(shape: Capability) -> float | None:
    """What the measure cannot be above: 100, where the unit is a percentage and no value is above that."""
    return 100 if shape.n and any(map(in_percent, shape.units)) and max(shape.values) <= 100 else None
