"""Dates that have no year, such as Apr, M1, Q1, week 12, 31/03 - 06/04 or 4 March, with a year: by words alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from measures.cells.date import WELSH
from measures.cells.words import UNSEEN

APRIL = 4
FORM = re.compile(r"(?<!\d)(20\d\d)(?:\s*[/–-]\s*(20\d\d|\d\d))?(?!\d)")  # 2025, or 2024/25 from April to March
NAMES = tuple(WELSH)
MONTHS = {name: n for n, name in enumerate(NAMES, start=1)} | {
    welsh: NAMES.index(name) + 1 for name, welsh in WELSH.items()
}
LONG = "uary|ruary|ch|il|e|y|ust|t|tember|ober|ember"
NAME = re.compile(rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})(?:{LONG})?\.?")
NUMBER = re.compile(r"(?:m|p|period|month|mth)[ .]?0?(\d{1,2})")
QUARTER = re.compile(r"q(?:tr|uarter)?[ .]?([1-4])")
WEEK = re.compile(r"(?:w|wk|week)(?: ?(?:no|number|num))?[ .]?0?(\d{1,2})")
OF_WEEKS = re.compile(r"(?:week|wk)s?(?: ?(?:no|number|num)\.?)?", re.I)  # a heading over bare numbers
DAY = rf"0?(\d{{1,2}})(?:st|nd|rd|th)?[ ./-]+(?:0?(\d{{1,2}})|({NAME.pattern}))"
ONE_DAY = re.compile(DAY)
DAYS = re.compile(rf"(?:(?:w/?[cb]|w/?e)[ :.]+)?{DAY}\s*(?:-|–|—|to|until)\s*{DAY}")
STARTS = re.compile(rf"(?:w/?[cb]|week (?:commencing|beginning|starting))[ :.]+{DAY}")


def said_year(words: str) -> str | None:
    """A year as a person writes it, in one way: 2025, or 2024/25; None where it is neither.

    >>> said_year("2024-2025"), said_year("2025"), said_year("2024/26")
    ('2024/25', '2025', None)
    """
    found = FORM.fullmatch(words.strip())
    if not found:
        return None
    first, second = found.groups()
    if second is None:
        return first
    return f"{first}/{second[-2:]}" if int(second[-2:]) == (int(first) + 1) % 100 else None


def completed(words: str, year: str, heading: str = "", periods: bool = True, month_first: bool = False) -> str | None:
    """A date without its year, with the year that is said; None where the words are no such date. Quarters are read
    where `periods` are.

    >>> [completed(words, "2024/25") for words in ("Apr", "March", "M1", "Q4", "07/04 - 13/04", "4 March")]
    ['Apr 2024', 'Mar 2025', 'Apr 2024', '2024/25 Q4', 'w/c 2024-04-07', '2025-03-04']
    """
    folded = " ".join(words.strip(UNSEEN).lower().split())
    first, financial = int(year[:4]), "/" in year
    if found := NAME.fullmatch(folded):
        return _month(MONTHS[found[1]], first, financial)
    if (found := NUMBER.fullmatch(folded)) and 1 <= int(found[1]) <= 12:
        number = int(found[1])
        return _month((number + APRIL - 2) % 12 + 1 if financial else number, first, financial)
    if (found := QUARTER.fullmatch(folded)) and periods:
        return f"{year} Q{found[1]}"
    bare = re.fullmatch(r"0?(\d{1,2})", folded) if OF_WEEKS.fullmatch(heading.strip()) else None
    if (found := bare or WEEK.fullmatch(folded)) and 1 <= int(found[1]) <= 53:
        # Week 1 is that of 4 January, or of 1 April.
        begins = dt.date(first, APRIL, 1) if financial else dt.date(first, 1, 4)
        monday = begins - dt.timedelta(days=begins.weekday()) + dt.timedelta(weeks=int(found[1]) - 1)
        return f"w/c {monday}"
    if found := DAYS.fullmatch(folded):
        parts = found.groups()
        start, end = (_of(its, month_first) for its in (parts, parts[len(parts) // 2 :]))
        return _week(start, end, first, financial)
    if found := STARTS.fullmatch(folded):
        day = _date(_of(found.groups(), month_first), first, financial)
        return f"w/c {day}" if day else None
    if found := ONE_DAY.fullmatch(folded):
        day = _date(_of(found.groups(), month_first), first, financial)
        return str(day) if day else None
    return None


def _of(parts: Sequence[str], month_first: bool) -> tuple[int, int]:
    """A day and its month, by numbers."""
    day, month, name = parts[:3]
    if month:
        return (int(month), int(day)) if month_first else (int(day), int(month))
    found = NAME.fullmatch(name or "")
    return int(day), MONTHS[found[1]] if found else 0


def _month(month: int, first: int, financial: bool) -> str:
    return f"{NAMES[month - 1].title()} {first + (financial and month < APRIL)}"


def _date(of: tuple[int, int], first: int, financial: bool) -> dt.date | None:
    day, month = of
    try:
        return dt.date(first + (financial and month < APRIL), month, day)
    except ValueError:
        return None


def _week(start: tuple[int, int], end: tuple[int, int], first: int, financial: bool) -> str | None:
    """The week between two days, by its first, where some of it is in the year; None where they are of no week. One
    that goes over the end of a year may be its first or its last: it is the one that begins on a Monday."""
    opens = dt.date(first, APRIL if financial else 1, 1)
    closes = opens.replace(year=first + 1) - dt.timedelta(days=1)
    found = []
    for year in (first - 1, first, first + 1):
        begins, ends = _date(start, year, False), _date(end, year + (start[1] > end[1]), False)
        if begins and ends and begins < ends <= begins + dt.timedelta(days=6) and ends >= opens and begins <= closes:
            found.append(begins)
    if len(found) > 1:
        found = [begins for begins in found if begins.weekday() == 0]
    return f"w/c {found[0]}" if len(found) == 1 else None
