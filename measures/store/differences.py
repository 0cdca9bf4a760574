"""What differs between two versions of the data, by kind of sheet: what came, what is said otherwise, what went."""

from __future__ import annotations

import duckdb

from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.tables import has_flags, stored_columns
from measures.uploads import Difference


def between(db: duckdb.DuckDBPyConnection, before: int, after: int) -> list[Difference]:
    """What differs between two versions, of the kinds of which anything does. What people said in the inbox is no
    row of a sheet, and is not among it."""
    found = []
    for kind in SHEETS:
        query = f"""
            WITH touched AS ({" UNION ".join(_touched(table) for table in _tables(kind))}),
            before AS ({_said(kind, "before")}),
            after AS ({_said(kind, "after")})
            SELECT count(*) FILTER (before._key IS NULL), count(*) FILTER (before.said <> after.said),
                count(*) FILTER (after._key IS NULL)
            FROM before FULL JOIN after ON before._key = after._key"""
        new, changed, gone = db.execute(query, {"before": before, "after": after}).fetchall()[0]
        if new or changed or gone:
            found.append(Difference(kind, new, changed, gone))
    return found


def _tables(kind: str) -> list[str]:
    return [kind, "flags"] if has_flags(kind) else [kind]


def _at(version: str) -> str:
    return f"(_from <= ${version} AND ${version} < _to)"


def _touched(table: str) -> str:
    """The keys that have a row at one of the two versions only."""
    return f"SELECT _key FROM data.{quote(table)} WHERE {_at('before')} <> {_at('after')}"


def _said(kind: str, version: str) -> str:
    """What is known at a version of each of these keys, as a number."""
    row = f"hash({', '.join(quote(name) for name in stored_columns(SHEETS[kind]))})"
    rows = f"FROM data.{quote(kind)} AS r WHERE {_at(version)} AND _key IN (FROM touched)"
    if not has_flags(kind):
        return f"SELECT _key, {row} AS said {rows}"
    flags = (
        f"SELECT _key, bit_xor(hash(flag_key, is_set)) AS flags FROM data.flags WHERE {_at(version)} AND _key IN "
        "(FROM touched) GROUP BY _key"
    )
    return (
        f"SELECT r._key, hash(r.said, f.flags) AS said FROM (SELECT _key, {row} AS said {rows}) AS r "
        f"LEFT JOIN ({flags}) AS f ON f._key = r._key"
    )
