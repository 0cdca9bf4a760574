"""Counts and shares as they may be told to those who are to recognise nobody in them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from math import floor, log10
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Counts = tuple[int, ...]

FEWEST, STEP = 8, 5
LEAST = (5, FEWEST, 10)  # the least counts that somebody may choose to have shown
# How near a share may be told: to so many hundredths as are half of a step of its count, at least.
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
AVERAGE_STEPS = (*STEPS, 0.2, 0.5)
DIGITS = 2


def rounded(count: float) -> int:
    """To the nearest 5."""
    return to_nearest(count, STEP)


def to_nearest(count: float, step: int) -> int:
    """To the nearest of so many."""
    return int(step * ((count + step / 2) // step))


def few(count: float, fewest: int = FEWEST) -> bool:
    """Whether a count is one that is not shown. None at all is not few."""
    return 0 < count < fewest


def any_few(counts: Iterable[float], fewest: int = FEWEST) -> bool:
    """Whether one of several is."""
    return any(few(count, fewest) for count in counts)


def pool(cells: Mapping[K, Counts], fewest: int = FEWEST, before: Collection[K] = ()) -> frozenset[K] | None:
    """The cells that are told together alone: those of which a count is of few, and others that these need to be enough
    together: the smallest one that will do, or else the smallest ones. None where all cells together are not enough.

    `before` were told together the last time. Those of them that still are, and those that were not, are enough too:
    what one release tells together and the next one apart would tell of few otherwise.
    """

    def enough(keys: Collection[K]) -> bool:
        return not any_few(map(sum, zip(*(cells[key] for key in keys))), fewest)

    if not enough(cells.keys()):
        return None
    smallest = sorted(cells, key=lambda key: sum(cells[key]))  # of as many, as they come
    found = {key for key in cells if any_few(cells[key], fewest)}
    was = {*before} & {*cells}
    while True:
        left, came = was - found, {*cells} - was - found
        if not enough(found & was):
            lacking, others = found & was, left
        elif not enough(found - was):
            lacking, others = found - was, came or left
        elif not enough(found):
            lacking, others = found, came or left
        else:
            return frozenset(found)
        others = [key for key in smallest if key in others] or [key for key in smallest if key not in found]
        if not others:
            return frozenset(found)
        found.add(next((key for key in others if enough({*lacking, key})), others[0]))


def near_share(part: float, whole: float, counted: float) -> float:
    """A share of so many as near as half of a step of their count allows; what is not nothing is not told as
    nothing, nor what is not all as all."""
    exact = part / whole
    step = next((step for step in STEPS if step * counted * 2 >= STEP), STEPS[-1])
    return exact if exact in (0, 1) else min(max(floor(exact / step + 0.5) * step, step / 2), 1 - step / 2)


def two_digits(amount: float) -> float:
    """What is added up, such as minutes, in two digits, no nearer than 5; what is not nothing is not told as
    nothing."""
    size = max(10 ** (len(f"{abs(amount):.0f}") - DIGITS), STEP)
    return (to_nearest(amount, size) or (STEP if amount > 0 else -STEP)) if amount else 0


def about_few(count: float, fewest: int = FEWEST) -> bool:
    """Whether a count of what people had is of few, or so near that it is told as few are: that it is few cannot be
    told then."""
    return 0 < count < fewest + 2


def near_average(value: float, counted: int) -> float:
    """An average of so many, as they are told, in its first two figures (0.53, 7.2, 310), and no nearer than each
    number of them could have it that is told so: else it would tell which number it is."""
    if not value:
        return 0.0
    step = average_step(value, counted)
    return round(floor(value / step + 0.5) * step, 4)


def average_step(value: float, counted: int) -> float:
    """How near an average is told."""
    least = counted - STEP / 2
    return max(
        next((step for step in AVERAGE_STEPS if step * least >= 1), 1.0), 10 ** (floor(log10(abs(value))) - DIGITS + 1)
    )


def two_figures(value: float) -> float:
    """An amount in its first two figures."""
    return round(value, DIGITS - 1 - floor(log10(abs(value)))) if value else 0.0
