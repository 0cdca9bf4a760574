"""Two columns of a sheet that class each of its rows, such as F/V and Failure?: where they differ, a person says
which is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Choice, Name
from measures.cells.words import NOT_KNOWN
from measures.cells.yes_no import NO, NOT_SURE, YES
from measures.problems import Problem, shorten
from measures.schema import Column
from measures.words import plural
from measures.workbook.read import Cells

OTHER = 0.2  # of the words of a column so many may be none of the classes


def classed_twice(
    cells: Cells,
    row: int,
    headings: Mapping[int, str],
    matched: Mapping[int, Column],
    others: Collection[int],
    ways: Mapping[int, str],
    said: Collection[int],
) -> list[Problem]:
    """What is asked of columns that class each row too, and differ from the one that is read. `others` are positions
    that are left alone; `ways` has what a person says of how columns are read, by position, and of those that are
    `said` nothing is asked.
    """
    types = {p: c.type for p, c in matched.items() if isinstance(c.type, Choice) and c.type.asked and p not in said}
    found = []
    for position, plain in types.items():
        names = [p for p, c in matched.items() if isinstance(c.type, Name)]
        words = _below(cells, row, position)
        type_ = plain.read_in(ways.get(position, "")) or plain
        classes = _classes(type_, headings[position], words)
        for other in sorted({*others, *names} - {*said} if classes else ()):
            again = _below(cells, row, other)
            others_classes = _classes(plain, headings[other], again)
            pairs = zip(words.to_pylist(), again.to_pylist(), strict=True) if others_classes else ()
            read = [(classes.get(one), others_classes.get(two)) for one, two in pairs]
            differ = [(row + 1 + i, *both) for i, both in enumerate(read) if all(both) and both[0] != both[1]]
            if _told_as_yes_no(words) or _told_as_yes_no(again):  # which has no word for one that is not sure
                differ = [each for each in differ if {*each[1:]} <= {*plain.asked}]
            if differ:
                first, one, two = differ[0]
                details = {"value": shorten(headings[other]), "heading": shorten(headings[position]), "row": first}
                details |= {"one": one, "two": two, "rows": plural(len(differ), "row")}
                details |= {
                    "field": matched[position].title,
                    "name": matched[position].name,
                    "either": (position, other),
                }
                found.append(Problem("classed-twice", cells.sheet, row, other, details))
    return found


def _told_as_yes_no(column: pa.ChunkedArray) -> bool:
    words = {(text or "").strip().lower() for text in pc.unique(column).to_pylist()}
    return bool(words & {*YES, *NO}) and words <= {"", *YES, *NO, *NOT_KNOWN, *NOT_SURE}


def _below(cells: Cells, row: int, position: int) -> pa.ChunkedArray:
    name = f"c{position}"
    table = cells.table.slice(row)
    return table[name] if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows, pa.string())])


def _classes(type_: Choice, heading: str, column: pa.ChunkedArray) -> dict[str | None, str]:
    """What each of a column's words class a row as; nothing where they are no classes."""
    asked = type_ if type_.yes else type_.by_heading(heading)
    spelled = type_.spellings()
    if asked:
        spelled = {**spelled, **dict.fromkeys(YES, asked.yes), **dict.fromkeys(NO, asked.no)}
    found: dict[str | None, str] = {}
    other = 0
    for text in pc.unique(column).to_pylist():
        words = (text or "").strip().lower()
        if option := spelled.get(words) or type_.option_of(words):
            found[text] = option
        else:
            other += bool(words) and words not in {*NOT_KNOWN, *NOT_SURE}
    return found if {*found.values()} & {*type_.asked} and other <= OTHER * len(found) else {}
