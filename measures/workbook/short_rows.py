"""Rows of a text file in which a separator is missing, so that what follows stands too far to the left, or that have
one too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pyarrow.compute as pc

from measures.problems import TITLE, shorten
from measures.workbook.read import Cells

LOOKED_AT = 500  # rows under the headings, to see what a column has
MOSTLY = 0.8
KINDS = {
    "number": re.compile(r"[-+£(]*\s*[\d,]*\.?\d+\s*[%)]?"),
    "date": re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b.*|\d{1,2} [A-Za-z]{3,9},? \d{2,4}\b.*"),
}


def short_rows(cells: Cells, header_row: int, positions: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """Of each row that has fewer cells than its headings, the first that is of another kind than its column (number,
    date or words), if what follows a missing cell would be of the right kind: (row, column, code, text).

    Where a program leaves out blanks at the end of a row, what is there stands in its place, and nothing is said; nor
    of a line by itself, which has nothing behind it.
    """
    width = cells.widths[header_row - 1] if 0 < header_row <= len(cells.widths) else 0
    short = [(row, number) for row, number in cells.short if row > header_row and number < width]
    if not short:
        return []
    kinds = _kinds(cells, header_row, positions)
    found = []
    for row, number in short:
        (values,) = cells.table.slice(row - 1, 1).to_pylist()
        there = [(values.get(f"c{p}") or "").strip() for p in range(number)]
        wrong = _wrong(there, kinds) if sum(map(bool, there)) > 1 else []
        missing = width - number
        if wrong and any(not _wrong([*there[:at], *[""] * missing, *there[at:]], kinds) for at in range(number)):
            found.append((row, wrong[0], "short-row", shorten(there[wrong[0]])))
    return found


def beyond_headings(cells: Cells, header_row: int) -> list[tuple[int, int, str, str]]:
    """Of each row of a text file that has more cells than its headings, the first that is beyond them.

    A separator without quotation marks made two cells of one, and what is after it stands in the wrong columns. What a
    person writes beside a table is no such thing: a spreadsheet saves that as a blank heading.
    """
    if not 0 < header_row <= len(cells.widths):
        return []
    found: dict[int, tuple[int, str]] = {}
    for position in cells.columns:
        if cells.widths[header_row - 1] <= position < TITLE:
            column = cells.table[f"c{position}"].slice(header_row)
            filled = pc.greater(pc.fill_null(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0), 0)
            for i in pc.indices_nonzero(filled).to_pylist():
                found.setdefault(header_row + 1 + i, (position, column[i].as_py()))
    return [(row, position, "beyond-headings", shorten(words.strip())) for row, (position, words) in found.items()]


def _kinds(cells: Cells, header_row: int, positions: Sequence[int]) -> dict[int, str]:
    """Of which kind nearly all cells of a column are, by its position."""
    rows = cells.table.slice(header_row, LOOKED_AT)
    of_short = {row - header_row - 1 for row, _ in cells.short}
    found = {}
    for position in positions:
        words = [w for i, w in enumerate(rows[f"c{position}"].to_pylist()) if w and w.strip() and i not in of_short]
        counts = Counter(map(_kind, words))
        if counts and counts.most_common(1)[0][1] >= MOSTLY * len(words):
            found[position] = counts.most_common(1)[0][0]
    return found


def _kind(words: str) -> str:
    return next((kind for kind, form in KINDS.items() if form.fullmatch(words.strip())), "words")


def _wrong(values: Sequence[str], kinds: dict[int, str]) -> list[int]:
    """Where a value is of another kind than its column."""
    return [p for p, value in enumerate(values) if value and p in kinds and _kind(value) != kinds[p]]
