"""Tables that lie across their sheet, and what is one for all its rows: read as the same table that stands."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.loading import Load, overrides_before
from measures.problems import ABOVE, FIGURE, cell, letters
from measures.sheets import SHEETS
from measures.workbook.by_hand import ACROSS, OF_SHEET, Override, override_of
from measures.workbook.headings import recognise
from measures.workbook.layouts import turned
from measures.workbook.prepare import prepare, understand
from measures.workbook.read import Cells
from tests.drawn import few

from .build import Fault, places, xlsx

COSTS = (
    ("Case", "Approach", "Social care", "Police", "School", "Total"),
    ("K1", "Historic", 100, 20, 0, 120),
    ("K1", "Principles-based", 10, None, 5, 15),
    (None, "Total", 110, 20, 5, 135),
)


def read(sheets, name="test.xlsx", **more):
    return prepare(name, xlsx(sheets), **more)


def suggested(prepared):
    """How each sheet that is none of the kinds for certain may be read."""
    return {other.cells.sheet: other.suggested for other in prepared.others if other.suggested}


def confirmed(sheets):
    """The file as it is read when a person says that what is suggested is right."""
    prepared = read(sheets)
    return understand(prepared.workbook, overrides={name: said.confirmed for name, said in suggested(prepared).items()})


def rows(prepared, *names):
    (sheet,) = prepared.sheets
    table = sheet.good_rows()
    return [tuple(row[name] for name in names) for row in table.select(names).to_pylist()]


def asked(store, prepared, **answers):
    """The names of what is asked of a file, and the load as it is answered."""
    load = Load((prepared,), answers=answers)
    found = load.ask(store)
    return [question.name for question in found.unanswered], load, found


def loaded(store, prepared, **answers):
    names, load, found = asked(store, prepared, **answers)
    assert not names
    return store.load(load.incoming(found), "Ann")


def test_agencies_side_by_side_are_suggested_and_their_sums_left_out():
    prepared = read({"Costs": COSTS})
    over = [("guess-across", f"Costs!{column}1") for column in "CDE"]
    assert places(prepared) == [("suggested", "Costs"), *over]
    assert rows(confirmed({"Costs": COSTS}), "case_ref", "approach", "agency", "cost") == [
        ("K1", "Historic", "Social care", 100),
        ("K1", "Historic", "Police", 20),
        ("K1", "Historic", "School", 0),
        ("K1", "Principles-based", "Social care", 10),
        ("K1", "Principles-based", "School", 5),
    ]


def test_what_was_confirmed_is_read_so_when_the_same_headings_come_again(store):
    loaded(store, confirmed({"Costs": COSTS}))
    (upload,) = store.uploads()
    override = override_of(upload)
    assert override and dict(override.columns)["Police"] == f"{ACROSS}agency"
    again = read({"April": [*COSTS[:1], ("K2", "Historic", 1, 2, 3, 6)]})
    assert overrides_before(again.workbook, store.uploads())["April"].override == override
    again = understand(again.workbook, overrides={"April": override})
    assert places(again) == [("read-across", "April")]
    assert [outcome.new for outcome in loaded(store, again)] == [3]


def test_every_value_knows_the_cell_that_stated_it(store):
    loaded(store, confirmed({"Costs": COSTS}))
    found = store.rows("SELECT _key, cost FROM transactions", ["transactions"])
    cells = {row["cost"]: store.stated_by("transactions", str(row["_key"])) for row in found}
    assert (cells[20]["cost"].cell, cells[20]["agency"].cell, cells[20]["case_ref"].cell) == (
        "Costs!D2",
        "Costs!D",
        "Costs!A2",
    )


def test_two_lines_of_headings_say_agency_and_approach():
    table = [("Case", "Social care", None, "Police", None), (None, "Before", "After", "Before", "After")]
    prepared = confirmed({"Costs": [*table, ("K1", 100, 10, 30, 0), ("K2", 80, 20, 15, 5)]})
    found = rows(prepared, "agency", "approach", "cost")
    assert found[:2] == [("Social care", "Historic", 100), ("Social care", "Principles-based", 10)]
    assert sum(cost for agency, approach, cost in found if (agency, approach) == ("Police", "Historic")) == 45


@pytest.mark.parametrize(
    "over",
    [
        ("Historic cost", "New way cost"),
        ("Cost before", "Cost after"),
        ("Before (£)", "After (£)"),
        ("Cost of the old way (£)", "Cost of the new way (£)"),
        ("Historic spend", "Principles-based spend"),
    ],
    ids=" and ".join,
)
def test_costs_before_and_after_side_by_side_are_both_read(over):
    """One of the two had been read as the cost, and the other left out, or as the price of one."""
    table = [("Case", "Agency", *over, "Saving"), ("C1", "Police", 100, 10, 90), ("C2", "Health", 50, 5, 45)]
    sheets = {"Ledger": table}
    assert suggested(read(sheets)) and not read(sheets).sheets
    expected = [
        ("C1", "Historic", 100),
        ("C1", "Principles-based", 10),
        ("C2", "Historic", 50),
        ("C2", "Principles-based", 5),
    ]
    assert rows(confirmed(sheets), "case_ref", "approach", "cost") == expected


def test_counts_of_failure_and_of_value_may_say_what_they_count():
    table = [("Call type", "Value calls", "Failure calls"), ("Repair", 2, 1), ("Rent", 1, 3)]
    over = [its["value_or_failure"] for its in read({"Tally": table}).others[0].layout.across.values()]
    assert over == ["Value", "Failure"]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("Jan-26", "Feb-26", "Mar-26"), dt.date(2026, 1, 1)),
        (("Q1 2025/26", "Q2 2025/26", "Q3 2025/26"), dt.date(2025, 4, 1)),
        (("05/01/2026", "12/01/2026", "19/01/2026"), dt.date(2026, 1, 5)),
        ((dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1), dt.datetime(2026, 3, 1)), dt.date(2026, 1, 1)),
    ],
)
def test_dates_over_the_figures_of_a_measure_are_read_without_a_question(store, dates, first):
    prepared = read({"Wide": [("Measure", *dates), ("Falls", 3, "n/a", 2), ("Days to visit", 12, 13, None)]})
    assert places(prepared, "no-figure", "read-across") == [("read-across", "Wide"), ("no-figure", "Wide!C2")]
    assert [row for row in rows(prepared, "measure", "date", "value") if row[1] == first] == [
        ("Falls", first, 3),
        ("Days to visit", first, 12),
    ]
    assert [outcome.new for outcome in loaded(store, prepared)] == [4]


def test_a_heading_without_its_date_stops_the_load_once():
    prepared = confirmed(
        {"Mina": [("What matters", "Start", "29.06.12", "24.09.12"), ("I sleep", 1, 6, 9), ("I eat", 2, None, 7)]}
    )
    assert places(prepared, "not-a-date") == [("not-a-date", "Mina!B")]
    assert rows(prepared, "case_ref", "statement", "rating")[0] == ("Mina", "I sleep", 6)


def test_statements_over_ratings_and_measures_over_points():
    ratings = confirmed({"R": [("Case", "Date", "I sleep well (1-5)", "I feel safe (1-5)"), ("C", "06/01/2025", 3, 4)]})
    assert rows(ratings, "statement", "rating", "rating_to") == [("I sleep well", 3, 5), ("I feel safe", 4, 5)]
    points = confirmed({"P": [("Month", "Repairs done", "Repairs late"), ("Jan 2025", 120, 31), ("Feb 2025", 118, 29)]})
    assert rows(points, "measure", "value")[:2] == [("Repairs done", 120), ("Repairs late", 31)]


def test_a_unit_over_every_figure_is_the_unit_of_all():
    table = [("Case ref", "Activity", "Police (£000)", "Housing (£000)"), ("A", "Visit", 1.5, 2)]
    assert rows(confirmed({"Spend": table}), "agency", "cost") == [("Police", 1500), ("Housing", 2000)]


def test_the_rows_of_a_table_without_a_heading_of_their_own():
    table = [(None, "Apr 2025", "May 2025", "Jun 2025", "YTD"), ("Calls", 10, 12, 13, 35), ("Repairs", 1, 2, 4, 7)]
    assert read({"KPIs": table}).stops()
    found = rows(confirmed({"KPIs": table}), "measure", "value")
    assert (found[0], len(found)) == (("Calls", 10), 6)


def test_a_year_that_adds_up_its_months_is_no_point_though_its_heading_is_a_date():
    table = [("Measure", "2025-04", "2025-05", "2025"), ("Calls", 10, 12, 22), ("Repairs", 1, 2, 3)]
    assert ("sum-column", "KPIs!D1") in places(read({"KPIs": table}))


def test_a_fault_of_a_figure_is_told_with_its_cell():
    prepared = confirmed(
        {"Costs": [*COSTS[:1], ("K1", "Historic", Fault("#REF!"), 20, 0, 20), ("K?", "Sometime", 1, 2, 3, 6)]}
    )
    stopping = [(p.code, p.where) for p in prepared.problems if p.stops]
    assert stopping == [("error-cell", "Costs!C2"), ("not-an-option", "Costs!B3")]


def test_a_value_for_the_whole_sheet_stands_in_every_row_and_is_not_remembered(store):
    said = Override(
        "transactions", (("Service", "agency"), ("Paid", "date"), ("Amount", None)), given=(("case_ref", "All"),)
    )
    table = [("Service", "Paid", "Amount"), ("Housing", "03/03/2025", 1200), ("Waste", "04/03/2025", 200)]
    prepared = read({"Spend": table}, overrides={"Spend": said})
    assert rows(prepared, "case_ref", "agency", "cost") == [("All", "Housing", 1200), ("All", "Waste", 200)]
    assert places(prepared) == [("one-for-all", "Spend")]
    loaded(store, prepared)
    assert overrides_before(prepared.workbook, store.uploads())["Spend"].override.given == ()


def test_a_sheet_for_each_case_is_asked_about_and_its_name_remembered(store):
    table = [("Date", "Agency", "Activity", "Cost"), ("01/02/2024", "Police", "Visit", 20)]
    prepared = read({"Mina": table, "Tom": table})
    assert [code for code, _ in places(prepared) if code != "guess"] == ["suggested", "guess-for-all"] * 2
    loaded(store, confirmed({"Mina": table, "Tom": table}))
    assert {row["case_ref"] for row in store.rows("SELECT case_ref FROM transactions", ["transactions"])} == {
        "Mina",
        "Tom",
    }
    assert {override_of(upload).given for upload in store.uploads()} == {(("case_ref", OF_SHEET),)}


HOUSEHOLDS = ("Household ref", "Street name", "Tier")
DEMANDS = [("Date", "What was asked", "V/F"), ("01/03/2025", "Mend it", "F"), ("02/03/2025", "Pay", "V")]


def tally(*above):
    return {"Tally": [*above, (), ("Type of demand", "Value", "Failure"), ("New bin", 3, 4), ("Missed bin", 2, 5)]}


def test_counts_are_of_the_month_that_stands_above_them_and_the_next_of_the_next(store):
    first = confirmed(tally(("Demand in January 2023",), ("Report made on 03/02/2023",)))
    assert [(p.code, p.details["value"]) for p in first.problems if p.code == "one-for-all"] == [
        ("one-for-all", "January 2023")
    ]
    loaded(store, first)
    for above, month in ((("Demand in March 2023",), dt.date(2023, 3, 1)), (("Demand",), None)):
        following = read(tally(above))
        before = overrides_before(following.workbook, store.uploads())
        again = understand(following.workbook, overrides={name: said.override for name, said in before.items()})
        months = {day for sheet in again.sheets for day in sheet.rows["received_on"].to_pylist()}
        assert (months, not again.stops()) == ({month} - {None}, month is not None)


@pytest.mark.parametrize(
    "above",
    [
        [("Week commencing 03/03/2025",)],
        [("From 01/03/2025 to 31/03/2025",)],
        [("Printed on 03/03/2025",)],
        [("March 2025",), ("April 2025",)],
        [("In March",)],
        [("As of March 12",)],
    ],
)
def test_a_week_two_days_and_a_day_of_printing_are_not_when_counts_were(above):
    (asked,) = read(tally(*above)).stops()
    assert (asked.code, asked.details["field"]) == ("looks-like", "Received on")


@pytest.mark.parametrize(
    ("name", "above", "month"),
    [
        ("Apr 2025", ("Demand",), dt.date(2025, 4, 1)),
        ("Apr-25", ("Demand in April 2025",), dt.date(2025, 4, 1)),
        ("Apr-25", ("Demand in March 2025",), None),
        ("2025-04-30", ("Demand",), dt.date(2025, 4, 30)),  # a sheet for each day
        ("Tally 30.4.2025", ("Demand",), None),
    ],
)
def test_a_month_in_the_name_of_a_sheet_is_that_of_its_counts(name, above, month):
    found = confirmed({name: tally(above)["Tally"]})
    days = {day for sheet in found.sheets for day in sheet.rows["received_on"].to_pylist()}
    assert days == ({month} if month else set())


def test_a_day_above_a_log_of_times_is_that_of_its_rows():
    table = [("Contact log", "Date: 04/03/2025"), (), ("Time", "Enquiry", "V/F", "Mins")]
    table += [(f"09:{n}5", f"Call {n} about the lift", "VF"[n % 2], n) for n in (1, 2, 3)]
    assert {day for (day,) in rows(confirmed({"Log": table}), "received_on")} == {dt.date(2025, 3, 4)}


def test_a_sheet_for_each_agency_is_said(store):
    prepared = read({"Housing": DEMANDS, "Police": DEMANDS, "Notes": [("Ask Ann",)]})
    assert places(prepared, "one-for-all") == [("one-for-all", "Housing"), ("one-for-all", "Police")]
    assert [outcome.new for outcome in loaded(store, prepared)] == [2, 2]


def test_names_that_may_be_places_are_asked_about(store):
    prepared = read({"Northfield": DEMANDS, "Mill End": DEMANDS})
    assert asked(store, prepared)[0] == ["Northfield!sheet-name", "Mill End!sheet-name"]
    loaded(store, prepared, **{"sheet-name": "locality"})
    found = store.rows("SELECT DISTINCT locality, agency FROM demands", ["demands"])
    assert {(row["locality"], row["agency"]) for row in found} == {("Northfield", None), ("Mill End", None)}


@pytest.mark.parametrize(
    "names",
    [
        ("Q1 Housing", "Q1 Police"),
        ("Housing Q1", "Police Q1"),
        ("Housing 2024-25", "Police 2024-25"),
        ("Police - March", "Housing - March"),
        ("March Housing", "Apr-Jun 2025 Police"),
        ("1. Housing", "2. Police (2)"),
    ],
)
def test_an_agency_is_that_of_its_other_months(names):
    """Housing Q1 is no agency beside Housing."""
    prepared = read(dict.fromkeys(names, DEMANDS))
    assert {*(row for sheet in prepared.sheets for row in sheet.rows["agency"].to_pylist())} == {"Housing", "Police"}
    assert [p.details["value"] for p in prepared.problems] == [
        "Housing" if "Housing" in name else "Police" for name in names
    ]


@pytest.mark.parametrize(
    ("names", "field", "called"),
    [
        (("Housing calls", "Police calls"), "agency", {"Housing", "Police"}),
        (("Northfield Q1", "Northfield Q2"), "locality", {"Northfield"}),
        (("May Bank", "Mill End"), "locality", {"May Bank", "Mill End"}),
        (("Housing", "Sheet2"), "agency", {"Housing", None}),
    ],
)
def test_where_it_is_a_guess_what_the_name_would_say_is_asked(store, names, field, called):
    prepared = read(dict.fromkeys(names, DEMANDS))
    assert asked(store, prepared)[0] == [f"{name}!sheet-name" for name in names if name != "Sheet2"]
    loaded(store, prepared, **{"sheet-name": field})
    found = store.rows(f"SELECT DISTINCT {field} FROM demands", ["demands"])
    assert {row[field] for row in found} == called
    # … and in the next file it is as it was said.
    kept = overrides_before(prepared.workbook, store.uploads())
    again = understand(prepared.workbook, overrides={sheet: last.override for sheet, last in kept.items()})
    assert {*(row for sheet in again.sheets if sheet.name in kept for row in sheet.rows[field].to_pylist())} <= called
    still = [name for name in asked(store, again)[0] if name.endswith("!sheet-name")]
    assert not still or len(kept) < len(names)  # the last was read by its headings alone


def test_that_a_name_says_nothing_is_remembered(store):
    tables = dict.fromkeys(("Northfield", "Mill End"), DEMANDS)
    loaded(store, read(tables), **{"sheet-name": "neither"})
    kept = overrides_before(read(tables).workbook, store.uploads())
    again = read(tables, overrides={sheet: last.override for sheet, last in kept.items()})
    assert asked(store, again)[0] == []


def test_the_name_counts_beside_what_a_person_says(store):
    """The order of its dates, or which column is which."""
    said = Override("demands", tuple((heading, None) for heading in DEMANDS[0])).dated(month_first=True)
    prepared = read({"Housing": DEMANDS, "Police": DEMANDS}, overrides={"Housing": said})
    assert [sheet.rows["agency"].to_pylist() for sheet in prepared.sheets] == [["Housing"] * 2, ["Police"] * 2]
    none = read({"Housing": DEMANDS, "Police": DEMANDS}).sheets[0].recognised.as_read().with_given("agency", "")
    prepared = read({"Housing": DEMANDS, "Police": DEMANDS}, overrides={"Housing": none})
    assert "agency" not in prepared.sheets[0].rows.column_names and asked(store, prepared)[0] == []
    own = [("When", "What they said", "Value F or V"), ("01/03/2025", "Mend my boiler", "F")]
    prepared = confirmed({"Housing": own, "Police": own})
    assert [sheet.rows["agency"].to_pylist() for sheet in prepared.sheets] == [["Housing"], ["Police"]]


def test_a_sheet_for_each_place_of_a_list_of_households_or_beside_a_column_of_agencies(store):
    homes = [HOUSEHOLDS, ("A", "High Street", 1)]
    assert asked(store, read({"Northfield": homes, "Mill End": homes}))[0] == [
        "Northfield!sheet-name",
        "Mill End!sheet-name",
    ]
    calls = [(*row, agency) for row, agency in zip(DEMANDS, ("Agency", "Waste", "Police"), strict=True)]
    assert asked(store, read({"Northfield": calls, "Mill End": calls}))[0]
    assert not asked(store, read({"Waste": calls, "Police": calls}))[0]


@pytest.mark.parametrize(
    "names", [("Sheet1", "Sheet2"), ("April 2025", "May 2025"), ("Housing",), ("Mon", "Tue"), ("Calls Q1", "Calls Q2")]
)
def test_other_names_say_nothing(store, names):
    assert asked(store, read(dict.fromkeys(names, DEMANDS)))[0] == []


FIGURES = st.one_of(st.none(), st.integers(0, 10))


@few(20)
@given(st.lists(st.tuples(*[FIGURES] * 3), min_size=1, max_size=5), st.permutations(range(3)))
def test_a_table_that_lies_across_has_the_figures_of_the_one_that_stands(figures, order):
    """Each once, whatever the order of its columns, and with the cell it stands in."""
    dates = ["06/01/2025", "03/02/2025", "03/03/2025"]
    headings = dict(enumerate(["Case", "Statement", *(dates[i] for i in order)]))
    table = [
        [*headings.values()],
        *(["C", f"I can {n}", *(values[i] for i in order)] for n, values in enumerate(figures)),
    ]
    columns = {
        f"c{p}": pa.array([None if row[p] is None else str(row[p]) for row in table], pa.string()) for p in headings
    }
    cells = Cells("R", pa.table(columns))
    long, *_ = turned(cells, 1, headings, SHEETS["ratings"], dict.fromkeys((2, 3, 4), "date"), {})
    found = long.table.slice(1).select(["c1", f"c{ABOVE}", f"c{FIGURE}"]).to_pylist()
    assert long.numbers is not None
    assert {(*row.values(), cell("R", number, FIGURE)) for row, number in zip(found, long.numbers, strict=True)} == {
        (f"I can {n}", dates[i], str(values[i]), f"R!{letters(2 + place)}{n + 2}")
        for n, values in enumerate(figures)
        for place, i in enumerate(order)
        if values[i] is not None
    }
    assert len(found) == sum(value is not None for values in figures for value in values)


def test_a_score_at_review_has_the_date_of_the_review_and_one_at_the_start_needs_its_own():
    """It must not get the other's."""
    table = [
        ("Case", "Statement", "Score at start", "Score at review", "Review date"),
        ("C", "I sleep", 3, 6, "07/04/2025"),
    ]
    prepared = confirmed({"R": table})
    assert places(prepared, "not-a-date") == [("not-a-date", "R!C")]
    assert rows(prepared, "date", "rating") == [(dt.date(2025, 4, 7), 6)]
    with_both = [(*row, own) for row, own in zip(table, ("Start date", "06/01/2025"), strict=True)]
    prepared = confirmed({"R": with_both})
    assert not prepared.stops()
    assert rows(prepared, "date", "rating") == [(dt.date(2025, 1, 6), 3), (dt.date(2025, 4, 7), 6)]


