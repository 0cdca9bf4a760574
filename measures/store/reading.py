"""A snapshot, open to be asked: see `snapshots`."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, Self

import duckdb

from measures.problems import StoreError
from measures.store import snapshots
from measures.store.beside import note_of, remembered
from measures.store.failures import file_fails, first_line, is_cut_short, is_damaged
from measures.store.formats import is_a_step
from measures.store.scratch import of_a_reader
from measures.store.store import Store
from measures.store.tables import FORMAT, existing

# Between the reading of a name and the opening of its file two later ones may have come, and the file gone.
TRIES = 20


class Snapshot(Store):
    """The data as they were when it was made, open to be read. Nothing changes it: when there is a later one, that is
    opened, and who is asking this one goes on with it to the end. Once something was erased it answers no more.

    Its path is the store's own, beside which the key and the trail are.
    """

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
        super().__init__(root, path)
        self.name = name
        self._of, self.rewritten = snapshots.known(name)
        self._met = ""  # what could not be read of it: from then on all is refused, as of a store

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the latest of the store at this path. Raises StoreError with a sentence where that cannot be."""
        path = Path(path)
        for _ in range(TRIES):
            name = snapshots.latest(path)
            if not name:
                break
            file = snapshots.folder_of(path) / name
            try:
                return cls._open_file(path, file)
            except (duckdb.Error, OSError) as error:
                if os.path.exists(file):
                    raise StoreError("snapshot-damaged", path=file, reason=first_line(error)) from error
        raise StoreError("no-snapshot", path=snapshots.folder_of(path))

    @classmethod
    def _open_file(cls, path: Path, file: Path) -> Self:
        config = of_a_reader() | {"access_mode": "READ_ONLY", "temp_directory": str(_place(path).folder)}
        snapshot = cls(duckdb.connect(str(file), config=config), path, file.name)
        try:
            with snapshot._root.cursor() as db:
                if is_cut_short(db, file):
                    raise StoreError("snapshot-damaged", path=file, reason="a part of it is not there")
                made_as = db.execute("SELECT max(format::INTEGER) FROM main.format").fetchall()[0][0]
                if made_as > FORMAT:
                    raise StoreError("snapshot-newer", path=file)
                if is_a_step(db, made_as, existing(db)):
                    raise StoreError("snapshot-earlier", path=file)
        except BaseException:
            snapshot.close()
            raise
        return snapshot

    def is_latest(self) -> bool:
        """Whether there is none that is later."""
        return snapshots.latest(self.path) == self.name

    def behind(self, seconds: float) -> tuple[int, int] | None:
        """Its version and the one that the store has had for so many seconds, where that is a later one."""
        had = remembered(self.path)
        try:
            since = time.time() - note_of(self.path).stat().st_mtime
        except OSError:
            return None
        return (self._of, had) if had > self._of and since > seconds else None

    def close(self) -> None:
        self._root.close()

    @contextmanager
    def _cursor(self, where_the_file_fails: str = "snapshot-damaged") -> Iterator[duckdb.DuckDBPyConnection]:
        latest = snapshots.latest(self.path)
        if not latest or snapshots.known(latest)[1] != self.rewritten:
            raise StoreError(
                "read-again"
            )  # somebody may have been erased, and whoever holds this be asked by a button of before
        file = snapshots.folder_of(self.path) / self.name
        if self._met:
            raise StoreError("snapshot-damaged", path=file, reason=self._met)
        with self._root.cursor() as cursor:
            try:
                yield cursor
            except duckdb.Error as error:
                if not file_fails(error):
                    raise
                if is_damaged(error):
                    self._met = first_line(error)
                raise StoreError("snapshot-damaged", path=file, reason=first_line(error)) from error

    def _version(self, db: duckdb.DuckDBPyConnection) -> int:
        return self._of

    def _refused(self, *args: object, **more: object) -> NoReturn:
        """Raise StoreError: another process changes the store."""
        raise StoreError("only-read")

    # What changes a store, tries a change, or is of its file alone.
    _change = preview = tried = would_erase = rewrite = take_in = _connect = _refused  # type: ignore[assignment]
    backups_are_to_be_renewed = keep_snapshot = renew_snapshots = _refused  # type: ignore[assignment]


@functools.cache
def _place(path: Path) -> snapshots.Place:
    return snapshots.Place(path)
