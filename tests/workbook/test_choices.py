"""A choice of two that is told as Yes or No under its own heading."""

import pytest

from measures.sheets.demands import VALUE_OR_FAILURE
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare

from .build import csv


def classified(heading, *answers, overrides=None):
    rows = [("03/03/2025", f"words {i}", answer) for i, answer in enumerate(answers)]
    file = prepare("log.csv", csv([("Date", "Demand", heading), *rows]).encode(), overrides=overrides or {})
    (sheet,) = file.sheets
    there = "value_or_failure" in sheet.rows.column_names
    return sheet.rows["value_or_failure"].to_pylist() if there else None, {p.code: p.sentence for p in sheet.problems}


@pytest.mark.parametrize(
    "heading",
    [
        "Failure demand?",
        "Is it failure (Y/N)",
        "Was this avoidable?",
        "Could this contact have been avoided?",
        "Preventable",
        "FAILURE",
    ],
)
def test_yes_is_failure_where_the_heading_asks_for_failure(heading):
    read, told = classified(heading, "Yes", "no", "", "Failure", "?")
    assert read == ["Failure", "Value", None, "Failure", "Not sure"]
    assert told == {
        "read-as-yes-no": f'The column "{heading}" is read as Value or failure, as its heading says: Yes is Failure '
        f"and "
        "No is Value."
    }


def test_what_is_neither_is_told_what_to_write_in_such_a_column():
    assert "Write Y, N or Not sure, or clear" in classified("Failure demand?", "Y", "Partly")[1]["not-an-option"]


@pytest.mark.parametrize("heading", ["Value?", "Is it value demand?", "Value demand"])
def test_yes_is_value_where_the_heading_asks_for_value(heading):
    assert classified(heading, "Y", "N")[0] == ["Value", "Failure"]


@pytest.mark.parametrize("heading, cells", [("Value", "Y"), ("Failure", "we forgot it"), ("Parking?", "Y")])
def test_what_asks_for_neither_is_left_alone(heading, cells):
    assert classified(heading, cells) == (None, {"left-alone": left_alone(heading)})


def left_alone(heading):
    return f'The heading "{heading}" is not one this kind of sheet uses, so the column was left alone.'


def test_what_yes_is_is_asked_where_nothing_says_it_and_read_as_is_said():
    read, told = classified("Value or failure", "Y", "N", "Failure")
    assert told == {"yes-no?": 'Yes and No under "Value or failure" could each be Value or Failure. Say what Yes is.'}
    said = Override("demands", (("Date", None), ("Demand", None), ("Recall?", "value_or_failure")))
    assert "yes-no?" in classified("Recall?", "Y", "N", overrides={"log": said})[1]
    said = said.read_in("Recall?", "failure")  # as the command writes it
    read, told = classified("Recall?", "Y", "N", overrides={"log": said})
    assert read == ["Failure", "Value"] and "as you said: Yes is Failure" in told["read-as-yes-no"]


def test_a_cross_beside_ticks_may_be_value_as_well_as_failure():
    read, told = classified("Failure demand?", "✓", "x", "✓", "")
    assert read == ["Failure", None, "Failure", None] and "not-a-tick" in told
    assert classified("Failure demand?", "x", "", "X")[0] == ["Failure", None, "Failure"]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("Failure", "value demand", "", "?"), ["Failure", "Value", None, "Not sure"]),
        (("Failure", "Repair"), None),
        (("?", "unknown"), None),
    ],
)
def test_a_type_of_which_every_cell_is_value_or_failure_is_that_and_told(cells, read):
    found, told = classified("Demand type", *cells)
    assert (found, "read-by-cells" in told) == (read, read is not None)


def test_a_type_stays_one_beside_the_class_or_where_a_person_says_so():
    rows = [("Date", "Demand", "Demand type", "V/F"), ("03/03/2025", "a", "Failure", "F")]
    assert prepare("log.csv", csv(rows).encode()).sheets[0].rows["type"].to_pylist() == ["Failure"]
    said = Override("demands", (("Date", None), ("Demand", None), ("Demand type", "type")))
    assert classified("Demand type", "Failure", "Value", overrides={"log": said})[0] is None


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("Failure demand - something went wrong", "Failure"),
        ("Value (what we are here for)", "Value"),
        ("Not sure: ask", "Not sure"),
        ("failure – a promise was broken", "Failure"),
        ("Failure: no", None),
        ("Failure (?)", None),
        ("Value - failure", None),
        ("F - 3", None),
        ("Failure-prone", None),
        ("Failures of value", None),
    ],
)
def test_an_option_of_a_form_may_be_explained_behind_it(words, option):
    rows = [("Date", "What they asked", "V/F"), ("13/03/2025", "Mend it", words)]
    prepared = prepare("log.csv", csv(rows).encode())
    assert bool(prepared.stops()) == (option is None)
    assert prepared.sheets[0].rows["value_or_failure"].to_pylist() == [option]
    assert VALUE_OR_FAILURE.option_of(words) == option
