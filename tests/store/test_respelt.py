"""References that a spreadsheet program spelled otherwise are asked about, and kept as they were loaded first."""

import pytest

from measures.loading import Load
from measures.store import Store
from measures.workbook.prepare import prepare
from tests.workbook.build import csv

HOMES = ("Household ref", "Street name", "Crime")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "s.duckdb") as opened:
        put(opened, HOMES, ("00123", "Elm Road", "Y"), ("00124", "Elm Road", "N"), ("B-7", "Oak Road", "N"))
        yield opened


def load(headings, *rows, **answers):
    file = prepare("list.csv", csv([headings, *rows]).encode())
    return Load((file,), presumed=True, answers={"gone": "still-there", **answers})


def put(store, headings, *rows, **answers):
    of = load(headings, *rows, **answers)
    return store.load(of.incoming(of.ask(store)), "")[0]


def spellings(store, headings, *rows):
    return next((q for q in load(headings, *rows).ask(store).questions if q.code == "spellings"), None)


def test_noughts_marks_and_spaces_that_a_program_changed_are_asked_about(store):
    rows = ("123", "Elm Road", "Y"), ("124", "Elm Road", "Y"), ("b 7", "Oak Road", "N")
    question = spellings(store, HOMES, *rows)
    assert question.sentence.startswith("3 references are loaded already, but for noughts at the beginning")
    assert question.evidence[0] == "Household ref 123: 00123 is loaded" and question.default == "same"
    outcome = put(store, HOMES, *rows)
    assert (outcome.new, outcome.changed, outcome.already_there) == (0, 1, 2)
    assert spellings(store, HOMES, *rows[:1]) is not None  # the store has the first spelling still
    assert put(store, HOMES, *rows, spellings="others").new == 3


@pytest.mark.parametrize(
    "rows",
    [
        [("00123", "Elm Road", "Y")],
        [("B-7", "Oak Road", "N"), ("B7", "Oak Road", "N")],  # two in this very sheet
        [("1230", "Elm Road", "Y"), ("", "Elm Road", "Y")],
    ],
)
def test_references_that_are_as_loaded_or_of_their_own_are_not_asked_about(store, rows):
    assert spellings(store, HOMES, *rows) is None


def test_of_two_that_are_loaded_none_is_taken_for_the_other(store):
    put(store, HOMES, ("123", "Elm Road", "Y"), spellings="others")
    assert spellings(store, HOMES, ("0123", "Elm Road", "Y")) is None


def test_a_reference_is_known_on_sheets_of_other_kinds(store):
    put(store, ("Case ref", "Case title", "Consent to share"), ("007", "Ruth", "Y"))
    costs = ("Case ref", "Agency", "Cost"), ("7", "Police", 12)
    assert spellings(store, *costs).evidence == ("Case ref 7: 007 is loaded",)
    put(store, *costs)
    with store._cursor() as db:
        assert db.execute("SELECT case_ref FROM data.transactions").fetchall() == [("007",)]
