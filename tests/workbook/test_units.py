"""The unit of a column's figures: as its heading, a row of units, the words above the table or the sheet's name
says; and asked where they can hardly be what they seem."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from measures.cells import Minutes, Money
from measures.cells.number import WITH_COMMAS
from measures.cells.units import HOURS_AND_MINUTES
from measures.workbook.by_hand import Override, override_of, remembered
from measures.workbook.heading_rows import top_rows
from measures.workbook.prepare import prepare, understand

from .build import Shown, csv, load, places, xlsx

LOG = ("Received on", "What the person asked", "V/F")
LEDGER = ("Case ref", "Agency", "Date")


def log(heading, *cells, rows=(), name="log.csv"):
    """A log of demands with one column of times."""
    table = [(f"{13 + i:02d}/03/2025", f"asked {i}", "VF"[i % 2], cell) for i, cell in enumerate(cells)]
    return prepare(name, csv([*rows, (*LOG, f'"{heading}"'), *table]).encode())


def ledger(heading, *cells, rows=(), name="ledger.csv"):
    """A ledger with one column of money."""
    table = [(f"C{i}", "Police", "05/01/2024", cell) for i, cell in enumerate(cells)]
    return prepare(name, csv([*rows, (*LEDGER, f'"{heading}"'), *table]).encode())


def values(prepared, column):
    return prepared.sheets[0].rows[column].to_pylist()


TIMES = [
    ("Time spent (hours)", 0.25, 15),
    ("Time spent in hours", 0.1, 6),
    ("Time spent [hrs]", 0.7, 42),
    ("Time spent, hours", 1.1, 66),
    ("Time spent/h", 0.29, 17.4),
    ("Hours", 0.5, 30),
    ("Hours spent", 0.5, 30),
    ("Duration (hours)", 0.5, 30),
    ("Amser (oriau)", 0.5, 30),
    ("Handling time (secs)", 345, 5.75),
    ("Total time spent (sec)", 540, 9),
    ("AHT secs", 90, 1.5),
    ("AHT, seconds", 90, 1.5),
    ("Call length (s)", 90, 1.5),
    ("Seconds", 90, 1.5),
    ("Amser (eiliadau)", 90, 1.5),
    ("Duration hh:mm:ss", "00:04:12", 4.2),
    ("Duration (hh:mm)", "01:30", 90),
    ("Call duration (mm:ss)", "04:12", 4.2),
    ("Call duration [mm:ss]", "1:04:12", 64.2),
    ("Minutes", 25, 25),
    ("Time (mins)", 25, 25),
    ("Call time (minutes)", 25, 25),
    ("Time spent (m)", 25, 25),
]
MONIES = [
    ("Cost (£000)", "1.5", 1500),
    ("Cost (£000s)", "0.4", 400),
    ("Cost, £000s", "1.2345678", Decimal("1234.5678")),
    ("Cost/£k", "1.5", 1500),
    ("Amount £'000", "1.5", 1500),
    ("Amount (£’000)", "1.5", 1500),
    ("Cost £ 000", "1.5", 1500),
    ("Cost ('000)", "1.5", 1500),
    ("Cost (£K)", "(1.5)", -1500),
    ("Cost (k)", "£1.5", 1500),
    ("Total cost (£ thousands)", "1.5", 1500),
    ("Cost in thousands of pounds", "1.5", 1500),
    ("Spend £k", "1.5", 1500),
    ("£000", "1.5", 1500),
    ("£m", "0.0015", 1500),
    ("Cost (£ million)", "0.0015", 1500),
    ("Cost (£mn)", "0.0015", 1500),
    ("Cost (pence)", "250", Decimal("2.5")),
    ("Cost (p)", "255p", Decimal("2.55")),
    ("Cost (£)", "1.5", Decimal("1.5")),
    ("Cost £", "1.5", Decimal("1.5")),
    ("Cost", "15", 15),
]


@pytest.mark.parametrize(("heading", "cell", "minutes"), TIMES)
def test_times_are_minutes_whatever_unit_their_heading_has(heading, cell, minutes):
    prepared = log(heading, cell, cell)
    assert values(prepared, "minutes") == [minutes, minutes]
    assert not prepared.stops()


@pytest.mark.parametrize(
    ("heading", "cells", "minutes"),
    [
        ("Call time (mm:ss)", (dt.time(3, 45), dt.time(0, 50)), [3.75, 50 / 60]),  # typed as 3:45: hours, to Excel
        ("Call time (mm:ss)", (dt.time(0, 3, 45), dt.time(0, 7)), [3.75, 7]),
        ("Duration (hh:mm)", (dt.time(3, 45), dt.time(0, 50)), [225, 50]),
        ("Minutes", (dt.time(0, 3, 45), dt.time(0, 7)), [3.75, 7]),
        ("Minutes", (dt.time(3, 45), dt.time(7, 30)), None),
    ],
)
def test_times_that_excel_made_of_minutes_and_seconds_are_these_or_asked_about(heading, cells, minutes):
    table = [(f"{13 + i:02d}/03/2025", f"asked {i}", "V", cell) for i, cell in enumerate(cells)]
    prepared = prepare("log.xlsx", xlsx({"log": [(*LOG, heading), *table]}))
    if minutes:
        assert values(prepared, "minutes") == minutes and not prepared.stops()
    else:
        (asked,) = prepared.stops()
        assert (asked.code, asked.details["value"], asked.details["comes_to"]) == ("unit?", "3:45:00", "225 minutes")


@pytest.mark.parametrize(("heading", "cell", "pounds"), MONIES)
def test_money_is_pounds_whatever_unit_its_heading_has(heading, cell, pounds):
    prepared = ledger(heading, cell)
    assert values(prepared, "cost") == [pounds]
    assert not prepared.stops()


def test_a_conversion_is_told_with_a_cell_and_what_is_kept_is_not():
    (told,) = log("Time spent (hours)", "", 0.25).problems
    assert (told.code, told.where, told.details["value"], told.details["comes_to"]) == (
        "read-in-unit",
        "log!D",
        "0.25",
        "15 minutes",
    )
    (told,) = ledger("Cost (£000)", 1.5).problems
    assert (told.code, told.details["comes_to"]) == ("read-in-unit", "£1,500")
    assert not log("Minutes", 25).problems and not ledger("Cost (£)", 1.5).problems


def test_a_cell_that_says_its_own_unit_goes_before_its_heading():
    cells = ("0.5", "45 mins", "90 secs", "1:30", "2 h")
    assert values(log("Time spent (hours)", *cells), "minutes") == [30, 45, 1.5, 90, 120]
    assert values(log("Time spent (secs)", "90", "45 mins", "2 h"), "minutes") == [1.5, 45, 120]


def test_unit_costs_are_converted_before_they_are_multiplied():
    rows = [("Case ref", "Agency", "Quantity", "Unit cost (£000)", "Cost (£)"), ("C1", "Police", 3, 0.5, 1500)]
    prepared = prepare("ledger.csv", csv(rows).encode())
    assert values(prepared, "unit_cost") == [500]
    assert places(prepared) == [("read-in-unit", "ledger!D")]  # and nothing of a cost that differs


@pytest.mark.parametrize("units", [("", "", "", "(hours)"), ("dd/mm/yyyy", "", "", "hrs")])
def test_a_row_of_units_under_the_headings_is_no_demand(units):
    table = [(*LOG, "Time spent"), units, ("03/03/2025", "a", "V", 0.25), ("04/03/2025", "b", "F", 2)]
    prepared = prepare("log.csv", csv(table).encode())
    assert values(prepared, "minutes") == [15, 120]
    assert places(prepared) == [("read-in-unit", "log!D"), ("unit-row", "log!2")]
    assert prepared.sheets[0].left_out == 1


def test_a_unit_above_its_heading_is_its():
    assert values(log("Time spent", 0.25, rows=[("", "", "", "Hours")]), "minutes") == [15]


@pytest.mark.parametrize("title", ["Spend by case (£000)", "All figures in thousands of pounds", "Spend 2024, £'000"])
def test_the_words_above_a_table_and_the_name_of_a_sheet_say_its_unit(title):
    assert values(ledger("Cost", 1.5, rows=[(title,)]), "cost") == [1500]
    rows = [(*LEDGER, "Cost"), ("C1", "Police", "05/01/2024", 1.5)]
    assert values(prepare("book.xlsx", xlsx({title[:31]: rows})), "cost") == [1500]


@pytest.mark.parametrize("title", ["Cases over £1,000", "Savings of £1m", "Out of hours calls", "Top 1000"])
def test_words_that_only_look_like_a_unit_say_none(title):
    assert values(ledger("Cost", 150, rows=[(title,)]), "cost") == [150]
    assert values(log("Time spent", 15, rows=[(title,)]), "minutes") == [15]


def test_a_heading_and_a_title_that_differ_are_asked_about():
    assert places(ledger("Cost (pence)", 150, rows=[("All figures in £000",)])) == [("unit?", "ledger!D")]
    assert places(log("Hours/mins", 15)) == [("unit?", "log!D")]


ASKED = [
    ("Handling time", 345, 410),
    ("Time spent", 0.25, 0.5, 1.5, 2, 1),
    ("Minutes", 345, 345),
    ("Time spent (hours)", 15, 30, 45),
    ("Handling time (secs)", 5, 9),
    ("Duration (mins)", "04:12", "12:30"),
]
NOT_ASKED = [
    ("Time spent", 5, 12.5, 20, 45),
    ("Minutes", 0.5, 1.5),
    ("Minutes", 90, 240),
    ("Time spent (hours)", 0.25, 7.5, 2),
    ("Handling time", "3 h", "7 h"),
    ("Time spent", "0:25", "1:10"),
    ("Time spent", 0, 0),
    ("Time spent", ""),
]


@pytest.mark.parametrize(("heading", "cells"), [(heading, cells) for heading, *cells in ASKED])
def test_times_that_can_hardly_be_what_they_seem_are_asked_about(heading, cells):
    (asked,) = [p for p in log(heading, *cells).problems if p.stops]
    assert (asked.code, asked.where) == ("unit?", "log!D")
    assert asked.details["such"] == ("minutes:seconds" if ":" in str(cells[0]) else "hours")


def test_times_that_may_be_minutes_and_seconds_are_told_with_the_longest_and_read_as_is_said():
    told = log("Time spent", "1:25", "2:15", "0:50")
    assert places(told) == [("read-as-clock", "log!D")] and not told.stops()
    assert told.problems[0].sentence == (
        'Times such as 2:15 under "Time spent" are read as hours and minutes: 135 minutes. If they are minutes and '
        "seconds, say so."
    )
    way = Override.of("demands", told.sheets[0].recognised.headings).read_in("Time spent", "minutes:seconds")
    said = understand(told.workbook, overrides={"log": way})
    assert values(said, "minutes") == [85 / 60, 2.25, 50 / 60] and not places(said, "read-as-clock")
    assert not places(log("Duration (hh:mm)", "3:15"), "read-as-clock")
    assert not places(log("Time spent", "0:03:15", "0:02:00"), "read-as-clock")


@pytest.mark.parametrize("days", [0.5, 59, 61, 100.25])
def test_an_elapsed_time_of_more_than_two_months_is_no_day_short(days):
    row = ("03/03/2025", "asked", "V", Shown(days, "[h]:mm"))
    assert values(prepare("log.xlsx", xlsx({"log": [(*LOG, "Time spent"), row]})), "minutes") == [days * 1440]


@pytest.mark.parametrize(("heading", "cells"), [(heading, cells) for heading, *cells in NOT_ASKED])
def test_times_that_can_be_what_they_seem_are_not(heading, cells):
    assert not log(heading, *cells).stops()


def test_money_that_can_hardly_be_pounds_or_thousands_is_asked_about():
    assert places(ledger("Cost", 1.5, 0.4)) == [("unit?", "ledger!D")]
    assert places(ledger("Cost (£000)", 300_000)) == [("unit?", "ledger!D")]
    assert not ledger("Cost", "£1.50", "£0.40").stops() and not ledger("Cost", 1.5, 40).stops()


@pytest.mark.parametrize(("way", "minutes"), [("hours", 15), ("minutes", 0.25), ("seconds", 0.25 / 60)])
def test_what_a_person_says_is_read_kept_and_remembered(store, way, minutes):
    asked = log("Time spent", 0.25, 0.5)
    headings = asked.sheets[0].recognised.headings
    said = Override.of("demands", headings).read_in("Time spent", way)
    prepared = understand(asked.workbook, overrides={"log": said})
    assert values(prepared, "minutes")[0] == minutes and not prepared.stops()
    load(store, prepared)
    (upload,) = store.uploads()
    assert override_of(upload) == said
    next_month = log("Time spent", 3).workbook.sheets[0]
    assert remembered(top_rows(next_month), [upload]) == (said, upload)


@pytest.mark.parametrize("heading", ["Time taken (days)", "Time spent, weeks", "Minutes (% of day)"])
def test_a_time_that_is_no_work_is_left_alone_and_told(heading):
    prepared = log(heading, 2)
    assert "minutes" not in prepared.sheets[0].rows.column_names
    assert places(prepared) == [("of-another-unit", "log!D1")]


def said_as_told(prepared, code):
    """The same file, its column read in the way that a problem of this code names."""
    (problem,) = (problem for problem in prepared.problems if problem.code == code)
    found = prepared.sheets[0].recognised
    said = found.as_read().read_in(found.headings[problem.column], problem.details["such"])
    return understand(prepared.workbook, overrides={prepared.sheets[0].name: said}), problem.details["such"]


def ratings(heading, *cells):
    """A person's ratings of one statement."""
    table = [("C1", "I feel safe", f"{13 + i}/02/2026", cell) for i, cell in enumerate(cells)]
    return prepare("ratings.csv", csv([("Case ref", "Statement", "Date", heading), *table]).encode())


