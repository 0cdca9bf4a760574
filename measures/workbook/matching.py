"""How well the headings of a row fit a kind of sheet, and which column each of them is."""

from __future__ import annotations

import re
from functools import lru_cache

from measures.cells import CellType
from measures.cells.number import Measured
from measures.cells.units import units_in, without
from measures.cells.words import normalise, words_apart
from measures.schema import Column, Sheet


@lru_cache(maxsize=20_000)  # each of the first rows is compared with every kind of sheet
def spellings(heading: str) -> tuple[str, ...]:
    """A heading as it is, without what stands in brackets (`Rating (0-10)`, `Cost [£]`), without its question mark,
    and with its words apart where it is written as systems name their fields (`DateReceived`)."""
    ways = (heading, re.sub(r"[(\[].*?[)\]]", " ", heading), heading.strip().rstrip("?"), words_apart(heading))
    return tuple(dict.fromkeys(map(normalise, ways)))


def of_another_unit(column: Column, heading: str) -> bool:
    """Whether a heading names a unit that this column cannot be in: "Time taken (days)" is not work done."""
    return isinstance(column.type, Measured) and bool(units_in(heading, column.type.no_units))


def of_a_part(column: Column, heading: str) -> bool:
    """Whether a heading is of a part of what a column measures: talk time, of the time that a call takes in all."""
    return isinstance(column.type, Measured) and column.partly(without(heading, column.type.units))


def match_columns(sheet: Sheet, headings: dict[int, str]) -> dict[int, Column]:
    """The declared column for each position. Where two headings could mean one column, its title goes before other
    names, and these before what is left of a heading without its unit."""
    places: dict[str, list[int]] = {}
    for position, heading in headings.items():
        for spelling in spellings(heading):
            places.setdefault(spelling, []).append(position)
    found: dict[int, Column] = {}
    matched: set[str] = set()
    wanted = [(turn, name, column) for name in places for turn, column in sheet.meant_by.get(name, ())]
    for _, name, column in sorted(wanted, key=lambda each: each[0]):
        free = [p for p in places[name] if p not in found and not of_another_unit(column, headings[p])]
        if free and column.name not in matched:
            found[free[0]] = column
            matched.add(column.name)
    for column in sheet.columns:
        if column.name in matched or not column.type.may_be_told:
            continue
        for position, heading in sorted(headings.items(), key=lambda each: of_a_part(column, each[1])):
            if position not in found and _measures(column.type, column.headings, column.measured, heading):
                found[position] = column
                break
    return found


@lru_cache(maxsize=20_000)
def _measures(type_: CellType, names: tuple[str, ...], measured: tuple[str, ...], heading: str) -> bool:
    """Whether a heading means a column of this type and these names, and says its unit or its scale: "AHT secs",
    "Cost, £000s", "Hours" alone, "Rating 1 to 5", "Percentage reduction"."""
    if type_.by_heading(heading):
        return normalise(type_.without_way(heading)) in names
    if not isinstance(type_, Measured) or units_in(heading, type_.no_units) or not units_in(heading, type_.units):
        return False
    name = normalise(without(heading, type_.units))
    # "Hours" alone are so many; "Hour" is one of the day.
    return name in {*names, *map(normalise, measured)} or not name and normalise(heading) != "hour"


def needed(sheet: Sheet, matched: dict[int, Column]) -> list[str]:
    """The headings that a kind of sheet cannot do without and that are not there."""
    there = {column.name for column in matched.values()}
    missing = [column.title for column in sheet.columns if column.required and column.name not in there]
    groups = sheet.needs_one_of
    if groups and not any(set(group) <= there for group in groups):
        missing.append(sheet.column(groups[0][0]).title)
    return missing


def fit(name: str, sheet: Sheet, headings: dict[int, str], matched: dict[int, Column]) -> float:
    """How well a sheet of this name with these headings fits a kind; at 0 or below, not at all."""
    flag_names = {spelling for flag in sheet.flags for spelling in flag.headings}
    flags = sum(any(s in flag_names for s in spellings(h)) for p, h in headings.items() if p not in matched)
    known = len(matched) + flags
    lacking = 1.5 * len(needed(sheet, matched)) + 0.25 * (0 if sheet.flags else len(headings) - known)
    return known - lacking + is_named(name, sheet)


def fit_at_most(name: str, sheet: Sheet, headings: dict[int, str]) -> int:
    """How well it would fit if each heading were known and none missing."""
    return len(headings) + is_named(name, sheet)


def is_named(name: str, sheet: Sheet) -> bool:
    """Whether a sheet is called as a kind is."""
    return normalise(name) in (normalise(sheet.title), normalise(sheet.kind))
