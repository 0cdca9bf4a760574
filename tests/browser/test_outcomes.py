"""Outcomes in a real browser: the demonstration's case RUTH by its link, its charts, and its numbers off the table."""

from playwright.sync_api import Page, expect

from tests.browser.test_upload_to_tiers import cells


def test_ruths_ratings_are_read_off_the_page(reading: Page):
    page = reading
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/outcomes?case=RUTH")
    expect(page.get_by_role("heading", name="Case RUTH: all eight statements are rated higher")).to_be_visible()
    table = cells(page, "Outcomes in a person's own words")
    assert [row[1:] for row in table] == [
        ["1", "6", "9", "+8"],
        ["2", "4", "7", "+5"],
        ["2", "5", "8", "+6"],
        ["0", "1", "6", "+6"],
        ["2", "2", "7", "+5"],
        ["0", "0", "9", "+9"],
        ["3", "5", "5", "+2"],
        ["1", "not rated", "8", "+7"],
    ]
    # Two charts, none wider than the telephone; the radar as wide as its column.
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(2)
    widths = []
    for n in range(2):
        box = charts.nth(n).locator("canvas, svg").first.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        widths.append(box["width"])
    assert widths[0] > 340
