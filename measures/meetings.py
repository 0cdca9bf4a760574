"""The meetings at which a board is looked at: each a date that a manager records. What has changed since is told beside
it.

A meeting is a line in the store, with its author and moment; to withdraw one is another line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from measures.store import Store
from measures.words import short

KEPT = "meeting"
LONGEST = 120  # letters of what a meeting was about


@dataclass(frozen=True)
class Meeting:
    """A meeting on a day. `number` is the version of the data at which it was recorded."""

    number: int
    date: dt.date
    about: str
    who: str
    at: dt.datetime


def meetings(store: Store, version: int | None = None) -> list[Meeting]:
    """The meetings that hold, the latest first."""
    found: dict[int, Meeting] = {}
    for line in store.entries(KEPT, version):
        kept = line["value"]
        if "withdraws" in kept:
            found.pop(kept["withdraws"], None)
        else:
            date = dt.date.fromisoformat(kept["date"])
            found[line["version"]] = Meeting(line["version"], date, kept["about"], line["who"], line["at"])
    return sorted(found.values(), key=lambda meeting: (meeting.date, meeting.number), reverse=True)


def lacks(date: dt.date | None, who: str, held: Sequence[Meeting]) -> list[str]:
    """What a meeting still needs before it can be kept, a sentence each."""
    said = []
    if date is None:
        said.append("Choose the date of the meeting.")
    if not who.strip():
        said.append("Give your name or initials: it is kept with the meeting.")
    if any(meeting.date == date for meeting in held):
        said.append("A meeting on this date is recorded already.")
    return said


def keep(store: Store, date: dt.date, about: str, who: str) -> None:
    """Record a meeting. Raises ValueError without a name."""
    if not who.strip():
        raise ValueError("a meeting is kept with a name")
    value = {"date": date.isoformat(), "about": about.strip()[:LONGEST]}
    store.set(KEPT, value, who.strip(), f"Meeting on {short(date)}{f': {about.strip()}' if about.strip() else ''}")


def withdraw(store: Store, meeting: Meeting, who: str) -> None:
    """Take a meeting off the list. It stays in the history."""
    store.set(KEPT, {"withdraws": meeting.number}, who.strip(), f"Withdrew the meeting on {short(meeting.date)}")


def version_at(store: Store, date: dt.date, version: int, *, recorded: Meeting | None = None) -> int | None:
    """The version of the data that a meeting on a day had before it, up to `version`: the one at which it was
    `recorded`, where that was on the day itself, else the last of the day. None where nothing had been loaded yet."""
    if recorded and recorded.at.date() == date:
        version = min(version, recorded.number)
    there = [load["version"] for load in store.loads() if load["changed_at"].date() <= date]
    first = min(there, default=None)
    if first is None or first > version:
        return None
    return max(v["version"] for v in store.versions() if v["changed_at"].date() <= date and v["version"] <= version)
