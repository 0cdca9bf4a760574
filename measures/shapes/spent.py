"""What was spent, in the prices of each year, with the window of its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from measures import money
from measures.definition import Measure
from measures.money import Deflators, Price
from measures.shapes.base import Shape
from measures.shapes.costs import kinds_of

APPROACHES = ("Historic", "Principles-based", "Intervention")


@dataclass(frozen=True)
class Spent(Shape):
    """What was spent by one approach: a row for each approach, kind of money and price year.

    `rows` have `approach`, `cash_type` (the kind of money; None is not stated), `price_year` (None is not recorded), `lines`, `undated` (lines without a date), `cost`,
    `first` and `last`.
    """

    rows: Sequence[dict]
    deflators: Deflators = field(default_factory=Deflators)
    columns = ("approach", "cash_type", "price_year", "lines", "undated", "cost", "first", "last")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Spent:
        """The rows by approach, then kind of money, then price year."""
        rows = sorted(
            rows, key=lambda r: (APPROACHES.index(r["approach"]), r["cash_type"] or "", r["price_year"] or "")
        )
        return cls(rows, money.deflators())

    @property
    def n(self) -> int:
        """How many lines of cost there are."""
        return sum(r["lines"] for r in self.rows)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each approach, kind of money and price year, as it was written down."""
        return [
            {
                "approach": r["approach"],
                "kind of money": r["cash_type"] or "not stated",
                "price year": r["price_year"] or "not recorded",
                "cost (£)": r["cost"],
                "lines": r["lines"],
                "without a date": r["undated"],
                "first date": r["first"],
                "last date": r["last"],
            }
            for r in self.rows
        ]

    @property
    def approaches(self) -> list[str]:
        return [a for a in APPROACHES if any(r["approach"] == a for r in self.rows)]

    @cached_property
    def price(self) -> Price:
        """What brings every row to one price year, or why that cannot be."""
        return money.one_price((r["price_year"] for r in self.rows), self.deflators)

    @property
    def kinds(self) -> list[str | None]:
        """The kinds of money: they are never added together."""
        return kinds_of(self.rows)

    def by_year(self, approach: str, kind: str | None = None) -> dict[str | None, float]:
        """Cost of an approach, of one kind of money, in the prices of each year, as it was written down."""
        return {r["price_year"]: r["cost"] for r in self.rows if (r["approach"], r["cash_type"]) == (approach, kind)}

    def total(self, approach: str, kind: str | None = None) -> float | None:
        """An approach's cost of one kind of money, in the money of one year; None where there is none, or the years do not add up."""
        years = self.by_year(approach, kind)
        if not years or self.price.refused:
            return None
        return round(sum(cost * self.price.factors[year] for year, cost in years.items()), 2)

    def window(self, approach: str) -> tuple[dt.date, dt.date] | None:
        """First and last date of an approach; None where a line is undated, since its window is then not known."""
        rows = [r for r in self.rows if r["approach"] == approach]
        if not rows or any(r["undated"] for r in rows):
            return None
        return min(r["first"] for r in rows), max(r["last"] for r in rows)

    def days(self, approach: str) -> int | None:
        """How many days the window has, both ends counted."""
        window = self.window(approach)
        return None if window is None else (window[1] - window[0]).days + 1

    def facts(self) -> dict[str, object]:
        """Each approach's total of each kind of money, and the price year of the totals."""
        return {
            "unit": "£",
            "price_year": self.price.year,
            "totals_never_added_together": {
                a: {kind or "Not stated": self.total(a, kind) for kind in self.kinds} for a in self.approaches
            },
            "not_evidence_of_cause": True,
        }
