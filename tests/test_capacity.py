"""Capacity and scale: every figure from rows that can be counted by hand."""

import datetime as dt

import pytest

from measures.answers import Answer, ask
from measures.catalogue import MEASURES
from measures.shapes import Caseload, Weekly
from measures.views import view
from measures.views.effort import caseload, compared, weekly
from measures.views.effort.words import coverage, tenths
from tests.worlds import incoming

MONDAY, MONDAY_2025 = dt.date(2026, 1, 5), dt.date(2025, 1, 6)


def week(nth, kind, count, timed, minutes, left_out=None, cohort=1, whose=None, lacks=None):
    """A row of a week: where it is no point, its cohort of sources is said to lack as much of it."""
    row = {"category": MONDAY + dt.timedelta(days=7 * nth), "split": kind, "count": count, "timed": timed}
    return row | {
        "minutes": minutes,
        "left_out": left_out,
        "lacks": lacks or left_out,
        "cohort": cohort,
        "whose": whose,
    }


WEEKS = Weekly(
    [
        week(0, "Failure", 4, 3, 240),
        week(0, "Value", 2, 2, 60),
        week(1, None, 0, 0, None),
        week(2, "Failure", 2, 2, 60),
        week(3, "Failure", 1, 1, 60),
        week(3, "Not classified", 1, 1, 30),
        week(4, "Failure", 9, 9, 900, "part of a week"),
    ]
)


def test_hours_a_week_are_of_whole_weeks_weeks_without_demands_among_them():
    assert len(WEEKS.weeks) == 4 and WEEKS.n == 10
    assert (WEEKS.hours(..., "Failure"), WEEKS.a_week("Failure")) == (6, 1.5)
    assert (WEEKS.a_week("Value"), WEEKS.a_week("Not sure")) == (0.25, None)
    assert (WEEKS.timed(..., "Failure"), WEEKS.count(..., "Failure"), WEEKS.coverage(..., "Failure")) == (6, 7, 6 / 7)


def test_a_fall_is_a_range_and_nothing_is_said_without_minutes():
    assert WEEKS.fall(0.2, 0.5) == pytest.approx((0.3, 0.75))
    none = Weekly([week(0, "Failure", 5, 0, None)])
    assert none.a_week("Failure") is None and none.fall(0.2, 0.5) is None and none.hours() == 0
    assert Weekly([]).a_week() is None and Weekly([]).coverage() is None
    answer = Answer(MEASURES["capacity_by_week"], none, 1)
    assert weekly.fall_headline(answer, 0.2, 0.5).endswith("20 to 50 per cent: no minutes to say it from")
    # Where nothing is failure demand, no minutes of it are missing.
    answer = Answer(MEASURES["capacity_by_week"], Weekly([week(0, "Value", 5, 5, 50)]), 1)
    assert weekly.fall_headline(answer, 0.2, 0.5) == (
        "If this failure demand fell by 20 to 50 per cent: no demand of these weeks is failure demand"
    )
    assert weekly.fall_made_of(answer, 0.2, 0.5) == ["None of the demands in whole weeks is classified as failure."]


@pytest.mark.parametrize(
    "weeks, first, expected",
    [
        (2, None, (4, 2, 2)),
        (1, None, (4, 1, 3)),
        (1, MONDAY + dt.timedelta(days=14), (1, 1, 0)),
        (3, None, None),  # they would overlap
        (2, MONDAY + dt.timedelta(days=7), None),
        (1, MONDAY + dt.timedelta(days=7), None),  # a baseline without any minutes is no baseline
        (0, None, None),
        (1, MONDAY + dt.timedelta(days=700), None),
    ],
)
def test_capacity_released_compares_equal_weeks(weeks, first, expected):
    found = WEEKS.released(weeks, first)
    assert (found and (found.before.hours, found.latest.hours, found.hours)) == expected
    if found:
        assert found.before.weeks == found.latest.weeks == weeks and found.a_week == found.hours / weeks


def released_of(before, latest):
    """The hours released from weeks of failure demand that took so many hours each."""
    rows = [week(n, "Failure", 10, 9, 60 * hours) for n, hours in enumerate([*before, *latest])]
    return Weekly(rows).released(len(before))


