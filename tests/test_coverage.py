"""What is said of records of which only a part is known: of how many it is, on each side of what is compared."""

import datetime as dt

import pytest

from measures import over_time
from measures.answers import ask
from measures.catalogue import MEASURES
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.over_time import charted
from measures.shapes.coverage import Known, alike, backlog, too_few, too_few_for_counts
from measures.store import Store
from measures.views import view
from measures.views.board import words as board
from measures.views.capability import words
from measures.views.effort import weekly
from tests.worlds import load

FIRST = dt.date(2025, 1, 6)


def demands(weeks: range, classified: int, failures: int = 5, minutes=lambda failure, nth: 10) -> list[dict]:
    """Twenty demands in each week, every fourth a failure, of which so many are classified so far."""
    rows = []
    for week in weeks:
        for nth in range(20):
            failure = nth % 4 == 0
            kind = ("F" if failure else "V") if nth < classified else None
            rows.append(
                {
                    "Demand ref": f"{week}-{nth}",
                    "Received on": FIRST + dt.timedelta(7 * week + nth % 5),
                    "What the person asked": f"Nobody came {week} {nth}",
                    "Value or failure": kind,
                    "Minutes": minutes(failure, nth),
                }
            )
    return rows


@pytest.mark.parametrize(
    ("sides", "are"),
    [
        ([(80, 100), (84, 100)], True),
        ([(79, 100), (79, 100)], False),  # of a side of which less than four in five are known nothing is compared
        ([(1000, 1000), (900, 1000)], False),
        ([(10, 10), (9, 10)], True),  # one of ten is ten per cent, and chance
        ([(10, 10), (0, 0)], True),
    ],
)
def test_sides_are_alike_where_both_are_known_as_well(sides, are):
    assert alike([Known(*side) for side in sides]) is are


def test_of_periods_those_are_left_away_of_which_too_few_are_known():
    assert too_few([Known(100, 100), Known(33, 100), Known(0, 0)]) == [False, True, False]
    assert too_few([Known(50, 100), Known(52, 100)]) == [False, False], "a sample of each is no backlog"
    assert too_few([Known(70, 100), Known(30, 100)]) == [True, True]


def test_what_is_not_classified_yet_is_no_fall(store):
    """A backlog: of the second half of the record a third is classified so far."""
    load(store, {"Demands": [*demands(range(13), 20), *demands(range(13, 26), 7)]})
    answer = ask(store, "failure_demand")
    shown = view(answer)
    assert shown.headline.endswith("% of demand is failure demand, where 351 of 520 are classified so far")
    assert "351 of 520 are classified so far" in shown.subtitle and "351 of 520 are" in board.demand_about(answer)
    table = {row["Month"]: row["Share"] for row in shown.rows}
    assert (table["February 2025"], table["May 2025"]) == ("25%", "too few known so far")
    chart = charted(answer)
    assert {row["when"].month for row in chart.shape.points} <= {1, 2, 3}
    months = {row["when"].month: row for row in chart.shape.left_out if row["left_out"].startswith("in which too few")}
    assert {4, 5, 6} <= set(months) and (months[5]["counted"], months[5]["of_all"]) == (30, 88)
    assert answer.as_dict()["known"] == 351 / 520


@pytest.mark.parametrize("measure", ["failure_demands_per_week", "failure_hours_per_week"])
def test_a_week_of_a_backlog_is_no_point(store, measure):
    load(store, {"Demands": [*demands(range(13), 20), *demands(range(13, 26), 7)]})
    shape = ask(store, measure).shape
    assert shape.n == 13 and len(set(shape.values)) == 1
    why = {row["left_out"] for row in shape.left_out if row["when"] >= FIRST + dt.timedelta(7 * 13)}
    assert "in which too few are classified so far" in why
    answer = ask(store, measure)
    said = " ".join(words.notes(over_time.draw(answer.shape, every="week"), "week"))
    assert "weeks in which too few are classified so far are no point but in the table" in said and "(7 of 20)" in said


def test_a_week_of_which_few_have_minutes_is_no_point(store):
    rows = demands(range(10), 20)
    for row in rows:
        if row["Demand ref"].startswith(("3-", "4-")):
            row["Minutes"] = None if row["Demand ref"][-1] in "048" else 10
    load(store, {"Demands": rows})
    shape = ask(store, "failure_hours_per_week").shape
    assert shape.n == 8 and {row["when"] for row in shape.left_out if row["when"]} == {
        FIRST + dt.timedelta(7 * week) for week in (3, 4)
    }


