"""The command: what the pages do, without a browser. `python -m measures --help` lists it."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import io
import json
import os
import runpy
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from measures import answers, demonstration, describe, spc
from measures.catalogue import MEASURES
from measures.cells.words import normalise
from measures.export import csv
from measures.place import APP, store_path
from measures.problems import STORE_SAYS, Problem, StoreError, stopping
from measures.sheets import SHEETS
from measures.store import Store
from measures.workbook.by_hand import NOT_LOADED, Said, field
from measures.workbook.clashes import other_things
from measures.workbook.headings import headings_for, recognise, top_rows
from measures.workbook.points import series
from measures.workbook.prepare import Prepared, across_files, prepare
from measures.workbook.read import Cells
from measures.workbook.template import template

FOR_STREAMLIT = "Streamlit's own options may follow, such as --server.port 8600."
FILTERS = ("locality", "flag", "tier", "case", "without", "every", "agency", "type", "since", "until", "said", "words")


def main(arguments: list[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it did what was asked, 1 when the data or the store stood in the way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen without a letter shows its number, and goes on
    parser = _parser()
    options, for_streamlit = parser.parse_known_args(arguments)
    if for_streamlit and options.run not in (_run, _demo):
        parser.error(f"not understood: {' '.join(for_streamlit)}")
    options.for_streamlit = for_streamlit
    try:
        return options.run(options)
    except StoreError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, RuntimeError) as error:  # a change that was not finished is undone
        if isinstance(error, RuntimeError) and "interrupted" not in str(error).lower():  # a query's own word for Ctrl-C
            raise
        print("\nStopped. `python -m measures uploads` lists what is loaded.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _user() -> str:
    """Who is at the keyboard; a container may run under a number without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _month(words: str) -> str:
    """A month as it is typed, 2025-01."""
    try:
        return f"{dt.date.fromisoformat(f'{words}-01'):%Y-%m}"
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no month: write it as 2025-01") from None


def _kind(words: str) -> tuple[str, str]:
    """SHEET=KIND: the sheet, and the kind by its name."""
    sheet, mark, kind = words.rpartition("=")
    known = {normalise(spelling): each.kind for each in SHEETS.values() for spelling in (each.kind, each.title)}
    found = (known | {"leave out": NOT_LOADED}).get(normalise(kind))
    if not mark or not found:
        raise argparse.ArgumentTypeError(
            f'{words} names no kind: write "SHEET=KIND", of {", ".join(SHEETS)} or leave-out'
        )
    return sheet, found


