"""The board in a real browser: one screen, a telephone's width, one sheet of paper, and a first visit."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import press, serving, tab
from tests.browser.test_accessibility import rest
from tests.browser.test_upload_to_tiers import cells, finding, go
from tests.test_package import installed, wheel  # noqa: F401

# A4 across and upright needs two sheets, so that no letter is smaller than 8 points.
SHEETS = {"A3 across": ("A3", True, 1), "A4 across": ("A4", True, 2), "A4 upright": ("A4", False, 2)}
# All eight charts are drawn, and from the first band to the last chart is no more than a screen.
ON_ONE_SCREEN = """() => {
    const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')];
    const bands = document.querySelector('.st-key-tier-3');
    return charts.length === 8
        && Math.max(...charts.map(chart => chart.getBoundingClientRect().bottom)) - bands.getBoundingClientRect().top <= 900;
}"""


def test_the_three_bands_are_on_one_screen(reading: Page):
    reading.goto("/")
    rest(reading)
    expect(reading.get_by_role("heading", name="Since the meeting of 28 Nov 2025")).to_be_in_viewport()
    reading.wait_for_function(ON_ONE_SCREEN)
    assert reading.evaluate("() => document.documentElement.scrollWidth") <= 1440
    press(reading.get_by_test_id("stPopoverButton").filter(has_text="Numbers").nth(1))
    tiers = cells(reading, "Demand tiers")
    assert [row[1:] for row in tiers] == [["100", "5"], ["625", "31"], ["1,285", "64"]]
    reading.set_viewport_size({"width": 390, "height": 900})
    reading.wait_for_function("() => document.documentElement.scrollWidth <= 390")


def test_the_board_is_one_large_sheet_of_paper_or_two_small_ones(reading: Page):
    reading.goto("/")
    rest(reading)
    expect(reading.get_by_test_id("stVegaLiteChart")).to_have_count(8)
    for name, (size, across, sheets) in SHEETS.items():
        printed = reading.pdf(format=size, landscape=across, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheets, name


def test_a_newcomer_to_the_package_is_a_click_from_a_chart(browser, installed, tmp_path):  # noqa: F811
    """Where there is no checkout."""
    with serving(tmp_path / "own.duckdb", tmp_path / "log", home=installed) as address, tab(browser, address) as page:
        page.goto("/")
        press(page.get_by_role("button", name="Look at the demonstration"))
        expect(
            page.get_by_text("Failure demand, 39%: all months since December 2025 lie below the mean")
        ).to_be_visible()
        expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(8)
        # The theme came with it: without it, the font is Streamlit's.
        assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("system-ui")
        go(page, "Demand tiers")
        finding(page, "Of 2,012 households, 5% need serious help")
    assert "Traceback" not in (tmp_path / "log").read_text()
