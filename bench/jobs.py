"""What is measured. Each job runs in a process of its own (`python -m bench JOB …`) and gives a dict of what it
found."""

from __future__ import annotations

import datetime as dt
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ASKED = 15  # times each question is asked; the median counts
SHEETS = 40
COPIES = 125  # of the demonstration's 8,000 demands make a million


def memory(who: int = resource.RUSAGE_SELF) -> int:
    """The most memory this process has used, or any process that it started and that has ended. In bytes."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def upload(path: str, worker_is: str) -> dict:
    """A file's bytes to committed rows, in a new store. The worker that opens it is “waiting”, or “not started”."""
    import pandas  # noqa: F401  (the app has it from the start, for Streamlit does; pyarrow asks for it at its first value)

    from measures.store import Store
    from measures.workbook.prepare import prepare
    from measures.workbook.read import get_ready

    content = Path(path).read_bytes()
    if worker_is == "waiting":  # as on the Upload page, where it starts while a person looks for the file
        get_ready()
        time.sleep(2)
    marks: list[tuple[float, int]] = []  # when, and the app's peak memory then

    def mark(_: str = "") -> None:
        marks.append((time.perf_counter(), memory()))

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.duckdb") as store:
        mark()
        prepared = prepare(Path(path).name, content, step=mark)  # marks: opening, reading the sheets, checking
        mark()
        loaded = store.load(prepared.incoming(), "bench")
        mark()
    (start, _), *_, (checking, app_while_reading), (checked, _), (end, app) = marks
    worker = max(prepared.workbook.peak_memory, memory(resource.RUSAGE_CHILDREN))
    return {
        "rows": sum(each.rows for each in loaded),
        "read": checking - start,
        "check": checked - checking,
        "load": end - checked,
        "seconds": end - start,
        "app": app,
        "worker": worker,
        "in all": max(app_while_reading + worker, app),
    }


def reader(path: str) -> dict:
    """The fastest reader alone: cells as Arrow text, unchecked and kept nowhere."""
    import fastexcel
    import pyarrow  # noqa: F401  (fastexcel imports it when it is first needed)

    start = time.perf_counter()
    sheet = fastexcel.read_excel(path).load_sheet("Demands", header_row=None, skip_rows=0, dtypes="string")
    rows = sheet.to_arrow().num_rows - 1
    return {"rows": rows, "seconds": time.perf_counter() - start, "app": memory()}


def pandas(path: str) -> dict:
    """pandas and openpyxl, as a notebook would."""
    import openpyxl  # noqa: F401  (pandas imports it when it is first needed)
    import pandas

    start = time.perf_counter()
    rows = len(pandas.read_excel(path, engine="openpyxl"))
    return {"rows": rows, "seconds": time.perf_counter() - start, "app": memory()}


def questions(size: str = "demonstration", copies: str = str(COPIES), answered: str = "") -> dict:
    """Each measure of the catalogue, asked as a page asks it, for the first time at a version of the data and again,
    and the plain aggregate over clean columns.

    On the demonstration data; or, where `size` is "million", those that read demands, on so many copies of its demands:
    125 make a million. A measure of few rows has no aggregate. `answered` has one demand answered in the inbox.
    """
    from bench.aggregates import AGGREGATES, clean
    from measures import answers, demonstration
    from measures.catalogue import MEASURES
    from measures.store import Store

    def seconds(run, before=lambda: None) -> float:
        run()
        taken = []
        for _ in range(ASKED if size == "demonstration" else 3):
            before()
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)

    found = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.duckdb") as store:
        demonstration.fill(store)
        if size == "million":
            _multiply_demands(store, int(copies))
        if answered:
            _answer(store)
        plain = clean(store)
        for name, measure in MEASURES.items():
            if size == "million" and "demands" not in measure.sheets:
                continue
            found[name] = {
                "first": seconds(lambda measure=measure: answers.ask(store, measure), lambda: _make_a_version(store)),
                "asked": seconds(lambda measure=measure: answers.ask(store, measure)),
            }
            if name in AGGREGATES:
                query = AGGREGATES[name]
                found[name]["aggregate"] = seconds(lambda query=query: plain.sql(query).to_arrow_table().to_pylist())
    return found


def _make_a_version(store) -> None:
    """Change something that no measure reads: of a new version no answer is kept yet."""
    store.set("bench", store.version(), "bench", "Made a version")


def _answer(store) -> None:
    """Say of one demand in the inbox what it is: from then on answers are laid over all demands at every question."""
    key = store.rows("SELECT CAST(min(_key) AS VARCHAR) AS demand FROM demands", ["demands"])[0]["demand"]
    store.classify(key, "Failure", "bench")


