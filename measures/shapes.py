"""The shapes an answer can have. Each owns its columns and its arithmetic: division happens here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from measures.catalogue.definition import Measure


def share(part: float, whole: float) -> float | None:
    """Part of whole, from 0 to 1. None, “no data”, where there is no whole."""
    return part / whole if whole else None


class Shape:
    """What every shape can do. A shape is its `rows` in its `columns`, and the arithmetic of them."""

    rows: Sequence[Mapping[str, object]]
    columns: ClassVar[tuple[str, ...]]
    order: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Shape:
        """The shape of a measure's rows, in the order of the columns that `order` names."""
        return cls(sorted(rows, key=lambda row: tuple(_in_order(row[name]) for name in cls.order)))

    @property
    def n(self) -> int:
        """How many are counted."""
        return len(self.rows)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each row of the table a person reads, with headings in words."""
        return [dict(row) for row in self.rows]

    def facts(self) -> dict[str, object]:
        """What a program should know besides the table."""
        return {}


def _in_order(value: object) -> tuple:
    """A key that sorts what is not known first, then numbers and dates, then words whatever their case."""
    return (0, "") if value is None else (2, value.casefold(), value) if isinstance(value, str) else (1, value)


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
        rows = sorted(rows, key=lambda row: (_in_order(row["category"]), _in_order(row["split"])))
        return cls(rows, measure.categories, measure.splits)

    @property
    def n(self) -> int:
        """How many are counted, placed or not."""
        return sum(r["count"] for r in self.rows)

    def facts(self) -> dict[str, object]:
        return {"not_placed": self.unplaced}

    def records(self, measure: Measure) -> list[dict]:
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


@dataclass(frozen=True)
class Findings(Shape):
    """Things found in what was uploaded, with their place.

    `rows` have `upload`, `row` (of the spreadsheet, or None for the whole list), `column` (the declared column it is
    about, or None), `what`, `found` and `stated`.
    """

    rows: Sequence[dict]
    columns = ("upload", "row", "column", "what", "found", "stated")
    order = ("upload", "row", "what")

    @property
    def total(self) -> int:
        return len(self.rows)


SHAPES: dict[str, type[Shape]] = {"frequency": Frequency, "findings": Findings}
