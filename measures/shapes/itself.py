"""Each case compared with itself: what it had before and after, over as many quarters on both sides.

Nothing here is pooled: a rate over all days and people changes when the people do. What several cases have in common is
said by counting them, by the middle of their own changes, and by a range from how much these differ.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from statistics import NormalDist, median, stdev
from typing import NamedTuple

from measures.shapes.base import share

# A change by a tenth of the larger side, or by no more than the largest single row, is about the same: a payment a day
# later would make as much.
ALIKE = 0.1
# In how many worlds of one in which nothing changed chance alone may make as much: of interactions and of cost each, so
# that with the chart of failure demand (`spc.changed`) it makes one of a board's three in no more than five of a
# hundred.
CHANCE = 0.02
# Of fewer cases that changed, all of them the same way, chance makes as much more often than that.
FEWEST_CHANGED = 7
EXACT = 50  # cases up to which ranks are counted out; of more, the normal curve is as good
# One case that makes half of all that changed carries the change.
CARRIES = 0.5
# Student's t for a range that holds in 95 of 100, by degrees of freedom; beyond the last, from the normal curve. It
# holds what is true of these very cases in 96 to 98 of 100 worlds of 3 to 30 cases whose contacts cost very unequally
# (lognormal, σ 0.5 and 1.2), and not less where cost halves: how much cases need varies too, and makes it wider than it
# would have to be.
STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131)
STUDENT += (2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042)


class Range(NamedTuple):
    """From a lowest to a highest value."""

    low: float
    high: float


def alike(before: float, after: float) -> bool:
    """Whether two sides differ by no more than a tenth of the larger."""
    return abs(after - before) <= ALIKE * max(abs(before), abs(after))


@dataclass(frozen=True)
class Own:
    """What one case had in its quarters before its intervention, and in as many after; `most` is its largest row."""

    case: str
    quarters: int
    before: float
    after: float
    most: float = 0

    @property
    def change(self) -> float:
        """After − before, over all its quarters."""
        return self.after - self.before

    @property
    def a_quarter(self) -> float:
        """The change in a quarter."""
        return self.change / self.quarters

    @property
    def way(self) -> int:
        """−1 where it fell, 1 where it rose, 0 where it is about the same."""
        if alike(self.before, self.after) or abs(self.change) <= self.most:
            return 0
        return -1 if self.change < 0 else 1


@dataclass(frozen=True)
class Changes:
    """The own changes of several cases."""

    cases: Sequence[Own]

    @cached_property
    def ways(self) -> Counter[int]:
        """How many fell (−1), stayed (0) and rose (1)."""
        return Counter(each.way for each in self.cases)

    @property
    def n(self) -> int:
        return len(self.cases)

    @property
    def fell(self) -> int:
        return self.ways[-1]

    @property
    def rose(self) -> int:
        return self.ways[1]

    @property
    def same(self) -> int:
        return self.ways[0]

    @property
    def before(self) -> float:
        """What all of them had before, over as many quarters as after."""
        return sum(each.before for each in self.cases)

    @property
    def after(self) -> float:
        return sum(each.after for each in self.cases)

    @property
    def nothing(self) -> bool:
        """Whether no case had anything on either side."""
        return not any(each.before or each.after for each in self.cases)

    @property
    def change_share(self) -> float | None:
        """The change of all of them as a part of what they had before; None where that is nothing or a credit."""
        return share(self.after - self.before, self.before) if self.before > 0 and self.after >= 0 else None

    @property
    def quarters(self) -> tuple[int, int] | None:
        """The fewest and the most quarters on a side of a case."""
        own = [each.quarters for each in self.cases]
        return (min(own), max(own)) if own else None

    def as_dict(self) -> dict[str, object]:
        """What a program should know of them."""
        return {
            "cases": self.n,
            "fell": self.fell,
            "about_the_same": self.same,
            "rose": self.rose,
            "more_than_chance": {-1: "fell", 0: None, 1: "rose"}[self.direction],
            "middle_change_a_quarter": self.middle,
            "least_and_greatest_change_a_quarter": self.between,
            "before": round(self.before, 2),
            "after_over_as_many_quarters": round(self.after, 2),
            "sum_of_own_changes_low_and_high": self.total,
            "case_that_makes_half_of_it": self.carrier and self.carrier.case,
        }

    @cached_property
    def middle(self) -> float | None:
        """The middle of the cases' own changes a quarter."""
        return median(each.a_quarter for each in self.cases) if self.cases else None

    @cached_property
    def between(self) -> Range | None:
        """The least and the greatest of the cases' own changes a quarter."""
        own = [each.a_quarter for each in self.cases]
        return Range(min(own), max(own)) if own else None

    @cached_property
    def direction(self) -> int:
        """−1 where the cases fell and 1 where they rose, by more than chance makes: by the ranks of their own changes.
        0 where that cannot be said: where no more of them went the way of the larger changes, too."""
        own = [each.a_quarter for each in self.cases if each.way]
        most = (self.rose > self.fell) - (self.rose < self.fell)
        return most if chance(own) <= CHANCE and most == leaning(own) else 0

    @property
    def few(self) -> bool:
        """Whether so few changed that chance could not be told from a change, whichever way they went."""
        return self.fell + self.rose < FEWEST_CHANGED

    @cached_property
    def total(self) -> Range | None:
        """What the cases' own changes add up to, as a range that holds the true sum in 95 of 100: from how much they
        differ. None of fewer than two."""
        if self.n < 2:
            return None
        own = [each.change for each in self.cases]
        reach = student(self.n - 1) * stdev(own) * sqrt(self.n)
        return Range(sum(own) - reach, sum(own) + reach)

    @property
    def clear(self) -> bool:
        """Whether what all of them changed together is more than chance makes: by the ranks of their own changes,
        and by the range from how much these differ. Of one case that cannot be told; few tell it where all of them
        went one way."""
        if self.total is None:
            return False
        one_way = self.n in (self.fell, self.rose)
        return not self.total.low <= 0 <= self.total.high and (self.direction != 0 or one_way)

    @cached_property
    def carrier(self) -> Own | None:
        """The one case of several that makes half of all that changed, or more."""
        whole = sum(abs(each.change) for each in self.cases)
        largest = max(self.cases, key=lambda each: abs(each.change), default=None)
        if largest is None or self.n < 2 or not largest.way or abs(largest.change) < CARRIES * whole:
            return None
        return largest


