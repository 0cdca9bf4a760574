"""Stores that were made earlier: what this program declares is added to them, and what can be worked out is filled
in."""

from __future__ import annotations

import json

import duckdb

from measures.sheets import SHEETS
from measures.sql import quote
from measures.store import names, observed, statements
from measures.store.history import latest, record
from measures.store.tables import FORMAT, Tables, add_missing, declared, derived_keys

FOLLOWED = (
    "The program now keeps what earlier sheets say in columns that a later sheet does not have, and takes the later of "
    "two "
    '"As at" dates for the newer: what had been wiped so counts again'
)
KEPT_BY_CHART = ("chart:", "commentary:", "about:")
CHOSEN = {
    "locality": "locality",
    "agency": "agency",
    "type": "type",
}  # the filters of a chart, and their pools of names


def is_a_step(db: duckdb.DuckDBPyConnection, made_as: int, there: Tables) -> bool:
    """Whether a store is changed when it is brought up to date: it lacks something that is declared, or is kept by
    an earlier rule."""
    lacks = any(columns.keys() - there.get(table, {}).keys() for table, columns in declared().items())
    return lacks or made_as < FORMAT or not observed.is_by_the_rule(db)


def bring_up_to_date(db: duckdb.DuckDBPyConnection, made_as: int, there: Tables) -> None:
    """Add to what is `there` the tables and columns that are declared and not there; fill in keys, and how names are
    shown."""
    drawn = {of for columns in names.pools().values() for of in columns}
    unsettled = False
    for table, column in add_missing(db, there):
        if column in derived_keys(table):
            names.fill(db, table, column)
            unsettled |= (table, derived_keys(table)[column][0]) in drawn
    if unsettled:
        names.settle_for_the_first_time(db, latest(db))
    if made_as < 2:
        _rename_charts(db)
    if made_as < 3:
        _fill_in_what_was_stated(db)
        _fill_in_days(db)
        _settle_statements(db)
    observed.follow_the_rule(db)
    if made_as < FORMAT:
        db.execute(f"UPDATE format SET format = {FORMAT}")


def _fill_in_what_was_stated(db: duckdb.DuckDBPyConnection) -> None:
    """Say of each upload which columns it had: those of its mapping, and any that has a value in one of its rows (ticks
    of several columns are one). Until format 3 the latest row took the place of the earlier whole, blanks and all."""
    db.execute("UPDATE uploads SET blanks = 'not known'")
    for upload, kind, mapping in db.execute("SELECT upload, kind, mapping FROM uploads").fetchall():
        if kind not in SHEETS:
            continue
        names = [column.name for column in SHEETS[kind].columns]
        counts = ", ".join(f"count({quote(name)})" for name in names)
        values = {"upload": upload}
        filled = db.execute(f"SELECT {counts} FROM data.{quote(kind)} WHERE _upload = $upload", values).fetchall()[0]
        mapped = json.loads(mapping).get("columns", names)
        stated = [name for name, count in zip(names, filled, strict=True) if count or name in mapped]
        db.execute("UPDATE uploads SET stated = $stated WHERE upload = $upload", {**values, "stated": stated})


def _fill_in_days(db: duckdb.DuckDBPyConnection) -> None:
    """Give rows the day that they are about: see `statements`."""
    for table in (*SHEETS, "flags"):
        loaded = "CAST(u.loaded_at AS DATE)"
        as_at = quote(SHEETS[table].as_at) if table in SHEETS and SHEETS[table].as_at else "NULL"
        db.execute(
            f"UPDATE data.{quote(table)} SET _day = least(coalesce({as_at}, {loaded}), {loaded}) FROM uploads u WHERE "
            "u.upload = _upload"
        )
    flags = "(SELECT _upload, _row, _day FROM data.households GROUP BY ALL) h"
    db.execute(f"UPDATE data.flags AS f SET _day = h._day FROM {flags} WHERE (f._upload, f._row) = (h._upload, h._row)")


def _settle_statements(db: duckdb.DuckDBPyConnection) -> None:
    """Give back what later sheets without its column took away, as a version of its own: earlier ones stay as they
    were."""
    version, changed = latest(db) + 1, []
    for kind in [sheet.kind for sheet in SHEETS.values() if sheet.key]:
        rows = f"data.{quote(kind)}"
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT _key FROM {rows} GROUP BY _key HAVING count(DISTINCT "
            "_upload) > 1"
        )
        statements.settle(db, kind, version)
        if db.execute(f"SELECT 1 FROM {rows} WHERE _from = $v OR _to = $v LIMIT 1", {"v": version}).fetchall():
            changed.append(kind)
    if changed:
        names.settle(db, changed, version)
        record(db, version, "", FOLLOWED)


def _rename_charts(db: duckdb.DuckDBPyConnection) -> None:
    """Keep what was kept beside a chart under the name that its chart has now: until format 2 names were folded
    otherwise."""
    kept = [name for (name,) in db.execute("SELECT DISTINCT name FROM settings").fetchall()]
    changed = []
    for filter_, pool in CHOSEN.items():
        for name in _names(db, names.pools()[pool]):
            changed.append((f";{filter_}={_folded_before(name)}", f";{filter_}={names.name_key(name)}"))
    for name in _names(db, [("series", "measure")]):
        changed.append((f":series_points:{name.casefold()}", f":series_points:{names.ref_key(name)}"))
    changed = [(old, new) for old, new in changed if old != new]
    for name in kept:
        renamed = name
        for old, new in changed:
            # Whole, and not the beginning of another.
            renamed = f"{renamed};".replace(f"{old};", f"{new};").removesuffix(";")
        if renamed != name and name.startswith(KEPT_BY_CHART):
            db.execute("UPDATE settings SET name = $new WHERE name = $old", {"old": name, "new": renamed})


def _names(db: duckdb.DuckDBPyConnection, drawn: list[tuple[str, str]]) -> list[str]:
    union = " UNION ".join(f"SELECT {quote(column)} FROM data.{quote(table)}" for table, column in drawn)
    return [name for (name,) in db.execute(union).fetchall() if name is not None]


def _folded_before(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().replace("&", "and"))) or name