def test_a_second_line_of_headings_is_no_row_and_a_dash_no_price():
    table = [("Code", "Cost detail", "Unit", "Agency bearing the cost", None, "Fiscal cost", "Year")]
    table += [(None, None, None, "Level 1", "Level 2", None, None)]
    table += [("A1", "Homelessness application", "Each", "Council", "Housing", "£724.00", "2010/11")]
    table += [("A2", "Rough sleeping", "A year", "NHS", "-", "-", "2009/10")]
    prepared = read({"Housing": table})
    (other,) = prepared.others
    assert (other.kind and other.kind.kind, other.header_row) == ("unit_costs", 2)
    said = other.suggested.confirmed.with_given("source", "Unit cost database")
    prepared = understand(prepared.workbook, overrides={"Housing": said})
    assert places(prepared, "not-a-number", "missing") == [("not-a-number", "Housing!F4")]
    assert rows(prepared, "activity", "agency", "unit_cost") == [("Homelessness application", "Council", 724)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("S", ("I sleep well", "I feel safe", "The house is warm")),  # and none of them says which household it is
        ("S", ("My home is safe", "The street is quiet", "The family is together")),
        ("Ratings", ("Home", "Money", "Health")),  # which are no agencies where the sheet says what they are
    ],
)
def test_statements_that_name_a_house_or_a_service_are_statements(name, said):
    prepared = confirmed({name: [("Case", "Date", *said), ("C", "06/01/2025", 3, 4, 2), ("D", "03/02/2025", 5, 5, 6)]})
    assert rows(prepared, "case_ref", "statement", "rating")[:3] == [*zip("CCC", said, (3, 4, 2))]


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (
            [("Case ref", "Agency", "Q1 2025", "Q2 2025"), ("A", "Police", 100, 120), ("B", "Housing", 50, 20)],
            "demands",
        ),
        ([("Case", "I sleep well", None), (None, "Start", "Review"), ("C1", 2, 5), ("C2", 1, 1)], "transactions"),
    ],
    ids=["a case is no type of demand", "a statement is no agency"],
)
def test_what_another_kind_has_is_not_suggested(table, kind):
    assert kind not in {o.kind.kind for o in read({"S": table}).others if o.kind and o.suggested}


