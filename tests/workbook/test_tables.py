"""Several tables on one sheet: each is read as a sheet of its own, those with the same headings below one another as
one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.loading import Load
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare, understand
from tests.drawn import few

from .build import csv, ods, ods_cell, ods_row, places, saved, workbook, xlsx

LOG = ("Date", "What the person asked", "V/F", "Minutes")
KEY = (("Code", "Meaning"), ("V", "Value demand"), ("F", "Failure demand"))
SUMMARY = (("Type", "Count"), ("Value", 7), ("Failure", 5))


def calls(number, month=4):
    return [
        (dt.date(2025, month, 1 + i), f"Caller {i} of {month} asks again", "VF"[i % 2], 5 + i) for i in range(number)
    ]


def read(table, name="test.xlsx", **more):
    rows = [tuple(row) for row in table]
    if name.endswith(".csv"):
        width = max(map(len, rows))
        return prepare(name, csv([(*row, *[""] * (width - len(row))) for row in rows]).encode(), **more)
    if name.endswith(".ods"):
        cells = (ods_row(*(ods_cell("" if value is None else f"{value}") for value in row)) for row in rows)
        return prepare(name, ods({"Log": "".join(cells)}), **more)
    return prepare(name, xlsx({"Log": rows}), **more)


def column(sheet, name):
    return sheet.good_rows()[name].to_pylist()


@pytest.mark.parametrize("name", ["test.xlsx", "test.ods", "test.csv"])
def test_tables_under_the_names_of_agencies_are_one_and_have_these_as_a_column(name):
    table = [("Housing",), LOG, *calls(3), ("Total", None, None, 18), (), ("Police",), LOG, *calls(2, 5)]
    table += [(), ("Counted by Ann",)]
    prepared = read(table, name)
    (sheet,) = prepared.sheets
    assert column(sheet, "row") == [3, 4, 5, 10, 11]
    assert column(sheet, "agency") == [*["Housing"] * 3, *["Police"] * 2]
    its = sheet.name
    assert places(prepared) == [
        ("tables-joined", its),
        ("titles-as-column", its),
        ("total-row", f"{its}!6"),
        ("remark", f"{its}!13"),
    ]


def test_a_title_right_above_headings_needs_no_blank_row_and_may_be_merged():
    book = workbook({"Log": [("Housing",), LOG, *calls(2), ("Adult social care",), LOG, *calls(2, 5)]})
    book["Log"].merge_cells("A5:D5")
    (sheet,) = prepare("merged.xlsx", saved(book)).sheets
    assert column(sheet, "agency") == ["Housing", "Housing", "Adult social care", "Adult social care"]


def test_months_above_tables_are_their_dates_where_no_column_has_these():
    tally = ("Type of demand", "Number of calls")
    prepared = read([("April 2025",), tally, ("Repair", 2), (), ("May 2025",), tally, ("Repair", 1), ("Rent", 1)])
    (other,) = prepared.others
    (sheet,) = understand(prepared.workbook, overrides={"Log": other.suggested.confirmed}).sheets
    assert column(sheet, "received_on") == [dt.date(2025, month, 1) for month in (4, 4, 5, 5)]
    assert column(sheet, "type") == ["Repair", "Repair", "Repair", "Rent"]


def test_places_above_tables_are_a_column_that_a_person_may_name():
    prepared = read([("Northfield",), LOG, *calls(2), (), ("Southfield",), LOG, *calls(2, 5)])
    assert places(prepared)[2] == ("left-alone", "Log!2")
    override = Override.of("demands", prepared.sheets[0].recognised.own_headings)
    said = override.also(prepared.sheets[0].recognised.own_headings, 900, "locality")
    (sheet,) = understand(prepared.workbook, overrides={"Log": said}).sheets
    assert column(sheet, "locality") == ["Northfield", "Northfield", "Southfield", "Southfield"]


def test_tables_side_by_side_with_the_same_headings_are_read_each(store):
    first, second = calls(4), calls(3, 5)
    rows = [(*row, None, *(second[i] if i < 3 else ())) for i, row in enumerate(first)]
    prepared = read([("Housing", *[None] * 4, "Police"), (*LOG, None, *LOG), *rows])
    assert [(sheet.name, column(sheet, "agency")[0], sheet.rows.num_rows) for sheet in prepared.sheets] == [
        ("Log", "Housing", 4),
        ("Log, table 2 (column F)", "Police", 3),
    ]
    load = Load((prepared,), presumed=True)
    store.load(load.incoming(load.ask(store)), "Ann")
    assert store.counts()["demands"] == 7


@pytest.mark.parametrize("name", ["test.xlsx", "test.ods", "test.csv"])
@pytest.mark.parametrize("extra", [KEY, SUMMARY, (("Agency", "Number"), ("Housing", 4), ("Police", 8))])
def test_a_key_or_a_summary_is_left_out_wherever_it_stands_and_told(name, extra):
    log = [LOG, *calls(12)]
    beside = [(*row, None, *(extra[i] if i < len(extra) else ())) for i, row in enumerate(log)]
    below = [*log, (), ("Summary",), *extra]
    above = [*extra, (), *log]
    for table, place in ((beside, "2 (column F)"), (below, "2 (row 16)"), (above, "1 (row 1)")):
        if extra is KEY and table is above:
            continue  # a title of several lines is no other
        prepared = read(table, name)
        (sheet,), (other,) = prepared.sheets, prepared.others
        assert (sheet.rows.num_rows, sheet.bad_rows) == (12, 0) and "agency" not in sheet.rows.column_names
        its = f"{sheet.name}, table {place}"
        assert other.cells.sheet == its and [p.code for p in other.problems] == ["beside-a-table"]
        assert not prepared.stops() and ("one-of-tables", sheet.name) in [(p.code, p.sheet) for p in prepared.problems]


def test_tables_of_two_kinds_are_both_read_with_their_own_rows():
    costs = [("Case ref", "Agency", "Cost"), ("C1", "Police", 100), ("C2", "Housing", "£1x")]
    homes = [("Household ref", "Street name", "Tier"), ("A", "High Street", 1), ("B", "Low Street", 2)]
    prepared = read([*homes, (), *costs])
    assert [(sheet.name, sheet.sheet.kind) for sheet in prepared.sheets] == [
        ("Log", "households"),
        ("Log, table 2 (row 5)", "transactions"),
    ]
    assert places(prepared, "not-a-number") == [("not-a-number", "Log, table 2 (row 5)!C7")]


def test_what_may_sum_up_the_table_above_it_is_asked_about():
    costs = [("Case ref", "Agency", "Date", "Cost"), *[("C1", "Police", dt.date(2025, 4, i), 10) for i in (1, 2, 3)]]
    prepared = read([*costs, (), ("Case ref", "Agency", "Cost"), ("C1", "Police", 30)])
    (other,) = prepared.others
    assert [(p.code, p.sheet) for p in prepared.stops()] == [("suggested", "Log, table 2 (row 6)")]
    read_so = understand(prepared.workbook, overrides={other.cells.sheet: other.suggested.confirmed})
    assert not read_so.stops() and [sheet.rows.num_rows for sheet in read_so.sheets] == [3, 1]


def test_words_above_all_tables_are_of_all():
    costs = [("Case ref", "Agency", "Cost"), ("C1", "Police", 2), ("C2", "Housing", 1)]
    beside = [(*row, None, *row) for row in costs]
    prepared = read([("All costs in £000",), (), *beside])
    assert [column(sheet, "cost") for sheet in prepared.sheets] == [[2000, 1000], [2000, 1000]]


@pytest.mark.parametrize(
    "table",
    [
        [LOG, *(row for i in (4, 5, 6) for row in (*calls(2, i), ()))],  # a blank row between days
        [(*LOG[:2], None, *LOG[2:]), *((*row[:2], None, *row[2:]) for row in calls(6))],  # a blank column within
        [LOG, *calls(3), (), (dt.date(2025, 5, 1), "Chasing the same repair"), (dt.date(2025, 5, 2), "No heating")],
        [LOG, *calls(3), (), ("Counted by Ann",), ("Source: switchboard",)],
        [("Call log",), ("From", "01/04/2025"), (), LOG, *calls(3)],
    ],
)
def test_what_is_one_table_stays_one(table):
    prepared = read(table)
    (sheet,) = prepared.sheets
    assert not prepared.others and not prepared.stops() and not sheet.recognised.own_cells.part_of
    dates = [row for row in table if row and isinstance(row[0], dt.date)]
    assert sheet.rows.num_rows == len(dates)


PARTS = st.lists(st.tuples(st.sampled_from(["Housing", "Police", "Health"]), st.integers(1, 4)), min_size=1, max_size=4)


@few(6)
@given(PARTS, st.integers(0, 2), st.booleans())
def test_tables_below_one_another_have_the_rows_of_the_plain_one(parts, gap, summed):
    plain = [(*row, agency) for n, (agency, number) in enumerate(parts) for row in calls(number, n + 1)]
    table, at = [], 0
    for agency, number in parts:
        table += [(agency,), LOG, *(row[:4] for row in plain[at : at + number]), *[()] * gap]
        at += number
    table += [(), *SUMMARY] if summed and len(plain) > 5 else []
    prepared = read(table)
    (sheet,) = prepared.sheets
    names = ("received_on", "verbatim", "minutes")
    got = list(zip(*(column(sheet, name) for name in names), strict=True))
    assert got == [(row[0], row[1], row[3]) for row in plain] and not prepared.stops()
    if len({agency for agency, _ in parts}) > 1:
        assert column(sheet, "agency") == [row[4] for row in plain]


def test_a_row_of_the_log_that_is_badly_written_is_no_table():
    """After a blank row, with a word for its day: it is told as what cannot be read, and not left out."""
    for block in (
        [("Tuesday", "Chasing a repair again", "F"), ("12/04/2025", "No heating since Monday", "V")],
        [("Tuesday", "Chasing a repair again", "F", "ages"), ("Friday", "No heating since Monday", "V", "long")],
    ):
        prepared = read([LOG, *calls(6), (), *block])
        assert not prepared.others and ("not-a-date", "Log!A9") in places(prepared)


def test_what_was_done_so_far_beside_the_rows_is_of_them():
    done = [("What was done", "Who"), *((f"Rang back and sent plumber number {i} out", "Jo") for i in range(4))]
    table = [(*row, None, *(done[i] if i < len(done) else ())) for i, row in enumerate([LOG, *calls(12)])]
    assert len(read(table).workbook.sheets) == 1


@pytest.mark.parametrize(
    ("titles", "field", "first"),
    [
        (("Calls of April 2025", "Calls of May 2025"), "Month", "April 2025"),
        (("Repairs in April", "Repairs in May"), "Month", "April"),
        (("Housing service, page 1", "Housing service, page 2"), "Line above", "Housing service, page 1"),
    ],
)
def test_a_line_that_names_a_month_or_a_page_is_no_agency(titles, field, first):
    prepared = read([(titles[0],), LOG, *calls(2), (titles[1],), LOG, *calls(2, 5)])
    (sheet,) = prepared.sheets
    (cells,) = prepared.workbook.sheets
    assert sheet.recognised.own_headings[900] == field and cells.table["c900"][2].as_py() == first
    assert "agency" not in sheet.rows.column_names


def test_a_smaller_table_that_is_no_summary_is_asked_about():
    team = [("Name", "Team", "Calls taken"), ("Jo", "North", 5), ("Al", "South", 3)]
    prepared = read([LOG, *calls(8), (), *team])
    assert [(p.code, p.sheet) for p in prepared.stops()] == [("beside-a-table", "Log, table 2 (row 11)")]


HOMES = [("Household ref", "Street name", "Tier", "ASB"), *((f"H{i}", "High Street", 1 + i % 3, "N") for i in range(6))]


@pytest.mark.parametrize("gap", [[()], []])
def test_sums_under_a_list_are_no_households_of_it(gap):
    prepared = read([*HOMES, *gap, ("Total households", 6), ("Average tier", 2)])
    (sheet,), (other,) = prepared.sheets, prepared.others
    assert column(sheet, "household_ref") == [f"H{i}" for i in range(6)] and not prepared.stops()
    assert other.problems[0].where == f"Log, table 2 (row {8 + len(gap)})!{8 + len(gap)}"


@pytest.mark.parametrize(
    ("titles", "name", "values"),
    [
        (("Before", "After"), "approach", ["Historic", "Principles-based"]),
        (("Case A", "Case B"), "case_ref", ["Case A", "Case B"]),
    ],
)
def test_lines_above_costs_are_their_approach_or_their_case(titles, name, values):
    headings = ("Agency", "Activity", "Cost") if name == "case_ref" else ("Case", "Agency", "Cost")
    parts = [[(title,), headings, ("K1", "Police", 10 * n)] for n, title in enumerate(titles, 1)]
    prepared = read([*parts[0], (), *parts[1]])
    found = {o.cells.sheet: o.suggested.confirmed for o in prepared.others if o.suggested}
    (sheet,) = understand(prepared.workbook, overrides=found).sheets
    assert (column(sheet, name), column(sheet, "cost")) == (values, [10, 20])
    assert bool(found) == (name == "case_ref")


def test_scores_of_two_people_on_days_of_their_own_are_two_tables():
    mina = [("Mina",), ("What matters", "29/06/12", "24/09/12"), ("I sleep", 1, 6), ("I eat", 2, 7)]
    tom = [("Tom",), ("What matters", "01/02/13", "05/06/13"), ("I sleep", 3, 4), ("I work", 2, 2)]
    prepared = read([*mina, (), *tom])
    assert [other.layout.values for other in prepared.others] == [{"case_ref": "Mina"}, {"case_ref": "Tom"}]


def test_lists_of_two_kinds_side_by_side_are_two():
    homes = [("Household ref", "Street name", "Tier", "Crime"), *((f"H{i}", "Elm Road", i, "Y") for i in (1, 2, 3))]
    points = [("Measure", "Date", "Value"), *(("Calls", dt.date(2025, month, 1), 10 * month) for month in (1, 2, 3))]
    prepared = read([(*left, None, *right) for left, right in zip(homes, points, strict=True)])
    households, series = prepared.sheets
    assert (households.sheet.kind, series.sheet.kind) == ("households", "series")
    assert "as_at" not in households.rows.column_names  # the other list's date is none of theirs
    assert column(series, "value") == [10, 20, 30]
    assert ("one-of-tables", "Log!1") in places(prepared)


def test_a_blank_column_within_a_list_parts_nothing():
    rows = [("Household ref", "Street name", None, "Date", "What the person asked", "V/F")]
    rows += [(f"H{i}", "Elm Road", None, dt.date(2025, 4, i), f"Caller {i} asks", "F") for i in (1, 2, 3)]
    (sheet,) = read(rows).sheets
    assert column(sheet, "household_ref") == ["H1", "H2", "H3"]


def lines_between(*lines, first="Date", below=(), note=()):
    """A log with lines within it, each above three rows."""
    rows = [("Contact log",), (first, "Enquiry", "V/F", "Mins")]
    for n, line in enumerate(lines):
        times = [f"{13 + i}/03/2025" if first == "Date" else f"{9 + i}:05" for i in range(3)]
        rows += [
            (line,),
            *((time, f"Call {n} {i} about the lift", "VF"[i % 2], 5) for i, time in enumerate(times)),
            *below,
        ]
    return prepare("log.xlsx", xlsx({"Log": [*rows, *note]}))


def test_lines_that_say_of_whom_the_rows_below_them_are():
    prepared = lines_between("Housing", "Waste", below=[("Total contacts: 3",)], note=[(), ("Draft, not checked",)])
    assert not [str(p) for p in prepared.stops()]
    (sheet,) = prepared.sheets
    assert sheet.rows["agency"].to_pylist() == ["Housing"] * 3 + ["Waste"] * 3
    assert sheet.rows["row"].to_pylist() == [4, 5, 6, 9, 10, 11]
    assert [p.where for p in prepared.problems if p.code == "sections-as-column"] == ["Log!2"]


@pytest.mark.parametrize("cells", [["HD-1", "HD-2", "HD-3"], ["Easton", "Weston", "Easton"]], ids=["refs", "names"])
def test_lines_over_rows_that_begin_with_a_reference_or_a_few_names(cells):
    rows = [("Ref" if "HD-1" in cells else "Ward", "Date", "Enquiry", "V/F")]
    for n, line in enumerate(["Housing", "Waste services"]):
        rows += [(line,), *((cell, f"{13 + n}/03/2025", f"Call {n} {cell} on bins", "V") for cell in cells)]
    (sheet,) = read(rows).sheets
    assert sheet.good_rows()["agency"].to_pylist() == ["Housing"] * 3 + ["Waste services"] * 3


def test_lines_that_name_agencies_are_over_rows_that_begin_with_sentences():
    said = ("Where is my payment?", "I want a new bin", "Nobody rang me back")

    def log(*lines):
        rows = [("Enquiry", "Date", "V/F")]
        for n, line in enumerate(lines):
            rows += [(line,), *((f"{words}{', please' * n}", f"1{n}/03/2025", "V") for words in said)]
        return read(rows)

    (sheet,) = log("Housing", "Council tax").sheets
    assert sheet.good_rows()["agency"].to_pylist() == ["Housing"] * 3 + ["Council tax"] * 3
    stops = log("I have moved house", "Chasing the letter").stops()  # what two people asked, on no day
    assert [(p.code, p.where) for p in stops] == [("missing", "Log!B2")]


def test_a_row_of_a_ward_alone_is_no_line_over_others():
    rows = [("Ward", "Date", "Enquiry", "V/F"), ("Easton",), ("Easton", "13/03/2025", "A bin", "V")]
    rows += [("Weston",), ("Weston", "14/03/2025", "A bag", "F"), ("Weston", "15/03/2025", "A box", "F")]
    assert {p.code for p in read(rows).stops()} == {"missing"}


def test_lines_that_say_on_which_day_the_rows_below_them_were():
    prepared = lines_between("Monday 3 March 2025", "Tuesday 4 March 2025", first="Time")
    (sheet,) = prepared.sheets
    assert [d.isoformat() for d in sheet.rows["received_on"].to_pylist()] == ["2025-03-03"] * 3 + ["2025-03-04"] * 3
    assert not prepared.stops()


def test_lines_that_may_be_anything_are_a_column_for_a_person_to_say_what_it_is():
    prepared = lines_between("Ann’s desk", "Front desk")
    (sheet,) = prepared.sheets
    assert sheet.recognised.left_alone == {max(sheet.recognised.left_alone): "Line above"} and sheet.rows.num_rows == 6


@pytest.mark.parametrize(
    "rows",
    [
        [("Housing",), ("13/03/2025", "A bin", "V", 1), ("14/03/2025", "A bag", "F", 2)],  # one line: half a demand
        [("13/03/2025", "A bin", "V", 1), ("Housing",), ("14/03/2025", "A bag", "F", 2), ("Waste",)],
        [("Housing",), ("Waste",), ("13/03/2025", "A bin", "V", 1), ("14/03/2025", "A bag", "F", 2)],
    ],
    ids=["one", "not over all", "two together"],
)
def test_rows_with_one_cell_that_are_no_lines_over_others_are_asked_about(rows):
    prepared = prepare("log.xlsx", xlsx({"Log": [("Date", "Enquiry", "V/F", "Mins"), *rows]}))
    assert not [p for p in prepared.problems if p.code == "sections-as-column"] and prepared.stops()


@pytest.mark.parametrize("below", [("Total rows:", 25), ("Number of records 3",)])
def test_how_many_rows_there_are_is_no_result(below):
    results = [("Measure", "Before", "After"), *((f"Repeat calls {n}", 24, 10) for n in range(3))]
    (sheet,) = read([*results, below]).sheets
    assert column(sheet, "measure") == [f"Repeat calls {n}" for n in range(3)]


def test_a_result_that_is_called_a_total_stays():
    results = [("Measure", "Before", "After"), ("Repeat calls", 24, 10), ("Total calls", 300, 200)]
    (sheet,) = read([*results, (), ("Source: CRM",), ("* not audited",)]).sheets
    assert column(sheet, "measure") == ["Repeat calls", "Total calls"]


@pytest.mark.parametrize(
    "below",
    [[("Key",), ("V", "Value demand"), ("F", "Failure demand")], [("Checked by", "JS"), ("Date", "05/04/2024")]],
)
def test_a_key_or_who_signed_a_list_is_no_row_of_it(below):
    prepared = read([LOG, *calls(8), (), *below])
    assert not prepared.stops() and prepared.sheets[0].rows.num_rows == 8


def test_lines_that_name_agencies_are_over_rows_that_begin_with_value_or_failure():
    rows = [("V/F", "Date", "Enquiry")]
    for line in ("Police", "Council tax"):
        rows += [(line,), ("F", "13/03/2025", f"A bin {line}"), ("V", "14/03/2025", f"A bag {line}")]
    (sheet,) = read(rows).sheets
    assert sheet.good_rows()["agency"].to_pylist() == ["Police"] * 2 + ["Council tax"] * 2


def test_a_heading_without_spaces_asks_as_one_with_them():
    said = [
        ("DateReceived", "Enquiry", "ValueDemand"),
        *((f"1{n}/03/2025", f"A bin {n}", "NY"[n % 2]) for n in range(6)),
    ]
    prepared = read(said)
    assert not [p for p in prepared.stops() if p.code == "yes-no?"]


@pytest.mark.parametrize(
    "said", ["Key to my flat is lost", "Signed off sick, how do I pay", "Checked twice, no answer"]
)
def test_what_somebody_asked_on_no_day_is_no_line_about_the_list(said):
    rows = [
        ("Enquiry", "Date", "V/F"),
        *((f"A new bin{'!' * n}", f"1{n}/03/2025", "V") for n in range(4)),
        (said, None, "F"),
    ]
    assert {p.code for p in read(rows).stops()} == {"missing"}
