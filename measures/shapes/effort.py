"""Time that demands take, by category and kind: by agency or type, by week, by tier of household. Nothing here is
money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from measures.definition import FEWEST, Measure
from measures.shapes.base import share
from measures.shapes.demand import CLASSIFIED, FAILURE, VALUE
from measures.shapes.frequency import Frequency, FrequencyRow

# Why a week is in no average though demands are dated in it, as the query says it.
AFTER = "after the day of loading"

AN_HOUR = 60
DAYS_A_WEEK, DAYS_A_YEAR = 7, 365.25


class EffortRow(FrequencyRow):
    """So many demands, and the minutes of the `timed` ones, whose minutes are known; None where of none."""

    timed: int
    minutes: float | None


class WeekRow(EffortRow):
    """Those of a week; `left_out` says why it is in no figure, or is None."""

    left_out: str | None


class TierRow(WeekRow):
    """Those of a tier, the `households` it has and how many of these `asked`; and the first and last day of the
    record."""

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

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: minutes by kind, how many demands, of how many the minutes are known."""
        kinds = [kind for kind in self.split_order if len(self.split_order) > 1]
        found = []
        for name in self.names:
            row = {measure.category: measure.label(name)}
            row |= {f"{kind.lower()} minutes": self.minutes(name, kind) for kind in map(str, kinds)}
            row |= {} if kinds else {"minutes": self.minutes(name)}
            row |= {"demands": self.count(name), "demands with minutes": self.timed(name)}
            row |= {"share": self.failure_share(name)} if self.shares else {}
            found.append(row)
        return found

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
class Stretch:
    """Failure demand in some weeks: of how many demands the minutes are known, and their hours."""

    first: dt.date
    weeks: int
    count: int
    timed: int
    hours: float

    @property
    def coverage(self) -> float | None:
        """The part of the demands whose minutes are known, from 0 to 1."""
        return share(self.timed, self.count)

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its last week."""
        return self.first + dt.timedelta(days=DAYS_A_WEEK * self.weeks - 1)


@dataclass(frozen=True)
class Released:
    """M17: a baseline, and as many of the latest weeks."""

    before: Stretch
    latest: Stretch

    @property
    def hours(self) -> float:
        """Hours released: below 0, failure demand takes more than it did."""
        return self.before.hours - self.latest.hours

    @property
    def a_week(self) -> float:
        return self.hours / self.latest.weeks


@dataclass(frozen=True)
class Weekly(Effort):
    """Minutes of demands by week and kind. `category` is the week's Monday; a week without demands has a row of no
    kind."""

    rows: Sequence[WeekRow]
    columns: ClassVar[tuple[str, ...]] = (*Effort.columns, "left_out")

    @property
    def weeks(self) -> list[dt.date]:
        """The Mondays of the whole weeks, demands or none."""
        return sorted({r["category"] for r in self.of_these()})

    @property
    def kinds(self) -> list[str]:
        """The kinds of demand that the measure tells of, demands or none."""
        return [str(kind) for kind in self.split_order]

    def a_week(self, kind: object = ...) -> float | None:
        """Recorded hours a week, over the whole weeks; None without a whole week, or where no minutes are known."""
        return share(self.hours(..., kind), len(self.weeks)) if self.timed(..., kind) else None

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
        before, latest = (self._stretch(chosen) for chosen in (whole[start : start + weeks], whole[-weeks:]))
        return Released(before, latest) if before.timed and latest.timed else None

    def _stretch(self, weeks: Sequence[dt.date]) -> Stretch:
        these = tuple(weeks), FAILURE
        return Stretch(weeks[0], len(weeks), self.count(*these), self.timed(*these), self.hours(*these))

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
                row[f"{r['split'].lower()} hours"] = round(r["minutes"] / AN_HOUR, 2)
            row["demands"] += r["count"]
            row["demands with minutes"] += r["timed"]
        return list(found.values())

    def facts(self) -> dict[str, object]:
        """Hours a week by kind, over the whole weeks, and the coverage."""
        a_week = {kind.lower(): self.a_week(kind) for kind in self.kinds if self.count(..., kind)}
        return {"weeks": len(self.weeks), "coverage": self.coverage(), "hours_a_week": a_week}


@dataclass(frozen=True)
class Caseload(Effort):
    """Demands and minutes of the households of each tier. `category` is the tier, or None of those not rated.

    Demands that belong to no household on the list are left out. Two figures: as recorded (`full` is False), which is
    too low by what was not written down; and as if demands without minutes took as long as the others of their tier,
    and demands without a household came from the tiers as the others.
    """

    rows: Sequence[TierRow]
    columns: ClassVar[tuple[str, ...]] = (
        *Effort.columns,
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
        return [r["category"] for r in self.of_these()]

    def households(self, tier: object = ...) -> int:
        """How many households a tier has."""
        return sum(r["households"] for r in self.of_these(tier))

    def of_nobody(self, why: str | None = None) -> int:
        """How many demands belong to no household on the list, for this reason or any."""
        return sum(r["count"] for r in self.rows if r["left_out"] and why in (None, r["left_out"]))

    @property
    def matched(self) -> float | None:
        """The part of demands that belong to a household on the list, from 0 to 1."""
        return share(self.count(), self.count() + self.of_nobody())

    @property
    def record(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the record of demands; None where there is none."""
        first, last = (self.rows[0]["first_day"], self.rows[0]["last_day"]) if self.rows else (None, None)
        return (first, last) if first and last else None

    @property
    def weeks(self) -> float:
        """How many weeks the record has, from its first day to its last."""
        return ((self.record[1] - self.record[0]).days + 1) / DAYS_A_WEEK if self.record else 0

    def hours_a_week(self, tier: object = ..., *, full: bool = False) -> float | None:
        """Hours a week that a tier's households take together, or all of them. None where no minutes are known."""
        if tier is ...:
            each = [self.hours_a_week(t, full=full) for t in self.tiers if self.count(t)]
            known = [hours for hours in each if hours is not None]
            return sum(known) if known and len(known) == len(each) else None
        if not self.count(tier):
            return 0 if self.weeks else None
        hours, timed = self.hours(tier), self.timed(tier)
        if not timed:
            return None
        if full:
            hours *= self.count(tier) / timed / (self.matched or 1)
        return share(hours, self.weeks)

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
        for r in self.rows:
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
        """The weeks of the record, and the coverage of households and of minutes."""
        return {"weeks": round(self.weeks, 2), "matched": self.matched, "with_minutes": self.coverage()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
