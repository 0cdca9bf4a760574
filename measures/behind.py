"""The rows behind an answer, and where each is: from a figure to the cells that people filled in.

They are all rows of the kinds of sheet that a measure reads, current at the answer's version, narrowed by those of its filters that a
kind of sheet has a column for; of a measure that looks beyond its filters, not narrowed. Of some of them the measure says why they are in no figure: they are here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from measures.answers import Answer, bound
from measures.problems import cell, shorten
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store import Store
from measures.store.tables import derived_keys, has_flags
from measures.words import listed
from measures.workbook.mends import Mend, mends_of

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
    """The rows of one kind, each keyed by heading, in the order of their files: how many there are, of which `rows` are the first;
    and the filters that narrowed them, and did not."""

    sheet: Sheet
    headings: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    count: int
    narrowed: tuple[str, ...]
    not_narrowed: tuple[str, ...]


def behind(store: Store, answer: Answer[Any]) -> list[Behind]:
    """The rows behind an answer. Raises StoreError where the store's file fails."""
    reads = {"demands" if name == "demands_as_loaded" else name for name in answer.measure.reads}
    kinds = [kind for kind in SHEETS if kind in reads]
    mends = {upload.upload: mends_of(upload) for upload in store.uploads()} if kinds else {}
    return [_of_kind(store, answer, SHEETS[kind], mends) for kind in kinds]


def _of_kind(store: Store, answer: Answer[Any], sheet: Sheet, mends: Mapping[int, Sequence[Mend]]) -> Behind:
    kind, version = sheet.kind, answer.version
    conditions, values, narrowed = _conditions(answer, sheet)
    columns = ", ".join(quote(column.name) for column in sheet.columns)
    which = f"FROM {quote(kind)} WHERE {' AND '.join(conditions) or 'true'}"
    query = f"SELECT CAST(_key AS VARCHAR) AS _key, _upload, _row, {columns}, count(*) OVER () AS _count {which} ORDER BY _upload, _row LIMIT {MOST}"
    found = store.rows(query, [kind], version=version, days="past", **values)
    also = store.stated_in(kind, version)
    flags = _flags(store, kind, version) if has_flags(kind) else {}
    uploads = store.sheets_of_uploads()
    rows = []
    for row in found:
        file_name, name, _ = uploads[row["_upload"]]
        others = [place for place in also.get(row["_key"], ()) if place != (row["_upload"], row["_row"])]
        changed = [mend.in_words(name) for mend in mends.get(row["_upload"], ()) if mend.row == row["_row"]]
        rows.append(
            {FILE: file_name, SHEET: name, ROW: row["_row"]}
            | {column.title: row[column.name] for column in sheet.columns}
            | ({FLAGS: flags.get(row["_key"], "")} if has_flags(kind) else {})
            | {
                ALSO: listed([f"{uploads[upload][0]}, {cell(uploads[upload][1], line)}" for upload, line in others]),
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
        "SELECT CAST(_key AS VARCHAR) AS key, string_agg(flag || ': ' || CASE WHEN is_set THEN 'Yes' ELSE 'No' END, '; ' "
        f"ORDER BY flag) AS flags FROM flags WHERE is_set IS NOT NULL AND _key IN (SELECT _key FROM {quote(kind)}) GROUP BY _key"
    )
    return {row["key"]: row["flags"] for row in store.rows(query, ["flags", kind], version=version)}
