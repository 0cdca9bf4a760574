"""The rows behind a figure are all that it is made of, and each is where the file and the row say."""

import datetime as dt
import io
import re
import shutil
from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest
from openpyxl import load_workbook

from measures import answers, behind
from measures.catalogue import MEASURES
from measures.export import rows
from measures.problems import figure_at
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.tables import FOREVER
from measures.views import one_row, view
from pages.ui import one_row as pages
from tests.worlds import ROOT, incoming, load

CHOICES = {"type": "Repairs", "since": "2025-03", "until": "2025-09"}


def chosen(store: Store, measure) -> list[dict]:
    """No filter, and each by itself, with what there is to choose."""
    there = {name: values[0] for name, values in answers.demand_choices(store).items() if values}
    there |= {name: values[0] for name, values in answers.choices(store).items() if values}
    there |= {"case": "C001", "without": ["C001"], "household": answers.asking_households(store)[0]} | CHOICES
    return [{}, *({name: there[name]} for name in measure.filters if name in behind.NARROWS or name in CHOICES)]


@pytest.mark.long
@pytest.mark.parametrize("name", MEASURES)
def test_without_all_other_rows_the_answer_is_the_same(full, tmp_path, name):
    uploads = {(u.file_name, u.sheet): u.upload for u in full.uploads()}
    for number, filters in enumerate(chosen(full, MEASURES[name])):
        answer = answers.ask(full, name, filters)
        path = shutil.copy(full.path, tmp_path / f"{number}.duckdb")
        with duckdb.connect(path) as db:
            db.execute("CREATE TEMP TABLE kept (upload INTEGER, nth INTEGER)")
            for each in behind.behind(full, answer):
                kept = [[uploads[row[behind.FILE], row[behind.SHEET]], row[behind.ROW]] for row in each.rows]
                assert len(kept) == each.count
                kind = each.sheet.kind
                db.execute("DELETE FROM kept")
                if kept:
                    db.execute(
                        "INSERT INTO kept SELECT UNNEST($uploads), UNNEST($rows)",
                        dict(zip(("uploads", "rows"), map(list, zip(*kept)))),
                    )
                db.execute(f"DELETE FROM data.{kind} WHERE _to = {FOREVER} AND (_upload, _row) NOT IN (FROM kept)")
        with Store.open(path) as store:
            assert answers.ask(store, name, filters).shape == answer.shape, filters


def test_a_row_has_its_file_its_place_what_others_say_of_it_and_what_was_changed(store):
    homes = [{"Household ref": "H1", "Street name": "Ash Road", "Locality": "Northfield", "Crime": "Y"}]
    load(
        store,
        {"Homes": [*homes, {"Household ref": "H2", "Street name": "Elm Row", "Locality": "Southfield", "Crime": ""}]},
        "march.xlsx",
    )
    load(store, {"April": [{"Household ref": "H1", "Street name": "Ash Road", "Tier": 2, "VA": "N"}]}, "april.xlsx")
    store.load(
        [
            incoming(
                "households",
                [{"household_ref": "H3", "street": "=cmd"}],
                mapping={"mends": [[2, 1, "Ash", "=cmd"]]},
                file_name="may.csv",
            )
        ],
        "AB",
    )
    answer = answers.ask(store, "households_by_street", {"locality": "Northfield"})
    (found,) = [each for each in behind.behind(store, answer) if each.sheet.kind == "households"]
    assert (found.count, found.narrowed, found.not_narrowed) == (1, ("locality",), ())
    (row,) = found.rows
    assert (row["File"], row["Sheet"], row["Row"], row["Street name"], row["Tier"]) == (
        "april.xlsx",
        "April",
        2,
        "Ash Road",
        "2",
    )
    assert row["Also stated in"] == "march.xlsx, Homes!2" and row["Flags"] == "Crime: Yes; VA: No"
    answer = answers.ask(store, "households_by_street")
    book = load_workbook(io.BytesIO(rows.workbook(answer, view(answer), behind.behind(store, answer), "of a test")))
    page = book["Households"]
    headings = [cell.value for cell in page[1]]
    last = dict(zip(headings, page[4], strict=True))
    assert (last["File"].value, last["Household ref"].value) == ("may.csv", "H3")
    assert (last["Street name"].value, last["Street name"].data_type) == ("=cmd", "s")
    assert "“Ash” is “=cmd”" in last["Changed before it was loaded"].value
    said = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert said["Households"] == "3 rows." and said["Finding"] == view(answer).headline


