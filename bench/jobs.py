"""What is measured. Each job runs in a process of its own (`python -m bench JOB …`) and gives a dict of what it found."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ASKED = 15  # times each question is asked; the median counts
COPIES = 125  # of the demonstration's 8,000 demands make a million


def memory(who: int = resource.RUSAGE_SELF) -> int:
    """The most memory this process has used, or any process that it started and that has ended. In bytes."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def upload(path: str, worker_is: str) -> dict:
    """A file's bytes to committed rows, in a new store. The worker that opens it is “waiting”, or “not started”."""
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


def questions(size: str = "demonstration") -> dict:
    """Each measure of the catalogue, through `ask` and by hand on plain tables.

    On the demonstration data; or, where `size` is "million", those that read demands, on a million of them.
    """
    import duckdb

    from measures import answers, demonstration
    from measures.catalogue import MEASURES
    from measures.store import Store

    def seconds(run) -> float:
        run()
        taken = []
        for _ in range(ASKED if size == "demonstration" else 3):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)

    found = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.duckdb") as store:
        demonstration.fill(store)
        if size == "million":
            _multiply_demands(store)
        asked = {name: m for name, m in MEASURES.items() if size == "demonstration" or "demands" in m.sheets}
        plain = duckdb.connect()
        kinds = {kind for measure in asked.values() for kind in measure.sheets}
        for table in (*kinds, "flags", "uploads"):
            rows = store.ask(f"SELECT * FROM {table}", [table] if table != "uploads" else [])  # noqa: F841  (DuckDB finds it by its name)
            plain.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")
        rule = answers.tier_rule(store).as_dict()
        for name, measure in asked.items():
            parts = ", ".join(f"{part} AS ({measure.part(part)})" for part in measure.parts)
            query = f"{f'WITH {parts} ' if parts else ''}SELECT * FROM ({measure.sql})"
            used = plain.extract_statements(query)[0].named_parameters
            values = {key: rule.get(key) for key in used}

            def by_hand(query=query, values=values) -> int:
                return len(plain.sql(query, params=values).to_arrow_table().to_pylist())

            found[name] = {
                "asked": seconds(lambda measure=measure: answers.ask(store, measure)),
                "by hand": seconds(by_hand),
                "rows": by_hand(),
            }
    return found


def _multiply_demands(store) -> None:
    """Load the store's demands again and again under other references, until there are a million."""
    from measures.store import Incoming
    from measures.store.scratch import scratch

    demands = store.ask("SELECT * EXCLUDE (_upload, _row, _key, _content, _from, _to) FROM demands", ["demands"])
    with scratch(demands=demands) as db:
        many = db.sql(
            "SELECT (row_number() OVER ())::INTEGER AS row, "
            "d.* REPLACE (coalesce(demand_ref, 'none') || '-' || copy || '-' || row_number() OVER () AS demand_ref) "
            f"FROM demands d, range(1, {COPIES}) AS copies(copy)"
        ).to_arrow_table()
    store.load([Incoming("demands", "many.xlsx", "0" * 64, "Demands", many)], "bench")


def reruns(size: str = "demonstration") -> dict:
    """Seconds of a page's rerun, its answers kept, and of an empty page's: the script alone, without the browser."""
    import logging
    import os

    from streamlit.testing.v1 import AppTest

    from measures import demonstration
    from measures.store import Store

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
        os.environ["MEASURES_STORE"] = str(Path(folder) / "bench.duckdb")
        with Store.open(os.environ["MEASURES_STORE"]) as store:
            demonstration.fill(store)
            if size == "million":
                _multiply_demands(store)
        empty = AppTest.from_string("import streamlit as st\nst.title('Empty')")
        empty.run()
        found = {"an empty page": rerun(empty)}
        for page in sorted((root / "pages").glob("*.py")):  # as the app runs it, with its menu
            app = AppTest.from_file(str(root / "app.py"), default_timeout=300)
            app.switch_page(f"pages/{page.name}")
            found[page.stem] = rerun(app)
    return found


def workbook(path: str, rows: str) -> dict:
    """Make the workbook to measure."""
    from bench.workbook import make

    return {"path": str(make(Path(path), int(rows)))}


JOBS = {job.__name__: job for job in (upload, reader, pandas, questions, reruns, workbook)}
