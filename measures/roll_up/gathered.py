"""What several organisations shared, looked at before it is believed, and as the rows of one store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from measures.problems import StoreError
from measures.roll_up.believed import APART, believed
from measures.roll_up.shared import TABLES, Share, read, within
from measures.store.history import ALLOWED
from measures.store.names import name_key
from measures.store.united import United
from measures.words import listed, moment, plural

NUMBERS = {"demands": ("_upload",), "households": ("_upload",), "observed": ("cohort",), "uploads": ("upload",)}


@dataclass(frozen=True)
class Gathered:
    """The shares of a roll-up, one of each organisation, the last day that is past at the latest of them, and what
    is not among them: a sentence each."""

    shares: tuple[Share, ...]
    lacking: tuple[str, ...]
    last_day: dt.date

    def offset(self, share: Share) -> int:
        return self.shares.index(share) * APART

    @property
    def blank(self) -> list[str]:
        """The organisations that shared, and had nothing."""
        return [share.organisation for share in self.shares if share.is_blank]

    @property
    def is_blank(self) -> str:
        """The same in a sentence; blank where there are none."""
        return f"There is nothing in what {listed(self.blank)} shared." if self.blank else ""

    @property
    def until(self) -> dt.date:
        """The day until which they shared, in UTC: the last that can be past without what is allowed for other
        clocks."""
        return self.last_day - ALLOWED

    @property
    def are_lacking(self) -> str:
        """“2 shares are”, as a sentence on what is not among them begins; blank where nothing is lacking."""
        lacking = len(self.lacking)
        return f"{plural(lacking, 'share')} {'is' if lacking == 1 else 'are'}" if lacking else ""

    def alone(self, organisation: str) -> Gathered | None:
        """The same of one organisation, as far as it is among them."""
        shares = tuple(share for share in self.shares if name_key(share.organisation) == name_key(organisation))
        return replace(self, shares=shares) if shares else None


def gather(folders: Sequence[Path], partial: bool = False) -> Gathered:
    """The latest share of each organisation in these folders. Raises StoreError for one that cannot be believed; or,
    of a roll-up that may be `partial`, leaves it out and says so."""
    found: dict[str, list[Path]] = {}
    lacking: list[str] = []

    def leave_out(error: StoreError) -> None:
        if not partial:
            raise error
        lacking.append(str(error))

    for folder in folders:
        organisations = sorted(folder.glob("organisation=*")) if folder.is_dir() else []
        if not organisations:
            leave_out(StoreError("no-share", path=folder))
        for organisation in organisations:
            there = [version for version in organisation.glob("version=*") if _number(version) >= 0]
            found.setdefault(organisation.name, []).extend(there)
    shares: list[Share] = []
    places: dict[str, str] = {}
    for name, versions in sorted(found.items()):
        try:
            share = believed(_latest(name, versions))
            _require_own_places(share, places)
            shares.append(share)
        except StoreError as error:
            leave_out(error)
    if not shares:
        raise StoreError("no-share", path=", ".join(map(str, folders)))
    return _gathered(shares, lacking)


def _latest(name: str, folders: Sequence[Path]) -> Path:
    """The share of one organisation that counts, of all that are in these folders: that of its highest version.
    Raises StoreError where it cannot be known which does: of two stores, of two that differ, or where a version
    before it was shared after it."""
    if not folders:
        raise StoreError("no-share", path=name)
    highest = max(map(_number, folders))
    shares = []
    for folder in folders:
        try:
            shares.append(read(folder))
        except StoreError as error:
            # What an earlier program shared is of earlier versions.
            if _number(folder) == highest or error.code != "share-format":
                raise
    shares.sort(key=lambda share: share.written)
    *_, latest = of_highest = [share for share in shares if share.version == highest]
    for share in shares:
        if share.store != latest.store:
            raise StoreError("share-twice", organisation=latest.organisation, path=latest.folder, other=share.folder)
    for share in of_highest:
        if share.files != latest.files:
            raise StoreError(
                "share-differs",
                organisation=latest.organisation,
                version=highest,
                path=latest.folder,
                other=share.folder,
                earlier=moment(share.written),
                later=moment(latest.written),
            )
    if shares[-1].written > latest.written:
        raise StoreError(
            "share-stale",
            organisation=latest.organisation,
            version=shares[-1].version,
            after=highest,
            path=latest.folder,
        )
    return latest.folder


def gather_again(folders: Sequence[Path], of: Iterable[Mapping[str, Any]]) -> Gathered:
    """The shares that a roll-up was of, each with its `organisation`, its `version` and its `files`. Raises
    StoreError for one that is not in these folders any more, as it was then."""
    shares: list[Share] = []
    places: dict[str, str] = {}
    for said in of:
        path = within(said["organisation"], said["version"])
        there = [folder / path for folder in folders if (folder / path).is_dir()]
        as_then = next((each for each in there if read(each).files == said["files"]), None)
        if as_then is None:
            raise StoreError("share-before", organisation=said["organisation"], version=said["version"])
        share = believed(as_then)
        _require_own_places(share, places)
        shares.append(share)
    return _gathered(shares)


def _gathered(shares: Sequence[Share], lacking: Sequence[str] = ()) -> Gathered:
    return Gathered(tuple(shares), tuple(lacking), max(share.last_day for share in shares))


def _number(version: Path) -> int:
    words = version.name.removeprefix("version=")
    return int(words) if words.isdecimal() else -1


def _require_own_places(share: Share, of: dict[str, str]) -> None:
    """Raise StoreError where an organisation has a place of the key of another's: their rows would be taken for one
    source's. `of` are those that have places already, to which its own come."""
    own = {
        row["key"]: row["shown"]
        for row in pq.read_table(share.file("spellings")).to_pylist()
        if row["pool"] == "locality"
    }
    for key, shown in own.items():
        if key in of:
            raise StoreError("share-places", place=shown, one=of[key], other=share.organisation)
    of |= dict.fromkeys(own, share.organisation)


def batches(gathered: Gathered, table: str) -> Iterator[pa.RecordBatch]:
    """The rows of a table of all organisations, as those of one store, a part at a time."""
    if table == "spellings":
        yield from spellings(gathered).to_batches()
        return
    for share in gathered.shares:
        for batch in pq.ParquetFile(share.file(table)).iter_batches(1_000_000):
            for column in NUMBERS[table]:
                at = batch.schema.get_field_index(column)
                batch = batch.set_column(
                    at, column, pc.add(batch[column], pa.scalar(gathered.offset(share), pa.int32()))
                )
            yield batch


def spellings(gathered: Gathered) -> pa.Table:
    """How each name is shown: one that several spell in several ways, in the first of these by the alphabet."""
    every = pa.concat_tables([pq.read_table(share.file("spellings")) for share in gathered.shares])
    return every.group_by(["pool", "key"]).aggregate([("shown", "min")]).rename_columns(["pool", "key", "shown"])


def united(gathered: Gathered, path: Path) -> United:
    """The shares in a store of their own, at this path."""
    return United(
        path,
        {name: pa.RecordBatchReader.from_batches(schema, batches(gathered, name)) for name, schema in TABLES.items()},
        gathered.last_day,
    )
