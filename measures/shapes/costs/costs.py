"""Costs added up by agency, historic against principles-based, and the windows in which each was spent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NotRequired, TypedDict

from measures import money
from measures.definition import Measure
from measures.money import Deflators, Price
from measures.shapes.base import Shape, in_order, share
from measures.shapes.costs.figures import MONTH, OPTIMISM, UNEQUAL, AnyLine, Avoided, Exposure, Line, Total, Window
from measures.shapes.costs.kinds import APPROACHES, HISTORIC, INTERVENTION, NEW, first_kind, kinds_of, of_kind, spent

ALL = "All agencies"


class CostRow(TypedDict):
    """Lines of cost of one case, agency, approach, kind of money and price year, added up.

    `approach`, `cash_type` and `price_year` of None are not stated; `undated` are the lines without a date, `first` and
    `last` the days of those that have one.
    """

    case_ref: str
    title: NotRequired[str | None]
    note: NotRequired[str | None]
    agency: str
    approach: str | None
    cash_type: str | None
    price_year: str | None
    amount: float
    lines: int
    undated: int
    first: dt.date | None
    last: dt.date | None
    intervention: dt.date | None
    followed: dt.date | None


@dataclass(frozen=True)
class Costs(Shape):
    """Cost lines added up by case, agency, approach, kind of money and price year: see `CostRow`.

    Everything below is of one `kind` of money and of the `compared` cases alone, in pounds of one price year: kinds of
    money are never added together. `of_kind` turns to another of the `kinds`.
    """

    rows: Sequence[CostRow]
    kind: str | None = None
    deflators: Deflators = field(default_factory=Deflators)
    columns = (
        "case_ref",
        "agency",
        "approach",
        "cash_type",
        "price_year",
        "amount",
        "lines",
        "undated",
        "first",
        "last",
        "intervention",
        "followed",
    )
    order = ("case_ref", "agency", "approach", "cash_type", "price_year")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Costs:
        """The rows, of the kind of money to begin with."""
        rows = [{**row, "amount": float(row["amount"]), "undated": int(row["undated"])} for row in rows]
        shape = replace(super().of(rows, measure), deflators=money.deflators())
        return shape.of_kind(first_kind(shape.kinds, lambda kind: len(shape.of_kind(kind).cases), rows, "lines"))

    # -- Kinds of money

    @cached_property
    def kinds(self) -> list[str | None]:
        """The kinds of money that were spent."""
        return kinds_of(self.rows)

    def of_kind(self, kind: str | None) -> Costs:
        """The same, of another kind of money."""
        return replace(self, kind=kind)

    @cached_property
    def each_kind(self) -> list[Costs]:
        """Each kind of money by itself."""
        return [self.of_kind(kind) for kind in self.kinds]

    @cached_property
    def recorded_avoided(self) -> list[dict]:
        """What was recorded as avoided, by agency, approach and price year, as it was written down: it was not
        spent."""
        found: dict[tuple, tuple[int, float]] = {}
        for row in self.rows:
            if not spent(row):
                key = row["agency"], row["approach"], row["price_year"]
                lines, amount = found.get(key, (0, 0.0))
                found[key] = lines + row["lines"], amount + row["amount"]
        return [
            {"agency": agency, "approach": approach, "price year": year, "amount": round(amount, 2), "lines": lines}
            for (agency, approach, year), (lines, amount) in sorted(
                found.items(), key=lambda i: [in_order(k) for k in i[0]]
            )
        ]

    # -- Cases

    @cached_property
    def _spent(self) -> list[CostRow]:
        """The rows of the cases that this kind of money can be told of: their windows are those of all they spent."""
        return of_kind(self.rows, self.kind)

    @cached_property
    def cases(self) -> dict[str, str | None]:
        """Every case that this kind of money can be told of, with its title."""
        return {row["case_ref"]: row.get("title") for row in self._spent}

    def window(self, case: str, approach: str | None) -> Window:
        """The days in which an approach was paid for in a case.

        With an intervention date: from the first historic line to that day, and from that day until the case was last
        followed. Without, and of what is in neither: from the first line to the last. Unknown where one line has
        no date.
        """
        found = self._by_case.get((case, approach), [])
        if any(row["undated"] for row in found):
            return Window()
        of_case = self._of_case[case]
        day, followed = of_case[0]["intervention"], of_case[0]["followed"]
        first = min((row["first"] for row in found if row["first"]), default=None)
        if day is not None and approach in (HISTORIC, NEW):
            return Window(first, day) if approach == HISTORIC else Window(day, followed)
        return Window(first, max((row["last"] for row in found if row["last"]), default=None))

    @cached_property
    def _of_case(self) -> dict[str, list[CostRow]]:
        found: dict[str, list[CostRow]] = {}
        for row in self._spent:
            found.setdefault(row["case_ref"], []).append(row)
        return found

    @cached_property
    def _by_case(self) -> dict[tuple[str, str | None], list[CostRow]]:
        found: dict[tuple[str, str | None], list[CostRow]] = {}
        for row in self._spent:
            found.setdefault((row["case_ref"], row["approach"]), []).append(row)
        return found

    def _why_alone(self, case: str) -> str:
        """Why a case cannot be compared beside others: empty where both its windows are known."""
        both = [self._by_case.get((case, approach), []) for approach in (HISTORIC, NEW)]
        if any(row["undated"] for rows in both for row in rows):
            return "undated"
        if not both[0]:
            return "no historic cost"
        # A case that costs nothing since its intervention has no new line: to leave it out would hide the best cases.
        if not both[1] and not self.window(case, NEW).days:
            return "no new approach"
        return "" if all(self.window(case, approach).days for approach in (HISTORIC, NEW)) else "no days"

    @cached_property
    def left_out(self) -> dict[str, list[str]]:
        """Cases that are not compared, by why. A case that stands alone is always compared with itself.

        Cases whose windows are known are never mixed with bare totals: one rate for both would be a rate of neither,
        and a bare total is often the same money told twice. Where no case's windows are known, bare totals are
        compared.
        """
        if len(self.cases) == 1:
            return {}
        why = {case: self._why_alone(case) for case in self.cases}
        if "" not in why.values():
            both = [c for c in self.cases if all((c, approach) in self._by_case for approach in (HISTORIC, NEW))]
            why |= dict.fromkeys(both or self.cases, "")
        found: dict[str, list[str]] = {}
        for case, reason in why.items():
            if reason:
                found.setdefault(reason, []).append(case)
        return found

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The cases that everything is worked out from."""
        out = {case for cases in self.left_out.values() for case in cases}
        return tuple(case for case in self.cases if case not in out)

    @property
    def n(self) -> int:
        return len(self.compared)

    @cached_property
    def shown(self) -> list[CostRow]:
        """The rows of this kind of money, of the cases that are compared."""
        compared = set(self.compared)
        return [row for row in self._spent if row["case_ref"] in compared and row["cash_type"] == self.kind]

    @cached_property
    def weightiest(self) -> tuple[str, float] | None:
        """The case with most of the historic cost, and its share."""
        if self.price.refused or not self.total.historic:
            return None
        costs = Counter({case: self._sum(rows) for case, rows in self._grouped("case_ref", HISTORIC).items()})
        case, most = costs.most_common(1)[0]
        return case, most / self.total.historic

    # -- Money

    @cached_property
    def price(self) -> Price:
        """What brings the rows to one price year, or why that cannot be."""
        return money.one_price((row["price_year"] for row in self.shown), self.deflators)

    def _sum(self, rows: Iterable[CostRow]) -> float:
        amount = self.price.total(rows)
        if amount is None:
            raise ValueError("Amounts of these price years are not added up.")
        return amount

    def rows_of(self, approach: str | None) -> list[CostRow]:
        """The rows of an approach, of this kind of money and the cases that are compared."""
        return [row for row in self.shown if row["approach"] == approach]

    def spent_in(self, approach: str | None) -> float | None:
        """What an approach cost; None where it has no row, or its price years cannot be added up."""
        rows = self.rows_of(approach)
        return self.price.total(rows) if rows else None

    def _grouped(self, name: Literal["agency", "case_ref"], approach: str | None) -> dict[str, list[CostRow]]:
        found: dict[str, list[CostRow]] = {}
        for row in self.rows_of(approach):
            found.setdefault(row[name], []).append(row)
        return found

    @cached_property
    def agencies(self) -> list[Line]:
        """A line for each agency, the greatest historic cost first."""
        historic, new, intervention = (self._grouped("agency", approach) for approach in APPROACHES)
        found = [
            Line(
                agency,
                self._sum(historic[agency]) if agency in historic else None,
                self._sum(new[agency]) if agency in new else None,
                self._sum(intervention.get(agency, ())),
            )
            for agency in dict.fromkeys([*historic, *new, *intervention])
        ]
        return sorted(found, key=lambda line: (-(line.historic or 0), -(line.new or 0), in_order(line.name)))

    @cached_property
    def total(self) -> Total:
        """All agencies. What the intervention cost is beside, in neither."""
        historic, new, intervention = (self._sum(self.rows_of(approach)) for approach in APPROACHES)
        return Total(ALL, historic, new, intervention)

    def unrecorded(self, approach: str) -> list[str]:
        """The agencies without a row of an approach, where others have one. They count as nothing in its total."""
        names = [line.name for line in self.agencies if line.of(approach) is None]
        return names if self.comparable else []

    @cached_property
    def not_stated(self) -> float:
        """What was spent in lines that belong to no approach: in no total."""
        return self._sum(self.rows_of(None))

    def share_of(self, line: Line, approach: str) -> float | None:
        """An agency's share of an approach's cost; None where that comes to nothing, or to a credit."""
        part, whole = line.of(approach), self.total.of(approach)
        return share(part, whole) if part is not None and whole and whole > 0 else None

    @cached_property
    def apart(self) -> list[dict]:
        """Cost by price year and agency as it was written down, for when the years cannot be brought to one."""
        found: dict[tuple, dict[str | None, float]] = {}
        for row in self.shown:
            sums = found.setdefault((row["price_year"], row["agency"]), {})
            sums[row["approach"]] = sums.get(row["approach"], 0) + row["amount"]
        return [
            {
                "price year": year,
                "agency": agency,
                **{
                    name: round(sums.get(approach, 0), 2)
                    for name, approach in (
                        ("historic", HISTORIC),
                        ("principles-based", NEW),
                        ("intervention", INTERVENTION),
                    )
                },
            }
            for (year, agency), sums in sorted(found.items(), key=lambda item: in_order(item[0][0]))
        ]

    # -- Time

    @cached_property
    def exposure(self) -> dict[str, Exposure | None]:
        """The days of each approach over all the cases; None where one case's are not known."""
        found: dict[str, Exposure | None] = {}
        for approach in (HISTORIC, NEW):
            days = [self.window(case, approach).days for case in self.compared]
            known = sorted(each for each in days if each is not None)
            found[approach] = Exposure(sum(known), tuple(known)) if known and len(known) == len(days) else None
        return found

    @cached_property
    def comparable(self) -> bool:
        """Whether there is something on both sides. No line at all is nothing known, unless its days are: then it is
        £0."""
        return all(self.rows_of(approach) or self.exposure[approach] for approach in (HISTORIC, NEW))

    @property
    def windows_known(self) -> bool:
        """Whether the two approaches can be compared per month."""
        return all(found is not None and found.days for found in self.exposure.values())

    @property
    def unequal(self) -> bool:
        """Whether one window is more than a tenth longer than the other."""
        if not self.windows_known:
            return False
        shorter, longer = sorted(map(self.days, (HISTORIC, NEW)))
        return longer > UNEQUAL * shorter

    def days(self, approach: str) -> int:
        """The days of an approach over all the cases. Raises ValueError where they are not known."""
        exposure = self.exposure[approach]
        if exposure is None:
            raise ValueError(f"The {approach} window is not known.")
        return exposure.days

    def monthly(self, line: AnyLine) -> AnyLine:
        """A line per case and month of 30.44 days, without what the intervention cost. Both windows must be known."""
        rates = [
            None if amount is None else amount * MONTH / self.days(approach)
            for approach, amount in ((HISTORIC, line.historic), (NEW, line.new))
        ]
        return replace(line, historic=rates[0], new=rates[1], intervention=0.0)

    @cached_property
    def outside(self) -> list[str]:
        """Cases with lines outside the window of their approach: historic after the intervention, or new before it."""
        return sorted(
            case
            for case in self.compared
            if any(
                self.window(case, approach).leaves_out(row["first"], row["last"])
                for approach in (HISTORIC, NEW)
                for row in self._by_case.get((case, approach), ())
            )
        )

    def avoided(self, optimism: float) -> Avoided | None:
        """Cost avoided since the intervention; None where it cannot be worked out.

        (historic rate − new rate) × the days since. That is the high end; the low end takes off the allowance for
        optimism. An increase is a negative amount, and optimism makes it greater.
        """
        if not self.windows_known or self.price.refused:
            return None
        rate = self.monthly(self.total)
        whole = -rate.change * self.days(NEW) / MONTH
        return Avoided(round(whole - abs(whole) * optimism, 2), round(whole, 2))

    # -- As a table, and for a program

    def records(self, measure: Measure) -> list[dict]:
        """A row for each kind of money and agency; where the price years cannot be added up, for each price year
        too."""
        if any(shape.price.refused for shape in self.each_kind):
            return [{"kind of money": _named(shape.kind), **row} for shape in self.each_kind for row in shape.apart]
        monthly = any(shape.windows_known for shape in self.each_kind)
        return [shape._record(line, monthly) for shape in self.each_kind for line in shape.agencies]

    def _record(self, line: Line, monthly: bool) -> dict:
        found = {
            "agency": line.name,
            "kind of money": _named(self.kind),
            "historic": line.historic,
            "historic share": self.share_of(line, HISTORIC),
            "principles-based": line.new,
            "principles-based share": self.share_of(line, NEW),
            "change": _pence(line.change) if self.comparable else None,
            "change share": line.change_share if self.comparable else None,
            "intervention": line.intervention,
        }
        if monthly:
            rate = self.monthly(line) if self.windows_known else None
            found |= {
                "historic per month": rate and _pence(rate.historic),
                "principles-based per month": rate and _pence(rate.new),
                "change per month share": rate and rate.change_share,
            }
        return found

    def facts(self) -> dict[str, object]:
        """For each kind of money its totals, windows, price year and cases; and what was recorded as avoided."""
        return {
            "unit": "£",
            "not_evidence_of_cause": True,
            "kinds_of_money_never_added_together": [shape._facts() for shape in self.each_kind],
            "recorded_as_avoided_in_no_total": [
                {name.replace(" ", "_"): value for name, value in row.items()} for row in self.recorded_avoided
            ],
        }

    def _facts(self) -> dict[str, object]:
        said: dict[str, object] = {
            "kind_of_money": _named(self.kind),
            "cases": list(self.compared),
            "cases_left_out": self.left_out,
            "price_year": self.price.year,
            "price_years_that_cannot_be_added_up": [year or "not stated" for year in self.price.missing],
            "windows_days": {name: found and found.days for name, found in self.exposure.items()},
        }
        if self.price.refused:
            return said
        total = self.total
        said["totals"] = {
            "historic": total.historic,
            "principles_based": total.new,
            "change": round(total.change, 2) if self.comparable else None,
            "change_share": total.change_share if self.comparable else None,
            "intervention": total.intervention,
            "approach_not_stated": self.not_stated,
            "agencies_with_no_historic_cost_recorded": self.unrecorded(HISTORIC),
            "agencies_with_no_principles_based_cost_recorded": self.unrecorded(NEW),
        }
        if self.windows_known:
            rate = self.monthly(total)
            said["per_case_and_month"] = {
                "historic": round(rate.historic, 2),
                "principles_based": round(rate.new, 2),
                "change_share": rate.change_share,
            }
            said["windows_unequal"] = self.unequal
        if avoided := self.avoided(OPTIMISM):
            said["cost_avoided"] = {"low": avoided.low, "high": avoided.high, "allowance_for_optimism": OPTIMISM}
        return said


def _named(kind: str | None) -> str:
    return kind or "Not stated"


def _pence(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2)
