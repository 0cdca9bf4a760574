"""References."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import spaced


@dataclass(frozen=True)
class Ref(CellType):
    """A reference to a person, household, case or demand. `a 1` and `A  1` are the same reference."""

    says = "a reference"
    repeats = False
    fold = "ref"

    def reads(self, text: str) -> str:
        """As written, with single spaces."""
        return spaced(text)
