"""Two columns that say one thing together: a start and an end, a year and a month."""

import datetime as dt

import pytest

from measures.workbook.by_hand import LEFT_OUT, Override
from measures.workbook.prepare import prepare

from .build import csv, places, xlsx

D = dt.date
LOG = ("Date", "What was asked", "Start", "End")


def log(*times, headings=LOG, **more):
    rows = [(D(2025, 3, 3), "asked", *each) for each in times]
    return prepare("log.xlsx", xlsx({"Log": [headings, *rows]}), **more)


def minutes(prepared):
    rows = prepared.sheets[0].rows
    return rows["minutes"].to_pylist() if "minutes" in rows.column_names else None


@pytest.mark.parametrize(
    ("start", "end", "took"),
    [
        ("09:10", "09:32", 22),
        ("9.10 am", "12:05 PM", 175),
        ("0910", "0932", 22),
        ("23:50", "00:20", 30),  # past midnight
        (dt.time(9, 10), dt.time(9, 32, 30), 22.5),
        (dt.datetime(2025, 3, 3, 23, 50), dt.datetime(2025, 3, 4, 0, 20), 30),
        ("03/03/2025 09:10", "03/03/2025 09:10", 0),
        ("12/31/2025 23:50", "1/1/2026 00:20", 30),
        ("09:10", None, None),
    ],
)
def test_minutes_are_from_the_start_to_the_end(start, end, took):
    prepared = log((start, end), ("10:00", "10:05"))
    assert minutes(prepared) == [took, 5] and not prepared.stops()
    assert places(prepared) == [("joined", "Log!D1")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("10:00", "9:30"),
        ("25:00", "26:00"),
        ("soon", "10:00"),
        ("03/03/2025 10:00", "03/03/2025 9:00"),
        ("03/03/2025 9:00", "05/03/2025 9:30"),
    ],
)
def test_what_cannot_be_is_told_with_its_cell_and_is_no_time(start, end):
    prepared = log(*[("10:00", "10:05")] * 4, (start, end))
    assert places(prepared) == [("not-a-number", "Log!D6"), ("joined", "Log!D1")]
    assert minutes(prepared) == [5] * 4 + [None]


def test_what_lasts_for_days_is_no_work_and_minutes_of_their_own_go_before():
    days = [(dt.datetime(2025, 3, 3, 9), dt.datetime(2025, 3, 3 + n, 16)) for n in (0, 2, 5)]
    assert minutes(log(*days)) is None
    both = log(("09:10", "09:32", 5), headings=(*LOG, "Minutes"))
    assert minutes(both) == [5] and [code for code, _ in places(both)] == ["left-alone"] * 2
    said = Override("demands", tuple((words, LEFT_OUT if words == "Start" else None) for words in LOG))
    assert minutes(log(("09:10", "09:32"), overrides={"Log": said})) is None


@pytest.mark.parametrize(
    ("headings", "cells", "date"),
    [
        (("Year", "Month"), (2025, 3), D(2025, 3, 1)),
        (("Month", "Year"), ("March", 2025), D(2025, 3, 1)),
        (("Financial year", "Month"), ("2024/25", "Mar"), D(2025, 3, 1)),
        (("Financial year", "Month"), ("2024-25", "April"), D(2024, 4, 1)),
        (("Year", "Quarter"), ("2025", "Q2"), D(2025, 4, 1)),
        (("Year", "Quarter"), ("2024/25", 4), D(2025, 1, 1)),
        (("Quarter", "Year"), (2, 2025), D(2025, 4, 1)),
        (("Year", "Month"), (2025, "Jan 2024"), D(2024, 1, 1)),  # a month with a year of its own needs no other
        (("Financial year", "Month"), ("2024/25", 1), None),  # January, or the first month of the year?
        (("Year", "Month"), (2025, 13), None),
    ],
)
def test_a_year_and_a_part_of_it_are_a_date(headings, cells, date):
    content = csv([("Measure", *headings, "Value"), ("Visits", *cells, 3)]).encode()
    prepared = prepare("visits.csv", content)
    if date:
        assert not prepared.stops() and prepared.sheets[0].rows["date"].to_pylist() == [date]
    else:
        assert prepared.stops()


POINTS = [
    ("Indicator", "Ward", "Month", "Value"),
    *(
        ("Calls", ward, month, n)
        for n, (ward, month) in enumerate((w, m) for w in ("North", "South") for m in ("Jan 2025", "Feb 2025"))
    ),
]


