"""The rows behind a figure are all that it is made of, and each is where the file and the row say."""

import datetime as dt
import io
import shutil

import duckdb
import pytest
from openpyxl import load_workbook

from measures import answers, behind
from measures.catalogue import MEASURES
from measures.export import rows
from measures.store import Store
from measures.store.tables import FOREVER
from measures.views import view
from tests.worlds import incoming, load

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
