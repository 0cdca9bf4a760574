"""Totals anywhere in a table are no rows of it; a row that only sounds like one is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.workbook.prepare import prepare
from tests.drawn import few

from .build import csv, xlsx

COSTS = ("Case ref", "Agency", "Activity", "Cost", "Approach")


def left(*rows, headings=COSTS):
    """The rows of the only sheet that remain, by their number, and what is told of the others."""
    (sheet,) = prepare("t.csv", csv([headings, *rows]).encode()).sheets
    assert not [p for p in sheet.problems if p.stops], [str(p) for p in sheet.problems]
    told = {p.row: p.sentence for p in sheet.problems if p.code in ("total-row", "sum-row")}
    return sheet.rows["row"].to_pylist(), told


def test_totals_within_a_table_are_told_with_the_rows_that_they_are_of():
    rows, told = left(
        ("C1", "Police", "Visit", 120, "Historic"),
        ("C1", "Police", "Call", 60, "Historic"),
        ("C1", "Police Total", "", 180, ""),
        ("C1", "Housing", "Repair", 40, "Historic"),
        ("C1", "Housing", "Repair", 2, "Historic"),
        ("C1", "Total for Housing", "", 42, ""),
        ("C1", "Grand Total (4 records)", "", 222, ""),
        ("", "", "", 222, ""),
    )
    assert rows == [2, 3, 5, 6]
    assert told == {
        4: "This row is a total, the sum of rows 2 and 3, so it was left out.",
        7: "This row is a total, the sum of rows 5 and 6, so it was left out.",
        8: "This row is a total, the sum of rows 2 to 6, so it was left out.",
        9: "This row is a total, the sum of rows 2 to 6, so it was left out.",
    }


@pytest.mark.parametrize("words", ["Average score", "Mean", "Overall average", "Total:"])
def test_an_average_or_a_total_among_what_is_rated_is_no_rating(words):
    rows, told = left(
        ("C1", "Housing", "01/02/2025", 4),
        ("C1", "Health", "01/02/2025", 8),
        ("C1", words, "01/02/2025", 6),
        headings=("Case ref", "Statement", "Date", "Rating"),
    )
    assert rows == [2, 3] and list(told) == [4]


@pytest.mark.parametrize("name", ["Means test", "Lump sum", "Total Fitness", "Total care", "Sum Ltd"])
def test_what_only_sounds_like_a_total_stays(name):
    rows, told = left(
        ("C1", "Police", "Visit", 60, "Historic"),
        ("C1", "Police", name, 60, "Historic"),
        ("C1", name, "Visit", 120, "Historic"),
    )
    assert rows == [2, 3, 4] and not told


def test_a_measure_may_be_an_average_cost_or_a_total():
    rows, told = left(
        ("Average cost", "Jan 2025", 4), ("Total cost", "Jan 2025", 4), headings=("Measure", "Date", "Value")
    )
    assert rows == [2, 3] and not told


agencies = st.lists(
    st.tuples(
        st.sampled_from(["Police", "Housing", "Health visitors", "Total Care"]),
        st.lists(st.integers(-500, 90_000), min_size=1, max_size=5),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda group: group[0],
)


@few(6)
@given(agencies)
def test_the_same_table_with_totals_added_has_the_same_rows(groups):
    plain, summed = [], []
    for agency, pence in groups:
        rows = [("C1", agency, f"Activity {i}", each / 100, "Historic") for i, each in enumerate(pence)]
        plain += rows
        summed += [*rows, ("C1", f"{agency} Total", "", sum(pence) / 100, "")]
    summed.append(("C1", "Grand total", "", sum(sum(pence) for _, pence in groups) / 100, ""))

    def lines(table):
        (sheet,) = prepare("t.csv", csv([COSTS, *table]).encode()).sheets
        return [tuple(row.values()) for row in sheet.rows.drop_columns(["row", "bad"]).to_pylist()]

    assert lines(summed) == lines(plain)


def test_what_a_column_that_is_not_read_says_of_a_row_that_lacks_what_rows_need():
    """The reference is not read: what stands in it is looked at all the same."""
    log = [
        ("Ref", "Date received", "What they said", "Minutes"),
        (1, "03/03/2025", "Nobody came", 10),
        (2, "04/03/2025", "A bin", 30),
    ]
    below = [("Mean", "", "", 20), ("Count", "", "", 2), ("Tot.", "", "", 41)]
    (sheet,) = prepare("log.csv", csv([*log, *below]).encode()).sheets
    assert {p.row: p.code for p in sheet.problems if p.row != 1} == {4: "sum-row", 5: "total-row"}
    assert sheet.left_out == 3 and sheet.rows["row"].to_pylist() == [2, 3] and not any(p.stops for p in sheet.problems)
    (sheet,) = prepare("log.csv", csv([*log, ("Meantime", "", "", 20)]).encode()).sheets
    assert {p.code for p in sheet.problems if p.stops} == {"missing"}


@pytest.mark.parametrize("words", ["All agencies", "Overall", "ALL:", "Combined"])
def test_a_row_of_every_agency_is_a_total_where_it_is_the_sum_of_the_others(words):
    costs = [("C1", "Police", "Visit", 120, "Historic"), ("C1", "Housing", "Repair", 60, "Historic")]
    rows, told = left(*costs, ("C1", words, "", 180, "Historic"))
    assert rows == [2, 3] and told == {4: "This row is a total, the sum of rows 2 and 3, so it was left out."}
    assert left(*costs, ("C1", words, "", 95, "Historic")) == ([2, 3, 4], {})  # a meeting of them, say


def test_a_total_may_be_in_welsh():
    costs = [("C1", "Heddlu", "Ymweliad", 120, "Historic"), ("C1", "Tai", "Trwsio", 60, "Historic")]
    assert left(*costs, ("Cyfanswm", "", "", 180, ""))[0] == [2, 3]


LOG = ("Date", "Enquiry", "V/F", "Mins")
CALLS = [(f"{13 + n}/03/2025", f"Nobody came for call {n}", "VF"[n % 2], 3 + n) for n in range(6)]


@pytest.mark.parametrize("blank", [(), ("",)])
def test_lines_about_a_table_that_stand_under_it_are_no_rows_of_it(blank):
    """How many it has, how long they took, who printed it: each stopped the load, as a date that cannot be read."""
    below = [("Total contacts:", 6), ("Average handling time:", "", "", 5.4), ("Printed by Jane Doe on 01/04/2025",)]
    below += [("Total contacts: 6",), ("Page 1 of 1",), ("Report end",)]
    (sheet,) = prepare("log.xlsx", xlsx({"Log": [LOG, *CALLS, *([blank] * bool(blank)), *below]})).sheets
    assert not [str(p) for p in sheet.problems if p.stops]
    assert sheet.rows.num_rows == 6 and sheet.left_out == 6
    assert {p.code for p in sheet.problems if p.row} <= {"footer", "remark", "sum-row"}


def test_a_total_under_each_part_of_a_table_is_no_row_of_it():
    rows = [*CALLS[:3], ("Total contacts: 3",), *CALLS[3:], ("Total contacts: 3",)]
    (sheet,) = prepare("log.csv", csv([LOG, *((*row, "", "", "")[:4] for row in rows)]).encode()).sheets
    assert [(p.code, p.row) for p in sheet.problems if p.row] == [("footer", 5)] and sheet.rows.num_rows == 6


@pytest.mark.parametrize(
    "words",
    [
        "Total mess in the lane",
        "Report a missed bin",
        "Source of the leak",
        "No time given",
        "Run on by bus",
        "2 calls",
    ],
)
def test_what_only_sounds_like_a_line_about_the_table_is_asked_for_what_it_lacks(words):
    (sheet,) = prepare("log.csv", csv([LOG, *CALLS, ("", words, "F", 3)]).encode()).sheets
    assert [(p.code, p.row) for p in sheet.problems if p.stops] == [("missing", 8)]
    turned = [(said, day, *rest) for day, said, *rest in CALLS]
    (sheet,) = prepare("log.csv", csv([("Enquiry", "Date", *LOG[2:]), *turned, (words, "", "", "")]).encode()).sheets
    assert [(p.code, p.row) for p in sheet.problems if p.stops] == [("missing", 8)]


@pytest.mark.parametrize("below", [[("Grand total",)], [("Total", 3)], [(), ("* more than once",)]])
def test_a_line_under_a_flag_is_about_the_table(below):
    rows = [("ASB", "Household ref", "Street name"), *(("Y", f"H{n}", "Elm Road") for n in range(3))]
    prepared = prepare("homes.xlsx", xlsx({"Homes": [*rows, *below]}))
    (sheet,) = prepared.sheets
    assert (sheet.good_rows().num_rows, prepared.stops()) == (3, [])


def test_a_title_of_two_cells_is_no_table():
    rows = [("Period:", "April 2024"), (), ("Case ref", "Agency", "Date", "Cost")]
    rows += [(f"C{n}", "Police", f"{13 + n}/04/2024", 80) for n in range(3)]
    prepared = prepare("costs.xlsx", xlsx({"Costs": rows}))
    assert ([sheet.name for sheet in prepared.sheets], prepared.others) == (["Costs"], ())
