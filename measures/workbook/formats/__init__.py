"""The formats that people send: which one a file is, whatever its name says, and its sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from measures.workbook.formats import ods, text, xls, xlsx
from measures.workbook.formats.base import RawSheet, Refused
from measures.workbook.formats.fast import read_workbook
from measures.workbook.limits import readable_size

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


def read(path: Path, name: str, limits: dict, letters: str = "") -> Iterator[RawSheet]:
    """Every sheet of a file; `letters` are those that a person says a text is in. Raises Refused where it cannot be read; other errors are those of a damaged file."""
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
    return text.read(path, name, letters)


def _is_text(start: bytes) -> bool:
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", start)


def _read_zip(path: Path, limits: dict) -> Iterator[RawSheet]:
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
    yield from read_workbook(path, lambda: xlsx.look_inside(archive))


def _read_compound(path: Path) -> Iterator[RawSheet]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK")):
        raise Refused("not-a-spreadsheet", what="an Office document of another kind")
    return xls.read(path)
