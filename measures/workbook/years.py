"""Dates that have no year, such as Apr, M1, Q1, week 12, 31/03 - 06/04 or 4 March: read as those of the year that a
person says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Date
from measures.problems import Problem, shorten
from measures.words import short
from measures.workbook.by_hand import YEAR
from measures.workbook.completed import APRIL, FORM, completed, said_year
from measures.workbook.recognised import Recognised


def with_their_year(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Dates without a year with that which a person says they are of."""
    year = said_year(dict(recognised.override.given).get(YEAR, "")) if recognised.override else None
    if not year:
        return cells, []
    month_first = bool(recognised.override and recognised.override.month_first)
    found = []
    for position, column in sorted(recognised.columns.items()):
        name = f"c{position}"
        if not isinstance(column.type, Date) or name not in cells.column_names:
            continue
        heading = recognised.headings.get(position, "")
        words = cells[name]
        read = {
            text: completed(text, year, heading, column.type.periods, month_first)
            for text in pc.unique(words).to_pylist()
            if text
        }
        read = {text: now for text, now in read.items() if now}
        if read:
            now = pa.chunked_array([pa.array([read.get(text, text) for text in words.to_pylist()], pa.string())])
            cells = cells.set_column(cells.column_names.index(name), name, now)
            (was, day), *_ = read.items()
            details = {"heading": shorten(heading), "year": in_words(year), "value": shorten(was), "now": _shown(day)}
            found.append(Problem("read-in-year", recognised.cells.sheet, None, position, details))
    return cells, found


def _shown(words: str) -> str:
    day = words.removeprefix("w/c ")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return words
    return f"{'the week of ' if day != words else ''}{short(dt.date.fromisoformat(day))}"


def in_words(year: str) -> str:
    """From when to when a year is."""
    first = int(year[:4])
    return f"April {first} to March {first + 1}" if "/" in year else f"January to December {first}"


def likely(above: Iterable[str], today: dt.date) -> list[str]:
    """The years that dates without one may be of, the likeliest first: what stands above them or names them, else
    the last two."""
    named = [each[0] for words in above for each in FORM.finditer(words)]
    said = list(dict.fromkeys(year for words in named if (year := said_year(words))))
    if said:
        first = int(said[0][:4])
        return [*said[:2], *(y for y in (f"{first}/{(first + 1) % 100:02}", str(first)) if y not in said[:2])]
    financial = today.year - (today.month < APRIL)
    years = (financial, financial - 1)
    return [f"{y}/{(y + 1) % 100:02}" for y in years] + [str(today.year), str(today.year - 1)]


def words_above(recognised: Recognised, rows: int = 10) -> Sequence[str]:
    """What stands above the headings of a sheet, and its name."""
    cells, last = recognised.own_cells, max(recognised.header_row - 1, 0)
    above = cells.table.slice(max(last - rows, 0), min(rows, last)).to_pylist()
    return [*(words for row in above for words in row.values() if words), cells.called, cells.sheet]
