"""What the app asks before anybody comes: pages open with it, and nobody gets a right by it."""

import shutil
import threading

import pytest
from streamlit.testing.v1 import AppTest

from measures import answers
from measures.access import NoRightError, Person, nobody
from measures.disclosure import STEERING_GROUP
from measures.store import Store
from pages.ui import access, ahead, cache
from tests.pages.test_pages import ROOT, open_page, place
from tests.worlds import incoming

__all__ = ["place"]


@pytest.fixture
def asked(monkeypatch):
    """The measures that the store is asked, in turn."""
    found, ask = [], answers.ask
    monkeypatch.setattr(
        answers, "ask", lambda store, name, *of, **more: found.append(name) or ask(store, name, *of, **more)
    )
    return found


def test_what_pages_open_with_is_asked_once_for_each_load(place, demonstration_file, asked):
    shutil.copy(demonstration_file, place)
    ahead.ask()
    first = len(asked)
    assert {"before_and_after", "failure_demand", "demand_tiers", "costs_per_month"} <= {*asked}
    ahead.ask()
    assert len(asked) == first
    for page in ("common_measures", "over_time"):
        app = open_page(page)
        app.query_params["view"] = "For a manager"
        assert not app.run().exception
    assert len(asked) == first, "nothing is left to ask for"
    cache.store().load([incoming("households", [{"household_ref": "New", "street": "Oak Road"}])], "AB")
    ahead.ask()
    assert len(asked) > first


def test_nobody_gets_a_right_by_it(place, demonstration_file, monkeypatch):
    shutil.copy(demonstration_file, place)
    monkeypatch.setattr(access, "of", lambda *of: nobody("Sign in"))
    ahead.ask()  # as it is where people sign in
    with pytest.raises(NoRightError):
        cache.draft(8, ())
    with access.itself():
        assert access.who().is_manager
        seen = []
        other = threading.Thread(target=lambda: seen.append(access.who().is_known))
        other.start()
        other.join()
        page = AppTest.from_string(
            "import streamlit as st\nfrom pages.ui import access\nst.write(access.who().is_known)"
        )
        assert seen == [False] and page.run().markdown[0].value == "`False`"
    assert not access.who().is_known
    monkeypatch.setattr(access, "of", lambda *of: Person("", "", STEERING_GROUP))
    with pytest.raises(NoRightError):
        cache.band(3, None)
    assert (
        "Nothing is published yet"
        in AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().markdown[0].value
    )


def test_an_empty_store_and_one_that_does_not_open_are_left_to_whoever_comes(place, asked):
    place.write_bytes(b"this is no store" * 1000)
    assert not ahead.ask()
    place.unlink()
    assert ahead.ask() and not place.exists(), "whoever comes first makes it"
    with Store.open(place):
        pass
    assert ahead.ask() and not asked
