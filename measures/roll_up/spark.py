"""The measures on Spark: the same files of SQL, said in Spark's words and asked of tables that lie in its cluster.

PySpark and the translator are in an optional list of requirements, and imported by whoever asks for this engine alone.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pyarrow as pa
import sqlglot
from pyspark.sql import DataFrame, SparkSession, functions
from sqlglot import exp
from sqlglot.dialects.spark import Spark as Dialect

from measures.problems import StoreError
from measures.roll_up.gathered import NUMBERS, Gathered, spellings
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.current import Days, happens
from measures.store.engine import Parts, question, step
from measures.store.standing import COLUMNS

# What makes Spark say what the store says: no midnight in another zone, a fault for what overflows, letters compared by
# their codes.
SAME = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.timeType.enabled": "true",
}
OF_THE_CLUSTER = ("spark.sql.shuffle.partitions",)
ROWS_AT_ONCE = 2_000_000  # a core sorts so many rows in the memory that Spark gives it if nobody says how much
Frame = Callable[[SparkSession], DataFrame]
STANDS = re.compile(r"\bstanding_(\w+)")


class _Dialect(Dialect):
    """Spark as it is spoken since 4.1, which has times of the day."""

    class Generator(Dialect.Generator):
        TYPE_MAPPING = {**Dialect.Generator.TYPE_MAPPING, exp.DataType.Type.TIME: "TIME"}


@lru_cache(1000)
def said(query: str) -> tuple[str, frozenset[str]]:
    """A query of the store in Spark's words, and the names of the values that are bound to it."""
    tree = sqlglot.parse_one(query, "duckdb")
    for table in tree.find_all(exp.CTE):
        table.set("materialized", None)  # Spark decides itself
    names = frozenset(found.name for found in tree.find_all(exp.Parameter, exp.Placeholder))
    return tree.sql(_Dialect, comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE), names


class Spark:
    """Tables in a session of Spark's, which answers questions of them; each says how it comes into one: see `given`
    and `lying`."""

    localities: tuple[str, ...] = ()

    def __init__(
        self,
        session: SparkSession,
        tables: Mapping[str, Frame],
        version: int,
        last_day: dt.date,
        settings: Mapping[str, object],
    ) -> None:
        self._session = session.newSession()  # names are its own; what is in memory all sessions share
        same = SAME | {name: session.conf.get(name) for name in OF_THE_CLUSTER}
        for name, value in same.items():
            self._session.conf.set(name, value)
        self.version, self.last_day, self._settings = version, last_day, settings
        self._numbers, self._kept = itertools.count(1), dict[tuple[str, ...], str]()
        self._tables = dict(tables)

    def at(self, version: int | None = None) -> tuple[int, dt.date]:
        """The version that the tables are of, and the last day that is past at it."""
        return self.version, self.last_day

    def setting(self, name: str, version: int | None = None) -> object | None:
        """What was decided of how figures are worked out."""
        return self._settings.get(name)

    def any_later(self, tables: Sequence[str], version: int, last_day: dt.date) -> bool:
        """Whether anything in these tables happens after this day."""
        found = [
            f"EXISTS (SELECT 1 FROM standing_{table} WHERE {quote(SHEETS[table].happens_on)} > $last_day)"
            for table in tables
            if table in SHEETS and SHEETS[table].happens_on
        ]
        return bool(found) and self.rows(f"SELECT {' OR '.join(found)} AS any_later", last_day=last_day)[0]["any_later"]

    def sheets_of_uploads(self) -> dict[int, tuple[str, str, dict]]:
        """By its number, the file name, the sheet and the mapping of each upload, as far as they are known."""
        rows = self.rows("SELECT upload, file_name, sheet, mapping FROM uploads")
        return {
            row["upload"]: (row["file_name"] or "", row["sheet"] or "", json.loads(row["mapping"] or "{}"))
            for row in rows
        }

    def ask(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: Any,
    ) -> pa.Table:
        """The answer to one query, whole: see `Engine`."""
        values = {"last_day": self.last_day, **values, "version": self.version}
        named = {"uploads": step("uploads", "SELECT * FROM standing_uploads")}
        named |= {table: _named(table, days) for table in tables}
        whole = question(sql, named, parts, lambda name, query: self._keep(name, query, values))
        return self._asked(whole, values).toArrow()

    def rows(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: Any,
    ) -> list[dict]:
        """As `ask`, each row as a dict."""
        return self.ask(sql, tables, parts=parts, version=version, days=days, **values).to_pylist()

    def _asked(self, query: str, values: Mapping[str, Any]) -> DataFrame:
        words, names = said(query)
        for table in self._tables.keys() & {*STANDS.findall(words)}:
            self._tables.pop(table)(self._session).createOrReplaceTempView(f"standing_{table}")
        return self._session.sql(words, args={name: values[name] for name in names})

    def _keep(self, name: str, query: str, values: Mapping[str, Any]) -> str:
        """Keep the answer of a part in the cluster, without how it came about: queries of thirty steps that read one
        another several times over would take longer to plan than to answer."""
        key = (query, *(repr(values[each]) for each in sorted(said(query)[1])))
        if key not in self._kept:
            view = f"kept_{next(self._numbers)}"
            self._asked(query, values).localCheckpoint(eager=True).createOrReplaceTempView(view)
            self._kept[key] = view
        return step(name, f"SELECT * FROM {self._kept[key]}")


