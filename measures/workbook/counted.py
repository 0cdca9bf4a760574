"""Counts of things that are not told one by one: a row for each of them, without words of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Date
from measures.cells.number import Measured
from measures.problems import Problem, shorten
from measures.schema import Column, Sheet
from measures.workbook.layouts import NO_FIGURE, Layout, number_of, totals_of
from measures.workbook.read import Cells, trimmed

MOST = 1_000_000  # things that one sheet may count
OF_EACH = re.compile(r"\b(?:average|avg|mean|each|per)\b", re.I)
FIRST_OF_MONTH = re.compile(r"(\d{4}-\d\d)-01(?: 00:00:00)?")


@dataclass(frozen=True)
class Counted:
    """The cells with a row for each thing, the columns matched, and what is told of them."""

    cells: Cells
    matched: dict[int, Column]
    notes: list[Problem]


def told_one_by_one(
    cells: Cells, sheet: Sheet, row: int, headings: Mapping[int, str], matched: Mapping[int, Column]
) -> Counted:
    """A row for each thing that a sheet counts.

    What would be their words are what kind of thing they are. Minutes of several are shared out among them. A blank
    counts nothing, and what is no count stops the load.
    """
    at = next(p for p, column in matched.items() if column is sheet.counted)
    table = cells.table
    figures = trimmed(table[f"c{at}"].slice(row)).to_pylist()
    numbers = [number_of(words) for words in figures]
    counts = [int(n) if n is not None and n >= 0 and n.is_integer() else 0 for n in numbers]
    sums = totals_of(table.slice(row), row, Layout(cells, headings), {at: None}) if cells.numbers is None else []
    for total in sums:
        counts[total.row - row - 1] = 0
    if sum(counts) > MOST:
        problem = Problem("too-many-counted", cells.sheet, row, at, {"count": f"{sum(counts):,}", "limit": f"{MOST:,}"})
        return Counted(cells, {p: c for p, c in matched.items() if p != at}, [problem])
    others = {p: column for p, column in matched.items() if p != at}
    words = next((p for p, c in others.items() if c.name == sheet.words), None)
    kind = sheet.column(sheet.counted_as)
    if words is not None:
        others.pop(words)
        if kind not in others.values():
            others[words] = kind
    notes = [Problem("counted", cells.sheet, row, at, {"value": shorten(headings[at]), "count": f"{sum(counts):,}"})]
    notes += [Problem("total-row", cells.sheet, total.row) for total in sums]
    own = cells.numbers or range(row + 1, row + 1 + len(counts))
    for place, words, n, count in zip(own, figures, numbers, counts, strict=True):
        if (
            words
            and words.lower() not in NO_FIGURE
            and (n is None or n != count)
            and place not in {t.row for t in sums}
        ):
            notes.append(Problem("not-a-count", cells.sheet, place, at, {"value": shorten(words)}))
    last = max((i for i, n in enumerate(numbers) if n is not None), default=0)
    for place, values in zip(own[last + 1 :], table.slice(row + last + 1).to_pylist(), strict=True):
        if sum(bool(words and words.strip()) for words in values.values()) == 1:
            notes.append(Problem("remark", cells.sheet, place))
    columns = {}
    for name in (name for name in table.column_names if name != f"c{at}"):
        position, column = int(name[1:]), table[name]
        its = others.get(position)
        if its and isinstance(its.type, Measured) and not OF_EACH.search(headings.get(position, "")):
            column = _shared(column, row, counts)
            notes.append(Problem("shared-out", cells.sheet, row, position, {"value": shorten(headings[position])}))
        elif its and isinstance(its.type, Date):
            column = _months(column, row)
        columns[name] = column
    each = pa.array([i for i, count in enumerate(counts) for _ in range(count)], pa.int64())
    below = pa.table({name: pc.take(column.slice(row), each) for name, column in columns.items()})
    made = replace(
        cells,
        table=pa.concat_tables([pa.table({name: column.slice(0, row) for name, column in columns.items()}), below]),
        numbers=tuple(number for number, count in zip(own, counts, strict=True) for _ in range(count)),
        widths=(),
        short=(),
    )
    return Counted(made, others, notes)


def _shared(column: pa.ChunkedArray, row: int, counts: list[int]) -> pa.ChunkedArray:
    """What a cell says of several, for each of them."""
    words = column.to_pylist()
    for i, count in enumerate(counts):
        number = number_of(words[row + i])
        if number is not None and count > 1:
            words[row + i] = f"{number / count:.10g}"
    return pa.chunked_array([pa.array(words, pa.string())])


def _months(column: pa.ChunkedArray, row: int) -> pa.ChunkedArray:
    """Months that a spreadsheet program made days of, as months: counts are seldom of one day, and of its first
    never only."""
    words = column.to_pylist()
    firsts = [FIRST_OF_MONTH.fullmatch(w.strip()) if w else None for w in words[row:]]
    if not any(firsts) or any(w and w.strip() and not first for w, first in zip(words[row:], firsts, strict=True)):
        return column
    return pa.chunked_array([pa.array([*words[:row], *(first and first[1] for first in firsts)], pa.string())])
