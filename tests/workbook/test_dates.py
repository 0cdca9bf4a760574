"""Dates that a spreadsheet program changed, and forms in which other systems write them."""

import datetime as dt

import pytest

from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare

from .build import csv, xlsx


def calls(*dates, way=None, month_first=None):
    rows = [("Date", "What was asked"), *((date, "a") for date in dates)]
    said = Override("demands", (("Date", None), ("What was asked", None)))
    overrides = {"Calls": said.read_in("Date", way)} if way else {}
    overrides |= {} if month_first is None else {"Calls": said.dated(month_first=month_first)}
    return prepare("calls.xlsx", xlsx({"Calls": rows}), overrides=overrides).sheets[0]


def told(sheet):
    return {p.code: p.sentence for p in sheet.problems}


HALF = (dt.date(2025, 4, 3), "13/03/2025", dt.date(2025, 12, 3), "28/03/2025", dt.date(2025, 5, 5))


def test_dates_of_which_only_those_were_converted_that_could_be_in_the_other_order_are_asked_about():
    asked = calls(*HALF)
    assert told(asked) == {
        "exchanged?": 'Of the dates under "Date", 3 stand as dates, each with a day of 12 or less, and 2 stand as '
        "words, each with a day above 12: 13/03/2025. So it looks where a spreadsheet program read them in the other "
        "order. Say whether the first of the dates is 3 Apr 2025 (as they stand) or 4 Mar 2025 (day and month "
        "exchanged)."
    }
    said = calls(*HALF, way="dates with day and month exchanged")
    assert [d.isoformat() for d in said.rows["received_on"].to_pylist()] == [
        *("2025-03-04", "2025-03-13", "2025-03-12", "2025-03-28", "2025-05-05")
    ]
    assert told(said) == {
        "read-exchanged": 'Day and month of the dates under "Date" are exchanged, as you said: 3 Apr 2025 is '
        "read as 4 Mar 2025."
    }
    stay = calls(*HALF, way="dates as they stand")
    assert told(stay) == {} and stay.rows["received_on"].to_pylist()[0] == dt.date(2025, 4, 3)


@pytest.mark.parametrize(
    "dates",
    [
        (dt.date(2025, 4, 13), *HALF),  # no other order makes a date of it
        (*HALF, "05/03/2025"),  # words that could be a date in either order
        (dt.date(2025, 5, 5), "13/03/2025"),  # the same either way
        (dt.date(2025, 4, 3), "13 March 2025"),
        (dt.date(2025, 4, 3), dt.date(2025, 12, 3)),
    ],
)
def test_dates_that_stand_for_themselves_are_not_asked_about(dates):
    assert told(calls(*dates)) == {}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "04/03/2025, 09:12:33",
            "04/03/2025 09.12",
            "04.03.2025 9.30.10",
            "4 March 2025, 9:30 am",
            "2025-Mar-04 17:41:36",
        ),
        "4 Mawrth 2025",
        *("20250304", "\u200e04/03/2025\u200e", "\u200b04/03/2025\ufeff", "4 03.2025", "2025-03-04T10:00:00Z"),
    ],
)
def test_a_date_is_read_as_systems_write_it(text):
    sheet = calls(text)
    assert told(sheet) == {} and sheet.rows["received_on"].to_pylist() == [dt.date(2025, 3, 4)]


@pytest.mark.parametrize(
    ("weeks", "first"),
    [
        (("w/c 03/03/2025", "12/03/2025", "W/C 17 March 2025"), ", such as 03/03/2025"),
        (("12/03/2025", "week ending 09/03/2025", "wk starting 17.3.25"), ", such as 03/03/2025"),
        (("w/c 31/02/2025", "12/03/2025", "w/c 17/03/2025"), ""),
    ],
)
def test_a_week_is_no_day_of_a_demand_and_its_first_day_is_offered(weeks, first):
    sheet = calls(*weeks)
    (problem,) = sheet.problems
    others = [row for row, week in enumerate(weeks, 2) if "w" in week.lower()]
    assert (problem.code, problem.row, problem.details["first"]) == ("a-week", others[0], first)
    assert problem.details["others"] == f", and so is A{others[1]}" and sheet.bad_rows == 2


