"""Ratings of a person's own statements: what stands, what is a gap, what changed, and how the charts show it."""

import datetime as dt

import pytest

from measures.answers import ask, keep_themselves, rated_cases
from measures.views.capability.chart import LOOKS
from measures.views.frequency import changes
from measures.views.ratings import dots, radar
from measures.views.ratings import words as say
from measures.views.ratings.looks import looks as looks_of
from measures.words import plural
from tests.worlds import incoming, load

FIRST, SECOND, THIRD = dt.date(2024, 9, 1), dt.date(2024, 12, 1), dt.date(2025, 3, 1)
HEADINGS = ("Case ref", "Statement", "Date", "Rating", "Rated by", "Note")


def loaded(store, *rows, case="A"):
    """The answer for case A of rows of (statement, date, rating, who and note if any)."""
    load(store, {"Ratings": [dict(zip(HEADINGS, ("A", *row))) for row in rows]})
    return ask(store, "outcome_ratings", {"case": case})


def three(store, *more):
    """Three statements at the start and two reviews: one up from 0, one not rated in the middle, one down."""
    return loaded(
        store,
        ("Sleep", FIRST, 0),
        ("Space", FIRST, 5),
        ("Money", FIRST, 10),
        ("Sleep", SECOND, 3),
        ("Money", SECOND, 7.5),
        ("Sleep", THIRD, 9),
        ("Space", THIRD, 5),
        ("Money", THIRD, 4),
        *more,
    )


# -- The shape


def test_a_case_ref_in_other_capitals_is_the_same_person(store):
    rows = [("Anna", "Sleep", FIRST, 2), ("anna ", "sleep", SECOND, 5), ("ANNA", "Space", THIRD, 4)]
    load(store, {"Ratings": [dict(zip(HEADINGS, row)) for row in rows]})
    store.load([incoming("cases", [{"case_ref": "aNNa", "consent": True, "title": "Anna's"}])], "x")
    assert {case: about["title"] for case, about in rated_cases(store).items()} == {"ANNA": "Anna's"}
    shape = ask(store, "outcome_ratings", {"case": "anna"}).shape
    assert [(s.text, s.change) for s in shape.statements] == [("Sleep", 3), ("Space", None)]
    assert {row["split"]: row["count"] for row in ask(store, "outcome_changes").shape.rows} == {
        "better": 1,
        "one rating": 1,
    }


@pytest.mark.parametrize(
    ("found", "change", "direction"),
    [
        ([(FIRST, 0), (SECOND, 9)], 9, "better"),
        ([(FIRST, 9), (SECOND, 0)], -9, "worse"),
        ([(FIRST, 0), (SECOND, 0)], 0, "same"),
        ([(FIRST, 5), (SECOND, 9), (THIRD, 5)], 0, "same"),
        ([(FIRST, 2), (SECOND, 9), (THIRD, 3.5)], 1.5, "better"),
        ([(FIRST, 0)], None, "one rating"),
        ([(FIRST, 2), (FIRST, 7)], None, "one rating"),  # one day is one rating, however often it was written down
        ([(THIRD, 8), (FIRST, 2)], 6, "better"),  # the latest in the sheet's order is not the latest
    ],
)
def test_the_change_is_the_latest_less_the_first(store, found, change, direction):
    (statement,) = loaded(store, *(("Sleep", date, rating) for date, rating in found)).shape.statements
    assert (statement.change, statement.direction(statement.ratings[-1][0])) == (change, direction)
    many = ask(store, "outcome_changes").shape
    assert many.rows == [{"category": "Sleep", "split": direction, "count": 1}]


def test_not_rated_is_a_gap_and_nought_is_a_rating(store):
    shape = three(store).shape
    assert [s.text for s in shape.statements] == ["Sleep", "Space", "Money"] and shape.dates == [FIRST, SECOND, THIRD]
    assert [[s.at(day) for day in shape.dates] for s in shape.statements] == [[0, 3, 9], [5, None, 5], [10, 7.5, 4]]
    assert shape.changes == {"better": 1, "same": 1, "worse": 1, "long ago": 0, "one rating": 0} and shape.n == 8


