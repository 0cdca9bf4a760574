"""Capability charts: limits against hand-worked numbers, and each rule where it fires, nearly fires and does not."""

import datetime as dt
import json
import random

import pytest

from measures import spc
from measures.__main__ import main
from measures.spc import changed, chart, clip, judge, judged, leans, lines_of, moving_ranges, shows

# Twelve points that alternate 9 and 11: mean 10, every moving range 2, so limits 10 ± 5.32 and near lines 10 ± 3.5467.
STEADY = [9, 11] * 6
LINES = lines_of(STEADY)


def test_the_lines_of_a_hand_worked_series():
    assert moving_ranges([5, 7, 4]) == [2, 3]
    assert (LINES.state, LINES.based_on, LINES.mean, LINES.mean_range) == ("limits", 12, 10, 2)
    assert (LINES.lower, LINES.upper) == pytest.approx((4.68, 15.32))
    assert (LINES.near_lower, LINES.near_upper) == pytest.approx((10 - 5.32 * 2 / 3, 10 + 5.32 * 2 / 3))
    assert LINES.range_limit == pytest.approx(6.534)


@pytest.mark.parametrize(
    ("n", "state", "drawn"),
    [
        (0, "too few points", False),
        (5, "too few points", False),
        (6, "trial limits", True),
        (11, "trial limits", True),
        (12, "limits", True),
    ],
)
def test_how_many_points_limits_need(n, state, drawn):
    lines = lines_of(STEADY[:n])
    assert lines.state == state
    assert (lines.lower is not None) == drawn
    assert (lines.mean is not None) == (n > 0)


def test_what_lies_on_either_side_of_a_gap_is_no_neighbour():
    """Two quiet years with a year missing between them, in which the level doubled: limits 5.32 on either side, and
    not the leap."""
    values = [9, 11] * 6 + [19, 21] * 6
    through, across = lines_of(values), lines_of(values, gaps=[12])
    assert (across.mean, across.mean_range, across.state) == (15, 2, "limits") and through.mean_range > 2.2
    points = judged(values, across, gaps=[12])
    assert points[12].moving_range is None and points[13].moving_range == 2 and points[0].moving_range is None
    assert across.upper == pytest.approx(15 + 2.66 * 2)


@pytest.mark.parametrize(
    ("gaps", "state"), [((), "trial limits"), ((3,), "too few points"), ((3, 5), "too few points")]
)
def test_limits_need_six_next_to_each_other(gaps, state):
    assert lines_of(STEADY[:6], gaps=gaps).state == state
    assert lines_of(STEADY, gaps=gaps).state == ("limits" if not gaps else "trial limits")


@pytest.mark.parametrize("values", [[10.1] * 8, [6, 7, 8, 9, 10, 11, 12, 13], [14, 10.1, 14, 10.1]])
def test_no_rule_goes_across_a_gap(values):
    half = len(values) // 2
    assert any(judge(values, LINES)) and not any(judge(values, LINES, gaps=[half]))


def test_limits_are_refused_where_nothing_varies():
    lines = lines_of([7] * 20)
    assert (lines.state, lines.mean, lines.lower, lines.upper) == ("no variation", 7, None, None)
    assert judge([7] * 19 + [8], lines) == [()] * 20


