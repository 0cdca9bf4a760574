"""Two columns of any table as a series of points: the date and the value under headings that the person names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from measures.cells import Date, Number
from measures.cells.words import normalise
from measures.problems import Problem, stopping
from measures.schema import Column, Sheet
from measures.workbook.by_hand import Override
from measures.workbook.check import check
from measures.workbook.read import Cells, read
from measures.workbook.recognised import Recognised

ROWS_SEARCHED = 20


@dataclass(frozen=True)
class Series:
    """Dates and values in order of date; rows of one date keep the order of the file. `left_out` counts rows without a
    value."""

    dates: tuple[dt.date, ...]
    values: tuple[float, ...]
    left_out: int
    problems: tuple[Problem, ...]


def series(name: str, content: bytes, date: str, value: str, *, month_first: bool | None = None) -> Series:
    """Read a file's first sheet that has both headings. Problems are told by cell, as for any upload; never raises."""
    book = read(name, content)
    for cells in book.sheets:
        recognised = _recognise(cells, date, value, month_first)
        if recognised:
            (checked,) = check([recognised])
            if stopping(checked.problems):
                return Series((), (), 0, checked.problems)
            rows = [r for r in checked.rows.to_pylist() if r["value"] is not None]
            rows.sort(key=lambda row: row["date"])
            left_out = checked.rows.num_rows - len(rows)
            return Series(tuple(r["date"] for r in rows), tuple(r["value"] for r in rows), left_out, checked.problems)
    missing = Problem("no-such-headings", book.name, details={"date": date, "value": value})
    return Series((), (), 0, (*book.problems, *(() if book.problems else (missing,))))


def _recognise(cells: Cells, date: str, value: str, month_first: bool | None) -> Recognised | None:
    """The sheet as two declared columns under the person's own headings, or None where it does not have them."""
    wanted = {
        normalise(date): Column("date", date, Date(periods=True), required=True),
        normalise(value): Column("value", value, Number()),
    }
    for number, row in enumerate(cells.table.slice(0, ROWS_SEARCHED).to_pylist(), start=1):
        headings = {int(place[1:]): words.strip() for place, words in row.items() if words and words.strip()}
        columns = {place: wanted[normalise(words)] for place, words in headings.items() if normalise(words) in wanted}
        if {column.name for column in columns.values()} == {"date", "value"} and len(columns) == 2:
            sheet = Sheet("points", "Points", "one point", "", tuple(columns.values()), ())
            # 1,234 without quotation marks is two cells, of which the second has no heading.
            beside = [Problem("no-heading", cells.sheet, number, at) for at in cells.columns if at not in headings]
            said = Override(sheet.kind, month_first=month_first)
            return Recognised(cells, sheet, number, headings, columns, {}, tuple(beside), override=said)
    return None
