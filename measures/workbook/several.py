"""Several names in one cell, as forms and lists write them: Waste;Contact centre; and 12;#Waste;#13;#Revenues."""

from __future__ import annotations

import math
from functools import reduce
from itertools import product

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType, Choice, Name, YesNo
from measures.cells.name import AS_ONE, EACH, FIRST, parts
from measures.cells.words import UNSEEN
from measures.problems import COLUMNS, MOST_ROWS, Problem, figure_at, shorten
from measures.words import plural
from measures.workbook.recognised import Recognised

Fault = tuple[int, int, str, str]  # as those of Cells

MARK = ";"  # which a form writes after every choice, a single one too
TOGETHER = "; "  # between names that are read as one


def one_in_each_cell(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Cells without the marks of a form around what was chosen; and of names that are several, the first where a person
    says so. `cells` are trimmed, null where blank. What is not said is asked."""
    found = []
    for position, type_ in ((p, recognised.type_at(p)) for p in (*recognised.columns, *recognised.flags)):
        name = f"c{position}"
        column = cells[name]
        if not isinstance(type_, Name | Choice | YesNo):
            continue
        if isinstance(type_, Name):
            column, problems = _names(cells, type_, position, recognised)
            found += problems
        elif pc.any(pc.ends_with(column, MARK)).as_py():
            column = pc.utf8_rtrim(column, MARK + UNSEEN)
        if column is not cells[name]:
            cells = cells.set_column(cells.column_names.index(name), name, column)
    return cells, found


def _names(
    cells: pa.Table, type_: Name, position: int, recognised: Recognised
) -> tuple[pa.ChunkedArray, list[Problem]]:
    column = cells[f"c{position}"]
    if not pc.any(pc.match_substring_regex(pc.unique(column), r"[;|\n\r,]")).as_py():
        return column, []
    # What stands alone in its row is a note below the table, such as the filters of a report, and no list of names.
    filled = reduce(pc.add, [pc.is_valid(each).cast(pa.int32()) for each in cells.columns])
    is_name = pc.or_(pc.greater(filled, 1), cells.num_columns == 1)
    named = column.filter(is_name).drop_null()
    counts = {item["values"]: item["counts"] for item in pc.value_counts(named).to_pylist()}
    alone = {words.lower() for words in counts if "," not in words}
    names = {words: parts(words, alone) or [words] for words in counts}
    several = [words for words, its in names.items() if len(its) > 1]
    read = {words: its[0] if type_.several == FIRST else TOGETHER.join(its) for words, its in names.items()}
    texts = pa.array([*read], pa.string())
    names_read = pa.array([*read.values()], pa.string()).take(pc.index_in(column, texts).combine_chunks())
    column = pc.if_else(is_name, pa.chunked_array([names_read]), column)
    if not several:
        return column, []
    cells = plural(sum(counts[words] for words in several), "cell has", "cells have")
    details = {"heading": shorten(recognised.headings[position]), "cells": cells, "value": shorten(several[0])}
    its = names[several[0]]
    details |= {"first": shorten(its[0]), "all": shorten(TOGETHER.join(its)), "such": FIRST}
    details["each"] = "each in a row of its own, " if type_.each else ""
    code = {FIRST: "first-of-several", AS_ONE: "several-as-one", EACH: "each-of-several"}.get(type_.several, "several?")
    return column, [Problem(code, recognised.cells.sheet, None, position, details)]


def a_row_for_each(
    cells: pa.Table, rows: pa.Array, faults: list[Fault], recognised: Recognised
) -> tuple[pa.Table, pa.Array, list[Fault], list[Problem]]:
    """The rows under the headings with one for each of several names, where a person says so: their cells, numbers
    and faults, and what is told where there are too many for numbers. An amount is of them all together, and a key
    is of one row: both stay with the first."""
    each = {f"c{p}" for p in recognised.columns if _is_each(recognised.type_at(p))}
    if not each:
        return cells, rows, faults, []
    names = [cells[name].to_pylist() for name in sorted(each)]
    of: list[int] = []
    read: list[tuple[str | None, ...]] = []
    numbers: list[int] = []
    first: list[bool] = []
    most = max((math.prod((words or "").count(TOGETHER) + 1 for words in its) for its in zip(*names)), default=0)
    if most > COLUMNS or (len(rows) and rows[-1].as_py() >= MOST_ROWS):
        details = {"rows": f"{MOST_ROWS - 1:,}", "columns": COLUMNS}
        return cells, rows, faults, [Problem("too-many-each", recognised.cells.sheet, details=details)]
    for i, row in enumerate(rows.to_pylist()):
        for nth, together in enumerate(product(*((words[i] or "").split(TOGETHER) for words in names))):
            of.append(i)
            read.append(tuple(name or None for name in together))
            numbers.append(figure_at(row, nth))
            first.append(nth == 0)
    once = {
        f"c{p}"
        for p, column in recognised.columns.items()
        if column.type.amount or (recognised.sheet and column.name in recognised.sheet.key)
    }
    found = {name: cells[name].take(pa.array(of, pa.int64())) for name in cells.column_names}
    found |= {name: pc.if_else(pa.array(first), found[name], None) for name in once & found.keys()}
    made = zip(*read, strict=True) if read else ([] for _ in each)
    found |= {name: pa.chunked_array([pa.array(values, pa.string())]) for name, values in zip(sorted(each), made)}
    of_row: dict[int, list[int]] = {}
    for i, number in zip(of, numbers, strict=True):
        of_row.setdefault(rows[i].as_py(), []).append(number)
    moved = [(number, *fault[1:]) for fault in faults for number in of_row.get(fault[0], ())]
    return pa.table(found), pa.array(numbers, pa.int32()), moved, []


def _is_each(type_: CellType | None) -> bool:
    return isinstance(type_, Name) and type_.several == EACH
