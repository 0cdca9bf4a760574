"""What is erased, and what of it there is: words that the store and whoever asks it share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ERASED = "(erased)"  # stands where a name or a text was


@dataclass(frozen=True)
class Erasure:
    """What is to be erased, one of these: a household with its cases, a case, an upload, or what is dated before a
    day. `written` is the reference as people have it, where the store has a pseudonym."""

    household: str = ""
    case: str = ""
    upload: int | None = None
    before: dt.date | None = None
    written: str = ""


@dataclass(frozen=True)
class Gone:
    """Who is erased, by the keys of their references, and the words by which they are named in texts that people
    wrote; none where these are too short to be told from other words."""

    households: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erased:
    """What there is of it, or was: rows of spreadsheets by their kind, in how many uploads, answers of the inbox,
    and lines that people wrote, such as a commentary. `cases` are the references of a household's cases, which go
    with it; `not_sought` says that its own reference is too short to be sought in texts. `renewed` are the backups
    that were made anew without it, `left` those that are not where they were made, or could not be written; `shared`
    is where it was shared, for a roll-up."""

    rows: Mapping[str, int] = field(default_factory=dict)
    uploads: int = 0
    answers: int = 0
    texts: int = 0
    cases: tuple[str, ...] = ()
    not_sought: bool = False
    renewed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not (any(self.rows.values()) or self.answers or self.texts)


@dataclass(frozen=True)
class Again:
    """So many rows of a sheet are of a household or a case that was erased, the last of them on this day."""

    rows: int
    day: dt.date


# What becomes of a line that people wrote, by the name and the value that it is kept under: the value as it is to be,
# None where the line goes.
Rewrite = Callable[[Gone, str, object], object]
