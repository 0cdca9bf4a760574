"""A sheet for each agency or place, with the same headings: what the name of each is of all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from measures.cells.words import normalise
from measures.schema import Sheet
from measures.workbook.across import NO_NAME
from measures.workbook.by_hand import OF_SHEET
from measures.workbook.evidence import AGENCIES
from measures.workbook.headings import recognise
from measures.workbook.layouts import DATE_HEADING
from measures.workbook.recognised import Recognised

FIELDS = ("agency", "locality")  # what the name may be, where no column says it


def with_sheet_names(sheets: Sequence[Recognised]) -> list[Recognised]:
    """The sheets, of which those that are alike but for their names have their agency from it, where each is the
    name of one. Where the names may be agencies or places, a person is asked."""
    alike: dict[tuple, list[Recognised]] = {}
    for each in sheets:
        if each.sheet and not each.override and not each.layout and _nameless(each.sheet, {*each.position}):
            alike.setdefault((each.sheet.kind, *sorted(map(normalise, each.headings.values()))), []).append(each)
    found = {}
    for its in alike.values():
        names = [each.own_cells.called for each in its]
        if len(its) < 2 or any(NO_NAME.fullmatch(name) or DATE_HEADING.match(name) for name in names):
            continue
        agencies = all(AGENCIES.search(normalise(name)) for name in names)
        for each in its:
            given = each.as_read().with_given(FIELDS[0], OF_SHEET)
            found[id(each)] = (
                replace(recognise(each.cells, given), override=None)
                if agencies
                else replace(each, name_may_be=_fields(each.sheet))
            )
    return [found.get(id(each), each) for each in sheets]


def _nameless(sheet: Sheet, there: set[str]) -> bool:
    """Whether a sheet with these columns has an agency, and nothing that says which."""
    return FIELDS[0] in _fields(sheet) and not there & {*FIELDS}


def _fields(sheet: Sheet | None) -> tuple[str, ...]:
    names = {column.name for column in sheet.columns} if sheet else set()
    return tuple(name for name in FIELDS if name in names)
