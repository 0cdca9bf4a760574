"""The tables of the store, made from the declared sheets.

Every row of every upload is kept, with the versions of the data between which it was the current one: from `_from`
up to, but not including, `_to`. What is current is settled when something is loaded, withdrawn or brought back, so
that a question asks only for the rows of one version and pays for nothing else.
"""

from __future__ import annotations

from measures.cells import Number, Street
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote

FORMAT = 1
FOREVER = 2**62

# The row's own: which upload and spreadsheet row it came from, what makes it the same row (`_key`), what it says
# (`_content`), and the versions of its life.
OWN = "_upload INTEGER, _row INTEGER, _key UUID, _content UUID, _from BIGINT, _to BIGINT"

META = f"""
CREATE SCHEMA data;
CREATE TABLE format (format INTEGER);
INSERT INTO format VALUES ({FORMAT});
CREATE TABLE versions (version BIGINT, changed_at TIMESTAMP, who VARCHAR, what VARCHAR);
INSERT INTO versions VALUES (0, now()::TIMESTAMP, '', 'The store was made');
CREATE TABLE uploads (upload INTEGER, kind VARCHAR, file_name VARCHAR, sha256 VARCHAR, sheet VARCHAR, mapping JSON, rows_loaded INTEGER,
    rows_new INTEGER, rows_changed INTEGER, rows_already_there INTEGER, rows_left_out INTEGER, who VARCHAR, loaded_at TIMESTAMP);
CREATE TABLE lives (upload INTEGER, from_version BIGINT, to_version BIGINT);
CREATE TABLE settings (name VARCHAR, value JSON, from_version BIGINT, who VARCHAR, changed_at TIMESTAMP);
CREATE TABLE data.flags ({OWN}, flag VARCHAR, is_set BOOLEAN);
"""

# What people said of a demand in the inbox, beside the spreadsheets: a row for each answer. A person's later answer ends
# their own earlier one and nobody else's. Stores that were made before there was an inbox get the table when opened.
CLASSIFICATIONS = """
CREATE TABLE IF NOT EXISTS data.classifications (_key UUID, value_or_failure VARCHAR, type VARCHAR, system_condition VARCHAR,
    who VARCHAR, changed_at TIMESTAMP, _from BIGINT, _to BIGINT);
"""


def stored_columns(sheet: Sheet) -> dict[str, str]:
    """The columns of a sheet's table and their types, without the row's own."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        found[column.name] = column.type.stored
        if isinstance(column.type, Street):
            found[column.name + "_key"] = "VARCHAR"
    return found | dict.fromkeys(or_more(sheet), "BOOLEAN")


def or_more(sheet: Sheet) -> list[str]:
    """The columns that tell 250+ from 250."""
    return [f"{c.name}_or_more" for c in sheet.columns if isinstance(c.type, Number) and c.type.or_more]


def later() -> str:
    """The SQL that brings a store that was made earlier up to date; the newest columns stand last in their tables."""
    added = [
        f"ALTER TABLE data.{quote(sheet.kind)} ADD COLUMN IF NOT EXISTS {quote(name)} BOOLEAN;"
        for sheet in SHEETS.values()
        for name in or_more(sheet)
    ]
    return "\n".join([CLASSIFICATIONS, *added])


def create() -> str:
    """The SQL that makes an empty store."""
    made = [META]
    for sheet in SHEETS.values():
        columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in stored_columns(sheet).items())
        made.append(f"CREATE TABLE data.{quote(sheet.kind)} ({OWN}, {columns});")
    return "\n".join(made)
