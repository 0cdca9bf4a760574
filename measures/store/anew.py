"""The file written again, without what was erased: the bytes of a deleted row stay in a file until something is
written over them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import duckdb

from measures.sql import literal, quote
from measures.store.beside import for_the_owner_only
from measures.store.scratch import LOCKED

# It must reach a second file; nothing but what is written here is run.
ALONE = {name: value for name, value in LOCKED.items() if name not in ("enable_external_access", "lock_configuration")}


def write_again(path: Path) -> None:
    """Put a file with the same tables in the place of a store's, which nobody has open. Killed at any moment it is
    the one or the other, whole. Raises OSError and duckdb.Error, and then the store is as it was."""
    sweep(path)
    new, log = new_of(path), path.with_name(f"{path.name}.wal")
    with for_the_owner_only():
        with duckdb.connect(str(path), config=ALONE) as db:
            db.execute("CHECKPOINT")
            write_into(db, new)
        if log.exists():  # of the old file: beside the new one it would be taken for its own
            raise OSError(f"{log.name} is still in use")
        to_the_disk(new)
        os.replace(new, path)
        to_the_disk(path.parent)


def write_into(db: duckdb.DuckDBPyConnection, new: Path, done: tuple[str, ...] = ("to_be_rewritten",)) -> None:
    """Write a file with the same tables as the one that is open, every block of which is read. What is `done` with
    that is left to be done in it no more."""
    whole = db.execute("SELECT current_database()").fetchall()[0][0]
    db.execute(f"ATTACH {literal(str(new))} AS written_anew")
    db.execute(f"COPY FROM DATABASE {quote(whole)} TO written_anew")
    for what in done:
        with contextlib.suppress(duckdb.BinderException):  # of a store that was made before anything could be erased
            db.execute(f"UPDATE written_anew.main.format SET {quote(what)} = NULL")
    db.execute("CHECKPOINT written_anew")
    db.execute("DETACH written_anew")


def new_of(path: Path) -> Path:
    """Where the file is until it is whole."""
    return path.with_name(f"{path.name}.anew")


def sweep(path: Path) -> None:
    """Take away what a process that was ended left of it."""
    for file in (new_of(path), new_of(path).with_name(f"{new_of(path).name}.wal")):
        file.unlink(missing_ok=True)


def to_the_disk(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before going on; a folder where the system knows how."""
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
