"""Who was erased, remembered as keyed words: so that a file that has them still is known for it when it is loaded
again.

The key lies beside the store. Without it nobody can say whom a word is of, nor try references one after another.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from measures.erasure import Again, Gone
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.history import now
from measures.store.secret import key_of, keyed
from measures.uploads import Incoming

REFS = {"household_ref": "household", "case_ref": "case"}  # by whom a row is of somebody


def remember(db: duckdb.DuckDBPyConnection, path: Path, gone: Gone) -> None:
    """Remember who was erased by their reference."""
    key, at = key_of(path), now()
    for what, refs in (("household", gone.households), ("case", gone.cases)):
        for ref in sorted(refs):
            values = {"word": _word(key, what, ref), "at": at}
            db.execute("INSERT INTO erased (word, erased_at) VALUES ($word, $at)", values)


def find(db: duckdb.DuckDBPyConnection, path: Path, sheet: Incoming) -> Again | None:
    """How many of the staged rows are of somebody who was erased, and when that was last; which they are is left in
    the temporary table `again`."""
    words = dict(db.execute("SELECT word, max(erased_at) FROM erased GROUP BY word").fetchall())
    columns = {ref: what for ref, what in REFS.items() if any(c.name == ref for c in SHEETS[sheet.kind].columns)}
    if not words or not columns:
        return None
    key, last = key_of(path), dt.datetime.min
    db.execute("CREATE OR REPLACE TEMP TABLE again (_row INTEGER)")
    for ref, what in columns.items():
        column = quote(f"{ref}_key")
        there = db.execute(f"SELECT DISTINCT {column} FROM incoming WHERE {column} IS NOT NULL").fetchall()
        found = {each: words[word] for (each,) in there if (word := _word(key, what, each)) in words}
        if found:
            last = max(last, *found.values())
            query = f"INSERT INTO again SELECT _row FROM incoming WHERE list_contains($refs, {column})"
            db.execute(query, {"refs": [*found]})
    rows = db.execute("SELECT count(DISTINCT _row) FROM again").fetchall()[0][0]
    return Again(rows, last.date()) if rows else None


def leave_out(db: duckdb.DuckDBPyConnection, path: Path, sheet: Incoming) -> int:
    """Take them from the staged rows. How many there were."""
    if not (again := find(db, path, sheet)):
        return 0
    db.execute("DELETE FROM incoming WHERE _row IN (FROM again)")
    return again.rows


def _word(key: bytes, what: str, ref: str) -> str:
    return keyed(key, f"erased {what} {ref}")
