"""Where on a sheet a problem stands, as Excel shows it, and the numbers of rows that are figures of a table that
lies across."""

from __future__ import annotations


def letters(column: int) -> str:
    """Excel's letters for a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(65 + remainder) + name
    return name


# A table may lie across its sheet: Police | Housing over costs. Each of its figures is a row of its own, whose number
# says where the figure stands; no sheet has so many rows. What is no cell of its row has a position beyond all columns.
FIGURES, COLUMNS = 1 << 30, 512
MOST_ROWS = FIGURES // COLUMNS  # of a sheet each of whose figures has a number
# The line over a table, what the heading over a figure says, the figure, and what a person says of all.
TITLE, ABOVE, FIGURE, GIVEN = 900, 1_000, 1_100, 1_200


def figure_at(row: int, column: int) -> int:
    """The number of the row that a figure of this cell is."""
    return FIGURES + row * COLUMNS + column


def sheet_row(row: int) -> int:
    """The row as Excel counts it, of a row's number."""
    return (row - FIGURES) // COLUMNS if row >= FIGURES else row


def row_or_cell(row: int) -> int | str:
    """The row as Excel counts it, of a row's number; of a figure of a table that lies across its cell: 17, E5."""
    if row < FIGURES:
        return row
    down, across = divmod(row - FIGURES, COLUMNS)
    return f"{letters(across)}{down}"


def place(row: int | None = None, column: int | None = None) -> tuple[int | None, int | None]:
    """Where on its sheet a problem stands, as Excel counts its row (from 1), and its column from 0; None where it is
    of no single one. `row` may be that of a figure."""
    row = row or None  # what stands over the first row of a sheet without headings is in none
    if row is not None and row >= FIGURES:
        row, of_figure = divmod(row - FIGURES, COLUMNS)
        if column is not None and ABOVE <= column < GIVEN:
            row, column = None if column < FIGURE else row, of_figure
    if column is not None and column >= TITLE:
        row, column = None if column >= GIVEN else row, None
    return row, column


def cell(sheet: str, row: int | None = None, column: int | None = None) -> str:
    """A place as Excel shows it: `Households!F17`, `Households!F`, `Households!17` or `Households`. Row from 1, or that
    of a figure; column from 0."""
    row, column = place(row, column)
    if row is None and column is None:
        return sheet
    return f"{sheet}!{'' if column is None else letters(column)}{'' if row is None else row}"
