"""What the fast reader does not tell of an Excel binary workbook (.xlsb): percentages, hidden rows and columns, and
merged cells. Of formulas the file keeps the results."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from measures.workbook.formats.base import BROKEN, Marks, Refused, shows_percent

# The kinds of records that are looked at, by their numbers in [MS-XLSB].
ROW, RK, REAL, FORMULA, COLUMNS = 0, 2, 5, 9, 60
FORMAT, XF, SHEET, MERGED, BEGIN_XFS, END_XFS = 44, 47, 156, 176, 617, 618
HIDDEN, COLUMN_HIDDEN = 0x10, 0x01  # flags of a row, and of columns
OWN_FORMATS = {9: "0%", 10: "0.00%"}  # which no workbook has to write
CHUNK = 1 << 20


def look_inside(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet, by its name."""
    try:
        percent_styles = _percent_styles(archive)
        return {name: _look_at_sheet(archive, path, percent_styles) for name, path in _sheet_paths(archive).items()}
    except (*BROKEN, struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused("damaged") from error


def _records(archive: zipfile.ZipFile, path: str, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """Every record of the wanted kinds: its kind and data. Kind and length have seven bits in each byte."""
    with archive.open(path) as file:
        data, at, last = file.read(CHUNK), 0, False
        while True:
            if len(data) - at < CHUNK // 2 and not last:
                more = file.read(CHUNK)
                data, at, last = data[at:] + more, 0, not more
            if at >= len(data):
                return
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = kind & 0x7F | (data[at] & 0x7F) << 7
                at += 1
            length = 0
            for shift in (0, 7, 14, 21):
                length |= (data[at] & 0x7F) << shift
                at += 1
                if not data[at - 1] & 0x80:
                    break
            while len(data) - at < length:
                if not (more := file.read(CHUNK)):
                    raise EOFError
                data, at = data[at:] + more, 0
            if kind in wanted:
                yield kind, data[at : at + length]
            at += length


def _words(data: bytes, at: int) -> tuple[str, int]:
    """Words that stand at a place, and the place after them."""
    (length,) = struct.unpack_from("<I", data, at)
    after = at + 4 + 2 * length
    return data[at + 4 : after].decode("utf-16-le"), after


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = {}
    for _, data in _records(archive, "xl/workbook.bin", frozenset((SHEET,))):
        relation, after = _words(data, 8)
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist() and "worksheets" in path:
            found[_words(data, after)[0]] = path
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[int]:
    """The numbers of the cell styles whose format shows a percentage."""
    if "xl/styles.bin" not in archive.namelist():
        return set()
    formats, found, number = dict(OWN_FORMATS), set(), None
    for kind, data in _records(archive, "xl/styles.bin", frozenset((FORMAT, XF, BEGIN_XFS, END_XFS))):
        if kind == FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = _words(data, 2)[0]
        elif kind in (BEGIN_XFS, END_XFS):
            number = 0 if kind == BEGIN_XFS else None
        elif number is not None:
            if shows_percent(formats.get(struct.unpack_from("<H", data, 2)[0], "")):
                found.add(number)
            number += 1
    return found


def _look_at_sheet(archive: zipfile.ZipFile, path: str, percent_styles: set[int]) -> Marks:
    marks, row = Marks(), 0
    wanted = {ROW, MERGED, COLUMNS, *((RK, REAL, FORMULA) if percent_styles else ())}
    for kind, data in _records(archive, path, frozenset(wanted)):
        if kind == ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & HIDDEN:
                marks.hidden_rows.append(row)
        elif kind == COLUMNS:
            first, last = struct.unpack_from("<II", data)
            if data[16] & COLUMN_HIDDEN:
                marks.hidden_columns.append((first, last))
        elif kind == MERGED:
            first, last, column, _ = struct.unpack_from("<IIII", data)
            if last > first:
                marks.merged.append((column, first + 1, last + 1))
        else:
            column, style = struct.unpack_from("<II", data)
            if style & 0xFFFFFF in percent_styles:
                marks.percent.setdefault(column, set()).add(row)
    return marks
