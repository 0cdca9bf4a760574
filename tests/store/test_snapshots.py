"""Other processes read a copy of the data of its own: whole, of one version, without whom was erased, and never in
the way of whoever changes the store."""

import os
import shutil
import stat
import subprocess
import sys
import zipfile

import duckdb
import pytest

from measures import __main__ as command
from measures import answers, backups, erasing
from measures.catalogue import MEASURES
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.store import Store, backup, file, snapshots
from measures.store.reading import Snapshot
from tests.worlds import ROOT, costs, count, households, incoming

AB = "AB"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="snapshots are kept on Linux and macOS")


@pytest.fixture
def place(tmp_path):
    """Where a store has snapshots."""
    path = tmp_path / "own" / "store.duckdb"
    snapshots.begin(path)
    return path


def there(place) -> list[str]:
    return sorted(each.name for each in snapshots.folder_of(place).glob("*.duckdb"))


def refused(place) -> str:
    with pytest.raises(StoreError) as why:
        Snapshot.open(place)
    return why.value.code


def test_it_answers_every_measure_as_the_store_does(full, tmp_path):
    path = tmp_path / "store.duckdb"
    shutil.copyfile(full.path, path)
    snapshots.begin(path)
    with Store.open(path) as store:
        store.keep_snapshot()
    snapshot = Snapshot.open(path)
    for name in MEASURES:
        assert repr(answers.ask(snapshot, name).shape) == repr(answers.ask(full, name).shape), name
    assert (snapshot.version(), snapshot.counts()) == (full.version(), full.counts())


def test_who_asks_one_goes_on_with_it_and_the_one_before_stays_until_the_next(place):
    with Store.open(place) as store:
        seen = []
        for number in range(1, 5):
            store.load([households(10, start=10 * number)], AB)
            store.keep_snapshot()
            seen.append(Snapshot.open(place))
            assert len(there(place)) == min(number, 2)
            assert [each.is_latest() for each in seen] == [False] * (number - 1) + [True]
        assert [count(each, "households") for each in seen] == [10, 20, 30, 40]
        assert [each.version() for each in seen] == [1, 2, 3, 4]
        assert len({each.rewritten for each in seen}) == 1, "what an earlier version answers is as it was"
        was = there(place)
        store.keep_snapshot()
        assert there(place) == was, "of one version there is one"


def test_files_are_their_owners_alone_and_a_process_keeps_its_store_to_itself(place):
    opens = f"from measures.store import Store; Store.open({str(place)!r})"
    with Store.open(place) as store:
        store.load([households(3)], AB)
        store.keep_snapshot()
        other = subprocess.run([sys.executable, "-c", opens], cwd=ROOT, capture_output=True, text=True)
        assert "Another program is using the store" in other.stderr
    folder = snapshots.folder_of(place)
    for each in (folder, *folder.iterdir()):
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0


def test_what_is_erased_is_in_none_and_what_earlier_versions_answer_is_another(place):
    home = incoming("households", [{"household_ref": "QZX1Q", "street": "Quokka Road"}])
    with Store.open(place) as store:
        store.load([home], AB)
        store.load([households(5)], AB)
        store.keep_snapshot()
        before = Snapshot.open(place)
        erasing.erase(store, Erasure(household="QZX1Q"), AB, "They asked")
        after = Snapshot.open(place)
        assert not before.is_latest() and before.rewritten != after.rewritten
        with pytest.raises(StoreError) as why:
            count(before, "households")
        assert why.value.code == "read-again", "not even by whoever has it open still"
        assert [count(after, "households", version=v) for v in (1, 2, 3)] == [0, 5, 5]
    assert len(there(place)) == 1
    for each in snapshots.folder_of(place).glob("*.duckdb"):
        assert b"quokka" not in each.read_bytes().lower()


