"""The command that writes the workbook of measures, as the board's page offers it."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from measures import answers
from measures.commands import Unclear, hand_over, open_store
from measures.store import Store
from measures.words import listed


def run(options: argparse.Namespace) -> int:
    """Write the workbook of measures."""
    from measures.export import measures_workbook

    with open_store(options) as store:
        version, locality = _version(store, options.as_at), _locality(store, options.locality)
        content = measures_workbook.workbook(store, version=version, locality=locality)
    return hand_over(options, content)


def _version(store: Store, at: int | dt.date | None) -> int:
    """A version of the data by its number, or the last one of a day."""
    if isinstance(at, dt.date):
        found = next((each["version"] for each in store.versions() if each["changed_at"].date() <= at), None)
        if found is None:
            raise Unclear(f"Nothing was loaded until {at}. `python -m measures uploads` says what was loaded when.")
        return found
    if at is not None:
        store.require_version(at)
        return at
    return store.version()


def _locality(store: Store, asked: str | None) -> str | None:
    """A locality as the store spells it."""
    if asked is None:
        return None
    there = sorted({*answers.choices(store)["locality"], *answers.demand_choices(store)["locality"]}, key=str.casefold)
    found = next((name for name in there if name.casefold() == asked.strip().casefold()), None)
    if found is None:
        raise Unclear(f"There is no locality {asked}. There are: {listed(there) or 'none'}.")
    return found


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("file", type=_xlsx, metavar="FILE.xlsx")
    parser.add_argument("--locality", help="of this locality alone")
    parser.add_argument(
        "--as-at", type=_at, metavar="N|DATE", help="as it was at this version of the data, or at the end of this day"
    )
    parser.add_argument("--who", default=who, help="who takes it away, for the trail of who did what")


def _xlsx(words: str) -> Path:
    if not words.lower().endswith(".xlsx"):
        raise argparse.ArgumentTypeError(f"{words} is no workbook's name: let it end in .xlsx")
    return Path(words)


def _at(words: str) -> int | dt.date:
    try:
        return int(words) if words.isdigit() else dt.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no version and no day: write 12, or 2026-11-23") from None