def test_minutes_that_one_side_alone_writes_down_are_no_share(store):
    load(store, {"Demands": demands(range(10), 20, minutes=lambda failure, nth: 10 if failure or nth < 4 else None)})
    answer = ask(store, "failure_capacity")
    assert answer.shape.share is None
    shown = view(answer)
    assert (
        shown.headline
        == "Minutes are recorded for 100% of failure demands and 20% of value demands: no share can be said"
    )
    assert {row["Share"] for row in shown.rows} <= {"known of one side more than of the other", "fewer than 50"}
    assert charted(answer).shape.n == 0
    said = board.capacity_headline(ask(store, "failure_demand").shape, answer.shape)
    assert said == "Failure: about 25% of demand"


def test_where_all_is_known_nothing_is_said_of_it(store):
    load(store, {"Demands": demands(range(10), 20)})
    shown = view(ask(store, "failure_demand"))
    assert shown.headline == "About 25% of demand is failure demand" and "so far" not in shown.subtitle


def of_agencies(**minutes) -> list[dict]:
    """Forty demands of each agency in a week, half of them failures, of which every so manieth has its minutes
    written down."""
    return [
        {
            "Demand ref": f"{agency} {nth}",
            "Received on": FIRST + dt.timedelta(4 * (nth // 39)),
            "What the person asked": f"{agency} {nth}",
            "Value or failure": "F" if nth % 2 else "V",
            "Agency": agency,
            "Minutes": each if nth // 2 % every == 0 else None,
        }
        for agency, (each, every) in minutes.items()
        for nth in range(40)
    ]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        ({"Health": (200, 1), "Housing": (20, 1)}, "“Health” takes most of it, 66.7 hours a week"),
        # Of twenty each, one and a half times as much is what chance makes.
        (
            {"Health": (30, 1), "Housing": (20, 1)},
            "“Health” 10.0 hours and “Housing” 6.7 hours a week, no further apart than chance puts them",
        ),
        # Health would take as much if all of it were written down: who writes down most is not who spends most.
        ({"Health": (30, 5), "Housing": (20, 1)}, "20% to 100% have minutes, so which takes most cannot be said"),
        # And here it would not, whatever is not written down.
        ({"Health": (5, 5), "Housing": (20, 1)}, "“Housing” takes most of it, 6.7 hours a week"),
    ],
)
def test_who_writes_down_most_is_not_who_spends_most(store, minutes, says):
    load(store, {"Demands": of_agencies(**minutes)})
    assert view(ask(store, "capacity_by_agency")).headline == f"Failure demand by agency: {says}"


@pytest.mark.parametrize(
    ("count", "says"),
    [
        # Fifteen failures of which nobody knows how long they take may take more than twenty that are timed.
        (30, "0% to 100% have minutes, so which takes most cannot be said"),
        (6, "“Housing” takes most of it, 6.7 hours a week"),
    ],
)
def test_who_times_nothing_is_not_known_to_take_less(store, count, says):
    untimed = of_agencies(Health=(None, 1))[-count:]
    load(store, {"Demands": of_agencies(Housing=(20, 1)) + untimed})
    assert view(ask(store, "capacity_by_agency")).headline == f"Failure demand by agency: {says}"


def test_who_has_been_on_record_for_longer_does_not_take_most(store):
    """Council takes an hour a day over forty weeks, Health three over eight: 200 hours against 120, and 5 against 15 a
    week."""
    for agency, weeks, each in (("Council", range(40), 60), ("Health", range(32, 40), 180)):
        rows = [
            {"Received on": FIRST + dt.timedelta(7 * week + day), "What the person asked": f"{agency} {week} {day}"}
            | {"Value or failure": "F", "Agency": agency, "Type of demand": f"Of {agency}", "Minutes": each}
            for week in weeks
            for day in range(5)
        ]
        load(store, {"Demands": rows}, f"{agency}.xlsx")
    for measure, most in (("capacity_by_agency", "Health"), ("capacity_by_type", "Of Health")):
        answer = ask(store, measure)
        shown = view(answer)
        assert shown.headline.endswith(f": “{most}” takes most of it, 15.0 hours a week")
        assert "40 of" in shown.note and f"8 of {most}." in shown.note
        assert {row["Whole weeks"] for row in shown.rows} == {"40", "8"} and shown.rows[0]["Hours"] == "200.0"
        assert answer.shape.a_week() == ask(store, "capacity_by_week").shape.a_week() == 20
        assert max(row["failure_hours_a_week"] for row in answer.as_dict()["rows"]) == 15
    begun = ask(store, "capacity_by_agency", {"until": "2025-01", "agency": "Health"})
    assert not begun.shape.rows


