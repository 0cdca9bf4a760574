"""Which rows of a sheet may be its headings: one row, or two or three that are one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from measures.problems import letters
from measures.schema import Sheet
from measures.workbook.across import FIGURE_WORDS
from measures.workbook.layouts import BETWEEN, occasions_apart
from measures.workbook.matching import match_columns
from measures.workbook.read import Cells

ROWS_SEARCHED = 20
NO_HEADING = "(no heading)"
ONLY_UNIT = re.compile(r"£.{0,6}|pounds|pence|mins|minutes|hours|hrs|%", re.I)  # as a line of headings


def headings_for(sheet: Sheet, rows: list[tuple[int, dict[int, str]]]) -> dict[int, str]:
    """Of the first rows, the headings if the sheet is of this kind: the row of which most are known, or else the
    fullest."""
    return max((headings for _, headings in rows), key=lambda h: (len(match_columns(sheet, h)), len(h)), default={})


def top_rows(cells: Cells) -> list[tuple[int, dict[int, str]]]:
    """The first rows with something in them: (Excel's row number, {position: words}).

    A heading merged over several rows is a heading of each: under "Call" and "Demand" stand the headings that count.
    """
    found = []
    top = cells.top
    rows = cells.table.slice(top, ROWS_SEARCHED).to_pylist()
    for position, first, last in cells.merged:
        for values in rows[first - top : last - top] if f"c{position}" in cells.table.column_names else ():
            values[f"c{position}"] = rows[first - top - 1][f"c{position}"]
    for number, values in enumerate(rows, start=top + 1):
        words = {int(name[1:]): value.strip() for name, value in values.items() if value and value.strip()}
        if words:
            found.append((number, words))
    return found


def heading_rows(cells: Cells) -> list[tuple[int, dict[int, str]]]:
    """The rows that may be the headings: each of the first rows, and then each two or three that may be headings of
    as many lines, by the number of the lowest; any of these with the column before its first heading; and with a
    line of their own for before and after, or start and review, where each heading ends with one."""
    rows = top_rows(cells)
    words = dict(rows)
    named = {n for n, headings in rows if not any(map(FIGURE_WORDS.fullmatch, headings.values()))}
    three = [n for n in words if {n, n + 1, n + 2} <= named]
    lines = [(n + 1, as_one(words[n], words[n + 1])) for n in words if n + 1 in words]
    lines += [(n + 2, as_one(words[n], words[n + 1], words[n + 2])) for n in three]
    rows += [(row, headings) for row, headings in lines if headings]
    rows += [(row, apart) for row, headings in rows if row in named and (apart := occasions_apart(headings))]
    return rows + [(row, unnamed | headings) for row, headings in rows if (unnamed := _unnamed(cells, row, headings))]


def with_second_lines(cells: Cells) -> list[tuple[int, dict[int, str]]]:
    """The first rows, of which a second line of headings is one with the first: words only under names of several
    columns."""
    rows = top_rows(cells)
    found = []
    for (number, words), following in zip(rows, [*rows[1:], (0, {})], strict=True):
        lower = following[1] if following[0] == number + 1 else {}
        is_second = all(p + 1 not in words or p not in words for p in lower) and not any(
            FIGURE_WORDS.fullmatch(text) for text in lower.values()
        )
        both = as_one(words, lower) if is_second else {}
        found.append((number + 1, both) if both else (number, words))
    return found


def _unnamed(cells: Cells, row: int, headings: Mapping[int, str]) -> dict[int, str]:
    """The column before the first heading where it has words, as what the rows of a table are about often has."""
    first = max((p for p in cells.columns if p < min(headings)), default=None)
    if first is None or not any((words or "").strip() for words in cells.table[f"c{first}"].slice(row, 5).to_pylist()):
        return {}
    return {first: NO_HEADING}


def without_headings(cells: Cells) -> dict[int, str]:
    """What the columns of a sheet are called that has no headings: of its first row on, every row is one of the
    table."""
    return {position: f"Column {letters(position)}" for position in cells.columns}


def as_one(*lines: Mapping[int, str]) -> dict[int, str]:
    """Headings of several lines as one, where the first line has names for several columns of those below; none
    where it has not. Cells merged side by side have their words in the first. A unit in the last line is that of
    what stands above it."""
    *upper, lower = lines
    there = {position for line in lines for position in line}
    if len(lines[0]) < 2 or not {p for line in lines[1:] for p in line} - lines[0].keys():
        return {}
    found, over = {}, [""] * len(upper)
    for position in sorted(there):
        for i, line in enumerate(upper):
            if position in line:
                over[i:] = [line[position], *[""] * (len(upper) - i - 1)]
        parts = [*filter(None, (*over, lower.get(position)))]
        parts = [part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1]]
        if len(parts) > 1 and ONLY_UNIT.fullmatch(parts[-1]):
            parts[-2:] = [f"{parts[-2]} ({parts[-1]})"]
        found[position] = BETWEEN.join(parts)
        if position not in lower:
            over = [""] * len(upper)
    return found
