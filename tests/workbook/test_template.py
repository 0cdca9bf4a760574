"""The template of each kind of sheet, filled in as a manager would, comes back as rows in the store."""

import io

import pytest
from openpyxl import load_workbook

from measures.cells import Choice, YesNo
from measures.sheets import SHEETS
from measures.workbook.prepare import prepare
from measures.workbook.template import template

from .build import load, places, saved

KINDS = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)


def more_rows(sheet):
    """The further examples, and the last of them again under references of its own."""
    yield from sheet.examples[1:]
    for number in range(3):
        yield sheet.examples[-1] | {sheet.columns[0].title: f"T{number}"}


@KINDS
def test_a_filled_template_is_loaded(sheet, store):
    book = load_workbook(io.BytesIO(template(sheet)))
    page = book.active
    columns = (*sheet.columns, *sheet.flags)
    headings = [cell.value for cell in page[1]]
    assert headings == [column.title for column in columns]
    assert all(cell.comment.text for cell in page[1])
    listed = {
        str(places).split(":")[0].rstrip("0123456789")
        for d in page.data_validations.dataValidation
        for places in [d.sqref]
    }
    assert listed == {cell.column_letter for cell, c in zip(page[1], columns) if isinstance(c.type, YesNo | Choice)}
    rows = list(more_rows(sheet))
    for number, row in enumerate(rows, start=3):
        for position, heading in enumerate(headings, start=1):
            page.cell(number, position, row.get(heading))
    prepared = prepare(f"{sheet.kind}.xlsx", saved(book))
    assert prepared.stops() == []
    assert places(prepared) == [("example-row", f"{sheet.title}!2")]
    assert load(store, prepared) == {sheet.kind: len(rows)}


@KINDS
def test_the_template_as_it_is_has_no_rows(sheet):
    prepared = prepare("template.xlsx", template(sheet))
    assert places(prepared) == [("no-rows", sheet.title), ("example-row", f"{sheet.title}!2")]


@KINDS
def test_a_template_is_the_same_file_from_one_day_to_the_next(sheet):
    assert load_workbook(io.BytesIO(template(sheet))).properties.created.year == 2026
