"""A person's own file back, with its problems marked in it, so that they are mended where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from measures.problems import Problem
from measures.workbook.limits import Limits
from measures.workbook.prepare import Prepared
from measures.workbook.read import by_worker

MOST = (
    2_000  # problems that are marked: a sheet with more has one fault many times over, and Excel slows down with notes
)
# What a workbook could not say of a text file, so that its copy would be read otherwise: a row that is shifted, a
# decimal comma.
OF_TEXTS = {"short-row", "beyond-headings", "decimal-comma", "read-commas"}
NOT_IN_COPY = (
    "The copy of an Excel workbook keeps its formulas and formats; charts, pictures and some newer drop-down lists may "
    "be missing in it. Of any other file the copy has the cells as they are read."
)


@dataclass(frozen=True)
class Marked:
    """A copy of a file as a workbook, and its name; or the problem for which there is none."""

    name: str
    content: bytes = b""
    problem: Problem | None = None


def marked(content: bytes, prepared: Prepared, problems: Sequence[Problem], limits: Limits | None = None) -> Marked:
    """The file of these bytes with each of the problems marked at its cell, and a sheet that lists them with links.

    `prepared` is the file as understood. The copy is written by the process that opens files, under the same limits.
    """
    limits = limits or Limits.from_environment()
    stem = PurePath(prepared.name).stem
    if not prepared.workbook.sheets:
        return Marked(prepared.name, problem=prepared.workbook.problems[0])
    if any(cells.widths for cells in prepared.workbook.sheets) and OF_TEXTS & {problem.code for problem in problems}:
        return Marked(prepared.name, problem=Problem("mend-the-text", prepared.name))
    ordered = sorted((one for problem in problems for one in problem.each), key=lambda problem: not problem.stops)
    sheets = [*(sheet.recognised for sheet in prepared.sheets), *prepared.others]
    rows = {sheet.cells.sheet: sheet.header_row for sheet in sheets if sheet.header_row}
    of = {cells.sheet: cells.part_of or cells.sheet for cells in prepared.workbook.sheets}
    with by_worker(
        content,
        limits,
        name=prepared.name,
        letters=prepared.workbook.letters,
        marks=[_mark(problem, of, rows) for problem in ordered[:MOST]],
        unmarked=len(ordered) - len(ordered[:MOST]),
        headings={of[sheet]: row for sheet, row in rows.items() if of[sheet] == sheet},
    ) as (folder, answer, _):
        if "refused" in answer:
            return Marked(prepared.name, problem=Problem("not-marked", prepared.name))
        ending = "xlsm" if answer["macros"] else "xlsx"
        return Marked(f"{stem} (problems marked).{ending}", (folder / "marked").read_bytes())


def _mark(problem: Problem, of: Mapping[str, str], headings: Mapping[str, int]) -> dict:
    """`of` has the sheet of each table, as several may stand on one, and `headings` the row of its headings."""
    row, column = problem.place
    if of.get(problem.sheet, problem.sheet) != problem.sheet:
        row = row or headings.get(problem.sheet)
    return {
        "sheet": of.get(problem.sheet, problem.sheet),
        "row": row,
        "column": column,
        "words": problem.sentence,
        "stops": problem.stops,
    }
