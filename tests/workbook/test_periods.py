"""Periods as services write them: what a whole column of them is read as, and what is told of it.

A column is (cells, first days, codes of the notes), or (cells, code of the problem).
"""

import datetime as dt

import pytest

from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare

from .build import csv, xlsx

D = dt.date


def read(cells, month_first=False):
    """A series sheet of these dates, checked."""
    rows = [("Measure", "Date", "Value"), *(("Visits", cell, 10 + i) for i, cell in enumerate(cells))]
    said = Override("series", tuple((heading, None) for heading in rows[0])).dated(month_first=True)
    (sheet,) = prepare("visits.xlsx", xlsx({"Series": rows}), overrides={"Series": said} if month_first else {}).sheets
    return sheet


def told(sheet, stops):
    return [(p.code, p.where) for p in sheet.problems if p.stops == stops]


QUARTERS = [D(2023, 1, 1), D(2023, 4, 1), D(2023, 7, 1), D(2023, 10, 1)]
FINANCIAL = [D(2023, 4, 1), D(2023, 7, 1), D(2023, 10, 1), D(2024, 1, 1)]
MONDAYS = [D(2024, 1, 1), D(2024, 1, 8), D(2024, 1, 15), D(2024, 1, 22)]
MONTHS = [D(2023, 1, 1), D(2023, 2, 1), D(2023, 3, 1), D(2023, 4, 1)]
READ = [
    (["2023 Q1", "2023-Q2", "2023Q3", "2023/q4"], QUARTERS, ["calendar-quarters"]),
    (["Q1 2023", "Qtr 2 2023", "Quarter 3, 2023", "Q4-2023"], QUARTERS, ["calendar-quarters"]),
    (["Q1 2023/24", "Q2 2023-24", "Q3 23/24", "Q4 2023/2024"], FINANCIAL, ["financial-quarters"]),
    (["2023/24 Q1", "2023-24 Q2", "FY2023/24 Q3", "2023–24 Q4"], FINANCIAL, ["financial-quarters"]),
    (["2021", 2022, "2023"], [D(2021, 1, 1), D(2022, 1, 1), D(2023, 1, 1)], ["calendar-years"]),
    (["2021/22", "2022-23", "2023/2024"], [D(2021, 4, 1), D(2022, 4, 1), D(2023, 4, 1)], ["financial-years"]),
    (["1999/00", "FY 2000/01"], [D(1999, 4, 1), D(2000, 4, 1)], ["financial-years"]),
    (["w/c 01/01/2024", "W/C 8 Jan 2024", "wc 15.01.24", "w/b Monday 22nd January 2024"], MONDAYS, []),
    (["week commencing 1 Jan 2024", "Week beginning: 08/01/2024", "wk starting 15/1/24", D(2024, 1, 22)], MONDAYS, []),
    (
        ["w/e 07/01/2024", "week ending 14 Jan 2024", "Wk ending Sunday 21 January 2024", "we 28/1/24"],
        MONDAYS,
        ["weeks-ending"],
    ),
    (["2024-W01", "Wk 2 2024", "Week 3, 2024", "2024W04"], MONDAYS, ["week-numbers"]),
    (["2020-W53", "W1 2021"], [D(2020, 12, 28), D(2021, 1, 4)], ["week-numbers"]),
    (["Jan-23", "Feb 2023", "March 2023", D(2023, 4, 1)], MONTHS, []),
    (["01/2023", "2/2023", "2023 MAR", "2023-04"], MONTHS, []),
    (["2023M01", "2023m02", "202303", 202304], MONTHS, []),
    (["Jan-Mar 2023", "April to June 2023", "Jul – Sept 2023", "Oct/Dec, 2023"], QUARTERS, ["calendar-quarters"]),
    # What may be a month or a year, the column decides
    (["2009/10", "2010/11", "2012/13"], [D(2009, 4, 1), D(2010, 4, 1), D(2012, 4, 1)], ["financial-years"]),
    (["2010/11", "2011/12"], [D(2010, 4, 1), D(2011, 4, 1)], ["financial-years"]),
    (["2010/11", "2010/12", "2011/01"], [D(2010, 11, 1), D(2010, 12, 1), D(2011, 1, 1)], ["months-not-years"]),
    (["2010-11", "Dec 2010"], [D(2010, 11, 1), D(2010, 12, 1)], ["months-not-years"]),
    # Excel made dates of the first two
    ([D(2010, 11, 1), D(2011, 12, 1), "2012-13"], [D(2010, 4, 1), D(2011, 4, 1), D(2012, 4, 1)], ["financial-years"]),
    (["Nov-10", "Dec-11", "2012-13"], [D(2010, 4, 1), D(2011, 4, 1), D(2012, 4, 1)], ["financial-years"]),
    ([D(2010, 11, 1), D(2010, 12, 1)], [D(2010, 11, 1), D(2010, 12, 1)], []),
]
COLUMN = [
    (["2010/11", "2010/11"], "month-or-year"),
    (["2010/11", "01/02/2012"], "month-or-year"),
    (["2012/13", "2010/05"], "mixed-periods"),
    (["2022", "2022/23"], "mixed-periods"),
    (["2022", "2022 Q1", "Jan 2022"], "mixed-periods"),
    (["2022 Q1", "2022/23 Q2"], "mixed-periods"),
    (["2023", "29/06/2022"], "mixed-periods"),
]
NO_DATE = ["FY23", "Q5 2023", "Q1", "2023/25", "23/24", "H1 2023", "13/2023", "2024-W53", "Wk 5 2023/24",
    "w/c Jan 2024", "1850", "Wed", "2023M13", "202300", "Jan-Feb 2023", "Feb-Apr 2023"]  # fmt: skip


