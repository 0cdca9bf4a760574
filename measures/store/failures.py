"""What stands in the way of the file, as a sentence: another program, a full disk, a damaged block."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

from measures.problems import ANOTHER_PROGRAM, StoreError
from measures.sql import literal

# What DuckDB raises where the file itself fails it: a full disk, a damaged block. A query of ours raises none of them.
FILE_FAILS = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)

DAMAGED = "corrupt database file|appears to be corrupted|could not read (enough bytes )?from file"
HEADERS = 3 * 4096  # bytes of a file before its first block
# The files in which a damaged part was met, by whatever was asked of them: from then on whoever asks is told so, also
# those who would get an answer from what is whole, until the file is opened anew. What is put into it would be lost
# when somebody goes back to a backup.
met_damaged: set[Path] = set()


def file_fails(error: duckdb.Error) -> bool:
    """Whether it is the file that fails, and not what was asked of it."""
    return isinstance(error, FILE_FAILS) or is_damaged(error)


def is_damaged(error: duckdb.Error) -> bool:
    """Whether a block of the file is not there, cannot be read, or says something else than was written there: an
    error that has no class of its own."""
    return bool(re.search(DAMAGED, str(error), re.IGNORECASE))


def is_cut_short(db: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether the file that is open ends before a block that it needs. To read them all would take as long as to
    copy it. It may be shorter than it says, for free blocks are cut off without a word: only then it is asked where
    its last one is, which takes longer."""
    size, blocks = db.execute("SELECT block_size, total_blocks FROM pragma_database_size()").fetchall()[0]
    has = path.stat().st_size
    if has >= HEADERS + blocks * size or not blocks:  # a file of somebody's that is no database has none
        return False
    tables = db.execute("SELECT format('{}.{}', schema_name, table_name) FROM duckdb_tables()").fetchall()
    needed = ["SELECT max(block_id) AS last FROM pragma_metadata_info()"] + [
        f"SELECT max(greatest(block_id, list_max(additional_block_ids))) FROM pragma_storage_info({literal(table)})"
        for (table,) in tables
    ]
    last = db.execute(f"SELECT coalesce(max(last), -1) FROM ({' UNION ALL '.join(needed)})").fetchall()[0][0]
    return has < HEADERS + (last + 1) * size


def first_line(error: BaseException) -> str:
    """An error's own words, one line of them."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def is_held(error: BaseException) -> bool:
    """Whether another program has the file. DuckDB's own words say it, for it has no error class of its own."""
    return bool(re.search("conflicting lock|used by another process|already open in", str(error), re.IGNORECASE))


def why_not_open(path: Path, error: BaseException) -> StoreError:
    """DuckDB's refusal as a sentence. On Windows the system says it first, in its own language, and DuckDB adds who
    has the file."""
    words = str(error)
    if is_held(error):
        holder = re.search(r"(?:held|already open) in\s+(?:.*[\\/])?(.+?) \(PID (\d+)\)", words)
        named = f"{holder[1]}, process {holder[2]}" if holder else ANOTHER_PROGRAM
        return StoreError("busy", path=path, holder=named)
    if isinstance(error, OSError) or os.path.isdir(path) or "cannot open file" in words.lower():
        return StoreError("no-place", path=path, reason=first_line(error))
    return StoreError("not-a-store", path=path)
