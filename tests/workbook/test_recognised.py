"""Headings that nobody wrote for this program are recognised by their words and by what stands below them, and
nothing is loaded on a guess."""

from collections import Counter

import pytest

from measures.cells import Date, Minutes, Money
from measures.sheets import SHEETS
from measures.sheets.clues import CLUES
from measures.sql import literal
from measures.workbook.by_hand import LEFT_OUT, Override
from measures.workbook.evidence import Look
from measures.workbook.prepare import prepare, understand
from measures.workbook.suggest import words_of

from .build import csv, load, places, xlsx
from .recognition import (
    LOADED_WRONG,
    MISSED,
    NO_KIND,
    RECOGNISED,
    RIGHTLY_LEFT,
    SUGGESTED,
    WRONG,
    judge,
    missed_columns,
    own_sheets,
    wrong_columns,
)

LOG = (
    ("CreatedOn", "Details of the enquiry", "V / F", "Owner group", "Mins on the phone", "Notes"),
    ("03/03/2025", "Nobody came to mend the window", "F", "Repairs", "9", ""),
    ("04/03/2025", "I would like to book the hall", "V", "Lettings", "4", ""),
    ("04/03/2025", "You said you would ring me back", "F", "Repairs", "12", ""),
)


def judged(held_out: bool) -> tuple[Counter[str], Counter[str]]:
    """How often each thing becomes of a sheet, and of a column."""
    sheets, columns = Counter[str](), Counter[str]()
    for own in own_sheets():
        if own.held_out == held_out:
            verdict, found = judge(own)
            wrong = len(wrong_columns(own, found))
            sheets[verdict] += 1
            columns["wrong"] += wrong
            columns["right"] += len(found.columns) + len(found.flags) - wrong
            columns["missed"] += len(missed_columns(own, found)) * (own.kind != NO_KIND)
    return sheets, columns


@pytest.mark.parametrize(
    "held_out, least, most",
    [
        (False, {RECOGNISED: 1, SUGGESTED: 44, RIGHTLY_LEFT: 6}, {WRONG: 2, MISSED: 1}),
        (True, {RECOGNISED: 5, SUGGESTED: 36, RIGHTLY_LEFT: 6}, {WRONG: 4, MISSED: 4}),
    ],
    ids=["looked at", "held out"],
)
def test_as_many_sheets_are_recognised_as_ever_and_none_is_loaded_wrong(held_out, least, most):
    sheets, columns = judged(held_out)
    assert sheets[LOADED_WRONG] == 0
    assert {name: sheets[name] for name in least if sheets[name] < least[name]} == {}
    assert {name: sheets[name] for name in most if sheets[name] > most[name]} == {}
    assert columns["right"] > 9 * (columns["wrong"] + columns["missed"])


def test_every_clue_is_of_a_field_that_there_is():
    for kind, clues in CLUES.items():
        assert set(clues) <= {column.name for column in SHEETS[kind].columns}
        assert all(words_of(clue) for words in clues.values() for clue in words.split(", "))


@pytest.mark.parametrize(
    "heading",
    ["createdOn", "Created on", "Date created", "DATE_CREATED", "Creation date", "created-at", "Date & time logged"],
)
def test_the_order_of_words_and_small_words_are_of_no_account(heading):
    assert words_of(heading) in (words_of("Date created"), words_of("Created"))


