"""The approaches that money is spent in, and the kinds of money, which are never added together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

HISTORIC, NEW, INTERVENTION = "Historic", "Principles-based", "Intervention"
APPROACHES = (HISTORIC, NEW, INTERVENTION)
# The kinds of money that are spent, and what each is called; None is a row that does not say. What is avoided was not
# spent, and is in no sum of these.
KINDS = {"Cashable": "Cashable", "Capacity": "Capacity", None: "Spending"}
AVOIDED = "Avoided"

Row = TypeVar("Row", bound=Mapping[str, Any])


def spent(row: Mapping[str, Any]) -> bool:
    """Whether a row is of money that was spent at all: a cost that was avoided is not."""
    return row["cash_type"] != AVOIDED


def kinds_of(rows: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """The kinds of money among rows, in the order of `KINDS`."""
    found = {row["cash_type"] for row in rows}
    return [kind for kind in KINDS if kind in found]


def first_kind(
    kinds: Sequence[str | None], cases: Callable[[str | None], int], rows: Iterable[Mapping[str, Any]], lines: str
) -> str | None:
    """The kind to begin with: the one that can be told of most `cases`, and of several the one with most lines; None of
    none.

    `lines` names what says how many lines a row adds up.
    """
    many: Counter[str | None] = Counter()
    for row in rows:
        many[row["cash_type"]] += row[lines]
    return max(kinds, key=lambda kind: (cases(kind), many[kind]), default=None)


def of_kind(rows: Sequence[Row], kind: str | None) -> list[Row]:
    """What was spent, of the cases that a kind of money can be told of: those with a row that states its kind, or with
    one that does not.

    A case whose rows all state other kinds spent nothing of this one; of a case whose rows state none, nobody knows.
    """
    rows = [row for row in rows if spent(row)]
    told = {row["case_ref"] for row in rows if (row["cash_type"] is None) == (kind is None)}
    return [row for row in rows if row["case_ref"] in told]
