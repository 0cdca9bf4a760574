"""Words as they were written, with what stands beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from measures.definition import Measure
from measures.shapes.base import Shape


@dataclass(frozen=True)
class Entry:
    """Some words of a case, and everything that stands beside them."""

    case: str
    about: str | None
    words: str
    consent: bool | None
    beside: tuple[tuple[str, int], ...]
    count: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Listing(Shape):
    """Words as they were written, a row for each thing that stands beside them.

    `rows` have `case`, `words`, `about`, `beside`, `count` (how often), `first`, `last` (dates, or None) and `consent`
    (whether the case may be shown to others; None is not known).
    """

    rows: Sequence[dict]
    columns = ("case", "words", "about", "beside", "count", "first", "last", "consent")
    order = ("case", "first", "words", "beside")

    @property
    def n(self) -> int:
        """How many different words of a case there are."""
        return len({(r["case"], r["words"], r["about"]) for r in self.rows})

    def records(self, measure: Measure) -> list[dict]:
        """The rows under the headings that the measure gives the columns."""
        return [{str(measure.label(c)): r[c] for c in self.columns} for r in self.rows]

    def entries(self) -> list[Entry]:
        """The rows folded to one for each case's words, what stands beside them by date."""
        found: dict[tuple, list[dict]] = {}
        for r in self.rows:
            found.setdefault((r["case"], r["words"], r["about"]), []).append(r)
        return [
            Entry(
                case,
                about,
                words,
                rows[0]["consent"],
                tuple((r["beside"], r["count"]) for r in rows if r["beside"] is not None),
                sum(r["count"] for r in rows),
                min((r["first"] for r in rows if r["first"]), default=None),
                max((r["last"] for r in rows if r["last"]), default=None),
            )
            for (case, words, about), rows in found.items()
        ]

    def search(self, looked_for: str) -> list[Entry]:
        """Entries in which every word looked for occurs, in the words or beside them, whatever its case."""
        parts = looked_for.casefold().split()
        return [
            e
            for e in self.entries()
            if all(
                part in " ".join([e.words, e.about or "", e.case, *(b for b, _ in e.beside)]).casefold()
                for part in parts
            )
        ]
