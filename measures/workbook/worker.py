"""The process that opens files. It runs apart from the app, under a memory ceiling, and may die without harm.

A workbook is somebody else's bytes: five kilobytes can ask the reader for terabytes. So the app starts this module
as a process of its own (`read.py`), which finds the file in a folder, and leaves there one Arrow file a sheet, all
cells as text, and `found.json`, which says what else was seen.

Run as: python -m measures.workbook.worker FOLDER
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

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
    """A sheet as found: name, hidden, cells (Arrow columns by position) and faults (row, column, code, text)."""


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
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        raise Refused("damaged")
    return _read_csv(path, name)


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
        yield from _read_workbook(path, dict)
        return
    if not any(name.startswith("xl/workbook.") for name in names):
        what = (
            "a text document"
            if "word/document.xml" in names
            else "a slide show"
            if "ppt/presentation.xml" in names
            else "a zip file"
        )
        raise Refused("not-a-spreadsheet", what=what)
    with ThreadPoolExecutor(1) as beside:  # the fast reader lets other threads run while it reads
        yield from _read_workbook(path, beside.submit(_look_inside, archive).result)


def _read_compound(path: Path) -> Iterator[Found]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK")):
        raise Refused("not-a-spreadsheet", what="an Office document of another kind")
    return _read_workbook(path, dict)


def _read_workbook(path: Path, look_inside: Callable[[], dict[str, dict]]) -> Iterator[Found]:
    """Every sheet through the fast reader, all as text, from row 1 so that addresses are Excel's own."""
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
            inside = look_inside().get(name, {})
            # An error's position counts rows from 0 at the top of the sheet, and columns from its first used one.
            faults = [
                (row + 1, positions[column], "error-cell", _error_name(error.detail))
                for error in (errors.errors if errors else ())
                for row, column in (error.position,)
            ]
            yield Found(
                name=name,
                hidden=False,
                rows=batch.num_rows,
                cells=_as_shown(cells, inside.get("percent", {})),
                faults=faults + inside.get("faults", []),
            )
    except fastexcel.FastExcelError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error


def _error_name(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return ERROR_NAMES.get(found.group(1), "#" + found.group(1)) if found else "an error"


def _as_shown(cells: dict[int, pa.Array], percent: dict[int, set[int]]) -> dict[int, pa.Array]:
    """Put 24.1% where Excel shows 24.1% and stores 0.241."""
    for column, rows in percent.items():
        if column in cells:
            values = cells[column].to_pylist()
            for row in rows:
                if row <= len(values) and values[row - 1] is not None:
                    try:
                        values[row - 1] = f"{round(float(values[row - 1]) * 100, 10):.12g}%"
                    except ValueError:
                        pass
            cells[column] = pa.array(values, pa.string())
    return cells


# What the fast reader does not tell: cells whose formula was never calculated (it gives them as empty), and cells
# that show a percentage (it gives the fraction). Both are found in the sheet's own XML.
# `_` stands for a namespace prefix, which some programs put before every name: <x:c> for <c>.
def _pattern(text: bytes) -> re.Pattern[bytes]:
    return re.compile(re.sub(rb"<(/?)_", rb"<\1(?:\\w+:)?", text), re.S)


UNCALCULATED = _pattern(
    rb'<_c\b((?:[^>"]|"[^"]*")*)>\s*<_f\b[^>]*(?:/>|>[^<]*</_f>)\s*(?:<_v\s*/>|<_v>\s*</_v>)?\s*</_c>'
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')


def _look_inside(archive: zipfile.ZipFile) -> dict[str, dict]:
    """For each sheet's name: faults [(row, column, code, text)] and percent {column: rows}."""
    try:
        paths = _sheet_paths(archive)
        styles = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
        percent_styles = _percent_styles(styles)
        return {name: _look_at_sheet(archive, path, percent_styles) for name, path in paths.items()}
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused("damaged") from error


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    from xml.etree import ElementTree

    if "xl/workbook.xml" not in archive.namelist():  # a binary workbook: its formulas always carry results
        return {}
    try:
        workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error
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


def _percent_styles(styles: bytes) -> set[bytes]:
    """The numbers of the cell styles whose format shows a percentage. 9 and 10 are Excel's built-in ones."""
    formats = {b"9", b"10"}
    for tag in _pattern(rb"<_numFmt\b[^>]*>").findall(styles):
        if b"%" in (re.search(rb'formatCode="([^"]*)"', tag) or [b"", b""])[1]:
            formats.add(re.search(rb'numFmtId="(\d+)"', tag)[1])
    cell_styles = _pattern(rb"<_cellXfs\b.*?</_cellXfs>").search(styles)
    tags = _pattern(rb"<_xf\b[^>]*>").findall(cell_styles[0]) if cell_styles else []
    return {
        str(i).encode()
        for i, tag in enumerate(tags)
        if (found := re.search(rb'numFmtId="(\d+)"', tag)) and found[1] in formats
    }


def _look_at_sheet(archive: zipfile.ZipFile, path: str, percent_styles: set[bytes]) -> dict:
    percent_cell = percent_styles and _pattern(
        rb'<_c\b(?=[^>]*\bs="(?:'
        + b"|".join(percent_styles)
        + rb')")(?![^>]*\bt="(?!n"))([^>]*)>\s*(?:<_f\b[^>]*(?:/>|>[^<]*</_f>)\s*)?<_v>[^<]'
    )
    faults, percent, rest = [], {}, b""
    with archive.open(path) as file:
        while chunk := file.read(1 << 22):
            # A cell may straddle two chunks: keep what follows the last whole one.
            chunk = rest + chunk
            end = max(chunk.rfind(b"</c>") + 4, chunk.rfind(b":c>") + 3)
            rest = chunk[end:] if end > 3 else chunk
            if b"<f" in chunk or b":f" in chunk:
                for match in UNCALCULATED.finditer(chunk, 0, end):
                    if b't="str"' not in match[1]:
                        faults.append((*_position(match[1]), "not-calculated", ""))
            if percent_cell:
                for match in percent_cell.finditer(chunk, 0, end):
                    row, column = _position(match[1])
                    percent.setdefault(column, set()).add(row)
    return {"faults": faults, "percent": percent}


def _position(attributes: bytes) -> tuple[int, int]:
    found = REFERENCE.search(attributes)
    column = 0
    for letter in found[1] if found else b"A":
        column = column * 26 + letter - 64
    return int(found[2]) if found else 1, column - 1


def _read_csv(path: Path, name: str) -> Iterator[Found]:
    text = _decode(path.read_bytes())
    csv.field_size_limit(1 << 27)
    columns: list[list[pa.Array]] = []
    rows = 0
    for block in _blocks(text):
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
    yield Found(name=Path(name).stem, hidden=False, rows=rows, cells=cells, faults=[])


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
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


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
            sheet["faults"] = [(1, 0, "too-wide", len(cells))]
            cells, sheet["columns"] = {}, []
        table = pa.table({f"c{position}": cells[position] for position in sheet["columns"]})
        with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        yield dict(sheet)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
