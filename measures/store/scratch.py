"""A DuckDB of its own, in memory, for checking a sheet before anything touches the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

# No file, no network, no extension, whatever a query says: its text is ours, but its values are a stranger's.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "lock_configuration": "true",
}


Scratch = duckdb.DuckDBPyConnection


@contextmanager
def scratch(**tables: pa.Table) -> Iterator[Scratch]:
    """A connection on which the given Arrow tables can be asked about by name."""
    connection = duckdb.connect(":memory:", config=LOCKED)
    try:
        for name, table in tables.items():
            connection.register(name, table)
        yield connection
    finally:
        connection.close()
