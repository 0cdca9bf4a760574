"""Hours in words. Time only: nothing here is money, or added to money."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from measures.shapes import Effort
from measures.shapes.effort import AN_HOUR
from measures.words import listed, number, percent, plural

WIDEST = 3
TIME = "Freed hours are capacity: time for other demand. They are not cash, and are never added to money."


def hours(value: float | None) -> str:
    """1,280 hours; 3.4 hours; below an hour, in minutes: 24 minutes."""
    if value is None:
        return "no minutes recorded"
    if not value:
        return "no time"
    if abs(value) < 1:
        minutes = number(abs(value) * AN_HOUR)
        return "under 1 minute" if minutes == "0" else f"{minutes} minute{'' if minutes == '1' else 's'}"
    figure = number(value, 0 if abs(value) >= 100 else 1)
    return f"{figure} {'hour' if figure in ('1', '1.0') else 'hours'}"


def tenth(minutes: float | None) -> str:
    """Minutes as hours in a table; blank where none are known."""
    return "" if minutes is None else tenths(minutes / AN_HOUR)


def tenths(figure: float | None) -> str:
    """A figure to a tenth; below 1 to a hundredth, for 0.06 and 0.14 are not alike, and one that would be 0.00, and is
    not nothing, with as many decimals as it takes: 0.002."""
    if not figure or abs(figure) >= 0.995:
        return number(figure, 1)
    return number(figure, max(2, -floor(log10(abs(figure)))))


def between(low: float, high: float, decimals: int | None = None) -> str:
    """4.7 to 11.8; where these are the same, 0.36 to 0.45; one figure where there is no telling them apart."""
    places = (0 if high >= 100 else 1) if decimals is None else decimals
    first, last = number(low, places), number(high, places)
    if first == last and low != high and decimals is None:
        first, last = number(low, places + 1), number(high, places + 1)
    return first if first == last else f"{first} to {last}"


def span(low: float, high: float) -> str:
    """Hours from a low to a high figure, in minutes where all of it is below an hour: 4.7 to 11.8 hours, 20 to 45
    minutes."""
    if not high:
        return "no time"
    if high >= 1:
        return f"{between(low, high)} {'hour' if between(low, high) in ('1', '1.0') else 'hours'}"
    words = between(low * AN_HOUR, high * AN_HOUR, 0)
    return "under 1 minute" if words == "0" else f"{words} minute{'' if words == '1' else 's'}"


def too_wide(low: float, high: float) -> bool:
    """Whether a range is so wide that it says nothing yet: more than three times from its low end to its high one."""
    return high > WIDEST * low


def coverage(shape: Effort, kind: str | None = None) -> str:
    """“Minutes are recorded for 7,614 of 8,000 demands (95%); the others are in no figure.”, where there are others."""
    of = (..., kind or ...)
    timed, count, part = shape.timed(*of), shape.count(*of), percent(shape.coverage(*of))
    what = plural(count, f"{kind.lower()} demand" if kind else "demand")
    others = "; the others are in no figure" if timed < count else ""
    return f"Minutes are recorded for {timed:,} of {what} ({part}){others}." if count else f"There are {what}."


def narrowed(filters: Mapping[str, object]) -> str:
    """The filters inside a sentence: “, in Northfield, received by Health and of the type “Damp””."""
    words = {"locality": "in {}", "agency": "received by {}", "type": "of the type “{}”"}
    chosen = [words[name].format(value) for name, value in filters.items() if name in words]
    return f", {listed(chosen)}" if chosen else ""
