"""The command that publishes the board for the steering group, as the page does: what would be read is said first."""

from __future__ import annotations

import argparse

from measures.commands import Unclear, open_store
from measures.problems import StoreError
from measures.rounding import LEAST


def run(options: argparse.Namespace) -> int:
    """Publish the board for the steering group."""
    from measures import releases  # with what draws them: no other command should wait for it
    from measures.releases import words as say
    from measures.roll_up.boards import KEPT

    with open_store(options) as store:
        if store.setting(KEPT):
            raise StoreError("of-several", path=options.store)
        before = releases.latest(store)
        try:
            draft = releases.draft(store, before=before, fewest=options.rule, areas=options.area)
        except ValueError as error:
            raise Unclear(f"Nothing was published: {error}.") from error
        for area, board in {draft.board.whole: draft.board, **draft.areas}.items():
            print(f"{area}:")
            for panel in (panel for band in board.bands for panel in band.panels):
                print(f"  {panel.headline}")
        if before:
            print(say.held_back(draft.held, before, draft.fewest))
        print(say.rule(draft.fewest))
        if options.dry_run:
            print("Nothing was published.")
            return 0
        releases.publish(store, draft, options.who, options.note)
    print(say.DONE)
    return 0


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("--who", default=who, help="who publishes it, for the history")
    parser.add_argument("--note", default="", help="what it is for: the steering group reads this beside the date")
    parser.add_argument(
        "--area", action="append", default=[], metavar="LOCALITY", help="give this locality a board of its own too"
    )
    parser.add_argument(
        "--rule", type=int, choices=LEAST, help="the least count that is shown (default: as before, or 8)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be published, and publish nothing")
