"""What lies beside the store's file: its latest version, remembered, so that an older copy is known for one; and nobody
else's eyes."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_masked = threading.Lock()
_masks: list[int] = []  # the mask from before, once for each who wants files of their own


def note_of(path: Path) -> Path:
    """The small file that remembers a store's latest version."""
    return path.with_name(f"{path.name}.version")


def remembered(path: Path) -> int:
    """The latest version that this store is known to have had; 0 where nothing is known."""
    try:
        return int(note_of(path).read_text("ascii"))
    except (OSError, ValueError):
        return 0


def remember(path: Path, version: int) -> None:
    """Keep a store's latest version. A disk that has no room for it keeps the one before, which does no harm, with
    the moment: by that is known whether anything was changed since a backup."""
    if remembered(path) == version:
        return
    note = note_of(path)
    written = note.with_name(f"{note.name}.new")
    try:
        with for_the_owner_only():
            written.write_text(f"{version}\n", "ascii")
        os.replace(written, note)
    except OSError:
        with contextlib.suppress(OSError):
            written.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.utime(note)


@contextlib.contextmanager
def for_the_owner_only() -> Iterator[None]:
    """What is written meanwhile is for its owner only: rows of people's lives are in it. A process has one mask for all
    threads."""
    with _masked:
        _masks.append(os.umask(0o077))
    try:
        yield
    finally:
        with _masked:
            before = _masks.pop()
            if not _masks:
                os.umask(before)


def keep_to_the_owner(path: Path) -> None:
    """Close a store's files to others, where they were made by a program that left them open."""
    for file in (path, path.with_name(f"{path.name}.wal"), note_of(path)):
        close_to_others(file)


def close_to_others(path: Path) -> None:
    """Take the rights to a file or a folder from all but its owner."""
    with contextlib.suppress(OSError):  # not there, or not ours to close
        mode = path.stat().st_mode
        if mode & 0o077:
            path.chmod(mode & 0o700)


def write_for_the_owner(path: Path, content: bytes) -> None:
    """Write a file that is its owner's alone: all of it, or what was there before stays. Raises OSError."""
    if path.exists() and not path.is_file():  # a device, such as /dev/stdout
        path.write_bytes(content)
        return
    path = path.resolve()
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".")  # it is its owner's alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(new, path)
    finally:
        Path(new).unlink(missing_ok=True)


def sweep_spilled(path: Path) -> None:
    """Take away what DuckDB wrote beside a store for want of memory, and could not take away: parts of rows and
    answers, of a process that was ended. Only for whoever has the store to themselves."""
    shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)