def test_hours_of_households_in_sample_weeks_are_of_weeks_and_not_of_working_days(store):
    """One household asks for an hour on each working day of every eighth week: five hours a week, not seven."""
    days = [FIRST + dt.timedelta(56 * nth + day) for nth in range(6) for day in range(5)]
    rows = [
        {"Received on": day, "What the person asked": f"{day}", "Household ref": "A", "Minutes": 60} for day in days
    ]
    load(store, {"Demands": rows, "Households": [{"Household ref": "A", "Street": "Elm Road", "Demand tier": 1}]})
    answer = ask(store, "hours_by_tier")
    assert answer.shape.hours_a_week(1) == 5 and "6 whole weeks" in view(answer).subtitle


def test_demands_without_an_agency_are_no_agency_that_takes_most(store):
    load(store, {"Demands": [row | {"Agency": None} for row in of_agencies(Housing=(20, 1))]})
    assert view(ask(store, "capacity_by_agency")).headline == "No failure demand with minutes has an agency"


def test_what_has_no_type_may_take_most(store):
    rows = of_agencies(Housing=(20, 1))
    for nth, row in enumerate(rows):
        row["Type of demand"] = "Damp" if nth < 10 else None
    load(store, {"Demands": rows})
    said = "Failure demand by type: 5.0 hours a week have none, so which takes most cannot be said"
    assert view(ask(store, "capacity_by_type")).headline == said
    assert view(ask(store, "demand_types")).headline == "One type of demand, which 10 of 40 have so far"


def test_what_has_no_type_may_lift_the_second_above_the_first(store):
    """Damp 9 failures, rent 4, and of 7 of the 20 nobody has said what they are."""
    rows = of_agencies(Housing=(20, 1))
    for nth, row in enumerate(rows):
        row["Type of demand"] = "Damp" if nth < 18 else "Rent" if nth < 26 else None
    load(store, {"Demands": rows})
    said = "Failure demand by type: 2.3 hours a week have none, so which takes most cannot be said"
    assert view(ask(store, "capacity_by_type")).headline == said


def test_weeks_that_are_hardly_classified_are_in_no_average_of_hours(store):
    load(store, {"Demands": demands(range(20), 20)})
    before = ask(store, "capacity_by_week").shape.a_week("Failure")
    load(store, {"Demands": demands(range(20, 26), 4)}, "backlog.xlsx")
    found = ask(store, "capacity_by_week")
    assert before and found.shape.a_week("Failure") == before
    shown = view(found)
    assert "classified so far" not in shown.headline and "20 whole weeks" in shown.subtitle
    assert "Too few demands of 6 weeks are classified so far, the latest the week of " in shown.note


def test_a_backlog_of_more_than_one_demand_in_five_is_said_though_its_weeks_are_in_no_average(store):
    load(store, {"Demands": [*demands(range(20), 20), *demands(range(20, 34), 9)]})
    shown = view(ask(store, "capacity_by_week"))
    assert shown.headline.endswith("where 526 of 680 are classified so far") and "of 14 weeks" in shown.note


def test_hours_of_which_less_is_known_than_before_are_not_released(store):
    """Nor is a baseline of which few minutes were written down less than what came after."""
    load(store, {"Demands": [*demands(range(13), 20), *demands(range(13, 26), 7)]})
    found = ask(store, "capacity_released").shape.released(13)
    by_week = view(ask(store, "capacity_by_week")).headline
    assert by_week.endswith("a week, where 351 of 520 are classified so far"), "half of all demands are a backlog"
    assert weekly.released_headline(found) == (
        "Nothing can be compared yet: 100% of demands are classified in the baseline, and 35% in the latest weeks"
    )
    said = " ".join(weekly.released_made_of(found))
    assert "35% of all demands classified" in said and "no capacity" not in said

    def some(failure: bool, nth: int) -> int | None:
        return None if failure and nth > 8 else 10

    early = demands(range(-13, 0), 20, minutes=some)
    load(store, {"Demands": early}, "earlier.xlsx")
    found = ask(store, "capacity_released", {"until": "2025-03"}).shape.released(8)
    assert weekly.released_headline(found) == (
        "Nothing can be compared yet: minutes are recorded for 60% of failure demands in the baseline, and for 100% in "
        "the latest weeks"
    )


