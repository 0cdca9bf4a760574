"""Many worlds in which nothing changes: python -m tests.null_worlds [--of cases] [--worlds 200] [--true 200]

Prints what is false, by disturbance and by figure, and what is said to have changed; ends with status 1 where an aim is
not met. --write FOLDER --world N writes the files of one world, to look at and to load by hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tests.null_worlds import judged_cases, report
from tests.null_worlds.cases import DISTURBANCES as OF_CASES
from tests.null_worlds.cases import ledger
from tests.null_worlds.judged import judge
from tests.null_worlds.judged_cases import judge_cases
from tests.null_worlds.records import DISTURBANCES, complete, record
from tests.null_worlds.truth import draw

J = TypeVar("J")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.null_worlds", description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=200, help="how many null worlds")
    parser.add_argument("--true", type=int, default=0, help="how many worlds in which failure demand falls")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first world")
    parser.add_argument("--of", choices=("demands", "cases"), default="demands", help="of what the worlds are")
    parser.add_argument("--only", choices=sorted({**DISTURBANCES, **OF_CASES}), help="one disturbance, by itself")
    parser.add_argument("--processes", type=int, default=2, help="how many worlds at a time")
    parser.add_argument("--json", type=Path, help="write every figure, sentence and headline to this file")
    parser.add_argument("--write", type=Path, help="write the files of --world into this folder, and nothing else")
    parser.add_argument("--world", type=int, default=0, help="the number of a world, for --write")
    chosen = parser.parse_args()
    if chosen.only and chosen.only not in (OF_CASES if chosen.of == "cases" else DISTURBANCES):
        parser.error(f"{chosen.only} is no disturbance of {chosen.of}")
    if chosen.write:
        (write_cases if chosen.of == "cases" else write)(chosen.write, chosen.world, chosen.only)
        return 0
    return _cases(chosen) if chosen.of == "cases" else _demands(chosen)


def _cases(chosen: argparse.Namespace) -> int:
    """Worlds of cases, and worlds in which what they take is halved."""
    null = _judged(judge_cases, range(chosen.seed, chosen.seed + chosen.worlds), chosen, change=False)
    true = _judged(judge_cases, range(chosen.seed, chosen.seed + chosen.true), chosen, change=True)
    for judged, words in ((null, "null worlds"), (true, "worlds of a halving")):
        if judged:
            print(f"{len(judged)} {words}: in how many each says that something changed\n")
            print(judged_cases.by_disturbance(judged), end="\n\n")
    print(f"The smallest examples\n{judged_cases.examples(null)}\n" if null else "")
    aims = judged_cases.aims(null, true)
    print(*aims, sep="\n")
    _keep(chosen.json, null, true)
    return 0 if all(aim.met for aim in aims) else 1


def _demands(chosen: argparse.Namespace) -> int:
    numbers = range(chosen.seed, chosen.seed + chosen.worlds)
    null = _judged(judge, numbers, chosen, change=False)
    true = _judged(judge, range(chosen.seed, chosen.seed + chosen.true), chosen, change=True)
    aims = []
    if null:
        print(f"{len(null)} null worlds, of which each figure counts the worlds in which it is false\n")
        print(report.by_disturbance(null), report.by_figure(null), report.by_chart(null), sep="\n\n")
        print(f"\nThe smallest examples\n{report.examples(null)}\n")
        aims += report.aims(null)
    if true:
        aims += report.true_aims(true)
    print(*aims, sep="\n")
    _keep(chosen.json, null, true)
    return 0 if all(aim.met for aim in aims) else 1


def _keep(file: Path | None, null: Sequence[Any], true: Sequence[Any]) -> None:
    """Write all that was judged to a file, where one is wanted."""
    if file:
        told = {"null": null, "true": true}
        words = {name: list(map(dataclasses.asdict, its)) for name, its in told.items()}
        file.write_text(json.dumps(words, indent=1, default=str))


def _judged(judge_one: Callable[..., J], numbers: range, chosen: argparse.Namespace, *, change: bool) -> list[J]:
    """Every world judged, a dot for each ten; those so far, where somebody stops it (Ctrl+C)."""
    one, found = partial(judge_one, change=change, only=chosen.only), []
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


def write_cases(folder: Path, number: int, only: str | None) -> None:
    """Write the files of one world of cases."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in ledger(number, change=False, only=only).files:
        (folder / file.name).write_bytes(file.content)


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
