"""What each command does: one function each, given the words it was called with. It gives the exit status."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import runpy
import sys
from contextlib import ExitStack

from measures import answers, demonstration, loading, logs, spc, views
from measures.audit import Event, Kind, Trail, look, note
from measures.catalogue import MEASURES
from measures.cells import Date, Level
from measures.cells.words import normalise
from measures.export import csv
from measures.loading import Asked, Load, Remembered
from measures.personal.details import POSTCODE, masked
from measures.personal.words import WRITTEN_BEFORE
from measures.place import APP
from measures.problems import Problem, StoreError, stopping
from measures.questions.personal import REFERENCES, asked_for
from measures.schema import Sheet
from measures.sheets import SHEETS, title
from measures.store import Store, snapshots
from measures.store.beside import remembered, write_for_the_owner
from measures.store.names import ref_key
from measures.views import changes, loads
from measures.words import listed, moment
from measures.workbook.by_hand import AT, NOT_LOADED, SUGGESTED, YEAR, Override, field
from measures.workbook.completed import said_year
from measures.workbook.heading_rows import heading_rows, headings_for, without_headings
from measures.workbook.headings import recognise
from measures.workbook.marked import NOT_IN_COPY, marked
from measures.workbook.points import series
from measures.workbook.prepare import Prepared, understand
from measures.workbook.read import Cells, Workbook
from measures.workbook.tables import opened

FILTERS = (
    "locality",
    "flag",
    "tier",
    "case",
    "household",
    "without",
    "every",
    "within",
    "agency",
    "type",
    "since",
    "until",
    "said",
    "words",
)


class Unclear(Exception):
    """What the words of a command say cannot be done: a sentence."""


# -- Check and load


def check(options: argparse.Namespace) -> int:
    """What is wrong with files, without loading them."""
    books = _read(options)
    with ExitStack() as stack:
        store, why_not = None, ""
        if options.store.exists():  # a file can be checked without a store, and while another program has it
            try:
                store = stack.enter_context(Store.open(options.store))
            except StoreError as error:
                why_not = f"Not compared with what is loaded. {error} {error.command}".rstrip()
        load = Load(_understood(options, books, store), answers=dict(options.answer))
        _say(load)
        asked = _ask(load, store) if store else Asked()
    if why_not:
        print(why_not, file=sys.stderr)
    if options.marked:
        _write_marked(options, load, load.beside(asked) if store else [])
    return 1 if load.stops or asked.unanswered else 0


def _write_marked(options: argparse.Namespace, load: Load, beside: list[Problem]) -> None:
    """Write a copy of the one file with its problems marked. Raises Unclear where that cannot be."""
    file, *others = load.files
    if others:
        raise Unclear("--marked writes a copy of one file: check the files one by one.")
    made = marked(options.files[0].read_bytes(), file, [*beside, *load.problems])
    if made.problem:
        raise Unclear(f"No marked copy was made. {made.problem}")
    try:
        write_for_the_owner(options.marked, made.content)
    except OSError as error:
        raise Unclear(f"{options.marked}: {error.strerror or error}. Choose another place for --marked.") from error
    print(f"Wrote {options.marked}, in which each problem is marked. {NOT_IN_COPY}", file=sys.stderr)


def load(options: argparse.Namespace) -> int:
    """Load files: all of them, or none."""
    books = _read(options)
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(options.store)) if options.store.exists() else None
        files = _understood(options, books, store)
        load = Load(files, options.leave_out, tuple(options.replaces), dict(options.answer))
        _say(load)
        if load.stops:
            return _nothing_loaded(". Mend what is listed above and load again.")
        if not load.has_rows:
            return _nothing_loaded(": every row has a problem, so every row was left out.")
        store = store or stack.enter_context(Store.open(options.store))  # made only for what can be loaded
        asked = _ask(load, store)
        if asked.unanswered:
            return _nothing_loaded(". Answer what is asked above, or mend the file, and load again.")
        incoming = load.incoming(asked)
        if not incoming:
            return _nothing_loaded(": every row was left out, as the answers say.")
        for loaded in store.load(incoming, options.who):
            print(loads.what_was_loaded(loaded))
    return 0


def _nothing_loaded(why: str) -> int:
    print(f"Nothing was loaded{why}", file=sys.stderr)
    return 1


def _say(load: Load) -> None:
    for problem in load.problems:
        print(_named_no_more(str(problem)))


def _ask(load: Load, store: Store) -> Asked:
    """Ask what must be known before the load: which rows may be of other things than what is loaded under their
    references, and each question that is not answered. Raises Unclear where an answer is none of its choices."""
    asked = load.ask(store)
    written = loading.before(store).written
    if kept := [name for name in asked_for([load.answers]) if name in written and _has(load, name)]:
        raise Unclear(WRITTEN_BEFORE.format(title=REFERENCES[kept[0]], upload=written[kept[0]]))
    for question in asked.questions:
        answer = question.answer(load.answers)
        if answer and not question.choice(answer):
            names = listed([choice.written for choice in question.choices], "or")
            raise Unclear(f'"{answer}" is no answer to "{question.name}": write {names}.')
    for problem in load.beside(asked):
        print(_named_no_more(str(problem)))
    for question in asked.questions:
        if question in asked.unanswered:
            print(_named_no_more(loads.asked(question)))
        elif question.plain and not question.answer(load.answers):
            print(_named_no_more(f"{question.sheet}: {question.sentence}"), file=sys.stderr)
    return asked


def _named_no_more(words: str) -> str:
    """What is said of a file without the people in it, for what a command prints is often kept. A postcode is what
    it is about."""
    return masked(words, but=(POSTCODE,))


def _has(load: Load, name: str) -> bool:
    return any(name in sheet.rows.column_names for _, sheet in load.sheets)


def _read(options: argparse.Namespace) -> list[Workbook]:
    """Every file, opened."""
    books = []
    for path in options.files:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Unclear(f"{path}: {error.strerror or error}. Check the name of the file.") from error
        books.append(opened(path.name, content, letters=options.letters))
    return books


def _understood(options: argparse.Namespace, books: list[Workbook], store: Store | None) -> tuple[Prepared, ...]:
    """Every file, checked: each sheet as the flags say, or else as was said of the same headings last time, which is
    told."""
    uploads = loading.remembering(store) if store else []
    files = []
    for book in books:
        before = loading.overrides_before(book, uploads)
        now = {cells.sheet: _override(options, cells, before.get(cells.sheet)) for cells in book.sheets}
        given = {sheet: override for sheet, override in now.items() if override}
        overrides, as_before = loading.in_force(before, given)
        files.append(understand(book, overrides=overrides))
        for sheet, upload in as_before.items():
            print(f"{sheet}: {loads.read_as_before(upload)}", file=sys.stderr)
    _require_sheets(options, files)
    return tuple(files)


def _require_sheets(options: argparse.Namespace, files: list[Prepared]) -> None:
    """Raise Unclear where a flag names a sheet that is not there: its dates would be read day first, without a word."""
    every = {cells.sheet for file in files for cells in file.workbook.sheets}
    flags = [("--month-first", name, every) for name in options.month_first]
    flags += [("--day-first", name, every) for name in options.day_first]
    flags += [("--kind", name, every) for name, _ in options.kind]
    flags += [("--column", name, every) for name, *_ in options.column]
    flags += [("--read", name, every) for name, *_ in options.read]
    flags += [("--value", name, every) for name, *_ in options.value]
    for flag, name, there in flags:
        if there and name not in there:
            raise Unclear(f'There is no sheet "{name}" for {flag}: there are {", ".join(sorted(there))}.')


def _override(options: argparse.Namespace, cells: Cells, before: Remembered | None) -> Override | None:
    """How the flags say that a sheet is to be read. A kind is said anew; a heading beside what was said of the others
    before."""
    kind = next((kind for name, kind in options.kind if name == cells.sheet), None)
    columns = [(heading, words) for name, heading, words in options.column if name == cells.sheet]
    ways = [(heading, way) for name, heading, way in options.read if name == cells.sheet]
    values = [(words, value) for name, words, value in options.value if name == cells.sheet]
    order = dict.fromkeys(options.day_first, False) | dict.fromkeys(options.month_first, True)
    month_first = order.get(cells.sheet, before.override.month_first if before and kind else None)
    if not (kind or columns or ways or values or cells.sheet in order) or cells.hidden or cells.problem:
        return None
    if kind == NOT_LOADED:
        return Override(NOT_LOADED)
    override = before.override if before and not kind else None
    recognised, rows = recognise(cells, override), [*heading_rows(cells), (0, without_headings(cells))]
    if kind == SUGGESTED and not recognised.suggested:
        raise Unclear(f'Nothing is suggested for sheet "{cells.sheet}": say which kind it is, of {", ".join(SHEETS)}.')
    if kind in (SUGGESTED, None):
        override = recognised.suggested or override
    sheet = SHEETS.get(kind or "", recognised.kind)
    if sheet is None:
        raise Unclear(
            f'Sheet "{cells.sheet}" is not recognised: say which kind it is too, such as --kind '
            f'"{cells.sheet}=households".'
        )
    wanted = {normalise(heading) for heading, _ in (*columns, *ways)}
    row = next((headings for _, headings in rows if wanted and wanted <= set(map(normalise, headings.values()))), None)
    headings = row or (dict(recognised.own_headings) if sheet is recognised.kind else headings_for(sheet, rows[:-1]))
    if override is None and recognised.kind is sheet:
        override = recognised.as_read()
    override = override if override and override.fits(headings) else Override.of(sheet.kind, headings)
    for words, value in values:
        undated = recognised.layout.undated if recognised.layout else {}
        if normalise(words) == "year" and any(isinstance(column.type, Date) for column in sheet.columns):
            if not (year := said_year(value)):
                raise Unclear(f'"{value}" is no year: write one such as 2025, or 2024/25 for April 2024 to March 2025.')
            override = override.with_given(YEAR, year)
            continue
        occasion = next((AT + normalise(each) for each in undated if normalise(each) == normalise(words)), "")
        override = override.with_given(occasion or _field(sheet, words), value.strip())
    for heading, words in columns:
        positions = _positions(cells, headings, heading)
        name = _field(sheet, words)
        for position in positions:
            override = override.also(headings, position, name)
    for heading, way in ways:
        override = _read_in(cells, override, headings, heading, way)
    if month_first is not None:
        override = override.dated(month_first=month_first)
    return override.confirmed if kind else override  # what is guessed of the others is said with the kind


def _field(sheet: Sheet, words: str) -> str:
    """The field that these words name. Raises Unclear where there is none."""
    name = field(sheet, words)
    if name is None:
        over = [f"across {sheet.column(column).title}" for column in sheet.across]
        titles = ", ".join([*(column.title for column in (*sheet.columns, *sheet.flags)), *over])
        raise Unclear(
            f'"{words}" is no field of {sheet.title}: there are '
            f"{titles}{', flag' if sheet.flags else ''} and leave-out."
        )
    return name


def _positions(cells: Cells, headings: dict[int, str], heading: str) -> list[int]:
    """Where this heading is. Raises Unclear where it is not there."""
    positions = [position for position, there in headings.items() if normalise(there) == normalise(heading)]
    if not positions:
        there = ", ".join(headings.values())
        raise Unclear(f'There is no heading "{heading}" on sheet "{cells.sheet}": there are {there}.')
    return positions


def _read_in(cells: Cells, override: Override, headings: dict[int, str], heading: str, way: str) -> Override:
    """The same, and that the column of this heading is read in this way; or, of HEADING:WORDS, that cells which say
    these words are read as others, or as blank. Raises Unclear where it cannot be."""
    head, colon, words = heading.rpartition(":")
    if colon and words.strip() and normalise(heading) not in map(normalise, headings.values()):
        read_as = {words.strip(): "" if way.strip().lower() == "blank" else way.strip()}
        for position in _positions(cells, headings, head):
            override = override.read_words(headings[position], read_as)
        return override
    recognised = recognise(cells, override)
    for position in _positions(cells, headings, heading):
        type_ = recognised.type_at(position)
        ways = type_.ways() if type_ else ()
        if not type_ or not type_.read_in(way.strip().lower()):
            instead = f"it can be read as {listed(ways, 'or')}" if ways else "its column has one way only"
            if isinstance(type_, Level):
                instead = "write each level with its tier, such as 1:3, 2:2, 3:1, 0:-"
            raise Unclear(f'"{heading}" on sheet "{cells.sheet}" cannot be read as "{way}": {instead}.')
        override = override.read_in(headings[position], way.strip().lower())
    return override


# -- The history


def open_store(options: argparse.Namespace) -> Store:
    """The store that is there. To ask a mistyped one would find nothing, and make an empty one besides."""
    if not options.store.exists() and not remembered(options.store):
        raise StoreError("no-store", path=options.store)
    return Store.open(options.store)


def uploads(options: argparse.Namespace) -> int:
    """What was loaded, a line each."""
    with open_store(options) as store:
        history = store.uploads()
    if options.format == "json":
        print(json.dumps([{**vars(u), "withdrawn": u.withdrawn} for u in history], default=str, indent=2))
    for u in history if options.format == "text" else ():
        state = "withdrawn" if u.withdrawn else f"{u.current_rows:,} in use"
        print(
            f"{u.upload}\t{moment(u.loaded_at)}\t{u.who}\t{u.file_name}\t{u.sheet}\t{title(u.kind)}\t"
            f"{u.rows_loaded:,} rows, {u.rows_left_out:,} left out, {u.rows_already_there:,} already there\t{state}"
        )
    return 0


def readings(options: argparse.Namespace) -> int:
    """How sheets with the same headings are read, as somebody said."""
    with open_store(options) as store:
        kept = loading.readings(store)
    if options.format == "json":
        print(json.dumps([{"upload": r.upload.upload, **r.override.as_dict()} for r in kept], indent=2))
    for reading in kept if options.format == "text" else ():
        upload = reading.upload
        said = loads.read_by_hand(title(reading.override.kind), reading.override.in_words())
        print(f"{upload.upload}\t{moment(upload.loaded_at)}\t{upload.who}\t{upload.file_name}\t{upload.sheet}\t{said}")
    return 0


def forget(options: argparse.Namespace) -> int:
    """Read sheets with the headings of an upload by these alone."""
    with open_store(options) as store:
        loading.forget(store, options.upload, options.who)
    print(
        f"Sheets with the headings of upload {options.upload} are read by their headings alone, until you say "
        f"otherwise."
    )
    return 0


def withdraw(options: argparse.Namespace) -> int:
    """End an upload's life."""
    with open_store(options) as store:
        if options.dry_run:
            return _foretell(store, options.upload, withdrawn=True)
        store.withdraw(options.upload, options.who)
        stay = loads.stay_withdrawn(options.upload, store.uploads())
    print(f"Upload {options.upload} is withdrawn. `reinstate {options.upload}` brings it back.")
    if stay:
        print(stay)
    return 0


