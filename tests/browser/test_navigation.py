"""From page to page in a real browser: the tab's name, Back and Forward, and each page with the filters that it had."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.browser.test_upload_to_tiers import finding, go


def choose(page: Page, label: str, name: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    settle(page)


def filters(page: Page) -> dict[str, list[str]]:
    settle(page)
    return parse_qs(urlsplit(page.url).query)


def test_back_is_one_step_for_each_page_and_has_its_filters(reading: Page):
    page = reading
    page.goto("/demand_tiers")
    finding(page, "Of 2,012 households, 5%")
    expect(page).to_have_title("Demand tiers · Measures")
    begun = page.evaluate("() => history.length")
    choose(page, "Locality", "Quillmere")
    choose(page, "Households with flag", "Crime")
    finding(page, "Of 149 households, 15%")
    go(page, "Value and failure")
    finding(page, "40% of demand is failure demand")  # of the same place
    expect(page).to_have_title("Value and failure · Measures")
    choose(page, "Received by", "Housing")
    finding(page, "31% of demand is failure demand")
    go(page, "Results")
    expect(page).to_have_title("Results · Measures")
    settle(page)
    assert page.evaluate("() => history.length") == begun + 2
    page.go_back()
    finding(page, "31% of demand is failure demand")
    assert filters(page) == {"locality": ["Quillmere"], "agency": ["Housing association"]}
    page.go_back()
    finding(page, "Of 149 households, 15%")
    assert filters(page) == {"locality": ["Quillmere"], "flag": ["Crime"]}
    page.go_forward()
    finding(page, "31% of demand is failure demand")
    assert filters(page) == {"locality": ["Quillmere"], "agency": ["Housing association"]}
