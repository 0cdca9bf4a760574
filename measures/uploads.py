"""What goes into the store, what becomes of it there, and what the history says of it: words that several rooms
share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import pyarrow as pa

from measures.erasure import Again
from measures.likeness import Likeness

# What a blank cell says of a thing whose cell had a value: that it is not known any more, or nothing.
Blanks = Literal["not known", "as before"]


@dataclass(frozen=True)
class Incoming:
    """One checked sheet on its way into the store.

    `rows` has `row` and typed columns named as declared, then `flag0`… for each of `flag_names`; of a column that is
    not there the sheet says nothing, and of one that is there and blank what `blanks` says. `left_out` counts the
    spreadsheet's rows that are not among them. `replaces` lists uploads that are withdrawn in the same transaction.
    `earlier` has the rows of the file's sheets of this kind that come before: of rows without a key that say the same,
    each of one file counts, on whichever of its sheets. `gone` says that those are gone that the earlier of this list
    and another of the same place has, and the later does not; of rows without a key, those of `copy_of` that the days
    of this sheet have no more. A row without a key stands for a row of `same_as` that
    says the same, and for one of `copy_of` that is known again too; in an `own_record` none stands for any other,
    though it says the same. `before` and `behind` are the sheets of its kind that are loaded in the same step before
    and after it, where the kind has lists of places: those of one day that list a place are one list of it. `prices`
    and `cases` have the rows of the unit costs and of the cases that are loaded in the same step as transactions, and
    `spelled` how the references of sheets before it in that step are spelled, by column and without noughts, marks and
    spaces. `respell` says that references are the same as those loaded already in another spelling, None that nobody
    said. Rows of somebody who was erased are left out in one `without_erased`.
    """

    kind: str
    file_name: str
    sha256: str
    sheet: str
    rows: pa.Table
    flag_names: tuple[str, ...] = ()
    mapping: Mapping[str, object] | None = None
    left_out: int = 0
    replaces: tuple[int, ...] = ()
    earlier: tuple[pa.Table, ...] = ()
    blanks: Blanks = "as before"
    gone: bool = False
    same_as: tuple[int, ...] = ()
    copy_of: tuple[int, ...] = ()
    own_record: bool = False
    before: tuple[Incoming, ...] = ()
    behind: tuple[Incoming, ...] = ()
    respell: bool | None = None
    without_erased: bool = False
    prices: tuple[pa.Table, ...] = ()
    cases: tuple[pa.Table, ...] = ()
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def compared(self) -> bool:
        """Whether it is decided already what its rows without a key stand for."""
        return bool(self.same_as or self.copy_of or self.own_record)


@dataclass(frozen=True)
class Respelt:
    """References of a column that are loaded already in another spelling: how many, and the first of them as (given,
    loaded)."""

    column: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitCost:
    """What one of an activity of an agency costs, in pounds of a price year, and who says so."""

    activity: str
    agency: str
    price_year: str
    unit_cost: Decimal
    source: str


@dataclass(frozen=True)
class Credit:
    """A row below £0 that takes back more than any one row before it of the same case, agency and activity, after
    the intervention as far as that is known."""

    row: int
    case_ref: str
    agency: str
    date: dt.date
    amount: Decimal


@dataclass(frozen=True)
class Other:
    """A row that may be of another thing than the row loaded before under its reference: the first column that tells
    them apart."""

    row: int
    key: str
    column: str
    before: str
    now: str


@dataclass(frozen=True)
class Blanked:
    """A cell that is blank, and what is known of it: its row, declared column or flag, reference, and the value."""

    row: int
    column: str
    key: str
    before: str


@dataclass(frozen=True)
class Restated:
    """A cell that says something else than is known: its row, declared column or flag, reference, the value that is
    known (None where none is) and the one that it says."""

    row: int
    column: str
    key: str
    before: str | None
    now: str


@dataclass(frozen=True)
class Absent:
    """So many things of a place that are on one list of it only, the earlier of this one and another: of the other its
    upload, its day, and whether it is the later."""

    upload: int
    file_name: str
    place: str
    count: int
    day: dt.date
    is_later: bool


@dataclass(frozen=True)
class Source:
    """The cell that states a value: its upload and row, and its place as Excel shows it."""

    upload: int
    row: int
    cell: str


@dataclass(frozen=True)
class Loaded:
    """What became of one sheet. `upload` is None where every row was already there, so that nothing was written.
    `replaces` are the uploads that it takes the place of: its new rows are then not more than there were.

    `spelled` are those of `already_there` that spell a name otherwise than is known. `older` are rows that say
    something else than is known, and of an earlier day: they fill gaps only. `gone` are those that earlier lists
    have and this one says are there no more. Of a sheet that is not loaded yet the first `others` and the first
    cells `blanked` and `restated` are known, how many there are of each, and what is `absent`; how like its rows
    without a key are to those of other uploads, and what references are `respelt`; and of transactions the
    `unit_costs` that are known, the `credits` that refund no row, and the `households` of cases by their keys.
    `again` is how many rows are of somebody who was erased.
    """

    upload: int | None
    kind: str
    file_name: str
    sheet: str
    rows: int
    new: int
    changed: int
    already_there: int
    left_out: int
    others: tuple[Other, ...] = ()
    others_in_all: int = 0
    older: int = 0
    spelled: int = 0
    blanked: tuple[Blanked, ...] = ()
    blanked_in_all: int = 0
    restated: tuple[Restated, ...] = ()
    restated_by_column: Mapping[str, int] = field(default_factory=dict)
    absent: tuple[Absent, ...] = ()
    gone: int = 0
    likenesses: tuple[Likeness, ...] = ()
    respelt: tuple[Respelt, ...] = ()
    unit_costs: tuple[UnitCost, ...] = ()
    credits: tuple[Credit, ...] = ()
    households: Mapping[str, str] = field(default_factory=dict)
    replaces: tuple[int, ...] = ()
    again: Again | None = None


@dataclass(frozen=True)
class Difference:
    """How many rows of a kind count at one version of the data and not at another, by what they are of: those that
    came, those of which something is said otherwise, and those that went."""

    kind: str
    new: int
    changed: int
    gone: int


@dataclass(frozen=True)
class Upload:
    """An entry of the history. `current_rows` counts its rows that are in use now."""

    upload: int
    kind: str
    file_name: str
    sha256: str
    sheet: str
    mapping: dict
    rows_loaded: int
    rows_new: int
    rows_changed: int
    rows_already_there: int
    rows_left_out: int
    who: str
    loaded_at: dt.datetime
    from_version: int
    to_version: int | None
    current_rows: int
    stated: list[str]
    filled: list[str] | None
    blanks: Blanks
    lineage: int | None
    gone: int
    copy_of: list[int] | None
    rows_erased: int | None = None

    @property
    def withdrawn(self) -> bool:
        return self.to_version is not None

    @property
    def is_erased(self) -> bool:
        """Whether none of its rows is left, so that there is nothing to bring back."""
        return (self.rows_erased or 0) >= self.rows_loaded > 0

    def counts_at(self, version: int | None = None) -> bool:
        """Whether it counts, now or at a version."""
        if version is None:
            return not self.withdrawn
        return self.from_version <= version and (self.to_version is None or version < self.to_version)
