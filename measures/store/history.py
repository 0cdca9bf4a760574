"""What changed the data and when: the versions, and every upload with what became of it."""

from __future__ import annotations

import datetime as dt
import json

import duckdb

from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import statements
from measures.store.parsed import parsed
from measures.store.tables import FOREVER
from measures.uploads import Upload

ALLOWED = dt.timedelta(1)  # for a clock, or a time zone, that is behind


def now() -> dt.datetime:
    """The moment of a change, in UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def latest(db: duckdb.DuckDBPyConnection) -> int:
    """The latest version of the data."""
    return db.execute(parsed(db, "SELECT max(version) FROM versions")).fetchall()[0][0]


def loading_day(db: duckdb.DuckDBPyConnection) -> dt.date:
    """The day of what is loaded now: today, or the day of the latest load where the clock was ahead then. Else
    nothing that is loaded later, and says no day, would count until that day has come."""
    latest_load = db.execute(parsed(db, "SELECT max(loaded_at) FROM uploads")).fetchall()[0][0]
    return max(now(), latest_load or now()).date()


def last_day(db: duckdb.DuckDBPyConnection, version: int, last: int) -> dt.date:
    """The last day that is past at a version: of the latest, `last`, today; of an earlier one the day on which it
    was made. One more is allowed for other clocks."""
    query = "SELECT changed_at FROM versions WHERE version = $version"
    made = db.execute(parsed(db, query), {"version": version}).fetchall() if version < last else []
    return (made[0][0] if made else now()).date() + ALLOWED


def record(db: duckdb.DuckDBPyConnection, version: int, who: str, what: str) -> None:
    """Enter a change: who made this version of the data, and what it was."""
    db.execute(
        "INSERT INTO versions (version, changed_at, who, what) VALUES ($version, $at, $who, $what)",
        {"version": version, "at": now(), "who": who, "what": what},
    )


def entries(db: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    """The rows of a query, each as a dict. It is run as it is parsed: a relation would have it planned twice."""
    db.execute(parsed(db, query))
    names = [name for name, *_ in db.description or ()]
    return [dict(zip(names, row)) for row in db.fetchall()]


def versions(db: duckdb.DuckDBPyConnection) -> list[dict]:
    """What changed the data, latest first: version, changed_at, who, what."""
    return entries(db, "SELECT * FROM versions ORDER BY version DESC")


def loads(db: duckdb.DuckDBPyConnection) -> list[dict]:
    """The versions at which what is counted changed by a load, a withdrawal or a return, latest first, as
    `versions`."""
    query = (
        "SELECT * FROM versions WHERE version IN (SELECT from_version FROM lives UNION SELECT to_version FROM lives) "
        "ORDER BY version DESC"
    )
    return entries(db, query)


def uploads(db: duckdb.DuckDBPyConnection) -> list[Upload]:
    """Every upload, the latest first."""
    # Of kinds that another program loaded, and that this one does not know, the tables are there all the same.
    kinds = dict.fromkeys([*SHEETS, *(kind for (kind,) in db.execute("SELECT DISTINCT kind FROM uploads").fetchall())])
    query = f"""
        SELECT u.*, l.from_version, l.to_version, coalesce(c.n, 0) AS current_rows, coalesce(g.n, 0) AS gone
        FROM uploads u
        JOIN (
            SELECT upload, max(from_version) AS from_version, max_by(to_version, from_version) AS to_version
            FROM lives GROUP BY 1
        ) l USING (upload)
        LEFT JOIN ({statements.in_use(db, kinds)}) c ON c._upload = u.upload
        LEFT JOIN (SELECT _upload, count(*) AS n FROM data.gone GROUP BY 1) g ON g._upload = u.upload
        ORDER BY u.upload DESC"""
    rows = entries(db, query)
    for row in rows:
        row["mapping"] = json.loads(row["mapping"])
        row["to_version"] = None if row["to_version"] == FOREVER else row["to_version"]
    return [Upload(**row) for row in rows]


def sheets_of_uploads(db: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str, dict]]:
    """The file and the sheet of every upload, and how that was understood: what tells where a row of it is, without
    a look at the rows."""
    rows = db.execute(parsed(db, "SELECT upload, file_name, sheet, mapping FROM uploads")).fetchall()
    return {upload: (file_name, sheet, json.loads(mapping)) for upload, file_name, sheet, mapping in rows}


def kind_of(db: duckdb.DuckDBPyConnection, upload: int) -> str:
    """The kind of sheet that an upload is. Raises StoreError where there is none."""
    rows = db.execute("SELECT kind FROM uploads WHERE upload = $upload", {"upload": upload}).fetchall()
    if not rows:
        raise StoreError("no-upload", upload=upload)
    return rows[0][0]
