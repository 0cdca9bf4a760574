"""Demand: what was asked, and how much of it is failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import FEWEST, Measure
from measures.shapes.base import in_order, share
from measures.shapes.frequency import Frequency

VALUE, FAILURE, UNSURE, UNCLASSIFIED = "Value", "Failure", "Not sure", "Not classified"
KINDS = (VALUE, FAILURE, UNSURE, UNCLASSIFIED)
CLASSIFIED = (VALUE, FAILURE)
IN_WORDS = {VALUE: "Value", FAILURE: "Failure", UNSURE: "Not sure", UNCLASSIFIED: "Not yet classified"}
FAILURE_FIRST = (FAILURE, VALUE, UNSURE, UNCLASSIFIED)


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
