"""Backups come by themselves, the last few are kept, what is erased leaves them, and whoever loses the store is told
of them."""

import datetime as dt
import os
import re
import shlex
import shutil
import sys
import zipfile

import duckdb
import pytest

from measures import __main__ as command
from measures import backups, erasing
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.store import Store, backup, spare
from tests.worlds import ROOT, count, households, incoming

AB = "AB"
SECRET = "quokka behind the mill"
EARLIER = ROOT / "tests" / "store" / "files" / "format2.duckdb"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "own" / "store.duckdb"


@pytest.fixture
def clock(monkeypatch):
    """Another time of the day, to be moved on."""
    now = [dt.datetime.now(dt.UTC).replace(tzinfo=None)]
    monkeypatch.setattr(spare, "_now", lambda: now[0])

    def on(**by):
        now[0] += dt.timedelta(**by)

    return on


def change(path, start: int, at: dt.datetime | None = None) -> None:
    """Load one household more. The note of the version, by which a change is known, is as old as the clock says."""
    with Store.open(path) as store:
        store.load([households(1, start=start)], AB)
    if at:
        os.utime(path.with_name("store.duckdb.version"), (at.timestamp(), at.timestamp()))


def versions(path) -> list[int]:
    """The versions that the backups have, the latest first."""
    return [backup.known_of(file).version for file in spare.there(path)]


def test_a_store_of_an_earlier_program_is_backed_up_as_it_was_before_it_is_brought_up_to_date(place, tmp_path):
    place.parent.mkdir()
    shutil.copy(EARLIER, place)
    with duckdb.connect(str(place)) as db:
        was = db.execute("SELECT max(version) FROM versions").fetchall()[0][0]
    Store.open(place).close()
    (file,) = spare.there(place)
    known = backup.known_of(file)
    assert (known.format, known.version) == (2, was) and spare.last(place) == (file, known)
    if sys.platform != "win32":
        assert [each.stat().st_mode & 0o777 for each in (file.parent, file)] == [0o700, 0o600]
    Store.open(place).close()
    assert spare.there(place) == [file], "once"
    with zipfile.ZipFile(file) as packed:
        packed.extract(backup.STORE, tmp_path)
    with duckdb.connect(str(tmp_path / backup.STORE)) as db:
        assert db.execute("SELECT max(format) FROM format").fetchall() == [(2,)]


def test_a_store_that_was_just_made_is_no_step(place):
    Store.open(place).close()
    Store.open(place).close()
    assert not spare.folder_of(place).exists()


def test_where_it_cannot_be_backed_up_it_is_left_as_it_was_and_the_reason_is_said(place, monkeypatch):
    place.parent.mkdir()
    shutil.copy(EARLIER, place)
    before = place.read_bytes()
    spare.folder_of(place).write_text("no folder")
    with pytest.raises(StoreError, match="made by an earlier version.*could not be: .*Nothing was changed") as refused:
        Store.open(place)
    assert place.read_bytes() == before and refused.value.code == "step-backup"
    monkeypatch.setenv("MEASURES_BACKUPS", "0")
    Store.open(place).close()


def test_one_a_day_is_made_where_something_changed_and_the_last_are_kept(place, clock, monkeypatch):
    monkeypatch.setenv("MEASURES_BACKUPS", "3")
    assert backups.tend(place, at_the_start=True) == [] and not place.exists(), "no store is made for it"
    for day in range(5):
        change(place, day, spare._now().replace(tzinfo=dt.UTC))
        clock(seconds=1)
        made = backups.tend(place)
        assert [file.exists() for file in made] == [True]
        clock(hours=23)
        change(place, 100 + day, spare._now().replace(tzinfo=dt.UTC))
        assert backups.tend(place) == [], "the last is not a day old"
        clock(hours=1)
    assert versions(place) == [9, 7, 5]
    clock(hours=1)
    assert len(backups.tend(place)) == 1 and versions(place) == [10, 9, 7]
    clock(days=9)
    assert backups.tend(place) == [], "nothing changed"
    assert {each.suffix for each in spare.folder_of(place).iterdir()} == {".backup"}


def test_none_is_made_where_that_is_said(place, monkeypatch):
    monkeypatch.setenv("MEASURES_BACKUPS", "0")
    change(place, 0)
    assert backups.tend(place, at_the_start=True) == [] and not spare.folder_of(place).exists()
    monkeypatch.setenv("MEASURES_BACKUPS", "many")
    assert spare.how_many() == spare.KEPT


def test_a_clock_that_was_ahead_stops_no_backup(place, clock):
    change(place, 0)
    clock(days=400)
    backups.tend(place)
    clock(days=-400)
    change(place, 1)
    assert len(backups.tend(place)) == 1 and versions(place) == [1, 2]
    assert backups.tend(place) == [], "nor has it one made at every look"