def _foretell(store: Store, upload: int, *, withdrawn: bool) -> int:
    """Say what withdrawing an upload, or bringing it back, would change: the rows, and each headline as it is and
    would be."""
    now = changes.headlines(lambda name: answers.ask(store, name))
    with store.tried(upload, withdrawn=withdrawn) as then:
        rows = changes.rows(then.difference(store.version(), then.version()))
        moved = changes.moved(now, changes.headlines(lambda name: answers.ask(then, name)))
    print(f"{rows} {changes.how_many(moved, would=True)}")
    for row in moved:
        print(f"{row['Measure']}: {row['Before']} -> {row['After']}")
    if withdrawn and (stay := loads.stay_withdrawn(upload, store.uploads())):
        print(stay)
    return 0


def reinstate(options: argparse.Namespace) -> int:
    """Bring an upload back."""
    with open_store(options) as store:
        if options.dry_run:
            return _foretell(store, options.upload, withdrawn=False)
        store.reinstate(options.upload, options.who)
    print(f"Upload {options.upload} is back.")
    return 0


def accept_older(options: argparse.Namespace) -> int:
    """Go on with a store that has fewer versions than it had."""
    Store.accept_older(options.store)
    print(f"The store at {options.store} is used as it is.")
    return 0


# -- Measures


