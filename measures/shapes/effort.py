"""Time that demands take, by category and kind: by agency or type, by week, by tier of household. Nothing here is
money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean
from typing import Any, ClassVar, Self

from measures import spc
from measures.definition import FEWEST, Measure
from measures.record import NOT_FULL
from measures.shapes.base import share
from measures.shapes.coverage import Known, alike, backlog, like
from measures.shapes.demand import CLASSIFIED, FAILURE, UNCLASSIFIED, VALUE
from measures.shapes.frequency import Frequency, FrequencyRow

AN_HOUR = 60
DAYS_A_WEEK, DAYS_A_YEAR = 7, 365.25
# Standard deviations beyond which two sums of as many weeks differ 2 or 3 times of 100 where nothing changed, whether weeks
# have one demand or fifteen (drawn: numbers by chance, minutes skewed as calls are). A fall by a third, from ten failures a
# week, is beyond in 44 of 100 with 13 weeks a side, and in 77 with 26.
BEYOND = 2.5
FEWEST_WEEKS = 6  # of a side, or how much weeks vary is not known well enough
LATE = 2  # the latest weeks to which rows may still come
ADDED = ("households", "asked", "count", "timed")  # what of the rows of a tier adds up


class EffortRow(FrequencyRow):
    """So many demands, and the minutes of the `timed` ones, whose minutes are known; None where of none."""

    timed: int
    minutes: float | None


class SourceRow(EffortRow):
    """Those that a cohort of sources received: sources that were observed on the same days. `days` are those of its
    whole weeks, None where it has none, and `weekly_minutes` the minutes of what it received in these."""

    cohort: int | None
    days: int | None
    weekly_minutes: float | None


class WeekRow(EffortRow):
    """Those of a week that a cohort of sources received.

    `lacks` says why it was not observed in all of the week, and `left_out` why the week is no point for all together;
    or they are None. `whose` is the agency that all of the cohort are of, or None.
    """

    left_out: str | None
    lacks: str | None
    cohort: int | None
    whose: str | None


class TierRow(SourceRow):
    """The `households` of a tier and how many of these `asked`; or, with a `cohort` of sources, what they asked of it.
    Also the first and last day of the record."""

    left_out: str | None
    households: int
    asked: int
    first_day: dt.date | None
    last_day: dt.date | None


@dataclass(frozen=True)
class Effort(Frequency):
    """Minutes that demands took, by category and kind of demand.

    `rows` have `category`, `split` (one of `KINDS`), `count` of demands, `timed` (of how many the minutes are known)
    and `minutes` (their sum; None where none is known). A demand without minutes has none: it is never taken for 0.
    """

    rows: Sequence[EffortRow]
    fewest: int = FEWEST
    shares: bool = False
    columns: ClassVar[tuple[str, ...]] = (*Frequency.columns, "timed", "minutes")

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """The rows as those of a frequency."""
        return replace(super().of(rows, measure), fewest=measure.fewest, shares=measure.shares)

    def of_these(self, category: object = ..., split: object = ...) -> list[Any]:
        """The rows of a category and a split that are in figures."""
        return [r for r in super().of_these(category, split) if not r.get("left_out")]

    def timed(self, category: object = ..., split: object = ...) -> int:
        """Of how many demands the minutes are known."""
        return sum(r["timed"] for r in self.of_these(category, split))

    def minutes(self, category: object = ..., split: object = ...) -> float | None:
        """Minutes of those demands whose minutes are known; None where of none."""
        known = [r["minutes"] for r in self.of_these(category, split) if r["minutes"] is not None]
        return sum(known) if known else None

    def hours(self, category: object = ..., split: object = ...) -> float:
        """Recorded hours. What is not recorded is not in them, nor taken for 0."""
        return (self.minutes(category, split) or 0) / AN_HOUR

    def coverage(self, category: object = ..., split: object = ...) -> float | None:
        """The part of demands whose minutes are known, from 0 to 1."""
        return share(self.timed(category, split), self.count(category, split))

    def failure_share(self, category: object = ...) -> float | None:
        """Failure's part of the minutes of value and failure; None where too few of these have minutes to say."""
        failure, value = (self.minutes(category, kind) or 0 for kind in (FAILURE, VALUE))
        return share(failure, failure + value) if self.timed(category, CLASSIFIED) >= self.fewest else None

    def timed_of(self, category: object = ...) -> Known:
        """Of how many of its failure demands the minutes are known."""
        return Known(self.timed(category, FAILURE), self.count(category, FAILURE))

    def classified_of(self, category: object = ...) -> Known:
        """Of how many of its demands it is known what they are."""
        return Known(self.count(category) - self.count(category, UNCLASSIFIED), self.count(category))

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: minutes by kind, how many demands, of how many the minutes are known."""
        found = []
        for name in self.names:
            row = {measure.category: measure.label(name)} | self._minutes_of(name)
            row |= {"demands": self.count(name), "demands with minutes": self.timed(name)}
            found.append(row)
        return found

    def _minutes_of(self, name: object) -> dict[str, float | None]:
        """Minutes of a category, of each kind where there are several."""
        if len(self.split_order) > 1:
            return {f"{kind.lower()} minutes": self.minutes(name, kind) for kind in map(str, self.split_order)}
        return {"minutes": self.minutes(name)}

    def facts(self) -> dict[str, object]:
        """All categories together, the coverage, and of how many a share is not said."""
        told: dict[str, object] = {"totals": {str(kind).lower(): self.minutes(..., kind) for kind in self.split_order}}
        told |= {"coverage": self.coverage()}
        if self.shares:
            # The share is of value and failure alone: how much of it is known is another matter than of all.
            told |= {"share": self.failure_share(), "coverage_of_the_share": self.coverage(..., CLASSIFIED)}
            told |= {"no_share_of_fewer_than": self.fewest}
        return told


@dataclass(frozen=True)
class Compared(Effort):
    """Hours of categories that are laid side by side: by the week, since a source that has been on record for longer has
    more of them. Of each source over its own whole weeks."""

    rows: Sequence[SourceRow]
    columns: ClassVar[tuple[str, ...]] = (*Effort.columns, "cohort", "days", "weekly_minutes")

    def a_week(self, category: object = ..., split: object = ...) -> float | None:
        """Recorded hours a week; None where no minutes are known, or no source has a whole week."""
        if not self.timed(category, split) or not self.weeks_of(category):
            return None
        of = [r for r in self.of_these(category, split) if r["days"]]
        return sum((r["weekly_minutes"] or 0) / AN_HOUR / (r["days"] / DAYS_A_WEEK) for r in of)

    def weeks_of(self, category: object = ...) -> tuple[int, int] | None:
        """How many whole weeks are on record of those who receive demands of a category: of the source with fewest and
        of that with most. None where none has any."""
        each = [r["days"] // DAYS_A_WEEK for r in self.of_these(category) if r["days"]]
        return (min(each), max(each)) if each else None

    def rivals(self, most: object) -> list[object]:
        """The other categories that failure demand may take as much time of a week as of this one, were those that are
        not classified or timed like those that are."""
        failures, timed = self.count(..., FAILURE), self.timed(..., FAILURE)
        usual = share(failures, self.classified_of(...).known) or 0, share(self.hours(..., FAILURE), timed) or 0

        def may_take(category: object) -> float:
            own = self.timed_of(category)
            often = share(own.of_all, self.classified_of(category).known)
            each = share(self.hours(category, FAILURE), own.known)
            a_week = sum(r["count"] / (r["days"] / DAYS_A_WEEK) for r in self.of_these(category) if r["days"])
            return a_week * (usual[0] if often is None else often) * (usual[1] if each is None else each)

        hours = self.a_week(most, FAILURE) or 0
        return [name for name in self.order if name != most and may_take(name) >= hours]

    def records(self, measure: Measure) -> list[dict]:
        """The rows, with failure's share of the minutes, the hours a week of each kind, and over how many weeks."""
        found = super().records(measure)
        for name, row in zip(self.names, found, strict=True):
            row |= {"share": self.failure_share(name)} if self.shares else {}
            row |= {f"{str(kind).lower()} hours a week": _rounded(self.a_week(name, kind)) for kind in self.split_order}
            row |= dict(zip(("fewest weeks", "most weeks"), self.weeks_of(name) or (None, None)))
        return found