def test_a_disk_that_is_full_leaves_the_earlier_ones_as_they_are(place, monkeypatch):
    monkeypatch.setenv("MEASURES_BACKUPS", "1")
    change(place, 0)
    (first,) = backups.tend(place)
    whole = first.read_bytes()
    change(place, 1)

    def full(*_):
        raise OSError(28, "No space left on device")

    for of, where in ((backup, "_copy"), (backup.os, "replace")):
        with monkeypatch.context() as disk:
            disk.setattr(of, where, full)
            with pytest.raises(StoreError, match="No space left on device"):
                spare.make(place)
        assert spare.there(place) == [first] and first.read_bytes() == whole
        assert [*first.parent.iterdir()] == [first], "nothing is left of the other"
    spare.make(place)
    assert versions(place) == [2]


def test_what_a_killed_one_left_goes_when_the_store_is_opened(place):
    change(place, 0)
    left = spare.folder_of(place) / f"{backup.FOLDER}x"
    left.mkdir(parents=True)
    (left / "copied.duckdb").write_text(SECRET)
    with Store.open(place):
        assert left.exists(), "this process may be at it"
    from measures.store import file

    file._latest.pop(place.resolve())  # as in another process
    Store.open(place).close()
    assert not left.exists()


def fill(place) -> None:
    rows = [{"demand_ref": "D1", "received_on": dt.date(2025, 1, 1), "verbatim": SECRET, "household_ref": "QZX77"}]
    with Store.open(place) as store:
        store.load([incoming("demands", rows), households(3)], AB)
    spare.make(place)
    change(place, 5)
    spare.make(place)


def found(place, *others) -> list[bool]:
    """Whether it is in each backup, by its bytes."""
    files = [*spare.there(place), *others]
    return [SECRET.encode() in zipfile.ZipFile(file).read(backup.STORE) for file in files]


def test_what_is_erased_leaves_them(place):
    fill(place)
    assert found(place) == [True, True]
    with Store.open(place) as store:
        erased = erasing.erase(store, Erasure(household="QZX77"), AB, "They asked")
        assert not store.backups_are_to_be_renewed()
    (file,) = spare.there(place)
    assert erased.renewed == (str(file),) and erased.left == () and found(place) == [False]
    assert f"So were the backups {file}." in erasing.done(erased)
    backup.restore(file, place)
    with Store.open(place) as store:
        assert count(store, "households") == 4 and not store.backups_are_to_be_renewed()


def test_whoever_erases_is_ended_in_the_middle_and_the_app_does_the_rest(place, tmp_path, monkeypatch):
    fill(place)
    by_hand = tmp_path / "friday.backup"
    backups.make(place, by_hand, AB)
    with monkeypatch.context() as killed, Store.open(place) as store:
        killed.setattr(backups, "renew", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            erasing.erase(store, Erasure(household="QZX77"), AB, "They asked")
    assert found(place, by_hand) == [True, True, True]
    assert len(backups.tend(place, at_the_start=True)) == 2
    assert found(place, by_hand) == [False, False]
    assert backups.tend(place, at_the_start=True) == []


def test_those_that_cannot_be_made_anew_are_named_and_tried_again(place, monkeypatch):
    fill(place)
    with monkeypatch.context() as full, Store.open(place) as store:
        full.setattr(backup.zipfile, "ZipFile", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left")))
        erased = erasing.erase(store, Erasure(household="QZX77"), AB, "They asked")
        assert erased.left == tuple(map(str, spare.there(place))) and len(erased.left) == 2
        assert store.backups_are_to_be_renewed()
    assert found(place) == [True, True]
    backups.tend(place, at_the_start=True)
    assert found(place) == [False]


def harm(path, how: str) -> None:
    content = path.read_bytes()
    if how == "flipped":
        path.write_bytes(content[:4096] + bytes(8192) + content[12288:])
    elif how == "cut":
        path.write_bytes(content[:9000])
    elif how == "another file":
        path.write_bytes(b"Household ref,Street\n")
    elif how == "gone":
        path.unlink()
    elif how == "older":
        path.with_name("store.duckdb.version").write_text("9")
    else:
        with duckdb.connect(str(path)) as db:
            db.execute("UPDATE format SET format = 99")


@pytest.mark.parametrize("how", ["flipped", "cut", "another file", "gone", "older", "newer"])
@pytest.mark.parametrize("who", ["the app", "a person"])
def test_where_the_store_is_lost_the_last_backup_and_the_way_back_are_named(place, tmp_path, how, who, capsys):
    change(place, 0)
    spare.make(place)
    change(place, 1)
    if who == "the app":
        file = spare.make(place)
    else:
        backups.make(place, file := tmp_path / "by hand" / "friday’s.backup", AB)
    harm(place, how)
    assert command.main(["uploads", "--store", str(place)]) == 1
    said = capsys.readouterr().err
    assert f"The last backup is {file}, of " in said
    (back,) = re.findall(r"`measures (restore .+)` goes back", said)
    assert command.main([*shlex.split(back), "--older"]) == 0
    with Store.open(place) as store:
        assert count(store, "households") == 2


def test_a_backup_that_is_damaged_or_gone_is_not_the_last(place):
    change(place, 0)
    first, second = spare.make(place), spare.make(place)
    second.write_bytes(second.read_bytes()[:100])
    backups.make(place, gone := place.with_name("by-hand.backup"), AB)
    gone.unlink()
    assert spare.last(place).file == first
    (spare.folder_of(place) / "letters.backup").write_text("somebody’s")
    assert spare.there(place) == [second, first]
