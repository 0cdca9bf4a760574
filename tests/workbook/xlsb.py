"""Excel binary workbooks (.xlsb) for the tests, as small as they may be: nothing here writes them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from .build import Fault, Shown, zipped

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ERRORS = {"#N/A": 0x2A, "#DIV/0!": 0x07}


def record(kind: int, data: bytes = b"") -> bytes:
    """A record: its kind in one or two bytes, its length in as many as it takes, seven bits in each."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | 0x80 if size else low])
        if not size:
            return head + length + data


def wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def xlsb(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[tuple[int, int]] = (),
    merged: Sequence[tuple[int, int, int]] = (),
    epoch_1904: bool = False,
) -> bytes:
    """A workbook of these sheets. Dates are figures that are `Shown` so; hidden rows count from 1, hidden columns
    are (first, last), and merged cells (column, first row, last row)."""
    formats = list(
        dict.fromkeys(c.number_format for rows in sheets.values() for row in rows for c in row if isinstance(c, Shown))
    )
    styles = record(278) + record(615, struct.pack("<I", len(formats)))
    styles += b"".join(record(44, struct.pack("<H", 164 + i) + wide(f)) for i, f in enumerate(formats)) + record(616)
    xf = "<HHHHHBBBBBB"  # a style's own format stands at its third byte
    styles += record(617, struct.pack("<I", 1 + len(formats)))
    styles += b"".join(
        record(47, struct.pack(xf, 0, f, 0, 0, 0, 0, 0, 0, 0, 0, 0)) for f in (0, *range(164, 164 + len(formats)))
    )
    styles += record(618) + record(279)
    book = record(131) + record(153, struct.pack("<III", epoch_1904, 0, 0)) + record(143)
    book += b"".join(
        record(156, struct.pack("<II", 0, i) + wide(f"rId{i}") + wide(name)) for i, name in enumerate(sheets, 1)
    )
    book += record(144) + record(132)
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.bin") for i in range(1, len(sheets) + 1)] + [
        ("rId99", "styles", "styles.bin")
    ]
    parts: dict[str, str | bytes] = {
        "xl/workbook.bin": book,
        "xl/styles.bin": styles,
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}">'
        + "".join(f'<Relationship Id="{i}" Type="{TYPES}/{kind}" Target="{target}"/>' for i, kind, target in links)
        + "</Relationships>",
    }
    for i, rows in enumerate(sheets.values(), 1):
        width = max(map(len, rows))
        page = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
        looks = b"".join(record(60, struct.pack("<IIIIH", *ends, 2304, 0, 1)) for ends in hidden_columns)
        page += (record(390) + looks + record(391) if looks else b"") + record(145)
        for r, row in enumerate(rows):
            hidden = 0x10 if r + 1 in hidden_rows else 0
            page += record(0, struct.pack("<IIHBB", r, 0, 300, 0, hidden) + struct.pack("<BI", 0, 0))
            page += b"".join(_cell(c, value, formats) for c, value in enumerate(row) if value is not None)
        page += record(146) + record(177, struct.pack("<I", len(merged)))
        page += b"".join(record(176, struct.pack("<IIII", first - 1, last - 1, c, c)) for c, first, last in merged)
        parts[f"xl/worksheets/sheet{i}.bin"] = page + record(178) + record(130)
    return zipped(parts)


def _cell(column: int, value: object, formats: list[str]) -> bytes:
    style = 1 + formats.index(value.number_format) if isinstance(value, Shown) else 0
    place = struct.pack("<II", column, style)
    value = value.value if isinstance(value, Shown) else value
    if isinstance(value, Fault):
        return record(3, place + bytes([ERRORS[value.text]]))
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, int | float):
        return record(5, place + struct.pack("<d", value))
    return record(6, place + wide(str(value)))
