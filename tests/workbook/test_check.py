"""What is wrong with rows: each problem at its place, and every row loaded, left out or told of."""

import datetime as dt
import random
import re
from collections import Counter

import pytest

from measures.problems import KINDS, STORE_SAYS, Problem
from measures.workbook import check, readings
from measures.workbook.prepare import across_files, prepare

from .build import HEADINGS, ROWS, TABLE, Fault, csv, load, part, places, repacked, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def homes(*rows, headings=HEADINGS):
    return prepare("Households.csv", csv([headings, *rows]).encode())


def test_the_sentence_a_manager_reads():
    rows = [(chr(65 + i), "Larkspur Road", "", "", "", "Y") for i in range(15)]
    rows.append(("Z", "Larkspur Road", "", "", "", "some"))
    (problem,) = homes(*rows, headings=("Household ref", "Street name", "Postcode", "Locality", "Tier", "ASB")).problems
    where, says = str(problem).split(": ")
    assert where == "Households!F17"
    assert says == '"some" is neither Yes nor No. Write Y or N, or clear the cell where it is not known.'


def test_no_page_speaks_of_the_options_of_the_command():
    """Each has a control for it; what the command says besides is of its own."""
    for words in (*(kind.sentence for kind in KINDS.values()), *STORE_SAYS.values()):
        assert not re.search(r"--\w|`|MEASURES_|\bbelow, or\b", words), words
    fault = Problem("month-first?", "log", None, 1, {"count": "1", "value": "05/13/2025", "cells": "B2"})
    assert str(fault).endswith('--month-first "log" says it.') and "--" not in fault.sentence


@pytest.mark.parametrize(
    "days, says",
    [
        ((1,), "is in the future. Check"),
        ((1, 3), "is in the future, and so is C4. Check"),
        (range(1, 201), "is in the future, and so are C3, C4, C5 and 196 more. Check"),
    ],
)
def test_dates_in_the_future_are_told_together(days, says):
    rows = [(f"D{n}", "Damp", f"{n % 28 + 1:02}/03/{2999 if n in days else 2001}") for n in range(1, 201)]
    found = prepare("log.csv", csv([("Demand ref", "What the person asked", "Received on"), *rows]).encode()).problems
    assert [(p.code, p.where) for p in found if "future" in p.code] == [("in-the-future", "log!C2")]
    assert says in next(p.sentence for p in found if "future" in p.code)


def test_errors_and_formulas_without_a_result_are_told_at_their_cell():
    """A formula whose result is an empty string is a blank, as Excel shows it."""
    rows = [
        HEADINGS,
        ("A", Fault("#N/A"), 1, "Y"),
        ("B", "Larkspur Road", "=1+1", "Y"),
        ("C", "Larkspur Road", 3, Fault("#DIV/0!")),
    ]
    rows.append(("D", "Larkspur Road", '=IF(1>2,1,"")', "N"))
    content = xlsx(rows)
    blank = part(content).replace(b'<c r="C5">', b'<c r="C5" t="str">')
    prepared = prepare("homes.xlsx", repacked(content, {SHEET: blank}))
    assert places(prepared) == [
        ("error-cell", "Households!B2"),
        ("not-calculated", "Households!C3"),
        ("error-cell", "Households!D4"),
    ]
    assert prepared.sheets[0].rows["bad"].to_pylist() == [True, True, True, False]


def test_faults_outside_the_table_are_nobodys_trouble(store):
    """Above it, in a column that is not read, and in a total row, which is left out."""
    rows = [("Counted", "=NOW()"), (*HEADINGS, "Remarks"), (*ROWS[0], "=A1"), ("Total", "=COUNTA(B3)", Fault("#REF!"))]
    prepared = prepare("homes.xlsx", xlsx(rows))
    assert places(prepared) == [("left-alone", "Households!E2"), ("total-row", "Households!4")]
    assert load(store, prepared) == {"households": 1}


