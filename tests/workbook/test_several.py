"""Several names in one cell, as forms and lists write them: asked once, and read as a person says."""

import pytest

from measures.cells.name import AS_ONE, EACH, FIRST
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare

from .build import csv, load, places

HEADINGS = ("Date", "What was asked", "Agency", "V/F")
FORM = (
    ("Bin missed", "Waste;", "Failure;"),
    ("Who do I ring", "Waste;Contact centre;", "Failure"),
    ("Tax", "Revenues;", "Value;"),
)


def answers(*rows, way=None):
    said = Override("demands", tuple((heading, None) for heading in HEADINGS))
    overrides = {"form": said.read_in("Agency", way)} if way else {}
    content = csv([HEADINGS, *(("03/03/2025", *(f'"{words}"' for words in row)) for row in rows)])
    return prepare("form.csv", content.encode(), overrides=overrides)


def agencies(prepared):
    return prepared.sheets[0].rows["agency"].to_pylist()


def test_several_choices_are_asked_about_once_and_read_as_is_said(store):
    asked = answers(*FORM)
    assert [(p.code, p.where) for p in asked.problems if p.stops] == [("several?", "form!C")]
    assert asked.problems[0].sentence == (
        'Under "Agency" 1 cell has several names, such as "Waste;Contact centre;", and a row is counted under one. Say '
        'whether the first of them is read ("Waste"), each in a row of its own, or all as one name.'
    )
    first = answers(*FORM, way=FIRST)
    assert agencies(first) == ["Waste", "Waste", "Revenues"] and ("first-of-several", "form!C") in places(first)
    assert agencies(answers(*FORM, way=AS_ONE)) == ["Waste", "Waste; Contact centre", "Revenues"]
    assert first.sheets[0].rows["value_or_failure"].to_pylist() == ["Failure", "Failure", "Value"]
    assert load(store, first)["demands"] == 3


def test_a_form_s_mark_after_a_single_choice_is_no_part_of_it():
    assert agencies(one := answers(*FORM[::2])) == ["Waste", "Revenues"]
    assert not one.stops()


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (("12;#Waste;#13;#Revenues", "12;#Waste"), ["Waste", "Waste"]),  # a list's numbers
        ((";#Waste;#Revenues;#", "Waste"), ["Waste", "Waste"]),
        (("Waste\nRevenues", "Waste | Revenues"), ["Waste", "Waste"]),
        (("Waste, Revenues", "Waste", "revenues"), ["Waste", "Waste", "revenues"]),
        (("Health, Housing and Care", "Health"), None),  # a comma may be part of a name
        (("24;7 team", "24;7 team"), ["24", "24"]),
    ],
)
def test_where_there_are_several(cells, first):
    rows = [("a", cell, "V") for cell in cells]
    assert [p.code for p in answers(*rows).problems if p.stops] == (["several?"] if first else [])
    assert agencies(answers(*rows, way=FIRST)) == (first or [*cells])


def test_each_of_several_may_be_a_row_and_what_was_done_is_counted_once(store):
    headings = ("Demand ref", "Date", "What was asked", "Agency", "V/F", "Minutes")
    said = Override("demands", tuple((heading, None) for heading in headings)).read_in("Agency", EACH)
    rows = [
        ("D1", "03/03/2025", "Bin missed", "Waste;", "F", 10),
        ("D2", "04/03/2025", "Who do I ring", "Waste;Contact centre;Revenues;", "F", 30),
        ("D3", "05/03/2025", "Tax", "Revenues;", "V", "soon"),
        ("D4", "06/03/2025", "Tax", "Revenues;Waste", "maybe", 5),
    ]
    prepared = prepare("form.csv", csv([headings, *rows]).encode(), overrides={"form": said})
    (sheet,) = prepared.sheets
    assert agencies(prepared) == ["Waste", "Waste", "Contact centre", "Revenues", "Revenues", "Revenues", "Waste"]
    assert sheet.rows["minutes"].to_pylist() == [10, 30, None, None, None, 5, None]
    assert sheet.rows["demand_ref"].to_pylist() == ["D1", "D2", None, None, "D3", "D4", None]
    # Places are those of the sheet, and with its row a further one is left out too.
    assert {p.where for p in prepared.problems if p.stops} == {"form!F4", "form!E5"} and sheet.bad_rows == 3
    load(store, prepared, leave_out=True)
    (again,) = [store.preview(each) for each in prepared.incoming(leave_out=True)]
    assert (again.rows, again.new, again.already_there) == (4, 0, 4)
    assert store.counts()["demands"] == 4
    assert sum(row["minutes"] or 0 for row in store.rows("SELECT minutes FROM demands", ["demands"])) == 40


def test_more_names_in_a_row_than_there_are_numbers_for_stop_the_load():
    prepared = answers(("Tax", ";".join(f"Team {n}" for n in range(513)), "Value"), way=EACH)
    assert [problem.code for problem in prepared.stops()] == ["too-many-each"]


def test_the_filters_of_a_report_below_its_rows_are_no_names():
    filters = '"Applied filters:\nAgency is Waste, Revenues\nYear is 2025"'
    rows = [("Agency", "Date", "What was asked", "V/F"), ("Waste", "03/03/2025", "Bin missed", "F"), (), (filters,)]
    prepared = prepare("report.csv", csv(rows).encode())
    assert agencies(prepared) == ["Waste"]
    assert places(prepared) == [("remark", "report!4")]
