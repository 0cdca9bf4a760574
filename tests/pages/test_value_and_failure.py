"""The Value and failure page: empty, loaded, filtered, and with words that would be markup."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from measures.disclosure import MANAGER
from measures.store import Store
from measures.views.board.words import VIEWS
from tests.pages.tables import written
from tests.pages.test_agency_costs import table
from tests.pages.test_pages import loaded, open_page, place, words  # noqa: F401
from tests.worlds import ROOT, incoming

pytestmark = pytest.mark.xdist_group("demonstration")


def test_an_empty_store_is_told_which_spreadsheet_it_needs(place):  # noqa: F811
    assert "Nothing here yet: upload a demands sheet" in words(open_page("value_and_failure"))


def test_shares_of_demand_and_of_capacity_differ_and_say_what_is_beside_them(loaded):  # noqa: F811
    app = open_page("value_and_failure")
    said = words(app)
    assert "39% of demand is failure demand" in said and "Failure takes 51% of the minutes" in said
    assert "294 not sure and 213 not yet classified" in said and "recorded for 95% of these (7,132 of 7,493)" in said
    assert "It is for learning where to look, never a target." in said
    assert (
        "8 of 33 types make at least half of all demand that has a type" in said
        and "214 demands: not yet typed" in said
    )
    assert "23 of 33 types are predictable" in said
    assert "50% of demands were resolved the first time" in said and "in no share: 450 not known" in said
    assert "Half were done within 6 days, nine of ten within 89 days" in said and "n = 5,661 of 8,000 demands" in said
    assert "5,181 done, the longest after 167 days and 480 not done within 168 days. In no figure: 2,339 asked" in said
    began = "Of 2,934 failure demands 835 began in Council and 751 in Housing association: no further apart than chance"
    assert began in said
    assert (
        "“Hand-offs between teams” is named most often: 697 of 2,576 times" in said
        and "358 demands: none named." in said
    )
    assert table(app, "Type")[0][:3] == ["Mend something in my home", "1,002", "105"]
    assert table(app, "From asking to done")[-2] == ["Not done within 168 days", "480", ""]


def test_before_and_after_the_redesign(loaded):  # noqa: F811
    app = open_page("value_and_failure")
    app.selectbox(key="until").select("2025-09").run()
    said = words(app)
    assert "46% of demand is failure demand" in said and "Failure takes 59% of the minutes" in said
    assert "up to September 2025" in said
    app.selectbox(key="until").select(None).run()
    app.selectbox(key="since").select("2025-10").run()
    said = words(app)
    assert "32% of demand is failure demand" in said and "Failure takes 43% of the minutes" in said
    app.selectbox(key="agency").select("Education").run()
    app.selectbox(key="locality").select("Not recorded").run()
    assert not app.exception and "Not recorded, Education, from October 2025" in words(app)
    assert "classified demands" in words(app) and "Fewer than 50: counts, no per cent." in words(app)
    app.selectbox(key="until").select("2025-09").run()
    assert "“From” is October 2025 and “To” is September 2025" in words(app)


def test_the_words_behind_a_system_condition_are_read_by_themselves(loaded):  # noqa: F811
    app = open_page("value_and_failure")
    assert "The newest words behind 11 system conditions, named for 2,576 demands" in words(app)

    def conditions() -> list[str]:
        (found,) = [t for t in written(app) if list(t.columns)[1:] == ["When, and what it is", "System condition"]]
        return list(found["System condition"])

    assert len(conditions()) == 110
    app.selectbox(key="condition").select("Hand-offs between teams").run()
    assert conditions() == ["Hand-offs between teams · 697"] * 10


def test_the_words_behind_a_type_are_read_and_searched(loaded):  # noqa: F811
    app = open_page("value_and_failure")
    assert "8,000 demands, the newest 200 are shown" in words(app)
    app.selectbox(key="type").select("When is someone coming to do my repair?").run()
    assert "597 demands, the newest 200 are shown" in words(app)
    app.selectbox(key="said").select("Failure").run()
    app.text_input(key="words").set_value("DAMP").run()
    found = table(app, "What the person asked")
    assert found and all("damp" in asked.casefold() and "Failure" in about for asked, about in found)
    assert f"{len(found)} demands, newest first" in words(app)
    app.text_input(key="words").set_value("zeppelin").run()
    assert not app.exception and "No demand has these words" in words(app)


def test_what_people_typed_is_never_markup(place):  # noqa: F811
    words_typed = "**Shout** [link](http://x.test) :material/home: $x$ <b>"
    row = {"received_on": dt.date(2026, 1, 5), "verbatim": words_typed, "agency": words_typed}
    row |= {"type": words_typed, "value_or_failure": "Failure", "origin_agency": words_typed}
    with Store.open(place) as store:
        store.load([incoming("demands", [row | {"system_condition": words_typed}])], "x")
    app = open_page("value_and_failure")
    said = words(app)
    assert "**Shout**" not in said and "[link](" not in said and "\\*\\*Shout\\*\\*" in said
    assert "1 of 1 classified demand is failure demand" in said and "Too early to say" in said
    assert table(app, "What the person asked")[0][0] == f"“{words_typed}”"


@pytest.mark.parametrize("row", [{}, {"value_or_failure": "Not sure"}, {"value_or_failure": "Failure"}])
def test_a_log_of_bare_words_is_shown_as_what_it_is(place, row):  # noqa: F811
    with Store.open(place) as store:
        store.load([incoming("demands", [{"received_on": dt.date(2026, 1, 5), "verbatim": "Hello?"} | row])], "x")
    said = words(open_page("value_and_failure"))
    lacks = {"Type of demand": "Classify", "Resolved first time": "", "Resolved on": "", "Household ref": ""}
    kind = row.get("value_or_failure")
    lacks |= {"Minutes": ""} if kind == "Failure" else {} if kind else {"Value or failure": "Classify"}
    for title, on in lacks.items():
        or_there = f", or answer it on {on}" if on else ""
        assert f"1 demand has no “{title}”: fill it in and load the sheet again{or_there}, and this is shown." in said
    assert ("No minutes are recorded for classified demand" in said) == (kind == "Not sure")
    assert "1 demand, newest first" in said
    assert ("No demand is classified yet" in said) == (kind != "Failure")


@pytest.mark.parametrize("page", ["value_and_failure", "common_measures"])
def test_a_link_to_what_is_no_month_shows_all_months(loaded, page):  # noqa: F811
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["since"], app.query_params["until"] = "rubbish", "9999-12"
    app.query_params["view"] = VIEWS[MANAGER]  # of the board
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception and [app.selectbox(key=name).value for name in ("since", "until")] == [None, None]
    assert "39% of demand" in words(app)
    asked = [f"The link asks for “{month}”" for month in ("rubbish", "9999-12")]
    assert all(words in box.value for words, box in zip(asked, app.warning, strict=True))


def test_a_class_corrected_after_the_inbox_is_told_beside_the_figures(place):  # noqa: F811
    row = {"demand_ref": "D1", "received_on": dt.date(2026, 1, 5), "verbatim": "Nobody came", "value_or_failure": None}
    with Store.open(place) as store:
        store.load([incoming("demands", [row])], "x")
        key = store.rows("SELECT _key::VARCHAR AS key FROM demands", ["demands"])[0]["key"]
        store.classify(key, "Failure", "AB")
        store.load([incoming("demands", [row | {"value_or_failure": "Value"}])], "x")
    app = open_page("value_and_failure")
    assert "1 demand has one class by the inbox and another by a sheet that was corrected later" in words(app)
    app.button(key="corrected sheet").click().run()
    assert "The sheet counts." in words(app)


def test_a_first_month_after_the_last_is_said(loaded):  # noqa: F811
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["since"], app.query_params["until"] = "March 2026", "May 2025"
    app.switch_page("pages/value_and_failure.py").run()
    assert "“From” is March 2026 and “To” is May 2025: choose an earlier first month, or a later last one." in words(
        app
    )
