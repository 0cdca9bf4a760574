"""Minutes of work."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from measures.cells.number import EXACT, Measured, figure
from measures.cells.units import (
    HOURS,
    HOURS_AND_MINUTES,
    MINUTES,
    MINUTES_AND_SECONDS,
    OF_LENGTH,
    PARTS_OF_A_DAY,
    SECONDS,
    Unit,
)
from measures.cells.words import SPACE

BARE = r"[\d.,]+"  # a figure alone, which has its unit from its column
# Hours and minutes, or minutes and seconds: as words, or as Excel makes a time of the day of them.
CLOCK = r"\d{1,4}:[0-5]\d|(1899|1900|1904)-\d\d-\d\d \d\d:\d\d:00"
TIME = r"(1899|1900|1904)-\d\d-\d\d \d\d:\d\d:\d\d"

# What a demand takes on average, in minutes. Beyond these a person is asked: hours or seconds were taken for minutes,
# or minutes for hours. Where nothing says what the figures are, less is needed to ask.
LONG, LONG_UNSAID, SHORT = 240, 120, 0.25
A_DAY = 24 * 60


@dataclass(frozen=True)
class Minutes(Measured):
    """Minutes of work, from a column of minutes, hours or seconds. An Excel duration (0:25) is read as minutes too, and
    so is a cell that says its own unit (1 h 30, 90 secs)."""

    unit: Unit = MINUTES

    stored = "DOUBLE"
    units = (MINUTES, HOURS, SECONDS, HOURS_AND_MINUTES, MINUTES_AND_SECONDS, PARTS_OF_A_DAY)
    no_units = (OF_LENGTH,)

    @property
    def says(self) -> str:
        such = {HOURS: "0.5", SECONDS: "90", HOURS_AND_MINUTES: "0:25", MINUTES_AND_SECONDS: "4:30"}
        return f"{self.unit.name} as a number, such as {such.get(self.unit, '25')}"

    def reads(self, text: str) -> str:
        """A number of minutes; `1 h 30`, `0:25` and what Excel makes of it."""
        # A duration typed as 0:25 is a day fraction to Excel, and comes as a moment of 31 December 1899, its day 0; or
        # of 1 January 1904, where the workbook counts from there. Excel has a 29 February 1900, which was none: 61 days
        # are its 1 March.
        start = (
            f"CASE WHEN starts_with({text}, '1904') THEN TIMESTAMP '1904-01-01' "
            f"WHEN {text} >= '1900-03' THEN TIMESTAMP '1899-12-30' ELSE TIMESTAMP '1899-12-31' END"
        )
        duration = f"date_diff('second', {start}, try_cast({text} AS TIMESTAMP)) / 60.0"
        # In CSV it is as Excel shows it: hours, minutes and perhaps seconds; or minutes and seconds, where these are
        # what a column has.
        clock = " + ".join(
            f"coalesce(try_cast(split_part({text}, ':', {n}) AS DOUBLE), 0) * {m}"
            for n, m in ((1, 60), (2, 1), (3, "1 / 60.0"))
        )
        if self.unit == MINUTES_AND_SECONDS:
            # 3:45 that is typed for minutes and seconds is hours and minutes to Excel; where one cell has seconds, all
            # are what they show.
            has_seconds = f"bool_or({_has_seconds(text)}) OVER ()"
            clock = f"CASE WHEN regexp_full_match({text}, '{CLOCK}') THEN ({clock}) / 60.0 ELSE {clock} END"
            duration = f"CASE WHEN {has_seconds} THEN {duration} ELSE {duration} / 60.0 END"
        of_an_hour = rf"(?:(\d{{1,4}}){SPACE}*(?:m|min|mins|minute|minutes)?\.?)?"
        hours = rf"^(\d{{1,4}}(?:\.\d+)?){SPACE}*(?:h|hr|hrs|hour|hours)\.?,?{SPACE}*(?:and{SPACE}*)?{of_an_hour}$"
        part = "coalesce(try_cast(regexp_extract(lower({}), '{}', {}) AS DOUBLE), 0)".format
        in_hours = f"{part(text, hours, 1)} * 60 + {part(text, hours, 2)}"
        bare = f"regexp_replace(lower({text}), '\\s*[a-z]+\\.?$', '')"
        return f"""CASE
            WHEN regexp_full_match({text}, '{TIME}') THEN {duration}
            WHEN regexp_full_match({text}, '\\d{{1,4}}(:[0-5]\\d){{1,2}}') THEN {clock}
            WHEN regexp_full_match(lower({text}), '{hours}') THEN {in_hours}
            WHEN regexp_matches(lower({text}), '\\d\\s*(minutes|minute|mins|min|m)\\.?$') THEN {_in(MINUTES, bare)}
            WHEN regexp_matches(lower({text}), '\\d\\s*(seconds|second|secs|sec|s)\\.?$') THEN {_in(SECONDS, bare)}
            ELSE {_in(self.unit, text)} END"""

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No number, or below nought."""
        return [*super().faults(text, value), ("out-of-range", f"{value} < 0")]

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Work on one demand that lasts for a day and a night."""
        return [("day-of-work", f"{value} >= {A_DAY}")]

    def doubt(self, text: str, value: str, stated: bool) -> str:
        """Too long or too short for what one demand takes; or, where nothing says what the figures are, so small and so
        often with a fraction that they are hours. A clock's two figures may be minutes and seconds."""
        bare = f"regexp_full_match({text}, '{BARE}') AND {value} > 0"
        long = LONG if stated else LONG_UNSAID
        tests = [f"avg({value}) FILTER ({bare}) NOT BETWEEN {SHORT} AND {long}"]
        if not stated:
            fractions = f"count(*) FILTER ({bare} AND {value} <> floor({value}))"
            tests.append(f"(avg({value}) FILTER ({bare}) < 8 AND 10 * {fractions} >= count(*) FILTER ({bare}))")
        if self.unit != HOURS_AND_MINUTES:
            seconds = f"count(*) FILTER ({_has_seconds(text)})"
            tests.append(f"avg({value}) FILTER (regexp_full_match({text}, '{CLOCK}')) > {long} AND {seconds} = 0")
        return " OR ".join(f"coalesce({test}, false)" for test in tests)

    def signs(self, text: str, value: str) -> dict[str, str]:
        """Whether it is a time of a clock, too."""
        return super().signs(text, value) | {"read-as-clock": f"regexp_full_match({text}, '{CLOCK}')"}

    def clock(self, text: str, value: str) -> str:
        """SQL: of all rows the longest time that is read as hours and minutes and may be minutes and seconds, and what
        it comes to; nothing where the column says which, or one of its cells does."""
        if self.unit in (HOURS_AND_MINUTES, MINUTES_AND_SECONDS):
            return "SELECT NULL, NULL WHERE false"
        is_clock = f"regexp_full_match({text}, '{CLOCK}')"
        return (
            f"SELECT arg_max({text}, {value}), max({value}) FROM typed WHERE {is_clock} HAVING count(*) > 0 AND "
            f"NOT EXISTS (FROM typed WHERE {_has_seconds(text)})"
        )

    def as_shown(self, text: str) -> str:
        if not re.fullmatch(TIME, text):
            return text
        start = "1904-01-01" if text.startswith("1904") else "1899-12-30" if text >= "1900-03" else "1899-12-31"
        took = dt.datetime.fromisoformat(text) - dt.datetime.fromisoformat(start)
        return f"{took // dt.timedelta(hours=1)}{text[-6:]}"

    def in_words(self, value: Any) -> str:
        return f"{round(value, 2):,.10g} minute{'' if value == 1 else 's'}"


def _has_seconds(text: str) -> str:
    """SQL: whether a cell is a time that Excel has with seconds."""
    return f"regexp_full_match({text}, '{TIME}') AND NOT ends_with({text}, ':00')"


def _in(unit: Unit, text: str) -> str:
    """SQL: a figure of this unit, in minutes."""
    return f"(({figure(text, EXACT)}){unit.converts})::DOUBLE" if unit.converts else figure(text)