def test_a_statement_is_one_however_it_is_spelled_and_keeps_its_place(store):
    spelled = ("I’m at home.", "I'M  AT HOME", "Im at-home!", "im at home")
    answer = loaded(store, *((words, FIRST + dt.timedelta(n), n) for n, words in enumerate(spelled)), ("Tŷ", FIRST, 1))
    assert [(s.text, len(s.ratings)) for s in answer.shape.statements] == [("I’m at home.", 4), ("Tŷ", 1)]
    load(store, {"Ratings": [dict(zip(HEADINGS, ("A", "T", FIRST, 2))), dict(zip(HEADINGS, ("A", "!!", FIRST, 2)))]})
    again = ask(store, "outcome_ratings", {"case": "A"}).shape
    assert [s.text for s in again.statements] == ["I’m at home.", "Tŷ", "T", "!!"]


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ([(4, "Person"), (5, "Person")], 5),  # she changed her mind: the last row
        ([(4, "Worker"), (5, "worker ")], 5),
        ([(4, None), (5, None)], 5),
        ([(4, "The client"), (6, "Person"), (5, "self")], 5),  # one person by three words
    ],
)
def test_of_several_by_one_rater_on_one_day_the_last_row_stands_and_all_are_kept(store, written, stands):
    answer = loaded(store, *(("Sleep", FIRST, rating, who) for rating, who in written))
    assert [s.ratings for s in answer.shape.statements] == [((FIRST, stands),)]
    assert answer.n == len(written) == len(say.each_rating(answer.shape))
    assert [r["on the charts"] for r in answer.records()].count("yes") == 1
    times = {2: "twice", 3: "three times"}[len(written)]
    assert f"On 1 September 2024, “Sleep” was rated {times}: the charts show the {stands}" in say.notes(answer.shape)


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        # The worker began and ended, and the person's own fell.
        ("2 Worker, 6 Client, 4 Client, 8 Worker", [6, 4], "2 ratings by “Worker” are in the list and on no chart"),
        ("2 Worker, 6 Tenant, 8 Worker, 9 Worker", [6], "3 ratings by “Worker” are in the list and on no chart"),
        ("3 Worker, 5 Worker", [3, 5], "Of 1 statement, one by others (“Worker”)"),
        ("3 GP, 5 Worker, 6 Worker", [5, 6], "1 rating by “GP” is in the list"),
        ("3 GP, 5 Worker", [5], "1 rating by “GP” is in the list"),
        ("3 Mother, 7 Young person, 5 Mother", [3, 5], "1 rating by “Young person” is in the list"),
        ("3 Mother, 7 Service user", [7], "1 rating by “Mother” is in the list"),
        ("3 Person and worker, 7 Person", [7], "1 rating by “Person and worker” is in the list"),
        ("3, 7 Person", [7], "1 rating by nobody knows whom is in the list"),
        ("2 Worker, 6 a, 8 Worker", [6], "2 ratings by “Worker”"),  # the case is called so
        ("3, 7", [3, 7], "Nobody wrote down who rated"),
    ],
)
def test_a_line_is_one_raters_the_persons_own_where_there_is_any(store, written, line, said):
    rows = [rating.split(" ", 1) for rating in written.split(", ")]
    days = [FIRST + dt.timedelta(30 * n) for n in range(len(rows))]
    answer = loaded(store, *(("Sleep", day, float(r[0]), *r[1:]) for day, r in zip(days, rows)))
    ((_, *rated),) = ((s.text, *(rating for _, rating in s.ratings)) for s in answer.shape.statements)
    assert rated == line and answer.n == len(rows) and said in say.notes(answer.shape)
    assert f"n = {plural(len(line), 'rating')} of 1 statement" in say.subtitle(answer)
    change = "one rating" if len(line) == 1 else "better" if line[-1] > line[0] else "worse"
    assert [row["split"] for row in ask(store, "outcome_changes").shape.rows] == [change]


def test_who_else_the_person_is_can_be_added_to(store):
    written = [("Sleep", FIRST, 2, "Worker"), ("Sleep", SECOND, 6, "Leasehold customer"), ("Sleep", THIRD, 8, "Worker")]
    (before,) = loaded(store, *written).shape.statements
    keep_themselves(store, ["Leasehold customer"], "AB")
    (after,) = ask(store, "outcome_ratings", {"case": "A"}).shape.statements
    assert (before.change, before.own, after.latest, after.own) == (6, False, 6, True)
    assert "as “Worker” rates them" in say.headline(ask(store, "outcome_ratings", {"case": "A"}, version=1))
    assert store.versions()[0]["what"].endswith("Leasehold customer rate as the person themselves")


