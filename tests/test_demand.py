"""The arithmetic of value and failure: tables of cases."""

import datetime as dt
import json
import re
from unittest import mock

import pytest

from measures import views
from measures.answers import ask, asking_households, demand_choices
from measures.catalogue import MEASURES
from measures.definition import FEWEST
from measures.shapes import Days, Recurrence
from measures.views import share, view
from measures.views.board import panels
from measures.views.frequency import days
from measures.views.theme import INK
from measures.workbook.prepare import prepare
from tests.test_theme import hold_to_the_theme
from tests.worlds import incoming, workbook

DAY = dt.date(2026, 1, 5)


def told(store, *rows):
    """Load demands; what a row does not say is a day, some words, and nothing else."""
    rows = [{"received_on": DAY, "verbatim": f"words {i}"} | row for i, row in enumerate(rows)]
    store.load([incoming("demands", rows)], "x")


def of(count, **row):
    return [row] * count


@pytest.mark.parametrize(
    "value, failure, unsure, blank, share",
    [
        (0, 0, 0, 0, None),
        (0, 0, 9, 9, None),  # nobody has classified anything: no data, not 0
        (25, 24, 90, 90, None),  # 49: counts, however many are beside them
        (25, 25, 0, 0, 0.5),
        (25, 25, 70, 30, 0.5),  # what is not classified is in no denominator
        (0, 60, 0, 0, 1),
        (60, 0, 1, 1, 0),
    ],
)
def test_failure_is_a_share_of_what_is_classified_if_that_is_50_or_more(store, value, failure, unsure, blank, share):
    told(
        store,
        *of(value, value_or_failure="Value", minutes=10),
        *of(failure, value_or_failure="Failure", minutes=10),
        *of(unsure, value_or_failure="Not sure", minutes=10),
        *of(blank, minutes=10),
    )
    count, time = ask(store, "failure_demand"), ask(store, "failure_capacity")
    assert count.shape.share == time.shape.share == share
    assert count.n == time.n == value + failure
    if value + failure + unsure + blank:
        row = count.records()[0]
        beside = row.get("not sure", 0), row.get("not yet classified", 0)
        assert (row["failure demands"], *beside, row["share"]) == (failure, unsure, blank, share)
        shown = view(count)
        assert ("%" in shown.headline) == (share is not None)
        assert (f"{failure:,} failure and {value:,} value" in shown.note) == (value + failure > 0)
        assert (f"{blank} not yet classified" in shown.note) == bool(blank)


@pytest.mark.parametrize(
    "known, unknown, share, coverage",
    [
        ([("Failure", 30, 40), ("Value", 30, 20)], 0, 2 / 3, 1),
        ([("Failure", 30, 40), ("Value", 30, 20)], 1, 2 / 3, 60 / 61),  # no minutes are not 0 minutes
        ([("Failure", 30, 40), ("Value", 30, 20)], 60, None, 0.5),  # and where one side has few, no share can be said
        ([("Failure", 30, 0), ("Value", 30, 20)], 0, 0, 1),  # 0 that was written down is 0
        ([("Failure", 30, 0), ("Value", 30, 0)], 0, None, 1),  # no time at all: no share of it
        ([("Failure", 24, 40), ("Value", 25, 20)], 1, None, 0.98),
        ([], 60, None, 0),
    ],
)
def test_capacity_is_of_the_minutes_that_are_known(store, known, unknown, share, coverage):
    told(
        store,
        *[row for kind, n, minutes in known for row in of(n, value_or_failure=kind, minutes=minutes)],
        *of(unknown, value_or_failure="Value"),
        *of(10, value_or_failure="Not sure", minutes=999),
    )
    answer = ask(store, "failure_capacity")
    with_minutes, all_ = answer.shape.known()
    assert answer.shape.share == pytest.approx(share) and with_minutes / all_ == pytest.approx(coverage)
    note = view(answer).note
    assert f"Minutes recorded for {coverage * 100:.0f}% of these" in note
    # Each side is told where it is known less than the other, or it would say the same again.
    sides = {side: n / of if of else None for side in ("part", "rest") for n, of in [answer.shape.known(side)]}
    apart = None not in sides.values() and len({f"{part:.0%}" for part in sides.values()}) == 2
    assert bool(re.search(r"\): \d+% of failure and \d+% of value\.", note)) == apart
    assert ("): " in note) == apart


def test_months_keep_their_own_shares_and_an_empty_month_breaks_the_line(store):
    for month, failure in ((1, 60), (4, 30), (5, 20)):
        told(store, *of(failure, value_or_failure="Failure", received_on=dt.date(2026, month, 28)))
        told(store, *of(60, value_or_failure="Value", verbatim="v", received_on=dt.date(2026, month, 1)))
    answer = ask(store, "failure_demand")
    assert [r["share"] for r in answer.records()] == [0.5, None, None, pytest.approx(1 / 3), 0.25]
    (drawn,) = share.chart(answer.shape, answer.measure).to_dict()["datasets"].values()
    assert [(r["month"][:7], r["share"] is None) for r in drawn] == [
        ("2026-01", False), ("2026-02", True), ("2026-03", True), ("2026-04", False), ("2026-05", False),
    ]  # fmt: skip
    assert ask(store, "failure_demand", {"since": "2026-02"}).n == 170
    two = view(ask(store, "failure_demand", {"until": "2026-04"}))
    assert not two.pictures and two.open_table, "two months are a sentence and a table"
    assert len(view(answer).pictures) == 1 and not view(answer).open_table
    assert ask(store, "failure_demand", {"since": "2026-01", "until": "2026-03"}).n == 120


