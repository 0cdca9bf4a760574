"""A store's file that was cut short or has a damaged block: every door says so in one sentence that names the last
backup, and what was said to be in it, or not to be, is so."""

import contextlib
import os
import shutil

import duckdb
import pytest

from measures import __main__ as command
from measures import answers, backups
from measures.catalogue import MEASURES
from measures.problems import StoreError
from measures.store import Store, snapshots, spare
from measures.store.reading import Snapshot
from pages.ui import cache
from tests.worlds import count, households, incoming

HEADERS, BLOCK = 3 * 4096, 262_144
ROWS = [
    {"demand_ref": f"D{i}", "verbatim": f"{i * 7919} words", "minutes": i % 50, "value_or_failure": "Value"}
    for i in range(3000)
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "store.duckdb"
    with Store.open(path) as store:
        store.load([incoming("demands", ROWS), households(500)], "AB")
        store.withdraw(2, "AB")
        store.reinstate(2, "AB")
    spare.make(path)
    return path


@pytest.fixture
def laid(whole, tmp_path, monkeypatch):
    """Puts the store where the app has it, anew each time."""
    numbers = iter(range(1000))

    def lay():
        place = tmp_path / str(next(numbers))
        shutil.copytree(whole.parent, place)
        monkeypatch.setenv("MEASURES_STORE", str(place / "store.duckdb"))
        return place / "store.duckdb"

    return lay


def flip(path, at: int) -> None:
    with open(path, "r+b") as there:
        there.seek(at)
        (byte,) = there.read(1)
        there.seek(at)
        there.write(bytes([byte ^ 16]))


def refused(ask) -> StoreError | None:
    try:
        ask()
    except StoreError as error:
        assert "damaged" in str(error) and "\n" not in str(error)
        assert "The last backup is" in str(error) and "Nothing was changed" not in str(error)
        return error


def test_one_that_was_cut_short_is_not_opened_wherever_that_was(laid, capsys):
    size = laid().stat().st_size
    for length in [size - 1, size - BLOCK, *range(HEADERS, size, 4 * BLOCK + 9), 9000, 0]:
        path = laid()
        os.truncate(path, length)
        for ask in (lambda path=path: Store.open(path), cache.open_store, cache.store):
            assert refused(ask), length
        assert cache.why_not_ready() in ("damaged", "not-a-store")
        assert command.main(["uploads"]) == 1 and "The last backup is" in capsys.readouterr().err
        assert path.stat().st_size == length and not path.with_name("store.duckdb.wal").exists()


def test_one_that_duckdb_cut_itself_is_whole_and_is_not_when_more_of_it_is_gone(laid):
    path = laid()
    with duckdb.connect(str(path)) as db:  # which says afterwards that the file has the blocks that it cut off
        db.execute("CREATE TABLE more AS SELECT md5(i::VARCHAR) AS word FROM range(100000) t(i); CHECKPOINT")
        db.execute("CREATE TABLE last AS SELECT md5(i::VARCHAR) AS word FROM range(100000) t(i); CHECKPOINT")
        db.execute("DROP TABLE last; CHECKPOINT; CHECKPOINT; DROP TABLE more; CHECKPOINT")
    with duckdb.connect(str(path)) as db:
        (says,) = db.execute("SELECT total_blocks FROM pragma_database_size()").fetchone()
    assert path.stat().st_size < HEADERS + says * BLOCK
    with Store.open(path) as store:
        assert count(store, "demands") == 3000
    cut = path.with_name("cut.duckdb")
    shutil.copy(path, cut)
    os.truncate(cut, path.stat().st_size - 1)
    with pytest.raises(StoreError, match="is damaged"):
        Store.open(cut)


def met(path) -> tuple[int | None, bool]:
    """Ask everything and load; what was refused is so for all from then on. The version that it then should have,
    and whether it was."""
    try:
        store = Store.open(path)
    except StoreError as error:
        assert refused(lambda: Store.open(path)) and cache.why_not_ready() == error.code
        return None, True
    with store:
        version = store.version()
        met = [refused(lambda name=name: answers.ask(store, name)) for name in MEASURES]
        failed = refused(lambda: store.load([households(2, start=900)], "AB"))
        if failed or any(met):
            assert {error.code for error in [*met, failed] if error} == {"damaged"}
            for ask in (store.version, store.uploads, lambda: store.load([households(2, start=900)], "AB")):
                assert refused(ask)
            assert cache.why_not_ready() == "damaged"
            with pytest.raises(StoreError) as error:
                spare.make(path)
            assert error.value.code == "damaged"
        else:
            assert cache.why_not_ready() == ""
        return version + (not failed), bool(failed or any(met))


@pytest.mark.parametrize("blocks, least", [((2, 4), 1), pytest.param((0, None), 4, marks=pytest.mark.long)])
def test_a_damaged_block_is_said_by_all_once_it_was_met_and_what_was_not_loaded_is_not_there(laid, blocks, least):
    harmed = 0
    for first in range(HEADERS, laid().stat().st_size, BLOCK)[slice(*blocks)]:
        path = laid()
        flip(path, first + 40)
        version, was_met = met(path)
        harmed += was_met
        again = shutil.copytree(path.parent, path.parent / "again") / path.name
        with (
            contextlib.suppress(StoreError),
            Store.open(again) as store,
        ):  # as another process, which may not meet the block
            assert store.version() == version
    assert harmed >= least


def test_a_backup_that_meets_it_tells_the_app_and_to_go_back_to_one_ends_it(laid):
    path = laid()
    with Store.open(path) as store:
        with store._cursor() as db:
            query = "SELECT max(block_id) FROM pragma_storage_info('data.demands') WHERE column_name = 'verbatim'"
            (block,) = db.execute(query).fetchone()
        assert block > 0
        flip(path, HEADERS + block * BLOCK + 40)
        assert cache.why_not_ready() == ""
        (kept,) = spare.there(path)
        with pytest.raises(StoreError, match="damaged"):
            spare.make(path)
        assert cache.why_not_ready() == "damaged" and spare.there(path) == [kept]
        backups.restore(kept, path, "AB")
        assert store.take_in() and cache.why_not_ready() == "" and count(store, "demands") == 3000


def test_a_copy_for_readers_that_was_cut_short_is_not_read_and_one_with_a_damaged_block_not_any_more(laid, monkeypatch):
    path = laid()
    snapshots.begin(path)
    with Store.open(path) as store:
        store.keep_snapshot()
    monkeypatch.setenv("MEASURES_SNAPSHOTS", "read")
    copy = snapshots.folder_of(path) / snapshots.latest(path)
    Snapshot.open(path).close()
    content = copy.read_bytes()
    for length in (len(content) - 1, len(content) // 2, 100):
        os.truncate(copy, length)
        with pytest.raises(StoreError) as refused:
            Snapshot.open(path)
        assert refused.value.code == "snapshot-damaged"
    copy.write_bytes(content)
    with Snapshot.open(path) as reader:
        with reader._cursor() as db:
            query = "SELECT max(block_id) FROM pragma_storage_info('data.demands') WHERE column_name = 'verbatim'"
            (block,) = db.execute(query).fetchone()
        flip(copy, HEADERS + block * BLOCK + 40)
        for ask in (lambda: reader.rows("SELECT verbatim FROM demands", ["demands"]), reader.uploads):
            with pytest.raises(StoreError) as refused:
                ask()
            assert refused.value.code == "snapshot-damaged"