def _column(words: str) -> tuple[str, str, str]:
    """SHEET!HEADING=FIELD, in its three parts."""
    heading, mark, field = words.rpartition("=")
    sheet, second, heading = heading.partition("!")
    if not (mark and second and heading.strip() and field.strip()):
        raise argparse.ArgumentTypeError(f'{words} is not understood: write "SHEET!HEADING=FIELD"')
    return sheet, heading, field


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="measures" if Path(sys.argv[0]).stem == "measures" else "python -m measures",
        description="Check and load spreadsheets, and show measures.",
    )
    own = store_path().with_name("demo.duckdb")
    store, store_of_its_own = (argparse.ArgumentParser(add_help=False) for _ in range(2))
    for added, default, words in (
        (store, store_path(), f"the store's file (default: MEASURES_STORE, or {store_path()})"),
        (store_of_its_own, own, f"the store's file (default: {own})"),
    ):
        added.add_argument("--store", type=Path, default=default, metavar="PATH", help=words)
    months = argparse.ArgumentParser(add_help=False)
    months.add_argument(
        "--month-first",
        action="append",
        default=[],
        metavar="SHEET",
        help="the dates of this sheet have the month first",
    )
    by_hand = argparse.ArgumentParser(add_help=False, parents=[months])
    by_hand.add_argument(
        "--kind",
        action="append",
        default=[],
        type=_kind,
        metavar="SHEET=KIND",
        help="which kind this sheet is, whatever its headings say; leave-out: do not load it",
    )
    by_hand.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="SHEET!HEADING=FIELD",
        help="which field this heading of the sheet is, such as Household ref; flag: a Yes/No flag; leave-out: not read",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run, words: str, *parents: argparse.ArgumentParser, at=store) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words, parents=[at, *parents])
        added.set_defaults(run=run)
        return added

    same = argparse.ArgumentParser(add_help=False)
    same.add_argument(
        "--same-refs",
        action="store_true",
        help="references loaded before stand for the same households, demands or cases, though other details are given",
    )
    check = command("check", _check, "Say what is wrong with files, a line each, without loading them.", by_hand, same)
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load = command("load", _load, "Load files: all of them, or none.", by_hand, same)
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--leave-out", action="store_true", help="leave out rows that have problems, and load the rest")
    load.add_argument(
        "--replaces", type=int, action="append", default=[], metavar="N", help="withdraw upload N in the same step"
    )
    load.add_argument("--who", default=_user(), help="who loads it, for the history")
    uploads = command("uploads", _uploads, "List what was loaded.")
    uploads.add_argument("--format", choices=("text", "json"), default="text")
    for name, run, words in (
        ("withdraw", _withdraw, "Withdraw an upload: its rows no longer count. Nothing is deleted."),
        ("reinstate", _reinstate, "Bring back a withdrawn upload."),
    ):
        change = command(name, run, words)
        change.add_argument("upload", type=int, metavar="N")
        change.add_argument("--who", default=_user(), help="who does it, for the history")
    listing = command("list", _list, "List the measures.")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    show = command("show", _show, "Show a measure's answer.")
    show.add_argument("measure", metavar="MEASURE")
    show.add_argument("--format", choices=("json", "csv"), default="json")
    show.add_argument("--version", type=int, help="as it was at this version of the data")
    for name in ("locality", "flag", "case", "agency", "type"):
        show.add_argument(f"--{name}", help=f"only this {name}")
    show.add_argument(
        "--without", action="append", metavar="CASE", help="leave this case out; may be given more than once"
    )
    show.add_argument("--every", choices=("year", "quarter"), help="the length of a period")
    show.add_argument("--tier", type=int, choices=(1, 2, 3), help="only this demand tier")
    for name, words in (("since", "from this month on"), ("until", "up to and with this month")):
        show.add_argument(f"--{name}", type=_month, metavar="2025-01", help=words)
    show.add_argument(
        "--said", choices=("Value", "Failure", "Not sure", "Not classified"), help="only demands that are"
    )
    show.add_argument("--words", help="only where these words occur")
    xmr = command("xmr", _xmr, "The capability chart (XmR) of two columns of a file, as JSON.", months)
    xmr.add_argument("file", type=Path, metavar="FILE")
    xmr.add_argument("--date", required=True, metavar="COL", help="the heading of the dates")
    xmr.add_argument("--value", required=True, metavar="COL", help="the heading of the values")
    xmr.add_argument("--baseline", type=int, metavar="N", help="freeze the lines on the first N points")
    xmr.add_argument(
        "--step", action="append", default=[], metavar="DATE", help="a step change: new lines from this date"
    )
    xmr.add_argument("--screen", action="store_true", help="leave out moving ranges of 3.267 times their mean or more")
    xmr.add_argument("--minimum", type=float, help="what the measure cannot be below")
    xmr.add_argument("--maximum", type=float, help="what the measure cannot be above")
    xmr.add_argument("--format", choices=("json",), default="json")
    command("run", _run, f"Open the app in the browser. {FOR_STREAMLIT}")
    demo = command("demo", _demo, f"Open the app on demonstration data. {FOR_STREAMLIT}", at=store_of_its_own)
    demo.add_argument("--fill-only", action="store_true", help="put the data into the store, and do not open the app")
    blank = command("template", _template, "Write an empty workbook for a kind of sheet.")
    blank.add_argument("kind", choices=sorted(SHEETS), metavar="KIND", help=", ".join(SHEETS))
    blank.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    return parser


def _prepare(options: argparse.Namespace) -> list[Prepared] | None:
    """Every file, read and checked; None where a file or sheet cannot be found, which is said."""
    found = []
    for path in options.files:
        try:
            content = path.read_bytes()
        except OSError as error:
            print(f"{path}: {error.strerror or error}. Check the name of the file.", file=sys.stderr)
            return None
        try:
            found.append(prepare(path.name, content, month_first=options.month_first, said=partial(_said, options)))
        except _Unclear as error:
            print(error, file=sys.stderr)
            return None
    names = {sheet.name for file in found for sheet in file.sheets}
    every = {cells.sheet for file in found for cells in file.workbook.sheets}
    flags = [("--month-first", name, names) for name in options.month_first]
    flags += [("--kind", name, every) for name, _ in options.kind] + [
        ("--column", name, every) for name, *_ in options.column
    ]
    for flag, name, there in flags:
        if there and name not in there:  # or its dates would be read day first, without a word
            print(f'There is no sheet "{name}" for {flag}: there are {", ".join(sorted(there))}.', file=sys.stderr)
            return None
    return found