def test_few_a_month_are_drawn_as_counts(store):
    told(store, *of(20, value_or_failure="Failure"), *of(20, received_on=dt.date(2026, 2, 1), minutes=5))
    for name in ("failure_demand", "failure_capacity", "resolved_first_time"):
        answer = ask(store, name)
        assert "share" not in str(share.chart(answer.shape, answer.measure).to_dict())


def test_types_are_most_first_whatever_their_spelling_and_the_untyped_are_last(store):
    told(
        store,
        *of(2, type="My repair", value_or_failure="Failure"),
        *of(1, type="MY  REPAIR?"),
        *of(4, type="School place", value_or_failure="Value"),
        *of(9),
    )
    answer = ask(store, "demand_types")
    assert [(r["type"], r["demands"], r["Failure"]) for r in answer.records()] == [
        ("School place", 4, 0), ("My repair", 3, 2), ("Not yet typed", 9, 0),
    ]  # fmt: skip
    assert (
        view(answer).headline
        == "1 of 2 types makes at least half of all demand that has a type, which 7 of 16 have so far"
    )
    assert view(answer).note == "9 demands: not yet typed."
    for chosen, n in (("my repair", 3), ("Not yet typed", 9), ("MY  REPAIR?", 3), (None, 16)):
        assert ask(store, "demand_types", {"type": chosen}).n == n
    assert demand_choices(store)["type"] == ["Not yet typed", "School place", "My repair"]


LAST = dt.date(2026, 6, 29)  # a Monday


def weeks_before(number: int, **row) -> dict:
    return {"received_on": LAST - dt.timedelta(7 * number), **row}


@pytest.mark.parametrize(
    "weeks, record, says",
    [
        (range(8), 8, "predictable"),
        (range(6), 8, "predictable"),
        ((0, 1, 2, 5, 6, 7), 8, "predictable"),
        (range(5), 8, "not predictable"),
        (range(8, 20), 30, "not predictable"),  # it came often, but no more
        (range(7), 7, "too early"),
        (range(1), 1, "too early"),
    ],
)
def test_a_type_is_predictable_if_seen_in_six_of_the_last_eight_weeks(store, weeks, record, says):
    others = [weeks_before(number, type="Other", agency="A") for number in range(record)]
    told(store, *others, *[weeks_before(number, type="T", agency="A") for number in weeks])
    shape = ask(store, "predictability").shape
    assert shape.says("T") == says and shape.n == len(weeks) + record
    headline = view(ask(store, "predictability")).headline
    assert headline.startswith("Too early") == (says == "too early")


def test_the_weeks_of_a_type_are_those_of_who_receives_it(store):
    """Health's record ends nine weeks before the Council's: what is asked of it is as predictable as it was."""
    told(store, *[weeks_before(n, type="Heating", agency="Council") for n in range(30)])
    told(store, *[weeks_before(n, type="Medicine", agency="Health") for n in range(9, 30)])
    answer = ask(store, "predictability")
    assert answer.shape.predictable == ["Heating", "Medicine"]
    assert ask(store, "predictability", {"agency": "Health"}).shape.predictable == ["Medicine"]
    told(store, *[weeks_before(n, type="Bins", agency="Streets") for n in range(3)])
    answer = ask(store, "predictability")
    assert answer.shape.says("Bins") == "too early" and "Of 1 more type it cannot be said: not 8" in view(answer).note
    assert view(answer).headline == "2 of 2 types are predictable"


def test_where_the_last_weeks_have_no_types_yet_it_is_too_early_to_say(store):
    """What was not seen may be among what has no type; what was seen is predictable all the same."""
    types = {"Heating": "Council", "Bins": "Streets"}
    told(store, *[weeks_before(n, type=name, agency=of) for name, of in types.items() for n in range(8, 30)])
    told(store, *[weeks_before(n, agency=of) for of in types.values() for n in range(8)])
    answer = ask(store, "predictability")
    assert view(answer).headline == "Too early to say what is predictable: 0 of 8 demands of the last weeks have a type"
    assert answer.as_dict()["predictable"] is None
    assert {row["So it is"] for row in view(answer).rows} == {"too few have a type yet"}
    of_one = view(ask(store, "predictability", {"type": "Bins"}))
    assert of_one.headline.endswith("0 of 8 demands of the last weeks have a type"), "whichever type is asked for"
    told(store, *[weeks_before(n, type="Heating", agency="Council") for n in range(6)])
    answer = ask(store, "predictability")
    assert view(answer).headline == "1 of 1 type is predictable" and answer.shape.says("Bins").startswith("too few")
    assert "Of 1 more type it cannot be said: of too many demands of these weeks nobody" in view(answer).note


def test_a_week_is_from_monday_and_counts_where_it_is_whole(store):
    told(store, *of(1, received_on=LAST, type="T"), *of(1, received_on=LAST - dt.timedelta(1), type="T"))
    told(store, *[weeks_before(n, received_on=LAST - dt.timedelta(7 * n + 2), type="T") for n in range(1, 9)])
    shape = ask(store, "predictability").shape
    # There are demands from Mondays to Sundays: the first week, from its Saturday on, and the last, a Monday, are no
    # whole ones.
    assert [shape.count("T", week) for week in range(1, 9)] == [1] * 8 and shape.count("T", None) == 2
    mondays = [shape.monday("T", week) for week in range(1, 9)]
    assert {day.weekday() for day in mondays} == {0} and mondays[-1] - mondays[0] == dt.timedelta(49)
    assert mondays[-1] == LAST - dt.timedelta(7) and shape.monday("T", 9) is None
    assert Recurrence([]).too_early


