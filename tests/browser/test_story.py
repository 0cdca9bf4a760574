"""Ruth's story, read off the page in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import press
from tests.browser.test_upload_to_tiers import cells, finding, go


def test_ruths_figures_and_the_results_are_read_off_the_pages(reading: Page):
    page = reading
    page.goto("/history")
    go(page, "Case story")
    finding(page, "129 interactions with 36 teams or services of 5 agencies between 1996 and 2012")
    finding(page, "£106,777 on services to date; £20,760 on doing what matters")
    expect(page.get_by_text("Slide 13 prints £2,210")).to_be_visible()
    main = page.get_by_test_id("stMain")
    press(main.get_by_text("The same numbers as a table").first)
    took = dict(row[:2] for row in cells(page, "How many people it took"))
    assert took["Different workers: Social worker"] == "8" and took["Different workers: Support worker"] == "22"
    figures = [took[what] for what in ("Referrals", "Assessments", "Teams or services", "Interactions")]
    assert figures == ["30", "16", "36", "129"]

    page.get_by_role("tab", name="Everybody's words").click()
    # Searched as it is typed: nobody presses Enter.
    page.get_by_role("searchbox", name="Look for a word").or_(page.get_by_label("Look for a word")).first.type("garden")
    expect(page.get_by_text("1 of 10 statements with “garden”")).to_be_visible()
    expect(page.get_by_text("I want to sit in the garden")).to_be_visible()

    press(page.get_by_text("Only cases with consent to show"))
    expect(page.get_by_text("of 41 statements with “garden”")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?case=C001&consented=false")
    expect(page.get_by_text("No consent to show this case is recorded")).to_be_visible()
    # With consent asked for, a link to the case shows another.
    page.goto(page.url.split("?")[0] + "?case=C001")
    finding(page, "129 interactions with 36 teams")

    go(page, "Results")
    finding(page, "Re-referrals: 46% → 10%, the largest of 3 changes in per cent")
    press(main.get_by_text("The same numbers as a table").first)
    changes = {row[0]: row[3:5] for row in cells(page, "Results")}
    assert changes["Referrals that led to a statutory funded package of care"] == ["−13.2 points", "−54.8"]
    assert changes["Average domiciliary care package"] == ["−2.3 hours per week", "−19.2"]
    expect(page.get_by_text("The 7 counts come to 107 people, more than the sample of 93")).to_be_visible()
