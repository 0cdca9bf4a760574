"""Of what is erased no byte is left in any file beside the store, whenever the machine loses its power."""

import datetime as dt
import json
import os
import shutil
import threading

import pytest

from measures import board, drafts, erasing, over_time, releases
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.store import Store, anew
from measures.store.secret import key_path
from measures.store.store import File
from measures.views.board.words import CONSENT_GONE
from tests.worlds import incoming

AB, WHY, DAY = "AB", "They asked", dt.date(2025, 1, 1)
# A short one lies in its row, a long one beside it, and one of thousands of like words is packed with them.
REF, SECRET, PACKED = "QZX7", "Please do not tell anybody that I moved to the house behind the mill", "quokka"
WORDS = (REF, "qzx7", SECRET[20:45], PACKED, "zebra", "wombat", "axolotl")


def fill(path) -> None:
    demands = [
        {
            "demand_ref": f"D{n}",
            "received_on": DAY,
            "verbatim": f"The heating of the house is cold again, it is cold, number {n % 50}",
            "household_ref": f"H{n % 500}",
            "type": ("Heating", "Damp", "Repairs")[n % 3],
        }
        for n in range(3000)
    ]
    demands[1500] |= {"household_ref": REF, "verbatim": SECRET, "type": "axolotl"}
    demands[2500] |= {
        "household_ref": REF.lower(),
        "verbatim": f"The heating of the {PACKED} is cold again, it is cold, number 7",
    }
    rows = [{"household_ref": f"H{n}", "street": "Ash Road"} for n in range(500)]
    rows += [{"household_ref": REF, "street": "zebra"}]
    mends = {"mends": [[1502, 1, "wombat", SECRET]]}
    with Store.open(path) as store:
        store.load([incoming("demands", demands, mapping=mends), incoming("households", rows)], AB)
        store.load([incoming("households", [rows[-1] | {"tier": "1"}], file_name=f"Home {REF}.xlsx", sheet=REF)], AB)
        store.withdraw(3, AB)
        key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE demand_ref = 'D1500'", ["demands"])
        store.classify(key[0]["key"], "Failure", AB, system_condition="wombat")
        over_time.keep_remark(store, "demands_per_week", "Demands", f"{REF} had a wombat", "Ask", AB)


def found(path) -> set[str]:
    """Those of the words that are in any file of a folder, as bytes or as the store reads them."""
    there = {
        word
        for file in path.parent.rglob("*")
        if file.is_file()
        for word in WORDS
        if word.encode() in file.read_bytes()
    }
    with Store.open(shutil.copy(path, path.with_name("read.duckdb"))) as store:
        tables = store.rows(
            "SELECT schema_name AS s, table_name AS t FROM duckdb_tables() WHERE database_name = 'read'"
        )
        for table in tables:
            for row in store.rows(f"SELECT CAST(t AS VARCHAR) AS words FROM {table['s']}.{table['t']} t"):
                there |= {word for word in WORDS if word in row["words"]}
    for file in path.parent.glob("read.duckdb*"):
        file.unlink()
    return there


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "store.duckdb"
    fill(path)
    return path


@pytest.fixture
def path(filled, tmp_path):
    shutil.copytree(filled.parent, tmp_path / "own")
    return tmp_path / "own" / "store.duckdb"


def erase(store: Store):
    return erasing.erase(store, Erasure(household=REF), AB, WHY)


def test_no_byte_of_it_is_left_in_any_file(path):
    assert found(path) == {*WORDS}, "they can be found"
    drafts.Draft.begin(path).add([(f"{REF}.csv", SECRET.encode())])
    with Store.open(path) as store:
        erased = erase(store)
        assert (erased.rows, erased.uploads, erased.answers, erased.texts) == ({"households": 2, "demands": 2}, 3, 1, 1)
        assert found(path) == set() and not path.with_name("store.duckdb.drafts").exists()
        assert store.counts() == {**dict.fromkeys(store.counts(), 0), "households": 500, "demands": 2998}
        assert store.versions()[0]["what"].startswith(
            "A household was erased (4 rows of 3 uploads), because: They asked"
        )
    assert found(path) == set()


