"""The workbook that is measured: a demand log of nine columns, the same at every run."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

HEADINGS = (
    "Received on",
    "What the person asked",
    "Value or failure",
    "Type of demand",
    "Agency",
    "Minutes",
    "Resolved first time",
    "Street name",
    "Locality",
)
TYPES = ("Chasing a repair", "New repair", "Rent account", "Benefit change", "Noise", "School place", "Care at home")
AGENCIES = ("Housing association", "Council", "Police", "Health visitor", "Jobcentre", "Voluntary sector")
STREETS = [f"{name} {kind}" for name in ("Larkspur", "Alder", "Teasel", "Bramble", "Heron", "Mill", "Quarry") for kind in
           ("Road", "Avenue", "Close", "Grove", "Rd", "Street")]  # fmt: skip
LOCALITIES = ("Northfield", "Eastmoor", "Southbank", "Westgate")
ASKED = ("when will somebody come about", "I was told to ring again about", "can you help me with", "who deals with")
ABOUT = ("the damp in the back bedroom", "my rent statement", "the boiler", "a letter I do not understand", "my mother")


def make(path: Path, rows: int) -> Path:
    """Write it, unless it is there. Dates are real dates, and what each person asked is said by nobody else."""
    if path.exists():
        return path
    from openpyxl import Workbook

    draw = random.Random(20120629)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Demands")
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append(
            (
                dt.date(2012, 1, 2) + dt.timedelta(days=draw.randrange(730)),
                f"Caller {number}: {draw.choice(ASKED)} {draw.choice(ABOUT)}, and it is {draw.randrange(2, 60)} days "
                "now",
                draw.choice(("Value", "Failure", "Failure", "Not sure", None)),
                draw.choice(TYPES),
                draw.choice(AGENCIES),
                draw.randrange(2, 90),
                draw.choice("YN"),
                draw.choice(STREETS),
                draw.choice(LOCALITIES),
            )
        )
    path.parent.mkdir(exist_ok=True)
    partial = path.with_suffix(".partial")
    book.save(partial)
    partial.rename(path)
    return path
