"""Sheets as people keep them for each other: merged cells, headings over two rows, notes under the table, doubtful
answers."""

import re

import pytest

from measures.problems import KINDS, Problem
from measures.problems.problem import FILLED
from measures.workbook.by_hand import LEFT_OUT, Override
from measures.workbook.prepare import prepare
from tests.workbook.build import load, places, saved, workbook, xlsx

COUNTS = ("count", "bad", "overlap")
HEADINGS = ("Agency", "Date", "What was said", "V/F", "Mins")
CALLS = (
    ("Physio", "15/01/2026", "Where is my letter", "F", 30),
    (None, "16/01/2026", "My knee hurts", "V", None),
    (None, "17/01/2026", "Chasing", "F?", 5),
)


def merged(rows, *ranges: str) -> bytes:
    book = workbook({"Calls": rows})
    for cells in ranges:
        book["Calls"].merge_cells(cells)
    return saved(book)


def column(prepared, name: str) -> list:
    return prepared.sheets[0].good_rows()[name].to_pylist()


def test_a_cell_merged_over_several_rows_says_the_same_of_each():
    prepared = prepare("calls.xlsx", merged([HEADINGS, *CALLS], "A2:A4", "E2:E3"))
    assert column(prepared, "agency") == ["Physio"] * 3
    assert column(prepared, "minutes") == [30, None, 5]  # an amount is of all its rows together
    assert places(prepared) == [("merged", "Calls!A"), ("merged-once", "Calls!E")]
    assert not prepared.stops()


def test_merged_rows_without_anything_else_are_no_rows():
    prepared = prepare("calls.xlsx", merged([HEADINGS, *CALLS], "A2:A9", "B4:B2000"))
    assert prepared.sheets[0].rows["row"].to_pylist() == [2, 3, 4]
    assert places(prepared) == [("merged", "Calls!A")]


def test_headings_over_two_rows():
    above = ("Agency", "Date", "Demand", None, "Mins")
    below = (None, None, "What was said", "V/F", None)
    prepared = prepare("calls.xlsx", merged([above, below, *CALLS], "A1:A2", "B1:B2", "C1:D1", "E1:E2"))
    assert prepared.sheets[0].recognised.header_row == 2
    assert column(prepared, "verbatim") == [row[2] for row in CALLS]
    assert not prepared.stops()


NOTE = ("Figures are provisional",)


@pytest.mark.parametrize(
    "below, left_out, stops",
    [
        ([(), NOTE], [6], []),
        ([(), NOTE, ("Ext. 4123",)], [6, 7], []),
        ([("Total", None, None, None, 35), (), NOTE], [7], []),
        ([("Total", None, None, None, 35), NOTE], [], [6, 6]),  # without a blank row it may be a demand half written
        ([(), ("Physio", "08/01/2026")], [], [6]),
        ([(), (None, None, "Hello?")], [], [6]),
        ([(), NOTE, ("Physio", "08/01/2026", "Hello?")], [], [6, 6]),  # the table goes on
    ],
    ids=["a note", "two", "after a total", "no blank row", "a date too", "words", "in the table"],
)
def test_notes_under_the_table_are_left_out_and_told(below, left_out, stops):
    prepared = prepare("calls.xlsx", xlsx({"Calls": [HEADINGS, *CALLS, *below]}))
    told = [(p.row, *p.details["also_rows"]) for p in prepared.problems if p.code == "remark"]
    assert told == [tuple(left_out)] * bool(left_out)
    assert [p.row for p in prepared.problems if p.stops] == stops


def test_an_answer_with_a_question_mark_is_not_sure(store):
    said = ("V", "VD", "V?", "f?", "Failure?", "FD", "n/k", None)
    rows = [
        ("Agency", "Date", "What was said", "V/F", "Mins"),
        *((None, "05/01/2026", f"{n}", word, 1) for n, word in enumerate(said)),
    ]
    prepared = prepare("calls.xlsx", xlsx({"Calls": rows}))
    assert column(prepared, "value_or_failure") == ["Value"] * 2 + ["Not sure"] * 3 + ["Failure", None, None]
    assert load(store, prepared) == {"demands": 8}


def test_words_under_dates_are_no_series_and_told_how_to_stand():
    sheet = [("Rota", "Jan-26", "Feb-26", "Mar-26"), ("Early", "Ann", "Bo", "Ann"), ("Late", "Bo", "Ann", "Bo")]
    found = [p for p in prepare("wide.xlsx", xlsx({"Wide": sheet})).problems if p.code == "dates-across"]
    assert [(p.where, p.details["value"], p.stops) for p in found] == [("Wide", "Jan-26", False)]


