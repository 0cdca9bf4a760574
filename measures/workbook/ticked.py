"""A choice that has a column for each option, one of them ticked in each row, as on a tally sheet: Value | Failure."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from measures.cells import Choice
from measures.cells.words import NOT_KNOWN, normalise
from measures.cells.yes_no import NO, YES
from measures.problems import Problem, shorten
from measures.schema import Column, Sheet
from measures.workbook.flags import is_total
from measures.workbook.read import Cells


def read_ticked(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column], by_hand: dict[int, str]
) -> tuple[Cells, dict[int, Column], dict[int, Column]]:
    """Read a choice that has a column for each option, one of them ticked in each row, as on a tally sheet: Value |
    Failure.

    The first of these columns gets the words of what is ticked, two where two are, which no choice is. Gives the cells,
    the columns matched, and the further positions that are read with the first.
    """
    ticked: dict[int, Column] = {}
    for column in sheet.columns:
        if not isinstance(column.type, Choice):
            continue
        spelled = column.type.spellings()
        asked = {
            p: normalise(words.strip().rstrip("?") or words) for p, words in sorted(headings.items())
        }  # "Failure?" asks
        options = {p: spelled[w] for p, w in asked.items() if w in spelled and matched.get(p, column) is column}
        elsewhere = any(c is column and p not in options for p, c in matched.items())
        left_out = any(p in by_hand for p in options) and not any(by_hand.get(p) == column.name for p in options)
        if elsewhere or left_out or len(set(options.values())) < 2:
            continue
        rows = cells.table.slice(row)
        total = is_total(rows, min(matched or options)).to_pylist()  # which counts the ticks
        read = {p: _ticks(rows[f"c{p}"].to_pylist(), total, spelled, o) for p, o in options.items()}
        ticks = {p: its for p, its in read.items() if its is not None}
        if len(ticks) < len(read):
            continue
        words = [" and ".join(options[p] for p in ticks if ticks[p][i]) or None for i in range(rows.num_rows)]
        first, *others = ticks
        name = f"c{first}"
        above = cells.table.column(name).slice(0, row).to_pylist()
        table = cells.table.set_column(
            cells.table.column_names.index(name), name, pa.array([*above, *words], pa.string())
        )
        cells = replace(cells, table=table)
        matched = {p: c for p, c in matched.items() if p not in options} | {first: column}
        ticked |= dict.fromkeys(others, column)
    return cells, matched, ticked


def _ticks(column: list[str | None], total: list[bool], spelled: dict[str, str], option: str) -> list[bool] | None:
    """Whether each cell is ticked; None where a cell is neither ticked nor not, so that the column is something
    else."""
    found = []
    for cell_words, counts in zip(column, total, strict=True):
        words = "" if counts else (cell_words or "").strip().lower()
        if words in YES or spelled.get(normalise(words)) == option:
            found.append(True)
        elif not words or words in NO or words in NOT_KNOWN:
            found.append(False)
        else:
            return None
    return found


def read_together(
    name: str, row: int, headings: dict[int, str], position: int, matched: dict[int, Column], ticked: dict[int, Column]
) -> Problem:
    """That a column is read together with the first of its choice."""
    column = ticked[position]
    first = next(p for p, c in matched.items() if c is column)
    details = {"value": shorten(headings[position]), "other": shorten(headings[first]), "field": column.title}
    return Problem("read-together", name, row, position, details)
