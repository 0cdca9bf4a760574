"""What the cells of a column look like, where its heading does not say what it is.

A look and no reading: it is had of few rows, costs next to nothing and decides nothing that is loaded. What a cell is
read as its type says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from measures.cells import (
    CellType,
    Change,
    Choice,
    Date,
    FinancialYear,
    Minutes,
    Money,
    Number,
    Postcode,
    Rating,
    Ref,
    Street,
    Time,
    YesNo,
)
from measures.cells.date import WELSH
from measures.cells.street import HAS_NUMBER, IS_STREET
from measures.cells.words import NOT_KNOWN
from measures.cells.yes_no import NO, YES
from measures.personal.details import NAME, PHONE, details

MONTH = rf"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|{'|'.join(WELSH.values())})[a-z]*"
CLOCK = r"(?:[\sT,.]+\d{1,2}[:.]\d\d.*)?"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
DATE = re.compile(
    rf"{WEEKDAY}(?:\d{{1,4}} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{2,4}}|\d{{1,4}}(?:st|nd|rd|th)?(?: of)?[ ./-]{MONTH}[ "
    rf",./'’-]+\d{{2,4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:19|20)\d\d-\d\d){CLOCK}",
    re.I,
)
BARE_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # 20240503
BARE_DATE = re.compile(rf"{BARE_DAY}|[2-7]\d{{4}}(?:\.\d+)?")  # or 45415
PERIOD = re.compile(rf"{MONTH}[ '’-]*\d{{2,4}}|(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?|q[1-4][ /-].*|.*\bq[1-4]", re.I)
YEAR = re.compile(r"(?:19|20)\d\d(?: ?[/–-] ?(?:\d\d|\d{4}))?")
UNITS = r"(?:%|[pkmhd]|hrs?|hours?|mins?|minutes?|secs?|seconds?|days?|weeks?)"
NUMBER = re.compile(rf"[-+(]*(?:[£$€]|GBP)? ?[-+]?\d[\d,]*(?:\.\d+)?\)?(?: ?{UNITS}\.?| ?(?:CR|DR|GBP|-))?", re.I)
DURATION = re.compile(r"\d+(?:\.\d+)? ?h(?:(?:ou)?rs?)?\.?,? ?(?:and )?\d+ ?(?:m(?:in(?:ute)?s?)?\.?)?|\d+ ?s", re.I)
TIME = re.compile(r"\d+:\d\d(?::\d\d)?")
OF_DAY = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)?|(?:0?[1-9]|1[0-2]) ?[ap]\.?m\.?", re.I
)
EXCEL_TIME = re.compile(r"(?:1899|1900|1904)-\d\d-\d\d (?=\d\d:)")  # before a time alone, as it is read from a workbook
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.I)
REFERENCE = re.compile(
    r"\b(?:id|ref|reference|identifier|code)\b|.\b(?:no|nr|num|number)$"
)  # a heading over no figures
ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://.*")
# Words of the names of agencies.
AGENCIES = re.compile(
    r"\b(?:police|constabulary|health|nhs|hospital|gps?|camhs|housing|homelessness|repairs|council|borough|social|children|childrens|"
    r"adults?|care|education|schools?|youth|yot|probation|fire|ambulance|dwp|jobcentre|job centre|benefits?|revenues?|"
    r"council tax|waste|refuse|environment|environmental|highways|planning|leisure|libraries|customer|contact centre|"
    r"citizens advice|trust|association|agency|service|services|department|team)\b"
)


def _number(words: str) -> float | None:
    digits = re.sub(r"[^\d.]", "", words)
    return float(digits) if NUMBER.fullmatch(words) and digits.count(".") <= 1 and digits.strip(".") else None


def is_date(words: str) -> bool:
    """A day, as people and systems write it."""
    return bool(DATE.fullmatch(words))


def _is_number(words: str) -> bool:
    return _number(words) is not None


def _is_score(words: str) -> bool:
    words = re.sub(r"\s*(?:/|out of)\s*(?:5|10)$", "", words, flags=re.I)
    return (value := _number(words)) is not None and 0 <= value <= 10


def is_words(words: str) -> bool:
    """Words, that is no date, no figure, no address on the net and no Yes or No."""
    folded = words.lower()
    looks = (DATE, PERIOD, NUMBER, TIME, DURATION, ADDRESS)
    return folded not in YES + NO and not any(look.fullmatch(words) for look in looks)


def as_below(words: str, below: Sequence[str | None]) -> bool:
    """Whether what stands in the place of a heading is a date over dates, and so a cell of a row as those below it
    are."""
    dates = [is_date(cell.strip()) for cell in below if cell and cell.strip()]
    return is_date(words) and len(dates) > 1 and all(dates)


DAY_FIRST = re.compile(
    r"(?:\d{4}[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<one>\d{1,2})[-/. ](?P<two>\d{1,2}|[a-z]+)[-/. ]\d{2,4})\b.*",
    re.I,
)


def has_days(words: Sequence[str | None]) -> bool:
    """Whether cells are days, and not months by their first day, whichever of day and month comes first."""
    filled = [text.strip() for text in words if text and text.strip()]
    found = [
        match for text in filled if is_date(text.removesuffix(" 00:00:00")) and (match := DAY_FIRST.fullmatch(text))
    ]
    if len(found) < max(0.8 * len(filled), 2):
        return False
    return all({*(match["d"] or match[which] for match in found)} - {"1", "01"} for which in ("one", "two"))


# For each type of cell, what its cells look like, and what they are called.
LOOKS: dict[type[CellType], tuple[Callable[[str], bool], str]] = {
    Date: (is_date, "dates"),
    FinancialYear: (lambda words: bool(YEAR.fullmatch(words)), "years"),
    Minutes: (
        lambda words: _is_number(words) or bool(TIME.fullmatch(words) or DURATION.fullmatch(words)),
        "figures",
    ),
    Money: (_is_number, "figures"),
    Rating: (_is_score, "figures from 0 to 10"),
    Number: (_is_number, "figures"),
    Change: (_is_number, "figures"),
    Postcode: (lambda words: bool(POSTCODE.fullmatch(words)), "postcodes"),
    YesNo: (lambda words: words.lower() in YES + NO, "Yes or No"),
    Ref: (
        lambda words: not is_date(words) and not TIME.fullmatch(words) and len(words.split()) <= 3,
        "references",
    ),
    Street: (lambda words: is_words(words) and not POSTCODE.fullmatch(words), "words"),
    Time: (lambda words: bool(OF_DAY.fullmatch(words)), "times of the day"),
}


@dataclass(frozen=True)
class Look:
    """The filled cells of a column, of few rows."""

    cells: tuple[str, ...]
    _like: dict[tuple[CellType | None, bool], tuple[int, str]] = field(default_factory=dict, compare=False)

    @classmethod
    def at(cls, cells: Sequence[str | None]) -> Look:
        filled = (EXCEL_TIME.sub("", words.strip()).removesuffix(" 00:00:00") for words in cells if words)
        return cls(tuple(words for words in filled if words and words.lower() not in NOT_KNOWN))

    @cached_property
    def words(self) -> float:
        """How many words a cell has, on average."""
        return sum(len(cell.split()) for cell in self.cells) / max(len(self.cells), 1)

    @cached_property
    def distinct(self) -> float:
        """How many of its cells differ, as a share."""
        return len(set(self.cells)) / max(len(self.cells), 1)

    @cached_property
    def names(self) -> bool:
        """Whether most of its cells are words, such as Health, and no references."""
        return 2 * sum(bool(re.fullmatch(r"[^\W\d_]{5,}.*", c) and not re.search(r"\d", c)) for c in self.cells) > len(
            self.cells
        )

    @cached_property
    def times_of_day(self) -> bool:
        """Whether it looks like when something was, and not how long it took: times up to the evening."""
        hours = [int(c.split(":")[0]) for c in self.cells if TIME.fullmatch(c)]
        return 2 * len(hours) > len(self.cells) and all(hour < 24 for hour in hours) and max(hours) >= 12

    @cached_property
    def streets(self) -> bool:
        """Whether one in three or more ends as streets do, or has the number of a house."""
        found = sum(bool(IS_STREET.fullmatch(cell) or HAS_NUMBER.search(cell)) for cell in self.cells)
        return 3 * found >= len(self.cells) > 0

    @cached_property
    def people(self) -> bool:
        """Whether one in three or more, and two at least, are the names of people."""
        texts = {*self.cells}
        found = sum(any(detail.what == NAME for detail in details(text)) for text in texts)
        return found > 1 and 3 * found >= len(texts)

    @cached_property
    def telephones(self) -> bool:
        """Whether half or more are numbers of telephones."""
        found = sum(any(detail.what == PHONE for detail in details(cell)) for cell in self.cells)
        return 2 * found >= len(self.cells) > 0

    @cached_property
    def sentences(self) -> bool:
        """Whether it looks like what people said."""
        return self.words >= 3.5 and self.distinct > 0.7 and self.like(None)[0] >= 0.8 * len(self.cells)

    def like(self, type_: CellType | None, asked: bool = False) -> tuple[int, str]:
        """How many of its cells look like this type, and what such cells are called. What is `asked` in a heading
        may be told as Yes or No, and a date in figures alone."""
        if (type_, asked) not in self._like:
            self._like[type_, asked] = self._count(type_, asked)
        return self._like[type_, asked]

    def _count(self, type_: CellType | None, asked: bool) -> tuple[int, str]:
        if isinstance(type_, Choice):
            spelled = sum(type_.option_of(cell) is not None for cell in self.cells)
            yes_no = sum(cell.lower() in YES + NO for cell in self.cells) if asked and type_.asked else 0
            return (yes_no, "Yes or No") if yes_no > spelled else (spelled, f"words for {type_.says}")
        if isinstance(type_, Date) and (type_.periods or asked):
            forms = (DATE, *((PERIOD,) if type_.periods else ()), *((BARE_DATE,) if asked else ()))
            called = "dates or periods" if type_.periods else "dates"
            return sum(any(form.fullmatch(cell) for form in forms) for cell in self.cells), called
        looks, called = LOOKS.get(type(type_), (is_words, "words")) if type_ else (is_words, "words")
        return sum(map(looks, self.cells)), called
