"""The part of a store that is of some localities, as it is now: another database, in memory, into which nothing but
their rows is put.

It answers every question with the same queries as the store that it is of. What was not put into it no query can find,
however it is written: so a measure, a filter or a page that comes later shows no other locality's rows either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pyarrow as pa

from measures.cells import Ref
from measures.problems import StoreError
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import literal, quote
from measures.store import history, names, observed
from measures.store.parsed import parsed
from measures.store.scratch import of_the_store
from measures.store.store import CORRECTED_LATER, Store
from measures.store.tables import FOREVER, MAIN, OWN, create, has_flags, stored_columns

IN_MEMORY = Path(":memory:")
# The settings that say how figures are worked out. What people write of charts, meetings and releases is of every
# locality.
SETTINGS = ("tier_rule", "themselves", "payments", CORRECTED_LATER)
# What an earlier row of a demand tells of it wherever it was said to be: which uploads have it, and its class then.
OF_EARLIER = ("_upload", "_row", "_key", "_from", "_to", "_merged", "value_or_failure")
NOWHERE = "notrecorded"  # what a blank locality is called: the key of no place


class Part(Store):
    """The rows of some localities. Nothing changes it; of another version of the data nothing is known.

    `unplaced` is how many rows of each kind nothing places, so that they are in nobody's part, and `unknown` are the
    keys of localities that no row says.
    """

    def __init__(self, store: Store, localities: Collection[str]) -> None:
        """`localities` are the keys of their names."""
        super().__init__(duckdb.connect(":memory:", config=of_the_store()), IN_MEMORY)
        places = sorted({*localities} - {NOWHERE})
        with store._cursor() as there, self._root.cursor() as here:
            there.execute("BEGIN")  # all of it is of one version, whatever is loaded meanwhile
            try:
                self.of = history.latest(there)
                _fill(there, here, self.of, places)
                self.unplaced = _unplaced(there, self.of)
                self.unknown = [*{*localities} - _said(there, self.of)]
            finally:
                there.execute("ROLLBACK")
            shown = dict(here.execute("SELECT key, shown FROM data.spellings WHERE pool = 'locality'").fetchall())
        self.localities = tuple(sorted(shown.get(key, key) for key in localities))

    @contextmanager
    def _cursor(self, where_the_file_fails: str = "not-a-store") -> Iterator[duckdb.DuckDBPyConnection]:
        with self._root.cursor() as cursor:
            yield cursor

    def _version(self, db: duckdb.DuckDBPyConnection) -> int:
        return self.of

    def _at(self, db: duckdb.DuckDBPyConnection, version: int | None) -> tuple[int, Any]:
        if version is not None:
            self.require_version(version)
        return super()._at(db, version)

    def _query(self, db: duckdb.DuckDBPyConnection, sql: str, *of: Any) -> tuple[duckdb.Statement, dict[str, object]]:
        if of[2] is not None:
            self.require_version(of[2])
        return super()._query(db, sql, *of)

    def require_version(self, version: int) -> None:
        """Raise StoreError where it is of another version."""
        if version != self.of:
            raise StoreError("part-of-now", version=version)

    def _refused(self, *args: object, **more: object) -> NoReturn:
        """Raise StoreError: the change is of the whole store."""
        raise StoreError("part-stays")

    # What changes a store, tries a change, opens its file again, or is of its file alone.
    _change = preview = tried = would_erase = rewrite = take_in = _connect = _refused  # type: ignore[assignment]
    backups_are_to_be_renewed = keep_snapshot = renew_snapshots = _refused  # type: ignore[assignment]


def _fill(
    there: duckdb.DuckDBPyConnection, here: duckdb.DuckDBPyConnection, version: int, localities: list[str]
) -> None:
    """Put what is of these localities from a store into an empty database, and settle what follows from it there."""
    values = {"version": version, "localities": localities}

    def put(table: str, query: str, **more: object) -> None:
        asked = {**values, **more}
        statement = parsed(there, query)
        of = {name: asked[name] for name in statement.named_parameters}
        _insert(here, table, there.sql(statement, params=of).to_arrow_table())

    create(here)
    here.execute("DELETE FROM versions")
    for kind, sheet in SHEETS.items():
        if not sheet.placed_by:
            continue
        put(f"data.{quote(kind)}", f"SELECT {_columns(sheet)} FROM ({_rows_of(sheet)})")
        keys = f"SELECT _key FROM ({_rows_of(sheet)})"
        if has_flags(kind):
            # A flag that none of these rows has filled is a heading over others' rows.
            flags = f"FROM data.flags WHERE {AT} AND _key IN ({keys})"
            put("data.flags", f"SELECT * {flags} AND flag_key IN (SELECT flag_key {flags} AND is_set IS NOT NULL)")
        if kind == "demands":
            put("data.classifications", f"SELECT * FROM data.classifications WHERE {AT} AND _key IN ({keys})")
            put("data.demands", _earlier(sheet, keys))
    uploads = _uploads_in(here)
    put("uploads", f"SELECT {_OF_UPLOADS} FROM uploads WHERE upload IN (SELECT unnest($uploads))", uploads=uploads)
    put("lives", "SELECT * FROM lives WHERE upload IN (SELECT unnest($uploads))", uploads=uploads)
    put("versions", "SELECT version, changed_at, '' AS who, '' AS what FROM versions")
    put(
        "settings",
        "SELECT name, value, from_version, '' AS who, changed_at FROM settings WHERE name IN (SELECT unnest($names))",
        names=[*SETTINGS],
    )
    # The purpose is what everybody reads above the board; the case that it shows may be one of another locality.
    shown = "value->>'case'"
    case = f"{names.folded('ref', shown)} IN (SELECT case_ref_key FROM ({_rows_of(SHEETS['cases'])}))"
    board = f"json_object('purpose', value->'purpose', 'case', CASE WHEN {case} THEN {shown} ELSE '' END)"
    put(
        "settings",
        f"SELECT name, {board} AS value, from_version, '' AS who, changed_at FROM settings WHERE name = 'board'",
    )
    names.settle_as_they_are(here, version)
    observed.settle(here, ("demands",), version)
    # What was observed is worked out of all of them; a page says of which load the data are, the latest.
    load = (
        f"SELECT coalesce(max(v), 0) FROM (SELECT unnest([from_version, to_version]) AS v FROM lives) WHERE v < "
        f"{FOREVER}"
    )
    here.execute(f"DELETE FROM versions WHERE version NOT IN ($version, ({load}))", {"version": version})


AT = "_from <= $version AND $version < _to"
# An upload may have rows of others, and its names words of them: it is told by its number, which History has.
_KEPT_OF_UPLOADS = ("upload", "kind", "sha256", "loaded_at", "stated", "filled", "blanks", "lineage", "copy_of")
_INSTEAD = {"file_name": "'upload ' || upload", "sheet": "''", "mapping": "'{}'", "who": "''"}
_OF_UPLOADS = ", ".join(
    quote(name) if name in _KEPT_OF_UPLOADS else f"{_INSTEAD.get(name, '0')} AS {quote(name)}"
    for name in MAIN["uploads"]
)


def _columns(sheet: Sheet) -> str:
    return ", ".join(map(quote, (*OWN, *stored_columns(sheet))))


def _rows_of(sheet: Sheet) -> str:
    """The query for the rows of a kind that are of `$localities` at `$version`."""
    return f"SELECT * FROM data.{quote(sheet.kind)} WHERE {AT} AND {_is_placed(sheet)}"


def _is_placed(sheet: Sheet, places: str = "SELECT unnest($localities)") -> str:
    """SQL: whether a row is in one of these places. What nothing places is in none."""
    if not sheet.placed_by:
        return "false"
    by = quote(f"{sheet.placed_by}_key")
    if not isinstance(sheet.column(sheet.placed_by).type, Ref):
        return f"coalesce({by} IN ({places}), false)"
    of = next(other for other in SHEETS.values() if other.key == (sheet.placed_by,))
    rows = f"SELECT {by} FROM data.{quote(of.kind)} WHERE {AT} AND {by} IS NOT NULL AND {_is_placed(of, places)}"
    return f"coalesce({by} IN ({rows}), false)"


def _earlier(sheet: Sheet, keys: str) -> str:
    """The query for what was known before of demands: which uploads had them, and what of them that is read. What an
    earlier row says of a demand that it has somewhere else is not for these localities."""
    own = _is_placed(sheet)
    columns = ", ".join(
        quote(name) if name in OF_EARLIER else f"CASE WHEN {own} THEN {quote(name)} END AS {quote(name)}"
        for name in (*OWN, *stored_columns(sheet))
    )
    return f"SELECT {columns} FROM data.{quote(sheet.kind)} WHERE NOT ({AT}) AND _key IN ({keys})"


def _insert(here: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    here.register("put", rows)
    here.execute(f"INSERT INTO {table} BY NAME SELECT * FROM put")
    here.unregister("put")


def _uploads_in(here: duckdb.DuckDBPyConnection) -> list[int]:
    """The uploads that have a row here."""
    rows = " UNION ".join(f"SELECT _upload FROM data.{quote(table)}" for table in (*SHEETS, "flags"))
    return [upload for (upload,) in here.execute(f"{rows} ORDER BY 1").fetchall() if upload is not None]


def _unplaced(there: duckdb.DuckDBPyConnection, version: int) -> dict[str, int]:
    """How many rows of each kind are in no place at all."""
    anywhere = f"SELECT key FROM data.spellings WHERE pool = 'locality' AND key <> {literal(NOWHERE)}"
    found = {}
    for kind, sheet in SHEETS.items():
        query = f"SELECT count(*) FROM data.{quote(kind)} WHERE {AT} AND NOT {_is_placed(sheet, anywhere)}"
        found[kind] = there.execute(parsed(there, query), {"version": version}).fetchall()[0][0]
    return {kind: count for kind, count in found.items() if count}


def _said(there: duckdb.DuckDBPyConnection, version: int) -> set[str]:
    """The localities that some row says."""
    said = " UNION ".join(
        f"SELECT {quote(f'{sheet.placed_by}_key')} FROM data.{quote(kind)} WHERE {AT}"
        for kind, sheet in SHEETS.items()
        if sheet.placed_by and not isinstance(sheet.column(sheet.placed_by).type, Ref)
    )
    return {key for (key,) in there.execute(parsed(there, said), {"version": version}).fetchall() if key != NOWHERE}
