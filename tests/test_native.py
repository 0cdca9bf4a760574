"""Charts that Office draws: each figure in one is a figure that the page prints, and nothing lies behind it."""

import io
import json
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from measures import answers, views
from measures.catalogue import MEASURES
from measures.disclosure import STEERING_GROUP
from measures.export import native as of
from measures.export.native import CHARTS, WITHOUT, figure, native
from measures.export.workbook import workbook
from measures.shapes.frequency import Days
from tests.taken import charts_of, nowhere

DATA = "Data of 23 November 2026, version 3."
FILTERS = [(name, {}) for name in MEASURES] + [
    (name, {"case": "RUTH"}) for name, measure in MEASURES.items() if "case" in measure.filters
]


def shown(store, name, chosen, viewer=answers.MANAGER):
    """An answer and how it is shown, or None where there is nothing to show."""
    answer = answers.ask(store, name, chosen, viewer=viewer)
    return None if answer.is_empty or answer.withheld else (answer, views.view(answer))


def printed(view) -> set[str]:
    """Everything that stands in a cell of the page's table."""
    return {str(cell) for row in view.rows for cell in row.values()}


@pytest.mark.parametrize(
    ("words", "value", "form"),
    [
        ("1,234", 1234, "#,##0"),
        ("47%", 0.47, "0%"),
        ("0.4%", 0.004, "0.0%"),
        ("£1,234.50", 1234.5, '"£"#,##0.00'),
        ("−\u2060£12", -12, '"£"#,##0;"−""£"#,##0'),
        ("+8", 8, '+#,##0;"−"#,##0;#,##0'),
        ("7.733333333", 7.733333333, "#,##0.000000000"),
    ],
)
def test_a_cell_is_the_number_that_it_prints(words, value, form):
    assert figure(words) == of.Figure(value, form)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no data",
        "fewer than 50",
        "12 of 40",
        "21 to 27",
        "00123",
        "2012",
        "12345",
        "1e3",
        "0 (clipped)",
        "9.7 hours",
    ],
)
def test_words_and_names_are_no_numbers(words):
    assert figure(words) is None


def test_a_unit_may_stand_behind_a_figure_where_it_is_asked_for():
    assert figure("9.7 hours per week", with_unit=True) == of.Figure(9.7, '#,##0.0 "hours per week"')
    assert figure("12 of 40", with_unit=True) is None and figure("21 to 27 minutes", with_unit=True) is None


def test_every_shape_and_form_has_its_chart_or_says_why_not():
    there = {(measure.shape, measure.form) for measure in MEASURES.values()}
    assert there <= {*CHARTS, *WITHOUT} and not {*CHARTS} & {*WITHOUT}


@pytest.mark.parametrize("viewer", [answers.MANAGER, STEERING_GROUP])
def test_each_figure_of_a_chart_is_one_that_the_page_prints(full, viewer):
    """Of every measure, of both viewers: what is withheld, or said in words, is a gap."""
    kinds = set()
    for name, chosen in FILTERS:
        if found := shown(full, name, chosen, viewer):
            answer, view = found
            made = native(answer, view)
            assert bool(made.charts) != bool(made.why), name
            assert [row for row in made.rows if any([*row.values()][1:])] or not view.rows
            told = [tuple(map(str, row.values())) for row in view.rows]
            own = [tuple(map(str, row.values())) for row in made.rows]
            blank = [row for row in own if not any(row[1:])]
            assert sorted(row for row in own if row not in blank) == sorted(row for row in told if any(row[1:])), name
            for chart in made.charts:
                kinds.add(chart.kind)
                for series in chart.series:
                    figures = made.figures(chart, series)
                    cells = [str(row[series.heading]) for row in made.rows[chart.first : chart.until]]
                    assert any(figures), (name, series.heading)
                    for cell, drawn in zip(cells, figures, strict=True):
                        assert cell in printed(view) or not cell
                        assert drawn is not None or not re.fullmatch(r"[£\d.,%−+]+", cell), (name, cell)
    assert {"bars", "line"} <= kinds
    assert viewer != answers.MANAGER or kinds == {"bars", "columns", "stacked bars", "stacked columns", "line", "radar"}


