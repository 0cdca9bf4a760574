"""References."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import spaced


@dataclass(frozen=True)
class Ref(CellType):
    """A reference to a person, household, case or demand. `a 1` and `A  1` are the same reference; so are `12`, and
    `12.0` and `'12`, which spreadsheet programs make of it."""

    says = "a reference"
    repeats = False
    fold = "ref"

    def reads(self, text: str) -> str:
        """As written, with single spaces."""
        bare = f"regexp_replace({spaced(text)}, '^[''’]', '')"
        changed = (
            f"left({text}, 1) IN ('''', '’') OR contains({text}, '.0')"  # few: the rest pays for no more than a look
        )
        return f"CASE WHEN {changed} THEN regexp_replace({bare}, '^(\\d+)\\.0+$', '\\1') ELSE {spaced(text)} END"