CARERS = [("Case", "I sleep well", None, "I feel safe", None), (None, "Start", "Review", "Start", "Review")]
SCORES = [("C1", 2, 6, 3, 8), ("C2", 1, 4, 5, 5)]
RATED = [("C1", "I sleep well", 2), ("C1", "I sleep well", 6), ("C1", "I feel safe", 3), ("C1", "I feel safe", 8)]


@pytest.mark.parametrize(
    "above",
    [CARERS, [("Case", "I sleep well start", "I sleep well review", "Start: I feel safe", "Review: I feel safe")]],
)
def test_each_statement_at_several_occasions_asks_for_the_day_of_each_once(store, above):
    prepared = read({"S": [*above, *SCORES]})
    ((name, suggestion),) = suggested(prepared).items()
    assert suggestion.kind == "ratings" and [
        p.details["value"].lower() for p in prepared.stops() if p.code == "when-was"
    ] == [
        "start",
        "review",
    ]
    said = suggestion.confirmed.with_given("at start", "01/04/2025").with_given("at review", "01/09/2025")
    found = understand(prepared.workbook, overrides={name: said})
    assert not found.stops() and rows(found, "case_ref", "statement", "rating")[:4] == RATED
    assert {row[0] for row in rows(found, "date")} == {dt.date(2025, 4, 1), dt.date(2025, 9, 1)}
    loaded(store, found)
    (upload,) = store.uploads()
    again = overrides_before(read({"T": [*above, *SCORES]}).workbook, store.uploads())["T"].override
    assert ("The day of “start”", "01/04/2025") in override_of(upload).in_words() and not again.given


