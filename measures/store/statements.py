"""What is known of a thing that several sheets tell of: of each column the latest statement of an upload that lives.

An upload states the columns that it has, and nothing of the others. A blank states that the value is not known any
more, or nothing, as a person said when it was loaded (`uploads.Blanks`). Of a kind whose rows have no reference, a
blank of a newer copy takes the value away, which was told as a difference, unless the whole column is blank. A day
without a time of the day says nothing of when on that day it was: an export that leaves times out takes none away.
Statements are in the order of the days that they are about (`_day`), and of one day in the order of their uploads. A
list that says that a thing is gone ends what was stated of it before.

A row is kept as its sheet states it. Where more is known than the latest of them states, what is known is a row beside
them, `_merged`, with the place of the latest.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable

import duckdb

from measures.problems import COLUMNS, cell, figure_at
from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.sql import few_at_a_time, literal, quote
from measures.store.names import name_key
from measures.store.parsed import parsed
from measures.store.tables import FLAGS_TOGETHER, FOREVER, has_flags, stored_columns, time_of, with_column
from measures.uploads import Incoming, Source

LIVING = f"(SELECT upload FROM lives WHERE to_version = {FOREVER})"


def settle(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: Collection[int] = ()) -> None:
    """Make current, from this version on, what is known of every key of the temporary table `touched`.

    `loaded` are the uploads that come with this version: of their rows those of keys in `touched` are there with no
    life yet.
    """
    if not db.execute("SELECT 1 FROM touched LIMIT 1").fetchall():
        return
    _settle_rows(db, kind, version, loaded)
    if has_flags(kind):
        _settle_flags(db, kind, version, loaded)


def settle_again(db: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Settle every version anew for the keys of the temporary table `touched`, from what uploads state and when
    these lived: where a statement was taken away, as though it had never been there."""
    if not db.execute("SELECT 1 FROM touched LIMIT 1").fetchall():
        return
    first = "SELECT upload, min(from_version) AS _from FROM lives GROUP BY upload"
    for table in [kind, *(["flags"] if has_flags(kind) else [])]:
        rows = f"data.{quote(table)}"
        db.execute(
            f"DELETE FROM {rows} WHERE _key IN (FROM touched) AND (_merged OR (_upload, _from) NOT IN ({first}))"
        )
        db.execute(f"UPDATE {rows} SET _to = _from WHERE _key IN (FROM touched)")
    states = " UNION ".join(
        f"SELECT _upload FROM data.{quote(table)} WHERE _key IN (FROM touched)" for table in (kind, "gone")
    )
    lives = f"FROM lives WHERE upload IN ({states})"
    changes = (
        "SELECT version, list(DISTINCT upload) FILTER (begins) FROM (SELECT from_version AS version, upload, "
        "from_version = "
        f"min(from_version) OVER (PARTITION BY upload) AS begins {lives} UNION ALL SELECT to_version, upload, false "
        f"{lives}) WHERE version < {FOREVER} GROUP BY version ORDER BY version"
    )
    for version, loaded in db.execute(changes).fetchall():
        settle(db, kind, version, {*(loaded or ())})


def _statements(table: str, version: int, keys: str = "FROM touched") -> str:
    """The query for what the uploads that live at a version state of some keys: rows of a kind, or their flags, each as
    it was when its upload was loaded, with its place in the order of statements as `_nth`."""
    lives = f"from_version <= {int(version)} AND {int(version)} < to_version"
    living = f"SELECT upload, min(from_version) AS _from FROM lives GROUP BY upload HAVING bool_or({lives})"
    gone = (
        f"SELECT _key, max({_nth('_day', '_upload')}) AS nth FROM data.gone WHERE _upload IN (SELECT upload FROM "
        f"lives WHERE {lives}) GROUP BY _key"
    )
    return (
        f"SELECT d.*, {_nth('d._day', 'd._upload')} AS _nth FROM data.{quote(table)} d JOIN ({living}) l ON d._upload "
        f"= l.upload AND d._from = l._from LEFT JOIN ({gone}) g ON d._key = g._key WHERE d._key IN ({keys}) AND "
        f"d._merged IS NOT TRUE AND (g.nth IS NULL OR {_nth('d._day', 'd._upload')} > g.nth)"
    )


