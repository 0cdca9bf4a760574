"""The command that says what is wrong with an installation."""

from __future__ import annotations

import argparse

from measures import doctor

MARKS = {"well": "well ", "look": "look ", "wrong": "WRONG"}


def run(options: argparse.Namespace) -> int:
    """Look at everything that the app needs, a line each."""
    found = list(doctor.look(options.store, options.address))
    for each in found:
        print(f"{MARKS[each.state]}  {each.what}: {each.says}")
    return int(any(each.state == "wrong" for each in found))


def add_to(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.add_argument(
        "--address",
        default="http://localhost:8501",
        metavar="URL",
        help="where people open the app (default: http://localhost:8501)",
    )