def _multiply_demands(store, copies: int = COPIES) -> None:
    """Load the store's demands so many times in all, each time under other references and with a number of its own
    among the words: of words that are all the same a column keeps one, and to search it is to search that."""
    from measures.store import Incoming
    from measures.store.scratch import scratch

    demands = store.ask("SELECT * EXCLUDE (_upload, _row, _key, _content, _from, _to) FROM demands", ["demands"])
    with scratch(demands=demands) as db:
        many = db.sql(
            "SELECT (row_number() OVER ())::INTEGER AS row, "
            "d.* REPLACE (coalesce(demand_ref, 'none') || '-' || copy || '-' || row_number() OVER () AS demand_ref, "
            "verbatim || ' My number is ' || row_number() OVER () || '.' AS verbatim) "
            f"FROM demands d, range(1, {copies}) AS copies(copy)"
        ).to_arrow_table()
    store.load([Incoming("demands", "many.xlsx", "0" * 64, "Demands", many)], "bench")


def large(path: str, copies: str) -> dict:
    """Make a store of so many copies of the demonstration's demands, unless it is there."""
    from measures import demonstration
    from measures.store import Store

    if not Path(path).exists():
        with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:  # or half of one would be taken for it
            made = Path(folder) / "bench.duckdb"
            with Store.open(made) as store:
                demonstration.fill(store)
                _multiply_demands(store, int(copies))
            made.rename(path)
    return {"path": path}


LOOKED_FOR = {
    "a rare number": "71234",
    "a word of one in fifty": "damp",
    "two words": "damp kids",
    "a word nobody said": "zzyzx",
}


def search(path: str) -> dict:
    """Seconds, and processor seconds, of looking for words among all demands, the first time and again, and the most
    memory then."""
    from measures import answers
    from measures.store import Store

    found = {}
    with Store.open(path) as store:
        for name, words in LOOKED_FOR.items():
            begun, busy = time.perf_counter(), time.process_time()
            n = answers.ask(store, "demand_words", {"words": words}).n
            first, processor = time.perf_counter() - begun, time.process_time() - busy
            begun = time.perf_counter()
            answers.ask(store, "demand_words", {"words": words})
            again = time.perf_counter() - begun
            found[name] = {"found": n, "first": first, "again": again, "processor": processor, "app": memory()}
    return found


def reruns(size: str = "demonstration", asked: str = "") -> dict:
    """Seconds of a page's first visit and rerun, its answers kept, and of an empty page's: the script alone, without
    the browser. What is `asked` “ahead” is what the app itself asks before anybody comes. `size` may be the path of
    a store."""
    import logging
    import os

    from streamlit.testing.v1 import AppTest

    import measures.commands  # noqa: F401  (`measures run` has it, and what it imports, before there is a page to visit)
    from measures import demonstration, views
    from measures.store import Store

    views.get_ready()  # as server.py does
    logging.disable(logging.WARNING)  # Streamlit says at each run that there is no browser
    root = Path(__file__).resolve().parents[1]

    def rerun(app: AppTest) -> dict:
        first = time.perf_counter()
        app.run()
        again = time.perf_counter()
        app.run()
        assert not app.exception, app.exception
        return {"first": again - first, "again": time.perf_counter() - again}

    with tempfile.TemporaryDirectory() as folder:
        is_there = Path(size).is_file()
        os.environ["MEASURES_STORE"] = size if is_there else str(Path(folder) / "bench.duckdb")
        if not is_there:
            with Store.open(os.environ["MEASURES_STORE"]) as store:
                demonstration.fill(store)
                if size == "million":
                    _multiply_demands(store)
        empty = AppTest.from_string("import streamlit as st\nst.title('Empty')")
        empty.run()
        found = {"an empty page": rerun(empty)}
        if asked == "ahead":
            from pages.ui import ahead

            ahead.ask()
        for page in sorted((root / "pages").glob("*.py")):  # as the app runs it, with its menu
            app = AppTest.from_file(str(root / "app.py"), default_timeout=300)
            app.switch_page(f"pages/{page.name}")
            found[page.stem] = rerun(app)
    return found


def sheets() -> dict:
    """A workbook of forty small sheets, read and checked: what a person waits for who drops a year of weekly sheets."""
    import io

    from openpyxl import Workbook

    from measures.workbook.prepare import prepare
    from measures.workbook.read import get_ready

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for number in range(SHEETS):
        sheet = book.create_sheet(f"Week {number + 1}")
        sheet.append(("Received on", "What the person asked", "Value or failure", "Agency", "Minutes"))
        for row in range(20):
            asked = f"Caller {number}-{row}: when will somebody come?"
            sheet.append((dt.date(2025, 1, 6) + dt.timedelta(7 * number), asked, "Failure", "Housing", row + 2))
    file = io.BytesIO()
    book.save(file)
    get_ready()
    time.sleep(2)
    start = time.perf_counter()
    prepared = prepare("weeks.xlsx", file.getvalue())
    checked = time.perf_counter()
    assert len(prepared.sheets) == SHEETS and not prepared.stops()
    return {"seconds": checked - start}


