"""What has changed since a meeting: findings that were not there to be seen, questions without a reason, and what
was learned."""

import datetime as dt
import functools
import random
from dataclasses import replace

import pytest

from measures import answers, meetings, over_time, spc
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.over_time import NOTE, STEP
from measures.record import JOINS
from measures.shapes import Capability
from measures.views.board import since as say
from measures.views.board.since import Look
from measures.views.capability import followed as many
from tests.worlds import incoming

FIRST = dt.date(2024, 1, 1)
HIGH, LOW = [20, 22, 19, 21, 23, 20, 22, 18, 21, 20, 22, 19], [8, 10, 9, 7, 9, 8, 10, 9]
STEADY = [30, 33, 29, 31, 34, 28, 30, 33, 31, 29, 32, 30, 31, 29, 33, 30, 28, 32, 31, 30]


def months(name, values):
    """A series with a point a month."""
    return [
        {"measure": name, "date": dt.date(2024 + i // 12, i % 12 + 1, 1), "value": float(v), "unit": "days"}
        for i, v in enumerate(values)
    ]


def put(store, *series, replaces=()):
    """Load series, each a name and its values. Gives the version after it."""
    rows = [row for name, values in series for row in months(name, values)]
    store.load([incoming("series", rows, replaces=replaces)], "AB")
    return store.version()


def charts(store, version=None, viewer=MANAGER):
    def ask(name, *, version, **filters):
        return answers.ask(store, name, filters, version=version, viewer=viewer)

    version = store.version() if version is None else version
    return over_time.follow(store, ask, locality=None, version=version, exact=viewer == MANAGER)


def found(store, look, version=None):
    then = charts(store, look.version) if look and look.version is not None else []
    return say.since(charts(store, version), then, look)


def said(lines):
    return [f"{line.title}: {line.words}" for line in lines]


CHANGED = "Days to a visit: 8.8 days since January 2025, 20.6 before"


def test_what_changed_after_a_look_is_found_and_what_was_there_then_is_not(store):
    before = put(store, ("Days to a visit", HIGH), ("Tenancies", STEADY))
    put(store, ("Days to a visit", HIGH + LOW[:1]))
    partly = store.version()
    last = put(store, ("Days to a visit", HIGH + LOW))
    told = found(store, Look(dt.date(2026, 1, 1), before))
    assert said(told.findings) == [CHANGED + say.ONLY_NOW]
    assert said(told.questions) == ["Days to a visit: what happened around January 2025?"]
    assert told.quiet == "Nothing else moved beyond its usual variation: Tenancies."
    assert found(store, Look(dt.date(2026, 1, 1), partly)).findings  # one point was no change yet
    put(store, ("Days to a visit", HIGH + [*LOW, 9]))
    again = found(store, Look(dt.date(2026, 1, 1), last))
    assert not again.findings and again.quiet == "Within its usual variation: Tenancies."  # nothing else than what?
    assert said(again.questions) == ["Days to a visit: all months since January 2025 lie below the mean. What changed?"]


def test_what_did_not_move_says_where_its_readers_see_it_by_longer_periods(store):
    put(store, ("Days to a visit", STEADY), ("Tenancies", STEADY))
    now = charts(store)
    shown = [
        replace(each, drawn=replace(each.drawn, every="quarter")) if each.title == "Tenancies" else each for each in now
    ]
    still = "Nothing moved beyond its usual variation: Days to a visit and Tenancies."
    looked = Look(dt.date(2024, 12, 31))
    assert say.since(now, [], looked).quiet == still
    fine = "Seen month by month, which is too fine to be shown here."
    assert say.since(now, [], looked, shown).quiet == f"{still} {fine}"
    # Where there is nothing to compare with, nothing can be said to have moved or not.
    assert say.since(now, [], None).quiet == "Within their usual variation so far: Days to a visit and Tenancies."


def test_where_nothing_was_loaded_then_it_is_what_the_points_of_then_say(store):
    put(store, ("Days to a visit", HIGH + LOW))
    assert said(found(store, Look(dt.date(2024, 12, 31))).findings) == [CHANGED]
    assert said(found(store, Look(dt.date(2025, 1, 31))).findings) == [CHANGED + say.ONLY_NOW]
    assert not found(store, Look(dt.date(2025, 8, 31))).findings  # all of it was to be seen by then
    now = found(store, None)
    assert not now.findings and len(now.questions) == 1


def test_a_period_that_was_not_over_on_the_day_was_not_known(store):
    put(store, ("Days to a visit", HIGH))
    chart = charts(store)[0]
    assert [chart.known_on(day).n for day in (dt.date(2024, 3, 30), dt.date(2024, 3, 31))] == [2, 3]


def test_a_step_that_was_recorded_since_is_told_with_its_reason_and_asks_nothing_more(store):
    before = put(store, ("Days to a visit", HIGH + LOW))
    look = Look(dt.date(2026, 1, 1), before)
    chart = charts(store)[0]
    over_time.keep_mark(store, chart.key, chart.title, STEP, dt.date(2025, 1, 10), "One team.", "study", "AB")
    told = found(store, look)
    assert said(told.findings) == [f"{CHANGED}: One team"]
    assert not told.questions and told.quiet == ""
    assert not found(store, Look(dt.date(2026, 1, 1), store.version())).findings


def test_a_step_where_nothing_changed_is_not_told_as_a_change(store):
    before = put(store, ("Tenancies", STEADY))
    chart = charts(store)[0]
    over_time.keep_mark(store, chart.key, chart.title, STEP, dt.date(2024, 9, 1), "A new form", "study", "AB")
    (line,) = said(found(store, Look(dt.date(2026, 1, 1), before)).findings)
    assert line.endswith("before, no further apart than chance puts them: A new form")


def test_what_was_seen_then_and_is_corrected_away_is_told(store):
    before = put(store, ("Days to a visit", HIGH + LOW))
    put(store, ("Days to a visit", HIGH + HIGH[:8]), replaces=(1,))
    told = found(store, Look(dt.date(2026, 1, 1), before))
    assert said(told.findings) == [
        "Days to a visit: the change since January 2025 that was to be seen then is not in the data as they are now"
    ]


def test_a_note_at_a_point_that_the_chart_asks_about_answers_its_question(store):
    put(store, ("Days to a visit", [*STEADY, 60]))
    chart = charts(store)[0]
    assert said(found(store, None).questions) == [
        "Days to a visit: Sep 2025 lies above the upper limit. What happened?"
    ]
    over_time.keep_mark(store, chart.key, chart.title, NOTE, dt.date(2024, 3, 5), "Snow", "study", "AB")
    assert found(store, None).questions  # that was another month
    over_time.keep_mark(store, chart.key, chart.title, NOTE, dt.date(2025, 9, 1), "A flood", "study", "AB")
    told = found(store, None)
    assert not told.questions and "Nothing" not in told.quiet
    assert [note.partition(" – ")[0] for note in told.noted] == [
        "Days to a visit, Note 5 Mar 2024: Snow",
        "Days to a visit, Note 1 Sep 2025: A flood",
    ]
    assert [mark.reason for _, mark in charts(store)[0].drawn.notes] == ["Snow", "A flood"]


def test_charts_of_one_thing_tell_its_change_once_and_the_usual_one_tells_it(store):
    day = dt.date(2024, 1, 3)
    rows = [
        {
            "received_on": day + dt.timedelta(7 * week),
            "verbatim": f"{week} {i}",
            "value_or_failure": kind,
            "minutes": 10.0,
        }
        for week in range(60)
        for i in range(40)
        for kind in ["Failure" if i < (24 if week < 40 else 6) + week % 3 else "Value"]
    ]
    store.load([incoming("demands", rows)], "AB")
    told = found(store, Look(dt.date(2024, 6, 1)))
    lines = said(told.findings)
    assert len(lines) == 1 and lines[0].startswith("Failure demand: 18% since 7 Oct 2024, 62% before. With it: ")
    assert {each.moves_with for each in charts(store)} >= {"failure_demand", "demands_per_week"}


def test_noise_in_many_charts_is_seldom_a_finding():
    """In one board of twenty at most, whatever the number of its charts: here 12 of 24 points, 150 times."""
    draw = random.Random(3)
    wrong = 0
    for _ in range(150):
        boards = [[round(draw.gauss(50, 5), 1) for _ in range(24)] for _ in range(12)]
        wrong += any(spc.beyond_chance(values, spc.lines_of(values), 12) for values in boards)
    assert wrong <= 15, wrong  # 7 or 8 expected; as many as this once in a hundred


def test_a_fall_that_people_would_care_about_is_found_among_twelve_charts():
    values = [float(v) for v in HIGH + LOW]
    assert spc.beyond_chance(values, spc.lines_of(values), 12)


# -- Meetings


def test_a_meeting_needs_a_date_of_its_own_and_a_name_and_can_be_withdrawn(store):
    assert meetings.lacks(None, "", []) == [
        "Choose the date of the meeting.",
        "Give your name or initials: it is kept with the meeting.",
    ]
    for day in (3, 17):
        meetings.keep(store, dt.date(2026, 5, day), "  Quarterly review ", "AB")
    held = meetings.meetings(store)
    assert [(m.date.day, m.about, m.who) for m in held] == [
        (17, "Quarterly review", "AB"),
        (3, "Quarterly review", "AB"),
    ]
    assert meetings.lacks(dt.date(2026, 5, 3), "AB", held) == ["A meeting on this date is recorded already."]
    meetings.withdraw(store, held[0], "CD")
    assert [m.date.day for m in meetings.meetings(store)] == [3]
    assert [m.date.day for m in meetings.meetings(store, held[0].number)] == [17, 3]
    with pytest.raises(ValueError):
        meetings.keep(store, dt.date(2026, 6, 1), "", " ")


def test_the_data_of_a_meeting_are_those_of_its_day_or_of_when_it_was_recorded_on_it(store):
    today = dt.datetime.now(dt.UTC).date()
    assert meetings.version_at(store, today, store.version()) is None
    first = put(store, ("Tenancies", STEADY))
    meetings.keep(store, today, "", "AB")
    (meeting,) = meetings.meetings(store)
    last = put(store, ("Days to a visit", HIGH))
    assert (
        meetings.version_at(store, today, last, recorded=meeting) == meeting.number
    )  # what came later that day is new
    assert meetings.version_at(store, today, last) == last
    assert meetings.version_at(store, today, first) == first
    assert meetings.version_at(store, today - dt.timedelta(1), last) is None


# -- Learned, and the words around


def test_commentary_is_told_with_its_owner_and_what_is_of_a_case_only_to_managers(store):
    before = put(store, ("Tenancies", STEADY))
    over_time.keep_about(store, "failure_demand", "Failure demand", "", "A. Khan", "AB")
    over_time.keep_remark(store, "failure_demand", "Failure demand", "It is letters", "Fewer letters", "AB")
    over_time.keep_remark(store, "interactions_per_month:ruth", "Interactions, case RUTH", "Moved house", "", "AB")
    lines, both = over_time.learned(store), {"failure_demand", "interactions_per_month"}
    look = Look(dt.date(2026, 1, 1), before)
    tell = functools.partial(say.learned, lines, look, both)
    assert [line.split(" – ")[0] for line in tell(cases=True)] == [
        "Interactions, case RUTH: “Moved house”",
        "Failure demand (looked after by A. Khan): “It is letters” Next: Fewer letters",
    ]
    assert [line[:14] for line in tell(cases=False)] == ["Failure demand"]
    assert not say.learned(lines, look, {"demands_per_week"}, cases=True)
    assert not say.learned(lines, Look(dt.date(2026, 1, 1), store.version()), both, cases=True)


def test_charts_that_ask_come_first_and_the_page_says_how_many(store):
    put(store, ("A steady one", STEADY), ("Days to a visit", HIGH + LOW))
    order = many.in_order(charts(store))
    assert [each.title for each in order] == ["Days to a visit", "A steady one"]
    assert many.overview(order, None) == "2 charts of all localities, 1 of which asks what changed."
    assert many.overview(order[1:], None) == "1 chart of all localities, none of which asks what changed."
    assert many.overview(order, "Northgate").endswith("2 of them cannot be told apart by locality and are of all.")


def test_one_point_of_a_series_without_a_unit_says_no_more_than_it_has(store):
    """Which was “Calls by point” with “31 on 1 Oct 2025, too few points to be drawn. In .”"""
    store.load([incoming("series", [{"measure": "Calls", "date": dt.date(2025, 10, 1), "value": 31}])], "a test")
    (each,) = charts(store)
    assert many.name(each) == "Calls"
    assert many.finding(each).endswith("too few points to be drawn.")


def test_a_board_without_charts_leaves_no_heading_empty():
    look = Look(dt.date(2026, 1, 1), 1)
    compared = say.compared(look, [], None)
    assert compared == "There is no chart over time of all localities yet."
    told = say.summary(say.since([], [], look), look, False, compared, [])
    assert all(column.lines or column.beside for column in told.columns)


def test_when_something_moved_is_one_truth_for_every_viewer(store):
    """Rounded counts would put the change a month off; only how much is said of them."""
    day = dt.date(2024, 1, 3)
    shares = [20] * 9 + [14] + [9] * 8
    rows = [
        {"received_on": day + dt.timedelta(30 * month), "verbatim": f"{month} {i}", "value_or_failure": kind}
        for month, failures in enumerate(shares)
        for i in range(43)
        for kind in ["Failure" if i < failures + month % 3 else "Value"]
    ]
    store.load([incoming("demands", rows)], "AB")
    exact, rounded = charts(store), charts(store, viewer=STEERING_GROUP)
    look = Look(dt.date(2024, 4, 1))
    ours, theirs = (say.since(exact, [], look, shown).findings for shown in (exact, rounded))
    (ours,) = [line for line in ours if line.title == "Failure demand"]
    (theirs,) = [line for line in theirs if line.title == "Failure demand"]
    assert (
        ours.words.partition(" since ")[2].partition(",")[0] == theirs.words.partition(" since ")[2].partition(",")[0]
    )
    assert {line.title for line in say.since(exact, [], look, rounded).findings} <= {each.title for each in rounded}


def test_what_was_known_on_a_day_begins_anew_where_somebody_joins_the_record():
    points = [
        {
            "series": "S",
            "when": row["date"],
            "value": row["value"],
            "unit": "days",
            "better": "Down",
            "note": None,
            "left_out": None,
        }
        for row in months("S", [*LOW, *HIGH])
    ]
    joins = {**points[0], "when": dt.date(2024, 9, 1), "value": 1, "note": "Health", "left_out": JOINS}
    drawn = over_time.draw(Capability([*points, joins]), every="month")
    chart = over_time.Followed("demands_per_week", "demands_per_week", "Demands", None, drawn, {})
    assert [at for at, _ in drawn.steps] == [at for at, _ in chart.known_on(dt.date(2025, 6, 30)).steps] == [8]
