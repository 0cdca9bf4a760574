"""The lives of uploads and of their rows: what ends at a version, what begins again, and so which row of a key is
current.

Nothing is deleted: a row that no longer counts keeps the versions between which it did.
"""

from __future__ import annotations

import duckdb

from measures.problems import STORE_SAYS, StoreError
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.history import kind_of
from measures.store.tables import FOREVER


def end(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """End an upload's life: its rows no longer count, and rows they had replaced count again."""
    kind = kind_of(db, upload)
    if not _lives(db, upload):
        raise StoreError(STORE_SAYS["already-withdrawn"].format(upload=upload))
    db.execute(
        f"UPDATE lives SET to_version = $version WHERE upload = $upload AND to_version = {FOREVER}",
        {"upload": upload, "version": version},
    )
    _settle(db, kind, upload, version)


def begin_again(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """Bring a withdrawn upload back, as if it had never been away."""
    kind = kind_of(db, upload)
    if _lives(db, upload):
        raise StoreError(STORE_SAYS["not-withdrawn"].format(upload=upload))
    begin(db, upload, version)
    _settle(db, kind, upload, version)


def begin(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """Begin an upload's life."""
    db.execute(
        f"INSERT INTO lives (upload, from_version, to_version) VALUES ($upload, $version, {FOREVER})",
        {"upload": upload, "version": version},
    )


def close(db: duckdb.DuckDBPyConnection, kind: str, which: str, version: int) -> None:
    """End the current life of the rows of a kind for which `which` holds, and of their flags."""
    for table in [kind] + (["flags"] if _has_flags(kind) else []):
        db.execute(
            f"UPDATE data.{quote(table)} SET _to = $version WHERE _to = {FOREVER} AND {which}", {"version": version}
        )


def _has_flags(kind: str) -> bool:
    return kind in SHEETS and bool(SHEETS[kind].flags)


def _lives(db: duckdb.DuckDBPyConnection, upload: int) -> bool:
    return bool(
        db.execute(
            f"SELECT 1 FROM lives WHERE upload = $upload AND to_version = {FOREVER}", {"upload": upload}
        ).fetchall()
    )


def _settle(db: duckdb.DuckDBPyConnection, kind: str, upload: int, version: int) -> None:
    """Make current, for every key this upload has, the row of the latest upload that lives."""
    table = f"data.{quote(kind)}"
    db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE winner AS
        SELECT _key, _upload, _row FROM {table}
        WHERE _key IN (SELECT _key FROM {table} WHERE _upload = $upload) AND _upload IN (SELECT upload FROM lives WHERE to_version = {FOREVER})
        QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _upload DESC, _from DESC) = 1""",
        {"upload": upload},
    )
    close(
        db,
        kind,
        f"_key IN (SELECT _key FROM {table} WHERE _upload = {int(upload)}) AND (_key, _upload) NOT IN (SELECT _key, "
        "_upload FROM winner)",
        version,
    )
    db.execute(f"DELETE FROM winner WHERE _key IN (SELECT _key FROM {table} WHERE _to = {FOREVER})")
    for each, occurrence in [(kind, "_upload, _row")] + (
        [("flags", "_upload, _row, flag")] if _has_flags(kind) else []
    ):
        db.execute(
            f"""
            INSERT INTO data.{quote(each)} BY NAME
            SELECT d.* REPLACE ($version AS _from, {FOREVER} AS _to) FROM data.{quote(each)} d JOIN winner USING (_key, _upload, _row)
            QUALIFY row_number() OVER (PARTITION BY {occurrence} ORDER BY d._from DESC) = 1""",
            {"version": version},
        )
    db.execute("DROP TABLE winner")
