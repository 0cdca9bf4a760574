"""The store's file: whole by itself, closed to others, and known for an older copy; a damaged block is a sentence."""

import contextlib
import os
import random
import shutil
import stat
import sys

import duckdb
import pytest

from measures import answers
from measures.catalogue import MEASURES
from measures.problems import OlderStoreError, StoreError
from measures.store import Store, file
from tests.worlds import count, households, incoming

DEMAND = {"demand_ref": "A", "received_on": None, "verbatim": "Where is the plumber?"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.duckdb"


def changed(store):
    """Every sort of change, and what is then in the store."""
    store.load([incoming("demands", [DEMAND])], "x")
    store.load([households(3)], "x")
    store.withdraw(2, "x")
    store.reinstate(2, "x")
    store.set("board", {"purpose": "p"}, "x", "x")
    key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands", ["demands"])[0]["key"]
    store.classify(key, "Value", "x")
    return store.version(), store.counts()


def test_the_file_alone_is_whole_after_every_change_while_others_read(path, tmp_path):
    with Store.open(path) as store:
        with store._cursor() as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM versions").fetchone()
            was = changed(store)
            assert path.with_name("store.duckdb.wal").exists()  # somebody still reads
        assert store.version() == was[0]
        with Store.open(shutil.copy(path, tmp_path / "copy.duckdb")) as copy:
            assert (copy.version(), copy.counts()) == was
            assert len(copy.rows("SELECT 1 FROM classifications", ["demands"])) == 1


def test_what_a_question_held_back_is_in_the_file_when_it_ends_whoever_asked_it_and_at_whatever_moment(
    path, monkeypatch
):
    log = path.with_name("store.duckdb.wal")
    with Store.open(path) as store, Store.open(path) as other:
        with other._cursor() as reader:
            reader.execute("BEGIN").execute("SELECT * FROM versions").fetchone()
            changed(store)
            assert log.exists()
        assert not log.exists()  # and nobody asks again
        question, remember = contextlib.ExitStack(), file.remember

        def ends(*of):
            assert log.exists()
            question.close()  # the change was held back by it, and is not over
            remember(*of)

        reader = question.enter_context(other._cursor())
        reader.execute("BEGIN").execute("SELECT * FROM versions").fetchone()
        monkeypatch.setattr(file, "remember", ends)
        with store._change() as db:
            # What is only added does not wait for a question.
            db.execute("UPDATE versions SET who = 'y'")
        assert not log.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a file there has no such rights")
def test_its_files_are_for_the_owner_only_and_what_else_is_written_is_not(path, tmp_path):
    mask = os.umask(0o022)
    try:
        with Store.open(path) as store, store._change() as db:
            db.execute("INSERT INTO settings (name) VALUES ('x')")
            assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
        (tmp_path / "other.txt").write_text("x")
        assert stat.S_IMODE((tmp_path / "other.txt").stat().st_mode) == 0o644
        path.chmod(0o644)
        Store.open(path).close()
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("store*")} == {0o600}
    finally:
        os.umask(mask)


def test_what_was_put_aside_for_want_of_memory_goes_when_its_process_is_gone(path):
    Store.open(path).close()
    aside = path.with_name("store.duckdb.tmp")
    aside.mkdir()
    (aside / "duckdb_temp_1_0_storage_DEFAULT-0.tmp").write_text("rows of people's lives")
    with Store.open(path):
        assert aside.exists(), "this process may be in the middle of an answer"
    with Store.open(path):
        file._latest.pop(path.resolve())  # as in the middle of a change
        Store.open(path).close()
        assert aside.exists(), "another of this process has it open"
    file._latest.pop(path.resolve())  # as in another process
    with Store.open(path):
        assert not aside.exists()


def test_an_older_copy_is_known_for_one_and_used_only_on_purpose(path, tmp_path):
    with Store.open(path) as store:
        store.load([households(2)], "x")
        shutil.copy(path, tmp_path / "older")
        store.load([households(2, start=9)], "x")
    shutil.copy(tmp_path / "older", path)
    before = path.read_bytes()
    with pytest.raises(
        OlderStoreError,
        match="at version 1 of the data, and was at version 2 .* older copy.*go on with the store as it is",
    ):
        Store.open(path)
    assert path.read_bytes() == before
    Store.accept_older(path)
    with Store.open(path) as store:
        assert count(store, "households") == 2
        store.set("x", 1, "x", "x")
    Store.open(path).close()