def test_a_row_of_which_only_a_fault_is_left_is_counted():
    """The fast reader gives such a row as empty, and takes it away where it is the last."""
    prepared = prepare("homes.xlsx", xlsx([*TABLE, ("=A2",), (None, None, None, "=1+1")]))
    assert [p.where for p in prepared.stops()][:1] == ["Households!A5"]
    assert prepared.sheets[0].rows["row"].to_pylist() == [2, 3, 4, 5, 6]
    assert prepared.sheets[0].bad_rows == 2


def test_long_lists_are_cut_and_the_rest_is_counted():
    """Of each sort in each column 500 are listed; of cells that say the same, one is, with their number. A cell with a
    fault is not missing besides."""
    cut = (500, "100")

    def listed(prepared):
        counts = {p.code: [q.code for q in prepared.problems].count(p.code) for p in prepared.problems}
        more = {p.code: p.details["count"] for p in prepared.problems if p.code.startswith("more-")}
        return counts, more

    formulas = [(HEADINGS), *[(f"A{i}", "=A1", 1, Fault("#N/A")) for i in range(600)], ("A600", None, 1, "Y")]
    prepared = prepare("homes.xlsx", xlsx(formulas))
    assert listed(prepared) == ({"error-cell": 1, "not-calculated": 1, "missing": 1}, {})
    assert [p.details["number"] for p in prepared.problems] == [600, 600, 1]
    assert prepared.sheets[0].bad_rows == 601
    for headings, row, code in (
        (("Case ref", "Agency", "Cost", "Quantity"), ("A", "Education", "", 3), "needs-one-of"),
        (
            ("Received on", "What the person asked", "Resolved on"),
            ("05/01/2026", "Nobody came", "04/01/2026"),
            "wrong-order",
        ),
        (("Household ref", "Street name"), ("Total", ""), "total-row"),
    ):
        (told,) = (p for p in prepare("long.csv", csv([headings, *[row] * 600]).encode()).problems if p.code == code)
        assert told.row == 2 and told.details["number"] == 600
        assert re.search(r"also in (rows |C)3, C?4, C?5 and 596 more", told.sentence)
    cases = [("Case ref", "Agency", "Cost"), *((f"A{i}", "Education", f"word {i}") for i in range(600))]
    counts, counted = listed(prepare("costs.csv", csv(cases).encode()))
    assert (counts["not-a-number"], counted["more-like-this"]) == cut
    streets = [("A", f"{'Oak' if i == 600 else 'Elm'} Road") for i in range(601)]
    for rows, code, more in (
        (streets, "same-key", "more-like-this"),
        (streets[:-1], "same-row", "more-notes-like-this"),
    ):
        counts, counted = listed(prepare("keys.csv", csv([("Household ref", "Street name"), *rows]).encode()))
        assert (counts[code], counted[more]) == ((500, "100") if code == "same-key" else (500, "99"))


def test_what_is_not_listed_says_which_problem_of_which_column_it_is():
    rows = [(f"A{i}", "Larkspur Road", f"maybe {i}", f"sometimes {i}") for i in range(501)]
    prepared = homes(*rows, ("B", "", "Y", "Y"), headings=("Household ref", "Street name", "ASB", "Crime"))
    assert [str(p).split(". Write")[0] for p in prepared.problems if p.code == "more-like-this"] == [
        'Households!C: 1 more, not listed, with the same problem as Households!C501: "maybe 499" is neither Yes nor No',
        'Households!D: 1 more, not listed, with the same problem as Households!D501: "sometimes 499" is '
        "neither Yes nor No",
    ]


def test_headings_that_come_again_are_no_row_and_those_of_another_table_stop_the_sheet():
    """A sheet printed with its headings on each page; and two tables, one under the other, on one sheet."""
    headings = ("Household ref", "Street name", "Postcode", "Remarks")
    home = ("A", "Larkspur Road", "ZZ9 4DF", "Moving")
    prepared = homes(home, headings, ("B", *home[1:]), headings=headings)
    assert places(prepared) == [("left-alone", "Households!D1"), ("headings-again", "Households!3")]
    assert prepared.sheets[0].rows["household_ref"].to_pylist() == ["A", "B"] and prepared.sheets[0].left_out == 1
    second = [("Case ref", "Agency", "Cost", ""), ("C1", "Police", "100", "")]
    prepared = homes(home, *second, headings=headings)
    assert places(prepared)[0] == ("second-table", "Households!3") and prepared.stops(leave_out=True)
    no_headings = homes(("Ref", "Place", "", ""), ("Street", "Road", "PC", ""), headings=headings[:3])
    assert places(no_headings) == [("no-postcode", "Households!C3")]


