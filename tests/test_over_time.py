"""Capability charts of series and dated measures: points, marks that need a reason, what is said, what is drawn."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from measures import over_time, spc, views
from measures.__main__ import main
from measures.answers import Answer, TierRule, ask
from measures.catalogue import MEASURES
from measures.money import deflators
from measures.over_time import BASELINE, NOTE, STEP, Mark, charted, draw
from measures.record import ENDS, JOINS, LEAVES
from measures.shapes import Capability, Share
from measures.shapes.capability import NO_RECORD, OTHER_PRICES
from measures.views.board import words as board
from measures.views.capability import chart as charts
from measures.views.capability import latest, signals, words
from measures.words import written
from tests.worlds import incoming, load

START = dt.date(2025, 1, 6)
STEADY = [9, 11] * 6


def shape(values, step=7, unit="days", **more):
    row = {"series": "S", "unit": unit, "better": "Down", "note": None, "left_out": None, "counted": None} | more
    return Capability([{**row, "when": START + dt.timedelta(step * i), "value": v} for i, v in enumerate(values)])


def mark(what, week, number=1, **more):
    return Mark(
        number, what, START + dt.timedelta(7 * week - 2), "New team", "study", "AB", dt.datetime(2026, 1, 1), **more
    )


def frozen(of, marks, every="week", version=1):
    """Marks whose baselines were frozen on the points of a shape."""
    return over_time.settled(marks, lambda version: of, every=every)


def demands(store, *rows):
    """Each row is received and resolved, as days from a Monday."""
    days = [[None if day is None else START + dt.timedelta(day) for day in row] for row in rows]
    store.load(
        [
            incoming(
                "demands", [{"received_on": a, "resolved_on": b, "verbatim": f"{i}"} for i, (a, b) in enumerate(days)]
            )
        ],
        "x",
    )


# -- Points


@pytest.mark.parametrize(
    ("received", "values", "parts"),
    [
        ([0, 4, 7, 11], [2, 2], 0),  # Monday to Friday, twice: nobody answers at weekends
        ([0, 4, 7, 10], [2], 1),  # the second week stops on Thursday
        ([1, 7, 11], [2], 1),  # the first week begins on Tuesday
        ([0, 4, 21, 25], [2, 0, 0, 2], 0),  # two weeks without demands are 0
        ([0, 6, 7, 11], [2], 1),  # where Sundays count, Friday is not the end of a week
        ([3], [], 1),  # a day is no week, and nobody knows yet on which days there are any
        ([0, 1, 3], [], 1),
        ([0, 4], [2], 0),
    ],
)
def test_weeks_without_demands_are_0_and_weeks_cut_off_are_left_out(store, received, values, parts):
    demands(store, *[(day, None) for day in received])
    answer = ask(store, "demands_per_week").shape
    assert answer.values == values and [r["left_out"] for r in answer.left_out] == ["part of a week"] * parts
    assert all(day.weekday() == 0 for day in answer.dates)


def waits(store, *months, file=None):
    """Demands of each month on its first days and its last, and how many days each waits; None where it is open."""
    rows = []
    for number, days in enumerate(months, start=1):
        first = dt.date(2025, number, 1)
        for i, wait in enumerate(days):
            received = first + dt.timedelta(27 * (i == 0))
            done = None if wait is None else received + dt.timedelta(wait)
            rows.append({"received_on": received, "resolved_on": done, "verbatim": f"{file} {number} {i}"})
    store.load([incoming("demands", rows)], "x")


def told_of(store, name):
    return [
        (row["when"] and row["when"].month, row["value"], row["counted"], row["left_out"])
        for row in ask(store, name).shape.rows
    ]


def test_end_to_end_times_are_of_those_who_asked_long_enough_ago_and_count_those_who_still_wait(store):
    month = [1, 2, 3, 4, 5, 6, 7, 8, 9, None]
    waits(store, month, month, [30] * 10, [1] * 9, month)
    assert told_of(store, "end_to_end_times") == [
        (None, 10, None, "asked less than 28 days before their record ends"),
        (1, 5, 10, None),
        (2, 5, 10, None),
        (3, 28, 10, None),
        (4, 9, 9, "fewer than 10"),
        (5, 0, 0, "fewer than 10"),
    ]
    march = next(row for row in ask(store, "end_to_end_times").shape.points if row["when"].month == 3)
    assert march["note"] == "More than 28 days: that is how long all are followed"
    assert told_of(store, "end_to_end_nine_of_ten")[0] == (
        None,
        20,
        None,
        "asked less than 84 days before their record ends",
    )
    assert told_of(store, "end_to_end_nine_of_ten")[1:3] == [(1, 9, 10, None), (2, 9, 10, None)]


def test_files_that_are_not_sent_again_leave_nobody_waiting_for_ever(store):
    for number in range(1, 5):
        received = [dt.date(2025, number, 1 + i) for i in range(28)]
        rows = [{"received_on": day, "verbatim": f"{day}", "resolved_on": day + dt.timedelta(6)} for day in received]
        rows = [
            row if row["resolved_on"].month == number and row["resolved_on"].day <= 28 else row | {"resolved_on": None}
            for row in rows
        ]
        store.load([incoming("demands", rows)], "x")
    assert told_of(store, "end_to_end_times") == [
        (None, 56, None, "asked less than 14 days before their record ends"), *((n, 6, 14, None) for n in range(1, 5))
    ]  # fmt: skip


def test_where_fewer_than_half_are_ever_done_there_is_no_point(store):
    waits(store, [1, 1, 400, None, None])
    said = "of too short a record, in which fewer than half are done within 21 days"
    assert told_of(store, "end_to_end_times") == [(None, 5, None, said)]


def test_a_quarter_of_ten_referrals_is_a_point_as_the_guide_says(store):
    """It said that one of fewer than fifty is none."""
    sizes = (20, 20, 9, 20)
    rows = [
        {"case_ref": f"C{nth}", "agency": "Health", "cost": 1, "activity": what, "date": day}
        for quarter, size in enumerate(sizes)
        for nth in range(size)
        for what, day in (("Visit", dt.date(2023, 1, 1)), ("Referral", dt.date(2024, 3 * quarter + 1, 1 + nth)))
    ]
    rows += [{**rows[0], "activity": "Visit", "date": dt.date(2025, 1, 10)}]
    store.load([incoming("transactions", rows)], "x")
    points = charted(ask(store, "re_referrals", {"every": "quarter"}))
    assert [row["counted"] for row in points.shape.points] == [20, 20, 20]
    for name in ("re_referrals", "referrals_to_packages"):
        formula = MEASURES[name].formula
        assert "a quarter or a year of fewer than ten, or of fewer than half as many as usual, is no point" in formula


def test_points_of_several_units_have_no_mean_in_common_and_one_unit_may_be_spelled_in_several_ways(store):
    """Days and weeks under one name had a mean and limits, and the chart asked what changed."""
    units = {"Waits": ("days", "weeks"), "Visits": ("visits", "Visit ")}
    rows = [
        {"measure": name, "date": dt.date(2024, n, 1), "value": 20 + n % 3 if n < 9 else 3, "unit": unit[n > 8]}
        for name, unit in units.items()
        for n in range(1, 13)
    ]
    store.load([incoming("series", rows)], "x")
    shape = ask(store, "series_points").shape
    mixed, one = (draw(shape.only(name), every="month") for name in units)
    assert mixed.chart.stretches[0].state == "no scale in common" and mixed.chart.stretches[0].mean is None
    assert not any(point.rules for point in mixed.chart.points)
    said = "Points in days and weeks are under one name, so nothing can be said of them together"
    assert signals.headline(mixed, "month") == said and "Mean" not in words.subtitle(mixed, "month", "Waits")
    assert "no scale in common" in " ".join(words.warnings(mixed, uploaded=True))
    assert one.units == ["visits"] and one.chart.stretches[0].mean and ": ask what" in signals.headline(one, "month")


def test_months_are_whole_or_left_out_and_one_case_can_be_asked_for(store):
    days = [("A", "2024-01-15"), ("A", "2024-02-03"), ("B", "2024-04-01"), ("b", "2024-04-30"), ("B", None)]
    rows = [{"case_ref": c, "agency": "X", "cost": 1, "date": d and dt.date.fromisoformat(d)} for c, d in days]
    store.load([incoming("transactions", rows)], "x")
    answer = ask(store, "interactions_per_month").shape
    few, some = "with fewer than half as many cases as the fullest", "of cases that were not followed all month"
    assert answer.values == [2] and answer.units == ["interactions a month for each case"] and answer.sizes == [1]
    assert [(r["left_out"], r["value"]) for r in answer.left_out] == [
        (some, 2), ("without a date", 1), ("part of a month", 0), (few, 0), (few, 0)
    ]  # fmt: skip
    assert ask(store, "interactions_per_month", {"case": "B"}).shape.values == [2]


def test_what_is_done_is_told_for_each_case_that_was_followed_all_month(store):
    """As much a month for each of six cases, of which four join or leave, one of them heavy: nothing rises, and nothing
    falls. Three cases of six are half as many as the fullest, two are fewer."""
    months = {"A": (1, 12), "B": (1, 12), "C": (2, 7), "D": (3, 6), "E": (4, 12), "F": (4, 12)}
    rows = [
        {
            "case_ref": case,
            "agency": "X",
            "cost": 5,
            "quantity": 6 if case == "C" else 1,
            "date": dt.date(2024, month, day),
        }
        for case, (first, last) in months.items()
        for month in range(first, last + 1)
        for day in (1, 28)
    ]
    rows = [row | {"cost": 5 * row["quantity"]} for row in rows]
    rows += [{"case_ref": "G", "agency": "X", "cost": 900, "date": dt.date(2024, 3, 15)}]
    rows += [
        {"case_ref": case, "agency": "Y", "cost": 700, "activity": "Invoice", "date": day}
        for case in "AB"
        for day in (dt.date(2024, 1, 1), dt.date(2024, 7, 1), dt.date(2024, 12, 28))
    ]
    store.load([incoming("transactions", rows)], "x")
    paid = "6 lines left out: payments and credits, which are nothing done."
    by_year = "6 lines left out: paid by the half-year or year, which say of no month what it cost."
    for name, each, why in (("interactions_per_month", 3.2, paid), ("costs_per_month", 16, by_year)):
        answer = ask(store, name)
        assert answer.shape.values == [each] * 11
        assert [row["cases"] for row in answer.shape.points] == [3, 4, *[6] * 3, 5, *[4] * 5]
        (few,) = [row for row in answer.shape.left_out if row["when"]]
        assert few["left_out"] == "with fewer than half as many cases as the fullest" and few["value"] == 4
        table = words.table(draw(answer.shape), "month")
        assert [row["Cases"] for row in table][5:7] == ["5", "6"]
        notes = words.notes(draw(answer.shape), "month")
        assert "1 line left out: of cases that were not followed all month." in notes and {
            words.EACH_WITH_ITSELF,
            why,
        } <= set(notes)
        alone = ask(store, name, {"case": "C"})
        assert alone.shape.values == [{3.2: 12, 16: 60}[each]] * 6, "one case as a total"
        assert words.EACH_WITH_ITSELF not in words.notes(draw(alone.shape), "month")


def done(case, *days, **more):
    """What was done for a case on these days, for a pound each."""
    return [
        {"case_ref": case, "agency": "X", "cost": 1, "date": dt.date.fromisoformat(day), "price_year": "2020"} | more
        for day in days
    ]


def months_of(year):
    return [f"{year}-{month:02}-{day:02}" for month in range(1, 13) for day in ([1, 31] if month in (1, 12) else [9])]


def test_a_year_without_a_row_is_no_nought_and_eleven_months_are_noughts(store):
    """Of A nothing is recorded for 2013 to 2021; between rows of B lie eleven months, and twelve; in the twelve of C
    is what was avoided, and so there is a record of them."""
    rows = [
        *done("A", *months_of(2012), *months_of(2022)),
        *done("B", *(f"{month}-{day}" for month in ("2012-01", "2013-01", "2014-02") for day in ("01", "28"))),
    ]
    rows += [
        *done("C", *(f"{month}-{day}" for month in ("2020-01", "2020-12", "2022-01") for day in ("01", "28"))),
        *done("C", "2021-05-02", cash_type="Avoided"),
    ]
    store.load([incoming("transactions", rows)], "x")
    for name in ("interactions_per_month", "costs_per_month"):
        one = ask(store, name, {"case": "A"}).shape
        assert one.values == [2, *[1] * 10, 2] * 2, name
        (away,) = one.left_out
        assert (away["when"], away["until"], away["value"]) == (dt.date(2013, 1, 1), dt.date(2021, 12, 1), 108)
        assert ask(store, name, {"case": "B"}).shape.values == [2, *[0] * 11, 2, 2]
        assert [row["value"] for row in ask(store, name, {"case": "B"}).shape.left_out] == [12]
        assert len(ask(store, name, {"case": "C"}).shape.points) == 25
        drawn = draw(one, [replace(mark(STEP, 0), date=dt.date(2016, 6, 1))], every="month")
        assert drawn.breaks == drawn.pauses == [12] and [at for at, _ in drawn.steps] == [12], (
            "it begins with the next point"
        )
        drawn = draw(one, every="month")
        assert drawn.chart.points[12].moving_range is None
        note = (
            "Nothing is recorded from Jan 2013 to Dec 2021 (108 months), which is not the same as nothing done: there "
            "are no points, and lines, runs and moving ranges stop there."
        )
        assert note in words.notes(drawn, "month") and "The line is broken" not in " ".join(words.notes(drawn, "month"))
        table = words.table(drawn, "month")
        assert [row["Date"] for row in table[11:14]] == ["Jan 2022", "Jan 2013 to Dec 2021", "Dec 2012"]
        assert len(table) == 25
        assert table[12]["Note"] == "Nothing recorded in these 108 months"
        told = drawn.records(MEASURES[name])[-1]["note"]
        assert told == "left out to 2021-12-01: without any record for a year or longer"
        assert signals.headline(drawn, "month").startswith("Four of the last 24 months on record lie outside")
        data = [row for found in charts.chart(drawn).to_dict()["datasets"].values() for row in found]
        means = {(row["at"][:10], row["until"][:10]) for row in data if row.get("wide") == charts.KINDS["mean"][1]}
        assert means == {("2012-01-01", "2012-12-01"), ("2022-01-01", "2022-12-01")}, "none through what nobody knows"
    nothing = [row for row in ask(store, "interactions_per_month").shape.left_out if row["left_out"] == NO_RECORD]
    assert [(row["when"].year, row["value"]) for row in nothing] == [(2013, 12), (2014, 70)]


def classified(store, **months):
    """So many failures and so many others of each month, on its first days and its last; of what is said, Value or
    Failure."""
    rows = []
    for month, (failures, values) in months.items():
        first = dt.date(2025, int(month[1:]), 1)
        last = (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        said = ["Failure"] * failures + ["Value"] * values
        rows += [
            {
                "received_on": last if i == 0 else first,
                "verbatim": f"{month} {i}",
                "value_or_failure": kind,
                "locality": "North",
            }
            for i, kind in enumerate(said)
        ]
    store.load([incoming("demands", rows)], "x")


def test_a_share_is_a_point_from_half_as_many_as_usual_on_and_left_out_with_its_number_below(store):
    classified(store, m1=(20, 30), m2=(10, 14), m4=(0, 60), m5=(60, 0))
    answer = charted(ask(store, "failure_demand"))
    shape = answer.shape
    assert list(zip(shape.dates, shape.values)) == [
        (dt.date(2025, 1, 1), 40), (dt.date(2025, 4, 1), 0), (dt.date(2025, 5, 1), 100)
    ]  # fmt: skip
    assert [(r["when"].month, r["left_out"], r["value"]) for r in shape.left_out] == [
        (2, "fewer than 28", 24), (3, "fewer than 28", 0)
    ]  # fmt: skip
    drawn = draw(shape)
    said = "2 months of fewer than 28 are no point but in the table: Feb 2025 (24) and Mar 2025 (0)."
    assert said in words.notes(drawn, "month")
    table = words.table(drawn, "month")
    assert [(r["Date"], r["Value, per cent of demands"], r["How many"], r["Of"]) for r in table] == [
        ("May 2025", "100.0", "60", "60"), ("Apr 2025", "0.0", "0", "60"), ("Mar 2025", "", "0", "0"),
        ("Feb 2025", "", "10", "24"), ("Jan 2025", "40.0", "20", "50"),
    ]  # fmt: skip
    assert (drawn.minimum, drawn.maximum) == (0, 100) and len({frozenset(row) for row in table}) == 1
    records = drawn.records(answer.measure)
    assert {r["mean"] for r in records[:3]} == {46.6667}
    assert [written(value) for value in (12345.678912345, 0.0123456789, 0, None)] == [12345.68, 0.0123457, 0, None]
    assert [(r["failure demands"], r["value and failure demands"]) for r in records] == [
        (20, 50),
        (0, 60),
        (60, 60),
        (10, 24),
        (0, 0),
    ]


@pytest.mark.parametrize(("first", "last", "parts"), [(1, 31, 0), (5, 27, 0), (6, 31, 1), (1, 26, 1)])
def test_a_month_is_whole_but_for_an_easter(store, first, last, parts):
    days = [dt.date(2025, 1, first), dt.date(2025, 2, 10), dt.date(2025, 3, last)]
    rows = [{"received_on": day, "verbatim": f"{i}", "value_or_failure": "Value"} for day in days for i in range(50)]
    store.load([incoming("demands", rows)], "x")
    shape = charted(ask(store, "failure_demand")).shape
    assert (shape.n, [r["left_out"] for r in shape.left_out]) == (3 - parts, ["part of a month"] * parts)
    store.load(
        [incoming("transactions", [{"case_ref": "A", "agency": "X", "cost": 1, "date": day} for day in days])], "x"
    )
    for measure in ("interactions_per_month", "costs_per_month"):
        for shape in (ask(store, measure).shape, ask(store, measure, {"case": "A"}).shape):
            left_out = [r["left_out"] for r in shape.left_out if r["when"]]
            assert (shape.n, left_out) == (3 - parts, ["part of a month"] * parts)


def test_what_is_unsure_or_has_no_minutes_is_in_no_share(store):
    rows = [{"value_or_failure": "Failure", "minutes": 30}] * 20 + [{"value_or_failure": "Value", "minutes": 10}] * 30
    rows += [{"value_or_failure": "Failure"}] * 4 + [{"value_or_failure": "Not sure", "minutes": 99}] * 2 + [{}]
    days = [dt.date(2025, 1, 1), dt.date(2025, 1, 31)]
    store.load(
        [incoming("demands", [r | {"received_on": days[i % 2], "verbatim": "?"} for i, r in enumerate(rows)])], "x"
    )
    shape = charted(ask(store, "failure_capacity")).shape
    assert shape.values == [pytest.approx(100 * 600 / 900)]
    assert {r["left_out"]: r["value"] for r in shape.left_out} == {
        "minutes not recorded": 4, "not sure": 2, "not classified": 1
    }  # fmt: skip


def test_a_month_without_minutes_says_so_and_not_that_it_has_too_few(store):
    each = {"value_or_failure": "Failure"}
    months = {1: each | {"minutes": 5}, 2: each | {"minutes": 0}, 3: each, 4: each | {"minutes": 5}}
    rows = [
        row | {"received_on": dt.date(2025, month, day), "verbatim": "?"}
        for month, row in months.items()
        for day in (1, 28)
        for _ in range(25)
    ] + [each | {"received_on": dt.date(2025, 5, 31), "verbatim": "?"}] * 49
    store.load([incoming("demands", rows)], "x")
    shape = charted(ask(store, "failure_capacity")).shape
    assert shape.values == [100, 100]
    assert [(r["when"].month, r["left_out"], r["value"]) for r in shape.left_out if r["when"]] == [
        (2, "with 0 minutes in all", 50), (3, "without recorded minutes", 50), (5, "without recorded minutes", 49)
    ]  # fmt: skip
    notes = words.notes(draw(shape), "month")
    assert "1 month with 0 minutes in all is no point but in the table: Feb 2025 (50)." in notes
    assert "2 months without recorded minutes are no point but in the table: Mar 2025 (50) and May 2025 (49)." in notes


def test_a_quarter_of_re_referrals_needs_twelve_months_to_look_back_on(store):
    days = [dt.date(2023, 1, 1) + dt.timedelta(i) for i in range(0, 640, 4)]
    rows = [
        {"case_ref": f"C{i % 25}", "agency": "X", "cost": 1, "date": day, "activity": "Referral"}
        for i, day in enumerate(days)
    ]
    rows += [
        {"case_ref": f"N{i}", "agency": "X", "cost": 1, "date": dt.date(2024, 5, 1), "activity": "Referral"}
        for i in range(28)
    ]
    store.load([incoming("transactions", rows), incoming("cases", [{"case_ref": "C1"}])], "x")
    shape = charted(ask(store, "re_referrals", {"every": "quarter"})).shape
    told = {row["when"]: row["left_out"] or (row["numerator"], row["denominator"]) for row in shape.rows}
    assert told[dt.date(2023, 10, 1)] == "without 12 months to look back on"
    assert told[dt.date(2024, 4, 1)] == (23, 23) and told[dt.date(2024, 1, 1)] == (14, 14)


def test_a_quarter_of_packages_needs_ninety_days_after_its_last_referral(store):
    def row(case, day, activity):
        return {"case_ref": case, "agency": "X", "cost": 1, "date": day, "activity": activity}

    rows = [row(f"A{i}", dt.date(2024, 1, 1 + i % 28), "Referral") for i in range(50)]
    rows += [row(f"A{i}", dt.date(2024, 2, 1), "Package of care") for i in range(5)]
    rows += [row(f"B{i}", dt.date(2024, 6, 3), "Referral") for i in range(50)] + [
        row("Z", dt.date(2024, 8, 31), "Visit")
    ]
    sheets = incoming("transactions", rows), incoming("cases", [{"case_ref": "A1"}])
    store.load(sheets, "x")
    found = charted(ask(store, "referrals_to_packages", {"every": "quarter"})).shape
    assert [(r["when"] and r["when"].month, r["value"], r["left_out"]) for r in found.rows] == [
        (None, 50, "not followed so long yet"), (1, 10, None),
        (4, 0, "with referrals that are not followed so long yet"), (7, 0, "part of a quarter"),
    ]  # fmt: skip
    store.load([incoming("transactions", [row("Z", dt.date(2024, 9, 1), "Visit")])], "x")
    assert charted(ask(store, "referrals_to_packages", {"every": "quarter"})).shape.values == [10, 0]


def test_too_few_for_a_share_are_drawn_as_counts_and_quarters_without_any_are_0(store):
    days = [dt.date(2024, 1, 1), dt.date(2024, 2, 1), dt.date(2024, 8, 1), dt.date(2025, 3, 31)]
    old = dt.date(2021, 1, 1), dt.date(2021, 2, 1)
    rows = [
        {"case_ref": "A", "agency": "X", "cost": 1, "date": day, "activity": "Referral"} for day in (*old, *days[:-1])
    ]
    rows += [{"case_ref": "A", "agency": "X", "cost": 1, "date": days[-1], "activity": "Visit"}]
    store.load([incoming("transactions", rows), incoming("cases", [{"case_ref": "A"}])], "x")
    answer = ask(store, "re_referrals", {"every": "quarter"})
    assert answer.shape.over_time(answer.measure).n == 0
    found = charted(answer).shape
    assert [(f"{r['when']:%Y-%m}", r["value"], r["unit"]) for r in found.points] == [
        (when, n, "re-referrals")
        for when, n in (("2024-01", 1), ("2024-04", 0), ("2024-07", 1), ("2024-10", 0), ("2025-01", 0))
    ]
    why = "of cases on record for less than 12 months before"
    assert [(r["left_out"], r["value"]) for r in found.left_out] == [(why, 2), ("without 12 months to look back on", 0)]
    drawn = draw(found)
    assert signals.headline(drawn, "quarter").startswith(
        "Five quarters, too few in most for a share: counts alone do not say"
    )
    assert {lines.state for lines in drawn.chart.stretches} == {"counts"} and charts.chart(drawn).to_dict()
    said = "Too few quarters have enough for a share, so counts are drawn, not per cent."
    assert "Better is" not in words.subtitle(drawn, "quarter", "Re-referrals per quarter")
    assert said in words.subtitle(drawn, "quarter", "Re-referrals per quarter")
    assert [(r["Value, re-referrals"], r["How many"], r["Of"]) for r in words.table(drawn, "week")][:3] == [
        ("0", "0", "0"),
        ("0", "0", "0"),
        ("1", "1", "1"),
    ]


def test_minutes_of_few_demands_are_no_counts(store):
    classified(store, m1=(5, 4), m2=(6, 2))
    assert not charted(ask(store, "failure_capacity")).n
    assert charted(ask(store, "failure_demand")).shape.values == [5, 6]


def test_hours_on_failure_say_whose_minutes_are_not_recorded(store):
    minutes = [(0, 30), (4, 60), (7, 15), (7, 10), (8, 10), (8, 10), (8, None), (14, None), (21, 0), (25, 15)]
    rows = [
        {"received_on": START + dt.timedelta(day), "verbatim": f"{i}", "value_or_failure": "Failure", "minutes": m}
        for i, (day, m) in enumerate(minutes)
    ]
    rows += [{"received_on": START, "verbatim": "v", "value_or_failure": "Value", "minutes": 999}]
    store.load([incoming("demands", rows)], "x")
    shape = ask(store, "failure_hours_per_week").shape
    assert shape.values == [1.5, 0.75, 0.25]
    assert [row["note"] for row in shape.points] == [None, "The minutes of 4 of 5 are recorded", None]
    notes = words.notes(draw(shape), "week")
    assert "2 failure demands left out: minutes not recorded." in notes
    assert "1 week without recorded minutes is no point but in the table: 20 Jan 2025 (1)." in notes


def test_pounds_of_each_kind_are_brought_to_one_price_year_or_not_added_up(store):
    def cost(month, amount, year, kind=None, day=1, **more):
        return {"case_ref": "A", "agency": "X", "cost": amount, "date": dt.date(2024, month, day), "price_year": year,
                "cash_type": kind, **more}  # fmt: skip

    rows = [cost(1, 100, "2023"), cost(1, 50, "2024", day=2), cost(3, 10, "2024", day=31)]
    rows += [cost(2, 7, "2024", "Capacity"), cost(3, 8, None, "Capacity"), cost(3, 99, "2024", "Avoided")]
    rows += [cost(2, 1000, "2024", approach="Intervention")]
    store.load([incoming("transactions", rows), incoming("cases", [{"case_ref": "A"}])], "x")
    shape = ask(store, "costs_per_month").shape
    assert shape.names == ["Spending"]
    index = deflators().indices
    assert shape.values == [round(50 + 100 * index["2024"] / index["2023"], 2), 0, 10]
    assert shape.units == ["pounds a month for each case, in 2024 prices"]
    told = {(r["series"], r["when"], r["left_out"]): r["value"] for r in shape.left_out}
    assert told == {
        ("Spending", None, "recorded as avoided"): 1,
        ("Spending", None, "cost of the intervention"): 1,
        ("Capacity", dt.date(2024, 2, 1), OTHER_PRICES): 1,
        ("Capacity", dt.date(2024, 3, 1), OTHER_PRICES): 1,
    }
    said = words.warnings(draw(shape.only("Capacity")), uploaded=False)
    assert len(said) == 1 and "Fill in “Price year” for all of them" in said[0]


def test_weeks_of_a_place_begin_with_its_first_demand_and_end_with_the_record(store):
    rows = [{"received_on": START + dt.timedelta(7 * i), "verbatim": f"{i}", "locality": "South"} for i in range(6)]
    rows += [{"received_on": START + dt.timedelta(7 * 2 + 1), "verbatim": "n", "locality": "North"}]
    store.load([incoming("demands", rows)], "x")
    north = ask(store, "demands_per_week", {"locality": "North"}).shape
    assert north.dates[0] == START + dt.timedelta(14) and [r["value"] for r in north.rows] == [1, 0, 0, 0]
    assert ask(store, "demands_per_week", {"locality": "East"}).shape.rows == []


@pytest.mark.parametrize(
    ("days", "spacing"),
    [
        ((0, 7, 14), "week"),
        ((0, 31, 59), "month"),
        ((0, 1, 2), "day"),
        ((0, 0, 7), None),
        ((0,), None),
        ((0, 50), None),
    ],
)
def test_what_one_point_is(days, spacing):
    rows = [shape([1]).rows[0] | {"when": START + dt.timedelta(day)} for day in days]
    assert Capability(rows).spacing == spacing


@pytest.mark.parametrize(
    ("cells", "spacing"),
    [
        (["2023 Q1", "2023 Q2", "2023 Q3", "2023 Q4"], "quarter"),
        (["Q4 2022/23", "Q1 2023/24", "Q2 2023/24"], "quarter"),
        (["2009/10", "2010/11", "2011/12"], "year"),
        (["2022", "2023", "2024", "2025"], "year"),
        (["Wk 51 2024", "Wk 52 2024", "Wk 1 2025"], "week"),
        (["w/e 22/12/2024", "w/e 29/12/2024", "w/c 30/12/2024"], "week"),
        (["12/2022", "01/2023", "Feb 2023"], "month"),
    ],
)
def test_what_one_point_of_uploaded_periods_is(store, cells, spacing):
    load(store, {"Series": [{"Measure": "Visits", "Date": cell, "Value": 3} for cell in cells]})
    assert ask(store, "series_points").shape.spacing == spacing


def test_series_come_out_of_the_command(store, tmp_path, capsys):
    days = (("Visits", 0, 3), ("VISITS", 7, 4), ("Calls", 0, 5))
    rows = [{"Measure": m, "Date": START + dt.timedelta(later), "Value": v} for m, later, v in days]
    load(store, {"Series": rows})
    path = store.path
    store.close()
    assert main(["show", "series_points", "--store", str(path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(r["series"], r["value"]) for r in said["rows"]] == [("Calls", 5), ("Visits", 3), ("Visits", 4)]


# -- Periods


def share_of(*sizes, part=0.45):
    """An answer of a share with periods of so many each."""
    rows = [
        {"period": START + dt.timedelta(7 * i), "numerator": part * n, "denominator": n, "counted": n}
        for i, n in enumerate(sizes)
    ]
    blank = dict.fromkeys(("category", "left_out", "partial", "part"))
    return Answer(MEASURES["failure_demand"], Share([blank | row for row in rows]), 1, {}, TierRule())


@pytest.mark.parametrize(
    ("weeks", "a_week", "every"),
    [
        (26, 20, "week"),  # half a year has six months
        (52, 12, "week"),
        (104, 12, "month"),
        (104, 4, "month"),  # too few a week for a share
        (156, 1, "quarter"),
        (8, 1, "week"),  # nothing has enough: counts, of whatever is there
        (0, 0, "month"),
    ],
)
def test_a_share_is_drawn_by_the_period_that_shows_most(weeks, a_week, every):
    measure, answer = MEASURES["failure_demand"], share_of(*[a_week] * weeks)
    assert over_time.usual(measure, lambda by: replace(answer, measure=measure.by(by))) == every


@pytest.mark.parametrize(
    ("weeks", "a_week", "every"),
    [(30, 6, "week"), (52, 6, "week"), (104, 6, "month"), (52, 1, "month"), (104, 2, "month"), (104, 0.5, "quarter")],
)
def test_counts_are_drawn_by_a_period_with_five_or_more(weeks, a_week, every):
    answer = replace(share_of(), measure=MEASURES["demands_per_week"], shape=shape([a_week] * weeks))
    assert over_time.usual(answer.measure, lambda _: answer) == every


def test_demands_are_counted_by_week_month_or_quarter_and_the_words_say_which(store):
    days = [dt.date(2025, 1, 1), dt.date(2025, 2, 28), dt.date(2025, 3, 31), dt.date(2025, 4, 1), dt.date(2025, 6, 30)]
    rows = [
        {"received_on": day, "verbatim": f"{i}", "value_or_failure": "Failure", "minutes": 60}
        for i, day in enumerate(days)
    ]
    store.load([incoming("demands", rows)], "x")
    for every, values in (("month", [1, 1, 1, 1, 0, 1]), ("quarter", [3, 2])):
        answer = ask(store, "demands_per_week", {"every": every})
        assert (answer.shape.values, answer.shape.units) == (values, [f"demands a {every}"])
        assert (answer.measure.title, over_time.noun(answer)) == (f"Demands per {every}", every)
        assert ask(store, "failure_hours_per_week", {"every": every}).shape.values == values
        share = ask(store, "failure_demand", {"every": every}).shape
        assert [row["counted"] for row in share.placed] == values
    assert [row["counted"] for row in ask(store, "repeat_demands", {"every": "quarter"}).shape.rows] == [0, 3, 0, 2]
    some = ask(store, "demands_per_week", {"every": "quarter", "since": "2025-02", "until": "2025-06"}).shape
    assert [(row["value"], row["left_out"]) for row in some.rows] == [(2, "part of a quarter"), (2, None)]
    with pytest.raises(ValueError, match="asked by week or month or quarter, not by year"):
        ask(store, "failure_demand", {"every": "year"})


# -- Marks


def test_a_step_begins_at_the_first_point_on_or_after_its_date():
    drawn = draw(shape(STEADY + [1, 3, 1, 3]), [mark(STEP, 12)])
    assert drawn.edges == [(0, 12), (12, 16)]
    assert [lines.state for lines in drawn.chart.stretches] == ["limits", "too few points"]
    assert drawn.chart.points[12].moving_range is None and drawn.chart.points[12].stretch == 1
    assert signals.headline(drawn, "week") == "Four weeks since 31 Mar 2025: too few for limits, which need six"
    assert "From 31 Mar 2025: 4 weeks, too few points for limits: six are needed." in words.notes(drawn, "week")


def test_a_source_that_joins_or_leaves_begins_the_lines_anew():
    of = shape([1, 3] * 6 + [21, 23] * 6)

    def change(what, day, name="Health"):
        return {**of.rows[0], "when": START + dt.timedelta(day), "value": 0, "left_out": what, "note": name}

    rows = [*of.rows, change(JOINS, 7 * 12), change(LEAVES, -30, "Police"), change(ENDS, 7 * 23 + 4, "Council")]
    drawn = draw(Capability(rows), every="week")
    assert drawn.edges == [(0, 12), (12, 24)] and not drawn.idle and not drawn.uncharted
    assert signals.headline(drawn, "week") == "Routine variation: nothing to explain in the last twelve weeks"
    assert "Health joins the record in March 2025" in " ".join(charts._notes(drawn)[0]["lines"])
    assert "The record of Council ends on 20 Jun 2025: nothing later is drawn." in words.notes(drawn, "week")
    assert len(words.table(drawn, "week")) == 24


def test_marks_that_change_nothing_are_said():
    marks = [mark(STEP, 0), mark(STEP, 99), mark(BASELINE, 3, number=3), mark(STEP, 5, withdrawn_at=dt.datetime.now())]
    drawn = draw(shape(STEADY), marks)
    assert drawn.edges == [(0, 12)] and len(drawn.idle) == 3
    assert "Baseline until 25 Jan 2025 changes nothing among the points drawn here." in words.notes(drawn, "week")


@pytest.mark.parametrize(
    ("date", "every", "at"),
    [
        (dt.date(2025, 3, 15), "month", 2),  # in March
        (dt.date(2025, 3, 1), "month", 2),
        (dt.date(2025, 4, 1), "month", 3),
        (dt.date(2025, 3, 15), "quarter", 0),
        (dt.date(2025, 3, 15), "", 3),  # points of a day each: the next
        (dt.date(2026, 1, 1), "month", 3),
    ],
)
def test_a_step_belongs_to_the_period_that_holds_its_date(date, every, at):
    assert over_time.position([dt.date(2025, month, 1) for month in (1, 2, 3)], date, every) == at


def test_a_step_in_a_week_begins_with_its_monday():
    mondays = [START + dt.timedelta(7 * i) for i in range(4)]
    assert [over_time.position(mondays, START + dt.timedelta(day), "week") for day in (6, 7, 13, 14)] == [0, 1, 1, 2]
    fridays = [day + dt.timedelta(4) for day in mondays]  # no week begins on a Friday: the next point
    assert over_time.position(fridays, START + dt.timedelta(5), "week") == 1
    drawn = draw(shape(STEADY), [replace(mark(STEP, 6), date=START + dt.timedelta(7 * 6 + 3))], every="week")
    assert drawn.edges == [(0, 6), (6, 12)]


def test_a_frozen_baseline_holds_still_whatever_is_drawn_and_loaded_later():
    early, marks = shape(STEADY), [mark(BASELINE, 12)]
    held = frozen(early, marks)
    later = shape([v + 4 for v in STEADY] + [14, 16] * 20)  # the twelve weeks were corrected, and forty came
    drawn = draw(later, held, every="week", latest=20)
    assert drawn.chart.stretches == (spc.lines_of(STEADY),) and drawn.dates[0] > held[0].frozen.last
    assert not drawn.idle and all(point.label for point in drawn.chart.points)
    notes = words.notes(drawn, "week")
    assert "Lines frozen on the 12 weeks up to 29 Mar 2025: New team." in notes
    said = "Worked out again from the 12 weeks of these days that there are today, its mean would be 14 days, not 10."
    assert said in notes
    assert not [note for note in words.notes(draw(early, held, every="week"), "week") if "again" in note]
    assert draw(shape([]), held, every="week").n == 0
    moved = [*held, mark(STEP, 20, number=2)]  # what comes after a step is not judged by what was before it
    assert draw(later, moved, every="week").chart.stretches[1] == spc.lines_of(later.values[19:])
    assert draw(later, moved, every="week", latest=20).idle == (moved[1], moved[0])


def test_a_baseline_is_kept_with_its_numbers_and_one_of_before_takes_them_from_its_version(store):
    load(
        store,
        {"Series": [{"Measure": "Visits", "Date": row["when"], "Value": row["value"]} for row in shape(STEADY).rows]},
    )
    chart, until = over_time.key("series_points", "Visits"), shape(STEADY).dates[-1]

    def points(version=None):
        return ask(store, "series_points", version=version).shape.only("Visits")

    kept = over_time.freeze(points(), until, [], every="week", version=store.version())
    over_time.keep_mark(store, chart, "Visits", BASELINE, until, "Study", "study", "AB", kept)
    old = {"what": BASELINE, "date": until.isoformat(), "reason": "Old", "phase": "study"}
    store.set("chart:old", old, "AB", "Visits: Baseline frozen")
    load(store, {"Series": [{"Measure": "Visits", "Date": START + dt.timedelta(3), "Value": 99}]})
    (mark,), (without,) = over_time.marks(store, chart), over_time.marks(store, "old")
    assert mark.frozen == kept and without.frozen is None
    settled = over_time.settled([mark, without], points, every="week")
    assert [each.frozen.lines for each in settled] == [spc.lines_of(STEADY)] * 2 and points().n == 13
    assert settled[0] is mark and settled[1].frozen.version == without.number
    with pytest.raises(ValueError):
        over_time.keep_mark(store, chart, "Visits", BASELINE, until, "Study", "study", "AB")


def test_a_baseline_freezes_its_own_stretch_only():
    values = STEADY + [30] * 4 + [1, 3] * 10
    drawn = draw(shape(values), frozen(shape(values), [mark(BASELINE, 12), mark(STEP, 16)]))
    first, second = drawn.chart.stretches
    assert (first.based_on, first.mean, second.based_on) == (12, 10, 20)
    assert all("outside" in point.rules for point in drawn.chart.points[12:16])
    assert drawn.chart.stretches[0] == spc.lines_of(STEADY)


@pytest.mark.parametrize(
    ("what", "date", "reason", "who", "lacking"),
    [
        (STEP, START + dt.timedelta(9), "New team", "AB", ""),
        (STEP, START + dt.timedelta(9), "  ", "AB", "Write the reason"),
        (STEP, None, "New team", "AB", "Choose the date"),
        (STEP, START + dt.timedelta(9), "New team", "", "Give your name"),
        (STEP, START + dt.timedelta(6), "New team", "AB", "after the first point"),
        (STEP, START + dt.timedelta(999), "New team", "AB", "no later than the latest"),
        (STEP, mark(STEP, 6).date, "New team", "AB", "one on this date already"),
        (BASELINE, START + dt.timedelta(7 * 4), "Study", "AB", "there are 5"),
        (BASELINE, START + dt.timedelta(7 * 5), "Study", "AB", ""),
    ],
)
def test_what_a_mark_needs(what, date, reason, who, lacking):
    said = " ".join(over_time.lacks(what, date, reason, who, shape(STEADY), [mark(STEP, 6)], "week"))
    assert lacking in said and bool(said) == bool(lacking)


def test_what_is_written_stays_with_who_and_when_and_withdrawing_keeps_it(store):
    chart = over_time.key("series_points", "Visits")
    assert chart == over_time.key("series_points", "VISITS") != over_time.key("series_points")
    north = over_time.key("demands_per_week", filters={"locality": "North", "type": None})
    others = (
        {},
        {"locality": "South"},
        {"type": "North"},
        {"locality": "North", "type": "Damp"},
    )
    assert north not in [over_time.key("demands_per_week", filters=other) for other in others]
    assert north == over_time.key("demands_per_week", filters={"locality": "NORTH"})
    assert over_time.key("x", filters={"agency": "The Council"}) == over_time.key(
        "x", filters={"agency": "the-council"}
    )
    over_time.keep_mark(store, chart, "Visits", STEP, START, "New team", "experiment", "AB")
    over_time.keep_remark(store, chart, "Visits", "Handovers", "", "AB")
    over_time.keep_remark(store, chart, "Visits", "", "Try again", "CD")
    over_time.keep_about(store, chart, "Visits", "To see waits", "E. Fox", "AB")
    before = store.version()
    (kept,) = over_time.marks(store, chart)
    over_time.withdraw_mark(store, chart, "Visits", kept, "CD")
    (gone,) = over_time.marks(store, chart)
    assert kept.holds and not gone.holds and (gone.withdrawn_by, gone.reason, gone.who) == ("CD", "New team", "AB")
    assert over_time.marks(store, chart, before) == [kept]
    assert [(r.learned, r.next, r.who) for r in over_time.remarks(store, chart)] == [
        ("", "Try again", "CD"),
        ("Handovers", "", "AB"),
    ]
    assert over_time.about(store, chart).owner == "E. Fox" and not over_time.remarks(store, "other")
    assert store.versions()[0]["what"] == "Visits: withdrew the step of 2025-01-06"
    with pytest.raises(ValueError):
        over_time.keep_mark(store, chart, "Visits", STEP, START, " ", "experiment", "AB")


def test_what_was_kept_under_the_name_that_a_share_once_had_is_still_there(store):
    now, once = (
        over_time.key(name, filters={"locality": "North"}) for name in ("failure_demand", "failure_share_per_month")
    )
    elsewhere = over_time.key("failure_share_per_month")
    for chart, reason in ((once, "Old"), (elsewhere, "Elsewhere"), (now, "New")):
        over_time.keep_mark(store, chart, "Share", STEP, START, reason, "study", "AB")
        over_time.keep_remark(store, chart, "Share", reason, "", "AB")
    assert [mark.reason for mark in over_time.marks(store, now)] == ["Old", "New"]
    assert [remark.learned for remark in over_time.remarks(store, now)] == ["New", "Old"]
    over_time.withdraw_mark(store, now, "Share", over_time.marks(store, now)[0], "CD")
    assert [mark.holds for mark in over_time.marks(store, now)] == [False, True]
    former = [measure.formerly for measure in MEASURES.values() if measure.formerly]
    assert len(set(former)) == len(former) == 5 and not set(former) & set(MEASURES)


# -- Words


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "No point yet"),
        ([5], "5 days in the week of 6 Jan 2025, too few weeks to be drawn"),
        ([5, 7], "5 days in the week of 6 Jan 2025 and 7 in the week of 13 Jan 2025, too few weeks to be drawn"),
        ([5, 7, 6], "Three weeks so far: too few for limits, which need six"),
        (STEADY, "Routine variation: nothing to explain in the last twelve weeks"),
        (STEADY * 3, "Routine variation: nothing to explain in the last 24 weeks"),
        ([7] * 9, "Nothing varies from one week to the next, so no limits can be drawn"),
        (STEADY + [30], "The week of 31 Mar 2025 lies above the upper limit: ask what happened"),
        ([9.6, 11] * 12 + [9.5, 9.6] * 4, "Eight weeks in a row below the mean from 23 Jun 2025: ask what changed"),
        (STEADY * 2 + [7.6, 8, 9, 10, 11, 12, 13], "Seven weeks in a row each higher than the one before from 23 Jun"),
    ],
)
def test_the_headline_says_what_the_chart_does(values, said):
    assert signals.headline(draw(shape(values)), "week").startswith(said)


def test_the_board_says_only_of_a_change_beyond_chance_that_there_is_one():
    mild, fallen = shape(STEADY * 2 + [10.1, 11, 10.5, 11, 10.2, 11, 10.4, 11]), shape(STEADY * 2 + [6, 8] * 6)
    said = [board.share_headline(share_of(100), draw(each, every="week")) for each in (mild, fallen, shape(STEADY))]
    assert signals.headline(draw(mild), "week").startswith("Seven weeks in a row above the mean")
    assert said == [
        "Failure demand, about 45%: no change beyond chance, and a question on its chart",
        "Failure demand, about 45%: all weeks since 23 Jun 2025 lie below the mean, which looks like a change",
        "Failure demand, about 45%: routine variation: nothing to explain in the last twelve weeks",
    ]
    held = frozen(mild, [mark(BASELINE, 20)])
    assert "above the mean" in board.share_headline(share_of(100), draw(mild, held, every="week")), "somebody compares"


def test_a_signal_that_ended_long_ago_is_history_unless_what_it_told_of_has_lasted():
    run = [10.5, 11.5] * 4
    drawn = draw(shape([9, 11] * 6 + run + [9, 10.4] * 10))
    assert signals.headline(drawn, "week") == "Routine variation: nothing to explain in the last 13 weeks"
    notes = " ".join(words.notes(drawn, "week"))
    assert "Earlier, and over since: nine weeks in a row above the mean from 24 Mar 2025 to 19 May 2025." in notes
    months = Capability(
        [
            row | {"when": dt.date(2022 + i // 12, i % 12 + 1, 1)}
            for i, row in enumerate(shape([9, 11] * 6 + [24] + [9, 11] * 9).rows)
        ]
    )
    assert "Earlier, and over since: Jan 2023 lies above" in " ".join(words.notes(draw(months, every="month"), "month"))
    lasting = draw(shape([10.5, 11.5] * 6 + [9, 10.4, 9, 8.8, 9.1] * 4), every="week")
    said = signals.headline(lasting, "month")
    assert said == "Most months since 31 Mar 2025 lie below the mean, which looks like a change: ask what changed"
    offered = signals.suggested_step(lasting, "week")
    assert offered.startswith("These points look like a change in the week of 31 Mar 2025"), "the same day"
    assert "Earlier" not in " ".join(words.notes(lasting, "month"))
    assert signals.headline(draw(shape(STEADY * 3 + [30] + STEADY * 2)), "week").endswith("in the last 24 weeks")


def test_where_each_point_leans_on_the_last_no_signal_asks_by_itself():
    waves = [10 + (i % 16 if i % 16 < 8 else 16 - i % 16) for i in range(48)]
    drawn = draw(shape(waves))
    assert any(point.rules for point in drawn.chart.points)
    assert "as may come by itself where each week leans on the last" in signals.headline(drawn, "week")
    assert "ask what" not in signals.headline(drawn, "week")
    assert "so they are too narrow here" in " ".join(words.notes(drawn, "week"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0], "The week of 24 Mar 2025 lies above the upper limit, as may"),
        (
            [3, 0, 2] + [0] * 11,
            "Eleven weeks in a row below the mean from 27 Jan 2025, as may come by itself where most ",
        ),
        (
            [3, 4, 2] * 4 + [0] * 28,
            "All weeks since 31 Mar 2025 lie below the mean, which looks like a change: ask what changed",
        ),
        (
            [0] * 20 + [3, 4, 2] * 3,
            "All weeks since 26 May 2025 lie above the mean, which looks like a change: ask what changed",
        ),
        (
            [5] * 20 + [3] * 9,
            "All weeks since 26 May 2025 lie below the mean, which looks like a change: ask what changed",
        ),
    ],
)
def test_where_most_points_are_0_the_others_ask_nothing_by_themselves(values, said):
    drawn = draw(shape(values))
    assert signals.headline(drawn, "week").startswith(said)
    assert ("of these weeks are at 0" in " ".join(words.notes(drawn, "week"))) == (values.count(0) * 2 > len(values))


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        ([9, 11] * 6 + [10.5, 11.5] * 4 + [9, 10.4] * 2, False),  # a run, and no step of more than chance makes
        ([9, 11] * 6 + [24] + [9, 11] * 2, False),
        ([9, 11] * 6 + [5, 6] * 6, True),
    ],
)
def test_months_of_more_and_of_fewer_cases_ask_only_where_there_is_a_step(values, asks):
    rows = shape(values).rows
    of_different = draw(Capability([row | {"cases": 4 + 2 * (i % 3)} for i, row in enumerate(rows)]))
    of_the_same = draw(Capability([row | {"cases": 8 + i % 3} for i, row in enumerate(rows)]))
    headlines = [signals.headline(drawn, "month") for drawn in (of_different, of_the_same)]
    assert [": ask " in said for said in headlines] == [asks, True]
    assert asks or headlines[0].endswith("as may come by itself where months are of different cases")


@pytest.mark.parametrize(
    ("date", "noun", "said"),
    [
        (dt.date(2025, 10, 1), "month", "Oct 2025"),
        (dt.date(2025, 10, 1), "quarter", "Oct–Dec 2025"),
        (dt.date(2025, 11, 1), "quarter", "Nov–Jan 2026"),
        (dt.date(2025, 1, 1), "year", "2025"),
        (dt.date(1999, 4, 1), "year", "1999/00"),
        (dt.date(2025, 9, 1), "year", "1 Sep 2025"),
        (dt.date(2025, 10, 1), "week", "1 Oct 2025"),
        (dt.date(2025, 10, 2), "month", "2 Oct 2025"),
    ],
)
def test_a_whole_period_is_said_by_its_name(date, noun, said):
    assert words.when(date, noun) == said


def test_the_unit_of_a_series_stands_with_its_figures():
    drawn = draw(shape(STEADY + [30]))
    assert words.table(drawn, "week")[-1]["Value, days"] == "9"
    for each, wanted in ((charts.chart(drawn), "9 days"), (charts.ranges(drawn), "19 days")):
        rows = [row for found in each.to_dict()["datasets"].values() for row in found if "with_unit" in row]
        assert wanted in {row["with_unit"] for row in rows}
    assert '"title": "days"' in charts.chart(drawn).to_json(indent=None)
    mixed = draw(Capability([*shape(STEADY).rows, *shape([30], unit="hours").rows]))
    assert {"9 days", "30 hours"} <= {row["Value"] for row in words.table(mixed, "week")}
    assert "in days and hours" in words.subtitle(mixed, "week", "S")
    said = [words.with_unit(-1200.0, unit) for unit in ("£ a month", "% of calls", "£")]
    assert said == ["−£1,200 a month", "−1,200% of calls", "−£1,200"]


def test_one_of_a_unit_is_said_as_one():
    units = {
        "interactions a month": "1 interaction a month",
        "hours": "1 hour",
        "failure demands": "1 failure demand",
        "failure demands a week": "1 failure demand a week",
        "per cent of calls": "1 per cent of calls",
    }
    assert {unit: words.with_unit(1, unit) for unit in units} == units
    assert words.with_unit(1.5, "hours") == "1.5 hours" and words.with_unit(1, None) == "1"


def test_both_ends_of_a_change_have_their_sign():
    """A third of £900 was told as “from 900 to £600”."""
    units = {"£": "£900", "£ a week": "£900", "%": "900%", "% of calls": "900%", "days": "900", None: "900"}
    assert {unit: words.beside_one(900, unit) for unit in units} == units
    (said,) = words.shows(draw(shape([900, 930, 880, 905] * 6, unit="£ a week")))
    assert re.search(r"such as from £[\d.]+ to £[\d.]+ a week, would", said)


def test_clipped_limits_and_the_choice_of_screening_are_said():
    drawn = draw(shape([0, 3] * 6), screen=True)
    said = " ".join(words.notes(drawn, "week"))
    assert "The lower limit is worked out as −6.5 days, which the measure cannot be: drawn clipped at 0 days." in said
    assert "limits 0 (clipped) to " in words.subtitle(drawn, "week", "S")
    assert "Moving ranges screened: 0 moving ranges" in said
    assert not draw(shape([-1, 3] * 6)).clipped and draw(shape([1, 99] * 6, unit="% of calls")).maximum == 100


def test_the_table_has_moving_ranges_limits_and_rules():
    drawn = draw(shape(STEADY + [30]))
    rows, (lines,) = words.table(drawn, "week"), drawn.chart.stretches
    assert rows[0] == {
        "Date": "31 Mar 2025", "Value, days": "30", "Moving range": "19", "Mean": words.figure(lines.mean),
        "Lower limit": words.figure(lines.lower), "Upper limit": words.figure(lines.upper), "Limits are": "",
        "Signal": "Outside the limits", "Note": "",
    }  # fmt: skip
    assert rows[-1]["Moving range"] == ""


def test_what_a_chart_could_not_have_seen_is_said():
    wide = " ".join(words.notes(draw(shape([30, 60] * 6)), "week"))
    assert (
        "A change by a third half way, such as from 45 to 30 days, would show here in about one of ten times." in wide
    )
    some = " ".join(words.notes(draw(shape([40, 50] * 12)), "week"))
    assert "such as from 45 to 30 days, would show here in about six of ten times." in some
    assert "nearly always" in " ".join(words.notes(draw(shape([44, 46] * 12)), "week"))
    assert "by a third" not in " ".join(words.notes(draw(shape([5, 6])), "week"))
    quiet = board.could_show(draw(shape([44, 46] * 12), every="week"))
    assert quiet.startswith("A change by a third half way, such as from 45 to 30 days, would show here")
    assert not board.could_show(draw(shape(STEADY + [30]), every="week")), "what says something asks for nothing else"


# -- Pictures


def test_the_line_is_broken_where_a_period_has_no_point():
    months = [dt.date(2025, month, 1) for month in (1, 2, 3, 5, 6, 9, 10)]
    rows = [{**shape([1]).rows[0], "when": day, "value": day.month} for day in months]
    drawn = draw(Capability(rows), every="month")
    assert drawn.breaks == [3, 5] and draw(Capability(rows)).breaks == []
    data = charts.chart(drawn).to_dict()["datasets"].values()
    assert [row["piece"] for found in data for row in found if "piece" in row] == [0, 0, 0, 1, 1, 2, 2]
    assert "The line is broken two times, where a month or more has no point." in words.notes(drawn, "month")
    assert draw(shape(STEADY), every="week").breaks == []


def test_across_a_missing_month_there_is_no_moving_range_and_no_row():
    """Fourteen months below the mean of what was, with one missing in the middle, are twice seven, and not fourteen
    in a row."""
    days = [dt.date(2024 + month // 12, month % 12 + 1, 1) for month in range(24) if month != 16]
    values = [30, 32] * 5 + [20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20]
    rows = [{**shape([value]).rows[0], "when": day} for day, value in zip(days, values, strict=True)]
    drawn = draw(Capability(rows), every="month")
    assert drawn.breaks == [16] and drawn.chart.points[16].moving_range is None
    ranges = [point.moving_range for point in drawn.chart.points if point.moving_range is not None]
    assert drawn.chart.stretches[0].mean_range == pytest.approx(sum(ranges) / len(ranges)) and len(ranges) == 21
    assert (signals.latest_signal(drawn, "month") or "").startswith(
        "Seven months in a row below the mean from Jun 2025"
    )
    few = draw(Capability(rows[14:20]), every="month")
    assert signals.headline(few, "month") == "Six months so far: too few next to each other for limits"


def spec(values, marks=(), **more):
    of = shape(values, **more)
    return json.dumps(charts.chart(draw(of, frozen(of, marks))).to_dict())


def test_a_signal_has_a_shape_and_a_label_and_there_is_no_target():
    said = spec(STEADY + [30])
    assert "diamond" in said and "Outside the limits" in said and "target" not in said.lower()
    assert "diamond" not in spec(STEADY)


def test_dates_under_a_chart_keep_apart():
    for values in (STEADY, [1, 2]):
        said = spec(values)
        assert (
            said.count('"labelOverlap": ') - said.count('"labelOverlap": false')
            == said.count('"labelSeparation": 6')
            > 0
        )


@pytest.mark.parametrize(("every", "days"), [("month", False), ("", True)])
def test_a_few_months_have_no_days_under_them(every, days):
    axis = charts.chart(draw(shape([4, 1, 6], 30), every=every)).to_dict()["layer"][1]["encoding"]["x"]["axis"]
    assert (axis["format"] == "%-d %b %y") == days and len(set(axis["values"])) == len(axis["values"])


def test_marks_are_drawn_with_their_text_and_trial_limits_are_dashed():
    said = spec(STEADY + [1, 3] * 4, [mark(STEP, 12), mark(BASELINE, 9, number=2)])
    assert "A. Baseline until" in said and "B. Step change" in said and "New team" in said and '"trial": true' in said


@pytest.mark.long
@pytest.mark.parametrize("values", [[5], [5, 6, 7], [7] * 12, [0.0] * 8, STEADY, STEADY * 30])
def test_every_length_can_be_drawn(values):
    for step in (7, 0):
        drawn = draw(shape(values, step))
        few = len(values) < spc.FEWEST
        assert '"joined": true' in json.dumps(charts.chart(drawn).to_dict()) or few
        assert few == (drawn.chart.stretches[-1].state == "too few points")
        assert charts.ranges(drawn).to_dict()
        assert ("No limits yet" in json.dumps(charts.chart(drawn).to_dict())) == (
            drawn.chart.stretches[-1].lower is None
        )


@pytest.mark.parametrize(
    ("values", "edge"),
    [
        (STEADY * 4 + [400], True),
        (STEADY * 4 + [30], False),  # outside, and not so far that the rest lies flat
        (STEADY * 4 + [900] * 3, False),  # more than one in twenty: no exception
        ([400, 9, 11], False),  # without limits there is nothing to be far from
        (STEADY * 4 + [-400], False),
    ],
)
def test_a_point_far_above_stands_at_the_edge_with_its_value_and_the_note_says_so(values, edge):
    drawn = draw(shape(values))
    said = " ".join(words.notes(drawn, "week"))
    assert (drawn.edge is not None, "The scale ends at" in said) == (edge, edge)
    assert [words.figure(drawn.values[i]) for i in drawn.beyond] == (["400"] if edge else [])
    for each in (charts.chart(drawn), charts.ranges(drawn)):
        rows = [row for found in each.to_dict()["datasets"].values() for row in found if "beyond" in row]
        assert sum(row["beyond"] for row in rows) == edge
    if edge:
        high = charts._extent(drawn)[1]
        assert max(line.upper for line in drawn.chart.stretches) < drawn.edge < high < 400
        assert "1 week far above is drawn at its edge with the value written (400 days of 8 Dec 2025)" in said
        assert words.table(drawn, "week")[0]["Value, days"] == "400" and drawn.records(None)[-1]["value"] == 400


def test_months_and_weeks_under_one_name_are_told_and_not_compared():
    months = [dt.date(2024, month, 1) for month in range(1, 13)]
    weeks = [dt.date(2025, 1, 6) + dt.timedelta(7 * week) for week in range(12)]
    row = shape([1]).rows[0]
    rows = [row | {"when": day, "value": 100 if day in months else 25} for day in (*months, *weeks)]
    rows = [each | {"value": each["value"] + nth % 3} for nth, each in enumerate(rows)]
    drawn = over_time.draw(Capability(rows))
    assert signals.headline(drawn, "month").startswith("Points of weeks and months are under one name")
    assert "Some points are a week apart and others a month" in " ".join(words.warnings(drawn, uploaded=True))
    assert drawn.breaks == list(range(1, 24)) and [lines.mean for lines in drawn.chart.stretches] == [None], "no line"
    for alone in (rows[:12], rows[12:], [*rows[12:15], *rows[17:20], *rows[22:]]):
        assert len(Capability(alone).periods) == 1, "months, weeks, and weeks with gaps are each one thing"


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ([(n, 10) for n in range(12)], [(n, 90) for n in range(12)], ["Calls (1.xlsx)", "Calls (2.xlsx)"]),  # two areas
        ([(n, 10) for n in range(12)], [(52 + 4.35 * n, 40) for n in range(12)], ["Calls (1.xlsx)", "Calls (2.xlsx)"]),
        ([(n, 10) for n in range(12)], [(n, 12) for n in range(11, 24)], ["Calls"]),  # it goes on
        ([(n, v) for n in range(6) for v in (1, 2)], [(n, 3) for n in range(4, 12)], ["Calls"]),  # one for each case
    ],
)
def test_points_of_two_files_that_are_no_series_together_are_a_series_for_each(store, first, second, names):
    day = dt.date(2024, 1, 1)
    for nth, points in enumerate((first, second), start=1):
        rows = [{"measure": "Calls", "date": day + dt.timedelta(round(7 * n)), "value": v} for n, v in points]
        store.load([incoming("series", rows, file_name=f"{nth}.xlsx")], "x")
    assert ask(store, "series_points").shape.names == names


def test_names_of_lines_never_cover_each_other():
    for levels in ([0, 1, 2], [0, 50, 100], [98, 99, 100], [50]):
        found = charts._spread(levels, 0, 100, 10)
        assert all(b - a >= 10 - 1e-9 for a, b in zip(found, found[1:])) and min(found) >= 5 and max(found) <= 95
    assert charts._spread([20, 50, 80], 0, 100, 10) == [20, 50, 80]


def of_agency(agency: str, weeks: range, a_week: int = 5) -> list[dict]:
    """So many demands a week from January 2025, one more in every other week."""
    return [
        {
            "received_on": dt.date(2025, 1, 6) + dt.timedelta(7 * week + day % 5),
            "verbatim": f"{week} {day}",
            "agency": agency,
        }
        for week in weeks
        for day in range(a_week + week % 2)
    ]


def drawn_by_week(store, **chosen) -> over_time.Drawn:
    return over_time.draw(ask(store, "demands_per_week", chosen).shape, every="week")


def test_limits_start_anew_where_an_agency_joins_the_record(store):
    store.load(
        [incoming("demands", of_agency("Council", range(50))), incoming("demands", of_agency("Health", range(30, 50)))],
        "x",
    )
    drawn = drawn_by_week(store)
    assert [(at, words.mark(mark)) for at, mark in drawn.steps] == [(30, "Health joins the record on 4 Aug 2025")]
    assert [lines.based_on for lines in drawn.chart.stretches] == [30, 20]
    assert "Health joins the record on 4 Aug 2025: the lines begin anew there." in words.notes(drawn, "week")
    assert not [point for point in drawn.chart.points if point.rules], "each alone is routine"
    assert drawn_by_week(store, agency="Health").n == 20 and not drawn_by_week(store, agency="Health").steps


@pytest.mark.parametrize(("until", "first", "mean"), [(20, 0, 115 / 21), (40, 30, 120 / 11)])
def test_a_baseline_is_of_those_who_are_on_record_at_its_end(store, until, first, mean):
    """Weeks of 5 and 6 of the one, of 10 and 12 of both: none of these is in the mean of the others."""
    store.load(
        [incoming("demands", of_agency("Council", range(50))), incoming("demands", of_agency("Health", range(30, 50)))],
        "x",
    )
    shape = ask(store, "demands_per_week").shape
    kept = over_time.freeze(shape, shape.dates[until], [], every="week", version=1)
    assert (kept.first, kept.last) == (shape.dates[first], shape.dates[until])
    assert kept.lines.mean == pytest.approx(mean)


def test_an_agency_of_which_rows_are_on_record_before_joins_in_some_places_alone(store):
    """“Health joins the record on 4 Aug 2025, and is in no earlier figure”, with rows of Health in them."""
    before = [{**row, "locality": "North"} for row in of_agency("Council", range(50))]
    joins = [
        {**row, "locality": place, "verbatim": f"{place} {i}"}
        for place in ("North", "East")
        for i, row in enumerate(of_agency("Health", range(30, 50)))
    ]
    few = [{**row, "verbatim": f"no place {i}"} for i, row in enumerate(of_agency("Health", (2, 20, 45), 1))]
    store.load([incoming("demands", [*before, *joins])], "x")
    assert [words.mark(mark) for _, mark in drawn_by_week(store).steps] == ["Health joins the record on 4 Aug 2025"]
    store.load([incoming("demands", [*before, *joins, *few], replaces=(1,))], "x")
    drawn = drawn_by_week(store)
    assert [words.mark(mark) for _, mark in drawn.steps] == ["Health in some places joins the record on 4 Aug 2025"]


def test_a_baseline_among_whose_points_another_agency_joins_is_of_no_stretch(store):
    """As where its file is loaded later: the lines of one agency are none of two."""
    store.load([incoming("demands", of_agency("Council", range(50)))], "x")
    shape = ask(store, "demands_per_week").shape
    kept = over_time.freeze(shape, shape.dates[25], [], every="week", version=1)
    baseline = replace(mark(BASELINE, 1), date=shape.dates[25], frozen=kept)
    (lines,) = over_time.draw(shape, [baseline], every="week").chart.stretches
    assert lines == kept.lines
    store.load([incoming("demands", of_agency("Health", range(20, 50)))], "x")
    drawn = over_time.draw(ask(store, "demands_per_week").shape, [baseline], every="week")
    assert [lines.based_on for lines in drawn.chart.stretches] == [20, 30] and drawn.idle == (baseline,)


def test_a_baseline_begins_at_the_latest_step_before_its_end():
    values = [10, 12] * 4 + [20, 22] * 4 + [30, 32] * 4
    steps = [mark(STEP, 9), mark(STEP, 17)]
    for until, first in ((7, 0), (15, 8), (23, 16)):
        kept = over_time.freeze(shape(values), shape(values).dates[until], steps, every="week", version=1)
        assert kept.first == shape(values).dates[first]


def test_who_ends_before_the_others_is_named_and_the_total_ends_there(store):
    store.load(
        [incoming("demands", of_agency("Council", range(50))), incoming("demands", of_agency("Health", range(41)))], "x"
    )
    drawn = drawn_by_week(store)
    assert drawn.n == 41 and not drawn.steps
    said = " ".join(words.left_out_words(drawn, "week"))
    assert "The record of Health ends on 17 Oct 2025" in said and "9 weeks not observed" in said
    assert {row["left_out"] for row in drawn.left_out} == {"not observed", "ends before the others"}


def test_a_share_tells_who_joins_and_who_ends_as_counts_do(store):
    kinds = [
        [row | {"value_or_failure": ("Value", "Failure")[i % 2]} for i, row in enumerate(rows)]
        for rows in (of_agency("Council", range(50), 8), of_agency("Health", range(30, 41), 8))
    ]
    store.load([incoming("demands", rows) for rows in kinds], "x")
    answer = ask(store, "failure_demand", {"every": "week"})
    drawn = over_time.draw(over_time.charted(answer).shape, every="week")
    assert [(at, words.mark(mark)) for at, mark in drawn.steps] == [(30, "Health joins the record on 4 Aug 2025")]
    assert "The record of Health ends on 17 Oct 2025" in " ".join(words.left_out_words(drawn, "week"))
    shape = answer.shape
    assert shape.counted == sum(map(len, kinds)) and not shape.left_out(), "who joins and ends counts nothing"
    assert {row["left_out"] for row in shape.placed} == {None}
    assert "Health joins the record on 4 Aug 2025, and is in no earlier figure." in views.view(answer).note


def test_limits_start_anew_where_an_agency_leaves_the_record(store):
    kinds = [
        [row | {"value_or_failure": ("Value", "Failure")[i % 2]} for i, row in enumerate(rows)]
        for rows in (of_agency("Council", range(90), 8), of_agency("Health", range(30), 8))
    ]
    store.load([incoming("demands", rows) for rows in kinds], "x")
    drawn = drawn_by_week(store)
    # Its last demand is of Friday, 1 August 2025: that week is of both.
    assert [(at, words.mark(mark)) for at, mark in drawn.steps] == [(30, "Health leaves the record on 2 Aug 2025")]
    assert drawn.n == 90 and [lines.based_on for lines in drawn.chart.stretches] == [30, 60]
    answer = ask(store, "failure_demand", {"every": "week"})
    shares = over_time.draw(over_time.charted(answer).shape, every="week")
    assert [at for at, _ in shares.steps] == [30] and shares.dates[30] == dt.date(2025, 8, 4)
    assert "Health leaves the record on 2 Aug 2025, and is in no later figure." in views.view(answer).note


def test_who_brings_little_changes_no_total(store):
    rare = [{"received_on": dt.date(2025, 9, 1), "verbatim": "x", "agency": "Police"}]
    store.load([incoming("demands", of_agency("Council", range(50))), incoming("demands", rare)], "x")
    drawn = drawn_by_week(store)
    assert drawn.n == 50 and not drawn.left_out and not drawn.steps


# -- The latest stretch, and what it was before


def shares_of(*periods, since=dt.date(2025, 1, 1)):
    """A share of each month: of so many, so many."""
    row = {"series": "Failure demand", "unit": "per cent of demands", "better": "Down", "note": None, "left_out": None}
    return Capability(
        [
            row
            | {"when": dt.date(since.year + i // 12, i % 12 + 1, 1), "value": 100 * part / of}
            | {"numerator": part, "denominator": of, "counted": of, "of_all": of}
            for i, (part, of) in enumerate(periods)
        ]
    )


BEFORE, SINCE = [(48, 100), (92, 200), (44, 100)] * 3 + [(46, 100)], [(30, 100), (61, 200), (28, 100)] * 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (BEFORE + SINCE, "30% since November 2025, 46% before: New team"),
        (
            BEFORE + SINCE[:1],
            "about 30% since November 2025, 46% before, over too few months to say whether that is chance: New team",
        ),
        (BEFORE + BEFORE[:4], "46% since November 2025, 46% before, no further apart than chance puts them: New team"),
    ],
)
def test_after_a_step_the_latest_stretch_is_told_and_the_one_before(values, said):
    made = replace(mark(STEP, 0), date=dt.date(2025, 11, 3))
    drawn = draw(shares_of(*values), [made], every="month")
    assert latest.change(drawn, "month") == said
    assert board.share_headline(share_of(100), drawn).startswith(f"Failure demand: {said}. Since then: ")
    assert words.subtitle(drawn, "month", "Failure demand").endswith(f"{said[:1].upper()}{said[1:]}.")


def test_the_latest_stretch_is_of_all_that_its_points_are_of_and_of_a_value_their_mean():
    made = replace(mark(STEP, 0), date=dt.date(2025, 4, 1))
    found = latest.latest(draw(shares_of((10, 10), (0, 90), (5, 100), (0, 10), (90, 90)), [made], every="month"))
    assert (found.before.figure, found.now.figure, found.now.of) == (7.5, 90, 100)
    days = draw(shape([1, 2, 3, 4] * 2, unit="days"), [mark(STEP, 5)], every="week")
    assert (
        latest.change(days, "week")
        == "2.5 days since 3 Feb 2025, 2.5 before, no further apart than chance puts them: New team"
    )
    assert latest.latest(draw(shape([1, 2]))).before is None and latest.latest(draw(shape([]))) is None


def test_who_joins_the_record_is_why_a_stretch_begins():
    rows = [
        *shares_of(*BEFORE).rows,
        {**shares_of((0, 1)).rows[0], "when": dt.date(2025, 6, 1), "left_out": JOINS, "note": "Health"},
    ]
    said = latest.change(draw(Capability(sorted(rows, key=lambda row: row["when"])), every="month"), "month")
    assert said.endswith(": Health joins the record on 1 Jun 2025") and "since June 2025" in said


def test_two_stretches_are_apart_where_noise_does_not_put_them_so():
    assert spc.apart([9, 11] * 4, [4, 6] * 4) and spc.apart([9, 11] * 4, [9.5, 10.5] * 4) is False
    assert spc.apart([1, 2, 3], [9, 9, 9, 9]) is None


def test_what_the_headline_is_about_stands_out_among_the_signals():
    drawn = draw(shape([*STEADY, 30, *STEADY[:4], *[9.5] * 9]), every="week")
    assert signals.headline(drawn, "week").startswith("Nine weeks in a row below the mean")
    assert signals.told(drawn) == set(range(17, 26))
    assert any(point.rules for i, point in enumerate(drawn.chart.points) if i not in signals.told(drawn))
    assert "Full marks are what the headline is about, pale ones are other signals." in words.notes(drawn, "week")
    assert signals.told(draw(shape(STEADY), every="week")) == set()
    fallen = draw(shape([20, 21, 22, 20, 21, 22, 20, 21, 9, 10, 8, 9, 10, 9, 8, 10]), every="week")
    assert signals.told(fallen) == set(range(8, 16))  # and not the run above the mean before
    marked = {row["told"] for row in charts._frame(drawn).to_dict("records") if row["signal"]}
    assert marked == {True, False}


def test_what_else_changed_around_a_step_is_told_beside_it(store):
    day = dt.date(2025, 3, 1)
    for chart, days, what in (
        ("demands_per_week", 30, STEP),
        ("series_points:visits", 61, NOTE),
        ("failure_demand", 63, STEP),
    ):
        over_time.keep_mark(store, chart, chart, what, day + dt.timedelta(days), f"{days} later", "study", "AB")
    over_time.keep_mark(store, "repeat_demands", "Repeat demands", STEP, day, "Itself", "study", "AB")
    found = over_time.others_near(store, "repeat_demands", day)
    assert [(title, mark.reason) for title, mark in found] == [
        ("Demands per week", "30 later"),
        ("visits", "61 later"),
    ]
    assert words.around(found) == (
        "Around then also: Demands per week: step change 31 Mar 2025 (study): 30 later; visits: note 1 May 2025: "
        "61 later. Before and after do not tell these apart."
    )
    assert words.around([]) == ""
