"""Writes a copy of a file in which its problems are marked: coloured cells with a note, and a sheet that lists them.

An Excel workbook keeps its formulas, formats and other sheets. Of any other file, and of a workbook that only the
reader can open, the copy has the cells as they were read, as text: so no long number is rounded, and no zero before it
is lost.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from measures.problems import cell as place_in_words
from measures.problems import shorten
from measures.workbook import fonts, formats  # noqa: F401  (it is enough that it is there)
from measures.workbook.read import LIST_HEADINGS, LIST_TITLE, LIST_TOP

TO_MEND, TO_KNOW = PatternFill("solid", fgColor="FFF8CBAD"), PatternFill("solid", fgColor="FFFFF2CC")
KINDS = {True: "To mend", False: "Worth knowing"}
OURS = "Measures"  # who writes a note, and the first line of it
LIST = "Problems"
WIDTHS = (16, 28, 10, 110)
SHEET_NAME, NOTE = 31, 2_000  # letters that Excel takes in the name of a sheet; those of a note that a person reads
NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # that no XML may have


def write(path: Path, request: dict, out: Path) -> bool:
    """Write the marked copy of a file to `out`; says whether there are macros in it.

    The request has the `name` of the file and its `letters`, the `marks` (sheet, row from 1, column from 0, words,
    stops), how many are `unmarked` besides, and the row of the `headings` of each sheet.
    """
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                parts = archive.namelist()
        except zipfile.BadZipFile:
            parts = []
    macros = "xl/vbaProject.bin" in parts
    if "xl/workbook.xml" in parts:
        try:
            _mark(_own(path, macros), request, _not_kept(parts)).save(out)
        except MemoryError:
            raise
        except Exception:  # a workbook that is not quite as it should be, which the reader can open all the same
            out.unlink(missing_ok=True)
        else:
            return macros
    book, names = _fresh(path, request)
    marks = [{**mark, "sheet": names.get(mark["sheet"], mark["sheet"])} for mark in request["marks"]]
    headings = {names.get(sheet, sheet): row for sheet, row in request["headings"].items()}
    said = ["The cells are those of the file as they were read, without its formulas and formats."]
    _mark(book, {**request, "marks": marks, "headings": headings}, said).save(out)
    return False


def _own(path: Path, macros: bool) -> Workbook:
    """The workbook itself, without the marks of an earlier copy."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are not kept, which is told
        book = load_workbook(file, keep_vba=macros, rich_text=True)
    for page in book.worksheets:
        if str(page["A1"].value).startswith(LIST_TITLE) and LIST_HEADINGS in page.iter_rows(
            max_row=LIST_TOP, max_col=len(LIST_HEADINGS), values_only=True
        ):
            book.remove(page)
            continue
        for row in page.iter_rows():
            for cell in row:
                if cell.comment and (before := _before_ours(cell.comment.text)) is not None:
                    cell.comment = Comment(before, cell.comment.author) if before else None
                    if cell.fill.fgColor.rgb in (TO_MEND.fgColor.rgb, TO_KNOW.fgColor.rgb):
                        cell.fill = PatternFill()
    return book


def _before_ours(note: str) -> str | None:
    """What a note says before our words; None where it has none of ours."""
    before, ours, _ = f"\n{note}".partition(f"\n{OURS}:\n")
    return before.strip() if ours else None


def _not_kept(parts: list[str]) -> list[str]:
    """What of a workbook may not be in its copy, by the names of its parts."""
    said = []
    if any(part.startswith(("xl/charts/", "xl/media/", "xl/drawings/drawing", "xl/slicers/")) for part in parts):
        said.append("Charts, pictures and shapes may be missing in this copy. They are whole in your own file.")
    if any(part.startswith("xl/threadedComments/") for part in parts):
        said.append("Conversations in comments are plain notes in this copy.")
    return said


def _fresh(path: Path, request: dict) -> tuple[Workbook, dict[str, str]]:
    """A workbook of the cells as they are read, all text, and what each sheet is called in it."""
    book, names = Workbook(), dict[str, str]()
    for page in [*book.worksheets]:
        book.remove(page)
    for sheet in formats.read(path, request["name"], request["limits"], request["letters"]):
        taken = {page.title.casefold() for page in book.worksheets}
        plain = re.sub(r"[\[\]:*?/\\]", " ", NO_LETTERS.sub("", sheet.name)).strip("' ") or "Sheet"
        names[sheet.name] = _free(plain, taken)
        page = book.create_sheet(names[sheet.name])
        page.sheet_state = "hidden" if sheet.hidden else "visible"  # or what was left alone would be read
        for position, words in sheet.cells.items():
            for row, value in enumerate(words.to_pylist(), start=1):
                if value:
                    _text(page.cell(row, position + 1), value).number_format = "@"
        for row, position, code, shown in sheet.marks.faults:
            if shown:
                _text(page.cell(row, position + 1), shown).data_type = "e" if code == "error-cell" else "s"
        for row in sheet.marks.hidden_rows:
            page.row_dimensions[row].hidden = True
        for first, last in sheet.marks.hidden_columns:
            for position in range(first, min(last, max(sheet.cells, default=-1)) + 1):
                page.column_dimensions[get_column_letter(position + 1)].hidden = True
        for position, first, last in sheet.marks.merged:
            page.merge_cells(None, first, position + 1, last, position + 1)
    return book, names


