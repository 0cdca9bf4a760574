"""The main job without a mouse: Tab, Enter and the arrows, and at every stop it can be seen where one is."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, settle
from tests.browser.test_accessibility import rest
from tests.browser.test_upload_to_tiers import EXAMPLES, cells, finding

# How an element and what it lies in look: an outline, a shadow or an edge tells where the keyboard is.
LOOKS = """element => {
    const looks = [];
    for (let at = element; at && looks.length < 4; at = at.parentElement) {
        const {outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor} = getComputedStyle(at);
        looks.push([outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor].join());
    }
    return looks.join(';');
}"""


def tab_to(page: Page, what: Locator) -> None:
    """Press Tab until it is reached, and see that one can see it."""
    expect(what).to_be_enabled()
    settle(page)
    before = what.evaluate(LOOKS)
    for _ in range(120):
        page.keyboard.press("Tab")
        if what.evaluate("element => element === document.activeElement"):
            assert what.evaluate(LOOKS) != before, "where the keyboard is cannot be seen"
            return
    raise AssertionError("the keyboard does not get there")


def go(page: Page, name: str) -> None:
    tab_to(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=name))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    rest(page)


def choose(page: Page, button: Locator, file: object) -> None:
    """Open the chooser with Enter. The browser is told long before that it is expected: a chooser that is not is
    gone."""
    with page.expect_file_chooser(timeout=2 * PATIENCE) as chosen:
        tab_to(page, button)
        page.keyboard.press("Enter")
    chosen.value.set_files(file)


def test_a_workbook_is_uploaded_checked_and_loaded_by_keyboard(page: Page):
    finding(page, "What the board will show")
    go(page, "Upload")
    choose(
        page, page.get_by_test_id("stFileUploaderDropzone").locator("button"), EXAMPLES / "deck_twelve_households.xlsx"
    )
    tab_to(page, page.get_by_label("Your name or initials"))
    page.keyboard.type("AB")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Load", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("loaded as upload 1: 12 new rows")).to_be_visible()


def test_a_filter_is_chosen_by_keyboard(reading: Page):
    reading.goto("/history")
    go(reading, "Demand tiers")
    finding(reading, "Of 2,012 households, 5%")
    tab_to(reading, reading.get_by_role("combobox", name="Households with flag"))
    reading.keyboard.type("Crime")
    reading.keyboard.press("Enter")
    expect(reading).to_have_url(re.compile("flag=Crime"))
    tab_to(reading, reading.get_by_role("radio", name="Serious help").first)
    reading.keyboard.press("Enter")
    expect(reading).to_have_url(re.compile("tier=Serious"))
    assert cells(reading, "Demand tiers")
