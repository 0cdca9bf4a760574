"""What is said of one row of a sheet: whether it counts, since when not, and where there is nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from measures.behind import RowStatement
from measures.sheets import SHEETS
from measures.uploads import Upload
from measures.words import by, day, moment, plural
from measures.workbook.mends import mends_of

ABOUT = (
    "From a cell of a spreadsheet to the figures it is in: choose an upload and a row, as Excel counts it. It is "
    "noted under Who did what."
)
UPLOAD, ROW, FIRST = "Upload", "Row, as Excel counts it", "17"
NO_PAGE = "in the workbook of measures"


def named(upload: Upload) -> str:
    """An upload in a list: “3: march.xlsx, sheet Homes”."""
    return f"{upload.upload}: {upload.file_name}, sheet {upload.sheet}"


def looked(upload: Upload, row: int) -> str:
    """What the trail has of it."""
    return f"Row {row} of upload {upload.upload}"


def counts(told: RowStatement, versions: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Whether it counts; and since which version of the data not, and what happened then, or how much of it is known
    now."""
    if told.until:
        then = next(each for each in versions if each["version"] == told.until)
        what = then["what"].rstrip(".")
        return (
            f"It does not count since version {told.until}.",
            f"{moment(then['changed_at'])}{by(then['who'])}: {what}.",
        )
    if told.until == 0:
        return (
            "It never counted.",
            "All that it says was stated elsewhere, of the same day or a later one.",
        )
    if told.to_come:
        return "It does not count yet.", f"It tells of {day(told.to_come)}, and is in no figure before."
    if told.stated == told.filled:
        return "It counts.", f"Each of its {plural(told.filled, 'cell')} is what is known now."
    return (
        "It counts.",
        f"{told.stated} of its {plural(told.filled, 'cell')} "
        f"{'is' if told.stated == 1 else 'are'} what is known now. The others are stated elsewhere, as the table says.",
    )


def changed(upload: Upload, row: int) -> str:
    """What was changed in it before it was loaded; blank where nothing was."""
    words = [mend.in_words(upload.sheet) for mend in mends_of(upload) if mend.row == row]
    return f"Changed before it was loaded: {'; '.join(words)}." if words else ""


def nothing(upload: Upload, row: int) -> str:
    """Why there is nothing of a row."""
    said = f"Nothing was loaded of row {row} of {upload.file_name}, sheet {upload.sheet}."
    if upload.rows_erased:
        return (
            f"{said} {plural(upload.rows_erased, 'row')} of this upload {'is' if upload.rows_erased == 1 else 'are'} "
            f"erased."
        )
    return f"{said} It is blank, a heading or a total, was left out, or the sheet has no such row."


def readers(told: RowStatement) -> str:
    """What stands over the measures."""
    title = SHEETS[told.kind].title
    return f"Measures that read rows of {title}" + (
        "" if told.until is None and not told.to_come else ", this one not among them"
    )