@pytest.mark.parametrize(
    ("days", "way", "first"),
    [
        ([f"03/{day:02}/2025" for day in range(4, 13)], "dates with the month first", dt.date(2025, 3, 4)),
        (
            [dt.datetime(2025, day, 3) for day in range(4, 13)],
            "dates with day and month exchanged",
            dt.date(2025, 3, 4),
        ),
        ([f"03/{day:02}/2025" for day in range(4, 13)], "dates as they stand", dt.date(2025, 4, 3)),
    ],
)
def test_the_order_of_dates_of_one_day_of_many_months_is_asked(days, way, first):
    rows = {"Log": [("Received on", "What the person asked"), *((day, "Damp") for day in days)]}
    prepared = prepare("log.xlsx", xlsx(rows))
    assert [p.code for p in prepared.stops(leave_out=True)] == ["one-day?"]
    if way != "dates as they stand":
        assert prepared.problems[0].details["such"] == way
    said = Override("demands", (("Received on", None), ("What the person asked", None))).read_in("Received on", way)
    (sheet,) = prepare("log.xlsx", xlsx(rows), overrides={"Log": said}).sheets
    assert not [p for p in sheet.problems if p.stops] and sheet.rows["received_on"][0].as_py() == first


@pytest.mark.parametrize(
    "days",
    [
        [f"{day:02}/03/2025" for day in range(1, 13)],  # of one month
        [f"01/{month:02}/2025" for month in range(1, 13)],  # which may be months
        ["03/01/2025", "03/02/2025", "03/03/2025", "03/04/2025"],  # few
        ["03/01/2025", "03/02/2025", "03/03/2025", "03/04/2025", "21/04/2025"],
        ["05/01/2025", "06/02/2025", "07/03/2025", "04/04/2025", "09/05/2025"],
    ],
)
def test_the_order_of_other_dates_is_not_asked(days):
    assert "one-day?" not in told(calls(*days))


BEGIN_WITH_THEIR_YEAR = ("24-12-30", "25-01-14", "25-01-15", "25/02/01 09:30")


@pytest.mark.parametrize(
    ("way", "last"),
    [("dates with the year first", dt.date(2025, 2, 1)), ("dates as they stand", dt.date(2001, 2, 25))],
)
def test_dates_that_may_begin_with_their_year_are_asked_about(way, last):
    asked = calls(*BEGIN_WITH_THEIR_YEAR)
    assert told(asked)["year-first?"] == (
        'Every date under "Date" may begin with its year, such as 25/02/01 09:30. Say whether that is 25 Feb 2001 '
        "(dates as they stand) or 1 Feb 2025 (dates with the year first)."
    )
    assert [p.code for p in asked.problems if p.stops] == ["year-first?"]
    said = calls(*BEGIN_WITH_THEIR_YEAR, way=way)
    assert not [p for p in said.problems if p.stops] and said.rows["received_on"][3].as_py() == last
    assert ("read-year-first" in told(said)) == (way == "dates with the year first")


def test_that_the_day_comes_first_says_that_the_year_does_not():
    said = calls(*BEGIN_WITH_THEIR_YEAR, month_first=False)
    assert "year-first?" not in told(said) and said.rows["received_on"][1].as_py() == dt.date(2014, 1, 25)


@pytest.mark.parametrize(
    "days",
    [
        ("14/04/25", "15/04/25", "16/04/25"),  # one year, many days
        ("25/12/23", "25/12/24"),  # few
        ("25/04/14", "25/04/15", "14/04/2025", "25/04/16"),  # one has its year in four digits
        ("01/04/23", "01/05/24", "02/06/25", "03/06/25"),
    ],
)
def test_dates_that_end_with_their_year_are_not(days):
    assert "year-first?" not in told(calls(*days))


def test_weeks_of_which_the_month_comes_first_are_said_to_be_so():
    assert list(told(calls("w/c 03/17/2025", "w/c 03/24/2025"))) == ["month-first?", "a-week"]


@pytest.mark.parametrize("text", ["20251332", "2025-Mar-34", "14/03/2025 9.", "12.30"])
def test_what_is_no_date_is_told(text):
    sheet = calls(text)
    assert list(told(sheet)) == ["not-a-date"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("6 March", "a day without its year"),
        ("06/03", "a day without its year"),
        ("2025", "a year and not a day"),
        ("31/04/2025", "no day that there is"),
        ("Q1 2025", "a quarter and not a day"),
        ("03/03/2025 & 04/03/2025", "several dates and not one"),
        ("ongoing", "not a date this dashboard can read"),
    ],
)
def test_why_it_is_no_date_is_told(text, why):
    good = [f"{day}/03/2025" for day in range(13, 18)]  # a column without any year is asked about
    (problem,) = calls(text, text, *good).problems
    assert problem.sentence == f'"{text}" (also in A3) is {why}. Write a date, day first, such as 29/06/2012.'