def _named(table: str, days: Days) -> str:
    """The rows of a table that a question sees, of what happens on a day those of these `days`."""
    happens_on = SHEETS[table].happens_on if table in SHEETS else ""
    which = f" WHERE {happens(days, quote(happens_on))}" if happens_on else ""
    rows = step(table, f"SELECT * FROM standing_{table}{which}")
    if table != "demands":
        return rows
    # What a query asks of demands as they were loaded is what nobody says anything of in the inbox.
    return ", ".join(
        [
            step("demands_as_loaded", "SELECT * FROM standing_demands"),
            step("demand_statements", "SELECT * FROM standing_demand_statements"),
            rows,
        ]
    )


@contextmanager
def session(master: str, rows: int = 0) -> Iterator[SparkSession]:
    """A session of a cluster, or of this machine where `master` is local, to ask about so many rows. Raises
    StoreError where there is no Java to start it."""
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise StoreError("no-spark", what="Java")
    builder = SparkSession.builder.master(master).appName("measures roll-up").config("spark.log.level", "ERROR")
    opened = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    # A few parts for each core, and more where a part would not fit into memory: the usual two hundred are as many
    # tasks for each of a hundred small steps, and four of a hundred million rows were written to the disk and read
    # again.
    parts = max(2 * max(2, opened.sparkContext.defaultParallelism), rows // ROWS_AT_ONCE)
    opened.conf.set("spark.sql.shuffle.partitions", parts)
    try:
        yield opened
    finally:
        opened.stop()


def given(rows: pa.Table) -> Frame:
    """A table that is here."""
    return lambda session: session.createDataFrame(rows)


def lying(gathered: Gathered, table: str) -> Frame:
    """A table of what organisations shared, where it lies: each worker reads its part. What is not shared is not
    known."""

    def frame(session: SparkSession) -> DataFrame:
        session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        # A file of each organisation is soon listed here; as a task for each, that took longer than to answer.
        session.conf.set("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000")
        every = None
        if table == "spellings":
            every = session.createDataFrame(spellings(gathered))
        elif table in NUMBERS:
            offsets = {
                share.folder.parent.name.removeprefix("organisation="): gathered.offset(share)
                for share in gathered.shares
            }
            apart = functions.create_map(*(functions.lit(each) for pair in offsets.items() for each in pair))
            by_folder: dict[str, list[str]] = {}
            for share in gathered.shares:
                by_folder.setdefault(str(share.folder.parent.parent), []).append(str(share.file(table)))
            for folder, files in by_folder.items():
                part = session.read.option("basePath", folder).parquet(*files)
                every = part if every is None else every.unionByName(part)
            assert every is not None
            for column in NUMBERS[table]:
                every = every.withColumn(
                    column, functions.col(column) + functions.element_at(apart, functions.col("organisation"))
                )
        return _whole(session, table, every)

    return frame


def _whole(session: SparkSession, table: str, there: DataFrame | None) -> DataFrame:
    """A frame with every column that a query may ask of a table."""
    known = there.columns if there is not None else []
    columns = [
        f"CAST({quote(name) if name in known else 'NULL'} AS {type_}) AS {quote(name)}"
        for name, type_ in COLUMNS[table].items()
    ]
    if there is None:
        return session.sql(said(f"SELECT {', '.join(columns)} WHERE false")[0])
    there.createOrReplaceTempView("shared")
    return session.sql(said(f"SELECT {', '.join(columns)} FROM shared")[0])


def united(session: SparkSession, gathered: Gathered) -> Spark:
    """The shares as the tables of one engine."""
    return Spark(session, {name: lying(gathered, name) for name in COLUMNS}, 0, gathered.last_day, {})
