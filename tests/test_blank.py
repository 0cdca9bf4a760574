"""What a card says where nobody filled in what its measure is made of: which column that is, and no figure."""

import datetime as dt

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.sheets import SHEETS
from measures.views import missing, view
from tests.worlds import load

MADE_OF = {name: measure for name, measure in MEASURES.items() if measure.blank}
FILLED_IN = {
    "Minutes": 15,
    "Household ref": "H1",
    "Resolved first time": "Yes",
    "Resolved on": dt.date(2026, 2, 1),
    "Type of demand": "A repair",
    "Failure origin agency": "Council",
    "System condition": "Batching",
}
COUNTS = {"demands": 40}


def failures(**filled_in: object) -> list[dict]:
    """A failure demand a day for forty days; the tenth has what is filled in."""
    of_each = {
        "What the person asked": "Nobody came about the damp",
        "Value or failure": "Failure",
        "Agency": "Housing",
    } | dict.fromkeys(filled_in)
    rows = [{"Received on": dt.date(2026, 1, 5) + dt.timedelta(nth)} | of_each for nth in range(40)]
    rows[10] |= filled_in
    return rows


def test_every_column_that_may_be_blank_is_tried():
    kinds = {name: SHEETS[measure.sheets[0]] for name, measure in MADE_OF.items()}
    titles = {kinds[name].column(column).title for name in MADE_OF for column in MADE_OF[name].blank.values()}
    assert titles == {*FILLED_IN, "Value or failure"}


@pytest.mark.parametrize("name", MADE_OF)
def test_where_a_column_is_blank_the_card_names_it_and_gives_no_figure(store, name):
    load(store, {"Demands": failures()})
    answer = ask(store, name)
    (column,) = answer.blank
    title = SHEETS["demands"].column(column).title
    assert f"{answer.blank[column]} {answer.measure.counts} have no “{title}”: fill it in" in missing(answer, COUNTS)
    assert ("Classify" in missing(answer, COUNTS)) == (column in {"type", "system_condition"})


def test_of_several_columns_each_is_named_with_how_many_have_none(store):
    load(store, {"Demands": [row | ({} if nth else {"Value or failure": None}) for nth, row in enumerate(failures())]})
    assert missing(ask(store, "failure_capacity"), COUNTS) == (
        "39 demands have no “Minutes” and 1 demand has no “Value or failure”: fill them in and load the sheet again, "
        "and this is shown."
    )


@pytest.mark.parametrize("name", MADE_OF)
def test_once_one_has_it_the_card_shows_what_there_is(store, name):
    load(store, {"Demands": failures(**FILLED_IN)})
    answer = ask(store, name)
    assert not answer.blank and view(answer).rows


def test_an_agency_without_minutes_takes_no_hours_that_anybody_knows(store):
    council = [row | {"Agency": "Council", "Minutes": 30} for row in failures()]
    council[5] |= {"Value or failure": "Value", "Minutes": None}
    load(store, {"Demands": failures() + council})
    bars = view(ask(store, "capacity_by_agency")).pictures[0].of[0]
    assert [(bar.name, bar.figure) for bar in bars] == [
        ("Council", "failure 3.4 hours a week, value without minutes"),
        ("Housing", "no minutes recorded"),
    ]
