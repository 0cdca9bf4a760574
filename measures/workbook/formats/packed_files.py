"""The files of a zip file, one level down, each as if it had been uploaded by itself."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from measures.workbook.formats.base import RawSheet, Refused

MOST = 100  # files
MEMBER = "member"  # the name of the place where each is unpacked
BESIDE = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems put beside people's files


def read(
    archive: zipfile.ZipFile, folder: Path, read_file: Callable[[Path, str], Iterator[RawSheet]]
) -> Iterator[RawSheet]:
    """Every sheet of every file. It has the name of its file, with that of the sheet where there are several; and a
    file that cannot be read is a sheet that says why. Raises Refused where there is none that can."""
    members = [each for each in archive.infolist() if not each.is_dir() and not _beside(PurePosixPath(each.filename))]
    if len(members) > MOST:
        raise Refused("too-many-files", count=f"{len(members):,}", limit=MOST)
    refused = None
    found, taken = [], set[str]()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        name = path.stem if path.stem not in taken else str(path)
        taken.add(name)
        try:
            sheets = _read_one(archive, member, folder / MEMBER, path.name, read_file)
        except Refused as why:
            refused = why
            left = Refused("other-file", **why.details) if why.code == "not-a-spreadsheet" else why
            found.append(RawSheet(name, refused=left))
            continue
        for sheet in sheets:
            sheet.name = name if len(sheets) == 1 else f"{name} {sheet.name}"
        found += sheets
    if all(sheet.refused for sheet in found):
        raise refused or Refused("not-a-spreadsheet", what="an empty zip file")
    yield from found


def _beside(path: PurePosixPath) -> bool:
    return any(part in BESIDE or part.startswith("._") for part in path.parts) or path.name.startswith(".")


def _read_one(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: Path,
    name: str,
    read_file: Callable[[Path, str], Iterator[RawSheet]],
) -> list[RawSheet]:
    if member.flag_bits & 1:
        raise Refused("password")
    try:
        with archive.open(member) as packed, place.open("wb") as file:
            shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise Refused("damaged") from error
    return list(read_file(place, name))