def test_the_dates_of_occasions_in_columns_of_their_own_are_used():
    dates = [("Start date", "Review date"), (None, None), ("01/04/2025", "01/07/2025"), ("02/04/2025", "05/07/2025")]
    table = [(row[0], *own, *row[1:]) for row, own in zip([*CARERS, *SCORES], dates, strict=True)]
    found = confirmed({"S": table})
    assert not found.stops() and rows(found, "statement", "date", "rating")[3] == (
        "I feel safe",
        dt.date(2025, 7, 1),
        8,
    )


@pytest.mark.parametrize(
    "above",
    [
        [("Case", "Police", None, "Housing", None), (None, "Before", "After", "Before", "After"), (None, *["£"] * 4)],
        [(None, "Police", None, "Housing", None), ("Case", "Before", "After", "Before", "After"), (None, *["£"] * 4)],
        [
            ("Case", *["Costs"] * 4),
            (None, "Police", None, "Housing", None),
            (None, "Before", "After", "Before", "After"),
        ],
    ],
)
def test_three_lines_of_headings_say_agency_approach_and_unit(above):
    found = rows(confirmed({"Costs": [*above, ("K1", 100, 10, 30, 0)]}), "agency", "approach", "cost")
    assert found == [
        ("Police", "Historic", 100),
        ("Police", "Principles-based", 10),
        ("Housing", "Historic", 30),
        ("Housing", "Principles-based", 0),
    ]


