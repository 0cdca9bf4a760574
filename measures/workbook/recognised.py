"""How a sheet is understood: its kind, and what each of its columns is read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from measures.cells import CellType, YesNo
from measures.problems import Problem
from measures.schema import Column, Sheet
from measures.workbook.by_hand import FLAG, LEFT_OUT, Override
from measures.workbook.layouts import Layout
from measures.workbook.read import Cells
from measures.workbook.suggest import Guess


@dataclass(frozen=True)
class Recognised:
    """How a sheet is understood. Columns are positions from 0; `header_row` is Excel's row number of the headings.

    `columns` gives the declared column for a position, `flags` the name of the flag, and `headings` what is written
    above any position. `ticked` gives the column of further positions that are read with its own: a choice that has a
    column for each option, a start before its end. `units` says of a position, in words, what told the unit of its
    figures, and `unclear` are those of which two are told; `unit_row` is a row that has them under the headings.
    `sheet` is None where the sheet is none of the kinds for certain; `looks_like` is the one that it would be if it had
    all the headings it needs, or if a person confirms it: then `columns` are what is suggested, and `guesses` has those
    that are guessed. `by_hand` has what a person's `override` says of a position.

    Where the table lies across the sheet, or a person gives one value for all of it, `layout` has the sheet as it is,
    and `cells` a row for each figure. `name_may_be` has the fields that the name of the sheet may be, of which a person
    is asked.
    """

    cells: Cells
    sheet: Sheet | None
    header_row: int
    headings: dict[int, str]
    columns: dict[int, Column]
    flags: dict[int, str]
    problems: tuple[Problem, ...]
    repeats: tuple[int, ...] = ()  # rows that have the headings again, as on every printed page
    looks_like: Sheet | None = None
    override: Override | None = None
    by_hand: dict[int, str] = field(default_factory=dict)
    ticked: dict[int, Column] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    unclear: frozenset[int] = frozenset()
    unit_row: int | None = None
    guesses: dict[int, Guess] = field(default_factory=dict)
    layout: Layout | None = None
    name_may_be: tuple[str, ...] = ()

    @property
    def own_cells(self) -> Cells:
        """The cells as they stand in the sheet."""
        return self.layout.cells if self.layout else self.cells

    @property
    def own_headings(self) -> Mapping[int, str]:
        """The headings that the sheet has, by position."""
        return self.layout.headings if self.layout else self.headings

    @property
    def suggested(self) -> Override | None:
        """What is suggested of a sheet that is none of the kinds for certain; None where nothing is guessed."""
        guessed = self.guesses or (self.override.guessed if self.override else self.layout)
        if not self.looks_like or not guessed:
            return None
        return self.as_read().with_guesses([self.read_as(p) for p in sorted(self.own_headings)])

    @property
    def matched(self) -> tuple[int, int]:
        """Of how many of the sheet's own columns it is known or guessed what they are, and how many it has."""
        return len(self.own_headings) - len(self.unmatched), len(self.own_headings)

    @property
    def unmatched(self) -> list[str]:
        """The sheet's own headings of which it is neither known nor guessed what they are."""
        known = self.read_of
        return [words for position, words in sorted(self.own_headings.items()) if position not in known]

    @property
    def read_of(self) -> set[int]:
        """The positions of the sheet's own columns that are read, or whose headings are."""
        over = {*self.layout.across, *self.layout.dates.values(), self.layout.months} if self.layout else set()
        return {*self.columns, *self.flags, *over, *self.ticked}

    def as_read(self) -> Override:
        """What a person has said of the sheet, or would say of a table that lies across it."""
        assert self.kind
        if self.override:
            return self.override
        given = tuple(self.layout.given.items()) if self.layout else ()
        override = replace(Override.of(self.kind.kind, self.own_headings), given=given)
        for position in self.layout.across if self.layout and not self.looks_like else ():
            override = override.also(self.own_headings, position, self.read_as(position))
        return override

    @property
    def kind(self) -> Sheet | None:
        """The kind of sheet that it is, or would be."""
        return self.sheet or self.looks_like

    def read_as(self, position: int) -> str:
        """The name of the field that a heading is read as, or that a person says it is."""
        if position in self.by_hand:
            return self.by_hand[position]
        if self.layout and (over := self.layout.read_as(position)):
            return over
        if position in self.columns:
            return self.columns[position].name
        if self.kind and position in self.flags:
            return next((flag.name for flag in self.kind.flags if flag.title == self.flags[position]), FLAG)
        return LEFT_OUT

    def type_at(self, position: int) -> CellType | None:
        """The type of the column at a position that is read, a flag's too."""
        if position in self.flags:
            ways = self.override.ways_by_position(self.headings) if self.override else {}
            return YesNo().read_in(ways.get(position, "")) or YesNo()
        column = self.columns.get(position)
        return column.type if column else None

    @property
    def left_alone(self) -> dict[int, str]:
        """Headings, by position, of the columns that are not read."""
        return {
            position: heading
            for position, heading in self.headings.items()
            if position not in self.columns and position not in self.flags and position not in self.ticked
        }

    @property
    def position(self) -> dict[str, int]:
        """The position of each declared column that is there, by its name."""
        return {column.name: position for position, column in self.columns.items()}
