"""What stands in the way of the file, as a sentence: another program, a full disk, a damaged block."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from measures.problems import ANOTHER_PROGRAM, StoreError

# What DuckDB raises where the file itself fails it: a full disk, a damaged block. A query of ours raises none of them.
FILE_FAILS = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


def file_fails(error: duckdb.Error) -> bool:
    """Whether it is the file that fails, and not what was asked of it."""
    return isinstance(error, FILE_FAILS) or is_damaged(error)


def is_damaged(error: duckdb.Error) -> bool:
    """Whether a block of the file says something else than was written there: an error that has no class of its own."""
    return "corrupt database file" in str(error).lower()


def first_line(error: BaseException) -> str:
    """An error's own words, one line of them."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def is_held(error: BaseException) -> bool:
    """Whether another program has the file. DuckDB's own words say it, for it has no error class of its own."""
    return bool(re.search("conflicting lock|used by another process|already open in", str(error), re.IGNORECASE))


def why_not_open(path: Path, error: BaseException) -> StoreError:
    """DuckDB's refusal as a sentence. On Windows the system says it first, in its own language, and DuckDB adds who has the file."""
    words = str(error)
    if is_held(error):
        holder = re.search(r"(?:held|already open) in\s+(?:.*[\\/])?(.+?) \(PID (\d+)\)", words)
        named = f"{holder[1]}, process {holder[2]}" if holder else ANOTHER_PROGRAM
        return StoreError("busy", path=path, holder=named)
    if isinstance(error, OSError) or path.is_dir() or "cannot open file" in words.lower():
        return StoreError("no-place", path=path, reason=first_line(error))
    return StoreError("not-a-store", path=path)
