"""The story of a case in words: what mattered, what was received, by how many, at what cost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Listing
from measures.shapes.listing import Entry

if TYPE_CHECKING:
    pass

# Being assessed, referred, visited, written to and met about is not yet being helped.
PROCESS = re.compile(r"assess|referral|contact|call|letter|meeting|visit|review|screen", re.IGNORECASE)


def received(shape: Listing) -> tuple[list[Entry], list[Entry]]:
    """What was received, and what was only process: assessments, referrals, contacts, meetings and visits.

    Rows of one description are one, whichever agency; the most often first.
    """
    found: dict[str, list[Entry]] = {}
    for entry in shape.entries():
        found.setdefault(entry.words, []).append(entry)
    merged = []
    for words, entries in found.items():
        agencies: dict[str, int] = {}
        for agency, count in (pair for e in entries for pair in e.beside):
            agencies[agency] = agencies.get(agency, 0) + count
        dates = [d for e in entries for d in (e.first, e.last) if d]
        activity = next((e.about for e in entries if e.about), None)
        merged.append(
            Entry(
                entries[0].case,
                activity,
                words,
                entries[0].consent,
                tuple(sorted(agencies.items(), key=lambda pair: -pair[1])),
                sum(agencies.values()),
                min(dates, default=None),
                max(dates, default=None),
            )
        )
    merged.sort(key=lambda e: (-e.count, e.first or dt.date.max, e.words))
    process = [e for e in merged if PROCESS.search(e.about or e.words)]
    return [e for e in merged if e not in process], process


def received_line(entry: Entry) -> str:
    """Bath board, for a bath she could not access · Social Services, 2011."""
    times = f", {entry.count} times" if entry.count > 2 else ", twice" if entry.count == 2 else ""
    years = years_of(entry.first, entry.last)
    return f"{entry.words}{times} · {describe.listed([a for a, _ in entry.beside])}{', ' + years if years else ''}"


def received_rest(process: Sequence[Entry]) -> str:
    """“And 120 assessments, referrals, contacts, meetings and visits.”"""
    total = sum(e.count for e in process)
    return f"And {describe.plural(total, 'assessment, referral, contact, meeting or visit', 'assessments, referrals, contacts, meetings and visits')}."


def received_table(shape: Listing) -> list[dict]:
    """Everything that was received, process too, as a table."""
    return [
        {
            "Received": e.words,
            "Times": f"{e.count:,}",
            "Agencies": describe.listed([a for a, _ in e.beside]),
            "First": describe.day(e.first) or "no date",
            "Last": describe.day(e.last) or "no date",
        }
        for part in received(shape)
        for e in part
    ]


def years_of(first: dt.date | None, last: dt.date | None) -> str:
    """1996 to 2012, or 2011."""
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def statements_headline(shown: Sequence[Entry], everyone: int, looked_for: str) -> str:
    """“12 statements”, or “3 of 12 statements say “garden””."""
    if looked_for.strip():
        return f"{len(shown):,} of {describe.plural(everyone, 'statement')} with “{looked_for.strip()}”"
    return describe.plural(everyone, "statement")


def done(entry: Entry, most: int = 6) -> list[str]:
    """What was done about it: each description, with how often where that is more than once."""
    said = [f"{words} (×{count})" if count > 1 else words for words, count in entry.beside[:most]]
    rest = len(entry.beside) - most
    return [*said, f"and {describe.plural(rest, 'other thing')}"] if rest > 0 else said or ["nothing recorded"]


def consent(entry: Entry) -> str:
    """Whether the words may be shown to others."""
    return "may be shown" if entry.consent else "no consent recorded" if entry.consent is None else "no consent"
