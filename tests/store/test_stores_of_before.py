"""Stores that were made by earlier programs, one for each format: all that is in them is there, and goes on being
used."""

import datetime as dt
import shutil

import duckdb
import pytest

from measures import answers, board, over_time
from measures.catalogue import MEASURES
from measures.store import Store
from measures.store.tables import FOREVER, FORMAT
from measures.workbook.by_hand import override_of
from tests.store.files.make import CHART, SERIES, SHEETS
from tests.worlds import ROOT, count, load

FILES = sorted((ROOT / "tests" / "store" / "files").glob("format*.duckdb"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def before(request, tmp_path):
    """A copy of each store, opened."""
    with Store.open(shutil.copy(request.param, tmp_path)) as store:
        yield store


def test_there_is_one_for_each_format():
    assert [path.stem for path in FILES] == [f"format{number}" for number in range(1, FORMAT + 1)]


def test_every_measure_answers_now_and_at_earlier_versions(before):
    for name in MEASURES:
        assert not answers.ask(before, name).is_empty, name
        for version in (0, before.version() // 2):
            answers.ask(before, name, version=version)


def test_uploads_settings_commentary_and_answers_are_there(before):
    uploads = before.uploads()
    assert [u.upload for u in uploads if u.withdrawn] == [11] and len(uploads) == 11
    by_hand = next(said for upload in uploads if (said := override_of(upload)))
    assert by_hand.columns[0] == ("Demand no.", "demand_ref")
    assert answers.tier_rule(before) == answers.TierRule(5, 3)
    assert board.board(before) == board.Board("To live well", "R 1")
    for chart in (CHART, SERIES):
        assert [mark.holds for mark in over_time.marks(before, chart)] == [True, False]
        assert [remark.learned for remark in over_time.remarks(before, chart)] == ["It was the letters"]
        assert over_time.about(before, chart).owner == "The team"
    said = before.rows("SELECT who, count(*) AS n FROM classifications GROUP BY who ORDER BY who", ["demands"])
    assert said == [{"who": "AB", "n": 3}, {"who": "CD", "n": 4}, {"who": "ab", "n": 1}]


@pytest.mark.parametrize("kind", ["chart", "commentary", "about"])
def test_what_was_kept_under_an_earlier_fold_of_a_name_is_found_under_the_present_one(tmp_path, kind):
    path = tmp_path / "earlier.duckdb"
    with Store.open(path) as store:
        names = {"Locality": "Hauptstraße", "Agency": "Ａ&Ｅ", "Type": "Damp"}
        asked = [{**names, "Received on": "05/01/2026", "What the person asked": "?"}]
        load(store, {"Demands": asked, "Series": [{"Measure": "Days  To Visit", "Date": "05/01/2026", "Value": 1}]})
        before = [
            "demands_per_week;agency=ａandｅ;locality=hauptstrasse;type=damp",
            "demands_per_week;locality=hauptstrasse2",  # another place
            "series_points:days  to visit",
        ]
        for old in before:
            store.set(f"{kind}:{old}", old, "AB", "Kept")
        store.set("board:demands_per_week;locality=hauptstrasse", "no chart", "AB", "Kept")
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE format SET format = 1")
    with Store.open(path) as store:
        filters = {name.lower(): value for name, value in names.items()}
        now = [
            over_time.key("demands_per_week", filters=filters),
            "demands_per_week;locality=hauptstrasse2",
            over_time.key("series_points", "Days  To Visit"),
        ]
        assert not {now[0], now[2]} & set(before), "the two folds differ"
        assert [store.setting(f"{kind}:{key}") for key in now] == before
        assert store.setting("board:demands_per_week;locality=hauptstrasse") == "no chart"


def test_a_column_that_a_later_sheet_did_not_have_is_given_back_as_a_version_of_its_own(tmp_path):
    """Until format 3 the latest row of a reference took the place of the earlier whole."""
    path = tmp_path / "earlier.duckdb"
    row = {"Household ref": "A", "Street name": "Elm Road"}
    with Store.open(path) as store:
        load(store, {"Homes": [row | {"Tier": 1, "Crime": "Y", "Locality": "North"}]})
        load(store, {"Homes": [row | {"VA": "N", "Locality": None}]})
    with duckdb.connect(str(path)) as db:
        db.execute("DELETE FROM data.households WHERE _merged")
        db.execute(f"UPDATE data.households SET _to = {FOREVER} WHERE _upload = 2")
        db.execute("UPDATE data.flags SET _to = 2 WHERE _upload = 1")
        db.execute("UPDATE data.households SET _day = NULL; UPDATE data.flags SET _day = NULL")
        db.execute("UPDATE uploads SET stated = NULL, blanks = NULL; UPDATE format SET format = 2")
    for _ in range(2):
        with Store.open(path) as store:
            asked = (
                "SELECT tier, locality, (SELECT count(*) FROM flags) AS flags FROM households",
                ["households", "flags"],
            )
            assert store.rows(*asked, version=2) == [{"tier": None, "locality": None, "flags": 1}]
            assert store.rows(*asked) == [{"tier": "1", "locality": None, "flags": 2}]
            assert store.version() == 3 and store.versions()[0]["what"].startswith("The program now keeps")


def test_what_was_observed_follows_the_rule_of_the_program_at_every_version(tmp_path):
    path = tmp_path / "earlier.duckdb"
    with Store.open(path) as store:
        for month in (1, 2):
            load(
                store,
                {
                    "Demands": [
                        {"Received on": f"{day:02}/0{month}/2026", "What the person asked": "?"} for day in range(1, 29)
                    ]
                },
            )
    kept = "SELECT * FROM data.observed ORDER BY _from, first_day"
    with duckdb.connect(str(path)) as db:
        now = db.execute(kept).fetchall()
        db.execute("UPDATE data.observed SET first_day = DATE '2020-01-01'")
    for rule, expected in ((None, [dt.date(2020, 1, 1)] * len(now)), (0, [row[4] for row in now])):
        with duckdb.connect(str(path)) as db:
            if rule is not None:
                db.execute(f"UPDATE format SET observed_by = {rule}")
        Store.open(path).close()
        with duckdb.connect(str(path)) as db:
            assert [row[4] for row in db.execute(kept).fetchall()] == expected
    with duckdb.connect(str(path)) as db:
        assert db.execute(kept).fetchall() == now and len({row[-2] for row in now}) == 2


def test_what_is_loaded_again_is_already_there_and_what_is_withdrawn_is_gone(before):
    was = before.counts()
    assert all(each.already_there == each.rows for each in load(before, SHEETS, "again.xlsx"))
    assert before.counts() == was
    (loaded,) = load(before, {"Demands": [{**SHEETS["Demands"][1], "Minutes": 99}]}, "corrected.xlsx")
    assert (loaded.changed, count(before, "demands")) == (1, was["demands"])
    before.withdraw(2, "x")
    before.withdraw(loaded.upload, "x")
    assert before.counts() == {**was, "households": 12}
    before.reinstate(2, "x")
    before.reinstate(11, "x")
    assert before.counts() == was
