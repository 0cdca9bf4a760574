"""Tables of figures of which nothing can be loaded as it stands, and which look like what can: weekdays side by side,
and streets with the number of households of each tier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from measures.cells import Level
from measures.cells.date import WEEKDAY
from measures.cells.words import normalise
from measures.problems import Problem, shorten
from measures.sheets import SHEETS
from measures.workbook.across import ROWS_LOOKED_AT, has_dates, has_figures
from measures.workbook.layouts import number_of
from measures.workbook.matching import match_columns
from measures.workbook.read import Cells

A_WEEKDAY = re.compile(WEEKDAY, re.I)
SERIES = SHEETS["series"]
AT_LEAST = 3  # weekdays: two may be a name each


def tally(cells: Cells, rows: Sequence[tuple[int, dict[int, str]]]) -> Problem | None:
    """What is told of a sheet with such a table; None of any other."""
    for row, headings in rows:
        days = [p for p, words in sorted(headings.items()) if A_WEEKDAY.fullmatch(words.strip().rstrip("."))]
        days = [p for p in days if has_figures(cells, row, p)] if len(days) >= AT_LEAST else []
        if len(days) >= AT_LEAST:
            return _told("weekdays-across", cells, headings, days)
        dated = any(column.name == SERIES.happens_on for column in match_columns(SERIES, headings).values())
        if dated or any(has_dates(cells, row, p) for p in headings):
            continue  # a series for each tier
        for sheet in SHEETS.values():
            for column in sheet.columns if sheet.key else ():
                if isinstance(column.type, Level):
                    spelled = column.type.spellings()
                    levels = {p: option for p, words in headings.items() if (option := _level(words, spelled))}
                    if len(set(levels.values())) < 2 or sheet.key[0] in {
                        c.name for c in match_columns(sheet, headings).values()
                    }:
                        continue
                    counts = [p for p in sorted(levels) if has_figures(cells, row, p)]
                    if len(counts) == len(levels) and any(_above_one(cells, row, p) for p in counts):
                        return _told("counts-across", cells, headings, counts)
    return None


def _level(heading: str, spelled: dict[str, str]) -> str | None:
    """The level that a heading names, with or without what is counted: Tier 1, Tier 1 families, No. at tier 1."""
    words = normalise(heading)
    words = re.sub(r"^(?:no|number|count|total)(?: of)? |^(?:households|families|homes) ", "", words)
    words = re.sub(r"^(?:in|at|on) | (?:households|families|homes|count|total|no)$", "", words)
    return spelled.get(words) if not words.isdigit() else None


def _above_one(cells: Cells, row: int, position: int) -> bool:
    """Whether some figure is no mark for Yes."""
    words = cells.table[f"c{position}"].slice(row, ROWS_LOOKED_AT).to_pylist()
    return any((number_of(text) or 0) > 1 for text in words)


def _told(code: str, cells: Cells, headings: dict[int, str], positions: Sequence[int]) -> Problem:
    first, other = (shorten(headings[p]) for p in positions[:2])
    return Problem(code, cells.sheet, details={"value": first, "other": other})
