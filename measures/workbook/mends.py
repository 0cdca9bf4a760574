"""What a person changes in a sheet before it is loaded: a cell that is put right or cleared, a row that is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from measures.problems import cell, shorten
from measures.uploads import Upload
from measures.workbook.read import Cells


@dataclass(frozen=True)
class Mend:
    """One change: the cell's row as Excel counts it and its column from 0, what the file says there, and what is put in
    its place ("" for a blank). Without a column the row is left out."""

    row: int
    column: int | None = None
    was: str = ""
    now: str = ""

    @property
    def place(self) -> tuple[int, int | None]:
        """By which a later change of the same cell takes the place of an earlier one."""
        return self.row, self.column

    def in_words(self, sheet: str) -> str:
        """The change as History lists it."""
        where = cell(sheet, self.row, self.column)
        if self.column is None:
            return f"{where} left out"
        now = f"“{shorten(self.now)}”" if self.now else "blank"
        return f"{where} “{shorten(self.was)}” is {now}" if self.was else f"{where}, blank in the file, is {now}"


def also(mends: Iterable[Mend], new: Iterable[Mend]) -> tuple[Mend, ...]:
    """The changes of a sheet with new ones: one for each cell. What is put back as it was in the file is no change."""
    found = {mend.place: mend for mend in (*mends, *new)}
    return tuple(mend for mend in found.values() if mend.column is None or mend.now != mend.was or not mend.was)


def in_file(cells: Cells, row: int, column: int) -> str:
    """What the file shows in a cell: an error too."""
    shown = next((text for r, c, _, text in cells.faults if (r, c) == (row, column)), None)
    if shown is not None or row > cells.table.num_rows or f"c{column}" not in cells.table.column_names:
        return shown or ""
    return cells.table[f"c{column}"][row - 1].as_py() or ""


def without(mends: Iterable[Mend], places: Iterable[tuple[int, int | None]]) -> tuple[Mend, ...]:
    """The changes of a sheet without those of these places."""
    gone = {*places}
    return tuple(mend for mend in mends if mend.place not in gone)


def mended(cells: Cells, mends: Sequence[Mend]) -> Cells:
    """A sheet with what a person changed: cells put right, and rows that are left out blank, so that they are no
    rows."""
    if not mends or cells.problem or cells.hidden:
        return cells
    out = {mend.row for mend in mends if mend.column is None}
    put = {(mend.row, mend.column): mend.now for mend in mends if mend.column is not None and mend.row not in out}
    length = max(cells.table.num_rows, *(row for row, _ in put), 0) if put else cells.table.num_rows
    columns = {int(name[1:]): cells.table[name] for name in cells.table.column_names}
    for position in {position for _, position in put if position is not None}:
        columns.setdefault(position, pa.chunked_array([pa.nulls(cells.table.num_rows, pa.string())]))
    for position, words in columns.items():
        if more := length - len(words):
            words = pa.chunked_array([*words.chunks, pa.nulls(more, pa.string())])
        new = dict.fromkeys(row for row in out if row <= length)
        new |= {row: now or None for (row, its), now in put.items() if its == position}
        columns[position] = _with(words, new)
    table = pa.table({f"c{position}": columns[position] for position in sorted(columns)})
    faults = tuple(f for f in cells.faults if f[0] not in out and (f[0], f[1]) not in put)
    short = tuple(row for row in cells.short if row[0] not in out)
    return replace(cells, table=table, faults=faults, short=short)


def _with(words: pa.ChunkedArray, new: Mapping[int, str | None]) -> pa.ChunkedArray:
    """A column with new words in some of its rows, counted from 1."""
    if not new:
        return words
    rows = sorted(new)
    places = pa.array([row - 1 for row in rows])
    mask = pc.is_in(pa.arange(0, len(words)), places)
    return pa.chunked_array(
        [pc.replace_with_mask(words.combine_chunks(), mask, pa.array([new[r] for r in rows], pa.string()))]
    )


def rows_left_out(mends: Iterable[Mend]) -> int:
    """How many rows a person leaves out."""
    return sum(mend.column is None for mend in mends)


def kept(mends: Sequence[Mend]) -> list[list]:
    """For the store, with the upload."""
    return [[mend.row, mend.column, mend.was, mend.now] for mend in mends]


def mends_of(upload: Upload) -> tuple[Mend, ...]:
    """What was changed in the sheet of an upload before it was loaded."""
    return tuple(Mend(*mend) for mend in upload.mapping.get("mends", ()))
