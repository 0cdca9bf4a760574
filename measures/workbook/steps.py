"""Columns of references of which several rows have the same, and with it the same day and the same words: a system gave
a row to each status or transfer of one demand."""

from __future__ import annotations

from collections.abc import Mapping

from measures.cells import Ref
from measures.schema import Column, Sheet
from measures.workbook.read import Cells

FEWEST = 3  # rows that have the reference of an earlier one
MOSTLY = 0.8
ROWS_SEARCHED = 5_000


def may_have_steps(sheet: Sheet) -> Column | None:
    """The column of references of whose rows one is read where they are steps, if the kind has such a one."""
    column = sheet.column(sheet.key[0]) if sheet.key else None
    return column if column and isinstance(column.type, Ref) and column.type.has_steps else None


def are_steps(cells: Cells, sheet: Sheet, row: int, position: int, matched: Mapping[int, Column]) -> bool:
    """Whether rows with the same words in a column are steps of one thing: one in ten or more has those of an earlier
    one, and nearly all of these have its day and its words too."""
    known_by = [p for p, column in matched.items() if column.name in sheet.known_by]
    if len(known_by) < len(sheet.known_by):
        return False
    rows = cells.table.slice(row, ROWS_SEARCHED)
    references = [(words or "").strip() for words in rows[f"c{position}"].to_pylist()]
    others = zip(*(rows[f"c{p}"].to_pylist() for p in sorted(known_by)), strict=True)
    first: dict[str, tuple] = {}
    again = alike = filled = 0
    for reference, its in zip(references, others, strict=True):
        if not reference or not all(its):
            continue
        filled += 1
        if first.setdefault(reference, its) is not its:
            again += 1
            alike += first[reference] == its
    return again >= FEWEST and 10 * again >= filled and alike >= MOSTLY * again
