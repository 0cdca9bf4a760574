"""WCAG 2.2 AA as far as a program can judge it: axe-core on every page, in a real browser, on the demonstration.

What Streamlit itself causes is listed, with its reason, and nothing else is let through. A page added to pages/ is
looked at from its first day.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from measures.views.theme import DARK
from tests.browser.conftest import ROOT, WINDOW, press, settle
from tests.browser.test_upload_to_tiers import EXAMPLES, upload

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
# The page that opens first has no address of its own.
FIRST = re.search(r'"pages/(\w+)\.py"[^()]*default=True', (ROOT / "app.py").read_text("utf-8"))[1]
# Where Streamlit's own faults, listed below, all happen: its tables are widest.
WIDEST = PAGES[PAGES.index("capacity")]
TELEPHONE = {"width": 390, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Rule, Streamlit's own element, and why it is not ours to mend.
STREAMLITS = {
    ("list", "[data-testid=stSidebarNavItems]"): "the menu's sections are divisions within its list",
    ("listitem", "[data-testid=stSidebarNavItems] li"): "so its links are in a list, and not directly",
}
# Expanders that are alike are judged by the first few.
OPEN = """() => [...document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary')]
    .filter(summary => summary.checkVisibility())
    .forEach((summary, n) => n < 4 ? summary.click() : n < 8 || summary.parentElement.setAttribute('data-alike', ''))"""
# axe gives up on contrast altogether where a heading stays in place above rows that scroll: other tables stand for
# these.
STICKY = ".written.tall"
# The marks of a chart, hundreds of them, are judged by the theme's own tests; that a chart has words is seen in `look`.
MARKS = "[data-testid=stVegaLiteChart] svg"
# What lies over a page once a button is pressed.
POPOVER = "[data-testid=stPopoverBody]"
# What a narrower window and a dark page change, of all that axe looks for.
LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
# Gives what axe found serious or critical: rule, whether the element is one of Streamlit's own that are listed, words.
# What is alike is taken out meanwhile: axe goes through all that is there, whether it is to judge it or not.
LOOK = """async ([rules, known, where, exclude]) => {
    const options = {runOnly: rules, resultTypes: ['violations', 'incomplete'], elementRef: true};
    const alike = [...document.querySelectorAll('[data-alike]')].map(each => [each, document.createComment('alike')]);
    alike.forEach(([each, place]) => each.replaceWith(place));
    const {violations, incomplete} = await axe.run({include: where, exclude}, options)
        .finally(() => alike.forEach(([each, place]) => place.replaceWith(each)));
    const failed = incomplete.filter(found => JSON.stringify(found.nodes[0].none).includes('error-occurred'));
    return [...violations.filter(found => ['serious', 'critical'].includes(found.impact)), ...failed]
        .flatMap(found => found.nodes.map(node => [
            found.id,
            known.find(([rule, which]) => rule === found.id && node.element.matches(which))?.[1] ?? null,
            node.html.slice(0, 300) + ' ' + node.failureSummary,
        ]));
}"""
# The colours that the charts in sight are drawn in, those that Vega chose among them.
COLOURS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg *')]
    .flatMap(mark => ['fill', 'stroke'].map(what => mark.getAttribute(what)).filter(colour => colour))"""
# The charts that are wider than the window.
WIDER = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].map(chart => chart.getBoundingClientRect())
    .filter(({left, right}) => left < 0 || right > innerWidth).map(({left, right}) => [left, right])"""
# How many pixels the page, which scrolls within the window, can be moved sideways.
SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .reduce((sum, box) => sum + box.scrollWidth - box.clientWidth, 0)"""
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => [+h.tagName[1], h.textContent])"


def rest(page: Page) -> None:
    """Wait until the page is there and has stopped changing."""
    page.get_by_role("heading", level=1).wait_for()
    settle(page)


def look(page: Page, rules: list[str] = TAGS, where: str = "html") -> set[tuple[str, str]]:
    """Everything in sight and in the expanders, judged. Gives what Streamlit's own faults were."""
    rest(page)
    expect(page.get_by_role("dialog")).to_have_count(int(where == POPOVER))
    page.evaluate(OPEN)
    settle(page)  # one of them asks the server for what is in it
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    known = [list(known) for known in STREAMLITS]
    found = page.evaluate(LOOK, [rules, known, where, [STICKY, MARKS]])
    ours = [(rule, words) for rule, which, words in found if not which]
    assert not ours, json.dumps(ours, indent=1)
    levels = [level for level, words in page.evaluate(HEADINGS)]
    assert levels.count(1) == 1 and levels[0] == 1, page.evaluate(HEADINGS)
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), page.evaluate(HEADINGS)
    assert set(page.evaluate(COLOURS)) <= {"none", "transparent", *DARK}, "a colour that a dark page has no other for"
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        assert chart.locator("[aria-label]").count(), "a chart says in words what it shows"
    return {(rule, which) for rule, which, _ in found}


@pytest.fixture
def walking(desk, read_alone) -> Iterator[Page]:
    """Goes by the menu from page to page, so that the app is opened once for all of them."""
    yield desk.stay(read_alone)
    desk.visits.hold()


