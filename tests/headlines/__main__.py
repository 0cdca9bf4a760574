"""A table of headlines: python -m tests.headlines [--worlds 5] [--only cases] [--wrong]

Draws so many small worlds of each family, and prints what every measure says of them to a manager and (>) to a steering
group, to be read as an editor of official statistics would; or only what breaks a rule.
"""

from __future__ import annotations

import argparse

from hypothesis import HealthCheck, Phase, given, settings

from measures.disclosure import MANAGER
from tests.headlines import headlines
from tests.headlines.test_headlines import WORLDS, wrong
from tests.reckoning.compare import World


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.headlines", description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=4, help="how many worlds of each family")
    parser.add_argument("--only", choices=sorted(WORLDS), help="one family of measures")
    parser.add_argument("--wrong", action="store_true", help="only the headlines that break a rule")
    chosen = parser.parse_args()
    few = settings(
        max_examples=chosen.worlds, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for name in [chosen.only] if chosen.only else WORLDS:
        worlds: list[World] = []
        few(given(WORLDS[name]())(lambda world: worlds.append(world)))()  # noqa: B023, PLW0108
        for nth, world in enumerate(worlds, start=1):
            print(f"\n# {name}, world {nth}")
            if chosen.wrong:
                print(*wrong(world), sep="\n")
                continue
            for each in headlines(world):
                print(f"{' ' if each.viewer == MANAGER else '>'} {each.answer.measure.name:28} {each.words}")


if __name__ == "__main__":
    main()
