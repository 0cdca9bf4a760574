"""References that a spreadsheet program spelled otherwise: 123 for 00123, A1 for A-1."""

from __future__ import annotations

import duckdb

from measures.cells import Ref
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.names import folded
from measures.store.tables import FOREVER
from measures.uploads import Incoming, Respelt

EXAMPLES = 3


def loosely(text: str) -> str:
    """SQL: a reference without what a spreadsheet program adds and takes away: noughts at its beginning, marks and
    spaces in it."""
    kept = f"regexp_replace(lower({text}), '[^\\pL\\pN]+', '', 'g')"
    return f"regexp_replace({kept}, '^0+(.)', '\\1')"


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
        spelt = "SELECT any_value(ref) AS ref, {} AS tight, {} AS loose FROM ({}) WHERE ref IS NOT NULL GROUP BY tight, loose"
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
