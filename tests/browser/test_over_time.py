"""Over time in a real browser: commentary and a step change are typed, saved, and there after a reload."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import press

LINK = "/over_time?measure=Series%3A+Days+from+first+asking+to+first+visit"


@pytest.fixture
def filled(demonstration_file, tmp_path):
    """The demonstration data, where the app that starts next will look."""
    shutil.copy(demonstration_file, tmp_path / "browser.duckdb")


def test_what_is_written_is_there_after_a_reload(filled, page: Page):
    page.set_viewport_size({"width": 1440, "height": 1400})
    page.goto(LINK)
    signal = page.get_by_role("heading", name=re.compile("All months since October 2025 lie below the mean"))
    expect(signal).to_be_visible()
    page.get_by_label("What did we learn?").fill("The wait was made of handovers.")
    press(page.get_by_role("button", name="Save this comment"))
    expect(page.get_by_text("Give your name or initials above first.")).to_be_visible()
    page.get_by_label("Your name or initials").fill("AB")
    page.keyboard.press("Tab")
    press(page.get_by_role("button", name="Save this comment"))
    expect(page.get_by_text("Learned. The wait was made of handovers.")).to_be_visible()

    press(page.get_by_text("Add a step change or freeze a baseline"))
    press(page.get_by_test_id("stDateInput"))
    page.keyboard.type("01102025")
    page.keyboard.press("Escape")
    page.get_by_label("Reason: what changed").fill("One team from the first call")
    page.keyboard.press("Tab")
    press(page.get_by_role("button", name="Keep this"))
    routine = page.get_by_role("heading", name="Routine variation: nothing to explain in the last nine months")
    expect(routine).to_be_visible()

    page.reload()
    expect(routine).to_be_visible()
    expect(page.get_by_text("Learned. The wait was made of handovers.")).to_be_visible()
    expect(page.get_by_text("Step change 1 Oct 2025 (study): One team from the first call")).to_be_visible()
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(2)
