"""Slides for PowerPoint: opened again, each has the finding, what it is of, and the figures that the page prints."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from measures.answers import ask
from measures.disclosure import STEERING_GROUP
from measures.export import slides
from measures.export.native import native
from measures.views import view
from measures.views.base import in_full
from tests.taken import nowhere
from tests.test_native import DATA, FILTERS, shown


def opened(content: bytes):
    (page,) = Presentation(io.BytesIO(content)).slides
    return page


def charts(page):
    return [shape.chart for shape in page.shapes if shape.has_chart]


def test_each_slide_has_the_charts_of_its_page_figure_by_figure(full):
    """What PowerPoint draws, and the workbook that opens with “Edit data”, have the same figures: those of the
    table."""
    drawn = tables = 0
    for name, chosen in FILTERS:
        if not (found := shown(full, name, chosen)) or not found[1].file:
            continue
        answer, view = found[0], in_full(*found)
        made, page = native(answer, view), opened(slides.slide(answer, view, DATA))
        assert page.shapes.title.text == slides.plain(view.headline)
        said = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        assert slides.plain(view.subtitle) in said and DATA in said
        notes = page.notes_slide.notes_text_frame.text
        assert all(each in notes for each in (answer.measure.formula, *answer.measure.caveats, DATA))
        assert len(charts(page)) == len(made.charts)
        for chart, own in zip(made.charts, charts(page), strict=True):
            names = [slides.plain(each) for each in made.names(chart)]
            told = [point.text or "" for point in own.plots[0].series[0]._element.iterfind("{*}cat//{*}v")]
            assert told == names
            cells = load_workbook(io.BytesIO(own.part.chart_workbook.xlsx_part.blob)).active
            assert cells.max_column == 1 + len(chart.series) and cells.max_row <= 1 + len(names)
            for column, (series, drawn_of) in enumerate(zip(chart.series, own.plots[0].series, strict=True), start=2):
                figures = made.figures(chart, series)
                values = [None if each is None else each.value for each in figures]
                assert (drawn_of.name, [*drawn_of.values]) == (series.heading, values)
                assert [cells.cell(row, column).value for row in range(2, 2 + len(names))] == values
                forms = [cells.cell(row, column).number_format for row, each in enumerate(figures, start=2) if each]
                assert forms == [each.form for each in figures if each]
                drawn += 1
        for shape in page.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= slides.WIDE, name
            if shape.has_table:
                tables += 1
                assert not made.charts
                cells = [[cell.text for cell in row.cells] for row in shape.table.rows]
                first = [[slides.plain(cell) for cell in row.values()] for row in view.rows[: slides.ROWS]]
                assert cells[1:] == [row[: slides.COLUMNS] for row in first]
    assert drawn > 60 and tables > 5


def test_a_figure_at_its_bar_has_the_digits_of_the_table(full):
    """A change from 12 to 9.7 is none to 10."""
    found = ask(full, "results")
    page = opened(slides.slide(found, view(found), DATA))
    forms = [point.get("formatCode") for point in charts(page)[1]._chartSpace.iterfind(".//{*}val//{*}pt")]
    assert forms == ['#,##0 "hours per week"', '#,##0.0 "hours per week"']


def test_words_of_a_spreadsheet_are_no_formula_and_no_link_behind_a_chart(full):
    """“Edit data” opens a workbook, which would run the one and offer the other."""
    found = ask(full, "demand_types")
    first, second, *rows = view(found).rows
    said = replace(
        view(found), rows=[first | {"Type": "=HYPERLINK(0)\x07"}, second | {"Type": "external:c:\\secret"}, *rows]
    )
    content = slides.slide(found, said, DATA)
    (chart,) = charts(opened(content))
    cells = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cells["A2"].value, cells["A3"].value] == ["=HYPERLINK(0)", "external:c:\\secret"]
    assert {cells["A2"].data_type, cells["A3"].data_type} == {"s"} and not cells["A3"].hyperlink


def test_what_is_withheld_is_in_no_part_of_a_slide_and_nobody_is_named(full):
    for name in ("demand_types", "households_by_street", "demands_per_week", "failure_demand"):
        found = shown(full, name, {}, STEERING_GROUP)
        if found is None:
            continue
        exact = {str(cell) for row in view(ask(full, name)).rows for cell in row.values()}
        told = {str(cell) for row in found[1].rows for cell in row.values()} | {found[1].headline, found[1].subtitle}
        secrets = [cell for cell in exact - told if len(cell) > 3 and cell not in str(told)]
        nowhere(slides.slide(*found, DATA), *secrets)
    found = shown(full, "demand_types", {})
    nowhere(slides.slide(*found, DATA))


@pytest.mark.parametrize("letters", [10, 200, 900])
def test_what_is_below_a_subtitle_begins_below_it(full, letters):
    found = ask(full, "failure_demand")
    page = opened(slides.slide(found, replace(view(found), subtitle="word " * (letters // 5)), DATA))
    (chart,) = [shape for shape in page.shapes if shape.has_chart]
    box = next(shape for shape in page.shapes if shape.has_text_frame and shape.text_frame.text.startswith("word"))
    assert box.top + box.height <= chart.top and chart.height > Emu(3_000_000)
