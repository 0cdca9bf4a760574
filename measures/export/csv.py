"""An answer as CSV, safe to open in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import IO

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> object:
    """Words that Excel would take for a formula, with an apostrophe before them; anything else as it is (CWE-1236)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def write(rows: Sequence[dict], headings: Sequence[str], file: IO[str]) -> None:
    """Write rows under their headings. Lines end as the file ends them: an ending of two letters would be three on
    Windows, and every other line blank."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(row.get(heading)) for heading in headings] for row in rows)


def text(rows: Sequence[dict], headings: Sequence[str]) -> str:
    """The same as one text, for a download."""
    write(rows, headings, file := io.StringIO())
    return file.getvalue()
