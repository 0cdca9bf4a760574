"""A disk that is full or may only be read, and a log that is not the store's: a sentence each, and nothing is lost."""

import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from measures import backups, doctor, erasing
from measures.erasure import Erasure
from measures.problems import OlderStoreError, StoreError
from measures.store import Store, backup, file, spare
from measures.store.beside import write_for_the_owner
from measures.store.secret import key_of, key_path
from tests.store.test_spare import EARLIER
from tests.worlds import ROOT, count, households, incoming

AB = "AB"
SECRET = "quokka behind the mill"
SIZE = 24_000_000


def mount(*words: str) -> bool:
    tool = shutil.which("mount")
    return bool(tool) and subprocess.run([tool, *words], capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path):
    """A disk of its own, with room for little."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={SIZE}", "measures-test", str(place)):
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def leave(disk: Path, room: int) -> None:
    """Leave so much room on it, in bytes."""
    (disk / "filler").unlink(missing_ok=True)
    with open(disk / "filler", "wb") as filler:
        for _ in range(max(shutil.disk_usage(disk).free - room, 0) // 4096):
            filler.write(bytes(4096))


def test_a_file_that_is_taken_away_is_whole_or_as_it_was(disk):
    """Such as a pack that is written over an earlier one."""
    file = disk / "pack.pdf"
    write_for_the_owner(file, b"earlier")
    leave(disk, 8192)
    with pytest.raises(OSError, match="No space left"):
        write_for_the_owner(file, bytes(100_000))
    assert file.read_bytes() == b"earlier" and {each.name for each in disk.iterdir()} == {"pack.pdf", "filler"}
    write_for_the_owner(file, b"later")
    assert file.read_bytes() == b"later" and file.stat().st_mode & 0o777 == 0o600


def test_a_key_that_has_no_room_is_made_when_there_is_some(disk):
    path = disk / "store.duckdb"
    leave(disk, 0)
    with pytest.raises(StoreError, match="the room in its folder"):
        key_of(path)
    leave(disk, 8192)
    assert len(key_of(path)) == 32 and key_of(path) == key_path(path).read_bytes()


def filled(disk: Path) -> Path:
    """A store with a backup, and somebody in both."""
    path = disk / "store.duckdb"
    rows = [{"demand_ref": "D1", "received_on": None, "verbatim": SECRET, "household_ref": "QZX77"}]
    with Store.open(path) as store:
        store.load([incoming("demands", rows), households(500)], AB)
    spare.make(path)
    return path


def as_in_another_process(path: Path) -> None:
    file._latest.pop(path.resolve(), None)


def left_over(disk: Path) -> set[str]:
    own = {"store.duckdb", "store.duckdb.version", "store.duckdb.backups", "measures.key", "filler"}
    own |= {"store.duckdb.audit", "store.duckdb.audit.end"}
    return {each.name for each in disk.iterdir()} - own


def test_loads_until_it_is_full_are_there_or_are_not(disk):
    path, refusals = filled(disk), 0
    with Store.open(path) as store:
        for number, room in enumerate((4_000_000, 1_500_000, 400_000, 100_000, 4096, 0)):
            leave(disk, room)
            before = store.version(), store.counts()
            try:
                for n in range(60):
                    store.load([households(3000, f"Street {number}", start=10_000 * number + 3000 * n)], AB)
                    before = store.version(), store.counts()
            except StoreError as error:
                refusals += 1
                assert error.code == "disk" and "Free some disk space" in str(error)
            assert (store.version(), store.counts()) == before
        leave(disk, SIZE)
        store.load([households(1, start=900_000)], AB)
        before = store.version(), store.counts()
    assert refusals == 6
    as_in_another_process(path)
    with Store.open(path) as store:
        assert (store.version(), store.counts()) == before and left_over(disk) == set()


@pytest.mark.parametrize("room", [2_000_000, 700_000, 200_000, 0])
def test_a_backup_that_has_no_room_leaves_the_others_whole(disk, room, monkeypatch):
    monkeypatch.setenv("MEASURES_BACKUPS", "1")
    path = filled(disk)
    with Store.open(path) as store:
        store.load([households(9000, start=1000)], AB)
    (earlier,) = spare.there(path)
    whole = earlier.read_bytes()
    leave(disk, room)
    for make in (lambda: spare.make(path), lambda: backups.make(path, disk / "by-hand.backup", AB)):
        with pytest.raises(StoreError, match="Free some disk space") as refused:
            make()
        assert refused.value.code == "backup-disk"
    assert spare.there(path) == [earlier] and earlier.read_bytes() == whole and left_over(disk) == set()
    assert [each.name for each in earlier.parent.iterdir()] == [earlier.name]
    leave(disk, SIZE)
    assert backup.known_of(spare.make(path)).version == 2


def test_what_is_erased_without_room_is_gone_in_the_end_from_the_file_and_the_backups(disk):
    path = filled(disk)
    with Store.open(path) as store:
        leave(disk, 300_000)
        with pytest.raises(StoreError, match="It is erased: .*could not be written anew"):
            erasing.erase(store, Erasure(household="QZX77"), AB, "They asked")
        assert count(store, "demands") == 0
    assert SECRET.encode() in path.read_bytes()
    leave(disk, SIZE)
    as_in_another_process(path)
    backups.tend(path, at_the_start=True)
    assert SECRET.encode() not in path.read_bytes() and left_over(disk) == set()
    (one,) = spare.there(path)
    assert SECRET.encode() not in zipfile.ZipFile(one).read(backup.STORE)


def test_a_store_of_an_earlier_program_waits_for_room(disk):
    path = disk / "store.duckdb"
    shutil.copy(EARLIER, path)
    before = path.read_bytes()
    leave(disk, 200_000)
    with pytest.raises(StoreError, match="made by an earlier version.*Nothing was changed. Free some disk space"):
        Store.open(path)
    assert path.read_bytes() == before and left_over(disk) == set() and spare.there(path) == []
    leave(disk, SIZE)
    Store.open(path).close()
    assert len(spare.there(path)) == 1


def test_a_disk_that_may_only_be_read_is_a_sentence_with_the_last_backup(disk):
    path = filled(disk)
    before = path.read_bytes()
    as_in_another_process(path)
    assert mount("-o", "remount,ro", str(disk))
    try:
        with pytest.raises(StoreError, match="cannot be kept at .*The last backup is") as refused:
            Store.open(path)
        assert str(spare.there(path)[0]) in str(refused.value) and path.read_bytes() == before
        with pytest.raises(
            StoreError, match="backup could not be made.*Give whoever runs this the right to write there"
        ):
            spare.make(path)
    finally:
        assert mount("-o", "remount,rw", str(disk))
    with Store.open(path) as store:
        assert count(store, "households") == 500


def test_the_doctor_says_what_is_free_and_of_a_full_disk_that_nothing_is(disk):
    path = filled(disk)
    for room, says in ((0, "0 kB free"), (412_000, "41"), (5_000_000, "5 MB free")):
        leave(disk, room)
        (found,) = [each for each in doctor.look(path, "http://localhost:9") if each.what == "Disk"]
        assert found.state == "wrong" and found.says.startswith(says), found.says


# -- A log beside the store


@pytest.fixture
def stores(tmp_path):
    """Two stores, each with a log of which nothing is in the file yet: as a program leaves it that is killed."""
    made = []
    for name in ("own", "other"):
        path = tmp_path / name / "store.duckdb"
        with Store.open(path) as store:
            store.load([households(30, name)], AB)
        spare.make(path)
        with duckdb.connect(str(path)) as db:
            db.execute("PRAGMA disable_checkpoint_on_shutdown")
            db.execute("INSERT INTO settings SELECT 'k' || i, '1', 1, 'x', now()::TIMESTAMP FROM range(5000) t(i)")
        as_in_another_process(path)
        made.append(path)
    return made


def log_of(path: Path) -> Path:
    return path.with_name("store.duckdb.wal")


def settings(path: Path) -> int:
    with Store.open(path) as store:
        assert count(store, "households") == 30
        return store.rows("SELECT count(*) AS n FROM settings")[0]["n"]


def test_a_log_that_was_left_is_taken_in(stores):
    path, _ = stores
    assert log_of(path).exists() and settings(path) == 5000 and not log_of(path).exists()


@pytest.mark.parametrize("log", ["cut", "empty", "another file"])
def test_a_log_that_was_cut_short_loses_what_was_not_whole_and_nothing_else(stores, log):
    path, _ = stores
    content = log_of(path).read_bytes()
    log_of(path).write_bytes({"cut": content[: len(content) // 2], "empty": b"", "another file": b"words\n" * 900}[log])
    assert settings(path) == 0


@pytest.mark.parametrize("log", ["of another store", "of an earlier time", "flipped"])
def test_a_log_that_is_not_the_store_s_is_named_and_nothing_is_changed(stores, log):
    path, other = stores
    content = log_of(path).read_bytes()
    if log == "of another store":
        shutil.copy(log_of(other), log_of(path))
    elif log == "of an earlier time":
        settings(path)  # it is in the file now
        as_in_another_process(path)
        log_of(path).write_bytes(content)
    else:
        middle = len(content) // 2
        log_of(path).write_bytes(content[:middle] + bytes([content[middle] ^ 16]) + content[middle + 1 :])
    before = path.read_bytes(), log_of(path).read_bytes()
    with pytest.raises(
        StoreError, match="store.duckdb.wal, beside the store, .*at version 1 .*The last backup is"
    ) as refused:
        Store.open(path)
    assert refused.value.code == "log" and (path.read_bytes(), log_of(path).read_bytes()) == before
    log_of(path).unlink()
    assert settings(path) == (5000 if log == "of an earlier time" else 0)


@pytest.mark.parametrize("harm", ["cut", "another file", "gone"])
def test_a_change_that_was_said_to_be_made_is_missed_where_its_log_is_damaged(tmp_path, harm):
    """DuckDB takes what is no log of its own for one that was never begun, and says nothing."""
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.load([households(30)], AB)
    spare.make(path)
    died = (
        "import os, sys; from measures.store import Store; store = Store.open(sys.argv[1]); reader = "
        "store._root.cursor(); "
    )
    died += "reader.execute('BEGIN').execute('FROM versions').fetchone(); store.withdraw(1, 'AB'); os._exit(0)"
    subprocess.run([sys.executable, "-c", died, path], cwd=ROOT, check=True)
    content = log_of(path).read_bytes()
    log_of(path).unlink()
    if harm != "gone":
        log_of(path).write_bytes({"cut": content[: len(content) // 2], "another file": b"words\n" * 900}[harm])
    as_in_another_process(path)
    with pytest.raises(OlderStoreError, match="at version 1 of the data, and was at version 2 .*The last backup is"):
        Store.open(path)
    log_of(path).write_bytes(content)
    with Store.open(path) as store:
        assert store.version() == 2


@pytest.mark.parametrize("is_in", [True, False])
def test_of_a_change_whose_end_failed_the_file_says_whether_it_is_in_it(tmp_path, is_in, monkeypatch):
    """DuckDB may find the disk full after it has written what ends a change."""

    class Failing:
        def __init__(self, db):
            self.db = db

        def __getattr__(self, name):
            return getattr(self.db, name)

        def execute(self, query, *values):
            if query != "COMMIT":
                return self.db.execute(query, *values)
            if is_in:
                self.db.execute(query)
            raise duckdb.FatalException("IO Error: No space left on device")

    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.load([households(5)], AB)
        before, whole = store.version(), store._cursor

        @contextmanager
        def failing(*words):
            with whole(*words) as db:
                yield Failing(db)

        monkeypatch.setattr(store, "_cursor", failing)
        if is_in:
            store.load([households(3, start=100)], AB)
        else:
            with pytest.raises(StoreError, match="Free some disk space"):
                store.load([households(3, start=100)], AB)
        monkeypatch.undo()
        assert (store.version(), count(store, "households")) == ((before + 1, 8) if is_in else (before, 5))
        store.load([households(1, start=200)], AB)
        now = store.version(), count(store, "households")
    as_in_another_process(path)
    with Store.open(path) as store:
        assert (store.version(), count(store, "households")) == now