def test_each_figure_of_a_chart_is_one_of_the_answer_as_json(full):
    """The page rounds what `measures show` gives; a chart has no other figures than these, to the digits that it
    shows."""
    compared = 0
    for name, chosen in FILTERS:
        if not (found := shown(full, name, chosen)):
            continue
        answer, view = found
        made = native(answer, view)
        told = [*_numbers(json.loads(json.dumps(answer.as_dict(), default=str)))]
        if answer.measure.shape == "capability" and view.pictures:  # its lines are worked out where it is drawn
            told += _numbers(view.pictures[0].of[0].records(answer.measure))
            told += [100 * number for number in told]
        if answer.measure.shape == "results":
            told += [number / 100 for number in told]
        for chart in made.charts:
            for series in chart.series:
                figures = [each for each in made.figures(chart, series) if each]
                if isinstance(answer.shape, Days):  # in spans of days, which add up
                    assert sum(each.value for each in figures) == answer.shape.followed
                    continue
                for each in figures:
                    decimals = len(re.match(r"[^.;]*\.?(0*)", each.form)[1]) + 2 * ("%" in each.form)
                    near = max(0.5 * 10**-decimals, 1e-5 * abs(each.value)) + 1e-9
                    assert any(abs(number - each.value) <= near for number in told), (name, series.heading, each)
                    compared += 1
    assert compared > 1000


def _numbers(found):
    if isinstance(found, dict | list | tuple):
        for each in found.values() if isinstance(found, dict) else found:
            yield from _numbers(each)
    elif isinstance(found, int | float) and not isinstance(found, bool):
        yield found


def test_a_workbook_draws_the_cells_of_its_own_table(full):
    """Each series that Excel reads is a column of the table beside it, under its heading, with the figures that are
    printed."""
    drawn = 0
    for name, chosen in FILTERS:
        if not (found := shown(full, name, chosen)) or not found[1].file:
            continue
        answer, view = found
        made, content = native(answer, view), workbook(answer, view, DATA)
        charts = [*charts_of(content)]
        assert len(charts) == len(made.charts)
        page = load_workbook(io.BytesIO(content))["As shown"]
        assert (page["A1"].value, page["A2"].value) == (view.headline, view.subtitle)
        for chart, series in zip(made.charts, charts, strict=True):
            assert [each[0][0].value for each in series] == [each.heading for each in chart.series]
            for each, (_, names, values) in zip(chart.series, series, strict=True):
                assert [cell.value or "" for cell in names] == made.names(chart)
                figures = made.figures(chart, each)
                words = [None if found is None else found.value for found in figures]
                assert [cell.value if isinstance(cell.value, int | float) else None for cell in values] == words
                drawn += 1
    assert drawn > 60


def test_a_line_is_broken_where_that_of_the_page_is(full):
    answer, view = shown(full, "before_and_after", {})
    made = native(answer, view)
    blank = [nth for nth, row in enumerate(made.rows) if not any(row.values())]
    assert len(blank) == 1 and made.rows[blank[0] - 1]["Quarter"] == "1 before"
    assert all(made.figures(chart, chart.series[0])[blank[0]] is None for chart in made.charts)


def test_a_limit_that_the_measure_cannot_reach_lies_beyond_the_axis(full):
    answer, view = shown(full, "end_to_end_nine_of_ten", {})
    (chart,) = native(answer, view).charts
    assert (chart.lowest, chart.highest) == (0, None) and "clipped" in view.subtitle


def test_nothing_in_a_workbook_says_who_made_it_or_where(full):
    """Nor are its words formulas: a street called =HYPERLINK(…) stays one."""
    answer, view = shown(full, "households_by_street", {})
    row, *rows = view.rows
    view = replace(view, rows=[row | {"Street": "=HYPERLINK(0)\x07"}, *rows])
    content = workbook(answer, view, DATA)
    found = [
        cell
        for line in load_workbook(io.BytesIO(content))["As shown"]
        for cell in line
        if "HYPERLINK" in str(cell.value)
    ]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in found] == [("=HYPERLINK(0)", "s", True)]
    nowhere(content)
