"""Postcodes."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import SPACE, spaced


@dataclass(frozen=True)
class Postcode(CellType):
    """A UK postcode, kept in capitals with its space. Anything else is kept as written."""

    says = "a postcode such as ZZ9 4DF"

    def reads(self, text: str) -> str:
        """Its two parts with a space between, whatever was typed."""
        squeezed = f"upper(regexp_replace({text}, '{SPACE}', '', 'g'))"
        shaped = f"regexp_full_match({squeezed}, '[A-Z]{{1,2}}\\d[A-Z0-9]?\\d[A-Z]{{2}}')"
        return f"CASE WHEN {shaped} THEN regexp_replace({squeezed}, '(...)$', ' \\1') ELSE upper({spaced(text)}) END"

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """What is no postcode: none ends with an I or an O, which a 1 or a 0 was meant for."""
        return [("no-postcode", f"NOT regexp_full_match({value}, '[A-Z]{{1,2}}\\d[A-Z0-9]? \\d[A-HJ-NP-Z]{{2}}')")]
