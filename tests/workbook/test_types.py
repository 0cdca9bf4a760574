"""What each type of cell takes, as one table: (column, cell, value or code of a problem).

All cells of a column are one sheet, and all sheets one workbook, so that it is read and checked once.
"""

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from measures.cells.number import DECIMAL_COMMAS
from measures.problems import KINDS
from measures.sheets import SHEETS
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare, understand

from .build import Shown, csv, places, xlsx

JUNE = dt.date(2012, 6, 29)
COST = ("transactions", "cost")
DATE, MONTH_FIRST, MONEY, NUMBER = (
    ("ratings", "date"),
    ("ratings", "date", "month first"),
    ("unit_costs", "unit_cost"),
    ("results", "after"),
)
RATING, COUNT, MINUTES, YES_NO = (
    ("ratings", "rating"),
    ("results", "sample_size"),
    ("demands", "minutes"),
    ("cases", "consent"),
)
CROSSED = ("demands", "resolved_first_time")  # a column without ticks
RESOLVED = ("demands", "resolved_on")
OR_MORE = ("results", "sample_size_or_more")
CLOCK, BEHIND = ("demands", "received_at"), ("demands", "received_on_time")
CHOICE, TIER, YEAR = ("demands", "value_or_failure"), ("households", "tier"), ("transactions", "price_year")
POSTCODE, STREET, REF, TEXT = ("households", "postcode"), ("demands", "street_key"), ("cases",
    "household_ref"), ("cases", "title")  # fmt: skip

