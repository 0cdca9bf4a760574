"""Backups that are made by themselves: in a folder beside the store, for its owner alone, the last few of them.

One is made before a store that an earlier version made is brought up to date, and one a day where the data changed.
Each is whole before the earliest goes, so that a full disk or a kill leaves the earlier ones.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from measures.problems import HAS_A_WAY_BACK, StoreError
from measures.store import backup
from measures.store.backup import Backup
from measures.store.beside import close_to_others, for_the_owner_only, note_of, remembered, write_for_the_owner
from measures.store.tables import FORMAT

KEPT = 7  # a week of days on which something changed: a mistake is seen at the next weekly meeting
EVERY = dt.timedelta(days=1)
ENDING = ".backup"
NAMED = "%Y-%m-%d_%H%M%S_%f"  # the moment in UTC, so that names are in the order of time and none is given twice


class Made(NamedTuple):
    """A backup where it is, and what it says of itself."""

    file: Path
    known: Backup


def how_many() -> int:
    """How many are kept: MEASURES_BACKUPS; 0 for none. What is no number is taken for none that was said."""
    said = os.environ.get("MEASURES_BACKUPS", "").strip()
    return int(said) if said.isdecimal() else KEPT


def folder_of(store: Path) -> Path:
    """Where they are."""
    return store.with_name(f"{store.name}.backups")


def there(store: Path) -> list[Path]:
    """Those that are there, the latest first."""
    return sorted(filter(_at, _listed(store, f"*{ENDING}")), reverse=True)


def make(store: Path) -> Path:
    """Make one now, and let those go that are more than are kept. Raises StoreError, and then none has gone."""
    folder = _own(store)
    file = folder / f"{_now():{NAMED}}{ENDING}"
    backup.make(store, file)
    others = [each for each in there(store) if each != file]  # a clock that was put back does not make it the earliest
    for each in others[max(how_many() - 1, 0) :]:
        each.unlink(missing_ok=True)
    return file


def renew(store: Path) -> tuple[list[Path], list[Path]]:
    """Have one that has no more than the store in the place of all: the one that was made, and those that could not
    be taken away. What is in the others could not be gone back to: see `backup.restore`."""
    before, made = there(store), []
    try:
        if before and how_many():
            made = [make(store)]
        for each in before:
            each.unlink(missing_ok=True)
    except (OSError, StoreError):
        pass
    return made, [each for each in before if each.exists()]


def is_due(store: Path) -> bool:
    """Whether one is to be made: where something changed since the last, and that is a day old, or there is none."""
    if not how_many() or not remembered(store):  # nothing was ever put into it
        return False
    now = _now()  # a clock that was ahead once is none that says when the last was made
    made = max((at for file in there(store) if (at := _at(file)) and at <= now), default=None)
    return made is None or now - made >= EVERY and changed_since(store, made)


def changed_since(store: Path, moment: dt.datetime) -> bool:
    """Whether the data may have changed since a moment in UTC: the note of the latest version is written with each."""
    try:
        return note_of(store).stat().st_mtime > moment.replace(tzinfo=dt.UTC).timestamp()
    except OSError:
        return True


def sweep(store: Path) -> None:
    """Take away what a process left of one when it was ended. Only for whoever has the store to themselves."""
    for each in _listed(store, f"{backup.FOLDER}*"):
        shutil.rmtree(each, ignore_errors=True)


def remember(store: Path, file: Path) -> None:
    """Keep in mind where a person made the last one. A disk that has no room for that keeps nobody from it."""
    with contextlib.suppress(OSError):
        write_for_the_owner(_own(store) / "elsewhere", os.fsencode(file.resolve()))


def last(store: Path) -> Made | None:
    """The last backup that can be gone back to, whoever made it, of those that are where they were made."""
    own = next((made for file in there(store) if (made := _readable(file))), None)
    elsewhere = None
    with contextlib.suppress(OSError):
        elsewhere = _readable(Path(os.fsdecode((folder_of(store) / "elsewhere").read_bytes())))
    found = [made for made in (own, elsewhere) if made]
    return max(found, key=lambda made: (made.known.made_at, made.file.stat().st_mtime), default=None)


def name_the_last(error: StoreError, store: Path) -> None:
    """Have an error name the last backup, where the store cannot be used and there is one."""
    if error.code in HAS_A_WAY_BACK and not error.backup and (found := last(store)):
        error.goes_back_to(found.file, found.known.made_at[:16].replace("T", " "), store)


def _listed(store: Path, pattern: str) -> list[Path]:
    try:
        return [*folder_of(store).glob(pattern)]
    except OSError:  # its folder is closed to whoever runs this
        return []


def _readable(file: Path) -> Made | None:
    with contextlib.suppress(StoreError):
        known = backup.known_of(file)
        return Made(file, known) if known.format <= FORMAT else None
    return None


def _own(store: Path) -> Path:
    folder = folder_of(store)
    with contextlib.suppress(OSError), for_the_owner_only():  # what stands in the way is said by whoever writes into it
        folder.mkdir(exist_ok=True)
    close_to_others(folder)
    return folder


def _at(file: Path) -> dt.datetime | None:
    """When one was begun; None of a file that somebody else put there."""
    try:
        return dt.datetime.strptime(file.name.removesuffix(ENDING), NAMED)
    except ValueError:
        return None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
