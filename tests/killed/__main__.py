"""Kills a program that changes a store: see `tests.killed`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.killed
import tests.killed.readers


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.killed", description=tests.killed.__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--readers", action="store_true", help="kill processes that read beside the one that writes, too"
    )
    chosen = parser.parse_args()
    of = tests.killed.readers if chosen.readers else tests.killed
    os.environ["MEASURES_BACKUPS"] = str(tests.killed.KEPT)
    with TemporaryDirectory() as folder:
        print(*of.lines(*of.run(Path(folder), chosen.times, chosen.seed)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
