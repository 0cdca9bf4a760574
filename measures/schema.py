"""What a kind of spreadsheet is made of: its columns, and what makes two of its rows the same.

Pure declarations. Reading (`workbook/check.py`), storing (`store/tables.py`), the template, the guide and
the tests are all derived from these, so that none of them can drift from the others. What a cell may be its type says
(`cells/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from measures.cells import CellType
from measures.cells.words import normalise


@dataclass(frozen=True)
class Column:
    """One declared column of a sheet.

    `name` is the column in the store, `title` the heading in the template, `also` other headings that mean the same;
    `measured` lists those that do where a unit stands with them, as in Duration (hours), and may be of anything where
    none does; of these `parts` are of a part of it, and yield to another that has it whole, as talk time does to handle
    time; `doubtful` lists those under which a list may count the other way round. `loose` are headings that do mean it,
    but stand over other things as often: they make no sheet of this kind, and how they are read is told where the field
    may be in no column. `sentences` says that its cells are what people say, and not a name of a few words. A
    `required` column must be there and be filled in every row.

    What people type freely they spell in several ways. Such a column gets a key when it is loaded, `<name>_key`, which
    is one for spellings that are the same by its `fold`: that of a "name" (see `store/names.py`) or of a "ref"; a
    reference has its own. `names` is the pool of names that a column draws from: columns of one pool share one shown
    spelling for a key.

    `person` is the field of the row's reference, and what a person is called here who is known by it: where names are
    not kept, a cell that says the same as the reference is this.

    What a row says of itself, and not of the thing that it is a row of, is `of_row`: what other sheets say of the thing
    does not fill it.
    """

    name: str
    title: str
    type: CellType
    required: bool = False
    also: tuple[str, ...] = ()
    help: str = ""
    names: str = ""
    fold: str = ""
    measured: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    of_row: bool = False
    doubtful: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    sentences: bool = False
    person: tuple[str, str] | None = None

    @property
    def folded_as(self) -> str:
        """How its spellings are told to be the same: "name", "ref", or not at all."""
        return self.fold or self.type.fold or ("name" if self.names else "")

    def loosely(self, heading: str) -> bool:
        """Whether a heading may mean anything, this column among it."""
        return normalise(heading) in {normalise(h) for h in self.loose}

    def partly(self, name: str) -> bool:
        """Whether a heading, without its unit, is of a part of what is meant."""
        return normalise(name) in {normalise(h) for h in self.parts}

    def surely(self, heading: str) -> bool:
        """Whether a heading means this column as it is declared, whichever way round."""
        return normalise(heading) in {normalise(h) for h in (self.title, self.name, *self.also)}

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The accepted headings, normalised; the title first."""
        return tuple(
            dict.fromkeys(normalise(h) for h in (self.title, self.name, *self.also, *self.loose, *self.doubtful))
        )


@dataclass(frozen=True)
class Sheet:
    """A declared kind of spreadsheet: what a row is, its columns, and what makes two rows the same row.

    `key` names the columns that identify a row; a row with none of them filled is identified by all its values and its
    occurrence within the sheet. `flags` lets any number of Yes/No columns follow, named by their headings.
    `needs_one_of` lists groups of columns of which one must be filled in each row. `instead` has, for a column, those
    that say the same by themselves: a sheet that has these and not it takes away what an earlier one said. `in_order`
    lists pairs of dates of which the second may not come before the first. `known_by` lists the columns by which a row
    without a key is known again when another of its cells is corrected; where they are `once`, two rows of one identity
    can only be one row and its correction, or of two things that have one name. `named` is the column that names what a
    row is of, where two files may call two things the same. `tells_apart` lists columns that seldom change for one key:
    a row that says something else there may be of another thing that has the same reference. `examples` are filled-in
    rows for the template, keyed by heading. `as_at` names the column that has the day a row is about, where that is not
    the day of its loading. `listed_by` names the columns that say of which place a list is, the first that is filled:
    what a newer list of a place does not have may be there no more. `happens_on` names the column with the day on which
    what a row tells of happens: until that day is past it has not. `gap` names the column without which a row says only
    that nothing was measured on its day. `in_unit` are the columns of figures whose unit stands under `unit`, or else
    in their own cells (41%). `figures` names the column whose values may stand under headings that are values of a
    column of `across`: costs under agencies. `period_in` is one of these that has, in words, the month, quarter or year
    over figures of which no day is known. `one_for_all` lists columns of which a whole sheet may have one value, which
    is then the sheet's name. `counted` is a column that says of how many things a row is, where they are counted and
    none is told by itself; then what would be their `words` is `counted_as`. `placed_by` names the column that says in
    which locality a row is: its locality, or the reference of a row of another kind that is in one. Where none does, a
    manager of some localities sees no row of the kind.
    """

    kind: str
    title: str
    row_is: str
    purpose: str
    columns: tuple[Column, ...]
    examples: tuple[dict[str, Any], ...]
    key: tuple[str, ...] = ()
    flags: tuple[Column, ...] = ()
    needs_one_of: tuple[tuple[str, ...], ...] = ()
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_order: tuple[tuple[str, str], ...] = ()
    known_by: tuple[str, ...] = ()
    once: bool = False
    named: str = ""
    tells_apart: tuple[str, ...] = ()
    as_at: str = ""
    listed_by: tuple[str, ...] = ()
    happens_on: str = ""
    gap: str = ""
    counted: Column | None = None
    words: str = ""
    counted_as: str = ""
    in_unit: tuple[str, ...] = ()
    figures: str = ""
    across: tuple[str, ...] = ()
    period_in: str = ""
    one_for_all: tuple[str, ...] = ()
    placed_by: str = ""

    @property
    def thing(self) -> str:
        """What a row is, in a word: household."""
        return self.row_is.split(":")[0].removeprefix("a ")

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns, and the one that counts things where there is one, which is not kept."""
        return (*self.columns, self.counted) if self.counted else self.columns

    def column(self, name: str) -> Column:
        """The declared column of this name. Raises KeyError for any other."""
        return {c.name: c for c in self.all_columns}[name]

    @property
    def without_words(self) -> Sheet:
        """The sheet of things that are counted, of which none has words of its own."""
        columns = (replace(c, required=False) if c.name == self.words else c for c in self.columns)
        return replace(self, columns=tuple(columns))

    @cached_property
    def meant_by(self) -> dict[str, list[tuple[int, Column]]]:
        """The columns that a heading, normalised, may mean, each with its turn: titles of all columns first, for
        another column's other name must not take a heading that is this one's own."""
        found: dict[str, list[tuple[int, Column]]] = {}
        titles = [(column.headings[0], column) for column in self.columns]
        others = [(name, column) for column in self.columns for name in column.headings[1:]]
        for turn, (name, column) in enumerate(titles + others):
            found.setdefault(name, []).append((turn, column))
        return found

    @property
    def keyed(self) -> bool:
        """True where every row must carry its key."""
        return bool(self.key) and all(self.column(name).required for name in self.key)
