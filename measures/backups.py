"""Backups: those that people make, who did, and where, which stays in the trail, so that what is erased later leaves
them too; and those that are made by themselves while the app runs."""

from __future__ import annotations

import contextlib
from pathlib import Path

from measures.audit import Event, Kind, Trail, note
from measures.problems import StoreError
from measures.store import Store, backup, spare
from measures.store.backup import Backup


def make(store: Path, to: Path, who: str) -> Backup:
    """Make one. Raises StoreError."""

    def known() -> None:  # before it is there: whoever is ended in between leaves none that no erasing reaches
        note(store, Event(Kind.BACKED_UP, who, str(to.resolve())))
        spare.remember(store, to)

    try:
        return backup.make(store, to, known)
    except StoreError as error:
        spare.name_the_last(error, store)
        raise


def tend(store: Path, *, at_the_start: bool = False) -> list[Path]:
    """Make the backup that is due; at the start make those anew, too, that may have what was erased, where whoever
    erased it was ended in the middle. Gives what was made; raises StoreError where that cannot be. A store is opened
    for this, and none is made."""
    if not store.exists() or not (at_the_start or spare.is_due(store)):
        return []
    with Store.open(store) as opened:  # so that nobody else has it meanwhile
        if opened.backups_are_to_be_renewed():
            return renew(opened)[0]
        return [spare.make(store)] if spare.is_due(store) else []


def restore(file: Path, store: Path, who: str, *, older: bool = False) -> Backup:
    """Have a store go back to one. Raises StoreError."""
    known = backup.restore(file, store, older=older)
    note(store, Event(Kind.RESTORED, who, str(file.resolve())))
    return known


def made(store: Path) -> dict[Path, str]:
    """The files that were made, each with the moment at which it was made last, the latest first. Raises StoreError
    where what is noted of that cannot be read."""
    events = [event for event in noted(store) if event.kind == Kind.BACKED_UP]
    return dict(
        sorted({Path(event.what): event.at for event in events}.items(), key=lambda each: each[1], reverse=True)
    )


def noted(store: Path) -> tuple[Event, ...]:
    """Who did what beside a store, for whoever has to find where else its rows are. Raises StoreError where it
    cannot be read."""
    trail = Trail(store)
    try:
        return trail.events()
    except OSError as error:
        raise StoreError("trail-unread", path=trail.path, reason=error.strerror or str(error)) from error


def renew(store: Store) -> tuple[list[Path], list[Path]]:
    """Make each of them anew, so that it has no more than the store: those that were, and those that are not where
    they were made or cannot be written. Of those that were made by themselves one takes the place of all."""
    renewed, left = spare.renew(store.path)
    own_left = bool(left)
    for file in made(store.path):
        try:
            there = file.exists() and backup.make(store.path, file)
        except (OSError, StoreError):  # its folder may be closed to whoever erases
            there = None
        (renewed if there else left).append(file)
    if not own_left:
        with contextlib.suppress(
            StoreError
        ):  # where there is no room to note it, they are made once more when the app starts
            store.backups_are_renewed()
    return renewed, left