def _nth(day: str, upload: str) -> str:
    """SQL: the place of a statement in their order, as one number."""
    return f"(date_diff('day', DATE '1970-01-01', {day}) * {2**31} + {upload})"


def about(sheet: Sheet, columns: Collection[str]) -> str:
    """SQL: the day that a row with these columns is about, no later than $today."""
    day = f"least({quote(sheet.as_at)}, $today)" if sheet.as_at in columns else "$today"
    return f"coalesce({day}, $today)"


def merged_columns(kind: str) -> list[Column]:
    """The columns of which the latest statement is known: all but what makes a thing itself, and what is of one row of
    one sheet."""
    sheet = SHEETS.get(kind)
    return [c for c in sheet.columns if c.name not in sheet.key and not c.of_row] if sheet else []


def stated_columns(sheet: Incoming) -> list[Column]:
    """The declared columns that a sheet has."""
    return [column for column in SHEETS[sheet.kind].columns if column.name in sheet.rows.column_names]


def _says_otherwise(sheet: Incoming) -> list[str]:
    """The columns that a sheet does not have, and says the same by others."""
    there = {*sheet.rows.column_names}
    return [name for name, by in SHEETS[sheet.kind].instead.items() if name not in there and there.issuperset(by)]


def clears(sheet: Incoming, column: str) -> bool:
    """Whether a blank of this column, which the sheet has, takes away what is known; as does a column that is not there
    where the sheet says the same by others (`Sheet.instead`)."""
    if sheet.blanks == "not known" or column not in sheet.rows.column_names:
        return True
    copies = bool(sheet.copy_of) and not SHEETS[sheet.kind].key
    return copies and sheet.rows[column].null_count < sheet.rows.num_rows


def stands(db: duckdb.DuckDBPyConnection, kind: str, column: str, *, flag: bool = False) -> str:
    """SQL: whether a row states something of this column. What is filled does; and a blank, where its upload has the
    column and blanks of it take away what was known (see `clears`)."""
    stated = "true" if flag else "(stated IS NULL OR list_contains(stated, $column))"
    of = "blanks = 'not known'"
    if not flag and not SHEETS[kind].key:
        of = f"({of} OR (copy_of IS NOT NULL AND list_contains(coalesce(filled, stated), $column)))"
    if not flag and (instead := SHEETS[kind].instead.get(column)):
        stated = f"({stated} OR list_has_all(stated, {[*instead]}))"
        of = f"({of} OR (list_has_all(stated, {[*instead]}) AND NOT list_contains(stated, $column)))"
    uploads = db.execute(
        f"SELECT upload FROM uploads WHERE kind = $kind AND {of} AND {stated} ORDER BY upload",
        {"kind": kind} | ({} if flag else {"column": column}),
    ).fetchall()
    clearing = ", ".join(str(upload) for (upload,) in uploads)
    return f"({quote(column)} IS NOT NULL{f' OR _upload IN ({clearing})' if clearing else ''})"


def in_use(db: duckdb.DuckDBPyConnection, kinds: Iterable[str]) -> str:
    """The query for how many rows of each upload are in use (`_upload`, `n`): those that are current, and those of
    which a flag stands, or a value that the latest does not have.

    A key has one current row. So these are counted as they are, and laid beside each other only those of a kind that
    has others too: with ten million it takes ten seconds.
    """
    kinds = [*kinds]
    asked = " UNION ALL ".join(
        f"(SELECT {literal(kind)} FROM data.{quote(kind)} WHERE _merged AND _to = {FOREVER} LIMIT 1)"
        for kind in kinds
        if merged_columns(kind)
    )
    merged = {kind for (kind,) in db.execute(parsed(db, asked)).fetchall()}
    queries = []
    for kind in kinds:
        table = f"data.{quote(kind)}"
        others = [_others_in_use(kind)] if kind in merged else []
        if has_flags(kind):
            others.append(f"SELECT _upload, _key FROM data.flags WHERE _to = {FOREVER} AND is_set IS NOT NULL")
        if others:
            every = " UNION ".join([f"SELECT _upload, _key FROM {table} WHERE _to = {FOREVER}", *others])
            queries.append(f"SELECT _upload, count(*) AS n FROM ({every}) GROUP BY _upload")
        else:
            queries.append(f"SELECT _upload, count(*) AS n FROM {table} WHERE _to = {FOREVER} GROUP BY _upload")
    return " UNION ALL ".join(queries)