CELLS = [
    # Dates: day first
    (DATE, "29.06.12", JUNE),
    (DATE, "29/06/2012", JUNE),
    (DATE, "29-6-2012", JUNE),
    (DATE, " 29 / 06 / 2012 ", JUNE),
    (DATE, "29/06/2012 14:30", JUNE),
    (DATE, "29 Jun 12", JUNE),
    (DATE, "29\u00a0June\u00a02012", JUNE),
    (DATE, "29-Jun-12", JUNE),
    (DATE, "Friday 29th June 2012", JUNE),
    (DATE, "June 29, 2012", JUNE),
    (DATE, "3 Sept 2012", dt.date(2012, 9, 3)),
    (DATE, "2012-06-29", JUNE),
    (DATE, "2012-06-29T10:00:00Z", JUNE),
    (DATE, "2012/6/29", JUNE),
    (DATE, "41089", JUNE),
    (DATE, 41089, JUNE),
    (DATE, 41089.75, JUNE),
    (DATE, JUNE, JUNE),
    (DATE, dt.datetime(2012, 6, 29, 23, 59, 59), JUNE),
    (DATE, "01/02/2012", dt.date(2012, 2, 1)),
    (DATE, "29/02/2012", dt.date(2012, 2, 29)),
    (DATE, "2024-01", dt.date(2024, 1, 1)),
    (DATE, "Jan-24", dt.date(2024, 1, 1)),
    (DATE, "January 2024", dt.date(2024, 1, 1)),
    (DATE, "31/12/99", dt.date(1999, 12, 31)),
    (DATE, "29/02/2013", "not-a-date"),
    (DATE, "31/02/2012", "not-a-date"),
    (DATE, "06/29/2012", "not-a-date"),
    (DATE, "2012-13-01", "not-a-date"),
    (DATE, "29/06", "not-a-date"),
    (DATE, "29/06/0012", "not-a-date"),
    (DATE, "29/06/20122", "not-a-date"),
    (DATE, "6", "not-a-date"),
    (DATE, "2012", "not-a-date"),
    (DATE, "last week", "not-a-date"),
    (DATE, "-", "not-a-date"),
    (DATE, None, "missing"),
    # Dates: month first, for the whole column
    (MONTH_FIRST, "06/29/2012", JUNE),
    (MONTH_FIRST, "6.29.12", JUNE),
    (MONTH_FIRST, "01/02/2012", dt.date(2012, 1, 2)),
    (MONTH_FIRST, "2012-06-29", JUNE),
    (MONTH_FIRST, "29 Jun 12", JUNE),
    (MONTH_FIRST, JUNE, JUNE),
    (MONTH_FIRST, "29/06/2012", "not-a-date"),
    # Money
    (MONEY, "£1,234.50", Decimal("1234.5")),
    (MONEY, "£1 234.50", Decimal("1234.5")),
    (MONEY, 1234.5, Decimal("1234.5")),
    (MONEY, 0.1 + 0.2, Decimal("0.3")),
    (MONEY, "GBP 12", Decimal(12)),
    (MONEY, "(£200)", Decimal(-200)),
    (MONEY, "(200.00)", Decimal(-200)),
    (MONEY, "-£5", Decimal(-5)),
    (MONEY, "£-5", Decimal(-5)),
    (MONEY, "−5", Decimal(-5)),
    (COST, "-", Decimal(0)),
    (COST, "£ -", Decimal(0)),
    (MONEY, "-", "not-a-number"),  # a price has no nought
    (MONEY, "£0.00", Decimal(0)),
    (MONEY, "1,234,567", Decimal(1234567)),
    (MONEY, "£1,234.50 CR", Decimal("-1234.5")),
    (MONEY, "250-", Decimal(-250)),
    (MONEY, "250.00 dr", Decimal(250)),
    (MONEY, "(250) CR", "not-a-number"),
    (MONEY, "-250 CR", "not-a-number"),
    (MONEY, "1.234,50", "not-a-number"),
    (MONEY, "1,23", "not-a-number"),
    (MONEY, "£12 50", "not-a-number"),
    (MONEY, "12£50", "not-a-number"),
    (MONEY, "12.50.1", "not-a-number"),
    (MONEY, "£1.2k", "not-a-number"),
    (MONEY, "€12", "not-a-number"),
    (MONEY, "50%", "not-a-number"),
    (MONEY, "(200", "not-a-number"),
    (MONEY, "£", "not-a-number"),
    (MONEY, "1e999", "not-a-number"),
    (MONEY, "inf", "not-a-number"),
    # Numbers
    (NUMBER, "24.1", 24.1),
    (NUMBER, "-3", -3.0),
    (NUMBER, ".5", 0.5),
    (NUMBER, "1 234", 1234.0),
    (NUMBER, "1\u00a0234\u00a0567", 1234567.0),
    (NUMBER, "24.1%", 24.1),
    (NUMBER, "-24.1 %", -24.1),
    (NUMBER, Shown(0.241, "0.0%"), 24.1),
    (NUMBER, Shown(0.07, "0%"), 7.0),
    (NUMBER, Shown(-0.5, '0.00%;[Red]"("0.00%")"'), -50.0),
    (NUMBER, Shown(1, "0%"), 100.0),
    *[(NUMBER, Shown(24.1, words), 24.1) for words in ('0.0"%"', r"0.0\%")],  # shown as 24.1% too
    (NUMBER, 0.241, 0.241),
    (NUMBER, "1e3", 1000.0),
    (NUMBER, "£1,234", 1234.0),
    (NUMBER, "(3)", -3.0),
    *[(COUNT, sign, None) for sign in ("*", "..", ":", "[c]", "z", "n/a")],  # what published tables write for no figure
    (YES_NO, "*", "not-yes-no"),
    (NUMBER, "-", "not-a-number"),  # nought, or none: not ours to guess
    (NUMBER, "--3", "not-a-number"),
    (NUMBER, "9" * 400, "not-a-number"),
    (NUMBER, "10 12", "not-a-number"),
    (NUMBER, "1%2", "not-a-number"),
    (NUMBER, "about 5", "not-a-number"),
    (NUMBER, "5-6", "not-a-number"),
    (NUMBER, "nan", "not-a-number"),
    (NUMBER, "1e999", "not-a-number"),
    (NUMBER, True, "not-a-number"),
    (NUMBER, JUNE, "not-a-number"),
    (RATING, 0, 0.0),
    (RATING, "10", 10.0),
    (RATING, 7.5, 7.5),
    (RATING, 11, "out-of-range"),
    (RATING, "-1", "out-of-range"),
    (RATING, "7/10", 7.0),
    (RATING, "7/100", "not-a-number"),
    (RATING, None, "missing"),
    (COUNT, "250.0", 250.0),
    (COUNT, None, None),
    (COUNT, 2.5, "not-a-number"),
    (COUNT, -1, "out-of-range"),
    *[(COUNT, word, 250.0) for word in ("250+", "250 +", "250 or more")],
    *[(OR_MORE, word, True) for word in ("250+", "1,250+")],
    *[(OR_MORE, word, None) for word in (250, None)],
    *[(COUNT, word, "not-a-number") for word in ("+", "250++", "about 250", "2.5+")],
    (COUNT, "-5+", "out-of-range"),
    # Minutes
    (MINUTES, 25, 25.0),
    (MINUTES, "25 mins", 25.0),
    (MINUTES, "25min.", 25.0),
    (MINUTES, "25 Minutes", 25.0),
    (MINUTES, dt.time(0, 25), 25.0),
    (MINUTES, dt.timedelta(minutes=25), 25.0),
    (MINUTES, dt.timedelta(hours=25), 1500.0),
    (MINUTES, "00:25", 25.0),
    (MINUTES, "0:25", 25.0),
    (MINUTES, "1:05:00", 65.0),
    (MINUTES, "1:05:30", 65.5),
    (MINUTES, "25:00", 1500.0),
    (MINUTES, "1:75", "not-a-number"),
    (MINUTES, "12:25:00 AM", "not-a-number"),
    (MINUTES, "half an hour", "not-a-number"),
    *[(MINUTES, word, 80.0) for word in ("1h 20", "1h20m", "1 hr 20 mins", "1 hour 20 minutes", "1 Hr. 20")],
    *[(MINUTES, word, 90.0) for word in ("1.5 hours", "1.5h", "1h30")],
    *[(MINUTES, word, "not-a-number") for word in ("h 20", "1h 20 30", "an hour", "1 hour or so")],
    (MINUTES, JUNE, "not-a-number"),
    (MINUTES, -5, "out-of-range"),
    # What is not known, where it need not be known. A dash may be a nought.
    *[(column, word, None) for column in (MINUTES, COUNT, TIER, YEAR, RESOLVED) for word in ("n/a", "NK", "not known", "?")],
    *[(TIER, "-", None), (RESOLVED, "-", None), (MINUTES, "-", "not-a-number"), (COUNT, "-", "not-a-number")],
    *[(column, "n/a", "not-a-number") for column in (MONEY, RATING)],
    # Yes and No: a blank is neither
    *[(YES_NO, word, True) for word in ("Y", "y", " Yes ", "YES", "Ydy", "oes", "TRUE", True, 1, "1", "✓", "✔")],
    *[(CROSSED, word, True) for word in ("x", "X\u00a0")],
    *[(YES_NO, word, False) for word in ("N", "no", "FALSE", False, 0, "✗", "Nac ydy", "nac oes")],
    *[(YES_NO, word, None) for word in (None, "", "\u00a0", "?", "n/a", "NK", "unknown", "-")],
    *[(YES_NO, word, "not-yes-no") for word in ("some", "2", "yes and no", "Yn", "Y?")],
    # Choices
    *[(CHOICE, word, "Failure") for word in ("Failure", "failure demand", "F", " f ", "FAIL", "Failure\u00a0demand")],
    (CHOICE, "Not  sure", "Not sure"),
    (CHOICE, "?", "Not sure"),
    (CHOICE, "Don’t know", "Not sure"),
    (CHOICE, None, None),
    (CHOICE, "both", "not-an-option"),
    *[(TIER, word, "1") for word in (1, 1.0, "1", "1.0", "T1", "Tier 1", "I need serious help (multiple complex "
                                                                         "needs)")],
    *[(TIER, word, "2") for word in (2, "tier 2", "I could go either way", "2 - I could go either way")],
    *[(TIER, word, "3") for word in (3, "I am in balance but need a little help", "I AM IN BALANCE, but need a little "
                                                                                  "help.")],
    (TIER, 6, "not-an-option"),
    (TIER, 1.5, "not-an-option"),
    # Financial years
    *[(YEAR, word, "2012-13") for word in ("2012-13", "2012/13", "2012 - 13", "2012–13", "2012-2013", "2012/2013")],
    *[(YEAR, word, "2012-13") for word in ("FY2012-13", "fy 2012/13")],
    *[(YEAR, word, "1999-00") for word in ("1999-00", "1999/2000")],
    *[(YEAR, word, "2012") for word in ("2012", 2012)],
    # What Excel makes of a typed 2011-12, in a workbook and in CSV. It makes Feb-01 of 2001-02, and Jan-02 of 2002-01:
    # no year.
    *[(YEAR, word, "2011-12") for word in (dt.date(2011, 12, 1), "2011-12-01", "Dec-11", "dec-11")],
    *[(YEAR, word, "2008-09") for word in (dt.date(2008, 9, 1), "Sep-08", "Sept-08")],
    *[(YEAR, word, year) for word, year in (("Feb-01", "2001-02"), ("Jan-00", "2000-01"))],
    *[(YEAR, word, "not-a-year") for word in ("Jan-02", "Dec-13", "11-Dec", "Dec-2011", dt.date(2012, 4, 1), JUNE)],
    *[(YEAR, word, "not-a-year") for word in ("2012-14", "2012-12", "2012-2014", "12-13", "FY2012", "0012", 20123, "banana")],
    (YEAR, None, None),
    # Postcodes and streets
    *[(POSTCODE, word, "ZZ9 4DF") for word in ("ZZ9 4DF", "zz94df", " zz9  4df ", "ZZ9\u00a04DF", "Z Z 9 4 D F")],
    (POSTCODE, "SW1A1AA", "SW1A 1AA"),
    (POSTCODE, "not known", "NOT KNOWN"),
    *[(STREET, word, "larkspur road") for word in ("Larkspur Road", "LARKSPUR  RD.", "larkspur rd", "Larkspur\u00a0Rd")],
    *[(STREET, word, "heol ty gwyn") for word in ("Heol Tŷ Gwyn", "HEOL TY GWYN", "Heol Tŷ-Gwyn")],
    (STREET, "Οδός Ἑρμοῦ 5", "οδος ερμου 5"),
    (STREET, "Larkspur Avenue", "larkspur avenue"),
    (STREET, "Larkspur Ave", "larkspur avenue"),
    (STREET, "St Mary's", "st marys"),
    (STREET, "St Mary’s St.", "st marys street"),
    *[
        (STREET, words, "larkspur road")
        for words in (
            *("12 Larkspur Road", "12, Larkspur Rd", "Flat 2, 16a Larkspur Road", "10-14 Larkspur Rd.", "No. 7 Larkspur Road"),
            *("Rose Cottage, Larkspur Road", "Larkspur Road, Anytown", "Flat 3b, Oak Court, 2 Larkspur Road, Anytown"),
            *("Unit 4 Larkspur Road", "221B Larkspur Road", "Larkspur Road, 12"),
        )
    ],
    *[(STREET, words, "1st avenue") for words in ("1st Avenue", "3 1st Avenue", "Flat 1, 3 1st Ave")],
    *[(STREET, words, "the glebe") for words in ("The Glebe", "12 The Glebe", "Flat 2, The Glebe")],
    (STREET, "Twenty Row", "twenty row"),
    (STREET, "5", "5"),
    # Times of the day, by themselves and behind a date
    *[(CLOCK, cell, dt.time(9, 15)) for cell in ("09:15", "9.15", "9:15:59", "9:15 am", "9.15a.m.", dt.time(9, 15), "0.385416667")],
    *[(CLOCK, cell, dt.time(21, 15)) for cell in ("21:15", "9:15 PM", "9:15\u00a0pm")],
    *[(CLOCK, cell, dt.time(0, 30)) for cell in ("00:30", "12:30 am")],
    *[(CLOCK, cell, dt.time(12)) for cell in ("12 pm", "12:00", 0.5)],
    *[(CLOCK, cell, "not-a-time") for cell in ("morning", "24:00", "9:60", "13:15 pm", "9", "9:15 to 9:45")],
    *[
        (BEHIND, cell, dt.time(14, 30))
        for cell in (
            *("29/06/2012 14:30", "29.06.12 14:30:59", "29/06/2012, 2:30 PM", "29 Jun 2012 14.30", "2012-06-29T14:30:00"),
            *(dt.datetime(2012, 6, 29, 14, 30), 41089.604166667, "41089.604166667", "Friday 29th June 2012 2:30pm"),
        )
    ],
    *[
        # no time, several, one with its time zone, one that there is not; and dates that look like one
        (BEHIND, cell, None)
        for cell in (
            *("29/06/2012", "29/06/2012 00:00", dt.datetime(2012, 6, 29), 41089, "29/06/2012 12:00 am"),
            *("29/06/2012 9:15 to 9:45", "2012-06-29T14:30:00Z", "2012-06-29 14:30:00+01:00", "29/06/2012 14:75"),
            *("29 06.12", "29.06.12", "Jun 2012"),
        )
    ],
    # References and words
    *[(REF, word, "12") for word in ("'12", "12.0", "’12", "12.00")],
    (REF, "1.5", "1.5"),
    (REF, "O'Neill", "O'Neill"),
    *[(REF, word, "A 1") for word in ("A 1", " A  1 ", "A\u00a01", "A\n1")],
    (REF, 7, "7"),
    (REF, 7.0, "7"),
    (REF, "007", "007"),
    (TEXT, " Two\nlines,  kept ", "Two\nlines,  kept"),
]  # fmt: skip


