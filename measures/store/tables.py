"""The tables of the store, as the declared sheets have them, and how a store that was made earlier comes to have them.

Every row of every upload is kept, with the versions of the data between which it was the current one: from `_from`
up to, but not including, `_to`. What is current is settled when something is loaded, withdrawn or brought back, so
that a question asks only for the rows of one version and pays for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.sql import quote

FORMAT = 3  # a program that knows only lower ones leaves a store alone
# The rule by which `measures.record` says what was observed: one more where it says otherwise of the same rows.
OBSERVED_BY = 2
FOREVER = 2**62
TIME = "_time"  # the end of the name of a column with times that stand behind the days of another
FLAGS_TOGETHER = (
    25  # flags that are asked about in one query: a list may have 500, and a join of them all takes gigabytes
)

# The row's own: which upload and spreadsheet row it came from, what makes it the same row (`_key`), what it says
# (`_content`), the day that it is about, and the versions of its life. What is known of a key from several sheets, and
# none of them says so, is a row of its own, `_merged`: see `statements`.
OWN = {
    "_upload": "INTEGER",
    "_row": "INTEGER",
    "_key": "UUID",
    "_content": "UUID",
    "_day": "DATE",
    "_from": "BIGINT",
    "_to": "BIGINT",
    "_merged": "BOOLEAN",
}
MAIN = {
    "format": {
        "format": "INTEGER",
        "observed_by": "INTEGER",  # by which rule what was observed was settled
        "to_be_rewritten": "BOOLEAN",  # what was erased still has its bytes in the file: see `anew`
        "to_be_renewed": "BOOLEAN",  # … and in the backups
    },
    "versions": {"version": "BIGINT", "changed_at": "TIMESTAMP", "who": "VARCHAR", "what": "VARCHAR"},
    "uploads": {
        "upload": "INTEGER",
        "kind": "VARCHAR",
        "file_name": "VARCHAR",
        "sha256": "VARCHAR",
        "sheet": "VARCHAR",
        "mapping": "JSON",
        "rows_loaded": "INTEGER",
        "rows_new": "INTEGER",
        "rows_changed": "INTEGER",
        "rows_already_there": "INTEGER",
        "rows_left_out": "INTEGER",
        "who": "VARCHAR",
        "loaded_at": "TIMESTAMP",
        "stated": "VARCHAR[]",  # the declared columns that the sheet has, given for the whole sheet or with a heading
        "filled": "VARCHAR[]",  # those of them that any of its rows has filled
        "blanks": "VARCHAR",  # what a blank cell in one of them says: see `uploads.Blanks`
        "lineage": "INTEGER",  # the first upload of the record that its rows without a key belong to
        "copy_of": "INTEGER[]",  # the uploads of which a person said that it is a newer copy
        "rows_erased": "INTEGER",
    },
    "erased": {"word": "VARCHAR", "erased_at": "TIMESTAMP"},  # who was, by a keyed word
    "lives": {"upload": "INTEGER", "from_version": "BIGINT", "to_version": "BIGINT"},
    "name_counts": {"pool": "VARCHAR", "key": "VARCHAR", "name": "VARCHAR", "n": "BIGINT"},  # of the latest version
    "settings": {
        "name": "VARCHAR",
        "value": "JSON",
        "from_version": "BIGINT",
        "who": "VARCHAR",
        "changed_at": "TIMESTAMP",
    },
}
# What people said of a demand in the inbox, beside the spreadsheets: a row for each answer. A person's later answer
# ends their own earlier one and nobody else's.
CLASSIFICATIONS = {
    "_key": "UUID",
    "value_or_failure": "VARCHAR",
    "type": "VARCHAR",
    "type_key": "VARCHAR",
    "system_condition": "VARCHAR",
    "system_condition_key": "VARCHAR",
    "who": "VARCHAR",
    "changed_at": "TIMESTAMP",
    "_given": "BIGINT",  # the version at which it was given, where that was before `_from`: see `take_back`
    "_from": "BIGINT",
    "_to": "BIGINT",
}
# Which days the record of each source covers: see `measures.record`.
OBSERVED = {
    "kind": "VARCHAR",
    "agency_key": "VARCHAR",
    "locality_key": "VARCHAR",
    "lineage": "INTEGER",
    "first_day": "DATE",
    "last_day": "DATE",
    "number": "BIGINT",
    "is_slip": "BOOLEAN",
    "first_week": "DATE",
    "last_week": "DATE",
    "first_month": "DATE",
    "last_month": "DATE",
    "weeks_over": "DATE",
    "months_over": "DATE",
    "weeks_full": "DATE",
    "months_full": "DATE",
    "begins": "DATE",
    "ends": "DATE",
    "weight": "DOUBLE",
    "cohort": "INTEGER",
    "_from": "BIGINT",
    "_to": "BIGINT",
}
SPELLINGS = {"pool": "VARCHAR", "key": "VARCHAR", "shown": "VARCHAR", "_from": "BIGINT", "_to": "BIGINT"}
# Things that a newer list of their place no longer has, and that are no longer there: a statement of that list.
GONE = {"_upload": "INTEGER", "_key": "UUID", "_day": "DATE"}
FLAGS = {**OWN, "flag": "VARCHAR", "flag_key": "VARCHAR", "is_set": "BOOLEAN"}


def stored_columns(sheet: Sheet) -> dict[str, str]:
    """The columns of a sheet's table and their types, without the row's own."""
    columns: dict[str, str] = {}
    for column in sheet.columns:
        columns[column.name] = column.type.stored
        columns |= {column.name + end: type_ for end, type_ in column.type.beside.items()}
    return columns | dict.fromkeys(derived_keys(sheet.kind), "VARCHAR")


def with_column(kind: str, column: Column) -> list[str]:
    """What a table keeps of a declared column: itself, what is beside it, and its key."""
    keys = [key for key, (of, _) in derived_keys(kind).items() if of == column.name]
    return list(dict.fromkeys([column.name, *(f"{column.name}{end}" for end in column.type.beside), *keys]))


def said_by(sheet: Sheet, column: str) -> str:
    """The column that has what another says, however that is spelled: its key, where it is a name."""
    return key if (key := f"{column}_key") in stored_columns(sheet) else column


def has_flags(kind: str) -> bool:
    """Whether rows of a kind have flags, in a table of their own."""
    return kind in SHEETS and bool(SHEETS[kind].flags)


def beside(sheet: Sheet) -> list[str]:
    """The columns that say more of a cell and are part of what its row says: 250+ is not 250. A key says nothing
    more; nor does a time of the day, or a row that was kept when no times were would be another one."""
    return [f"{c.name}{end}" for c in sheet.columns for end in c.type.beside if end not in ("_key", TIME)]


def time_of(column: Column) -> list[str]:
    """The column that has the time of a day, where one is kept. Of it a day without its time says nothing."""
    return [f"{column.name}{TIME}"] if TIME in column.type.beside else []


def derived_keys(table: str) -> dict[str, tuple[str, str]]:
    """The keys of names that a table keeps: of which column each is, and how that is folded (see `names`)."""
    if table == "flags":
        return {"flag_key": ("flag", "name")}
    if table == "classifications":
        of_demands = derived_keys("demands")
        return {key: of_demands[key] for key in CLASSIFICATIONS if key in of_demands}
    columns = SHEETS[table].columns if table in SHEETS else ()
    return {f"{c.name}_key": (c.name, c.folded_as) for c in columns if c.folded_as}


def declared() -> dict[tuple[str, str], dict[str, str]]:
    """Every table of a store by its schema and name: its columns and their types."""
    data = {
        "flags": FLAGS,
        "gone": GONE,
        "classifications": CLASSIFICATIONS,
        "spellings": SPELLINGS,
        "observed": OBSERVED,
    }
    data |= {sheet.kind: OWN | stored_columns(sheet) for sheet in SHEETS.values()}
    return {("main", name): columns for name, columns in MAIN.items()} | {
        ("data", name): columns for name, columns in data.items()
    }


Tables = Mapping[tuple[str, str], Mapping[str, str]]


def existing(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, str]]:
    """The tables that are there, by schema and name: their columns and their types."""
    there: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, type_ in db.execute(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal AND "
        "schema_name IN ('main', 'data')"
    ).fetchall():
        there.setdefault((schema, table), {})[column] = type_
    return there


def kept_otherwise(there: Tables) -> tuple[str, str, str, str] | None:
    """The first column that is declared as another type than it is kept as: its table, its name and both types. What
    was worked out of its rows and kept beside them, such as whether one is the same as another, would be of the old
    one."""
    for (schema, table), columns in declared().items():
        for column, type_ in columns.items():
            if (kept := there.get((schema, table), {}).get(column, type_)) != type_:
                return table, column, kept, type_
    return None


def create(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, str]]:
    """Make an empty store. The tables that are there then, as `existing` has them."""
    db.execute("CREATE SCHEMA data")
    add_missing(db, {})
    db.execute(f"INSERT INTO format (format, observed_by) VALUES ({FORMAT}, {OBSERVED_BY})")
    db.execute(
        "INSERT INTO versions (version, changed_at, who, what) VALUES (0, now()::TIMESTAMP, '', 'The store was made')"
    )
    return existing(db)


def add_missing(db: duckdb.DuckDBPyConnection, there: Tables) -> list[tuple[str, str]]:
    """Make the tables that are declared and not `existing`, and add such columns to those that are: (table, column) of
    these.

    What is there and is no longer declared stays, and is not asked.
    """
    added = []
    for (schema, table), columns in declared().items():
        name = f"{schema}.{quote(table)}"
        if (schema, table) not in there:
            db.execute(f"CREATE TABLE {name} ({', '.join(f'{quote(c)} {type_}' for c, type_ in columns.items())})")
            continue
        for column, type_ in columns.items():
            if column not in there[schema, table]:
                db.execute(f"ALTER TABLE {name} ADD COLUMN {quote(column)} {type_}")
                added.append((table, column))
    return added
