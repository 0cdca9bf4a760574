"""History erases for good what a person confirms, and says who did what."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from measures.audit import Trail
from measures.store import Store
from pages.ui import cache
from tests.pages.tables import written
from tests.pages.test_pages import open_page, place, words
from tests.worlds import ROOT, incoming

__all__ = ["place"]
DAY = dt.date(2025, 1, 1)


@pytest.fixture
def two_homes(place):
    with Store.open(place) as store:
        cases = [
            {"case_ref": ref, "household_ref": f"HOME{ref}", "what_matters": f"Quiet for {ref}"}
            for ref in ("C10", "C20")
        ]
        lines = [{"case_ref": ref, "agency": "NHS", "cost": 10, "date": DAY} for ref in ("C10", "C20")]
        store.load([incoming("cases", cases), incoming("transactions", lines)], "AB")
    return place


def erase(app, typed: str, why: str = "They asked"):
    app.text_input(key="erase household").input("home c10".replace(" ", "")).run()
    assert "1 row of Transactions and 1 row of Cases, of 2 uploads" in words(app) and "its case: C10" in words(app)
    (again,) = (box for box in app.text_input if str(box.key).startswith("erase home"))
    again.input(typed)
    (box,) = (box for box in app.text_input if box.label.startswith("Why"))
    box.input(why)
    (press,) = (button for button in app.button if button.label == "Erase this household for good")
    return press.click().run()


def test_what_somebody_types_once_more_is_erased_and_nothing_that_was_kept_has_it(two_homes):
    before = cache.ask("what_matters", version=1)
    assert len(before.shape.rows) == 2
    app = erase(open_page("history"), "C10")
    assert "Nothing was erased: what was typed is not homec10." in words(app)
    app = erase(open_page("history"), "homec10", "HOMEC10 asked")
    assert "the reason stays in the history, so say it without the reference" in words(app)
    app = erase(open_page("history"), " HOMEC10 ")
    assert "Erased: 1 row of Transactions and 1 row of Cases, of 2 uploads." in words(app) and not app.exception
    assert [row["words"] for row in cache.ask("what_matters", version=1).shape.rows] == ["Quiet for C20"]
    assert "C10" not in str([table.to_numpy().tolist() for table in written(app)])
    assert "1 row of it was erased." in words(app)


def test_what_is_looked_at_and_by_whom_is_noted_once_in_a_visit(two_homes):
    app = open_page("case_story")
    app.run()
    app.toggle(key="consented").set_value(False).run()
    app.selectbox(key="case").select("C20").run()
    app.run()
    found, word = Trail(two_homes).read(), Trail(two_homes).word
    seen = [(event.kind, event.what, event.of) for event in found.events]
    of_cases = [("Looked at", "A case", word("case", case)) for case in ("c10", "c20")]
    assert {*seen} == {("Looked at", "What matters, in people's words", ""), *of_cases} and len(seen) == 3
    assert not found.broken and "C20" not in two_homes.with_name(f"{two_homes.name}.audit").read_text("utf-8")
    app = open_page("history")
    (table,) = (t for t in written(app) if "What was done" in t.columns)
    assert {"Looked at", "Changed"} == {*table["What was done"]}


def test_a_visit_is_noted_and_a_trail_that_was_cut_is_said(two_homes):
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().run()
    assert [(event.kind, event.what) for event in Trail(two_homes).read().events] == [("Signed in", "As a manager")]
    trail = two_homes.with_name(f"{two_homes.name}.audit")
    trail.write_text("")
    assert "The file of the trail is not as it was written" in words(open_page("history"))


def test_a_row_of_a_sheet_is_told_with_its_measures_and_the_look_is_noted(two_homes):
    app = open_page("history")
    app.selectbox(key="upload").select("1: test.xlsx, sheet Cases").run()
    app.number_input(key="row").set_value(3).run()
    assert not app.exception and "**It counts.** Each of its 3 cells is what is known now." in words(app)
    told = next(table for table in written(app) if "Stated in" in table)
    assert told.to_numpy().tolist()[0][:2] == ["Case ref", "C20"]
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert links["What matters, in people's words"].query_string == "case=C20"
    assert links["Data completeness"].page == "history"
    events = [event for event in Trail(two_homes).read().events if event.what == "Row 3 of upload 1"]
    assert len(events) == 1 and events[0].of == Trail(two_homes).word("case", "c20")
    app.number_input(key="row").set_value(99).run()
    assert "Nothing was loaded of row 99" in words(app) and not app.exception
    with Store.open(two_homes) as store:
        store.withdraw(1, "AB")
    app.number_input(key="row").set_value(3).run()
    assert "**It does not count since version 2.**" in words(app) and not app.exception
