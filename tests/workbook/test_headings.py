"""Headings are understood however they are written, and wherever the table begins; problems stand where Excel shows
them."""

import datetime as dt
from itertools import zip_longest

import pytest

from measures.sheets import SHEETS
from measures.workbook.prepare import prepare

from .build import FILES, HEADINGS, ROWS, TABLE, Shown, csv, load, part, places, repacked, xlsx

BENT = (str, str.upper, lambda h: f"\u00a0 {h.lower()}\u00a0", lambda h: h.replace(" ", "\u00a0\n") + ":")


def spellings(column) -> list[str]:
    return list(dict.fromkeys((column.title, column.name, *column.also, *column.loose)))


@pytest.mark.long
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_spelling_of_every_heading(sheet):
    """A workbook with a sheet for the first spelling of every column, one for the second… each bent in another way."""
    columns = (*sheet.columns, *sheet.flags)
    sheets = {}
    for i, heads in enumerate(zip_longest(*map(spellings, columns))):
        heads = [head or column.title for head, column in zip(heads, columns)]
        sheets[f"{sheet.title} {i}"] = [
            [BENT[i % len(BENT)](head) for head in heads],
            [sheet.examples[0].get(column.title) for column in columns],
            [sheet.examples[1].get(column.title) for column in columns],
        ]
    prepared = prepare("spellings.xlsx", xlsx(sheets))
    assert [p for p in places(prepared) if p[0] not in ("read-as-change", "read-loosely")] == [
        ("example-row", f"{name}!2") for name in sheets
    ]
    for found in prepared.sheets:
        assert found.sheet is sheet
        assert found.recognised.position == {column.name: at for at, column in enumerate(sheet.columns)}
        assert list(found.recognised.flags.values()) == [flag.title for flag in sheet.flags]


def test_the_decks_own_headings(store):
    """Slide 13, tier 2, with its slip of the keyboard."""
    deck = (
        "Street number,Street name,Poctcode,CYP referral,CYP re-referral,CYP asst. to service,Rent "
        "arrears,YAMH,ASB,VA,Crime,Count of flags"
    )
    prepared = prepare("deck.csv", f"{deck}\nA,Larkspur Road,ZZ9 4DF,Y,Y,N,N,N,Y,N,N,3\n".encode())
    assert places(prepared) == []
    assert prepared.sheets[0].recognised.position["postcode"] == 2
    assert prepared.sheets[0].flag_names[3] == "Rent arrears"
    assert load(store, prepared) == {"households": 1}


def test_a_heading_that_is_missing_is_asked_for_by_name():
    (problem,) = prepare("homes.csv", b"Household ref,Tier,ASB\nA,1,Y\n").problems
    assert (problem.code, problem.where, problem.details["missing"]) == ("looks-like", "homes", '"Street name"')


TITLED = (
    ("Households of the locality",),
    ("as counted in March",),
    (),
    HEADINGS,
    ROWS[0],
    (),
    (),
    ("B", None, 9, "some"),
)
WRONG = [("missing", "{}!D8"), ("not-an-option", "{}!E8"), ("not-yes-no", "{}!F8")]


@pytest.mark.parametrize(
    "name, content",
    [
        ("homes.xlsx", xlsx(TITLED, at="C1")),
        ("Households.csv", csv(("", "", *row) for row in TITLED).encode()),
    ],
    ids=["xlsx", "csv"],
)
def test_a_table_that_starts_at_c4_with_titles_above_and_blank_rows(name, content):
    prepared = prepare(name, content)
    assert places(prepared) == [(code, where.format("Households")) for code, where in WRONG]
    assert prepared.sheets[0].rows["row"].to_pylist() == [5, 8]


def test_nothing_above_or_left_of_the_table_moves_it():
    """The fast reader starts at the first used cell: rows and columns that are wholly empty count all the same."""
    prepared = prepare("homes.xlsx", xlsx([HEADINGS, ("A", "Larkspur Road", 9, "some")], at="AB11"))
    assert places(prepared) == [("not-an-option", "Households!AD12"), ("not-yes-no", "Households!AE12")]


@pytest.mark.parametrize("name", ["results.xls", "results.ods"])
def test_old_and_open_workbooks(name):
    """Made with xlwt and odfpy: titles, a table at C4, a blank row, a wrong cell; then a second sheet. See
    files/make.py."""
    prepared = prepare(name, (FILES / name).read_bytes())
    assert [s.name for s in prepared.sheets[:2]] == ["Results", "Series"]
    results, series = prepared.sheets[:2]
    assert results.rows["row"].to_pylist() == [5, 7, 8]
    assert ("not-a-number", "Results!E7") in places(prepared)
    assert places(prepared, "error-cell") == [("error-cell", "Series!C4")] * (name == "results.xls")
    assert series.rows["date"].to_pylist()[:2] == [dt.date(2026, 1, 1), dt.date(2026, 2, 1)]


def test_sheets_keep_their_order_and_a_name_of_any_kind(store):
    cases = [("Case ref", "Title"), ("C1", "Warm"), ("C2", "Dry")]
    sheets = {"Zuhause & <Söhne>": TABLE, "Menu": [("Dish", "Price"), ("Soup", 4)], "'a'": cases}
    prepared = prepare("several.xlsx", xlsx(sheets))
    assert [s.name for s in prepared.sheets] == ["Zuhause & <Söhne>", "'a'"]
    assert places(prepared) == [("not-recognised", "Menu")]
    assert load(store, prepared) == {"households": 3, "cases": 2}


