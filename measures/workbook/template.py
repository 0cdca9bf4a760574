"""An empty workbook for one kind of sheet, made from its declaration: headings with notes, drop-downs, an example
row."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from measures.schema import Column, Sheet
from measures.workbook import fonts  # noqa: F401  (it is enough that it is there)

ROWS_WITH_DROP_DOWNS = 5000
BOLD, GREY = Font(bold=True), Font(italic=True, color="595959")
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="CFE0F1"), PatternFill("solid", fgColor="EEEEEE")


def file_name(sheet: Sheet) -> str:
    """What the file of a template is called."""
    return f"{sheet.title} template.xlsx"


def template(sheet: Sheet) -> bytes:
    """An .xlsx workbook with one sheet. Its second row is an example, which is left out when the file is loaded
    unchanged."""
    workbook = Workbook()
    page = workbook.active
    assert isinstance(page, Worksheet)
    page.title = sheet.title
    columns = (*sheet.columns, *sheet.flags)
    for position, column in enumerate(columns, start=1):
        head = page.cell(1, position, column.title)
        head.font, head.fill = BOLD, REQUIRED if column.required else OPTIONAL
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(note(column), "Measures", width=320, height=140)
        page.column_dimensions[get_column_letter(position)].width = max(14, min(40, len(column.title) + 4))
        example = page.cell(2, position)
        example.value, example.font = sheet.examples[0].get(column.title), GREY
        letter = get_column_letter(position)
        places = f"{letter}2:{letter}{ROWS_WITH_DROP_DOWNS}"
        if options := column.type.suggests:
            # The list suggests and does not forbid: other ways of writing Yes and No are read too.
            drop_down = DataValidation(
                type="list", formula1='"' + ",".join(options) + '"', allow_blank=True, showErrorMessage=False
            )
            page.add_data_validation(drop_down)
            drop_down.add(places)
        if column.type.number_format:
            for row in range(2, 202):
                page.cell(row, position).number_format = column.type.number_format
    page.freeze_panes = "A2"
    # Made the same from one day to the next, so that two copies of a template are one file.
    workbook.properties.created = workbook.properties.modified = dt.datetime(2026, 1, 1)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def note(column: Column) -> str:
    """What a column takes, for the note on its heading and the guide."""
    need = "Needed in every row." if column.required else "Optional."
    says = column.type.says[0].upper() + column.type.says[1:]
    return " ".join(filter(None, (f"{says}.", need, column.help)))
