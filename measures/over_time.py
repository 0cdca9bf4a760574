"""Capability charts with what people have decided and learned about them.

What is decided about a chart (a step change, a frozen baseline) and what is said beside it are lines in the store, each
with its author and moment. They are only ever added to: to withdraw one is another line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

from measures import spc
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.definition import Measure
from measures.record import CHANGES, JOINS, LEAVES, NOT_FULL
from measures.shapes import SHAPES, Capability, Share
from measures.shapes.capability import parts
from measures.shapes.results import in_percent
from measures.store import Store
from measures.store.names import name_key, ref_key
from measures.words import short, written

STEP, BASELINE = "step", "baseline"
# A point is far above where it lies more than twice the distance of the limits above the upper one. So few of them, at
# most one in twenty, are drawn at the edge of the axis, which ends half that distance above: the rest can then be read.
FAR, ENDS, FEW, ONE_IN = 2, 0.5, 8, 20
PERIODS = ("month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LENGTHS = {"week": 7, "month": 30.4375, "quarter": 91.3125, "year": 365.25}  # days
FEWEST_OF_COUNT, FEWEST_OF_VALUE = 5, 20  # that a count needs at a usual point, and minutes or days, which vary more
# The state of lines that are none: counts for want of a share rise and fall with what they are of, and points of weeks and of
# months under one name have no mean in common.
COUNTS = "counts"
# Of how much more or less than on average a point may be, as a part, before the limits of all are not its own: the rule of thumb for
# p and u charts, whose points are to be within a quarter of their average size.
DIFFERENT = 0.25
MOST = 1000  # points that a chart is ever asked for
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
    """A step change, or the last day of a frozen baseline. `number` is the version of the data at which it was made.

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


@dataclass(frozen=True)
class Remark:
    """What somebody learned from a chart, and what comes next."""

    learned: str
    next: str
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class About:
    """What a measure is for and who looks after it, as somebody last wrote it; blank until they do."""

    purpose: str = ""
    owner: str = ""
    who: str = ""


def key(measure: str, series: str = "", filters: Mapping[str, str | None] | None = None) -> str:
    """What a chart's lines are kept under. A series is the same whatever the capitals of its name.

    A chart of one locality, agency or type has lines of its own: what happened there did not happen elsewhere. They are
    the same however they are written: these are the keys that the store folds names to.
    """
    found = f"{measure}:{ref_key(series)}" if series else measure
    for name, value in sorted((filters or {}).items()):
        if value is not None:
            found += f";{name}={name_key(value)}"
    return found


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

    Of a true fall of a share from 45 to 30 per cent, 400 times each, a headline asks what changed, by week and by month:

    - of 10 demands a week: over a year 44 and 24 times of 100, over two years 42 and 80;
    - of 20 demands a week: over a year 64 and 30 times of 100, over two years 62 and 93.

    Where nothing changed, 8 to 14 times of 100. A point of too few is not drawn so: at one demand a week 56 of 100 charts
    of 52 weeks of noise break a rule, at five 32, at twenty 24. What is added up varies more than counts do.
    """
    shortest = measure.periods[0]
    shape = ask(shortest).shape
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


def _lines(store: Store, what: str, chart: str, version: int | None) -> list[dict]:
    """The lines kept of a chart, the earliest first, those under the name that it once had among them."""
    name = re.split("[:;]", chart, maxsplit=1)[0]
    formerly = MEASURES[name].formerly if name in MEASURES else ""
    names = [chart, *([formerly + chart.removeprefix(name)] if formerly else [])]
    found = [line for each in names for line in store.entries(f"{what}:{each}", version)]
    return sorted(found, key=lambda line: line["version"])


def marks(store: Store, chart: str, version: int | None = None) -> list[Mark]:
    """The marks of a chart in order of date, withdrawn ones among them."""
    found: dict[int, Mark] = {}
    for line in _lines(store, "chart", chart, version):
        said = line["value"]
        if "withdraws" in said:
            if said["withdraws"] in found:
                found[said["withdraws"]] = replace(
                    found[said["withdraws"]], withdrawn_by=line["who"], withdrawn_at=line["at"]
                )
        else:
            date = dt.date.fromisoformat(said["date"])
            found[line["version"]] = Mark(
                line["version"], said["what"], date, said["reason"], said["phase"], line["who"], line["at"],
                frozen=Frozen.of(said["frozen"]) if "frozen" in said else None,
            )  # fmt: skip
    return sorted(found.values(), key=lambda mark: (mark.date, mark.number))


def lacks(
    what: str, date: dt.date | None, reason: str, who: str, shape: Capability, held: Sequence[Mark], every: str
) -> list[str]:
    """What a mark still needs before it can be kept, a sentence each. `held` are the marks that hold already, `every`
    is what a point is of."""
    said = []
    if date is None:
        said.append("Choose the date.")
    if not reason.strip():
        said.append("Write the reason: limits are only drawn anew where something is known to have changed.")
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
    if what == BASELINE:
        points = len(_up_to(shape, date, held, every))
        if points < spc.FEWEST:
            said.append(f"A baseline needs {spc.FEWEST} points or more; up to this date there are {points}.")
    return said


def position(dates: Sequence[dt.date], date: dt.date, every: str) -> int:
    """Which point a date belongs to: the one whose period holds it, or the next; as many as there are after the
    last.

    15 March belongs to the month of March, and to the week of the Monday before.
    """
    return next((i for i, day in enumerate(dates) if _period_after(day, every) > date), len(dates))


def _period_after(day: dt.date, every: str) -> dt.date:
    """The first day that no longer belongs to a point: of a week from its Monday, of a month, quarter or year from its
    first day; any other point is of its day alone."""
    if every == "week" and day.weekday() == 0:
        return day + dt.timedelta(7)
    if every in MONTHS and day.day == 1:
        months = day.year * 12 + day.month - 1 + MONTHS[every]
        return dt.date(months // 12, months % 12 + 1, 1)
    return day + dt.timedelta(1)


def _up_to(shape: Capability, date: dt.date, held: Sequence[Mark], every: str) -> list[int]:
    """The positions that a baseline until a date is of: from the latest step before it, or the first point."""
    steps = [position(shape.dates, mark.date, every) for mark in held if mark.what == STEP and mark.date <= date]
    return [i for i, day in enumerate(shape.dates) if i >= max(steps, default=0) and day <= date]


def freeze(
    shape: Capability, date: dt.date, held: Sequence[Mark], *, every: str, version: int, screen: bool = False
) -> Frozen | None:
    """A baseline's lines, of the points of a version up to a date; None of too few points."""
    of = _up_to(shape, date, held, every)
    if len(of) < spc.FEWEST:
        return None
    lines = spc.lines_of([shape.values[i] for i in of], screen=screen)
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