def test_what_is_not_known_is_a_blank_and_told_for_the_column():
    headings = ("Case ref", "Agency", "Cost", "Quantity", "Unit cost")
    rows = [("A", "Police", "n/a", 2, "£3"), ("B", "Police", "n/a", "NK", ""), ("C", "Police", "lots", "", "")]
    prepared = prepare("costs.csv", csv([headings, *rows]).encode())
    assert places(prepared) == [
        ("needs-one-of", "costs!3"),
        ("not-a-number", "costs!C4"),
        ("read-as-blank", "costs!C"),
        ("read-as-blank", "costs!D"),
    ]
    assert prepared.stops()[1].sentence.endswith(
        "Write one figure and nothing else, or clear the cell where it is not known."
    )


def test_a_column_of_0_and_1_that_may_be_a_count_is_told():
    """A flag that is declared may be written so without a word."""
    headings = ("Household ref", "Street name", "ASB", "Visits", "Drugs")
    prepared = homes(("A", "Oak Road", 1, 0, "Y"), ("B", "Oak Road", 0, 1, 0), headings=headings)
    assert places(prepared) == [("only-0-and-1", "Households!D1")]
    assert prepared.sheets[0].flag_names == ("ASB", "Visits", "Drugs")


@pytest.mark.parametrize("words", ["TOTAL", "Total:", "Sub-total", " Grand total = ", "Totals."])
def test_a_total_is_no_row_however_it_is_marked(words):
    prepared = prepare(
        "results.csv", csv([("Measure", "After"), ("Falls", 3), (words, 3), ("Total falls", 3)]).encode()
    )
    assert places(prepared) == [("total-row", "results!3")]
    assert prepared.sheets[0].rows["measure"].to_pylist() == ["Falls", "Total falls"]


def test_hidden_sheets_are_left_alone_and_named(store):
    prepared = prepare("homes.xlsx", xlsx({"Homes": TABLE, "Old": TABLE}, hidden=["Old"]))
    assert places(prepared) == [("hidden-sheet", "Old")]
    assert load(store, prepared) == {"households": 3}


def test_the_same_heading_twice_stops_the_sheet():
    prepared = homes(
        ("A", "Larkspur Road", "Y", 1, "N", "Oak Road"),
        headings=("Household ref", "Street name", "ASB", "Tier", "asb ", "STREET NAME"),
    )
    assert sorted(places(prepared, "same-heading")) == [
        ("same-heading", "Households!E1"),
        ("same-heading", "Households!F1"),
    ]
    assert prepared.stops(leave_out=True)


def test_keys_that_repeat(store):
    """The same said twice counts once; where two rows differ, all rows of that key are in doubt."""
    rows = [
        ("A", "Larkspur Road", 1, "Y"),
        ("a ", "Larkspur Road", 1, "y"),
        ("B 1", "Tansy Close", 1, "Y"),
        ("b  1", "Tansy Close", 2, "Y"),
        ("B 1", "Tansy Close", 1, "Y"),
        ("C", "Tansy Close", 3, "N"),
    ]
    prepared = homes(*rows)
    assert places(prepared) == [
        ("same-key", "Households!A5"),
        ("same-key", "Households!A6"),
        ("same-row", "Households!A3"),
    ]
    assert load(store, prepared, leave_out=True) == {"households": 2}
    assert store.uploads()[0].rows_left_out == 4


def test_a_repeat_that_cannot_be_read_is_no_repeat():
    """What is wrong in the second row must not be taken for a blank, and the row for a copy."""
    prepared = homes(("A", "Larkspur Road", 1, ""), ("A", "Larkspur Road", 1, "some"))
    assert ("not-yes-no", "Households!D3") in places(prepared)
    assert "same-row" not in [p.code for p in prepared.problems]