def weeks_of(store, *failures: int):
    """Weeks from the first Monday of 2025, of ten demands of half an hour each, of which so many are failures."""
    rows = [
        {"received_on": MONDAY_2025 + dt.timedelta(7 * week + nth % 7), "verbatim": f"{week} {nth}", "minutes": 30}
        | {"value_or_failure": "Failure" if nth < failed else "Value"}
        for week, failed in enumerate(failures)
        for nth in range(10)
    ]
    store.load([incoming("demands", rows)], "x")


def test_what_is_told_as_capacity_released_is_what_was_released(store):
    """The workbook of measures and the comparison of two versions had the hours a week under that name."""
    weeks_of(store, *[6] * 8, *[2] * 8)
    shown = view(ask(store, "capacity_released"))
    assert (
        shown.headline
        == "In the latest 8 weeks failure demand took 16.0 hours less than in the baseline: 2.0 hours a week"
    )
    assert "Baseline: 24.0 hours on 48 failure demands, 6 January 2025 to 2 March 2025" in shown.note
    assert (
        view(ask(store, "capacity_by_week")).headline
        == "Failure demand takes 2.0 hours a week, value demand 3.0 hours a week"
    )
    early = view(ask(store, "capacity_released", {"until": "2025-01"}))
    assert "took" in early.headline or early.headline.startswith("Not enough whole weeks")


def test_what_was_released_of_all_failure_demand_is_told(store):
    """It was said that there are not enough weeks with minutes of it."""
    weeks_of(store, *[6] * 8, *[0] * 8)
    shown = view(ask(store, "capacity_released"))
    said = "In the latest 8 weeks failure demand took 24.0 hours less than in the baseline: 3.0 hours a week"
    assert shown.headline == said
    assert "Latest: no time on 0 failure demands, 3 March 2025 to 27 April 2025 (8 weeks); 100% of all" in shown.note


def test_a_week_that_the_chosen_months_cut_is_not_said_to_be_missing(store):
    weeks_of(store, *[6] * 16)
    said = view(ask(store, "capacity_by_week", {"since": "2025-02", "until": "2025-02"})).note
    assert "The weeks of 27 January 2025 and 24 February 2025 are asked for or on record only in part" in said
    assert "only in part" not in view(ask(store, "capacity_by_week")).note


def test_weeks_without_value_demand_have_none_rather_than_no_minutes(store):
    weeks_of(store, 10, 10)
    said = "Failure demand takes 5.0 hours a week, no demand of these weeks is value demand"
    assert view(ask(store, "capacity_by_week")).headline == said


def test_where_nothing_failed_no_agency_is_said_to_be_missing(store):
    weeks_of(store, 0, 0, 0, 0)
    assert view(ask(store, "capacity_by_agency")).headline == "No demand is classified as failure"
    assert "minutes of failure demand" in view(ask(store, "capacity_released")).headline


def test_more_failure_than_before_is_said_to_be_more():
    found = released_of((4, 5, 4, 5, 4, 5), (9, 8, 9, 8, 9, 8))
    assert found.hours == -24 and weekly.released_headline(found) == (
        "In the latest 6 weeks failure demand took 24.0 hours more than in the baseline: 4.0 hours a week"
    )
    said = " ".join(weekly.released_made_of(found))
    assert "no capacity was released" in said and "minutes known of 54 (90%)" in said and "not cash" in said
    assert "£" not in said and "never added to money" in said
    assert "Not enough whole weeks" in weekly.released_headline(None)


def test_a_difference_that_weeks_have_anyway_is_said_to_be_none():
    """Each week differs from the next by 4 hours: 2.5 × 4 ÷ √2 × √12 = 24.5 hours, which 24 hours are within. What lies
    between the two sides is no part of how weeks vary."""
    found = released_of((10, 14, 10, 14, 10, 14), (6, 10, 6, 10, 6, 10))
    assert found.hours == 24 and found.varies == pytest.approx(24.49, abs=0.01)
    assert weekly.released_headline(found) == (
        "In the latest 6 weeks failure demand took 24.0 hours less than in the baseline: no more than weeks vary anyway"
    )
    assert "may differ by up to 24.5 hours where nothing changed: it cannot be said" in " ".join(
        weekly.released_made_of(found)
    )
    beyond = released_of((10, 14, 10, 14, 10, 14), (6, 10, 6, 9, 6, 10))
    assert beyond.hours == 25 > beyond.varies
    assert weekly.released_headline(beyond).endswith("25.0 hours less than in the baseline: 4.2 hours a week")
    assert "it is less than it was by more than that" in " ".join(weekly.released_made_of(beyond))


