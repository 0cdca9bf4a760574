"""Costs added up by agency, historic against principles-based, and the windows in which each was spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NotRequired, TypedDict

from measures import money
from measures.definition import Measure
from measures.money import Deflators, Price
from measures.shapes.base import Shape, in_order, share
from measures.shapes.costs.figures import OPTIMISM, UNEQUAL, AnyLine, Avoided, Exposure, Line, Total, Window
from measures.shapes.costs.kinds import APPROACHES, HISTORIC, INTERVENTION, NEW, first_kind, kinds_of, of_kind, spent
from measures.shapes.itself import ALIKE, Changes, Own

ALL = "All agencies"
BARE = "one side alone"  # of bare totals, why a case is not among them


class CostRow(TypedDict):
    """Lines of cost of one case, agency, approach, kind of money and price year, added up: those in the quarters in which
    the case is compared with itself (`is_compared`) by themselves.

    `approach`, `cash_type` and `price_year` of None are not stated; `undated` are the lines without a date, `first` and
    `last` the days of those that have one. `most` is the largest of them. A case has as many
    `quarters` after its intervention as before, or `why` it has none; it was `followed` so long.
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
    is_compared: int
    most: float
    quarters: int
    why: str | None


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
        "is_compared",
        "most",
        "quarters",
        "why",
    )
    order = ("case_ref", "agency", "approach", "cash_type", "price_year", "is_compared")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Costs:
        """The rows, of the kind of money to begin with."""
        rows = [
            {**r, "amount": float(r["amount"]), "most": float(r["most"]), "undated": int(r["undated"])} for r in rows
        ]
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

    @cached_property
    def left_out(self) -> dict[str, list[str]]:
        """Cases that are not compared, by why. A case that stands alone is always shown by itself.

        Cases that are compared with themselves are never mixed with bare totals: a bare total is often the same money
        told twice. Where no case has a quarter on both sides, bare totals are shown.
        """
        if len(self.cases) == 1:
            return {}
        why = {case: self._of_case[case][0]["why"] for case in self.cases}
        if None not in why.values():
            both = [c for c in self.cases if all((c, approach) in self._by_case for approach in (HISTORIC, NEW))]
            why = dict.fromkeys(self.cases, BARE) | dict.fromkeys(both or self.cases)
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
    def lined_up(self) -> bool:
        """Whether these cases are compared with themselves, over as many quarters on both sides."""
        return any(self._of_case[case][0]["quarters"] for case in self.compared)

    @cached_property
    def shown(self) -> list[CostRow]:
        """The rows of this kind of money: of several cases those in the quarters that are compared, where there are any,
        and what is of neither approach; of one case, all that it cost to date."""
        if not self.lined_up or self.n == 1:
            return self._own
        return [row for row in self._own if row["is_compared"] or row["approach"] not in (HISTORIC, NEW)]

    @cached_property
    def _own(self) -> list[CostRow]:
        """The rows of this kind of money, of the cases that are compared."""
        compared = set(self.compared)
        return [row for row in self._spent if row["case_ref"] in compared and row["cash_type"] == self.kind]

    @cached_property
    def changes(self) -> Changes:
        """Each case with itself: what it cost before its intervention, and over as many quarters after."""
        if not self.lined_up or self.price.refused:
            return Changes(())
        found = []
        for case in self.compared:
            rows = [row for row in self._own if row["case_ref"] == case and row["is_compared"]]
            before, after = (self._sum(row for row in rows if row["approach"] == of) for of in (HISTORIC, NEW))
            spent_rows = [row for row in rows if row["approach"] in (HISTORIC, NEW)]
            most = max((row["most"] * self.price.factors[row["price_year"]] for row in spent_rows), default=0)
            found.append(Own(case, self._of_case[case][0]["quarters"], before, after, most))
        return Changes(found)

    @cached_property
    def in_percent(self) -> bool:
        """Whether a change is said in per cent: of cases with themselves where chance does not make as much; of bare
        totals only where nothing is known of their times."""
        if not self.lined_up:
            return not any(self.exposure.values()) and not self.kinds_in_part
        if self.n == 1:  # what it is, without a claim that it is no chance
            return bool(self.changes.fell or self.changes.rose) and not self.spent_later
        return self.changes.clear

    @property
    def kinds_in_part(self) -> list[str]:
        """Cases shown whose rows say their kind of money here and not there."""
        return [
            case for case in self.compared if {r["cash_type"] is None for r in self._of_case[case]} == {True, False}
        ]

    @property
    def totals_in_percent(self) -> bool:
        """Whether totals are: those of one case to date are of unequal times."""
        return self.in_percent and not (self.lined_up and self.n == 1)

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
        """The rows of an approach, of those that are shown."""
        return [row for row in self.shown if row["approach"] == approach]

    def spent_in(self, approach: str | None) -> float | None:
        """What an approach cost; None where it has no row, or its price years cannot be added up."""
        rows = self.rows_of(approach)
        return self.price.total(rows) if rows else None

    @cached_property
    def agencies(self) -> list[Line]:
        """A line for each agency, the greatest historic cost first."""
        return self._lines(self.shown)

    def _lines(self, rows: Iterable[CostRow]) -> list[Line]:
        of_agency: dict[str, dict[str | None, list[CostRow]]] = {}
        for row in rows:
            if row["approach"] in APPROACHES:
                of_agency.setdefault(row["agency"], {}).setdefault(row["approach"], []).append(row)
        found = [
            Line(
                agency,
                self._sum(own[HISTORIC]) if HISTORIC in own else None,
                self._sum(own[NEW]) if NEW in own else None,
                self._sum(own.get(INTERVENTION, ())),
            )
            for agency, own in of_agency.items()
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
    def years_without_prices(self) -> int | None:
        """Of how many calendar years rows are that say no price year, where these are more than three."""
        days = [day for row in self.shown if row["price_year"] is None for day in (row["first"], row["last"]) if day]
        years = max(days).year - min(days).year + 1 if days else 0
        return years if years > 3 else None

    @cached_property
    def exposure(self) -> dict[str, Exposure | None]:
        """The days of each approach to date, over all the cases; None where one case's are not known."""
        found: dict[str, Exposure | None] = {}
        for approach in (HISTORIC, NEW):
            days = [self.window(case, approach).days for case in self.compared]
            known = sorted(each for each in days if each is not None)
            found[approach] = Exposure(sum(known), tuple(known)) if known and len(known) == len(days) else None
        return found

    @cached_property
    def comparable(self) -> bool:
        """Whether there is something on both sides: rows, or quarters that were observed, in which no row is £0."""
        return self.lined_up or all(self.rows_of(approach) for approach in (HISTORIC, NEW))

    @property
    def unequal(self) -> bool:
        """Whether one window to date is more than a tenth longer than the other."""
        if not all(self.exposure.values()):
            return False
        shorter, longer = sorted(map(self.days, (HISTORIC, NEW)))
        return longer > UNEQUAL * shorter

    def days(self, approach: str) -> int:
        """The days of an approach to date over all the cases. Raises ValueError where they are not known."""
        exposure = self.exposure[approach]
        if exposure is None:
            raise ValueError(f"The {approach} window is not known.")
        return exposure.days

    @cached_property
    def months(self) -> int:
        """The months on either side over which these cases are compared: three a quarter, of all cases."""
        return 3 * sum(self._of_case[case][0]["quarters"] for case in self.compared)

    def monthly(self, line: AnyLine) -> AnyLine:
        """A line per case and month of the quarters that are compared, without what the intervention cost."""
        of = self._alike[line.name] if line.name in self._alike else Line(line.name, None, None)
        historic, new = (None if amount is None else amount / self.months for amount in (of.historic, of.new))
        return replace(line, historic=historic, new=new, intervention=0.0)

    @cached_property
    def _alike(self) -> dict[str, Line]:
        """Each agency and all of them, in the quarters that are compared."""
        return {line.name: line for line in self._lines(row for row in self._own if row["is_compared"])} | {
            ALL: Line(ALL, self.changes.before, self.changes.after)
        }

    @cached_property
    def spent_later(self) -> float:
        """What the principles-based approach cost after the quarters that are compared, where that is more than a tenth of
        what it cost in them: then they do not speak of it. Else 0."""
        later = self._sum(row for row in self._own if row["approach"] == NEW and not row["is_compared"])
        return later if later > ALIKE * self.changes.after else 0

    @cached_property
    def undated(self) -> float:
        """What has no date, of cases that are compared with themselves: it is in none of their quarters."""
        rows = [row for row in self._own if row["undated"] and row["approach"] in (HISTORIC, NEW)]
        return self._sum(rows) if self.lined_up else 0

    @cached_property
    def outside(self) -> list[str]:
        """Cases with lines that are dated on the other side of the intervention than they state."""
        return sorted(
            case
            for case in self.compared
            if (day := self._of_case[case][0]["intervention"])
            and any(
                (row["last"] and row["approach"] == HISTORIC and row["last"] >= day)
                or (row["first"] and row["approach"] == NEW and row["first"] < day)
                for row in self._of_case[case]
            )
        )

    def avoided(self, optimism: float) -> Avoided | None:
        """Cost avoided in the quarters since that are compared: the sum of the cases' own changes, as a range from how
        much these differ. None of fewer than two cases.

        The low end takes off the allowance for optimism too. An increase is a negative amount, and optimism makes it
        greater.
        """
        if self.changes.total is None:
            return None
        least, most = -self.changes.total.high, -self.changes.total.low
        whole = self.changes.before - self.changes.after
        return Avoided(round(least - abs(whole) * optimism, 2), round(most, 2))

    # -- As a table, and for a program

    def records(self, measure: Measure) -> list[dict]:
        """A row for each kind of money and agency; where the price years cannot be added up, for each price year
        too."""
        if any(shape.price.refused for shape in self.each_kind):
            return [{"kind of money": _named(shape.kind), **row} for shape in self.each_kind for row in shape.apart]
        monthly = any(shape.lined_up for shape in self.each_kind)
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
            rate = self.monthly(line) if self.lined_up else None
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
            "days_to_date": {name: found and found.days for name, found in self.exposure.items()},
            "months_compared_on_either_side": self.months,
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
        if self.lined_up:
            rate = self.monthly(total)
            said["per_case_and_month"] = {"historic": round(rate.historic, 2), "principles_based": round(rate.new, 2)}
            said["each_case_with_itself"] = self.changes.as_dict()
        if avoided := self.avoided(OPTIMISM):
            said["cost_avoided"] = {"low": avoided.low, "high": avoided.high, "allowance_for_optimism": OPTIMISM}
        return said


def _named(kind: str | None) -> str:
    return kind or "Not stated"


def _pence(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2)
