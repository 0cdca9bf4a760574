"""Words of any kind."""

from dataclasses import dataclass

from measures.cells.base import CellType


@dataclass(frozen=True)
class Text(CellType):
    """Words, kept as they were written apart from space at either end."""

    says = "words"
    repeats = False

    def reads(self, text: str) -> str:
        """As they are."""
        return text
