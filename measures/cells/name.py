"""Names of what rows are counted by: agencies, types of demand, places."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from measures.cells.text import Text

FIRST, AS_ONE, EACH = "the first", "all as one name", "a row for each"
SEPARATORS = re.compile(r"\s*[;|\n\r]+\s*")


@dataclass(frozen=True)
class Name(Text):
    """A name, kept as it was written. Forms and lists put several into one cell (Waste;Contact centre): how such a cell
    is read a person says, as `several`. Where a row may count under `each` of them, it may be a row of each."""

    several: str = ""
    each: bool = False

    repeats = True
    asks = "Where a cell under “{}” has several, read"

    def ways(self) -> tuple[str, ...]:
        """What is read of several."""
        return (FIRST, AS_ONE, EACH) if self.each else (FIRST, AS_ONE)

    def read_in(self, way: str) -> Name | None:
        """Names of which the first is read where there are several, or all as one, or each in a row of its own."""
        return replace(self, several=way) if way in self.ways() else None


def parts(words: str, alone: Collection[str]) -> list[str]:
    """The names that stand in one cell. A comma is between two of them only where each stands `alone` in another cell
    of the column, there in lower case; the numbers that a list has beside its names are none of them.

    >>> parts("12;#Waste;#13;#Revenues;#", ()), parts("Waste, Revenues", {"waste", "revenues"})
    (['Waste', 'Revenues'], ['Waste', 'Revenues'])
    >>> parts("Waste, Revenues", ())
    ['Waste, Revenues']
    """
    if ";#" in words:
        found = [part.strip() for part in words.split(";#") if part.strip()]
        numbered = len(found) > 1 and len(found) % 2 == 0 and all(map(str.isdecimal, found[::2]))
        return found[1::2] if numbered else found
    found = [part for part in SEPARATORS.split(words) if part]
    if len(found) == 1 and "," in words:
        among = [part.strip() for part in words.split(",")]
        return among if all(part.lower() in alone for part in among) else found
    return found