@dataclass(frozen=True)
class ShownChanges:
    """The own changes of several cases as others may see them: rounded, and nothing in it is one case's. Of how many
    it is None that `fell`, stayed the `same` or `rose`, these are fewer than `fewest`."""

    n: int
    fewest: int
    fell: int | None
    same: int | None
    rose: int | None
    before: float
    after: float
    change_share: float | None
    quarters: tuple[int, int] | None
    direction: int
    nothing: bool
    few: bool
    clear: bool

    def as_dict(self) -> dict[str, object]:
        """What a program should know of them."""
        return {"cases": self.n, "more_than_chance": {-1: "fell", 0: None, 1: "rose"}[self.direction]}


def student(freedom: int) -> float:
    """The 97.5 per cent point of Student's t."""
    if freedom <= len(STUDENT):
        return STUDENT[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    return z + (z**3 + z) / (4 * freedom)


def chance(changes: Iterable[float]) -> float:
    """How often chance alone would rank changes as one-sidedly as these, whichever way: Wilcoxon's signed ranks.

    Changes of equal size share their ranks. Of none it is 1.
    """
    signed = signed_ranks(changes)
    ranks = [abs(rank) for rank in signed]
    up = sum(rank for rank in signed if rank > 0)
    least = min(up, sum(ranks) - up)
    if len(ranks) > EXACT:
        spread = sqrt(sum(rank * rank for rank in ranks)) / 2
        return 2 * NormalDist().cdf((least + 1 - sum(ranks) / 2) / spread)
    ways = Counter({0: 1})
    for rank in ranks:
        ways.update({total + rank: number for total, number in tuple(ways.items())})
    return min(1.0, 2 * sum(number for total, number in ways.items() if total <= least) / 2 ** len(ranks))


def leaning(changes: Iterable[float]) -> int:
    """−1 where the falls have more of the ranks, 1 where the rises have; 0 where neither has."""
    more = sum(signed_ranks(changes))
    return (more > 0) - (more < 0)


def signed_ranks(changes: Iterable[float]) -> list[int]:
    """Twice the rank of each change by its size, so that shared ones are whole numbers; below 0 of those that fell."""
    sizes = sorted((abs(change), change > 0) for change in changes if change)
    alone = [size for size, _ in sizes]
    ranks = [bisect_left(alone, size) + bisect_right(alone, size) + 1 for size in alone]
    return [rank if rose else -rank for rank, (_, rose) in zip(ranks, sizes)]
