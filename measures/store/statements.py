"""What is known of a thing that several sheets tell of: of each column the latest statement of an upload that lives.

An upload states the columns that it has, and nothing of the others. A blank states that the value is not known any
more, or nothing, as a person said when it was loaded (`uploads.Blanks`). Statements are in the order of the days that
they are about (`_day`), and of one day in the order of their uploads. A list that says that a thing is gone ends what
was stated of it before.

A row is kept as its sheet states it. Where more is known than the latest of them states, what is known is a row beside
them, `_merged`, with the place of the latest.
"""

from __future__ import annotations

import duckdb

from measures.schema import Column
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.tables import FOREVER, has_flags, with_column

LIVING = f"(SELECT upload FROM lives WHERE to_version = {FOREVER})"


def settle(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: int = 0) -> None:
    """Make current, from this version on, what is known of every key of the temporary table `touched`.

    `loaded` is the upload that comes with this version: of its rows those of keys in `touched` are there with no life
    yet.
    """
    if not db.execute("SELECT 1 FROM touched LIMIT 1").fetchall():
        return
    _settle_rows(db, kind, version, loaded)
    if has_flags(kind):
        _settle_flags(db, kind, version, loaded)


def statements(table: str) -> str:
    """The query for what the uploads that live state of the keys of `touched`: rows of a kind, or their flags, each
    once."""
    own = "_upload, _row, flag" if table == "flags" else "_upload, _row"
    gone = f"SELECT _key, max((_day, _upload)) AS day FROM data.gone WHERE _upload IN {LIVING} GROUP BY _key"
    return (
        f"SELECT d.* FROM data.{quote(table)} d LEFT JOIN ({gone}) g USING (_key) WHERE d._key IN (FROM touched) AND "
        f"d._merged IS NOT TRUE AND d._upload IN {LIVING} AND (g.day IS NULL OR (d._day, d._upload) > g.day) "
        f"QUALIFY row_number() OVER (PARTITION BY {own} ORDER BY d._from DESC) = 1"
    )


def merged_columns(kind: str) -> list[Column]:
    """The columns of which the latest statement is known: all but what makes a thing itself, and what is of one row of
    one sheet."""
    sheet = SHEETS.get(kind)
    return [c for c in sheet.columns if c.name not in sheet.key and not c.of_row] if sheet and sheet.key else []


def stands(db: duckdb.DuckDBPyConnection, kind: str, column: str, *, flag: bool = False) -> str:
    """SQL: whether a row states something of this column. What is filled does; and a blank, where its upload has the
    column and said that blanks are not known any more."""
    stated = "true" if flag else "(stated IS NULL OR list_contains(stated, $column))"
    uploads = db.execute(
        f"SELECT upload FROM uploads WHERE kind = $kind AND blanks = 'not known' AND {stated} ORDER BY upload",
        {"kind": kind} | ({} if flag else {"column": column}),
    ).fetchall()
    clearing = ", ".join(str(upload) for (upload,) in uploads)
    return f"({quote(column)} IS NOT NULL{f' OR _upload IN ({clearing})' if clearing else ''})"


def _settle_rows(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: int) -> None:
    db.execute(
        "CREATE OR REPLACE TEMP TABLE stated AS SELECT *, row_number() OVER (PARTITION BY _key ORDER BY _day, _upload) "
        f"AS _nth FROM ({statements(kind)})"
    )
    known = {
        name: f"arg_max_null({quote(name)}, _nth) FILTER ({stands(db, kind, column.name)})"
        for column in merged_columns(kind)
        for name in with_column(kind, column)
    }
    latest = {"_upload": "arg_max(_upload, _nth)", "_row": "arg_max(_row, _nth)"}
    all_known = ", ".join(f"{of} AS {quote(name)}" for name, of in (latest | known).items())
    replaced = "".join(f"k.{quote(name)} AS {quote(name)}, " for name in known)
    differs = " OR ".join(f"s.{quote(name)} IS DISTINCT FROM k.{quote(name)}" for name in known) or "false"
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE settled AS SELECT s.* EXCLUDE (_nth) REPLACE ({replaced}{differs} AS _merged) "
        f"FROM (SELECT _key, {all_known} FROM stated GROUP BY _key) k JOIN stated s USING (_key, _upload, _row)"
    )
    same = " AND ".join(f"c.{quote(name)} IS NOT DISTINCT FROM s.{quote(name)}" for name in known) or "true"
    _make_current(db, kind, "_key, _upload, _row", same, version, loaded)
    db.execute("DROP TABLE stated")


def _settle_flags(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: int) -> None:
    """A flag is a column too: of each the latest row that states something, or else the latest, which is blank."""
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE settled AS SELECT * FROM ({statements('flags')}) QUALIFY rank() OVER "
        f"(PARTITION BY _key, flag_key ORDER BY {stands(db, kind, 'is_set', flag=True)} DESC, _day DESC, _upload DESC) = 1"
    )
    _make_current(db, "flags", "_key, _upload, _row, flag", "true", version, loaded)


def _make_current(
    db: duckdb.DuckDBPyConnection, table: str, identity: str, same: str, version: int, loaded: int
) -> None:
    """Let the rows of `settled` be the current ones of the keys of `touched`. Those that are already, `same` in what
    they say, stay."""
    table, values = f"data.{quote(table)}", {"version": version}
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE unchanged AS SELECT {identity} FROM settled s JOIN {table} c USING ({identity}) "
        f"WHERE c._to = {FOREVER} AND {same}"
    )
    db.execute(
        f"UPDATE {table} SET _to = $version WHERE _to = {FOREVER} AND _key IN (FROM touched) AND ({identity}) NOT IN "
        "(FROM unchanged)",
        values,
    )
    db.execute(f"DELETE FROM settled WHERE ({identity}) IN (FROM unchanged)")
    if loaded:
        as_loaded = f"_upload = {int(loaded)} AND _merged IS NOT TRUE"
        db.execute(
            f"UPDATE {table} SET _to = {FOREVER} WHERE {as_loaded} AND _from = $version AND ({identity}) IN (SELECT "
            f"{identity} FROM settled WHERE {as_loaded})",
            values,
        )
        db.execute(f"DELETE FROM settled WHERE {as_loaded}")
    db.execute(
        f"INSERT INTO {table} BY NAME SELECT * REPLACE ($version AS _from, {FOREVER} AS _to) FROM settled", values
    )
    db.execute("DROP TABLE settled; DROP TABLE unchanged")
