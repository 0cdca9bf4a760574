"""Financial years."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import SPACE


@dataclass(frozen=True)
class FinancialYear(CellType):
    """The year of a price, `2012-13` or `2012`. Excel turns a typed `2011-12` into December 2011: undone here."""

    says = "a financial year such as 2012-13"
    unread = "not-a-year"

    def reads(self, text: str) -> str:
        """A year alone, or one and the next. Any other two, as in 2012-04, are a month or a slip: neither is
        guessed."""
        # Excel takes a typed 2011-12 for December 2011: 2011-12-01 in a workbook, Dec-11 in CSV.
        month = f"strftime(try_strptime(regexp_replace({text}, '^Sept-', 'Sep-'), '%b-%y'), '%Y-%m')"
        date = f"regexp_replace({text}, '^(\\d{{4}}-(0\\d|1[0-2]))-01( 00:00:00)?$', '\\1')"
        both = f"'^(?:fy{SPACE}*)?(\\d{{4}}){SPACE}*[-/–]{SPACE}*(?:19|20)?(\\d\\d)$'"
        years = f"regexp_replace(coalesce({month}, {date}), {both}, '\\1-\\2', 'i')"
        next_year = f"(try_cast(left({years}, 4) AS INTEGER) + 1) % 100"
        return (
            f"CASE WHEN regexp_full_match({years}, '(19|20)\\d\\d') THEN {years} WHEN "
            f"regexp_full_match({years}, '(19|20)\\d\\d-\\d\\d') AND try_cast(right({years}, 2) AS INTEGER) = "
            f"{next_year} "
            f"THEN {years} END"
        )