def _free(name: str, taken: set[str]) -> str:
    """A name for a sheet that none has, in as many letters as Excel takes."""
    found, number = name[:SHEET_NAME], 1
    while found.casefold() in taken:
        number += 1
        found = f"{name[: SHEET_NAME - len(str(number)) - 1]} {number}"
    return found


def _text(cell: Cell, words: str) -> Cell:
    """Write words that stay words: `=HYPERLINK(…)` in somebody's cell is no formula in our list."""
    cell.value = NO_LETTERS.sub("", words)
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(("=", "+", "-", "@"))
    return cell


def _mark(book: Workbook, request: dict, said: Iterable[str]) -> Workbook:
    """Mark every problem in the book, and add the list of them."""
    pages = {page.title: page for page in book.worksheets}
    listed: list[tuple[dict, Cell | None]] = []
    at: defaultdict[tuple[str, str], list[dict]] = defaultdict(list)
    widths = {title: page.max_column for title, page in pages.items()}
    for mark in request["marks"]:
        page = pages.get(mark["sheet"])
        cell = _cell(page, mark, request["headings"].get(mark["sheet"]), widths[mark["sheet"]]) if page else None
        listed.append((mark, cell))
        if cell is not None:
            at[mark["sheet"], cell.coordinate].append(mark)
    for (title, coordinate), marks in at.items():
        _note(pages[title][coordinate], marks)
    locked = [title for title in dict.fromkeys(title for title, _ in at) if pages[title].protection.sheet]
    more = [f"The sheet “{title}” is protected: choose Review, Unprotect Sheet before you mend it." for title in locked]
    if request["unmarked"]:
        more.append(
            f"{request['unmarked']:,} more problems are not marked: mend these first, and upload the file again."
        )
    _list(book, request["name"], [*said, *more], listed)
    return book


def _cell(page: Worksheet, mark: dict, heading_row: int | None, width: int) -> Cell | None:
    """The cell at which a problem is marked: its own; of a row its first that is filled, of a column its heading.
    None of a sheet as a whole."""
    row: int | None = mark["row"]
    column: int | None = mark["column"]
    if row is None and column is None:
        return None
    if column is None:
        filled = (position for position in range(width) if page.cell(row or 1, position + 1).value is not None)
        column = next(filled, 0)
    if row is None:
        filled = (number for number in range(1, 101) if page.cell(number, column + 1).value is not None)
        row = heading_row or next(filled, 1)
    found = page.cell(row, column + 1)
    if isinstance(found, MergedCell):
        area = next(area for area in page.merged_cells.ranges if found.coordinate in area)
        found = page.cell(area.min_row, area.min_col)
    assert isinstance(found, Cell)
    return found


def _note(cell: Cell, marks: list[dict]) -> None:
    """Colour a cell, and say in a note what is wrong with it, after what a note there says already."""
    stops = any(mark["stops"] for mark in marks)
    cell.fill = TO_MEND if stops else TO_KNOW
    words = "\n\n".join(f"{KINDS[mark['stops']]}: {mark['words']}" for mark in marks)
    ours = f"{OURS}:\n{words if len(words) <= NOTE else words[: NOTE - 1] + '…'}"
    before, author = (f"{cell.comment.text}\n\n", cell.comment.author) if cell.comment else ("", OURS)
    text = NO_LETTERS.sub("", before + ours)
    cell.comment = Comment(text, author, width=340, height=min(420, 40 + 20 * (text.count("\n") + len(text) // 44)))


def _list(book: Workbook, name: str, said: Iterable[str], listed: list[tuple[dict, Cell | None]]) -> None:
    """Add the sheet that lists the problems, each with a link to its cell, and show it first when the book is
    opened."""
    page = book.create_sheet(_free(LIST, {title.casefold() for title in book.sheetnames}))
    _text(page["A1"], f"{LIST_TITLE}{name}").font = Font(bold=True, size=14)
    top = (
        "Cells to mend are orange and those worth knowing of yellow, and a note at each says what is wrong. Mend them, "
        "save this workbook, and upload it."
    )
    for row, words in enumerate([top, *said][: LIST_TOP - 3], start=2):
        _text(page.cell(row, 1), words)
    top_row = page.max_row + 2
    for position, (heading, width) in enumerate(zip(LIST_HEADINGS, WIDTHS, strict=True), start=1):
        _text(page.cell(top_row, position), heading).font = Font(bold=True)
        page.column_dimensions["ABCD"[position - 1]].width = width
    page.freeze_panes = page.cell(top_row + 1, 1)
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    titles = {*book.sheetnames}
    for row, (mark, cell) in enumerate(listed, start=top_row + 1):
        there = place_in_words("", mark["row"], mark["column"]).removeprefix("!")
        shown = (KINDS[mark["stops"]], mark["sheet"], there or "All of it", mark["words"])
        for position, words in enumerate(shown, start=1):
            written = _text(page.cell(row, position), words)
            written.alignment = Alignment(vertical="top", wrap_text=position == len(shown))
        page.cell(row, 1).fill = TO_MEND if mark["stops"] else TO_KNOW
        page.row_dimensions[row].height = 15 * (1 + len(mark["words"]) // WIDTHS[-1])
        if mark["sheet"] in titles:
            link = page.cell(row, 3)
            location = f"{quote_sheetname(mark['sheet'])}!{cell.coordinate if cell is not None else 'A1'}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=location, tooltip=shorten(mark["words"], 120))
            link.font = Font(color="FF0563C1", underline="single")
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page  # two that are selected would be typed into together
    book.active = book.index(page)