def sheet_of(column: tuple[str, ...]) -> str:
    return " ".join(column)


@pytest.fixture(scope="module")
def sheets():
    """Every sheet of the table, checked. A row is filled in from the declared example, apart from the cell in
    question."""
    rows: dict[str, list[list[object]]] = {}
    for number, (column, value, _) in enumerate(CELLS):
        declared = SHEETS[column[0]]
        page = rows.setdefault(sheet_of(column), [[c.title for c in declared.columns]])
        example = {c.name: declared.examples[1].get(c.title) for c in declared.columns}
        example |= dict.fromkeys(declared.key[:1], f"{number}") | {
            column[1].removesuffix("_key").removesuffix("_or_more").removesuffix("_time"): value
        }
        page.append(list(example.values()))
    headings = dict(enumerate(rows[sheet_of(MONTH_FIRST)][0]))
    said = Override.of(MONTH_FIRST[0], headings).dated(month_first=True)
    prepared = prepare("types.xlsx", xlsx(rows), overrides={sheet_of(MONTH_FIRST): said})
    return {sheet.name: sheet for sheet in prepared.sheets}


@pytest.mark.parametrize("i", range(len(CELLS)), ids=[f"{c[1]} {v!r}" for c, v, _ in CELLS])
def test_a_cell(sheets, i):
    column, _, expected = CELLS[i]
    sheet = sheets[sheet_of(column)]
    nth = sum(c == column for c, *_ in CELLS[:i])
    problems = [p.code for p in sheet.problems if p.row == nth + 2 and p.stops]
    if isinstance(expected, str) and expected in KINDS:
        assert problems == [expected]
        assert sheet.rows["bad"][nth].as_py()
    else:
        assert problems == []
        assert sheet.rows[column[1]][nth].as_py() == expected


