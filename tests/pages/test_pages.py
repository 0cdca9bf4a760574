"""Every page in its states: empty, loaded, refused. The real app script over a real store."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from measures.store import Store
from measures.views import changes, loads
from pages.ui import cache
from tests.pages.sheet import do, picture
from tests.pages.tables import written
from tests.worlds import incoming, load

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p.stem for p in (ROOT / "pages").glob("*.py"))
EXAMPLES = ROOT / "data" / "examples"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A store that only this test has; nothing is in it yet."""
    path = tmp_path / "pages.duckdb"
    monkeypatch.setenv("MEASURES_STORE", str(path))
    yield path
    cache._open.clear(path=str(path))


@pytest.fixture
def filled(place, demonstration_file):
    """The demonstration data, which this test may change."""
    return shutil.copy(demonstration_file, place)


@pytest.fixture
def loaded(only_read, monkeypatch):
    """The demonstration data, for a test that only reads it: what the pages ask of it is kept from test to test."""
    monkeypatch.setenv("MEASURES_STORE", str(only_read))
    before = only_read.stat().st_mtime_ns
    yield only_read
    assert only_read.stat().st_mtime_ns == before, "a test that changes the data takes `filled`"


def open_page(name: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py").run()  # straight there: the board, which opens first, has its own tests
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "info", "error", "success", "warning")
    said = [element.value for kind in kinds for element in getattr(app, kind)]
    return " ".join([*said, *(expander.label for expander in app.expander)])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_an_empty_store_has_one_title_and_helps(place, name):
    app = open_page(name)
    assert len(app.title) == 1
    assert not app.error
    assert len(words(app)) > 100


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_data_shows_it_without_an_error(loaded, name):
    app = open_page(name)
    assert len(app.title) == 1
    assert not app.error


def test_a_store_that_is_refused_is_said_in_a_sentence(place):
    place.write_bytes(b"this is no database" * 1000)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert [e.value.replace("\\", "") for e in app.error] == [
        f"{place} is not a measures store, or is damaged. Choose another place for the store, or bring the file "
        "back from a copy."
    ]


def test_a_store_that_is_an_older_copy_is_used_only_on_purpose(place):
    Store.open(place).close()
    place.with_name(f"{place.name}.version").write_text("7")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "older copy" in app.error[0].value and not app.exception
    app = app.button[0].click().run()
    assert not app.error and not app.exception and app.title


def test_demand_tiers_shows_the_decks_shares_and_what_they_are_made_of(loaded):
    said = words(open_page("demand_tiers"))
    assert "Of 2,012 households, 5% need serious help, 31% could go either way and 64% are in balance" in said
    assert "240 tiers recorded in the spreadsheet and 1,772 by the rule" in said
    assert "All 12 households of this list" in said
    assert "3 printed counts of flags differ from a recount" in said


def test_a_locality_narrows_the_page(loaded):
    app = open_page("demand_tiers")
    app.selectbox(key="locality").select("Not recorded").run()
    assert "Of 12 households" in words(app)


def test_ten_streets_are_drawn_or_those_looked_for_or_all(loaded):
    app = open_page("demand_tiers")
    assert words(app).count("10 of 69 streets are drawn; the table has all.") == 2  # households and flags
    app.text_input(key="street").set_value("ketch").run()
    assert words(app).count("1 of 69 streets is drawn; the table has all.") == 2
    app.text_input(key="street").set_value("nowhere" * 20_000).run()
    said, first = words(app), ("nowhere" * 20)[:100]  # of so many letters the first are looked for
    assert f"No street here has “{first}” in its name." in said and "10 of 69 streets are drawn" in said
    app.text_input(key="street").set_value("").run()
    app.segmented_control(key="order").set_value("name").run()
    assert "are drawn" not in words(app) and not app.exception


def test_a_page_says_of_which_place_and_state_of_the_data_it_is(loaded):
    app = open_page("demand_tiers")
    app.selectbox(key="locality").select("Quillmere").run()
    (latest,) = (v for v in Store.open(loaded).versions()[:1])
    assert f"Quillmere. Data of {latest['changed_at'].day} " in words(app)
    assert "version 1. Invented, for demonstration." in words(app)


def test_the_rule_panel_shows_the_moves_before_they_are_made(filled):
    app = open_page("demand_tiers")
    app.number_input[0].set_value(5).run()
    assert "53 households would move: 53 from “Serious help” to “Either way”." in words(app)
    assert "5% need serious help" in words(app)
    next(b for b in app.button if b.label == "Put this rule in force").click().run()
    assert not app.exception
    # 101 less 53 of 2,012
    assert "2% need serious help, 34% could go either way" in words(app)


