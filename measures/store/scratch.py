"""A DuckDB of its own, in memory, for checking a sheet before anything touches the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import duckdb
import pyarrow as pa

from measures.store.parsed import parsed

# No file, no network, no extension, whatever a query says: its text is ours, but its values are a stranger's.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    # Each way to make a column smaller is tried on all of it before one is taken: these hardly ever are, and a twelfth
    # of a load.
    "disabled_compression_methods": "zstd,roaring,alprd",
    "lock_configuration": "true",
}
# A question of the store may be of ten million rows, and what is worked out of them for the next is kept in memory:
# half of what the machine has, or the container. The other half is for the pages, the process that opens files and the
# checks.
OF_THE_STORE = "50%"
# Two processes that read snapshots are the usual beside the one that writes, and they share what is left.
OF_A_READER = "20%"


def of_the_store() -> dict[str, str | bool | int | float | list[str]]:
    """How a store is opened: as locked as a scratch, with a memory of its own."""
    return LOCKED | {"memory_limit": OF_THE_STORE}


def of_a_reader() -> dict[str, str | bool | int | float | list[str]]:
    """How a snapshot is opened."""
    return LOCKED | {"memory_limit": OF_A_READER}


Scratch = duckdb.DuckDBPyConnection


@cache
def _database() -> Scratch:
    """One for the whole process: to make one takes longer than to check a small sheet."""
    return duckdb.connect(":memory:", config=LOCKED)


@contextmanager
def scratch(**tables: pa.Table) -> Iterator[Scratch]:
    """A connection of its own, on which the given Arrow tables can be asked about by name: no other sees them, and they
    go with it."""
    connection = _database().cursor()
    try:
        for name, table in tables.items():
            connection.register(name, table)
        yield connection
    except duckdb.FatalException:
        _database.cache_clear()  # it would refuse every later question
        raise
    finally:
        connection.close()


def to_arrow(db: Scratch, query: str) -> pa.Table:
    """The answer to a query that takes long to plan, in its order. A relation would have it planned twice, so it is
    written down first."""
    db.execute(parsed(db, f"CREATE OR REPLACE TEMP TABLE answer AS {query}"))
    answer = db.table("answer").to_arrow_table()
    db.execute("DROP TABLE answer")
    return answer