@pytest.mark.parametrize(
    "yes, no, unknown, says",
    [
        (30, 30, 5, "About 50% of demands were resolved the first time"),
        (1, 3, 1, "1 of 4 demands was resolved the first time"),
        (1, 3, 60, "1 of 4 demands was resolved the first time, where 4 of 64 have a known answer"),
        (0, 0, 9, "Nobody has recorded what was resolved the first time"),
        (0, 50, 0, "0% of demands were resolved the first time"),
    ],
)
def test_resolved_first_time_is_of_known_answers(store, yes, no, unknown, says):
    told(store, *of(yes, resolved_first_time=True), *of(no, resolved_first_time=False), *of(unknown))
    answer = ask(store, "resolved_first_time")
    assert view(answer).headline == says
    assert (answer.n, sum(answer.shape.left_out().values())) == (yes + no, unknown)
    assert all((answer.shape.share_of(r) is not None) == (yes + no >= FEWEST) for r in answer.shape.placed)


def test_days_are_calendar_days_and_who_still_waits_is_longer_than_any(store):
    received = dt.date(2024, 2, 28)
    took = [0] * 10 + [2] * 5 + [9, 9, None, None, None]
    of = [{"received_on": received, "resolved_on": None if n is None else received + dt.timedelta(n)} for n in took]
    told(store, *of, {"received_on": dt.date(2024, 3, 28)})
    shape = ask(store, "end_to_end_days").shape
    assert [shape.count(n) for n in (0, 2, 9)] == [10, 5, 2] and (shape.longest, shape.total, shape.followed) == (
        9,
        17,
        20,
    )
    assert shape.longer == {"not done within 28 days": 3}
    assert (shape.at(0.5), shape.at(0.75), shape.at(0.9)) == (0, 2, None)
    assert days.spans(shape)[-1][1:] == (3, False) and sum(count for _, count, _ in days.spans(shape)) == 20
    assert sum(shape.in_none.values()) == 1 and shape.n == 21
    nothing = Days([{"category": None, "split": "of too short a record, which has no day after theirs", "count": 3}])
    assert nothing.at(0.5) is None and nothing.longest is None
    assert days.note(nothing) == "In no figure: 3 of too short a record, which has no day after theirs."


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (1, "which has no day after theirs"),
        (2, "in which fewer than {} are done within 1 day"),
        (12, "in which fewer than {} are done within 10 days"),
    ],
)
def test_a_record_of_a_fortnight_says_nothing_of_a_year(store, asked, why):
    """All are done after 26 days, which is later than the record goes: that fewer than half are within a year was
    said, and was wrong."""
    days_ = [DAY + dt.timedelta(n) for n in range(asked)]
    told(store, *({"received_on": day, "resolved_on": day + dt.timedelta(26)} for day in days_))
    assert ask(store, "end_to_end_days").shape.in_none == {f"of too short a record, {why.format('half')}": asked}
    for name, so_many in (("end_to_end_times", "half"), ("end_to_end_nine_of_ten", "nine of ten")):
        (row,) = (row for row in ask(store, name).shape.left_out if "short" in row["left_out"])
        assert (row["value"], row["left_out"]) == (asked, f"of too short a record, {why.format(so_many)}")


def test_a_record_of_a_year_in_which_hardly_any_are_done_says_so(store):
    asked = [DAY - dt.timedelta(7 * n) for n in range(54)]
    told(store, *({"received_on": day, "resolved_on": DAY if day == DAY else None} for day in asked))
    assert ask(store, "end_to_end_days").shape.in_none == {
        "of a record in which fewer than half are done within a year": 54
    }


def test_nine_of_ten_are_of_the_open_too_and_no_file_leaves_anybody_open_for_ever(store):
    """Each month is sent once: of the ten who asked on each day one waits for 32 days, and who is not done when the
    file ends is open in it for ever."""
    first = dt.date(2025, 1, 1)
    for month in range(3):
        sent = first + dt.timedelta(30 * month + 29)
        rows = []
        for day in range(30):
            asked = first + dt.timedelta(30 * month + day)
            for nth in range(10):
                done = asked + dt.timedelta(32 if nth > 7 else nth)
                rows.append(
                    {"received_on": asked, "verbatim": f"{asked} {nth}", "resolved_on": done if done <= sent else None}
                )
        told(store, *rows)
    shape = ask(store, "end_to_end_days").shape
    assert shape.at(0.5) == 4 and shape.at(0.9) is None  # a month is too short to tell how long nine of ten wait
    (longer,) = shape.longer
    assert (
        views.view(ask(store, "end_to_end_days")).headline
        == f"Half were done within 4 days, and more than one in ten were {longer}"
    )


