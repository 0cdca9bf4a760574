"""Three demands classified by keyboard in a real browser; a refresh and a restart of the server lose none."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from measures.store import Store
from pages.ui.person import ASKS
from tests.browser.conftest import press, settle
from tests.browser.test_upload_to_tiers import go
from tests.worlds import incoming

WORDS = ("Nobody has come about the damp", "Where do I pay?", "You promised to ring", "I want a bigger bin")


def shown(page: Page, words: str) -> None:
    """The words, and a page that has come to rest: a key pressed before is nobody's answer."""
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.get_by_role("button", name="Skip")).to_have_count(1)
    settle(page)


@pytest.fixture
def place(tmp_path) -> Path:
    """Four demands, where the app will look."""
    with Store.open(tmp_path / "browser.duckdb") as store:
        rows = [{"demand_ref": f"D{i}", "verbatim": words} for i, words in enumerate(WORDS)]
        store.load([incoming("demands", rows)], "x")
    return tmp_path / "browser.duckdb"


def test_three_demands_by_keyboard_survive_a_refresh_and_a_restart(place, address, desk):
    page = desk.page
    page.goto("/classify")
    page.get_by_label(ASKS).fill("AB")
    page.keyboard.press("Enter")
    page.keyboard.press("f")  # before there is anything to answer: no demand is answered, and the name is not ABf
    expect(page.get_by_role("button", name="Working as AB")).to_be_visible()
    for words, key, said in zip(WORDS, "fvn", ("Failure", "Value", "Not sure")):
        shown(page, words)
        page.keyboard.press(key)
        expect(page.get_by_text(f"check Saved: {said}")).to_be_visible()
    shown(page, WORDS[3])
    expect(page.get_by_role("heading", name=WORDS[3])).to_be_focused()  # where a screen reader reads on
    expect(page.get_by_role("status").get_by_text("Saved: Not sure")).to_have_count(1)
    page.keyboard.press("u")
    shown(page, WORDS[2])
    expect(page.get_by_text("2 of 4 demands classified")).to_be_visible()
    page.get_by_role("combobox", name="Type of demand").focus()
    page.keyboard.press("Escape")  # out of the box, in which keys are letters
    page.keyboard.press("n")
    shown(page, WORDS[3])
    page.keyboard.press("ArrowLeft")
    shown(page, WORDS[2])
    expect(page.get_by_text("You said: Not sure")).to_be_visible()
    page.keyboard.press("ArrowRight")
    shown(page, WORDS[3])
    page.reload()
    expect(page.get_by_text("3 of 4 demands classified: 3 in the inbox")).to_be_visible()
    shown(page, WORDS[3])  # the browser remembers who is at the keyboard
    go(page, "History")
    press(page.get_by_role("button", name="Working as AB"))
    page.get_by_label(ASKS).fill("CD")
    page.keyboard.press("Enter")
    press(page.get_by_role("button", name="Working as CD"))
    page.get_by_label(ASKS).fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Working as")).to_have_count(0)
    settle(page)
    page.goto("/classify")
    expect(page.get_by_label(ASKS)).to_be_visible()  # nor does it keep a name that was taken away
    # What is on the disk, as one who starts the app again finds it.
    with Store.open(shutil.copy(place, place.with_name("found.duckdb"))) as store:
        query = "SELECT value_or_failure AS said FROM demands ORDER BY demand_ref"
        assert [r["said"] for r in store.rows(query, ["demands"])] == ["Failure", "Value", "Not sure", None]
        assert [(v["who"], v["version"]) for v in store.versions()][:2] == [("AB", 6), ("AB", 5)]
    desk.show(place.with_name("found.duckdb"))
    page.goto("/classify")
    expect(page.get_by_text("3 of 4 demands classified: 3 in the inbox")).to_be_visible()