def test_a_version_and_days_to_come_are_as_in_the_answer(store):
    day = dt.date(2025, 3, 3)
    store.load([incoming("demands", [{"demand_ref": "D1", "received_on": day}])], "AB")
    version = store.version()
    store.load(
        [
            incoming(
                "demands",
                [{"demand_ref": "D2", "received_on": day}, {"demand_ref": "D3", "received_on": dt.date(2199, 1, 1)}],
            )
        ],
        "AB",
    )
    store.withdraw(1, "AB")
    for at, refs in ((version, ["D1"]), (None, ["D2"])):
        (found,) = behind.behind(store, answers.ask(store, "failure_demand", version=at))
        assert [row["Demand ref"] for row in found.rows] == refs


def test_more_rows_than_a_workbook_is_for_are_counted(store, monkeypatch):
    monkeypatch.setattr(behind, "MOST", 2)
    monkeypatch.setattr(rows, "MOST", 2)
    store.load(
        [incoming("demands", [{"demand_ref": f"D{n}", "received_on": dt.date(2025, 1, 1)} for n in range(5)])], "AB"
    )
    answer = answers.ask(store, "failure_demand")
    (found,) = behind.behind(store, answer)
    assert (found.count, len(found.rows)) == (5, 2)
    assert ["Demands", "5 rows. Here are the first 2: choose a place or months to have fewer."] in rows.about(
        answer, view(answer), [found], ""
    )


def lines(told) -> dict[str, tuple]:
    """What is told of a row, by column: what is known now, the cell that states it, and what the row says where that
    is another."""
    return {
        line[behind.COLUMN]: tuple(line.get(name) for name in (behind.NOW, behind.WHERE, behind.SAYS))
        for line in told.lines
    }


def test_a_row_is_told_with_the_cells_that_state_what_is_known_of_it(store):
    """The way back: of each column what is known now, whoever states it."""
    first = {"Household ref": "H1", "Street name": "Ash Road", "Locality": "Northfield", "Tier": 3, "Crime": "Y"}
    load(store, {"Homes": [first]}, "march.xlsx")
    load(store, {"April": [{"Household ref": "H1", "Street name": "Ash Road", "Tier": 2, "crime": "N"}]}, "april.xlsx")
    (told,) = behind.row_statements(store, 1, 2, version=store.version())
    assert lines(told) == {
        "Household ref": ("H1", "april.xlsx, April!A2", "H1"),
        "Street name": ("Ash Road", "april.xlsx, April!B2", "Ash Road"),
        "Locality": ("Northfield", "Homes!C2", "Northfield"),
        "Tier": ("2", "april.xlsx, April!C2", "3"),
        "Crime": ("No", "april.xlsx, April!D2", "Yes"),
    }
    assert (told.filled, told.stated, told.until, told.of) == (5, 1, None, {"household": "H1"})
    counts, why = one_row.counts(told, store.versions())
    assert (counts, why[:42]) == ("It counts.", "1 of its 5 cells is what is known now. The")
    (before,) = behind.row_statements(store, 1, 2, version=1)
    assert before.stated == before.filled == 5 and behind.SAYS not in before.lines[0]
    assert behind.row_statements(store, 1, 3, version=store.version()) == []


def test_since_when_a_row_does_not_count_is_as_a_look_at_every_version_finds(store):
    for day, tier in (
        (1, 1),
        (3, 2),
        (2, 3),
    ):  # the third is of an earlier day, and is known only while the second is away
        rows = [{"household_ref": "H1", "street": "Ash Road", "tier": str(tier), "as_at": dt.date(2026, 1, day)}]
        store.load([incoming("households", rows, file_name=f"{day}.xlsx")], "AB")
    for number in (2, 1):
        store.withdraw(number, "AB")
    store.reinstate(2, "AB")
    key, last = behind.row_statements(store, 1, 2, version=1)[0], store.version()
    assert key.of == {"household": "H1"}
    found = {}
    for upload in (1, 2, 3):
        (row,) = store.rows_at("households", upload, 2)
        for version in range(1, last + 1):
            at = [
                any(each.upload == upload for each in store.stated_by("households", row["_key"], v).values())
                for v in range(1, version + 1)
            ]
            since = None if at[-1] else 0 if True not in at else max(v for v, is_in in enumerate(at, 1) if is_in) + 1
            (told,) = behind.row_statements(store, upload, 2, version=version)
            assert told.until == since, (upload, version)
            found[upload, version] = since
    assert (found[1, last], found[2, 5], found[3, 3], found[3, 4], found[3, last]) == (2, 4, 0, None, 6)
    counts, why = one_row.counts(behind.row_statements(store, 1, 2, version=last)[0], store.versions())
    assert counts == "It does not count since version 2." and "by AB: Loaded 3.xlsx" in why
    counts, _ = one_row.counts(behind.row_statements(store, 3, 2, version=3)[0], store.versions())
    assert counts == "It never counted."