@pytest.mark.parametrize(
    ("made", "heading", "cells", "column", "amounts"),
    [
        (ledger, "Cost", ("12,5", "1.250,00"), "cost", [Decimal("12.5"), 1250]),
        (ledger, "Cost (£000)", ("1,5", "0,4", "12"), "cost", [1500, 400, 12000]),
        (partial(ledger, rows=[("Amounts in £000",)]), "Cost", ("1,5", "0,4"), "cost", [1500, 400]),
        (log, "Minutes", ("2,5", "12,25"), "minutes", [2.5, 12.25]),
        (log, "Time spent (hours)", ("0,25", "2", "1,5"), "minutes", [15, 120, 90]),
        (ratings, "Rating (1-5)", ("4,5", "5"), "rating", [4.5, 5]),
    ],
)
def test_decimal_commas_say_nothing_of_the_unit_or_the_scale(made, heading, cells, column, amounts):
    """Figures with a decimal comma under “Cost (£000)” are thousands of pounds still, and nothing is left to say."""
    read, such = said_as_told(made(heading, *map('"{}"'.format, cells)), "decimal-comma")
    assert such == f"figures{WITH_COMMAS}" and not read.stops()
    assert values(read, column) == amounts


def test_both_the_unit_and_decimal_commas_are_said():
    """Of hours under a heading that names none: first how their decimals are written, or first what they are in."""
    asked = log("Time spent", '"0,25"', '"0,5"', '"1,5"', "2")
    doubted, _ = said_as_told(asked, "decimal-comma")
    read, such = said_as_told(doubted, "unit?")
    assert (such, values(read, "minutes")) == (f"hours{WITH_COMMAS}", [15, 30, 90, 120])
    hours = asked.sheets[0].recognised.as_read().read_in("Time spent", "hours")
    read, such = said_as_told(understand(asked.workbook, overrides={"log": hours}), "decimal-comma")
    assert (such, values(read, "minutes")) == (f"hours{WITH_COMMAS}", [15, 30, 90, 120])
    assert not read.stops()


