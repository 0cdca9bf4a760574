"""What a board tells its reader, in numbers: from the words, the tables and the pictures that are published, and
nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from measures.releases import Board

NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Month:
    """A month or a quarter of demands as it is told: failure, value, and how many of what is in no share."""

    failure: int
    value: int
    beside: Mapping[str, int]


@dataclass(frozen=True)
class Demands:
    """Demands as a board tells them: by period, and all together; of failure and of value demands, of how many per
    cent minutes are known; and by the name of a point of the chart its per cent. How many are failure is −1 where it
    is not told."""

    told: bool
    months: Mapping[dt.date, Month] = field(default_factory=dict)
    every: str = "month"
    unshown: int = 0
    failure: int = 0
    value: int = 0
    known: int = 0
    of_all: int = 0
    at_least: bool = False
    minutes_known: tuple[int, int] | None = None
    points: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Tiers:
    """Households by tier: each with how many and which part; `n` with a tier, and how many `beside` have none."""

    told: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    n: int = 0
    beside: int = 0


@dataclass(frozen=True)
class Streets:
    """Households by street: how many, and how many of them in need, None where that is not told. `in_need` is of
    all, and `need_shown` of the streets of which it is told."""

    told: bool
    streets: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    n: int = 0
    in_need: int | None = None
    need_shown: int | None = None


@dataclass(frozen=True)
class Cases:
    """Cases before and after: in each quarter how many, and their interactions for each; and in words how many of
    all `n` had fewer, more and about as many."""

    told: bool
    quarters: Mapping[int, tuple[int, float]] = field(default_factory=dict)
    n: int = 0
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """A board in numbers."""

    tiers: Tiers
    streets: Streets
    demands: Demands
    cases: Cases


def seen(board: Board) -> Seen:
    """All that a reader has of a board."""
    panels = {band.tier: band.panels for band in board.bands}
    tables = {title: rows for band in board.bands for title, rows in band.tables}
    return Seen(
        _tiers(panels[2][0], tables.get("Demand tiers", ())),
        _streets(panels[2][1], tables.get("Households by street", ())),
        _demands(panels[3][2], tables),
        _cases(panels[3][0], tables.get("Before and after intervention", ())),
    )


def _whole(words: object) -> int:
    return int(str(words).replace(",", ""))


def _found(pattern: str, words: str, otherwise: int = 0) -> int:
    match = re.search(pattern, words)
    return _whole(match[1]) if match else otherwise


def _part(words: str) -> float | None:
    return float(words[:-1]) / 100 if words.endswith("%") else None


def _tiers(panel: Any, rows: Sequence[Mapping[str, Any]]) -> Tiers:
    return Tiers(
        bool(rows),
        {row["Tier"]: _whole(row["Households"]) for row in rows},
        {row["Tier"]: part for row in rows if (part := _part(row.get("Share", ""))) is not None},
        _found(r"n = ([\d,]+) household", panel.about),
        _found(r"([\d,]+) households? not rated", panel.about),
    )


def _streets(panel: Any, rows: Sequence[Mapping[str, Any]]) -> Streets:
    found = {}
    for row in rows:
        need = list(row.values())[2]
        found[row["Street"]] = _whole(row["Households"]), None if need == NOT_SHOWN else _whole(need)
    in_need = re.search(r"About ([\d,]+) households? in need|No household is in need", panel.headline)
    shown = re.search(r"; ([\d,]+|none) of them can be shown", panel.headline)
    return Streets(
        bool(rows),
        found,
        _found(r"n = ([\d,]+)", panel.about),
        None if in_need is None else _whole(in_need[1] or 0),
        None if shown is None else 0 if shown[1] == "none" else _whole(shown[1]),
    )


def _demands(panel: Any, tables: Mapping[str, Any]) -> Demands:
    n = _found(r"n = ([\d,]+)", panel.about, -1)
    if n < 0:
        return Demands(False)
    months, every = {}, "month"
    for row in tables.get("Failure demand", ()):
        every, name = next(iter(row)).lower(), next(iter(row.values()))
        # What is not shown beside a share is few or none.
        beside = {why: _whole(of) for why, of in list(row.items())[4:] if why != "Note" and of != NOT_SHOWN}
        months[first_day(name)] = Month(_whole(row["Failure"]), _whole(row["Value"]), beside)
    table = {row[""]: row for row in tables.get("Capacity", ())}
    known = re.search(r"([\d,]+) of (at least )?([\d,]+) are classified so far", panel.about)
    if table:
        failure = _whole(table["Failure"]["Demands"])
        minutes = [_part(table[side]["Minutes known for"]) for side in ("Failure", "Value")]
    else:
        failure, minutes = _found(r"bout ([\d,]+) of [\d,]+ classified", panel.headline, -1), [None, None]
    return Demands(
        True,
        months,
        every,
        _found(r"([\d,]+) (?:month|quarter)s? of too few", panel.about),
        failure,
        n - failure,
        _whole(known[1]) if known else n,
        _whole(known[3]) if known else n,
        bool(known and known[2]),
        None if None in minutes else (round(100 * minutes[0]), round(100 * minutes[1])),
        _points(panel.chart),
    )


def first_day(name: str) -> dt.date:
    """The first day of a month or a quarter as it is named."""
    if match := re.fullmatch(r"(\d{4}) Q(\d)", name):
        return dt.date(int(match[1]), int(match[2]) * 3 - 2, 1)
    return dt.datetime.strptime(f"1 {name}", "%d %B %Y").date()


def _points(chart: Mapping[str, Any] | None) -> dict[str, float]:
    """The points of a picture of shares, as the browser is sent them."""
    rows = [row for rows in (chart or {}).get("datasets", {}).values() for row in rows]
    return {row["date"]: row["value"] for row in rows if "with_unit" in row and "date" in row}


def _cases(panel: Any, rows: Sequence[Mapping[str, Any]]) -> Cases:
    quarters = {}
    for row in rows:
        nth, side = row["Quarter"].split()
        each = next(value for name, value in row.items() if name.startswith("Interactions"))
        quarters[int(nth) * (1 if side == "after" else -1)] = _whole(row["Cases"]), float(each.replace(",", ""))
    n = re.search(r"(?:of|all|the)(?: about)? ([\d,]+) cases?", panel.headline)
    some = r"(fewer than \d+|most of about [\d,]+|about [\d,]+|[\d,]+)"  # most: rounded as many as all
    patterns = {
        "fell": rf"(?:fewer|fell) in {some}",
        "rose": rf"(?:more|rose) in {some}",
        "same": rf"the same in {some}",
    }
    ways = {way: match[1] for way, pattern in patterns.items() if (match := re.search(pattern, panel.headline))}
    return Cases(bool(rows), quarters, _whole(n[1]) if n else 0, ways)
