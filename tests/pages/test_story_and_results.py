"""The Case story and Results pages: empty, loaded, and what may be shown to others."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from measures.store import Store
from measures.views import cases
from tests.pages.tables import tables, written
from tests.pages.test_pages import loaded, open_page, place, words
from tests.worlds import ROOT, incoming

__all__ = ["loaded", "place"]

NOT_TO_SHARE = cases.consent(None)


def test_empty_pages_name_the_sheets_they_need(place):
    assert "upload a transactions sheet" in words(open_page("case_story"))
    assert "upload a results sheet" in words(open_page("results"))


def test_ruth_is_the_first_story_and_has_the_decks_figures(loaded):
    app = open_page("case_story")
    said = words(app).replace("\\", "")
    assert app.selectbox(key="case").value == "RUTH"
    assert "129 interactions with 36 teams or services of 5 agencies between 1996 and 2012" in said
    assert "£106,777 on services to date; £20,760 on doing what matters" in said
    assert "Slide 13 prints £2,210 for what seems the same case" in said
    assert "I need help with housework" in said and "Bath board" in said
    assert NOT_TO_SHARE not in said and not app.warning


def test_a_case_without_consent_is_hidden_until_somebody_wants_it(loaded):
    app = open_page("case_story")
    assert len(app.selectbox(key="case").options) == 11
    assert "cook a dinner" not in words(app)
    app.toggle(key="consented").set_value(False).run()
    assert len(app.selectbox(key="case").options) == 42 and "cook a dinner" in words(app)
    app.selectbox(key="case").select("C001").run()
    assert not app.exception
    assert NOT_TO_SHARE in [w.value for w in app.warning]


def test_a_link_to_a_case_without_consent_opens_it_only_where_it_asks_for_such(loaded):
    for more, opened in (({}, "RUTH"), ({"consented": "false"}, "C001")):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in {"case": "C001", **more}.items():
            app.query_params[name] = value
        app.switch_page("pages/case_story.py").run()
        assert app.selectbox(key="case").value == opened and not app.exception
        assert (NOT_TO_SHARE in [w.value for w in app.warning]) == (opened == "C001")


def test_words_are_searched(loaded):
    app = open_page("case_story")
    app.text_input(key="words").set_value("garden").run()
    assert "1 of 10 statements with “garden”" in words(app) and "wedding" not in words(app)
    app.text_input(key="words").set_value("zebra").run()
    assert "No statement has that word" in words(app)


def cells(app) -> list[str]:
    """Every cell of every table, as it is sent."""
    return [str(cell) for table in written(app) for cell in table.to_numpy().ravel()]


def test_words_from_a_sheet_are_never_markup(place):
    typed = "**bold** $x$ [link](http://example.com) :red[x] <script>"
    with Store.open(place) as store:
        case = {"case_ref": "A", "title": typed, "what_matters": typed, "note": typed, "consent": True}
        line = {"case_ref": "A", "agency": typed, "cost": 1, "activity": typed, "description": typed}
        result = {"measure": typed, "change": -1, "unit": typed, "note": typed}
        store.load([incoming("cases", [case]), incoming("transactions", [line]), incoming("results", [result])], "x")
    for page in ("case_story", "results"):
        app = open_page(page)
        assert not app.exception
        said = words(app)
        assert "**bold**" not in said and "[link](" not in said and ":red[" not in said
        assert any(typed in cell for cell in cells(app))  # which is HTML, in which they are words
        assert "<script>" not in "".join(each.proto.body for each in app.get("html") if "bold" in each.proto.body)


def test_a_store_of_bare_costs_has_a_story_of_costs_only(place):
    with Store.open(place) as store:
        store.load([incoming("transactions", [{"case_ref": "A", "agency": "Council", "cost": 10}])], "x")
    app = open_page("case_story")
    assert "No case has recorded consent to show" in words(app)
    app.toggle(key="consented").set_value(False).run()
    assert not app.exception
    assert "£10 on what belongs to no approach" in words(
        app
    ) and "No interaction before the new way of working is recorded" in words(app)


def test_results_name_points_and_per_cent_and_say_that_outcomes_overlap(loaded):
    app = open_page("results")
    said = words(app).replace("\\", "")
    assert "Re-referrals: 46% → 10%, the largest of 3 changes in per cent" in said
    assert "The 7 counts come to 107 people, more than the sample of 93: outcomes overlap" in said
    assert "share of" not in said
    read = [cell for rows in tables(app) for row in rows for cell in row.values()]
    assert {"−13.2 points", "−54.8"} <= set(read)
    in_tables = " ".join(read)
    assert "Community care budget underspent" in in_tables and "£1,500,000" in in_tables


@pytest.mark.parametrize("every, period", [("year", "2024"), ("quarter", "2024 Q1")])
def test_referrals_are_shown_below_by_year_or_quarter(loaded, every, period):
    app = open_page("results")
    app.segmented_control(key="every").set_value(every).run()
    assert not app.exception
    assert "referrals came within 12 months of another for the same case" in words(app)
    assert period in [cell for rows in tables(app) for row in rows for cell in row.values()]
    assert "led to a package within 90 days, before the next referral" in words(app)


def test_where_no_referral_led_to_a_package_the_page_says_what_to_call_one(place):
    lines = [
        {"case_ref": "A", "agency": "Council", "cost": 1, "date": dt.date(2023, 3, 1), "activity": activity}
        for activity in ("Referral", "Care package started", "Referral")
    ]
    with Store.open(place) as store:
        store.load([incoming("transactions", lines)], "x")
    app = open_page("results")
    assert "No transaction after a referral has a package as its activity" in words(app)
    rows = [list(row) for row in written(app)[-1].to_numpy()]
    assert rows == [
        ["Referral", "Referral", "2"],
        ["Care package started", "Neither: it speaks of a package, and says more", "1"],
    ]


def test_packages_are_shown_where_there_are_any_without_a_results_sheet(place):
    days = [(2023, "Referral"), (2023, "Package of care"), (2024, "Referral"), (2026, "Visit")]
    lines = [
        {"case_ref": "A", "agency": "Council", "cost": 1, "date": dt.date(year, 3, 1), "activity": what}
        for year, what in days
    ]
    with Store.open(place) as store:
        store.load([incoming("transactions", lines)], "x")
    app = open_page("results")
    assert "upload a results sheet" in words(app)
    said = [element.value for element in app.subheader]
    assert "1 of 2 referrals led to a package within 90 days, before the next referral" in said, (
        "and no per cent of two"
    )
