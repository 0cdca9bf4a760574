"""Small files for the tests: workbooks, CSV and what hostile people send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string

from measures.store import Store
from measures.workbook.prepare import Prepared

FILES = Path(__file__).parent / "files"

# The smallest household sheet: headings and three rows.
HEADINGS = ("Household ref", "Street name", "Tier", "ASB")
ROWS = (("A", "Larkspur Road", 1, "Y"), ("B", "Larkspur Road", 2, "N"), ("C", "Tansy Close", None, None))
TABLE = (HEADINGS, *ROWS)

Table = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Shown:
    """A cell whose number format makes Excel show its value another way: 0.241 as 24.1%."""

    value: object
    number_format: str


@dataclass(frozen=True)
class Fault:
    """A cell that shows an Excel error."""

    text: str


def workbook(sheets: dict[str, Table], at: str = "A1", epoch: object = None, hidden: Sequence[str] = ()) -> Workbook:
    letters, top = coordinate_from_string(at)
    left = column_index_from_string(letters)
    book = Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        for r, row in enumerate(rows, start=top):
            for c, value in enumerate(row, start=left):
                if value is None:
                    continue
                cell = page.cell(r, c)
                cell.value = getattr(value, "text", getattr(value, "value", value))
                if isinstance(value, Shown):
                    cell.number_format = value.number_format
                if isinstance(value, Fault):
                    cell.data_type = "e"
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx(sheets: dict[str, Table] | Table, **more: object) -> bytes:
    """A workbook of these sheets, or of one sheet called Households."""
    return saved(workbook(sheets if isinstance(sheets, dict) else {"Households": sheets}, **more))


def csv(rows: Table, separator: str = ",") -> str:
    return "".join(separator.join("" if v is None else str(v) for v in row) + "\r\n" for row in rows)


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A workbook with some parts of its zip file replaced, added, or (None) taken out."""
    old, file = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ods(sheets: dict[str, str]) -> bytes:
    """An OpenDocument workbook of these sheets, each the XML of its rows, as the programs write it that are not
    here."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    spaces = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text"))
    content = f"""<office:document-content {spaces} xmlns:calcext="{CALCEXT}"><office:body><office:spreadsheet>{tables}
        </office:spreadsheet></office:body></office:document-content>"""
    manifest = f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def ods_cell(words: str = "", more: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {more}>{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def places(prepared: Prepared, *codes: str) -> list[tuple[str, str]]:
    """(code, place) of every problem, or of those with these codes, in the order a manager sees them."""
    return [(p.code, p.where) for p in prepared.problems if not codes or p.code in codes]


def load(store: Store, prepared: Prepared, leave_out: bool = False) -> dict[str, int]:
    """Load what was prepared and count what the store then has."""
    store.load(prepared.incoming(leave_out), "AB")
    return {kind: count for kind, count in store.counts().items() if count}
