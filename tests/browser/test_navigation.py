"""From page to page in a real browser: the tab's name, Back and Forward, and each page with the filters that it had."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import press, settle
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
    begun = page.evaluate("() => navigation.currentEntry.key")  # a tab that many tests had keeps no more than 50 steps
    choose(page, "Locality", "Quillmere")
    choose(page, "Households with flag", "Crime")
    finding(page, "Of 149 households,")
    go(page, "Value and failure")
    finding(page, "40% of demand is failure demand")  # of the same place
    expect(page).to_have_title("Value and failure · Measures")
    choose(page, "Received by", "Housing")
    finding(page, "31% of demand is failure demand")
    go(page, "Results")
    expect(page).to_have_title("Results · Measures")
    settle(page)
    assert page.evaluate("() => navigation.entries()[navigation.currentEntry.index - 2].key") == begun
    page.go_back()
    finding(page, "31% of demand is failure demand")
    assert filters(page) == {"locality": ["Quillmere"], "agency": ["Housing association"]}
    page.go_back()
    finding(page, "Of 149 households,")
    assert filters(page) == {"locality": ["Quillmere"], "flag": ["Crime"]}
    page.go_forward()
    finding(page, "31% of demand is failure demand")
    assert filters(page) == {"locality": ["Quillmere"], "agency": ["Housing association"]}


def test_a_part_of_a_page_is_a_press_away_and_a_link(reading: Page):
    page = reading
    page.goto("/value_and_failure?agency=Housing+association")
    finding(page, "32% of demand is failure demand")
    page.get_by_role("tab", name="Was it resolved").click()
    finding(page, "were resolved the first time")
    expect(page.get_by_role("heading", name="32% of demand is failure demand")).to_have_count(0)
    assert filters(page) == {"agency": ["Housing association"], "part": ["Was it resolved"]}
    page.reload()
    finding(page, "were resolved the first time")
    go(page, "Capacity")  # which has other parts, and opens with its first
    expect(page.get_by_role("tab", selected=True)).to_have_text("Hours that demand takes")
    page.go_back()
    finding(page, "were resolved the first time")


def test_on_a_telephone_the_filters_are_folded(reading: Page):
    page = reading
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/demand_tiers?tier=nonsense&locality=Nowhere")
    finding(page, "Of 2,012 households, 5%")
    expect(page.get_by_text("The link asks for “Nowhere”")).to_be_visible()  # what is wrong is not folded
    locality, button = page.get_by_role("combobox", name="Locality"), page.get_by_role("button", name="Filters")
    expect(locality).to_be_hidden()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    choose(page, "Locality", "Quillmere")
    finding(page, "Of 788 households,")
    button.press("Enter")
    expect(locality).to_be_hidden()
    expect(page.get_by_text("Quillmere. Data of")).to_be_visible()


def test_the_filters_of_the_board_are_folded_at_every_width_and_told_in_a_line(reading: Page):
    page = reading
    page.goto("/?view=For+a+manager")
    expect(page.get_by_text("All localities, all months. Data as loaded")).to_be_visible()
    locality, button = page.get_by_role("combobox", name="Locality"), page.get_by_role("button", name="Filters")
    expect(locality).to_be_hidden()
    press(button)
    choose(page, "Locality", "Quillmere")
    press(button)
    expect(locality).to_be_hidden()
    expect(page.get_by_text("Quillmere, all months. Data as loaded")).to_be_visible()