def test_a_fall_of_the_latest_two_weeks_alone_asks_whether_all_of_them_is_written_down():
    """Where something says from when on rows still come, such weeks are none of the latest."""
    weeks = [week(n, "Failure", 10, 10, 60 * hours) for n, hours in enumerate([8] * 22 + [5, 4])]
    found = Weekly(weeks).released(12)
    assert found.hours == 7 > found.varies and weekly.released_headline(found) == (
        "In the latest 12 weeks failure demand took 7.0 hours less than in the baseline: ask first whether all of the "
        "latest two weeks is written down yet"
    )
    assert "as those before them, it would be within that. Rows still come" in " ".join(weekly.released_made_of(found))
    known = Weekly([*weeks, week(24, "Failure", 1, 1, 60, "not yet full")]).released(12)
    assert weekly.released_headline(known).endswith("7.0 hours less than in the baseline: 35 minutes a week")


def test_one_week_that_is_not_as_the_others_makes_no_release():
    """Of rare demands most weeks have none: one long week of the baseline is no release after it."""
    found = released_of((0, 0, 0, 13, 0, 0), (0, 0, 1, 0, 0, 0))
    # The squares of ten differences, 2 × 13² and 2 × 1², ÷ 10 ÷ 2 = 17; 2.5 × √17 × √12 = 35.7.
    assert found.hours == 12 and found.varies == pytest.approx(35.71, abs=0.01)


def test_of_few_weeks_it_is_not_said_whether_a_difference_is_more_than_weeks_have_anyway():
    found = released_of((4, 5, 4, 5, 4), (9, 8, 9, 8, 9))
    assert found.varies is None and weekly.released_headline(found).endswith(
        "21.0 hours more than in the baseline: too few weeks to say whether that is more than weeks vary anyway"
    )
    assert "from 6 weeks on" in " ".join(weekly.released_made_of(found))


def test_as_much_failure_as_before_is_neither_more_nor_less():
    found = Weekly([week(0, "Failure", 5, 5, 300), week(1, "Failure", 5, 5, 302)]).released(1)
    assert weekly.released_headline(found) == (
        "In the latest 1 week failure demand took as many hours as in the baseline, to a tenth of an hour"
    )
    said = " ".join(weekly.released_made_of(found))
    assert "It takes what it did: no capacity was released." in said and "more than it did" not in said


def test_others_without_minutes_are_told_only_where_there_are_any():
    assert coverage(Weekly([week(0, "Failure", 5, 5, 300)])) == "Minutes are recorded for 5 of 5 demands (100%)."
    assert coverage(Weekly([week(0, "Failure", 1, 1, 60)]), "Failure") == (
        "Minutes are recorded for 1 of 1 failure demand (100%)."
    )
    assert coverage(Weekly([])) == "There are 0 demands."
    assert coverage(Weekly([week(0, "Failure", 5, 4, 240)])).endswith("5 demands (80%); the others are in no figure.")


RECORD = {"cohort": 1, "days": 14, "first_day": MONDAY, "last_day": MONDAY + dt.timedelta(days=13)}
RECORD |= {"named_here": 20, "named": 20}


def tier(number, households, asked, demands, timed, minutes, left_out=None):
    return {
        "category": number,
        "split": None,
        "left_out": left_out,
        "households": households,
        "asked": asked,
        "count": demands,
        "timed": timed,
        "minutes": minutes,
        "weekly_minutes": minutes,
        **RECORD,
    }


OTHERS = tier(None, 0, 0, 900, 900, 9000, "not listed")  # of households that are not here: no part of these
TIERS = Caseload(
    [tier(1, 10, 5, 8, 4, 240), tier(3, 90, 10, 12, 12, 240), tier(None, 0, 0, 5, 5, 60, "no reference"), OTHERS]
)


def test_hours_per_household_low_and_high():
    assert TIERS.weeks_of() == (2, 2) and TIERS.n == 100 and TIERS.matched == 20 / 25 and TIERS.coverage() == 16 / 20
    # Tier 1: 4 hours recorded in 2 weeks; twice that with the demands without minutes, and 25/20 of that with the
    # others.
    assert (TIERS.hours_a_week(1), TIERS.hours_a_week(1, full=True)) == (2, 5)
    assert (TIERS.hours_a_week(3), TIERS.hours_a_week(3, full=True)) == (2, 2.5)
    assert TIERS.a_household(1) == pytest.approx(2 * 365.25 / 7 / 10)
    assert (TIERS.hours_a_week(...), TIERS.hours_a_week(..., full=True)) == (4, 7.5)


