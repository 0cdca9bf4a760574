"""A copy of a store in one file: made while the app goes on, checked before it is taken for one, and put back.

A backup is a zip file of the store, written anew, and of what is known of it: its format, version, rows and hash. The
key and the trail beside the store are not in it, nor are the roles.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import duckdb

from measures import logs
from measures.problems import StoreError
from measures.sql import quote
from measures.store import anew, history
from measures.store.beside import for_the_owner_only, note_of, remember, remembered
from measures.store.failures import file_fails, first_line, is_damaged, met_damaged, why_not_open
from measures.store.tables import FORMAT
from measures.words import plural

STORE, KNOWN, COPIED = "store.duckdb", "backup.json", "copied.duckdb"
# What a damaged zip file ends in: a method that there is not, and a password that nobody gave, too.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
FOLDER = ".measures-backup-"  # the beginning of its name
# The number of what went wrong is its exit status.
COPY = """
import sys
try:
    with open(sys.argv[1], "rb") as there, open(sys.argv[2], "wb") as here:
        while part := there.read(1 << 20):
            here.write(part)
except OSError as error:
    sys.exit(error.errno)
"""
TRIES = 20  # a copy is made again where the store was changed meanwhile: each is a moment, and a change is rare


@dataclass(frozen=True)
class Backup:
    """What is known of a backup: when it was made, in UTC; the format of the store, its version, the rows of each
    table, and the SHA-256 of its file."""

    made_at: str
    format: int
    version: int
    rows: dict[str, int]
    sha256: str


def make(path: Path, to: Path, whole: Callable[[], None] = lambda: None) -> Backup:
    """Copy the store at `path` into the file `to`, also while another program has it open; `whole` is called when
    all of it is there, and before it is where it should be. Raises StoreError: where there is no store, it is
    damaged, or the file cannot be written; then what was there before is there still."""
    if not path.exists():
        raise StoreError("no-store", path=path)
    if to.exists():
        known_of(to)  # or it is somebody's file, and no backup to be replaced
    begun = time.monotonic()
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with own_folder(to.parent) as folder:
            store = folder / STORE
            with copied(path, folder) as db, for_the_owner_only():
                anew.write_into(db, store, done=("to_be_rewritten", "to_be_renewed"))
            known = _known(store)
            new = folder / "new.zip"
            with for_the_owner_only(), zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
                file.writestr(KNOWN, json.dumps(asdict(known), indent=2))
                file.write(store, STORE)
            anew.to_the_disk(new)
            whole()
            os.replace(new, to)
            anew.to_the_disk(to.parent)
    except (OSError, duckdb.Error) as error:
        logs.happened("backup failed")
        raise StoreError("backup-disk", path=to, reason=first_line(error)) from error
    logs.happened("backed up", version=known.version, bytes=to.stat().st_size, seconds=time.monotonic() - begun)
    return known


def restore(file: Path, path: Path, *, older: bool = False) -> Backup:
    """Put the store of a backup beside the one at `path`, for whoever opens that next, or has it open, to go on with:
    see `take_in`.

    Raises StoreError: where the file is no backup, is damaged, or was made by a newer program; where the store has
    changes that the backup has not, unless `older` says that these may go; and where somebody is in the backup who was
    erased since, always.
    """
    known = known_of(file)
    if known.format > FORMAT:
        raise StoreError("backup-newer", path=file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with own_folder(path.parent) as folder:
            with zipfile.ZipFile(file) as packed, packed.open(STORE) as there, _new(folder / STORE) as store:
                shutil.copyfileobj(there, store)
            if _known(folder / STORE, known.made_at) != known:
                raise StoreError("backup-damaged", path=file)
            _nothing_lost(path, folder / STORE, known, older)
            anew.to_the_disk(folder / STORE)
            os.replace(folder / STORE, restored(path))
            anew.to_the_disk(path.parent)
    except (KeyError, *UNREADABLE, duckdb.Error) as error:
        raise StoreError("backup-damaged", path=file) from error
    except OSError as error:
        raise StoreError("backup-disk", path=path, reason=first_line(error)) from error
    return known


def restored(path: Path) -> Path:
    """Where a store waits that takes the place of the one at this path."""
    return path.with_name(f"{path.name}.restored")


def waits(path: Path) -> bool:
    """Whether one does, as far as its folder may be looked into."""
    return os.path.exists(restored(path))


def take_in(path: Path) -> bool:
    """Have the store that waits take the place of the one at `path`, which nobody has open; whether one waited.
    Raises OSError, and StoreError where the one at `path` was changed since it was held against the backup: then
    that waits no more."""
    if not waits(path):
        return False
    with contextlib.suppress(FileNotFoundError):  # of the note: nothing is known of changes
        if note_of(path).stat().st_mtime_ns >= restored(path).stat().st_mtime_ns:
            restored(path).unlink()
            raise StoreError("changed-since", path=path)
    with duckdb.connect(str(restored(path)), config={**anew.ALONE, "access_mode": "READ_ONLY"}) as db:
        version = history.latest(db)
    # Beside the new file the log of the old one would be taken for its own.
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    note_of(path).unlink(missing_ok=True)
    os.replace(restored(path), path)
    remember(path, version)
    return True


def _nothing_lost(path: Path, backup: Path, known: Backup, older: bool) -> None:
    """Refuse to put a backup in the place of a store that has more than it. Of one that cannot be read nothing is
    known but its last version."""
    with duckdb.connect(str(backup), config=anew.ALONE) as db:
        had, gone = _history(db)
    has, erased = dict.fromkeys(range(remembered(path) + 1), ""), set()
    if path.exists():
        with contextlib.suppress(StoreError), own_folder(path.parent) as folder, copied(path, folder) as db:
            has, erased = _history(db)
    if erased - gone:
        raise StoreError("backup-before-erasing", made=known.made_at[:10])
    lost = [n for n, what in has.items() if n not in had or what not in ("", had[n])]
    if lost and not older:
        raise StoreError(
            "backup-older", made=known.made_at[:16].replace("T", " "), changes=plural(len(lost), "change"), path=path
        )


def _history(db: duckdb.DuckDBPyConnection) -> tuple[dict[int, str], set[str]]:
    """What each version was; and what was erased: whom, by keyed words, and of which uploads how many rows."""
    versions = {
        n: repr(what) for n, *what in db.execute("SELECT version, changed_at, who, what FROM versions").fetchall()
    }
    try:
        erased = db.execute(
            "SELECT word FROM erased UNION ALL SELECT format('{} of {}', rows_erased, upload) FROM uploads WHERE "
            "rows_erased > 0"
        ).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):  # made before anything could be
        erased = []
    return versions, {word for (word,) in erased}


def known_of(file: Path) -> Backup:
    """What a backup says of itself."""
    try:
        with zipfile.ZipFile(file) as packed:
            known = json.loads(packed.read(KNOWN))
        return Backup(**known)
    except FileNotFoundError as error:
        raise StoreError("backup-gone", path=file) from error
    except (OSError, KeyError, TypeError, ValueError, *UNREADABLE) as error:
        raise StoreError("no-backup", path=file) from error


def _known(store: Path, made_at: str = "") -> Backup:
    with duckdb.connect(str(store), config=anew.ALONE) as db:
        tables = db.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
        rows = {
            f"{schema}.{table}": db.execute(f"SELECT count(*) FROM {quote(schema)}.{quote(table)}").fetchall()[0][0]
            for schema, table in tables
        }
        format_ = db.execute("SELECT max(format) FROM main.format").fetchall()[0][0]
        version = history.latest(db)
    with open(store, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Backup(made_at or dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), format_, version, rows, sha256)


@contextlib.contextmanager
def copied(path: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store as it is between two changes, copied byte for byte and open: another program may have it, and lets
    nobody else ask.

    Raises StoreError where it cannot be read, or was changed all the time.
    """
    copy = folder / COPIED
    files = {path: copy, path.with_name(f"{path.name}.wal"): copy.with_name(f"{copy.name}.wal")}
    failed: Exception | None = None
    for _ in range(TRIES):
        before = _states(files)
        try:
            for file, to in files.items():
                to.unlink(missing_ok=True)
                if file.exists():
                    _copy(file, to)
            if _states(files) != before:
                continue
            db = duckdb.connect(str(copy), config=anew.ALONE)
        except FileNotFoundError:  # a log that was put into the file meanwhile
            continue
        except PermissionError as error:  # Windows lets nobody read it while another program has it
            raise why_not_open(path, error) from error
        except duckdb.Error as error:
            failed = error
            continue
        with db:
            try:
                history.latest(db)
                yield db
            except duckdb.Error as error:
                code = "damaged" if is_damaged(error) else "backup-disk" if file_fails(error) else "not-a-store"
                if code == "damaged":
                    met_damaged.add(path.resolve())
                raise StoreError(code, path=path, reason=first_line(error)) from error
        return
    raise why_not_open(path, failed) if failed else StoreError("backup-busy", path=path)


