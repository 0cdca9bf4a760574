"""Two columns that say one thing together: when something began and ended, which makes its minutes; a year and a
month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from measures.cells import Date, Minutes, Street
from measures.cells.street import of_lines, without_number
from measures.cells.words import normalise
from measures.problems import Problem, shorten
from measures.schema import Column, Sheet
from measures.workbook.by_hand import LEFT_OUT
from measures.workbook.read import Cells

STARTS = "start|start time|time started|started|started at|call start|call started|time start|begin|began|time in"
ENDS = (
    "end|end time|time ended|ended|ended at|call end|call ended|time end|finish|finish time|finished|finished "
    "at|time finished|time out"
)
ENDED = re.compile(r"\b(?:ends?|ended|finish(?:ed)?|disconnect(?:ed)?|completion time)\b")  # in a heading
DAY = r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[./-](\d{1,2})[./-](\d{2,4})"
TIME = re.compile(
    rf"(?:(?:{DAY})[ T,]+)?(\d{{1,2}})[:.h]?([0-5]\d)(?:[:.]([0-5]\d)(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?", re.I
)
NO_DAYS = (1899, 1900, 1904)  # of a time of the day in a workbook
LONGEST = dt.timedelta(hours=12)  # beyond it an hour of the afternoon was taken for one of the night, or a day is wrong
MOSTLY = 0.8
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
APRIL = 4


@dataclass(frozen=True)
class Together:
    """The cells, of which one column has what two say; the columns matched; those that are read with another; and
    what is told of them."""

    cells: Cells
    matched: dict[int, Column]
    joined: dict[int, Column]
    notes: list[Problem]


def read_together(
    cells: Cells,
    sheet: Sheet,
    row: int,
    headings: Mapping[int, str],
    matched: dict[int, Column],
    by_hand: Mapping[int, str],
) -> Together:
    """Read a start and an end as minutes where no column has these, a year and a month as a month, and the name of a
    measure and what else a person says tells it from others as one name."""
    found = Together(cells, matched, {}, [])
    of_name = sorted(p for p, column in matched.items() if sheet.gap and column.name == sheet.named)
    for other in of_name[1:] if by_hand.keys() & {*of_name} else ():
        column = matched[other]
        found = _join(found, row, headings, column, of_name[0], other, lambda one, word: f"{word}, {one}", before=other)
    named = {normalise(words): p for p, words in sorted(headings.items(), reverse=True)}
    free = {words: p for words, p in named.items() if p not in matched and p not in by_hand}
    for column in sheet.columns:
        if isinstance(column.type, Minutes):
            # Where a person has confirmed that the end is of the minutes, it is read with its start all the same.
            said = {
                words: p for words, p in named.items() if matched.get(p) is column and by_hand.get(p) == column.name
            }
            ends = said if column in matched.values() else free
            of_starts = () if said else by_hand
            start = next(
                (named[words] for words in STARTS.split("|") if words in named and named[words] not in of_starts), None
            )
            end = next((ends[words] for words in ENDS.split("|") if words in ends), None)
            if start is not None and end is not None:
                found = _join(found, row, headings, column, end, start, _minutes)
        if isinstance(column.type, Date) and (column.type.periods or column.type.months):
            at = next((p for p, c in matched.items() if c is column), None)
            part = normalise(headings[at]) if at is not None else ""
            others = YEARS if part in PARTS else tuple(PARTS) if part in YEARS else ()
            other = next((free[words] for words in others if words in free), None)
            if at is not None and other is not None:
                year, of_year = (other, at) if part in PARTS else (at, other)
                join = PARTS[normalise(headings[of_year])]
                found = _join(found, row, headings, column, of_year, year, join, before=at)
        if isinstance(column.type, Street):
            taken = {p for p, name in by_hand.items() if name != LEFT_OUT}
            found = _street_in_lines(found, row, headings, column, taken)
    return found


def _street_in_lines(
    found: Together, row: int, headings: Mapping[int, str], column: Column, taken: Collection[int]
) -> Together:
    """Take the street from a further line of the address, in each row whose first line has none: Flat 3, Rose Court |
    14 Mill Road."""
    at = next((p for p, c in found.matched.items() if c is column), None)
    lines = {p: match for p, words in headings.items() if (match := LINE.fullmatch(normalise(words)))}
    if at is None or at not in lines or (lines[at][2] or "1") != "1":
        return found
    numbers = {
        p: int(match[2])
        for p, match in lines.items()
        if match[1] == lines[at][1] and match[2] not in (None, "1") and p not in {*found.matched, *found.joined, *taken}
    }
    table, further = found.cells.table, sorted(numbers, key=lambda p: numbers[p])
    words = [[(text or "").strip() for text in table[f"c{p}"].to_pylist()] for p in (at, *further)]
    its = [of_lines(each) for each in zip(*words, strict=True)]
    others = [i for i in range(row, len(its)) if its[i] != words[0][i]]
    if not others or not further:
        return found
    name = f"c{at}"
    made = [text if i < row else its[i] for i, text in enumerate(words[0])]
    table = table.set_column(
        table.column_names.index(name), name, pa.array([text or None for text in made], pa.string())
    )
    used = [p for p, column_ in zip(further, words[1:], strict=True) if any(column_[i] == its[i] for i in others)]
    notes = []
    for p in used:
        i = next(i for i in others if words[1 + further.index(p)][i] == its[i])
        details = {"value": shorten(headings[at]), "other": shorten(headings[p]), "field": column.title}
        details |= {
            "first": shorten(words[0][i]) or "a blank",
            "second": shorten(its[i]),
            "made": without_number(its[i]),
        }
        notes.append(Problem("joined", found.cells.sheet, row, p, details))
    return Together(
        replace(found.cells, table=table),
        found.matched,
        found.joined | dict.fromkeys(used, column),
        [*found.notes, *notes],
    )


def _join(
    found: Together,
    row: int,
    headings: Mapping[int, str],
    column: Column,
    at: int,
    first: int,
    join: Callable[[str, str], str | None],
    before: int | None = None,
) -> Together:
    """Put what two columns say into the one at a position, which is then `column`; nothing unless most rows that have
    both make sense."""
    table = found.cells.table
    name, other = f"c{at}", f"c{first}"
    words = [w.strip() if w else None for w in table[name].to_pylist()]
    ones = [w.strip() if w else None for w in table[other].to_pylist()]
    both = [(i, one, word) for i, (one, word) in enumerate(zip(ones, words, strict=True)) if i >= row and one and word]
    read = {i: join(one, word) for i, one, word in both}
    can_be = [i for i, made in read.items() if made]
    if not can_be or len(can_be) < MOSTLY * len(both):  # what lasts for days is no work of so many minutes
        return found
    example = can_be[0]
    made = [*words[:row], *(None for _ in words[row:])]
    for i, one, word in both:
        made[i] = read[i] or f"{one}, {word}"  # which is told as what cannot be read
    table = table.set_column(table.column_names.index(name), name, pa.array(made, pa.string()))
    matched = {p: c for p, c in found.matched.items() if p != before} | {at: column}
    joined = found.joined if first in matched else {**found.joined, first: column}
    details = {"value": shorten(headings[first]), "other": shorten(headings[at]), "field": column.title}
    details |= {"first": shorten(ones[example]), "second": shorten(words[example]), "made": read[example]}
    note = Problem("joined", found.cells.sheet, row, at, details)
    return Together(replace(found.cells, table=table), matched, joined, [*found.notes, note])


def of_one_contact(heading: str, starts: Sequence[str | None], ends: Sequence[str | None]) -> bool:
    """Whether a column, by its heading and its moments beside those of another, says when a call or a form ended, and
    not when anything was done: all of them within hours."""
    if not ENDED.search(normalise(heading)):
        return False
    both = [(_moment(one.strip()), _moment(two.strip())) for one, two in zip(starts, ends, strict=True) if one and two]
    took = [
        ended - begun + (other - day) if day and other and begun is not None and ended is not None else None
        for (day, begun), (other, ended) in both
    ]
    return bool(took) and all(each is not None and dt.timedelta() <= each <= LONGEST for each in took)


def _minutes(start: str, end: str) -> str | None:
    """The minutes from a start to an end, past midnight where it ends earlier; nothing where these cannot be."""
    (day, begun), (other, ended) = _moment(start), _moment(end)
    if begun is None or ended is None:
        return None
    took = ended - begun + ((other - day) if day and other else dt.timedelta())
    if took < dt.timedelta() and not (day and other):
        took += dt.timedelta(days=1)
    if not dt.timedelta() <= took <= LONGEST:
        return None
    return f"{took / dt.timedelta(minutes=1):.10g} mins"


def _moment(words: str) -> tuple[dt.date | None, dt.timedelta | None]:
    """The day that words name, if they do, and the time since its beginning."""
    if not (found := TIME.fullmatch(words)):
        return None, None
    year, month, day, first, second, last, hour, minute, seconds, half = found.groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half.lower() == "p")
    if hours > 23:
        return None, None
    time = dt.timedelta(hours=hours, minutes=int(minute), seconds=int(seconds or 0))
    if first:
        year, month, day = (last if len(last) == 4 else f"20{last}"), second, first
        if int(month) > 12:
            month, day = day, month
    try:
        on = dt.date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None, None
    return (None if on is None or on.year in NO_DAYS else on), time


YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?(?: ?[/-] ?(?:\d\d)?(\d\d))?")


def _month(year: str, of_year: str) -> str | None:
    """A month of a year, as Date reads it; nothing where it is not sure which it is, as of month 1 of 2023/24, or
    where it has a year of its own."""
    years, number = YEAR.fullmatch(year), re.fullmatch(r"(\d{1,2})(?:\.0)?", of_year)
    named = re.fullmatch(r"([a-z]{3,9})\.?", of_year.lower())
    if years and named and named[1][:3] in MONTHS:
        month = MONTHS.index(named[1][:3]) + 1
        return f"{int(years[1]) + (bool(years[2]) and month < APRIL)}-{month:02d}"
    if years and number and not years[2] and 1 <= int(number[1]) <= 12:
        return f"{years[1]}-{int(number[1]):02d}"
    return None


def _quarter(year: str, of_year: str) -> str | None:
    """A quarter of a calendar or a financial year, as Date reads it."""
    years, quarter = YEAR.fullmatch(year), re.fullmatch(r"(?:q|qtr|quarter)? ?([1-4])(?:\.0)?", of_year.lower())
    if not years or not quarter:
        return None
    return f"{years[1]}/{years[2]} Q{quarter[1]}" if years[2] else f"{years[1]} Q{quarter[1]}"


LINE = re.compile(r"(.*?\b(?:addr(?:ess)?|street)) ?(?:line|ln)? ?([1-5])?")  # Address line 1, Addr2, AddressLine3
YEARS = ("year", "financial year")
PARTS: dict[str, Callable[[str, str], str | None]] = {"month": _month, "quarter": _quarter}
