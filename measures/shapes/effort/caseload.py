"""Hours that the households of each tier take, and how many of them a team can carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from measures.definition import Measure
from measures.shapes.base import share
from measures.shapes.effort.compared import Compared, SourceRow, rounded
from measures.shapes.effort.minutes import AN_HOUR, DAYS_A_WEEK, DAYS_A_YEAR

# Why a demand belongs to nobody on the list, of those that may be of somebody there.
NO_REFERENCE, NO_PLACE = "no reference", "no reference or place"
ADDED = ("households", "asked", "count", "timed")  # what of the rows of a tier adds up


class TierRow(SourceRow):
    """The `households` of a tier and how many of these `asked`; or, with a `cohort` of sources, what they asked of it.
    Also the first and last day of the record, and how many demands name a household of the list: of the place that is
    asked for (`named_here`), and of all (`named`)."""

    left_out: str | None
    households: int
    asked: int
    first_day: dt.date | None
    last_day: dt.date | None
    named_here: int
    named: int


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
        *("left_out", "households", "asked", "first_day", "last_day", "named_here", "named"),
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
    def named_here(self) -> int:
        """How many demands name a household of the list, of the place, at whichever tier."""
        return self.rows[0]["named_here"] if self.rows else 0

    @property
    def matched(self) -> float | None:
        """Of the demands that may be of a household on the list, the part that name one, from 0 to 1. What names
        another household is that household's.

        What names none is shared out as the others are: among all households of the place, whichever of these are
        asked for, and what names no place either among those of everywhere.
        """
        here, named = self.named_here, self.rows[0]["named"] if self.rows else 0
        blank, placeless = self.of_nobody(NO_REFERENCE), self.of_nobody(NO_PLACE)
        return share(here * named, here * named + blank * named + placeless * here)

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

    def is_told(self, tier: object, *, full: bool = False) -> bool:
        """Whether the record can say how long a tier takes: not where no demand of any of these households is on it,
        nor where those that have minutes are in no whole week. Of a tier that is not known to have asked for anything,
        what is not recorded may be all that it asked for, where other demands name no household."""
        if self.count(tier):
            return bool(self.a_week(tier)) or not self.hours(tier)
        return self.count() > 0 and not (full and (self.of_nobody(NO_REFERENCE) or self.of_nobody(NO_PLACE)))

    def a_household(self, tier: object = ..., *, full: bool = False) -> float | None:
        """Hours a year for each household of a tier, those that asked for nothing among them. None where that is not
        known."""
        if tier is not ... and not self.is_told(tier, full=full):
            return None
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
                    "hours a year for each household": rounded(self.a_household(tier)) if listed else None,
                    "with what is not recorded": rounded(self.a_household(tier, full=True)) if listed else None,
                }
            )
        return found

    def facts(self) -> dict[str, object]:
        """The whole weeks of the record, and the coverage of households and of minutes."""
        return {"weeks": self.weeks_of(), "matched": self.matched, "with_minutes": self.coverage()}