def placed(localities: dict, **more) -> list[dict]:
    """So many demands of each locality, which may be none, of the 6th of January 2025; every second a failure."""
    return [
        {"Received on": FIRST, "What the person asked": f"{place} {nth}", "Value or failure": "VF"[nth % 2]}
        | {"Locality": place, "Agency": "Housing" if nth % 3 else None, "Type of demand": "Damp"}
        | more
        for place, count in localities.items()
        for nth in range(count)
    ]


OF_PLACES = [
    name
    for name, measure in MEASURES.items()
    if set(measure.filters) & {"locality", "agency", "type"}
    and name != "record_of_demands"  # it is of sources, and what has no name is a row of its own there
]


@pytest.fixture(scope="module")
def some_without_a_place(tmp_path_factory):
    lists = [
        {"Household ref": f"H{n}", "Street": "Elm Road", "Locality": "North" if n % 3 else None} for n in range(12)
    ]
    with Store.open(tmp_path_factory.mktemp("placed") / "store.duckdb") as opened:
        load(opened, {"Demands": placed({"North": 12, "South": 3, None: 15}), "Households": lists})
        yield opened


@pytest.mark.parametrize("name", OF_PLACES)
def test_a_filter_by_place_says_how_many_have_none(some_without_a_place, name):
    store = some_without_a_place
    found = ask(store, name, {"locality": "North", "since": "2025-01", "until": "2025-01"}).nameless
    of_demands = "agency" in MEASURES[name].filters
    assert found == ((15, "demands", ("locality",)) if of_demands else (4, "households", ("locality",)))
    assert ask(store, name).nameless is None
    assert ask(store, name, {"locality": "Not recorded"}).nameless is None
    # What is of another month, or of another agency, would not be here anyhow.
    if of_demands:
        assert ask(store, name, {"locality": "North", "since": "2025-02"}).nameless is None
        # Ten have no locality and are Housing's, five have neither, and four have no agency and are of the North.
        both = ask(store, name, {"locality": "north", "agency": "Housing", "type": "Damp"}).nameless
        assert both == (19, "demands", ("locality", "agency"))


def test_a_flag_by_which_one_list_was_picked_is_not_laid_beside_those_of_another(store):
    """Eleven of one list have VA, and all ten of the other have Crime, for which they are on it."""
    load(store, {"Households": [{"Household ref": f"P{n}", "Street": "Elm Road", "Crime": "Y"} for n in range(10)]})
    rows = [{"Household ref": f"H{n}", "Street": "Ash Road", "VA": "Y" if n < 11 else "N"} for n in range(20)]
    load(store, {"Households": rows}, "other.xlsx")
    said = view(ask(store, "flags_by_street")).headline
    assert said == "10 households have Crime, by which a list was picked: which flag is most common cannot be said"


