"""What is measured. Each job runs in a process of its own (`python -m bench JOB …`) and gives a dict of what it found."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ASKED = 15  # times each question is asked; the median counts


def memory(who: int = resource.RUSAGE_SELF) -> int:
    """The most memory this process has used, or any process that it started and that has ended. In bytes."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def upload(path: str) -> dict:
    """A file's bytes to committed rows, in a new store."""
    from measures.store import Store
    from measures.workbook.prepare import prepare

    content = Path(path).read_bytes()
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
    worker = max(prepared.peak_memory, memory(resource.RUSAGE_CHILDREN))
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


def questions() -> dict:
    """Each measure of the catalogue on the demonstration data, through `ask` and by hand on plain tables."""
    import duckdb

    from measures import answers, demonstration
    from measures.catalogue import MEASURES
    from measures.store import Store

    def seconds(run) -> float:
        run()
        taken = []
        for _ in range(ASKED):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)

    found = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.duckdb") as store:
        demonstration.fill(store)
        plain = duckdb.connect()
        for table in {*(kind for measure in MEASURES.values() for kind in measure.sheets), "flags"}:
            rows = store.ask(f"SELECT * FROM {table}", [table])  # noqa: F841  (DuckDB finds it by its name)
            plain.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")
        rule = answers.tier_rule(store).as_dict()
        for name, measure in MEASURES.items():
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


def workbook(path: str, rows: str) -> dict:
    """Make the workbook to measure."""
    from bench.workbook import make

    return {"path": str(make(Path(path), int(rows)))}


JOBS = {job.__name__: job for job in (upload, reader, pandas, questions, workbook)}