# (name, values judged by LINES, the positions marked and their label)
CASES = [
    ("on the limit is not outside", [LINES.upper, LINES.lower], {}),
    ("beyond the limit is outside", [15.33, 4.67], {0: "outside", 1: "outside"}),
    ("six on one side is no run", [10.1] * 6, {}),
    ("seven on one side is a run", [10.1] * 7, dict.fromkeys(range(7), "run")),
    ("eight on one side is one run", [9.9] * 8, dict.fromkeys(range(8), "run")),
    ("a point on the mean breaks a run", [10.1] * 6 + [10] + [10.1] * 6, {}),
    ("seven on the mean are no run", [10] * 7, {}),
    ("six rising is no trend", [7, 8, 9, 10, 11, 12], {}),
    ("seven rising is a trend", [7, 8, 9, 10, 11, 12, 13], dict.fromkeys(range(7), "trend")),
    ("seven falling is a trend", [13, 12, 11, 10, 9, 8, 7], dict.fromkeys(range(7), "trend")),
    ("a tie breaks a trend", [7, 8, 9, 9, 10, 11, 12, 13], {}),
    ("two of three near the upper limit", [14, 10.5, 14], {0: "two of three", 2: "two of three"}),
    ("three of three near", [14, 14, 14], dict.fromkeys(range(3), "two of three")),
    ("one of three is none", [14, 10.5, 10.5], {}),
    ("on the near line is not near", [LINES.near_upper, 10.5, LINES.near_upper], {}),
    ("opposite sides are none", [14, 6, 14], {}),
    ("the third on the other side is none", [14, 9.9, 14], {}),
    ("the third on the mean is none", [14, 10, 14], {}),
    ("a point beyond the limit is not one of the two", [16, 10.5, 14], {0: "outside"}),
    ("two near points need not touch", [14, 14, 10.5], {0: "two of three", 1: "two of three"}),
    ("a window of two is none", [14, 14], {}),
    ("outside goes before trend", [5, 7, 8, 9, 11, 13, 16], {**dict.fromkeys(range(6), "trend"), 6: "outside"}),
    ("trend goes before two of three", [9, 10.5, 11, 12, 13.6, 14, 15], dict.fromkeys(range(7), "trend")),
    ("two of three goes before run", [14, 14, 14] + [10.5] * 4, {**dict.fromkeys(range(3), "two of three"),
        **dict.fromkeys(range(3, 7), "run")}),
]  # fmt: skip


