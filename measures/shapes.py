"""The shapes an answer can have. Each owns its columns and its arithmetic: division happens here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def share(part: float, whole: float) -> float | None:
    """Part of whole, from 0 to 1. None, “no data”, where there is no whole."""
    return part / whole if whole else None


@dataclass(frozen=True)
class Frequency:
    """How many of each category, split in a few ways.

    `rows` have `category`, `split` and `count`; a category of None could not be placed. `categories` and `splits` give
    the order; categories that are not listed follow in the order of the query.
    """

    rows: Sequence[dict]
    categories: Sequence[object] = ()
    splits: Sequence[object] = ()
    columns = ("category", "split", "count")

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


@dataclass(frozen=True)
class Findings:
    """Things found in what was uploaded, with their place.

    `rows` have `upload`, `row` (of the spreadsheet, or None for the whole list), `column` (the declared column it is
    about, or None), `what`, `found` and `stated`.
    """

    rows: Sequence[dict]
    columns = ("upload", "row", "column", "what", "found", "stated")

    @property
    def total(self) -> int:
        return len(self.rows)


SHAPES = {"frequency": Frequency, "findings": Findings}
