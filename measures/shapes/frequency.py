"""How many of each category, split in a few ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import Measure
from measures.shapes.base import Shape, in_order, share


@dataclass(frozen=True)
class Frequency(Shape):
    """How many of each category, split in a few ways.

    `rows` have `category`, `split` and `count`; a category of None could not be placed. `categories` and `splits` give
    the order; categories that are not listed follow in the order of the query.
    """

    rows: Sequence[dict]
    categories: Sequence[object] = ()
    splits: Sequence[object] = ()
    columns = ("category", "split", "count")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Frequency:
        """The rows by category and split, in the order the measure declares."""
        rows = sorted(rows, key=lambda row: (in_order(row["category"]), in_order(row["split"])))
        return cls(rows, measure.categories, measure.splits)

    @property
    def n(self) -> int:
        """How many are counted, placed or not."""
        return sum(r["count"] for r in self.rows)

    def facts(self) -> dict[str, object]:
        return {"not_placed": self.unplaced}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: its total, its share where that means something, and a column for each split."""
        found = []
        for r in self.table():
            label = measure.label(r["category"])
            named = {measure.category: r["category"]}
            named |= {f"{measure.category} in words": label} if label != r["category"] else {}
            splits = {str(measure.label(s)): r[s] for s in self.split_order}
            if None in measure.labels and self.split_total(None):
                splits[measure.labels[None]] = self.count(r["category"], None)
            portion = {"share": r["share"]} if measure.shares else {}
            found.append({**named, measure.counts: r["total"], **portion, **splits})
        return found

    @property
    def order(self) -> list[object]:
        return list(dict.fromkeys([*self.categories, *(r["category"] for r in self.rows if r["category"] is not None)]))

    @property
    def split_order(self) -> list[object]:
        return list(dict.fromkeys([*self.splits, *(r["split"] for r in self.rows if r["split"] is not None)]))

    @property
    def unplaced(self) -> int:
        """How many have no category. Shown beside, never in a denominator."""
        return self.count(None)

    @property
    def total(self) -> int:
        """How many have a category."""
        return sum(r["count"] for r in self.rows if r["category"] is not None)

    def count(self, category: object, split: object = ...) -> int:
        """How many of a category; of one of its splits if it is given."""
        return sum(r["count"] for r in self.rows if r["category"] == category and (split is ... or r["split"] == split))

    def split_total(self, split: object) -> int:
        return sum(r["count"] for r in self.rows if r["split"] == split)

    def share(self, category: object) -> float | None:
        """The category's share of all that have one."""
        return share(self.count(category), self.total)

    def table(self) -> list[dict]:
        """A row for each category: category, a column a split, total, share (0 to 1, or None)."""
        counts: dict[tuple[object, object], int] = {}
        for r in self.rows:
            counts[r["category"], r["split"]] = counts.get((r["category"], r["split"]), 0) + r["count"]
        found = []
        for category in self.order:
            splits = {split: counts.get((category, split), 0) for split in self.split_order}
            total = sum(count for (c, _), count in counts.items() if c == category)
            found.append({"category": category, **splits, "total": total, "share": share(total, self.total)})
        return found