def test_what_is_suggested_is_loaded_when_it_is_confirmed_and_not_before(store):
    prepared = prepare("calls.csv", csv(LOG).encode())
    assert (prepared.sheets, [(p.code, p.where) for p in prepared.stops()]) == ((), [("suggested", "calls")])
    (found,) = prepared.others
    (looks,) = prepared.stops()
    assert (looks.details["kind"], looks.details["count"], looks.details["of"]) == ("Demands", 5, 6)
    assert {p.where: p.details["field"] for p in found.problems if p.details.get("how") not in (None, "surely")} == {
        "calls!B1": "What the person asked",
        "calls!D1": "Agency",
        "calls!E1": "Minutes",
    }
    again = understand(prepared.workbook, overrides={"calls": found.suggested})
    assert again.sheets == ()  # what is guessed still is
    confirmed = understand(prepared.workbook, overrides={"calls": found.suggested.confirmed})
    assert load(store, confirmed) == {"demands": 3}
    rows = store.rows("SELECT verbatim, value_or_failure, agency, minutes FROM demands ORDER BY verbatim", ["demands"])
    assert [tuple(row.values()) for row in rows] == [
        ("I would like to book the hall", "Value", "Lettings", 4.0),
        ("Nobody came to mend the window", "Failure", "Repairs", 9.0),
        ("You said you would ring me back", "Failure", "Repairs", 12.0),
    ]


def test_what_a_heading_says_is_suggested_though_most_of_its_cells_are_to_be_mended():
    rows = [
        ("Activity", "Paid by", "Unit cost", "Prices of", "Evidence"),
        ("Call-out", "Police", "£1,027", "2012/13", "Cost database"),
    ]
    rows += [("Visit", "Social care", "£40 to £55", "2012/13", "Ours"), ("Stay", "NHS", "see note", "2011/12", "Ours")]
    (found,) = prepare("prices.csv", csv(rows).encode()).others
    assert found.kind is SHEETS["unit_costs"] and found.guesses[1].column.name == "agency"
    assert (found.guesses[2].how_sure, found.guesses[2].reason) == (
        "likely",
        "its heading says so, but only 1 of 3 cells are figures",
    )


@pytest.mark.parametrize(
    ("heading", "how_sure"),
    [
        ("Date rec'd", "very likely"),
        ("Rec’d", "very likely"),
        ("Date of the first words", "perhaps"),  # a heading that says little says no less than one that says nothing
        ("Wk", "perhaps"),
        ("DOB", None),  # of another day than that on which something was asked
        ("Due", None),
        ("Date exported", None),
    ],
)
def test_the_only_days_of_a_log_are_those_on_which_it_was_asked_unless_their_heading_is_of_other_days(
    heading, how_sure
):
    rows = [(heading, "What they said", "V or F", "Mins")]
    rows += [(f"0{i}/03/2026", f"Nobody came to mend window {i}", "F", "12") for i in range(1, 6)]
    (found,) = prepare("calls.csv", csv(rows).encode()).others
    assert found.kind is SHEETS["demands"]
    guess = found.guesses.get(0)
    assert (guess and (guess.column.name, guess.how_sure)) == (how_sure and ("received_on", how_sure))


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Transaction No", ("90001", "90002", "90003"), None),  # a reference is no figure
        ("Time of call", ("09:12", "18:20", "23:01"), "received_at"),  # a time of the day is none that it took
        ("Time on call", ("09:12", "08:20", "03:01"), "minutes"),
        ("Could it have been avoided?", ("Y", "N", "Y"), "value_or_failure"),
        ("Should we have sorted it already?", ("Y", "N", "Y"), None),
    ],
)
def test_what_a_column_is_taken_for_beside_a_date_and_what_was_asked(heading, cells, field):
    rows = [(f"0{i}/03/2025", f"Nobody came to mend window {i}", cell) for i, cell in enumerate(cells, 1)]
    (found,) = prepare("log.csv", csv([("CreatedOn", "Details of the enquiry", heading), *rows]).encode()).others
    assert (found.columns[2].name if 2 in found.columns else None) == field


def test_a_heading_of_a_person_is_no_agency_and_the_type_of_a_place_no_place():
    rows = [[*LOG[0][:3], "Taken by", "Location type"], *([*row[:3], "AB", "Street"] for row in LOG[1:])]
    (found,) = prepare("calls.csv", csv(rows).encode()).others
    assert [found.read_as(position) for position in range(5)] == [
        *("received_on", "verbatim", "value_or_failure"), LEFT_OUT, LEFT_OUT,
    ]  # fmt: skip