def _others_in_use(kind: str) -> str:
    """The query for the rows of a kind of which a value stands that the latest does not have, by upload and key."""
    table = f"data.{quote(kind)}"
    columns = [quote(name) for column in merged_columns(kind) for name in (column.name, *time_of(column))]
    stands = " OR ".join(f"(l.{c} IS NULL AND s.{c} IS NOT NULL AND s.{c} = m.{c})" for c in columns)
    as_stated = f"(SELECT * FROM {table} WHERE _merged IS NOT TRUE AND _upload IN {LIVING})"
    return (
        f"SELECT s._upload, s._key FROM (SELECT * FROM {table} WHERE _to = {FOREVER} AND _merged) m JOIN {as_stated} l "
        f"USING (_key, _upload, _row) JOIN {as_stated} s ON s._key = m._key WHERE {stands}"
    )


def _settle_rows(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: Collection[int]) -> None:
    db.execute(f"CREATE OR REPLACE TEMP TABLE stated AS {_statements(kind, version)}")
    told_by = "SELECT DISTINCT stated FROM uploads WHERE upload IN (SELECT DISTINCT _upload FROM stated)"
    told = [names for (names,) in db.execute(told_by).fetchall()]
    known = {
        name: f"arg_max_null({quote(name)}, _nth) FILTER ({stands(db, kind, column.name)})"
        for column in merged_columns(kind)
        # Of what none of them states nothing is known: to look for it would take longer than all the rest.
        if any(names is None or column.name in names for names in told)
        for name in with_column(kind, column)
    }
    for column in merged_columns(kind):
        for time in set(time_of(column)) & known.keys():  # that of the same day
            timed = f"FILTER ({quote(time)} IS NOT NULL)"
            same_day = f"arg_max({quote(column.name)}, _nth) {timed} = {known[column.name]}"
            known[time] = f"CASE WHEN {same_day} THEN arg_max({quote(time)}, _nth) {timed} END"
    latest = {"_upload": "arg_max(_upload, _nth)", "_row": "arg_max(_row, _nth)"}
    all_known = ", ".join(f"{of} AS {quote(name)}" for name, of in (latest | known).items())
    replaced = "".join(f"k.{quote(name)} AS {quote(name)}, " for name in known)
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE settled AS SELECT s.* EXCLUDE (_nth) REPLACE "
        f"({replaced}{_differs(known, 's', 'k')} AS _merged) FROM (SELECT _key, {all_known} FROM stated GROUP BY _key) "
        f"k JOIN stated s USING (_key, _upload, _row)"
    )
    every = [name for column in merged_columns(kind) for name in with_column(kind, column)]
    _make_current(db, kind, "_key, _upload, _row", _differs(every, "c", "s"), version, loaded)
    db.execute("DROP TABLE stated")


def _differs(names: Iterable[str], one: str, other: str) -> str:
    """SQL: whether two rows differ in any of these columns."""
    return f"({' OR '.join(f'{one}.{quote(n)} IS DISTINCT FROM {other}.{quote(n)}' for n in names) or 'false'})"


def _settle_flags(db: duckdb.DuckDBPyConnection, kind: str, version: int, loaded: Collection[int]) -> None:
    """A flag is a column too: of each the latest row that states something, or else the first, which is blank."""
    stands_ = stands(db, kind, "is_set", flag=True)
    there = db.execute("SELECT DISTINCT flag_key FROM data.flags ORDER BY flag_key").fetchall()
    for some in few_at_a_time([literal(key) for (key,) in there], FLAGS_TOGETHER):
        of = f"flag_key IN ({', '.join(some)})"
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE settled AS SELECT * EXCLUDE (_nth) FROM ({_statements('flags', version)} "
            f"AND d.{of}) QUALIFY rank() OVER (PARTITION BY _key, flag_key ORDER BY {stands_} DESC, CASE WHEN "
            f"{stands_} THEN -_nth ELSE _nth END) = 1"
        )
        _make_current(db, "flags", "_key, _upload, _row, flag", "false", version, loaded, f"c.{of}")


