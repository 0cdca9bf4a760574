"""The Outcomes page over a real store: empty, loaded, one case, many."""

import datetime as dt

from streamlit.testing.v1 import AppTest

from measures.store import Store
from tests.pages.tables import tables, written
from tests.pages.test_pages import loaded, open_page, place, words  # noqa: F401
from tests.worlds import ROOT, load


def test_without_ratings_it_says_what_to_upload(place):  # noqa: F811
    app = open_page("outcomes")
    assert "Nothing here yet: upload a ratings sheet" in words(app) and not app.selectbox


def test_the_demonstrations_ruth(loaded):  # noqa: F811
    app = open_page("outcomes")
    assert "Consent to show this case is recorded." in words(app)  # of the cases, those with consent come first
    app.selectbox(key="case").select("RUTH").run()
    said = words(app)
    assert "Case RUTH: all eight statements are rated higher than at the start" in said
    assert "n = 23 ratings of 8 statements on 3 dates" in said and "a gap in the charts, never 0" in said
    by_date, each, _ = ([list(row.values()) for row in rows] for rows in tables(app))
    assert ["I have some space of my own", "0", "1", "6", "+6"] in by_date
    assert ["Our sleeping arrangements do not affect us", "1", "not rated", "8", "+7"] in by_date
    assert [row[1:] for row in by_date] == [
        ["1", "6", "9", "+8"],
        ["2", "4", "7", "+5"],
        ["2", "5", "8", "+6"],
        ["0", "1", "6", "+6"],
        ["2", "2", "7", "+5"],
        ["0", "0", "9", "+9"],
        ["3", "5", "5", "+2"],
        ["1", "not rated", "8", "+7"],
    ]
    assert len(each) == 23 and not app.exception


def test_a_link_to_a_case_opens_it_and_one_to_no_case_opens_the_first(loaded):  # noqa: F811
    first = open_page("outcomes").selectbox(key="case").value
    for asked, opened in (("RUTH", "RUTH"), ("None such", first)):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["case"] = asked
        app.switch_page("pages/outcomes.py").run()
        assert app.selectbox(key="case").value == opened and not app.exception


def test_few_statements_unknown_consent_and_words_that_look_like_markup(place):  # noqa: F811
    rows = [
        {"Case ref": "A", "Statement": "*I* sleep :red[now] $5", "Date": dt.date(2024, 9, 1), "Rating": 0},
        {
            "Case ref": "A",
            "Statement": "- once",
            "Date": dt.date(2024, 9, 1),
            "Rating": 10,
            "Note": "![x](http://x.y/z)",
        },
    ]
    with Store.open(place) as store:
        load(store, {"Ratings": rows})
    app = open_page("outcomes")
    assert "Case A: 2 statements, rated once so far" in words(app)
    assert "No consent to show this case is recorded" in words(app)
    by_date, each, many = (table.to_numpy().tolist() for table in written(app))
    assert [row[0] for row in by_date] == ["*I* sleep :red[now] $5", "- once"] and len(many) == 2
    assert each[1][-1].startswith("![x]")
    assert "No statement has been rated a second time yet" in words(app)


def test_a_manager_says_who_else_the_person_is(place):  # noqa: F811
    rows = [
        (dt.date(2024, 9, 1), 2, "Worker"),
        (dt.date(2024, 10, 1), 6, "Lodger"),
        (dt.date(2024, 11, 1), 8, "Worker"),
    ]
    with Store.open(place) as store:
        load(
            store,
            {
                "Ratings": [
                    dict(zip(("Date", "Rating", "Rated by"), r)) | {"Case ref": "A", "Statement": "Sleep"} for r in rows
                ]
            },
        )
    app = open_page("outcomes")
    assert "Case A, as “Worker” rates them: one statement is rated higher than at the start" in words(app)
    app.multiselect[0].select("Lodger").run()
    app.button[0].click().run()
    assert "Case A: 1 statement, rated once so far (latest 1 October 2024)" in words(app) and not app.exception