def test_a_statement_of_which_nobody_said_who_rated_it_is_not_as_a_worker_rates_it(store):
    written = [("Sleep", FIRST, 2, "Worker"), ("Sleep", SECOND, 6, "Worker"), ("Space", FIRST, 2), ("Space", SECOND, 1)]
    answer = loaded(store, *written)
    assert say.headline(answer).startswith("Case A: one of two statements is rated higher than at the start; one")
    by = "one by others (“Worker”), for the person rated none of these and one by nobody knows whom"
    assert say.raters(answer.shape) == f"Of 2 statements, {by}."


def test_a_date_far_from_all_others_counts_for_nothing_and_is_told(store):
    slip = dt.date(2005, 1, 8)
    answer = loaded(store, ("Sleep", slip, 9, "Me"), ("Sleep", SECOND, 2, "Me"), ("Sleep", THIRD, 3, "Me"))
    assert [s.change for s in answer.shape.statements] == [1] and answer.shape.dates == [SECOND, THIRD]
    assert "1 rating of 8 January 2005 lies more than five years from all others of the case" in say.notes(answer.shape)
    load(store, {"Ratings": [dict(zip(HEADINGS, ("B", "Sleep", day, 5))) for day in (slip, THIRD)]})
    (alone,) = ask(store, "outcome_ratings", {"case": "B"}).shape.statements
    assert len(alone.ratings) == 2, "of two nobody knows which is the slip"


def test_ratings_of_long_ago_are_not_how_people_are_now(store):
    old = [("B", day) for day in (dt.date(2020, 1, 1), dt.date(2020, 6, 1))]
    new = [("A", day) for day in (FIRST, SECOND, dt.date(2025, 12, 2))]
    rows = [(case, what, day, n) for what in ("Sleep", "Space") for n, (case, day) in enumerate(old + new)]
    rows = [row for row in rows if row[1] == "Sleep" or row[2] != dt.date(2025, 12, 2)]
    load(store, {"Ratings": [dict(zip(HEADINGS, row)) for row in rows]})
    shape = ask(store, "outcome_changes").shape
    assert {(r["category"], r["split"]): r["count"] for r in shape.rows} == {
        ("Sleep", "better"): 1, ("Sleep", "long ago"): 1, ("Space", "long ago"): 2,
    }  # fmt: skip
    many = changes.view(ask(store, "outcome_changes"))
    # The latest rating is of another year than this one.
    lately = "in the year up to the latest rating"
    assert many.headline.startswith(f"Of 1 statement rated twice or more and {lately}, 1 is higher")
    assert many.note == (
        "3 statements were last rated more than a year before the latest of anybody, which does not say how they are now."
    )
    legend = many.pictures[0].draw(*many.pictures[0].of).to_dict()["layer"][0]["encoding"]["color"]["scale"]["domain"]
    assert not any("one rating" in words for words in legend)  # of which there are none
    one = ask(store, "outcome_ratings", {"case": "A"})
    assert "one was last rated a year before or more (latest 2 December 2025)" in say.headline(one)
    before = ask(store, "outcome_ratings", {"case": "B"})
    assert "years ago)" in say.subtitle(before) and "so old that it does not say how they are now" in say.notes(
        before.shape
    )


def test_a_person_counts_once_for_each_statement_and_cases_are_kept_apart(store):
    rows = [("A", "Sleep", FIRST, 1), ("A", "Sleep", SECOND, 4), ("B", "sleep.", FIRST, 6), ("B", "Sleep", SECOND, 2)]
    rows += [("C", "SLEEP", FIRST, 3), ("C", "Space", FIRST, 3), ("D", "Sleep", FIRST, 3), ("D", "Sleep", SECOND, 3)]
    load(store, {"Ratings": [dict(zip(HEADINGS, row)) for row in rows]})
    found = ask(store, "outcome_changes")
    table = {row["category"]: row for row in found.shape.table()}
    # The commonest spelling is shown.
    assert list(table) == ["Sleep", "Space"] and table["Sleep"]["total"] == 4 and table["Space"]["one rating"] == 1
    assert all(table["Sleep"][change] == 1 for change in ("better", "same", "worse", "one rating"))
    everyone = ask(store, "outcome_ratings")
    assert everyone.shape.cases == ["A", "B", "C", "D"] and sum(everyone.shape.changes.values()) == found.n
    assert ask(store, "outcome_ratings", {"case": "B"}).shape.cases == ["B"]
    assert ask(store, "outcome_ratings", {"case": "B' OR 1=1 --"}).is_empty


