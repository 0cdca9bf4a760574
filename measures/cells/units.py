"""The units that a heading, a row of units, or the name of a sheet may say a column is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True)
class Unit:
    """A unit, and how a figure in it becomes one of the unit that is kept.

    `words` is a pattern of how it is written in a heading; `mark` of a shorter way, which says so only where it stands
    by itself: in brackets, or after a comma or a slash. `converts` is SQL that follows the figure.
    """

    name: str
    words: str
    mark: str = ""
    converts: str = ""


MINUTES = Unit("minutes", r"min(?:ute)?s?\.?|munud(?:au)?", "m")
HOURS = Unit("hours", r"hours?|hrs?\.?|awr|oriau", "h", " * 60")
SECONDS = Unit("seconds", r"sec(?:ond)?s?\.?|eiliad(?:au)?", "s", " / 60.0")
HOURS_AND_MINUTES = Unit("hours:minutes", r"\[?h{1,3}\]?:mm(?::ss)?")
MINUTES_AND_SECONDS = Unit("minutes:seconds", r"\[?m{1,3}\]?:ss", converts=" / 60.0")

PARTS_OF_A_DAY = Unit("parts of a day", r"parts? of a day", converts=" * 1440")  # as a spreadsheet program keeps times

POUNDS = Unit("pounds", r"£|pounds?|gbp|punnoedd")
THOUSANDS = Unit(
    "thousands of pounds",
    r"(?:£|gbp)? ?['’`]?(?:1,?000|000)['’`]?s?|(?:£|gbp) ?k|(?:£|gbp)? ?thousands?(?: (?:of )?pounds)?|(?:£|gbp) "
    r"?ths|[kt] ?(?:£|gbp)|miloedd",
    "k",
    " * 1000",
)
MILLIONS = Unit(
    "millions of pounds",
    r"(?:£|gbp) ?m(?:n|il)?|(?:£|gbp)? ?millions?(?: (?:of )?pounds)?|(?:£|gbp)? "
    r"?['’]?(?:1,?000,?000|000,?000)['’]?s?|miliynau",
    "m",
    " * 1000000",
)
PENCE = Unit("pence", r"pence|pennies|ceiniog(?:au)?", "p", " * 0.01")

# What neither work nor cost is kept in: a column in one of these is of something else.
OF_LENGTH = Unit("days or longer", r"(?:working )?days?|weeks?|months?|years?|diwrnod(?:au)?|fte|%|per ?cent", "d")
OF_MONEY = Unit("another currency", r"€|euros?|eur|\$|dollars?|usd|%|per ?cent")

# "in" and its like join a unit to what it measures.
_JOINS = r"\b(?:in|as|of|mewn)\b"
_EDGE = r"(?<![\w£€$:'’])(?:{})(?![\w£:'’])"


@lru_cache(maxsize=20_000)  # as `normalise`
def units_in(words: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Which of these units a heading names. The sign of a pound beside "thousands" is of no unit of its own."""
    found = tuple(unit for unit in units if _pattern(unit).search(words))
    larger = tuple(unit for unit in found if unit != POUNDS)
    return larger or found


def without(words: str, units: tuple[Unit, ...]) -> str:
    """A heading without its units, and without what joins them to the rest: "Cost" of "Cost, in £000s"."""
    for unit in units:
        words = _pattern(unit).sub(" ", words)
    return re.sub(rf"(?:{_JOINS}\W*)+$", "", re.sub(r"[(\[]\W*(?:in|as)?\W*[)\]]", " ", words, flags=re.I), flags=re.I)


@cache
def _pattern(unit: Unit) -> re.Pattern[str]:
    ways = [_EDGE.format(unit.words)]
    if unit.mark:
        ways.append(rf"(?<=[(\[,/])\s*{unit.mark}s?\s*(?=[)\],/]|$)|^\W*{unit.mark}\W*$")
    return re.compile("|".join(ways), re.I)
