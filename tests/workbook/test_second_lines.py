"""Rows under the headings that are none of the table: questions under their numbers, and how a column is filled in."""

import datetime as dt

import pytest

from measures.workbook.prepare import prepare, understand

from .build import csv, places, xlsx

DAYS = [(dt.date(2025, 4, day), f"When is visit {day}", "VF"[day % 2], day) for day in (1, 2, 13)]
QUESTIONS = ("Date of contact", "What did the person ask?", "Value or failure?", "Minutes spent")
IMPORTED = tuple(f'{{"ImportId":"QID{n}"}}' for n in range(4))


def rows(prepared):
    """The rows of the only sheet, as they are or as they are suggested."""
    if prepared.others:
        (other,) = prepared.others
        prepared = understand(prepared.workbook, overrides={other.cells.sheet: other.suggested.confirmed})
    (sheet,) = prepared.sheets
    assert not prepared.stops()
    return sheet.good_rows().to_pylist()


@pytest.mark.parametrize(
    "above",
    [
        [("Q1", "Q2", "Q3", "Q4"), QUESTIONS],
        [("Q1", "Q2_1", "Q3", "Q4_TEXT"), QUESTIONS, IMPORTED],
        [("Survey of April",), ("StartDate", "Q7", "Q8", "Q9"), QUESTIONS],
        [QUESTIONS, IMPORTED],
        [QUESTIONS, ("dd/mm/yyyy", "Free text", "V/F", "Number")],
        [QUESTIONS, ("e.g. 01/02/2025", "Please write their own words", "Drop-down", "Optional")],
    ],
)
def test_the_questions_of_a_survey_and_hints_are_no_rows_and_say_what_columns_are(above):
    for name, made in (("Log.xlsx", xlsx({"Log": [*above, *DAYS]})), ("Log.csv", None)):
        table = [
            [(f'"{cell}"'.replace('{"', '{""').replace('":"', '"":""').replace('"}', '""}')) for cell in row]
            for row in above
        ]
        text = csv([*table, *((f"{day:%d/%m/%Y}", *rest) for day, *rest in DAYS)])
        prepared = prepare(name, made or text.encode())
        assert [(row["received_on"], row["verbatim"], row["minutes"]) for row in rows(prepared)] == [
            (day, words, minutes) for day, words, _, minutes in DAYS
        ]
        top = 1 + (len(above[0]) == 1)
        assert places(prepared, "second-line") == [("second-line", f"Log!{n}") for n in range(top + 1, len(above) + 1)]


def test_a_unit_among_hints_is_that_of_its_column():
    table = [("Case ref", "Agency", "Date", "Cost"), ("Text", "Choose from the list", "dd/mm/yyyy", "£000")]
    prepared = prepare("a.xlsx", xlsx({"Costs": [*table, ("C1", "Police", "01/04/2025", 2)]}))
    assert [row["cost"] for row in rows(prepared)] == [2000]


@pytest.mark.parametrize(
    "table",
    [
        [
            ("household_ref", "street_name", "locality"),
            ("Smith", "High Street", "East"),
            ("Jones", "Low Street", "West"),
        ],
        [("Household ref", "Street name", "Tier"), ("Smith", "High Street", "n/a"), ("Jones", "Low Street", 2)],
        [("Case ref", "Agency", "Activity", "Cost"), ("Smith", "Police", "Visit", 20), ("Jones", "Health", "Call", 30)],
        [("Date", "What the person asked"), ("01/04/2025", "Am I on the list?"), ("02/04/2025", "Please send a form")],
    ],
)
def test_the_first_row_of_a_table_stays(table):
    prepared = prepare("a.xlsx", xlsx({"Sheet": table}))
    assert len(rows(prepared)) == 2 and not places(prepared, "second-line")


def test_a_survey_has_what_may_be_chosen_below_its_questions():
    rows = [
        ("Respondent ID", "Start Date", "What did you ask?", "Was it sorted?", "How did you contact us?", None, None),
        (None, None, "Open-Ended Response", "Response", "Phone", "Email", "Other (please specify)"),
        *((n, f"{13 + n}/03/2025", f"Nobody came again {n}", "Yes", "Phone", None, None) for n in range(4)),
    ]
    (found,) = prepare("survey.xlsx", xlsx({"Sheet": rows})).others
    assert [found.own_headings[p] for p in (2, 3, 4, 5, 6)] == [
        "What did you ask?",
        "Was it sorted?",
        "How did you contact us? [Phone]",
        "How did you contact us? [Email]",
        "How did you contact us? [Other (please specify)]",
    ]
    assert [p.row for p in found.problems if p.code == "second-line"] == [2] and found.read_as(2) == "verbatim"


def test_a_row_of_a_team_called_response_is_one_of_the_table():
    rows = [("Agency", "Team", "What was said", "Date"), ("Police", "Response", "Nobody came", "13/03/2025")]
    rows += [("Police", "Response", "Nor today", "14/03/2025"), ("Police", None, "Nor now", "15/03/2025")]
    prepared = prepare("log.xlsx", xlsx({"Log": rows}))
    assert not [p for p in prepared.problems if p.code == "second-line"]
    (sheet,) = prepare(
        "log.xlsx", xlsx({"Log": [rows[0], ("Police", "Response", "Nobody came", None), *rows[2:]]})
    ).sheets
    assert [p.row for p in sheet.problems if p.stops] == [2]
