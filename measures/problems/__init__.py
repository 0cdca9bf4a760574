"""What can be wrong with a file, a sheet, a cell or the store: every sentence about it, in one room.

A mistake in a spreadsheet is a value, not an exception: reading goes on, so that a manager mends a file once. Each kind
of problem has a code; tests compare codes and places, so the sentences may be improved freely. They stand in
`of_files`, `of_sheets`, `of_cells` and `of_stores`, and those that stop nothing in `to_know`; a `problem` fills them
in, and `places` says where.
"""

from measures.problems.kind import Kind
from measures.problems.of_sheets import BY_VALUE, OR_VALUE
from measures.problems.of_stores import ANOTHER_PROGRAM, HAS_A_WAY_BACK, STORE_SAYS, OlderStoreError, StoreError
from measures.problems.places import (
    ABOVE,
    COLUMNS,
    FIGURE,
    FIGURES,
    GIVEN,
    MOST_ROWS,
    TITLE,
    cell,
    figure_at,
    letters,
    place,
    row_or_cell,
    sheet_row,
)
from measures.problems.problem import KINDS, Problem, shorten, stopping

__all__ = [
    "ABOVE",
    "ANOTHER_PROGRAM",
    "BY_VALUE",
    "COLUMNS",
    "FIGURE",
    "FIGURES",
    "GIVEN",
    "HAS_A_WAY_BACK",
    "KINDS",
    "MOST_ROWS",
    "OR_VALUE",
    "STORE_SAYS",
    "TITLE",
    "Kind",
    "OlderStoreError",
    "Problem",
    "StoreError",
    "cell",
    "figure_at",
    "letters",
    "place",
    "row_or_cell",
    "sheet_row",
    "shorten",
    "stopping",
]
