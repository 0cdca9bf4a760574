"""What the fast reader does not tell of an OpenDocument workbook (.ods): percentages, hidden rows and columns, merged
cells, and errors, which are written as no words and no number (LibreOffice), as 0 (OpenOffice) or as a word.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

from measures.workbook.formats.base import BROKEN, Marks, Refused

TABLE, OFFICE, WORDS = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{part}:1.0}}{name}"
    for part, name in (("table", ""), ("office", ""), ("text", "p"))
)
KIND_BESIDE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ERROR = re.compile(r"#(?:N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
NEEDS_A_LOOK = re.compile(
    rb"[\"'](?:percentage|error|collapse|filter)[\"']|#[A-Z/0]{2,5}[!?A]|Err:\d|:formula=|number-rows-spanned=[\"'](?!1[\"'])"
)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_383  # Excel's; a repeat may claim more


def look_inside(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet, by its name."""
    try:
        if not _holds(archive, "content.xml", NEEDS_A_LOOK):
            return {}
        found: dict[str, Marks] = {}
        marks, row, column = Marks(), 1, 0
        with archive.open("content.xml") as file:
            for _, item in ElementTree.iterparse(file):
                if item.tag == TABLE + "table-row":
                    after = row + _repeats(item, "rows")
                    rows = range(row, min(after, LAST_ROW + 1))
                    _look_at_row(item, rows, marks)
                    hidden = item.get(TABLE + "visibility") in ("collapse", "filter")
                    if hidden and any(cell.get(OFFICE + "value-type") for cell in item):
                        marks.hidden_rows += rows
                    row = after
                    item.clear()
                elif item.tag == TABLE + "table-column":
                    first, column = column, column + _repeats(item, "columns")
                    if item.get(TABLE + "visibility") in ("collapse", "filter"):
                        marks.hidden_columns.append((first, column - 1))
                elif item.tag == TABLE + "table":
                    found[item.get(TABLE + "name", "")] = marks
                    marks, row, column = Marks(), 1, 0
                    item.clear()
        return found
    except BROKEN as error:
        raise Refused("damaged") from error


def _holds(archive: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]) -> bool:
    """A quick look, that spares most workbooks the slow one."""
    rest = b""
    with archive.open(name) as file:
        while chunk := file.read(1 << 22):
            if pattern.search(rest + chunk):
                return True
            rest = chunk[-50:]
    return False


def _repeats(item: ElementTree.Element, what: str) -> int:
    """How often a row or cell is there: equal ones that follow one another are written once."""
    return max(1, int(item.get(f"{TABLE}number-{what}-repeated", 1)))


def _look_at_row(line: ElementTree.Element, rows: range, marks: Marks) -> None:
    after = 0
    for cell in line:
        if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        first, after = after, after + _repeats(cell, "columns")
        columns = range(first, min(after, LAST_COLUMN + 1))
        if (down := int(cell.get(TABLE + "number-rows-spanned", 1))) > 1 and columns and rows:
            marks.merged.append((first, rows[0], min(rows[0] + down - 1, LAST_ROW)))
        kind = cell.get(OFFICE + "value-type")
        words = "".join("".join(paragraph.itertext()) for paragraph in cell.iterfind(WORDS)).strip()
        if cell.get(KIND_BESIDE) == "error" or ERROR.fullmatch(words):
            fault = ("error-cell", words or "an error")
        elif kind is None and not words and cell.get(TABLE + "formula"):
            fault = ("not-calculated", "")
        else:
            fault = None
        for column in columns:
            if fault:
                marks.faults += [(row, column, fault[0], fault[1]) for row in rows]
            elif kind == "percentage":
                marks.percent.setdefault(column, set()).update(rows)