@pytest.mark.parametrize(
    ("days", "stops"),
    [
        (("03/01/2026", "03/14/2026"), True),  # the first may be of January as well
        (("31/01/2026", "03/14/2026"), False),  # the other order is certain
    ],
)
def test_nothing_is_loaded_before_the_order_is_said_whatever_is_left_out(days, stops):
    rows = "\n".join(f"{day},Damp" for day in days)
    prepared = prepare("calls.csv", f"Received on,What the person asked\n{rows}\n".encode())
    assert [p.code for p in prepared.stops(leave_out=True)] == ["month-first?"] * stops
    assert (
        "not-a-date" in [p.code for p in prepared.problems]
    ) != stops  # where it is asked of all, not of each besides


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (["01/12/2025", "02/03/2025", "02/05/2025"], "either-order?"),  # in order only with the month first
        (["w/c 01/12/2025", "w/c 02/03/2025", "w/c 02/05/2025"], "a-week"),
        (["02/05/2025", "02/03/2025", "01/12/2025", "01/12/2025"], "either-order?"),
        (["01/03/2025", "02/03/2025", "05/03/2025"], "day-presumed"),
        (["05/03/2025", "02/04/2025", "05/03/2025", "06/01/2025"], "day-presumed"),  # in order with neither
        (["05/03/2025", "02/04/2025", "05/05/2025", "22/05/2025"], None),
        (["05/05/2025", "02/02/2025", "04/04/2025"], None),  # the same either way
        (["5 March 2025", "2025-04-02", "06/06/2025"], None),
    ],
)
def test_how_dates_are_read_that_show_no_order(days, code):
    found = [p.code for p in calls(*days).problems]
    assert found == ([code] if code else [])
    if code != "a-week":
        assert calls(*days, month_first=False).problems == ()


def test_dates_read_with_the_month_first_are_told_and_so_are_those_that_have_the_day_first():
    sheet = calls("03/04/2025", "03/05/2025", month_first=True)
    assert told(sheet) == {
        "read-month-first": 'The dates under "Date" are read with the month first, as you said: "03/04/2025" is 4 Mar '
        "2025."
    }
    assert [p.code for p in calls("22/04/2025", "03/05/2025", month_first=True).problems if p.stops] == ["day-first?"]
    assert calls("05/05/2025", "03/31/2025", month_first=True).problems == ()


def test_a_column_of_weeks_is_read_by_the_monday_of_each_when_a_person_says_so():
    weeks = ("w/c 03/03/2025", "week ending 16/03/2025", "w/b Sun 16 March 2025", "17/03/2025", dt.date(2025, 3, 20))
    sheet = calls(*weeks, way="weeks without their days")
    assert told(sheet) == {
        "only-a-week": '5 rows have a week under "Date" and no day, such as "w/c 03/03/2025": counted in that week, '
        "and in the month in which its Monday is; no wait and no repeat is counted from it."
    }
    days = [dt.date(2025, 3, day) for day in (3, 10, 17, 17, 17)]
    assert sheet.rows["received_on"].to_pylist() == days and set(sheet.rows["received_on_week"].to_pylist()) == {True}


@pytest.mark.parametrize(
    ("heading", "days", "mondays"),
    [
        ("Week commencing", ("03/03/2025", dt.date(2025, 3, 10)), (3, 10)),
        ("Received (w/c)", ("02/03/2025", "09/03/2025"), (3, 10)),  # which begin on Sundays
        ("Week ending", ("07/03/2025", "16/03/2025"), (3, 10)),
    ],
)
def test_a_heading_may_say_that_its_days_are_weeks(heading, days, mondays):
    rows = [(heading, "What was asked"), *((day, "a") for day in days)]
    (sheet,) = prepare("calls.xlsx", xlsx({"Calls": rows})).sheets
    assert [*told(sheet)] == ["only-a-week"]
    assert sheet.rows["received_on"].to_pylist() == [dt.date(2025, 3, day) for day in mondays]


def test_a_month_of_a_cost_is_told_to_be_read_as_its_first_day():
    """All of it is before an intervention in the middle of the month."""
    table = [("Case ref", "Agency", "Date", "Cost"), ("C", "Police", "03/04/2024", 5), ("C", "Police", "Apr 2024", 5)]
    (sheet,) = prepare("costs.xlsx", xlsx({"Costs": [*table, ("C", "Police", None, 5)]})).sheets
    assert [(p.code, p.where, p.stops, p.details["rows"]) for p in sheet.problems] == [
        ("month-as-day", "Costs!C", False, "1 row has")
    ]


