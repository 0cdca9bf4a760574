"""How fast the dashboard is, as ratios measured in one run. A busy machine slows both sides of a ratio.

    python -m bench

Every figure is the median of three runs, each in a process of its own, taken in turns.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.jobs import JOBS

ROWS, FEWER, TIMES = 200_000, 20_000, 3
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench"


def run(job: str, *arguments: object) -> dict:
    """One job in a fresh process. Adds `with start`: the seconds of the whole process, Python and imports included."""
    command = [sys.executable, "-m", "bench", job, *map(str, arguments)]
    start = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return {**json.loads(ended.stdout), "with start": time.perf_counter() - start}


def median(runs: list[dict]) -> dict:
    return {name: statistics.median(each[name] for each in runs) for name in runs[0]}


def line(words: str, *columns: str) -> None:
    print(f"{words:<58}" + "".join(f"{column:>12}" for column in columns))


def aim(words: str, value: float, met: bool, unit: str = "") -> None:
    print(f"{'met    ' if met else 'NOT MET'}  {words}: {value:,.1f}{unit}")


def main() -> None:
    large, small = FOLDER / f"demands_{ROWS}.xlsx", FOLDER / f"demands_{FEWER}.xlsx"
    for path, rows in ((large, ROWS), (small, FEWER)):
        if not path.exists():
            print(f"Making {path.relative_to(ROOT)} (once)…", flush=True)
            run("workbook", path, rows)
    jobs = ("upload", large, "waiting"), ("upload", large, "not started"), ("reader", large), ("pandas", small)
    turns = [[run(*job) for job in jobs] for _ in range(TIMES)]
    whole, cold, reader, pandas = (median(list(runs)) for runs in zip(*turns))
    whole["with start"] = cold["with start"]
    scaled = {"seconds": pandas["seconds"] * ROWS / FEWER}
    scaled["with start"] = scaled["seconds"] + pandas["with start"] - pandas["seconds"]  # it starts once

    line(f"{ROWS:,} rows × 9 columns, {large.stat().st_size / 1e6:.0f} MB", "seconds", "with start", "peak MB")
    line("Our whole upload: bytes to committed rows", *figures(whole))
    for step, words in (
        ("read", "read: the worker opens the file and hands it over"),
        ("check", "check: recognise headings, type every cell"),
        ("load", "load: fingerprint rows, write, commit"),
    ):
        line(f"    {words}", f"{whole[step]:.2f}")
    line("    memory of the app, and of its worker", "", "", f"{whole['app'] / 1e6:.0f} + {whole['worker'] / 1e6:.0f}")
    line("The fastest reader alone: fastexcel, all as text", *figures(reader))
    line(
        f"pandas.read_excel (openpyxl): {FEWER:,} rows × {ROWS // FEWER}", *figures({**scaled, "in all": pandas["app"]})
    )
    print(
        "“With start” counts the start of Python and its imports too. Without it, our worker waits for the file, as on the Upload page.\n"
    )

    show_questions("Measures on the demonstration data, milliseconds", run("questions", "demonstration"))
    show_questions("Measures on 1,000,000 demands, milliseconds", run("questions", "million"))
    print("“By hand” is the same SQL on plain DuckDB tables of the same current rows.\n")
    show_reruns("Pages on the demonstration data, milliseconds", run("reruns", "demonstration"))
    show_reruns("Pages on 1,000,000 demands, milliseconds", run("reruns", "million"))
    print("The script alone, without the browser. A rerun keeps its answers; the first run asks for them.\n")

    ratio = whole["seconds"] / reader["seconds"]
    with_start = whole["with start"] / reader["with start"]
    aim("whole upload ÷ reader alone, at most 2, without the start of Python", ratio, ratio <= 2, " ×")
    aim("whole upload ÷ reader alone, at most 2, with it on both sides", with_start, with_start <= 2, " ×")
    times = scaled["seconds"] / whole["seconds"]
    aim("pandas ÷ whole upload, at least 10", times, times >= 10, " ×")
    aim("memory of app and worker at one time, at most 700 MB", whole["in all"] / 1e6, whole["in all"] <= 700e6, " MB")


def show_questions(title: str, asked: dict) -> None:
    del asked["with start"]
    line(title, "asked", "by hand", "ratio")
    for name, each in asked.items():
        line(f"    {name}", *milliseconds(each["asked"], each["by hand"]))
    total = {side: sum(each[side] for each in asked.values()) for side in ("asked", "by hand")}
    line("    all", *milliseconds(total["asked"], total["by hand"]))


def show_reruns(title: str, pages: dict) -> None:
    del pages["with start"]
    empty = pages["an empty page"]["again"]
    line(title, "first", "rerun", "÷ empty")
    for name, each in pages.items():
        line(f"    {name}", f"{each['first'] * 1e3:.0f}", f"{each['again'] * 1e3:.1f}", f"{each['again'] / empty:.1f}")


def figures(job: dict) -> tuple[str, str, str]:
    return f"{job['seconds']:.2f}", f"{job['with start']:.2f}", f"{job.get('in all', job.get('app')) / 1e6:.0f}"


def milliseconds(asked: float, by_hand: float) -> tuple[str, str, str]:
    return f"{asked * 1e3:.1f}", f"{by_hand * 1e3:.1f}", f"{asked / by_hand:.2f}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(JOBS[sys.argv[1]](*sys.argv[2:])))
    else:
        main()
