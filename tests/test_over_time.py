"""Capability charts of series and dated measures: points, marks that need a reason, what is said, what is drawn."""

import datetime as dt
import json

import pytest

from measures import over_time, spc
from measures.__main__ import main
from measures.answers import ask
from measures.charts import capability as charts
from measures.describe import over_time as words
from measures.over_time import BASELINE, STEP, Mark, draw
from measures.shapes import Capability
from tests.worlds import incoming, load

START = dt.date(2025, 1, 6)
STEADY = [9, 11] * 6


def shape(values, step=7, unit="days", **more):
    row = {"series": "S", "unit": unit, "better": "Down", "note": None, "left_out": None} | more
    return Capability([{**row, "when": START + dt.timedelta(step * i), "value": v} for i, v in enumerate(values)])


def mark(what, week, number=1, **more):
    return Mark(
        number, what, START + dt.timedelta(7 * week - 2), "New team", "study", "AB", dt.datetime(2026, 1, 1), **more
    )


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
        ([3], [1], 0),
    ],
)
def test_weeks_without_demands_are_0_and_weeks_cut_off_are_left_out(store, received, values, parts):
    demands(store, *[(day, None) for day in received])
    answer = ask(store, "demands_per_week").shape
    assert answer.values == values and [r["left_out"] for r in answer.left_out] == ["part of a week"] * parts
    assert all(day.weekday() == 0 for day in answer.dates)


def test_end_to_end_times_stand_in_order_of_completion_and_the_latest_can_be_asked_for(store):
    demands(store, (0, 20), (1, 1), (2, 9), (3, None))
    answer = ask(store, "end_to_end_times").shape
    assert (answer.values, [r["value"] for r in answer.left_out]) == ([0, 7, 20], [1])
    answer = ask(store, "end_to_end_times", {"latest": 2}).shape
    assert answer.values == [7, 20]
    assert {r["left_out"]: r["value"] for r in answer.left_out} == {"earlier": 1, "not completed": 1}
    assert {r["left_out"]: r["value"] for r in answer.latest(1).left_out} == {"earlier": 2, "not completed": 1}


def test_months_are_whole_or_left_out_and_one_case_can_be_asked_for(store):
    days = [("A", "2024-01-15"), ("A", "2024-02-03"), ("B", "2024-04-01"), ("b", "2024-04-30"), ("B", None)]
    rows = [{"case_ref": c, "agency": "X", "cost": 1, "date": d and dt.date.fromisoformat(d)} for c, d in days]
    store.load([incoming("transactions", rows)], "x")
    answer = ask(store, "interactions_per_month").shape
    assert answer.values == [1, 0, 2]
    assert [(r["left_out"], r["value"]) for r in answer.left_out] == [("without a date", 1), ("part of a month", 1)]
    assert ask(store, "interactions_per_month", {"case": "B"}).shape.values == [2]


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


def test_series_come_out_of_the_command(store, tmp_path, capsys):
    rows = [{"Measure": m, "Date": START, "Value": v} for m, v in (("Visits", 3), ("VISITS", 4), ("Calls", 5))]
    load(store, {"Series": rows})
    path = store.path
    store.close()
    assert main(["show", "series_points", "--store", str(path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(r["series"], r["value"]) for r in said["rows"]] == [("Calls", 5), ("Visits", 3), ("Visits", 4)]


# -- Marks


def test_a_step_begins_at_the_first_point_on_or_after_its_date():
    drawn = draw(shape(STEADY + [1, 3, 1, 3]), [mark(STEP, 12)])
    assert drawn.edges == [(0, 12), (12, 16)]
    assert [lines.state for lines in drawn.chart.stretches] == ["limits", "too few points"]
    assert drawn.chart.points[12].moving_range is None and drawn.chart.points[12].stretch == 1
    assert words.headline(drawn, "week") == "Four weeks since 31 Mar 2025: too few for limits, which need six"
    assert "From 31 Mar 2025: 4 weeks, too few points for limits: six are needed." in words.notes(drawn, "week")


def test_marks_that_change_nothing_are_said():
    marks = [mark(STEP, 0), mark(STEP, 99), mark(BASELINE, 3, number=3), mark(STEP, 5, withdrawn_at=dt.datetime.now())]
    drawn = draw(shape(STEADY), marks)
    assert drawn.edges == [(0, 12)] and len(drawn.idle) == 3
    assert "Baseline until 25 Jan 2025 changes nothing among the points drawn here." in words.notes(drawn, "week")


def test_a_baseline_freezes_its_own_stretch_only():
    values = STEADY + [30] * 4 + [1, 3] * 10
    drawn = draw(shape(values), [mark(BASELINE, 12), mark(STEP, 16)])
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
        (STEP, START, "New team", "AB", "after the first point"),
        (STEP, START + dt.timedelta(999), "New team", "AB", "no later than the latest"),
        (STEP, mark(STEP, 6).date, "New team", "AB", "one on this date already"),
        (BASELINE, START + dt.timedelta(7 * 4), "Study", "AB", "there are 5"),
        (BASELINE, START + dt.timedelta(7 * 5), "Study", "AB", ""),
    ],
)
def test_what_a_mark_needs(what, date, reason, who, lacking):
    said = " ".join(over_time.lacks(what, date, reason, who, shape(STEADY), [mark(STEP, 6)]))
    assert lacking in said and bool(said) == bool(lacking)


