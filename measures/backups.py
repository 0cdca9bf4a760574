"""Backups as people make them: who did, and where, stays in the trail, so that what is erased later leaves them too."""

from __future__ import annotations

from pathlib import Path

from measures.audit import Event, Kind, Trail, note
from measures.problems import StoreError
from measures.store import backup
from measures.store.backup import Backup


def make(store: Path, to: Path, who: str) -> Backup:
    """Make one. Raises StoreError."""
    made = backup.make(store, to)
    note(store, Event(Kind.BACKED_UP, who, str(to.resolve())))
    return made


def restore(file: Path, store: Path, who: str, *, older: bool = False) -> Backup:
    """Have a store go back to one. Raises StoreError."""
    known = backup.restore(file, store, older=older)
    note(store, Event(Kind.RESTORED, who, str(file.resolve())))
    return known


def made(store: Path) -> dict[Path, str]:
    """The files that were made, each with the moment at which it was made last, the latest first."""
    events = [event for event in Trail(store).read().events if event.kind == Kind.BACKED_UP]
    return dict(
        sorted({Path(event.what): event.at for event in events}.items(), key=lambda each: each[1], reverse=True)
    )


def renew(store: Path) -> tuple[list[Path], list[Path]]:
    """Make each of them anew, so that it has no more than the store: those that were, and those that are not where they were made
    or cannot be written."""
    renewed, left = [], []
    for file in made(store):
        try:
            there = file.exists() and backup.make(store, file)
        except StoreError:
            there = None
        (renewed if there else left).append(file)
    return renewed, left
