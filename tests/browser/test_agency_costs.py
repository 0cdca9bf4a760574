"""The cost split of slide 13, read off the table in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.test_upload_to_tiers import cells, finding, go


def test_a_manager_reads_the_cost_split_of_slide_13(reading: Page, demonstration_address: str):
    page = reading
    page.goto("/history")
    go(page, "Agency costs")
    finding(page, "Capacity: cost fell in 23 of 37 cases and rose in 4")
    page.goto(f"{demonstration_address}/agency_costs?case=SLIDE13")  # the link that a colleague is sent
    finding(page, "£106,777 in the historic approach and £2,210 in the principles-based one: 97.9% less")
    expect(page.get_by_text("illustrative").first).to_be_visible()
    split = [[cell.replace("\u2060", "") for cell in row] for row in cells(page, "Agency costs")]
    assert [row[1:5] for row in split] == [
        ["83,649", "78.3", "824", "37.3"],
        ["13,072", "12.2", "493", "22.3"],
        ["3,818", "3.6", "33", "1.5"],
        ["3,379", "3.2", "646", "29.2"],
        ["2,859", "2.7", "214", "9.7"],
        ["106,777", "100.0", "2,210", "100.0"],
    ]
    assert split[-1][5:] == ["−104,567", "97.9% less"]
    # On a telephone nothing sticks out of the page.
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function("() => document.documentElement.scrollWidth <= 390")