def test_upload_says_what_to_mend_by_cell_and_loads_nothing(place):
    app = open_page("upload")
    app.file_uploader[0].upload("with_problems.xlsx", (EXAMPLES / "with_problems.xlsx").read_bytes()).run()
    assert not app.exception
    said = words(app).replace("\\", "")
    assert '**Households!I4**: "sometimes" is neither Yes nor No. Write Y or N' in said
    load = next(b for b in app.button if b.label == "Load")
    assert load.disabled


def test_upload_loads_once_and_says_so_the_second_time(place):
    content = (EXAMPLES / "deck_twelve_households.xlsx").read_bytes()
    app = open_page("upload")
    for expected in ("loaded as upload 1: 12 new rows", "all 12 rows were already there, so nothing was counted twice"):
        app.file_uploader[0].upload("deck.xlsx", content).run()
        next(b for b in app.button if b.label == "Load").click().run()
        assert not app.exception
        assert expected in words(app).replace("\\", "")


def test_what_somebody_else_loads_meanwhile_takes_nothing_from_a_file_that_is_being_mended(place):
    def press(app: AppTest, label: str) -> None:
        next(b for b in app.button if b.label.startswith(label)).click().run()
        assert not app.exception

    mine, other = open_page("upload"), open_page("upload")
    mine.file_uploader[0].upload("with_problems.xlsx", (EXAMPLES / "with_problems.xlsx").read_bytes()).run()
    other.file_uploader[0].upload("deck.xlsx", (EXAMPLES / "deck_twelve_households.xlsx").read_bytes()).run()
    press(other, "Load")
    assert "loaded as upload 1: 12 new rows" in words(other)
    press(mine, "Leave out all 11 rows with something to mend")
    press(mine, "Load")
    assert "loaded as upload 2: 7 new rows" in words(mine)


def test_rows_to_mend_can_be_left_out_on_purpose(place):
    app = open_page("upload")
    app.file_uploader[0].upload("with_problems.xlsx", (EXAMPLES / "with_problems.xlsx").read_bytes()).run()
    next(b for b in app.button if b.label.startswith("Leave out all 11 rows with something to mend")).click().run()
    next(b for b in app.button if b.label == "Load").click().run()
    assert not app.exception
    assert cache.store().counts()["households"] == 7


def test_history_names_what_an_upload_took_the_place_of(place, monkeypatch):
    monkeypatch.setattr(changes, "HEADLINES", ("demand_tiers",))
    row = {"household_ref": "A", "street_name": "Oak Road", "tier": "1"}
    with Store.open(place) as store:
        store.load([incoming("households", [row])], "x")
        store.load([incoming("households", [{**row, "tier": "2"}], replaces=[1])], "x")
    stays = "Upload 1, whose place it took, stays withdrawn"
    app = open_page("history")
    assert stays not in words(app)
    app.button(key="change 2").click().run()
    assert stays in words(app)
    app.button(key="do 2").click().run()
    assert "Upload 2 is withdrawn." in words(app) and stays in words(app)


def test_history_says_what_would_change_and_withdraws_and_brings_back(place, monkeypatch):
    monkeypatch.setattr(changes, "HEADLINES", ("demand_tiers", "failure_demand"))
    with Store.open(place) as store:
        for ref in "AB":
            store.load([incoming("households", [{"household_ref": ref, "street_name": "Oak Road", "tier": "1"}])], "x")
    app = open_page("history")
    app.button(key="change 2").click().run()
    said = words(app)
    assert "Households: 1 gone. 1 headline would be another, of the 2" in said and "Upload 2 is withdrawn." not in said
    (table,) = (t for t in written(app) if "After" in t.columns)
    assert "Of 2 households" in " ".join(table["Before"]) and "Of 1 household" in " ".join(table["After"])
    app.button(key="do 2").click().run()
    assert "Upload 2 is withdrawn." in words(app) and "What would change" not in words(app)
    app.button(key="change 2").click().run()
    assert "Households: 1 new. 1 headline would be another" in words(app)
    app.button(key="do 2").click().run()
    assert "Upload 2 is back." in words(app)
    assert not app.exception


def test_what_was_loaded_since_a_page_was_drawn_is_said_in_a_sentence(place):

    store = cache.store()
    store.load([incoming("households", [{"household_ref": "A", "street_name": "Oak Road"}])], "")
    drawn = store.version()
    assert cache.loads_since(drawn) == []
    store.set("remark", "no data", "AB", "Said something")
    assert cache.loads_since(drawn) == []
    store.withdraw(1, "AB")
    assert loads.news(cache.loads_since(drawn)) == "Withdrew upload 1 by AB. This page is from before."
    store.reinstate(1, "AB")
    said = "Brought back upload 1 by AB, and 1 change before it. This page is from before."
    assert loads.news(cache.loads_since(drawn)) == said