def keep_mark(
    store: Store,
    chart: str,
    title: str,
    what: str,
    date: dt.date,
    reason: str,
    phase: str,
    who: str,
    frozen: Frozen | None = None,
) -> None:
    """Keep a step change, or a baseline with its numbers. It must lack nothing: see `lacks`."""
    if phase not in PHASES or what not in (STEP, BASELINE) or not reason.strip() or not who.strip():
        raise ValueError("a mark needs a reason, a name and one of the phases")
    if (what == BASELINE) != (frozen is not None):
        raise ValueError("a baseline is kept with its numbers, and nothing else has any")
    value: dict[str, object] = {"what": what, "date": date.isoformat(), "reason": reason.strip(), "phase": phase}
    if frozen:
        value["frozen"] = frozen.as_dict()
    named = "Step change on" if what == STEP else "Baseline frozen until"
    store.set(f"chart:{chart}", value, who.strip(), f"{title}: {named} {date.isoformat()} ({phase}): {reason.strip()}")


def withdraw_mark(store: Store, chart: str, title: str, mark: Mark, who: str) -> None:
    """Take a mark off the chart. It stays in the history."""
    store.set(
        f"chart:{chart}", {"withdraws": mark.number}, who.strip(), f"{title}: withdrew the {mark.what} of {mark.date}"
    )


def remarks(store: Store, chart: str, version: int | None = None) -> list[Remark]:
    """The commentary of a chart, newest first."""
    lines = reversed(_lines(store, "commentary", chart, version))
    return [Remark(line["value"]["learned"], line["value"]["next"], line["who"], line["at"]) for line in lines]


def keep_remark(store: Store, chart: str, title: str, learned: str, next_: str, who: str) -> None:
    """Add to the commentary."""
    if not (learned.strip() or next_.strip()) or not who.strip():
        raise ValueError("a remark needs words and a name")
    value = {"learned": learned.strip(), "next": next_.strip()}
    store.set(f"commentary:{chart}", value, who.strip(), f"{title}: commentary")


def about(store: Store, chart: str, version: int | None = None) -> About:
    """What the measure is for and who looks after it, as last written."""
    lines = _lines(store, "about", chart, version)
    return About(lines[-1]["value"]["purpose"], lines[-1]["value"]["owner"], lines[-1]["who"]) if lines else About()


def keep_about(store: Store, chart: str, title: str, purpose: str, owner: str, who: str) -> None:
    """Write what the measure is for and who looks after it."""
    value = {"purpose": purpose.strip(), "owner": owner.strip()}
    store.set(f"about:{chart}", value, who.strip(), f"{title}: what it is for and who looks after it")


