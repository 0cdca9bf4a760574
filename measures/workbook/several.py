"""Several names in one cell, as forms and lists write them: Waste;Contact centre; and 12;#Waste;#13;#Revenues."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Choice, Name, YesNo
from measures.cells.name import AS_ONE, FIRST, parts
from measures.cells.words import UNSEEN
from measures.problems import Problem, shorten
from measures.words import plural
from measures.workbook.headings import Recognised

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
            column, problems = _names(column, type_, position, recognised)
            found += problems
        elif pc.any(pc.ends_with(column, MARK)).as_py():
            column = pc.utf8_rtrim(column, MARK + UNSEEN)
        if column is not cells[name]:
            cells = cells.set_column(cells.column_names.index(name), name, column)
    return cells, found


def _names(
    column: pa.ChunkedArray, type_: Name, position: int, recognised: Recognised
) -> tuple[pa.ChunkedArray, list[Problem]]:
    if not pc.any(pc.match_substring_regex(column, r"[;|\n\r,]")).as_py():
        return column, []
    counts = {item["values"]: item["counts"] for item in pc.value_counts(column.drop_null()).to_pylist()}
    alone = {words.lower() for words in counts if "," not in words}
    names = {words: parts(words, alone) or [words] for words in counts}
    several = [words for words, its in names.items() if len(its) > 1]
    read = {words: its[0] if type_.several == FIRST else TOGETHER.join(its) for words, its in names.items()}
    texts = pa.array([*read], pa.string())
    column = pa.array([*read.values()], pa.string()).take(pc.index_in(column, texts).combine_chunks())
    column = pa.chunked_array([column])
    if not several:
        return column, []
    cells = plural(sum(counts[words] for words in several), "cell has", "cells have")
    details = {"heading": shorten(recognised.headings[position]), "cells": cells, "value": shorten(several[0])}
    its = names[several[0]]
    details |= {"first": shorten(its[0]), "all": shorten(TOGETHER.join(its)), "such": FIRST}
    code = {FIRST: "first-of-several", AS_ONE: "several-as-one"}.get(type_.several, "several?")
    return column, [Problem(code, recognised.cells.sheet, None, position, details)]