def list_measures(options: argparse.Namespace) -> int:
    """The measures, by name and title."""
    if options.format == "json":
        print(json.dumps([{"name": m.name, "title": m.title} for m in MEASURES.values()], indent=2))
    else:
        width = max(map(len, MEASURES))
        for m in MEASURES.values():
            print(f"{m.name:{width}}  {m.title}")
    return 0


def show(options: argparse.Namespace) -> int:
    """One measure's answer."""
    if options.measure not in MEASURES:
        now = next((m.name for m in MEASURES.values() if m.formerly == options.measure), None)
        instead = f"It is a part of {now} now." if now else "`python -m measures list` names them."
        print(f"There is no measure {options.measure}. {instead}", file=sys.stderr)
        return 1
    of, given = MEASURES[options.measure].filters, [name for name in FILTERS if getattr(options, name) is not None]
    if other := [f"--{name}" for name in given if name not in of]:  # or it would be of all, without a word
        by = f"by {listed([f'--{name}' for name in FILTERS if name in of], 'or')}" if of else "of all alone"
        print(f"{options.measure} cannot be asked by {listed(other, 'or')}: it is asked {by}.", file=sys.stderr)
        return 1
    periods = MEASURES[options.measure].periods
    if options.every and periods and options.every not in periods:
        print(f"{options.measure} is asked by {' or '.join(periods)}, not by {options.every}.", file=sys.stderr)
        return 1
    with open_store(options) as store:
        if options.version is not None:
            store.require_version(options.version)
        chosen = _filters(options, store)
        if event := look(Trail(options.store), options.who, options.measure, chosen):
            note(options.store, event)
        answer = answers.ask(store, options.measure, chosen, version=options.version)
        if unknown := _unknown(store, chosen["without"], options.version):
            print(f"No case here is {listed(unknown, 'or')}, so none is left out for that.", file=sys.stderr)
        if answer.is_empty:
            print(views.missing(answer, store.counts(options.version)), file=sys.stderr)
    if options.format == "json":
        print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2, default=str))
    else:
        rows = answer.as_dict()["rows"]
        csv.write(rows, list(rows[0]) if rows else list(answer.shape.columns_of(answer.measure)), sys.stdout)
    return 0