@pytest.mark.parametrize(
    ("before", "open_", "after", "says"),
    [
        (9, 12, 12, "More than half were not done within 28 days"),
        (4, 5, 3, "5 of 9 were not done within 28 days"),
    ],
)
def test_where_more_than_half_wait_longer_than_all_were_followed_that_is_said(store, before, open_, after, says):
    """The latest were done quickly, so that half of all were: of those before them, more than half were not."""
    asked = [DAY + dt.timedelta(n) for n in range(before + open_)]
    rows = [
        {"received_on": day, "verbatim": f"{day}", "resolved_on": day + dt.timedelta(5) if n < before else None}
        for n, day in enumerate(asked)
    ]
    late = [asked[-1] + dt.timedelta(40 + n) for n in range(after)]
    rows += [{"received_on": day, "verbatim": f"{day}", "resolved_on": day + dt.timedelta(1)} for day in late]
    last = late[-1] + dt.timedelta(10)
    rows.append({"received_on": last, "verbatim": "last", "resolved_on": last})
    told(store, *rows)
    shown = views.view(ask(store, "end_to_end_days"))
    assert shown.note.startswith(f"{before} done, the longest after 5 days and {open_} not done within 28 days.")
    assert shown.headline == says


def test_a_blank_is_open_only_where_the_sheet_says_when(store):
    """Not where it has no such column, nor where the row says that it was resolved the first time."""
    days_ = [DAY + dt.timedelta(n) for n in range(20)]
    told(store, *[{"received_on": day, "verbatim": f"a {day}"} for day in days_])
    shown = views.view(ask(store, "end_to_end_days"))
    assert shown.headline == "How long people wait cannot be said yet"
    assert shown.note == "In no figure: 20 their sheet does not say when they were resolved."
    row = {"resolved_on": None, "resolved_first_time": True}
    done = {"received_on": DAY, "resolved_on": DAY}
    told(store, done, *[row | {"received_on": day, "verbatim": f"b {day}"} for day in days_])
    shape = ask(store, "end_to_end_days").shape
    assert shape.in_none == {
        "their sheet does not say when they were resolved": 20,
        "resolved the first time, and not said when": 20,
    }
    points = ask(store, "end_to_end_times").shape
    assert not points.n and sum(row["value"] for row in points.left_out if not row["when"]) == 40


def test_a_later_sheet_that_does_not_say_when_they_were_resolved_takes_nothing_from_what_an_earlier_one_says(store):
    log = [{"demand_ref": f"D{n}", "received_on": DAY + dt.timedelta(n), "verbatim": "Cold"} for n in range(60)]
    told(store, *[row | {"resolved_on": row["received_on"] + dt.timedelta(n % 9)} for n, row in enumerate(log)])
    before = ask(store, "end_to_end_days").shape
    assert before.n == 60 and not before.in_none.get("their sheet does not say when they were resolved")
    told(store, *[row | {"agency": "Council"} for row in log])
    assert ask(store, "end_to_end_days").shape == before
    blank = [row | {"verbatim": "Still cold", "resolved_on": None} for row in log]
    told(store, *blank)
    assert ask(store, "end_to_end_days").shape == before, "a column in which nobody was resolved says of nobody"
    store.withdraw(1, "x")
    assert ask(store, "end_to_end_days").shape.in_none == {"their sheet does not say when they were resolved": 60}


def test_how_many_are_done_within_any_number_of_days_is_a_curve_of_all_who_were_followed(store):
    waits = (0, 0, 0, 2, 2, 9, None, None)
    rows = [{"type": "Damp", "resolved_on": None if wait is None else DAY + dt.timedelta(wait)} for wait in waits]
    few = of(3, type="Rent", resolved_on=DAY + dt.timedelta(3))
    told(store, *rows * 10, *few, *({"received_on": DAY + dt.timedelta(7 * week)} for week in range(30)))
    answer = ask(store, "end_to_end_days", {"type": "Damp"})
    assert answer.shape.curve == [(0, 30, 0.375), (2, 50, 0.625), (9, 60, 0.75)]
    shown = view(answer)
    assert [row["Done by then"] for row in shown.rows] == ["30 of 80", "50 of 80", "60 of 80", ""]
    named = {row["words"] for row in drawn(shown.pictures[1]) if "words" in row}
    assert named == {"half\nwithin 2 days", "75%\nwithin 9 days"}
    few = view(ask(store, "end_to_end_days", {"type": "Rent"}))
    assert {row["of"] for row in drawn(few.pictures[1])} == {0, 3}, "of fewer than fifty there are counts"
    assert [row["words"] for row in drawn(few.pictures[1]) if "words" in row] == ["nine of ten\nwithin 3 days"]


def drawn(picture) -> list[dict]:
    """Everything that a picture is drawn of."""
    return [row for rows in picture.draw(*picture.of, **picture.how).to_dict()["datasets"].values() for row in rows]


def test_a_demand_resolved_before_it_was_received_is_refused():
    row = {"Received on": DAY, "What the person asked": "Hello", "Resolved on": DAY - dt.timedelta(1)}
    assert prepare("test.xlsx", workbook({"Demands": [row]})).stops()


def test_origins_count_failure_demand_only_and_minutes_that_are_known(store):
    told(
        store,
        *of(2, value_or_failure="Failure", origin_agency="Housing", minutes=30),
        *of(1, value_or_failure="Failure", origin_agency="HOUSING"),
        *of(1, value_or_failure="Failure"),
        *of(9, value_or_failure="Value", origin_agency="Health", minutes=5),
    )
    answer = ask(store, "failure_origins")
    assert answer.n == 4
    assert answer.records() == [
        {"agency where it began": "Housing", "demands": 3, "minutes": 60, "demands with minutes": 2},
        {
            "agency where it began": "Not recorded",
            "demands": 1,
            "minutes": None,
            "demands with minutes": 0,
        },
    ]
    assert view(answer).headline == "3 of 4 failure demands began in one agency: Housing"


