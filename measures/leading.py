"""What leads among several, in words: “most” is said of one that is ahead of all others by more than chance makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import Any

NAMED = 3  # that a headline has room for
# Standard deviations by which the first of several is ahead of the next: of two that are alike one is 1 time of 100, of
# more less often.
CHANCE = 2.5
NO_FURTHER = "no further apart than chance puts them"


def ahead(first: float, next_: float) -> bool:
    """Whether a count is more than another by more than chance makes, of what comes one by one."""
    return first - next_ > CHANCE * sqrt(first + next_)


def rate_ahead(first: float, spread: float, next_: float, spread_next: float) -> bool:
    """The same of what comes in a week of several sources, each over its own weeks, by how far (squared) it varies."""
    return first - next_ > CHANCE * sqrt(spread + spread_next)


def amount_ahead(first: float, of: int, next_: float, of_next: int) -> bool:
    """The same of what is added up of so many each, such as minutes: these vary about as far as they are long."""
    if not of:
        return False
    return first - next_ > CHANCE * sqrt(2 * (first**2 / of + (next_**2 / of_next if of_next else 0)))


def leaders(names: Iterable[Any], count: Callable[[Any], float]) -> list[Any]:
    """Those of which none has more than another by more than chance makes, as far as the one with most: it alone, or
    it with those that may have as many. None where none has any."""
    counts = {name: count(name) for name in names}
    most = max(counts.values(), default=0)
    there = [name for name, of in counts.items() if of > 0 and not ahead(most, of)]
    return sorted(there, key=lambda name: -counts[name])


def apart(counts: Sequence[object], before: str = ": ") -> str:
    """That those with these counts may differ by chance; blank of counts that are the same."""
    return f"{before}{NO_FURTHER}" if len({*counts}) > 1 else ""