def test_money_of_another_country_is_not_pounds():
    prepared = ledger("Cost (€)", 20)
    assert [p.code for p in prepared.problems if p.stops] == ["looks-like"]
    assert ("of-another-unit", "ledger!D1") in places(prepared)


def test_every_unit_of_a_type_is_a_way_to_read_it_and_is_told_unless_it_is_kept():
    for type_ in (Minutes(), Money()):
        # A way that is no unit, such as decimal commas, leaves the unit as it is.
        assert list(dict.fromkeys(type_.read_in(way).unit for way in type_.ways())) == list(type_.units)
        assert type_.read_in("furlongs") is None
        assert {unit for unit in type_.units if not unit.converts} <= {type_.unit, HOURS_AND_MINUTES}


@pytest.mark.parametrize("sum_", ["1000", "1,000", "£1000", "£1,000", "1000000", "1,000.00", "0", "000"])
def test_a_first_line_of_a_round_amount_is_no_row_of_units(sum_):
    for only in ((), ("250.50",)):
        read = ledger("Cost", f'"{sum_}"', *only)
        assert len(values(read, "cost")) == 1 + len(only)
        assert values(read, "cost")[0] == Decimal(sum_.replace("£", "").replace(",", ""))


def test_a_line_with_a_date_is_no_row_of_units_whatever_stands_for_its_amount():
    """“£000” under Cost is a line whose amount is nothing, where the rest of the line says what was done."""
    assert "05/01/2024" in str(ledger("Cost", "£000", "12").sheets[0].rows["date"].to_pylist()[0].strftime("%d/%m/%Y"))