def test_one_key_on_two_sheets(store):
    """The same details count once. Different details: both rows are in doubt, and both are left out."""
    other = [HEADINGS, ("b", "Larkspur Road", 3, "N"), ROWS[2], ("D", "Oak Road", None, "N")]
    prepared = prepare("homes.xlsx", xlsx({"North": TABLE, "South": other}))
    assert places(prepared) == [("same-key-other-sheet", "South!A2")]
    assert load(store, prepared, leave_out=True) == {"households": 3}
    assert [upload.rows_left_out for upload in store.uploads()] == [1, 1]


def test_one_key_in_two_files():
    """Also where the files have one name. What stands on two sheets of one file is told with that file alone."""
    files = [prepare("homes.csv", csv([HEADINGS, row]).encode()) for row in (ROWS[1], ("B", "Oak Road", 2, "N"))]
    assert [(p.code, p.where, p.details["other"]) for p in across_files(files)] == [
        ("same-key-other-sheet", "homes!A2", "homes!A2 of homes.csv")
    ]
    both = prepare("homes.xlsx", xlsx({"North": TABLE, "South": [HEADINGS, ("B", "Oak Road", 2, "N")]}))
    assert across_files([both]) == []
    assert across_files([]) == []


def test_two_sheets_of_one_kind(store):
    demands = [("Received on", "What the person asked"), ("05/01/2026", "Nobody came")]
    prepared = prepare("demands.xlsx", xlsx({"January": [*demands, demands[1]], "February": demands}))
    assert places(prepared) == []
    assert [s.rows.num_rows for s in prepared.sheets] == [2, 1]


def test_rows_that_do_not_fit_together():
    rows = [
        ("Received on", "What the person asked", "Resolved on"),
        ("05/01/2026", "Nobody came", "04/01/2026"),
        ("05/01/2026", "Nobody came", "05/01/2026"),
    ]
    assert places(prepare("demands.csv", csv(rows).encode())) == [("wrong-order", "demands!C2")]
    rows = [
        ("Case ref", "Agency", "Cost", "Quantity", "Unit cost"),
        ("A", "Education", None, 3, None),
        ("A", "Education", 9, 3, 4),
        ("A", "Education", None, 3, 4),
    ]
    assert places(prepare("costs.csv", csv(rows).encode())) == [
        ("needs-one-of", "costs!2"),
        ("cost-differs", "costs!C3"),
    ]


def test_the_printed_count_is_compared_with_a_recount():
    rows = [
        ("A", "Larkspur Road", "Y", "Y", 2),
        ("B", "Larkspur Road", "Y", "", 2),
        ("C", "Larkspur Road", "N", "N", None),
    ]
    prepared = homes(*rows, headings=("Household ref", "Street name", "ASB", "Crime", "Count of flags"))
    assert places(prepared) == [("count-differs", "Households!E3")]


def test_a_printed_count_that_no_machine_counts_to_is_told_like_any_other():
    prepared = homes(("A", "Larkspur Road", "Y", "9" * 21), headings=("Household ref", "Street name", "ASB", "Flags"))
    assert places(prepared) == [("count-differs", "Households!D2")]


def test_any_yes_no_column_is_a_flag_and_other_columns_are_named():
    headings = ("Household ref", "Street name", "Truancy", "Notes", "Rent", "Moved?", "")
    rows = [
        ("A", "Larkspur Road", "Y", "Rang twice", 50, "Yes", "x"),
        ("B", "Larkspur Road", "N", "Wrote", 1, "later", ""),
        ("C", "Oak Road", "", "Y", 0, "soon", ""),
    ]
    prepared = homes(*rows, headings=headings)
    assert prepared.sheets[0].flag_names == ("Truancy",)
    assert places(prepared) == [
        ("not-quite-a-flag", "Households!D1"),
        ("left-alone", "Households!E1"),
        ("not-quite-a-flag", "Households!F1"),
        ("no-heading", "Households!G1"),
    ]