def test_each_source_is_counted_over_its_own_weeks():
    """One for four weeks, one for two: 60 minutes a week of each are two hours a week together, not one and a half."""
    rows = [week(n, "Failure", 1, 1, 60, whose="Council") for n in range(4)]
    rows += [week(n, "Failure", 1, 1, 60, cohort=2, whose="Health") for n in range(2)]
    rows += [week(n, None, 0, 0, None, "not observed", 2, "Health", "not observed") for n in (2, 3)]
    rows = [
        row | ({"left_out": "not observed"} if row["category"] >= MONDAY + dt.timedelta(14) else {}) for row in rows
    ]
    found = Weekly(rows)
    assert found.a_week("Failure") == 2 and len(found.weeks) == 2
    assert weekly.window(found) == "4 whole weeks of Council and 2 of Health"
    assert "2 weeks" in " ".join(weekly.lacking(found)) or "The weeks of" in " ".join(weekly.lacking(found))
    tiers = [tier(1, 10, 5, 0, 0, None), tier(1, 0, 0, 2, 2, 120), tier(1, 0, 0, 1, 1, 60) | {"cohort": 2, "days": 7}]
    assert Caseload(tiers).hours_a_week(1) == 2 and Caseload(tiers).weeks_of() == (1, 2)


def test_what_was_released_is_of_the_same_sources_on_both_sides():
    """Health joins in the third week: it is on neither side."""
    rows = [week(n, "Failure", 1, 1, 60, whose="Council") for n in range(4)]
    rows += [week(n, "Failure", 1, 1, 120, cohort=2, whose="Health") for n in (2, 3)]
    found = Weekly(rows).released(2)
    assert found is not None and (found.hours, found.without) == (0, ("Health",))
    assert "Without Health that was not observed in all of these weeks" in " ".join(weekly.released_made_of(found))
    assert Weekly(rows).released(1, MONDAY + dt.timedelta(14)).without == ()
    elsewhere = Weekly([row | {"whose": "Council"} for row in rows]).released(2)
    assert elsewhere is not None and "Without part of Council that was" in " ".join(weekly.released_made_of(elsewhere))


def test_how_many_a_team_carries_and_how_many_teams():
    assert TIERS.carried(15) == (200, 375) and TIERS.carried(15, 1) == (30, 75)
    assert TIERS.teams(15) == (4 / 15, 0.5) and TIERS.teams(0) is None


def test_what_cannot_be_said_is_not_said():
    blank = Caseload([tier(1, 10, 2, 3, 0, None), tier(2, 5, 0, 0, 0, None)])
    assert blank.hours_a_week(1) is None and blank.carried(10, 1) is None and blank.teams(10) is None
    assert blank.hours_a_week(2) == 0 and blank.carried(10, 2) is None, "a tier that asks for nothing can be any number"
    assert Caseload([]).weeks_of() is None and Caseload([]).matched is None and Caseload([]).teams(5) is None


def of_tiers(store, homes, demands, **filters):
    """Households by reference with a tier, and demands: who, minutes, the day from `MONDAY`, and where."""
    rows = [{"household_ref": ref, "street": "P", "tier": tier, "locality": "North"} for ref, tier in homes]
    asked = [
        {
            "received_on": MONDAY + dt.timedelta(day),
            "verbatim": f"{ref} {day}",
            "minutes": minutes,
            "household_ref": ref,
        }
        | {"locality": "North"}
        for ref, minutes, day in demands
    ]
    store.load([incoming("households", rows), incoming("demands", asked)], "x")
    return ask(store, "hours_by_tier", filters)


WEEKLY = [("a", 60, 7 * week) for week in range(10)] + [("a", 60, 7 * week + 6) for week in range(10)]


def test_a_tier_that_nobody_is_known_to_have_asked_for_takes_no_time_only_where_every_demand_names_somebody(store):
    """“In balance no time”, where a third of all demands name no household."""
    homes = [("a", "1"), ("b", "3")]
    known = of_tiers(store, homes, WEEKLY)
    assert caseload.headline(known).endswith("serious help 104 hours and in balance no time")
    store.load(
        [incoming("demands", [{"received_on": MONDAY, "verbatim": "x", "minutes": 6, "locality": "North"}])], "x"
    )
    answer = ask(store, "hours_by_tier")
    assert caseload.headline(answer).endswith("hours; of in balance it cannot be said yet")
    assert [row["With what is not recorded"] for row in caseload.table(answer.shape)[:2]] == ["109.58", "no data"]
    assert caseload.carried_table(answer.shape, 37)[1]["Hours a year for each"] == "no data"
    assert answer.shape.teams(37) is not None, "of all together it is known"