def test_cases_that_may_be_shown_come_first(store):
    load(store, {"Ratings": [dict(zip(HEADINGS, (case, "Sleep", FIRST, 1))) for case in "ABCD"]})
    consents = [{"case_ref": c, "consent": said, "title": c * 2} for c, said in zip("BCD", (None, True, False))]
    store.load([incoming("cases", [*consents, {"case_ref": "E", "consent": True}])], "x")
    found = rated_cases(store)
    assert [(ref, about["consent"]) for ref, about in found.items()] == [
        ("C", True), ("A", None), ("B", None), ("D", False)
    ]  # fmt: skip
    assert found["A"]["title"] is None and found["C"]["title"] == "CC"


def test_no_average_and_no_percentage_is_anywhere(store):
    said = str(three(store).as_dict()) + str(ask(store, "outcome_changes").as_dict())
    assert not [word for word in ("average", "mean", "share", "area", "%") if word in said.lower()]


# -- Words


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([3, 2], "both statements are rated higher than at the start"),
        ([3, 2, 1], "all three statements are rated higher than at the start"),
        ([3, None], "one of two statements is rated higher than at the start; one has only one rating"),
        ([3, 0, -1, None, None], "one of five statements is rated higher than at the start; one is the same; one is "
                                 "lower; "
         "two have only one rating"),
        ([-1, -2, 0], "one of three statements is rated the same as at the start; two are lower"),
        ([0], "one statement is rated the same as at the start"),
        ([None, None], "2 statements, rated once so far"),
    ],
)  # fmt: skip
def test_the_headline_says_what_became_of_the_statements(store, steps, words):
    rows = [(f"S{n}", FIRST, 5) for n in range(len(steps))]
    rows += [(f"S{n}", SECOND, 5 + step) for n, step in enumerate(steps) if step is not None]
    answer = loaded(store, *rows)
    date = "1 September" if set(steps) == {None} else "1 December"
    assert say.headline(answer) == f"Case A: {words} (latest {date} 2024)"
    assert f"n = {len(rows)} ratings of {plural(len(steps), 'statement')}" in say.subtitle(answer)


def test_the_table_by_date_says_not_rated_and_the_change(store):
    rows = say.by_date(three(store).shape)
    assert list(rows[0]) == ["Statement", "Start, 1 Sep 2024", "1 Dec 2024", "Latest, 1 Mar 2025", "Change"]
    assert [list(row.values())[1:] for row in rows] == [["0", "3", "9", "+9"], ["5", "not rated", "5", "0"], ["10",
        "7.5", "4", "−6"]]  # fmt: skip


# -- Charts


def layers(chart, kind):
    """(encoding, mark, rows) of the layers of a kind of mark."""
    spec = chart.to_dict()
    return [
        (layer["encoding"], layer["mark"], spec["datasets"][layer["data"]["name"]])
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
    ]


def test_the_radar_is_closed_unfilled_and_broken_where_nothing_was_rated(store):
    chart = radar.radar(three(store).shape)
    said = {row["line"] for each in layers(chart, "text") for row in each[2] if "line" in row}
    assert said == {"Sleep", "Space", "Money"}, "each without its scale, where they have but one"
    (found,) = [each for each in layers(chart, "line") if "piece" in each[2][0]]
    encoding, mark, rows = found
    assert mark["filled"] is False and not layers(chart, "area")
    by_piece = {}
    for row in rows:
        by_piece.setdefault(row["when"], {}).setdefault(row["piece"], []).append((row["x"], row["y"], row["rating"]))
    start, middle, latest = (list(pieces.values()) for pieces in by_piece.values())
    assert [len(p) for p in start + latest] == [4, 4] and all(p[0] == p[-1] for p in start + latest)
    assert [[rating for *_, rating in p] for p in middle] == [[7.5, 0 + 3]]  # open: no line to or from the gap
    (points,) = [each for each in layers(chart, "point") if "statement" in each[2][0]]
    assert len(points[2]) == 8 and not [r for r in points[2] if r["statement"] == "Space" and "Dec" in r["when"]]
    looks = [points[0][channel]["scale"]["range"] for channel in ("shape", "fill")]
    assert len(set(zip(*looks, strict=True))) == 3, "nothing by colour alone"
    assert looks[1][:-1] == ["#FFFFFF", "#FFFFFF"] and looks[1][-1] != "#FFFFFF", "the latest is full"
    rings = [row["ring"] for each in layers(chart, "text") for row in each[2] if "ring" in row]
    assert sorted(set(rings)) == [0, 10], "of three statements the rings are too close for all of their numbers"
    # The first statement is at the top, the next ones follow clockwise.
    top, right, left = [next(r for r in points[2] if r["statement"] == s) for s in ("Sleep", "Space", "Money")]
    assert abs(top["x"]) < 1e-9 < top["y"] and right["x"] > 0 > left["x"]


