"""The formats that people send: which one a file is, whatever its name says, and its sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from measures.workbook.formats import ods, packed_files, text, xls, xlsb, xlsx
from measures.workbook.formats.base import RawSheet, Refused
from measures.workbook.formats.fast import read_workbook
from measures.workbook.limits import readable_size

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
# What people upload by mistake, by how it begins.
OTHER_FORMATS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
    b"\0\x01\0\0Standard": "a database",  # of Access
    b"PAR1": "a file of columns (Parquet)",
}
# And by what is written at its beginning.
OTHER_TEXTS = {
    "an e-mail": rb"(?:return-path|received|delivered-to|mime-version|message-id|x-[a-z-]+|from|date|subject):[^\n]*\n(?:[\w-]+:|[ \t])",
    "an XML file, as Excel 2003 wrote too": rb"<\?xml\b(?!.{0,400}<html)",
    "a web page, whatever its name says": rb"<(?:!doctype html|!--|html|head|meta|style|body|div|table|\?xml)\b",
    "a file for programs (JSON)": rb"[\[{]\s*[\"{\[]",
}


def read(path: Path, name: str, limits: dict, letters: str = "") -> Iterator[RawSheet]:
    """Every sheet of a file; `letters` are those that a person says a text is in. Raises Refused where it cannot be
    read; other errors are those of a damaged file."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise Refused("empty-file")
    if start.startswith(ZIP):
        return _read_zip(path, limits, letters)
    if start.startswith(COMPOUND):
        return _read_compound(path)
    if what := _other_format(start):
        raise Refused("not-a-spreadsheet", what=what)
    # Many a system saves plain text under the name of a workbook.
    if name.lower().endswith(WORKBOOKS) and not _is_text(start):
        raise Refused("no-workbook")
    return text.read(path, name, letters)


def _other_format(start: bytes) -> str | None:
    """What a file is that is no spreadsheet, by its beginning; None where that says nothing."""
    # A text may begin with these two letters: a picture and a program have bytes after them that no text has.
    for magic, what in OTHER_FORMATS.items():
        if start.startswith(magic) and not (len(magic) == 2 and _is_text(start)):
            return what
    beginning = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    for what, form in OTHER_TEXTS.items():
        if re.match(form, beginning, re.I | re.S):
            return what
    return None


OTHER_ZIPS = {
    "word/document.xml": "a text document",
    "ppt/presentation.xml": "a slide show",
    "mimetype": "a document of another kind",
    "Index/Document.iwa": "a file of Apple Numbers or Pages",
    "META-INF/MANIFEST.MF": "a program",
}


def _is_text(start: bytes) -> bool:
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", start)


def _read_zip(path: Path, limits: dict, letters: str) -> Iterator[RawSheet]:
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
        yield from read_workbook(path, lambda: ods.look_inside(archive))
    elif "xl/workbook.bin" in names:
        yield from read_workbook(path, lambda: xlsb.look_inside(archive))
    elif "xl/workbook.xml" in names:
        yield from read_workbook(path, lambda: xlsx.look_inside(archive))
    elif what := next((what for part, what in OTHER_ZIPS.items() if part in names), None):
        raise Refused("not-a-spreadsheet", what=what)
    elif path.name == packed_files.MEMBER:
        raise Refused("zip-in-zip")
    else:
        yield from packed_files.read(archive, path.parent, lambda member, name: read(member, name, limits, letters))


def _read_compound(path: Path) -> Iterator[RawSheet]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK")):
        raise Refused("not-a-spreadsheet", what="an Office document of another kind")
    return xls.read(path)
