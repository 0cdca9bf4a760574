"""The workbook of measures: a sheet for each that says something, with a chart of Excel's own, its definition and
its sources, and a list of them all with links. It is for managers: what a steering group reads is a release."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from measures import demonstration
from measures.answers import Answer, ask
from measures.catalogue import MEASURES
from measures.definition import Measure
from measures.export import workbook as one
from measures.export.native import native
from measures.over_time import as_followed
from measures.shapes import SHAPES, Capability
from measures.store import Store
from measures.views import View, loads, missing, view
from measures.views.base import in_full
from measures.words import sentence_case

CONTENTS, TITLE = "Contents", "Workbook of measures"
LONGEST = 31  # letters that Excel takes in the name of a sheet
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = "history"  # which Excel keeps for a sheet of its own
WIDE = (34, 80, 80)  # letters of the columns of the contents
LINK = one.font(color="12436D", underline="single")
ABOUT_ALL = (
    "A chart draws the cells beside it, and can be restyled. Below each table stands how it was made and what "
    "to bear in mind."
)

WORDS = "people's own words, and single rows, are read in the app alone"
NOT_OF_A_PLACE = "it cannot be narrowed to a place"


def workbook(store: Store, *, version: int, locality: str | None = None, whole: str = "All localities") -> bytes:
    """The bytes of the workbook of a version of the data, of a locality or of all that is in the store, which is
    called `whole`."""
    made_up = loads.invented(*demonstration.part(store, version))

    def data(kinds: tuple[str, ...]) -> str:
        return loads.of_version(version, store.loads(), store.uploads(), kinds, made_up)

    book = one.empty()
    contents = book.create_sheet(CONTENTS)
    shown: list[tuple[str, View]] = []
    others: list[tuple[str, str]] = []
    filters = {"locality": locality} if locality else {}
    for measure in MEASURES.values():
        if why := _not_passed_on(measure, locality):
            others.append((measure.title, why))
            continue
        answer = _asked(store, measure, version, filters if "locality" in measure.filters else {})
        if answer.is_empty or answer.blank:
            others.append((measure.title, missing(answer, store.counts(version))))
            continue
        found = in_full(answer, view(answer))
        if not found.file:
            others.append((measure.title, WORDS))
            continue
        page = book.create_sheet(sheet_name(answer.measure.title, book.sheetnames))
        _measure(page, answer, found, data(measure.sheets))
        shown.append((page.title, found))
    _contents(contents, f"{locality or whole}, all months. {data(())}", shown, others)
    return one.saved(book)


def _asked(store: Store, measure: Measure, version: int, place: Mapping[str, str]) -> Answer:
    """A measure of a place; of one that is a chart over time, with the step changes and the baseline of its page: two
    files of one week would otherwise say two things."""

    def exact(name: str, *, version: int, **chosen: object) -> Answer:
        return ask(store, name, chosen, version=version)

    if not issubclass(SHAPES[measure.shape], Capability):
        return ask(store, measure, place, version=version)
    return as_followed(store, exact, measure, version, **place)


def _not_passed_on(measure: Measure, locality: str | None) -> str:
    """Why a measure has no sheet: it is of one person by one, or of no place where one is chosen."""
    if measure.shape == "ratings" or (measure.shape == "listing" and measure.form != "coverage"):
        return WORDS
    return NOT_OF_A_PLACE if locality and "locality" not in measure.filters else ""


def sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that Excel takes for a sheet, and that no other has: of two that are alike in their first letters one
    is numbered."""
    plain = FORBIDDEN.sub(" ", title).strip(" '")
    plain = f"{plain} of data" if plain.casefold() == RESERVED else plain or "Measure"
    others = {name.casefold() for name in taken}
    name, nth = _cut(plain, LONGEST), 1
    while name.casefold() in others:
        nth += 1
        ending = f" {nth}"
        name = _cut(plain, LONGEST - len(ending)) + ending
    return name


def _cut(words: str, most: int) -> str:
    return words[:most].rstrip(" '")


def _measure(page: Worksheet, answer: Answer, found: View, data: str) -> None:
    shown = native(answer, found)
    one.show(page, found, shown)
    cell = page.cell(one.TABLE - 1, 1, f"← {CONTENTS}")
    _link(cell, CONTENTS)
    row = one.TABLE + min(len(shown.rows), one.LAST_ROW - one.ROOM) + 2
    for what, words in one.about(answer, found, shown, data):
        if words not in (found.headline, found.subtitle):
            one.line(page, row, f"{what}: {words}", len(shown.headings))
            row += 1


def _contents(page: Worksheet, of: str, shown: list[tuple[str, View]], others: list[tuple[str, str]]) -> None:
    for column, width in zip("ABC", WIDE, strict=True):
        page.column_dimensions[column].width = width
    one.put(page, 1, 1, TITLE).font = one.font(size=14, bold=True)
    one.put(page, 2, 1, of)
    one.put(page, 3, 1, ABOUT_ALL)
    _row(page, 5, "Measure", "Finding", "Of what", bold=True)
    for row, (sheet, found) in enumerate(shown, start=6):
        _row(page, row, sheet, found.headline, found.subtitle)
        _link(page.cell(row, 1), sheet)
    end = 6 + len(shown)
    if others:
        _row(page, end + 1, "Without a sheet", "Why", bold=True)
    for row, (title, why) in enumerate(others, start=end + 2):
        _row(page, row, title, sentence_case(why))
    page.freeze_panes = "A6"
    one.on_paper(page)


def _row(page: Worksheet, row: int, *words: str, bold: bool = False) -> None:
    for column, each in enumerate(words, start=1):
        cell = one.put(page, row, column, each)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = one.font(bold=bold)
    page.row_dimensions[row].height = 15 * max(
        -(-len(each) // (wide - 4)) for each, wide in zip(words, WIDE, strict=False)
    )


def _link(cell, sheet: str) -> None:
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = LINK