def test_leaving_out_loads_exactly_the_good_rows(store):
    rows = [
        ("A", "Larkspur Road", 1, "Y"),
        ("B", "", 1, "Y"),
        ("C", "Larkspur Road", 7, "Y"),
        ("", "", "", ""),
        ("D", "Oak Road", 2, "N"),
        ("Total", "", "", 4),
    ]
    prepared = homes(*rows)
    assert [p.where for p in prepared.stops()] == ["Households!B3", "Households!C4"]
    assert prepared.stops(leave_out=True) == []
    assert load(store, prepared, leave_out=True) == {"households": 2}
    assert (store.uploads()[0].rows_loaded, store.uploads()[0].rows_left_out) == (2, 3)
    with pytest.raises(AssertionError):
        prepared.incoming()


CELLS = {
    "Household ref": ("A", "B", "C", "D 1", "d  1", "E", "F", "G", "", "Total"),
    "Street name": ("Larkspur Road", "Larkspur Rd", "Oak Road", "Oak Road", ""),
    "Tier": ("1", "2", "", "9", "I could go either way"),
    "ASB": ("Y", "N", "", "?", "some", "x"),
    "As at": ("31/03/2026", "30/02/2026", "", "2026-03-31"),
    "Notes": ("", "", "", "Rang twice"),
}


@pytest.mark.long
def test_no_row_is_lost_in_silence(store):
    """80 small sheets of cells drawn by lot, in one workbook each time: each filled row is loaded, left out or told
    of."""
    lot = random.Random(2012)
    for _ in range(2):
        sheets, filled = {}, {}
        for i in range(40):
            headings = ["Household ref", "Street name", *lot.sample(list(CELLS)[2:], lot.randrange(1, 5))]
            rows = [[lot.choice(CELLS[h]) for h in headings] for _ in range(lot.randrange(1, 9))]
            rows = [row if lot.random() < 0.9 else [""] * len(row) for row in rows]
            # Each sheet has households of its own, so that what is counted is not settled between sheets.
            for row in rows:
                row[0] = f"{row[0]} {i}" if row[0] not in ("", "Total") else row[0]
            sheets[f"S{i}"] = [headings, *rows]
            read = [k for k, h in enumerate(headings) if h != "Notes"]
            filled[f"S{i}"] = {n for n, row in enumerate(rows, start=2) if any(row[k] for k in read)}
        prepared = prepare("lot.xlsx", xlsx(sheets))
        assert [s.name for s in prepared.sheets] == list(sheets)
        good = 0
        for sheet in prepared.sheets:
            loaded = set(sheet.good_rows()["row"].to_pylist())
            rows = {p.code: set[int]() for p in sheet.problems}
            for p in sheet.problems:
                rows[p.code] |= {p.row, *p.details.get("also_rows", ())}
            told = set().union(*rows.values()) | {p.details["other"] for p in sheet.problems if p.code == "same-key"}
            repeats = rows.get("same-row", set()) | rows.get("total-row", set())
            assert loaded | told >= filled[sheet.name] >= loaded
            assert sheet.left_out == len(repeats)
            assert len(filled[sheet.name]) == len(loaded) + sheet.left_out + sheet.bad_rows
            good += len(loaded)
        assert all(p.stops is False or p.row_can_be_left_out or p.code == "no-rows" for p in prepared.problems)
        if not prepared.stops(leave_out=True):
            before = store.counts()["households"]
            assert load(store, prepared, leave_out=True)["households"] - before <= good


def test_many_small_sheets_are_read_together(monkeypatch):
    """A database for each sheet, and a query for each of its columns, made forty sheets take as long as a million
    rows."""
    times = Counter()

    def counted(module, name):
        function = getattr(module, name)

        def count(*arguments, **more):
            times[name] += 1
            return function(*arguments, **more)

        monkeypatch.setattr(module, name, count)

    counted(check, "scratch")
    counted(readings, "read")
    monkeypatch.setattr(readings, "_kept", {})
    prepare("streets.xlsx", xlsx({"S": TABLE}))
    one = dict(times)
    times.clear()
    prepare("streets.xlsx", xlsx({"S": TABLE}))
    assert times == {"scratch": 1}, "the same words are read again"
    times.clear()
    monkeypatch.setattr(readings, "_kept", {})
    others = [[(f"{ref}{n}", *more) for ref, *more in TABLE[1:]] for n in range(8)]
    prepared = prepare("streets.xlsx", xlsx({f"S{n}": [TABLE[0], *rows] for n, rows in enumerate(others)}))
    assert len(prepared.sheets) == 8 and not prepared.problems and times == one and one["scratch"] == 1


