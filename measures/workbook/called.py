"""What the name of a sheet says of its rows: an agency or a place, without the months that it is of."""

from __future__ import annotations

import re
from functools import lru_cache

from measures.cells.date import WEEKDAY
from measures.cells.words import normalise
from measures.workbook.by_hand import OF_ABOVE, OF_NAME, OF_SHEET
from measures.workbook.completed import NAME
from measures.workbook.evidence import AGENCIES

MONTH, DAY = NAME.pattern, WEEKDAY
OF_A_YEAR = r"(?:20)?\d\d"
OF_TWO = "|".join(f"{year}[-/–]{year + 1}" for year in range(10, 50))  # 24-25, and not the 24-7 of a team
# What says with figures when something was: Q1, 2024-25, FY25, Week 12, w/c 03.03.25, March 2025, 3 Mar, YTD.
DATED = (
    rf"(?:fy ?)?20\d\d ?[-/–_.] ?{OF_A_YEAR}|(?:fy ?)?(?:{OF_TWO})|fy ?{OF_A_YEAR}|20\d\d|"
    rf"(?:q|qtr|quarter) ?[1-4]|h[12]|(?:w|wk|week)s? ?\d\d?|p\d\d|(?:period|month) ?\d\d?|ytd|year to date|"
    rf"\d\d?[./_-]\d\d?[./_-]{OF_A_YEAR}|w[/-]?[ce] ?\d\d?[./_-]\d\d?|w[/-]?[ce]|(?:{MONTH})[ '’_-]*{OF_A_YEAR}|"
    rf"\d\d?(?:st|nd|rd|th)? (?:{MONTH})(?: {OF_A_YEAR})?"
)
BETWEEN = r"[\s\-–—_,.:;()\[\]|&]+"
# What is only counted or kept: Housing calls, Police log.
WHAT_IS_KEPT = (
    r"(?:raw|all|the|new|old)|(?:data|logs?|lists?|registers?|trackers?|exports?|reports?|returns?|extracts?|sheets?|tabs?|tables?|"
    r"records?|figures|summary|overview|totals?|calls?|contacts|demands?|enquiries|requests|jobs|tickets|households|families|cases|costs?|"
    r"spend|ledger|transactions|log of calls)"
)
COPY = r"(?:copy(?: of)?|\(\d\d?\)|final|v\d+)"
WHEN = rf"{DATED}|{MONTH}|{DAY}|to|{COPY}"
AROUND = " -–—_,.:;|&"
NUMBERED = re.compile(r"^\d\d?(?:[.)]|\s*[-–])\s*(?=\D)")


@lru_cache(maxsize=2_000)
def name_in(called: str) -> tuple[str, bool]:
    """What is left of the name of a sheet without when its rows are of, the number before it and the mark of a copy;
    nothing where it says no more than these and what is kept. A month alone is no part of a place such as May Bank.

    And whether it is a guess, for the name is that of what is kept: Housing calls.

    >>> [name_in(words) for words in ("Q1 Housing", "Police - March", "2. Health", "Housing calls 2024-25", "Calls Q1")]
    [('Housing', False), ('Police', False), ('Health', False), ('Housing', True), ('', False)]
    """
    rest = NUMBERED.sub("", called.strip())
    while (less := _without(rest)) != rest:
        rest = less
    bare = rest
    while (less := _behind(bare, rf"{WHEN}|{WHAT_IS_KEPT}")) != bare:
        bare = less
    if re.fullmatch(rf"(?:{WHAT_IS_KEPT}|{BETWEEN}|\d)*", bare, re.I):
        return "", False
    return (bare, True) if bare != rest else (rest, False)


def said_by(called: str, value: str, above: str = "") -> str:
    """What a value is that may be taken from the name of the sheet, or from what stands `above` its table."""
    return {OF_SHEET: called, OF_NAME: name_in(called)[0], OF_ABOVE: above}.get(value, value)


def _without(words: str) -> str:
    """Words without one thing before and behind them that says when, or that marks a copy."""
    words = _behind(words, WHEN)
    found = re.match(
        rf"(?:{DATED}|to|{COPY})(?:{BETWEEN}|$)|(?P<month>{MONTH}|{DAY})(?P<between>{BETWEEN}|$)", words, re.I
    )
    if not found:
        return words
    rest = words[found.end() :].strip(AROUND)
    apart = not found["month"] or found["between"].strip() or not rest or AGENCIES.search(normalise(rest))
    return rest if apart else words


def _behind(words: str, parts: str) -> str:
    return re.sub(rf"(?:^|{BETWEEN})(?:{parts})[)\]]?$", "", words, flags=re.I).strip(AROUND)
