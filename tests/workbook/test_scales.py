"""Ratings keep the scale that their heading has; where none has it and they do not fit, it is asked."""

import pytest

from measures.answers import ask
from measures.views import ratings as view
from measures.views.ratings import dots, radar
from measures.workbook.by_hand import Override, override_of
from measures.workbook.prepare import prepare, understand

from .build import csv, load, places


def ratings(heading, *values, statements=("I sleep", "I eat", "I am safe"), name="reviews.csv"):
    """Ratings of statements on one day after the other, in turn."""
    rows = [("A", statements[i % len(statements)], f"{13 + i:02d}/02/2024", value) for i, value in enumerate(values)]
    return prepare(name, csv([("Case ref", "Statement", "Date", heading), *rows]).encode())


def scale(prepared):
    rows = prepared.sheets[0].rows
    return (rows["rating_from"][0].as_py(), rows["rating_to"][0].as_py())


@pytest.mark.parametrize(
    ("heading", "ends"),
    [
        ("Rating (1-5)", (1, 5)),
        ("Rating 1 to 5", (1, 5)),
        ("Score [1–7]", (1, 7)),
        ("Score 0-100", (0, 100)),
        ("Score (%)", (0, 100)),
        ("Rating (-5 to +5)", (-5, 5)),
        ("Rating (-5..5)", (-5, 5)),
        ("Score out of 5", (0, 5)),
        ("Score /100", (0, 100)),
        ("Rating (0-10)", (0, 10)),
        ("Rating", (0, 10)),
    ],
)
def test_the_scale_of_a_heading_is_kept_beside_each_rating(heading, ends):
    prepared = ratings(heading, 4, 5)
    assert scale(prepared) == (ends if ends != (0, 10) else (None, None))
    assert places(prepared) == ([] if ends == (0, 10) else [("read-on-scale", "reviews!D")])


def test_a_rating_off_its_scale_is_told():
    assert places(ratings("Rating (1-5)", 4, 6, 0), "out-of-range") == [
        ("out-of-range", "reviews!D3"),
        ("out-of-range", "reviews!D4"),
    ]


def test_a_scale_that_nothing_says_is_asked_where_many_are_off_it_and_kept_as_said(store):
    asked = ratings("Rating", 30, 55, 70, 8)
    assert places(asked) == [("scale?", "reviews!D")]
    said = Override.of("ratings", asked.sheets[0].recognised.headings).read_in("Rating", "0 to 100")
    prepared = understand(asked.workbook, overrides={"reviews": said})
    assert scale(prepared) == (0, 100) and not prepared.stops()
    load(store, prepared)
    assert override_of(store.uploads()[0]) == said
    assert places(ratings("Rating", 3, 12)) == [("out-of-range", "reviews!D3")], "one is a slip"
    assert places(ratings("Rating", *[1, 5, 3, 4] * 3)) == [("scale-presumed", "reviews!D")]
    assert not ratings("Rating", *[1, 5, 3, 9] * 3).problems


def test_pictures_and_words_say_the_scale(store):
    load(store, ratings("Rating (1-5)", 1, 3, 5, 2, 4, 5))
    answer = ask(store, "outcome_ratings", {"case": "A"})
    assert "each rated from 1 to 5" in view.view(answer).subtitle
    drawn = radar.radar(answer.shape).to_dict()
    numbers = {row["ring"] for rows in drawn["datasets"].values() for row in rows if "ring" in row}
    assert numbers == {1, 2, 3, 4, 5}
    assert [s.along(r) for s in answer.shape.statements for _, r in s.ratings][:2] == [0, 0.25]
    assert "Rating, from 1 to 5" in dots.dots(answer.shape).to_json()
    assert all(row["Scale"] == "1 to 5" for row in view.words.by_date(answer.shape))


def test_two_scales_of_one_statement_are_two_statements_and_none_is_a_change_of_the_other(store):
    load(store, ratings("Rating", 7, 7, 7))
    load(store, ratings("Rating (1-5)", 4, 4, 4, 5, name="later.csv"))
    answer = ask(store, "outcome_ratings", {"case": "A"})
    found = {s.text: (s.scale, s.change) for s in answer.shape.statements}
    assert found["I sleep (0 to 10)"] == ((0, 10), None) and found["I sleep (1 to 5)"] == ((1, 5), 1)
    assert len(found) == 6 and "each rated on several scales" in view.view(answer).subtitle
    changes = ask(store, "outcome_changes").shape.rows
    assert {(r["category"], r["split"]) for r in changes if r["category"].startswith("I eat")} == {
        ("I eat (0 to 10)", "one rating"),
        ("I eat (1 to 5)", "one rating"),
    }


def test_a_rating_far_from_all_others_of_its_case_is_told_with_its_cell():
    rows = [("A", "08/01/2005"), ("A", "08/01/2024"), ("a", "18/06/2024"), ("B", "08/01/2012"), ("C", "08/01/2005")]
    rows = [(case, "I sleep", day, 5) for case, day in [*rows, ("C", "08/01/2024")]]
    told = prepare("reviews.csv", csv([("Case ref", "Statement", "Date", "Rating"), *rows]).encode())
    assert places(told) == [("far-rating", "reviews!C2")], "of two of C nobody knows which"
    lines = [(case, "County", day, 5) for case, _, day, _ in rows]
    told = prepare("costs.csv", csv([("Case ref", "Agency", "Date", "Cost"), *lines]).encode())
    assert places(told) == [("far-line", "costs!C2")]


def test_of_several_ratings_on_one_day_by_one_person_it_is_told_which_is_on_the_charts():
    headings = ("Case ref", "Statement", "Date", "Rating", "By")
    rows = [
        ("14/04/2024", 5, "Person"),
        ("14/04/2024", 7, "Worker"),
        ("15/05/2024", 3, "Person"),
        ("15/05/2024", 4, "person"),
    ]
    prepared = prepare("reviews.csv", csv([headings, *(("A", "I sleep", *row) for row in rows)]).encode())
    assert places(prepared) == [("several-ratings", "reviews!D4")]
    assert "(rows 4 and 5): the last of a day is on the charts" in prepared.problems[0].sentence
    unsaid = prepare("reviews.csv", csv([headings[:4], *(("A", "I sleep", *row[:2]) for row in rows)]).encode())
    assert "(rows 2 and 3), and so on 1 other: the last" in unsaid.problems[0].sentence


def test_a_rating_may_have_the_top_of_its_scale_behind_it():
    prepared = ratings("Rating", "4/10", "5 / 10", "7 out of 10", 8)
    assert not prepared.stops() and prepared.sheets[0].rows["rating"].to_pylist() == [4, 5, 7, 8]
    assert ratings("Score out of 5", "3/5", "4/5").sheets[0].rows["rating"].to_pylist() == [3, 4]


def test_ratings_out_of_another_number_are_asked_about_once():
    prepared = ratings("Rating", "3/5", "4/5", "2/5")
    assert [(p.code, p.where) for p in prepared.stops()] == [("scale?", "reviews!D")]
    (sheet,) = prepared.sheets
    said = sheet.recognised.as_read().read_in("Rating", "0 to 5")
    again = understand(prepared.workbook, overrides={"reviews": said})
    assert not again.stops() and again.sheets[0].rows["rating"].to_pylist() == [3, 4, 2] and scale(again) == (0, 5)


def test_one_rating_out_of_another_number_is_told_with_its_cell():
    assert places(ratings("Rating", 7, 8, "3/5", 6), "scale?", "not-a-number") == [("not-a-number", "reviews!D4")]