@pytest.mark.parametrize(("values", "marked"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_rule(values, marked):
    labels = {i: rules[0] for i, rules in enumerate(judge(values, LINES)) if rules}
    assert labels == marked


def test_a_point_on_the_mean_or_on_a_limit_is_on_it_whatever_binary_sums_say():
    values = [
        0.7,
        0.7,
        0.4,
        1.0,
        0.1,
        0.7,
        0.6,
        2.2,
        1.2,
        1.8,
        3.0,
        0.1,
        0.5,
        0.6,
        0.1,
        0.9,
        2.0,
        1.0,
        1.2,
        1.8,
        0.1,
        1.3,
    ]
    assert sum(values) / len(values) != 1  # 22 figures that add up to 22
    drawn = chart(values)
    assert drawn.stretches[0].mean == 1 and not any(point.rules for point in drawn.points[:7])
    lines = lines_of([0.9, 1.1] * 6)
    assert (lines.mean_range, lines.upper, lines.lower) == (0.2, 1.532, 0.468)
    assert judge([1.532, 0.468], lines) == [(), ()]


def test_all_rules_of_a_point_are_told_in_order():
    rules = judge([9, 10.5, 11, 12, 13.6, 14, 16], LINES)
    assert rules[5] == ("trend", "two of three")
    assert rules[6] == ("outside", "trend")


def test_screening_is_off_unless_asked_for_and_leaves_the_mean_alone():
    values = [10, 11] * 8 + [40] + [10, 11] * 4
    plain, screened = lines_of(values), lines_of(values, screen=True)
    ranges = moving_ranges(values)
    cut = 3.267 * sum(ranges) / len(ranges)
    assert plain.screened == 0
    assert screened.screened == sum(r >= cut for r in ranges) == 2
    assert screened.mean == plain.mean == sum(values) / len(values)
    assert screened.mean_range == pytest.approx(1)


def test_a_range_equal_to_the_screen_is_dropped():
    # Ranges 1, 1, 1, 1, 1, r: r is dropped where r >= 3.267 × mean, with equality.
    r = 5 * 3.267 / (6 - 3.267)
    lines = lines_of([0, 1, 0, 1, 0, 1, 1 + r], screen=True)
    assert lines.screened == 1 or 3.267 * (5 + r) / 6 > r


def test_a_baseline_freezes_the_lines():
    values = STEADY + [20, 21, 22]
    frozen = chart(values, baseline=12)
    assert frozen.stretches[0] == LINES
    assert [p.label for p in frozen.points[12:]] == ["outside"] * 3
    assert chart(values).stretches[0].based_on == 15
    with pytest.raises(ValueError, match="6 points"):
        chart(values, baseline=5)


def test_a_step_change_begins_lines_ranges_and_rules_anew():
    values = [9, 11] * 6 + [29, 31] * 6
    stepped = chart(values, steps=[12])
    assert [lines.mean for lines in stepped.stretches] == [10, 30]
    assert stepped.points[12].moving_range is None
    assert not any(p.label for p in stepped.points)
    assert all(p.label for p in chart(values).points[:7])
    for wrong in ([0], [24], [5, 5], [9, 3]):
        with pytest.raises(ValueError, match="step changes"):
            chart(values, steps=wrong)


def test_limits_beyond_what_a_measure_can_be_are_told_not_recomputed():
    lines = lines_of([1, 3] * 6)
    (clipped,) = clip(lines, minimum=0)
    assert (clipped.which, clipped.computed, clipped.drawn) == ("lower", pytest.approx(2 - 5.32), 0)
    assert clip(lines, minimum=-10, maximum=100) == []
    assert [c.which for c in clip(lines_of([95, 99] * 6), minimum=0, maximum=100)] == ["upper"]


@pytest.mark.parametrize(("run", "is_long"), [(16, False), (17, True)])
def test_of_three_in_four_on_one_side_a_run_is_long_from_seventeen_on(run, is_long):
    """0.75 to the 17th is no more than 0.5 to the seventh, and to the 16th it is."""
    values = [-1] * 3 + [1] * run + [-1] * 3 + [1] * (18 - run)
    assert sum(value > 0 for value in values) / len(values) == 0.75
    assert {spc.is_long(values, at, 0) for at in (3, 10, 2 + run)} == {is_long}


def test_an_empty_series_has_no_points():
    empty = chart([])
    assert empty.points == ()
    assert empty.stretches[0].state == "too few points"


def run(tmp_path, capsys, rows, *options):
    """The command's JSON for a CSV of these rows, or what it complained of."""
    path = tmp_path / "series.csv"
    path.write_text("\n".join(["Week,Contacts", *(f"{a},{b}" for a, b in rows)]), "utf-8")
    status = main(["xmr", str(path), "--date", "week", "--value", "Contacts", *options])
    out, err = capsys.readouterr()
    return (json.loads(out) if status == 0 else None), err


def weeks(values):
    return [(f"{(dt.date(2025, 1, 6) + dt.timedelta(weeks=i)):%d/%m/%Y}", value) for i, value in enumerate(values)]


def test_the_command_tells_the_lines_and_a_rule_for_each_point(tmp_path, capsys):
    said, _ = run(tmp_path, capsys, weeks([*STEADY, 20, ""]), "--baseline", "12", "--minimum", "5")
    assert (said["n"], said["left_out"], said["mean"], said["state"]) == (13, 1, 10, "limits")
    assert (said["lower_limit"], said["upper_limit"]) == pytest.approx((4.68, 15.32))
    assert said["clipped"] == [{"which": "lower", "computed": pytest.approx(4.68), "drawn": 5}]
    assert [p["rule"] for p in said["points"]] == [None] * 12 + ["outside"]
    assert said["points"][1] == {
        "date": "2025-01-13",
        "value": 11,
        "moving_range": 2,
        "stretch": 0,
        "rule": None,
        "rules": [],
    }


def test_the_command_orders_by_date_and_begins_anew_at_a_step(tmp_path, capsys):
    rows = weeks([*STEADY, *(v + 20 for v in STEADY)])
    said, _ = run(tmp_path, capsys, rows[::-1], "--step", "2025-03-31")
    assert [s["mean"] for s in said["stretches"]] == [10, 30]
    assert said["points"][0]["date"] == "2025-01-06"


def test_the_command_tells_of_every_row_that_is_no_point(tmp_path, capsys):
    """Signs for a figure that is not given, totals, and figures cut in two by a comma; and it takes no row for a
    template's."""
    rows = [*weeks([3, "..", "*", "n/a", "[c]", 4]), ("Total", 99)]
    said, err = run(tmp_path, capsys, rows)
    assert ([p["value"] for p in said["points"]], said["left_out"]) == ([3, 4], 4)
    assert "(B3, B4, B5 and 1 more) are read as not known" in err and "series!8: this row is a total" in err
    assert "series!C1: the column has no heading" in run(tmp_path, capsys, weeks(["1,234"]))[1]
    assert 'series!A2: "soon" is not a date' in run(tmp_path, capsys, [("soon", "n/a")])[1]


def test_the_command_reads_financial_quarters(tmp_path, capsys):
    said, err = run(tmp_path, capsys, [("Q4 2022/23", 5), ("Q1 2023/24", 7), ("2023/24 Q2", 6)])
    assert [p["date"] for p in said["points"]] == ["2023-01-01", "2023-04-01", "2023-07-01"]
    assert "are read as quarters of the financial year" in err


def test_the_command_says_what_is_wrong_by_cell(tmp_path, capsys):
    assert 'series!B3: "lots" is not a number' in run(tmp_path, capsys, weeks([1, "lots"]))[1]
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert main(["xmr", str(path), "--date", "Week", "--value", "b"]) == 1
    assert 'no sheet has both the headings "Week" and "b"' in capsys.readouterr().err
    assert "needs 6 points" in run(tmp_path, capsys, weeks([1, 2]), "--baseline", "3")[1]


@pytest.mark.parametrize(
    ("values", "leaning"),
    [
        (STEADY, False),
        ([7] * 20, False),
        (list(range(11)), False),  # fewer than twelve
        ([9, 11, 10, 12] * 4 + [3, 5, 4, 6] * 4, False),  # one step explains it
        ([0, 1, 2, 3, 4, 3, 2, 1] * 4, True),
        ([5, 5, 5, 5, 9, 9, 9, 9] * 4, True),
    ],
)
def test_neighbours_that_lean_on_each_other_are_known(values, leaning):
    assert leans(values) == leaning


def test_points_are_judged_by_the_lines_of_others():
    assert [point.label for point in judged([10.1] * 7, LINES)] == ["run"] * 7
    assert [point.moving_range for point in judged([10, 14], LINES)] == [None, 4] and judged([], LINES) == []


def test_how_often_a_chart_shows_a_change_is_read_between_what_was_tried():
    assert shows(24, 2) == 0.74 and shows(1000, 9) == 1 and shows(5, 4) == 0
    assert shows(24, 1.75) == pytest.approx((0.51 + 0.74) / 2) and shows(21, 2) == pytest.approx((0.68 + 0.74) / 2)


@pytest.mark.parametrize("n, at_most", [(8, 2), (12, 4), (24, 4), (52, 4)])
def test_what_chance_makes_is_no_change_and_a_step_by_two_deviations_is(n, at_most):
    dice = random.Random(n)
    noise = [[dice.gauss(0, 1) for _ in range(n)] for _ in range(200)]
    shifted = [values[: n // 2] + [value - 2 for value in values[n // 2 :]] for values in noise]
    assert sum(any(point.rules for point in chart(values).points) and says_step(values) for values in noise) <= at_most
    if n > 12:
        assert sum(map(says_step, shifted)) > 160
    assert not says_step([1.0] * n)


def says_step(values):
    return changed(values, lines_of(values))


def test_one_point_far_outside_is_no_step():
    steady = [30.0, 33, 29, 31, 34, 28, 30, 33, 31, 29, 32, 30, 31, 29, 33, 30, 28, 32, 31, 30]
    fallen = [*steady[:12], *(value - 15 for value in steady[:8])]
    for last in (60.0, 90.0, 500.0):
        values = [*steady, last]
        lines = spc.lines_of(values)
        assert not spc.changed(values, lines) and not spc.beyond_chance(values, lines, 1), last
    assert spc.changed(fallen, spc.lines_of(fallen)) and spc.beyond_chance(fallen, spc.lines_of(fallen), 12)
