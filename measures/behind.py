"""The rows behind an answer, and where each is: from a figure to the cells that people filled in. And the way back:
what is known now of what a row says, and which measures read it.

They are all rows of the kinds of sheet that a measure reads, current at the answer's version, narrowed by those of its
filters that a kind of sheet has a column for; of a measure that looks beyond its filters, not narrowed. Of some of them
the measure says why they are in no figure: they are here too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from measures.answers import Answer, bound
from measures.catalogue import MEASURES
from measures.definition import Measure
from measures.problems import cell, row_or_cell, sheet_row, shorten
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store import Store
from measures.store.names import name_key
from measures.store.tables import derived_keys, has_flags
from measures.uploads import Upload
from measures.words import day, listed, plain_number
from measures.workbook.mends import mends_of

FILE, SHEET, ROW, ALSO, MENDED, FLAGS = (
    "File",
    "Sheet",
    "Row",
    "Also stated in",
    "Changed before it was loaded",
    "Flags",
)
MOST = 100_000  # rows of a kind: a workbook of more takes minutes to write, and nobody reads it
# How each filter narrows rows, where they have the column: names that are blank are asked for in words.
NARROWS = {
    "locality": ("locality_key", "coalesce({}, 'notrecorded') = $locality"),
    "agency": ("agency_key", "coalesce({}, 'notrecorded') = $agency"),
    "type": ("type_key", "coalesce({}, 'notyettyped') = $type"),
    "case": ("case_ref_key", "{} = $case"),
    "without": ("case_ref_key", "NOT coalesce(array_contains(CAST($without AS VARCHAR[]), {}), false)"),
    "household": ("household_ref_key", "{} = $household"),
}


@dataclass(frozen=True)
class Behind:
    """The rows of one kind, each keyed by heading, in the order of their files: how many there are, of which `rows`
    are the first; and the filters that narrowed them, and did not."""

    sheet: Sheet
    headings: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    count: int
    narrowed: tuple[str, ...]
    not_narrowed: tuple[str, ...]


def behind(store: Store, answer: Answer[Any]) -> list[Behind]:
    """The rows behind an answer. Raises StoreError where the store's file fails."""
    reads = _kinds(answer.measure)
    kinds = [kind for kind in SHEETS if kind in reads]
    uploads = {upload.upload: upload for upload in store.uploads()}
    return [_of_kind(store, answer, SHEETS[kind], uploads) for kind in kinds]


def _of_kind(store: Store, answer: Answer[Any], sheet: Sheet, uploads: Mapping[int, Upload]) -> Behind:
    kind, version = sheet.kind, answer.version
    conditions, values, narrowed = _conditions(answer, sheet)
    columns = ", ".join(quote(column.name) for column in sheet.columns)
    which = f"FROM {quote(kind)} WHERE {' AND '.join(conditions) or 'true'}"
    query = (
        f"SELECT CAST(_key AS VARCHAR) AS _key, _upload, _row, {columns}, count(*) OVER () AS _count {which} "
        f"ORDER BY _upload, _row LIMIT {MOST}"
    )
    found = store.rows(query, [kind], version=version, days="past", **values)
    also = store.stated_in(kind, version)
    flags = _flags(store, kind, version) if has_flags(kind) else {}
    mends = {number: mends_of(upload) for number, upload in uploads.items()}
    rows = []
    for row in found:
        upload = uploads[row["_upload"]]
        others = [place for place in also.get(row["_key"], ()) if place != (row["_upload"], row["_row"])]
        changed = [mend.in_words(upload.sheet) for mend in mends[upload.upload] if mend.row == sheet_row(row["_row"])]
        rows.append(
            {FILE: upload.file_name, SHEET: upload.sheet, ROW: row_or_cell(row["_row"])}
            | {column.title: row[column.name] for column in sheet.columns}
            | ({FLAGS: flags.get(row["_key"], "")} if has_flags(kind) else {})
            | {
                ALSO: listed([f"{uploads[of].file_name}, {cell(uploads[of].sheet, line)}" for of, line in others]),
                MENDED: shorten("; ".join(changed)),
            }
        )
    headings = [FILE, SHEET, ROW, *(column.title for column in sheet.columns)]
    headings += [FLAGS] if has_flags(kind) else []
    asked = [name for name in answer.filters if name != "every"]
    return Behind(
        sheet,
        (*headings, ALSO, MENDED),
        rows,
        found[0]["_count"] if found else 0,
        tuple(name for name in asked if name in narrowed),
        tuple(name for name in asked if name not in narrowed),
    )


def _conditions(answer: Answer[Any], sheet: Sheet) -> tuple[list[str], dict[str, Any], set[str]]:
    """What narrows the rows of a kind, the values that are bound in it, and the filters that it does."""
    values, keys = bound(answer.filters), derived_keys(sheet.kind)
    found = {}
    for name in answer.filters if not answer.measure.beyond else ():
        column, condition = NARROWS.get(name, ("", ""))
        if column in keys:
            found[name] = condition.format(column)
        elif name in ("since", "until") and sheet.kind == "demands":
            found[name] = f"received_on {'>=' if name == 'since' else '<'} CAST(${name} AS DATE)"
    return [*found.values()], {name: values[name] for name in found}, {*found}


