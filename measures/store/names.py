"""What people type freely: when two spellings are one name, and how a name is shown.

A name is folded once, when it is loaded, and its key kept beside it (`<column>_key`): measures group, join and filter by
keys. How a key is shown is settled then too, for each version of the data (`data.spellings`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import duckdb

from measures.sheets import SHEETS
from measures.sql import literal, quote
from measures.store.current import current
from measures.store.scratch import scratch
from measures.store.tables import CLASSIFICATIONS, FOREVER, derived_keys


def folded(fold: str, text: str) -> str:
    """SQL: the key of a spelling. This is the only place that says when two spellings are the same.

    Of a name only letters, their marks and digits count, whatever their capitals, and `&` is `and`: Social Services,
    Social-Services and SOCIAL SERVICES are one. A name that has none of these is itself. Of a reference only capitals
    and the number of spaces do not count: A-1 and A1 may be two.
    """
    if fold == "ref":
        return f"lower(trim(regexp_replace({text}, '\\s+', ' ', 'g')))"
    # Composed before, for an I with a dot has a small letter of its own; and after, for a letter may have lost a hyphen to its mark.
    kept = f"regexp_replace(replace(lower(nfc_normalize({text})), '&', 'and'), '[^\\pL\\pM\\pN]+', '', 'g')"
    return f"nfc_normalize(coalesce(nullif({kept}, ''), lower({text})))"


def name_key(text: str) -> str:
    """The key of a name, as it is kept beside one that was loaded: for filters, and whatever else is kept under a name."""
    return _key("name", text)


def ref_key(text: str) -> str:
    """The key of a reference."""
    return _key("ref", text)


@functools.lru_cache(maxsize=10_000)
def _key(fold: str, text: str) -> str:
    with scratch() as db:
        return db.execute(f"SELECT {folded(fold, '$text::VARCHAR')}", {"text": text}).fetchall()[0][0]


def with_keys(rows: str, keys: Mapping[str, tuple[str, str]]) -> str:
    """The query that adds its keys to a table of rows: `keys` has the column and the fold of each.

    The same few names come again and again, so each is folded once; references seldom do.
    """
    columns, joins = [], []
    for i, (key, (column, fold)) in enumerate(keys.items()):
        if fold == "ref":
            columns.append(f"{folded(fold, f'r.{quote(column)}')} AS {quote(key)}")
        else:
            columns.append(f"n{i}.key AS {quote(key)}")
            joins.append(f"LEFT JOIN ({_folds(rows, column, fold)}) n{i} ON n{i}.name = r.{quote(column)}")
    return f"SELECT {', '.join(['r.*', *columns])} FROM {rows} r {' '.join(joins)}"


def fill(db: duckdb.DuckDBPyConnection, table: str, key: str) -> None:
    """Give the rows of a table a key that they were loaded without."""
    column, fold = derived_keys(table)[key]
    db.execute(
        f"UPDATE data.{quote(table)} SET {quote(key)} = n.key FROM ({_folds(f'data.{quote(table)}', column, fold)}) n "
        f"WHERE {quote(column)} = n.name"
    )


def _folds(rows: str, column: str, fold: str) -> str:
    return f"SELECT name, {folded(fold, 'name')} AS key FROM (SELECT DISTINCT {quote(column)} AS name FROM {rows})"


# -- How a name is shown


def pools(kinds: Iterable[str] = SHEETS) -> dict[str, list[tuple[str, str]]]:
    """The tables and columns that draw from each pool of names, for the pools that these kinds of sheet draw from."""
    drawn: dict[str, list[tuple[str, str]]] = {}
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.names:
                drawn.setdefault(column.names, []).append((sheet.kind, column.name))
        if sheet.flags:
            drawn.setdefault("flag", []).append(("flags", "flag"))
    wanted = {pool for pool, columns in drawn.items() if {_kind(table) for table, _ in columns} & set(kinds)}
    return {pool: columns for pool, columns in drawn.items() if pool in wanted}


def _kind(table: str) -> str:
    return next(sheet.kind for sheet in SHEETS.values() if sheet.flags) if table == "flags" else table


def settle(db: duckdb.DuckDBPyConnection, kinds: Iterable[str], version: int) -> None:
    """Settle how names are shown from this version on, of those in rows of these kinds that came or went with it.

    A name is shown in its commonest spelling among the rows that count; of two as common in the one that is not all in
    capitals, and then in the first by the alphabet.
    """
    drawn, kinds = pools(kinds), set(kinds)
    touched, counted = [], []
    for pool, columns in drawn.items():
        for table, column in columns:
            key = quote(f"{column}_key")
            if _kind(table) in kinds:
                moved = f"_from = {version} OR _to = {version}"
                if table == "demands":  # what was said of one in the inbox may hide what its row says
                    moved += f" OR _key IN (SELECT _key FROM data.classifications WHERE {moved})"
                    if column in ("type", "system_condition"):
                        touched.append(
                            f"SELECT {literal(pool)} AS pool, {key} AS key FROM data.classifications "
                            f"WHERE _from = {version} OR _to = {version}"
                        )
                touched.append(f"SELECT {literal(pool)} AS pool, {key} AS key FROM data.{quote(table)} WHERE {moved}")
            counted.append(
                _counts(pool, table, column, f"{key} IN (SELECT key FROM touched WHERE pool = {literal(pool)})")
            )
    if not touched:
        return
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT * FROM ({' UNION ALL '.join(touched)}) WHERE key IS NOT NULL"
    )
    tables = dict.fromkeys(table for columns in drawn.values() for table, _ in columns)
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE settled AS WITH {', '.join(current(table) for table in tables)}, "
        f"counted AS ({' UNION ALL '.join(counted)}) {_commonest()}",
        {"version": version},
    )
    db.execute(
        f"UPDATE data.spellings SET _to = $version FROM touched t LEFT JOIN settled s USING (pool, key) "
        f"WHERE spellings.pool = t.pool AND spellings.key = t.key AND spellings._to = {FOREVER} "
        "AND spellings.shown IS DISTINCT FROM s.shown",
        {"version": version},
    )
    db.execute(
        f"INSERT INTO data.spellings (pool, key, shown, _from, _to) SELECT pool, key, shown, $version, {FOREVER} FROM settled "
        f"WHERE (pool, key) NOT IN (SELECT pool, key FROM data.spellings WHERE _to = {FOREVER})",
        {"version": version},
    )
    db.execute("DROP TABLE settled; DROP TABLE touched")


def settle_for_the_first_time(db: duckdb.DuckDBPyConnection, pool: str, version: int) -> None:
    """Settle how the names of a pool are shown at every version so far, where rows were loaded before names were settled.

    It is as counted at this version, the latest; for a name that no row has any more, as in those that had it.
    """
    drawn = pools()[pool]
    counted = [_counts(pool, table, column, "true", "count(*)", "0") for table, column in drawn]
    ever = [*drawn, *(("classifications", c) for t, c in drawn if t == "demands" and c in CLASSIFICATIONS)]
    counted += [_counts(pool, f"data.{table}", column, "true", "0", "count(*)") for table, column in ever]
    tables = dict.fromkeys(table for table, _ in drawn)
    db.execute(
        f"INSERT INTO data.spellings BY NAME WITH {', '.join(current(table) for table in tables)}, "
        f"counted AS ({' UNION ALL '.join(counted)}) SELECT *, 0 AS _from, {FOREVER} AS _to FROM ({_commonest()})",
        {"version": version},
    )


def _counts(pool: str, table: str, column: str, which: str, n: str = "count(*)", ever: str = "0") -> str:
    name, key = quote(column), quote(f"{column}_key")
    return (
        f"SELECT {literal(pool)} AS pool, {key} AS key, {name} AS name, {n} AS n, {ever} AS ever FROM {table} "
        f"WHERE {key} IS NOT NULL AND {which} GROUP BY {key}, {name}"
    )


def _commonest() -> str:
    """The query for the spelling that each key is shown in, of those that are `counted`."""
    return (
        "SELECT pool, key, name AS shown FROM counted GROUP BY pool, key, name QUALIFY row_number() OVER ("
        "PARTITION BY pool, key ORDER BY sum(n) DESC, sum(ever) DESC, name = upper(name), name) = 1"
    )
