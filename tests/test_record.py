"""Which days a record covers: small records, each for one reason that they are not simply from first to last."""

import datetime as dt
import random
from contextlib import contextmanager
from unittest import mock

import pytest

from measures.answers import ask
from measures.record import Done, Interval, Kept, Load, Rows, Source, full_from, lateness, lateness_of_done, spans
from measures.shapes.record import Coverage, Covered
from measures.views import view
from measures.views.record import FILLS, SEE, pieces, row
from tests.worlds import incoming

MONDAY = dt.date(2025, 1, 6)
DAY, WEEK = dt.timedelta(1), dt.timedelta(7)
COUNCIL, HEALTH, SOUTH = Source("council", "north"), Source("health", "north"), Source("council", "south")
LOADED = MONDAY + 60 * WEEK


def busy(weeks, source=COUNCIL, upload=1, number=3):
    """So many demands on each working day of these weeks."""
    return [Rows(source, upload, MONDAY + n * WEEK + d * DAY, number) for n in weeks for d in range(5)]


def rare(weeks, source=SOUTH, upload=1):
    """One demand in each of these weeks."""
    return [Rows(source, upload, MONDAY + n * WEEK + n % 5 * DAY, 1) for n in weeks]


def covered(rows, source=COUNCIL, loaded=LOADED, **more):
    """The stretches of a source as the weeks, counted from the first, that it has whole."""
    found = spans(rows, {row.upload: loaded for row in rows}, **more)
    return [
        ((span.first_week - MONDAY).days // 7, (span.last_week - MONDAY).days // 7)
        for span in found
        if span.source == source and not span.is_slip
    ]


def slips(rows, loaded=LOADED):
    found = spans(rows, {row.upload: loaded for row in rows})
    return [(span.source, span.first_day, span.number) for span in found if span.is_slip]


def test_a_record_is_from_its_first_row_to_its_last():
    assert covered(busy(range(50))) == [(0, 49)]
    assert covered(rare(range(0, 50, 3)), SOUTH) == [(0, 47)]


@pytest.mark.parametrize(
    "weeks, expected",
    [
        ([*range(20), *range(21, 50)], [(0, 19), (21, 49)]),  # one week of a busy log
        ([*range(12), *range(16, 50)], [(0, 11), (16, 49)]),  # a month that was not sent
        ([*range(12), *range(25, 50)], [(0, 11), (25, 49)]),  # a quarter
        ([0, 13, 26, 39], [(0, 0), (13, 13), (26, 26), (39, 39)]),  # sample weeks
    ],
)
def test_a_stretch_in_which_there_would_have_been_rows_was_not_observed(weeks, expected):
    assert covered(busy(weeks)) == expected


def test_sample_weeks_of_a_source_with_few_rows_are_known_by_how_many_gaps_there_are():
    dice = random.Random(3)
    weeks = [n for n in range(63) if n % 7 < 2]
    days = [MONDAY + n * WEEK + d * DAY for n in weeks for d in dice.sample(range(5), dice.choice((1, 2, 2)))]
    rows = [Rows(COUNCIL, 1, day, 1) for day in days]
    assert len(covered(rows)) == 9 and len(covered(rows[:6])) == 1, "one gap as long may be chance"


def test_a_panel_that_sits_every_other_week_is_observed_all_the_time():
    rows = [Rows(COUNCIL, 1, MONDAY + n * WEEK + DAY, 12) for n in range(0, 50, 2)]
    assert covered(rows) == [(0, 48)]


def test_what_is_rare_is_observed_while_its_file_is():
    assert covered(busy(range(50)) + rare((7, 19, 33)), SOUTH) == [(0, 49)]
    assert covered(busy([*range(12), *range(25, 50)]) + rare((7, 33)), SOUTH) == [(0, 11), (25, 49)]
    assert covered(busy(range(50)) + rare((7, 33), upload=2), SOUTH) == [(7, 33)], "a file of its own"


def test_a_place_that_joined_begins_where_it_joined():
    assert covered(busy(range(50)) + busy(range(40, 50), SOUTH), SOUTH) == [(40, 49)]
    assert covered(busy(range(50)) + busy(range(20), SOUTH), SOUTH) == [(0, 19)]


@pytest.mark.parametrize("perweek", [0.3, 1, 3, 20])
def test_chance_makes_few_gaps(perweek):
    """Of forty unchanged logs of a year, at most two have one: rare sources and busy ones."""
    dice, gaps = random.Random(7), 0
    for _ in range(40):
        rows = [row for row in busy(range(52)) if dice.random() < 1 - 2.718 ** (-perweek / 5)]
        gaps += len({row.day for row in rows}) > 1 and len(covered(rows)) > 1
    assert gaps <= 2


def test_a_date_far_from_all_others_is_a_slip():
    alone = Rows(COUNCIL, 1, MONDAY - 1040 * WEEK, 1)
    assert slips(busy(range(50)) + [alone]) == [(COUNCIL, alone.day, 1)]
    assert covered(busy(range(50)) + [alone]) == [(0, 49)]
    of_last_year = [Rows(COUNCIL, 1, MONDAY - 40 * WEEK + n * DAY, 1) for n in (0, 4, 15)]
    assert sum(number for _, _, number in slips(busy(range(30)) + of_last_year)) == 3
    of_health = [Rows(HEALTH, 1, MONDAY + n * DAY, 1) for n in (0, 4)]
    found = slips(busy(range(90)) + busy(range(50, 90), HEALTH) + of_health, LOADED + 52 * WEEK)
    assert found == [(HEALTH, MONDAY, 2)], "where another source has rows"
    assert not slips(busy([*range(10), *range(30, 50)], number=9) + busy(range(50, 52))), "sent in two parts"


def test_an_agency_that_came_before_all_others_is_no_slip():
    early = [Rows(HEALTH, 1, MONDAY - 60 * WEEK + n * DAY, 1) for n in range(5)]
    assert not slips(busy(range(50)) + early) and slips(busy(range(50)) + early[:3])
    assert covered(busy(range(50)) + early) == [(0, 49)]
    assert covered(busy(range(50)) + early, HEALTH) == [(-60, -60)]


def test_nothing_is_observed_after_the_day_of_loading():
    rows = busy(range(10))
    sunday = MONDAY + 9 * WEEK + 6 * DAY
    late = Rows(COUNCIL, 1, sunday + 2 * DAY, 1)
    (span,) = spans([*rows, late], {1: sunday})
    assert span.last_day == sunday - 2 * DAY
    (span,) = spans(rows, {1: MONDAY - WEEK})
    assert span.first_day == MONDAY and span.weeks_over is None, "where all are, the clock is wrong"


@pytest.mark.parametrize("day, over", [(3, 9), (4, 9), (5, 10)])
def test_a_week_is_over_after_its_last_day_with_rows(day, over):
    (span,) = spans(busy(range(10)), {1: MONDAY + 9 * WEEK + day * DAY})
    assert span.weeks_over == MONDAY + over * WEEK


@pytest.mark.parametrize("early, late, whole", [(4, 4, True), (5, 4, False), (4, 5, False)])
def test_a_month_may_lack_four_days_at_either_end(early, late, whole):
    days = [dt.date(2025, 3, 1) + early * DAY, dt.date(2025, 3, 31) - late * DAY]
    (span,) = spans([Rows(COUNCIL, 1, day, 1) for day in days], {1: LOADED})
    assert (span.first_month <= dt.date(2025, 3, 1) <= span.last_month) == whole
    assert span.months_over == LOADED.replace(day=1)


def test_who_joins_and_leaves_and_who_only_ends_before_the_others():
    rows = busy(range(60)) + busy(range(5, 52), HEALTH, 2) + busy(range(20, 40), SOUTH, 3)
    ends = {
        span.source: ((span.begins - MONDAY).days // 7, (span.ends - MONDAY).days // 7)
        for span in spans(rows, dict.fromkeys((1, 2, 3), LOADED))
    }
    assert ends == {COUNCIL: (0, 59), HEALTH: (0, 59), SOUTH: (20, 39)}


def test_sources_that_were_observed_on_the_same_days_are_one_cohort():
    rows = busy(range(50)) + rare((7, 33)) + busy(range(50), HEALTH, 2) + busy(range(30, 50), Source("x", "y"), 3)
    cohort = {span.source: span.cohort for span in spans(rows, dict.fromkeys((1, 2, 3), LOADED))}
    assert cohort[COUNCIL] == cohort[SOUTH] == cohort[HEALTH] != cohort[Source("x", "y")]


def test_files_of_many_months_are_one_record_in_whatever_order_their_rows_come():
    """What has a row now and then was observed as long as the log that has its rows, and in the same weeks."""
    months = [range(first, first + 4) for first in range(0, 48, 4)]
    rows = [row for at, weeks in enumerate(months) for row in busy(weeks, upload=at)]
    rows += [row for at in (0, 3, 4, 8, 11) for row in rare(months[at][1:2], upload=at)]
    rows += busy((20, 21), HEALTH, upload=5)
    dice, found = random.Random(7), set()
    for _ in range(20):
        dice.shuffle(rows)
        assert covered(rows) == covered(rows, SOUTH) == [(0, 47)]
        found.add(tuple(sorted(map(str, spans(rows, dict.fromkeys(range(12), LOADED))))))
    assert len(found) == 1


def kept(loads, late):
    """A log of one row a day, loaded at the end of each of so many weeks: of the latest week a part comes late."""
    rows = []
    for n in range(loads):
        for d in range(7):
            comes = n + 1 if d < late and n + 1 < loads else n
            if d >= late or n + 1 < loads:
                rows.append(Kept(MONDAY + n * WEEK + d * DAY, comes, None, 1))
    return rows, [Load(n, MONDAY + n * WEEK + 6 * DAY) for n in range(loads)]


@pytest.mark.parametrize("loads, late, days", [(10, 3, 7), (10, 0, 0), (4, 3, 7), (3, 3, 0)])
def test_how_late_rows_come_is_known_from_earlier_loads(loads, late, days):
    assert lateness(*kept(loads, late)) == days


def test_one_month_that_was_sent_long_after_makes_no_log_late():
    rows, loads = kept(20, 0)
    rows = [row._replace(begun=19) if 5 <= row.begun < 9 else row for row in rows]
    assert lateness(rows, loads) == 0


def waits(number, until):
    """Of two cases asked on each of so many days, done after 0 and after 4 to 40 days by turns, those done until a
    day."""
    each = [(n, n + wait) for n in range(number) for wait in (0, 4 * (1 + n % 10))]
    return [Done(MONDAY + n * DAY, MONDAY + done * DAY, 1) for n, done in each if done <= until]


@pytest.mark.parametrize(
    "rows, days",
    [
        (waits(300, 300), 36),  # of what was asked 36 days ago, one in twenty is still to come
        (waits(300, 320), 16),  # closed until 20 days after the last was asked
        (waits(300, 400), 0),  # all that was asked, looked up long after
        (waits(18, 18), 0),  # too few to know how long they take
        ([*waits(300, 300), Done(MONDAY, None, 1)], 0),  # one is open: it lists what is not done too
    ],
)
def test_a_list_of_what_is_done_has_not_all_that_was_asked_lately(rows, days):
    assert lateness_of_done(rows) == days


def test_a_list_of_what_was_done_from_a_day_on_has_only_a_part_of_what_was_asked_before():
    rows = waits(300, 300)
    of_spring = [row for row in rows if row.done >= MONDAY + 60 * DAY]
    assert full_from(rows) is None and full_from(of_spring) == MONDAY + 60 * DAY
    assert lateness_of_done(of_spring) == lateness_of_done(rows)
    assert full_from([row for row in rows if row.day >= MONDAY + 60 * DAY]) is None, "asked from a day on"
    counted = [Rows(COUNCIL, 1, row.day, row.number) for row in of_spring]
    (span,) = spans(counted, {1: LOADED}, full={COUNCIL: MONDAY + 60 * DAY})
    assert span.first_day < MONDAY + 30 * DAY and span.first_week == MONDAY + 9 * WEEK
    assert span.first_month == dt.date(2025, 4, 1)


def test_the_latest_weeks_of_a_log_of_closed_cases_are_no_fall(store):
    rows = [
        {"received_on": row.day, "verbatim": f"Cold {n}", "minutes": 30, "resolved_on": row.done}
        for n, row in enumerate(waits(300, 300))
    ]
    never_said = [{name: value for name, value in row.items() if name != "resolved_on"} for row in rows]
    with on(MONDAY + 301 * DAY):
        (closed,) = store.load([incoming("demands", rows)], "x")
        answer = ask(store, "demands_per_week", {"every": "week"})
        assert set(answer.shape.values) == {14}, "seven days of two"
        assert f"{FILLS} {SEE}" in view(answer).note and f"{FILLS} {SEE}" in view(ask(store, "capacity_by_week")).note
        assert [row["left_out"] for row in answer.shape.left_out] == ["not yet full"] * 6
        store.withdraw(closed.upload, "x")
        (of_spring,) = store.load(
            [incoming("demands", [row for row in rows if row["resolved_on"] >= MONDAY + 60 * DAY])], "x"
        )
        of_spring_ = ask(store, "demands_per_week", {"every": "week"})
        assert of_spring_.shape.dates[0] == MONDAY + 9 * WEEK and set(of_spring_.shape.values) == {14}
        assert "Five weeks are left out: the record has only part of each, from 3 Feb 2025" in view(of_spring_).note
        store.withdraw(of_spring.upload, "x")
        store.load([incoming("demands", never_said)], "x")
        assert view(ask(store, "demands_per_week", {"every": "week"})).headline == (
            "All weeks since 29 Sep 2025 lie below the mean: ask whether all of it is written down yet, and what "
            "changed"
        )


def test_what_is_not_yet_full_is_said_from_which_week_on():
    (span,) = spans(busy(range(10)), {1: LOADED}, {COUNCIL: 7})
    assert (span.weeks_full, span.months_full) == (MONDAY + 9 * WEEK, (MONDAY + 8 * WEEK + 5 * DAY).replace(day=1))


def log(agency, weeks, *more):
    """Demands of an agency on the five days of these weeks, from Monday, and those of other days."""
    days = [MONDAY + week * WEEK + day * DAY for week in weeks for day in range(5)]
    return [{"received_on": day, "verbatim": f"{agency} {day}", "agency": agency} for day in (*days, *more)]


def test_what_is_on_record_of_each_source_is_told_with_its_gaps_and_the_dates_that_are_none(store):
    weeks = [week for week in range(50) if not 12 <= week < 25]
    last = MONDAY + 49 * WEEK + 4 * DAY
    planned = dt.date(2027, 3, 1)
    with mock.patch("measures.store.loading.now", lambda: dt.datetime.combine(last + DAY, dt.time(9))):
        store.load([incoming("demands", log("Council", weeks, dt.date(2005, 3, 7), planned))], "x")
        store.load([incoming("demands", log("Health", range(30, 40)))], "x")
    answer = ask(store, "record_of_demands")
    shown = view(answer)
    assert shown.headline == (
        "Demands are on record from 6 Jan 2025 to 19 Dec 2025, of 2 sources: 1 has weeks missing, 1 begins later, "
        "1 ends before the others"
    )
    council, health = shown.rows
    assert council["Source"] == "Council" and council["Demands"] == "185"
    assert council["On record"] == "6 Jan 2025 to 19 Dec 2025, without 29 Mar 2025 to 29 Jun 2025"
    assert council["Bear in mind"] == (
        "1 demand is dated 7 Mar 2005, far from all other dates: check the date. "
        "1 demand is dated 1 Mar 2027, after the day of loading: check the date."
    )
    assert health["Bear in mind"] == "Begins later than others. Ends before the others."
    assert "2 demands are dated where nothing is on record" in shown.note and answer.n == 2
    drawn = [(piece["name"], piece["kind"], piece["from"][:10], piece["to"][:10]) for piece in pieces_of(shown)]
    assert drawn == [
        ("Council", "On record", "2025-01-06", "2025-03-29"),
        ("Council", "Missing", "2025-03-29", "2025-06-30"),
        ("Council", "On record", "2025-06-30", "2025-12-20"),
        ("Health", "On record", "2025-08-04", "2025-10-11"),
    ]
    assert "see" not in shown.note and SEE in view(ask(store, "demands_per_week")).note
    assert ask(store, "record_of_demands", viewer="steering group").is_empty


def pieces_of(shown):
    """What the bars of a view are drawn of."""
    (drawn,) = shown.pictures
    spec = drawn.draw(*drawn.of, **drawn.how).to_dict()
    return next(rows for rows in spec["datasets"].values() if "kind" in rows[0])


def test_the_end_of_a_record_that_fills_later_is_drawn_apart():
    whole = Interval(MONDAY, MONDAY + 9 * WEEK)
    source = Covered("Council", None, None, (whole,), (), 50, *whole, MONDAY + 8 * WEEK)
    assert pieces(source) == [
        ("On record", Interval(MONDAY, MONDAY + 8 * WEEK - DAY)),
        ("Not yet full", Interval(MONDAY + 8 * WEEK, MONDAY + 9 * WEEK)),
    ]
    assert row(Coverage(()), source)["Bear in mind"] == "From 3 Mar 2025 on not yet full."


@contextmanager
def on(day):
    """Nine o'clock of a day."""
    at = mock.Mock(return_value=dt.datetime.combine(day, dt.time(9)))
    with mock.patch("measures.store.loading.now", at), mock.patch("measures.store.history.now", at):
        yield


LATER = MONDAY + 30 * DAY
PLANNED = {
    "series_points": incoming(
        "series", [{"measure": "Calls", "date": MONDAY + week * WEEK, "value": 10.0 + week} for week in (0, 1, 5, 6)]
    ),
    "outcome_ratings": incoming(
        "ratings",
        [{"case_ref": "A", "statement": "I sleep", "date": day, "rating": 3.0} for day in (MONDAY, LATER, LATER + DAY)],
    ),
    "interactions_per_month": incoming(
        "transactions", [{"case_ref": "A", "agency": "Health", "date": day} for day in (MONDAY, LATER)]
    ),
    "failure_demand": incoming(
        "demands",
        [{"received_on": day, "verbatim": "Cold", "value_or_failure": "Failure"} for day in (MONDAY, LATER)],
    ),
}


@pytest.mark.parametrize(
    ("measure", "later", "words"),
    [
        (
            "series_points",
            2,
            "2 points of the series sheets are dated after 15 Jan 2025: they count when their day is past.",
        ),
        ("outcome_ratings", 2, "2 ratings are dated after 15 Jan 2025: they count when their day is past."),
        ("interactions_per_month", 1, "1 transaction is dated after 15 Jan 2025: it counts when its day is past."),
        ("failure_demand", 1, "1 demand is dated after 15 Jan 2025: it counts when its day is past."),
    ],
)
def test_what_is_planned_counts_from_the_day_on_which_it_is_past(store, measure, later, words):
    with on(MONDAY + 8 * DAY):
        store.load([PLANNED[measure]], "x")
        answer = ask(store, measure)
        assert words in view(answer).note and answer.as_dict()["later"]["after"] == "2025-01-15"
    with on(MONDAY + 60 * DAY):
        after = ask(store, measure)
        assert after.later is None and "dated after" not in view(after).note
        store.set("board", {}, "x", "Another version")
        before = ask(store, measure, version=1)
    assert (before.shape, before.later) == (answer.shape, answer.later), "an earlier version answers as on its own day"
    assert answer.later.count == later and after.shape != before.shape


def test_a_steering_group_is_not_told_of_few_that_are_planned(store):
    days = [MONDAY + n % 5 * DAY for n in range(100)] + [LATER] * 7
    rows = [{"received_on": day, "verbatim": f"Cold {n}", "value_or_failure": "Failure"} for n, day in enumerate(days)]
    with on(MONDAY + 8 * DAY):
        store.load([incoming("demands", rows)], "x")
        assert ask(store, "failure_demand").later.count == 7
        assert ask(store, "failure_demand", viewer="steering group").later is None


def test_a_quarter_says_that_a_month_of_it_was_not_observed_or_that_it_is_not_over(store):
    weeks = [week for week in range(86) if not 12 <= week < 17]  # without April
    with on(MONDAY + 85 * WEEK + 4 * DAY):
        store.load([incoming("demands", log("Council", weeks))], "x")
        answer = ask(store, "demands_per_week", {"every": "quarter"})
    assert [(row["when"].month, row["left_out"]) for row in answer.shape.left_out] == [
        (1, "part of a quarter"),  # it begins on the 6th
        (4, "with a month that was not observed"),
        (7, "not over yet"),
    ]
    assert SEE in view(answer).note


def test_what_comes_again_is_of_the_time_in_which_most_are_on_record(store):
    weeks = [
        (agency, week) for week in range(80) for agency in ("Council", "Health") if agency == "Council" or week < 40
    ]
    rows = [
        {
            "received_on": MONDAY + week * WEEK + n * DAY + 2 * (agency == "Health") * DAY,
            "verbatim": f"Cold {agency} {week} {n}",
            "agency": agency,
            "household_ref": f"H{week}-{n}",
        }
        for agency, week in weeks
        for n in range(3)
    ]
    store.load([incoming("demands", rows)], "x")
    answer = ask(store, "repeat_demands")
    shown = view(answer)
    assert shown.headline == "About 50% of demands of known households came within 30 days of another", (
        "once of the Council, again of Health"
    )
    assert "10 months with fewer on record than at other times are in no total." in shown.note
    points = answer.shape.over_time(answer.measure)
    assert set(points.values[-8:]) == {0}, "the chart has them all, and begins anew where Health leaves"
    later = ask(store, "repeat_demands", {"since": "2025-12"})
    assert later.shape.share == 0 and "fewer on record" not in view(later).note
