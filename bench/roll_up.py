"""How long the roll-up of many organisations takes, and how much memory and processor, in DuckDB and on a cluster of
Spark's of two workers here.

    python -m bench.roll_up FOLDER 1000000 10000000

What one organisation shares is made through the store; the others share rows that are as many, each with its own places
and households, and with its own order of classes, minutes and households over the days. Each engine answers in a
process of its own; memory is the most that all processes of the answer had at once, those of the cluster among them.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from measures.roll_up.believed import believed
from measures.roll_up.shared import MANIFEST, Share, read, sha256, share, within
from measures.store import Incoming, Store

ORGANISATIONS, DAYS = 200, 730
FIRST = "Organisation 0"


def make(folder: Path, rows: int) -> None:
    """So many demands, in equal parts of all organisations."""
    each = rows // ORGANISATIONS
    (folder / "store").mkdir(parents=True)
    with Store.open(folder / "store" / "store.duckdb") as store:
        store.load([_demands(each), _households(each // 4)], "a measurement")
        first = share(store, folder / "shared", FIRST)
    for number in range(1, ORGANISATIONS):
        _as_another(first, number)


def _demands(rows: int) -> Incoming:
    random = np.random.default_rng(1)
    days = np.datetime64("2024-01-01") + np.sort(random.integers(0, DAYS, rows))

    def some(words: list, weights: list[float] | None = None) -> pa.Array:
        return pa.array(words).take(pa.array(random.choice(len(words), rows, p=weights)))

    columns = {
        "row": pa.array(range(2, rows + 2), pa.int32()),
        "demand_ref": pa.array([f"D{n}" for n in range(rows)]),
        "received_on": pa.array(days.astype("datetime64[D]")),
        "value_or_failure": some(["Value", "Failure", "Not sure", None], [0.5, 0.4, 0.05, 0.05]),
        "minutes": pa.array(random.integers(1, 60, rows).astype(float)),
        "resolved_first_time": some([True, False, None], [0.5, 0.4, 0.1]),
        "agency": some(["Council", "Police", "Health", "Housing"]),
        "locality": some(["North", "South", "East", "West", "Centre"]),
        "household_ref": pa.array([f"H{n}" for n in random.integers(0, max(1, rows // 4), rows)]),
    }
    return Incoming("demands", rows=pa.table(columns), file_name="made.csv", sha256="0" * 64, sheet="Demands")


def _households(rows: int) -> Incoming:
    random = np.random.default_rng(2)
    columns = {
        "row": pa.array(range(2, rows + 2), pa.int32()),
        "household_ref": pa.array([f"H{n}" for n in range(rows)]),
        "street": pa.array(["Larkspur Road"] * rows),
        "street_key": pa.array(["larkspur road"] * rows),
        "locality": pa.array(["North", "South", "East", "West", "Centre"]).take(pa.array(random.integers(0, 5, rows))),
        "tier": pa.array(["1", "2", "3"]).take(pa.array(random.choice(3, rows, p=[0.05, 0.31, 0.64]))),
    }
    return Incoming("households", rows=pa.table(columns), file_name="made.csv", sha256="1" * 64, sheet="Households")


def _as_another(first: Share, number: int) -> None:
    """The same share as another organisation's."""
    name, random = f"Organisation {number}", np.random.default_rng(number)
    folder = first.folder.parents[1] / within(name, first.version)
    folder.mkdir(parents=True)
    files = {}
    for table in first.files:
        rows = pq.read_table(first.file(table))
        for column in rows.column_names:
            values = rows[column]
            if column in ("value_or_failure", "minutes", "resolved_first_time", "tier"):
                values = values.take(pa.array(random.permutation(len(rows))))
            elif column == "household_ref_key":
                values = pc.binary_replace_slice(values, 0, 3, f"{number:03}")
                if table == "demands":
                    values = values.take(pa.array(random.permutation(len(rows))))
            elif column in ("locality_key", "key", "shown"):
                values = pc.replace_substring(values, "organisation0", f"organisation{number}")
                values = pc.replace_substring(values, FIRST, name)
            rows = rows.set_column(rows.column_names.index(column), column, values)
        pq.write_table(rows, folder / table, compression="zstd")
        files[table] = sha256(folder / table)
    said = json.loads((first.folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**said, "organisation": name, "files": files}), "utf-8")
    for table in files:
        (folder / table).rename(read(folder).file(table))
    believed(folder)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A cluster of a master and two workers on this machine, each a process, and the address of the master."""
    found = importlib.util.find_spec("pyspark")
    assert found and found.origin, "PySpark is needed: `make spark` brings it"
    run = [str(Path(found.origin).parent / "bin" / "spark-class")]
    own = {
        **os.environ,
        "SPARK_LOCAL_DIRS": str(folder / "spark"),
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    master, at = (
        "org.apache.spark.deploy.master.Master",
        ["--host", "127.0.0.1", "--port", "7077", "--webui-port", "8081"],
    )
    started = [subprocess.Popen([*run, master, *at], env=own, stderr=subprocess.DEVNULL)]
    try:
        for port in (8082, 8083):
            worker = ["org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "4g", "--host", "127.0.0.1"]
            words = [*run, *worker, "--webui-port", str(port), "spark://127.0.0.1:7077"]
            started.append(subprocess.Popen(words, env=own, stderr=subprocess.DEVNULL))
        yield "spark://127.0.0.1:7077"
    finally:
        for process in started:
            process.terminate()
            process.wait()


class Watched(threading.Thread):
    """The most memory that all processes which this one started had at once, and the seconds of processor that they
    took: of a busy machine those say more than a clock."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._ended = 0, threading.Event()
        self._before, self._took = self._processor(), dict[int, float]()

    @staticmethod
    def _processor() -> dict[int, float]:
        found = {}
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                found[process.pid] = times.user + times.system
        return found

    def run(self) -> None:
        while not self._ended.wait(0.5):
            held = 0
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    held += process.memory_info().rss
            self.most = max(self.most, held)
            self._took |= self._processor()

    def end(self) -> tuple[float, int]:
        self._took |= self._processor()
        self._ended.set()
        self.join()
        return sum(seconds - self._before.get(pid, 0) for pid, seconds in self._took.items()), self.most