def test_where_no_other_can_be_made_readers_have_none_rather_than_whom_was_erased(place, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with Store.open(place) as store:
        store.load([households(5)], AB)
        store.keep_snapshot()
        with monkeypatch.context() as disk:
            disk.setattr(snapshots, "put", full)
            with pytest.raises(StoreError, match="No space left on device"):
                store.load([costs(1)], AB)
                store.keep_snapshot()
            assert Snapshot.open(place).version() == 1, "after a load they go on with the one before"
            erasing.erase(store, Erasure(household="H1"), AB, "They asked")
        assert refused(place) == "no-snapshot" and there(place) == []
        store.keep_snapshot()
        assert count(Snapshot.open(place), "households") == 4


def test_going_back_to_a_backup_is_another_past(place, tmp_path):
    with Store.open(place) as store:
        store.load([households(5)], AB)
        backup.make(place, tmp_path / "a.backup")
        store.load([households(3, start=5)], AB)
        store.keep_snapshot()
        before = Snapshot.open(place)
        assert before.version() == 2
        backups.restore(tmp_path / "a.backup", place, AB, older=True)
        store.take_in()
        store.keep_snapshot()
        after = Snapshot.open(place)
        assert after.version() == 1 and before.rewritten != after.rewritten


def test_nothing_is_changed_by_whoever_reads(place):
    with Store.open(place) as store:
        store.load([households(5)], AB)
        store.keep_snapshot()
    snapshot, was = Snapshot.open(place), place.read_bytes()
    for change in (
        lambda: snapshot.load([costs(1)], AB),
        lambda: snapshot.withdraw(1, AB),
        lambda: snapshot.set("board", {}, AB, "Set it"),
        lambda: snapshot.classify("1", "Value", AB),
        lambda: snapshot.erase(Erasure(household="H1"), AB, str, lambda *of: of[-1]),
        lambda: snapshot.preview(costs(1)),
        lambda: snapshot.tried(1, withdrawn=True),
        snapshot.rewrite,
        snapshot.keep_snapshot,
    ):
        with pytest.raises(StoreError) as why:
            change()
        assert why.value.code == "only-read"
    assert place.read_bytes() == was
    with pytest.raises(duckdb.InvalidInputException), snapshot._root.cursor() as db:
        db.execute("DELETE FROM versions")


def test_without_the_folder_none_is_kept_and_with_it_by_every_program(place, tmp_path, monkeypatch):
    other = tmp_path / "other.duckdb"
    with Store.open(other) as store:
        store.load([households(5)], AB)
        assert store.keep_snapshot() == "" and not snapshots.folder_of(other).exists()
    monkeypatch.delenv("MEASURES_SNAPSHOTS", raising=False)
    sheet = ROOT / "data" / "examples" / "deck_twelve_households.xlsx"
    assert command.main(["load", str(sheet), "--store", str(place), "--who", AB]) == 0
    (name,) = there(place)
    assert Snapshot.open(place).counts()["households"]
    assert command.main(["uploads", "--store", str(place)]) == 0
    assert there(place) == [name], "a command that only asks keeps none"


def test_what_a_killed_program_left_goes_when_the_store_is_opened(place):
    with Store.open(place) as store:
        store.load([households(5)], AB)
        store.keep_snapshot()
    folder = snapshots.folder_of(place)
    (folder / f"{backup.FOLDER}x").mkdir()
    (folder / "7.1.duckdb").write_text("half")
    (folder / "latest.new").symlink_to("7.1.duckdb")
    (folder / "reader-9.held").touch()
    (folder / "reader-9.tmp").mkdir()
    file._latest.pop(place.resolve())  # as in another process
    with Store.open(place) as store:
        assert {each.name for each in folder.iterdir()} - {"latest", "latest.new", "reader-9.held"} == {*there(place)}
        store.load([costs(1)], AB)
        store.keep_snapshot()
    assert not (folder / "latest.new").exists() and Snapshot.open(place).version() == 2


def test_two_readers_put_aside_what_they_have_no_room_for_in_places_of_their_own(place):
    first, second = snapshots.Place(place), snapshots.Place(place)
    assert first.folder != second.folder
    first.folder.mkdir()
    os.close(first._handle)  # as when its process is ended
    third = snapshots.Place(place)
    assert third.folder == first.folder and not third.folder.exists()


def test_each_reason_why_there_is_nothing_to_read_is_a_sentence(place):
    assert refused(place) == "no-snapshot"
    with Store.open(place) as store:
        store.load([households(5)], AB)
        store.keep_snapshot()
    (name,) = there(place)
    one = snapshots.folder_of(place) / name
    whole = one.read_bytes()
    for code, format_ in (("snapshot-newer", 999), ("snapshot-earlier", 1)):
        with duckdb.connect(str(one)) as db:
            db.execute(f"UPDATE format SET format = {format_}")
            db.execute("CHECKPOINT")
        assert refused(place) == code
    for cut in (b"", whole[:5000], b"words" * 3000):
        one.write_bytes(cut)
        assert refused(place) == "snapshot-damaged"
    one.unlink()
    assert refused(place) == "no-snapshot"


@pytest.mark.parametrize("said", ["reader", "yes", "1"])
def test_a_setting_that_is_none_starts_nothing(said, monkeypatch, capsys, place):
    monkeypatch.setenv("MEASURES_SNAPSHOTS", said)
    assert command.main(["run", "--store", str(place)]) == 1
    assert f"is given as “{said}”" in capsys.readouterr().err


def test_a_backup_has_no_snapshot_in_it(place, tmp_path):
    with Store.open(place) as store:
        store.load([households(5)], AB)
        store.keep_snapshot()
        backup.make(place, tmp_path / "a.backup")
    with zipfile.ZipFile(tmp_path / "a.backup") as packed:
        assert sorted(packed.namelist()) == sorted([backup.KNOWN, backup.STORE])