@dataclass(frozen=True)
class Stretch:
    """Failure demand in some weeks: of how many demands the minutes are known, and their hours, in all and of each week;
    and of how many of all demands it is known what they are."""

    first: dt.date
    weeks: int
    count: int
    timed: int
    hours: float
    last: dt.date
    classified: Known
    of_each: tuple[float, ...]

    @property
    def with_minutes(self) -> Known:
        """Of how many failure demands the minutes are known."""
        return Known(self.timed, self.count)

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its last week."""
        return self.last + dt.timedelta(days=DAYS_A_WEEK - 1)


@dataclass(frozen=True)
class Released:
    """M17: a baseline, and as many of the latest weeks, of the sources that were observed in all of both; and the names
    of those that were not, None for those of no name in common. `within` are the names on both sides. Whether rows may still
    come to the latest weeks (`may_fill`): nothing says from when on they do."""

    before: Stretch
    latest: Stretch
    without: tuple[str | None, ...] = ()
    within: frozenset[str | None] = frozenset()
    may_fill: bool = False

    @property
    def hours(self) -> float:
        """Hours released: below 0, failure demand takes more than it did."""
        return self.before.hours - self.latest.hours

    @property
    def a_week(self) -> float:
        return self.hours / self.latest.weeks

    @property
    def varies(self) -> float | None:
        """How many hours the two sides may lie apart where nothing changed, since weeks vary; None of fewer weeks than
        show it.

        Weeks vary by what one differs from the next, on either side: a change between the two is no part of it. It is
        their squares that are averaged, since hours are skewed: of rare demands a mean range says too little.
        """
        if self.latest.weeks < FEWEST_WEEKS:
            return None
        ranges = [*spc.moving_ranges(self.before.of_each), *spc.moving_ranges(self.latest.of_each)]
        variance = mean(each * each for each in ranges) / 2
        return BEYOND * (variance * 2 * self.latest.weeks) ** 0.5

    @property
    def is_of_the_latest(self) -> bool:
        """Whether rows that are still to come may make the difference: were the latest two weeks as those before them, it would be
        no more than weeks vary anyway."""
        if not self.may_fill or self.varies is None:
            return False
        settled = mean(self.latest.of_each[:-LATE]) * self.latest.weeks
        return self.hours > self.varies >= self.before.hours - settled

    @property
    def classified_alike(self) -> bool:
        """Whether it is known of as many demands of both what they are."""
        return alike([self.before.classified, self.latest.classified])

    @property
    def alike(self) -> bool:
        """Whether as much is known of both, so that they can be compared."""
        return self.classified_alike and alike([self.before.with_minutes, self.latest.with_minutes])


@dataclass(frozen=True)
class Record:
    """How many whole weeks of a cohort of sources are on record, from which on; and whose they are, where all have one
    name."""

    cohort: int | None
    whose: str | None
    weeks: tuple[dt.date, ...]


@dataclass(frozen=True)
class Weekly(Effort):
    """Minutes of demands by week, kind and cohort of sources. `category` is the week's Monday; a week without demands
    has a row of no kind.

    Figures are of the weeks in which a cohort was observed; `weeks` are those in which all were. Averages leave out
    weeks of which too few are classified so far.
    """

    rows: Sequence[WeekRow]
    columns: ClassVar[tuple[str, ...]] = (*Effort.columns, "left_out", "lacks", "cohort", "whose")

    def of_these(self, category: object = ..., split: object = ...) -> list[Any]:
        """The rows of a category and a split that were observed in all of their week."""
        return [r for r in super(Effort, self).of_these(category, split) if r["lacks"] is None]

    @property
    def weeks(self) -> list[dt.date]:
        """The Mondays of the weeks that are whole for all sources together, demands or none."""
        return sorted({r["category"] for r in self.rows if r["left_out"] is None})

    @property
    def hardly_classified(self) -> set[dt.date]:
        """The weeks that are in no average, since too few of their demands are classified so far. Where half of all
        demands or more are of such weeks, none: the average says of how many it is known."""
        of_week: dict[dt.date, Known] = {}
        for r in self.of_these():
            known, of_all = of_week.get(r["category"], Known(0, 0))
            classified = r["count"] if r["split"] != UNCLASSIFIED else 0
            of_week[r["category"]] = Known(known + classified, of_all + r["count"])
        whole = Known(sum(week.known for week in of_week.values()), sum(week.of_all for week in of_week.values()))
        few = {week for week, known in of_week.items() if not known.enough and not like(known, whole)}
        weeks = sorted(of_week)
        few |= set(weeks[backlog([of_week[week] for week in weeks]) :])
        return few if 2 * sum(of_week[week].of_all for week in few) < whole.of_all else set()

    @property
    def averaged(self) -> Self:
        """The rows that averages are of."""
        few = self.hardly_classified
        return replace(self, rows=[r for r in self.of_these() if r["category"] not in few])

    @property
    def records_of_cohorts(self) -> list[Record]:
        """The whole weeks of each cohort that averages are of, where it has any, most first."""
        found: dict[int | None, Record] = {}
        for r in self.averaged.rows:
            own = found.get(r["cohort"], Record(r["cohort"], r["whose"], ()))
            found[r["cohort"]] = replace(own, weeks=(*own.weeks, r["category"]))
        each = [replace(own, weeks=tuple(sorted(set(own.weeks)))) for own in found.values()]
        return sorted(each, key=lambda own: (-len(own.weeks), own.weeks, own.whose or "", own.cohort or 0))

    @property
    def kinds(self) -> list[str]:
        """The kinds of demand that the measure tells of, demands or none."""
        return [str(kind) for kind in self.split_order]

    def a_week(self, kind: object = ...) -> float | None:
        """Recorded hours a week: of each cohort over its own whole weeks that are classified, and these together. None
        without a whole week, or where no minutes are known."""
        of = self.averaged
        if not of.timed(..., kind):
            return None
        minutes: dict[int | None, float] = {}
        for r in of.of_these(..., kind):
            minutes[r["cohort"]] = minutes.get(r["cohort"], 0) + (r["minutes"] or 0)
        return sum(minutes.get(own.cohort, 0) / AN_HOUR / len(own.weeks) for own in self.records_of_cohorts)

    def fall(self, least: float, most: float) -> tuple[float, float] | None:
        """Hours a week that there would be, were failure demand to fall by these parts (0 to 1)."""
        now = self.a_week(FAILURE)
        return None if now is None else (now * least, now * most)

    def released(self, weeks: int, first: dt.date | None = None) -> Released | None:
        """The latest so many whole weeks against as many from `first` on, the earliest if None. None where they
        overlap."""
        whole = self.weeks
        start = 0 if first is None else next((i for i, week in enumerate(whole) if week >= first), len(whole))
        if weeks < 1 or start + 2 * weeks > len(whole):
            return None
        sides = whole[start : start + weeks], whole[-weeks:]
        both = {*sides[0], *sides[1]}
        cohorts = {r["cohort"]: r["whose"] for r in self.rows if r["category"] in both}
        lacking = {r["cohort"] for r in self.rows if r["category"] in both and r["lacks"] is not None}
        there = {cohort: {r["category"] for r in self.rows if r["cohort"] == cohort} for cohort in cohorts}
        same = {cohort for cohort in cohorts if cohort not in lacking and both <= there[cohort]}
        before, latest = (self._stretch(side, same) for side in sides)
        without = tuple(sorted({cohorts[c] for c in cohorts if c not in same}, key=lambda name: name or ""))
        within = frozenset(cohorts[c] for c in same)
        fills = all(r["lacks"] != NOT_FULL for r in self.rows)
        return Released(before, latest, without, within, fills) if before.timed and latest.timed else None

    def _stretch(self, weeks: Sequence[dt.date], cohorts: set[int | None]) -> Stretch:
        of = replace(self, rows=[r for r in self.rows if r["cohort"] in cohorts])
        these = tuple(weeks), FAILURE
        every, unknown = of.count(tuple(weeks)), of.count(tuple(weeks), UNCLASSIFIED)
        return Stretch(
            weeks[0],
            len(weeks),
            of.count(*these),
            of.timed(*these),
            of.hours(*these),
            weeks[-1],
            Known(every - unknown, every),
            tuple(of.hours(week, FAILURE) for week in weeks),
        )

    def records(self, measure: Measure) -> list[dict]:
        """A row for each week: the hours of each kind, the demands, of how many the minutes are known."""
        found: dict[dt.date, dict] = {}
        kinds = [kind for kind in self.kinds if any(r["split"] == kind for r in self.rows)]
        for r in self.rows:
            row = found.setdefault(
                r["category"],
                {measure.category: r["category"], **{f"{kind.lower()} hours": None for kind in kinds}}
                | {"demands": 0, "demands with minutes": 0, "left out": r["left_out"]},
            )
            if r["split"] and r["minutes"] is not None:
                name = f"{r['split'].lower()} hours"
                row[name] = round((row[name] or 0) + r["minutes"] / AN_HOUR, 2)
            row["demands"] += r["count"]
            row["demands with minutes"] += r["timed"]
        return list(found.values())

    def facts(self) -> dict[str, object]:
        """Hours a week by kind, over the whole weeks of each source, and the coverage."""
        a_week = {kind.lower(): self.a_week(kind) for kind in self.kinds if self.count(..., kind)}
        weeks = [{"whose": own.whose, "weeks": len(own.weeks)} for own in self.records_of_cohorts]
        return {"weeks": len(self.weeks), "weeks_of": weeks, "coverage": self.coverage(), "hours_a_week": a_week}


@dataclass(frozen=True)
class Caseload(Compared):
    """Demands and minutes of the households of each tier. `category` is the tier, or None of those not rated.

    Demands that belong to no household on the list are left out. Two figures: as recorded (`full` is False), which is
    too low by what was not written down; and as if demands without minutes took as long as the others of their tier,
    and demands without a household came from the tiers as the others.
    """

    rows: Sequence[TierRow]
    columns: ClassVar[tuple[str, ...]] = (
        *Compared.columns,
        *("left_out", "households", "asked", "first_day", "last_day"),
    )

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """The tiers from serious help on, those not rated, then the demands of nobody on the list."""
        return cls(sorted(rows, key=lambda r: (r["left_out"] or "", r["category"] is None, r["category"] or 0)))

    @property
    def n(self) -> int:
        """How many households there are."""
        return self.households()

    @property
    def tiers(self) -> list[int | None]:
        """The tiers that have households, None among them for those not rated."""
        return list(dict.fromkeys(r["category"] for r in self.of_these()))

    def households(self, tier: object = ...) -> int:
        """How many households a tier has."""
        return sum(r["households"] for r in self.of_these(tier))

    @property
    def by_tier(self) -> list[TierRow]:
        """A row for each tier, and for the demands of nobody by why, whichever source received them."""
        found: dict[tuple, Any] = {}
        for r in self.rows:
            row = found.setdefault((r["category"], r["left_out"]), {**r, **dict.fromkeys(ADDED, 0), "minutes": None})
            for name in ADDED:
                row[name] += r[name]
            if r["minutes"] is not None:
                row["minutes"] = (row["minutes"] or 0) + r["minutes"]
        return list(found.values())

    def of_nobody(self, why: str | None = None) -> int:
        """How many demands belong to no household on the list, for this reason or any."""
        return sum(r["count"] for r in self.rows if r["left_out"] and why in (None, r["left_out"]))

    @property
    def matched(self) -> float | None:
        """Of the demands that may be of a household on the list, the part that name one, from 0 to 1. What names another
        household is that household's."""
        return share(self.count(), self.count() + self.of_nobody("no reference"))

    @property
    def record(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the record of demands; None where there is none."""
        first, last = (self.rows[0]["first_day"], self.rows[0]["last_day"]) if self.rows else (None, None)
        return (first, last) if first and last else None

    def hours_a_week(self, tier: object = ..., *, full: bool = False) -> float | None:
        """Hours a week that a tier's households take together, or all of them. None where no minutes are known."""
        if tier is ...:
            each = [self.hours_a_week(t, full=full) for t in self.tiers if self.count(t)]
            known = [hours for hours in each if hours is not None]
            return sum(known) if known and len(known) == len(each) else None
        if not self.count(tier):
            return 0 if self.record else None
        hours, timed = self.a_week(tier), self.timed(tier)
        return hours * self.count(tier) / timed / (self.matched or 1) if full and hours is not None else hours

    def a_household(self, tier: object = ..., *, full: bool = False) -> float | None:
        """Hours a year for each household of a tier, those that asked for nothing among them."""
        hours = self.hours_a_week(tier, full=full)
        return None if hours is None else share(hours * DAYS_A_YEAR / DAYS_A_WEEK, self.households(tier))

    def carried(self, team: float, tier: object = ...) -> tuple[float, float] | None:
        """From how many to how many households of a tier a team of so many hours a week can carry."""
        low, high = (self.hours_a_week(tier, full=full) for full in (True, False))
        if not low or not high:
            return None
        return team * self.households(tier) / low, team * self.households(tier) / high

    def teams(self, team: float) -> tuple[float, float] | None:
        """From how many to how many teams of so many hours a week all these households need."""
        low, high = (self.hours_a_week(full=full) for full in (False, True))
        if low is None or high is None or not team:
            return None
        return low / team, high / team

    def records(self, measure: Measure) -> list[dict]:
        """A row for each tier: households, demands, minutes, and hours a year for each household, both ways."""
        found = []
        for r in self.by_tier:
            tier, listed = r["category"], r["left_out"] is None
            found.append(
                {
                    "tier": r["left_out"] or ("not rated" if tier is None else f"tier {tier}"),
                    "households": r["households"] if listed else None,
                    "with a demand": r["asked"] if listed else None,
                    "demands": r["count"],
                    "demands with minutes": r["timed"],
                    "hours": None if r["minutes"] is None else round(r["minutes"] / AN_HOUR, 2),
                    "hours a year for each household": _rounded(self.a_household(tier)) if listed else None,
                    "with what is not recorded": _rounded(self.a_household(tier, full=True)) if listed else None,
                }
            )
        return found

    def facts(self) -> dict[str, object]:
        """The whole weeks of the record, and the coverage of households and of minutes."""
        return {"weeks": self.weeks_of(), "matched": self.matched, "with_minutes": self.coverage()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
