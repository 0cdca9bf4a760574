"""Cells that say what the one above them says: with a ditto mark, or blank below the first row of a group."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import DITTO
from measures.problems import Problem, cell, shorten
from measures.words import listed
from measures.workbook.recognised import Recognised

GROUPED = ("agency", "locality", "street")  # by which reports are grouped, each named in the first row of its own
AT_LEAST = 3  # blank cells
# However their letters are: to fold those of every cell takes longer than to look for each of these.
MARKS = sorted(
    {
        each
        for mark in DITTO
        for each in (mark, mark.upper(), mark.title(), mark.capitalize(), mark.capitalize().swapcase())
    }
)


def as_above(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """The cells under the headings, trimmed and null where blank, with what stands above in the place of ditto marks;
    and what is told of these, and of groups of which only the first row has the name. An amount or the key of a row
    is none that is so repeated."""
    found = []
    keys = recognised.sheet.key if recognised.sheet else ()
    marked = pa.array(MARKS)
    for position in sorted((*recognised.columns, *recognised.flags)):
        name, column = f"c{position}", recognised.columns.get(position)
        if name not in cells.column_names or (column and (column.type.amount or column.name in keys)):
            continue
        details = {"heading": shorten(recognised.headings.get(position, ""))}
        if pc.any(pc.is_in(cells[name], marked)).as_py():
            made, marks = _without_ditto(cells[name].to_pylist())
            cells = cells.set_column(cells.column_names.index(name), name, pa.array(made, pa.string()))
            if marks:
                row = next(iter(marks))
                where = cell(recognised.cells.sheet, _row(recognised, row), position).rpartition("!")[2]
                more = {"count": f"{len(marks):,}", "value": marks[row], "cell": where, "now": shorten(made[row])}
                found.append(Problem("as-above", recognised.cells.sheet, None, position, {**details, **more}))
        elif column and column.name in GROUPED and not column.required and (names := _of_groups(cells, name)):
            more = {
                "names": listed([f"“{shorten(words)}”" for words in names[:3]]),
                "count": f"{_blank(cells, name):,}",
            }
            found.append(Problem("blank-below", recognised.cells.sheet, None, position, {**details, **more}))
    return cells, found


def _row(recognised: Recognised, place: int) -> int:
    numbers = recognised.cells.numbers
    return numbers[place] if numbers is not None else recognised.header_row + 1 + place


def _without_ditto(words: list[str | None]) -> tuple[list[str | None], dict[int, str]]:
    """The words with what is meant by ditto marks, and where these were; one below nothing stays as it is."""
    made: list[str | None] = []
    marks = {}
    for place, text in enumerate(words):
        above = made[-1] if made else None
        if text and text.lower() in DITTO and above and above.lower() not in DITTO:
            marks[place] = text
            text = above
        made.append(text)
    return made, marks


def _blank(cells: pa.Table, name: str) -> int:
    there = [any(values) for values in zip(*(cells[other].to_pylist() for other in cells.column_names), strict=True)]
    return sum(row and not words for row, words in zip(there, cells[name].to_pylist(), strict=True))


def _of_groups(cells: pa.Table, name: str) -> list[str]:
    """The names of a column that stand as those of groups: the first in the first row, each once, and most of the
    rows without any."""
    words = cells[name]
    if words.null_count < AT_LEAST or 2 * words.null_count < len(words) or not words[0].as_py():
        return []
    names = words.drop_null().to_pylist()
    if len(names) < 2 or len({*names}) < len(names):
        return []
    return names if _blank(cells, name) >= max(AT_LEAST, len(names)) else []
