"""One load: a checked sheet becomes rows with their keys, told apart from those that are there already."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from measures.cells import Date, Street
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import few_at_a_time, literal, quote
from measures.store import copies, erased, lives, respelt, statements
from measures.store.doubts import absent, blanked, restated
from measures.store.history import loading_day, now
from measures.store.names import folded, name_key, reference_key, with_name_keys
from measures.store.parsed import parsed
from measures.store.tables import (
    FLAGS_TOGETHER,
    FOREVER,
    beside,
    derived_keys,
    said_by,
    stored_columns,
    time_of,
    with_column,
)
from measures.uploads import Absent, Credit, Incoming, Loaded, Other, UnitCost

OTHERS_LISTED = 500  # as many as the checks list of one sort


def load(db: duckdb.DuckDBPyConnection, path: Path, sheet: Incoming, who: str, version: int) -> Loaded:
    """Load one sheet. Where every row is there already, nothing is written. `path` is that of the store."""
    if all_new := _are_all_new(db, sheet):
        outcome = Loaded(
            None,
            sheet.kind,
            sheet.file_name,
            sheet.sheet,
            sheet.rows.num_rows,
            sheet.rows.num_rows,
            0,
            0,
            sheet.left_out,
        )
    else:
        _stage(db, sheet)
        if sheet.without_erased:
            sheet = replace(sheet, left_out=sheet.left_out + erased.leave_out(db, path, sheet))
        outcome = _outcome(db, sheet)
        if sheet.gone or sheet.copy_of:
            outcome = replace(outcome, gone=_gone(db, sheet, absent(db, sheet)))
        if outcome.already_there == outcome.rows and not outcome.gone and not outcome.spelled:
            return outcome
    respelt.require_one_way(db, sheet)
    upload = _number(db)
    # Rows that are already there are kept again under this upload, so that withdrawing the earlier one does not lose
    # them.
    if all_new:
        with _staged(db, sheet) as rows:
            statements.begin(db, sheet.kind, rows, upload, version, loading_day(db))
    else:
        statements.know_more(db, sheet, upload, version)
    entry = {
        "upload": upload,
        "kind": sheet.kind,
        "file_name": sheet.file_name,
        "sha256": sheet.sha256,
        "sheet": sheet.sheet,
        "mapping": json.dumps(sheet.mapping or {}),
        "rows_loaded": outcome.rows,
        "rows_new": outcome.new,
        "rows_changed": outcome.changed,
        "rows_already_there": outcome.already_there,
        "rows_left_out": sheet.left_out,
        "who": who,
        "loaded_at": now(),
        "stated": [column.name for column in statements.stated_columns(sheet)],
        "filled": [column.name for column in statements.stated_columns(sheet) if _is_filled(sheet, column.name)],
        "blanks": sheet.blanks,
        "lineage": _lineage(db, sheet),
        "copy_of": list(sheet.copy_of) or None,
    }
    db.execute(f"INSERT INTO uploads ({', '.join(entry)}) VALUES ({', '.join(f'${name}' for name in entry)})", entry)
    lives.begin(db, upload, version)
    if all_new:
        return replace(outcome, upload=upload)
    if outcome.gone:
        db.execute(
            "INSERT INTO data.gone BY NAME SELECT $upload AS _upload, _key, _day FROM absent", {"upload": upload}
        )
        db.execute("INSERT INTO touched SELECT _key FROM absent")
    statements.settle(db, sheet.kind, version, (upload,))
    db.execute("DROP TABLE touched")
    return replace(outcome, upload=upload)


def preview(db: duckdb.DuckDBPyConnection, path: Path, sheet: Incoming) -> Loaded:
    """What loading this sheet would do. Leaves only a temporary table."""
    _stage(db, sheet)
    again = erased.find(db, path, sheet)
    if sheet.without_erased:
        sheet = replace(sheet, left_out=sheet.left_out + erased.leave_out(db, path, sheet))
    outcome = _outcome(db, sheet)
    known = outcome.rows - outcome.new
    others = _others(db, SHEETS[sheet.kind]) if outcome.changed or outcome.older else (0, ())
    blanks = blanked(db, sheet) if known and SHEETS[sheet.kind].key else (0, ())
    differing = restated(db, sheet) if outcome.changed and SHEETS[sheet.kind].key else ({}, ())
    missing = absent(db, sheet) if known or sheet.before or sheet.behind else ()
    return replace(
        outcome,
        again=again,
        others_in_all=others[0],
        others=others[1],
        blanked_in_all=blanks[0],
        blanked=blanks[1],
        restated_by_column=differing[0],
        restated=differing[1],
        absent=missing,
        gone=_gone(db, sheet, missing),
        likenesses=() if sheet.compared else copies.likenesses(db, sheet),
        respelt=respelt.find(db, sheet, "incoming") if sheet.respell is None else (),
        **_of_transactions(db, sheet),
    )


def _gone(db: duckdb.DuckDBPyConnection, sheet: Incoming, missing: Sequence[Absent]) -> int:
    """How many things that are known count no more, of those that are `missing` on a list, or in a newer copy."""
    return (sum(each.count for each in missing) if sheet.gone else 0) + copies.gone(db, sheet)


def _of_transactions(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> dict[str, Any]:
    """What is known besides of a sheet of transactions."""
    if sheet.kind != "transactions":
        return {}
    homes = (
        f"SELECT case_ref_key, household_ref_key FROM data.cases WHERE _to = {FOREVER} AND household_ref_key IS NOT "
        f"NULL"
    )
    return {
        "unit_costs": _unit_costs(db, sheet),
        "credits": _credits(db, sheet),
        "households": dict(db.execute(homes).fetchall()),
    }


def _credits(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[Credit, ...]:
    """The credits that say on which side they are neither by their approach nor by a row that they take back."""
    amount = "coalesce(cost, (quantity * unit_cost)::DECIMAL(18, 4))"
    if not db.execute(f"SELECT 1 FROM incoming WHERE {amount} < 0 AND approach IS NULL LIMIT 1").fetchall():
        return ()
    began = f"SELECT case_ref_key, intervention_date FROM data.cases WHERE _to = {FOREVER}"
    for i, rows in enumerate(sheet.cases):
        if "intervention_date" in rows.column_names:
            db.register(f"cases{i}", rows)
            began += f" UNION ALL SELECT {folded('ref', 'case_ref')}, intervention_date FROM cases{i}"
    columns = f"case_ref_key, agency_key, activity_key, date, {amount} AS amount, cash_type, approach"
    found = db.execute(
        f"""WITH own AS (SELECT _row, case_ref, agency, {columns} FROM incoming),
        paid AS (
            SELECT * FROM (SELECT {columns} FROM incoming UNION ALL SELECT {columns} FROM data.transactions WHERE _to = {FOREVER})
            WHERE cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention'
        ),
        began AS (SELECT case_ref_key, min(intervention_date) AS day FROM ({began}) GROUP BY ALL)
        SELECT c._row, c.case_ref, c.agency, c.date, c.amount
        FROM own c LEFT JOIN began b USING (case_ref_key)
        WHERE c.amount < 0 AND c.approach IS NULL AND c.cash_type IS DISTINCT FROM 'Avoided' AND c.date >= coalesce(b.day, c.date)
        AND NOT EXISTS (
            FROM paid p WHERE p.case_ref_key = c.case_ref_key AND p.agency_key = c.agency_key
            AND p.activity_key IS NOT DISTINCT FROM c.activity_key AND p.date <= c.date AND p.amount >= -c.amount
        ) ORDER BY c._row"""
    ).fetchall()
    for i in range(len(sheet.cases)):
        db.unregister(f"cases{i}")
    return tuple(Credit(*row) for row in found)


def _unit_costs(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[UnitCost, ...]:
    """The unit costs that are known, and those that are loaded together with a sheet, which count before them."""
    columns = ", ".join(field.name for field in fields(UnitCost))
    found = db.execute(f"SELECT {columns} FROM data.unit_costs WHERE _to = {FOREVER} ORDER BY ALL").fetchall()
    names = columns.split(", ")
    found += [tuple(row[name] for name in names) for rows in sheet.prices for row in rows.select(names).to_pylist()]
    return tuple(UnitCost(*row) for row in found)


def _stage(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> None:
    """Make the temporary table `incoming`: every stored column, with each row's key and content."""
    with _staged(db, sheet) as rows:
        db.execute(parsed(db, f"CREATE OR REPLACE TEMP TABLE incoming AS {rows}"), {"today": loading_day(db)})
    declared = SHEETS[sheet.kind]
    if not declared.keyed:
        lineage = _lineage(db, sheet)
        db.execute(_occurrences(declared, lineage))
        if sheet.earlier:
            db.execute("DELETE FROM incoming WHERE _row < 0")
        copies.adopt(db, sheet)


