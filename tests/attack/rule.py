"""The rule as anybody knows it, turned round: what a count can be that is told so, and what it says that one is not
told."""

from __future__ import annotations

from collections.abc import Hashable

from measures import rounding
from tests.attack.solver import Fact, Facts, Terms

MUCH = rounding.FEWEST - 1  # the most that is not shown


def few(count: int) -> Fact:
    """It is from 1 to 7."""
    return {count: 1}, 1, MUCH


def near(told: int) -> tuple[int, int]:
    """What a count is that is told as so many. None is told as none, and few are not told."""
    if not told:
        return 0, 0
    counts = [n for n in range(told - rounding.STEP, told + rounding.STEP + 1) if rounding.rounded(n) == told]
    return max(min(counts), rounding.FEWEST), max(counts)


def near_sum(told: int) -> tuple[int, int]:
    """The same of what is a sum of counts that are told, which may be few by itself."""
    low, high = near(told)
    return (0, max(high, rounding.STEP // 2)) if not told else (min(low, told - rounding.STEP // 2), high)


def enough(facts: Facts, of: Terms) -> None:
    """These come to none or to as many as are shown."""
    facts.one_of([(of, 0, 0)], [(of, rounding.FEWEST, sum(facts.high[at] for at in of))])


def apart(facts: Facts, name: Hashable, told: int, *sums: Terms) -> None:
    """Of a whole each of these sums was rounded by itself, and what is told are the rounded ones together."""
    step, half = rounding.STEP, rounding.STEP // 2
    steps = [facts.count((*name, nth), 0, told // step) for nth, _ in enumerate(sums)]
    facts.between(dict.fromkeys(steps, step), told, told)
    for at, of in zip(steps, sums, strict=True):
        facts.between({**of, at: -step}, -half, half)


def told_again(facts: Facts, before: object, now: object) -> None:
    """A count of a cell that was told before is the same now, or another by eight or more."""
    was, is_ = facts.count(before), facts.count(now)
    least, most = facts.low[is_] - facts.high[was], facts.high[is_] - facts.low[was]
    change = {is_: 1, was: -1}
    ways: list[Fact] = [(change, 0, 0)] if least <= 0 <= most else []
    ways += [(change, rounding.FEWEST, most)] if most >= rounding.FEWEST else []
    ways += [(change, least, -rounding.FEWEST)] if least <= -rounding.FEWEST else []
    if len(ways) == 1:
        facts.between(*ways[0])
    elif ways:
        facts.one_of(*([way] for way in ways))
