"""Of how much it is known what a figure is of, and whether two sides are known alike enough to be laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from measures.shapes.base import share

ENOUGH = 0.8  # a side of which less is known says little of the rest
TOO_FEW_KNOWN = "in which too few "  # and what the others are: why a period is no point yet
APART = 0.05  # sides whose coverage differs by more differ by who wrote things down


class Known(NamedTuple):
    """Of so many of all it is known."""

    known: int
    of_all: int

    @property
    def part(self) -> float | None:
        """From 0 to 1; None of none."""
        return share(self.known, self.of_all)

    @property
    def enough(self) -> bool:
        """Whether it is known of four in five. Of none nothing is missing."""
        return self.known >= ENOUGH * self.of_all


def alike(sides: Sequence[Known]) -> bool:
    """Whether each side is known well enough, and none by five points better than another.

    Of few, five points are one or two of them: sides that differ by no more than chance would have it are alike.
    """
    there = [side for side in sides if side.of_all]
    return all(side.enough for side in there) and all(like(one, other) for one in there for other in there)


def like(one: Known, other: Known) -> bool:
    """Whether as much is known of one as of another, but for five points and what chance would have."""
    return abs((one.part or 0) - (other.part or 0)) <= APART + _by_chance(one, other)


def _by_chance(one: Known, other: Known) -> float:
    """How far two sides may lie apart that are known alike: two standard errors."""
    if one is other:
        return 0
    part = (one.known + other.known) / (one.of_all + other.of_all)
    return 2 * (part * (1 - part) * (1 / one.of_all + 1 / other.of_all)) ** 0.5


def too_few(periods: Sequence[Known]) -> list[bool]:
    """Of which periods too little is known to be laid beside the others.

    Those of which less than four in five are known. Where none has as much, it may be a sample of each: then none,
    where all are known alike.
    """
    there = [period for period in periods if period.of_all]
    if any(period.enough for period in there):
        return [not period.enough for period in periods]
    whole = _together(there)
    sample = all(like(period, whole) for period in there)
    return [bool(period.of_all) and not sample for period in periods]


def too_few_for_counts(periods: Sequence[Known]) -> list[bool]:
    """Of which periods, in order of time, too little is known for a count to be laid beside the others'.

    Of a share what is not known yet is no matter if it is as what is; of a count it is missing. So those at the end are
    none too of which, taken together, less is known than of all before: of few demands a week no week shows a backlog
    by itself.
    """
    at = backlog(periods)
    return [is_few or place >= at and bool(periods[place].of_all) for place, is_few in enumerate(too_few(periods))]


def backlog(periods: Sequence[Known]) -> int:
    """The place from which on less is known than before, of periods in order of time; as many as there are where it is
    not. Of several such places it is the one that tells most of what is not known."""
    whole = _together(periods)
    before, best, found = Known(0, 0), 0.0, len(periods)
    for place, period in enumerate(periods):
        since = Known(whole.known - before.known, whole.of_all - before.of_all)
        if before.of_all and since.of_all:
            apart = (before.part or 0) - (since.part or 0)
            gain = apart * apart * before.of_all * since.of_all
            if apart > 0 and gain >= best and not like(before, since):
                best, found = gain, place
        before = Known(before.known + period.known, before.of_all + period.of_all)
    return found


def _together(periods: Sequence[Known]) -> Known:
    return Known(sum(period.known for period in periods), sum(period.of_all for period in periods))