def test_of_visits_and_costs_side_by_side_the_costs_are_read():
    names = [("Case", "Police", *[None] * 3), (None, "Before", None, "After"), (None, *["Visits", "Cost £"] * 2)]
    prepared = read({"Costs": [*names, ("K1", 3, 100, 1, 10)]})
    assert "Visits" in prepared.others[0].problems[0].sentence
    found = confirmed({"Costs": [*names, ("K1", 3, 100, 1, 10)]})
    assert rows(found, "agency", "approach", "cost") == [
        ("Police", "Historic", 100),
        ("Police", "Principles-based", 10),
    ]


@pytest.mark.parametrize(
    "periods",
    [
        ("Q1 2023/24", "Q2 2023/24", "Q3 2023/24"),
        ("2022/23", "2023/24", "2024/25"),
        ("2022", "2023", "2024"),
        ("Apr 2024", "May 2024", "Jun 2024"),
        (dt.datetime(2024, 4, 1), dt.datetime(2024, 5, 1), dt.datetime(2024, 6, 1)),
    ],
)
def test_costs_of_periods_have_no_day_and_say_so(store, periods):
    """Put on the first day of its quarter, a cost would be before an intervention in the middle of it, with all of
    it."""
    table = [
        ("Case ref", "Agency", *periods, "Total"),
        ("C1", "Police", 100, 50, None, 150),
        ("C1", "Housing", 10, 5, 2, 17),
    ]
    prepared = confirmed({"Costs": table})
    shown = [f"{each:%Y-%m-%d}" if isinstance(each, dt.datetime) else each for each in periods]
    assert rows(prepared, "agency", "description", "cost") == [
        ("Police", shown[0], 100),
        ("Police", shown[1], 50),
        ("Housing", shown[0], 10),
        ("Housing", shown[1], 5),
        ("Housing", shown[2], 2),
    ]
    assert places(prepared, "only-a-period") == [("only-a-period", "Costs")]
    assert "date" not in prepared.sheets[0].rows.column_names
    assert [outcome.new for outcome in loaded(store, prepared)] == [5]


