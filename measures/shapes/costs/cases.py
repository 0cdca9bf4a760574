"""Whose costs are told, and of which days: the cases that can be compared, the windows in which they were paid for,
and the rows of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NotRequired, Self, TypedDict

from measures import money
from measures.definition import Measure
from measures.money import Deflators
from measures.shapes.base import Shape
from measures.shapes.costs.figures import UNEQUAL, Exposure, Window
from measures.shapes.costs.kinds import HISTORIC, NEW, first_kind, kinds_of, of_kind

BARE = "one side alone"  # of bare totals, why a case is not among them


class CostRow(TypedDict):
    """Lines of cost of one case, agency, approach, kind of money and price year, added up: those in the quarters in
    which the case is compared with itself (`is_compared`) by themselves.

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
class Cases(Shape):
    """Cost lines added up by case, agency, approach, kind of money and price year: see `CostRow`.

    Everything below is of one `kind` of money and of the `compared` cases alone: kinds of money are never added
    together. `of_kind` turns to another of the `kinds`.
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
    def of(cls, rows: Sequence[dict], measure: Measure) -> Self:
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

    def of_kind(self, kind: str | None) -> Self:
        """The same, of another kind of money."""
        return replace(self, kind=kind)

    @cached_property
    def each_kind(self) -> list[Self]:
        """Each kind of money by itself."""
        return [self.of_kind(kind) for kind in self.kinds]

    # -- Cases

    @cached_property
    def _spent(self) -> list[CostRow]:
        """The rows of the cases that this kind of money can be told of: their windows are those of all they spent."""
        return of_kind(self.rows, self.kind)

    @cached_property
    def cases(self) -> dict[str, str | None]:
        """Every case that this kind of money can be told of, with its title."""
        return {row["case_ref"]: row.get("title") for row in self._spent}

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
        told twice. Where no case has a quarter on both sides, bare totals are shown, of
        those that have cost on both sides where some have.
        """
        if len(self.cases) == 1:
            return {}
        why = {case: self._of_case[case][0]["why"] for case in self.cases}
        if None not in why.values():
            both = [case for case in self.cases if all(self._sides(case))]
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

    @property
    def kinds_in_part(self) -> list[str]:
        """Cases shown whose rows say their kind of money here and not there."""
        return [
            case for case in self.compared if {r["cash_type"] is None for r in self._of_case[case]} == {True, False}
        ]

    # -- Their rows

    @cached_property
    def shown(self) -> list[CostRow]:
        """The rows of this kind of money: of several cases those in the quarters that are compared, where there are
        any, and what is of neither approach; of one case, all that it cost to date."""
        if not self.lined_up or self.n == 1:
            return self._own
        return [row for row in self._own if row["is_compared"] or row["approach"] not in (HISTORIC, NEW)]

    @cached_property
    def _own(self) -> list[CostRow]:
        """The rows of this kind of money, of the cases that are compared."""
        compared = set(self.compared)
        return [row for row in self._spent if row["case_ref"] in compared and row["cash_type"] == self.kind]

    def rows_of(self, approach: str | None) -> list[CostRow]:
        """The rows of an approach, of those that are shown."""
        return [row for row in self.shown if row["approach"] == approach]

    @cached_property
    def comparable(self) -> bool:
        """Whether there is something on both sides, of the same cases: rows, or quarters that were observed, in which
        no row is £0."""
        return self.lined_up or (self.on_both_sides and not self.of_others)

    @property
    def on_both_sides(self) -> bool:
        """Whether there are rows of either approach."""
        return all(self.rows_of(approach) for approach in (HISTORIC, NEW))

    @cached_property
    def of_others(self) -> bool:
        """Whether what is principles-based is of other cases than what is historic: none of several has both."""
        return not self.lined_up and self.n > 1 and not any(all(self._sides(case)) for case in self.compared)

    def _sides(self, case: str) -> tuple[bool, bool]:
        """Whether a case has rows of the historic approach, and of the principles-based one."""
        return (case, HISTORIC) in self._by_case, (case, NEW) in self._by_case

    # -- Time

    def window(self, case: str, approach: str | None) -> Window:
        """The days in which an approach was paid for in a case.

        With an intervention date: from the first historic line to that day, and from that day until the case was last
        followed, or to the last line, which may lie beyond where the record of another agency ends. Without, and of
        what is in neither: from the first line to the last. Unknown where one line has no date, and where all of them
        are dated on the other side of the intervention.
        """
        found = self._by_case.get((case, approach), [])
        if any(row["undated"] for row in found):
            return Window()
        of_case = self._of_case[case]
        day, followed = of_case[0]["intervention"], of_case[0]["followed"]
        first = min((row["first"] for row in found if row["first"]), default=None)
        last = max((row["last"] for row in found if row["last"]), default=None)
        if day is None or approach not in (HISTORIC, NEW):
            return Window(first, last)
        if approach == HISTORIC:
            return Window(first if first and first <= day else None, day)
        return Window(day, max((end for end in (followed, last) if end and end >= day), default=None))

    def is_dated(self, approach: str) -> bool:
        """Whether every row of an approach has a date, of the cases that are compared."""
        return not any(row["undated"] for case in self.compared for row in self._by_case.get((case, approach), ()))

    @cached_property
    def exposure(self) -> dict[str, Exposure | None]:
        """The days of each approach to date, over all the cases; None where one case's are not known. Where none has
        both approaches, over those that have it."""
        found: dict[str, Exposure | None] = {}
        for approach in (HISTORIC, NEW):
            cases = [case for case in self.compared if not self.of_others or (case, approach) in self._by_case]
            days = [self.window(case, approach).days for case in cases]
            known = sorted(each for each in days if each is not None)
            found[approach] = Exposure(sum(known), tuple(known)) if known and len(known) == len(days) else None
        return found

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

    @cached_property
    def years_without_prices(self) -> int | None:
        """Of how many calendar years rows are that say no price year, where these are more than three."""
        days = [day for row in self.shown if row["price_year"] is None for day in (row["first"], row["last"]) if day]
        years = max(days).year - min(days).year + 1 if days else 0
        return years if years > 3 else None

    @cached_property
    def beyond(self) -> list[str]:
        """Cases with principles-based lines from after the day until which all of their record goes."""
        return sorted(
            case
            for case in self.compared
            if (until := self._of_case[case][0]["followed"])
            and any(row["last"] and row["last"] > until for row in self._by_case.get((case, NEW), ()))
        )

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
