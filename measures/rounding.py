"""Counts and shares as they may be told to those who are to recognise nobody in them."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

FEWEST, STEP = 8, 5
TEN, BELOW, EDGES = 10, (5, 4, 6, 3, 7), {0, 3, 4}
# How near a share may be told: to so many hundredths as are half of a step of its count, at least.
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
DIGITS = 2


def rounded(count: float) -> int:
    """To the nearest 5."""
    return to_nearest(count, STEP)


def to_nearest(count: float, step: int) -> int:
    """To the nearest of so many."""
    return int(step * ((count + step / 2) // step))


def few(count: float) -> bool:
    """Whether a count is one that is not shown. None at all is not few."""
    return 0 < count < FEWEST


def whole_of(count: int, shown: Sequence[int], hidden: int) -> int:
    """A count of all, of which the parts that are `shown` are told too, each rounded, and so many are `hidden`: to the nearest 5
    where none is, else the middle of what it lies between."""
    low, high = between(count, shown, hidden)
    return max(rounded((low + high) / 2), TEN) if hidden and count else rounded(count)


def between(count: int, shown: Sequence[int], hidden: int) -> tuple[int, int]:
    """What may be told of a count of all, of which so many parts are `hidden`: the least and the most that it may be.

    One of each ten, whose edges lie so that what the others leave of it is never six,
    seven, one or two alone for a hidden part: what is left has an edge at one of five places, by how many parts are shown and
    hidden, whatever these are. The edges do not follow the counts, which would tell them.
    """
    if not count:
        return 0, 0
    parts = sum(map(bool, shown))  # none is told as none
    for below in BELOW:
        # The least and the most that one hidden part can be, but for fives: the others have seven, or one.
        least = -below - 2 * parts - (FEWEST - 1) * (hidden - 1)
        most = TEN - 1 - below + 2 * parts - (hidden - 1)
        if {least % STEP, most % STEP} <= EDGES:
            break
    ten = TEN * ((count + below) // TEN)
    return max(ten - below, FEWEST), ten + TEN - 1 - below


def near_share(part: float, whole: float, counted: float) -> float:
    """A share of so many as near as half of a step of their count allows; what is not nothing is not told as nothing, nor what is
    not all as all."""
    exact = part / whole
    step = next((step for step in STEPS if step * counted * 2 >= STEP), STEPS[-1])
    return exact if exact in (0, 1) else min(max(floor(exact / step + 0.5) * step, step / 2), 1 - step / 2)


def two_digits(amount: float) -> float:
    """What is added up, such as minutes, in two digits, no nearer than 5; what is not nothing is not told as nothing."""
    size = max(10 ** (len(f"{abs(amount):.0f}") - DIGITS), STEP)
    return (to_nearest(amount, size) or (STEP if amount > 0 else -STEP)) if amount else 0


def two_figures(value: float) -> float:
    """An average in its first two figures: 0.53, 7.2, 310."""
    return round(value, DIGITS - 1 - floor(log10(abs(value)))) if value else 0.0