def test_agencies_over_months_over_costs_are_both_read():
    table = [("Case", "Police", None, "Housing", None), (None, "Apr 2024", "May 2024", "Apr 2024", "May 2024")]
    found = rows(confirmed({"Costs": [*table, ("K1", 100, 10, 30, 0)]}), "agency", "description", "cost")
    assert found[:3] == [("Police", "Apr 2024", 100), ("Police", "May 2024", 10), ("Housing", "Apr 2024", 30)]


@pytest.mark.parametrize(
    ("table", "field", "days"),
    [
        ([("Case", "When", "Police", "Housing"), ("C1", "01/04/2025", 10, 20)], "date", 2),
        ([("Name", "When", "I sleep well", "I feel safe"), ("Ann", "01/04/2025", 2, 3), ("Ann", "01/04/2025", 2, 4)], "date", 4),
        ([("When", "Value", "Failure"), ("01/04/2025", 3, 1)], "received_on", 4),
        ([("Case", "When", "Worker", "What happened", "Police", "Housing", "Notes"),
          ("C1", "01/04/2025", "Jo", "Visit", 10, 20, "ok")], "date", 2),
    ],
)  # fmt: skip
def test_a_column_of_dates_beside_figures_is_their_date_whatever_it_is_called(table, field, days):
    found = confirmed({"Sheet": table})
    assert rows(found, field) == [(dt.date(2025, 4, 1),)] * days and not found.stops()


def test_a_table_that_is_too_large_to_lie_across_is_told_so(monkeypatch):
    """The number of each of its figures says where it stands: beyond so many it would be that of another."""
    table = pa.table({"c0": ["Case", "K1"], "c511": ["Police", "5"], "c512": ["Housing", "7"]})
    cells = Cells("Wide", table)
    said = Override("transactions", (("Case", None), *((name, f"{ACROSS}agency") for name in ("Police", "Housing"))))
    assert places_of(recognise(cells, said)) == [("too-far-across", "Wide!SS1")]
    monkeypatch.setattr("measures.workbook.headings.MOST_ROWS", 2)
    narrow = Cells("Long", table.rename_columns(["c0", "c1", "c2"]))
    assert places_of(recognise(narrow, said)) == [("too-far-across", "Long!C1")]


def places_of(read):
    return [(problem.code, problem.where) for problem in read.problems if problem.stops]


def test_a_public_database_of_unit_costs_is_suggested_right():
    """The layout of Greater Manchester's: lines above, two lines of headings, years as 2002/03, pounds as words."""
    table = [("Unit cost database: Crime",), ("Values of the year stated, and updated with the GDP deflator",), ()]
    table += [("Code", "Cost/saving detail", "Unit", "Agency bearing the cost / making the fiscal "
                                                     "saving", None, "Fiscal",
               None, None, "Economic", None, "Source", "Comments")]  # fmt: skip
    table += [(None, None, None, "Level 1", "Level 2", "Estimated cost / saving", "Year", "Updated cost (2022/23)",
               "Estimated cost / saving", "Year")]  # fmt: skip
    table += [("CR1", "Domestic violence", "Per incident", "Criminal justice", "Police", "£1,350", "2002/03", "£2,100",
               "£12,000", "2002/03", "Home Office study", "Falls on many agencies")]  # fmt: skip
    table += [
        ("CR2", "Arrest", "Per arrest", "Police", None, "£ 719", "2011/12", "£870", "-", None, "Police costing study")
    ]
    prepared = confirmed({"Crime": table})
    assert not prepared.stops()
    names = ("activity", "agency", "unit_cost", "unit", "price_year", "source")
    assert rows(prepared, *names) == [
        ("Domestic violence", "Criminal justice", 1350, "Per incident", "2002-03", "Home Office study"),
        ("Arrest", "Police", 719, "Per arrest", "2011-12", "Police costing study"),
    ]
    other = [("Ref", "Outcome/detail", "Cost per", "Agency", "Fiscal cost £", None, "Source / reference")]
    other += [(None, None, None, None, "Value", "Price year")]
    other += [("H1", "Eviction", "incident", "Local authority", "7,276", "2008/09", "Study of 2010")]
    assert rows(confirmed({"Housing": other}), *names) == [
        ("Eviction", "Local authority", 7276, "incident", "2008-09", "Study of 2010")
    ]


