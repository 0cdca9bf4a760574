"""Lists of households that have levels of their own: which end is serious is asked, and what the flags say is told."""

import pytest

from measures.workbook.by_hand import Override, override_of, remembered
from measures.workbook.heading_rows import top_rows
from measures.workbook.prepare import prepare, understand

from .build import csv, load, places


def households(heading, *levels, flags=()):
    """A list of a household for each level; `flags` has how many of two flags each of them has."""
    flags = [*flags, *([0] * (len(levels) - len(flags)))]
    rows = [
        (f"H{i}", "Elm Road", level, *("YN"[n > f] for n in (1, 2))) for i, (level, f) in enumerate(zip(levels, flags))
    ]
    return prepare("list.csv", csv([("Household ref", "Street name", heading, "ASB", "Crime"), *rows]).encode())


def said(prepared, heading, way):
    headings = prepared.sheets[0].recognised.headings
    return Override.of("households", headings).read_in(heading, way)


def tiers(prepared):
    return prepared.sheets[0].rows["tier"].to_pylist()


def stops(prepared):
    return [(p.code, p.where) for p in prepared.stops()]


@pytest.mark.parametrize("heading", ["Level of need", "Need level", "Tier of need", "Threshold (1-3)", "Lefel angen"])
def test_which_end_of_a_list_s_own_levels_is_serious_is_asked_once(heading):
    assert places(households(heading, 1, 1, 2, 3)) == [("levels?", "list!C")]


@pytest.mark.parametrize(
    "levels", [(1, 2, 3, 4), (1, 5), (0, 1), ("Tier 1", "Level 4"), ("1 - Universal", "4 - Acute")]
)
def test_levels_beyond_the_three_tiers_are_asked_about_under_any_heading(levels):
    assert stops(households("Tier", *levels)) == [("levels?", "list!C")]


def test_words_of_a_list_s_own_are_asked_about_all_together():
    prepared = households("Tier", "High", "Low", "Medium", "low", "n/k")
    assert stops(prepared) == [("levels?", "list!C")]
    assert prepared.stops()[0].details["levels"] == ("high", "low", "medium")
    read = understand(prepared.workbook, overrides={"list": said(prepared, "Tier", "high:1, medium:2, low:3")})
    assert tiers(read) == ["1", "3", "2", "3", None] and not read.stops()


def test_words_beside_the_tiers_own_are_asked_about_once_where_they_stand_twice():
    answers = ("In balance", "Needs serious help", "Either way", "Needs serious help", "All well")
    prepared = households("Tier", *answers)
    assert stops(prepared) == [("levels?", "list!C")]
    assert prepared.stops()[0].details["levels"] == ("all well", "needs serious help")
    read = understand(prepared.workbook, overrides={"list": said(prepared, "Tier", "needs serious help:1, all well:-")})
    assert tiers(read) == ["3", "1", "2", "1", None] and not read.stops()
    assert stops(households("Tier", *answers[:3])) == [("not-an-option", "list!C3")]  # a slip, to be mended


def test_the_tiers_own_words_and_numbers_are_not_asked_about():
    assert not households("Tier", 1, 2, 3, "T1").stops()
    assert not households("Level of need", "I need serious help", "In balance", "").stops()
    assert stops(households("Tier", 1, 7, "maybe")) == [("not-an-option", "list!C3"), ("not-an-option", "list!C4")]


def test_a_number_of_a_tier_is_read_whatever_words_are_with_it_unless_they_say_another():
    prepared = households("Tier", "Level 3", "1 - serious", "2: could go", "Tier 1")
    assert tiers(prepared) == ["3", "1", "2", "1"] and not prepared.stops()
    assert stops(households("Tier", "1", "1 - I am in balance")) == [("not-an-option", "list!C3")]


@pytest.mark.parametrize(
    ("way", "read"),
    [
        ("1:3, 2:2, 3:1, 4:1", ["3", "2", "1", "1"]),
        ("4:1,3:2,2:2,1:-", [None, "2", "2", "1"]),
    ],
)
def test_levels_are_the_tiers_that_a_person_says_kept_and_remembered(store, way, read):
    asked = households("Level of need", 1, "Level 2", 3.0, "4 - Acute")
    override = said(asked, "Level of need", way)
    prepared = understand(asked.workbook, overrides={"list": override})
    assert tiers(prepared) == read and not prepared.stops()
    assert ("read-levels", "list!C") in places(prepared)
    load(store, prepared)
    (upload,) = store.uploads()
    assert override_of(upload) == override
    # On History, and where a file is read as it was before: “Level of need” as 1:3, 2:2, 3:1, 4:1 says little.
    in_words = {
        "1:3, 2:2, 3:1, 4:1": "tiers (1 is tier 3, 2 is tier 2, 3 is tier 1 and 4 is tier 1)",
        "4:1,3:2,2:2,1:-": "tiers (4 is tier 1, 3 is tier 2, 2 is tier 2 and 1 is no tier)",
    }
    assert ("Level of need", in_words[way]) in override.in_words()
    next_month = households("Level of need", 4, 1).workbook.sheets[0]
    assert remembered(top_rows(next_month), [upload]) == (override, upload)


def test_a_level_of_which_nothing_was_said_is_asked_about_again():
    asked = households("Level of need", 1, 2, 4)
    read = understand(asked.workbook, overrides={"list": said(asked, "Level of need", "1:3, 2:2")})
    assert stops(read) == [("levels?", "list!C")]
    assert read.stops()[0].details["levels"] == ("1", "2", "4")


def test_flags_that_say_otherwise_are_told_and_decide_nothing():
    backwards = households("Tier", 1, 1, 2, 3, 3, flags=(0, 0, 0, 2, 2))
    assert tiers(backwards) == ["1", "1", "2", "3", "3"]
    (told,) = backwards.problems
    assert (told.code, told.where, told.stops) == ("levels-against-flags", "list!C", False)
    assert "40% of those rated" in told.sentence and "(see rows 2 and 5)" in told.sentence
    assert not households("Tier", 1, 1, 2, 3, 3, flags=(2, 2, 0, 0, 0)).problems
    assert not households("Tier", 1, 3, flags=(0, 2)).problems, "one household of each tells nothing"
    asked = households("Level of need", 1, 1, 3, 3, flags=(0, 0, 2, 1))
    assert "1 with 0.0 and 3 with 1.5" in asked.stops()[0].sentence
    for way, codes in (("1:1, 2:2, 3:3", ["read-levels", "levels-against-flags"]), ("1:3, 2:2, 3:1", ["read-levels"])):
        read = understand(asked.workbook, overrides={"list": said(asked, "Level of need", way)})
        assert [p.code for p in read.problems] == codes
