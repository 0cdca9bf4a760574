"""A table of words as a page sets it: numbers apart from words, and a unit that a whole column has said once, in its
heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NUMBER = re.compile(r"(?P<sign>[+−-]?)(?P<pound>£?)(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<per>%?)")
FIGURE = re.compile(r"[+−-]?£?\d")
SHORT = 48  # letters that a cell of one line has room for
LONG = 16  # rows from which a table is longer than a screen
AT_ONCE = 2_000  # rows that go to a browser whole: of more the first, and the others as somebody comes to them
PRINTED = 500  # rows of a table that are printed: ten sheets of A4; pages/ui/page.css has the same


@dataclass(frozen=True)
class Column:
    """A column: its heading with the unit of all its cells, the cells in words without it, and, where it is of
    numbers, the number of each: None of a cell that has none, such as “none recorded”."""

    heading: str
    cells: tuple[str, ...]
    numbers: tuple[float | None, ...] | None = None

    @property
    def only_numbers(self) -> bool:
        """Whether there is nothing but numbers and blanks in it."""
        numbers = self.numbers or ()
        return bool(numbers) and all(n is not None or not cell for n, cell in zip(numbers, self.cells, strict=True))


def columns(rows: Sequence[Mapping[str, object]]) -> list[Column]:
    """The columns of a table of words."""
    words = {heading: [str(row.get(heading, "")) for row in rows] for heading in (rows[0] if rows else ())}
    # The first column is what a row is of, a year or a week among them, and no figure.
    return [
        Column(heading, tuple(its)) if not nth else _column(heading, its)
        for nth, (heading, its) in enumerate(words.items())
    ]


def _column(heading: str, cells: Sequence[str]) -> Column:
    found = [
        NUMBER.fullmatch(cell.replace("\u2060", "")) for cell in cells
    ]  # a sign and its figure are kept on one line
    numbers = [match for match in found if match]
    others = [cell for cell, match in zip(cells, found, strict=True) if match is None]
    if not numbers or any(FIGURE.match(cell) for cell in others):  # of several units, each cell says its own
        return Column(heading, tuple(cells))
    unit = ""
    if all(match["pound"] and not match["per"] for match in numbers):
        unit = "£"
    elif all(match["per"] and not match["pound"] for match in numbers):
        unit = "%"
    read = tuple(None if match is None else _number(match) for match in found)
    if not unit or unit in heading:
        return Column(heading, tuple(cells), read)
    bare = tuple(cell if match is None else cell.replace(unit, "") for cell, match in zip(cells, found, strict=True))
    return Column(f"{heading}, {unit}" if heading else unit, bare, read)


def _number(match: re.Match) -> float:
    value = float(match["figure"].replace(",", ""))
    return -value if match["sign"] in ("−", "-") else value


def sortable(found: Sequence[Column]) -> bool:
    """Whether somebody would look for the greatest in it: more rows than a screen has, and a column of nothing but
    numbers. Words of more than a line stay in a table that wraps them."""
    tall = bool(found) and len(found[0].cells) > LONG
    short = all(len(cell) <= SHORT for column in found for cell in column.cells)
    return tall and short and any(column.only_numbers for column in found)


def not_printed(rows: int, file: bool) -> str:
    """On paper, above a table of more rows than are printed: how many are, and where the others are. Blank where all
    are."""
    if rows <= PRINTED:
        return ""
    others = "in its file, under Take away" if file else "on the screen"
    return f"Printed are the first {PRINTED} of {rows:,} rows: the others are {others}."
