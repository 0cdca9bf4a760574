"""An answer as an Excel workbook: the figures as numbers, with what they say and how they were made on a second
sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from measures.answers import Answer
from measures.words import sentence_case

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(answer: Answer, headline: str, subtitle: str) -> bytes:
    """The .xlsx bytes of an answer."""
    book = Workbook()
    records = answer.records()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "Figures"
    headings = list(records[0]) if records else ["No data"]
    _write(page, [[sentence_case(h) for h in headings], *([r.get(h) for h in headings] for r in records)])
    if "share" in headings:
        for (cell,) in page.iter_rows(
            min_row=2, min_col=headings.index("share") + 1, max_col=headings.index("share") + 1
        ):
            cell.number_format = "0.0%"
    about = book.create_sheet("About")
    measure = answer.measure
    said = [("Measure", measure.title), ("Finding", headline), ("Of", subtitle), ("Formula", measure.formula)]
    said += [("Mind", caveat) for caveat in measure.caveats] + [("Version of the data", answer.version)]
    _write(about, [["What", "Words"], *map(list, said)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows. Words stay words: `=HYPERLINK(…)` in somebody's spreadsheet is not a formula in ours."""
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row, start=1):
            cell = page.cell(number, position, value)
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
            if number == 1:
                cell.font = Font(bold=True)
    for position, head in enumerate(rows[0], start=1):
        page.column_dimensions[get_column_letter(position)].width = max(12, min(60, len(str(head)) + 4))
    page.freeze_panes = "A2"
