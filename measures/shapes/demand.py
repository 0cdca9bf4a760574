"""Demand: what was asked, how much of it is failure, the minutes it takes, what comes back, how long people wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.definition import FEWEST, Measure
from measures.shapes.base import Shape, in_order, share
from measures.shapes.frequency import Frequency

VALUE, FAILURE, UNSURE, UNCLASSIFIED = "Value", "Failure", "Not sure", "Not classified"
KINDS = (VALUE, FAILURE, UNSURE, UNCLASSIFIED)
CLASSIFIED = (VALUE, FAILURE)
WEEKS, RECURS_IN = 8, 6  # a type seen in 6 of the last 8 weeks is predictable


def _arranged(rows: Sequence[dict], measure: Measure) -> list[dict]:
    """Months in their order; anything else most first, and what has no name last."""
    if measure.category == "month":
        return sorted(rows, key=lambda r: (in_order(r["category"]), in_order(r["split"])))
    totals: dict[object, int] = {}
    for r in rows:
        totals[r["category"]] = totals.get(r["category"], 0) + r["count"]
    return sorted(
        rows,
        key=lambda r: (
            r["category"] is None,
            -totals[r["category"]],
            in_order(r["category"]),
            KINDS.index(r["split"]),
        ),
    )


def _share(failure: float, value: float, counted: int) -> float | None:
    """Failure's share of value and failure; None where too few were counted to say."""
    return share(failure, failure + value) if counted >= FEWEST else None


@dataclass(frozen=True)
class Classified(Frequency):
    """How many demands of each category are value, failure, not sure or not classified.

    `rows` have `category` (None has no name), `split` (one of `KINDS`) and `count`. Only value and failure are in a
    denominator; where they are fewer than 50 there is no share. `shares` is whether a share of failure means something.
    """

    shares: bool = False

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Classified:
        """Months in their order; anything else most first, and what has no name last."""
        return cls(_arranged(rows, measure), (), KINDS, measure.shares)

    @property
    def names(self) -> list[object]:
        """The categories in their order, None among them where something has no name."""
        return list(dict.fromkeys(r["category"] for r in self.rows))

    def of_kind(self, kind: str, category: object = ...) -> int:
        """How many are of a kind; of one category if it is given."""
        return sum(
            r["count"] for r in self.rows if r["split"] == kind and (category is ... or r["category"] == category)
        )

    def classified(self, category: object = ...) -> int:
        """How many are value or failure: the denominator."""
        return sum(self.of_kind(kind, category) for kind in CLASSIFIED)

    def failure_share(self, category: object = ...) -> float | None:
        """Failure's part of what is classified, from 0 to 1; None of fewer than 50."""
        failure = self.of_kind(FAILURE, category)
        return _share(failure, self.of_kind(VALUE, category), self.classified(category))

    def table(self) -> list[dict]:
        """A row for each category: category, total, a column for each kind, the share of failure."""
        by_place: dict[tuple, int] = {}
        for r in self.rows:
            by_place[r["category"], r["split"]] = by_place.get((r["category"], r["split"]), 0) + r["count"]
        found = []
        for name in self.names:
            kinds = {kind: by_place.get((name, kind), 0) for kind in KINDS}
            part = _share(kinds[FAILURE], kinds[VALUE], kinds[VALUE] + kinds[FAILURE])
            found.append({"category": name, "total": sum(kinds.values()), **kinds, "share": part})
        return found

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category, its kinds and its share of failure."""
        return [
            {measure.category: measure.label(r["category"]), measure.counts: r["total"]}
            | {kind.lower(): r[kind] for kind in KINDS}
            | ({"share": r["share"]} if measure.shares else {})
            for r in self.table()
        ]

    def facts(self) -> dict[str, object]:
        """All categories together, and of how many a share is not said."""
        told: dict[str, object] = {"totals": {kind.lower(): self.of_kind(kind) for kind in KINDS}}
        if self.shares:
            told |= {"share": self.failure_share(), "no_share_of_fewer_than": FEWEST}
        return told


@dataclass(frozen=True)
class Effort(Shape):
    """Minutes that demands took, by category and kind.

    `rows` have `category`, `split` (one of `KINDS`), `count` of demands, `timed` (of how many the minutes are known) and
    `minutes` (their sum; None where none is known). A demand without minutes has none: it is never taken for 0.
    """

    rows: Sequence[dict]
    shares: bool = False
    columns = ("category", "split", "count", "timed", "minutes")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Effort:
        """Months in their order; anything else most first, and what has no name last."""
        return cls(_arranged(rows, measure), measure.shares)

    def _of(self, kinds: Iterable[str], category: object) -> list[dict]:
        return [r for r in self.rows if r["split"] in kinds and (category is ... or r["category"] == category)]

    @property
    def n(self) -> int:
        """How many demands there are, timed or not."""
        return sum(r["count"] for r in self.rows)

    @property
    def names(self) -> list[object]:
        """The categories in their order, None among them where something has no name."""
        return list(dict.fromkeys(r["category"] for r in self.rows))

    def count(self, category: object = ..., kinds: Iterable[str] = KINDS) -> int:
        """How many demands."""
        return sum(r["count"] for r in self._of(kinds, category))

    def timed(self, category: object = ..., kinds: Iterable[str] = KINDS) -> int:
        """Of how many demands the minutes are known."""
        return sum(r["timed"] for r in self._of(kinds, category))

    def minutes(self, category: object = ..., kinds: Iterable[str] = KINDS) -> float | None:
        """Minutes of those demands whose minutes are known; None where of none."""
        known = [r["minutes"] for r in self._of(kinds, category) if r["minutes"] is not None]
        return sum(known) if known else None

    def coverage(self, category: object = ..., kinds: Iterable[str] = KINDS) -> float | None:
        """The part of demands whose minutes are known, from 0 to 1."""
        return share(self.timed(category, kinds), self.count(category, kinds))

    def failure_share(self, category: object = ...) -> float | None:
        """Failure's part of the minutes of value and failure; None where fewer than 50 of these have minutes."""
        failure, value = (self.minutes(category, (kind,)) or 0 for kind in (FAILURE, VALUE))
        return _share(failure, value, self.timed(category, CLASSIFIED))

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: minutes by kind, of how many demands they are known, failure's share."""
        if not measure.shares:
            return [
                {
                    measure.category: measure.label(name),
                    "demands": self.count(name),
                    "minutes": self.minutes(name),
                    "demands with minutes": self.timed(name),
                }
                for name in self.names
            ]
        return [
            {measure.category: measure.label(name)}
            | {f"{kind.lower()} minutes": self.minutes(name, (kind,)) for kind in KINDS}
            | {
                "demands": self.count(name),
                "demands with minutes": self.timed(name),
                "share": self.failure_share(name),
            }
            for name in self.names
        ]

    def facts(self) -> dict[str, object]:
        """All categories together, the coverage, and of how many a share is not said."""
        told = {"totals": {k.lower(): self.minutes(..., (k,)) for k in KINDS}, "coverage": self.coverage()}
        if self.shares:
            # The share is of value and failure alone: how much of it is known is another matter than of all.
            told |= {"share": self.failure_share(), "coverage_of_the_share": self.coverage(..., CLASSIFIED)}
            told |= {"no_share_of_fewer_than": FEWEST}
        return told


