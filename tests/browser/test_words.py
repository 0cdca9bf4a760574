"""A stranger's words stay words on every page: no link, picture, icon, colour, formula or arrow comes of them, and
they read as they stand."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from measures import board, meetings
from measures.over_time import kept
from measures.store import Store
from measures.workbook.prepare import prepare
from pages.ui.person import ASKS
from tests.browser.conftest import press, settle
from tests.browser.test_accessibility import FIRST, walk
from tests.worlds import workbook

# Each stands between two words of its own, by which it is found again.
WORDS = (
    "http://evil.test/a",
    "www.evil.test",
    "thief@evil.test",
    ":material/skull:",
    ":material_skull:",
    ":streamlit:",
    ":smile:",
    ":red[blood]",
    ":violet-badge[blood]",
    "->",
    "<-",
    "--",
    "<=",
    "$x^2$",
    "[go](http://evil.test/go)",
    "![see](http://evil.test/see.png)",
    "<b>loud</b>",
    "<img src=http://evil.test/i.png>",
    "*much*",
    "`code`",
    "~~gone~~",
    "=1+1",
)
HOSTILE = " ".join(f"q{n} {words}" for n, words in enumerate(WORDS)) + f" q{len(WORDS)}"
SHORT = HOSTILE[: HOSTILE.index(" q5 ")]  # where few letters are kept
PAGES = (
    *("", "value_and_failure", "demand_tiers", "capacity", "case_story", "outcomes", "agency_costs", "over_time"),
    *("over_time?measure=resolved_first_time", "results", "history"),
)
# All that is folded is opened, as if a person pressed it.
UNFOLD = "() => document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())"
# What came alive, and how each of the words reads between its two neighbours; `read` is how often any was found.
LOOK = r"""words => {
    const roots = [document], alive = [], altered = {};
    for (const root of roots) for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
    for (const root of roots) {
        for (const link of root.querySelectorAll('a[href]')) if (!link.href.startsWith(location.origin)) alive.push(link.href);
        const marks = '.katex, [aria-label="skull icon"], .stMarkdownColoredText, .stMarkdownBadge, img[src*=evil], '
            + 'img[alt="Streamlit logo"]';
        for (const each of root.querySelectorAll(marks + ', b, code, del, em')) {
            const within = each.closest('[data-testid]').parentElement.closest('[data-testid]')?.dataset.testid;
            alive.push(`${within}: ${each.outerHTML.slice(0, 100)}`);
        }
    }
    // The lines of a picture's words stand each by itself, with no space between them.
    const said = each => each.nodeType === Node.TEXT_NODE ? each.data + (each.parentNode.closest('svg') ? ' ' : '')
        : ['STYLE', 'SCRIPT'].includes(each.nodeName) ? '' : [...each.childNodes].map(said).join('');
    const all = roots.map(root => said(root.body ?? root)).join(' ').replaceAll('\u2060', '');
    const close = words => words.replace(/\s/g, '');
    let read = 0;
    words.forEach((word, n) => {
        for (const [, found] of all.matchAll(new RegExp(String.raw`q${n}\s+(.{0,60}?)\s+q${n + 1}\b`, 'g'))) {
            read += 1;
            if (close(found) !== close(word)) (altered[word] ??= new Set()).add(found);
        }
    });
    for (const word in altered) altered[word] = [...altered[word]];
    return {alive, altered, read};
}"""


def world() -> dict[str, list[dict[str, object]]]:
    """A sheet of each kind, with these words in every field that takes words."""
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(0, 700, 14)]
    homes = [
        {
            "Household ref": f"{HOSTILE} {n}",
            "Street name": f"{HOSTILE} street {n % 3}",
            "Locality": f"{HOSTILE} place {n % 2}",
            "Tier": 1 + n % 3,
            HOSTILE: "YN"[n % 2],
            f"{HOSTILE} too": "Y",
        }
        for n in range(40)
    ]
    demands = [
        {
            "Demand ref": f"{HOSTILE} {n}",
            "Received on": day,
            "What the person asked": f"{HOSTILE} asked &amp; {n}",
            "Value or failure": "VF"[n % 2] if n % 9 else None,
            "Type of demand": f"{HOSTILE} type {n % 4}",
            "Agency": f"{HOSTILE} agency {n % 3}",
            "Channel": f"{HOSTILE} channel",
            "Failure origin agency": f"{HOSTILE} agency {n % 2}" if n % 2 else None,
            "System condition": f"{HOSTILE} condition {n % 2}" if n % 2 else None,
            "Minutes": 10 + n % 7,
            "Resolved on": day + timedelta(days=n % 5),
            "Household ref": f"{HOSTILE} {n % 20}",
            "Street name": f"{HOSTILE} street {n % 3}",
            "Locality": f"{HOSTILE} place {n % 2}",
        }
        for n, day in enumerate(days)
    ]
    cases = [
        {
            "Case ref": f"{HOSTILE} case {n}",
            "Intervention date": date(2024, 12, 1),
            "Household ref": f"{HOSTILE} {n}",
            "Title": f"{HOSTILE} title",
            "What matters": f"{HOSTILE} matters",
            "Consent to show": "Y",
            "Note": f"{HOSTILE} note",
        }
        for n in range(4)
    ]
    transactions = [
        {
            "Case ref": f"{HOSTILE} case {n % 4}",
            "Agency": f"{HOSTILE} agency {n % 3}",
            "Cost": 100 + n,
            "Date": day,
            "Approach": "Historic" if day < date(2024, 12, 1) else "Principles-based",
            "Activity": f"{HOSTILE} activity {n % 3}",
            "Team": f"{HOSTILE} team",
            "Worker role": f"{HOSTILE} role",
            "Worker": f"{HOSTILE} worker",
            "Description": f"{HOSTILE} description {n}",
            "Source of unit cost": f"{HOSTILE} source",
        }
        for n, day in enumerate(days * 2)
    ]
    ratings = [
        {
            "Case ref": f"{HOSTILE} case {n % 4}",
            "Statement": f"{HOSTILE} statement {s}",
            "Date": day,
            "Rating": (n + s) % 10,
            "Rated by": HOSTILE,
            "Note": f"{HOSTILE} noted",
        }
        for n, day in enumerate(days[::12])
        for s in range(3)
    ]
    results = [
        {
            "Measure": f"{HOSTILE} result {n}",
            "Before": 40,
            "After": 30,
            "Unit": HOSTILE,
            "Sample size": 60,
            "Period": HOSTILE,
            "Note": HOSTILE,
        }
        for n in range(2)
    ]
    series = [
        {
            "Measure": f"{HOSTILE} series",
            "Date": date(2024, month, 1),
            "Value": 10 + month % 4,
            "Unit": HOSTILE,
            "Note": HOSTILE,
        }
        for month in range(1, 13)
    ]
    prices = [
        {
            "Activity": HOSTILE,
            "Agency": HOSTILE,
            "Unit cost": 5,
            "Unit": HOSTILE,
            "Price year": "2023-24",
            "Source": HOSTILE,
        }
    ]
    return {
        "Households": homes,
        "Demands": demands,
        "Cases": cases,
        "Transactions": transactions,
        "Ratings": ratings,
        "Results": results,
        "Series": series,
        "Unit costs": prices,
    }


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory) -> Path:
    """A store in which every field holds these words, and so does all that people wrote themselves."""
    place = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    chart = kept.key("resolved_first_time")
    with Store.open(place) as store:
        store.load(prepare("www.evil.test thief@evil.test.xlsx", workbook(world())).incoming(), SHORT)
        board.keep(store, board.Board(SHORT, f"{HOSTILE} case 1"), SHORT)
        meetings.keep(store, date(2025, 6, 1), SHORT, SHORT)
        kept.keep_about(store, chart, HOSTILE, HOSTILE, SHORT, SHORT)
        kept.keep_remark(store, chart, HOSTILE, HOSTILE, HOSTILE, SHORT)
        kept.keep_mark(store, chart, HOSTILE, "step", date(2024, 9, 1), HOSTILE, kept.PHASES[0], SHORT)
    return place


@pytest.fixture
def hostile(desk, hostile_store) -> Iterator[Page]:
    """A page of an app on that store, which is opened once for all these tests."""
    yield desk.stay(hostile_store)
    desk.visits.hold()


def words_stay_words(page: Page, where: str) -> int:
    """How many of these words a page says as they stand; that it makes nothing else of any of them."""
    page.evaluate(UNFOLD)
    settle(page)
    looked = page.evaluate(LOOK, list(WORDS))
    assert not looked["alive"], (where, looked["alive"][:5])
    assert not looked["altered"], (where, looked["altered"])
    return looked["read"]


@pytest.mark.parametrize("where", PAGES)
def test_words_stay_words_on_every_page(hostile: Page, where: str):
    if "?" in where:
        hostile.goto(f"/{where}")
    else:
        walk(hostile, where or FIRST)
    settle(hostile)
    read = words_stay_words(hostile, where)
    for part in hostile.get_by_role("tab").all()[1:]:
        press(part)
        settle(hostile)
        read += words_stay_words(hostile, f"{where}: {part.inner_text()}")
    assert read


def test_words_stay_words_while_a_file_is_looked_at_and_after_it_is_loaded(hostile: Page):
    """In the names of files, sheets and headings, in cells that cannot be read, in what is asked and in what is
    told."""
    homes = [
        {
            "Household ref": f"new {n}",
            "Street name": f"{HOSTILE} street",
            HOSTILE: "Y",
            "Crime": HOSTILE if n % 2 else "Y",
        }
        for n in range(6)
    ]
    log = [
        {
            "When": f"{n}/3/2025",
            f"{HOSTILE} said": f"{HOSTILE} {n} people said so",
            "Dealt with by": f"{HOSTILE};{SHORT}",
        }
        for n in range(10, 16)
    ]
    bad = [{"Demand ref": HOSTILE, "Received on": HOSTILE, "What the person asked": HOSTILE, "Minutes": HOSTILE}]
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    hostile.goto("/upload")
    settle(hostile)
    name = "www.evil.test thief@evil.test -- $x^2$ "
    sheets = {
        "www.evil.test -> $x^2$ <b>": homes,
        "thief@evil.test :smile: `x`".replace(":", ""): log,
        "-- *much*": bad,
    }
    sheets = {sheet.replace("*", ""): rows for sheet, rows in sheets.items()}
    hostile.locator("input[type=file]").set_input_files(
        [{"name": f"{name}1.xlsx", "mimeType": xlsx, "buffer": workbook(sheets)}]
    )
    settle(hostile)
    expect(hostile.get_by_role("button", name="Load", exact=True)).to_be_visible()
    read = 0
    for sheet in [None, *hostile.get_by_test_id("stPills").get_by_role("radio").all()]:
        if sheet:
            press(sheet)
        settle(hostile)
        read += words_stay_words(hostile, "upload")
    assert read
    hostile.reload()
    settle(hostile)
    words_stay_words(hostile, "upload, again")


def test_words_stay_words_in_what_a_person_types_and_in_what_is_said_of_it(hostile: Page):
    hostile.goto("/classify")
    settle(hostile)
    hostile.get_by_label(ASKS).fill(SHORT[:40])
    hostile.keyboard.press("Enter")
    expect(hostile.get_by_role("button", name="Working as")).to_be_visible()
    settle(hostile)
    hostile.keyboard.press("f")
    expect(hostile.get_by_text("check Saved: Failure")).to_be_visible()
    assert words_stay_words(hostile, "classify")
    hostile.goto("/history")
    settle(hostile)
    press(hostile.get_by_role("button", name="Withdraw upload").first)
    settle(hostile)
    assert words_stay_words(hostile, "what a withdrawal would change")
