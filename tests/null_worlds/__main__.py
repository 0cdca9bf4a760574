"""Many worlds in which nothing changes: python -m tests.null_worlds [--worlds 200] [--true 200] [--only joins]

Prints what is false, by disturbance and by figure, and what is said to have changed; ends with status 1 where an aim is
not met. --write FOLDER --world N writes the files of one world, to look at and to load by hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.null_worlds import report
from tests.null_worlds.judged import Judged, judge
from tests.null_worlds.records import DISTURBANCES, complete, record
from tests.null_worlds.truth import draw


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.null_worlds", description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=200, help="how many null worlds")
    parser.add_argument("--true", type=int, default=0, help="how many worlds in which failure demand falls")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first world")
    parser.add_argument("--only", choices=sorted(DISTURBANCES), help="one disturbance, by itself")
    parser.add_argument("--processes", type=int, default=2, help="how many worlds at a time")
    parser.add_argument("--json", type=Path, help="write every figure, sentence and headline to this file")
    parser.add_argument("--write", type=Path, help="write the files of --world into this folder, and nothing else")
    parser.add_argument("--world", type=int, default=0, help="the number of a world, for --write")
    chosen = parser.parse_args()
    if chosen.write:
        write(chosen.write, chosen.world, chosen.only)
        return 0
    numbers = range(chosen.seed, chosen.seed + chosen.worlds)
    null = _judged(numbers, chosen, change=False)
    true = _judged(range(chosen.seed, chosen.seed + chosen.true), chosen, change=True)
    aims = []
    if null:
        print(f"{len(null)} null worlds, of which each figure counts the worlds in which it is false\n")
        print(report.by_disturbance(null), report.by_figure(null), report.by_chart(null), sep="\n\n")
        print(f"\nThe smallest examples\n{report.examples(null)}\n")
        aims += report.aims(null)
    if true:
        aims += report.true_aims(true)
    print(*aims, sep="\n")
    if chosen.json:
        told = {"null": null, "true": true}
        chosen.json.write_text(
            json.dumps({name: list(map(dataclasses.asdict, its)) for name, its in told.items()}, indent=1, default=str)
        )
    return 0 if all(aim.met for aim in aims) else 1


def _judged(numbers: range, chosen: argparse.Namespace, *, change: bool) -> list[Judged]:
    """Every world judged, a dot for each ten; those so far, where somebody stops it (Ctrl+C)."""
    one, found = partial(judge, change=change, only=chosen.only), []
    pool = ProcessPoolExecutor(chosen.processes, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        for judged in pool.map(one, numbers):
            found.append(judged)
            print("." * (len(found) % 10 == 0), end="", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f" stopped after {len(found)} of {len(numbers)}", end="", file=sys.stderr)
    pool.shutdown(cancel_futures=True)
    print(file=sys.stderr)
    return found


def write(folder: Path, number: int, only: str | None) -> None:
    """Write the files of one world, and in what order and on which days they are loaded."""
    world = draw(number)
    folder.mkdir(parents=True, exist_ok=True)
    disturbed = record(world, only)
    for name, each in (("complete", complete(disturbed.plan)), ("recorded", disturbed)):
        place = folder / name
        place.mkdir(exist_ok=True)
        lines = [f"World {number}: {', '.join(each.names) or 'nothing disturbed'}"]
        for file in each.files:
            (place / file.name).write_bytes(file.content)
            beside = f", a newer copy of {file.newer_copy_of}" if file.newer_copy_of else ""
            beside += ", a record of its own" if file.own_record else ""
            beside += ", and who is on one of the lists only has moved away" if file.gone else ""
            lines.append(f"{file.day}: {file.name}, {len(file.rows):,} rows{beside}")
        (place / "order.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
