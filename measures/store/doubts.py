"""What a person must know or say of a sheet before it is loaded, of which `incoming` has the rows: what it says
otherwise than is known, what its blanks mean, and where those have gone that the later of two lists of the same
place does not have."""

from __future__ import annotations

import duckdb

from measures.cells import Date, Minutes, YesNo
from measures.schema import Column
from measures.sheets import SHEETS
from measures.sql import few_at_a_time, literal, quote
from measures.store.history import loading_day
from measures.store.names import folded, name_key, reference_key
from measures.store.statements import LIVING, about, merged_columns
from measures.store.tables import FLAGS_TOGETHER, FOREVER, said_by
from measures.uploads import Absent, Blanked, Incoming, Restated

LISTED = 10  # the first are evidence enough


def blanked(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[int, tuple[Blanked, ...]]:
    """How many cells are blank of which a value is known, and is not of a later day; and the first of them."""
    table = f"(SELECT * FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER})"
    key = SHEETS[sheet.kind].key[:1]
    cells = [
        f"SELECT i._row, {literal(name)} AS name, c.{quote(key[0])} AS key, {_shown(column)} AS before FROM "
        f"incoming i JOIN {table} c USING (_key) WHERE i._day >= c._day AND i.{quote(name)} IS NULL AND "
        f"c.{quote(name)} IS NOT NULL"
        for column in merged_columns(sheet.kind)
        if (name := column.name) in sheet.rows.column_names and sheet.rows[name].null_count
    ]
    queries = [" UNION ALL ".join(cells)] if cells else []
    flags = [(n, name) for n, name in enumerate(sheet.flag_names) if sheet.rows[f"flag{n}"].null_count]
    for some in few_at_a_time(flags, FLAGS_TOGETHER):
        keys = ", ".join(literal(name_key(name)) for _, name in some)
        names = ", ".join(literal(name) for _, name in some)
        values = ", ".join(f"flag{n}" for n, _ in some)
        queries.append(
            f"SELECT i._row, i.name, i.key, CASE WHEN c.is_set THEN 'Yes' ELSE 'No' END AS before FROM (SELECT _row, "
            f"_key, _day, {quote(key[0])} AS key, unnest([{names}]) AS name, unnest([{keys}]) AS flag_key, "
            f"unnest([{values}]) AS is_set FROM incoming) i JOIN (SELECT * FROM data.flags WHERE _to = {FOREVER} AND "
            f"flag_key IN ({keys})) c USING "
            "(_key, flag_key) WHERE i._day >= c._day AND i.is_set IS NULL AND c.is_set IS NOT NULL"
        )
    count, found = 0, []
    for query in queries:
        first = db.execute(f"SELECT count(*) OVER (), * FROM ({query}) ORDER BY _row, name LIMIT {LISTED}").fetchall()
        count += first[0][0] if first else 0
        found += [Blanked(*cell) for _, *cell in first]
    return count, tuple(sorted(found, key=lambda cell: (cell.row, cell.column))[:LISTED])


def restated(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[dict[str, int], tuple[Restated, ...]]:
    """How many cells of each column or flag say something else than is known, and is not of a later day; and the
    first of them."""
    table = f"(SELECT * FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER})"
    key = quote(SHEETS[sheet.kind].key[0])
    queries = [
        f"SELECT i._row, {literal(name)} AS name, c.{key} AS key, {_shown(column)} AS before, {_shown(column, 'i')} AS "
        f"now FROM incoming i JOIN {table} c USING (_key) WHERE i._day >= c._day AND i.{quote(name)} IS NOT NULL AND "
        f"c.{quote(said_by(SHEETS[sheet.kind], name))} IS DISTINCT FROM i.{quote(said_by(SHEETS[sheet.kind], name))}"
        for column in merged_columns(sheet.kind)
        if (name := column.name) in sheet.rows.column_names
    ]
    for some in few_at_a_time([*enumerate(sheet.flag_names)], FLAGS_TOGETHER):
        keys = ", ".join(literal(name_key(name)) for _, name in some)
        names = ", ".join(literal(name) for _, name in some)
        values = ", ".join(f"flag{n}" for n, _ in some)
        queries.append(
            "SELECT i._row, i.name, i.key, CASE WHEN c.is_set THEN 'Yes' WHEN NOT c.is_set THEN 'No' END, CASE WHEN "
            "i.is_set "
            f"THEN 'Yes' ELSE 'No' END FROM (SELECT _row, _key, _day, {key} AS key, unnest([{names}]) AS name, "
            f"unnest([{keys}]) AS flag_key, unnest([{values}]) AS is_set FROM incoming) i JOIN {table} t USING (_key) "
            f"LEFT JOIN (SELECT _key, flag_key, is_set FROM data.flags WHERE _to = {FOREVER} AND flag_key IN ({keys})) "
            f"c USING "
            "(_key, flag_key) WHERE i._day >= t._day AND i.is_set IS NOT NULL AND c.is_set IS DISTINCT FROM i.is_set"
        )
    counts: dict[str, int] = {}
    first: list[Restated] = []
    for query in queries:
        cells = db.execute(
            f"SELECT count(*) OVER (PARTITION BY name), * FROM ({query}) q(_row, name, key, before, now) QUALIFY "
            f"row_number() OVER (PARTITION BY name ORDER BY _row) <= {LISTED} ORDER BY _row, name"
        ).fetchall()
        counts |= {name: count for count, _, name, *_ in cells}
        first += [Restated(*cell) for _, *cell in cells]
    return counts, tuple(sorted(first, key=lambda cell: (cell.row, cell.column))[:LISTED])


def _shown(column: Column, of: str = "c") -> str:
    """SQL: what is known of a column, or what the sheet says, in words."""
    known = f"{of}.{quote(column.name)}"
    if isinstance(column.type, Date):
        return f"strftime({known}, '%d/%m/%Y')"
    if isinstance(column.type, YesNo):
        return f"CASE WHEN {known} THEN 'Yes' ELSE 'No' END"
    if isinstance(column.type, Minutes):
        return f"printf('%g', {known}::DOUBLE)"
    return f"{known}::VARCHAR"


def absent(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[Absent, ...]:
    """What the earlier of two lists of the same place has and the later does not, where this is one of the two, by the
    other and place; and leaves their keys in the temporary table `absent`, with the day of the later list.

    A list is of the same place as an earlier one where half or more of what that has there is on it too. Sheets of one
    day that are loaded together are one list, and what one of them has is not absent: a place is looked at with the
    first of them that lists it. Lists that have flags, and none in common, are of different things about a place, and
    who is on one says nothing of the other. Of this list only those are absent from a later one that nothing else is
    known of: who stands has been asked about.
    """
    if not SHEETS[sheet.kind].listed_by:
        return ()
    db.execute(
        "CREATE OR REPLACE TEMP TABLE absent (_key UUID, _upload INTEGER, place VARCHAR, _day DATE, is_later BOOLEAN)"
    )
    named = _place(sheet)
    if not named:
        return ()
    _list(db, sheet, named)
    alike = f"_upload NOT IN ({_without_a_flag_of(db, sheet)})" if sheet.flag_names else "true"
    place, key = quote(named), quote(f"{named}_key")
    rows = f"data.{quote(sheet.kind)}"
    stated = f"(SELECT * FROM {rows} WHERE _merged IS NOT TRUE AND _upload IN {LIVING} AND {alike})"
    today = "(SELECT max(_day) FROM incoming)"
    db.execute(
        f"""
        INSERT INTO absent
        WITH listed AS (
            SELECT DISTINCT s._upload, s._key, s._day, c.{place} AS place
            FROM {stated} s
            JOIN (SELECT * FROM {rows} WHERE _to = {FOREVER} AND {key} IN (SELECT place_key FROM list WHERE is_own)) c
            USING (_key)
            WHERE s._day <= {today}
        ),
        judged AS (
            SELECT *, _key IN (SELECT _key FROM list) AS here FROM listed
            QUALIFY 2 * count(*) FILTER (WHERE here) OVER (PARTITION BY _upload) >= count(*) OVER (PARTITION BY _upload)
        )
        SELECT _key, arg_max(_upload, (_day, _upload)), any_value(place), {today}, false FROM judged WHERE NOT here GROUP BY _key"""
    )
    db.execute(
        f"""
        INSERT INTO absent
        WITH later AS (SELECT _upload, max(_day) AS _day FROM {stated} GROUP BY _upload HAVING max(_day) > {today}),
        own AS (SELECT * FROM list WHERE _day <= {today} AND place_key IN (SELECT place_key FROM list WHERE is_own)),
        judged AS (
            SELECT l._upload, l._day, i._key, i.place, s._key IS NOT NULL AS here
            FROM own i CROSS JOIN later l
            LEFT JOIN (SELECT DISTINCT _upload, _key FROM {stated}) s ON s._upload = l._upload AND s._key = i._key
            QUALIFY 2 * count(*) FILTER (WHERE here) OVER (PARTITION BY l._upload, i.place_key)
                >= count(*) OVER (PARTITION BY l._upload, i.place_key)
        )
        SELECT _key, arg_max(_upload, (_day, _upload)), any_value(place), max(_day), true FROM judged
        WHERE NOT here AND _key NOT IN (SELECT _key FROM {rows} WHERE _to = {FOREVER})
        AND _key NOT IN (SELECT _key FROM list WHERE _day > {today})
        AND _key NOT IN (SELECT _key FROM data.gone WHERE _upload IN {LIVING} AND _day > {today})
        GROUP BY _key"""
    )
    found = db.execute(
        "SELECT a._upload, u.file_name, a.place, count(*), (SELECT max(_day) FROM "
        f"{rows} d WHERE d._upload = a._upload), a.is_later FROM (SELECT _upload, is_later, min(place) OVER (PARTITION "
        f"BY "
        "_upload, lower(place)) AS place FROM absent) a JOIN uploads u ON u.upload = a._upload GROUP BY ALL ORDER BY "
        "ALL"
    ).fetchall()
    return tuple(Absent(*each) for each in found)


def _list(db: duckdb.DuckDBPyConnection, sheet: Incoming, named: str) -> None:
    """Make the temporary table `list`: who is on this sheet, and on others of this step that are not about a day before
    it. `place_key` and `place` are where the sheet is of the same list as this; and it `is_own` where no sheet before
    this has listed that place on that day.

    Who is on another sheet is on `list` wherever that has them, though its places are named otherwise.
    """
    key = quote(f"{named}_key")
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE list AS SELECT _key, _day, {key} AS place_key, {quote(named)} AS place, "
        f"{key} IS NOT NULL AS is_own FROM incoming"
    )
    declared = SHEETS[sheet.kind]
    for i, other in enumerate((*sheet.before, *sheet.behind)):
        there = other.rows.column_names
        places = "NULL", "NULL"
        if _place(other) == named and _alike(sheet, other):
            has_key = f"{named}_key" in there
            places = key if has_key else folded(declared.column(named).folded_as, quote(named)), quote(named)
        db.register("batch", other.rows)
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE other AS SELECT {reference_key(declared)} AS _key, "
            f"{about(declared, there)} AS _day, {places[0]}::VARCHAR AS place_key, {places[1]}::VARCHAR AS place FROM "
            f"batch",
            {"today": loading_day(db)},
        )
        db.unregister("batch")
        if i < len(sheet.before):
            db.execute(
                "UPDATE list SET is_own = false WHERE place_key IN (SELECT place_key FROM other WHERE _day = (SELECT "
                "max(_day) FROM incoming))"
            )
        db.execute("INSERT INTO list SELECT *, false FROM other WHERE _day >= (SELECT max(_day) FROM incoming)")


def _without_a_flag_of(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> str:
    """The uploads that have flags, and none that this sheet has: as a list of their numbers. Asked once, for there
    may be a flag of each of hundreds for each of many thousands, and few are different."""
    own = {name_key(name) for name in sheet.flag_names}
    stated: dict[int, set[str]] = {}
    for upload, flag in db.execute("SELECT DISTINCT _upload, flag_key FROM data.flags").fetchall():
        stated.setdefault(upload, set()).add(flag)
    return ", ".join(["-1", *(str(upload) for upload, flags in stated.items() if not own & flags)])


def _place(sheet: Incoming) -> str | None:
    """The column that says of which place a list is."""
    named = (name for name in SHEETS[sheet.kind].listed_by if name in sheet.rows.column_names)
    return next((name for name in named if _mostly_filled(sheet, name)), None)


def _alike(sheet: Incoming, other: Incoming) -> bool:
    """Whether two lists may be of one thing: they have a flag in common, or one of them has none."""
    one, two = ({*map(name_key, each.flag_names)} for each in (sheet, other))
    return not one or not two or bool(one & two)


def _mostly_filled(sheet: Incoming, name: str) -> bool:
    return 2 * sheet.rows[name].null_count < sheet.rows.num_rows
