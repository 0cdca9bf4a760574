"""What the words of cells are read as: each different text of a type once, for all sheets of a workbook together.

Most columns say the same few things again and again, and to plan how a date is read takes longer than to read a
thousand.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType
from measures.sql import quote
from measures.store.scratch import Scratch, to_arrow


class Readings:
    """The texts of every column, by type, and what they are read as. Asked for with the columns that it was made of."""

    def __init__(self, db: Scratch, columns: Iterable[tuple[CellType, pa.ChunkedArray]]) -> None:
        of_type: dict[CellType, list[pa.Array]] = {}
        for type_, column in columns:
            if type_.reads(TEXT) != TEXT:
                of_type.setdefault(type_, []).extend(column.chunks)
        self._texts = {type_: pc.unique(pa.chunked_array(chunks, pa.string())) for type_, chunks in of_type.items()}
        self._read = {type_: _read(db, type_, texts) for type_, texts in self._texts.items()}

    def of(self, type_: CellType, column: pa.ChunkedArray) -> tuple[dict[str, pa.ChunkedArray], frozenset[str]]:
        """The columns that a column of words becomes, by the end of their names, "" for its value; and the `signs`
        of its type that one of its cells has."""
        if type_ not in self._read:
            return {"": column}, frozenset(type_.signs(TEXT, TEXT))
        read, rows = self._read[type_], pc.index_in(column, self._texts[type_])
        values = {end: read["value" + end].combine_chunks().take(rows) for end in ("", *type_.beside)}
        there = read.take(pc.drop_null(pc.unique(rows)))
        return values, frozenset(code for code in type_.signs(TEXT, TEXT) if pc.any(there[code]).as_py())


TEXT = "t"
# A sheet is checked again with each answer that a person gives, and the next has the same words under Yes or No: what
# so few texts are read as is kept for the process, of so many columns.
FEW, MOST = 200, 100
_kept: dict[tuple[CellType, tuple[str | None, ...]], pa.Table] = {}


def _read(db: Scratch, type_: CellType, texts: pa.Array) -> pa.Table:
    if len(texts) > FEW:
        return read(db, type_, texts)
    key = type_, tuple(texts.to_pylist())
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = read(db, type_, texts)
    return found


def read(db: Scratch, type_: CellType, texts: pa.Array) -> pa.Table:
    """A row for each text: its value as this type, what stands beside it, and whether it has each of the type's
    signs."""
    db.register("texts", pa.table({"id": pa.arange(0, len(texts)), TEXT: texts}))
    values = {"": type_.reads(TEXT), **type_.reads_beside(TEXT)}
    listed = ", ".join(f"{sql} AS {quote('value' + end)}" for end, sql in values.items())
    signs = ", ".join(f"{sql} AS {quote(code)}" for code, sql in type_.signs(TEXT, "value").items())
    asked = (
        f"SELECT * EXCLUDE (id){f', {signs}' if signs else ''} FROM (SELECT id, {TEXT}, {listed} FROM texts) ORDER BY "
        f"id"
    )
    return to_arrow(db, asked).combine_chunks()
