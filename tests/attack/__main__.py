"""What can be worked out of a year of releases: python -m tests.attack [--place small] [--whole]

Prints for each place, of those in areas by the boards of these too, with all of the protection and with a part of it
off, how many counts of few can be only one thing, how many can only be few, and how much of a manager's board is told.
Ends with status 1 where anything is known with all of the protection on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.attack.attacker import attack
from tests.attack.report import lines
from tests.attack.worlds import PLACES
from tests.attack.year import ALONE, PARTS, WHOLE, publish


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__.splitlines()[0])
    parser.add_argument("--place", choices=[place.name for place in PLACES], help="one of the places alone")
    parser.add_argument("--whole", action="store_true", help="with all of the protection alone")
    chosen = parser.parse_args()
    known = 0
    for place in PLACES:
        if chosen.place not in (None, place.name):
            continue
        parts = PARTS[:1] if chosen.whole else (WHOLE, ALONE) if place.areas else PARTS
        with TemporaryDirectory() as folder:
            years = publish(place, Path(folder), parts)
        for part in parts:
            found = attack(years[part.name], part)
            print(*lines(place.name, part.name, years[part.name], found), sep="\n", flush=True)
            known += part is WHOLE and sum(len(each.exact) + len(each.within) for each in found.values())
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