def test_lists_that_were_picked_by_a_flag_are_said_to_be_on_every_card_and_on_the_board(store):
    """And filters by flag or tier say of whom nobody knows it."""
    homes = [
        {"Household ref": f"H{n}", "Street": "Elm Road", "Crime": "Y", "VA": [None, "N", "Y"][n % 3]}
        | {"Demand tier": None if n < 2 else 1 + n % 3}
        for n in range(24)
    ]
    asked = [{"Received on": FIRST, "What the person asked": "x", "Household ref": "H5", "Minutes": 5}]
    load(store, {"Households": homes, "Demands": asked})
    said = "On lists picked by Crime: no picture of the area."
    for name in ("demand_tiers", "households_by_street", "flags_by_street", "agency_overlap", "hours_by_tier"):
        answer = ask(store, name)
        assert view(answer).note.endswith(said) and answer.as_dict()["selected_by"] == ["Crime"]
    of_all = ask(store, "demand_tiers")
    assert board.tiers_about(of_all).endswith(said)
    assert board.tiers_about(ask(store, "demand_tiers", viewer=STEERING_GROUP)).endswith(said)
    with_flag = ask(store, "demand_tiers", {"flag": "VA"})
    assert with_flag.nameless == (8, "households", ("flag",))
    assert "8 households have no answer about the flag and are not here." in view(with_flag).note
    assert ask(store, "demand_tiers", {"tier": 1}).nameless == (2, "households", ("tier",))
    # H0 has neither a tier nor an answer; seven of tier 1 have no answer.
    both = ask(store, "demand_tiers", {"tier": 1, "flag": "VA"}).nameless
    assert both == (8, "households", ("tier", "flag"))
    few = [{"Household ref": ref, "Street": "Ash Road", "Crime": "Y"} for ref in "XY"]
    load(store, {"Households": few}, "few.xlsx")
    answer = ask(store, "demand_tiers", viewer=STEERING_GROUP)
    assert answer.selected == ("a flag",), "of two households the flag would be known of each"


def test_what_has_no_place_is_said_on_a_card_and_on_the_board(store):
    load(store, {"Demands": placed({"North": 60, None: 1_500})})
    answer = ask(store, "failure_demand", {"locality": "North"})
    assert view(answer).note.endswith("1,500 demands have no locality and are not here.")
    assert board.demand_about(answer).endswith("1,500 demands have no locality and are not here.")
    assert answer.as_dict()["not_here"] == {"demands": 1500, "without": ["locality"]}
    points = charted(ask(store, "demands_per_week", {"agency": "Housing", "locality": "North"}))
    assert "1,520 demands have no locality or no agency and are not here." in view(points).note
    assert "not here" not in view(ask(store, "failure_demand")).note


@pytest.mark.parametrize(("none", "says"), [(7, ""), (8, "10 demands have no locality"), (1, ""), (13, "15 demands")])
def test_a_steering_group_sees_no_few_that_have_no_place(store, none, says):
    load(store, {"Demands": placed({"North": 60, None: none})})
    answer = ask(store, "failure_demand", {"locality": "North"}, viewer=STEERING_GROUP)
    said = board.demand_about(answer)
    assert (says in said) if says else ("not here" not in said)


def first_time(known: dict[str, tuple[int, int]], by: str = "Agency") -> list[dict]:
    """A hundred demands of each, of which so many have a known answer, and so many of these are Yes."""
    return [
        {"Demand ref": f"{name} {nth}", "Received on": FIRST, "What the person asked": f"{name} {nth}", by: name}
        | {"Resolved first time": None if nth >= answered else "Y" if nth < yes else "N"}
        | {"Value or failure": "VF"[nth % 2]}
        for name, (answered, yes) in known.items()
        for nth in range(100)
    ]


def test_a_share_of_which_one_agency_alone_knows_says_whose_it_is(store):
    load(store, {"Demands": first_time({"Council": (95, 76), "Health": (3, 0), None: (90, 72)})})
    answer = ask(store, "resolved_first_time")
    shown = view(answer)
    assert shown.headline == (
        "About 80% of demands were resolved the first time, where 188 of 300 have a known answer: 95% of Council, 90% "
        "of no agency and 3% of Health"
    )
    assert "3% of Health" in shown.subtitle and answer.as_dict()["known_of"]["Health"] == 0.03
    # What is known of all alike says of nobody, and neither does one agency by itself.
    assert view(ask(store, "failure_demand")).headline == "About 50% of demand is failure demand"
    of_one = view(ask(store, "resolved_first_time", {"agency": "Council"}))
    assert of_one.headline == "About 80% of demands were resolved the first time"
    assert "95 of 100 have a known answer." in of_one.subtitle
    to_others = ask(store, "resolved_first_time", viewer=STEERING_GROUP)
    assert not to_others.shape.sources, "five of Council are not known: whose they are is not said"


def minutes_of(known: dict[str, tuple[int, int]]) -> list[dict]:
    """A hundred demands of each agency, of which so many are classified, the others not yet, and so many have
    minutes."""
    return [
        {"Demand ref": f"{name} {nth}", "Received on": FIRST, "What the person asked": f"{name} {nth}", "Agency": name}
        | {"Value or failure": "VF"[nth % 2] if nth < classified else None, "Minutes": 10 if nth < timed else None}
        for name, (classified, timed) in known.items()
        for nth in range(100)
    ]


