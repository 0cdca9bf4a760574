"""What people type freely: when two spellings are one name, and how a name is shown.

A name is folded once, when it is loaded, and its key kept beside it (`<column>_key`): measures group, join and filter
by keys. How a key is shown is settled then too, for each version of the data (`data.spellings`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import literal, quote
from measures.store.current import current
from measures.store.parsed import parsed
from measures.store.scratch import scratch
from measures.store.tables import CLASSIFICATIONS, FOREVER, derived_keys


def folded(fold: str, text: str) -> str:
    """SQL: the key of a spelling. Here, and for plain names in `_plain_key`, is said when two spellings are the same,
    and nowhere else.

    Of a name only letters, their marks and digits count, whatever their capitals, and `&` is `and`: Social Services,
    Social-Services and SOCIAL SERVICES are one. A name that has none of these is itself. Of a reference only capitals
    and the number of spaces do not count: A-1 and A1 may be two.
    """
    if fold == "ref":
        return f"lower(trim(regexp_replace({text}, '\\s+', ' ', 'g')))"
    # Composed before, for an I with a dot has a small letter of its own; and after, for a letter may have lost a hyphen
    # to its mark.
    kept = f"regexp_replace(replace(lower(nfc_normalize({text})), '&', 'and'), '[^\\pL\\pM\\pN]+', '', 'g')"
    return f"nfc_normalize(coalesce(nullif({kept}, ''), lower({text})))"


def _plain_key(name: str) -> str:
    """The key of a name of plain letters (ASCII), the same as `folded` gives. To make the class of all letters of
    all alphabets takes the database 4 ms for each query, as long as a small sheet takes to load; and nearly all
    names are plain."""
    small = name.lower()
    return re.sub("[^a-z0-9]+", "", small.replace("&", "and")) or small


def reference_key(sheet: Sheet) -> str:
    """SQL: the key of a row that has its sheet's reference."""
    parts = ", ".join(folded("ref", quote(name)) for name in sheet.key)
    return f"md5(concat_ws(chr(31), 'key', {parts}))::UUID"


def name_key(name: str) -> str:
    """The key of a name, as it is kept beside one that was loaded: for filters, and whatever else is kept under a
    name."""
    return _plain_key(name) if name.isascii() else _key("name", name)


def name_keys(names: Iterable[str]) -> dict[str, str]:
    """The key of each of these names."""
    keys = {name: _plain_key(name) if name.isascii() else "" for name in names}
    others = [name for name, key in keys.items() if not key and name]
    return keys | (_keys("name", others) if others else {})


def ref_key(text: str) -> str:
    """The key of a reference."""
    return _key("ref", text)


@functools.lru_cache(maxsize=10_000)
def _key(fold: str, text: str) -> str:
    return _keys(fold, [text])[text]


def _keys(fold: str, texts: list[str]) -> dict[str, str]:
    with scratch() as db:
        keyed = f"SELECT text, {folded(fold, 'text')} FROM (SELECT unnest($texts::VARCHAR[]) AS text)"
        return dict(db.execute(parsed(db, keyed), {"texts": texts}).fetchall())


def with_name_keys(rows: pa.Table, keys: Mapping[str, tuple[str, str]]) -> pa.Table:
    """Rows with the keys of their names beside them: `keys` has the column and the fold of each.

    The same few names come again and again, in one column or in several, so each is folded once.
    """
    columns = {key: column for key, (column, fold) in keys.items() if fold == "name" and column in rows.column_names}
    pieces = [piece for column in columns.values() for piece in rows[column].chunks]
    names = pc.drop_null(pc.unique(pa.chunked_array(pieces, pa.string())))
    folds = pa.array(list(name_keys(names.to_pylist()).values()), pa.string())
    for key, column in columns.items():
        rows = rows.append_column(key, folds.take(pc.index_in(rows[column], names)))
    return rows


def fill(db: duckdb.DuckDBPyConnection, table: str, key: str) -> None:
    """Give the rows of a table a key that they were loaded without."""
    column, fold = derived_keys(table)[key]
    db.execute(
        f"UPDATE data.{quote(table)} SET {quote(key)} = n.key FROM (SELECT name, {folded(fold, 'name')} AS key FROM "
        f"(SELECT DISTINCT {quote(column)} AS name FROM data.{quote(table)})) n WHERE {quote(column)} = n.name"
    )


# -- How a name is shown


