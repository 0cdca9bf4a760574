"""Answers that many questions read, worked out once for a version of the data and kept in memory beside the store."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

import duckdb

# So many answers are kept, of so many rows together, those that were asked for last: a few versions with a few filters each. Most have
# fewer than a thousand rows, and a million rows take up some 100 MB.
MOST, MOST_ROWS = 200, 1_000_000
_parsed: dict[str, duckdb.Statement] = {}


def parsed(db: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement:
    """A query, parsed once: to parse a long one takes a third as long as to ask it."""
    statement = _parsed.get(query)
    if statement is None:
        if len(_parsed) >= MOST:
            _parsed.clear()
        statement = _parsed[query] = db.extract_statements(query)[0]
    return statement


@lru_cache(MOST)
def _names(query: str) -> tuple[str, ...]:
    """The names of the values that are bound to a query."""
    return tuple(dict.fromkeys(re.findall(r"\$(\w+)", re.sub("--.*", "", query))))


class Table(NamedTuple):
    """Where an answer is kept, and how many rows it has."""

    name: str
    rows: int


class Kept:
    """The kept answers of one store. An answer is kept by its query and the values that are bound to it, the version of the
    data and the last day that is past among them: so none is ever out of date, and none has to be cleared."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tables: dict[tuple[str, ...], Table] = {}  # the latest asked for last
        self._place = ""
        self._made = self._questions = 0

    @contextmanager
    def question(self, db: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """While any question is asked, no answer is let go that it may read."""
        with self._lock:
            if not self._questions:
                self._let_go(db)
            self._questions += 1
        try:
            yield
        finally:
            with self._lock:
                self._questions -= 1

    def answer(self, db: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> str:
        """The name of the table with the answer to a query, which is asked unless its answer is there."""
        own = {name: values[name] for name in _names(query)}
        key = (query, *map(repr, own.items()))
        with self._lock:
            table = self._tables.pop(key, None)
            self._tables[key] = table = table or self._make(db, query, own)
        return table.name

    def _let_go(self, db: duckdb.DuckDBPyConnection) -> None:
        while len(self._tables) > MOST or sum(table.rows for table in self._tables.values()) > MOST_ROWS:
            oldest = next(iter(self._tables))
            db.execute(f"DROP TABLE {self._tables[oldest].name}")
            del self._tables[oldest]

    def _make(self, db: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> Table:
        if not self._place:
            # Stores of one file that a process opens twice share a database, and not what they keep.
            place = f"kept_{id(self)}"
            db.execute(f"ATTACH ':memory:' AS {place}")
            self._place = place
        self._made += 1
        name = f"{self._place}.main.answer_{self._made}"
        db.execute(f"CREATE TABLE {name} AS {query}", values)
        return Table(name, db.fetchall()[0][0])