def test_a_date_far_from_all_others_is_told_with_its_cell():
    """A slip of the year; the week of Christmas, and a log that begins slowly, are none."""
    days = [dt.date(2025, 3, 3) + dt.timedelta(7 * week + day) for week in range(12) for day in range(5)]
    text = [f"{day:%d/%m/%Y},words {n}" for n, day in enumerate(days)]
    rows = ["Received on,What the person asked", *text[:15], "14/03/2005,pay my rent", *text[15:]]
    (problem,) = prepare("log.csv", "\n".join(rows).encode()).problems
    assert (problem.code, problem.where, problem.stops) == ("far-date", "log!A17", False)
    assert "14 Mar 2005 is far from the other dates in this sheet, 3 Mar 2025 to 23 May 2025" in problem.sentence
    assert not prepare("log.csv", "\n".join([rows[0], *text[:2], *text[30:]]).encode()).problems


@pytest.mark.parametrize("long", [20_000, 1])
def test_a_date_is_far_from_those_of_its_agency_and_place(monkeypatch, long):
    """A slip of a small agency is hidden among the dates of a busy one; and where one agency stopped or began, the
    other's dates go on. The same of a long log, of which it is looked first whether any can be."""
    monkeypatch.setattr("measures.workbook.check.LONG", long)
    days = [dt.date(2025, 3, 3) + dt.timedelta(7 * week + day) for week in range(40) for day in range(5)]
    heading = "Received on,What the person asked,Agency,Locality"
    busy = [f"{day:%d/%m/%Y},words {n},Council,North" for n, day in enumerate(days)]
    small = [f"{day:%d/%m/%Y},words {n},Health" for n, day in enumerate(days[125:])]
    rows = [heading, *busy, *(f"{row},North" for row in small), "04/03/2025,damp,HEALTH,north"]
    (problem,) = prepare("log.csv", "\n".join(rows).encode()).problems
    assert (problem.code, problem.where) == ("far-date", "log!A277")
    assert "4 Mar 2025 is far from the other dates of Health, North in this sheet, 25 Aug 2025 to 5 Dec 2025" in (
        problem.sentence
    )
    for others in ([f"{row},North" for row in small], [row.replace("North", "South") for row in busy[:20]]):
        assert not prepare("log.csv", "\n".join([heading, *busy, *others]).encode()).problems


@pytest.mark.parametrize(("number", "told"), [(999, False), (1_000, True)])
def test_a_log_of_exactly_a_thousand_rows_may_be_cut(number, told):
    rows = [(f"D{n}", "Damp", "05/01/2026") for n in range(number)]
    found = prepare("log.csv", csv([("Demand ref", "What the person asked", "Received on"), *rows]).encode()).problems
    assert [p.sentence.startswith("It has 1,000 rows exactly") for p in found if p.code == "may-be-cut"] == [
        True
    ] * told


def test_of_an_address_only_the_street_is_kept_and_what_is_no_postcode_is_told():
    rows = [
        ("A", "12 Mill Road", "ZZ9 4DF", "Y"),
        ("B", "Mill Road", "ZZ9 4OF", "N"),
        ("C", "9 Mill Rd", "?", "N"),
    ]
    prepared = homes(*rows, headings=("Household ref", "Address", "Postcode", "ASB"))
    told = places(prepared, "only-the-street", "no-postcode")
    assert sorted(told) == [("no-postcode", "Households!C3"), ("only-the-street", "Households!B")]
    assert not prepared.stops()
    assert prepared.sheets[0].rows["street"].to_pylist() == ["Mill Road", "Mill Road", "Mill Rd"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("ZZG 1AB", 'Is "ZZ6 1AB" meant?'),
        ("zz6iab", 'Is "ZZ6 1AB" meant?'),
        ("ZZ6 1AB.", 'Is "ZZ6 1AB" meant?'),
        ("ZZ6 1AO", "own. Look at its last two letters"),
        ("ZO6 1A0", "own. Look whether a letter"),
        ("ZZ6", "It is the first part of one: write the whole"),
        ("no fixed abode", "own. Clear the cell"),
    ],
)
def test_what_was_meant_by_an_impossible_postcode_is_offered_where_it_is_one(written, says):
    (told,) = homes(
        ("A", "Mill Road", written, "Y"), headings=("Household ref", "Street name", "Postcode", "ASB")
    ).problems
    assert told.code == "no-postcode" and says in told.sentence


