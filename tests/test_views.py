"""Every measure has a view: words and pictures that follow from its shape and its declaration."""

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.shapes import FORMS
from measures.views import effort, frequency, view
from tests.worlds import incoming


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_shown_with_nothing_else_written(full, name):
    answer = ask(full, name)
    if answer.is_empty:
        pytest.skip("the demonstration has none of it")
    shown = view(answer)
    assert shown.headline and "None" not in shown.headline and shown.subtitle.endswith(".")
    assert shown.rows and all(list(row) == list(shown.rows[0]) for row in shown.rows), "one set of headings"
    assert all(isinstance(cell, str) for row in shown.rows for cell in row.values()), "a table is in words"
    for picture in shown.pictures:
        assert picture.draw(*picture.of, **picture.how).to_dict()["$schema"]


def test_a_form_is_one_that_somebody_reads_or_draws():
    assert {m.form for m in MEASURES.values()} - {""} == {*FORMS, *frequency.FORMS, *effort.FORMS}


def homes(*flags: dict) -> list[dict]:
    return [{"household_ref": f"H{n}", "street": "Elm Row"} | marks for n, marks in enumerate(flags)]


def test_what_has_no_headline_of_its_own_says_what_most_have(store):
    store.load([incoming("households", homes({"VA": True}, {"VA": True}, {"VA": False}), ["VA"])], "x")
    assert view(ask(store, "flags_per_household")).headline == "1 flag: 2 of 3 households, 67%"
