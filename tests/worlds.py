"""Small worlds: workbooks and sheets made from a few rows, and loaded through the door that the pages use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from measures.cells import Change, Rating, Street
from measures.sheets import SHEETS
from measures.store import Incoming, Loaded, Store
from measures.workbook.prepare import Prepared, prepare
from tests.written import xlsx

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "data" / "examples"
ARROW = {
    "DATE": pa.date32(),
    "TIME": pa.time64("us"),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
}

Rows = Sequence[Mapping[str, object]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx of sheets by name. Rows are keyed by heading; a heading stands where a row first has it."""
    tables = {}
    for name, rows in sheets.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        tables[name] = [headings, *([row.get(heading) for heading in headings] for row in rows)]
    return xlsx(tables)


def prepared(sheets: Mapping[str, Rows], name: str = "test.xlsx") -> Prepared:
    """The workbook, read and checked. It must be one that loads."""
    found = prepare(name, workbook(sheets))
    assert not found.stops(), [str(p) for p in found.stops()]
    return found


def load(store: Store, sheets: Mapping[str, Rows], name: str = "test.xlsx") -> list[Loaded]:
    """Write, read, check and load a workbook."""
    return store.load(prepared(sheets, name).incoming(), "a test")


def incoming(kind: str, rows: Rows, flags: Sequence[str] = (), replaces: Sequence[int] = (), **more) -> Incoming:
    """A checked sheet, without the file. Rows are keyed by column name, and by name of flag; spreadsheet rows from 2.
    A column is there where a row has it."""
    declared = SHEETS[kind]
    columns = {"row": pa.array(range(2, len(rows) + 2), pa.int32())}
    there = {name for row in rows for name in row}
    for column in declared.columns:
        if column.name not in there:
            continue
        type_ = ARROW.get(column.type.stored, pa.string())
        columns[column.name] = pa.array([row.get(column.name) for row in rows], type_)
        if getattr(column.type, "or_more", False):
            more_ = [row.get(f"{column.name}_or_more") for row in rows]
            columns[f"{column.name}_or_more"] = pa.array(more_, pa.bool_())
        if isinstance(column.type, Rating | Change):
            for end, type_ in column.type.beside.items():
                columns[column.name + end] = pa.array([row.get(column.name + end) for row in rows], ARROW[type_])
        if isinstance(column.type, Street):
            keys = [row[column.name].lower() if row.get(column.name) else None for row in rows]
            columns[column.name + "_key"] = pa.array(keys, pa.string())
    for i, flag in enumerate(flags):
        columns[f"flag{i}"] = pa.array([row.get(flag) for row in rows], pa.bool_())
    words = {"file_name": "test.xlsx", "sha256": "0" * 64, "sheet": declared.title, **more}
    return Incoming(kind, rows=pa.table(columns), flag_names=tuple(flags), replaces=tuple(replaces), **words)


def households(count: int, says: str = "Larkspur Road", start: int = 0, **more) -> Incoming:
    """Households H0, H1… on one street, each with one flag set and one not known."""
    rows = [{"household_ref": f"H{i}", "street": says, "Crime": True} for i in range(start, start + count)]
    return incoming("households", rows, ("Crime", "VA"), **more)


def costs(count: int, says: str = "Visit", **more) -> Incoming:
    """Cost lines that differ only in their case: a kind of sheet without a key."""
    rows = [{"case_ref": f"C{i}", "agency": "Health", "cost": 10, "activity": says} for i in range(count)]
    return incoming("transactions", rows, **more)


def count(store: Store, kind: str, version: int | None = None) -> int:
    """How many rows of a kind are current."""
    return store.counts(version)[kind]