def pools() -> dict[str, list[tuple[str, str]]]:
    """The tables and columns that draw from each pool of names."""
    drawn: dict[str, list[tuple[str, str]]] = {}
    for table in ("flags", *SHEETS):
        for pool, column in _names_in(table).items():
            for each in column:
                drawn.setdefault(pool, []).append((table, each))
    return drawn


def _names_in(table: str) -> dict[str, list[str]]:
    """The columns of a table that draw from pools of names, by pool."""
    if table == "flags":
        return {"flag": ["flag"]}
    columns: dict[str, list[str]] = {}
    for column in SHEETS[table].columns:
        if column.names:
            columns.setdefault(column.names, []).append(column.name)
    return columns


def settle(db: duckdb.DuckDBPyConnection, kinds: Iterable[str], version: int) -> None:
    """Settle how names are shown from this version on, of those in rows of these kinds that came or went with it.

    A name is shown in its commonest spelling among the rows that count; of two as common in the one that is not all in
    capitals, and then in the first by the alphabet. How often each spelling is there is kept (`name_counts`), so that
    one answer of the inbox does not count a million rows again.
    """
    db.execute("CREATE OR REPLACE TEMP TABLE changed (pool VARCHAR, key VARCHAR, name VARCHAR, n BIGINT)")
    for table in dict.fromkeys(t for kind in kinds if kind in SHEETS for t in _tables(kind) if _names_in(t)):
        _count_changes(db, table, version)
    differing = (
        "CREATE OR REPLACE TEMP TABLE differing AS SELECT pool, key, name, sum(n) AS n FROM changed GROUP BY pool, "
        "key, name HAVING sum(n) <> 0"
    )
    kept = (
        "MERGE INTO name_counts AS c USING differing AS d ON c.pool = d.pool AND c.key = d.key AND c.name = d.name "
        "WHEN MATCHED THEN UPDATE SET n = c.n + d.n WHEN NOT MATCHED THEN INSERT (pool, key, name, n) VALUES (d.pool, "
        "d.key, d.name, d.n)"
    )
    counted = "FROM name_counts WHERE n > 0 AND (pool, key) IN (SELECT pool, key FROM differing)"
    settled = (
        "CREATE OR REPLACE TEMP TABLE settled AS SELECT t.pool, t.key, s.shown FROM (SELECT DISTINCT pool, key FROM "
        f"differing) t LEFT JOIN ({_commonest(counted)}) s USING (pool, key)"
    )
    ended = (
        "UPDATE data.spellings SET _to = $version FROM settled s WHERE spellings.pool = s.pool AND spellings.key = "
        "s.key "
        f"AND spellings._to = {FOREVER} AND spellings.shown IS DISTINCT FROM s.shown"
    )
    begun = (
        f"INSERT INTO data.spellings (pool, key, shown, _from, _to) SELECT pool, key, shown, $version, {FOREVER} FROM "
        f"settled WHERE shown IS NOT NULL AND (pool, key) NOT IN (SELECT pool, key FROM data.spellings WHERE _to = "
        f"{FOREVER})"
    )
    ((any_differ,),) = db.execute(parsed(db, differing)).fetchall()
    if any_differ:
        for step in (kept, settled):
            db.execute(parsed(db, step))
        for step in (ended, begun):
            db.execute(parsed(db, step), {"version": version})
    db.execute("DROP TABLE IF EXISTS settled; DROP TABLE differing; DROP TABLE changed; DROP TABLE IF EXISTS moved")


def _count_changes(db: duckdb.DuckDBPyConnection, table: str, version: int) -> None:
    """Add to `changed` how many rows of a table more, or fewer, have each spelling from this version on."""
    at, moved = {"version": version}, f"SELECT _key FROM data.{quote(table)} WHERE _from = $version OR _to = $version"
    answers = "false"
    if table == "demands":  # an answer of the inbox hides what the row says
        moved += " UNION SELECT _key FROM data.classifications WHERE _from = $version OR _to = $version"
        answers = "EXISTS (FROM data.classifications)"
    lived = f"EXISTS (FROM data.{quote(table)} WHERE _from < $version AND _to >= $version"
    ((before, answered),) = db.execute(parsed(db, f"SELECT {lived}), {answers}"), at).fetchall()
    if before and not answered:  # of a first log there is none, and to look for each of its keys takes far longer
        ((before,),) = db.execute(parsed(db, f"SELECT {lived} AND _key IN ({moved}))"), at).fetchall()
    if not before and not answered:
        came = f"(SELECT * FROM data.{quote(table)} WHERE _from = $version AND $version < _to)"
        db.execute(parsed(db, f"INSERT INTO changed {_counts(table, 'count(*)', came)}"), at)
        return
    db.execute(f"CREATE OR REPLACE TEMP TABLE moved AS {moved}", at)
    for sign, then in (("-", version - 1), ("", version)):
        rows = current(table, "_key IN (SELECT _key FROM moved)", answered=answered)
        counted = f"INSERT INTO changed WITH {rows} {_counts(table, f'{sign}count(*)')}"
        db.execute(parsed(db, counted), {"version": then})