def test_whose_minutes_are_known_is_not_said_of_whose_demands_are_classified(store):
    """All of Health is classified, and none of it timed; who is not sure is in neither, and nobody asks how long."""
    sheet = minutes_of({"Council": (95, 95), "Health": (95, 0)})
    for row in sheet[95:100] + sheet[195:]:
        row["Value or failure"] = "Not sure"
    load(store, {"Demands": sheet})
    answer = ask(store, "failure_capacity")
    assert answer.shape.unlike == {"Council": (95, 95), "Health": (0, 95)}
    assert view(answer).headline.endswith(
        "no share can be said, where what they are and their minutes are known of 100% of Council and 0% of Health"
    )
    for viewer in (MANAGER, STEERING_GROUP):
        assert not view(ask(store, "failure_capacity", viewer=viewer)).headline.endswith("where ")


def test_what_is_classified_and_whose_minutes_are_known_are_told_apart(store):
    load(store, {"Demands": minutes_of({"Council": (90, 90), "Health": (90, 9)})})
    shown = view(ask(store, "failure_capacity"))
    assert (
        "180 of 200 are classified so far, and what they are and their minutes are known of 90% of Council and 9% of "
        in shown.subtitle
    )


OF_PLACES_KNOWN = {"North": (100, 50), "South": (0, 0), "West": (0, 0)}


def test_a_share_of_which_one_place_alone_knows_says_whose_it_is(store):
    """However few it is that the other brings, if it is one demand in twenty; of four in five known it is said too."""
    north, south, west = (first_time({name: known}, "Locality") for name, known in OF_PLACES_KNOWN.items())
    load(store, {"Demands": [*north, *south[:8], *west[:4]]})
    shape = ask(store, "resolved_first_time").shape
    assert shape.coverage == (100, 112) and shape.coverage.enough
    assert shape.unlike == {"North": (100, 100), "South": (0, 8)}
    assert view(ask(store, "resolved_first_time")).headline.endswith(": 100% of North and 0 of 8 of South")


def test_the_latest_periods_are_a_backlog_where_together_less_is_known_of_them_than_before():
    """Of ten demands a week two are not known of each of the last six: of one by itself that may be chance."""
    weeks = [Known(10, 10)] * 20 + [Known(0, 0)] + [Known(8, 10)] * 6
    assert too_few(weeks) == [False] * 27 and backlog(weeks) == 21
    assert too_few_for_counts([*weeks, Known(0, 0)]) == [False] * 21 + [True] * 6 + [False]
    assert backlog([Known(9, 10)] * 20 + [Known(8, 10)]) == 21, "chance"
    assert backlog([Known(8, 10)] * 6 + [Known(10, 10)] * 20) == 26, "more is known than before"
    assert backlog([]) == 0 and backlog([Known(3, 10)]) == 1


def test_counts_of_what_is_classified_of_one_place_alone_say_so(store):
    """Of every week half is classified, as a sample would be: the counts are drawn, and are of that half."""
    load(store, {"Demands": demands(range(20), 10)})
    drawn = over_time.draw(ask(store, "failure_demands_per_week").shape, every="week")
    assert drawn.n == 20 and drawn.classified == (200, 400)
    said = "200 of 400 demands of these weeks are classified so far: the others are in no count."
    assert said in words.subtitle(drawn, "week", "Failure demands per week")
    whole = over_time.draw(ask(store, "demands_per_week").shape, every="week")
    assert "so far" not in words.subtitle(whole, "week", "Demands per week")


def test_a_backlog_that_no_week_shows_by_itself_is_no_fall(store):
    """Of twenty demands a week, 5 failures among them, four are not classified in the last eight: none of 80% is
    known less, but the failures among them are missing."""
    rows = [*demands(range(26), 20), *demands(range(26, 34), 16)]
    load(store, {"Demands": rows})
    shape = ask(store, "failure_demands_per_week").shape
    assert shape.n == 26 and set(shape.values) == {5}
    found = ask(store, "capacity_by_week")
    assert found.shape.a_week("Failure") == 5 * 10 / 60 and "26 whole weeks" in view(found).subtitle
    assert "Too few demands of 8 weeks are classified so far" in view(found).note
