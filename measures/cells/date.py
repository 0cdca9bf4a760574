"""Days, and periods by their first day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from measures.cells.base import CellType
from measures.cells.time import HALF, of_a_day, of_clock
from measures.cells.words import SPACE, SPACES
from measures.sql import let, literal

DAY = r"\d{4}-\d\d-\d\d([T ].*)?"  # a cell that is a date, as it is read from a workbook
OF_MONTH, LATE, BETWEEN = "(?:0?[1-9]|1[0-2])", r"(?:1[3-9]|2\d|3[01])", "[ ./-]+"
NUMBERS = r"^(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+\d{2,4}"  # day and month, in words
EITHER_ORDER = rf"\D*{OF_MONTH}{BETWEEN}{OF_MONTH}{BETWEEN}\d{{2,4}}(?:\D.*)?"  # 03/02/2026
SHOWS_ORDER = rf"\D*(?:{LATE}{BETWEEN}\d\d?|\d\d?{BETWEEN}{LATE}){BETWEEN}\d{{2,4}}(?:\D.*)?"  # 22/01/2026, 01/22/2026
OF_TWO_DIGITS = rf"(\d\d){BETWEEN}(\d\d?){BETWEEN}(\d\d)(?:\D.*)?"  # 25-04-14, which may begin with its year
AS_THEY_STAND, EXCHANGED = "dates as they stand", "dates with day and month exchanged"
AS_MONTHS, MONTH_FIRST = "months without their days", "dates with the month first"
YEAR_FIRST = "dates with the year first"
AS_WEEKS = "weeks without their days"
MIDNIGHT = r"(?:[T ]0?0:00(?::00)?(?:\.0+)?Z?)?"
NO_DAY = rf"(?:1900-01-01|0001-01-01|9999-12-31|0?1[./-]0?1[./-](?:1900|0001)|31[./-]12[./-]9999){MIDNIGHT}"
FEW = 5  # so many times as many dates as days of the month, all of 12 or less, and the order is not sure
# In words: 2024-01, Jan 2024, Jan-24, Jan '24.
MONTH = r"\d{4} *[ ./-] *\d{1,2}|\d{4}[ .,/-]+[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}[ .,/'’-]+(\d{2}|\d{4})"
SERIAL = r"[2-7]\d{4}(\.\d+)?"
A_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
NO_DATE = "not a date this dashboard can read"
WELSH = {
    "jan": "ionawr", "feb": "chwefror", "mar": "mawrth", "apr": "ebrill", "may": "mai", "jun": "mehefin", "jul": "gorffennaf",
    "aug": "awst", "sep": "medi", "oct": "hydref", "nov": "tachwedd", "dec": "rhagfyr",
}  # fmt: skip
WEEKDAY = "(?:mon|tues?|wed(?:s|nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?"
# What words are that are no day, and why.
NO_DAYS = {
    "a day without its year": rf"\d{{1,2}}(?:st|nd|rd|th)?[ ./-]+(?:\d{{1,2}}|{A_MONTH})|{A_MONTH}[ "
    rf"./-]+\d{{1,2}}(?:st|nd|rd|th)?",
    "a year and not a day": r"(?:19|20)\d\d(?: ?[/–-] ?(?:\d\d|20\d\d))?",
    "a month and not a day": rf"{A_MONTH}[ ./'’-]*(?:19|20)?\d\d|\d{{1,2}}[./-](?:19|20)\d\d",
    "a quarter and not a day": r"(?:\S+ )?q(?:tr|uarter)?[ .]?[1-4]\b.*",
    "several dates and not one": r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b\D.*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*",
    "no day that there is": rf"\d{{1,4}}[ ./-]+(?:\d{{1,2}}|{A_MONTH})[ ./,-]+\d{{2,4}}(?:[T ,].*)?",
}
ENDING = r"(?:w/?e|(?:week|wk)\W+ending)\b"
COMMENCING = r"(?:w/?[cb]|(?:week|wk)\W+(?:commencing|beginning|starting))"
OF_WEEKS = rf"\b(?:(?P<end>{ENDING})|{COMMENCING}|week of|by week)"  # in a heading
WEEK = rf"(?i)^(?:{COMMENCING}|{ENDING})[:{SPACES}.-]+(.*\d\D.*\d.*)$"


def _is_no_day(text: str) -> str:
    """SQL: whether it is what a system writes where there is no day."""
    return f"regexp_full_match({text}, '{NO_DAY}')"


def of_week(text: str) -> str:
    """SQL: the day that follows "w/c" or "week ending", in words; a month that does is none. Other words stay as they
    are."""
    return f"regexp_replace({text}, '{WEEK}', '\\1')"


def is_week(text: str) -> str:
    """SQL: whether words are a week by one of its days: w/c 03/03/2025."""
    return f"regexp_matches({text}, '{WEEK}')"


def why_no_day(text: str) -> str:
    """What words are that are read as no day.

    >>> why_no_day("6 March"), why_no_day("31/04/2025"), why_no_day("soon")
    ('a day without its year', 'no day that there is', 'not a date this dashboard can read')
    """
    whole = (why for why, form in NO_DAYS.items() if re.fullmatch(form, text, re.I | re.S))
    return next(whole, NO_DATE)


@dataclass(frozen=True)
class Date(CellType):
    """A calendar day. Day comes before month, for the whole column, unless the manager says otherwise.

    `periods` takes weeks, quarters and years too, each as its first day: for points over time. What they are the whole
    column decides (`periods.py`).

    A spreadsheet program that takes 04/03/2025 for 3 April makes it a date, and leaves 13/03/2025 as words. Where a
    person says so, day and month of such dates are `exchanged`.

    Where `months` are taken too, a month is its first day, and a second column, `<name>_month`, says that its day is
    not known; `only_months`, which a person may say, makes every date one. As `only_weeks` each is a week, by its
    Monday, and a third column, `<name>_week`, says that its day is not known; where a heading says that they are the
    last days of weeks, `weeks_end`.

    Of a year in two digits a person may say that it comes first (`year_first`).

    With `times`, a time of the day that stands behind the day is kept in a column, `<name>_time`. Midnight is what a
    date without a time becomes, and is none.
    """

    periods: bool = False
    month_first: bool = False
    exchanged: bool = False
    months: bool = False
    times: bool = False
    only_months: bool = False
    only_weeks: bool = False
    weeks_end: bool = False
    year_first: bool = False

    stored = "DATE"
    unread = "not-a-date"
    asks = "Read what stands under “{}” as"
    number_format = "dd/mm/yyyy"

    @property
    def says(self) -> str:
        other = (
            ", or a period, such as w/c 01/01/2024, 2024-W01, Jan 2024, 2024 Q1, 2023/24 Q1, 2024 or 2023/24"
            if self.periods
            else ""
        )
        return f"a date, day first, such as 29/06/2012{other}"

    @property
    def beside(self) -> dict[str, str]:
        months = {"_month": "BOOLEAN", "_week": "BOOLEAN"} if self.months else {}
        return months | ({"_time": "TIME"} if self.times else {})

    def ways(self) -> tuple[str, ...]:
        """Whether a spreadsheet program read them in the other order, or made days of months or weeks; or the month
        comes first."""
        ways = AS_THEY_STAND, MONTH_FIRST, YEAR_FIRST, EXCHANGED
        return (*ways, AS_MONTHS, AS_WEEKS) if self.months else ways

    def read_in(self, way: str) -> Date | None:
        """The same days, those of which the month or the year comes first, those with day and month exchanged, or
        months or weeks."""
        if way not in self.ways():
            return None
        read = replace(self, month_first=way == MONTH_FIRST, exchanged=way == EXCHANGED, year_first=way == YEAR_FIRST)
        return replace(read, only_months=way == AS_MONTHS, only_weeks=way == AS_WEEKS)

    def one_day(self, value: str) -> str:
        """SQL over all rows: whether the dates are of one or two days of many months, as those of a few days are in
        the other order; first days are another question."""
        days, dates = f"count(DISTINCT extract(day FROM {value}))", f"count(DISTINCT {value})"
        return f"coalesce(max(extract(day FROM {value})) BETWEEN 2 AND 12 AND {FEW} * {days} <= {dates}, false)"

    def begins_with_its_year(self, text: str) -> str:
        """SQL over all rows: whether all dates have a year of two digits that may as well come first, and what does
        changes less often than what comes last, as years do and days do not."""
        first, month, last = (f"try_cast(regexp_extract({text}, '{OF_TWO_DIGITS}', {n}) AS INTEGER)" for n in (1, 2, 3))
        may_be = f"bool_and(regexp_full_match({text}, '{OF_TWO_DIGITS}') AND {month} <= 12 AND {last} BETWEEN 1 AND 31)"
        return (
            f"coalesce({may_be} AND count(DISTINCT {first}) < count(DISTINCT {last}) AND count(DISTINCT "
            f"{last}) >= 3, false)"
        )

    def by_heading(self, heading: str) -> Date | None:
        """Weeks, under Week commencing or Received (w/c)."""
        found = re.search(OF_WEEKS, heading, re.I) if self.months else None
        return replace(self, only_weeks=True, weeks_end=bool(found["end"])) if found else None

    def without_way(self, heading: str) -> str:
        """A heading without that it is of weeks; where it says no more, that of any date."""
        rest = re.sub(OF_WEEKS, " ", heading, flags=re.I).strip(" ()[]:,-–")
        return rest or "Date"

    def is_month(self, text: str) -> str:
        """SQL: whether words are a month, of which the day is not known."""
        return f"regexp_full_match({text}, {literal(MONTH)})"

    def only_firsts(self, text: str, value: str) -> str:
        """SQL over all rows: whether the days are first days of several months, as a spreadsheet program makes of
        months, and no word says that they are months."""
        firsts = f"bool_and(extract(day FROM {value}) = 1) AND count(DISTINCT {value}) > 1 AND count({value}) > 4"
        return f"{firsts} AND NOT bool_or({self.is_month(text)})"

    def doubt(self, text: str) -> str:
        """SQL over all rows: whether what are dates have a day of 12 or less, each of them, and what are words have
        none, each of them."""
        first, second = (f"try_cast(regexp_extract({text}, '{NUMBERS}', {n}) AS INTEGER)" for n in (1, 2))
        day, month = (f"try_cast(substr({text}, {start}, 2) AS INTEGER)" for start in (9, 6))
        is_day = f"regexp_full_match({text}, '{DAY}')"
        return (
            f"bool_or({day} <> {month}) FILTER ({is_day}) AND bool_and({day} <= 12) FILTER ({is_day}) AND "
            f"bool_and(greatest({first}, {second}) > 12) FILTER (NOT {is_day})"
        )

    def reads(self, text: str) -> str:
        """A day from the forms people and Excel write. One order for the whole column; nothing is guessed row by
        row."""
        if (
            self.only_weeks
        ):  # one that begins on a Sunday is that of the Monday after it, and one that ends there of that before
            day = replace(self, only_weeks=False)
            first = f"{day.reads(of_week(text))} - 3" if self.weeks_end else f"{day.first_of_week(text)} + 3"
            return f"date_trunc('week', {first})::DATE"
        # Of two-digit years, strptime takes 69-99 as 1969-1999.
        order = "%m/%d/%y" if self.month_first else "%y/%m/%d" if self.year_first else "%d/%m/%y"
        no_time = (  # the time of day is not used
            f"regexp_replace(regexp_replace({text}, ',?(T|{SPACE}+)\\d{{1,2}}:\\d\\d.*$', ''), "
            f"'(\\d{{4}}),?{SPACE}+\\d{{1,2}}\\.\\d\\d(\\.\\d\\d)?{SPACE}*([aApP]\\.?[mM]\\.?)?$', '\\1')"
        )
        # Mon 03/03/2025, as mail programs list their letters.
        bare = f"regexp_replace(no_time, '(?i)^{WEEKDAY}\\.?[,{SPACES}]+(\\d)', '\\1')"
        bare = f"CASE WHEN left(no_time, 1) > '9' THEN {bare} ELSE no_time END"
        slashed = f"regexp_replace({bare}, '{SPACE}*[./\\-{SPACES}]{SPACE}*', '/', 'g')"
        worded = f"regexp_replace(lower(no_time), '^{WEEKDAY}[,{SPACES}]+', '')"
        worded = f"regexp_replace({worded}, '(\\d)(st|nd|rd|th)\\b', '\\1')"
        worded = f"regexp_replace({worded}, '(\\d) of ', '\\1 ')"
        worded = f"regexp_replace({worded}, '[''’](\\d\\d)$', ' \\1')"  # Jan '24
        welsh = "worded"
        for month, name in WELSH.items():
            welsh = f"regexp_replace({welsh}, '\\b{name}\\b', '{month}')"
        is_welsh = f"regexp_matches(worded, '\\b({'|'.join(WELSH.values())})\\b')"
        worded = let("worded", worded, f"CASE WHEN {is_welsh} THEN {welsh} ELSE worded END")
        worded = f"regexp_replace(regexp_replace({worded}, '[{SPACES},./\\-]+', ' ', 'g'), 'sept( |$)', 'sep ')"
        in_words = """CASE
            WHEN regexp_full_match(worded, '\\d{1,2} [a-z]+ \\d+') THEN
                try_strptime(worded, ['%d %b %y', '%d %B %y', '%d %b %Y', '%d %B %Y'])::DATE
            WHEN regexp_full_match(worded, '[a-z]+ \\d{1,2} \\d{4}') THEN try_strptime(worded, ['%b %d %Y', '%B %d %Y'])::DATE
            WHEN regexp_full_match(worded, '\\d{4} [a-z]+ \\d{1,2}') THEN try_strptime(worded, ['%Y %b %d', '%Y %B %d'])::DATE
            WHEN regexp_full_match(worded, '(19|20)\\d{2} [a-z]+') THEN
                try_strptime('1 ' || worded, ['%d %Y %b', '%d %Y %B'])::DATE
            WHEN regexp_full_match(worded, '(19|20)\\d{6}') THEN try_strptime(worded, '%Y%m%d')::DATE
            WHEN regexp_full_match(worded, '[a-z]+ \\d+') THEN
                try_strptime('1 ' || worded, ['%d %b %y', '%d %B %y', '%d %b %Y', '%d %B %Y'])::DATE
        END"""
        in_figures = f"""CASE
            WHEN regexp_full_match(slashed, '\\d{{1,2}}/\\d{{1,2}}/(\\d\\d|\\d{{4}})') THEN
                try_strptime(slashed, ['{order}', '{order.replace("y", "Y")}'])::DATE
            WHEN regexp_full_match(slashed, '\\d{{4}}/\\d{{1,2}}/\\d{{1,2}}') THEN try_strptime(slashed, '%Y/%m/%d')::DATE
            WHEN regexp_full_match(slashed, '\\d{{4}}/\\d{{1,2}}') THEN try_strptime(slashed || '/1', '%Y/%m/%d')::DATE
            WHEN regexp_full_match({text}, '{SERIAL}') THEN DATE '1899-12-30' + floor({text}::DOUBLE)::INTEGER
            ELSE {let("worded", worded, in_words)}
        END"""
        as_date = f"try_cast(left({text}, 10) AS DATE)"
        if self.exchanged:
            other = f"substr({text}, 1, 4) || '-' || substr({text}, 9, 2) || '-' || substr({text}, 6, 2)"
            as_date = f"coalesce(try_cast({other} AS DATE), {as_date})"
        day = f"""CASE
            WHEN regexp_full_match({text}, '{DAY}') THEN {as_date}
            ELSE {let("no_time", no_time, let("slashed", slashed, in_figures))}
        END"""
        day = f"CASE WHEN {_is_no_day(text)} THEN NULL ELSE {day} END"
        return f"date_trunc('month', {day})::DATE" if self.only_months else day

    def not_known(self, text: str) -> str:
        """The days that systems write where there is none, too."""
        return f"({super().not_known(text)} OR {_is_no_day(text)})"

    def reads_beside(self, text: str) -> dict[str, str]:
        """Whether it is only a month, or a week; and the time that stands behind a day."""
        found = {}
        if self.months:
            is_one = f"{self.reads(text)} IS NOT NULL"
            month = is_one if self.only_months else "false" if self.only_weeks else self.is_month(text)
            week = is_one if self.only_weeks else "false"
            found = {"_month": f"CASE WHEN {month} THEN true END", "_week": f"CASE WHEN {week} THEN true END"}
        if self.times:
            found["_time"] = "NULL::TIME" if self.only_months or self.only_weeks else self._time(text)
        return found

    def _time(self, text: str) -> str:
        """SQL: the one time behind a day; NULL where there is none, more than one, or one with
        its time zone."""
        forms = (
            rf"^[^:]*(?:t|,|{SPACE})(\d{{1,2}}):(\d\d)(?::\d\d(?:\.\d+)?)?{HALF}$",
            rf"^[^:]*\d{{4}},?{SPACE}+(\d{{1,2}})\.(\d\d)(?:\.\d\d)?{HALF}$",
        )
        whens = " ".join(f"WHEN regexp_matches(lowered, '{form}') THEN {of_clock('lowered', form)}" for form in forms)
        part = of_a_day(f"({text}::DOUBLE - floor({text}::DOUBLE))")
        found = let("lowered", f"lower({text})", f"CASE {whens} END")
        return f"nullif(CASE WHEN regexp_full_match({text}, '{SERIAL}') THEN {part} ELSE {found} END, TIME '00:00')"

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No date, or a year before 1900 or after 2100, which is a slip of the finger; or a week, where a day is
        wanted."""
        ((code, unread),) = super().faults(text, value)
        no_date = f"({unread} OR {value} NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31')"
        if self.periods:
            return [(code, no_date)]
        return [(code, f"{no_date} AND NOT {is_week(text)}"), ("a-week", f"{unread} AND {is_week(text)}")]

    def first_of_week(self, text: str) -> str:
        """SQL: the first day of what is a week: the day itself, or six days before the one it ends on."""
        return f"({self.reads(of_week(text))}) - CASE WHEN regexp_matches({text}, '(?i)^{ENDING}') THEN 6 ELSE 0 END"