def test_other_unknown_sheets_are_no_series():
    sheet = [("Area", "Mayor", "Marches", "Jan-26"), ("North", "A", "B", 3)]
    assert places(prepare("list.xlsx", xlsx({"List": sheet})), "dates-across") == []


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([("Case ref", "Monday", "Tuesday", "Wed"), ("C1", 3, 4, 5), ("C2", 2, None, 0)], "weekdays-across"),
        (
            [("Week commencing", "Mon", "Tues", "Wed."), ("03/03/2025", 3, 4, 5), ("10/03/2025", 2, 1, 0)],
            "weekdays-across",
        ),
        ([("Street", "Tier 1", "Tier 2", "Tier 3"), ("Mill Road", 3, 4, 15), ("Oak Road", 2, 1, 10)], "counts-across"),
        (
            [
                ("Street", "Households", "No at tier 1", "Tier 2 families"),
                ("Mill Road", 22, 3, 4),
                ("Oak Road", 13, 2, 1),
            ],
            "counts-across",
        ),
        ([("Ward", "Serious help", "Either way"), ("Northfield", 3, 4), ("Mill End", 2, 1)], "counts-across"),
    ],
)
def test_counts_that_are_rows_of_nothing_are_told_as_such(table, code):
    """Weekdays were suggested as agencies, and how many households a street has as their references."""
    prepared = prepare("counts.xlsx", xlsx({"Counts": table}))
    assert places(prepared) == [("nothing-recognised", "counts.xlsx"), (code, "Counts")]
    assert not prepared.others[0].suggested


def test_counts_of_households_over_months_are_series_and_ticks_are_tiers():
    series = [("Month", "Tier 1", "Tier 2", "Tier 3"), ("Apr 2025", 22, 3, 4), ("May 2025", 13, 2, 1)]
    prepared = prepare("counts.xlsx", xlsx({"Counts": series}))
    assert prepared.others[0].looks_like.kind == "series"
    ticked = [("Household ref", "Street", "Tier 1", "Tier 2"), ("A", "Mill Road", 1, None), ("B", "Oak Road", None, 1)]
    assert column(prepare("counts.xlsx", xlsx({"Homes": ticked})), "tier") == ["1", "2"]


def test_how_many_households_is_no_reference_of_one():
    table = [("Street", "No of households", "Tier"), ("Mill Road", 22, 3), ("Oak Road", 13, 2), ("High Street", 3, 1)]
    (other,) = prepare("counts.xlsx", xlsx({"Homes": table})).others
    assert "household_ref" not in {column.name for column in other.columns.values()}


TALLY = ("Date", "What was said", "Value", "Failure", "Mins")


def tally(*marks, headings=TALLY) -> bytes:
    return xlsx({"Tally": [headings, *(("05/01/2026", f"{n}", *ticks, 5) for n, ticks in enumerate(marks))]})


def test_a_choice_with_a_column_for_each_option_is_what_is_ticked(store):
    prepared = prepare("tally.xlsx", tally(("x", None), (None, "✓"), (None, None), (0, 1), ("Y", "N"), (None, "F")))
    assert column(prepared, "value_or_failure") == ["Value", "Failure", None, "Failure", "Value", "Failure"]
    assert places(prepared) == [("read-together", "Tally!D1")]
    assert load(store, prepared) == {"demands": 6}


def test_what_a_person_says_of_a_ticked_column_goes_before():
    content = tally(("x", None), (None, "x"), headings=("Date", "What was said", "Value?", "Failure?", "Mins"))
    assert column(prepare("tally.xlsx", content), "value_or_failure") == ["Value", "Failure"]
    said = tuple(
        (heading, LEFT_OUT if heading == "Failure?" else None)
        for heading in ("Date", "What was said", "Value?", "Failure?", "Mins")
    )
    prepared = prepare("tally.xlsx", content, overrides={"Tally": Override("demands", said)})
    assert column(prepared, "value_or_failure") == ["Value", None]


def test_totals_and_headings_again_are_no_ticks():
    rows = [
        TALLY,
        ("05/01/2026", "Where is it", None, "x", 5),
        TALLY,
        ("06/01/2026", "A form", "x", None, 5),
        ("Total", None, 1, 1, 10),
    ]
    prepared = prepare("tally.xlsx", xlsx({"Tally": rows}))
    assert column(prepared, "value_or_failure") == ["Failure", "Value"]
    assert places(prepared) == [("read-together", "Tally!D1"), ("headings-again", "Tally!3"), ("total-row", "Tally!5")]


def test_two_ticks_are_to_mend():
    prepared = prepare("tally.xlsx", tally(("x", None), ("x", "x")))
    assert places(prepared, "not-an-option") == [("not-an-option", "Tally!C3")]


@pytest.mark.parametrize(
    "marks, headings",
    [
        ((("x", None), (None, "3 calls")), TALLY),  # words or counts are no ticks
        ((("V", None), ("F", None)), ("Date", "What was said", "V/F", "Failure", "Mins")),  # its own column is there
        (((None, "1"), ("12", "2")), TALLY),
    ],
    ids=["words", "its own column", "counts"],
)
def test_what_is_not_ticked_is_left_alone(marks, headings):
    prepared = prepare("tally.xlsx", tally(*marks, headings=headings))
    assert places(prepared, "read-together") == []
    assert ("left-alone", "Tally!D1") in places(prepared)


