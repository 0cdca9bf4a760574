"""Flags as systems write them: ticked, ☑, -1; and numbers and dates in place of Yes and No, of which a person is
asked."""

import pytest

from measures.workbook.by_hand import LEFT_OUT, Override
from measures.workbook.prepare import prepare

from .build import csv, load, places

HEADINGS = ("Household ref", "Street name", "CYP referral", "Rent arrears", "ASB", "Crime", "VA")


def homes(*rows, ways=(), headings=HEADINGS):
    said = Override("households", tuple((heading, None) for heading in headings))
    for heading, way in ways:
        said = said.read_in(heading, way)
    content = csv([headings, *((f"H{i}", "Elm Road", *row) for i, row in enumerate(rows))])
    return prepare("homes.csv", content.encode(), overrides={"homes": said} if ways else {})


def flag(prepared, name):
    (sheet,) = prepared.sheets
    return sheet.rows[f"flag{sheet.flag_names.index(name)}"].to_pylist()


LIST = (("checked", 3, "03/03/2025", -1, "☑"), ("", 0, "", 0, "☐"), ("Ticked", "", "12/11/2024", -1, ""))
NUMBER, DATE = ("Rent arrears", "any number above 0"), ("ASB", "any date")


def test_a_tick_is_yes_however_it_is_written_and_what_is_not_ticked_is_not_known():
    prepared = homes(*LIST)
    assert flag(prepared, "CYP referral") == [True, None, True]
    assert flag(prepared, "Crime") == [True, False, True]
    assert flag(prepared, "VA") == [True, False, None]


def test_numbers_and_dates_in_place_of_yes_are_asked_about_once_and_read_as_is_said(store):
    asked = homes(*LIST)
    assert places(asked) == [("number-or-yes?", "homes!D"), ("date-or-yes?", "homes!E")]
    assert all(p.stops for p in asked.problems) and asked.stops(leave_out=True)
    said = homes(*LIST, ways=(NUMBER, DATE))
    assert places(said) == [("read-also-as-yes", "homes!D"), ("read-also-as-yes", "homes!E")]
    assert flag(said, "Rent arrears") == [True, False, None]
    assert flag(said, "ASB") == [True, None, True]
    assert load(store, said)["households"] == 3


def test_a_slip_among_words_stays_a_slip_of_its_cell():
    rows = [("Y", "Y", "Y", "N", ""), ("N", "3", "03/03/2025", "N", ""), ("N", "N", "N", "N", "")]
    assert places(homes(*rows)) == [("not-yes-no", "homes!D3"), ("not-yes-no", "homes!E3")]
    # Once it is said that numbers are Yes, what is no number is still told, and a credit is no arrears.
    said = homes(("Y", "-12.50"), ("N", "£3"), ("N", "some"), ways=(NUMBER,), headings=HEADINGS[:4])
    assert flag(said, "Rent arrears") == [False, True, None]
    assert places(said)[0] == ("not-yes-no", "homes!D4")


@pytest.mark.parametrize(
    ("cells", "flags"), [(("-1", "0", "-1"), ["Seen"]), (("-1", "0", "1"), []), (("2", "0", "1"), [])]
)
def test_what_a_database_keeps_of_yes_is_a_flag_and_a_change_is_none(cells, flags):
    prepared = homes(*[("Y", cell) for cell in cells], headings=("Household ref", "Street name", "ASB", "Seen"))
    assert [name for name in prepared.sheets[0].flag_names if name != "ASB"] == flags
    assert places(prepared) == [("only-0-and-1" if flags else "left-alone", "homes!D1")]


