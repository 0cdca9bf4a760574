"""Costs added up by agency, historic against principles-based: to date, and in the quarters that are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from measures import money
from measures.definition import Measure
from measures.money import Price
from measures.shapes.base import in_order, share
from measures.shapes.costs.cases import Cases, CostRow
from measures.shapes.costs.figures import OPTIMISM, AnyLine, Avoided, Line, Total
from measures.shapes.costs.kinds import APPROACHES, HISTORIC, INTERVENTION, NEW, spent
from measures.shapes.itself import ALIKE, Changes, Own

ALL = "All agencies"


@dataclass(frozen=True)
class Costs(Cases):
    """What these cases cost, in pounds of one price year."""

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

    @cached_property
    def undated(self) -> float:
        """What has no date, of cases that are compared with themselves: it is in none of their quarters."""
        rows = [row for row in self._own if row["undated"] and row["approach"] in (HISTORIC, NEW)]
        return self._sum(rows) if self.lined_up else 0

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

    # -- Each case with itself

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
            return bool(self.changes.fell or self.changes.rose) and not (self.spent_later or self.undated_since)
        return self.changes.clear

    @property
    def totals_in_percent(self) -> bool:
        """Whether totals are: those of one case to date are of unequal times."""
        return self.in_percent and not (self.lined_up and self.n == 1)

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
        """What the principles-based approach cost after the quarters that are compared, where that is more than a
        tenth of what it cost in them: then they do not speak of it. Else 0."""
        return self._much(row for row in self._own if not row["is_compared"] and not row["undated"])

    @cached_property
    def undated_since(self) -> float:
        """The same of what has no date."""
        return self._much(row for row in self._own if row["undated"])

    def _much(self, rows: Iterable[CostRow]) -> float:
        amount = self._sum(row for row in rows if row["approach"] == NEW)
        return amount if amount > ALIKE * self.changes.after else 0

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
