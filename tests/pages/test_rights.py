"""What pages ask of the store, by whom: a page that forgets who is here shows nobody what is not theirs."""

import inspect

import pytest
from streamlit.testing.v1 import AppTest

from measures.access import NoRightError, Person, nobody
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.erasure import Erasure
from measures.views.board.panels import Of
from pages.ui import access, cache
from tests.pages.test_pages import loaded, place

__all__ = ["loaded", "place"]

FOR_ALL = {"not_here_yet", "open_store", "releases"}  # who has a role
OF_NOTHING = {"picture", "sent", "why_not_ready"}  # draws what it is given, or says nothing of the data
OF_A_RELEASE = {"story", "packed"}  # whose it is, the tests of places say
ROADS = {
    name: road
    for name, road in vars(cache).items()
    if inspect.isfunction(road) and not name.startswith("_") and road.__module__ == cache.__name__
}


@pytest.fixture
def here(monkeypatch):
    """Be somebody else: `here(person)`."""
    return lambda person: monkeypatch.setattr(cache.access, "who", lambda: person)


def ask(name: str):
    return {
        "ask": lambda: cache.ask("demand_tiers"),
        "followed": lambda: cache.followed(None),
        "band": lambda: cache.band(2, Of(1)),
        "littles": lambda: cache.littles(None, "all localities"),
        "erase": lambda: cache.erase(Erasure(case="C001"), "AB", "They asked"),
        "story": lambda: cache.story(1, None),
        "packed": lambda: cache.packed(1, None, "html"),
        "loads_since": lambda: cache.loads_since(1),
    }.get(name, ROADS[name])()


def test_every_road_is_known():
    assert {*FOR_ALL, *OF_NOTHING, "ask", "store", "choices", "story_cases", "would_change"} <= ROADS.keys()


@pytest.mark.parametrize("name", sorted(ROADS.keys() - OF_NOTHING - OF_A_RELEASE))
def test_what_is_asked_is_a_managers_unless_it_is_published(loaded, here, name):
    here(nobody(""))
    with pytest.raises(NoRightError):
        ask(name)
    here(Person("", "", STEERING_GROUP))
    if name in FOR_ALL:
        ask(name)
    else:
        with pytest.raises(NoRightError):
            ask(name)


def test_who_is_here_is_worked_out_once_in_each_run(monkeypatch):
    """A role that is taken away is gone at the next run."""
    person, asked = Person("a@b", "A", MANAGER), []
    monkeypatch.setattr(access, "of", lambda *of: asked.append(of) or person)
    app = AppTest.from_string(
        "import streamlit as st\nfrom pages.ui import access\nst.write(str([access.who().is_known for _ in range(3)]))"
    )
    assert app.run().markdown[0].value == "[True, True, True]" and len(asked) == 1
    person = nobody("No more")
    assert app.run().markdown[0].value == "[False, False, False]" and len(asked) == 2


def test_what_was_kept_for_a_manager_is_not_for_others(loaded, here):
    here(Person("", "", MANAGER))
    assert cache.ask("households_by_street").n
    for person in (Person("", "", STEERING_GROUP), nobody("")):
        here(person)
        with pytest.raises(NoRightError):
            cache.ask("households_by_street")