def test_what_is_written_stays_with_who_and_when_and_withdrawing_keeps_it(store):
    chart = over_time.key("series_points", "Visits")
    assert chart == over_time.key("series_points", "VISITS") != over_time.key("series_points")
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


# -- Words


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "No point yet"),
        ([5], "One week so far: too few for limits, which need six"),
        (STEADY, "Routine variation: nothing to explain in the last twelve weeks"),
        (STEADY * 3, "Routine variation: nothing to explain in the last 24 weeks"),
        ([7] * 9, "Nothing varies from one week to the next, so no limits can be drawn"),
        (STEADY + [30], "31 Mar 2025 lies above the upper limit: ask what happened"),
        ([9.6, 11] * 12 + [9.5, 9.6] * 4, "Eight weeks in a row below the mean from 23 Jun 2025: ask what changed"),
        (STEADY * 2 + [7.6, 8, 9, 10, 11, 12, 13], "Seven weeks in a row each higher than the one before from 23 Jun"),
    ],
)
def test_the_headline_says_what_the_chart_does(values, said):
    assert words.headline(draw(shape(values)), "week").startswith(said)


def test_clipped_limits_and_the_choice_of_screening_are_said():
    drawn = draw(shape([0, 3] * 6), screen=True)
    said = " ".join(words.notes(drawn, "week"))
    assert "The lower limit is worked out as −6.5, which the measure cannot be: drawn clipped at 0." in said
    assert "Moving ranges screened: 0 moving ranges" in said
    assert not draw(shape([-1, 3] * 6)).clipped and draw(shape([1, 99] * 6, unit="% of calls")).maximum == 100


def test_the_table_has_moving_ranges_limits_and_rules():
    rows = words.table(draw(shape(STEADY + [30])))
    assert rows[0] | {"Mean": "", "Limits": ""} == {
        "Date": "31 Mar 2025", "Value": "30", "Moving range": "19", "Mean": "", "Limits": "", "Signal": "Outside the limits",
        "Note": "",
    }  # fmt: skip
    assert rows[-1]["Moving range"] == ""


# -- Pictures


def spec(values, marks=(), **more):
    return json.dumps(charts.chart(draw(shape(values, **more), marks)).to_dict())


def test_a_signal_has_a_shape_and_a_label_and_there_is_no_target():
    said = spec(STEADY + [30])
    assert "diamond" in said and "Outside the limits" in said and "target" not in said.lower()
    assert "diamond" not in spec(STEADY)


def test_marks_are_drawn_with_their_text_and_trial_limits_are_dashed():
    said = spec(STEADY + [1, 3] * 4, [mark(STEP, 12), mark(BASELINE, 9, number=2)])
    assert "A. Baseline until" in said and "B. Step change" in said and "New team" in said and '"trial": true' in said


@pytest.mark.parametrize("values", [[5], [5, 6, 7], [7] * 12, [0.0] * 8, STEADY, STEADY * 30])
def test_every_length_can_be_drawn(values):
    for step in (7, 0):
        drawn = draw(shape(values, step))
        few = len(values) < spc.FEWEST
        assert '"joined": true' in json.dumps(charts.chart(drawn).to_dict()) or few
        assert few == (drawn.chart.stretches[-1].state == "too few points")
        assert charts.ranges(drawn).to_dict()


def test_names_of_lines_never_cover_each_other():
    for levels in ([0, 1, 2], [0, 50, 100], [98, 99, 100], [50]):
        found = charts._spread(levels, 0, 100, 10)
        assert all(b - a >= 10 - 1e-9 for a, b in zip(found, found[1:])) and min(found) >= 5 and max(found) <= 95
    assert charts._spread([20, 50, 80], 0, 100, 10) == [20, 50, 80]
