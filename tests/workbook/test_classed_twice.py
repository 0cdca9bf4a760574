"""Two columns that class each demand: asked about where they differ, and never where they say the same."""

import pytest

from measures.workbook.by_hand import LEFT_OUT, Override
from measures.workbook.prepare import prepare

from .build import places, xlsx

WORDS = [("04/03/2025", "Where is my refund"), ("13/03/2025", "A new claim"), ("14/03/2025", "Nobody rang")]


def read(headings, *classes, override=None):
    table = [
        ("Date", "What they asked", *headings),
        *((*words, *its) for words, its in zip(WORDS, classes, strict=True)),
    ]
    return prepare("log.xlsx", xlsx({"Log": table}), overrides={"Log": override})


def classes(prepared):
    return prepared.sheets[0].rows["value_or_failure"].to_pylist()


@pytest.mark.parametrize(
    ("headings", "rows", "first"),
    [
        (("F/V", "Failure?"), (("F", "Yes"), ("V", "Yes"), ("F", "No")), (2, 3, "Value", "Failure")),
        (("F/V", "Avoidable contact"), (("F", "N"), ("V", "N"), ("F", "Y")), (1, 2, "Failure", "Value")),
        (("V/F (AB)", "V/F (CD)"), (("F", "F"), ("V", "F"), ("?", "F")), (2, 3, "Value", "Failure")),
        (
            ("Failure?", "Classed again"),
            (("Y", "Failure"), ("N", "Value"), ("N", "Failure demand")),
            (1, 4, "Value", "Failure"),
        ),
        (("V/F", "Demand type"), (("F", "Failure"), ("V", "Value"), ("V", "Failure")), (1, 4, "Value", "Failure")),
    ],
)
def test_where_two_columns_differ_a_person_says_which_is_read(headings, rows, first):
    """The second was left alone, or read as a type, without a word of it."""
    prepared = read(headings, *rows)
    (asked,) = prepared.stops()
    assert (asked.code, asked.where) == ("classed-twice", "Log!D1")
    count, row, one, two = first
    assert asked.details["rows"].startswith(f"{count} row") and asked.details["row"] == row
    assert (asked.details["one"], asked.details["two"]) == (one, two)


def test_what_is_said_of_either_is_read():
    rows = ("F", "Yes"), ("V", "Yes"), ("F", "No")
    said = Override.of("demands", dict(enumerate(("Date", "What they asked", "F/V", "Failure?"))))
    headings = dict(enumerate(heading for heading, _ in said.columns))
    for position, expected in ((2, ["Failure", "Value", "Failure"]), (3, ["Failure", "Failure", "Value"])):
        prepared = read(("F/V", "Failure?"), *rows, override=said.also(headings, position, "value_or_failure"))
        assert not prepared.stops() and classes(prepared) == expected
    prepared = read(("F/V", "Failure?"), *rows, override=said.also(headings, 3, LEFT_OUT))
    assert not prepared.stops() and classes(prepared) == ["Failure", "Value", "Failure"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Failure?", ("Y", "N", "Y")),  # the same
        ("Failure?", ("Y", None, None)),  # what is blank says nothing
        ("Failure?", ("late", "no call", "late")),  # no class
        ("Outcome", ("Fail", "Pass", "Pass")),
        ("Resolved", ("N", "Y", "N")),
    ],
)
def test_of_what_says_the_same_or_no_class_nothing_is_asked(heading, cells):
    prepared = read(("F/V", heading), *zip(("F", "V", "F"), cells, strict=True))
    assert not prepared.stops() and not places(prepared, "classed-twice")
    assert classes(prepared) == ["Failure", "Value", "Failure"]