def test_a_reference_that_stands_twice_is_none_of_its_own_row():
    rows = [[*LOG[0][:3], "Reference"], *([*row[:3], "R1"] for row in LOG[1:])]
    (found,) = prepare("calls.csv", csv(rows).encode()).others
    assert found.read_as(3) == LEFT_OUT


def test_what_was_guessed_once_is_loaded_when_it_is_confirmed_only():
    """Though nothing else is in doubt, and nobody would guess it now."""
    rows = [("Received on", "What the person asked", "Column 3"), ("3/3/2025", "Nobody came", "Phone")]
    columns = (("Received on", "received_on"), ("What the person asked", "verbatim"), ("Column 3", "channel"))
    said = Override("demands", columns, guessed=(2,))
    workbook = prepare("calls.csv", csv(rows).encode()).workbook
    assert understand(workbook, overrides={"calls": said}).sheets == ()
    assert len(understand(workbook, overrides={"calls": said.confirmed}).sheets) == 1


def test_each_guess_says_why():
    reasons = {p.where: p.sentence for p in prepare("calls.csv", csv(LOG).encode()).others[0].problems}
    assert reasons["calls!B1"].endswith("and its cells are sentences.")
    assert reasons["calls!E1"].endswith("and 3 of 3 cells are figures.")
    assert "very likely" in reasons["calls!D1"] and "“owner group”" in reasons["calls!D1"]


def test_what_a_person_chooses_goes_before_what_is_guessed():
    prepared = prepare("calls.csv", csv(LOG).encode())
    (found,) = prepared.others
    said = found.suggested.also(found.headings, 5, "agency")
    assert said.columns[3] == ("Owner group", LEFT_OUT)
    assert understand(prepared.workbook, overrides={"calls": said}).sheets == ()
    (sheet,) = understand(prepared.workbook, overrides={"calls": said.confirmed}).sheets
    assert sheet.recognised.position["agency"] == 5


def test_a_list_with_a_reference_of_a_case_is_not_taken_for_cases_where_it_is_more_like_another_kind():
    rows = [
        ("Case Number", "Case Title", "Created On", "Origin"),
        ("CAS-1", "Damp in the back bedroom again", "3/3/2025", "Phone"),
    ]
    rows.append(("CAS-2", "Wants to know when she can move", "4/3/2025", "Web"))
    (found,) = prepare("cases.csv", csv(rows).encode()).others
    assert found.kind is SHEETS["demands"] and found.suggested


@pytest.mark.parametrize("rows", [["C1", "C2", "C1"], ["C1", "C2", "C3"]], ids=["again", "once"])
def test_costs_without_their_agency_are_no_cases(rows):
    table = [("Case", "Date", "Cost £", "Notes"), *((ref, "14/05/2024", 80, "paid") for ref in rows)]
    (looks,) = prepare("spend.csv", csv(table).encode()).stops()
    assert (looks.code, looks.details["kind"], looks.details["field"]) == ("looks-like", "Transactions", "Agency")


@pytest.mark.parametrize("heading", ["Row", "Invoice no", "PO number"])
def test_a_number_of_a_row_is_no_agency_beside_the_cost(heading):
    table = [("Case", "Activity", "Total cost", "Date", heading)]
    table += [(f"C{n}", "Visit", 80, f"{13 + n}/05/2024", 70 + n) for n in range(4)]
    (looks,) = prepare("spend.csv", csv(table).encode()).stops()
    assert (looks.details["missing"], looks.details["rest"]) == ('"Agency"', f' "{heading}" would be left out.')


def test_a_heading_that_is_known_is_likened_to_nothing_else():
    table = [
        ("Received on", "Subject", "Type", "Service"),
        *((n, f"Call about {n} again", "V", "Housing") for n in "ab"),
    ]
    (found,) = prepare("log.csv", csv(table).encode()).others
    assert found.guesses[0].column.name == "received_on"  # and not how it was received


