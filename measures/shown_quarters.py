"""What a steering group may see of cases before and after intervention: quarters of which enough are compared, all
of them together and rounded. Nothing of any one case is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from measures.money import Price
from measures.rounding import FEWEST, STEP, about_few, near_average, rounded, two_digits, two_figures
from measures.shapes import BeforeAndAfter
from measures.shapes.base import share
from measures.shapes.before_and_after import Point
from measures.shapes.itself import Changes, ShownChanges

WHATS = ("transactions", "amount")


@dataclass(frozen=True)
class OfKind:
    """What is told of one kind of money, and of the interactions of the same cases."""

    points: tuple[Point, ...]
    price: Price
    changes: Mapping[str, ShownChanges]


@dataclass(frozen=True)
class ShownQuarters(BeforeAndAfter):
    """Quarters as a steering group sees them: it has no rows, which are of one case each."""

    told: Mapping[str | None, OfKind] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str | None]:
        return list(self.told)

    @property
    def price(self) -> Price:
        return self.told[self.kind].price

    @property
    def points(self) -> list[Point]:
        return list(self.told[self.kind].points)

    @property
    def n(self) -> int:
        return self.changes("transactions").n

    def changes(self, what: str) -> ShownChanges:
        return self.told[self.kind].changes[what]


def shown(shape: BeforeAndAfter, fewest: int = FEWEST) -> ShownQuarters | None:
    """The quarters in which `fewest` cases or more are compared, of each kind of money; None where there is none of
    the kind that it begins with."""
    told = {kind: found for kind in shape.kinds if (found := _of_kind(shape.of_kind(kind), fewest))}
    if shape.kind not in told:
        return None
    return ShownQuarters((), shape.kind, shape.deflators, told)


def _of_kind(shape: BeforeAndAfter, fewest: int) -> OfKind | None:
    enough = [quarter for quarter, cases in shape.followed.items() if len(cases) >= fewest]
    if not enough:
        return None
    # A case whose rows are all in other quarters had nothing in these, and is one of them all the same.
    rows = [row if row["quarter"] in enough else {**row, "quarter": None} for row in shape.rows]
    shape = replace(shape, rows=rows)
    told = {"transactions": partial(_interactions, fewest=fewest), "amount": two_digits}
    changes = {
        what: _changes(own, fewest, told[what]) for what in WHATS if isinstance(own := shape.changes(what), Changes)
    }
    return OfKind(tuple(_point(point, fewest) for point in shape.points), shape.price, changes)


def _point(point: Point, fewest: int) -> Point:
    """A quarter rounded, and what it is for each case as near as that. About few interactions are for each case what
    those that are told come to: with how many cases there are, an average in two figures would tell which few they
    were."""
    cases, transactions = rounded(point.cases), _interactions(point.transactions, fewest)
    exact = point.transactions / point.cases
    told = two_figures(transactions / cases) if about_few(point.transactions, fewest) else near_average(exact, cases)
    each = {"transactions": told}
    if (cost := point.value("amount", True)) is not None:
        each["amount"] = two_figures(cost)
    amount = None if point.amount is None else two_digits(point.amount)
    return Point(point.quarter, cases, transactions, amount, each)


def _interactions(count: float, fewest: int) -> float:
    return STEP if about_few(count, fewest) else two_digits(count)


def _changes(changes: Changes, fewest: int, told: Callable[[float], float] = two_digits) -> ShownChanges:
    """How many cases fell, stayed and rose, where they are enough: none is told as few, which would else be one at
    least. Which way they went is told only beside how many: of few it would tell how many these are, seven being the
    fewest that tell it."""
    before, after = told(changes.before), told(changes.after)
    fell, same, rose = (
        None if cases < fewest else rounded(cases) for cases in (changes.fell, changes.same, changes.rose)
    )
    if not changes.fell + changes.rose:
        fell = rose = 0  # all stayed as they were
    few_moved = bool(changes.direction) and (fell if changes.direction < 0 else rose) is None
    return ShownChanges(
        n=rounded(changes.n),
        fewest=fewest,
        fell=fell,
        same=same,
        rose=rose,
        before=before,
        after=after,
        change_share=share(after - before, before) if before > 0 and after >= 0 else None,
        quarters=changes.quarters,
        direction=0 if few_moved else changes.direction,
        nothing=changes.nothing,
        few=changes.few or few_moved,
        clear=changes.clear and not few_moved,
    )
