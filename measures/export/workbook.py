"""An answer as an Excel workbook: as it is shown with a chart of Excel's own, its figures in full, and what they say
and how they were made."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from measures.answers import Answer
from measures.export import xlsx_chart
from measures.export.csv import STARTS_A_FORMULA
from measures.export.native import Native, native
from measures.export.sealed import sealed
from measures.views import View
from measures.words import sentence_case
from measures.workbook import fonts  # noqa: F401  (it is enough that it is there)

LAST_ROW = 1_048_576  # of a sheet
MADE_BY = "Measures"  # as the author of a file: nobody's name
TABLE = 4  # the row of the headings of what is shown: above it stand the finding and what it is of
ROOM = 64  # rows above the table, and below it for what is said of it
ROW = 0.53  # centimetres
NARROWEST, WIDEST, WORDS = 10, 44, 100  # letters of a column
LOOKED_AT = 200  # rows, to say how wide a column is
LETTERS = "Calibri"  # as of a new workbook


def workbook(answer: Answer[Any], view: View, data: str) -> bytes:
    """The .xlsx bytes of an answer as it is shown; `data` says of which state of the data."""
    book = empty()
    shown = native(answer, view)
    show(_sheet(book, "As shown"), view, shown)
    records = answer.records()
    headings = list(records[0]) if records else ["No data"]
    page = _sheet(book, "Figures")
    write(page, [[sentence_case(h) for h in headings], *([r.get(h) for h in headings] for r in records)])
    if "share" in headings:
        column = headings.index("share") + 1
        for (cell,) in page.iter_rows(min_row=2, min_col=column, max_col=column):
            cell.number_format = "0.0%"
    said(_sheet(book, "About"), about(answer, view, shown, data))
    return saved(book)


def empty() -> Workbook:
    """A workbook without a sheet, which names nobody."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = MADE_BY
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, of the same the same each time."""
    book.save(file := io.BytesIO())
    return sealed(file.getvalue())


def about(answer: Answer[Any], view: View, shown: Native, data: str) -> list[list[object]]:
    """What the figures say, of what they are, how they were made and what to bear in mind."""
    measure = answer.measure
    told = [("Measure", measure.title), ("Finding", view.headline), ("Of", view.subtitle), ("Note", view.note)]
    told += [
        ("Rows", cut(len(shown.rows))),
        ("Chart", shown.why or shown.note),
        ("What it is", measure.sentence),
        ("Formula", measure.formula),
    ]
    told += [("Mind", caveat) for caveat in measure.caveats]
    told += [("Data", data), ("Version of the data", answer.version)]
    return [[what, words] for what, words in told if words != ""]


def cut(rows: int) -> str:
    """What is said of a table that has more rows than a sheet; blank of any other."""
    held = LAST_ROW - ROOM
    return f"Here are the first {held:,} of {rows:,} rows: the file of numbers (CSV) has all." if rows > held else ""


def _sheet(book: Workbook, title: str) -> Worksheet:
    return book.create_sheet(title)


def show(page: Worksheet, view: View, shown: Native) -> None:
    """The finding, what it is of, the table as it is shown with its figures as numbers, and its charts beside it."""
    headings = shown.headings
    for position, heading in enumerate(headings, start=1):
        put(page, TABLE, position, heading).font = font(bold=True)
        page.cell(TABLE, position).alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[get_column_letter(position)].width = _width(shown.rows, heading)
    for number, row in enumerate(shown.rows[: LAST_ROW - ROOM], start=TABLE + 1):
        for position, heading in enumerate(headings, start=1):
            found = shown.figure(row, heading)
            cell = put(page, number, position, found.value if found else row.get(heading, ""))
            if found:
                cell.number_format = found.form
            else:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    line(page, 1, view.headline, len(headings), size=14, bold=True)
    line(page, 2, view.subtitle, len(headings))
    page.row_dimensions[TABLE].height = 32  # two lines
    page.freeze_panes = f"A{TABLE + 1}"
    on_paper(page)
    at = TABLE
    for chart in shown.charts:
        title = view.headline if len(shown.charts) == 1 else f"{view.headline}: {chart.axis}"
        made = xlsx_chart.drawn(page, shown, chart, TABLE, title)
        page.add_chart(made, f"{get_column_letter(len(headings) + 2)}{at}")
        at += round(made.height / ROW) + 2


def line(page: Worksheet, row: int, words: str, columns: int, size: int = 11, bold: bool = False) -> None:
    """Words over so many columns, in as many lines as they need."""
    columns = max(columns, 1)
    wide = sum(page.column_dimensions[get_column_letter(n + 1)].width for n in range(columns))
    cell = put(page, row, 1, words)
    cell.font, cell.alignment = font(bold=bold, size=size), Alignment(wrap_text=True, vertical="top")
    if columns > 1:
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    page.row_dimensions[row].height = size * 1.35 * math.ceil(len(words) * size / 10 / max(wide, WIDEST))


def on_paper(page: Worksheet) -> None:
    """Printed across, as wide as a sheet of paper."""
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(rows: Sequence[Mapping[str, object]], heading: str) -> float:
    """As wide as what is in a column, its heading in two lines and no word of it broken."""
    longest = max((len(str(row.get(heading, ""))) for row in rows), default=0)
    return max(NARROWEST, min(WIDEST, max(longest, len(heading) // 2, *map(len, heading.split())) + 3))


def font(size: int = 11, bold: bool = False, **more: Any) -> Font:
    """Letters like all others of a file: of a font without a name each program takes another."""
    return Font(name=LETTERS, size=size, bold=bold, **more)


def said(page: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Words, each beside what it is, in as many lines as they need."""
    write(page, [["What", "Words"], *rows])
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 22, WORDS
    for nth, (what, words) in enumerate(page.iter_rows(), start=1):
        for cell in (what, words):
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        # Not every program makes room for them, and one that lacks the letters has wider ones.
        page.row_dimensions[nth].height = 15 * max(1, math.ceil(len(str(words.value)) / (WORDS * 0.75)))


def write(page: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows under their headings."""
    for number, row in enumerate(rows[:LAST_ROW], start=1):
        for position, value in enumerate(row, start=1):
            cell = put(page, number, position, value)
            if number == 1:
                cell.font = font(bold=True)
    for position in range(1, len(rows[0]) + 1):
        longest = max(len(str(row[position - 1] or "")) for row in rows[:LOOKED_AT])
        page.column_dimensions[get_column_letter(position)].width = max(12, min(60, longest + 3))
    page.freeze_panes = "A2"
    on_paper(page)


def put(page: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a cell. Words stay words: `=HYPERLINK(…)` in somebody's spreadsheet is not a formula in ours, and a
    letter that no workbook may hold is left out."""
    is_words = isinstance(value, str)
    cell = page.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", value) if is_words else value)
    if is_words and value:
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(STARTS_A_FORMULA)
    return cell
