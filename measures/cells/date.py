"""Days, and periods by their first day."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import SPACE, SPACES
from measures.sql import let

SERIAL = r"[2-7]\d{4}(\.\d+)?"


@dataclass(frozen=True)
class Date(CellType):
    """A calendar day. Day comes before month, for the whole column, unless the manager says otherwise.

    `periods` takes weeks, quarters and years too, each as its first day: for points over time. What they are the whole
    column decides (`periods.py`).
    """

    periods: bool = False
    month_first: bool = False

    stored = "DATE"
    unread = "not-a-date"
    number_format = "dd/mm/yyyy"

    @property
    def says(self) -> str:
        other = ", or a period, such as Jan 2024, 2024 Q1, 2023/24 Q1, 2024 or 2023/24" if self.periods else ""
        return f"a date, day first, such as 29/06/2012{other}"

    def reads(self, text: str) -> str:
        """A day from the forms people and Excel write. One order for the whole column; nothing is guessed row by
        row."""
        # Of two-digit years, strptime takes 69-99 as 1969-1999.
        order = "%m/%d" if self.month_first else "%d/%m"
        no_time = f"regexp_replace({text}, '(T|{SPACE})\\d{{1,2}}:\\d\\d.*$', '')"  # the time of day is not used
        slashed = f"regexp_replace(no_time, '{SPACE}*[./\\-{SPACES}]{SPACE}*', '/', 'g')"
        worded = (
            f"regexp_replace(lower(no_time), '^(mon|tues?|wed(nes)?|thur?s?|fri|sat(ur)?|sun)(day)?[,{SPACES}]+', '')"
        )
        worded = f"regexp_replace({worded}, '(\\d)(st|nd|rd|th)\\b', '\\1')"
        worded = f"regexp_replace(regexp_replace({worded}, '[{SPACES},./\\-]+', ' ', 'g'), 'sept( |$)', 'sep ')"
        in_words = """CASE
            WHEN regexp_full_match(worded, '\\d{1,2} [a-z]+ \\d+') THEN try_strptime(worded, ['%d %b %y', '%d %B %y', '%d %b %Y', '%d %B %Y'])::DATE
            WHEN regexp_full_match(worded, '[a-z]+ \\d{1,2} \\d{4}') THEN try_strptime(worded, ['%b %d %Y', '%B %d %Y'])::DATE
            WHEN regexp_full_match(worded, '[a-z]+ \\d+') THEN try_strptime('1 ' || worded, ['%d %b %y', '%d %B %y', '%d %b %Y', '%d %B %Y'])::DATE
        END"""
        in_figures = f"""CASE
            WHEN regexp_full_match(slashed, '\\d{{1,2}}/\\d{{1,2}}/(\\d\\d|\\d{{4}})') THEN try_strptime(slashed, ['{order}/%y', '{order}/%Y'])::DATE
            WHEN regexp_full_match(slashed, '\\d{{4}}/\\d{{1,2}}/\\d{{1,2}}') THEN try_strptime(slashed, '%Y/%m/%d')::DATE
            WHEN regexp_full_match(slashed, '\\d{{4}}/\\d{{1,2}}') THEN try_strptime(slashed || '/1', '%Y/%m/%d')::DATE
            WHEN regexp_full_match({text}, '{SERIAL}') THEN DATE '1899-12-30' + floor({text}::DOUBLE)::INTEGER
            ELSE {let("worded", worded, in_words)}
        END"""
        return f"""CASE
            WHEN regexp_full_match({text}, '\\d{{4}}-\\d\\d-\\d\\d([T ].*)?') THEN try_cast(left({text}, 10) AS DATE)
            ELSE {let("no_time", no_time, let("slashed", slashed, in_figures))}
        END"""

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No date, or a year before 1900 or after 2100, which is a slip of the finger."""
        ((code, unread),) = super().faults(text, value)
        return [(code, f"({unread} OR {value} NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31')")]
