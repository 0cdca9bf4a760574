"""Dates without a year are asked about once, with what the title says, and read as those of the year that is said."""

import pytest

from measures.workbook.by_hand import YEAR, Override, remembered
from measures.workbook.completed import completed, said_year
from measures.workbook.heading_rows import heading_rows
from measures.workbook.prepare import prepare, understand

from .build import csv, places

LOG = [("Date", "What they asked", "V/F"), ("4/3", "Mend it", "F"), ("13/3", "A form", "V")]


def read(rows, override=None, name="kept.csv"):
    return prepare(name, csv(rows).encode(), overrides={"kept": override})


def in_year(rows, year):
    """The file as it is read when a person says the year, and that what is suggested is right."""
    prepared = read(rows)
    (sheet,) = [*(s.recognised for s in prepared.sheets), *prepared.others]
    said = (sheet.suggested or sheet.as_read()).confirmed.with_given(YEAR, year)
    return understand(prepared.workbook, overrides={"kept": said})


def dates(prepared, name="date"):
    assert not prepared.stops()
    return [*dict.fromkeys(str(day) for day in prepared.sheets[0].rows[name].to_pylist())]


def across(*headings):
    return [("Measure", *headings), ("Days to fix", *range(1, len(headings) + 1))]


@pytest.mark.parametrize(
    ("headings", "year", "expected"),
    [
        (("Apr", "May", "Mar"), "2024/25", ["2024-04-01", "2024-05-01", "2025-03-01"]),
        (("January", "February", "March"), "2025", ["2025-01-01", "2025-02-01", "2025-03-01"]),
        (("M1", "M2", "M12"), "2024/25", ["2024-04-01", "2024-05-01", "2025-03-01"]),
        (("P01", "P02", "P12"), "2024/25", ["2024-04-01", "2024-05-01", "2025-03-01"]),
        (("Q1", "Q2", "Q4"), "2024/25", ["2024-04-01", "2024-07-01", "2025-01-01"]),
        (("Q1", "Q2", "Q4"), "2024", ["2024-01-01", "2024-04-01", "2024-10-01"]),
        (("Week 1", "Week 2", "Week 3"), "2025/26", ["2025-03-31", "2025-04-07", "2025-04-14"]),
    ],
)
def test_headings_without_a_year_are_asked_about_once_and_read_in_it(headings, year, expected):
    prepared = read(across(*headings))
    assert [(p.code, p.details["value"]) for p in prepared.stops()] == [("which-year?", headings[0])]
    assert dates(in_year(across(*headings), year)) == expected


@pytest.mark.parametrize(
    ("heading", "cells", "year", "expected"),
    [
        ("Week", ("1", "2", "3"), "2025", ["2024-12-30", "2025-01-06", "2025-01-13"]),
        (
            "Week",
            ("31/03 - 06/04", "07/04 - 13/04", "14/04 - 20/04"),
            "2025/26",
            ["2025-03-31", "2025-04-07", "2025-04-14"],
        ),
        ("Month", ("Ebrill", "Mai", "Mawrth"), "2024/25", ["2024-04-01", "2024-05-01", "2025-03-01"]),
    ],
)
def test_cells_without_a_year_are_read_in_it(heading, cells, year, expected):
    rows = [(heading, "Calls answered", "Calls missed"), *((cell, 100 + n, n) for n, cell in enumerate(cells))]
    assert not read(rows).sheets or read(rows).stops()
    assert dates(in_year(rows, year)) == expected


def test_days_of_a_log_may_have_no_year():
    """Each cell had been told, and there was nothing to say but to write every one anew."""
    (asked,) = read(LOG).stops()
    assert (asked.code, asked.where) == ("which-year?", "kept!A")
    assert dates(in_year(LOG, "2025"), "received_on") == ["2025-03-04", "2025-03-13"]


def test_one_day_without_its_year_among_others_is_a_slip_of_its_cell():
    rows = [LOG[0], *((f"{day}/03/2025", f"Words {day}", "F") for day in range(1, 9)), ("9/3", "Mend it", "V")]
    assert places(read(rows), "which-year?", "not-a-date") == [("not-a-date", "kept!A10")]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Repairs performance 2024/25", ("2024/25", "2024")),
        ("Calls in 2023", ("2023", "2023/24")),
        ("Year 2024-2025", ("2024/25", "2024")),
    ],
)
def test_what_the_title_says_is_offered_first(title, years):
    (asked,) = read([(title, None, None, None), *across("Apr", "May", "Jun")]).stops()
    assert asked.details["years"] == years


def test_a_later_file_with_the_same_headings_is_of_another_year():
    prepared = in_year(LOG, "2025")
    (sheet,) = prepared.sheets
    kept = Override.of_kept(sheet.mapping()["said"])
    assert dict(kept.given) == {YEAR: "2025"} and ("Dates without a year are of", "2025") in kept.in_words()

    class Loaded:
        mapping, kind, withdrawn = sheet.mapping(), "demands", False

    override, _ = remembered(heading_rows(prepared.workbook.sheets[0]), [Loaded()])
    assert not override.given


@pytest.mark.parametrize(
    ("words", "year", "read_as"),
    [
        ("31/02", "2025", None),
        ("29 Feb", "2024", "2024-02-29"),
        ("29/12 - 04/01", "2025", "w/c 2025-12-29"),
        ("30/12 - 05/01", "2025", "w/c 2024-12-30"),
        ("w/c 4 March", "2024/25", "w/c 2025-03-04"),
        ("M13", "2025", None),
        ("Total", "2025", None),
        ("soon", "2025", None),
        ("12", "2025", None),
    ],
)
def test_a_year_is_put_to_what_has_none(words, year, read_as):
    assert completed(words, year) == read_as
    assert completed("4/3", "2025", month_first=True) == "2025-04-03"


def test_a_year_is_written_in_several_ways():
    assert [said_year(words) for words in ("2024-25", "2024/2025", " 2025 ", "2024/26", "24/25", "soon")] == [
        *("2024/25", "2024/25", "2025"),
        *(None, None, None),
    ]