@pytest.mark.parametrize("heading", ["Month", "Month and year"])
@pytest.mark.parametrize(
    "days",
    [("04/03/2025", "14/03/2025", "02/04/2025"), tuple(dt.datetime(2025, m, d) for m, d in ((3, 4), (3, 14), (4, 2)))],
    ids=["words", "dates"],
)
def test_days_under_month_are_days(heading, days):
    """A ledger went in without any day, and a log of demands was refused."""
    ledger = [(heading, "Case", "Agency", "Cost"), *((day, "C1", "Police", 10) for day in days)]
    log = [(heading, "What was asked", "V/F"), *((day, f"Words {day}", "F") for day in days)]
    for rows, name in ((ledger, "date"), (log, "received_on")):
        prepared = prepare("kept.xlsx", xlsx({"Kept": rows}))
        (sheet,) = prepared.sheets
        assert not prepared.stops() and "read-by-cells" in {p.code for p in sheet.problems}
        assert [f"{day:%d/%m}" for day in sheet.rows[name].to_pylist()] == ["04/03", "14/03", "02/04"]


@pytest.mark.parametrize(
    "days",
    [("01/03/2025", "01/04/2025", "01/05/2025"), ("3/1/2025", "4/1/2025", "5/1/2025"), ("Mar 25", "Apr 25", "May 25")],
)
def test_months_under_month_are_not_taken_for_days(days):
    ledger = [("Month", "Case", "Agency", "Cost"), *((day, "C1", "Police", 10) for day in days)]
    (sheet,) = prepare("kept.xlsx", xlsx({"Kept": ledger})).sheets
    assert "date" not in sheet.rows.column_names


def test_a_day_of_the_week_may_stand_before_a_date_in_figures():
    """As mail programs list their letters."""
    sheet = calls("Mon 03/03/2025 15:03", "Tuesday, 4.3.25", "Thurs 13/03/2025", "2025-03-14 09:00:00")
    assert not told(sheet).keys() & {"not-a-date"}
    assert [d.isoformat() for d in sheet.rows["received_on"].to_pylist()] == [
        *("2025-03-03", "2025-03-04", "2025-03-13", "2025-03-14")
    ]
    assert [t and t.isoformat("minutes") for t in sheet.rows["received_on_time"].to_pylist()] == [
        *("15:03", None, None, "09:00")
    ]
    first = calls("Mon 03/10/2025", "Thu 03/13/2025", month_first=True)
    assert [d.isoformat() for d in first.rows["received_on"].to_pylist()] == ["2025-03-10", "2025-03-13"]


def test_a_month_may_stand_behind_its_year():
    sheet = calls("2025 January", "2025 Feb", "2025-Mar")
    assert [d.isoformat() for d in sheet.rows["received_on"].to_pylist()] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert sheet.rows["received_on_month"].to_pylist() == [True] * 3
    table = [("Reason", "2025 January", "2025 February", "2025 March", "Total"), ("Chasing", 6, 9, 12, 27)]
    (found,) = prepare("matrix.xlsx", xlsx({"Export": table})).others
    assert [found.read_as(p) for p in range(1, 5)] == ["across date"] * 3 + ["left out"]


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (
            ["07/01/2024", "08/01/2024", "09/01/2024", "10/01/2024"],
            ["days-or-months?"],
        ),  # of July to October, or of January
        (["01/07/2024", "01/08/2024", "01/09/2024", "01/10/2024"], ["day-presumed"]),
        (["07/01/2024", "08/01/2024", "09/01/2024", "13/01/2024"], []),
    ],
)
def test_points_that_are_days_of_january_or_the_first_of_months_are_asked_about(days, codes):
    rows = [("Measure", "Date", "Value"), *(("Days to let", day, 20 + n) for n, day in enumerate(days))]
    found = prepare("points.csv", csv(rows).encode()).problems
    assert [p.code for p in found] == codes


@pytest.mark.parametrize(
    "month",
    [
        *("Jan 2024", "Jan-24", "Jan '24", "Jan ’24", "Jan.24", "Jan/24", "Jan, 2024", "January.2024", "Sept. 23"),
        *("2024-01", "2024.01", "2024/1", "2024 01", "2024 - 01", "2024 Jan", "2024-Jan", "2024, Jan", "Ionawr 2024"),
    ],
)
def test_a_month_however_it_is_written_is_no_first_day(month):
    assert "only-a-month" in told(calls(month, month))
