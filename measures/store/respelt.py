"""References that a spreadsheet program spelled otherwise: 123 for 00123, A1 for A-1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from measures.cells import Ref
from measures.problems import StoreError
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.names import folded
from measures.store.parsed import parsed
from measures.store.scratch import scratch
from measures.store.tables import FOREVER
from measures.uploads import Incoming, Respelt

EXAMPLES = 3
# A pseudonym that stands for a reference, in letters: the last part tells its spellings apart (see
# `personal.pseudonyms`).
PARTS = (5, 5, 3)
PSEUDONYM = "p-" + "-".join(f"[0-9a-z]{{{part}}}" for part in PARTS)


def loosely(text: str) -> str:
    """SQL: a reference without what a spreadsheet program adds and takes away: noughts at its beginning, marks and
    spaces in it; and a pseudonym without what tells these apart."""
    kept = f"regexp_replace(lower({text}), '[^\\pL\\pN]+', '', 'g')"
    same = f"left(lower({text}), -{PARTS[-1]})"
    is_one = f"left({text}, 2) IN ('P-', 'p-') AND regexp_full_match(lower({text}), '{PSEUDONYM}')"
    return f"CASE WHEN {is_one} THEN {same} ELSE regexp_replace({kept}, '^0+(.)', '\\1') END"


def spelt(texts: list[str]) -> list[tuple[str, str, str]]:
    """Each reference with its key, and without what a spreadsheet program adds and takes away."""
    with scratch() as db:
        asked = (
            f"SELECT text, {folded('ref', 'text')}, {loosely('text')} FROM (SELECT unnest($texts::VARCHAR[]) AS text)"
        )
        return db.execute(parsed(db, asked), {"texts": texts}).fetchall()


def references(sheet: Sheet) -> list[str]:
    """The names of the columns of a kind of sheet that have references."""
    return [column.name for column in sheet.columns if isinstance(column.type, Ref)]


def find(db: duckdb.DuckDBPyConnection, sheet: Incoming, rows: str) -> tuple[Respelt, ...]:
    """The references in a table of rows that are loaded already in another spelling, and in this one are not, by their
    column. Those of which two are loaded that would then be one, or two are in the sheet, stand for themselves.

    Leaves the temporary table `respelt` (column, given, kept).
    """
    db.execute('CREATE OR REPLACE TEMP TABLE respelt ("column" VARCHAR, given VARCHAR, kept VARCHAR)')
    found = []
    for name in references(SHEETS[sheet.kind]):
        if name not in sheet.rows.column_names:
            continue
        there = " UNION ALL ".join(
            f"SELECT DISTINCT {quote(name)} AS ref FROM data.{quote(other.kind)} WHERE _to = {FOREVER}"
            for other in SHEETS.values()
            if name in references(other)
        )
        spelt = (
            "SELECT any_value(ref) AS ref, {} AS tight, {} AS loose FROM ({}) WHERE ref IS NOT NULL GROUP BY tight, "
            "loose"
        )
        tight, loose = folded("ref", "ref"), loosely("ref")
        one = "SELECT * FROM ({}) QUALIFY count(*) OVER (PARTITION BY loose) = 1 AND loose <> ''"
        loaded = one.format(spelt.format(tight, loose, there))
        given = one.format(spelt.format(tight, loose, f"SELECT DISTINCT {quote(name)} AS ref FROM {rows}"))
        db.execute(
            f"INSERT INTO respelt SELECT $name, g.ref, l.ref FROM ({given}) g JOIN ({loaded}) l USING (loose) "
            "WHERE g.tight <> l.tight",
            {"name": name},
        )
        pairs = db.execute(
            'SELECT given, kept, count(*) OVER () FROM respelt WHERE "column" = $name ORDER BY given LIMIT $most',
            {"name": name, "most": EXAMPLES},
        ).fetchall()
        if pairs:
            found.append(Respelt(name, pairs[0][2], tuple((given, kept) for given, kept, _ in pairs)))
    return tuple(found)


def in_their_first_spelling(sheet: Incoming, rows: str) -> str:
    """The query for the rows, with references as they were loaded first: after `find`."""
    names = [name for name in references(SHEETS[sheet.kind]) if name in sheet.rows.column_names]
    kept = [
        f"coalesce((SELECT any_value(kept) FROM respelt WHERE \"column\" = '{name}' AND {folded('ref', 'given')} = "
        f"{folded('ref', f'b.{quote(name)}')}), b.{quote(name)}) AS {quote(name)}"
        for name in names
    ]
    return f"SELECT * REPLACE ({', '.join(kept)}) FROM {rows} b" if kept else f"FROM {rows}"


def require_one_way(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> None:
    """Raise StoreError where a column of references would be pseudonyms in one part of the store, and in another as
    it was written: two loads may have been decided at once."""
    mapping: Mapping[str, Any] = sheet.mapping or {}
    for one, other in (("pseudonyms", "written"), ("written", "pseudonyms")):
        for name in mapping.get(one, ()):
            query = f"SELECT count(*) FROM uploads WHERE list_contains(mapping->>'$.{other}[*]', $name)"
            if db.execute(parsed(db, query), {"name": name}).fetchall()[0][0]:
                raise StoreError("references-differ", title=SHEETS[sheet.kind].column(name).title)