@pytest.mark.parametrize(
    ("found", "pieces"),
    [
        ([1, 2, 3], [[0, 1, 2, 0]]),
        ([0, 0, 0, 0], [[0, 1, 2, 3, 0]]),
        ([1, None, 3, 4], [[2, 3, 0]]),  # over the top without a break
        ([None, 2, 3, None, 5, 6], [[1, 2], [4, 5]]),
        ([1, None, 3, None], []),  # dots only
        ([None, None, None], []),
    ],
)
def test_a_polygon_in_pieces(found, pieces):
    assert radar.pieces(found) == pieces


@pytest.mark.parametrize("count", (3, 4, 5, 8, 13, 30))
@pytest.mark.parametrize(
    "words",
    [
        "I sleep",
        "Our sleeping arrangements do not affect us",
        "I have responsibilities that I can manage",
        "x" * 60,
        "A very long statement of what matters to me in words of my own, with much to say about it" * 3,
    ],
)
def test_no_word_of_a_radar_is_cut_or_broken_or_on_another(count, words):
    radius, labels, key = radar.arrange([f"{words} {n}" for n in range(count)])
    assert radius >= radar.SMALLEST and radar._fits(labels)
    assert bool(key) == (labels[0].lines == ("1",))
    assert key or " ".join(labels[0].lines) == f"{words} 0"


def test_the_dots_lie_on_nought_to_ten_with_both_ends_named(store):
    chart = dots.dots(three(store, ("Once", FIRST, 0)).shape)
    domains = {tuple(each[0]["x"]["scale"]["domain"]) for kind in ("rule", "point") for each in layers(chart, kind)}
    assert domains == {(0, 10)}
    figures = {row["figure"] for each in layers(chart, "text") for row in each[2] if "figure" in row}
    assert figures == {"0", "9", "5", "10", "4", "0, only one rating"}
    assert [row["rating"] for row in layers(chart, "point")[0][2] if row["statement"] == "Space"] == [5, 5]


def test_many_reviews_each_have_a_look_of_their_own():
    days = [FIRST + dt.timedelta(90 * n) for n in range(8)]
    looks = looks_of(days)
    assert looks[0][0].startswith("Start, ") and looks[-1][0].startswith("Latest, ")
    assert len({colour for _, colour, _, _ in looks[:6]}) == 5
    signals = {shape for shape, _ in LOOKS.values()}
    assert not signals & {shape for _, _, shape, _ in looks}, "a mark means one thing everywhere"
    assert len({(colour, shape) for _, colour, shape, _ in looks}) == 8
    assert len(looks_of(days[:1])) == 1 and len(looks_of([*days, *days])) == 16


def test_the_counts_of_many_people_add_up_and_carry_a_sign(store):
    three(store, ("Once", FIRST, 0))
    shape = ask(store, "outcome_changes").shape
    shown = changes.most_chosen(shape, 3)
    assert shown == ["Money", "Once", "Sleep"]  # of equally many people by name
    ((_, _, bars),) = layers(changes.counts(shape, shown), "rect")
    assert [(b["statement"], b["people"], b["figure"]) for b in bars] == [
        ("Money", 1, "1 ↓"), ("Once", 1, "1 ○"), ("Sleep", 1, "1 ↑")
    ]  # fmt: skip
    assert "all 4" in changes.note(shape, shown) and changes.note(shape, shape.order) == ""
