"""Counts of different things, which do not add up to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import Measure
from measures.shapes.base import Shape

ALL, KIND, WORKERS, UNNAMED = "all", "kind", "workers", "unnamed"
KINDS = (ALL, KIND, WORKERS, UNNAMED)


@dataclass(frozen=True)
class Tally(Shape):
    """Counts of different things: what was counted whole (`all`), kinds of it or about it, and workers by role.

    `rows` have `what`, `kind` (one of `KINDS`) and `count`. They are not parts of a total: n is the row of kind `all`.
    """

    rows: Sequence[dict]
    columns = ("what", "kind", "count")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Tally:
        """The rows by kind, in the order that the measure declares, then A to Z."""
        place = {what: i for i, what in enumerate(measure.categories)}
        return cls(
            sorted(rows, key=lambda r: (KINDS.index(r["kind"]), place.get(r["what"], len(place)), r["what"].casefold()))
        )

    @property
    def n(self) -> int:
        """How many there are of what was counted whole."""
        return sum(r["count"] for r in self.rows if r["kind"] == ALL)

    def count(self, what: str) -> int:
        """How many of one thing that is not a role; 0 where there are none."""
        return sum(r["count"] for r in self.rows if r["what"] == what and r["kind"] != WORKERS)

    @property
    def workers(self) -> dict[str, int]:
        """Distinct workers of each role."""
        return {r["what"]: r["count"] for r in self.rows if r["kind"] == WORKERS}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each thing counted; a role says that its workers are counted."""
        return [
            {
                measure.category: f"Different workers: {r['what']}" if r["kind"] == WORKERS else r["what"],
                measure.counts: r["count"],
            }
            for r in self.rows
        ]
