"""The process that opens files. It runs apart from the app, under a memory ceiling, and may die without harm.

A workbook is somebody else's bytes: five kilobytes can ask the reader for terabytes. So the app starts this module
as a process of its own (`read.py`), which finds the file in a folder, and leaves there one Arrow file a sheet, all
cells as text, and `found.json`, which says what else was seen.

Run as: python -m measures.workbook.worker. It waits for the folder's path on its input; if that ends, so does it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import pyarrow as pa

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What people upload by mistake, by its first bytes.
OTHER_FORMATS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
}
ROWS_AT_A_TIME = 20_000
TOP_ROWS = 20  # the rows of a text file of which it is told how many cells they have: the headings are in one of them
# Excel's own error values; calamine reports them as text of this form.
ERROR_NAMES = {
    "NA": "#N/A",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


class Refused(Exception):
    """The file cannot be read. `code` and `details` are those of a problem."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def readable_size(size: float) -> str:
    """Bytes in words: 12 MB, 1.4 GB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def main(folder: Path) -> None:
    request = json.loads((folder / "request.json").read_text("utf-8"))
    limits = request["limits"]
    _hold_memory_below(limits["memory"])
    try:
        sheets = list(_write_sheets(folder, _read(folder / "file", request["name"], limits), limits))
        answer: dict[str, object] = {"sheets": sheets}
    except Refused as refused:
        answer = {"refused": {"code": refused.code, "details": refused.details}}
    except MemoryError:
        answer = {"refused": {"code": "too-much-memory", "details": {"limit": readable_size(limits["memory"])}}}
    except Exception:  # whatever else a broken file brings about; a death without an answer is taken for want of memory
        answer = {"refused": {"code": "damaged", "details": {}}}
    (folder / "found.json").write_text(json.dumps(answer), "utf-8")


def _hold_memory_below(ceiling: int) -> None:
    """Ask the system to refuse memory beyond the ceiling. Where it cannot, the parent watches and kills."""
    try:
        import resource
    except ImportError:  # Windows
        return
    # Threads and memory maps reserve address space that they never use: about 1.2 GB over what is used was measured.
    resource.setrlimit(resource.RLIMIT_AS, (ceiling + 1_500_000_000,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Found(dict):
    """A sheet as found: name, hidden, cells (Arrow columns by position) and faults (row, column, code, text).

    Of a text file also `widths`: how many cells each of the first rows has, blank ones among them.
    """


class Seen:
    """What is seen of a sheet beside the fast reader: faults [(row, column, code, text)], percent {column: rows}, the rows
    that are hidden, by hand or by a filter, and cells merged over several rows [(column, first row, last row)].
    """

    def __init__(self) -> None:
        self.faults: list[tuple[int, int, str, str]] = []
        self.percent: dict[int, set[int]] = {}
        self.hidden_rows: list[int] = []
        self.merged: list[tuple[int, int, int]] = []


def _read(path: Path, name: str, limits: dict) -> Iterator[Found]:
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise Refused("empty-file")
    for magic, what in OTHER_FORMATS.items():
        if start.startswith(magic):
            raise Refused("not-a-spreadsheet", what=what)
    if start.startswith(ZIP):
        return _read_zip(path, limits)
    if start.startswith(COMPOUND):
        return _read_compound(path)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise Refused("not-a-spreadsheet", what="a web page or XML file, whatever its name says")
    # Many a system saves plain text under the name of a workbook.
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")) and not _is_text(start):
        raise Refused("damaged")
    return _read_csv(path, name)


def _is_text(start: bytes) -> bool:
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", start)


def _read_zip(path: Path, limits: dict) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(path)
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("damaged") from error
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    if unpacked > limits["ratio_matters_above"] and unpacked / packed > limits["ratio"]:
        raise Refused("packed-too-tight", ratio=f"{unpacked / packed:,.0f}")
    if unpacked > limits["unpacked_size"]:
        raise Refused("unpacks-too-large", size=readable_size(unpacked), limit=readable_size(limits["unpacked_size"]))
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("password")
        yield from _read_workbook(path, lambda: _look_inside_ods(archive))
        return
    if "xl/workbook.bin" in names:  # nothing here finds its percentages, and 0.241 for 24.1% would be believed
        raise Refused("not-a-spreadsheet", what="an Excel binary workbook (.xlsb)")
    if "xl/workbook.xml" not in names:
        what = (
            "a text document"
            if "word/document.xml" in names
            else "a slide show"
            if "ppt/presentation.xml" in names
            else "a zip file"
        )
        raise Refused("not-a-spreadsheet", what=what)
    yield from _read_workbook(path, lambda: _look_inside(archive))


def _read_compound(path: Path) -> Iterator[Found]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK")):
        raise Refused("not-a-spreadsheet", what="an Office document of another kind")
    return _read_workbook(path, lambda: _look_inside_xls(path))


def _read_workbook(path: Path, look_inside: Callable[[], dict[str, Seen]]) -> Iterator[Found]:
    """Every sheet through the fast reader, all as text, from row 1 so that addresses are Excel's own."""
    with ThreadPoolExecutor(1) as beside:  # the fast reader lets other threads run while it reads
        yield from _read_sheets(path, beside.submit(look_inside).result)


