"""What a printed page has, and what it has not, from a dark screen too."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.browser.test_upload_to_tiers import finding

# How light the text, the page and a chart's ink and paper are, from 0 to 255.
LIGHT = """(page) => {
    const rgb = words => words.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const of = (what, property) => Math.max(...rgb(getComputedStyle(document.querySelector(what))[property]));
    return [of('h1', 'color'), of('html', 'backgroundColor'), of('[data-testid=stVegaLiteChart] svg text', 'fill'),
            of('[data-testid=stVegaLiteChart] svg', 'backgroundColor')];
}"""


def test_a_page_is_printed_with_its_table_and_without_its_menu(reading: Page):
    page = reading
    page.emulate_media(color_scheme="dark")
    page.goto("/value_and_failure?since=January+2026")
    finding(page, "of demand is failure demand")
    settle(page)
    ink, _, drawn, paper = page.evaluate(LIGHT)
    assert ink > 200 and drawn > 200 and paper < 100
    page.emulate_media(media="print", color_scheme="dark")
    for what in ("stSidebar", "stHeader", "stButton", "stDownloadButton", "stPopover", "stSelectbox"):
        expect(page.get_by_test_id(what).filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="How much is failure")).to_be_visible()
    expect(page.get_by_text("All localities and agencies, from January 2026. Data of")).to_be_visible()
    expect(page.get_by_text("Invented, for demonstration.")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.get_by_role("cell", name="January 2026").first).to_be_visible()
    ink, sheet, drawn, paper = page.evaluate(LIGHT)
    assert max(ink, drawn) < 40 and min(sheet, paper) == 255
    page.emulate_media(media="null", color_scheme="light")


def test_a_table_that_can_be_sorted_is_printed_whole_and_heard_once(reading: Page):
    """It is a drawing of the rows in its box: what is printed stands beside it, for paper alone."""
    page = reading
    page.goto("/demand_tiers?part=Streets+and+flags")
    finding(page, "households need serious help on")
    settle(page)
    page.get_by_text("The same numbers as a table").first.click()
    expect(page.get_by_test_id("stDataFrame").filter(visible=True)).to_have_count(1)
    expect(page.locator(".on-paper").filter(visible=True)).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stDataFrame").filter(visible=True)).to_have_count(0)
    printed = page.locator("table.on-paper").filter(visible=True).first
    assert printed.evaluate("table => [table.caption.innerText, table.tBodies[0].rows.length, "
                            "table.rows[69].innerText]") == [
        "Households by street", 69, "Willowherb Road\t40\t0\t8\t32",
    ]  # fmt: skip
    page.emulate_media(media="null")