@pytest.mark.parametrize("words", ["nil", "Nil", "zero"])
def test_a_word_for_nought_is_one_where_things_are_counted_or_paid_for(words):
    series = [("Measure", "Date", "Value"), ("Calls", "06/01/2025", 4), ("Calls", "13/01/2025", words)]
    costs = [("Case ref", "Agency", "Cost"), ("C1", "Police", "£4"), ("C1", "Health", words)]
    prepared = prepare("book.xlsx", xlsx({"Calls": series, "Costs": costs}))
    assert {s.sheet.kind: s.rows[s.sheet.figures].to_pylist() for s in prepared.sheets} == {
        "series": [4, 0], "transactions": [4, 0],
    }  # fmt: skip
    assert [(p.where, p.details["value"]) for p in prepared.problems if p.code == "word-is-zero"] == [
        ("Calls!C", words), ("Costs!C", words),
    ]  # fmt: skip
    prices = [("Activity", "Agency", "Unit cost", "Price year"), ("Visit", "Police", words, "2024-25")]
    assert prepare("prices.xlsx", xlsx({"Prices": prices})).stops()  # as a dash, no price


def test_dates_that_fit_only_month_first_are_said_of_the_column(sheets):
    """The cells are still wrong: nothing is turned round without being told to."""
    found = [(p.where, p.details["value"]) for p in sheets[sheet_of(DATE)].problems if p.code == "month-first?"]
    assert found == [("ratings date!C", "06/29/2012")]