@pytest.mark.parametrize(
    "type_, cells",
    [
        (
            Date(),
            [
                "10 / 05 / 2023",
                "20230510",
                "10th of May 2023",
                "45056",
                "45056.5",
                "10/05/2023\n09:30",
                "1.2.23",
                "5 May ’23",
            ],
        ),
        (Minutes(), ["1h 5m", "1 hr 5 mins", "90s", "1h05", "1 hour and 5 minutes", "15 min", "0:15"]),
        (Money(), ["GBP 1,234.50", "1,234.50 GBP", "50.00 CR", "50-", "(50.00)", "£-50"]),
    ],
)
def test_what_is_read_as_a_type_looks_like_it(store, type_, cells):
    listed = ", ".join(f"({literal(cell)})" for cell in cells)
    rows = store.rows(f"SELECT x, {type_.reads('x')} AS value FROM (VALUES {listed}) AS t(x)", [])
    assert [row["x"] for row in rows if row["value"] is None] == []
    assert [cell for cell in cells if not Look.at([cell]).like(type_, asked=True)[0]] == []


@pytest.mark.parametrize("ref, known", [("Item ID", 0), ("Ticket ID", 1)])
def test_a_date_and_a_description_are_no_demands_without_a_word_that_says_so(ref, known):
    rows = [(ref, "Description", "Date logged"), ("7", "Black umbrella with a wooden handle", "3/3/2025")]
    prepared = prepare("list.csv", csv(rows).encode())
    assert len(prepared.sheets) == known
    assert [p.code for p in prepared.stops()] == ([] if known else ["suggested"])


def test_a_column_that_is_left_alone_is_told_what_it_is_like():
    rows = [("Date received", "What did they ask?", "Owner"), ("1/2/2026", "Nobody came", "Housing")]
    prepared = prepare("calls.csv", csv(rows).encode())
    (sheet,) = prepared.sheets
    assert (places(prepared), [c.name for c in sheet.recognised.columns.values()]) == (
        [("perhaps", "calls!C1")],
        ["received_on", "verbatim"],
    )
    assert "very likely Agency" in prepared.problems[0].sentence


@pytest.mark.parametrize("heading", ["Team", "Section", "Directorate", "Team name", "Division"])
def test_a_team_is_who_received_a_demand_where_no_other_column_says_it_and_that_is_told(heading):
    rows = [("Date received", "What did they ask?", heading), ("1/2/2026", "Nobody came", "Repairs")]
    prepared = prepare("calls.csv", csv(rows).encode())
    assert {column.name: p for p, column in prepared.sheets[0].recognised.columns.items()}["agency"] == 2
    assert places(prepared) == [("read-loosely", "calls!C1")]
    assert f'"{heading}" is read as Agency' in prepared.problems[0].sentence
    said = Override.of("demands", dict(enumerate(rows[0]))).also(dict(enumerate(rows[0])), 2, "channel")
    assert places(prepare("calls.csv", csv(rows).encode(), overrides={"calls": said})) == []
    both = [(*rows[0], "Agency"), (*rows[1], "Council")]
    prepared = prepare("calls.csv", csv(both).encode())
    assert {column.name: p for p, column in prepared.sheets[0].recognised.columns.items()}["agency"] == 3
    assert places(prepared) == [("left-alone", "calls!C1")]


def test_the_nearest_kind_is_named_with_what_it_lacks():
    rows = [("Goal", "Rated by whom", "Score"), ("Walk", "Mother", "3"), ("Run", "Worker", "9")]
    (found,) = prepare("goals.csv", csv(rows).encode()).others
    (problem,) = found.problems
    assert (problem.code, problem.stops) == ("nearest-kind", False)
    assert problem.details["kind"] == "Ratings" and 'no heading looks like "Case ref" or "Date".' in problem.sentence


