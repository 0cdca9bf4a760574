"""A few worlds of many: what is right today stays right. `python -m tests.null_worlds` is the rest."""

from __future__ import annotations

import datetime as dt

import pytest

from measures.store import Store
from tests.null_worlds import cases, door, judged_cases, sayings
from tests.null_worlds.cases import DISTURBANCES as OF_CASES
from tests.null_worlds.cases import ledger
from tests.null_worlds.judged import RIGHT, SAID, WITHHELD, WRONG, Expected, judge, verdicts
from tests.null_worlds.judged_cases import judge_cases
from tests.null_worlds.records import DISTURBANCES, REF, File, Record, complete, record
from tests.null_worlds.truth import DAY, draw, openness


def test_a_world_is_the_same_each_time_and_another_by_another_number():
    assert draw(3) == draw(3) and draw(3).demands != draw(4).demands


def test_an_ordinary_week_is_one_and_holidays_are_not_asked():
    monday = dt.date(2025, 3, 3)
    assert sum(openness(monday + DAY * n) for n in range(7)) == pytest.approx(1)
    assert openness(dt.date(2024, 12, 25)) == 0 == openness(dt.date(2025, 4, 18))  # Christmas and Good Friday
    assert 0 < openness(dt.date(2024, 12, 30)) < openness(dt.date(2025, 1, 6))


def test_failure_demand_is_45_per_cent_and_then_30_in_a_true_world():
    for seed in range(3):
        world = draw(seed, change=True)
        for part, truth in ((False, 0.45), (True, 0.3)):
            judged_ = [d for d in world.demands if (d.day >= world.changed) == part and d.kind != "Not sure"]
            assert sum(d.kind == "Failure" for d in judged_) / len(judged_) == pytest.approx(truth, abs=0.06)


@pytest.mark.parametrize("name", DISTURBANCES)
def test_each_disturbance_comes_with_files_that_differ_from_the_complete_record(name):
    world = draw(5)
    disturbed = record(world, name)
    assert disturbed.names == (name,) and all(file.rows for file in disturbed.files)
    assert [file.content for file in disturbed.files] != [file.content for file in complete(disturbed.plan).files]
    if name in (
        "joins",
        "leaves",
        "ends_early",
        "month_missing",
        "sample_weeks",
        "not_over",
        "rows_come_late",
        "closed_cases_only",
    ):
        assert 0 < len(disturbed.plan.recorded) < len(world.demands)


def test_a_complete_record_is_right_in_every_figure(tmp_path):
    for seed in (2, 6):
        whole = complete(record(draw(seed)).plan)
        with Store.open(tmp_path / f"{seed}.duckdb") as opened:
            door.load(whole, opened)
            said = verdicts(whole.plan, sayings.listen(opened, {}), {})
        assert {v.outcome for v in said} <= {RIGHT, WITHHELD}, [v for v in said if v.outcome == WRONG]
        assert sum(v.outcome == RIGHT for v in said) > 10


def test_what_is_counted_twice_or_lost_is_false(store):
    """The same log again under other references: a judge that finds nothing in it finds nothing anywhere."""
    whole = complete(record(draw(2), "joins").plan)
    log, homes = whole.files
    again = [row | {REF: f"again {row[REF]}"} for row in log.rows]
    doubled = Record(whole.plan, (), (log, File("again.csv", log.day, again), homes))
    door.load(doubled, store)
    false = {v.figure for v in verdicts(whole.plan, sayings.listen(store, {}), {}) if v.outcome == WRONG}
    assert {"number of demands", "demands_per_week", "failure hours a week"} <= false


def test_a_figure_is_as_good_as_another_within_two_per_cent_and_what_chance_does():
    assert Expected(10).allows(10.19) and not Expected(10).allows(10.3)
    assert Expected(10, error=0.1).allows(10.5) and not Expected(10, error=0.1).allows(10.6)
    assert Expected(10, exact=True).allows(10) and not Expected(10, exact=True).allows(10.01)


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        ("In the latest 13 weeks failure demand took 41 hours less than in the baseline: 3.1 hours a week", True),
        ("In the latest 13 weeks failure demand took as many hours as in the baseline, to a tenth of an hour", False),
        ("Nine weeks in a row below the mean from 20 Oct 2025: ask what changed", True),
        (
            "All weeks since 20 Oct 2025 lie below the mean: ask whether all of it is written down yet, and what "
            "changed",
            True,
        ),
        ("Nine weeks in a row above the mean, as may come by itself where each week leans on the last", False),
        ("Routine variation: nothing to explain in the last 24 weeks", False),
        ("Not enough whole weeks with minutes of failure demand for a baseline and as many weeks after it", False),
    ],
)
def test_a_sentence_says_that_something_changed_or_does_not(sentence, changed):
    assert sayings.says_changed(sentence) == changed


def test_a_world_is_judged_over_both_of_its_records():
    found = judge(3, only="leaves")
    assert found.disturbances == ("leaves",) and not found.refused and not found.complete_wrong
    assert {v.outcome for v in found.verdicts} <= {RIGHT, WITHHELD, SAID, WRONG}
    assert found.sentences["capacity released"][0] and set(found.charts) > {"failure_demand", "demands_per_week"}
    numbers = [v for v in found.verdicts if v.figure.startswith("number")]
    assert len(numbers) == 2 and {v.outcome for v in numbers} == {RIGHT}


# -- Cases


@pytest.mark.parametrize("name", OF_CASES)
def test_each_disturbance_of_cases_comes_with_other_files_and_the_same_again(name):
    disturbed, plain = ledger(13, change=False, only=name), cases.draw(13, change=False, uneven=False)
    assert disturbed.names == (name,) and all(file.rows for file in disturbed.files)
    contents = [file.content for file in disturbed.files]
    assert contents == [file.content for file in ledger(13, change=False, only=name).files]
    assert contents != [file.content for file in cases.files(plain)]


def test_contacts_of_a_true_world_are_halved_and_of_a_null_world_are_not():
    for change, part in ((False, 1), (True, 0.5)):
        plan = cases.draw(3, change=change, uneven=False)
        before, after = ([x for x in plan.lines if (x.day >= x.case.began) == side] for side in (False, True))
        assert len(after) / len(before) == pytest.approx(part * 18 / 24, abs=0.08)


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        ("Interactions fell in 8 of 9 cases and rose in 1", True),
        ("Cost: less in 9 of 30 cases, more in 15: no more than chance makes", False),
        ("Cost: £26,145 before and £13,000 after: 50.3% less. Not evidence of cause.", True),
        ("The middle case had £8 less a quarter (£347 less to £503 more).", False),
        ("Cost fell in 3 of 3 cases: so few that it could be chance | 4 cases, each with itself.", False),
    ],
)
def test_a_sentence_of_cases_says_that_something_changed_or_does_not(sentence, changed):
    assert judged_cases.says_changed("costs", sentence) == changed


def test_ratings_of_several_say_nothing_where_each_persons_own_stay_and_the_range_holds_nothing():
    judged = judge_cases(5, only="several_raters")
    assert judged.rated[:2] == (0, 0) and judged.rated[2] > 10 and not judged.refused
    assert judged.avoided and not judged.outside
