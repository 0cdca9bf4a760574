"""The command that writes a release as a pack for a meeting: slides, sheets of paper, or a page that opens without a
server."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from measures.commands import Unclear, hand_over, open_store

if TYPE_CHECKING:
    from measures.releases import Release

LATEST = "latest"


def run(options: argparse.Namespace) -> int:
    """Write a pack."""
    from measures import releases
    from measures.releases import files
    from measures.releases import words as say

    with open_store(options) as store:
        there = releases.releases(store)
    release = _chosen(there, options.release)
    before = releases.followed(release, there)
    try:
        content = files.file(options.store, release, before, options.area, options.file.suffix.lower())
    except ValueError as error:
        raise Unclear(str(error)) from error
    return hand_over(options, content, f": {say.named(release)}")


def _chosen(there: list[Release], asked: str) -> Release:
    from measures.releases import words as say

    if not there:
        raise Unclear("Nothing is published yet: `python -m measures publish` does it.")
    found = next((each for each in there if asked in (LATEST, str(each.number))), None)
    if found is None:
        named = "; ".join(f"{each.number}: {say.named(each)}" for each in there)
        raise Unclear(f"There is no release {asked}. There are {named}; or write {LATEST}.")
    return found


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument("release", metavar="RELEASE", help=f"the number of a release, or {LATEST}")
    parser.add_argument("file", type=_file, metavar="FILE", help="a name that ends in .pptx, .pdf or .html")
    parser.add_argument("--area", metavar="LOCALITY", help="of this area alone, where the release has a board of it")
    parser.add_argument("--who", default=who, help="who takes it away, for the trail of who did what")


def _file(words: str) -> Path:
    if not words.lower().endswith((".pptx", ".pdf", ".html")):
        raise argparse.ArgumentTypeError(
            f"{words} is neither slides nor paper nor a page: let it end in .pptx, .pdf or .html"
        )
    return Path(words)
