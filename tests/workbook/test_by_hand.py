"""What a person says of a sheet goes before what its headings say, and through the same checks."""

import dataclasses
from functools import cache

import pytest

from measures.sheets import SHEETS
from measures.workbook.by_hand import FLAG, LEFT_OUT, NOT_LOADED, Override, fields, override_of, remembered
from measures.workbook.heading_rows import headings_for, top_rows
from measures.workbook.prepare import prepare, understand

from .build import csv, load, places

ROWS = (
    ("Homes we know",),
    ("Hsehold ID", "Road nm", "Crisis?", "Lvl", "Who"),
    ("A", "Mill Road", "Y", "Serious help", "x"),
    ("B", "Mill Rd", "N", "Either way", "x"),
)
HEADINGS = dict(enumerate(ROWS[1]))
SAID = {"Hsehold ID": "household_ref", "Road nm": "street"}


def say(kind="households", **columns):
    return Override(kind, tuple((heading, {**SAID, **columns}.get(heading)) for heading in ROWS[1]))


@cache
def opened(text):
    return prepare("homes.csv", text.encode()).workbook


def read(said, rows=ROWS):
    return understand(opened(csv(rows)), overrides={"homes": said})


def test_without_a_word_nothing_is_loaded_and_its_headings_are_found():
    prepared = read(None)
    assert (prepared.sheets, [(p.code, p.where) for p in prepared.stops()]) == ((), [("suggested", "homes")])
    assert prepared.others[0].headings == HEADINGS
    assert headings_for(SHEETS["households"], top_rows(prepared.workbook.sheets[0])) == HEADINGS


def test_what_is_said_is_read_checked_loaded_and_kept_with_the_upload(store):
    prepared = read(say(Lvl="tier", Who=LEFT_OUT))
    assert places(prepared) == []
    assert prepared.sheets[0].flag_names == ("Crisis?",)
    assert prepared.sheets[0].rows["tier"].to_pylist() == ["1", "2"]
    assert load(store, prepared) == {"households": 2}
    (upload,) = store.uploads()
    assert override_of(upload) == say(Lvl="tier", Who=LEFT_OUT)
    assert upload.mapping["columns"]["tier"] == {"column": 3, "heading": "Lvl"}


def test_a_kind_alone_asks_for_the_headings_it_needs():
    rows = (("Column 1", "Column 2"), ("7", "8"))
    (problem,) = read(Override.of("households", dict(enumerate(rows[0]))), rows).stops()
    assert (problem.code, problem.details["missing"]) == ("looks-like", '"Household ref" or "Street name"')


def test_problems_follow_what_is_said():
    assert places(read(say(Lvl="as_at", Who=LEFT_OUT))) == [("not-a-date", "homes!D3"), ("not-a-date", "homes!D4")]
    assert read(say(Lvl=FLAG, Who=FLAG)).sheets[0].flag_names == ("Crisis?", "Lvl", "Who")
    assert read(say(Who="asb")).sheets[0].flag_names == ("Crisis?", "ASB")


@pytest.mark.parametrize(
    "more, place",
    [({"Lvl": "street"}, "homes!D2"), ({"Crisis?": "asb", "Who": "asb"}, "homes!E2")],
    ids=["columns", "flags"],
)
def test_two_headings_may_not_be_one_field(more, place):
    stops = read(say(**more)).stops()
    assert [(p.code, p.where) for p in stops] == [("same-field", place)]


def test_a_heading_read_by_itself_does_not_give_way_in_silence():
    rows = (("Ref", "Street", "HH no"), ("A", "Mill Road", "7"))
    said = Override("households", (("Ref", None), ("Street", None), ("HH no", "household_ref")))
    assert places(read(said, rows)) == [("gives-way", "homes!A1")]
    assert read(said, rows).sheets[0].rows["household_ref"].to_pylist() == ["7"]


def test_one_of_two_like_headings_can_be_left_out():
    rows = (("Household ref", "Street", "Street"), ("A", "Mill Road", "Oak Road"))
    assert [p.code for p in read(None, rows).stops()] == ["same-heading"]
    said = Override("households", (("Household ref", None), ("Street", None), ("Street", LEFT_OUT)))
    assert places(read(said, rows)) == []