def test_where_no_demand_of_these_households_is_on_record_no_tier_takes_none(store):
    answer = of_tiers(store, [("b", "3")], WEEKLY)
    assert caseload.headline(answer) == "No household's demands have minutes in a whole week yet"
    assert [row["Hours a year for each"] for row in caseload.table(answer.shape)[:1]] == ["no data"]
    nowhere = ask(store, "hours_by_tier", {"locality": "south"})
    assert caseload.note(nowhere.shape) == "No demand of these households, or of this place, is on record."


def test_a_demand_in_a_week_that_is_not_whole_takes_not_no_time(store):
    answer = of_tiers(store, [("a", "1"), ("b", "3")], [*WEEKLY, ("b", 60, 70)])
    (_, lasts, *_) = caseload.table(answer.shape)
    assert (lasts["Demands"], lasts["Hours"], lasts["Hours a year for each"]) == ("1", "1.0", "no data")
    assert caseload.headline(answer).endswith("serious help 104 hours; of in balance it cannot be said yet")


def test_what_names_no_household_is_shared_out_alike_in_a_place_at_a_tier_and_in_all(store):
    """A log without places: of one place all demands named a household, and of one tier half did, where two of three
    do. Ten of each of three: of a, of b and of nobody."""
    homes = [
        {"household_ref": ref, "street": "P", "tier": tier, "locality": where}
        for ref, tier, where in (("a", "1", "North"), ("b", "3", "South"))
    ]
    asked = [
        {"received_on": MONDAY + dt.timedelta(7 * week + day), "verbatim": f"{week} {day}", "minutes": 60}
        | {"household_ref": ref}
        for week in range(10)
        for day, ref in ((0, "a"), (1, "b"), (6, None))
    ]
    store.load([incoming("households", homes), incoming("demands", asked)], "x")
    all_, north, first = (ask(store, "hours_by_tier", f) for f in ({}, {"locality": "north"}, {"tier": 1}))
    own = ["52.18", "78.27"]  # an hour a week of 365.25 ÷ 7 weeks, and with half as much again of nobody's
    for answer in (all_, north, first):
        row = caseload.table(answer.shape)[0]
        assert [row["Hours a year for each"], row["With what is not recorded"]] == own
    assert "10 of 10 demands (100%) are of a household on the list. Of elsewhere, or of here: 10 that name neither" in (
        caseload.note(north.shape)
    )
    assert "20 of 30 demands (67%) are of a household on the list, 10 of them of these; 10 name no household" in (
        caseload.note(first.shape)
    )


def test_one_household_needs_and_hours_that_are_not_recorded_are_not_none(store):
    answer = of_tiers(store, [("a", "1")], WEEKLY)
    assert "; 1 needs less than a tenth of a team" in caseload.carried_headline(answer, 37)
    unknown = [("b", None, 7 * week) for week in range(10)]
    store.load([incoming("households", [{"household_ref": "b", "street": "P", "tier": "2", "locality": "North"}])], "x")
    rows = [
        {"received_on": MONDAY + dt.timedelta(day), "verbatim": "y", "household_ref": ref} for ref, _, day in unknown
    ]
    store.load([incoming("demands", rows)], "x")
    told = [row["Hours recorded"] for row in caseload.carried_table(ask(store, "hours_by_tier").shape, 37)]
    assert told == ["20.0", "no data", "20.0"]


def test_the_rows_of_a_program_have_the_hours_of_each_tier(store):
    answer = of_tiers(store, [("a", "1"), ("b", None)], [*WEEKLY, (None, 30, 3)])
    found = {row["tier"]: row for row in answer.records()}
    assert [*found] == ["tier 1", "not rated", "no reference"]
    assert caseload.subtitle(answer).endswith("n = 2 households; 5 January 2026 to 15 March 2026, 10 whole weeks.")
    assert (found["tier 1"]["hours"], found["tier 1"]["with what is not recorded"]) == (20.0, pytest.approx(109.575))
    assert found["not rated"]["hours"] is None and found["no reference"]["with what is not recorded"] is None


