"""Many offices that export again and again: python -m tests.again [--offices 200] [--seed 0]

Prints what became of their files, and of each that made the store wrong what was asked, lost and had twice; ends with
status 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.again.judged import WRONG, judge


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.again", description=__doc__.splitlines()[0])
    parser.add_argument("--offices", type=int, default=200, help="how many offices")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first")
    parser.add_argument("--processes", type=int, default=2, help="how many at a time")
    chosen = parser.parse_args()
    with ProcessPoolExecutor(chosen.processes) as pool:
        seeds = range(chosen.seed, chosen.seed + chosen.offices)
        judged = [each for office in pool.map(judge, seeds) for each in office]
    for what, count in Counter(each.what for each in judged).most_common():
        print(f"{count:6,} {what}")
    print(f"{sum(bool(each.asked) for each in judged):6,} asked about")
    wrong = [each for each in judged if each.what == WRONG]
    for each in wrong:
        print(
            f"\n{each.seed} {each.file}, asked: {' | '.join(each.asked)}\n  lost {each.lost[:5]}\n  more {each.more[:5]}"
        )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
