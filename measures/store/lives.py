"""The lives of uploads: what ends at a version, what begins again, and so what is known of the keys that they have.

Nothing is deleted: a row that no longer counts keeps the versions between which it did.
"""

from __future__ import annotations

import duckdb

from measures.problems import StoreError
from measures.sql import quote
from measures.store import statements
from measures.store.history import kind_of
from measures.store.tables import FOREVER


def end(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """End an upload's life: its rows no longer count, and rows they had replaced count again."""
    kind = kind_of(db, upload)
    if not lives(db, upload):
        raise StoreError("already-withdrawn", upload=upload)
    end_unsettled(db, upload, version)
    _settle(db, kind, upload, version)


def end_unsettled(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """End an upload's life, if it lives, where that changes nothing: it has no row."""
    db.execute(
        f"UPDATE lives SET to_version = $version WHERE upload = $upload AND to_version = {FOREVER}",
        {"upload": upload, "version": version},
    )


def begin_again(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """Bring a withdrawn upload back, as if it had never been away."""
    kind = kind_of(db, upload)
    if lives(db, upload):
        raise StoreError("not-withdrawn", upload=upload)
    if db.execute(
        "SELECT 1 FROM uploads WHERE upload = $upload AND rows_erased >= rows_loaded", {"upload": upload}
    ).fetchall():
        raise StoreError("upload-erased", upload=upload)
    begin(db, upload, version)
    _settle(db, kind, upload, version)


def begin(db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
    """Begin an upload's life."""
    db.execute(
        f"INSERT INTO lives (upload, from_version, to_version) VALUES ($upload, $version, {FOREVER})",
        {"upload": upload, "version": version},
    )


def lives(db: duckdb.DuckDBPyConnection, upload: int) -> bool:
    """Whether an upload counts now."""
    return bool(
        db.execute(
            f"SELECT 1 FROM lives WHERE upload = $upload AND to_version = {FOREVER}", {"upload": upload}
        ).fetchall()
    )


def _settle(db: duckdb.DuckDBPyConnection, kind: str, upload: int, version: int) -> None:
    """Make current what is known of every key that this upload has or says is gone."""
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT _key FROM data.{quote(kind)} WHERE _upload = $upload "
        "UNION SELECT _key FROM data.gone WHERE _upload = $upload",
        {"upload": upload},
    )
    statements.settle(db, kind, version)
    db.execute("DROP TABLE touched")