def test_a_row_of_the_table_in_the_place_of_headings_is_told():
    """The nearest kind would be named by what people said, as though that were its headings."""
    days = [(f"{day:02}/03/2025", f"Nobody came to mend window {day}", "Repairs", 5) for day in range(1, 5)]
    (found,) = prepare("log.csv", csv(days).encode()).others
    assert [(p.code, p.where, p.stops) for p in found.problems] == [("headings-missing", "log!A1", False)]


def test_a_sheet_of_words_and_a_sheet_of_figures_are_like_nothing():
    sheets = {
        "Notes": [("Please fill in every row before the end of the month",), ("Ask the team if you are not sure",)],
        "Figures": [(1, 2, 3), (4, 5, 6), (7, 8, 9)],
        "Rota": [("Staff", "Monday", "Tuesday"), ("AB", "Early", "Late"), ("CD", "Off", "Early")],
    }
    prepared = prepare("book.xlsx", xlsx(sheets))
    assert [(other.kind, other.problems[0].code) for other in prepared.others] == [(None, "not-recognised")] * 3


def test_one_value_for_all_rows_is_offered_where_it_can_be_one():
    """What each person asked is not the same in all rows; a case may be."""
    calls = [
        ("Ref", "Date", "Agency", "Channel"),
        (1, "03/03/2025", "Housing", "Phone"),
        (2, "04/03/2025", "Waste", "Web"),
    ]
    costs = [("Date", "Service area", "Amount"), ("03/03/2025", "Housing", "£40"), ("04/03/2025", "Waste", "£35")]
    (of_calls,), (of_costs,) = (prepare("x.csv", csv(rows).encode()).others for rows in (calls, costs))
    said = [next(str(p) for p in other.problems if p.code == "looks-like") for other in (of_calls, of_costs)]
    assert ["one value for all rows" in words and "--value" in words for words in said] == [False, True]


def test_hours_and_minutes_are_no_households():
    headings = ("Incident No", "Date/Time", "Incident type", "Narrative", "Time on task (hh:mm)")
    rows = [headings, ("0012345", "14/04/2025 23:15", "ASB", "Kids on the roof", "00:45")]
    (other,) = prepare("police.csv", csv(rows).encode()).others
    assert "household_ref" not in {column.name for column in other.columns.values()}


@pytest.mark.parametrize("names", [("KPI", "Actual"), ("Metric", "Result"), ("Indicator", "Figure")])
def test_a_measure_by_its_name_is_no_part_of_the_name_of_its_figure(names):
    table = [("Period", *names, "Phone"), *((f"2025-0{n}", "Days to let", 20 + n, "01234 567890") for n in (1, 2, 3))]
    (sheet,) = prepare("kpi.csv", csv(table).encode()).sheets
    assert (sheet.sheet.kind, {*sheet.good_rows()["measure"].to_pylist()}) == ("series", {"Days to let"})


def test_costs_on_a_sheet_for_each_agency_are_suggested_as_that_agencys(store):
    tables = {
        name: [("Case ref", "Date", "Cost"), *((f"C{n}", f"{13 + n}/05/2024", 80 + n) for n in range(3))]
        for name in ("Police", "Adult social care")
    }
    prepared = prepare("costs.xlsx", xlsx(tables))
    assert {(p.code, p.where) for p in prepared.stops()} == {("suggested", name) for name in tables}
    confirmed = {found.cells.sheet: found.suggested.confirmed for found in prepared.others}
    assert load(store, understand(prepared.workbook, overrides=confirmed)) == {"transactions": 6}
    rows = store.rows("SELECT agency, sum(cost)::INTEGER AS cost FROM transactions GROUP BY ALL", ["transactions"])
    assert {row["agency"]: row["cost"] for row in rows} == {"Police": 243, "Adult social care": 243}
