"""What boards tell of the cases behind them: how many are followed so many quarters, what they had, and how many had
fewer or more."""

from __future__ import annotations

from measures import rounding
from measures.rounding import FEWEST, STEP, average_step, two_figures
from tests.attack.rule import MUCH, near
from tests.attack.seen import Cases
from tests.attack.solver import Facts

SIDE = 8  # quarters on each
WAYS = ("fell", "rose", "same")


def of_quarters(facts: Facts, at: int, seen: Cases) -> None:
    """A case is followed as many quarters before as after; of a quarter of too few nothing is told."""
    if not seen.told:
        return
    followed = [facts.count(("followed", at, n)) for n in range(1, SIDE + 1)]  # exactly so many quarters
    for quarter in range(1, SIDE + 1):
        there = dict.fromkeys(followed[quarter - 1 :], 1)
        if quarter not in seen.quarters:
            facts.between(there, 0, MUCH)
            continue
        facts.between(there, *near(seen.quarters[quarter][0]))
        for side in (-quarter, quarter):
            each = seen.quarters[side][1]
            if each == two_figures(STEP / seen.quarters[side][0]):  # about few are told as five
                facts.between({facts.count(("interactions", at, side)): 1}, 1, FEWEST + 1)
                continue
            half = average_step(each, seen.quarters[side][0]) / 2 if each else 0.0
            had = {facts.count(("interactions", at, side)): 1.0}
            facts.between(had | dict.fromkeys(there, -(each - half)), -1e-6, 1e9)
            facts.between(had | dict.fromkeys(there, -(each + half)), -1e9, 1e-6)
    ways = {way: facts.count((way, at, 0)) for way in WAYS}
    facts.between(dict.fromkeys(ways.values(), 1) | dict.fromkeys(followed, -1), 0, 0)
    facts.between(dict.fromkeys(ways.values(), 1), *near(seen.n))
    for way in WAYS:
        facts.between({ways[way]: 1}, *_as_told(seen.ways.get(way), way == "same"))
    if seen.ways:  # where none moved, that is said
        facts.between({ways["fell"]: 1, ways["rose"]: 1}, 1, seen.n + rounding.STEP)


def _as_told(words: str | None, unsaid: bool) -> tuple[int, int]:
    """How many cases that is in words, few being none perhaps; how many stayed about the same is not always told."""
    if words is None:
        return (0, 10_000) if unsaid else (0, 0)
    if words.startswith("fewer"):
        return 0, FEWEST - 1
    return near(int(words.split()[-1].replace(",", "")))
