"""Spreadsheets as managers have them, from the drop to a chart: counted in clicks, in a real browser."""

import datetime as dt
import io

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import named, press, settle
from tests.browser.test_upload_to_tiers import finding, go, upload

WORDS = ("My roof still leaks", "I want to pay my rent", "You said you would ring me back", "Where do I get a badge")
HEADINGS = ["Ref", "Date of call", "Who rang", "Team", "Caller's own words", "V / F", "Mins spent", "Done?", "About"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file(name: str, **sheets: list[list]) -> dict:
    """A workbook as a person drops it."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return {"name": name, "mimeType": XLSX, "buffer": content.getvalue()}


def call_log(month: int, calls: int, *odd: tuple[int, int, object]) -> dict:
    """A manager's own log of calls: two rows of title, nine columns, a row of totals and a sheet of notes. `odd` are
    cells that say something else: the call, the column from 0, and what it says."""
    rows = []
    for n in range(calls):
        day = dt.date(2026, month, 1 + n % 28)
        rows.append(
            [f"C{month}{n:03}", day, "a neighbour", "Housing", WORDS[n % 4], "VF"[n % 2], 3 + n % 9, "Y", "Rent"]
        )
    for call, column, words in odd:
        rows[call][column] = words
    total = ["Total", *[None] * 5, sum(row[6] for row in rows if isinstance(row[6], int))]
    title = [["Northfield contact centre"], ["Log of calls"], []]
    return file(f"calls {month}.xlsx", Calls=[*title, HEADINGS, *rows, total], Notes=[["Typed from the paper log"]])


class Hand:
    """A person's hand, and how often it has clicked: to choose a file is one click too."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def drop(self, what: dict) -> None:
        upload(self.page, what)
        self.clicks += 1

    def press(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name, exact=True))
        self.clicks += 1


def test_a_call_log_is_on_a_chart_in_six_clicks_and_the_next_month_in_two(page: Page):
    go(page, "Upload")
    hand = Hand(page)
    hand.drop(call_log(3, 94, (13, 6, "about ten"), (40, 1, "last Tuesday")))
    expect(page.get_by_text("Notes: left alone")).to_be_visible()
    hand.press("Load it as blank (not known)")
    hand.press("Leave 1 row out")  # of the call without a date
    expect(page.get_by_text("93 rows ready · 2 left out")).to_be_visible()
    named(page)  # once, for all that this browser loads
    hand.press("Load")
    finding(page, "About 50% of demand is failure demand")
    assert hand.clicks <= 6
    expect(page.get_by_role("link", name="See value and failure")).to_be_visible()
    hand.clicks = 0
    hand.drop(call_log(4, 60))
    hand.press("Load")
    expect(page.get_by_text("loaded as upload 2: 60 new rows")).to_be_visible()
    expect(page.get_by_text("Drawn from all demands in use, those that were loaded before too:")).to_be_visible()
    assert hand.clicks == 2
    hand.press("Undo this load")
    expect(page.get_by_text("Upload 2 withdrawn: what is shown is as before.")).to_be_visible()
    go(page, "History")
    # The mends are kept with the upload.
    expect(page.get_by_text("“Mins spent: about ten” as blank").first).to_be_visible()
    expect(page.get_by_text("Changed before loading: Calls!45 left out.")).to_be_visible()


FLAGS = ("Known to ASB", "Known to police", "Debt")
FAMILIES = [["Family number", "Road", "Ward", "Level of need", *FLAGS]] + [
    [f"F{n}", ("Mill Road", "Oak Road")[n % 2], "Tunstall", "In balance", "Y", "N", ""] for n in range(1, 41)
]


def cell(page: Page, where: str) -> Locator:
    """A cell of the sheet on the screen."""
    return page.locator(f"[data-is='{where}']")


def test_a_list_of_families_is_mended_on_the_page_and_outlasts_a_reload(page: Page):
    rows = [[*row] for row in FAMILIES]
    for n in (5, 10, 15):
        rows[n][3] = "Needs serious help"
    rows[12][4], rows[20][5] = "sometimes", "ask Jo"
    go(page, "Upload")
    upload(page, file("families.xlsx", Families=rows))
    press(page.get_by_role("button", name="Read it so"))
    expect(page.get_by_text("3 cells under “Level of need”: which tier is “needs serious help”?")).to_be_visible()
    press(page.get_by_role("button", name="1: I need serious help"))
    # By keyboard, in the sheet itself.
    expect(cell(page, "E13")).to_have_text("⚠ sometimes")
    cell(page, "E13").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Y")
    page.keyboard.press("Enter")
    expect(cell(page, "E13")).to_have_text("✎ Y")
    expect(page.get_by_text("1 to decide · 1 cell changed")).to_be_visible()
    go(page, "Guide")
    go(page, "Upload")
    expect(page.get_by_text("1 to decide · 1 cell changed")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 to decide · 1 cell changed")).to_be_visible()
    press(page.get_by_role("button", name="“ask Jo” is N", exact=True))
    settle(page)
    named(page)
    press(page.get_by_role("button", name="Load", exact=True))
    finding(page, "Of 40 households, 3 need serious help")
