"""The fast reader, for workbooks of every format: all cells as text, from row 1 so that addresses are Excel's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import fastexcel
import pyarrow as pa

from measures.workbook.formats.base import Marks, RawSheet, Refused

# Excel's own error values; calamine reports them as text of this form.
ERROR_NAMES = {
    "NA": "#N/A",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


def read_workbook(path: Path, look_inside: Callable[[], dict[str, Marks]]) -> Iterator[RawSheet]:
    """Every sheet of a workbook. `look_inside` finds the marks of its sheets, by name: what the fast reader does not
    tell."""
    with ThreadPoolExecutor(1) as beside:  # the fast reader lets other threads run while it reads
        yield from _read_sheets(path, beside.submit(look_inside).result)


def _read_sheets(path: Path, look: Callable[[], dict[str, Marks]]) -> Iterator[RawSheet]:
    try:
        reader = fastexcel.read_excel(path)
        for name in reader.sheet_names:
            try:
                sheet = reader.load_sheet(
                    name, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
                )
            except fastexcel.FastExcelError as error:
                if "no data" in str(error).lower() or "empty" in str(error).lower():
                    continue
                raise
            if sheet.visible != "visible":
                yield RawSheet(name, hidden=True)
                continue
            batch, errors = sheet.to_arrow_with_errors()
            positions = [info.absolute_index for info in sheet.available_columns()]
            cells = {
                position: batch.column(i)
                for i, position in enumerate(positions)
                if batch.column(i).null_count < batch.num_rows
            }
            marks, instead = look().get(name) or Marks(), {}
            for row, column, *_ in marks.faults:  # some programs write an error as words, or as 0
                instead.setdefault(column, {})[row] = None
            for error in errors.errors if errors else ():
                # An error's position counts rows from 0 at the top of the sheet, and columns from its first used one.
                row, column = error.position[0] + 1, positions[error.position[1]]
                if duration := re.search(r'DurationIso\("(.*)"\)', error.detail):
                    instead.setdefault(column, {})[row] = _duration(duration[1])
                else:
                    marks.faults.append((row, column, "error-cell", _error_name(error.detail)))
            yield RawSheet(name, _as_shown(cells, marks.percent, instead), marks=marks)
    except fastexcel.FastExcelError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error


def _error_name(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return ERROR_NAMES.get(found.group(1), "#" + found.group(1)) if found else "an error"


def _duration(iso: str) -> str:
    """OpenDocument's PT0H25M00S as the other formats give it: the moment so long after the start of Excel's day 0."""
    parts = re.fullmatch(r"P(?:(\d{1,3})D)?T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:[.,]\d*)?S)?", iso)
    if not parts:
        return iso
    days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    moment = datetime(1899, 12, 31) + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _as_shown(
    cells: dict[int, pa.Array], percent: dict[int, set[int]], instead: dict[int, dict[int, str | None]]
) -> dict[int, pa.Array]:
    """Put 24.1% where Excel shows 24.1% and stores 0.241; and other words where there are some."""
    for column in cells.keys() & (percent.keys() | instead.keys()):
        values = cells[column].to_pylist()
        for row in percent.get(column, ()):
            if row <= len(values) and values[row - 1] is not None:
                try:
                    values[row - 1] = f"{round(float(values[row - 1]) * 100, 10):.12g}%"
                except ValueError:
                    pass
        for row, words in instead.get(column, {}).items():
            if row <= len(values):
                values[row - 1] = words
        cells[column] = pa.array(values, pa.string())
    return cells
