"""The file of a store: opened as it should be or refused in a sentence, with a cursor for each question, and a
transaction for each change of which all is in the file when it ends."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self
from weakref import WeakSet

import duckdb

from measures import logs
from measures.problems import OlderStoreError, StoreError
from measures.store import anew, backup, history, snapshots, spare
from measures.store.asking import Asking
from measures.store.beside import for_the_owner_only, keep_to_the_owner, note_of, remember, remembered, sweep_spilled
from measures.store.failures import (
    file_fails,
    first_line,
    is_cut_short,
    is_damaged,
    is_held,
    met_damaged,
    why_not_open,
)
from measures.store.formats import bring_up_to_date, is_a_step
from measures.store.kept import Kept
from measures.store.scratch import of_the_store
from measures.store.tables import FORMAT, create, existing, kept_otherwise

IN_MEMORY = ":memory:"  # DuckDB's word for a database that is in no file

# One for each file, since a process that opens a file twice has one database: two changes at once would both make the
# same next version.
_writing: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
# The latest version of each open file, where it is sure: a page asks for it forty times, and nobody but this process
# can make the next one.
_latest: dict[Path, int] = {}
# All that have a file open, and who is asking it: nobody may, while another file takes its place.
_open: defaultdict[Path, WeakSet[File]] = defaultdict(WeakSet)
# The latest version that each thread made of each file.
_made = threading.local()
# Since when what earlier versions answer is as it is now, for as much as this process knows: an earlier one may have
# erased something.
_past: dict[Path, int] = {}
_publishing: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
_first = threading.Lock()  # of two that open a file at once, one is
_connecting = threading.Lock()  # for a file that one looks into, another of this process cannot open
_asking: defaultdict[Path, Asking] = defaultdict(Asking)
# The files of which a change is still in the log beside them only.
_in_the_log: set[Path] = set()


class File:
    """One file, open. Safe to share between threads: each question has a cursor of its own, and one change is made at a
    time."""

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._root, self.path, self._kept = root, path, Kept()
        self._file = path.resolve()
        self._writing, self._asking = _writing[self._file], _asking[self._file]
        self._opening = threading.Lock()
        self._is_changed = False  # since a snapshot was kept
        self.rewritten = 0  # how often: what a version answers is another then

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the store at this path, making it if there is none. Raises StoreError with a sentence where that cannot
        be, which names the last backup."""
        path = Path(path)
        try:
            if path.name.startswith(IN_MEMORY):  # what is kept there would be gone when this ends
                raise StoreError("no-place", path=path, reason="a store is a file, and this stands for none")
            try:
                return cls._open_at(path)
            except PermissionError as error:  # of its folder, before anybody knows whether it is there
                raise StoreError("no-place", path=path, reason=first_line(error)) from error
        except StoreError as error:
            spare.name_the_last(error, path)
            raise

    @classmethod
    def _open_at(cls, path: Path) -> Self:
        is_taken_in = cls._take_in_before_it_is_open(path)
        had = remembered(path)
        # Before the file is made, so that to refuse it leaves nothing.
        if had and not path.exists():
            raise OlderStoreError("gone", path=path, had=had)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with for_the_owner_only(), _connecting:
                cls._require_latest_in_its_log(path, had)
                root = duckdb.connect(str(path), config=of_the_store())
        except (duckdb.Error, OSError) as error:
            why = why_not_open(path, error)
            if why.code == "not-a-store" and (has := backup.version_without_its_log(path)) is not None:
                was = f", and it was at version {had} when it was last used" if had else ""
                why = StoreError("log", log=path.with_name(f"{path.name}.wal"), has=has, was=was)
            raise why from error
        store = cls(root, path)
        begun = time.monotonic()
        with _first:
            # Another of this process may be in the middle of an answer, of a change, or of a backup.
            is_alone = not _open[store._file]
            is_first = is_alone and store._file not in _latest
            if is_alone:
                met_damaged.discard(store._file)
            if is_first:
                sweep_spilled(path)
                anew.sweep(path)
                backup.sweep(path.parent)
                spare.sweep(path)
                snapshots.sweep(path)
            _open[store._file].add(store)
        try:
            if is_alone:
                store._require_all_of_it()
            store._prepare(had)
            keep_to_the_owner(path)  # now that it is a store: what else was named by mistake stays as it is
        except duckdb.Error as error:
            store.close()
            raise StoreError("not-a-store", path=path) from error
        except BaseException:
            store.close()
            raise
        store._is_changed |= is_taken_in
        if is_first:
            taken = time.monotonic() - begun
            with store._cursor() as db:  # asked, for another of this process may be in the middle of a change
                version = store._version(db)
            logs.happened("opened", version=version, bytes=path.stat().st_size, seconds=taken)
        return store

    @staticmethod
    def accept_older(path: str | Path) -> None:
        """Go on with the store as it is at this path, where it has fewer versions than it had, or is gone."""
        note_of(Path(path)).unlink(missing_ok=True)

    @staticmethod
    def _require_latest_in_its_log(path: Path, had: int) -> None:
        """Refuse a store that with the log beside it has fewer versions than it had: to open it for writing would
        put what is left of the log into the file, and take away both, to which the rest could have been brought
        back."""
        log = path.with_name(f"{path.name}.wal")
        if not had or not log.exists() or _open[path.resolve()]:  # which has a log while somebody reads
            return
        try:
            with duckdb.connect(str(path), config=of_the_store() | {"access_mode": "READ_ONLY"}) as db:
                has = history.latest(db)
        except duckdb.Error:  # why, whoever opens it for writing is told
            return
        if has < had:
            raise OlderStoreError("older", path=path, has=has, had=had)

    def _require_all_of_it(self) -> None:
        with self._cursor() as db:
            if is_cut_short(db, self.path):
                met_damaged.add(self._file)
        self._require_undamaged()

    def _require_undamaged(self) -> None:
        if self._file in met_damaged:
            failed = StoreError("damaged", path=self.path)
            spare.name_the_last(failed, self.path)
            raise failed

    def _prepare(self, had: int) -> None:
        with self._change() as db:
            there = existing(db) or create(db)
            made_as = db.execute("SELECT max(format::INTEGER) FROM main.format").fetchall()[0][0]
            if made_as is None:
                raise StoreError("not-a-store", path=self.path)
            if made_as > FORMAT:
                raise StoreError("newer", path=self.path)
            if other := kept_otherwise(there):
                raise StoreError(
                    "other-type", path=self.path, **dict(zip(("of", "column", "was", "now"), other, strict=True))
                )
            if (has := history.latest(db)) < had:
                raise OlderStoreError("older", path=self.path, has=has, had=had)
            if is_step := bool(has) and is_a_step(db, made_as, there):
                self._back_up()  # nothing is changed yet
            begun = time.monotonic()
            bring_up_to_date(db, made_as, there)
            if is_step:
                logs.happened("brought up to date", was=made_as, now=FORMAT, seconds=time.monotonic() - begun)
            unfinished = db.execute("SELECT bool_or(to_be_rewritten) FROM format").fetchall()[0][0]
        if unfinished:  # whoever erased something was told that it is done now, where there is room
            with contextlib.suppress(StoreError):
                self.rewrite()
        self._is_changed = bool(is_step or unfinished)

    def _back_up(self) -> None:
        if not spare.how_many():
            return
        try:
            spare.make(self.path)
        except StoreError as error:
            if error.code == "damaged":
                raise
            raise StoreError("step-backup", path=self.path, reason=first_line(error.__cause__ or error)) from error

    def close(self) -> None:
        _open[self._file].discard(self)
        self._root.close()

    @staticmethod
    def must_be_rewritten(db: duckdb.DuckDBPyConnection) -> None:
        """Note in a change that what it takes away has its bytes in the file until that is written anew, and in the
        backups."""
        db.execute("UPDATE format SET to_be_rewritten = true, to_be_renewed = true")

    def backups_are_to_be_renewed(self) -> bool:
        """Whether the backups may have something that was erased."""
        with self._cursor() as db:
            return bool(db.execute("SELECT bool_or(to_be_renewed) FROM format").fetchall()[0][0])

    def backups_are_renewed(self) -> None:
        """Note that no backup that can be reached has it any more."""
        with self._change() as db:
            db.execute("UPDATE format SET to_be_renewed = NULL")

    def rewrite(self) -> None:
        """Write the file anew, without the bytes of what was taken away. Questions wait meanwhile, and nothing that
        was worked out before is kept. Raises StoreError where that cannot be: then the file is as it was."""
        with self._writing, self._asking.nobody():
            others = [*_open[self._file]]
            for each in others:
                each._root.close()
            try:
                anew.write_again(self._file)
            except (OSError, duckdb.Error) as error:
                anew.sweep(self._file)
                raise StoreError("not-rewritten", reason=first_line(error)) from error
            finally:
                sweep_spilled(self._file)
                _past[self._file] = time.time_ns()
                for each in others:
                    each._connect()
                    each.rewritten += 1

    def keep_snapshot(self) -> str:
        """Have the data as they are in a snapshot, for other processes to read, where such are kept: its name.
        Nothing is changed while the file is copied, and all is asked. Raises StoreError where that cannot be: then
        the one before stays."""
        folder = snapshots.folder_of(self._file)
        if not snapshots.are_kept(self._file):
            return ""
        with _publishing[self._file]:
            try:
                with snapshots.being_made(self._file) as own:
                    with ExitStack() as stack:
                        with self._writing:
                            with self._cursor() as db:
                                version = self._version(db)
                            name = snapshots.name(version, _past.setdefault(self._file, time.time_ns()))
                            self._is_changed = False
                            if snapshots.latest(self._file) == name:
                                return name
                            begun = time.monotonic()
                            copy = stack.enter_context(backup.copied(self._file, own))
                        self._put_what_is_left()
                        copy.execute("CHECKPOINT")
                    snapshots.put(self._file, own / backup.COPIED, name)
            except StoreError:
                self._is_changed = True
                raise
            except (OSError, duckdb.Error) as error:
                self._is_changed = True
                raise StoreError("snapshot-disk", path=folder, reason=first_line(error)) from error
        logs.happened("kept a snapshot", version=version, seconds=time.monotonic() - begun)
        return name

    def renew_snapshots(self) -> None:
        """Leave none in which something is that was erased: where there cannot be another, readers have none."""
        try:
            self.keep_snapshot()
        except StoreError:
            snapshots.withdraw(self._file)

    def take_in(self) -> bool:
        """Go on with a backup that waits to take the place of the file, if there is one: see `backup`. Questions
        wait meanwhile. Raises StoreError where that cannot be: then the store is as it was."""
        if not backup.waits(self.path):
            return False
        with self._writing, self._asking.nobody():
            others = [*_open[self._file]]
            for each in others:
                each._root.close()
            try:
                taken = backup.take_in(self.path)
                met_damaged.discard(self._file)
            except (OSError, duckdb.Error) as error:
                raise StoreError("not-restored", path=self.path, reason=first_line(error)) from error
            finally:
                _latest.pop(self._file, None)
                _past[self._file] = time.time_ns()
                for each in others:
                    each._connect()
                    each.rewritten += 1
        self._prepare(remembered(self.path))
        return taken

    @staticmethod
    def _take_in_before_it_is_open(path: Path) -> bool:
        if not backup.waits(path) or _open[path.resolve()]:
            return False
        try:
            if os.path.exists(path):
                duckdb.connect(str(path), config=of_the_store()).close()
        except duckdb.Error as error:
            if is_held(error):  # by another program, which takes it in
                return False
        try:
            return backup.take_in(path)
        except (OSError, duckdb.Error) as error:
            raise StoreError("not-restored", path=path, reason=first_line(error)) from error

    def _connect(self) -> None:
        with for_the_owner_only():
            self._root, self._kept = duckdb.connect(str(self.path), config=of_the_store()), Kept()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_changed:
            try:
                self.keep_snapshot()
            except StoreError as error:  # what was changed is changed
                logging.getLogger(__name__).warning("No snapshot was kept: %s", error)
        self.close()

    # -- Inside

    def _version(self, db: duckdb.DuckDBPyConnection) -> int:
        last = _latest.get(self._file)
        return history.latest(db) if last is None else last

    @contextmanager
    def _cursor(self, where_the_file_fails: str = "not-a-store") -> Iterator[duckdb.DuckDBPyConnection]:
        self._require_undamaged()
        with self._asking.somebody(), self._cursor_of(where_the_file_fails) as cursor:
            yield cursor

    @contextmanager
    def _cursor_of(self, where_the_file_fails: str) -> Iterator[duckdb.DuckDBPyConnection]:
        root = self._root
        cursor = root.cursor()
        try:
            yield cursor
        except duckdb.Error as error:
            if not file_fails(error):
                raise
            cursor.close()
            if is_damaged(error):
                met_damaged.add(self._file)
                where_the_file_fails = "damaged"
            elif isinstance(error, duckdb.FatalException):
                self._open_again(root)
                where_the_file_fails = "disk"
            failed = StoreError(where_the_file_fails, path=self.path, reason=first_line(error))
            spare.name_the_last(failed, self.path)
            raise failed from error
        finally:
            cursor.close()
            self._asking.ended = object()
            self._put_what_is_left()

    def _open_again(self, failed: duckdb.DuckDBPyConnection) -> None:
        """After a commit that the disk had no room for, DuckDB refuses everything until the file is closed and
        opened."""
        with self._opening:
            if self._root is failed:
                failed.close()
                try:
                    self._connect()
                except duckdb.Error as error:
                    why = why_not_open(self.path, error)
                    spare.name_the_last(why, self.path)
                    raise why from error

    @contextmanager
    def _change(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction, one at a time in this process; another process cannot have the store open.

        What is changed is put into the store's file at once: copied by itself, it is whole.
        """
        with self._writing, for_the_owner_only(), self._cursor("disk") as db:
            # What it is after a change that failed, the file knows.
            was, begun = _latest.pop(self._file, None), time.monotonic()
            db.execute("BEGIN")
            try:
                yield db
                version = self._commit(db, was)
            except BaseException as error:
                try:
                    db.execute("ROLLBACK")
                except duckdb.Error:
                    pass  # the transaction is already gone, with everything in it
                # With one change at a time no transaction fails but for want of room.
                if isinstance(error, duckdb.OutOfMemoryException | duckdb.TransactionException):
                    raise StoreError("disk", reason=first_line(error)) from error
                raise
            _latest[self._file] = version
            if was != version:
                vars(_made)[str(self._file)] = version
            self._put_into_the_file()
            remember(self.path, version)
            self._require_undamaged()
            self._is_changed |= was != version
            if was not in (None, version):
                logs.happened("changed", version=version, seconds=time.monotonic() - begun)
        self._put_what_is_left()

    @property
    def made_here(self) -> int:
        """The latest version that this thread made of the data; 0 where it made none."""
        return vars(_made).get(str(self._file), 0)

    def _commit(self, db: duckdb.DuckDBPyConnection, was: int | None) -> int:
        """End a change: the version that it made. Of one that could not be ended the file says whether it is in it."""
        version = history.latest(db)  # before: where it cannot be read, nothing is changed
        root = self._root
        try:
            db.execute("COMMIT")
        except duckdb.Error as error:
            if is_damaged(error) or was in (None, version):
                raise
            if isinstance(error, duckdb.FatalException):
                self._open_again(root)
            with self._cursor_of("not-a-store") as asked:
                is_in = history.latest(asked) == version
            if not is_in:
                raise
        return version

    def _put_into_the_file(self) -> None:
        """Move what was changed from the log beside the file into the file.

        Where that cannot be, it is safe in the log, and moved later: without room on the disk, by the next change;
        while a question is still being answered, when that ends.
        """
        root = self._root
        try:
            with root.cursor() as db:
                db.execute("CHECKPOINT")
            _in_the_log.discard(self._file)
        except duckdb.Error as error:
            _in_the_log.add(self._file)
            if is_damaged(error):
                met_damaged.add(self._file)
            elif isinstance(error, duckdb.FatalException):
                self._open_again(root)

    def _put_what_is_left(self) -> None:
        """The same of what is in the log still, unless somebody changes the file, who does it then. A question that
        ended meanwhile was what it waited for, and has passed by: it is tried again."""
        while self._file in _in_the_log and self._writing.acquire(blocking=False):
            ended = self._asking.ended
            try:
                self._put_into_the_file()
            finally:
                self._writing.release()
            if self._asking.ended is ended:
                return