def test_through_the_store_classified_in_the_inbox_and_narrowed(store):
    demands = [
        {
            "demand_ref": f"D{i}",
            "received_on": day,
            "verbatim": "x",
            "minutes": 60,
            "agency": agency,
            "type": kind,
            **more,
        }
        for i, (day, agency, kind, more) in enumerate(
            [
                (MONDAY, "Health", "Damp", {"household_ref": "a", "locality": "North"}),
                (
                    MONDAY + dt.timedelta(days=4),
                    "HEALTH",
                    "damp",
                    {"household_ref": "Z", "value_or_failure": "Failure"},
                ),
                (MONDAY + dt.timedelta(days=11), "Council", None, {"value_or_failure": "Value"}),
            ]
        )
    ]
    homes = [{"household_ref": "A", "street": "P", "tier": "1", "locality": "North"}]
    store.load([incoming("demands", demands), incoming("households", homes, ["Crime"])], "x")
    by_week = ask(store, "capacity_by_week").shape
    assert (by_week.hours(..., "Failure"), by_week.hours(..., "Not classified"), len(by_week.weeks)) == (1, 1, 2)
    key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE demand_ref = 'D0'", ["demands"])[0]["key"]
    store.classify(key, "Failure", "AB")
    by_week = ask(store, "capacity_by_week").shape
    assert (by_week.hours(..., "Failure"), by_week.a_week("Failure")) == (2, 1)
    assert ask(store, "capacity_by_week", version=1).shape.hours(..., "Failure") == 1
    assert ask(store, "capacity_by_week", {"type": "Damp"}).shape.hours(..., "Failure") == 2
    assert len(ask(store, "capacity_by_week", {"locality": "North"}).shape.weeks) == 2, (
        "the record's weeks, not North's"
    )
    assert [r["minutes"] for r in ask(store, "capacity_by_agency", {"agency": "Health"}).shape.rows] == [120]
    assert ask(store, "capacity_released").shape.hours(..., "Failure") == 2
    everywhere, north = (ask(store, "hours_by_tier", f).shape for f in ({}, {"locality": "North"}))
    assert (everywhere.matched, everywhere.of_nobody("no reference"), everywhere.of_nobody("not listed")) == (
        1 / 2,
        1,
        1,
    )
    # What names neither household nor place may be of North: it is shared out there as it is in all.
    assert (north.of_nobody(), north.of_nobody("no reference or place"), north.matched) == (1, 1, 1 / 2)
    assert caseload.carried_table(everywhere, 37)[-1]["Tier"] == "All households"


def test_one_hour_is_not_hours_beside_a_bar(store):
    asked = [("Failure", 120, MONDAY), ("Value", 60, MONDAY + dt.timedelta(4))]
    demands = [
        {"received_on": day, "verbatim": kind, "agency": "Health", "value_or_failure": kind, "minutes": minutes}
        for kind, minutes, day in asked
    ]
    store.load([incoming("demands", demands)], "x")
    shown = view(ask(store, "capacity_by_agency"))
    assert shown.headline == "Failure demand by agency: all of it is of “Health”, 2.0 hours a week"
    assert not shown.pictures, "of one there is nothing to compare"
    drawn = compared.drawn(ask(store, "capacity_by_agency"))
    assert [bar.figure for bar in drawn.of[0]] == ["failure 2.0, value 1.0 hour a week"]


@pytest.mark.parametrize(("agencies", "said"), [(15, False), (16, True)])
def test_a_picture_of_some_agencies_says_so(store, agencies, said):
    of_each = {"value_or_failure": "Failure", "minutes": 9.0}
    rows = [{"received_on": dt.date(2026, 3, 2 + n), "agency": f"Agency {n}"} | of_each for n in range(agencies)]
    store.load([incoming("demands", rows)], "x")
    shown = view(ask(store, "capacity_by_agency"))
    assert ("The picture has the 15 that take most failure hours a week; the table has all." in shown.note) is said
    assert len(shown.rows) == agencies


def test_hours_that_are_some_are_never_told_as_none():
    told = [tenths(hours) for hours in (None, 0, 0.004, 0.02, 0.056, 0.14, 0.994, 0.996, 12.34)]
    # To a hundredth below an hour: of two bars of 0.1 the one was more than twice the other, in Office none.
    assert told == ["no data", "0.0", "0.004", "0.02", "0.06", "0.14", "0.99", "1.0", "12.3"]
