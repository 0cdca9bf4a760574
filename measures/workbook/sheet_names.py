"""A sheet for each agency or place, with the same headings: what the name of each is of all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from measures.cells.words import normalise
from measures.workbook.across import NO_NAME
from measures.workbook.by_hand import OF_NAME, OF_NOTHING, OF_SHEET
from measures.workbook.called import name_in
from measures.workbook.evidence import AGENCIES
from measures.workbook.headings import recognise
from measures.workbook.matching import needed
from measures.workbook.recognised import Recognised

FIELDS = ("agency", "locality")  # what the name may be, where no column says it


def with_sheet_names(sheets: Sequence[Recognised]) -> list[Recognised]:
    """The sheets, of which those that are alike but for their names have their agency from it, where each is the
    name of one. Where the names may be agencies or places, a person is asked."""
    alike: dict[tuple, list[Recognised]] = {}
    for each in sheets:
        if each.kind and _free(each):
            alike.setdefault((each.kind.kind, *sorted(map(normalise, each.own_headings.values()))), []).append(each)
    found = {}
    for its in alike.values():
        names = {id(each): name_in(each.own_cells.called) for each in its}
        named = [each for each in its if names[id(each)][0] and not NO_NAME.fullmatch(names[id(each)][0])]
        if len(its) < 2:
            continue
        agencies = bool(named) and all(AGENCIES.search(normalise(names[id(each)][0])) for each in named)
        sure = agencies and len(named) == len(its) and not any(guess for _, guess in names.values())
        for each in named:
            free = _free(each)
            if FIELDS[0] not in free and agencies:
                continue  # as its column says
            if sure or each.sheet:
                found[id(each)] = _with_agency(each) if sure else replace(each, name_may_be=free)
    return [found.get(id(each), each) for each in sheets]


def _with_agency(read: Recognised) -> Recognised:
    """The sheet with the agency that its name is; what a person says of it stays."""
    called = read.own_cells.called
    value = OF_SHEET if name_in(called)[0] == called else OF_NAME
    override = (read.suggested or read.as_read()).with_given(FIELDS[0], value)
    given = recognise(read.cells if not read.layout else read.own_cells, override)
    return given if read.override else replace(given, override=None)


def _free(read: Recognised) -> tuple[str, ...]:
    """What the name of a sheet may be: what its kind has, no column says and nobody said, but that it is nothing. Of a
    sheet that is none of the kinds, only an agency that is all it lacks to be one."""
    said = {name for name, _ in read.override.given} if read.override else set()
    its = {column.name for column in read.kind.columns} if read.kind else set()
    if read.kind and not read.sheet:
        its &= {
            c.name for c in read.kind.columns if c.name == FIELDS[0] and needed(read.kind, read.columns) == [c.title]
        }
    there = {*read.position, *said}
    return () if said & {*FIELDS, OF_NOTHING} else tuple(name for name in FIELDS if name in its - there)