def _flags(store: Store, kind: str, version: int) -> dict[str, str]:
    """What is known of the flags of each row: “Crime: Yes; VA: No”."""
    query = (
        "SELECT CAST(_key AS VARCHAR) AS key, string_agg(flag || ': ' || CASE WHEN is_set THEN 'Yes' ELSE 'No' END, '; "
        "' "
        f"ORDER BY flag) AS flags FROM flags WHERE is_set IS NOT NULL AND _key IN (SELECT _key FROM {quote(kind)}) "
        f"GROUP BY _key"
    )
    return {row["key"]: row["flags"] for row in store.rows(query, ["flags", kind], version=version)}


@dataclass(frozen=True)
class RowStatement:
    """What a row of a sheet says, as far as it is of one thing: a line for each column, with what is known of it now
    and where that is stated. `stated` of its `filled` cells are what is known; `until` is since which version none
    is: None where some are, 0 where none ever was. What it tells of happens on `to_come`, where that day is not
    past. `of` has the case or household it is of."""

    kind: str
    lines: Sequence[Mapping[str, str]]
    filled: int
    stated: int
    until: int | None
    to_come: dt.date | None
    of: Mapping[str, str]


COLUMN, NOW, WHERE, SAYS, INBOX = "Column", "Known now", "Stated in", "This row says", "The inbox"
OF = {"case_ref": "case", "household_ref": "household"}


def row_statements(store: Store, number: int, row: int, *, version: int) -> list[RowStatement]:
    """What a row of an upload says, as Excel counts it: nothing where none was loaded, several where its sheet lies
    across. Raises StoreError where the store's file fails."""
    upload = next(each for each in store.uploads() if each.upload == number)
    return [_told(store, upload, stated, version) for stated in store.rows_at(upload.kind, number, row)]


def _told(store: Store, upload: Upload, stated: Mapping[str, Any], version: int) -> RowStatement:
    sheet, key, place = SHEETS[upload.kind], stated["_key"], (upload.upload, stated["_row"])
    sources = store.stated_by(sheet.kind, key, version)
    known, loaded = _known(store, sheet, key, version)
    declared = {column.name: column for column in sheet.columns}
    columns: list[tuple[str, str, Any]] = [(name, column.title, column.type) for name, column in declared.items()]
    spelt = {name_key(name): name for name in loaded if name not in declared}
    flags = {spelt.get(name_key(name), name): value for name, value in stated["flags"].items()}
    columns += [(name, name, None) for name in {**loaded, **flags} if name not in declared]
    own, now = {**stated, **flags}, {**loaded, **known}
    uploads = store.sheets_of_uploads()
    lines, differ = [], False
    for name, title, type_ in columns:
        says, is_now = (_in_words(type_, values.get(name)) for values in (own, now))
        source = sources.get(name)
        where = source.cell if source else ""
        if source and source.upload != upload.upload:
            where = f"{uploads[source.upload][0]}, {where}"
        if now.get(name) != loaded.get(name):
            where = INBOX
        if says or is_now:
            differ = differ or says != is_now
            lines.append({COLUMN: title, NOW: is_now, WHERE: where if is_now else "", SAYS: says})
    if not differ:
        lines = [{heading: words for heading, words in line.items() if heading != SAYS} for line in lines]
    filled = [name for name, *_ in columns if own.get(name) is not None]
    mine = [name for name in filled if name in sources and (sources[name].upload, sources[name].row) == place]
    happens, last_day = now.get(sheet.happens_on), store.at(version)[1]
    return RowStatement(
        sheet.kind,
        lines,
        len(filled),
        len(mine),
        None if mine else store.stated_until(sheet.kind, key, place, version),
        happens if happens and happens > last_day else None,
        {one: str(own[name]) for name, one in OF.items() if own.get(name)},
    )


def _known(store: Store, sheet: Sheet, key: str, version: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is known of a thing at a version, by column and flag: with what the inbox says of it, and by the sheets
    alone."""
    columns = ", ".join(quote(column.name) for column in sheet.columns)

    def read(table: str) -> dict[str, Any]:
        query = f"SELECT {columns} FROM {quote(table)} WHERE _key = $key::UUID"
        return next(iter(store.rows(query, [sheet.kind], version=version, key=key)), {})

    known = read(sheet.kind)
    loaded = read("demands_as_loaded") if sheet.kind == "demands" else known
    if not has_flags(sheet.kind):
        return known, loaded
    query = "SELECT flag, is_set FROM flags WHERE _key = $key::UUID AND is_set IS NOT NULL ORDER BY flag"
    flags = {each["flag"]: each["is_set"] for each in store.rows(query, ["flags"], version=version, key=key)}
    return {**known, **flags}, {**loaded, **flags}


def _in_words(type_: Any, value: object) -> str:
    """What is kept in a cell, as a page says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return day(value)
    if hasattr(type_, "in_words"):
        return type_.in_words(value)
    return plain_number(float(value)) if isinstance(value, float | Decimal) else str(value)


def readers(kind: str) -> list[Measure]:
    """The measures that read rows of a kind, in the order of the catalogue."""
    return [measure for measure in MEASURES.values() if kind in _kinds(measure)]


def _kinds(measure: Measure) -> set[str]:
    return {"demands" if name == "demands_as_loaded" else name for name in measure.reads}
