"""Snapshots of a store, for other processes to read: its file as it is between two changes, copied into a folder beside
it.

DuckDB gives a file that is being changed to one process alone, and what lets others ask that process is an extension
that does not come with it. Versions are append-only, so what others read need not be the file itself: a copy of it is
whole before anybody sees it, nobody changes it, and any number of processes may have it open. A link names the latest,
and is put in the place of the one before in one step.

The folder itself says that snapshots are kept: whichever program changes the store then keeps the next one, whatever
its settings, so that none is left in which somebody is who was erased.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from measures.problems import StoreError
from measures.store import anew, backup
from measures.store.beside import close_to_others, for_the_owner_only

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

LATEST, ENDING = "latest", ".duckdb"
WRITE, READ = "write", "read"
PLACE, HELD, SPILLED = "reader-", ".held", ".tmp"


def role() -> str:
    """What this process does with snapshots, by MEASURES_SNAPSHOTS: it writes them, reads them, or neither, which is
    blank. Raises StoreError where that cannot be: whoever misspelt it has no app that takes itself for another."""
    said = os.environ.get("MEASURES_SNAPSHOTS", "").strip().lower()
    if said not in ("", WRITE, READ):
        raise StoreError("snapshots-said", said=said)
    if said and fcntl is None:
        raise StoreError("snapshots-system", system=sys.platform)
    return said


def folder_of(store: Path) -> Path:
    """Where they are."""
    return store.with_name(f"{store.name}.snapshots")


def are_kept(store: Path) -> bool:
    """Whether this store has them."""
    return folder_of(store).is_dir()


def begin(store: Path) -> None:
    """Have them kept from now on. Raises StoreError."""
    folder = folder_of(store)
    try:
        with for_the_owner_only():
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("snapshot-disk", path=folder, reason=error.strerror or error) from error
    close_to_others(folder)


def name(version: int, past: int) -> str:
    """What one is called: the version of the data, and since when what earlier versions answer is as it is now."""
    return f"{version}.{past}{ENDING}"


def known(name: str) -> tuple[int, int]:
    """Both again."""
    version, past = name.removesuffix(ENDING).split(".")
    return int(version), int(past)


def latest(store: Path) -> str:
    """The name of the latest; blank where there is none."""
    try:
        return os.readlink(folder_of(store) / LATEST)
    except OSError:
        return ""


@contextlib.contextmanager
def being_made(store: Path) -> Iterator[Path]:
    """A folder for one that is not whole yet, which goes with what is left in it."""
    with for_the_owner_only(), backup.own_folder(folder_of(store)) as folder:
        yield folder


def put(store: Path, made: Path, name: str) -> None:
    """Have readers go on with one that is whole. The one before stays until the next, for whoever has read its name
    and not opened it yet; unless something was erased since. What a reader has open it may have open to the end.
    Raises OSError."""
    folder, before = folder_of(store), latest(store)
    anew.to_the_disk(made)
    os.replace(made, folder / name)
    new = folder / f"{LATEST}.new"
    new.unlink(missing_ok=True)
    new.symlink_to(name)
    os.replace(new, folder / LATEST)
    anew.to_the_disk(folder)
    stays = {name, before} if before and known(before)[1] == known(name)[1] else {name}
    _take_away(folder, stays)


def withdraw(store: Path) -> None:
    """Leave readers none. Raises StoreError where one stays."""
    folder = folder_of(store)
    try:
        (folder / LATEST).unlink(missing_ok=True)
        _take_away(folder, set())
    except OSError as error:
        raise StoreError("snapshots-left", path=folder, reason=error.strerror or error) from error


def sweep(store: Path) -> None:
    """Take away what a process left that was ended. Only for whoever has the store to themselves."""
    folder = folder_of(store)
    if not folder.is_dir():
        return
    with contextlib.suppress(OSError):
        for each in folder.glob(f"{backup.FOLDER}*"):
            shutil.rmtree(each, ignore_errors=True)
        _take_away(folder, {latest(store)})


def _take_away(folder: Path, stays: set[str]) -> None:
    for each in folder.glob(f"*{ENDING}"):
        if each.name not in stays:
            each.unlink(missing_ok=True)
    for held in folder.glob(f"{PLACE}*{HELD}"):
        with _hold(held) as is_free:
            if is_free:
                shutil.rmtree(held.with_suffix(SPILLED), ignore_errors=True)


# -- Where a reader puts aside what it has no memory for


class Place:
    """A place of a process of its own, as long as it lives: two that have one file open would otherwise write over
    one another's. What the one before left in it is gone."""

    def __init__(self, store: Path) -> None:
        folder = folder_of(store)
        for number in range(1, 1000):
            held = folder / f"{PLACE}{number}{HELD}"
            with for_the_owner_only():
                self._handle = os.open(held, os.O_RDWR | os.O_CREAT, 0o600)
            if _take(self._handle):
                break
            os.close(self._handle)
        self.folder = held.with_suffix(SPILLED)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def _hold(held: Path) -> Iterator[bool]:
    handle = os.open(held, os.O_RDWR)
    try:
        yield _take(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    """Take a lock that is free again when its process ends, however that is; whether it was free."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