def walk(page: Page, name: str) -> None:
    """To a page by the menu, whichever is shown now."""
    here, place = page.get_by_role("heading", level=1), "/" if name == FIRST else f"/{name}"
    before, moves = here.inner_text(), urlsplit(page.url).path != place
    settle(page)
    # Not as a pointer does: on a telephone the menu is folded.
    page.get_by_test_id("stSidebarNav").locator(f"a[href$='{place}']").evaluate("link => link.click()")
    if moves:
        expect(here).not_to_have_text(before)
    rest(page)


def on_a_dark_telephone(page: Page, name: str) -> None:
    if page.get_by_role("tab").count():
        press(page.get_by_role("tab").first)
    page.set_viewport_size(TELEPHONE)
    page.emulate_media(color_scheme="dark")
    look(page, LOOKS)
    assert page.evaluate(SIDEWAYS) == 0 and not page.evaluate(WIDER)


def in_a_light_window(page: Page, name: str) -> None:
    page.set_viewport_size(WINDOW)
    page.emulate_media(color_scheme="light")
    excused = look(page)
    if name == WIDEST:
        assert excused == set(STREAMLITS), "mended: take it off the list and out of the README"
    tabs = page.get_by_role("tab")
    for n in range(1, tabs.count()):
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")  # from under the bar above the page
        page.mouse.move(WINDOW["width"] // 2, 1)  # and the tip of the menu's link goes
        press(tabs.nth(n))
        look(page, where="[data-testid=stTabs]")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_of_our_making(walking: Page, name: str):
    """As the page before was seen last, and then the other way: to draw all charts anew costs as much as to judge
    them."""
    walk(walking, name)
    ways = [in_a_light_window, on_a_dark_telephone]
    for seen in ways if walking.viewport_size == WINDOW else reversed(ways):
        seen(walking, name)


@pytest.mark.parametrize("name", ["common_measures", "value_and_failure"])
def test_a_page_fits_at_twice_its_size(walking: Page, name: str):
    """A browser's zoom of 200 per cent is a window half as wide."""
    walk(walking, name)
    walking.set_viewport_size({width: pixels // 2 for width, pixels in WINDOW.items()})
    try:
        settle(walking)
        walking.wait_for_function(f"() => ({SIDEWAYS})() === 0")  # a chart follows its column a moment later
    finally:
        walking.set_viewport_size(WINDOW)


def test_the_keyboard_reaches_a_table_once_it_scrolls_whatever_made_it_narrow(walking: Page):
    walk(walking, "capacity")
    walking.evaluate(OPEN)
    table = walking.locator(".written", has=walking.get_by_role("table", name="Capacity by agency"))
    for width, reached in [("2000px", 0), ("60px", 1)]:
        table.evaluate("(box, width) => { box.style.width = width }", width)
        expect(table.and_(walking.locator("[tabindex]"))).to_have_count(reached)
    table.evaluate("box => box.removeAttribute('style')")  # the page stays open for the next test


def test_an_empty_page_and_a_checked_file_have_none_either(empty: Page):
    look(empty)
    walk(empty, "upload")
    homes = b"Household ref,Road nm,Tier\nA,Mill Road,1\n"  # one heading to say by hand
    upload(empty, {"name": "homes.csv", "mimeType": "text/csv", "buffer": homes})
    expect(empty.get_by_role("combobox", name="B: Road nm")).to_be_visible()
    upload(empty, EXAMPLES / "with_problems.xlsx")
    expect(empty.get_by_text("to decide").last).to_be_visible()
    expect(empty.get_by_text("12 rows of households, 4 things to mend")).to_be_visible()
    look(empty)


def both_ways(page: Page, where: str = "html") -> None:
    """In a light window and on a dark telephone, which is as long as what is to be seen: axe gives up on contrast
    where a table that is wider than the telephone lies below it."""
    look(page, where=where)
    page.set_viewport_size(TELEPHONE | {"height": 1800})
    page.emulate_media(color_scheme="dark")
    look(page, LOOKS, where)
    assert page.evaluate(SIDEWAYS) == 0
    page.set_viewport_size(WINDOW)
    page.emulate_media(color_scheme="light")


def test_nor_has_what_erases_what_says_who_did_it_and_what_publishes(reading: Page):
    reading.goto("/history?part=Erase")
    rest(reading)
    ref = reading.get_by_label("Household ref")
    ref.fill("H0001")
    ref.press("Enter")
    expect(reading.get_by_role("button", name="Erase this household for good")).to_be_visible()
    both_ways(reading)
    reading.goto("/history?part=Who+did+what")
    expect(reading.get_by_role("table", name="Who did what")).to_be_visible()
    both_ways(reading)
    reading.goto("/?view=For+a+steering+group")
    press(reading.get_by_role("button", name="What is shown"))
    areas = reading.get_by_role("combobox", name="Areas with a board of their own")
    areas.click()
    reading.get_by_role("option", name="Quillmere").click()
    expect(reading.get_by_role("button", name="Remove Quillmere")).to_be_visible()
    settle(reading)
    areas.press("Tab")  # the list folds
    both_ways(reading, POPOVER)
    press(reading.get_by_role("button", name="Publish this board"))
    expect(reading.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    both_ways(reading, POPOVER)