def test_who_makes_work_for_whom_counts_what_an_agency_hears_of_its_own_apart(store):
    failed = [("Housing", "Council", 3), ("HOUSING", "Housing", 2), ("Council", "Housing", 1), ("Council", None, 4)]
    rows = [of(n, value_or_failure="Failure", origin_agency=o, agency=a) for o, a, n in [*failed, (None, "Council", 5)]]
    told(store, *(row for some in rows for row in some), *of(9, value_or_failure="Value", agency="Council"))
    shown = view(ask(store, "failure_between_agencies"))
    assert shown.headline == (
        "4 of 6 failure demands began in another agency than the one that heard them; of 9 more it is not known"
    )
    assert shown.note == (
        "Outlined: what an agency hears of its own failures. "
        "In no cell: 5 without a record of where the failure began and 4 others without one of who heard of it."
    )
    # Of how many months nothing is told here is said of a share of an area alone, and not of who hears of another's.
    assert shown.subtitle == (
        "Who makes work for whom, all localities and agencies, all months. n = 15 failure demands."
    )
    assert [list(row.values()) for row in shown.rows] == [
        ["Council", "5", "0", "1", "4"],
        ["Housing", "5", "3", "2", "0"],
        ["Not recorded", "5", "5", "0", "0"],
    ]
    (drawn,) = shown.pictures
    spec = drawn.draw(*drawn.of).to_dict()
    (cells,) = [rows for rows in spec["datasets"].values() if len(rows) == 4 and "column" in rows[0]]
    assert [(c["name"], c["column"], c["count"], c["edge"] == INK) for c in cells] == [
        ("Council", "Council", 0, True),
        ("Council", "Housing", 1, False),
        ("Housing", "Council", 3, False),
        ("Housing", "Housing", 2, True),
    ]
    none = view(ask(store, "failure_between_agencies", {"agency": "Not recorded"}))
    assert none.headline == "Of no failure demand is it recorded both where it began and who heard it"
    assert not none.pictures


def log(*times: str) -> str:
    """A log of two weeks, with these times behind its dates, one after the other."""
    days = [f"{day:02}/01/2026" for day in (5, 5, 6, 7, 8, 9, 12, 12, 13, 14, 15, 16)]
    rows = [f"{day} {times[n % len(times)]},Words {n}" for n, day in enumerate(days)]
    return "\n".join(["Received on,What the person asked", *rows])


def test_demand_comes_on_weekdays_of_whole_weeks_and_in_the_hours_that_are_written(store):
    store.load(prepare("log.csv", log("09:10", "09:40", "16:05").encode()).incoming(), "x")
    answer = ask(store, "demand_by_weekday")
    shown = view(answer)
    assert [answer.shape.a_week(day) for day in range(1, 8)] == [2, 1, 1, 1, 1, 0, 0]
    assert shown.headline == "No weekday stands out as the one with most demand: 6.0 demands a week in all"
    assert shown.note == (
        "A week is one of the whole weeks on record, 2. By hour: the 12 of 12 demands of these weeks that have a "
        "time of the day."
    )
    assert list(shown.rows[0].items())[:4] == [
        ("Weekday", "Monday"),
        ("Demands", "4"),
        ("Demands a week", "2.0"),
        ("09:00", "4"),
    ]
    assert len(shown.pictures) == 2 and answer.shape.hours == list(range(9, 17))
    for drawn in shown.pictures:
        hold_to_the_theme(drawn.draw(*drawn.of, **drawn.how).to_dict())
    assert ask(store, "demand_by_weekday", viewer="steering group").withheld


def test_a_weekday_on_which_some_came_is_not_told_as_none(store):
    """One on a Saturday in 40 weeks is 0.03 a week, and none on Sundays is none."""
    monday = dt.date(2026, 1, 5)
    often = [{"received_on": monday + dt.timedelta(7 * week + day)} for week in range(40) for day in range(5)]
    told(store, *often, {"received_on": monday + dt.timedelta(7 * 20 + 5)})
    answer = ask(store, "demand_by_weekday")
    shown = view(answer)
    assert [row["Demands a week"] for row in shown.rows] == ["1.0"] * 5 + ["0.03", "0.0"]
    (drawn, *_) = shown.pictures
    assert "Saturday · 0.03 a week" in json.dumps(drawn.draw(*drawn.of, **drawn.how).to_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    "times", [("00:00",), ("12:00",), ("00:00", "01:00", "23:00"), ("09:10 GMT", "10:00 GMT", "11:00 GMT")]
)
def test_times_that_a_program_gave_to_dates_are_no_times_of_the_day(store, times):
    store.load(prepare("log.csv", log(*times).encode()).incoming(), "x")
    shown = view(ask(store, "demand_by_weekday"))
    assert (
        shown.note.endswith("No time of the day is written, so nothing is said by hour.") and len(shown.pictures) == 1
    )


def test_a_log_that_was_kept_without_its_times_counts_once_and_has_them_when_it_is_loaded_again(store):
    """As a store of before times were kept has it; and a log without times says nothing else of the same rows."""
    without, with_times = log("").replace(" ,", ","), log("09:10", "09:40", "16:05")
    for text, timed in ((without, 0), (with_times, 12), (with_times, 12)):
        store.load(prepare("log.csv", text.encode()).incoming(), "x")
        answer = ask(store, "demand_by_weekday")
        assert (answer.n, answer.as_dict()["with_a_time"]) == (12, timed)


