"""Money of one price year: pounds of different years are never added together as they stand.

real = nominal × index of the base year ÷ index of the price year. The indices are a file, `data/deflators.csv`, that
says where each comes from; a newer one beside the store takes its place.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from measures.place import deflators_path

HEADINGS = ["price_year", "index", "source"]


@dataclass(frozen=True)
class Deflators:
    """A table of price indices. `faults` say what is wrong with its file: a table with faults has no index at all.

    `source` is that of the whole table in a sentence; `fingerprint` changes with the file, for cache keys.
    """

    indices: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    faults: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class Price:
    """What brings amounts of several price years to one. `year` is the base; None where no price year is stated.

    `factors` has the factor of each price year. Where the years cannot be brought to one, `missing` names those that
    stand in the way (None is “not stated”) and there are no factors.
    """

    year: str | None
    factors: Mapping[str | None, float]
    missing: tuple[str | None, ...] = ()

    @property
    def refused(self) -> bool:
        return bool(self.missing)

    def total(self, rows: Iterable[Mapping[str, Any]]) -> float | None:
        """The `amount` of rows of any `price_year` in the money of one, to the penny; None where that cannot be."""
        if self.refused:
            return None
        return round(sum([float(row["amount"]) * self.factors[row["price_year"]] for row in rows], 0.0), 2)


def real(nominal: float, index: float, base: float) -> float:
    """An amount in the money of the base year.

    >>> round(real(7.4, 91.031, 102.789), 2)  # HM Treasury's own example: 1998-99 in the money of 2003-04
    8.36
    """
    return nominal * base / index


def in_time(year: str) -> tuple[int, int]:
    """A key that sorts price years: a financial year ends after the calendar year it begins in."""
    found = re.match(r"\d{4}", year)
    return (int(found[0]) if found else 0, int(len(year) > 4))


def one_price(years: Iterable[str | None], deflators: Deflators) -> Price:
    """How to bring these price years to the latest of them.

    Amounts that are all of one year, or all of none, need no index. A year without an index beside others, or amounts
    of no year beside those of one, cannot be added up.
    """
    years = sorted(set(years), key=lambda year: (year is None, in_time(year or "")))
    if len(years) <= 1:
        return Price(years[0] if years else None, dict.fromkeys(years, 1.0))
    missing = tuple(year for year in years if year is None or year not in deflators.indices)
    if missing:
        return Price(None, {}, missing)
    indices = {year: deflators.indices[year] for year in years if year is not None}
    base = list(indices)[-1]
    return Price(base, {year: real(1, index, indices[base]) for year, index in indices.items()})


def deflators(path: Path | None = None) -> Deflators:
    """The table of the file, read again when the file has changed. A file that cannot be used is a table with
    faults."""
    path = path or deflators_path()
    try:
        return _read(path.name, path.read_bytes())
    except OSError as error:
        return Deflators(faults=(f"{path.name} cannot be read: {error.strerror}.",), fingerprint="none")


@lru_cache(maxsize=8)
def _read(name: str, content: bytes) -> Deflators:
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        return Deflators(faults=(f"{name} is not a CSV file in UTF-8.",), fingerprint=fingerprint)
    if not lines or list(lines[0]) != HEADINGS:
        return Deflators(faults=(f"{name} must have the columns {', '.join(HEADINGS)}.",), fingerprint=fingerprint)
    indices: dict[str, float] = {}
    faults = []
    for number, line in enumerate(lines, start=2):
        year, index = (line["price_year"] or "").strip(), _number(line["index"])
        if not re.fullmatch(r"\d{4}(-\d\d)?", year):
            faults.append(f"{name}, line {number}: “{year}” is not a price year such as 2012 or 2012-13.")
        elif year in indices:
            faults.append(f"{name}, line {number}: {year} is there twice.")
        elif index is None:
            faults.append(f"{name}, line {number}: “{line['index']}” is not an index above 0.")
        elif not (line["source"] or "").strip():
            faults.append(f"{name}, line {number}: it does not say where the index comes from.")
        else:
            indices[year] = index
    if faults:
        return Deflators(faults=tuple(faults), fingerprint=fingerprint)
    source = next((line["source"].strip() for line in lines if len(line["price_year"].strip()) == 4), "")
    return Deflators(indices, source or lines[0]["source"].strip(), fingerprint=fingerprint)


def _number(text: str | None) -> float | None:
    """A plain number above 0, and finite."""
    text = text or ""
    return float(text) if re.fullmatch(r"\s*\d+(\.\d+)?\s*", text) and float(text) > 0 else None
