"""The Agency costs page: empty, loaded, and where sums are refused."""

import pytest

from measures import board
from measures.answers import paid_activities
from measures.store import Store
from measures.views.board.panels import Of
from pages.ui import cache
from tests.pages.tables import tables, written
from tests.pages.test_pages import loaded, open_page, place, words  # noqa: F401
from tests.worlds import load

pytestmark = pytest.mark.xdist_group("demonstration")


def table(app, first: str) -> list[list[str]]:
    """The cells of the table whose first heading is this one."""
    found = next(rows for rows in tables(app) if rows and next(iter(rows[0])) == first)
    return [list(row.values()) for row in found]


def test_an_empty_store_is_told_which_spreadsheet_it_needs(place):  # noqa: F811
    said = words(open_page("agency_costs"))
    assert "Nothing here yet: upload a transactions sheet" in said


def test_all_cases_are_compared_and_the_page_says_which(loaded):  # noqa: F811
    app = open_page("agency_costs")
    said = words(app).replace("\\", "")
    assert "Capacity: cost fell in 23 of 37 cases and rose in 4" in said
    assert "These are the 37 cases whose rows say their kind of money and that can be compared" in said
    assert "£52,401 before and £25,071 after, over 1 to 7 quarters of each on either side: 52.2% less" in said
    assert table(app, "Agency")[-1][:2] == ["All agencies", "£52,401"]
    assert [row[0] for row in table(app, "Kind of money")] == ["Cashable", "Capacity", "Spending"]
    assert "were not incurred" in said
    assert "Interactions fell in 30 of 37 cases and rose in 2" in said
    assert len(table(app, "Quarter")) == 14


def test_a_kind_of_money_is_shown_by_itself_and_a_case_can_be_left_out(loaded):  # noqa: F811
    app = open_page("agency_costs")
    app.segmented_control(key="kind").set_value("Spending").run()
    said = words(app).replace("\\", "")
    assert (
        "£897 a month in the historic approach and £310 in the principles-based one: but £19,830 of the latter came"
        in said
    )
    assert "Case RUTH: Ruth (figures from the deck), spending alone" in said
    app.multiselect(key="without").set_value(["RUTH"]).run()
    said = words(app).replace("\\", "")
    assert "Spending: £106,777 in the historic approach and £2,210" in said and "without RUTH" in said
    app.multiselect(key="without").set_value(["RUTH", "SLIDE13"]).run()  # and then no row is left that does not say
    assert not app.exception and app.segmented_control(key="kind").options == ["Cashable", "Capacity"]
    assert "37 cases, cashable alone, without RUTH and SLIDE13" in words(app) or "37 cases, capacity alone" in words(
        app
    )
    app.selectbox(key="case").select("RUTH").run()
    assert app.multiselect(key="without").disabled and "80.6% less" in words(app)


def test_a_case_of_bare_totals_says_that_its_windows_are_unknown(loaded):  # noqa: F811
    app = open_page("agency_costs")
    app.selectbox(key="case").select("SLIDE13").run()
    assert not app.exception
    said = words(app).replace("\\", "")
    assert "£106,777 in the historic approach and £2,210 in the principles-based one: 97.9% less" in said
    assert "illustrative" in said and "because not every row has a date" in said and "cannot be worked out" in said
    split = table(app, "Agency")
    assert split[2] == ["Education", "£3,818", "3.6%", "£33", "1.5%", "−£3,785", "99% less"]
    assert [row[1:5] for row in split] == [
        ["£83,649", "78.3%", "£824", "37.3%"],
        ["£13,072", "12.2%", "£493", "22.3%"],
        ["£3,818", "3.6%", "£33", "1.5%"],
        ["£3,379", "3.2%", "£646", "29.2%"],
        ["£2,859", "2.7%", "£214", "9.7%"],
        ["£106,777", "100.0%", "£2,210", "100.0%"],
    ]
    assert split[-1][5:] == ["−£104,567", "97.9% less"]
    assert "there is nothing to line up" in said
    assert not [c for c in app.segmented_control if c.key == "kind"]
    app.selectbox(key="case").select("RUTH").run()
    assert "The comparison reverses" in words(app) and "slide 5 prints £20,760" in words(app).replace("\\", "")