def test_a_weekday_stands_out_only_where_chance_does_not_make_as_much(store):
    monday = dt.date(2026, 1, 5)
    often = [{"received_on": monday + dt.timedelta(7 * week)} for week in range(4) for _ in range(9)]
    others = [{"received_on": monday + dt.timedelta(7 * week + day)} for week in range(4) for day in (1, 2, 3, 4)]
    told(store, *often, *others)
    months = (
        "Received on,What the person asked,Agency\nJan 2026,One thing,Health\nJan 2026,Another,Health\nFeb "
        "2026,A third,Health"
    )
    store.load(prepare("months.csv", months.encode()).incoming(), "x")
    shown = view(ask(store, "demand_by_weekday"))
    assert shown.headline == "Monday is the day with most demand: 9.0 of 13.0 demands a week"
    assert "Of 3 demands only the week or the month is known: on no weekday." in shown.note
    assert shown.rows[-1] == {"Weekday": "Not known", "Demands": "3", "Demands a week": ""}


def test_the_weekday_with_most_demand_is_told_by_the_week_of_each_source(store):
    """Council has ten on the Monday of each of 52 weeks, Health forty on the Tuesday of the last eight: Monday has more
    on record, and Tuesday four times as many a week."""
    first = dt.date(2025, 1, 6)

    def asked(week: int, day: int, agency: str, count: int) -> list[dict]:
        on = first + dt.timedelta(7 * week + day)
        return [{"received_on": on, "verbatim": f"{agency} {on} {nth}", "agency": agency} for nth in range(count)]

    rows = [row for week in range(52) for day, count in ((0, 10), (4, 1)) for row in asked(week, day, "Council", count)]
    days = ((0, 1), (1, 40), (2, 1), (3, 1), (4, 1))
    rows += [row for week in range(44, 52) for day, count in days for row in asked(week, day, "Health", count)]
    store.load([incoming("demands", rows)], "x")
    shown = view(ask(store, "demand_by_weekday"))
    assert [row["Demands a week"] for row in shown.rows[:2]] == ["11.0", "40.0"]
    assert shown.headline == "Tuesday is the day with most demand: 40.0 of 55.0 demands a week"


def test_a_households_demands_are_one_line_with_the_days_between(store):
    day = {n: DAY + dt.timedelta(n) for n in (0, 4, 18)}
    told(
        store,
        {"household_ref": "h 1", "received_on": day[4], "verbatim": "Still nobody", "value_or_failure": "Failure"},
        {"household_ref": "H 1", "received_on": day[0], "verbatim": "My heating is off", "type": "Heating"},
        {"household_ref": "H 1", "received_on": day[18], "verbatim": "The wrong part", "value_or_failure": "Failure"},
        {"household_ref": "H2", "received_on": day[0], "verbatim": "Where do I pay?"},
        {"received_on": day[0], "verbatim": "Whose this is nobody wrote down"},
    )
    one, every = (view(ask(store, "demands_of_household", {"household": name})) for name in ("h  1", None))
    assert one.headline == "Household H 1 asked 3 times in 18 days; 2 of 2 classified are failure demand"
    assert [list(row.values()) for row in one.rows] == [
        ["", "“My heating is off”", "5 Jan 2026 · Not yet classified · Heating · Not recorded"],
        ["4", "“Still nobody”", "9 Jan 2026 · Failure · Not yet typed · Not recorded"],
        ["14", "“The wrong part”", "23 Jan 2026 · Failure · Not yet typed · Not recorded"],
    ]
    assert every.headline == "2 households: 4 demands, each household’s in the order in which they came"
    assert [row["Household"] for row in every.rows] == ["H 1", "H 1", "H 1", "H2"] and not every.file
    assert "managers only" in ask(store, "demands_of_household", {"household": "H2"}, viewer="steering group").withheld
    assert asking_households(store) == ["H 1"]
    months = "Received on,What the person asked,Household ref\nJan 2026,One,H3\nFeb 2026,Two,H3\nFeb 2026,Three,H3"
    store.load(prepare("months.csv", months.encode()).incoming(), "x")
    vague = view(ask(store, "demands_of_household", {"household": "H3"}))
    assert vague.headline == "Household H3 asked 3 times"
    assert [row["Days since the one before"] for row in vague.rows] == ["", "", ""]


@pytest.mark.parametrize(("earlier", "repeats"), [("01/01/2026", 1), ("Jan 2026", 0)])
def test_a_demand_of_which_only_the_month_is_known_makes_no_other_a_repeat(store, earlier, repeats):
    """“Jan 2026” may be the 28th: it was taken for the 1st, and what came on the 5th for a repeat of it."""
    heading, first = "Received on,What the person asked,Household ref,Agency", dt.date(2025, 10, 1)
    days_ = [f"{first + dt.timedelta(n):%d/%m/%Y},w{n},X{n},Council" for n in range(180)]
    store.load(
        prepare("days.csv", "\n".join([heading, *days_, "05/01/2026,again,H1,Council"]).encode()).incoming(), "x"
    )
    store.load(prepare("other.csv", f"{heading}\n{earlier},once,H1,Health".encode()).incoming(), "x")
    assert ask(store, "repeat_demands").shape.numerator == repeats