def _make_current(
    db: duckdb.DuckDBPyConnection,
    table: str,
    identity: str,
    differs: str,
    version: int,
    loaded: Collection[int],
    of: str = "true",
) -> None:
    """Let the rows of `settled` be the current ones of the keys of `touched`, as far as `of` holds of them. Those that
    are already stay, where they (`c`) say what is settled (`s`)."""
    table, values = f"data.{quote(table)}", {"version": version}
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE held AS SELECT c.rowid AS held, s._key IS NOT NULL AND NOT {differs} AS stays, "
        f"{identity} FROM {table} c LEFT JOIN settled s USING ({identity}) WHERE c._to = {FOREVER} AND _key IN (FROM "
        f"touched) AND {of}"
    )
    db.execute(f"UPDATE {table} SET _to = $version WHERE rowid IN (SELECT held FROM held WHERE NOT stays)", values)
    db.execute(f"DELETE FROM settled WHERE ({identity}) IN (SELECT {identity} FROM held WHERE stays)")
    if loaded:
        as_loaded = f"_upload IN ({', '.join(map(str, sorted(loaded)))}) AND _merged IS NOT TRUE"
        db.execute(
            f"UPDATE {table} SET _to = {FOREVER} WHERE {as_loaded} AND _from = $version AND ({identity}) IN (SELECT "
            f"{identity} FROM settled WHERE {as_loaded})",
            values,
        )
        db.execute(f"DELETE FROM settled WHERE {as_loaded}")
    db.execute(
        f"INSERT INTO {table} BY NAME SELECT * REPLACE ($version AS _from, {FOREVER} AS _to) FROM settled", values
    )
    db.execute("DROP TABLE settled; DROP TABLE held")


# Whose a row is that is written, and how long it lives.
WHOSE = "$upload AS _upload, _row, _key, _content, _day, $version AS _from, {} AS _to"


def _columns(kind: str) -> str:
    return ", ".join(quote(name) for name in stored_columns(SHEETS[kind]))


def begin(db: duckdb.DuckDBPyConnection, kind: str, rows: str, upload: int, version: int, today: dt.date) -> None:
    """Put the rows of a query where nothing of their kind is known: as they are. No two of them have one key."""
    stated = f"INSERT INTO data.{quote(kind)} BY NAME SELECT {WHOSE.format(FOREVER)}, {_columns(kind)} FROM ({rows})"
    db.execute(parsed(db, stated), {"upload": upload, "version": version, "today": today})


