"""Who is at the keyboard: asked once, remembered, shown above every page, changed there."""

import pytest
from streamlit.testing.v1 import AppTest

from measures.views.loads import NAME_FIRST
from pages.ui import cache, person
from pages.ui.words import plain
from tests.pages.test_pages import ROOT, filled, loaded, open_page, place

__all__ = ["filled", "loaded", "place"]


@pytest.fixture
def nobody(monkeypatch):
    """An AppTest is signed in as somebody; here it is not, and the browser remembers the `name` in this."""
    remembered = {}
    monkeypatch.setattr(person, "_signed_in", lambda: "")
    monkeypatch.setattr(person, "_in_browser", lambda: remembered.get("name", ""))
    return remembered


def board():
    """The app as it opens, with what stands above each page."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def shown(app):
    assert not app.exception
    labels = [block.proto.popover.label for block in app.get("popover")]
    return [label for label in labels if label.startswith("Working as")]


def asked(app):
    assert not app.exception
    return person.TYPED in [box.key for box in app.text_input]


def test_a_name_is_asked_once_for_all_pages(loaded, nobody):
    app = open_page("history")
    app.text_input(key=person.TYPED).input("  Jane   M ").run()
    assert not asked(app)
    assert not asked(app.switch_page("pages/classify.py").run())
    assert app.session_state[person.KEPT] == "Jane M"


def test_what_is_typed_while_the_box_goes_is_no_part_of_the_name(loaded, nobody):
    app = open_page("classify")
    app.text_input(key=person.TYPED).input("JM").run()
    app.session_state[person.TYPED] = "JMf"
    app.run()
    assert app.session_state[person.KEPT] == "JM"


def test_the_name_that_the_browser_remembers_is_shown_above_the_page(place, nobody):
    assert shown(board()) == []
    nobody["name"] = "*AB*"
    assert shown(board()) == [r"Working as \*AB\*"]


def test_who_signed_in_is_shown_and_not_asked(place):
    app = board()
    assert shown(app) == [f"Working as {plain('test@example.com')}"]
    assert not [box for box in app.text_input if box.label == person.ASKS]


def test_the_cookie_of_a_browser_is_read_as_words(monkeypatch):
    class Context:
        cookies = {person.COOKIE: "Jane%20%E2%80%9CM%E2%80%9D%0A" + "x" * 99}

    monkeypatch.setattr(person.st, "context", Context)
    assert person._in_browser() == ("Jane “M” " + "x" * 99)[: person.LONGEST]


def test_nothing_is_withdrawn_or_brought_back_without_a_name(filled, nobody, monkeypatch):
    monkeypatch.setattr(cache, "would_change", lambda upload: ([], {}))
    monkeypatch.setattr(cache, "headlines", dict)
    app = open_page("history")

    def press(label):
        next(button for button in app.button if button.label.startswith(label)).click().run()

    press("Withdraw upload")
    press("Withdraw it")
    assert NAME_FIRST in [error.value for error in app.error]
    assert not any(upload.withdrawn for upload in cache.store().uploads())
    app.text_input(key=person.TYPED).input("JM").run()
    press("Withdraw it")
    assert cache.store().versions()[0]["who"] == "JM"