def _read_sheets(path: Path, seen: Callable[[], dict[str, Seen]]) -> Iterator[Found]:
    try:
        reader = fastexcel.read_excel(path)
        for name in reader.sheet_names:
            try:
                sheet = reader.load_sheet(
                    name, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
                )
            except fastexcel.FastExcelError as error:
                if "no data" in str(error).lower() or "empty" in str(error).lower():
                    continue
                raise
            if sheet.visible != "visible":
                yield Found(name=name, hidden=True, cells={}, rows=0, faults=[])
                continue
            batch, errors = sheet.to_arrow_with_errors()
            positions = [info.absolute_index for info in sheet.available_columns()]
            cells = {
                position: batch.column(i)
                for i, position in enumerate(positions)
                if batch.column(i).null_count < batch.num_rows
            }
            inside = seen().get(name) or Seen()
            faults, instead = inside.faults, {}
            for row, column, *_ in faults:  # some programs write an error as words, or as 0
                instead.setdefault(column, {})[row] = None
            for error in errors.errors if errors else ():
                # An error's position counts rows from 0 at the top of the sheet, and columns from its first used one.
                row, column = error.position[0] + 1, positions[error.position[1]]
                if duration := re.search(r'DurationIso\("(.*)"\)', error.detail):
                    instead.setdefault(column, {})[row] = _duration(duration[1])
                else:
                    faults.append((row, column, "error-cell", _error_name(error.detail)))
            cells = _as_shown(cells, inside.percent, instead)
            found = Found(name=name, hidden=False, rows=batch.num_rows, cells=cells, faults=faults)
            yield Found(found, hidden_rows=inside.hidden_rows, merged=inside.merged)
    except fastexcel.FastExcelError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error


