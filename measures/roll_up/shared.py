"""What an organisation shares of its store, and nothing else: rows of demands and households without a word that
anybody wrote of somebody, each thing under a pseudonym of this one version.

A column goes out only where it stands here. A reference is an HMAC of it, with the key that lies beside the store, the
organisation and the version: nobody without the key can try references one by one, and two versions cannot be laid
beside each other by it. A name of an agency or a place goes out as it is only where enough rows have it and nothing in
it looks like somebody's details; any other is a pseudonym too, so that sources stay as many as they are. A household
goes with its tier, and without the flags that it was told by.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from measures.answers import tier_rule
from measures.catalogue import MEASURES
from measures.personal.details import details
from measures.problems import StoreError
from measures.rounding import FEWEST
from measures.store import Store
from measures.store.anew import to_the_disk
from measures.store.backup import own_folder
from measures.store.names import name_key
from measures.store.secret import key_of, keyed

FORMAT = 2  # of the files: of another one nothing is read
MANIFEST = "manifest.json"
# What is written of each table.
TABLES = {
    "demands": pa.schema(
        {
            "_upload": pa.int32(),
            "received_on": pa.date32(),
            "received_on_month": pa.bool_(),
            "received_on_week": pa.bool_(),
            "value_or_failure": pa.string(),
            "minutes": pa.float64(),
            "resolved_first_time": pa.bool_(),
            "agency_key": pa.string(),
            "locality_key": pa.string(),
            "household_ref_key": pa.string(),
        }
    ),
    "households": pa.schema(
        {"_upload": pa.int32(), "tier": pa.string(), "locality_key": pa.string(), "household_ref_key": pa.string()}
    ),
    "observed": pa.schema(
        {
            "kind": pa.string(),
            "agency_key": pa.string(),
            "locality_key": pa.string(),
            "lineage": pa.int32(),
            "number": pa.int64(),
            "is_slip": pa.bool_(),
            "weight": pa.float64(),
            "cohort": pa.int32(),
            **dict.fromkeys(
                (
                    *("first_day", "last_day", "first_week", "last_week", "first_month", "last_month"),
                    *("weeks_over", "months_over", "weeks_full", "months_full", "begins", "ends"),
                ),
                pa.date32(),
            ),
        }
    ),
    "spellings": pa.schema({"pool": pa.string(), "key": pa.string(), "shown": pa.string()}),
    "uploads": pa.schema({"upload": pa.int32(), "kind": pa.string(), "loaded_at": pa.timestamp("us")}),
}
NOWHERE = "place not recorded"
# What a board of all is called: of an organisation it would be read as of all.
ALL, WHOLE = "All organisations", "The whole place"


@dataclass(frozen=True)
class Share:
    """What one organisation shared of one version of its data, and where it lies: `files` has the SHA-256 of each,
    `store` stands for the store that it is of, and `written` is when, in UTC."""

    folder: Path
    organisation: str
    version: int
    last_day: dt.date
    rows: Mapping[str, int]
    files: Mapping[str, str]
    store: str
    written: dt.datetime

    @property
    def is_blank(self) -> bool:
        """Whether it has nothing: what is loaded is withdrawn, or of other sheets."""
        return not (self.rows["demands"] or self.rows["households"])

    def file(self, table: str) -> Path:
        """Where a table lies. Its name is its content's, so that what is shared anew never lies where what is there
        does."""
        return self.folder / f"{table}-{self.files[table][:16]}.parquet"


def share(
    store: Store,
    folder: Path,
    organisation: str,
    version: int | None = None,
    whole: Callable[[Share], None] = lambda made: None,
) -> Share:
    """Write what is shared of a version into a folder of its own within this one. The same version makes the same
    bytes, and takes the place of what was written before, in one step: ended at any moment, it leaves the one or the
    other whole; `whole` is called when all of it is written, and before it is where it should be. Raises StoreError
    where what is there is another store's, the key beside the store cannot be used, or the disk has no room."""
    organisation = " ".join(organisation.split())
    if not is_a_name(organisation):
        raise StoreError("share-no-name")
    version, last_day = store.at(version)
    store.require_version(version)
    own = keyed(key_of(store.path), f"shares of {name_key(organisation)}")[:32]
    into = folder / within(organisation, version)
    _require_own(into.parent, own)
    tables = _tables(store, organisation, version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with own_folder(folder) as aside:
            files = {}
            for name, table in tables.items():
                pq.write_table(table, aside / name, compression="zstd")
                files[name] = sha256(aside / name)
            rows = {name: table.num_rows for name, table in tables.items()}
            made = Share(into, organisation, version, last_day, rows, files, own, dt.datetime.now(dt.UTC))
            said = {key: value for key, value in asdict(made).items() if key != "folder"}
            said |= {"format": FORMAT, "last_day": last_day.isoformat(), "written": made.written.isoformat()}
            (aside / MANIFEST).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
            whole(made)
            into.mkdir(parents=True, exist_ok=True)
            # The list comes last, and from then on the files that it names are what is shared.
            for name, at in {**{name: made.file(name) for name in files}, MANIFEST: into / MANIFEST}.items():
                to_the_disk(aside / name)
                os.replace(aside / name, at)
            to_the_disk(into)
        for file in {*into.iterdir()} - {into / MANIFEST, *map(made.file, files)}:
            file.unlink()
    except OSError as error:
        raise StoreError("share-disk", path=into, reason=error.strerror or str(error)) from error
    return made


def _require_own(folder: Path, own: str) -> None:
    """Raise StoreError where what is in an organisation's folder was shared of another store. What cannot be read is
    nobody's."""
    for there in folder.glob("version=*"):
        try:
            other = read(there)
        except StoreError:
            continue
        if other.store != own:
            raise StoreError("share-of-another", organisation=other.organisation, path=there)


def is_a_name(organisation: str) -> bool:
    """Whether an organisation may be called so: by a name, on one line, that is nobody's and not that of all."""
    key = name_key(organisation)
    others = [name_key(each) for each in (ALL, WHOLE)]
    return (
        bool(key)
        and key not in others
        and organisation.split() == organisation.split(" ")
        and not details(organisation)
    )


def read(folder: Path) -> Share:
    """A share as its list has it, of whose files nothing is known yet. Raises StoreError for a list that cannot be
    read, or is of another format."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        if said["format"] != FORMAT:
            raise StoreError("share-format", path=folder, format=said["format"], known=FORMAT)
        share = Share(
            folder,
            str(said["organisation"]),
            int(said["version"]),
            dt.date.fromisoformat(said["last_day"]),
            {name: int(said["rows"][name]) for name in TABLES},
            {name: str(said["files"][name]) for name in TABLES},
            str(said["store"]),
            dt.datetime.fromisoformat(said["written"]).astimezone(dt.UTC),
        )
    except (OSError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise StoreError("share-damaged", path=folder) from error
    if folder.parts[-2:] != within(share.organisation, share.version).parts:
        raise StoreError("share-damaged", path=folder)
    return share


def within(organisation: str, version: int) -> Path:
    """Where a version of an organisation lies in a folder of shares."""
    return Path(f"organisation={slug(organisation)}", f"version={version}")


def slug(organisation: str) -> str:
    """What stands for an organisation in the name of its folder: as short whatever it is called, on every disk."""
    return hashlib.sha256(name_key(organisation).encode()).hexdigest()[:16]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tables(store: Store, organisation: str, version: int) -> dict[str, pa.Table]:
    secret = key_of(store.path)

    def word(what: str, text: str) -> str:
        return keyed(secret, f"shared {name_key(organisation)} {version} {what} {text}")[:32]

    demands = store.ask(
        "SELECT d._upload, d.received_on, d.received_on_month, d.received_on_week, d.value_or_failure, d.minutes, "
        "d.resolved_first_time, d.agency_key, d.locality_key, d.household_ref_key, CASE WHEN d.agency_key IS NULL AND "
        "d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END AS lineage FROM demands AS d JOIN uploads AS u "
        "ON u.upload = d._upload",
        ["demands"],
        version=version,
        days="past",
    )
    query = (
        "SELECT _upload, tier, nullif(locality_key, 'notrecorded') AS locality_key, household_ref_key FROM "
        "households_in_tiers"
    )
    households = store.ask(
        query,
        ["households", "flags"],
        parts=MEASURES["demand_tiers"].steps(query),
        version=version,
        days="all",
        **tier_rule(store, version).as_dict(),
    )
    observed = store.ask(
        f"SELECT {', '.join(TABLES['observed'].names)} FROM observed WHERE kind = 'demands'",
        ["observed"],
        version=version,
    )
    shown = {
        (row["pool"], row["key"]): row["shown"]
        for row in store.rows(
            "SELECT pool, key, shown FROM spellings WHERE pool IN ('agency', 'locality')",
            ["spellings"],
            version=version,
        )
    }
    named = _Named(organisation, shown, word, {"agency": [demands], "locality": [demands, households]})
    demands = _placed(demands, named, demands["lineage"]).drop_columns(["lineage"])
    households = _placed(households, named)
    blank = {"agency_key": "notrecorded", "locality_key": "notrecorded"}
    for column, value in blank.items():
        keys = pc.if_else(pc.equal(observed[column], value), pa.scalar(None, pa.string()), observed[column])
        observed = observed.set_column(observed.column_names.index(column), column, keys)
    observed = _placed(observed, named, observed["lineage"])
    observed = observed.set_column(
        observed.column_names.index("agency_key"), "agency_key", pc.fill_null(observed["agency_key"], "notrecorded")
    )
    observed = observed.set_column(
        observed.column_names.index("lineage"), "lineage", pa.array([0] * len(observed), pa.int32())
    )
    uploads = store.ask(
        "SELECT upload, kind, date_trunc('day', loaded_at)::TIMESTAMP AS loaded_at FROM uploads WHERE kind IN "
        "('demands', 'households') AND upload IN (SELECT _upload FROM demands UNION SELECT _upload FROM households)",
        ["demands", "households"],
        version=version,
    )
    references = {
        each: word("household", each) for table in (demands, households) for each in _values(table, "household_ref_key")
    }
    found = {
        "demands": _mapped(demands, "household_ref_key", references.get),
        "households": _mapped(households, "household_ref_key", references.get),
        "observed": observed,
        "spellings": pa.Table.from_pylist(named.spellings(), TABLES["spellings"]),
        "uploads": uploads,
    }
    # In an order that tells nothing of that of a spreadsheet.
    return {
        name: (cast := table.select(TABLES[name].names).cast(TABLES[name])).sort_by(
            [(n, "ascending") for n in reversed(cast.column_names)]
        )
        for name, table in found.items()
    }


class _Named:
    """What agencies and places are called where they are shared: a place by its organisation too, for two may have
    the same name."""

    def __init__(
        self,
        organisation: str,
        shown: Mapping[tuple[str, str], str],
        word: Callable[[str, str], str],
        told: Mapping[str, list[pa.Table]],
    ) -> None:
        self.organisation, self._shown, self._word = organisation, shown, word
        self._counts = {pool: _counts(tables, f"{pool}_key") for pool, tables in told.items()}
        self._found: dict[tuple[str, str], str] = {}

    def key(self, pool: str, key: str | None, lineage: int = 0) -> str | None:
        """The key of an agency, or of a place; a place that no row names is one by itself, of each record that names
        nothing at all."""
        if key is None and pool == "agency":
            return None
        if key is None:
            said = f"{NOWHERE} ({lineage})" if lineage else NOWHERE
        else:
            said = self._shown.get((pool, key), "")
            if self._counts[pool].get(key, 0) < FEWEST or not said or details(said):
                said = f"P-{self._word(pool, key)[:12].upper()}"
        if pool == "locality":
            said = f"{self.organisation}: {said}"
        return self._found.setdefault((pool, said), name_key(said))

    def spellings(self) -> list[dict]:
        return [{"pool": pool, "key": key, "shown": said} for (pool, said), key in self._found.items()]


def _placed(table: pa.Table, named: _Named, lineage: pa.ChunkedArray | None = None) -> pa.Table:
    """A table with its agencies and places as they are shared."""
    if lineage is not None:
        keys = {each: named.key("agency", each) for each in _values(table, "agency_key")}
        table = table.append_column(
            "_lineage", pc.if_else(pc.is_null(table["agency_key"]), lineage, pa.scalar(0, pa.int32()))
        )
        table = _mapped(table, "agency_key", keys.get)
    else:
        table = table.append_column("_lineage", pa.array([0] * len(table), pa.int32()))
    places = table.group_by(["locality_key", "_lineage"]).aggregate([]).to_pylist()
    # As one word for both, since Arrow looks up one column.
    both = {
        f"{row['locality_key'] or ''}\n{row['_lineage'] or 0}": named.key(
            "locality", row["locality_key"], row["_lineage"] or 0
        )
        for row in places
    }
    words = pc.binary_join_element_wise(
        pc.fill_null(table["locality_key"], ""), pc.cast(pc.fill_null(table["_lineage"], 0), pa.string()), "\n"
    )
    table = table.set_column(table.column_names.index("locality_key"), "locality_key", words)
    return _mapped(table, "locality_key", both.get).drop_columns(["_lineage"])


def _mapped(table: pa.Table, column: str, of: Callable[[str], str | None]) -> pa.Table:
    """A table with each value of a column in another's place."""
    values = _values(table, column)
    instead = pa.array([of(value) for value in values], pa.string())
    taken = instead.take(pc.index_in(table[column].combine_chunks(), pa.array(values, pa.string())))
    return table.set_column(table.column_names.index(column), column, taken)


def _values(table: pa.Table, column: str) -> list[str]:
    return pc.drop_null(pc.unique(table[column])).to_pylist()


def _counts(tables: Iterable[pa.Table], column: str) -> dict[str, int]:
    """How many rows have each key, in the table that has most."""
    found: dict[str, int] = {}
    for table in tables:
        for row in pc.value_counts(table[column]).to_pylist():
            found[row["values"]] = max(found.get(row["values"], 0), row["counts"])
    return found
