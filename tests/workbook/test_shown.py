"""A cell is read as the manager sees it, also where the fast reader tells something else, or nothing."""

import datetime as dt
import re

import pytest
import xlrd

from measures.workbook.formats import xls
from measures.workbook.formats.base import Refused
from measures.workbook.prepare import prepare

from .build import (
    FILES,
    HEADINGS,
    ROWS,
    Fault,
    Shown,
    csv,
    ods,
    ods_cell,
    ods_row,
    part,
    places,
    repacked,
    saved,
    workbook,
    xlsx,
)
from .xlsb import xlsb

SHEET = "xl/worksheets/sheet1.xml"
HEADS = ods_row(ods_cell("Measure"), ods_cell("After"))


def percentage(value: float, more: str = "") -> str:
    return ods_cell(f"{value:.1%}", f'office:value-type="percentage" office:value="{value}" {more}')


def number(value: float) -> str:
    return ods_cell(str(value), f'office:value-type="float" office:value="{value}"')


def test_an_old_workbook():
    """Percentages by their format, one of them only by a word in it; and durations, of which it is asked whether they
    were typed as minutes and seconds. See files/make.py."""
    prepared = prepare("shown.xls", (FILES / "shown.xls").read_bytes())
    assert places(prepared) == [("unit?", "Demands!C"), ("day-of-work", "Demands!C")]
    results, demands = prepared.sheets
    assert results.rows["after"].to_pylist() == [24.1, 24.1, 0.241]
    assert demands.rows["minutes"].to_pylist() == [25, 65, 1505]


def test_an_old_workbook_with_a_chart_on_a_sheet():
    """The numbers that the chart keeps are no cells; merged cells, hidden rows and hidden sheets are as in others."""
    prepared = prepare("chart.xls", (FILES / "chart.xls").read_bytes())
    (sheet,) = prepared.sheets
    assert places(prepared) == [("hidden-sheet", "Notes"), ("hidden-rows", "Households"), ("merged", "Households!B")]
    assert sheet.rows["tier"].to_pylist() == ["1", "2", "3"] and sheet.rows["flag0"].to_pylist() == [True, False, True]
    assert sheet.rows["street"].to_pylist() == ["Larkspur Road"] * 2 + ["Tansy Close"]


def test_an_old_workbook_that_only_the_fast_reader_opens(monkeypatch):
    """It is read all the same, unless it has a chart, for that reader takes what a chart keeps for cells."""

    def broken(*_, **__):
        raise xlrd.XLRDError("not for me")

    monkeypatch.setattr(xlrd, "open_workbook", broken)
    assert [sheet.name for sheet in xls.read(FILES / "shown.xls")] == ["Results", "Demands"]
    with pytest.raises(Refused, match="chart-in-cells"):
        xls.read(FILES / "chart.xls")


@pytest.mark.parametrize(
    ("kind", "value", "mode", "words"),
    [
        (xlrd.XL_CELL_NUMBER, 25.0, 0, "25"),
        (xlrd.XL_CELL_NUMBER, 2.19e20, 0, "219000000000000000000"),
        (xlrd.XL_CELL_NUMBER, 0.00001, 0, "0.00001"),
        (xlrd.XL_CELL_BOOLEAN, 1, 0, "true"),
        (xlrd.XL_CELL_DATE, 41089.0, 0, "2012-06-29 00:00:00"),
        (xlrd.XL_CELL_DATE, 41089.0, 1, "2016-06-30 00:00:00"),  # it counts from 1904
        (xlrd.XL_CELL_DATE, 25 / 1440, 0, "1899-12-31 00:25:00"),  # as the fast reader has it, see Minutes
        (xlrd.XL_CELL_DATE, 61.5, 0, "1900-03-01 12:00:00"),
        (xlrd.XL_CELL_DATE, 1e9, 0, "1000000000"),
        (xlrd.XL_CELL_BLANK, "", 0, ""),
    ],
)
def test_a_cell_of_an_old_workbook_is_in_the_words_of_the_others(kind, value, mode, words):
    assert xls._words(kind, value, mode) == words