@pytest.mark.parametrize(("name", "corner"), [("Radar", "Ruth: what matters"), ("Radar", None), ("Scores", "My goals")])
def test_what_a_person_says_of_themselves_under_dates_is_rated(name, corner):
    """Not a measure over time, though any name could stand there."""
    days = ("03/03/2025", "02/06/2025", "01/09/2025")
    said = [("I want my children back", 1, 3, 6), ("A home with a garden", 2, 2, 7), ("Sleep", 3, 5, 6)]
    (other,) = read({name: [(corner, *days), *said]}).others
    assert other.looks_like.kind == "ratings" and dict(other.suggested.given) == {"case_ref": "=sheet"}
    counts = [("Calls answered", 1, 3, 6), ("Visits", 2, 2, 7), ("Repairs", 3, 5, 6)]
    (other,) = read({name: [("Indicator", *days), *counts]}).others or [None]
    assert other is None or other.kind.kind == "series"


@pytest.mark.parametrize(
    "headings",
    [
        ("Start (04/03/2025)", "Review 1 (13/05/2025)"),
        ("Baseline 04/03/2025", "Review 13 May 2025"),
        ("Start: 4 March 2025", "Latest – 13/05/25"),
    ],
    ids=" and ".join,
)
def test_an_occasion_may_have_its_day_in_its_heading(headings):
    """A sheet for a case was refused, as one with no headings of ours."""
    prepared = read({"Case 14": [("Statement", *headings), ("I sleep well", 3, 5), ("I feel safe", 2, None)]})
    said = prepared.others[0].suggested.confirmed
    confirmed = understand(prepared.workbook, overrides={"Case 14": said})
    days = dt.date(2025, 3, 4), dt.date(2025, 5, 13)
    expected = [
        ("Case 14", "I sleep well", days[0], 3),
        ("Case 14", "I sleep well", days[1], 5),
        ("Case 14", "I feel safe", days[0], 2),
    ]
    assert rows(confirmed, "case_ref", "statement", "date", "rating") == expected


def test_a_pivot_table_of_classes_is_suggested():
    table = [
        ("Count of demand", "Column Labels", None, None),
        ("Row Labels", "Failure", "Value", "Grand Total"),
        ("Repair", 9, 12, 21),
        ("Rent", 16, 4, 20),
        ("Grand Total", 25, 16, 41),
    ]
    prepared = read({"Pivot": table})
    said = prepared.others[0].suggested.confirmed.with_given("received_on", "March 2025")
    confirmed = understand(prepared.workbook, overrides={"Pivot": said})
    assert not confirmed.stops()
    found = rows(confirmed, "type", "value_or_failure")
    assert (len(found), found.count(("Repair", "Failure")), found.count(("Rent", "Value"))) == (41, 9, 4)


YEAR_MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


@pytest.mark.parametrize(
    ("below", "first", "last"),
    [
        (YEAR_MONTHS, dt.date(2023, 4, 1), dt.date(2025, 3, 1)),
        (tuple(f"M{n}" for n in range(1, 13)), dt.date(2023, 4, 1), dt.date(2025, 3, 1)),
        (("Q1", "Q2", "Q3", "Q4"), dt.date(2023, 4, 1), dt.date(2025, 1, 1)),
    ],
)
def test_months_down_and_financial_years_across_are_days_of_both(below, first, last):
    """They were several figures of one year, and refused."""
    table = [("Period", "2023/24", "2024/25"), *((words, n, 100 + n) for n, words in enumerate(below))]
    table.append(("Total", sum(range(len(below))), sum(range(100, 100 + len(below)))))
    prepared = confirmed({"Calls": table})
    found = dict(rows(prepared, "date", "value"))
    assert len(found) == 2 * len(below) and (found[first], found[last]) == (0, 99 + len(below))
    assert not prepared.stops() and places(prepared, "months-of-years") == [("months-of-years", "Calls!A1")]


def test_months_of_each_measure_and_of_calendar_years():
    table = [
        ("Measure", "Month", "2023", "2024"),
        *(("Calls", words, n, 10 + n) for n, words in enumerate(["Jan", "Feb"])),
    ]
    assert rows(read({"Calls": table}), "measure", "date", "value") == [
        ("Calls", dt.date(2023, 1, 1), 0),
        ("Calls", dt.date(2024, 1, 1), 10),
        ("Calls", dt.date(2023, 2, 1), 1),
        ("Calls", dt.date(2024, 2, 1), 11),
    ]


def test_from_april_to_march_a_year_of_one_number_is_not_sure():
    table = [("Month", "2023", "2024"), *((words, n, 100 + n) for n, words in enumerate(YEAR_MONTHS))]
    prepared = confirmed({"Calls": table})
    assert prepared.stops() and not places(prepared, "months-of-years")


