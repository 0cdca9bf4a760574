"""A table of headlines: python -m tests.headlines [--worlds 5] [--only costs]

Draws so many small worlds of each family, and prints what every measure says of them to a manager and to a steering group, to
be read as an editor of official statistics would.
"""

from __future__ import annotations

import argparse

from hypothesis import HealthCheck, Phase, given, settings

from tests.headlines import VIEWERS, headlines
from tests.reckoning.compare import World
from tests.reckoning.test_reckoning import FAMILIES


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.headlines", description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=5, help="how many worlds of each family")
    parser.add_argument("--only", choices=sorted(FAMILIES), help="one family of measures")
    chosen = parser.parse_args()
    few = settings(
        max_examples=chosen.worlds, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for name in [chosen.only] if chosen.only else FAMILIES:
        worlds: list[World] = []
        few(given(FAMILIES[name].worlds())(lambda world: worlds.append(world)))()  # noqa: B023, PLW0108
        for nth, world in enumerate(worlds, start=1):
            print(f"\n# {name}, world {nth}")
            for each in headlines(world):
                mark = " " if each.viewer == VIEWERS[0] else ">"
                print(f"{mark} {each.answer.measure.name:28} {each.words}")


if __name__ == "__main__":
    main()
