"""How fast the dashboard is, as ratios measured in one run. A busy machine slows both sides of a ratio.

    python -m bench
    python -m bench --against FOLDER    # this checkout beside another one, by the jobs that both have
    python -m bench --large             # ten million demands: the search of words, and each page for the first time

Every figure is the median of three runs, each in a process of its own, taken in turns.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.jobs import COPIES, FILES, JOBS

ROWS, FEWER, TIMES = 200_000, 20_000, 3
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench"


def run(*job: object, checkout: Path = ROOT) -> dict:
    """One job, by its name and arguments, in a fresh process. Adds `with start`: the seconds of the whole
    process, Python and imports included.

    Another checkout runs its own code, with the Python of its own environment where it has one.
    """
    own = [checkout / ".venv" / "bin" / "python", checkout / ".venv" / "Scripts" / "python.exe"]
    python = next((each for each in own if checkout != ROOT and each.exists()), sys.executable)
    command = [str(python), "-m", "bench", *map(str, job)]
    start = time.perf_counter()
    ended = subprocess.run(command, cwd=checkout, stdout=subprocess.PIPE, check=True)
    return {**json.loads(ended.stdout), "with start": time.perf_counter() - start}


def median(runs: list[dict]) -> dict:
    return {name: statistics.median(each[name] for each in runs) for name in runs[0]}


def line(words: str, *columns: str) -> None:
    print(f"{words:<58}" + "".join(f"{column:>14}" for column in columns))


def aim(words: str, value: float, met: bool, unit: str = "") -> None:
    print(f"{'met    ' if met else 'NOT MET'}  {words}: {value:,.1f}{unit}")


def main() -> None:
    large, small = _workbook(ROWS), _workbook(FEWER)
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
        "“With start” counts the start of Python and its imports too. Without it, our worker waits for the file, as "
        "on the Upload page.\n"
    )

    small_asked = run("questions", "demonstration")
    million = run("questions", "million")
    show_questions("Measures on the demonstration data, milliseconds", small_asked)
    show_questions("Measures on 1,000,000 demands, milliseconds", million)
    answered = run("questions", "million", COPIES, "answered")
    show_questions("The same, one of them answered in the inbox, milliseconds", answered)
    print("“First” is the first question after the data changed: what measures share is worked out then, and kept.")
    print("“Aggregate” is what an analyst would write by hand over clean columns: see bench/aggregates.py.\n")
    small_pages, million_pages = _pages("demonstration"), _pages("million")
    show_reruns("Pages on the demonstration data, milliseconds", small_pages)
    show_reruns("Pages on 1,000,000 demands, milliseconds", million_pages)
    print(
        "The script alone, without the browser. “At once” is the first visit of a process in which nobody asked "
        "anything; “ahead” is that"
    )
    print(
        "after the app asked what its pages open with, as it does when it starts and after each load; “again” "
        "keeps its answers.\n"
    )
    show_browser("In a browser on the demonstration data, seconds", run("browser", "demonstration"))
    show_browser("In a browser on 1,000,000 demands, seconds", run("browser", "million"))
    show_files()
    apps = run("viewers")
    apart = apps["the app"]["p50"] / apps["an empty page"]["p50"]
    show_viewers(apps)
    soaked = run("soak", 1)
    show_soak(soaked)
    growth = show_growth()
    sheets = run("sheets")["seconds"]

    slowest = max(small_asked, key=lambda name: small_asked[name]["asked"])
    took = small_asked[slowest]["asked"] * 1e3
    errors = soaked["errors"] + len(soaked["errors of the hands"])
    well = soaked["answers are the same"] and not soaked["after"]["files for a time"]
    aim("errors of a working day, after which every answer is as it was", errors, well and not errors)
    aim(f"each measure of the demonstration, at most 15 ms ({slowest})", took, took <= 15, " ms")
    ratios = {name: each["asked"] / each["aggregate"] for name, each in million.items() if "aggregate" in each}
    worst = max(ratios, key=ratios.__getitem__)
    aim(f"each measure of 1,000,000 ÷ its aggregate, at most 3 ({worst})", ratios[worst], ratios[worst] <= 3, " ×")
    for words, pages, most in (("the demonstration", small_pages, 0.5), ("1,000,000 demands", million_pages, 1.5)):
        page = max(pages, key=lambda name: pages[name]["first"])
        aim(
            f"first visit on {words}, at most {most} s ({page})",
            pages[page]["first"],
            pages[page]["first"] <= most,
            " s",
        )
    aim("growth of all measures from 10⁵ to 10⁷ demands, at most 100 ×", growth, growth <= 100, " ×")
    aim("40 small sheets checked, at most 1 s", sheets, sheets <= 1, " s")
    aim("a page ÷ an empty one, of 50 people, at most 3", apart, apart <= 3, " ×")
    ratio = whole["seconds"] / reader["seconds"]
    aim("whole upload ÷ reader alone, at most 1.8", ratio, ratio <= 1.8, " ×")
    times = scaled["seconds"] / whole["seconds"]
    aim("pandas ÷ whole upload, at least 12", times, times >= 12, " ×")
    aim("memory of app and worker at one time, at most 500 MB", whole["in all"] / 1e6, whole["in all"] <= 500e6, " MB")


def against(other: Path) -> None:
    """This checkout beside another one: an upload and the questions, taken in turns so that both meet the same
    machine."""
    large = _workbook(ROWS)

    def in_turns(*job: object) -> tuple[list[dict], ...]:
        turns = [[run(*job, checkout=checkout) for checkout in (other, ROOT)] for _ in range(TIMES)]
        return tuple(map(list, zip(*turns)))

    upload = in_turns("upload", large, "waiting")
    line(f"Upload of {ROWS:,} rows, seconds", "other", "this", "this ÷ other")
    theirs, ours = map(median, upload)
    for step in ("read", "check", "load", "seconds"):
        line(f"    {step}", f"{theirs[step]:.2f}", f"{ours[step]:.2f}", f"{ours[step] / theirs[step]:.2f}")
    line("    memory, MB", *(f"{each['in all'] / 1e6:.0f}" for each in (theirs, ours)))
    for size, title in (("demonstration", "the demonstration"), ("million", "1,000,000 demands")):
        theirs, ours = map(_asked, in_turns("questions", size))
        line(f"Measures on {title}, milliseconds", "other", "this", "this ÷ other")
        both = [name for name in ours if name in theirs]
        for name in both:
            line(f"    {name}", *_beside(theirs[name], ours[name]))
        line("    all that both have", *_beside(sum(theirs[n] for n in both), sum(ours[n] for n in both)))


def large() -> None:
    """Ten million demands in one store, which takes some minutes and 16 GB of memory to make, once."""
    path = FOLDER / "demands_10000000.duckdb"
    FOLDER.mkdir(exist_ok=True)
    run("large", path, 10 * COPIES)
    searched = run("search", path)
    searched.pop("with start")
    line("Words among 10,000,000 demands, seconds", "found", "first", "again", "processor", "peak MB")
    for words, each in searched.items():
        seconds = (f"{each[of]:.2f}" for of in ("first", "again", "processor"))
        line(f"    {words}", f"{each['found']:,}", *seconds, f"{each['app'] / 1e6:,.0f}")
    pages = _pages(str(path))
    show_reruns("Pages on 10,000,000 demands, milliseconds", pages)
    slowest = max(searched, key=lambda words: searched[words]["again"])
    took = searched[slowest]["again"]
    aim(f"search of words among 10,000,000 demands, at most 1 s ({slowest})", took, took <= 1, " s")
    for asked, words in (("first", "asked ahead"), ("at once", "at once")):
        page = max(pages, key=lambda name: pages[name][asked])
        took = pages[page][asked]
        aim(f"first visit on 10,000,000 demands, {words}, at most 3 s ({page})", took, took <= 3, " s")


def _asked(runs: list[dict]) -> dict[str, float]:
    """The seconds of each measure, of several runs of `questions`."""
    names = [name for name in runs[0] if name != "with start"]
    return {name: statistics.median(each[name]["asked"] for each in runs) for name in names}


def _beside(theirs: float, ours: float) -> tuple[str, str, str]:
    return f"{theirs * 1e3:.1f}", f"{ours * 1e3:.1f}", f"{ours / theirs:.2f}"


def _workbook(rows: int) -> Path:
    """The workbook to measure, made once."""
    path = FOLDER / f"demands_{rows}.xlsx"
    if not path.exists():
        print(f"Making {path.relative_to(ROOT)} (once)…", flush=True)
        run("workbook", path, rows)
    return path


def show_questions(title: str, asked: dict) -> None:
    asked.pop("with start")
    line(title, "first", "again", "aggregate", "ratio")
    for name, each in asked.items():
        line(f"    {name}", *milliseconds(**each))
    both = [each for each in asked.values() if "aggregate" in each]
    line("    all that have one", *milliseconds(**{of: sum(each[of] for each in both) for of in both[0]}))


def show_growth() -> float:
    """How much longer all measures of demands take on a hundred times as many."""
    sizes = {copies * 8_000: run("questions", "million", copies) for copies in (13, 125, 1250)}
    asked = {
        size: sum(e["asked"] for name, e in found.items() if name != "with start") for size, found in sizes.items()
    }
    line("All measures of demands together, seconds", *(f"{size:,}" for size in asked))
    line("", *(f"{seconds:.2f}" for seconds in asked.values()))
    first, *_, last = asked.values()
    return last / first


def show_browser(title: str, pages: dict) -> None:
    pages.pop("with start")
    line(title, "first", "again")
    for name, each in pages.items():
        line(f"    {name}", f"{each['first']:.2f}", f"{each['again']:.2f}")
    print()


def show_files() -> None:
    path = FOLDER / "published.duckdb"
    run("published", path)
    line("Files of the demonstration, seconds", "first", "again", "peak MB", "before it")
    for name in FILES:
        made = median([run("file", path, name) for _ in range(TIMES)])
        peak = f"{made['with it'] / 1e6:.0f}", f"{made['before'] / 1e6:.0f}"
        line(f"    {name}", f"{made['first']:.2f}", f"{made['again']:.2f}", *peak)
    print()


def show_viewers(apps: dict) -> None:
    apps.pop("with start")
    line("50 people, each at a page for 20 s, seconds from click to end", "p50", "p95", "processor", "MB")
    for name, each in apps.items():
        seconds = (f"{each[what]:.2f}" for what in ("p50", "p95", "processor time for each"))
        line(f"    {name}", *seconds, f"{each['memory before']:.0f}–{each['memory after']:.0f}")
        print(f"        {each['turns']} pages, {each['errors']} errors")
    print()


def _pages(size: str) -> dict:
    """The seconds of each page: in a process that nobody has used, and once the app has asked ahead."""
    unused, used = run("reruns", size), run("reruns", size, "ahead")
    return used | {
        name: each | {"at once": unused[name]["first"]} for name, each in used.items() if name != "with start"
    }


def show_soak(day: dict) -> None:
    """What the app had before and after a working day in so many minutes."""
    named = ", ".join(f"{n} {what}" for what, n in day["done"].items() if what != "look")
    line(f"A working day in {day['minutes']:.0f} minutes (a part of it, where under 20)", "before", "at most", "after")
    left = day["after"]["files for a time"]
    for what in day["before"]:
        figures = [each[what] for each in (day["before"], *day["meanwhile"], day["after"])]
        before, *meanwhile, after = [len(each) if isinstance(each, list) else each for each in figures]
        line(f"    {what}", *(f"{figure:.0f}" for figure in (before, max(meanwhile), after)))
    wrong = day["errors"] + len(day["errors of the hands"])
    print(f"    {day['turns']} pages, p50 {day['p50']:.2f} s, p95 {day['p95']:.2f} s; {named}; {wrong} errors")
    print(*(f"    Left: {file}\n" for file in left), sep="", end="")
    print(f"    Every answer is {'as it was' if day['answers are the same'] else 'NOT as it was'}\n")


def show_reruns(title: str, pages: dict) -> None:
    pages.pop("with start")
    empty = pages["an empty page"]["again"]
    line(title, "at once", "ahead", "again", "÷ empty")
    for name, each in pages.items():
        first = f"{each['at once'] * 1e3:.0f}", f"{each['first'] * 1e3:.0f}"
        line(f"    {name}", *first, f"{each['again'] * 1e3:.1f}", f"{each['again'] / empty:.1f}")


def figures(job: dict) -> tuple[str, str, str]:
    return f"{job['seconds']:.2f}", f"{job['with start']:.2f}", f"{(job.get('in all') or job['app']) / 1e6:.0f}"


def milliseconds(first: float, asked: float, aggregate: float | None = None) -> tuple[str, ...]:
    taken = f"{first * 1e3:.1f}", f"{asked * 1e3:.1f}"
    return taken if aggregate is None else (*taken, f"{aggregate * 1e3:.1f}", f"{asked / aggregate:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--against"]:
        against(Path(sys.argv[2]).resolve())
    elif sys.argv[1:] == ["--large"]:
        large()
    elif len(sys.argv) > 1:
        print(json.dumps(JOBS[sys.argv[1]](*sys.argv[2:])))
    else:
        main()