def test_credits_are_told_and_so_is_work_that_lasts_for_a_day_and_a_night():
    assert places(ledger("Cost", "£1250.00", "50 CR")) == [("credit-is-minus", "ledger!D")]
    heads, times = (
        ("Date", "Demand", "Agency", "Time spent"),
        (dt.timedelta(days=61, hours=2), *[dt.time(0, 9, 25)] * 3),
    )
    rows = [("03/03/2025", f"asked {n}", "Repairs", time) for n, time in enumerate(times)]
    told = prepare("log.xlsx", xlsx({"log": [heads, *rows]}))
    assert places(told) == [("day-of-work", "log!D")] and "such as 1466:00:00 (D2)" in told.problems[0].sentence


def test_times_that_a_spreadsheet_program_kept_as_parts_of_a_day_are_asked_about_and_read_so():
    asked = log("Time taken", 0.0104166666666667, 0.00694444444444444)
    assert places(asked) == [("unit?", "log!D")] and "or parts of a day" in asked.problems[0].sentence
    said = Override.of("demands", asked.sheets[0].recognised.headings).read_in("Time taken", "parts of a day")
    (sheet,) = understand(asked.workbook, overrides={"log": said}).sheets
    assert [round(minutes, 6) for minutes in sheet.rows["minutes"].to_pylist()] == [15, 10]
