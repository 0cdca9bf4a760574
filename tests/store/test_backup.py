"""A backup is whole, is known for what it is, and brings back what it has and nothing that is gone."""

import datetime as dt
import json
import subprocess
import sys
import threading
import zipfile

import pytest

from measures import __main__ as command
from measures import answers, backups, erasing
from measures.catalogue import MEASURES
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.store import Store, backup
from measures.store.secret import key_path
from tests.worlds import ROOT, costs, count, households, incoming

AB = "AB"
SECRET = "quokka behind the mill"
HOLDS = """
import sys
from measures.store import Store
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    for _ in sys.stdin:
        store.take_in()
        print(store.version(), store.counts()["households"], flush=True)
"""


@pytest.fixture
def place(tmp_path):
    return tmp_path / "store.duckdb"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept" / "monday.backup"


def fill(path, *sheets) -> None:
    with Store.open(path) as store:
        for sheet in sheets:
            store.load([sheet], AB)


def all_answers(path) -> dict[str, str]:
    with Store.open(path) as store:
        return {name: repr(answers.ask(store, name).shape) for name in MEASURES}


def held(path) -> subprocess.Popen:
    """Another program that has the store open, and takes a backup in at each line that it is told."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdout.readline() == "open\n"
    return program


def test_a_store_that_is_lost_is_brought_back_with_all_its_answers(full, tmp_path, file):
    path = tmp_path / "demonstration.duckdb"
    path.write_bytes(full.path.read_bytes())
    before = all_answers(path)
    made = backup.make(path, file)
    path.unlink()
    assert backup.restore(file, path) == made
    assert all_answers(path) == before
    assert made.rows["data.demands"] > 1000 and file.stat().st_mode & 0o077 == 0
    assert [each.name for each in file.parent.iterdir()] == [file.name], "nothing is left beside it"


def test_it_is_made_and_gone_back_to_while_another_program_has_the_store(place, file, capsys):
    fill(place, households(5))
    with held(place) as program:
        assert command.main(["backup", str(file), "--store", str(place)]) == 0
        assert "version 1 of the data, 1 upload, as at" in capsys.readouterr().out
        assert command.main(["restore", str(file), "--store", str(place)]) == 0
        assert "goes on with the backup at the next click" in capsys.readouterr().out
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "1 5\n" and not backup.restored(place).exists()
        program.stdin.close()
    assert [event.kind for event in backups.Trail(place).read().events] == ["Backed up", "Went back to a backup"]


def test_who_has_the_store_open_goes_on_with_the_backup(place, file):
    fill(place, households(5))
    backup.make(place, file)
    with Store.open(place) as store, Store.open(place) as other:
        for each in (store, other):
            assert count(each, "households") == 5
        store.load([households(3, start=5)], AB)
        store.load([households(4, start=20)], AB)
        assert count(other, "households") == 12
        backup.restore(file, place, older=True)
        assert store.take_in() and not store.take_in()
        for each in (store, other):
            assert count(each, "households") == 5 and each.version() == 1 and len(each.uploads()) == 1
        store.load([costs(2)], AB)
        assert count(other, "transactions") == 2 and other.version() == 2


def test_what_was_changed_after_somebody_said_to_go_back_is_not_lost(place, file):
    fill(place, households(5))
    backup.make(place, file)
    with Store.open(place) as store:
        backup.restore(file, place)
        store.load([households(3, start=5)], AB)
        with pytest.raises(StoreError, match="was changed after"):
            store.take_in()
        assert not store.take_in() and count(store, "households") == 8
        backup.restore(file, place, older=True)
        assert store.take_in() and count(store, "households") == 5


def test_each_backup_is_whole_that_is_made_while_somebody_loads(place, tmp_path):
    fill(place, households(1))
    ended = threading.Event()

    def load_on() -> None:
        with Store.open(place) as store:
            for n in range(1, 13):
                store.load([households(10, start=10 * n)], AB)
        ended.set()

    loading = threading.Thread(target=load_on)
    loading.start()
    made = []
    while not ended.is_set() or not made:
        file = tmp_path / f"{len(made)}.backup"
        made.append((file, backup.make(place, file)))
    loading.join()
    for file, known in [*made[:: max(len(made) // 5, 1)], made[-1]]:
        there = tmp_path / file.stem / "store.duckdb"
        backup.restore(file, there)
        with Store.open(there) as store:
            assert store.version() == known.version
            assert count(store, "households") == 1 + 10 * (known.version - 1)


def test_a_copy_during_which_something_changed_is_made_again(place, file, monkeypatch):
    fill(place, households(5))
    copied = []

    def slowly(source, to):
        half = source.stat().st_size // 2
        with open(source, "rb") as reading, open(to, "wb") as writing:
            writing.write(reading.read(half))
            if not copied:
                fill(place, households(400, start=5))
            writing.write(reading.read())
        copied.append(source)

    monkeypatch.setattr(backup, "_copy", slowly)
    known = backup.make(place, file)
    assert len(copied) == 2 and (known.version, known.rows["data.households"]) == (2, 405)


def test_a_program_that_backs_its_own_store_up_still_has_it_alone(place, file):
    """On POSIX a process that closes a file has given up its locks on it, by whatever handle they were taken."""
    opens = f"from measures.store import Store; Store.open({str(place)!r})"
    with Store.open(place) as store:
        store.load([households(5)], AB)
        backup.make(place, file)
        other = subprocess.run([sys.executable, "-c", opens], cwd=ROOT, capture_output=True, text=True)
        assert other.returncode and "Another program is using the store" in other.stderr


def test_changes_that_it_does_not_have_are_lost_on_purpose_only(place, file):
    fill(place, households(5))
    backup.make(place, file)
    fill(place, households(3, start=5))
    with pytest.raises(StoreError, match="has 1 change that this backup"):
        backup.restore(file, place)
    place.unlink()  # that there was a later version is remembered
    with pytest.raises(StoreError, match="has 1 change that this backup"):
        backup.restore(file, place)
    backup.restore(file, place, older=True)
    with Store.open(place) as store:
        assert count(store, "households") == 5
    other = place.with_name("other.duckdb")
    fill(other, costs(1))
    with pytest.raises(StoreError, match="would be lost"):
        backup.restore(file, other)


@pytest.mark.parametrize("erasure", [Erasure(household="H1"), Erasure(upload=1)])
def test_who_was_erased_does_not_come_back(place, file, erasure):
    fill(place, households(5), costs(1))
    backup.make(place, file)
    with Store.open(place) as store:
        erasing.erase(store, erasure, AB, "They asked")
    for older in (False, True):
        with pytest.raises(StoreError, match="erased after this backup was made"):
            backup.restore(file, place, older=older)
    assert not backup.restored(place).exists()


def test_what_is_erased_leaves_the_backups_and_who_cannot_be_reached_is_named(place, file, tmp_path):
    rows = [{"demand_ref": "D1", "received_on": dt.date(2025, 1, 1), "verbatim": SECRET, "household_ref": "QZX77"}]
    fill(place, incoming("demands", rows), households(3))
    moved = tmp_path / "moved.backup"
    for to in (file, moved):
        backups.make(place, to, AB)
    moved.unlink()
    assert SECRET.encode() in zipfile.ZipFile(file).read(backup.STORE)
    with Store.open(place) as store:
        erased = erasing.erase(store, Erasure(household="QZX77"), AB, "They asked")
    assert (erased.renewed, erased.left) == ((str(file.resolve()),), (str(moved.resolve()),))
    for said in (f"So were the backups {file.resolve()}.", f"have it still: {moved.resolve()}."):
        assert said in erasing.done(erased)
    there = zipfile.ZipFile(file).read(backup.STORE)
    assert SECRET.encode() not in there and b"QZX77" not in there and b"qzx77" not in there
    backup.restore(file, place)


def test_one_that_is_damaged_is_a_sentence_or_does_no_harm(place, file):
    fill(place, households(50))
    made = backup.make(place, file)
    whole, size = file.read_bytes(), file.stat().st_size
    refused = 0
    for at in [*range(0, size, size // 25), *range(size - 60, size, 4)]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        there = place.with_name("there.duckdb")
        try:
            assert backup.restore(file, there) == made
            backup.restored(there).unlink()
        except StoreError as error:
            refused += 1
            assert "backup" in str(error) and not backup.restored(there).exists()
    assert refused > 15
    for cut in (0, 10, size // 2, size - 1):
        file.write_bytes(whole[:cut])
        with pytest.raises(StoreError):
            backup.restore(file, place)
    assert not backup.restored(place).exists()


def test_what_is_no_backup_of_ours_is_left_as_it_is(place, file, tmp_path):
    fill(place, households(1))
    theirs = tmp_path / "letters.zip"
    with zipfile.ZipFile(theirs, "w") as zipped:
        zipped.writestr("letter.txt", "Dear all")
    for each in (theirs, place):
        kept = each.read_bytes()
        with pytest.raises(StoreError, match="is no backup"):
            backup.restore(each, tmp_path / "new.duckdb")
        with pytest.raises(StoreError, match="is no backup"):
            backup.make(place, each)
        assert each.read_bytes() == kept
    with pytest.raises(StoreError, match="There is no file at"):
        backup.restore(tmp_path / "none.zip", tmp_path / "new.duckdb")
    backup.make(place, file)
    with zipfile.ZipFile(file) as zipped:
        known, store = json.loads(zipped.read(backup.KNOWN)), zipped.read(backup.STORE)
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr(backup.KNOWN, json.dumps(known | {"format": 99}))
        zipped.writestr(backup.STORE, store)
    with pytest.raises(StoreError, match="newer version of this program"):
        backup.restore(file, place)
    with pytest.raises(StoreError, match="There is no store"):
        backup.make(tmp_path / "none.duckdb", tmp_path / "none.backup")
    assert not key_path(tmp_path / "none.duckdb").exists() or key_path(place).exists()


def test_a_store_that_is_damaged_is_brought_back(place, file):
    fill(place, households(5))
    backup.make(place, file)
    place.write_bytes(b"\0" * 100_000)
    with pytest.raises(StoreError):
        backup.make(place, file)
    backup.restore(file, place)
    with Store.open(place) as store:
        assert count(store, "households") == 5