def know_more(db: duckdb.DuckDBPyConnection, sheet: Incoming, upload: int, version: int) -> None:
    """Put the rows of `incoming` beside those that are there, as statements of this upload.

    Where a row is later than all that is known of its key, what is then known is what it states, and of the rest what
    was known: so a log of a year is not settled again from all its uploads each month. Other keys that were known, or
    were gone, are left in `touched`, to be settled.
    """
    kind, table = sheet.kind, f"data.{quote(sheet.kind)}"
    stated = {*(column.name for column in stated_columns(sheet)), *_says_otherwise(sheet)}
    kept = {  # of these what was known stands: of all of a column that is not there, or of its blanks
        name: "true" if column.name not in stated else f"i.{quote(column.name)} IS NULL"
        for column in merged_columns(kind)
        for name in with_column(kind, column)
        if column.name not in stated or not clears(sheet, column.name)
    }
    times = [(quote(c.name), time) for c in merged_columns(kind) if c.name in stated for time in time_of(c)]
    # … or of the time of a day that stands. Of another day it may have been stated before: that is settled from all
    # uploads.
    kept |= {
        time: f"({kept.get(time, 'false')} OR (i.{quote(time)} IS NULL AND i.{day} = c.{day}))" for day, time in times
    }
    of_this_day = "".join(
        f" AND NOT (i.{quote(time)} IS NULL AND i.{day} IS NOT NULL AND i.{day} IS DISTINCT FROM c.{day})"
        for day, time in times
    )
    known = ", ".join(
        f"CASE WHEN {kept[name]} THEN c.{quote(name)} ELSE i.{quote(name)} END AS {quote(name)}" for name in kept
    )
    merged = " OR ".join(f"({where} AND c.{quote(name)} IS NOT NULL)" for name, where in kept.items()) or "false"
    followed = (
        f"CREATE OR REPLACE TEMP TABLE followed AS SELECT i._key, c.rowid AS held, {merged} AS "
        f"merged{', ' + known if known else ''} FROM incoming i JOIN {table} c USING (_key) WHERE c._to = {FOREVER} "
        f"AND i._day >= c._day{of_this_day}"
    )
    ((known_before,),) = db.execute(parsed(db, followed)).fetchall()
    touched = (
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT _key FROM incoming WHERE _key NOT IN (SELECT _key FROM "
        f"followed) AND _key IN (SELECT _key FROM {table} WHERE _to = {FOREVER} UNION ALL SELECT _key FROM data.gone)"
    )
    ((to_be_settled,),) = db.execute(parsed(db, touched)).fetchall()
    own = {"upload": upload, "version": version}
    if known_before:
        db.execute(
            f"UPDATE {table} SET _to = $version WHERE rowid IN (SELECT held FROM followed)", {"version": version}
        )
    # What holds for no row is not looked for: of a first log, of which nothing was known, all rows are written as they
    # are.
    to = f"CASE WHEN {'_key IN (FROM touched) OR ' if to_be_settled else ''}{{}} THEN $version ELSE {{}} END"
    whose, columns = WHOSE, _columns(kind)
    ends = to.format("_key IN (SELECT _key FROM followed WHERE merged)" if known_before else "false", FOREVER)
    stated_here = f"INSERT INTO {table} BY NAME SELECT {whose.format(ends)}, {columns} FROM incoming"
    db.execute(parsed(db, stated_here), own)
    if kept and known_before:
        replaced = ", ".join(f"f.{quote(name)} AS {quote(name)}" for name in kept)
        together = (
            f"INSERT INTO {table} BY NAME SELECT {whose.format(FOREVER)}, {columns}, true AS _merged FROM (SELECT i.* "
            f"REPLACE ({replaced}) FROM incoming i JOIN followed f USING (_key) WHERE f.merged)"
        )
        db.execute(parsed(db, together), own)
    for i, name in enumerate(sheet.flag_names):
        flag = {"flag": name, "key": name_key(name)}
        there = f"SELECT _key FROM data.flags WHERE flag_key = $key AND _to = {FOREVER} AND _upload <> $upload"
        states = "true" if sheet.blanks == "not known" else f"flag{i} IS NOT NULL"
        if known_before:
            db.execute(
                f"UPDATE data.flags SET _to = $version WHERE _to = {FOREVER} AND flag_key = $key AND _upload <> "
                f"$upload AND _key IN (SELECT _key FROM incoming JOIN followed USING (_key) WHERE {states})",
                {**own, "key": flag["key"]},
            )
        ends = to.format(f"NOT ({states}) AND _key IN ({there})", FOREVER)
        db.execute(
            f"INSERT INTO data.flags BY NAME SELECT {whose.format(ends)}, $flag AS flag, $key AS flag_key, flag{i} AS "
            "is_set FROM incoming",
            {**own, **flag},
        )
    db.execute("DROP TABLE followed")


def stated_by(db: duckdb.DuckDBPyConnection, kind: str, key: str, version: int) -> dict[str, Source]:
    """Where each value that was current at a version comes from, by declared column and by flag; of what nobody states
    there is nothing. `key` is the `_key` of a row."""
    values = {"key": key, "version": version}
    at = "_key = $key::UUID AND _from <= $version AND $version < _to"
    columns = [column.name for column in SHEETS[kind].columns]
    places = {name: f"CASE WHEN {stands(db, kind, name)} THEN (_upload, _row) END" for name in columns}
    rows = f"(SELECT * FROM data.{quote(kind)} WHERE {at})"
    ((merged,),) = db.execute(f"SELECT bool_or(_merged) FROM {rows}", values).fetchall()
    if merged:
        rows = f"({_statements(kind, version, 'SELECT $key::UUID')})"
        fixed = {*columns} - {column.name for column in merged_columns(kind)}
        last = "(SELECT max(_nth) FROM stated)"
        places = {
            name: f"arg_max((_upload, _row), _nth) FILTER ({stands(db, kind, name)}"
            f"{f' AND _nth = {last}' if name in fixed else ''})"
            for name in columns
        }
        values = {"key": key}
    query = f"WITH stated AS {rows} SELECT {', '.join(places.values())} FROM stated"
    found = dict(zip(columns, next(iter(db.execute(query, values).fetchall()), (None,) * len(columns)), strict=True))
    if has_flags(kind):
        flags = f"SELECT flag, (_upload, _row) FROM data.flags WHERE {at} AND {stands(db, kind, 'is_set', flag=True)}"
        found |= dict(db.execute(flags, {"key": key, "version": version}).fetchall())
    uploads = {
        number: (sheet, json.loads(mapping))
        for number, sheet, mapping in db.execute("SELECT upload, sheet, mapping FROM uploads").fetchall()
    }
    return {name: _source(name, place, *uploads[place[0]]) for name, place in found.items() if place}


def stated_in(db: duckdb.DuckDBPyConnection, kind: str, version: int) -> dict[str, list[tuple[int, int]]]:
    """By its key, each row of a kind that was current at a version and that several sheets state, with the places of
    these, the latest first: (upload, row)."""
    merged = f"SELECT _key FROM data.{quote(kind)} WHERE _merged AND _from <= {int(version)} AND {int(version)} < _to"
    query = (
        f"SELECT CAST(_key AS VARCHAR), list((_upload, _row) ORDER BY _nth DESC) FROM "
        f"({_statements(kind, version, merged)}) GROUP BY 1"
    )
    return dict(db.execute(query).fetchall())


def rows_at(db: duckdb.DuckDBPyConnection, kind: str, upload: int, row: int) -> list[dict]:
    """What a row of an upload's sheet states, as Excel counts it: one row of the kind, or one for each of its
    figures where the sheet lies across. Each has its `_key`, its `_row`, the declared columns, and `flags` by name."""
    at = "_upload = $upload AND (_row = $row OR _row BETWEEN $first AND $last) AND _merged IS NOT TRUE"
    values = {"upload": upload, "row": row, "first": figure_at(row, 0), "last": figure_at(row, COLUMNS - 1)}
    columns = ", ".join(quote(column.name) for column in SHEETS[kind].columns)
    first = (
        "QUALIFY row_number() OVER (PARTITION BY {} ORDER BY _from) = 1 ORDER BY {}"  # of its lives: all say the same
    )
    query = (
        f"SELECT CAST(_key AS VARCHAR) AS _key, _row, {columns} FROM data.{quote(kind)} WHERE {at} "
        f"{first.format('_row', '_row')}"
    )
    db.execute(query, values)
    names = [name for name, *_ in db.description or ()]
    found = [dict(zip(names, each), flags={}) for each in db.fetchall()]
    if has_flags(kind):
        by_row = {each["_row"]: each["flags"] for each in found}
        query = f"SELECT _row, flag, is_set FROM data.flags WHERE {at} {first.format('_row, flag_key', '_row, flag')}"
        for number, flag, is_set in db.execute(query, values).fetchall():
            by_row.get(number, {})[flag] = is_set
    return found


def stated_until(
    db: duckdb.DuckDBPyConnection, kind: str, key: str, place: tuple[int, int], version: int
) -> int | None:
    """The version from which on a row, at its place (upload, row), states nothing of what is known: 0 where it never
    did, None where it does at this version. What is known of a key changes only where a life of an upload that
    states it begins or ends."""
    tables = [kind, "gone", *(["flags"] if has_flags(kind) else [])]
    states = " UNION ".join(f"SELECT _upload FROM data.{quote(table)} WHERE _key = $key::UUID" for table in tables)
    lives = f"FROM lives WHERE upload IN ({states})"
    query = f"SELECT from_version AS v {lives} UNION SELECT to_version {lives} ORDER BY v DESC"
    until = None
    for (at,) in [(version,), *db.execute(query, {"key": key}).fetchall()]:
        if at > version:
            continue
        if any((each.upload, each.row) == place for each in stated_by(db, kind, key, at).values()):
            return until
        until = at
    return 0


def _source(name: str, place: tuple[int, int], sheet: str, mapping: dict) -> Source:
    upload, row = place
    of = mapping.get("columns", {}).get(name) or mapping.get("flags", {}).get(name) or {}
    return Source(upload, row, cell(sheet, row, of.get("column")))
