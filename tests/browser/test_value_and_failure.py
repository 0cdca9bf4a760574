"""Value and failure in a real browser: the shares, the words behind a type, and a link that a colleague is sent."""

import io
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.test_upload_to_tiers import cells, finding, go


def test_a_manager_reads_the_words_behind_a_type(reading: Page, demonstration_address: str):
    page = reading
    page.goto("/history")
    go(page, "Value and failure")
    finding(page, "39% of demand is failure demand")
    page.get_by_role("tab", name="What people ask for").click()
    page.get_by_placeholder("damp").fill("damp boys")
    finding(page, "demands, newest first")
    found = cells(page, "Demand in people's own words")
    assert found and all("damp" in row[0].lower() and "boys" in row[0].lower() for row in found)

    # A view is a link: the search and the filters are in the address.
    expect(page).to_have_url(f"{demonstration_address}/value_and_failure?part=What+people+ask+for&words=damp+boys")
    page.reload()
    finding(page, "demands, newest first")
    assert cells(page, "Demand in people's own words") == found


def test_a_picture_is_taken_away_from_the_card_alone(reading: Page):
    page = reading
    page.goto("/value_and_failure")
    finding(page, "39% of demand is failure demand")
    page.get_by_test_id("stVegaLiteChart").first.hover()
    expect(page.get_by_role("button", name="Download", exact=False).filter(visible=True)).to_have_count(0)
    page.get_by_test_id("stPopoverButton").filter(has_text="Take away").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture for slides (PNG)").click()
    assert re.fullmatch(r"failure-demand_\d{4}-\d\d-\d\d\.png", download.value.suggested_filename)
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows behind it, with their cells (Excel)").click()
    assert re.fullmatch(r"failure-demand-rows_\d{4}-\d\d-\d\d\.xlsx", download.value.suggested_filename)
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames == ["About", "Demands"] and book["Demands"].max_row > 1000


def test_a_month_is_that_month_in_every_time_zone(reading: Page):
    """West of Greenwich a day without an hour is the evening before: January's point stood under December."""
    page, zone = reading, reading.context.new_cdp_session(reading)
    zone.send("Emulation.setTimezoneOverride", {"timezoneId": "America/Los_Angeles"})
    page.goto("/value_and_failure")
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("svg")).to_be_visible()
    assert "Jan 2025" in chart.inner_text() and "Dec 2024" not in chart.inner_text()
    marks = chart.locator("[aria-roledescription=point]").evaluate_all("all => all.map(mark => mark.ariaLabel)")
    assert any("January 2025" in mark for mark in marks) and not any("December 2024" in mark for mark in marks)
    zone.send("Emulation.setTimezoneOverride", {"timezoneId": ""})
