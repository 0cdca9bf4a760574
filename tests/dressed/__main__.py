"""Many files of random layout: python -m tests.dressed [--files 500] [--seed 0] [--write FOLDER]

Prints what became of them, and of each that was read wrong its rows; ends with status 1 where there is one. --write
keeps those files, and those that were asked about or not recognised, to look at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.dressed.judged import IN_PART, RIGHT, WRONG, judge


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.dressed", description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=500, help="how many files")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first")
    parser.add_argument("--processes", type=int, default=2, help="how many at a time")
    parser.add_argument("--write", type=Path, help="keep those that were not read as they are in this folder")
    chosen = parser.parse_args()
    with ProcessPoolExecutor(chosen.processes) as pool:
        judged = list(pool.map(judge, range(chosen.seed, chosen.seed + chosen.files)))
    for what, count in Counter(each.what for each in judged).most_common():
        print(f"{count:6,} {what}")
    wrong = [each for each in judged if each.what == WRONG]
    for each in wrong:
        print(f"\n{each.seed} {each.name}, told: {', '.join(each.told)}\n  lost {each.lost}\n  more {each.more}")
    for each in judged if chosen.write else ():
        if each.what not in (RIGHT, IN_PART):
            chosen.write.mkdir(parents=True, exist_ok=True)
            (chosen.write / f"{each.seed}_{each.name}").write_bytes(each.content)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
