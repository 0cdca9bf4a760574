"""Which unit the figures of each column are in: as a person says, or as its heading, a row of units, the words above
the table or the name of the sheet does. A column of which nothing says it is asked about where its figures can hardly
be in the unit that is kept (`rules.units`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from measures.cells.number import DECIMAL_COMMAS, Measured
from measures.cells.units import MILLIONS, POUNDS, THOUSANDS, Unit, units_in, without
from measures.cells.words import normalise
from measures.problems import Problem, shorten
from measures.schema import Column, Sheet
from measures.workbook.read import Cells

BY_HAND = "you said"
ROWS_ABOVE = 20  # of a sheet above its first table, which may say the unit of all its tables
# Of the words above a table or the name of a sheet, what says of all its figures what they are in: "(£000)", "All
# figures in thousands", "Time in hours". "Out of hours" does not.
OF_ALL = (
    r"[(\[]\s*{unit}\s*[)\]]|\b(?:figures?|values?|amounts?|costs?|spend(?:ing)?|times?|durations?|minutes)\b[\w "
    r"]{{0,20}}\b(?:in|as) {unit}(?!\w)"
)


# A sum is no unit, though it be 1,000 or £1,000: a ledger's first line must not be taken for a row of units. £000 is
# one.
FIGURE = re.compile(r"[£\s]*[\d,.\s]*[1-9][\d,.\s]*|[\d,.\s]+")


@dataclass(frozen=True)
class Units:
    """What the figures of the columns of a sheet are in.

    `columns` has the matched columns, each with a type that reads its unit. `stated` says of a position, in words, what
    told the unit. `unclear` are positions where two units are told. `row` is Excel's number of a row under the headings
    that has units and no figures.
    """

    columns: dict[int, Column]
    stated: dict[int, str]
    unclear: frozenset[int] = frozenset()
    row: int | None = None


def find_units(
    cells: Cells, header_row: int, headings: Mapping[int, str], matched: Mapping[int, Column], ways: Mapping[int, str]
) -> Units:
    """The unit of each column that may have one. `ways` has what a person says of a position."""
    columns, stated, unclear = dict(matched), {}, set()
    for position, way in ways.items():
        if position in matched and (type_ := matched[position].type.read_in(way)):
            columns[position] = replace(matched[position], type=type_)
            if way != DECIMAL_COMMAS:  # that says nothing of the unit, or of the scale
                stated[position] = BY_HAND
    for position, column in columns.items():
        if position not in stated and (type_ := column.type.by_heading(headings[position])):
            columns[position], stated[position] = replace(column, type=type_), "its heading says"
    measured = {p: c.type for p, c in columns.items() if isinstance(c.type, Measured)}
    if not measured:
        return Units(columns, stated)
    above, below = _row(cells, header_row - 1), _row(cells, header_row + 1)
    row = header_row + 1 if _is_row_of_units(below, measured) else None
    for position, type_ in measured.items():
        if position in stated:
            continue
        units = type_.units
        told = [("its heading says", units_in(headings[position], units))]
        if _only_units(above.get(position), units):
            told.append((f"row {header_row - 1} says", units_in(above[position], units)))
        if row:
            told.append((f"row {row} says", units_in(below.get(position, ""), units)))
        told += [(words, of_all) for words, of_all in _of_all(cells, header_row, units)]
        named = {unit: words for words, found in reversed(told) for unit in found}
        if len(named) > 1:  # "£" beside "thousands" says what the thousands are of
            named.pop(POUNDS, None)
        if len(named) == 1:
            ((unit, stated[position]),) = named.items()
            columns[position] = replace(matched[position], type=replace(type_, unit=unit))
        elif named:
            unclear.add(position)
    return Units(columns, stated, frozenset(unclear), row)


def _row(cells: Cells, number: int) -> dict[int, str]:
    """The words of a row of the sheet, by position; none where there is no such row."""
    if not 1 <= number <= cells.table.num_rows:
        return {}
    (values,) = cells.table.slice(number - 1, 1).to_pylist()
    return {int(name[1:]): words.strip() for name, words in values.items() if words and words.strip()}


def _only_units(words: str | None, units: tuple[Unit, ...]) -> bool:
    if not words or FIGURE.fullmatch(words):
        return False
    return bool(units_in(words, units) and not normalise(without(words, units)).replace("£", ""))


def _is_row_of_units(row: Mapping[int, str], measured: Mapping[int, Measured]) -> bool:
    """Whether a row under the headings has units and no data: figures in none of its cells, and no date or
    reference."""
    there = {p: row[p] for p in measured if p in row}
    others = [words for p, words in row.items() if p not in there]
    return (
        bool(there)
        and all(_only_units(words, measured[p].units) for p, words in there.items())
        and not any(any(map(str.isdigit, words)) for words in others)
    )


def _of_all(cells: Cells, header_row: int, units: tuple[Unit, ...]) -> list[tuple[str, tuple[Unit, ...]]]:
    """What the words above the table, and the sheet's name, say of all its figures."""
    rows = (*range(1, min(header_row, cells.top, ROWS_ABOVE) + 1), *range(cells.top + 1, header_row))
    above = [words for number in rows for words in _row(cells, number).values()]
    places = [("the words above the table say", words) for words in above]
    places.append(("the sheet's name says", cells.sheet.replace("_", " ")))
    return [(says, tuple(unit for unit in units if _says_of_all(words, unit))) for says, words in places]


def _says_of_all(words: str, unit: Unit) -> bool:
    if re.search(OF_ALL.format(unit=f"(?:{unit.words}|{unit.mark or unit.words})"), words, re.I):
        return True
    signed = re.sub(r"£ ?1,?0[\d,]+(?!['’]?s)", " ", words)  # £1,000 is a sum, and £000 a unit
    return "£" in signed and unit in (THOUSANDS, MILLIONS) and bool(units_in(signed, (unit,)))


def left_alone(
    name: str, sheet: Sheet, row: int, headings: Mapping[int, str], matched: Mapping[int, Column]
) -> list[Problem]:
    """Headings that would be a column of this sheet, were they not in a unit that it cannot be in."""
    found = []
    for position, heading in headings.items():
        for column in sheet.columns:
            if not isinstance(column.type, Measured) or position in matched or column in matched.values():
                continue
            unit = next(iter(units_in(heading, column.type.no_units)), None)
            if unit and normalise(without(heading, column.type.no_units)) in column.headings:
                details = {"value": shorten(heading), "field": column.title, "unit": column.type.unit.name}
                found.append(Problem("of-another-unit", name, row, position, details))
    return found