def test_a_file_that_cannot_be_written_anew_says_so_and_is_when_it_is_opened_next(path, monkeypatch):
    with monkeypatch.context() as full, Store.open(path) as store:
        full.setattr(anew.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("No space left on device")))
        with pytest.raises(StoreError, match="It is erased.*No space left"):
            erase(store)
        assert store.counts()["households"] == 500, "it goes on, and nothing that is asked has it"
    assert path.with_name("store.duckdb.anew").exists() is False
    with open(path, "rb") as file:
        assert SECRET[20:45].encode() in file.read(), "deleted rows leave their bytes"
    Store.open(path).close()
    assert found(path) == set()


def test_whenever_it_is_killed_the_store_is_whole_and_in_the_end_nothing_is_left(path, tmp_path, monkeypatch):
    moments, writes, replaces = [], anew.to_the_disk, os.replace

    def as_it_is_now():
        moments.append(tmp_path / f"moment {len(moments)}")
        shutil.copytree(path.parent, moments[-1])

    monkeypatch.setattr(anew, "to_the_disk", lambda file: (as_it_is_now(), writes(file)))
    monkeypatch.setattr(anew.os, "replace", lambda *names: (as_it_is_now(), replaces(*names), as_it_is_now()))
    mark = File.must_be_rewritten
    monkeypatch.setattr(File, "must_be_rewritten", staticmethod(lambda db: (as_it_is_now(), mark(db))))
    with Store.open(path) as store:
        erase(store)
    monkeypatch.undo()
    versions = []
    for moment in moments:
        with Store.open(moment / "store.duckdb") as store:
            versions.append(store.version())
            assert store.counts()["households"] == (501 if versions[-1] == 5 else 500)
        there = {file.name for file in moment.iterdir()} - {key_path(moment / "store.duckdb").name}
        assert there == {"store.duckdb", "store.duckdb.version"}
        assert found(moment / "store.duckdb") == ({*WORDS} if versions[-1] == 5 else set())
    assert versions[0] == 5 and set(versions[1:]) == {6} and len(versions) > 4


def test_others_ask_meanwhile_and_each_answer_is_whole(path):
    answers, over = set(), threading.Event()

    def ask(store: Store) -> None:
        while not over.is_set():
            answers.add(store.rows("SELECT count(*) AS n FROM households", ["households"])[0]["n"])

    with Store.open(path) as store, Store.open(path) as twice:
        others = [threading.Thread(target=ask, args=(of,)) for of in (store, twice, store)]
        for other in others:
            other.start()
        erase(store)
        over.set()
        for other in others:
            other.join()
        assert answers <= {501, 500} and twice.counts() == store.counts()
    assert found(path) == set()


def test_what_people_wrote_of_them_goes_and_a_release_loses_its_case_alone(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        ruth = {"case_ref": "RUTH1", "consent": True, "what_matters": "A home that is mine"}
        homes = [{"household_ref": f"H{n}", "street": "Ash Road", "tier": "1"} for n in range(40)]
        cost = {"case_ref": "RUTH1", "agency": "Police", "cost": 10, "date": DAY}
        store.load([incoming("cases", [ruth]), incoming("transactions", [cost]), incoming("households", homes)], AB)
        board.keep(store, board.Board(case="RUTH1"), AB)
        for chart in ("interactions_per_month:ruth1", "interactions_per_month"):
            over_time.keep_remark(store, chart, "Interactions", "Fewer", "Ask why", AB)
        over_time.keep_remark(store, "demands_per_week", "Demands", "ruth1 came back", "", AB)
        releases.publish(store, releases.draft(store), AB, "For RUTH1 and May")
        published = releases.releases(store)[0]
        assert "A home that is mine" in json.dumps(published.board.as_value())
        erased = erasing.erase(store, Erasure(case="RUTH1"), AB, WHY)
        assert erased.texts == 4, "the board, a line of a chart of the case, a text that names it, the release"
        assert board.board(store).case == "" and board.board(store).purpose == board.PURPOSE
        assert [len(over_time.remarks(store, f"interactions_per_month{of}")) for of in (":ruth1", "")] == [0, 1]
        assert over_time.remarks(store, "demands_per_week")[0].learned == "(erased)"
        release = releases.releases(store)[0]
        assert release.is_whole and release.number == published.number and release.note == "(erased)"
        kept, was = (json.loads(json.dumps(each.board.as_value())) for each in (release, published))
        of_others = [[band for band in board_["bands"] if band["tier"] != 1] for board_ in (kept, was)]
        assert CONSENT_GONE in json.dumps(kept) and of_others[0] == of_others[1]
        assert "uth" not in json.dumps(
            [kept, store.versions(), store.rows("FROM settings")], default=str
        ).lower().replace("author", "")