def test_a_figure_of_a_table_across_the_inbox_and_a_day_to_come_are_told(store):
    costs = [{"case_ref": "C1", "agency": agency, "cost": cost} for agency, cost in (("Police", 10), ("Housing", 20))]
    across = incoming("transactions", costs)
    numbers = pa.array([figure_at(2, column) for column in (1, 2)], pa.int32())
    store.load([replace(across, rows=across.rows.set_column(0, "row", numbers))], "AB")
    found = behind.row_statements(store, 1, 2, version=store.version())
    assert [lines(told)["Cost"][0] for told in found] == ["£10", "£20"]
    # In a file of rows each has the cell in which it stands: a row of number 1073742849 is on no sheet.
    (of_costs,) = [
        each for each in behind.behind(store, answers.ask(store, "agency_costs")) if each.sheet.kind == "transactions"
    ]
    assert [row["Row"] for row in of_costs.rows] == ["B2", "C2"]
    assert [told.of for told in found] == [{"case": "C1"}] * 2 and not behind.row_statements(store, 1, 3, version=1)
    rows_ = [{"demand_ref": "D1", "received_on": dt.date(2199, 1, 1), "value_or_failure": "Value"}]
    store.load([incoming("demands", rows_, mapping={"mends": [[2, 1, "1/1/99", "2199-01-01"], [3, None]]})], "AB")
    ((key, *_),) = [(row["_key"],) for row in store.rows_at("demands", 2, 2)]
    store.classify(key, "Failure", "AB")
    (told,) = behind.row_statements(store, 2, 2, version=store.version())
    assert lines(told)["Value or failure"] == ("Failure", behind.INBOX, "Value")
    assert told.to_come == dt.date(2199, 1, 1)
    assert one_row.counts(told, store.versions())[0] == "It does not count yet."
    upload = store.uploads()[0]
    assert one_row.changed(upload, 2) == "Changed before it was loaded: Demands!B2 “1/1/99” is “2199-01-01”."
    assert one_row.changed(upload, 3) == "Changed before it was loaded: Demands!3 left out."
    assert one_row.changed(upload, 4) == "" and "Nothing was loaded of row 4" in one_row.nothing(upload, 4)


def test_each_measure_that_reads_a_kind_of_sheet_has_the_page_that_shows_it():
    of_pages = {path.stem: path.read_text("utf-8") for path in (ROOT / "pages").glob("*.py")}
    of_parts = {path.stem: path.read_text("utf-8") for path in (ROOT / "pages" / "ui").glob("*.py")}
    del of_parts["one_row"]
    for name, measure in MEASURES.items():
        page, quoted = pages.page_of(measure), f'"{name}"'
        shown = [
            stem
            for stem, text in of_pages.items()
            if quoted in text or any(quoted in part and re.search(rf"\b{at}\.", text) for at, part in of_parts.items())
        ]
        assert page in shown or (page == "over_time" and measure.shape == "capability") or (not page and not shown), (
            name
        )
    # One that nobody has put on a page is on none, and is not looked for where it cannot be.
    new = replace(MEASURES["agency_overlap"], name="households_by_postcode")
    assert (
        pages.page_of(new) == ""
        and pages.page_of(replace(MEASURES["costs_per_month"], name="visits_per_month")) == "over_time"
    )
    assert {measure.name for measure in behind.readers("results")} == {"results", "data_completeness"}
    for kind in SHEETS:
        assert behind.readers(kind), kind