@pytest.mark.parametrize(
    "cells, problems",
    [
        (("Y", "N", None), [("no-dates", "Calls!C1")]),
        (("n/a", "Yes", None), [("no-dates", "Calls!C1")]),
        (("Y", "07/01/2026", None), [("not-a-date", "Calls!C2")]),
        (("06/01/2026", "07/01/2026", None), []),
        ((None, None, None), []),
    ],
)
def test_a_column_that_says_whether_is_no_date(cells, problems):
    rows = [("Date", "What was said", "Completed"), *(("05/01/2026", f"{n}", cell) for n, cell in enumerate(cells))]
    assert places(prepare("calls.xlsx", xlsx({"Calls": rows}))) == problems


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if "|" in kind.sentence])
def test_a_sentence_that_counts_is_right_of_one_and_of_several(code):
    names = {name for _, name, _, _ in FILLED.parse(KINDS[code].sentence) if name}
    one, two = (Problem(code, "S", details={**dict.fromkeys(names, "A5"), **dict.fromkeys(COUNTS, n)}) for n in "12")
    wrong = r"\b1 (?:cells|dates|rows|amounts|times|references)\b|\b1 (?:have|are|hold|stand)\b"
    assert not re.search(wrong, one.sentence) and "|" not in one.sentence
    assert not re.search(r"\b2 (?:cell|date|row|amount|time|reference|has|is|holds)\b", two.sentence)


def test_a_change_that_is_worked_out_is_told_in_few_digits():
    table = [("Measure", "Before", "After", "Change", "Unit"), ("Calls", 46, 10, "-60%", "calls")]
    found = [p for p in prepare("r.xlsx", xlsx({"Results": table})).problems if p.code == "change-differs"]
    assert len(found) == 1 and "78.3%" in found[0].sentence and "78.26" not in found[0].sentence


@pytest.mark.parametrize("mark", ['"', "''", "ditto", "As above", "”"])
def test_a_ditto_mark_says_what_stands_above_it(mark):
    table = [
        ("Agency", "Date", "What was said", "V/F", "Mins"),
        ("Physio", "15/01/2026", "Where is my letter", "F", 30),
        (mark, mark, "My knee hurts", mark, None),
        (mark, "17/01/2026", "Chasing", "V", 5),
    ]
    prepared = prepare("calls.xlsx", xlsx({"Calls": table}))
    assert column(prepared, "agency") == ["Physio"] * 3 and column(prepared, "value_or_failure") == ["Failure"] * 2 + [
        "Value"
    ]
    assert [str(day) for day in column(prepared, "received_on")] == ["2026-01-15", "2026-01-15", "2026-01-17"]
    assert places(prepared, "as-above") == [("as-above", f"Calls!{letter}") for letter in "ABD"]
    flags = [("Household ref", "Street", "ASB"), ("A", "Oak Road", "Y"), ("B", mark, mark), (mark, "Elm Road", "N")]
    (sheet,) = (homes := prepare("homes.xlsx", xlsx({"Homes": flags}))).sheets
    assert sheet.rows["flag0"].to_pylist() == [True, True, False] and sheet.rows["street"][1].as_py() == "Oak Road"
    assert sheet.rows["household_ref"].to_pylist()[2] != "B" and not homes.stops()  # of its own row


def test_a_mark_with_nothing_above_it_is_told_or_kept_and_minutes_are_no_others():
    table = [
        ("Agency", "Date", "What was said", "Mins"),
        ('"', "15/01/2026", "One", '"'),
        ("GP", "16/01/2026", "Two", 5),
    ]
    prepared = prepare("calls.xlsx", xlsx({"Calls": table}))
    assert places(prepared, "not-a-number", "as-above") == [("not-a-number", "Calls!D2")]


@pytest.mark.parametrize(
    ("agencies", "told"),
    [
        (("Housing", None, None, "Police", None), True),
        (("Housing", "Housing", None, "Police", None), False),
        ((None, "Housing", None, None, "Police"), False),
        (("Housing", None, None, None, None), False),
    ],
)
def test_groups_of_which_the_first_row_has_the_name_are_told(agencies, told):
    rows = [(agency, f"{n:02}/01/2026", "Tap", "V") for n, agency in enumerate(agencies, start=14)]
    prepared = prepare("calls.xlsx", xlsx({"Calls": [("Agency", "Date", "What was said", "V/F"), *rows]}))
    assert column(prepared, "agency") == [*agencies]
    assert places(prepared) == [("blank-below", "Calls!A")] * told


@pytest.mark.parametrize(
    "words", ["4th of March 2025", "Tuesday 4th of March 2025", "04/03/2025 7.30pm", "04.03.2025 7.30 p.m."]
)
def test_a_day_as_it_is_said_is_read(words):
    prepared = prepare("calls.xlsx", xlsx({"Calls": [("Agency", "Date", "What was said"), ("GP", words, "One")]}))
    assert [str(day) for day in column(prepared, "received_on")] == ["2025-03-04"] and not prepared.stops()
