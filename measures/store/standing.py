"""The rows that a question sees at a version of the data, as tables: what another engine is given to answer the
measures from."""

from __future__ import annotations

import pyarrow as pa

from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.store import Store
from measures.store.tables import OBSERVED, OWN, SPELLINGS, stored_columns

OF_A_LIFE = ("_from", "_to")
# A row's own that no question asks for once it is known which rows stand.
OF_A_STORE = (*OF_A_LIFE, "_content", "_day", "_merged")
OF_A_ROW = {name: type_ for name, type_ in OWN.items() if name not in OF_A_STORE}
# What queries ask of uploads.
OF_UPLOADS = {
    "upload": "INTEGER",
    "kind": "VARCHAR",
    "file_name": "VARCHAR",
    "loaded_at": "TIMESTAMP",
    "stated": "VARCHAR[]",
    "filled": "VARCHAR[]",
    "blanks": "VARCHAR",
    "lineage": "INTEGER",
    "sheet": "VARCHAR",
    "mapping": "VARCHAR",
}
# Every table and its columns, in which an identity is a word: other engines have no type for it.
COLUMNS: dict[str, dict[str, str]] = {
    name: {column: "VARCHAR" if type_ == "UUID" else type_ for column, type_ in columns.items()}
    for name, columns in {
        **{sheet.kind: OF_A_ROW | stored_columns(sheet) for sheet in SHEETS.values()},
        "flags": {**OF_A_ROW, "flag": "VARCHAR", "flag_key": "VARCHAR", "is_set": "BOOLEAN"},
        "observed": {name: type_ for name, type_ in OBSERVED.items() if name not in OF_A_LIFE},
        "spellings": {name: type_ for name, type_ in SPELLINGS.items() if name not in OF_A_LIFE},
        "demand_statements": {"_key": "UUID", "_upload": "INTEGER"},
        "uploads": OF_UPLOADS,
    }.items()
}


def standing(store: Store, table: str, version: int) -> pa.Table:
    """The rows of a table as they stand at a version: demands with what people have said of them in the inbox."""
    columns = ", ".join(f"CAST({quote(name)} AS {type_}) AS {quote(name)}" for name, type_ in COLUMNS[table].items())
    reads = {"demand_statements": ["demands"], "uploads": []}.get(table, [table])
    return store.ask(f"SELECT {columns} FROM {quote(table)}", reads, version=version)
