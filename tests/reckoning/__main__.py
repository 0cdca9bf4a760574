"""Many small worlds: python -m tests.reckoning [--worlds 500] [--only demands] [--smallest]

Draws other worlds each time, and says which figures of which measures differ in the first world in which one does; or,
which takes some minutes more, in the smallest like it.
"""

from __future__ import annotations

import argparse

from hypothesis import HealthCheck, settings

from tests.reckoning.test_reckoning import FAMILIES, compare


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reckoning", description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=500, help="how many worlds of each family")
    parser.add_argument("--only", choices=sorted(FAMILIES), help="one family of measures")
    parser.add_argument("--smallest", action="store_true", help="look for the smallest world that differs")
    chosen = parser.parse_args()
    many = settings(max_examples=chosen.worlds, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    for name in [chosen.only] if chosen.only else FAMILIES:
        compare(FAMILIES[name], many)
        print(f"{name}: {chosen.worlds} worlds, no difference")


if __name__ == "__main__":
    main()
