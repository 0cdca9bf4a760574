"""Old Excel workbooks (.xls). They have a reader of their own, for the fast one takes the numbers that a chart on a
sheet keeps for cells of the sheet, and tells of no percentages, hidden rows and columns, and merged cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import xlrd

from measures.workbook.formats.base import Marks, RawSheet, Refused, shows_percent
from measures.workbook.formats.fast import read_workbook

CHART = b"\x09\x08\x10\x00\x00\x06\x20\x00"  # where a chart begins, on a sheet or as one
BEGINNING = {0: dt.datetime(1899, 12, 30), 1: dt.datetime(1904, 1, 1)}  # of the days of a workbook, by its mode


def read(path: Path) -> Iterator[RawSheet]:
    """Every sheet with a table; macro sheets, dialogs and charts have none."""
    try:
        book = xlrd.open_workbook(
            str(path), formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        sheets = [_sheet(book, name) for name in book.sheet_names()]
    except MemoryError:
        raise
    except Exception as error:
        if "encrypted" in str(error):
            raise Refused("password") from error
        if CHART in path.read_bytes():
            raise Refused("chart-in-cells") from error
        return read_workbook(
            path, dict
        )  # damaged for this reader: the fast one, which forgives more, has the last word
    return iter(sheets)


def _sheet(book: xlrd.Book, name: str) -> RawSheet:
    sheet = book.sheet_by_name(name)
    if sheet.visibility:
        book.unload_sheet(name)
        return RawSheet(name, hidden=True)
    percent_style = [shows_percent(book.format_map[style.format_key].format_str) for style in book.xf_list]
    columns: dict[int, dict[int, str]] = {}
    marks = Marks()
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind == xlrd.XL_CELL_ERROR:
                shown = xlrd.error_text_from_code.get(int(value), "an error")
                marks.faults.append((row + 1, column, "error-cell", shown))
            elif kind == xlrd.XL_CELL_NUMBER and percent_style[sheet.cell_xf_index(row, column)]:
                columns.setdefault(column, {})[row] = f"{round(float(value) * 100, 10):.12g}%"
            elif words := _words(kind, value, book.datemode):
                columns.setdefault(column, {})[row] = words
    height = 1 + max((row for cells in columns.values() for row in cells), default=-1)
    cells = {p: pa.array([columns[p].get(row) for row in range(height)], pa.string()) for p in sorted(columns)}
    marks.hidden_rows = [row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden]
    marks.hidden_columns = [(column, column) for column, look in sheet.colinfo_map.items() if look.hidden]
    marks.merged = [(left, top + 1, bottom) for top, bottom, left, _ in sheet.merged_cells if bottom > top + 1]
    book.unload_sheet(name)
    return RawSheet(name, cells, marks=marks)


def _words(kind: int, value: str | float, mode: int) -> str:
    """A cell as the fast reader gives it: figures without an exponent, dates with their time."""
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "true" if value else "false"
    if kind == xlrd.XL_CELL_DATE:
        # Excel has a 29 February 1900, which was none: the days before it are a day later than they are counted.
        days = float(value) + (mode == 0 and 0 <= float(value) < 60)
        try:
            return f"{BEGINNING[mode] + dt.timedelta(seconds=round(days * 86_400)):%Y-%m-%d %H:%M:%S}"
        except OverflowError:
            pass
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return str(int(value)) if float(value).is_integer() else f"{Decimal(repr(value)):f}"
    return ""
