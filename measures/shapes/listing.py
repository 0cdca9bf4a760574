"""Rows as they were written, each under the heading that its measure gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from measures.definition import Measure
from measures.shapes.base import Shape, arranged

# What stands beside words, and how often and when; rows that differ in nothing else are one entry.
BESIDE = ("beside", "count", "first", "last")
# Where a finding is, as Excel shows it: known when the query has said of which upload, row and column it is.
PLACE = ("file", "cell")
MOST = 200  # rows that a query gives of words without end


class Beside(NamedTuple):
    """What stands beside words, and how often."""

    words: str
    count: int


@dataclass(frozen=True)
class Entry:
    """Some words of a case, and everything that stands beside them."""

    case: str
    about: str | None
    words: str
    consent: bool | None
    beside: tuple[Beside, ...]
    count: int
    first: dt.date | None
    last: dt.date | None

    @property
    def text(self) -> str:
        """Everything it says, for those who look for a word."""
        return " ".join([self.words, self.about or "", self.case, *(b.words for b in self.beside)])


@dataclass(frozen=True)
class Listing(Shape):
    """Rows as they were written.

    The columns are those to which the measure gives a heading, in `labels`. Somebody's words of a case have `case`,
    `words`, `about`, one thing `beside` them, `count`, `first`, `last` and `consent` (None: not known). What was found
    in an upload has `upload`, the `row` of the spreadsheet or None for the whole list, its declared `column`, `what`,
    and how many were `found` and `stated`. A query that gives only the first of many rows says in `total` how many
    there are, and they stay in its order.
    """

    rows: Sequence[Mapping[str, Any]]
    order = ("case", "first", "words", "beside", "upload", "row", "what")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Listing:
        """The rows by case, date and words, or by where they were found."""
        if not rows or "total" in rows[0]:
            return cls(rows)
        return cls(arranged(rows, [name for name in cls.order if name in rows[0]]))

    @classmethod
    def columns_of(cls, measure: Measure) -> tuple[str, ...]:
        """The columns that the measure gives a heading."""
        return tuple(str(column) for column in measure.labels)

    @property
    def n(self) -> int:
        """How many there are, shown or not; words with several things beside them are one."""
        return self.rows[0]["total"] if self.is_cut else len(self._entries())

    @property
    def is_cut(self) -> bool:
        """Whether the query gives only the first rows, and says how many there are."""
        return bool(self.rows) and "total" in self.rows[0]

    def records(self, measure: Measure) -> list[dict]:
        """The rows under the headings that the measure gives their columns, and the place of each that has one."""
        place = PLACE if self.rows and PLACE[-1] in self.rows[0] else ()
        headings = {column: str(measure.label(column)) for column in self.columns_of(measure) if column != "total"}
        return [{words: r[c] for c, words in headings.items()} | {c: r[c] for c in place} for r in self.rows]

    def facts(self) -> dict[str, object]:
        """How many of the rows there are here, where that is not all."""
        return {"shown": len(self.rows), "most_shown": MOST} if self.is_cut else {}

    def _entries(self) -> list[list[Mapping[str, Any]]]:
        """The rows of each entry."""
        found: dict[tuple, list[Mapping[str, Any]]] = {}
        for row in self.rows:
            found.setdefault(tuple(value for name, value in row.items() if name not in BESIDE), []).append(row)
        return list(found.values())

    def entries(self) -> list[Entry]:
        """The rows folded to one for each case's words, what stands beside them by date."""
        return [
            Entry(
                rows[0]["case"],
                rows[0]["about"],
                rows[0]["words"],
                rows[0]["consent"],
                tuple(Beside(r["beside"], r["count"]) for r in rows if r["beside"] is not None),
                sum(r["count"] for r in rows),
                min((r["first"] for r in rows if r["first"]), default=None),
                max((r["last"] for r in rows if r["last"]), default=None),
            )
            for rows in self._entries()
        ]

    def search(self, looked_for: str) -> list[Entry]:
        """Entries in which every word looked for occurs, in the words or beside them, whatever its case."""
        parts = looked_for.casefold().split()
        return [entry for entry in self.entries() if all(part in entry.text.casefold() for part in parts)]