def timed(folder: Path, engine: str, *words: str) -> tuple[float, float, int]:
    """The seconds of one roll-up, those of its processors, and its memory."""
    out, watched = folder / f"out-{engine}", Watched()
    shutil.rmtree(out, ignore_errors=True)
    watched.start()
    start = time.perf_counter()
    shared = str(folder / "shared")
    command = [sys.executable, "-m", "measures", "roll-up", shared, "--out", str(out), "--engine", engine, *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start, *watched.end()


def main(folder: Path, sizes: list[int]) -> None:
    for rows in sizes:
        here = folder / str(rows)
        if not here.exists():
            make(here, rows)
        size = sum(path.stat().st_size for path in (here / "shared").rglob("*.parquet"))
        said = {}
        for engine in ("duckdb", "spark"):
            with cluster(here) if engine == "spark" else contextlib.nullcontext("") as master:
                words = ["--master", master] if master else []
                seconds, processor, held = timed(here, engine, *words)
            said[engine] = json.loads((here / f"out-{engine}" / "answers.json").read_text("utf-8"))["answers"]
            same = "the same answers" if said["duckdb"] == said[engine] else "OTHER ANSWERS"
            print(
                f"{rows:>12,} demands, {size / 1e6:,.0f} MB: {engine:<7} {seconds:8.1f} s, {processor:8.1f} s of "
                f"processor, {held / 1e6:8,.0f} MB, {same}",
                flush=True,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(rows) for rows in sys.argv[2:]])
