"""Packs as files, kept beside the store as they were first made: a later version of the program, which would draw the
same figures otherwise, gives whoever asks again the same file to the last letter.

One is found by all that it shows: where a case may be shown no longer, or somebody was erased, another is made, and the
earlier one goes.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from measures.export.sealed import seal
from measures.releases.pack import made, pack
from measures.releases.release import Release, mark
from measures.store.beside import close_to_others, for_the_owner_only, write_for_the_owner


def folder_of(store: Path) -> Path:
    """Where they are."""
    return store.with_name(f"{store.name}.packs")


def file(store: Path, release: Release, before: Release | None, area: str | None, ending: str) -> bytes:
    """A release, or one of its areas, as a pack whose name ends so, beside the one that it followed. Raises
    ValueError as `pack` does."""
    found = pack(release, before, area)
    boards = [each and (each.board if area is None else each.areas.get(area)) for each in (release, before)]
    told = [board and board.as_value() for board in boards], release.note, before and before.number
    which = f"{release.number}-{mark(area)[:8]}-"
    name = f"{which}{mark(told)}-"
    for there in folder_of(store).glob(f"{name}*{ending}"):
        with contextlib.suppress(OSError):
            content = there.read_bytes()
            if there.name == f"{name}{seal(content)}{ending}":  # else it was changed since
                return content
    content = made(found, ending)
    with contextlib.suppress(OSError):  # a disk without room has it made again
        _keep(folder_of(store), content, which, f"{name}{seal(content)}{ending}", ending)
    return content


def forget(store: Path) -> list[Path]:
    """Take all of them away. Those that could not be are given."""
    shutil.rmtree(folder_of(store), ignore_errors=True)
    return [*folder_of(store).glob("*")]


def _keep(folder: Path, content: bytes, which: str, name: str, ending: str) -> None:
    with for_the_owner_only():
        folder.mkdir(exist_ok=True)
    close_to_others(folder)
    write_for_the_owner(folder / name, content)
    for other in folder.glob(f"{which}*{ending}"):
        if other.name != name:
            other.unlink(missing_ok=True)