@pytest.mark.parametrize(("cells", "days", "notes"), READ, ids=lambda x: str(x[0]) if x else "")
def test_a_column_of_periods(cells, days, notes):
    sheet = read(cells)
    assert told(sheet, stops=True) == []
    assert sheet.rows["date"].to_pylist() == days
    assert told(sheet, stops=False) == [(code, "Series!B") for code in notes]


@pytest.mark.parametrize(("cells", "code"), COLUMN, ids=lambda x: str(x))
def test_a_column_without_one_meaning_is_refused(cells, code):
    assert told(read(cells), stops=True) == [(code, "Series!B")]


def test_the_sentences_say_what_to_write():
    (note,) = read(["2009/10", "2012/13"]).problems
    assert (
        str(note) == 'Series!B: years such as "2009/10" are read as financial years, by their first day (01/04/2009).'
    )
    (doubt,) = read(["2010/11"]).problems
    assert "Write Nov 2010 for the month, or 2010/2011 for the year." in doubt.sentence
    (mixed,) = read(["2022", "2022/23"]).problems
    assert 'has calendar years ("2022") and financial years ("2022/23")' in mixed.sentence


def test_what_is_no_period_is_told_by_its_cell():
    assert told(read(NO_DATE), stops=True) == [("not-a-date", f"Series!B{i}") for i in range(2, 2 + len(NO_DATE))]


def test_rows_that_are_left_out_do_not_decide():
    rows = [("Measure", "Date", "Value"), ("Visits", "Jan 2023", 4), ("Visits", "Feb 2023", 5), ("Total", "2023", 9)]
    (sheet,) = prepare("visits.csv", csv(rows).encode()).sheets
    assert told(sheet, stops=False) == [("total-row", "visits!4")]
    assert sheet.rows["date"].to_pylist() == MONTHS[:2]


def test_a_total_may_stand_under_the_dates():
    rows = [("Measure", "Date", "Value"), ("Visits", "Jan 2023", 4), ("Visits", "Total:", 9), ("", "Grand total", 9)]
    (sheet,) = prepare("visits.csv", csv(rows).encode()).sheets
    assert [(p.code, p.where) for p in sheet.problems] == [("total-row", "visits!3")]
    assert sheet.problems[0].details["also_rows"] == (4,)


def test_weeks_with_the_month_first():
    assert read(["w/c 01/29/2024", "02/05/2024"], month_first=True).rows["date"].to_pylist() == [
        D(2024, 1, 29),
        D(2024, 2, 5),
    ]
    assert ("month-first?", "Series!B") in told(read(["w/c 01/29/2024"]), stops=True) + told(
        read(["w/c 01/29/2024"]), stops=False
    )


def test_a_household_is_not_as_at_a_year():
    """Only points over time may be periods: the day of anything else is a day."""
    rows = [
        ("Household ref", "Street name", "As at"),
        ("A", "Larkspur Road", "2023"),
        ("B", "Larkspur Road", "Q1 2023"),
    ]
    (sheet,) = prepare("homes.csv", csv(rows).encode()).sheets
    assert told(sheet, stops=True) == [("not-a-date", "homes!C2"), ("not-a-date", "homes!C3")]


def test_what_is_not_known_of_a_series_is_a_gap_and_told_once():
    rows = [
        ("Measure", "Date", "Value"),
        *(("Visits", f"01/{m:02d}/2023", v) for m, v in enumerate(("5", "NA", "-", "", "..", "0"), 1)),
    ]
    (sheet,) = prepare("visits.csv", csv(rows).encode()).sheets
    assert sheet.rows["value"].to_pylist() == [5, 0] and sheet.left_out == 4
    (gaps,) = sheet.problems
    assert (gaps.code, gaps.where, gaps.stops) == ("gaps", "visits!C", False)
    assert (
        gaps.sentence
        == "Of 4 points there is no figure, first of 01/02/2023: they are gaps, and nothing is drawn there."
    )
    wrong = [*rows, ("Visits", "", "-"), ("Visits", "01/07/2023", "some")]  # no point of any date, and no gap
    (sheet,) = prepare("visits.csv", csv(wrong).encode()).sheets
    assert told(sheet, stops=True) == [
        ("missing", "visits!B8"),
        ("not-a-number", "visits!C8"),
        ("not-a-number", "visits!C9"),
    ]
