"""A file of Office that is the same, byte for byte, each time it is made of the same: two people who have one can
tell by its SHA-256."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a packed file can say
SEAL = "SHA-256"
CORE = "docProps/core.xml"
WHEN = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def sealed(content: bytes, *, dated: bool = False) -> bytes:
    """The file without the moment at which it was made, and each file within it too: the libraries write it into the
    list of parts, and into what is said of the whole, where it stays if it was `dated` on purpose. What it is of, it
    says on its pages."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in made.namelist():
            part = made.read(name)
            if name == CORE and not dated:
                part = WHEN.sub(b"", part)
            elif name.endswith(".xlsx"):
                part = sealed(part)
            new.writestr(zipfile.ZipInfo(name, EARLIEST), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def seal(content: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()
