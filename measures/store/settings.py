"""What people decide and write, kept a line each: a later line of the same name takes the place of the earlier, or adds
to it."""

from __future__ import annotations

import json

import duckdb

from measures.store.history import now
from measures.store.parsed import parsed
from measures.store.tables import FOREVER


def entries(db: duckdb.DuckDBPyConnection, name: str, version: int | None) -> list[dict]:
    """Every value that a setting has been given up to a version, the earliest first: version, value, who, at."""
    query = (
        "SELECT from_version, value, who, changed_at FROM settings WHERE name = $name AND from_version <= $version "
        "ORDER BY from_version"
    )
    values = {"name": name, "version": FOREVER if version is None else version}
    rows = db.execute(parsed(db, query), values).fetchall()
    return [{"version": v, "value": json.loads(value), "who": who, "at": at} for v, value, who, at in rows]


def under(db: duckdb.DuckDBPyConnection, prefix: str, version: int | None) -> dict[str, list[dict]]:
    """The values of every setting whose name begins so, up to a version: by name, the earliest first."""
    query = (
        "SELECT DISTINCT name FROM settings WHERE starts_with(name, $prefix) AND from_version <= $version ORDER BY name"
    )
    values = {"prefix": prefix, "version": FOREVER if version is None else version}
    names = [name for (name,) in db.execute(parsed(db, query), values).fetchall()]
    return {name: entries(db, name, version) for name in names}


def latest(db: duckdb.DuckDBPyConnection, name: str, version: int | None) -> object | None:
    """A setting as it was at a version, or None."""
    found = entries(db, name, version)
    return found[-1]["value"] if found else None


def keep(db: duckdb.DuckDBPyConnection, name: str, value: object, who: str, version: int) -> None:
    """Keep a setting, from this version on."""
    db.execute(
        "INSERT INTO settings (name, value, from_version, who, changed_at) VALUES ($name, $value, $version, $who, $at)",
        {"name": name, "value": json.dumps(value), "version": version, "who": who, "at": now()},
    )
