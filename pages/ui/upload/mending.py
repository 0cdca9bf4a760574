"""What a person changes of a sheet's cells and rows: it stands in their draft."""

from __future__ import annotations

from collections.abc import Iterable

from measures.workbook.mends import Mend, also, in_file, without
from pages.ui.upload import draft
from pages.ui.upload.review import latest


def leave_out(number: str, sheet: str, rows: Iterable[int]) -> None:
    """Rows of a sheet are not loaded."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, also(said.mends.get(sheet, ()), [Mend(row) for row in rows])))


def take_back(number: str, sheet: str, places: Iterable[tuple[int, int | None]]) -> None:
    """Cells and rows of a sheet are as they are in the file."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, without(said.mends.get(sheet, ()), places)))


def put_blank(number: str, sheet: str, places: Iterable[tuple[int | None, int | None]]) -> None:
    """Cells that show an error, or nothing yet, are blank."""
    review = latest(number)
    cells = next((each for each in review.prepared.workbook.sheets if each.sheet == sheet), None) if review else None
    for row, column in places if cells else ():
        if cells and row is not None and column is not None:
            put(number, sheet, Mend(row, column, in_file(cells, row, column), ""))


def put(number: str, sheet: str, mend: Mend) -> None:
    """A cell of a sheet is changed."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, also(said.mends.get(sheet, ()), [mend])))
