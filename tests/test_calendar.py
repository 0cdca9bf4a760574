"""Time on an axis: a day is that day wherever it is read, and no label stands twice."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.views import calendar
from measures.views.calendar import MOST, bands, each, ticks
from tests.drawn import few

DAY = dt.date(2025, 1, 1)
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@few(60)
@given(DATES, DATES, st.booleans())
def test_no_label_stands_twice_and_all_have_room(one, other, months):
    first, last = sorted((one, other))
    named, written = ticks(first, last, months=months)
    written = written.replace("%-d", "%d")
    assert 1 <= len(named) <= MOST and named == sorted(named)
    assert len({f"{day:{written}}" for day in named}) == len(named)
    assert all(first <= day <= last for day in named)


@pytest.mark.parametrize(
    ("days", "months", "labels"),
    [
        (0, False, ["01 Jan 25"]),
        (5, False, ["01 Jan 25", "02 Jan 25", "03 Jan 25", "04 Jan 25", "05 Jan 25", "06 Jan 25"]),
        (31, True, ["Jan 2025", "Feb 2025"]),
        (364, True, ["Jan 2025", "Apr 2025", "Jul 2025", "Oct 2025"]),
        (3650, True, ["2026", "2028", "2030", "2032", "2034"]),
    ],
)
def test_labels_are_days_then_months_then_years(days, months, labels):
    named, written = ticks(DAY, DAY + dt.timedelta(days), months=months)
    assert [f"{day:{written.replace('%-d', '%d')}}" for day in named] == labels


def test_a_day_has_no_time_zone():
    """With an hour it is that hour where it is read; without, midnight at Greenwich."""
    assert calendar.at(DAY) == "2025-01-01T00:00:00"
    x = calendar.x("at", DAY, dt.date(2025, 3, 1)).to_dict()
    assert all(day.endswith("T00:00:00") for day in x["scale"]["domain"] + x["axis"]["values"])


def test_months_without_anything_have_their_places():
    """January, February and July do not stand side by side."""
    x = bands("month", DAY, dt.date(2025, 7, 1)).to_dict()
    assert x["scale"]["domain"] == [f"{name} 2025" for name in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]]
    assert each(dt.date(2024, 10, 1), dt.date(2025, 7, 1), "quarter") == [
        dt.date(2024, 10, 1), DAY, dt.date(2025, 4, 1), dt.date(2025, 7, 1),
    ]  # fmt: skip
