"""Answers that many questions read, worked out once for a version of the data and kept in memory beside the store."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

import duckdb

from measures.store.parsed import parsed

# So many answers are kept, of so many rows together, those that were asked for last: a few versions with a few filters
# each. Most have fewer than a thousand rows; a million rows take up some 100 MB, and of the lines of transactions 270.
MOST, MOST_ROWS = 200, 1_500_000
# One for all: stores of one file that a process opens twice share a database, and so the place where answers are kept.
_lock, _numbers = threading.Lock(), itertools.count(1)


@lru_cache(MOST)
def _names(query: str) -> tuple[str, ...]:
    """The names of the values that are bound to a query."""
    return tuple(dict.fromkeys(re.findall(r"\$(\w+)", re.sub("--.*", "", query))))


class Table(NamedTuple):
    """Where an answer is kept, and how many rows it has."""

    name: str
    rows: int


class Kept:
    """The kept answers of one store. An answer is kept by its query and the values that are bound to it, the version
    of the data and the last day that is past among them: so none is ever out of date, and none has to be cleared."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, ...], Table] = {}  # the latest asked for last
        self._questions = 0
        self._is_there = False

    @contextmanager
    def question(self, db: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """While any question is asked, no answer is let go that it may read."""
        with _lock:
            if not self._questions:
                self._let_go(db)
            self._questions += 1
        try:
            yield
        finally:
            with _lock:
                self._questions -= 1

    def answer(self, db: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> str:
        """The name of the table with the answer to a query, which is asked unless its answer is there."""
        own = {name: values[name] for name in _names(query)}
        key = (query, *map(repr, own.items()))
        with _lock:
            table = self._tables.pop(key, None)
            self._tables[key] = table = table or self._make(db, query, own)
        return table.name

    def _let_go(self, db: duckdb.DuckDBPyConnection) -> None:
        while len(self._tables) > MOST or sum(table.rows for table in self._tables.values()) > MOST_ROWS:
            oldest = next(iter(self._tables))
            db.execute(f"DROP TABLE {self._tables[oldest].name}")
            del self._tables[oldest]

    def _make(self, db: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> Table:
        if not self._is_there:
            db.execute("ATTACH IF NOT EXISTS ':memory:' AS kept (READ_WRITE)")  # also of a file that is only read
            self._is_there = True
        # Under one name whatever it is, so that the query is parsed once only.
        db.execute(parsed(db, f"CREATE OR REPLACE TABLE kept.answer AS {query}"), values)
        rows = db.fetchall()[0][0]
        name = f"answer_{next(_numbers)}"
        db.execute(f"ALTER TABLE kept.answer RENAME TO {name}")
        return Table(f"kept.{name}", rows)


class Unkept(Kept):
    """Answers of a change that is not made: they go with it."""

    def _make(self, db: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> Table:
        name = f"tried_{next(_numbers)}"
        db.execute(parsed(db, f"CREATE OR REPLACE TEMP TABLE tried AS {query}"), values)
        db.execute(f"ALTER TABLE tried RENAME TO {name}")
        return Table(name, 0)