def _copy(file: Path, to: Path) -> None:
    """Copy a file, by another process where this one may have it open: to close any handle of a file gives up all
    locks that a process has on it there, so that another program could open the store, and change it, too. Raises
    OSError."""
    if sys.platform == "win32":  # where a lock is a handle's own
        shutil.copyfile(file, to)
    elif number := subprocess.run([sys.executable, "-I", "-S", "-c", COPY, file, to], check=False).returncode:
        raise OSError(abs(number), os.strerror(abs(number)), str(file))


def version_without_its_log(path: Path) -> int | None:
    """The version of a store that cannot be opened with the log beside it, where it can be without; None where it is
    not the log."""
    if not path.with_name(f"{path.name}.wal").exists():
        return None
    try:
        with own_folder(path.parent) as folder:
            copy = folder / COPIED
            _copy(path, copy)
            with duckdb.connect(str(copy), config=anew.ALONE) as db:
                return history.latest(db)
    except (OSError, duckdb.Error):
        return None


def _states(files: dict[Path, Path]) -> list[tuple[int, int, int] | None]:
    states = []
    for file in files:
        try:
            there = file.stat()
            states.append((there.st_ino, there.st_size, there.st_mtime_ns))
        except FileNotFoundError:
            states.append(None)
    return states


@contextlib.contextmanager
def _new(file: Path) -> Iterator[IO[bytes]]:
    with for_the_owner_only(), open(file, "wb") as written:
        yield written


@contextlib.contextmanager
def own_folder(beside: Path) -> Iterator[Path]:
    """A folder of its owner alone, which goes with what is in it."""
    sweep(beside)
    with tempfile.TemporaryDirectory(dir=beside, prefix=FOLDER) as folder:
        yield Path(folder)


def sweep(beside: Path) -> None:
    """Take away the folders that a process left which was ended: none is needed for an hour."""
    for folder in beside.glob(f"{FOLDER}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > 3600:
                shutil.rmtree(folder, ignore_errors=True)
