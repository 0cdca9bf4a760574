"""Before and after: what happened in the quarters on each side of each case's own intervention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TypedDict

from measures import money
from measures.definition import Measure
from measures.money import Deflators, Price
from measures.shapes.base import Shape, share
from measures.shapes.costs import first_kind, kinds_of, of_kind
from measures.shapes.itself import Changes, Own, ShownChanges

EACH_SIDE = 8
BEFORE, AFTER = "Before", "After"


def cumulate(values: Iterable[float]) -> list[float]:
    """Running totals. They cannot fall unless an amount is negative.

    >>> cumulate([87, 47, 10, 0, 0, 0, 0, 0])  # deck, slide 17: titled cumulative, but printed for each quarter
    [87, 134, 144, 144, 144, 144, 144, 144]
    """
    return list(accumulate(values))


class QuarterRow(TypedDict):
    """What a case had in a quarter (−8 to −1 and 1 to 8), of one kind of money and price year: interactions
    (`transactions`), rows (`lines`) and cost; `most` is its largest row.

    A case has as many quarters after as before, all of them on record; one that had nothing has a row of noughts. Rows
    that could not be counted have no `quarter`, and say why in `left_out`.
    """

    case_ref: str
    quarter: int | None
    cash_type: str | None
    price_year: str | None
    transactions: int
    lines: int
    amount: float
    most: float
    left_out: str | None


@dataclass(frozen=True)
class Point:
    """A quarter in which at least one case is compared with itself. `amount` is None where price years cannot be
    added up."""

    quarter: int
    cases: int
    transactions: float
    amount: float | None
    each: Mapping[str, float] | None = None  # for each case, where the counts are rounded and so do not make it

    @property
    def side(self) -> str:
        return BEFORE if self.quarter < 0 else AFTER

    @property
    def nth(self) -> int:
        """Which of the eight quarters of its side it is, in the order of time: 1 before is the earliest."""
        return self.quarter if self.quarter > 0 else EACH_SIDE + 1 + self.quarter

    def value(self, what: str, per_case: bool) -> float | None:
        """Its interactions or its cost, for each case followed or in all."""
        found = self.transactions if what == "transactions" else self.amount
        if per_case and self.each is not None:
            return self.each.get(what)
        return share(found, self.cases) if per_case and found is not None else found


@dataclass(frozen=True)
class BeforeAndAfter(Shape):
    """Interactions, of every kind of money, and cost of one `kind`, of each case in each quarter in which it is
    compared with itself: as many after its intervention as before.

    The cases are those that the kind can be told of.
    """

    rows: Sequence[QuarterRow]
    kind: str | None = None
    deflators: Deflators = field(default_factory=Deflators)
    columns = ("case_ref", "quarter", "cash_type", "price_year", "transactions", "lines", "amount", "most", "left_out")
    order = ("case_ref", "quarter", "cash_type", "price_year", "left_out")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> BeforeAndAfter:
        """The rows, by case and quarter, of the kind of money to begin with."""
        rows = [{**row, "amount": float(row["amount"]), "most": float(row["most"])} for row in rows]
        shape = replace(super().of(rows, measure), deflators=money.deflators())
        return shape.of_kind(first_kind(shape.kinds, lambda kind: shape.of_kind(kind).n, rows, "lines"))

    @cached_property
    def kinds(self) -> list[str | None]:
        """The kinds of money that were spent."""
        return kinds_of(row for row in self.rows if row["lines"])

    def of_kind(self, kind: str | None) -> BeforeAndAfter:
        """The same interactions, with the cost of another kind of money, of the cases that it can be told of."""
        return replace(self, kind=kind)

    @cached_property
    def _told(self) -> list[QuarterRow]:
        """The rows of the cases that the kind can be told of, quarters in which nothing happened too."""
        cases = {row["case_ref"] for row in of_kind([row for row in self.rows if row["lines"]], self.kind)}
        return [row for row in self.rows if row["case_ref"] in cases]

    @cached_property
    def followed(self) -> dict[int, set[str]]:
        """The cases that are compared in each quarter: the same before as after. A quarter of nobody is not there."""
        found: dict[int, set[str]] = {}
        for row in self._told:
            if row["quarter"] is not None:
                found.setdefault(row["quarter"], set()).add(row["case_ref"])
        return dict(sorted(found.items()))

    @cached_property
    def cases(self) -> list[str]:
        """The cases that are in some quarter."""
        return sorted(set().union(*self.followed.values()))

    @property
    def n(self) -> int:
        return len(self.cases)

    @property
    def most(self) -> int:
        """The most quarters on a side that a case has."""
        return max(self.followed, default=0)

    @cached_property
    def throughout(self) -> list[str]:
        """The cases that have as many quarters as any: all of them are in every quarter."""
        return sorted(self.followed.get(self.most, ()))

    def only_throughout(self) -> BeforeAndAfter:
        """The same, of the cases that have as many quarters as any alone."""
        whole = set(self.throughout)
        return replace(self, rows=[row for row in self.rows if row["quarter"] is None or row["case_ref"] in whole])

    @cached_property
    def price(self) -> Price:
        """What brings the amounts to one price year, or why that cannot be."""
        return money.one_price((r["price_year"] for r in self._told if self._counts(r)), self.deflators)

    def _counts(self, row: QuarterRow) -> bool:
        """Whether a row is of the kind of money, in some quarter."""
        return row["quarter"] is not None and row["lines"] > 0 and row["cash_type"] == self.kind

    @cached_property
    def points(self) -> list[Point]:
        """The quarters, in the order of time."""
        found = []
        for quarter, cases in self.followed.items():
            rows = [row for row in self._told if row["quarter"] == quarter]
            amount = self.price.total(row for row in rows if self._counts(row))
            found.append(Point(quarter, len(cases), sum(row["transactions"] for row in rows), amount))
        return found

    @property
    def equal_n(self) -> bool:
        """Whether the same number of cases is in every quarter shown, so that totals may be added up over time."""
        return len({point.cases for point in self.points}) == 1

    def series(self, what: str, *, per_case: bool = True, cumulative: bool = False) -> list[tuple[Point, float]]:
        """`transactions` or `amount` by quarter, each side cumulated by itself where that is asked.

        Raises ValueError for a cumulative total of quarters that differ in how many cases they have.
        """
        if cumulative and not per_case and not self.equal_n:
            raise ValueError("Totals of unequal numbers of cases are not added up.")
        found: list[tuple[Point, float]] = []
        for side in (BEFORE, AFTER):
            points = self.of_side(side)
            values = _known([point.value(what, per_case) for point in points])
            found += zip(points, cumulate(values) if cumulative else values)
        return found

    def of_side(self, side: str) -> list[Point]:
        """The quarters before, or those after, in the order of time."""
        return [point for point in self.points if point.side == side]

    def changes(self, what: str) -> Changes | ShownChanges:
        """Each case with itself: its `transactions` or its `amount`. Of amounts that are not added up there are
        none."""
        return self._changes[what]

    @cached_property
    def _changes(self) -> dict[str, Changes]:
        of_case: dict[str, list[QuarterRow]] = {case: [] for case in self.cases}
        for row in self._told:
            if row["quarter"] is not None:
                of_case[row["case_ref"]].append(row)
        interactions, cost = [], []
        for case, rows in of_case.items():
            quarters = max(abs(row["quarter"] or 0) for row in rows)
            before, after = ([row for row in rows if (row["quarter"] or 0) * side > 0] for side in (-1, 1))
            done = [float(sum(row["transactions"] for row in each)) for each in (before, after)]
            interactions.append(Own(case, quarters, *done, most=1))
            if not self.price.refused:
                spent = [self.price.total(filter(self._counts, each)) or 0.0 for each in (before, after)]
                most = [row["most"] * self.price.factors[row["price_year"]] for row in rows if self._counts(row)]
                cost.append(Own(case, quarters, *spent, most=max(most, default=0)))
        return {"transactions": Changes(interactions), "amount": Changes(cost)}

    @cached_property
    def left_out(self) -> dict[str, tuple[int, int]]:
        """Why lines were not counted: in how many cases, and how many lines. Cases that are not compared have a reason
        of their own for all that they have."""
        found: dict[str, tuple[set[str], int]] = {}
        for row in self._told:
            if why := row["left_out"]:
                cases, lines = found.get(why, (set(), 0))
                found[why] = cases | {row["case_ref"]}, lines + row["lines"]
        return {why: (len(cases), lines) for why, (cases, lines) in sorted(found.items())}

    def records(self, measure: Measure) -> list[dict]:
        """For each kind of money a row for each quarter in which cases are compared, with the running sum of its
        side."""
        return [row for kind in self.kinds for row in self.of_kind(kind)._records()]

    def _records(self) -> list[dict]:
        running = {
            what: {point.quarter: value for point, value in self.series(what, cumulative=True)}
            for what in ("transactions", "amount")
        }
        return [
            {
                "quarter": point.quarter,
                "kind of money": self.kind or "Not stated",
                "cases": point.cases,
                "transactions": point.transactions,
                "cost": point.amount,
                "transactions per case": _rounded(point.value("transactions", True)),
                "cost per case": _rounded(point.value("amount", True)),
                "transactions per case, cumulative": _rounded(running["transactions"].get(point.quarter)),
                "cost per case, cumulative": _rounded(running["amount"].get(point.quarter)),
            }
            for point in self.points
        ]

    def facts(self) -> dict[str, object]:
        """For each kind of money each case with itself, the price year, and what was left out."""
        return {
            "unit_of_cost": "£",
            "not_evidence_of_cause": True,
            "quarters_of": "three months from the day of the intervention, as many after as before",
            "kinds_of_money_never_added_together": [self.of_kind(kind)._facts() for kind in self.kinds],
        }

    def _facts(self) -> dict[str, object]:
        return {
            "kind_of_money": self.kind or "Not stated",
            "cases": self.n,
            "price_year": self.price.year,
            "price_years_that_cannot_be_added_up": [year or "not stated" for year in self.price.missing],
            "cases_compared_over_most_quarters": self.throughout,
            "each_case_with_itself": {
                "transactions": self.changes("transactions").as_dict(),
                "cost": self.changes("amount").as_dict(),
            },
            "equal_numbers_of_cases": self.equal_n,
            "left_out": {why: {"cases": cases, "lines": lines} for why, (cases, lines) in self.left_out.items()},
        }


def _known(values: Sequence[float | None]) -> list[float]:
    """The values, or none of them: where the price years of one are not added up, no other's are."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else []


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
