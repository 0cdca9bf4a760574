"""What every shape can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar, Self, TypeVar

from measures.definition import Measure

Row = TypeVar("Row", bound=Mapping[str, Any])


def share(part: float, whole: float) -> float | None:
    """Part of whole, from 0 to 1. None, “no data”, where there is no whole."""
    return part / whole if whole else None


@dataclass(frozen=True)
class Shape:
    """What every shape can do. A shape is its `rows` in its `columns`, and the arithmetic of them."""

    rows: Sequence[Mapping[str, Any]]
    columns: ClassVar[tuple[str, ...]]
    order: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Self:
        """The shape of a measure's rows, in the order of the columns that `order` names; without these, in that of the
        query."""
        return cls(arranged(rows, cls.order) if cls.order else rows)

    @classmethod
    def columns_of(cls, measure: Measure) -> tuple[str, ...]:
        """The columns in which a measure of this shape answers."""
        return cls.columns

    @property
    def n(self) -> int:
        """How many are counted."""
        return len(self.rows)

    def unsaid(self) -> Mapping[Any, int]:
        """Where nothing can be said of what is counted, how many of it are left out for each reason; else none."""
        return {}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each row of the table a person reads, with headings in words."""
        return [dict(row) for row in self.rows]

    def facts(self) -> dict[str, object]:
        """What a program should know besides the table."""
        return {}


def in_order(value: object) -> tuple:
    """A key that sorts what is not known first, then numbers and dates, then words whatever their case."""
    return (0, "") if value is None else (2, value.casefold(), value) if isinstance(value, str) else (1, value)


def ordered(rows: Sequence[Row], by: Sequence[str]) -> list[Row]:
    """The rows by these columns; those that agree in them stay as they were."""
    places = _places(rows, by)
    return [rows[nth] for nth in sorted(range(len(rows)), key=places.__getitem__)]


def _places(rows: Sequence[Row], by: Sequence[str]) -> list[int]:
    """The place of each row by these columns: rows that agree in them have one."""
    # Column by column, since many rows have few values, and the place of each among them is worked out once.
    places = [0] * len(rows)
    for column in ([row[name] for row in rows] for name in by):
        if len(different := set(column)) > 1:
            place = {value: nth for nth, value in enumerate(sorted(different, key=in_order))}
            places = [before * len(place) + place[value] for before, value in zip(places, column)]
    return places


def arranged(rows: Sequence[Row], by: Sequence[str]) -> list[Row]:
    """The rows by these columns, then by all others: a query that says no order answers in another one every time."""
    places = _places(rows, by)
    found = [rows[nth] for nth in sorted(range(len(rows)), key=places.__getitem__)]
    if len(set(places)) == len(rows):
        return found
    # Few rows agree in the first columns, mostly none: only of these the others are looked at.
    rest = [name for name in rows[0] if name not in by]
    whole, start = [], 0
    for _, alike in groupby(sorted(places)):
        end = start + sum(1 for _ in alike)
        whole += ordered(found[start:end], rest) if end - start > 1 else found[start:end]
        start = end
    return whole
