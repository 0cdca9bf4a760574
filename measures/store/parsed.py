"""The text of a query, parsed once: for a long one that takes as long as to plan it, and a sixth of a small load."""

from __future__ import annotations

import duckdb

MOST = 400  # so many are kept; all measures and loads together have half as many
_parsed: dict[str, duckdb.Statement] = {}


def parsed(db: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement:
    """The one statement of a text that is asked again and again, as it is parsed: it is planned each time, so that
    what it reads may have changed, or be another store's."""
    statement = _parsed.get(query)
    if statement is None:
        if len(_parsed) >= MOST:
            _parsed.clear()
        statement = _parsed[query] = db.extract_statements(query)[0]
    return statement