@pytest.mark.parametrize(
    ("cells", "read", "asked"),
    [
        (("x", "", "X"), [True, None, True], []),
        (("x", "N", "☐"), [True, False, False], []),
        (("☒", "☐", ""), [True, False, None], []),
        (("✓", "x", "X"), [True, None, None], ["homes!C3", "homes!C4"]),
        (("☒", "☑", "☐"), [None, True, False], ["homes!C2"]),
        (("Y", "x", "N"), [True, None, False], ["homes!C3"]),
        (("x", "✗", ""), [None, False, None], ["homes!C2"]),
    ],
)
def test_a_cross_is_yes_alone_and_asked_about_beside_another_mark(cells, read, asked):
    prepared = homes(*[(cell,) for cell in cells], headings=HEADINGS[:3])
    assert flag(prepared, "CYP referral") == read
    assert places(prepared) == [("not-a-tick", place) for place in asked]
    assert bool(prepared.stops()) == bool(asked)


def test_how_many_were_crossed_is_no_mark_of_its_own():
    rows = [(*HEADINGS[:2], "Crime"), ("H1", "Elm Road", "x"), ("H2", "Elm Road", ""), ("Total", "", "1")]
    prepared = prepare("homes.csv", csv(rows).encode())
    assert (flag(prepared, "Crime"), prepared.stops()) == ([True, None], [])


def test_what_a_cross_is_may_be_said(store):
    said = Override("households", tuple((heading, None) for heading in HEADINGS[:3]))
    for words in ("x", "X"):
        said = said.read_words("CYP referral", {words: "N"})
    rows = [HEADINGS[:3], *((f"H{i}", "Elm Road", cell) for i, cell in enumerate("✓xX"))]
    prepared = prepare("homes.csv", csv(rows).encode(), overrides={"homes": said})
    assert flag(prepared, "CYP referral") == [True, False, False]
    assert load(store, prepared)["households"] == 3


def test_true_and_false_may_be_letters_and_an_f_alone_is_of_anything():
    headings = ("Household ref", "Street name", "ASB", "Crime", "Damp", "Gender")
    prepared = homes(("T", "F", "T", "F"), ("F", "F", "F", "M"), ("", "", "n/k", "F"), headings=headings)
    assert [flag(prepared, name) for name in ("ASB", "Crime", "Damp")] == [
        [True, False, None],
        [False, False, None],
        [True, False, None],
    ]
    assert places(prepared)[1:] == [
        ("only-t-and-f", "homes!C1"),
        ("only-t-and-f", "homes!E1"),
        ("left-alone", "homes!F1"),
    ]
    alone = homes(("Y", "T"), ("N", "F"), headings=("Household ref", "Street name", "ASB", "Tenure"))
    assert alone.sheets[0].flag_names == ("ASB",) and places(alone) == [("left-alone", "homes!D1")]
    assert places(homes(("F",), ("",), headings=HEADINGS[:3])) == [("not-yes-no", "homes!C2")]


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("Flags", ('"ASB; Rent arrears"', "ASB", "None", ""), True),
        ("Flags", ("2", "1", "0", "two"), False),
        ("Concerns", ('"ASB, Rent arrears"', "crime", "", ""), None),
        ("Concerns", ("Gas", "Dog", "ASB", ""), False),
    ],
)
def test_flags_that_are_named_in_one_column_are_told_once(heading, cells, told):
    """What is headed as their number stops the load, as it did cell by cell; of any other column it is said."""
    prepared = homes(*[(cell,) for cell in cells], headings=("Household ref", "Street name", heading))
    found = [p for p in prepared.problems if p.code == "flags-in-words"]
    assert [(p.where, p.stops) for p in found] == ([("homes!C1", bool(told))] if told is not False else [])
    if found:
        assert '"ASB' in found[0].sentence and not [p for p in prepared.problems if p is not found[0]]
        assert "flag_count" not in prepared.sheets[0].rows.column_names
    said = Override("households", (("Household ref", None), ("Street name", None), (heading, LEFT_OUT)))
    content = csv([("Household ref", "Street name", heading), ("A", "Elm Road", cells[0])])
    assert places(prepare("homes.csv", content.encode(), overrides={"homes": said})) == []