@dataclass(frozen=True)
class Recurrence(Frequency):
    """In which of the last eight weeks each type was seen.

    `rows` have `category` (the type), `split` (the week, from 1 to 8, the last; None for demands before them) and
    `count`, 0 in a week without any. A week that the record does not have in full has no rows.
    """

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Recurrence:
        """Types that recur most first, then by how many there were."""
        shape = cls(rows)
        recent = {r["category"]: 0 for r in rows}
        for r in rows:
            recent[r["category"]] += r["count"] if r["split"] else 0
        seen = {name: shape.seen(name) for name in recent}
        arranged = sorted(
            rows,
            key=lambda r: (
                -seen[r["category"]],
                -recent[r["category"]],
                in_order(r["category"]),
                in_order(r["split"]),
            ),
        )
        return cls(arranged)

    @property
    def weeks(self) -> list[int]:
        """The weeks on record, of the last eight."""
        return sorted({r["split"] for r in self.rows if r["split"] is not None})

    @property
    def too_early(self) -> bool:
        """Whether the record is too short to say."""
        return len(self.weeks) < WEEKS

    def seen(self, name: object) -> int:
        """In how many of the last weeks on record a type was seen."""
        return sum(r["count"] > 0 for r in self.rows if r["category"] == name and r["split"] is not None)

    def says(self, name: object) -> str:
        """“predictable”, “not predictable” or “too early”."""
        if self.too_early:
            return "too early"
        return "predictable" if self.seen(name) >= RECURS_IN else "not predictable"

    @property
    def predictable(self) -> list[object]:
        return [name for name in self.order if self.says(name) == "predictable"]

    def records(self, measure: Measure) -> list[dict]:
        """A row for each type: the weeks in which it was seen, and what that says."""
        return [
            {
                measure.category: name,
                "weeks seen": self.seen(name),
                "of weeks": len(self.weeks),
                "says": self.says(name),
                "demands in these weeks": sum(self.count(name, week) for week in self.weeks),
                measure.counts: self.count(name),
            }
            for name in self.order
        ]

    def facts(self) -> dict[str, object]:
        """How many types are predictable, of how many; none can be said of a short record."""
        said = None if self.too_early else len(self.predictable)
        return {"types": len(self.order), "predictable": said, "weeks": len(self.weeks)}


@dataclass(frozen=True)
class Days(Frequency):
    """How many took how many days. A category of None is not over yet: shown apart, in no figure."""

    def at(self, part: float) -> int | None:
        """The days within which this part (from 0 to 1) of those that are over were done; None of none."""
        reached = 0
        for r in self.rows:
            if r["category"] is not None:
                reached += r["count"]
                if reached >= part * self.total:
                    return r["category"]
        return None

    def within(self, days: int) -> int:
        """How many were done within so many days."""
        return sum(r["count"] for r in self.rows if r["category"] is not None and r["category"] <= days)

    @property
    def longest(self) -> int | None:
        return max((r["category"] for r in self.rows if r["category"] is not None), default=None)

    def facts(self) -> dict[str, object]:
        """Open ones apart; the middle, nine of ten, and the longest."""
        return {"open": self.unplaced, "half_within": self.at(0.5), "nine_of_ten_within": self.at(0.9)} | {
            "longest": self.longest
        }