def _error_name(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return ERROR_NAMES.get(found.group(1), "#" + found.group(1)) if found else "an error"


def _duration(iso: str) -> str:
    """OpenDocument's PT0H25M00S as the other formats give it: the moment so long after the start of Excel's day 0."""
    parts = re.fullmatch(r"P(?:(\d{1,3})D)?T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:[.,]\d*)?S)?", iso)
    if not parts:
        return iso
    days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    moment = datetime(1899, 12, 31) + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _as_shown(
    cells: dict[int, pa.Array], percent: dict[int, set[int]], instead: dict[int, dict[int, str | None]]
) -> dict[int, pa.Array]:
    """Put 24.1% where Excel shows 24.1% and stores 0.241; and other words where there are some."""
    for column in cells.keys() & (percent.keys() | instead.keys()):
        values = cells[column].to_pylist()
        for row in percent.get(column, ()):
            if row <= len(values) and values[row - 1] is not None:
                try:
                    values[row - 1] = f"{round(float(values[row - 1]) * 100, 10):.12g}%"
                except ValueError:
                    pass
        for row, words in instead.get(column, {}).items():
            if row <= len(values):
                values[row - 1] = words
        cells[column] = pa.array(values, pa.string())
    return cells


def _shows_percent(number_format: str) -> bool:
    """Whether Excel shows a hundred times the number. In `0.0"%"` and `0.0\\%` the mark is only a word: it shows 24.1 as 24.1%."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


# What the fast reader does not tell: cells whose formula was never calculated (it gives them as empty), and cells
# that show a percentage (it gives the fraction). Both are found in the sheet's own XML.
# `_` stands for a namespace prefix, which some programs put before every name: <x:c> for <c>.
def _pattern(text: bytes) -> re.Pattern[bytes]:
    return re.compile(re.sub(rb"<(/?)_", rb"<\1(?:\\w+:)?", text), re.S)


UNCALCULATED = _pattern(
    rb'<_c\b((?:[^>"]|"[^"]*")*)>\s*<_f\b[^>]*(?:/>|>[^<]*</_f>)\s*(?:<_v\s*/>|<_v>\s*</_v>)?\s*</_c>'
)
HIDDEN_ROW = _pattern(rb'<_row\b(?=[^>]*\bhidden="(?:1|true)")([^>]*)>')
ROW = re.compile(rb'\br="(\d+)"')
MERGED = _pattern(rb'<_mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"')
PREFIXED = re.compile(rb"<\w+:worksheet\b")
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')

BROKEN = (
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)

# What the fast reader does not tell of an OpenDocument workbook: percentages, and errors, which are written as no words
# and no number (LibreOffice), as 0 (OpenOffice) or as a word.
ODS_TABLE, ODS_OFFICE, ODS_WORDS = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{part}:1.0}}{name}"
    for part, name in (("table", ""), ("office", ""), ("text", "p"))
)
ODS_KIND_BESIDE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ODS_ERROR = re.compile(r"#(?:N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
ODS_NEEDS_A_LOOK = re.compile(rb"[\"'](?:percentage|error|collapse|filter)[\"']|#[A-Z/0]{2,5}[!?A]|Err:\d|:formula=")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_383  # Excel's; a repeat may claim more


def _look_inside(archive: zipfile.ZipFile) -> dict[str, Seen]:
    """What is seen of each sheet, by its name."""
    try:
        paths = _sheet_paths(archive)
        percent_styles = _percent_styles(archive) if "xl/styles.xml" in archive.namelist() else set()
        return {name: _look_at_sheet(archive, path, percent_styles) for name, path in paths.items()}
    except BROKEN as error:
        raise Refused("damaged") from error


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = {}
    for item in workbook.iter():
        if item.tag.endswith("}sheet"):
            relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), None)
            target = targets.get(relation, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in archive.namelist() and "worksheets" in path:
                found[item.get("name", "")] = path
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles whose format shows a percentage. 9 and 10 are Excel's built-in ones."""
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {"9", "10"} | {
        item.get("numFmtId", "")
        for item in styles.iterfind("{*}numFmts/{*}numFmt")
        if _shows_percent(item.get("formatCode", ""))
    }
    return {str(i) for i, item in enumerate(styles.iterfind("{*}cellXfs/{*}xf")) if item.get("numFmtId") in formats}


def _look_at_sheet(archive: zipfile.ZipFile, path: str, percent_styles: set[str]) -> Seen:
    percent_cell = percent_styles and _pattern(
        rb'<_c\b(?=[^>]*\bs="(?:'
        + "|".join(percent_styles).encode()
        + rb')")(?![^>]*\bt="(?!n"))([^>]*)>\s*(?:<_f\b[^>]*(?:/>|>[^<]*</_f>)\s*)?<_v>[^<]'
    )
    seen, rest, cell_ends, formula = Seen(), b"", b"</c>", b"<f"
    try:
        with archive.open(path) as file:
            while chunk := file.read(1 << 22):
                if not rest:
                    if b" r='" in chunk:  # legal, and not what these patterns look for
                        raise NoPlace
                    if PREFIXED.search(chunk):
                        cell_ends, formula = b":c>", b":f"
                # A cell may straddle two chunks: keep what follows the last whole one.
                chunk = rest + chunk
                end = chunk.rfind(cell_ends) + len(cell_ends)
                rest = chunk[end:] if end >= len(cell_ends) else chunk
                if formula in chunk:
                    for match in UNCALCULATED.finditer(chunk, 0, end):
                        if b't="str"' not in match[1]:
                            seen.faults.append((*_position(match[1]), "not-calculated", ""))
                if b' hidden="' in chunk:  # a row or a column
                    for match in HIDDEN_ROW.finditer(chunk, 0, end):
                        row = ROW.search(match[1])
                        if not row:
                            raise NoPlace
                        seen.hidden_rows.append(int(row[1]))
                if percent_cell:
                    for match in percent_cell.finditer(chunk, 0, end):
                        row, column = _position(match[1])
                        seen.percent.setdefault(column, set()).add(row)
        seen.merged = _merged(rest)  # which stand after the last cell
        return seen
    except NoPlace:
        return _look_at_every_cell(archive, path, percent_styles)


class NoPlace(Exception):
    """A cell does not say where it is, which it need not: it follows the one before it."""


def _merged(after_cells: bytes) -> list[tuple[int, int, int]]:
    """Cells that go over several rows: (column, first row, last row). What they say stands in the first."""
    found = []
    for letters, first, last in MERGED.findall(after_cells):
        row, column = _position(b'r="' + letters + first + b'"')
        if int(last) > row:
            found.append((column, row, int(last)))
    return found


def _position(attributes: bytes) -> tuple[int, int]:
    found = REFERENCE.search(attributes)
    if not found:
        raise NoPlace
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column - 1


def _look_at_every_cell(archive: zipfile.ZipFile, path: str, percent_styles: set[str]) -> Seen:
    """The same, exactly and at a tenth of the speed: for the rare sheet whose cells do not say where they are."""
    seen, row = Seen(), 0
    with archive.open(path) as file:
        for _, line in ElementTree.iterparse(file):
            if line.tag.rpartition("}")[2] == "mergeCells":
                seen.merged = _merged(ElementTree.tostring(line))
            if line.tag.rpartition("}")[2] != "row":
                continue
            row, column = int(line.get("r", row + 1)), -1
            if line.get("hidden") in ("1", "true"):
                seen.hidden_rows.append(row)
            for cell in line.iterfind("{*}c"):
                place = f'r="{cell.get("r")}"'.encode()
                row, column = _position(place) if cell.get("r") else (row, column + 1)
                value, kind = (cell.findtext("{*}v") or "").strip(), cell.get("t", "n")
                if not value and kind != "str" and cell.find("{*}f") is not None:
                    seen.faults.append((row, column, "not-calculated", ""))
                elif value and kind == "n" and cell.get("s") in percent_styles:
                    seen.percent.setdefault(column, set()).add(row)
            line.clear()
    return seen


def _look_inside_xls(path: Path) -> dict[str, Seen]:
    """Percentages, by the number formats. The fast reader tells of errors itself; of formulas, .xls keeps the results."""
    import xlrd

    try:
        book = xlrd.open_workbook(path, formatting_info=True, on_demand=True, ragged_rows=True)
        percent_style = [_shows_percent(book.format_map[style.format_key].format_str) for style in book.xf_list]
        found: dict[str, Seen] = {}
        # Every workbook has the named style Percent; most have no cell of it.
        if not any(shows and not style.is_style for shows, style in zip(percent_style, book.xf_list)):
            return found
        for name in book.sheet_names():
            sheet, seen = book.sheet_by_name(name), Seen()
            for row in range(sheet.nrows):
                for column, kind in enumerate(sheet.row_types(row)):
                    if kind == xlrd.XL_CELL_NUMBER and percent_style[sheet.cell_xf_index(row, column)]:
                        seen.percent.setdefault(column, set()).add(row + 1)
            found[name] = seen
            book.unload_sheet(name)
        return found
    except MemoryError:
        raise
    except Exception:  # damaged for this reader: the fast one, which forgives more, has the last word
        return {}


def _look_inside_ods(archive: zipfile.ZipFile) -> dict[str, Seen]:
    try:
        if not _holds(archive, "content.xml", ODS_NEEDS_A_LOOK):
            return {}
        found: dict[str, Seen] = {}
        seen, row = Seen(), 1
        with archive.open("content.xml") as file:
            for _, item in ElementTree.iterparse(file):
                if item.tag == ODS_TABLE + "table-row":
                    after = row + _repeats(item, "rows")
                    rows = range(row, min(after, LAST_ROW + 1))
                    _look_at_ods_row(item, rows, seen)
                    hidden = item.get(ODS_TABLE + "visibility") in ("collapse", "filter")
                    if hidden and any(cell.get(ODS_OFFICE + "value-type") for cell in item):
                        seen.hidden_rows += rows
                    row = after
                    item.clear()
                elif item.tag == ODS_TABLE + "table":
                    found[item.get(ODS_TABLE + "name", "")] = seen
                    seen, row = Seen(), 1
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
    return max(1, int(item.get(f"{ODS_TABLE}number-{what}-repeated", 1)))


def _look_at_ods_row(line: ElementTree.Element, rows: range, seen: Seen) -> None:
    after = 0
    for cell in line:
        if cell.tag not in (ODS_TABLE + "table-cell", ODS_TABLE + "covered-table-cell"):
            continue
        first, after = after, after + _repeats(cell, "columns")
        columns = range(first, min(after, LAST_COLUMN + 1))
        kind = cell.get(ODS_OFFICE + "value-type")
        words = "".join("".join(paragraph.itertext()) for paragraph in cell.iterfind(ODS_WORDS)).strip()
        if cell.get(ODS_KIND_BESIDE) == "error" or ODS_ERROR.fullmatch(words):
            fault = ("error-cell", words or "an error")
        elif kind is None and not words and cell.get(ODS_TABLE + "formula"):
            fault = ("not-calculated", "")
        else:
            fault = None
        for column in columns:
            if fault:
                seen.faults += [(row, column, *fault) for row in rows]
            elif kind == "percentage":
                seen.percent.setdefault(column, set()).update(rows)


def _read_csv(path: Path, name: str) -> Iterator[Found]:
    text = _decode(path.read_bytes())
    csv.field_size_limit(1 << 27)
    columns: list[list[pa.Array]] = []
    rows = 0
    widths: list[int] = []
    for block in _blocks(text):
        widths += map(len, block[: TOP_ROWS - len(widths)])
        width = max((len(row) for row in block), default=0)
        while len(columns) < width:
            columns.append([pa.nulls(rows, pa.string())] if rows else [])
        for column, values in zip_longest(columns, zip_longest(*block)):
            column.append(
                pa.array((v or None for v in values), pa.string())
                if values is not None
                else pa.nulls(len(block), pa.string())
            )
        rows += len(block)
    cells = {i: pa.concat_arrays(chunks) for i, chunks in enumerate(columns)}
    cells = {i: array for i, array in cells.items() if array.null_count < rows}
    yield Found(name=Path(name).stem, hidden=False, rows=rows, cells=cells, faults=[], widths=widths)


def _decode(content: bytes) -> str:
    """UTF-16 by its mark or its zero bytes; else UTF-8; else Windows-1252, which is what Excel in Britain saves as “CSV”."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return content.decode("utf-16-le", errors="replace")
    if head[::2].count(0) > len(head) // 4:
        return content.decode("utf-16-be", errors="replace")
    if b"\0" in content:
        raise Refused("not-a-spreadsheet", what="a file of a kind this dashboard does not know")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:  # line by line: files of two systems may have been put together
        return "".join(_decode_line(line) for line in content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _blocks(text: str) -> Iterator[list[list[str]]]:
    # A first line that is for Excel alone, which takes it away and counts rows from the next.
    separator = re.match(r'"?sep=(.)"?\r?\n', text, re.I)
    body = text[separator.end() :] if separator else text
    reader = csv.reader(
        io.StringIO(body, newline=""), delimiter=separator[1] if separator else _delimiter(body), strict=True
    )
    block: list[list[str]] = []
    while True:
        before = reader.line_num
        try:
            row = next(reader, None)
        except csv.Error as error:
            # A quotation mark without its match runs to the end of the file: the row it is in began earlier.
            raise Refused("broken-csv", line=before + 1 + bool(separator)) from error
        if row is None:
            break
        block.append(row)
        if len(block) == ROWS_AT_A_TIME:
            yield block
            block = []
    if block:
        yield block


def _delimiter(text: str) -> str:
    """The separator that splits the first lines into the most columns, most evenly."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=mark), [])) for line in lines]
        return (sum(c == max(counts) for c in counts) * (max(counts) > 1), max(counts)) if counts else (0, 0)

    return max(",;\t|", key=evenness)


def _write_sheets(folder: Path, sheets: Iterable[Found], limits: dict) -> Iterator[dict]:
    for number, sheet in enumerate(sheets):
        cells = sheet.pop("cells")
        sheet["columns"] = sorted(cells)
        if len(cells) > limits["columns"]:
            sheet["too_wide"] = len(cells)
            cells, sheet["columns"], sheet["faults"] = {}, [], []
        table = pa.table({f"c{position}": cells[position] for position in sheet["columns"]})
        with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        yield dict(sheet)


if __name__ == "__main__" and (path := os.fsdecode(sys.stdin.buffer.readline().rstrip(b"\n"))):
    main(Path(path))