def test_several_points_of_one_date_stop_the_load_and_the_column_that_tells_them_apart_is_named():
    apart = prepare("calls.csv", csv(POINTS).encode())
    assert places(apart, "several-points-apart") == [("several-points-apart", "calls!C2")] and apart.stops(
        leave_out=True
    )
    assert (
        'The column "Ward" tells them apart' in apart.problems[0].sentence
        and "(rows 2 and 4)" in apart.problems[0].sentence
    )
    alone = prepare("calls.csv", csv([(row[0], *row[2:]) for row in POINTS]).encode())
    assert places(alone) == [("several-points", "calls!B2")]
    once = prepare("calls.csv", csv([POINTS[0], *POINTS[1:3], *POINTS[1:3]]).encode())
    assert not once.stops()  # the same again is no other point


def test_a_column_chosen_for_the_name_of_a_measure_beside_another_makes_one_name_of_both():
    headings = dict(enumerate(POINTS[0]))
    said = Override.of("series", headings).also(headings, 1, "measure")
    (sheet,) = prepare("calls.csv", csv(POINTS).encode(), overrides={"calls": said}).sheets
    assert sheet.rows["measure"].to_pylist() == ["Calls, North"] * 2 + ["Calls, South"] * 2
    assert [p.code for p in sheet.problems] == ["joined"]


@pytest.mark.parametrize(
    "headings",
    [("Call started", "Call ended"), ("Timestamp", "Start time", "End time")],
    ids=" and ".join,
)
def test_what_is_suggested_of_a_start_and_an_end_is_read_so_when_it_is_confirmed(headings):
    """The end alone had been read as minutes: 10:00 as 600 of them."""
    words = "Where is my refund for the council tax", "I need a new bin for the flat"
    days = [("04/03/2025 09:50", "04/03/2025 10:00"), ("13/03/2025 09:05", "13/03/2025 09:27")]
    more = ["04/03/2025 11:00"] * (len(headings) - 2)
    days = [tuple(moment[11:] for moment in each) for each in days] if more else days
    rows = [(*more, *each, asked, "F") for each, asked in zip(days, words, strict=True)]
    content = csv([(*headings, "What did they want", "V/F"), *rows]).encode()
    prepared = prepare("log.csv", content)
    (other,) = prepared.others
    confirmed = prepare("log.csv", content, overrides={"log": other.suggested.confirmed})
    assert minutes(confirmed) == [10, 22] and not confirmed.stops()


@pytest.mark.parametrize(
    ("lines", "street"),
    [
        (("Flat 3, Rose Court", "14 Mill Road", None), "Mill Road"),
        (("Flat 3", "Rose Court", "14 Mill Road"), "Mill Road"),
        (("Rose Court", "Mill Road", "Anytown"), "Mill Road"),
        (("The Old Bakery", "Mill Road", None), "Mill Road"),
        ((None, "14 Mill Road", None), "Mill Road"),
        (("14 Mill Road", "Rose Court", "Barton Grove"), "Mill Road"),
        (("Mill Road", "Barton Grove", None), "Mill Road"),
        (("Mill Road", "Anytown", None), "Mill Road"),
        (("Rose Court", "Anytown", None), "Rose Court"),
    ],
)
def test_the_street_is_in_that_line_of_an_address_that_has_it(lines, street):
    headings = ("Household ref", "Address line 1", "Address line 2", "Address line 3", "Tier")
    cells = xlsx({"Homes": [headings, ("A", *lines, 1), ("B", "2 Oak Road", "Anytown", None, 2)]})
    said = prepare("homes.xlsx", cells).others[0].suggested.confirmed
    prepared = prepare("homes.xlsx", cells, overrides={"Homes": said})
    assert prepared.sheets[0].rows["street"].to_pylist() == [street, "Oak Road"]
    first = lines[0] or ""
    assert bool(places(prepared, "joined")) == (street not in first)


def test_a_line_of_an_address_that_is_read_as_something_else_is_no_street():
    table = [("Household ref", "Address", "Address 2"), ("A", "Flat 3, Rose Court", "14 Mill Road")]
    said = Override("households", tuple(zip(table[0], (None, None, "locality"), strict=True)))
    prepared = prepare("homes.xlsx", xlsx({"Homes": table}), overrides={"Homes": said})
    rows = prepared.sheets[0].rows
    assert rows["street"].to_pylist() == ["Rose Court"] and rows["locality"].to_pylist() == ["14 Mill Road"]
