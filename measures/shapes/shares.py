"""A share over time: so many of so many, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import Measure
from measures.shapes.base import Shape, share


@dataclass(frozen=True)
class Shares(Shape):
    """So many of so many in each period.

    `rows` have `period`, `numerator`, `denominator` and `complete` (whether the data is enough to say). A row whose
    period is None counts those that could not be placed in time, in `denominator`; they are in no share.
    """

    rows: Sequence[dict]
    columns = ("period", "numerator", "denominator", "complete")
    order = ("period",)

    @property
    def placed(self) -> list[dict]:
        """The rows that have a period, each with its share from 0 to 1, or None."""
        return [{**r, "share": share(r["numerator"], r["denominator"])} for r in self.rows if r["period"] is not None]

    @property
    def complete(self) -> list[dict]:
        """The rows whose data is enough to say."""
        return [r for r in self.placed if r["complete"]]

    @property
    def unplaced(self) -> int:
        """How many could not be placed in time."""
        return sum(r["denominator"] for r in self.rows if r["period"] is None)

    @property
    def n(self) -> int:
        """How many are counted in a period."""
        return sum(r["denominator"] for r in self.placed)

    @property
    def total(self) -> tuple[int, int]:
        """Numerator and denominator over the complete periods."""
        return sum(r["numerator"] for r in self.complete), sum(r["denominator"] for r in self.complete)

    @property
    def share(self) -> float | None:
        """The share over the complete periods together."""
        return share(*self.total)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each period, and whether its data is complete."""
        return [
            {
                "period": r["period"],
                measure.category: r["numerator"],
                measure.counts: r["denominator"],
                "share": r["share"],
                "data": "complete" if r["complete"] else measure.label("incomplete"),
            }
            for r in self.placed
        ]

    def facts(self) -> dict[str, object]:
        return {"not_placed": self.unplaced}