def browser(size: str = "demonstration") -> dict:
    """Seconds in a real browser: from the start of the app to its first page, then each page for the first time and
    again."""
    import os

    from playwright.sync_api import sync_playwright

    from measures import demonstration
    from measures.store import Store
    from tests.browser.conftest import SWITCHES, chromium, serving

    root = Path(__file__).resolve().parents[1]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        with Store.open(path) as store:
            demonstration.fill(store)
            if size == "million":
                _multiply_demands(store)
        os.environ["MEASURES_STORE"] = str(path)
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
            start = time.perf_counter()
            with serving(path, Path(folder) / "server.log") as address:
                page = opened.new_page(viewport={"width": 1440, "height": 900})
                page.set_default_timeout(300_000)

                def visit(name: str) -> float:
                    begun = time.perf_counter()
                    page.goto(f"{address}/{name}")
                    page.locator("h1").first.wait_for()
                    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
                    return time.perf_counter() - begun

                visit("")
                found["from the start of the app to the board"] = {
                    "first": time.perf_counter() - start,
                    "again": visit(""),
                }
                for each in sorted((root / "pages").glob("*.py")):
                    found[each.stem] = {"first": visit(each.stem), "again": visit(each.stem)}
    return found


def workbook(path: str, rows: str) -> dict:
    """Make the workbook to measure."""
    from bench.workbook import make

    return {"path": str(make(Path(path), int(rows)))}


def viewers(people: str = "50", seconds: str = "120") -> dict:
    """Many people at once: see `bench.viewers`."""
    from bench.viewers import viewers

    return viewers(int(people), float(seconds))


def soak(minutes: str = "20") -> dict:
    """A working day in so many minutes: see `bench.soak`."""
    from bench.soak import soak

    return soak(float(minutes))


def published(path: str) -> dict:
    """Make a store of which the board is published, to measure files of."""
    from measures import demonstration, releases
    from measures.store import Store

    Path(path).unlink(missing_ok=True)
    with Store.open(path) as store:
        demonstration.fill(store)
        releases.publish(store, releases.draft(store), "bench")
    return {"path": path}


FILES = (
    "a card's picture, SVG",
    "a card's picture, PNG",
    "a card's slide",
    "a card's workbook",
    "the rows behind a card, 8,000",
    "the workbook of measures",
    "the pack as slides",
    "the pack as a page",
    "the pack on paper",
)


def file(path: str, name: str) -> dict:
    """A file as somebody takes it away of what `published` made, for the first time in a process, with what its
    libraries need to start, and again; and the most memory that the process has used, before it and with it."""
    from measures import behind, releases
    from measures.answers import ask
    from measures.store import Store
    from measures.views import view

    with Store.open(path) as store:
        answer = ask(store, "failure_demand")
        shown, (release,) = view(answer), releases.releases(store)
        charts = [each.draw(*each.of, **each.how).to_dict() for each in shown.pictures]

        def make() -> object:
            if "picture" in name:
                from measures.export import picture

                drawn = picture.svg(charts, shown.headline, shown.subtitle, (shown.note,))
                return picture.png(drawn) if name.endswith("PNG") else drawn
            if name == "a card's slide":
                from measures.export import slides

                return slides.slide(answer, shown, "")
            if name == "a card's workbook":
                from measures.export import workbook

                return workbook.workbook(answer, shown, "")
            if name.startswith("the rows"):
                from measures.export import rows

                return rows.workbook(answer, shown, behind.behind(store, answer), "")
            if name == "the workbook of measures":
                from measures.export import measures_workbook

                return measures_workbook.workbook(store, version=store.version())
            from measures.releases.pack import made, pack

            endings = {"slides": ".pptx", "page": ".html", "paper": ".pdf"}
            return made(pack(release), endings[name.split()[-1]])

        before, begun = memory(), time.perf_counter()
        make()
        first = time.perf_counter()
        make()
        return {"first": first - begun, "again": time.perf_counter() - first, "before": before, "with it": memory()}


JOBS = {
    job.__name__: job
    for job in (
        upload,
        reader,
        pandas,
        questions,
        large,
        search,
        reruns,
        browser,
        sheets,
        workbook,
        viewers,
        soak,
        published,
        file,
    )
}
