"""Workbooks as openpyxl writes them, in a tenth of its time: a thousand tests begin with one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

OF_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OF_FILES = "http://schemas.openxmlformats.org/package/2006"
OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# The formats by which a number is a date: a cell has the style of its place here, from 1.
DATED = {dt.datetime: "yyyy-mm-dd h:mm:ss", dt.date: "yyyy-mm-dd", dt.time: "h:mm:ss", dt.timedelta: "[hh]:mm:ss"}
STYLE = {type_: style for style, type_ in enumerate(DATED, start=1)}


def xlsx(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """An .xlsx of sheets by name, each of rows of cells. Words that begin with = are a formula that was never
    calculated, and #REF! is an error."""
    named = [*enumerate(sheets, start=1)]
    parts = {
        "[Content_Types].xml": _types([number for number, _ in named]),
        "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}.items()),
        "xl/workbook.xml": f'<workbook xmlns="{OF_SHEETS}" xmlns:r="{OF_OFFICE}"><sheets>'
        + "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in named)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n, _ in named), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{n}.xml": _sheet(sheets[name]) for n, name in named},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def _types(numbers: Iterable[int]) -> str:
    of_parts = [("workbook", "sheet.main"), ("styles", "styles")]
    of_parts += [(f"worksheets/sheet{n}", "worksheet") for n in numbers]
    return (
        f'<Types xmlns="{OF_FILES}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{of}+xml"/>' for part, of in of_parts)
        + "</Types>"
    )


def _relations(to: Iterable[tuple[str, str]]) -> str:
    each = (
        f'<Relationship Id="r{n}" Type="{OF_OFFICE}/{of}" Target="{at}"/>' for n, (of, at) in enumerate(to, start=1)
    )
    return f'<Relationships xmlns="{OF_FILES}/relationships">{"".join(each)}</Relationships>'


def _styles() -> str:
    formats = "".join(f'<numFmt numFmtId="{163 + STYLE[of]}" formatCode="{code}"/>' for of, code in DATED.items())
    styles = "".join(f'<xf numFmtId="{163 + style if style else 0}"/>' for style in range(len(DATED) + 1))
    return f'<styleSheet xmlns="{OF_SHEETS}"><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def _sheet(rows: Iterable[Sequence[object]]) -> str:
    letters: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        letters += map(get_column_letter, range(len(letters) + 1, len(row) + 1))
        cells = "".join(_cell(f"{letter}{number}", value) for letter, value in zip(letters, row) if value is not None)
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{OF_SHEETS}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(where: str, value: object) -> str:
    if isinstance(value, str):
        if value.startswith("=") and len(value) > 1:
            return f'<c r="{where}"><f>{escape(value[1:])}</f><v/></c>'
        if value in ERROR_CODES:
            return f'<c r="{where}" t="e"><v>{value}</v></c>'
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else ""
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{value:d}</v></c>'
    if style := STYLE.get(type(value)):
        return f'<c r="{where}" s="{style}"><v>{to_excel(value)}</v></c>'
    return f'<c r="{where}"><v>{value}</v></c>'