def test_a_sheet_can_be_left_out():
    rows = (("Household ref", "Street"), ("A", "Mill Road"))
    prepared = read(Override(NOT_LOADED), rows)
    assert (places(prepared), prepared.sheets, prepared.stops()) == ([("not-wanted", "homes")], (), [])


@pytest.mark.parametrize(
    "said",
    [
        Override("homes", tuple((heading, "household_ref") for heading in ROWS[1])),
        Override("households", (("Other", "household_ref"),)),
        Override("households"),
        say(Lvl="received_on"),
        say(Lvl="'; DROP TABLE uploads"),
        say(Lvl=7),
    ],
    ids=["no such kind", "other headings", "no headings", "a field of another kind", "no field", "no name"],
)
def test_what_cannot_be_is_passed_over(said):
    """As if nothing had been said: of the sheet, or of the one heading."""
    assert places(read(said)) in (places(read(None)), places(read(say())))


@pytest.mark.parametrize("kind", SHEETS)
def test_every_field_of_every_kind_can_be_said(kind):
    sheet = SHEETS[kind]
    names = [name for name in fields(sheet) if name in {c.name for c in (*sheet.columns, *sheet.flags)}]
    titles = {column.name: column.title for column in (*sheet.columns, *sheet.flags)}
    rows = ([f"Column {i}" for i in range(len(names))], [sheet.examples[1].get(titles[name]) for name in names])
    prepared = read(Override(kind, tuple((f"Column {i}", name) for i, name in enumerate(names))), rows)
    assert places(prepared) == []
    assert [prepared.sheets[0].recognised.read_as(i) for i in range(len(names))] == names


def test_it_is_remembered_for_the_same_headings_until_something_else_is_said_of_them(store):
    load(store, read(say(Who=LEFT_OUT)))
    next_month = [(), *ROWS[1:2], ("C", "Oak Road", "N", "3", "x")]
    rows = top_rows(read(None, next_month).workbook.sheets[0])
    said, upload = remembered(rows, store.uploads())
    assert (said, upload.upload) == (say(Who=LEFT_OUT), 1)
    assert read(said, next_month).sheets[0].rows["household_ref"].to_pylist() == ["C"]
    assert remembered([(1, {0: "Ref", 1: "Street"})], store.uploads()) is None
    store.withdraw(1, "AB")
    assert remembered(rows, store.uploads()) is None
    by_headings = dataclasses.replace(upload, mapping={"headings": list(ROWS[1])})
    assert remembered(rows, [by_headings, upload]) is None


def test_the_same_headings_in_another_order_are_known_again(store):
    load(store, read(say(Lvl="tier", Who=LEFT_OUT)))
    order = (3, 1, 4, 0, 2)
    turned = [tuple(row[i] for i in order) for row in ROWS[1:]]
    again = read(None, turned)
    said, upload = remembered(top_rows(again.workbook.sheets[0]), store.uploads())
    assert upload.upload == 1 and dict(said.columns) == dict(say(Lvl="tier", Who=LEFT_OUT).columns)
    assert read(said, turned).sheets[0].rows["household_ref"].to_pylist() == ["A", "B"]
    assert read(said, turned).sheets[0].rows["tier"].to_pylist() == ["1", "2"]


def test_of_two_headings_that_are_the_same_the_order_tells_which_is_which(store):
    rows = (("Household ref", "Street", "Street"), ("A", "Mill Road", "Oak Road"))
    said = Override("households", (("Household ref", None), ("Street", None), ("Street", LEFT_OUT)))
    load(store, read(said, rows))
    assert remembered([(1, dict(enumerate(rows[0])))], store.uploads())
    assert remembered([(1, {0: "Street", 1: "Household ref", 2: "Street"})], store.uploads()) is None


def test_a_sheet_without_headings_is_read_from_its_first_row_when_it_is_said():
    rows = [("A1", "Mill Road", "Y"), ("B1", "Oak Road", "N")]
    said = Override("households", (("Column A", "household_ref"), ("Column B", "street"), ("Column C", FLAG)))
    prepared = read(said, rows)
    assert places(prepared) == []
    assert prepared.sheets[0].rows["row"].to_pylist() == [1, 2]
    assert prepared.sheets[0].rows["street"].to_pylist() == ["Mill Road", "Oak Road"]
    assert remembered(top_rows(prepared.workbook.sheets[0]), []) is None
