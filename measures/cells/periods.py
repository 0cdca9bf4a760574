"""Periods as people and Excel write them: weeks, quarters and years, each read as its first day.

Whether "2010/11" is a year or a month no row can say: the whole column decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from measures.cells.date import ENDING, Date, of_week
from measures.cells.financial_year import FinancialYear
from measures.cells.words import SPACES
from measures.problems import shorten

# The forms a cell may have: what the points of its column then are, and the code of the note that says how they are
# read.
DAYS = "days, weeks or months"
FORMS = {
    "day": (DAYS, None),
    "month": (DAYS, None),
    "week number": (DAYS, "week-numbers"),
    "week ending": (DAYS, "weeks-ending"),
    "quarter": ("calendar quarters", "calendar-quarters"),
    "financial quarter": ("financial quarters", "financial-quarters"),
    "year": ("calendar years", "calendar-years"),
    "financial year": ("financial years", "financial-years"),
}
# Other cells of the column say what these are: 2010/11, and 2010-11-01, which Excel may have made of it.
DOUBTFUL, MANGLED = "month or year", "mangled"

# Most dates are one of these and need no second look.
PLAIN_DAY = r"\d{4}-\d\d-\d\d([ T].*)?|\d{1,2}[./-]\d{1,2}[./-](\d\d|\d{4})( .*)?"
FIRST_OF_MONTH = r"\d{4}-\d\d-01.*"
QUARTER = r"\bq(?:tr|uarter)? ?([1-4])\b"
WEEK = r"w(?:k|eek)? ?(\d{1,2})"
# A quarter by its first month and its last: Apr-Jun 2025, October to December 2025.
FROM_TO = {
    1: "jan[a-z]* (?:to )?mar",
    2: "apr[a-z]* (?:to )?jun",
    3: "jul[a-z]* (?:to )?sep",
    4: "oct[a-z]* (?:to )?dec",
}


def periods(texts: str, text: str, date: Date) -> str:
    """SQL that says of each text of a table what `form` it has, its first day as a `date`, and its first day as a
    financial `year`.

    The form is one of FORMS, DOUBTFUL or MANGLED; NULL for what is neither day nor period. In steps, for each is used
    often.
    """
    # Words are folded for the odd ones only: Q1-2023 and 2023Q1 to "q1 2023" and "2023 q1".
    odd = f"CASE WHEN NOT regexp_full_match({text}, '{PLAIN_DAY}') THEN lower({text}) END"
    words = rf"trim(regexp_replace(regexp_replace({odd}, '[{SPACES},./–-]+', ' ', 'g'), '^(\d{{4}})([qw])', '\1 \2'))"
    words = rf"regexp_replace({words}, '^((?:19|20)\d\d)m?(\d\d)$', '\2 \1')"  # 2025M10 and 202510 to "10 2025"
    for number, months in FROM_TO.items():
        words = rf"regexp_replace({words}, '^{months}[a-z]* (\d{{4}})$', 'q{number} \1')"
    week = rf"regexp_replace(regexp_replace(words, '^{WEEK} (\d{{4}})$', '\2 w\1'), '^(\d{{4}}) {WEEK}$', '\1-W\2-1')"
    month = r"regexp_replace(words, '^(\d{4}) ([a-z]+)$', '\2 \1')"
    beside = f"regexp_replace(trim(regexp_replace(words, '{QUARTER}', '')), '^fy ?', '')"  # the year of a quarter
    beside = rf"replace(regexp_replace({beside}, '^(\d\d) (\d\d)$', '20\1 \2'), ' ', '-')"
    no_plain_day = f"words IS NOT NULL OR regexp_full_match({text}, '{FIRST_OF_MONTH}')"
    said = f"CASE WHEN quarter <> '' THEN {beside} WHEN {no_plain_day} THEN {text} END"
    surely_years = (
        rf"right(years, 2) NOT BETWEEN '01' AND '12' OR regexp_matches({text}, '^(?i:fy)|\d{{4}}\D+\d{{4}}$')"
    )
    months = "3 * (coalesce(try_cast(quarter AS INTEGER), 1) - 1) + CASE length(years) WHEN 7 THEN 3 ELSE 0 END"
    return rf"""
        WITH folded AS (
            SELECT {text}, {words} AS words, {date.reads("rest")} AS day
            FROM (SELECT {text}, {of_week(text)} AS rest FROM {texts})
        ), parts AS (
            SELECT *,
                regexp_extract(words, '{QUARTER}', 1) AS quarter,
                try_strptime({week}, '%G-W%V-%u')::DATE AS monday,
                try_strptime({month}, ['%m %Y', '%b %Y', '%B %Y'])::DATE AS month
            FROM folded
        ), yearly AS (
            SELECT *, {FinancialYear().reads("said")} AS years FROM (SELECT *, {said} AS said FROM parts)
        ), formed AS (
            SELECT *, (try_strptime(left(years, 4), '%Y') + to_months({months}))::DATE AS year, CASE
                WHEN quarter <> '' THEN CASE length(years) WHEN 4 THEN 'quarter' WHEN 7 THEN 'financial quarter' END
                WHEN length(years) = 4 THEN 'year'
                WHEN length(years) = 7 THEN CASE
                    WHEN {surely_years} THEN 'financial year'
                    WHEN regexp_full_match({text}, '\d{{4}}\D{{1,3}}\d\d') THEN '{DOUBTFUL}' ELSE '{MANGLED}' END
                WHEN regexp_matches({text}, '(?i)^{ENDING}') AND day IS NOT NULL THEN 'week ending'
                WHEN regexp_matches(words, '^(\d{{4}} \d\d?|[a-z]+ \d+)$') AND day IS NOT NULL THEN 'month'
                WHEN day IS NOT NULL THEN 'day'
                WHEN isoyear(monday)::VARCHAR = regexp_extract(words, '\d{{4}}') THEN 'week number'
                WHEN month IS NOT NULL THEN 'month'
            END AS form
            FROM yearly
        )
        SELECT {text}, form, year, CASE form
            WHEN 'week ending' THEN day - 6
            WHEN 'week number' THEN monday
            WHEN 'day' THEN day
            WHEN 'month' THEN coalesce(day, month)
            WHEN '{DOUBTFUL}' THEN day
            WHEN '{MANGLED}' THEN day
            ELSE year
        END AS date
        FROM formed"""


@dataclass(frozen=True)
class Meaning:
    """What the dates of a column are: `years` where 2010/11 is a financial year, not November 2010.

    `notes` say how cells are read, (code, example) each; `problem` why they cannot be, (code, details).
    """

    years: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    problem: tuple[str, dict[str, str]] | None = None


def meaning(found: Mapping[str, tuple[int, str]]) -> Meaning:
    """What a column means, from the forms of its cells: how many different ones there are of each, and an example.

    Two cells that may be months or years are years: as months they would lie a year and a month apart.
    """
    forms = {name: example for name, (_, example) in found.items() if name in FORMS}
    count, doubtful = found.get(DOUBTFUL, (0, ""))
    years = "financial year" in forms or (count > 1 and "month" not in forms)
    notes = []
    if doubtful and not years and "month" not in forms:
        year, month = int(doubtful[:4]), int(doubtful[-2:])
        details = {"value": doubtful, "month": f"{dt.date(year, month, 1):%b %Y}", "year": f"{year}/{year + 1}"}
        return Meaning(problem=("month-or-year", details))
    if doubtful:
        forms["financial year" if years else "month"] = doubtful
        notes += [] if years else [("months-not-years", doubtful)]
    if MANGLED in found:
        forms.setdefault("financial year" if years else "day", found[MANGLED][1])
    groups: dict[str, str] = {}
    for name, (group, _) in FORMS.items():
        if name in forms:
            groups.setdefault(group, forms[name])
    if len(groups) > 1:
        those = " and ".join(f'{what} ("{shorten(example)}")' for what, example in groups.items())
        return Meaning(years, problem=("mixed-periods", {"those": those}))
    notes += [(FORMS[name][1], example) for name, example in forms.items() if FORMS[name][1]]
    return Meaning(years, tuple(notes))