class _Unclear(ValueError):
    """What the flags say of a sheet cannot be done: a sentence."""


def _said(options: argparse.Namespace, cells: Cells) -> Said | None:
    """What the flags say of a sheet: its kind, and what some of its headings are."""
    kind = next((kind for name, kind in options.kind if name == cells.sheet), None)
    columns = [(heading, words) for name, heading, words in options.column if name == cells.sheet]
    if not kind and not columns or cells.hidden or cells.problem:
        return None
    if kind == NOT_LOADED:
        return Said(NOT_LOADED)
    found, rows = recognise(cells), top_rows(cells)
    sheet = SHEETS[kind] if kind else found.kind
    if sheet is None:
        raise _Unclear(
            f'Sheet "{cells.sheet}" is not recognised: say which kind it is too, such as --kind "{cells.sheet}=households".'
        )
    wanted = {normalise(heading) for heading, _ in columns}
    row = next((headings for _, headings in rows if wanted and wanted <= set(map(normalise, headings.values()))), None)
    headings = row or (found.headings if sheet is found.kind else headings_for(sheet, rows))
    said = Said.of(sheet.kind, headings)
    for heading, words in columns:
        positions = [position for position, there in headings.items() if normalise(there) == normalise(heading)]
        if not positions:
            there = ", ".join(headings.values())
            raise _Unclear(f'There is no heading "{heading}" on sheet "{cells.sheet}": there are {there}.')
        name = field(sheet, words)
        if name is None:
            raise _Unclear(
                f'"{words}" is no field of {sheet.title}: there are {", ".join(c.title for c in (*sheet.columns, *sheet.flags))}'
                f"{', flag' if sheet.flags else ''} and leave-out."
            )
        for position in positions:
            said = said.also(headings, position, name)
    return said


def _open(options: argparse.Namespace) -> Store:
    """The store that is there. To ask a mistyped one would find nothing, and make an empty one besides."""
    if not options.store.exists():
        raise StoreError(STORE_SAYS["no-store"].format(path=options.store))
    return Store.open(options.store)


def _say_problems(prepared: list[Prepared]) -> None:
    for problem in [p for file in prepared for p in file.problems] + across_files(prepared):
        print(problem)


def _check(options: argparse.Namespace) -> int:
    prepared = _prepare(options)
    if prepared is None:
        return 1
    _say_problems(prepared)
    others: list[Problem] = []
    if options.store.exists():  # a file can be checked without a store, and while another program has it
        try:
            with Store.open(options.store) as store:
                others = _say_other_things(store, prepared)
        except StoreError as error:
            print(f"Not compared with what is loaded. {error}", file=sys.stderr)
    stops = others and not options.same_refs
    return 1 if stops or any(file.stops() for file in prepared) or across_files(prepared) else 0


def _say_other_things(store: Store, prepared: list[Prepared], replaces: Sequence[int] = ()) -> list[Problem]:
    """Say which rows may be of other things than what is loaded under their references; those that stop the load."""
    found = [
        problem
        for file in prepared
        for sheet in file.sheets
        for problem in other_things(sheet, store.preview(file.incoming_sheet(sheet, replaces)))
    ]
    for problem in found:
        print(problem)
    return stopping(found)


def _load(options: argparse.Namespace) -> int:
    prepared = _prepare(options)
    if prepared is None:
        return 1
    _say_problems(prepared)
    if any(file.stops(options.leave_out) for file in prepared) or across_files(prepared):
        print("Nothing was loaded. Mend what is listed above and load again.", file=sys.stderr)
        return 1
    sheets = [
        sheet
        for i, file in enumerate(prepared)
        for sheet in file.incoming(options.leave_out, options.replaces if i == 0 else ())
    ]
    if not sheets:
        print("Nothing was loaded: every row has a problem, so every row was left out.", file=sys.stderr)
        return 1
    with Store.open(options.store) as store:
        if _say_other_things(store, prepared, options.replaces) and not options.same_refs:
            print("Nothing was loaded. Mend what is listed above and load again.", file=sys.stderr)
            return 1
        for loaded in store.load(sheets, options.who):
            print(describe.what_was_loaded(loaded))
    return 0


