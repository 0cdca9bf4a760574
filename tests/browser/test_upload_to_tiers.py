"""The main job in a real browser: upload a workbook, load it, read the demand tiers off the page."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Desk, named, press, settle

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"


def go(page: Page, name: str) -> None:
    """By the navigation, as a person goes."""
    press(page.get_by_test_id("stSidebarNav").get_by_role("link", name=name))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def upload(page: Page, *files: object) -> None:
    settle(page)  # after a load the last uploader goes, with whatever was given to it meanwhile
    uploader = page.locator("input[type=file]")
    expect(uploader).to_have_count(1)
    uploader.set_input_files(list(files))


def cells(page: Page, name: str) -> list[list[str]]:
    """A table's cells as text, a list a row."""
    table = page.get_by_role("table", name=name)
    expect(table).to_be_visible()
    rows = [[" ".join(t.split()) for t in row.locator("td").all_inner_texts()] for row in table.locator("tr").all()]
    return [row for row in rows if row]


def finding(page: Page, words: str) -> None:
    """A headline that says so, computed from the data."""
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_a_manager_uploads_a_workbook_and_reads_the_tiers(page: Page):
    expect(page.get_by_role("button", name="Look at the demonstration")).to_be_visible()
    go(page, "Upload")
    upload(page, EXAMPLES / "locality.xlsx")
    load = page.get_by_role("button", name="Load", exact=True)
    expect(load).to_be_enabled()
    expect(page.get_by_text("Households: 2,000 rows of households, ready to load.")).to_be_visible()
    press(load)
    expect(page.get_by_text("Give your name or initials above first")).to_be_visible()
    named(page)
    press(load)
    expect(page.get_by_text("loaded as upload 1: 2,000 new rows")).to_be_visible()

    go(page, "Demand tiers")
    finding(page, "Of 2,000 households, 5% need serious help, 31% could go either way and 64% are in balance")
    tiers = cells(page, "Demand tiers")
    assert [row[1:3] for row in tiers] == [["100", "5"], ["620", "31"], ["1,280", "64"]]

    # The filters live in the URL: a refresh, or a colleague with the link, sees the same.
    press(page.get_by_role("radio", name="Serious help").or_(page.get_by_role("button", name="Serious help")).first)
    finding(page, "100 households at this tier")
    page.reload()
    finding(page, "100 households at this tier")

    go(page, "History")
    press(page.get_by_role("button", name="Withdraw upload 1", exact=True))
    expect(page.get_by_text("Households: 2,000 gone.")).to_be_visible()
    press(page.get_by_role("button", name="Withdraw it"))
    expect(page.get_by_text("Upload 1 is withdrawn. Nothing is deleted")).to_be_visible()
    press(page.get_by_role("button", name="Bring back upload 1", exact=True))
    press(page.get_by_role("button", name="Bring it back"))
    expect(page.get_by_text("Upload 1 is back.")).to_be_visible()


def test_problems_are_told_by_cell_and_a_hostile_file_does_not_stop_the_app(empty: Page):
    page = empty
    go(page, "Upload")
    upload(page, EXAMPLES / "with_problems.xlsx")
    expect(page.get_by_text('Households!I4: "sometimes" is neither Yes nor No. Write Y or N').first).to_be_visible()
    expect(page.get_by_role("button", name="Load", exact=True)).to_be_disabled()
    upload(page, {"name": "letter.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ..."})
    expect(page.get_by_text("This is a PDF document, not a spreadsheet.")).to_be_visible()
    go(page, "Guide")
    finding(page, "Kinds of spreadsheet")


def menu(page: Page, heading: str) -> Locator:
    """The menu above a column."""
    return page.get_by_role("combobox", name=heading)


def test_a_badly_headed_list_is_read_as_a_manager_says(page: Page):
    colleague = page.context.new_page()
    colleague.goto("/guide")
    press(colleague.get_by_role("tab", name="Glossary"))
    go(page, "Upload")
    rows = b"Hsehold ID,Road nm,Lvl\nA,Mill Road,Serious help\nB,Oak Road,Either way\n"
    upload(page, {"name": "homes.csv", "mimeType": "text/csv", "buffer": rows})
    expect(page.get_by_text("homes: looks like households, 3 of 3 columns matched")).to_be_visible()
    # Three choices by a quick hand: the page is still at work on the first when the last is made, and none is lost.
    for heading, field in (("B: Road nm", "Locality"), ("C: Lvl", "Flag of this name"), ("C: Lvl", "Tier")):
        menu(page, heading).select_option(label=field)
    expect(page.get_by_text('no heading is understood as "Street name"').first).to_be_visible()
    expect(menu(page, "C: Lvl")).to_have_value("tier")
    menu(page, "B: Road nm").select_option(label="Street name (needed)")
    press(page.get_by_role("button", name="Read it so"))
    expect(page.get_by_text("homes: 2 rows of households, ready to load")).to_be_visible()
    expect(menu(page, "B: Road nm")).to_have_value("street")
    named(page)
    press(page.get_by_role("button", name="Load", exact=True))
    expect(page.get_by_text("loaded as upload 1: 2 new rows")).to_be_visible()
    expect(page.get_by_text("This page is from before.")).to_have_count(0)
    # Another open page offers the new data, and stays as it is until its reader wants it.
    news = colleague.get_by_text("Loaded homes.csv (homes) by AB. This page is from before.")
    expect(news).to_be_visible()
    expect(colleague.get_by_role("tab", name="Glossary")).to_have_attribute("aria-selected", "true")
    press(colleague.get_by_role("button", name="Show it"))
    expect(news).to_have_count(0)
    upload(page, {"name": "april.csv", "mimeType": "text/csv", "buffer": rows.replace(b"A,", b"C,")})
    expect(page.get_by_text("when upload 1 had these headings")).to_be_visible()
    # What is chosen by keyboard leaves the keyboard where it is.
    menu(page, "C: Lvl").focus()
    page.keyboard.type("Leave")
    expect(page.get_by_text("left out").first).to_be_visible()
    settle(page)
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement.ariaLabel") == "C: Lvl, read as"


def test_a_link_to_a_page_works_on_a_server_that_has_just_started(desk: Desk):
    heading, links, menus = desk.first
    assert heading == "History" and links == len(list((EXAMPLES.parents[1] / "pages").glob("*.py")))
    # Streamlit's own menu of the folder never shows: a click on one of its links would lead to the first page.
    assert menus and not [text for text in menus if "demand tiers" in text]
