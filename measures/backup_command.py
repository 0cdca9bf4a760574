"""The commands that make a backup and go back to one, while the app goes on."""

from __future__ import annotations

import argparse
from pathlib import Path

from measures import backups
from measures.problems import StoreError
from measures.store import Store
from measures.store.backup import Backup
from measures.words import plural

NOT_IN_IT = "Not in it: the key and the trail beside the store, and the roles. Keep a copy of the key in another place."


def backup(options: argparse.Namespace) -> int:
    """Make a backup."""
    made = backups.make(options.store, options.file, options.who)
    print(f"{options.file}: {_what(made)}. {NOT_IN_IT}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Go back to a backup. Where the app has the store, it is the app that goes on with it."""
    known = backups.restore(options.file, options.store, options.who, older=options.older)
    try:
        with Store.open(options.store):
            pass
    except StoreError as error:
        if error.code != "busy":
            raise
        print(f"The app has the store open, and goes on with the backup at the next click in it: {_what(known)}.")
        return 0
    print(f"The store is that of the backup: {_what(known)}.")
    return 0


def add_to_backup(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; a backup that is there is made anew")
    parser.add_argument("--who", default=who, help="who makes it, for the trail of who did what")


def add_to_restore(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `measures backup` wrote")
    parser.add_argument("--older", action="store_true", help="also where changes that were made since are lost")
    parser.add_argument("--who", default=who, help="who goes back, for the trail of who did what")


def _what(known: Backup) -> str:
    made = known.made_at[:16].replace("T", " ")
    return (
        f"version {known.version} of the data, {plural(known.rows['main.uploads'], 'upload')}, as at {made} UTC, "
        f"checked"
    )
