"""A store of what several organisations share: a file of its own, for one roll-up, into which their rows are put and
nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pyarrow as pa

from measures.problems import StoreError
from measures.sql import quote
from measures.store.failures import first_line
from measures.store.scratch import of_the_store
from measures.store.store import Store
from measures.store.tables import FOREVER, create, existing

NO_ROOM = "roll-up-disk"


class United(Store):
    """Rows of several organisations, which answer as those of one store do. Nothing changes them."""

    def __init__(self, path: Path, tables: Mapping[str, pa.RecordBatchReader], last_day: dt.date) -> None:
        """`tables` are the rows of each, as `standing` has them; of what has no row nothing is known."""
        try:
            super().__init__(duckdb.connect(str(path), config=of_the_store()), path)
            self._put(tables)
        except duckdb.Error as error:
            raise StoreError(NO_ROOM, path=path.parent, reason=first_line(error)) from error
        self.last_day = last_day

    def _put(self, tables: Mapping[str, pa.RecordBatchReader]) -> None:
        with self._root.cursor() as here:
            create(here)
            columns = existing(here)
            for name, batches in tables.items():
                schema = "main" if name == "uploads" else "data"
                life = f", 0 AS _from, {FOREVER} AS _to" if "_from" in columns[schema, name] else ""
                here.register(
                    "put", batches
                )  # a part at a time, in one change: to end one takes longer than to put in a small part
                here.execute(f"INSERT INTO {schema}.{quote(name)} BY NAME SELECT *{life} FROM put")
                here.unregister("put")

    @contextmanager
    def _cursor(self, where_the_file_fails: str = NO_ROOM) -> Iterator[duckdb.DuckDBPyConnection]:
        with super()._cursor(where_the_file_fails) as cursor:
            yield cursor

    def _at(self, db: duckdb.DuckDBPyConnection, version: int | None) -> tuple[int, Any]:
        return 0, self.last_day

    def _refused(self, *args: object, **more: object) -> NoReturn:
        """Raise StoreError: what is shared is changed by whoever shares it."""
        raise StoreError("united-stays")

    _change = preview = tried = would_erase = rewrite = take_in = _refused  # type: ignore[assignment]