def test_under_each_system_condition_are_the_newest_words_of_it(store):
    told(
        store,
        *[
            {"system_condition": "Targets", "verbatim": f"T{n}", "received_on": DAY + dt.timedelta(n)}
            for n in range(12)
        ],
        {"system_condition": "Batches", "verbatim": "B", "type": "Damp", "agency": "Council"},
        {"verbatim": "Nothing is said of its cause"},
    )
    shown = view(ask(store, "system_condition_words"))
    assert shown.headline == "The newest words behind 2 system conditions, named for 13 demands"
    assert [row["What the person asked"] for row in shown.rows] == [f"“T{n}”" for n in range(11, 1, -1)] + ["“B”"]
    assert [row["System condition"] for row in shown.rows] == ["Targets · 12"] * 10 + ["Batches · 1"]
    assert shown.rows[-1]["When, and what it is"] == "5 Jan 2026 · Not yet classified · Damp · Council"
    assert "managers only" in ask(store, "system_condition_words", viewer="steering group").withheld
    told(store, *[{"system_condition": f"C{n:02}", "verbatim": "Why?"} for n in range(230)])
    many = view(ask(store, "system_condition_words"))
    assert many.headline == "The newest words behind the 191 system conditions named most: 202 of 243 demands"
    assert len(many.rows) == 200


def test_words_are_searched_word_for_word_and_newest_first(store):
    told(
        store,
        {"verbatim": "The boys' room is DAMP", "received_on": dt.date(2026, 1, 1), "type": "Repair"},
        {"verbatim": "Nobody’s come about the damp", "received_on": dt.date(2026, 1, 3), "value_or_failure": "Failure"},
        {"verbatim": "100% _damp_; DROP TABLE", "received_on": dt.date(2026, 1, 2)},
    )

    def found(**filters):
        return [row["received"].day for row in ask(store, "demand_words", filters).shape.rows]

    assert found() == found(words="") == found(words="  DAMP ") == [3, 2, 1]
    assert (found(words="damp boys"), found(words="nobody's"), found(words="_"), found(words="%")) == (
        [1],
        [3],
        [2],
        [2],
    )
    assert (found(words="dampness"), found(words="a b c d e f g"), found(said="Failure")) == ([], [], [3])
    assert found(type="repair") == [1] and found(said="Not classified", words="drop") == [2]


AWKWARD = (
    "İstanbul", "ISTANBUL", "ıstanbul", "300 \u212a in the loft", "300 K in the loft", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "σίσυφος",
    "Cafe\u0301", "CAFÉ", "Rock ’n’ roll", "ROCK 'N’ ROLL", "the children’s room", "THE CHILDREN'S ROOM", "a\nb  c\td", "A\u00a0B",
    "100% _\\ (.*) [a-z]+ ^$ ?", "🏠 Housing; --", "Ǆ ǆ ǅ", "ſo", "SO", "Łódź ŁÓDŹ", "one two three four five six seven",
    "a" * 80, "ONE" + "\n" * 80,
)  # fmt: skip
LOOKED_FOR = (
    "istanbul", "İSTANBUL", "i\u0307stanbul", "ıstanbul", "stan", "k", "\u212a", "K in", "straße", "SS", "ß", "σίσυφος", "ΣΊΣΥΦΟΣ",
    "café", "cafe\u0301", "\u0301", "'n'", "’n’ ROCK", "’", "'", "children's", "CHILDREN’S the", "dren’s room", "a\nb", "b  c", "  c    a",
    "c\td", "\t", "\u00a0", "a b", "%", "_", "\\", ".*", "(.*)", "[a-z]+", ".", "^$", "?", "$", "🏠", "--", "; ho", "ǆ", "Ǆ", "ǅ", "so",
    "ſo", "łódź", "ŁÓD", "ó", "seven six", "six five four three two one", "six five four three two one nothing", "      nothing", "", " ",
    "a" * 70, "one" + "\n" * 70, "x" * 100_000,
)  # fmt: skip


def test_words_are_found_as_texts_made_small_have_them_however_awkward(store):
    told(store, *({"verbatim": text} for text in AWKWARD))
    query = "SELECT verbatim, replace(lower(verbatim), '’', '''') AS small FROM demands"
    texts = store.rows(query, ["demands"])
    assert len(texts) == len(AWKWARD)
    for looked_for in LOOKED_FOR:
        small = store.rows("SELECT replace(lower($words), '’', '''') AS words", words=looked_for)[0]["words"]
        has = [each["verbatim"] for each in texts if all(word in each["small"] for word in small.split(" ")[:6])]
        rows = ask(store, "demand_words", {"words": looked_for}).shape.rows
        assert sorted(row["words"] for row in rows) == sorted(has), looked_for[:80]
        assert {row["total"] for row in rows} == ({len(has)} if has else set())


def test_at_most_200_are_shown_and_the_total_is_said(store):
    told(store, *of(201))
    answer = ask(store, "demand_words")
    assert (len(answer.shape.rows), answer.n, answer.as_dict()["shown"]) == (200, 201, 200)
    view = views.view(answer)
    assert view.headline == "201 demands, the newest 200 are shown" and len(view.rows) == 200 and not view.file


def counted(store, name, chosen=None):
    """How many demands an answer is of; over time and of shares, those that are in a figure and those that it leaves
    out."""
    answer = ask(store, name, chosen)
    if answer.measure.shape == "share":
        return sum(row["counted"] for row in answer.shape.rows)
    if name.startswith("end_to_end_") and name != "end_to_end_days":  # days, of so many; and how many are in none
        return sum(row["value"] if row["counted"] is None else row["counted"] for row in answer.shape.rows)
    return (
        sum(row["value"] for row in answer.shape.rows)
        if "when" in answer.shape.columns_of(answer.measure)
        else answer.n
    )


