"""References."""

from __future__ import annotations

from dataclasses import dataclass, replace

from measures.cells.base import CellType
from measures.cells.words import spaced

FIRST_ROW, LAST_ROW, EVERY_ROW = "the first row of each", "the last row of each", "every row by itself"


@dataclass(frozen=True)
class Ref(CellType):
    """A reference to a person, household, case or demand. `a 1` and `A  1` are the same reference; so are `12`, and
    `12.0` and `'12`, which spreadsheet programs make of it.

    Systems give a row to each step of what has a reference: a status, a transfer. Where a list of it `has_steps`, a
    person says which of the `rows` of one reference is read.
    """

    has_steps: bool = False
    rows: str = ""

    says = "a reference"
    repeats = False
    fold = "ref"
    asks = "Of rows with the same “{}”, read"

    def reads(self, text: str) -> str:
        """As written, with single spaces."""
        bare = f"regexp_replace({spaced(text)}, '^[''’]', '')"
        changed = (
            f"left({text}, 1) IN ('''', '’') OR contains({text}, '.0')"  # few: the rest pays for no more than a look
        )
        return f"CASE WHEN {changed} THEN regexp_replace({bare}, '^(\\d+)\\.0+$', '\\1') ELSE {spaced(text)} END"

    def ways(self) -> tuple[str, ...]:
        """Which of the rows of one reference are read."""
        return (FIRST_ROW, LAST_ROW, EVERY_ROW) if self.has_steps else ()

    def read_in(self, way: str) -> Ref | None:
        """A reference of whose rows these are read."""
        return replace(self, rows=way) if way in self.ways() else None