@dataclass(frozen=True)
class Drawn(Capability):
    """One series with its chart. `steps` are drawn marks by the position at which they begin; `baselines` by stretch.

    `again` is what the lines of a stretch's baseline would be if they were worked out from today's data, where all of
    it is here. `idle` are marks that hold and change nothing, such as a step before the first point that is drawn.
    `minimum` and `maximum` are what the measure cannot be beyond; `every` is what a point is of.
    """

    chart: spc.Chart = spc.Chart((), ())
    steps: tuple[tuple[int, Mark], ...] = ()
    baselines: tuple[tuple[int, Mark], ...] = ()
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
        """Whether the points of the stretch that is going on now are of so many more or fewer cases than their average that they
        do not vary alike, as the limits take it."""
        start, end = self.edges[-1]
        cases = [row["cases"] for row in self.points[start:end] if row.get("cases")]
        average = sum(cases) / len(cases) if cases else 0
        return any(abs(number - average) > DIFFERENT * average for number in cases)

    @property
    def may_fill(self) -> bool:
        """Whether more may come to the latest points: each is how much came in a period, and from when on that is not all
        is not known."""
        came = "upload" not in self.points[-1] and all(f" a {self.every}" in unit for unit in self.units)
        return came and not any(row["left_out"] == NOT_FULL for row in self.left_out)

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The first position of each stretch, and the one after its last."""
        starts = sorted({0, *(at for at, _ in self.steps)})
        return list(pairwise([*starts, self.n]))

    @property
    def breaks(self) -> list[int]:
        """The positions before which a period is missing: the line is broken there; and before each, where points are of
        periods that have no scale in common."""
        if len(self.periods) > 1:
            return list(range(1, self.n))
        found = []
        for i, (before, day) in enumerate(pairwise(self.dates), start=1):
            after = _period_after(before, self.every)
            if after - before > dt.timedelta(1) and day > after:
                found.append(i)
        return found

    @property
    def third(self) -> tuple[float, float, float] | None:
        """How often the stretch that is going on now would show a change by a third half way, from 0 to 1, and from what
        to what that is; None without limits of its own."""
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
            {"date": row["when"], **parts(row, measure), "note": f"left out: {row['left_out']}"}
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

    A step begins a stretch at the point whose period holds its date, and so does a source that joins the record or leaves
    it. A baseline's frozen lines are those of the stretch
    in which its date lies, whether its own points are drawn or not, and leave other stretches alone.
    """
    whole, shape = shape, shape.latest(latest)
    dates, values = shape.dates, shape.values
    holding = [*_of_the_record(shape), *(mark for mark in kept if mark.holds)]
    steps, idle = [], []
    for mark in holding:
        if mark.what in (STEP, JOINS, LEAVES):
            at = position(dates, mark.date, every)
            if 0 < at < len(dates):
                steps.append((at, mark))
            elif mark.what == STEP:
                idle.append(mark)
    before = max((mark.date for mark in idle if dates and mark.date <= dates[0]), default=dt.date.min)
    drawn = Drawn(
        shape.rows, steps=tuple(steps), screen=screen, every=every, minimum=_least(shape), maximum=_most(shape)
    )
    frozen: dict[int, tuple[Mark, spc.Lines]] = {}
    for mark in holding:
        if mark.what == BASELINE:
            stretch = _stretch(drawn, mark, before)
            if mark.frozen and stretch is not None and not drawn.in_counts:
                idle += [frozen[stretch][0]] if stretch in frozen else []  # a later one takes its place
                frozen[stretch] = mark, mark.frozen.lines
            else:
                idle.append(mark)
    points: list[spc.Point] = []
    lines: list[spc.Lines] = []
    for i, (start, end) in enumerate(drawn.edges):
        part = values[start:end]
        own = (
            spc.Lines(COUNTS, len(part))
            if drawn.in_counts or len(drawn.periods) > 1
            else spc.lines_of(part, screen=screen)
        )
        lines.append(frozen[i][1] if i in frozen else own)
        points += spc.judged(part, lines[i], i)
    return replace(
        drawn,
        chart=spc.Chart(tuple(points), tuple(lines)),
        baselines=tuple((i, mark) for i, (mark, _) in sorted(frozen.items())),
        again={i: again for i, (mark, _) in frozen.items() if (again := _again(whole, mark.frozen, screen))},
        idle=tuple(idle),
    )


def _of_the_record(shape: Capability) -> list[Mark]:
    """The steps that the record itself has: a source that joins it or leaves it is a change of who is counted."""
    moment = dt.datetime.min
    return [
        Mark(0, row["left_out"], row["when"], row["note"], "", "", moment)
        for row in shape.left_out
        if row["left_out"] in (JOINS, LEAVES)
    ]


def _stretch(drawn: Drawn, mark: Mark, before: dt.date) -> int | None:
    """The stretch in which a mark's date lies, None where it lies in one that is not drawn. `before` is when the first
    that is drawn may have begun, earlier than its first point that is."""
    dates = drawn.dates
    for i, (start, end) in enumerate(drawn.edges):
        begins = dates[start] if i else before
        if end > start and begins <= mark.date and (end == drawn.n or mark.date < dates[end]):
            return i
    return None


def _again(shape: Capability, frozen: Frozen | None, screen: bool) -> spc.Lines | None:
    """The lines of a baseline's days as the points are now."""
    values = [value for day, value in zip(shape.dates, shape.values) if frozen and frozen.first <= day <= frozen.last]
    return spc.lines_of(values, screen=screen) if values else None


def _least(shape: Capability) -> float | None:
    """What the measure cannot be below: 0, where no value is."""
    return 0 if shape.n and min(shape.values) >= 0 else None


def _most(shape: Capability) -> float | None:
    """What the measure cannot be above: 100, where the unit is a percentage and no value is above that."""
    return 100 if shape.n and any(map(in_percent, shape.units)) and max(shape.values) <= 100 else None