def test_what_the_fast_reader_hides_is_found_whatever_prefix_the_xml_has():
    """Some programs write <x:c> for <c>. A percentage is then read as Excel shows it, and a formula without a result
    told."""
    good = xlsx({"Results": [("Measure", "After"), ("Packages", Shown(0.241, "0.0%")), ("Visits", "=1+1")]})
    sheet, styles = "xl/worksheets/sheet1.xml", "xl/styles.xml"
    changes = {}
    for name in (sheet, styles):
        xml = part(good, name).replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
        changes[name] = xml.replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
    for content in (good, repacked(good, changes)):
        prepared = prepare("prefix.xlsx", content)
        assert places(prepared, "not-calculated") == [("not-calculated", "Results!B3")]
        assert prepared.sheets[0].rows["after"].to_pylist()[0] == 24.1


@pytest.mark.parametrize("marks", [("Y", "N", "y"), ("1", "0", "1")], ids=["words", "digits"])
@pytest.mark.parametrize("last", ["Total", " grand TOTAL "])
def test_a_total_under_a_flag_does_not_hide_it(marks, last):
    rows = [
        ("Household ref", "Street name", "Social care"),
        *((f"H{i}", "Mill Road", mark) for i, mark in enumerate(marks)),
    ]
    (sheet,) = prepare("homes.csv", csv([*rows, (last, "", "3")]).encode()).sheets
    assert sheet.flag_names == ("Social care",)
    assert sheet.rows["flag0"].to_pylist() == [True, False, True]


def test_a_number_among_words_is_to_mend_and_a_column_of_counts_is_no_flag():
    heads = ("Household ref", "Street name", "Social care", "Children")
    rows = [("A", "Mill Road", "Y", "0"), ("B", "Mill Road", "N", "1"), ("C", "Mill Road", "3", "2")]
    prepared = prepare("homes.csv", csv([heads, *rows]).encode())
    assert prepared.sheets[0].flag_names == ("Social care",)
    assert [(p.code, p.where) for p in prepared.stops()] == [("not-yes-no", "homes!C4")]


def test_headings_as_systems_name_their_fields():
    table = [("DateReceived", "ReasonForContact", "Value_or_failure", "TIME_SPENT"), ("13/03/2025", "A bin", "V", 5)]
    prepared = prepare("log.csv", csv(table).encode())
    (sheet,) = prepared.sheets
    assert (sheet.sheet.kind, len(sheet.recognised.columns), prepared.problems) == ("demands", 4, [])


def test_a_heading_may_be_a_question():
    rows = [["Date received", "What did they ask?", "Resolved first time?"], ["1/2/2026", "Nobody came", "N"]]
    (sheet,) = prepare("calls.xlsx", xlsx({"Calls": rows})).sheets
    assert sheet.sheet.kind == "demands"
    assert [c.name for _, c in sorted(sheet.recognised.columns.items())] == [
        "received_on", "verbatim", "resolved_first_time",
    ]  # fmt: skip


def test_an_export_of_a_case_system_is_of_demands_and_not_of_cases():
    rows = [("Case Number", "Created On", "Title", "Description", "Resolved On")]
    rows += [
        ("CAS-001", "03/03/2025 09:12", "Repair", "Nobody came", "05/03/2025 10:00"),
        ("CAS-002", "04/03/2025", "Benefit", "Where is it", ""),
    ]
    (sheet,) = prepare("export.csv", csv(rows).encode()).sheets
    assert sheet.sheet.kind == "demands" and sheet.rows["verbatim"].to_pylist() == ["Nobody came", "Where is it"]


def test_dates_as_systems_write_them_are_known_as_dates():
    """Under Opened they had been suggested as the time of the day, and nothing as the day."""
    rows = [
        ("Ticket", "Opened", "Closed", "Description", "Category"),
        ("#1", "Mon 3 Mar 2025 09:12", "Wed 5 Mar 2025 10:00", "Bin missed again", "Waste"),
        ("#2", "Fri 14 Mar 2025 16:40", None, "A new bin", "Waste"),
    ]
    (other,) = prepare("tickets.csv", csv(rows).encode()).others
    assert {column.name for column in other.columns.values()} >= {"received_on", "resolved_on", "verbatim", "type"}
    assert other.columns[1].name == "received_on"


def test_a_heading_of_single_letters_is_its_field_though_all_cells_say_the_same():
    """V/F was left out of what was suggested where all of a log was failure."""
    rows = [
        ("Timestamp", "What did they want", "V/F"),
        *((f"1{n}/03/2025", "Where is my refund for it", "F") for n in range(5)),
    ]
    (other,) = prepare("log.csv", csv(rows).encode()).others
    assert {column.name for column in other.columns.values()} == {"received_on", "verbatim", "value_or_failure"}


def test_a_log_in_welsh_is_suggested():
    rows = [
        ("Dyddiad", "Beth ofynnodd y person", "Gwerth neu fethiant", "Asiantaeth"),
        ("4 Mawrth 2025", "Ble mae fy arian", "Methiant", "Tai"),
        ("13 Ebrill 2025", "Cais newydd", "Gwerth", "Tai"),
    ]
    prepared = prepare("galw.csv", csv(rows).encode())
    (other,) = prepared.others
    confirmed = prepare("galw.csv", csv(rows).encode(), overrides={"galw": other.suggested.confirmed})
    (sheet,) = confirmed.sheets
    assert not confirmed.stops() and sheet.rows["value_or_failure"].to_pylist() == ["Failure", "Value"]
    assert [str(day) for day in sheet.rows["received_on"].to_pylist()] == ["2025-03-04", "2025-04-13"]
    assert sheet.rows["agency"].to_pylist() == ["Tai", "Tai"]