def _unknown(store: Store, without: object, version: int | None) -> list[str]:
    """The cases that are to be left out and have no cost and no interaction here."""
    asked = without if isinstance(without, list) else []
    rows = store.rows("SELECT DISTINCT case_ref FROM transactions", ["transactions"], version=version) if asked else []
    known = {ref_key(row["case_ref"]) for row in rows}
    return [case for case in asked if ref_key(case) not in known]


def _filters(options: argparse.Namespace, store: Store) -> dict[str, object]:
    """What an answer is asked for, with references as the store has them."""
    found = {name: getattr(options, name) for name in FILTERS}
    for name, column in (("case", "case_ref"), ("household", "household_ref")):
        if found[name]:
            found[name] = loading.as_kept(store, column, found[name])
    if found["without"]:
        found["without"] = [loading.as_kept(store, "case_ref", case) for case in found["without"]]
    return found


def xmr(options: argparse.Namespace) -> int:
    """A capability chart of two columns of a file."""
    try:
        content = options.file.read_bytes()
        steps = [dt.date.fromisoformat(step) for step in options.step]
    except OSError as error:
        print(f"{options.file}: {error.strerror or error}. Check the name of the file.", file=sys.stderr)
        return 1
    except ValueError:
        print("A step change needs a date such as 2025-10-01.", file=sys.stderr)
        return 1
    found = series(
        options.file.name,
        content,
        options.date,
        options.value,
        month_first=True if options.month_first else False if options.day_first else None,
    )
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