def _uploads(options: argparse.Namespace) -> int:
    with _open(options) as store:
        uploads = store.uploads()
    if options.format == "json":
        print(json.dumps([{**vars(u), "withdrawn": u.withdrawn} for u in uploads], default=str, indent=2))
    for u in uploads if options.format == "text" else ():
        state = "withdrawn" if u.withdrawn else f"{u.current_rows:,} in use"
        print(
            f"{u.upload}\t{describe.moment(u.loaded_at)}\t{u.who}\t{u.file_name}\t{u.sheet}\t{SHEETS[u.kind].title}\t"
            f"{u.rows_loaded:,} rows, {u.rows_left_out:,} left out, {u.rows_already_there:,} already there\t{state}"
        )
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    with _open(options) as store:
        store.withdraw(options.upload, options.who)
    print(f"Upload {options.upload} is withdrawn. `reinstate {options.upload}` brings it back.")
    return 0


def _reinstate(options: argparse.Namespace) -> int:
    with _open(options) as store:
        store.reinstate(options.upload, options.who)
    print(f"Upload {options.upload} is back.")
    return 0


def _list(options: argparse.Namespace) -> int:
    if options.format == "json":
        print(json.dumps([{"name": m.name, "title": m.title} for m in MEASURES.values()], indent=2))
    else:
        width = max(map(len, MEASURES))
        for m in MEASURES.values():
            print(f"{m.name:{width}}  {m.title}")
    return 0


def _show(options: argparse.Namespace) -> int:
    if options.measure not in MEASURES:
        print(f"There is no measure {options.measure}. `python -m measures list` names them.", file=sys.stderr)
        return 1
    with _open(options) as store:
        if options.version is not None:
            store.require_version(options.version)
        answer = answers.ask(
            store,
            options.measure,
            {name: getattr(options, name) for name in FILTERS},
            version=options.version,
        )
    if options.format == "json":
        print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2, default=str))
    else:
        rows = answer.as_dict()["rows"]
        csv.write(rows, list(rows[0]) if rows else list(answer.shape.columns), sys.stdout)
    return 0


def _xmr(options: argparse.Namespace) -> int:
    try:
        content = options.file.read_bytes()
        steps = [dt.date.fromisoformat(step) for step in options.step]
    except OSError as error:
        print(f"{options.file}: {error.strerror or error}. Check the name of the file.", file=sys.stderr)
        return 1
    except ValueError:
        print("A step change needs a date such as 2025-10-01.", file=sys.stderr)
        return 1
    found = series(options.file.name, content, options.date, options.value, month_first=bool(options.month_first))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if stopping(found.problems):
        return 1
    places = [next((i for i, day in enumerate(found.dates) if day >= step), len(found.dates)) for step in sorted(steps)]
    try:
        chart = spc.chart(found.values, steps=places, baseline=options.baseline, screen=options.screen)
    except ValueError as error:
        print(f"The chart cannot be drawn so: {error}.", file=sys.stderr)
        return 1
    said = spc.as_dict(chart, [str(day) for day in found.dates], minimum=options.minimum, maximum=options.maximum)
    print(
        json.dumps(
            {**said, "screened": options.screen, "baseline": options.baseline, "left_out": found.left_out}, indent=2
        )
    )
    return 0


def _demo(options: argparse.Namespace) -> int:
    with Store.open(options.store) as store:
        empty = not store.uploads()
        demonstration.fill(store)
    says = "The demonstration data is in {}." if empty else "{} holds data already, so it was left as it is."
    print(says.format(options.store), flush=True)
    return 0 if options.fill_only else _run(options)


def _run(options: argparse.Namespace) -> int:
    """The app, in this process, until it is stopped: what stops the command stops the app."""
    os.environ["MEASURES_STORE"] = str(options.store.resolve())
    sys.argv = ["streamlit", "run", str(APP / "app.py"), *options.for_streamlit]
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _template(options: argparse.Namespace) -> int:
    try:
        options.output.write_bytes(template(SHEETS[options.kind]))
    except OSError as error:
        print(f"{options.output}: {error.strerror or error}. Choose another place with -o.", file=sys.stderr)
        return 1
    print(f"Wrote {options.output}. Its second row is an example: type over it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
