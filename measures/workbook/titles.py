"""Lines above tables, or above parts of one, that have the same headings: what they are, as the heading of a column."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from measures.cells import Choice, Date
from measures.cells.date import OF_WEEKS
from measures.cells.words import normalise
from measures.sheets import SHEETS
from measures.workbook.evidence import AGENCIES, Look
from measures.workbook.footers import MADE
from measures.workbook.layouts import DATE_HEADING
from measures.workbook.read import Cells

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
MONTH = re.compile(rf"\b(?:{MONTHS})\b\.?(?: '?(?:20)?\d\d\b)?", re.I)
MONTH_OF_A_YEAR = re.compile(rf"\b({MONTHS})\b\.?(?:[ -]20|-|,? ?['’])(\d\d)\b", re.I)  # and no day: March 12
A_DAY = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d(?: 00:00:00)?|\d{1,2}(?:st|nd|rd|th)?(?: of)? "
    rf"(?:{MONTHS})\.?,? \d{{4}})\b",
    re.I,
)
OF_THE_REPORT = re.compile(rf"\b(?:{MADE}|made|prepared|updated|issued|version)\b", re.I)
LINE_ABOVE = "Line above"  # the heading of titles that may be anything


def title_heading(titles: Sequence[str], headings: Collection[str]) -> str:
    """What these lines are, as the heading of a column; blank where they are one and the same. `headings` are those of
    the tables, normalised."""
    if len(titles) < 2 or len(set(titles)) < 2:
        return ""
    columns = (column for sheet in SHEETS.values() for column in sheet.columns)
    choices = {c.title: c.type.spellings() for c in columns if isinstance(c.type, Choice)}
    if choice := next((title for title, its in choices.items() if {*map(normalise, titles)} <= {*its}), None):
        field = choice
    elif are_days(titles):
        field = "Date"
    elif all(map(month_in, titles)):
        field = "Month"
    else:
        agencies = all(AGENCIES.search(normalise(title)) and not re.search(r"\d", title) for title in titles)
        field = "Agency" if agencies and not any(map(month_in, titles)) else LINE_ABOVE
    return LINE_ABOVE if normalise(field) in headings else field


def are_days(titles: Sequence[str]) -> bool:
    """Whether each line is a day, and not a month by its first."""
    look = Look.at(titles)
    return look.like(Date())[0] == len(titles) and not all(re.match(r"\d{4}-\d\d$", title.strip()) for title in titles)


def month_in(title: str) -> str:
    """The month, quarter or day that a line names, alone or among other words: "Calls of April 2025"."""
    if DATE_HEADING.match(title):
        return title
    found = MONTH.search(title)
    return found[0] if found else ""


def day_or_month_above(cells: Cells, head: int, rows: int = 10) -> str:
    """The one day, or the one month of a year, that stands above headings, or the one month in the name of a sheet;
    blank where there is none, or are several. When a report was made is another day, and a week is no day."""
    last = max(head - 1, 0)
    above = cells.table.slice(max(last - rows, 0), min(rows, last)).to_pylist()
    lines = [" ".join(words for words in row.values() if words) for row in above]
    found: dict[object, str] = {}
    for line in [*lines, cells.called]:
        if not OF_THE_REPORT.search(line) and not re.search(OF_WEEKS, line, re.I):
            days = [day[0].removesuffix(" 00:00:00") for day in A_DAY.finditer(line)] if line in lines else []
            months = [] if days else MONTH_OF_A_YEAR.finditer(line)
            found |= dict(zip(days, days)) | {(month[1][:3].lower(), month[2]): month[0] for month in months}
    return found.popitem()[1] if len(found) == 1 else ""