# -- To begin with


def demo(options: argparse.Namespace) -> int:
    """The app on the demonstration data, in a store of its own."""
    with Store.open(options.store) as store:
        empty = not store.uploads()
        demonstration.fill(store)
    says = "The demonstration data is in {}." if empty else "{} holds data already, so it was left as it is."
    print(says.format(options.store), flush=True)
    return 0 if options.fill_only else run(options)


def run(options: argparse.Namespace) -> int:
    """The app, in this process, until it is stopped: what stops the command stops the app."""
    logs.begin_to_print()
    os.environ["MEASURES_STORE"] = str(options.store.resolve())
    snapshots.role()
    # Streamlit's greeting, before which it asks a server elsewhere for the address of a machine that listens to all.
    quiet = ["--logger.hideWelcomeMessage=true"] if logs.is_json() else []
    sys.argv = ["streamlit", "run", str(APP / "server.py"), *quiet, *options.for_streamlit]
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def template(options: argparse.Namespace) -> int:
    """An empty workbook."""
    from measures.workbook.template import template as workbook_of  # what it is made with, no other command needs

    try:
        options.output.write_bytes(workbook_of(SHEETS[options.kind]))
    except OSError as error:
        print(f"{options.output}: {error.strerror or error}. Choose another place with -o.", file=sys.stderr)
        return 1
    print(f"Wrote {options.output}. Its second row is an example: type over it.")
    return 0


def hand_over(options: argparse.Namespace, content: bytes, said: str = "") -> int:
    """Write a file that is taken away, note that in the trail, and say by what two people can tell that they have
    the same."""
    from measures.export.sealed import SEAL, seal

    try:
        write_for_the_owner(options.file, content)
    except OSError as error:
        print(f"{options.file}: {error.strerror or error}. Choose another place.", file=sys.stderr)
        return 1
    note(options.store, Event(Kind.TOOK_AWAY, options.who, options.file.name))
    print(f"Wrote {options.file}{said}.\n{SEAL}: {seal(content)}")
    return 0
