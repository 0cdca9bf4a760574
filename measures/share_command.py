"""The command that writes what an organisation shares for a roll-up of several."""

from __future__ import annotations

import argparse
from pathlib import Path

from measures.audit import Event, Kind, note
from measures.commands import open_store
from measures.words import listed, plural

NOT_IN_IT = (
    "Not in it: what anybody wrote, references, streets, postcodes, times, files, and all other sheets. It is still of "
    "people: pass it on as such."
)

BLANK = (
    "There is nothing in it: no demands and no households are in use at that version. It counts as an "
    "organisation that had none."
)


def run(options: argparse.Namespace) -> int:
    """Share a version of the data."""
    from measures.roll_up.shared import MANIFEST, Share, sha256, share

    def known(made: Share) -> None:  # before it is there: whoever is ended in between leaves none that no erasing names
        note(options.store, Event(Kind.SHARED, options.who, str(made.folder.resolve())))

    with open_store(options) as store:
        shared = share(store, options.folder, options.organisation, options.version, known)
    rows = listed([plural(shared.rows["demands"], "demand"), plural(shared.rows["households"], "household")])
    print(f"Wrote {shared.folder}: {rows} of {shared.organisation}, version {shared.version} of the data. {NOT_IN_IT}")
    if shared.is_blank:
        print(BLANK)
    print(f"SHA-256 of {MANIFEST}: {sha256(shared.folder / MANIFEST)}")
    return 0


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to: a folder of its own is made in it")
    parser.add_argument(
        "--organisation", required=True, metavar="NAME", help="whose it is, as all others are to read it"
    )
    parser.add_argument("--version", type=int, metavar="N", help="as it was at this version of the data")
    parser.add_argument("--who", default=who, help="who shares it, for the trail of who did what")