def test_unit_costs_of_several_years_stand_across():
    table = [("Activity", "Agency", "Source", "2023/24", "2024-25"), ("Visit", "Housing", "Finance", 40, 42)]
    prepared = confirmed({"Unit costs": table})
    assert rows(prepared, "activity", "price_year", "unit_cost") == [("Visit", "2023-24", 40), ("Visit", "2024-25", 42)]
    (other,) = read({"Unit costs": [("Service", "Unit", "2023/24", "2024/25"), ("Visit", "each", 40, 42)]}).others
    assert other.columns[1].name != "case_ref"


def test_a_row_of_figures_is_no_line_of_headings():
    """It made agencies called 10 and 20."""
    (other,) = read({"Calls": [(None, "2023", "2024"), ("Apr", 10, 20), ("May", 11, 21), ("Jun", 12, 22)]}).others
    assert other.looks_like is None


@pytest.mark.parametrize("more", [(), ("Running total",), ("Cumulative calls",)])
def test_a_month_and_a_figure_are_a_series_of_what_the_figure_is_called(more):
    """It was none of the kinds; and what runs on is no measure of its own."""
    table = [("Month", "Calls", *more), ("Apr 2025", 10, *(10 for _ in more)), ("May 2025", 12, *(22 for _ in more))]
    prepared = confirmed({"Sheet1": table})
    assert rows(prepared, "measure", "date", "value") == [
        ("Calls", dt.date(2025, 4, 1), 10),
        ("Calls", dt.date(2025, 5, 1), 12),
    ]
    assert next(p.sentence for p in prepared.problems if p.code == "read-across").startswith("The column B is read")


def test_tax_is_no_agency_and_nil_hides_no_column():
    table = [("Case", "Supplier", "Date", "Net", "VAT", "Gross"), ("K1", "Housing", "03/03/2025", 100, 20, 120)]
    (other,) = read({"Spend": table}).others
    assert not other.layout
    prepared = confirmed({"Costs": [("Case", "Police", "Health"), ("K1", "nil", 20), ("K2", 30, 10), ("K3", "0", 10)]})
    assert [p.details["cells"] for p in prepared.problems if p.code == "word-is-zero"] == ["B2"]
    assert ("K1", "Police", 0) in rows(prepared, "case_ref", "agency", "cost")
    assert ("K2", "Police", 30) in rows(prepared, "case_ref", "agency", "cost")


@pytest.mark.parametrize(
    ("headings", "figures", "measures"),
    [
        (("Month", "Area", "Arrears £"), (4020,), ["Northfield, Arrears £", "Mill End, Arrears £"]),
        (
            ("Month", "Team", "Offered", "Abandoned %"),
            (400, 4.5),
            [f"{place}, {what}" for place in ("Northfield", "Mill End") for what in ("Offered", "Abandoned %")],
        ),
    ],
)
def test_figures_of_each_area_and_month_are_a_series_of_each_area(headings, figures, measures):
    """Not one series of several points a month, nor none of the kinds."""
    table = [(f"{m} 2025", place, *figures) for m in ("Jan", "Feb", "Mar") for place in ("Northfield", "Mill End")]
    prepared = confirmed({"Figures": [headings, *table]})
    assert not prepared.stops()
    found = rows(prepared, "measure", "value")
    assert [name for name, _ in found] == measures * 3 and {value for _, value in found} == {*figures}


@pytest.mark.parametrize(
    "headings", [("Month", "Agency", "Cost"), ("Date", "Agency", "Spend"), ("Month", "Area", "Number of calls")]
)
def test_costs_and_counts_of_demands_by_month_are_no_series(headings):
    table = [(f"0{m}/01/2025", place, 40 + m) for m in range(1, 4) for place in ("Housing", "Waste")]
    (found,) = read({"Figures": [headings, *table]}).others
    assert found.kind is None or found.kind.kind != "series"


@pytest.mark.parametrize(
    "dates", [("October 2024", "January 2025"), ("2024-10", "2025-01"), ("13/10/2024", "13/01/2025")]
)
def test_what_matters_under_dates_is_rated_and_no_case(dates):
    table = [("Case ref", "What matters", *dates), ("C1", "I sleep well", 2, 5), ("C1", "I feel safe", 3, 6)]
    (sheet,) = read({"Star": table}).sheets
    assert (sheet.sheet.kind, sheet.good_rows().num_rows) == ("ratings", 4)


def test_costs_of_families_under_agencies_are_suggested():
    table = [("Family", "Housing", "Police", "Health"), *((f"C{n}", 100 + n, 200 + n, 300 + n) for n in range(4))]
    found = rows(confirmed({"Costs": table}), "case_ref", "agency", "cost")
    assert len(found) == 12 and [(a, int(b)) for ref, a, b in found if ref == "C2"] == [
        ("Housing", 102),
        ("Police", 202),
        ("Health", 302),
    ]


@pytest.mark.parametrize("last", [("Total rows:", 25), ("Number of cases", 4, 4), ("Count", 4)])
def test_a_line_about_a_table_that_lies_across_is_no_case(last):
    table = [("Case", "Housing", "Police"), *((f"C{n}", 100 + n, 250 + n) for n in range(4)), last]
    found = rows(confirmed({"Costs": table}), "case_ref", "agency")
    assert {ref for ref, _ in found} == {f"C{n}" for n in range(4)}
