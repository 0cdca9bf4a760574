"""The command that erases: what there is is said first, and with --dry-run nothing else is done."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from measures import loading
from measures.commands import open_store
from measures.erasure import Erasure
from measures.words import plural


def run(options: argparse.Namespace) -> int:
    """Erase a household, a case, an upload, or what is dated before a day."""
    from measures import erasing  # with releases, and what draws them: no other command should wait for it

    with open_store(options) as store:
        household, case = (
            loading.as_kept(store, column, reference) if reference else ""
            for column, reference in (("household_ref", options.household), ("case_ref", options.case))
        )
        erasure = Erasure(household, case, options.upload, options.before, options.household or options.case or "")
        if options.due:
            years, there_is = erasing.years_kept(store), erasing.due(store, dt.date.today())
            if there_is is None:
                print("Nothing is due: nobody has said on History after how many years rows are.", file=sys.stderr)
                return 1
            erasure, options.reason = there_is, options.reason or f"older than {plural(years, 'year')}"
            if erasing.found(store, erasure).is_nothing:
                print("Nothing is due.")
                return 0
        there = erasing.found(store, erasure)
        for line in erasing.would_go(erasure, there, store.uploads()):
            print(line)
        if not options.dry_run:
            print(erasing.done(erasing.erase(store, erasure, options.who, options.reason)))
    return 0


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """What the command may be given."""
    of = parser.add_mutually_exclusive_group(required=True)
    of.add_argument("--household", metavar="REF", help="this household, its demands and its cases")
    of.add_argument("--case", metavar="REF", help="this case: what it received, what it cost, its ratings")
    of.add_argument("--upload", type=int, metavar="N", help="all rows of upload N")
    of.add_argument(
        "--before", type=_day, metavar="2020-01-31", help="rows about people that are dated before this day"
    )
    of.add_argument(
        "--due", action="store_true", help="what is older than History says that rows are kept: for a nightly job"
    )
    parser.add_argument("--reason", default="", metavar="WHY", help="why, for the history; without the reference")
    parser.add_argument("--who", default=who, help="who does it, for the history")
    parser.add_argument("--dry-run", action="store_true", help="say what would go, and erase nothing")


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no day: write it as 2020-01-31") from None