@contextmanager
def _staged(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> Iterator[str]:
    """The query for the rows of a sheet with every stored column, and each row's key and content; it asks for
    $today. Of rows that say the same the key is the same."""
    declared = SHEETS[sheet.kind]
    keys = derived_keys(sheet.kind)
    flags = {f"flag{i}": name for i, name in enumerate(sheet.flag_names)}
    given = with_name_keys(_after(sheet.earlier, sheet.rows), keys)
    there = set(given.column_names)
    db.register("given", given)
    if sheet.respell:
        respelt.find(db, sheet, "given")
    batch = respelt.in_their_first_spelling(sheet, "given") if sheet.respell else "FROM given"
    db.execute(f"CREATE OR REPLACE TEMP VIEW batch AS {batch}")
    references = {key: column for key, (column, fold) in keys.items() if fold == "ref"}
    columns = [
        f"{quote(name) if name in there else 'NULL'}::{type_} AS {quote(name)}"
        for name, type_ in stored_columns(declared).items()
        if name not in references
    ]
    typed = ", ".join([f"{statements.about(declared, there)} AS _day", *columns, *(quote(f) for f in flags)])
    folds = "".join(f", {folded('ref', quote(column))} AS {quote(key)}" for key, column in references.items())
    yield (
        f"WITH typed AS NOT MATERIALIZED (SELECT row AS _row, {typed} FROM batch) SELECT *{folds} FROM "
        f"({_identified(declared, 'typed', flags, there)})"
    )
    db.execute("DROP VIEW batch")
    db.unregister("given")


def _are_all_new(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> bool:
    """Whether it is plain from the first that every row of a sheet is new and has a key of its own, as those of the
    first log of a store: such rows are written once, where others are laid beside those that are known.

    Two rows say the same only where all their words are the same, unless these hold what stands between the words of a
    row.
    """
    declared, kind = SHEETS[sheet.kind], quote(sheet.kind)
    if sheet.flag_names or sheet.earlier or sheet.gone or sheet.respell or sheet.compared or not sheet.rows.num_rows:
        return False
    empty = f"SELECT NOT EXISTS (FROM data.{kind}) AND NOT EXISTS (FROM data.gone) AND NOT EXISTS (FROM erased)"
    if not db.execute(parsed(db, empty)).fetchall()[0][0]:
        return False
    said = [
        name for name in (*(c.name for c in declared.columns), *beside(declared)) if name in sheet.rows.column_names
    ]
    if declared.keyed or not said:
        return declared.keyed
    words = [quote(name) for name in said if pa.types.is_string(sheet.rows.schema.field(name).type)]
    apart = " OR ".join(f"contains({word}, chr(31))" for word in words) or "false"
    alike = (
        f"SELECT count(DISTINCT hash({', '.join(map(quote, said))})) < count(*) OR coalesce(bool_or({apart}), "
        f"false) FROM given"
    )
    db.register("given", sheet.rows)
    ((any_alike,),) = db.execute(parsed(db, alike)).fetchall()
    db.unregister("given")
    return not any_alike


def _number(db: duckdb.DuckDBPyConnection) -> int:
    """The number of the next upload."""
    return db.execute("SELECT coalesce(max(upload), 0) + 1 FROM uploads").fetchall()[0][0]


def _lineage(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> int | None:
    """The record that a sheet's rows without a key are of: its own, that of the upload it goes on from, or the one that
    every upload is of where nothing tells them apart (None)."""
    if sheet.own_record:
        return _number(db)
    earlier = [*sheet.copy_of, *sheet.same_as]
    if not earlier:
        return None
    return db.execute("SELECT lineage FROM uploads WHERE upload = $upload", {"upload": earlier[-1]}).fetchall()[0][0]


def _is_filled(sheet: Incoming, name: str) -> bool:
    """Whether any row of a sheet has this column filled."""
    return sheet.rows[name].null_count < sheet.rows.num_rows


def _outcome(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> Loaded:
    """How many rows are new, and how many state nothing that is not known already. Of the others those are older that
    are about a day before the latest that is known, and not stated by another upload that lives already."""
    blanks = sheet.blanks == "not known"

    def differing(*names: str) -> str:
        of_both = (", ".join(f"{of}.{quote(name)}" for name in names) for of in "ic")
        filled = "" if statements.clears(sheet, names[0]) else f"i.{quote(names[0])} IS NOT NULL AND "
        return f"{filled}({') IS DISTINCT FROM ('.join(of_both)})"

    differs, spelled = [], []
    for column in statements.stated_columns(sheet):
        key = f"{column.name}_key"
        kept = [name for name in with_column(sheet.kind, column) if name != key and name not in time_of(column)]
        if (said := said_by(SHEETS[sheet.kind], column.name)) == key:
            spelled.append(differing(*kept))
            kept = [said, *kept[1:]]
        differs.append(differing(*kept))
    differs += [
        f"i.{quote(time)} IS NOT NULL AND i.{quote(time)} IS DISTINCT FROM c.{quote(time)}"
        for column in statements.stated_columns(sheet)
        for time in time_of(column)
    ]
    if sheet.flag_names:
        differs.append("_key IN (FROM flagged)")
        db.execute("CREATE OR REPLACE TEMP TABLE flagged (_key UUID)")
        for flags in few_at_a_time([*enumerate(sheet.flag_names)], FLAGS_TOGETHER):
            keys = ", ".join(literal(name_key(name)) for _, name in flags)
            values = ", ".join(f"flag{i}" for i, _ in flags)
            db.execute(
                f"INSERT INTO flagged SELECT DISTINCT _key FROM (SELECT _key, unnest([{keys}]) AS flag_key, "
                f"unnest([{values}]) AS is_set FROM incoming) i LEFT JOIN (SELECT _key, flag_key, is_set FROM "
                f"data.flags WHERE _to = {FOREVER} AND flag_key IN ({keys})) c USING (_key, flag_key) WHERE "
                f"{'' if blanks else 'i.is_set IS NOT NULL AND '}i.is_set IS DISTINCT FROM c.is_set"
            )
    table = f"data.{quote(sheet.kind)}"
    said_already = (
        "false"
        if blanks
        else f"(_key, i._content) IN (SELECT _key, _content FROM {table} WHERE _key IN (SELECT _key FROM incoming) AND "
        f"_merged IS NOT TRUE AND _upload IN {statements.LIVING})"
    )
    any_differs = " OR ".join(f"({each})" for each in differs) or "false"
    counted = (
        "SELECT count(*), count(*) FILTER (known AND NOT differs), count(*) FILTER (known AND differs AND NOT older), "
        "count(*) FILTER (known AND differs AND older), count(*) FILTER (known AND NOT differs AND spelled AND NOT "
        "older) FROM ("
        f"SELECT c._key IS NOT NULL AS known, i._day < c._day AS older, ({any_differs}) AND NOT (older AND "
        f"{said_already}) AS differs, ({' OR '.join(spelled) or 'false'}) AS spelled FROM incoming i LEFT JOIN (SELECT "
        f"* FROM {table} WHERE _to = {FOREVER}) c USING (_key))"
    )
    rows, there, changed, older, respelled = db.execute(parsed(db, counted)).fetchall()[0]
    new = rows - there - changed - older
    return Loaded(
        None, sheet.kind, sheet.file_name, sheet.sheet, rows, new, changed, there, sheet.left_out,
        older=older, spelled=respelled, replaces=sheet.replaces,
    )  # fmt: skip


def _others(db: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[int, tuple[Other, ...]]:
    """How many staged rows are told apart from the row that is there under their reference, and the first of them.

    A blank tells nothing apart.
    """
    if not sheet.tells_apart:
        return 0, ()
    apart, column, before, now = [], "CASE", "CASE", "CASE"
    for name in sheet.tells_apart:
        type_ = sheet.column(name).type
        compared = quote(name + "_key" if isinstance(type_, Street) else name)
        both = [folded("ref", f"{row}.{compared}::VARCHAR") for row in "ci"]
        apart.append(f"coalesce({' <> '.join(both)}, false)")
        shown = "strftime({}, '%d/%m/%Y')" if isinstance(type_, Date) else "{}"
        column += f" WHEN {apart[-1]} THEN {literal(name)}"
        before += f" WHEN {apart[-1]} THEN {shown.format('c.' + quote(name))}"
        now += f" WHEN {apart[-1]} THEN {shown.format('i.' + quote(name))}"
    found = db.execute(
        f"SELECT count(*) OVER (), i._row, i.{quote(sheet.key[0])}, {column} END, {before} END, {now} END FROM "
        "incoming i "
        f"JOIN data.{quote(sheet.kind)} c USING (_key) WHERE c._to = {FOREVER} AND "
        f"({' OR '.join(apart)}) "
        f"ORDER BY i._row LIMIT {OTHERS_LISTED}"
    ).fetchall()
    return (found[0][0] if found else 0), tuple(Other(*other) for _, *other in found)


def _identified(sheet: Sheet, typed: str, flags: dict[str, str], there: Collection[str]) -> str:
    """The query that gives each row of the table `typed` what it says and what makes it itself: its sheet's key, or
    else what it says. Columns that are not `there` say nothing."""
    said = [f"{literal(c.name + '=')} || {quote(c.name)}" for c in sheet.columns if c.name in there]
    said += [f"{literal(name)} || {quote(name)}" for name in beside(sheet) if name in there]
    said += [
        f"{literal('flag ' + name + '=')} || {column}"
        for column, name in sorted(flags.items(), key=lambda item: item[1])
    ]
    key = "_content"
    if sheet.key and set(sheet.key) <= set(there):
        key = f"CASE WHEN {_has_key(sheet)} THEN {reference_key(sheet)} ELSE _content END"
    return (
        f"WITH said AS (SELECT *, md5(concat_ws(chr(31), {', '.join(said) or 'NULL'}))::UUID AS _content FROM {typed}) "
        f"SELECT *, {key} AS _key FROM said"
    )


def _after(earlier: Sequence[pa.Table], rows: pa.Table) -> pa.Table:
    """The rows behind those of earlier sheets, whose numbers are below 0 so that they come first and can be told
    apart."""
    if not earlier:
        return rows
    before = pa.concat_tables(earlier, promote_options="permissive")
    numbers = pa.arange(-before.num_rows, 0).cast(pa.int32())
    before = before.set_column(before.column_names.index("row"), "row", numbers)
    return pa.concat_tables([before, rows], promote_options="permissive")


def _occurrences(sheet: Sheet, lineage: int | None) -> str:
    """The statement that tells apart rows without a key that say the same, by which of them in the file each is, and by
    the record they are of where that is not the one of all.

    So last month's log with this month's rows added counts nothing twice, and two identical rows of one file remain
    two.
    """
    which, of = ("nth > 1", "") if lineage is None else ("true", f" || '@{lineage}'")
    return (
        f"UPDATE incoming SET _key = md5(_content::VARCHAR || '#' || nth{of})::UUID FROM ("
        "SELECT rowid AS again, row_number() OVER (PARTITION BY _content ORDER BY _row, rowid) AS nth FROM incoming "
        f"QUALIFY {which}) WHERE incoming.rowid = again AND NOT ({_has_key(sheet)})"
    )


def _has_key(sheet: Sheet) -> str:
    return " AND ".join(f"{quote(name)} IS NOT NULL" for name in sheet.key) or "false"