def test_percentages_of_an_open_workbook():
    """Rows and cells that are alike are written once; headings and groups have rows within them."""
    rows = [
        f"<table:table-header-rows>{HEADS}</table:table-header-rows>",
        ods_row(ods_cell("", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="2"'),
        ods_row(ods_cell("A"), percentage(0.241), more='table:number-rows-repeated="2"'),
        ods_row(ods_cell("B"), number(0.241)),
        f"<table:table-row-group>{ods_row(ods_cell('C'), percentage(0.07))}</table:table-row-group>",
        ods_row(ods_cell("", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1048569"'),
    ]
    other = [
        ods_row(ods_cell("Measure"), ods_cell("Before"), ods_cell("After")),
        ods_row(ods_cell("A"), percentage(0.5, 'table:number-columns-repeated="2"')),
        ods_row('<table:covered-table-cell table:number-columns-repeated="2"/>', percentage(1)),
    ]
    prepared = prepare("shown.ods", ods({"Results": "".join(rows), "Other": "".join(other)}))
    first, second = prepared.sheets
    assert first.rows.select(["row", "after"]).to_pydict() == {"row": [4, 5, 6, 7], "after": [24.1, 24.1, 0.241, 7.0]}
    assert second.rows["before"].to_pylist()[0] == 50.0
    assert second.rows["after"].to_pylist() == [50.0, 100.0]
    assert places(prepared) == [("missing", "Other!A3")]


LIBREOFFICE = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
ERRORS = {
    "LibreOffice": ods_cell("#N/A", f'table:formula="of:=NA()" {LIBREOFFICE}'),
    "LibreOffice, of its own": ods_cell("Err:502", f'table:formula="of:=X(" {LIBREOFFICE}'),
    "LibreOffice, in German": ods_cell("#NV", f'table:formula="of:=NA()" {LIBREOFFICE}'),
    "OpenOffice": ods_cell("#DIV/0!", 'table:formula="of:=1/0" office:value-type="float" office:value="0"'),
    "OpenOffice, a percentage": ods_cell("#DIV/0!", 'office:value-type="percentage" office:value="0"'),
    "odfpy, as words": ods_cell("#REF!"),
    "odfpy, without a type": ods_cell("#VALUE!", ""),
}


@pytest.mark.parametrize("cell", ERRORS.values(), ids=ERRORS)
def test_errors_of_an_open_workbook(cell):
    prepared = prepare("errors.ods", ods({"Results": HEADS + ods_row(ods_cell("A"), cell)}))
    ((code, where),) = places(prepared)
    assert (code, where) == ("error-cell", "Results!B2")
    assert prepared.problems[0].details["value"] in cell


def test_formulas_of_an_open_workbook():
    """One without a result is told; an empty result is a blank; and a note on a cell is none of its words."""
    note = "<office:annotation><text:p>#N/A</text:p></office:annotation>"
    rows = [
        ods_row(ods_cell("A"), ods_cell("", 'table:formula="of:=1+1"')),
        ods_row(ods_cell("B"), ods_cell("", 'table:formula="of:=&quot;&quot;" office:value-type="string"')),
        ods_row(ods_cell("C"), number(3).replace("<text:p>", note + "<text:p>")),
    ]
    prepared = prepare("formulas.ods", ods({"Results": HEADS + "".join(rows)}))
    assert places(prepared) == [("not-calculated", "Results!B2"), ("needs-one-of", "Results!3")]
    assert prepared.sheets[0].rows["after"].to_pylist() == [None, None, 3]


def test_durations_of_an_open_workbook():
    asked = [ods_cell("05/01/2026"), ods_cell("Nobody came")]
    spent = ("PT0H25M00S", "PT01H05M30.5S", "PT25H00M00S", "P1DT1H", "PT25M", "-PT25M")
    cells = [ods_cell("shown", f'office:value-type="time" office:time-value="{iso}"') for iso in spent]
    rows = [ods_row(ods_cell("Received on"), ods_cell("What the person asked"), ods_cell("Minutes"))]
    rows += [ods_row(*asked, cell, more='table:number-rows-repeated="2"') for cell in cells]
    rows.append(ods_row(ods_cell("", 'table:number-columns-repeated="2"'), cells[0]))
    prepared = prepare("durations.ods", ods({"Demands": "".join(rows)}))
    stops = [("not-a-number", "Demands!C12"), ("missing", "Demands!A14"), ("missing", "Demands!B14")]
    assert places(prepared) == [*stops, ("day-of-work", "Demands!C")]
    assert "also in C13" in prepared.problems[0].sentence
    minutes = [m for m in (25, 65.5, 1500, 1500, 25, None) for _ in range(2)]
    assert prepared.sheets[0].rows["minutes"].to_pylist() == [*minutes, 25]


WITHOUT = {
    "no place in cells": lambda xml: re.sub(rb'(<c )r="[A-Z]+\d+"', rb"\1", xml),
    "no place at all": lambda xml: re.sub(rb'(<(?:c|row) )r="[A-Z]*\d+"', rb"\1", xml),
    "no place in rows": lambda xml: re.sub(rb'(<row )r="\d+"', rb"\1", xml),
    "single quotes": lambda xml: re.sub(rb'(<(?:c|row) [^>]*>)', lambda tag: tag[0].replace(b'"', b"'"), xml),
}  # fmt: skip


@pytest.mark.parametrize("change", WITHOUT.values(), ids=WITHOUT)
def test_cells_that_do_not_say_where_they_are(change):
    """They need not: each follows the one before it."""
    rows = [("Measure", "Before", "After"), ("A", Shown(0.5, "0%"), Shown(0.241, "0.0%")), ("B", 2, "=1+1")]
    content = xlsx({"Results": rows})
    changed = change(part(content))
    assert changed != part(content)
    prepared = prepare("odd.xlsx", repacked(content, {SHEET: changed}))
    assert places(prepared) == [("not-calculated", "Results!C3")]
    assert prepared.sheets[0].rows["before"].to_pylist() == [50, 2]
    assert prepared.sheets[0].rows["after"].to_pylist() == [24.1, None]


def hiding(*rows: int) -> bytes:
    """The smallest household sheet with these of its rows hidden, a total among them."""
    book = workbook({"Households": [HEADINGS, *ROWS, ("Total", None, None, 1), ("D", "Elm Row", 3, "N")]})
    for row in rows:
        book["Households"].row_dimensions[row].hidden = True
    book["Households"].column_dimensions["C"].hidden = True
    return saved(book)


def without_places(content: bytes) -> bytes:
    return repacked(content, {SHEET: re.sub(rb' r="[A-Z]*\d+"', b"", part(content, SHEET))})


@pytest.mark.parametrize("change", [lambda c: c, without_places], ids=["as Excel writes", "without places"])
@pytest.mark.parametrize(
    "rows, count", [((), None), ((1, 5), None), ((2, 3, 5, 6), "3")], ids=["none", "no row of data", "some"]
)
def test_rows_that_are_hidden_are_read_and_told(rows, count, change):
    prepared = prepare("homes.xlsx", change(hiding(*rows)))
    assert prepared.sheets[0].rows["row"].to_pylist() == [2, 3, 4, 6]
    assert [p.details["count"] for p in prepared.problems if p.code == "hidden-rows"] == [count] * bool(count)
    assert not prepared.stops()


HIDDEN = [("Household ref", "Street name", "Note", "ASB"), ("1", "Mill Road", "seen", "Y"), ("2", "Low Road", "", "N")]


def with_hidden_columns(*columns: str) -> bytes:
    book = workbook({"Households": HIDDEN})
    for column in columns:
        book["Households"].column_dimensions[column].hidden = True
    return saved(book)


def hidden_columns(prepared) -> list:
    return [p.details["columns"] for p in prepared.problems if p.code == "hidden-columns"]


@pytest.mark.parametrize("change", [lambda c: c, without_places], ids=["as Excel writes", "without places"])
@pytest.mark.parametrize(
    "hidden, told",
    [((), []), (("C",), []), (("B", "C", "D"), ['"Street name" (B) and "ASB" (D)'])],
    ids=["none", "one that is not read", "some"],
)
def test_columns_that_are_hidden_are_read_and_told(hidden, told, change):
    prepared = prepare("homes.xlsx", change(with_hidden_columns(*hidden)))
    assert hidden_columns(prepared) == told and not prepared.stops()
    assert prepared.sheets[0].rows["street"].to_pylist() == ["Mill Road", "Low Road"]


def test_hidden_columns_of_other_workbooks():
    looks = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    open_one = ods({"Households": looks + "".join(ods_row(*map(ods_cell, row)) for row in HIDDEN)})
    assert hidden_columns(prepare("homes.ods", open_one)) == []
    looks = looks.replace('"2"', '"3"')
    open_one = ods({"Households": looks + "".join(ods_row(*map(ods_cell, row)) for row in HIDDEN)})
    assert hidden_columns(prepare("homes.ods", open_one)) == ['"ASB" (D)']
    binary = xlsb({"Households": HIDDEN}, hidden_columns=[(1, 1), (3, 16383)])
    assert hidden_columns(prepare("homes.xlsb", binary)) == ['"Street name" (B) and "ASB" (D)']


def test_rows_that_a_filter_hides_in_an_open_workbook():
    hidden = ods_row(ods_cell("B"), number(2), more='table:visibility="filter" table:number-rows-repeated="2"')
    tail = ods_row(ods_cell("", ""), more='table:visibility="collapse" table:number-rows-repeated="1048000"')
    prepared = prepare("shown.ods", ods({"Results": HEADS + ods_row(ods_cell("A"), number(1)) + hidden + tail}))
    assert prepared.sheets[0].rows["row"].to_pylist() == [2, 3, 4]
    assert [p.details["count"] for p in prepared.problems if p.code == "hidden-rows"] == ["2"]


def test_merged_cells_of_an_open_workbook():
    rows = [
        ods_row(*map(ods_cell, ("Household ref", "Street name", "ASB"))),
        ods_row(
            ods_cell("A"),
            ods_cell("Mill Road", 'table:number-rows-spanned="2" office:value-type="string"'),
            ods_cell("Y"),
        ),
        ods_row(ods_cell("B"), "<table:covered-table-cell/>", ods_cell("N")),
    ]
    prepared = prepare("merged.ods", ods({"Households": "".join(rows)}))
    assert places(prepared) == [("merged", "Households!B")]
    assert prepared.sheets[0].rows["street"].to_pylist() == ["Mill Road"] * 2


def test_a_binary_workbook():
    """Percentages by their format, hidden rows, merged cells, errors, times and the epoch of 1904."""
    results = [
        ("Measure", "After", "Before"),
        ("A", Shown(0.241, "0.0%"), 25),
        ("B", Shown(24.1, '0.0"%"'), Fault("#N/A")),
        (None, 0.241, 3),
    ]
    demands = [
        ("Received on", "What the person asked", "Minutes"),
        *((Shown(45000, "dd/mm/yyyy"), f"Asked {i}", Shown(m / 1440, "[h]:mm")) for i, m in enumerate((25, 65))),
    ]
    content = xlsb({"Results": results, "Demands": demands}, hidden_rows=[3], merged=[(0, 3, 4)])
    prepared = prepare("shown.xlsb", content)
    assert prepared.sheets[0].rows["after"].to_pylist() == [24.1, 24.1, 0.241]
    told = places(prepared, "error-cell", "hidden-rows", "merged")
    assert sorted(told) == [
        ("error-cell", "Results!C3"),
        ("hidden-rows", "Demands"),
        ("hidden-rows", "Results"),
        ("merged", "Results!A"),
    ]
    assert prepared.sheets[1].rows["minutes"].to_pylist() == [25, 65]
    assert str(prepared.sheets[1].rows["received_on"][0]) == "2023-03-15"
    counted = prepare("mac.xlsb", xlsb({"Demands": demands}, epoch_1904=True)).sheets[0]
    assert str(counted.rows["received_on"][0]) == "2027-03-16" and counted.rows["minutes"].to_pylist() == [25, 65]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([("Re-referrals", Shown(0.12, "0%")), ("re-referrals", 0.11), ("Calls", 1), ("Re-referrals", "0%")], ["S!C3"]),
        ([("Re-referrals", "12%"), ("Re-referrals", 11), ("Calls", 0.5), ("Re-referrals", 0)], []),
        ([("Late", "0.4%"), ("Late", "0.6")], ["S!C3"]),
        ([("Late", 0.4), ("Late", 0.6)], []),
    ],
)
def test_a_fraction_among_per_cents_of_its_measure_is_asked_about(rows, asked):
    table = [("Measure", "Month", "Value"), *((name, f"2025-0{i}", value) for i, (name, value) in enumerate(rows, 1))]
    assert places(prepare("points.xlsx", xlsx({"S": table})), "not-per-cent") == [("not-per-cent", s) for s in asked]


def test_no_row_of_fractions_among_per_cents_is_loaded_when_those_in_doubt_are_left_out():
    points = [("Late", f"{1500 + i}", "12%" if i == 0 else "0.11") for i in range(502)]
    prepared = prepare("points.csv", csv([("Measure", "Year", "Value"), *points]).encode())
    assert prepared.sheets[0].good_rows()["value"].to_pylist() == [12] * bool(prepared.sheets[0].good_rows().num_rows)


def test_before_and_after_are_in_one_unit():
    rows = [("Result", "Before", "After"), ("Packages", "24.1%", "0.109"), ("Hours", "12", "0.7"), ("Late", "9%", "4")]
    assert places(prepare("results.csv", csv(rows).encode())) == [("not-per-cent", "results!C2")]


@pytest.mark.parametrize(
    ("name", "unit", "values", "asked"),
    [
        ("Late", "%", (0.12, 0.11, 0.1), 3),
        ("% late", "", (0.12, 0.11, 1), 3),
        ("Late", "per cent of all", (0.12, 0), 1),
        ("Late", "%", (0.9, 1.1, 0.8), 0),  # as voids are
        ("Late", "%", ("0.9%", "0.8%"), 0),
        ("Late", "hours", (0.12, 0.11), 0),
    ],
)
def test_figures_that_may_be_fractions_of_what_is_in_per_cent_are_asked_about(name, unit, values, asked):
    rows = [(name, f"2025-0{i}", value, unit) for i, value in enumerate(values, 1)]
    prepared = prepare("points.xlsx", xlsx({"S": [("Measure", "Month", "Value", "Unit"), *rows]}))
    assert sum(p.number for p in prepared.stops() if p.code == "not-per-cent") == asked
    results = [("Result", "Before", "After", "Unit"), (name, *values[:2], unit), ("Hours", 0.5, 0.7, "hours")]
    found = [p for p in prepare("results.xlsx", xlsx({"S": results})).stops() if p.code == "not-per-cent"]
    assert len(found) == (min(asked, 2) if unit != "per cent of all" else 1)


def test_a_date_among_the_references_of_a_workbook_was_a_reference():
    headings, march = ("Case ref", "Agency", "Cost"), Shown(dt.datetime(2024, 3, 1), "mmm-yy")
    rows = [headings, ("MAR-24", "Police", 10), (march, "Police", 20), ("24/003", "Police", 30)]
    prepared = prepare("costs.xlsx", xlsx({"S": rows}))
    assert places(prepared) == [("date-for-ref", "S!A3")] and "a date, 2024-03-01, as" in prepared.problems[0].sentence
    assert prepared.sheets[0].good_rows()["case_ref"].to_pylist() == ["MAR-24", "24/003"]
    text = [headings, ("2024-03-01", "Police", 20), ("24/003", "Police", 30)]
    assert places(prepare("costs.csv", csv(text).encode())) == []
    spoilt = [headings, ("1-Mar", "Police", 20), ("Mar-24", "Police", 5), ("3-14", "Police", 30), ("MAR-25", "A", 1)]
    saved = prepare("costs.csv", csv(spoilt).encode())
    assert places(saved) == [("as-a-date", "costs!A2")]
    assert "or MAR-24, and so is A3. It is" in saved.problems[0].sentence
    assert saved.sheets[0].good_rows().num_rows == 4
