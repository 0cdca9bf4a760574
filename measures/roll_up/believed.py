"""Which shares are believed: those that are whole, and in which nothing stands that `measures share` could not have
written.

Whoever holds a share can write another list for it. So what a store guarantees of its rows is looked for in them again,
a column at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from measures.problems import StoreError
from measures.roll_up.shared import MANIFEST, TABLES, Share, is_a_name, read, sha256
from measures.sheets.demands import VALUE_OR_FAILURE
from measures.sheets.households import TIERS
from measures.store.history import ALLOWED, now
from measures.store.names import name_keys

APART = 1_000_000  # the numbers of two organisations' uploads, and of their cohorts, are so far from each other
VERSIONS = 2**31
KINDS = ("demands", "households")  # what an upload may be of
FIRST, LAST = dt.date(1899, 12, 25), dt.date(2101, 1, 31)  # of a period that has a day which a sheet may have
PSEUDONYM = "^[0-9a-f]{32}$"
Rule = Callable[[pa.ChunkedArray], bool]


def believed(folder: Path) -> Share:
    """A share whose files are what its organisation wrote. Raises StoreError for any other."""
    share = read(folder)
    _require(is_a_name(share.organisation), folder / MANIFEST, "organisation")
    _require(0 <= share.version < VERSIONS, folder / MANIFEST, "version")
    _require(share.last_day <= now().date() + ALLOWED, folder / MANIFEST, "last_day")
    try:
        for name, schema in TABLES.items():
            if sha256(share.file(name)) != share.files[name]:
                raise StoreError("share-damaged", path=share.file(name))
            file = pq.ParquetFile(share.file(name))
            if file.schema_arrow != schema or file.metadata.num_rows != share.rows[name]:
                raise StoreError("share-damaged", path=share.file(name))
        for table, rules in _rules(share).items():
            # Words each once, and where they stand: a million rows have few, and to look at these is enough.
            words = [field.name for field in TABLES[table] if field.type == pa.string()]
            file = pq.ParquetFile(share.file(table), read_dictionary=words)
            for column, rule in rules.items():
                values = file.read([column], use_threads=False)[column].unify_dictionaries()
                _require(rule(values), share.file(table), column)
    except (OSError, pa.ArrowException) as error:
        raise StoreError("share-damaged", path=folder) from error
    _require(bool(share.rows["observed"]) or not share.rows["demands"], share.file("observed"), "kind")
    return share


def _require(is_so: bool, path: Path, column: str) -> None:
    if not is_so:
        raise StoreError("share-edited", path=path, column=column)


def _rules(share: Share) -> Mapping[str, Mapping[str, Rule]]:
    """What may stand in each column of each table."""
    names = pq.read_table(share.file("spellings")).to_pylist()
    keys = name_keys(row["shown"] or "" for row in names)
    own = f"{share.organisation}: "
    agencies, places = ([row["key"] for row in names if row["pool"] == pool] for pool in ("agency", "locality"))
    uploads = pq.read_table(share.file("uploads")).to_pylist()
    demands, households = ([row["upload"] for row in uploads if row["kind"] == kind] for kind in KINDS)
    dates = [field.name for field in TABLES["observed"] if pa.types.is_date(field.type)]
    return {
        "spellings": {
            "pool": _among(["agency", "locality"]),
            "key": lambda _: all(row["key"] and row["key"] == keys.get(row["shown"]) for row in names),
            "shown": lambda _: all(row["shown"].startswith(own) for row in names if row["pool"] == "locality"),
        },
        "uploads": {
            "upload": lambda values: _between(0, APART - 1)(values) and _each_once(values),
            "kind": _among(KINDS),
            "loaded_at": lambda values: values.null_count == 0,
        },
        "demands": {
            "_upload": _among(demands),
            "received_on": _dates(dt.date(1900, 1, 1), share.last_day),
            "value_or_failure": _among([*VALUE_OR_FAILURE.options, None]),
            "minutes": _is_amount,
            "agency_key": _among([*agencies, None]),
            "locality_key": _among(places),
            "household_ref_key": _is_pseudonym,
        },
        "households": {
            "_upload": _among(households),
            "tier": _among([*map(str, TIERS), None]),
            "locality_key": _among(places),
            "household_ref_key": lambda values: values.null_count == 0 and _is_pseudonym(values) and _each_once(values),
        },
        "observed": {
            "kind": _among(["demands"]),
            "agency_key": _among([*agencies, "notrecorded"]),
            "locality_key": _among(places),
            "lineage": _among([0]),
            "number": _between(0, 2**62),
            "cohort": _between(0, APART - 1),
            "weight": _is_amount,
            **dict.fromkeys(dates, _dates(FIRST, LAST)),
        },
    }


def _among(known: Sequence) -> Rule:
    """Of values that are these alone."""

    def rule(values: pa.ChunkedArray) -> bool:
        found = pc.unique(values)
        if pa.types.is_dictionary(found.type):
            found = found.dictionary_decode()
        return {*found.to_pylist()} <= {*known}

    return rule


def _between(least: object, most: object) -> Rule:
    """Of values none of which is lacking, below the one or above the other."""

    def rule(values: pa.ChunkedArray) -> bool:
        found = pc.min_max(values).as_py()
        return values.null_count == 0 and (not len(values) or least <= found["min"] <= found["max"] <= most)

    return rule


def _dates(first: dt.date, last: dt.date) -> Rule:
    """Of dates that are within these, as far as they are known."""
    return lambda values: _between(first, last)(values.drop_null())


def _is_amount(values: pa.ChunkedArray) -> bool:
    return pc.all(pc.and_(pc.is_finite(values), pc.greater_equal(values, 0.0)), min_count=0).as_py()


def _is_pseudonym(values: pa.ChunkedArray) -> bool:
    found = pc.unique(values).dictionary_decode()
    return pc.all(pc.match_substring_regex(found, PSEUDONYM), min_count=0).as_py()


def _each_once(values: pa.ChunkedArray) -> bool:
    every = values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values
    return len(pc.unique(every)) == len(every)