def settle_for_the_first_time(db: duckdb.DuckDBPyConnection, version: int, which: str = "true") -> None:
    """Settle how names are shown at every version so far, where rows were loaded before names were settled; or of those
    names for which `which` holds, where rows that had them were taken away.

    It is as counted at this version, the latest; for a name that no row has any more, as in those that had it.
    """
    db.execute(f"DELETE FROM name_counts WHERE {which}; DELETE FROM data.spellings WHERE {which}")
    tables = _count(db, version, which)
    ever = " UNION ALL ".join(_counts(table, "count(*)", f"data.{quote(table)}") for table in tables)
    answered = " UNION ALL ".join(
        f"SELECT {literal(pool)}, {quote(f'{column}_key')}, {quote(column)}, 1 FROM data.classifications"
        for pool, columns in _names_in("demands").items()
        for column in columns
        if column in CLASSIFICATIONS
    )
    counted = (
        f"FROM (SELECT pool, key, name, n, 0 AS ever FROM name_counts WHERE {which} UNION ALL "
        f"SELECT pool, key, name, 0, n FROM ({ever} UNION ALL {answered}) AS a (pool, key, name, n) WHERE key IS NOT "
        f"NULL AND {which})"
    )
    db.execute(
        "INSERT INTO data.spellings BY NAME SELECT *, 0 AS _from, "
        f"{FOREVER} AS _to FROM ({_commonest(counted, 'sum(n) DESC, sum(ever) DESC')})"
    )


def settle_as_they_are(db: duckdb.DuckDBPyConnection, version: int) -> None:
    """Settle how names are shown, as counted at this version, in a store that is asked of no other."""
    _count(db, version)
    db.execute(
        "INSERT INTO data.spellings BY NAME SELECT *, 0 AS _from, "
        f"{FOREVER} AS _to FROM ({_commonest('FROM name_counts')})"
    )


def _count(db: duckdb.DuckDBPyConnection, version: int, which: str = "true") -> list[str]:
    """Count how often each spelling is there at a version. The tables that have names."""
    tables = [table for table in ("flags", *SHEETS) if _names_in(table)]
    db.execute("CREATE OR REPLACE TEMP TABLE counted (pool VARCHAR, key VARCHAR, name VARCHAR, n BIGINT)")
    for table in tables:
        counted = f"FROM ({_counts(table, 'count(*)')}) WHERE {which}"
        db.execute(f"INSERT INTO counted WITH {current(table)} {counted}", {"version": version})
    db.execute("INSERT INTO name_counts SELECT pool, key, name, sum(n) FROM counted GROUP BY ALL; DROP TABLE counted")
    return tables


def drawn_by(table: str, rows: str) -> str:
    """The query for the names that some rows of a table have: pool and key. Blank where its rows have none."""
    return " UNION ".join(
        f"SELECT {literal(pool)}, {quote(f'{column}_key')} FROM data.{quote(table)} WHERE {quote(column)} IS NOT "
        f"NULL AND {rows}"
        for pool, columns in _names_in("demands" if table == "classifications" else table).items()
        for column in columns
        if table != "classifications" or column in CLASSIFICATIONS
    )


def _tables(kind: str) -> list[str]:
    return [kind, "flags"] if SHEETS[kind].flags else [kind]


def _counts(table: str, n: str, source: str = "") -> str:
    """The query for how often each spelling is in the rows of a table: pool, key, name and `n`."""
    return " UNION ALL ".join(
        f"SELECT {literal(pool)} AS pool, {quote(f'{column}_key')} AS key, {quote(column)} AS name, {n} AS n "
        f"FROM {source or quote(table)} WHERE {quote(column)} IS NOT NULL GROUP BY 2, 3"
        for pool, columns in _names_in(table).items()
        for column in columns
    )


def _commonest(counted: str, order: str = "sum(n) DESC") -> str:
    """The query for the spelling that each key is shown in."""
    return (
        f"SELECT pool, key, name AS shown {counted} GROUP BY pool, key, name "
        f"QUALIFY row_number() OVER (PARTITION BY pool, key ORDER BY {order}, name = upper(name), name) = 1"
    )