def test_totals_need_the_same_cases_throughout(loaded):  # noqa: F811
    app = open_page("agency_costs")
    app.segmented_control(key="figures").set_value("all").run()
    assert "Totals are shown only where every quarter has the same number of cases" in words(app)
    app.toggle(key="whole").set_value(True).run()
    app.segmented_control(key="quarters").set_value("cumulative").run()
    assert not app.exception and "Totals are shown only" not in words(app)
    assert "7 cases, each compared with itself" in words(app)
    before = [int(row[2]) for row in table(app, "Quarter") if "before" in row[0]]
    assert before == sorted(before) and before[-1] > 50


def test_a_manager_says_by_which_words_a_row_is_a_payment(place):  # noqa: F811
    what = ("Fee", "fee", "Hospital discharge", "Top-up", "Charge", None)
    row = {"Case ref": "K", "Agency": "Police", "Cost": 70}
    with Store.open(place) as store:
        load(store, {"Transactions": [row | {"Activity": activity} for activity in what]})
    app = open_page("agency_costs")
    assert "Rows that are payments, not contacts: 3 rows" in [each.label for each in app.expander]
    words_now = app.multiselect[-1]
    words_now.set_value([word for word in words_now.value if word != "Charge"] + ["top up"]).run()
    app.button[-1].click().run()
    assert not app.exception and sorted(table(app, "Activity that is a payment")) == [["Fee", "2"], ["Top-up", "1"]]
    with Store.open(place) as store:
        assert store.versions()[0]["what"].endswith("Surcharge and top up")
        assert paid_activities(store, version=1) == {"Fee": 2, "Charge": 1}


@pytest.mark.parametrize(
    ("years", "says"), [(("2011-12", "2031-32"), "no deflator for 2031-32"), (("2011-12", None), "and others do not")]
)
def test_price_years_that_are_not_one_are_shown_apart_and_not_added_up(place, years, says):  # noqa: F811
    rows = [
        {"Case ref": "K", "Agency": "Police", "Cost": 70, "Approach": "Historic", "Price year": years[0]},
        {"Case ref": "K", "Agency": "Police", "Cost": 40, "Approach": "After", "Price year": years[1]},
    ]
    with Store.open(place) as store:
        load(store, {"Transactions": rows})
    app = open_page("agency_costs")
    said = words(app).replace("\\", "")
    assert "are not added up" in said and says in said
    assert table(app, "Price year") == [
        [y, "Police", *cost]
        for y, cost in zip(
            sorted({years[0], years[1] or "Not stated"}) if years[1] else ["Not stated", years[0]],
            (["£70", "£0", "£0"], ["£0", "£40", "£0"]) if years[1] else (["£0", "£40", "£0"], ["£70", "£0", "£0"]),
        )
    ]
    assert "£110" not in said and not [t for t in written(app) if t.columns[0] == "Agency"]


def test_a_ledger_of_no_approach_is_neither_historic_nor_new(place):  # noqa: F811
    with Store.open(place) as store:
        load(store, {"Transactions": [{"Case ref": "A", "Agency": "Health", "Cost": cost} for cost in (100, 200)]})
        board.keep(store, board.Board(case="A"), "AB")
    said = "£300 is neither historic nor principles-based: no row says which, by approach or by date"
    assert said in words(open_page("agency_costs"))
    app = open_page("common_measures")
    assert said in words(app.segmented_control(key="view").set_value("manager").run())


def test_other_prices_beside_the_store_count_at_the_next_click(place):  # noqa: F811
    """Nothing that is kept of the data is shown once the prices of its years are others."""
    with Store.open(place) as store:
        both = (("Historic", "2018-19"), ("Principles-based", "2021-22"))
        rows = [
            {"Case ref": "A", "Agency": "Health", "Cost": 100, "Approach": of, "Price year": year} for of, year in both
        ]
        load(store, {"Transactions": rows, "Cases": [{"Case ref": "A", "Consent to show": "Yes"}]})
        board.keep(store, board.Board("Thrive", "A"), "AB")

    def told() -> list[str]:
        found = [cache.band(1, Of(cache.reading().version()), "A"), *cache.draft(8, ()).board.bands]
        return [
            panel.headline
            for band in found
            for panel in band.panels
            if "spen" in panel.headline.lower() or "£" in panel.headline
        ]

    before = told()
    text = "price_year,index,source\n2018-19,50,x\n2021-22,100,x\n"
    place.with_name("deflators.csv").write_text(text, "utf-8")
    now = told()
    print(before, now)
    assert before and len(before) == len(now) and not {*before} & {*now}
