"""What is accepted comes back equal: a value, in any of the ways in which people and programs write it, is loaded as
that value or told of."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from measures.workbook.prepare import prepare
from tests.drawn import few

from .build import xlsx

Cell = tuple[object, object]  # what is written, and what it is to be read as
DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31))
POUNDS = st.decimals(Decimal("-99999.99"), Decimal("999999.99"), places=2)
MINUTES = st.integers(0, 24 * 60 - 1)


def written(values: st.SearchStrategy, *ways: Callable[[object], object]) -> st.SearchStrategy[Cell]:
    """A value in one of the ways of writing it."""
    return st.tuples(values, st.sampled_from(ways)).map(lambda drawn: (drawn[1](drawn[0]), drawn[0]))


DATE = written(
    DAYS,
    lambda day: day,
    lambda day: dt.datetime(day.year, day.month, day.day, 23, 59),
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}.{day.month}.{day:%y}",
    lambda day: f"{day:%a %d %B %Y}",
    lambda day: f"{day:%d-%b-%y %H:%M}",
    lambda day: f"{day:%Y-%m-%dT00:00:00Z}",
    lambda day: f"\u00a0{day:%d/%m/%Y}\u200b",
)
MONEY = written(
    POUNDS,
    lambda cost: f"{cost}",
    lambda cost: f"£{cost:,}",
    lambda cost: f"{'-' * (cost < 0)}£{abs(cost):,}",
    lambda cost: f"({-cost})" if cost < 0 else f"{cost} ",
    lambda cost: f"{-cost} CR" if cost < 0 else f"{cost} DR",
    lambda cost: f"{cost:,}".replace(",", "\u00a0"),
)
TIME = written(
    MINUTES,
    lambda minutes: minutes,
    lambda minutes: f"{minutes} mins",
    lambda minutes: f"{minutes // 60} h {minutes % 60}",
    lambda minutes: f"{minutes // 60} hrs {minutes % 60} minutes",
    lambda minutes: f"{minutes * 60} secs",
)
YES = ("Y", "yes", " TRUE", "x", "☑", "-1", "Ydy")
NO = ("N", "No ", "false", "0", "☐")
FLAG = written(
    st.booleans(), *(lambda flag, i=i: (YES if flag else NO)[i % len(YES if flag else NO)] for i in range(7))
)
RATING = written(st.integers(0, 10), lambda n: n, str, lambda n: f"{n}.0", lambda n: f" {n} ")
# What looks like UTF-8 that was encoded once more, as “Â¡” does, is read as it was before, and told: that has tests of
# its own.
TWICE = re.compile("[\u00c2-\u00f4][^\x00-\x7f]")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).filter(
    lambda words: not TWICE.search(words)
)


def csv_of(headings: tuple[str, ...], rows: list[list[object]]) -> bytes:
    """A table as a spreadsheet program saves it as text."""
    file = io.StringIO()
    csv.writer(file).writerows([headings, *rows])
    return file.getvalue().encode("utf-8-sig")


def read(headings: tuple[str, ...], rows: list[list[object]], as_text: bool) -> dict[str, list[object]]:
    """The columns of the one sheet, of which nothing may stop the load but what a whole column is asked about."""
    content = csv_of(headings, rows) if as_text else xlsx({"kept": [headings, *rows]})
    prepared = prepare(f"kept.{'csv' if as_text else 'xlsx'}", content)
    (sheet,) = prepared.sheets
    assert not sheet.bad_rows, [str(problem) for problem in prepared.stops()]
    return sheet.rows.to_pydict()


@few(6)
@given(st.lists(st.tuples(DATE, TIME, WORDS), min_size=1, max_size=6), st.booleans())
def test_days_times_and_words_of_demands(cells, as_text):
    rows = [[f"D{n}", day, f"said {words} {n}", took] for n, ((day, _), (took, _), words) in enumerate(cells)]
    found = read(("Demand ref", "Received on", "What the person asked", "Minutes"), rows, as_text)
    assert found["received_on"] == [day for (_, day), _, _ in cells]
    assert [round(minutes, 6) for minutes in found["minutes"]] == [minutes for _, (_, minutes), _ in cells]
    assert found["verbatim"] == [f"said {words} {n}" for n, (_, _, words) in enumerate(cells)]


@few(6)
@given(st.lists(st.tuples(MONEY, DATE), min_size=1, max_size=6), st.booleans())
@example([(("250-", Decimal(-250)), ("29.06.12", dt.date(2012, 6, 29)))], True)
def test_amounts_of_transactions(cells, as_text):
    rows = [[f"C{n}", "Police", cost, day] for n, ((cost, _), (day, _)) in enumerate(cells)]
    found = read(("Case ref", "Agency", "Cost", "Date"), rows, as_text)
    assert found["cost"] == [cost for (_, cost), _ in cells]
    assert found["date"] == [day for _, (_, day) in cells]


@few(6)
@given(st.lists(st.tuples(FLAG, st.sampled_from((1, 2, 3))), min_size=1, max_size=6), st.booleans())
def test_flags_and_tiers_of_households(cells, as_text):
    rows = [[f"00{n}", "Mill Road", tier, flag] for n, ((flag, _), tier) in enumerate(cells)]
    found = read(("Household ref", "Street name", "Tier", "ASB"), rows, as_text)
    assert found["flag0"] == [flag for (_, flag), _ in cells]
    assert [str(tier) for tier in found["tier"]] == [str(tier) for _, tier in cells]
    assert found["household_ref"] == [f"00{n}" for n in range(len(cells))]


@few(6)
@given(st.lists(st.tuples(RATING, DATE), min_size=1, max_size=6), st.booleans())
def test_ratings(cells, as_text):
    rows = [[f"C{n}", "I am heard", day, rating] for n, ((rating, _), (day, _)) in enumerate(cells)]
    found = read(("Case ref", "Statement", "Date", "Rating"), rows, as_text)
    assert found["rating"] == [rating for (_, rating), _ in cells]
    assert found["date"] == [day for _, (_, day) in cells]