@pytest.fixture
def ended(path, tmp_path, monkeypatch):
    """A store as it lies after the program ended in the middle: two of its three loads are in the log alone."""
    (tmp_path / "ended").mkdir()
    with Store.open(path) as store:
        store.load([households(2)], "x")
        monkeypatch.setattr(file.File, "_put_into_the_file", lambda self: None)
        for start in (9, 20):
            store.load([households(2, start=start)], "x")
        for each in path.parent.glob("store.duckdb*"):
            if each.is_file():
                shutil.copy(each, tmp_path / "ended")
    return tmp_path / "ended" / path.name


def test_a_log_that_is_cut_is_left_as_it_is_and_whole_again_is_taken(ended):
    """The store was refused, but what was left of the log was in the file by then, and the whole log was another
    store's."""
    log = ended.with_name("store.duckdb.wal")
    whole = log.read_bytes()
    log.write_bytes(whole[: len(whole) // 2])
    before = {each.name: each.read_bytes() for each in ended.parent.iterdir()}
    for _ in range(2):
        with pytest.raises(OlderStoreError, match="was at version 3 .* Nothing was changed"):
            Store.open(ended)
        assert {each.name: each.read_bytes() for each in ended.parent.iterdir()} == before
    log.write_bytes(whole)
    with Store.open(ended) as store:
        assert (store.version(), count(store, "households")) == (3, 6)


def test_a_damaged_log_of_a_store_of_which_nothing_is_remembered_says_nothing_of_what_it_was(ended):
    log = ended.with_name("store.duckdb.wal")
    flipped = bytearray(log.read_bytes())
    flipped[len(flipped) // 4] ^= 4  # in the first of its two loads, which are as long but for a few bytes
    log.write_bytes(flipped)
    with pytest.raises(StoreError, match="the store is at version 1 of the data, and it was at version 3 when it was"):
        Store.open(ended)
    ended.with_name("store.duckdb.version").unlink()
    with pytest.raises(StoreError, match="the store is at version 1 of the data: take the file away to go on so"):
        Store.open(ended)


def test_a_store_that_is_gone_is_not_begun_anew_without_a_word(path):
    with Store.open(path) as store:
        store.load([households(2)], "x")
    path.unlink()
    with pytest.raises(OlderStoreError, match="there was one, at version 1 of the data"):
        Store.open(path)
    assert not path.exists()
    Store.accept_older(path)
    Store.open(path).close()


@pytest.mark.parametrize("note", ["", "x", "-3"])
def test_a_note_that_says_nothing_stands_in_nobodys_way(path, note):
    with Store.open(path) as store:
        store.load([households(2)], "x")
    path.with_name("store.duckdb.version").write_text(note)
    with Store.open(path) as store:
        assert count(store, "households") == 2


@pytest.mark.long
def test_a_flipped_bit_is_a_sentence_or_does_no_harm(path):
    with Store.open(path) as store:
        changed(store)
        store.load([households(4000)], "x")
        (version,) = {store.version()}
    content, chance, refusals = path.read_bytes(), random.Random(4), 0
    for _ in range(12):
        spoilt, at = bytearray(content), chance.randrange(len(content))
        spoilt[at] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        Store.accept_older(path)
        try:
            with Store.open(path) as store:
                store.uploads()
                for name in MEASURES:
                    answers.ask(store, name)
                store.load([households(1, start=9000)], "x")
                assert store.version() == version + 1
        except StoreError as error:
            refusals += 1
            assert "damaged" in str(error) and "\n" not in str(error)
    assert refusals >= 3


@pytest.mark.skipif(sys.platform == "win32", reason="a file there has no such rights")
@pytest.mark.parametrize("what", ["words", "another database", "a folder"])
def test_what_is_no_store_keeps_its_rights(path, what):
    if what == "a folder":
        path.mkdir()
    elif what == "words":
        path.write_text("words" * 5000)
    else:
        with duckdb.connect(str(path)) as db:
            db.execute("CREATE TABLE sales (day DATE)")
    path.chmod(0o755)
    with pytest.raises(StoreError):
        Store.open(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o755