def test_what_cannot_be_read_is_loaded_as_blank_an_error_too(place):
    app = open_page("upload")
    app.file_uploader[0].upload("with_problems.xlsx", (EXAMPLES / "with_problems.xlsx").read_bytes()).run()
    for label in ("Load it as blank (not known)", "Leave 1 row out", "Load it as blank (not known)"):
        next(b for b in app.button if b.label == label).click().run()
        assert not app.exception
    (row,) = [row for row in picture(app)["rows"] if row["number"] == 8]
    (error,) = row["of"].values()
    assert (error["look"], error["was"]) == ("changed", "#N/A")
    # It is as in the file again, by the same picture.
    do(app, "back", 8, 9)
    (row,) = [row for row in picture(app)["rows"] if row["number"] == 8]
    assert [of["look"] for of in row["of"].values()] == ["wrong"]


def test_files_whose_hour_is_over_are_told_and_the_page_goes_on(place):
    app = open_page("upload")
    homes = b"Household ref,Street name\nA,Mill Road\n"
    app.file_uploader[0].upload("homes.csv", homes).run()
    shutil.rmtree(place.with_name(f"{place.name}.drafts"))
    app.run()
    assert not app.exception and "The files that were chosen here are not kept any more" in words(app)
    app.file_uploader[0].upload("homes.csv", homes).run()
    next(b for b in app.button if b.label == "Load").click().run()
    assert not app.exception and "loaded as upload 1: 1 new row" in words(app).replace("\\", "")


def test_of_a_table_without_end_a_sheet_of_paper_has_the_first_rows():
    def script():
        from pages.ui import card

        card.written([{"Street": f"<Row> {n}", "Households": f"{n:,}"} for n in range(1, 20_001)], "Streets", file=True)

    app = AppTest.from_function(script).run()
    drawn, note, paper = app.main[1], app.main[0].proto.body, app.main[2].proto.body
    assert len(drawn.value) == 20_000 and "the first 500 of 20,000 rows" in note
    assert paper.count("<tr>") == 501 and paper.count('class="number"') == 501 and len(paper) < 40_000
    assert "<td>&lt;Row&gt; 500</td>" in paper and "Row&gt; 501" not in paper


def test_of_very_many_streets_the_first_are_drawn_and_the_table_has_all(place, monkeypatch):
    with Store.open(place) as store:
        rows = [{"Household ref": f"H{n}", "Street name": f"Road {n:02}", "Tier": 1} for n in range(14)]
        load(store, {"Households": rows})
    monkeypatch.setattr("pages.ui.filters.MANY_STREETS", 12)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/demand_tiers.py")
    app.session_state["part"], app.session_state["order"] = "Streets and flags", "name"
    said = words(app.run())
    assert not app.exception and "12 of 14 streets are drawn; the table has all." in said


@pytest.mark.parametrize(
    ("name", "asked", "title", "here"),
    [
        ("demand_tiers", {"tier": ["1"]}, "Tier", "Serious help"),
        ("demand_tiers", {"order": ["size"]}, "Streets", "need"),
        ("agency_costs", {"without": ["RUTH", "C9999"]}, "Leave out cases", "RUTH"),
        ("results", {"within": ["7 days"]}, "Each referral is followed for", "90 days"),
    ],
)
def test_what_a_link_asks_for_and_is_not_here_is_told(loaded, name, asked, title, here):
    """Else the figures of all would be taken for those of what the link asks for."""

    def warned(key: str, values: list[str]) -> list[str]:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page(f"pages/{name}.py")
        app.query_params[key] = values
        app.run()
        assert not app.exception
        return [each.value for each in app.warning if "The link asks for" in each.value]

    ((key, values),) = asked.items()
    says = f"The link asks for “{values[-1]}” under “{title}”, which is not here: choose again."
    assert warned(key, values) == [says]
    assert warned(key, [here] if key != "order" else []) == []


def test_earlier_uploads_are_drawn_when_they_are_looked_at(place):
    with Store.open(place) as store:
        for n in range(11):
            load(store, {"Households": [{"Household ref": f"H{n}", "Street name": "Road"}]}, f"{n}.xlsx")
    app = open_page("history")
    assert len([button for button in app.button if button.label.startswith("Withdraw upload")]) == 8
    assert [expander.label for expander in app.expander][0] == "3 earlier uploads"