def test_a_dash_and_a_word_for_not_known_are_told_once_for_the_column(sheets):
    assert [p.where for p in sheets[sheet_of(COST)].problems if p.code == "dash-is-zero"] == ["transactions cost!C"]
    assert [p.where for p in sheets[sheet_of(YES_NO)].problems if not p.stops] == ["cases consent!G"]


def test_a_workbook_that_counts_from_1904():
    rows = [("Received on", "What the person asked", "Minutes")]
    rows += [(JUNE, "Nobody came", dt.time(0, 25)), (dt.date(2026, 1, 5), "Nor today", dt.timedelta(hours=25))]
    (sheet,) = prepare("mac.xlsx", xlsx({"Demands": rows}, epoch=CALENDAR_MAC_1904)).sheets
    assert sheet.rows["received_on"].to_pylist() == [JUNE, dt.date(2026, 1, 5)]
    assert sheet.rows["minutes"].to_pylist() == [25, 1500]


def test_a_blank_is_not_no():
    rows = [("Household ref", "Street name", "ASB"), ("A", "Larkspur Road", "N"), ("B", "Larkspur Road", "")]
    prepared = prepare("homes.csv", csv(rows).encode())
    assert places(prepared) == []
    assert prepared.sheets[0].rows["flag0"].to_pylist() == [False, None]


def test_a_decimal_comma_is_told_for_the_column_whatever_else_is_left_out():
    rows = [
        ("Case ref", "Agency", "Cost"),
        ("C1", "Police", "12,5"),
        ("C1", "Health", "1,250"),
        ("C2", "Police", "£1.250,00"),
    ]
    prepared = prepare("costs.csv", csv(rows, ";").encode())
    assert places(prepared) == [("decimal-comma", "costs!C")] and prepared.stops(leave_out=True)
    said = prepared.sheets[0].recognised.as_read().read_in("Cost", DECIMAL_COMMAS)
    read = understand(prepared.workbook, overrides={"costs": said})
    assert places(read) == [("read-commas", "costs!C")]
    assert read.sheets[0].rows["cost"].to_pylist() == [Decimal("12.5"), Decimal("1.25"), Decimal(1250)]
    british = [
        ("Case ref", "Agency", "Cost"),
        ("C1", "Police", "£1,250.50"),
        ("C1", "Health", "1,250"),
        ("C2", "Police", "12.5"),
    ]
    assert not prepare("costs.csv", csv(british, ";").encode()).stops()
