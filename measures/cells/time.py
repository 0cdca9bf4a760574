"""Times of the day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from measures.cells.base import CellType
from measures.cells.words import SPACE
from measures.sql import let

# A time of twelve hours or of twenty-four. One that says its time zone is not what the clock on the wall says, and is
# none.
HALF = rf"{SPACE}*(am|pm|a\.m\.?|p\.m\.?)?"
CLOCK = rf"(\d{{1,2}})[:.](\d\d)(?:[:.]\d\d(?:\.\d+)?)?{HALF}"
HOUR = rf"(\d{{1,2}})(){SPACE}*(am|pm|a\.m\.?|p\.m\.?)"
BEGINNINGS = r"(?:1899|1900|1904)-\d\d-\d\d "  # a time alone is a moment of the day on which a workbook's dates begin
PART_OF_A_DAY = r"0?\.\d+"


def of_clock(text: str, form: str) -> str:
    """SQL: the time whose hour, minutes and half of the day a form finds in words; NULL where there is no such time."""
    hour, past, half = (f"regexp_extract({text}, '{form}', {n})" for n in (1, 2, 3))
    hour, past = f"{hour}::INTEGER", f"coalesce(try_cast({past} AS INTEGER), 0)"
    late = f"CASE WHEN left({half}, 1) = 'p' THEN 12 ELSE 0 END"
    return (
        f"CASE WHEN {past} < 60 AND {half} = '' AND {hour} < 24 THEN make_time({hour}, {past}, 0) "
        f"WHEN {past} < 60 AND {half} <> '' AND {hour} BETWEEN 1 AND 12 "
        f"THEN make_time(CASE WHEN {hour} = 12 THEN 0 ELSE {hour} END + {late}, {past}, 0) END"
    )


def of_a_day(part: str) -> str:
    """SQL: the time that a part of a day is; a computer has it a hair below what was written."""
    minutes = f"floor({part} * 1440 + 0.01)::INTEGER"
    return f"make_time({minutes} // 60, {minutes} % 60, 0)"


@dataclass(frozen=True)
class Time(CellType):
    """A time of the day."""

    says = "a time of the day, such as 14:30"
    stored = "TIME"
    unread = "not-a-time"
    number_format = "hh:mm"

    def reads(self, text: str) -> str:
        """09:15, 9.15, 9:15 pm, 3 pm, and what Excel makes of them."""
        clock, hour = f"^(?:{BEGINNINGS})?{CLOCK}$", f"^{HOUR}$"
        read = f"""CASE
            WHEN regexp_full_match(lowered, '{PART_OF_A_DAY}') THEN {of_a_day("lowered::DOUBLE")}
            WHEN regexp_matches(lowered, '{clock}') THEN {of_clock("lowered", clock)}
            WHEN regexp_matches(lowered, '{hour}') THEN {of_clock("lowered", hour)} END"""
        return let("lowered", f"lower({text})", read)

    def as_shown(self, text: str) -> str:
        """A time without the day on which a workbook's dates begin."""
        return text[11:16] if text[:4] in ("1899", "1900", "1904") and len(text) > 16 else text

    def example(self, value: object) -> str:
        """A time as its column holds it."""
        return f"TIME '{value:%H:%M}'" if isinstance(value, dt.time) else "NULL"

    def in_words(self, value: Any) -> str:
        return f"{value:%H:%M}"