@pytest.mark.parametrize(
    ("refs", "stops"),
    [
        (("2.19E+26", "2.19E+26", "H3"), ["destroyed-ref", "same-key"]),
        (("123456789012345000", "123456789012346000"), ["destroyed-ref"]),
        (("12345678901234560", "12345678901234570", "12345678901234580"), []),  # too few noughts to be sure
        (("123456789012345000", "123456789012345000"), ["destroyed-ref", "same-key"]),
        (("123456789012345000", "123456789012345678"), []),  # one is whole: they are kept as words
        (("1E5", "2E07", "100000000000000"), []),
        # as the fast reader has what was typed as a number of 17 digits or more
        (("218999999999999996862660608", "123456789012345696"), ["destroyed-ref"]),
        (("123456789012345696", "123456789012346000"), ["destroyed-ref"]),
        (("123456789012345696", "123456789012346001"), []),
        (("9" * 40, "8" * 40), []),
    ],
)
def test_references_that_a_spreadsheet_program_destroyed_are_not_loaded(refs, stops):
    prepared = homes(*((ref, f"Mill Road {i}", 1, "Y") for i, ref in enumerate(refs)))
    assert [p.code for p in prepared.problems if p.stops] == stops
    assert prepared.sheets[0].bad_rows == (2 if stops else 0)


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("Orchard Close 9", "Orchard Close"),
        ("Orchard Close, no 9b", "Orchard Close"),
        ("Ground Floor Flat 11 Orchard Close", "Orchard Close"),
        ("Garden flat, 11 Orchard Close", "Orchard Close"),
        ("22 Orchard Close ZZ1 1AA", "Orchard Close"),
        ("22 Orchard Close, Anytown, ZZ11AA", "Orchard Close"),
        ("10th Street", "10th Street"),
        ("Ground Lane", "Ground Lane"),
        ("Flat 2 Rose Court, 16 Mill Road", "Mill Road"),
        ("Rose Court, Mill Road, Anytown", "Mill Road"),
        ("9 Bramley Way, Barton Grove", "Bramley Way"),
        ("Mill Road, Barton Grove", "Mill Road"),
        ("Flat 3, Rose Court,\n14 Mill Road\nZZ1 1AA", "Mill Road"),
        ("22 Orchard Close\nAnytown", "Orchard Close"),
    ],
)
def test_the_street_of_an_address_has_no_number_of_a_house(address, street):
    prepared = homes(("A", f'"{address}"', 1, "Y"))
    assert prepared.sheets[0].rows["street"].to_pylist() == [street]
    assert places(prepared) == [("only-the-street", "Households!B")] * (address != street)


def test_a_number_that_is_left_in_a_street_is_told():
    prepared = homes(("A", "Orchard Close block 9 rear", 1, "Y"), ("B", "2nd Avenue", 1, "Y"))
    assert places(prepared) == [("number-in-street", "Households!B")]
    assert "(B2)" in prepared.problems[0].sentence


def test_who_is_not_sure_of_a_flag_does_not_know():
    prepared = homes(("A", "Oak Road", 1, "maybe"), ("B", "Oak Road", 1, "Don't know"), ("C", "Oak Road", 1, "Y"))
    assert prepared.sheets[0].rows["flag0"].to_pylist() == [None, None, True] and not prepared.stops()
    assert [p.sentence for p in prepared.problems] == [
        '2 cells in "ASB" with words such as "maybe" (D2 and D3) are read as not known.'
    ]
