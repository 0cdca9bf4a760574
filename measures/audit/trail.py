"""The file of the trail: a line for each event, each with a word made of the line before it and the key beside the
store."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from measures.problems import StoreError
from measures.store.beside import for_the_owner_only
from measures.store.secret import key_of, keyed

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class Kind(StrEnum):
    """What sort of thing was done."""

    SIGNED_IN = "Signed in"
    OPENED = "Opened the app"  # where nobody signs in
    SIGNED_OUT = "Signed out"
    REFUSED = "Refused"
    LOOKED = "Looked at"
    TOOK_AWAY = "Downloaded"
    BACKED_UP = "Backed up"
    SHARED = "Shared"  # with those who roll up
    RESTORED = "Went back to a backup"


@dataclass(frozen=True)
class Event:
    """Something that somebody did. `who` is what the history calls them, `what` a measure, a page or a file, and
    `of` the keyed word of the case or household that it is of; blank where there is none."""

    kind: str
    who: str
    what: str
    of: str = ""
    at: str = ""


@dataclass(frozen=True)
class Read:
    """The events, the earliest first, and the numbers of the lines before which something was changed or cut; one
    more than there are lines where it was at the end."""

    events: tuple[Event, ...]
    broken: tuple[int, ...]


class Trail:
    """The trail beside a store. Several programs may add to it at once."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.path = store.with_name(f"{store.name}.audit")
        self._end = store.with_name(f"{store.name}.audit.end")

    def word(self, kind: str, reference: str) -> str:
        """What stands for a reference in the trail: the same each time, for whoever has the key alone."""
        return keyed(key_of(self._store), f"audit {kind} {reference}")[:12]

    def add(self, event: Event) -> None:
        """Add an event, at this moment. Raises OSError, and StoreError where there is no key to be had."""
        key = key_of(self._store)
        at = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        with for_the_owner_only(), open(self.path, "ab+") as file, _alone(file.fileno()):
            last = self._last(file)
            line = json.dumps({**asdict(event), "at": at, "after": keyed(key, last)}, ensure_ascii=False) + "\n"
            os.write(file.fileno(), line.encode())
            self._remember(file.seek(0, os.SEEK_END), line)

    def read(self) -> Read:
        """What is in the trail, and where it is not as it was written."""
        key, broken, last = key_of(self._store), [], ""
        lines = self._lines()
        for number, line in enumerate(lines, 1):
            if _parsed(line).get("after") != keyed(key, last):
                broken.append(number)
            last = line
        if self._remembered()[1] not in ("", last):
            broken.append(len(lines) + 1)
        return Read(_events(lines), tuple(broken))

    def events(self) -> tuple[Event, ...]:
        """What is in the trail, as it stands there: for that no key is needed. Raises OSError."""
        return _events(self._lines())

    def _lines(self) -> list[str]:
        with contextlib.suppress(FileNotFoundError):
            # A letter that was cut in two, or spoilt, breaks its line alone.
            return self.path.read_text("utf-8", errors="replace").splitlines(keepends=True)
        return []

    def _last(self, file) -> str:
        """The line to go on from: the last that was written, also where it was cut off since, so that the cut is
        seen."""
        size, remembered = self._remembered()
        there = file.seek(0, os.SEEK_END)
        if there <= size:
            return remembered
        file.seek(size)  # of a program that was ended before it remembered its line
        return file.read().decode(errors="replace").splitlines(keepends=True)[-1]

    def _remember(self, size: int, line: str) -> None:
        new = self._end.with_name(f"{self._end.name}.new")
        new.write_text(f"{size}\n{line}", "utf-8")
        os.replace(new, self._end)

    def _remembered(self) -> tuple[int, str]:
        """How long the file was, and its last line."""
        try:
            size, _, line = self._end.read_text("utf-8").partition("\n")
            return int(size), line
        except (OSError, ValueError):
            return 0, ""


def note(store: Path, event: Event) -> None:
    """Add to the trail beside a store. A disk that has no room for it keeps nobody from their work, and the log says
    so."""
    try:
        Trail(store).add(event)
    except (OSError, StoreError) as error:
        logging.getLogger(__name__).warning("The trail of who did what could not be added to: %s", error)


def _events(lines: list[str]) -> tuple[Event, ...]:
    events = []
    for line in lines:
        kept = _parsed(line)
        kept.pop("after", None)
        with contextlib.suppress(TypeError):  # no line of ours: that it is broken is told
            events.append(Event(**kept))
    return tuple(events)


def _parsed(line: str) -> dict:
    try:
        kept = json.loads(line)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


@contextlib.contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Alone with a file among all programs. On Windows, where this way to say so is not, one program has a store at
    a time anyway."""
    if fcntl:
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if fcntl:
            fcntl.flock(handle, fcntl.LOCK_UN)