@pytest.mark.long
def test_every_filter_narrows_every_measure_of_demand(store):
    row = {"value_or_failure": "Failure", "minutes": 60, "resolved_first_time": True, "type": "T", "origin_agency": "O"}
    row |= {"system_condition": "Targets", "household_ref": "H"}
    here = {"locality": "North", "agency": "Health"}
    told(store, row | here, row | {"received_on": dt.date(2026, 2, 2), "type": "U"})
    for name, measure in MEASURES.items():
        if "chosen_demands" in measure.parts:
            assert counted(store, name) == 2, name
            for chosen in ({"locality": "North"}, {"agency": "health"}, {"type": "t"}, {"until": "2026-01"}):
                assert counted(store, name, chosen) == 1, (name, chosen)
            assert counted(store, name, {"locality": "Not recorded", "since": "2026-02"}) == 1
            assert counted(store, name, {"agency": "x' OR 1=1 --"}) == 0


def test_a_locality_is_one_however_it_is_written(store):
    told(
        store,
        *(
            {"locality": name, "minutes": 60}
            for name in ("North", "north", "NORTH", "Tŷ Coch", "Tŷ-coch", "TŶ COCH", None)
        ),
    )
    store.load([incoming("households", [{"household_ref": "A", "street": "Elm Row", "locality": "NORTH"}])], "x")
    assert demand_choices(store)["locality"] == ["NORTH", "Not recorded", "Tŷ Coch"]  # as two rows have it
    assert [
        counted(store, "demands_per_week", {"locality": name}) for name in ("North", "tŷ coch", "Not recorded")
    ] == [3, 3, 1]
    tiers = ask(store, "hours_by_tier", {"locality": "North"}).shape
    assert (tiers.n, tiers.of_nobody("no reference"), tiers.of_nobody("no reference or place")) == (1, 3, 1)


def test_an_ampersand_is_and(store):
    told(store, *of(2, agency="Revenues & Benefits"), *of(1, agency="Revenues and benefits"))
    assert demand_choices(store)["agency"] == ["Revenues & Benefits"]


def test_weeks_in_which_no_place_has_a_record_were_not_observed(store):
    """Between a place that ended and one that began a year later: they were told as known by their month only."""
    days = [*(DAY - dt.timedelta(700 - n) for n in range(26)), *(DAY - dt.timedelta(300 - n) for n in range(26))]
    places = ["North"] * 26 + ["South"] * 26
    told(store, *({"received_on": day, "locality": place} for day, place in zip(days, places, strict=True)))
    weeks = ask(store, "capacity_by_week").shape.rows
    between = {row["category"]: row["left_out"] for row in weeks if row["left_out"] and not row["count"]}
    assert between[DAY - dt.timedelta(weeks=80)] == "not observed" and {*between.values()} == {"not observed"}


TODAY = dt.datetime.now(dt.UTC).date()
TEN_WEEKS = [TODAY - dt.timedelta(days=TODAY.weekday() + n) for n in range(70, 0, -1)]


@pytest.mark.parametrize(
    "later, slips",
    [(0, ()), (0, (210,)), (0, (210, 4000)), (1001, ())],
    ids=["none", "one", "two", "all: the clock was wrong"],
)
def test_a_slip_to_a_day_to_come_adds_no_empty_weeks_to_the_record(store, later, slips):
    days = [day + dt.timedelta(days=later) for day in TEN_WEEKS] + [TODAY + dt.timedelta(days=n) for n in slips]
    told(store, *({"received_on": day, "value_or_failure": "Failure", "type": "Repair", "minutes": 60} for day in days))
    moment = dt.datetime.combine(TODAY, dt.time(9)) + dt.timedelta(days=later)
    with mock.patch("measures.store.history.now", lambda: moment):
        weekly = ask(store, "capacity_by_week").shape
        assert (len(weekly.weeks), weekly.a_week("Failure")) == (10, 7)
        points = ask(store, "demands_per_week")
        assert [row["value"] for row in points.shape.points] == [7] * 10
        assert not points.shape.left_out
        assert (points.later.count if points.later else 0) == len(slips)
        assert ask(store, "predictability").shape.predictable == ["Repair"]
        assert ask(store, "failure_demand").n == 70
    if slips:
        moment += dt.timedelta(days=5000)
        with mock.patch("measures.store.history.now", lambda: moment):
            left_out = ask(store, "demands_per_week").shape.left_out
            assert [row["left_out"] for row in left_out] == ["after the day of loading"] * len(slips)
            assert ask(store, "failure_demand").n == len(days), "it counts, in its month"


def test_a_board_of_one_point_says_the_share_once(store):
    """“Failure demand, 0%: 0% of demands in the week of 6 Jan 2025, too few weeks to be drawn”."""
    days = [dt.date(2025, 1, 6) + dt.timedelta(day) for day in range(7)]
    told(
        store,
        *[
            {"received_on": day, "value_or_failure": "Value", "verbatim": f"{day} {n}"}
            for day in days
            for n in range(90)
        ],
    )
    board = panels.Asking(
        store, lambda name, **how: ask(store, name, version=how.pop("version"), filters=how), panels.Of(store.version())
    )
    assert panels.strategic(board).panels[-1].headline == "0% of demand is failure demand"
