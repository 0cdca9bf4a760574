"""Kills a program that changes a store: see `tests.killed`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.killed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.killed", description=tests.killed.__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    os.environ["MEASURES_BACKUPS"] = str(tests.killed.KEPT)
    with TemporaryDirectory() as folder:
        print(*tests.killed.lines(*tests.killed.run(Path(folder), chosen.times, chosen.seed)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
