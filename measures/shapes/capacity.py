"""Capacity: the hours that demand takes by week, and by tier of household. Time only: nothing here is money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import Measure
from measures.shapes.base import Shape, share
from measures.shapes.demand import FAILURE, KINDS

# Why a week is in no average though demands are dated in it, as the query says it.
AFTER = "after the day of loading"

AN_HOUR = 60
DAYS_A_WEEK, DAYS_A_YEAR = 7, 365.25


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
class WeeklyHours(Shape):
    """Minutes of demands by week and kind.

    `rows` have `week` (its Monday), `left_out` (why a week is in no average, or None), `split` (one of `KINDS`; None for
    a week without demands), `count`, `timed` (of how many the minutes are known) and `minutes` (None of none).
    """

    rows: Sequence[dict]
    columns = ("week", "left_out", "split", "count", "timed", "minutes")
    order = ("week", "split")

    @property
    def n(self) -> int:
        """How many demands there are in whole weeks, timed or not."""
        return self.count()

    @property
    def weeks(self) -> list[dt.date]:
        """The Mondays of the whole weeks, demands or none."""
        return sorted({r["week"] for r in self.rows if r["left_out"] is None})

    def _of(self, kind: str | None, weeks: Sequence[dt.date] | None) -> list[dict]:
        return [
            r
            for r in self.rows
            if r["left_out"] is None and (kind is None or r["split"] == kind) and (weeks is None or r["week"] in weeks)
        ]

    def count(self, kind: str | None = None, weeks: Sequence[dt.date] | None = None) -> int:
        """How many demands of a kind, or of all, there are in whole weeks."""
        return sum(r["count"] for r in self._of(kind, weeks))

    def timed(self, kind: str | None = None, weeks: Sequence[dt.date] | None = None) -> int:
        """Of how many of these the minutes are known."""
        return sum(r["timed"] for r in self._of(kind, weeks))

    def coverage(self, kind: str | None = None) -> float | None:
        """The part of demands in whole weeks whose minutes are known, from 0 to 1."""
        return share(self.timed(kind), self.count(kind))

    def hours(self, kind: str | None = None, weeks: Sequence[dt.date] | None = None) -> float:
        """Recorded hours of a kind, or of all, in whole weeks. What is not recorded is not in it, nor taken for 0."""
        return sum(r["minutes"] or 0 for r in self._of(kind, weeks)) / AN_HOUR

    def a_week(self, kind: str | None = None) -> float | None:
        """Recorded hours a week, over the whole weeks; None without a whole week, or where no minutes are known."""
        return share(self.hours(kind), len(self.weeks)) if self.timed(kind) else None

    def fall(self, least: float, most: float) -> tuple[float, float] | None:
        """Hours a week that there would be, were failure demand to fall by these parts (0 to 1)."""
        now = self.a_week(FAILURE)
        return None if now is None else (now * least, now * most)

    def released(self, weeks: int, first: dt.date | None = None) -> Released | None:
        """The latest so many whole weeks against as many from `first` on, the earliest if None. None where they overlap."""
        whole = self.weeks
        start = 0 if first is None else next((i for i, week in enumerate(whole) if week >= first), len(whole))
        if weeks < 1 or start + 2 * weeks > len(whole):
            return None
        before, latest = (self._stretch(chosen) for chosen in (whole[start : start + weeks], whole[-weeks:]))
        return Released(before, latest) if before.timed and latest.timed else None

    def _stretch(self, weeks: Sequence[dt.date]) -> Stretch:
        count, timed = self.count(FAILURE, weeks), self.timed(FAILURE, weeks)
        return Stretch(weeks[0], len(weeks), count, timed, self.hours(FAILURE, weeks))

    def records(self, measure: Measure) -> list[dict]:
        """A row for each week: the hours of each kind, the demands, of how many the minutes are known."""
        found: dict[dt.date, dict] = {}
        kinds = [kind for kind in KINDS if any(r["split"] == kind for r in self.rows)]
        for r in self.rows:
            row = found.setdefault(
                r["week"],
                {"week": r["week"], **{f"{kind.lower()} hours": None for kind in kinds}}
                | {"demands": 0, "demands with minutes": 0, "left out": r["left_out"]},
            )
            if r["split"] and r["minutes"] is not None:
                row[f"{r['split'].lower()} hours"] = round(r["minutes"] / AN_HOUR, 2)
            row["demands"] += r["count"]
            row["demands with minutes"] += r["timed"]
        return list(found.values())

    def facts(self) -> dict[str, object]:
        """Hours a week by kind, over the whole weeks, and the coverage."""
        return {"weeks": len(self.weeks), "coverage": self.coverage()} | {
            "hours_a_week": {kind.lower(): self.a_week(kind) for kind in KINDS if self.count(kind)}
        }


ALL = "all"


@dataclass(frozen=True)
class TierHours(Shape):
    """Demands and minutes of the households of each tier.

    `rows` have `tier` (None is not rated), `whose` (`listed`; or `no reference` and `not listed`, for demands that
    belong to no household), `households`, `asked` (how many of them have a demand), `demands`, `timed`, `minutes`, and
    the `first_day` and `last_day` of the record.

    Two figures: as recorded (`full` is False), which is too low by what was not written down; and as if demands without
    minutes took as long as the others of their tier, and demands without a household came from the tiers as the others.
    """

    rows: Sequence[dict]
    columns = ("tier", "whose", "households", "asked", "demands", "timed", "minutes", "first_day", "last_day")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> TierHours:
        """The tiers from serious help on, those not rated, then the demands of nobody on the list."""
        return cls(sorted(rows, key=lambda r: (r["whose"] != "listed", r["whose"], r["tier"] is None, r["tier"] or 0)))

    @property
    def n(self) -> int:
        """How many households there are."""
        return self.of_tier("households")

    @property
    def tiers(self) -> list[int | None]:
        """The tiers that have households, None among them for those not rated."""
        return [r["tier"] for r in self.rows if r["whose"] == "listed"]

    def of_tier(self, what: str, tier: object = ALL) -> float:
        """`households`, `asked`, `demands`, `timed` or `minutes` of one tier's households, or of all."""
        return sum(r[what] or 0 for r in self.rows if r["whose"] == "listed" and tier in (ALL, r["tier"]))

    def of_nobody(self, whose: str | None = None) -> int:
        """How many demands belong to no household on the list, for this reason or any."""
        return sum(r["demands"] for r in self.rows if r["whose"] != "listed" and whose in (None, r["whose"]))

    @property
    def matched(self) -> float | None:
        """The part of demands that belong to a household on the list, from 0 to 1."""
        demands = self.of_tier("demands")
        return share(demands, demands + self.of_nobody())

    @property
    def timed(self) -> float | None:
        """Of the demands of listed households, the part whose minutes are known, from 0 to 1."""
        return share(self.of_tier("timed"), self.of_tier("demands"))

    @property
    def weeks(self) -> float:
        """How many weeks the record has, from its first day to its last."""
        if not self.rows or self.rows[0]["first_day"] is None:
            return 0
        return ((self.rows[0]["last_day"] - self.rows[0]["first_day"]).days + 1) / DAYS_A_WEEK

    def hours_a_week(self, tier: object = ALL, *, full: bool = False) -> float | None:
        """Hours a week that a tier's households take together, or all of them. None where no minutes are known."""
        if tier == ALL:
            each = [self.hours_a_week(t, full=full) for t in self.tiers if self.of_tier("demands", t)]
            return sum(each) if each and None not in each else None
        if not self.of_tier("demands", tier):
            return 0 if self.weeks else None
        minutes, timed = self.of_tier("minutes", tier), self.of_tier("timed", tier)
        if not timed:
            return None
        if full:
            minutes *= self.of_tier("demands", tier) / timed / self.matched
        return share(minutes / AN_HOUR, self.weeks)

    def a_household(self, tier: object = ALL, *, full: bool = False) -> float | None:
        """Hours a year for each household of a tier, those that asked for nothing among them."""
        hours = self.hours_a_week(tier, full=full)
        return None if hours is None else share(hours * DAYS_A_YEAR / DAYS_A_WEEK, self.of_tier("households", tier))

    def carried(self, team: float, tier: object = ALL) -> tuple[float, float] | None:
        """From how many to how many households of a tier a team of so many hours a week can carry."""
        low, high = (self.hours_a_week(tier, full=full) for full in (True, False))
        if not low or not high:
            return None
        households = self.of_tier("households", tier)
        return team * households / low, team * households / high

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
            listed = r["whose"] == "listed"
            found.append(
                {
                    "tier": ("not rated" if r["tier"] is None else f"tier {r['tier']}") if listed else r["whose"],
                    "households": r["households"] if listed else None,
                    "with a demand": r["asked"] if listed else None,
                    "demands": r["demands"],
                    "demands with minutes": r["timed"],
                    "hours": None if r["minutes"] is None else round(r["minutes"] / AN_HOUR, 2),
                    "hours a year for each household": _rounded(self.a_household(r["tier"])) if listed else None,
                    "with what is not recorded": _rounded(self.a_household(r["tier"], full=True)) if listed else None,
                }
            )
        return found

    def facts(self) -> dict[str, object]:
        """The weeks of the record, and the coverage of households and of minutes."""
        return {"weeks": round(self.weeks, 2), "matched": self.matched, "with_minutes": self.timed}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
