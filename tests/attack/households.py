"""What boards tell of the households behind them: by tier, and by street in need or not."""

from __future__ import annotations

from collections.abc import Collection

from measures import rounding
from measures.catalogue import MEASURES
from measures.sheets.households import IN_BALANCE, IN_NEED, TIERS
from measures.words import percent, rounded_share
from tests.attack.rule import MUCH, enough, few, near, near_sum
from tests.attack.seen import Streets, Tiers
from tests.attack.solver import Facts

OTHERS = MEASURES["households_by_street"].gathered
CELLS = {1: "1", 2: "2", 3: "3", None: "None"}  # of each tier, as releases keep them
BY_NAME = {words: (CELLS[tier],) for tier, words in TIERS.items()} | {IN_NEED: ("1", "2"), IN_BALANCE: ("3", "None")}


def of_tiers(facts: Facts, at: int, seen: Tiers, across: bool) -> None:
    """A tier told by itself is none or enough; two told together are so because one of them is few. With areas that
    are protected by themselves, not `across` them, few without a tier are in no total."""
    tier = {cell: facts.count(("tier", at, cell)) for cell in CELLS.values()}
    in_need = {tier["1"]: 1, tier["2"]: 1}
    if not seen.told:
        facts.one_of([few(tier["3"])], [(in_need, 1, MUCH)])
        return
    for name, told in seen.counts.items():
        own = dict.fromkeys((tier[cell] for cell in BY_NAME[name]), 1)
        facts.between(own, *as_told(told, seen.n, seen.shares.get(name)))
    if IN_NEED in seen.counts:
        facts.one_of([few(tier["1"])], [few(tier["2"])])
    rated = dict.fromkeys((tier[cell] for name in seen.counts for cell in BY_NAME[name]), 1)
    whole = rated | {tier["None"]: 1}
    if seen.beside:
        facts.between(rated, *near(seen.n))
    else:
        # Few without a tier are not in it where their parts could not add up to it: all are more then than these could
        # be.
        half = rounding.STEP // 2
        most = sum(told + half for told in seen.counts.values()) + half
        above = next(n for n in range(most, most + 2 * rounding.STEP) if rounding.rounded(n) > most) if across else 0
        facts.one_of(
            [(whole, *near(seen.n))], [(rated, *near(seen.n)), (whole, above, sum(facts.high[at] for at in whole))]
        )
    if IN_BALANCE in seen.counts:
        facts.between({tier["3"]: 1}, 1, MUCH)
    else:
        facts.between({tier["None"]: 1}, *(near(seen.beside) if seen.beside else (0, MUCH)))


def as_told(told: int, n: int, part: float | None, besides: int = MUCH) -> tuple[int, int]:
    """What a tier's count is that is told as so many of so many, and as this part of those of them who have one: all
    but so many at most."""
    (low, high), (least, most) = near(told), near(n)
    least -= besides
    fits = [
        count
        for count in range(low, high + 1)
        if part is None
        or any(percent(rounded_share(count / of, of)) == percent(part) for of in range(max(least, count, 1), most + 1))
    ]
    return min(fits), max(fits)


def of_streets(facts: Facts, at: int, seen: Streets, there: Collection[str]) -> None:
    """Streets that are `there` and are not told by name are few each, or one of them is the smallest of the others,
    which was taken in with too few. Of those that are not told in two parts one at least has few in one; together
    they have enough in both."""
    if not seen.told:
        return
    need = {street: facts.count(("need", at, street)) for street in there}
    rest = {street: facts.count(("rest", at, street)) for street in there}
    hidden = [street for street in there if street not in seen.streets]
    shown = {street: told for street, told in seen.streets.items() if street != OTHERS}
    for street, (households, in_need) in shown.items():
        own = {need[street]: 1, rest[street]: 1}
        if in_need is None:
            facts.between(own, *near(households))
        else:
            facts.between({need[street]: 1}, *near(in_need))
            facts.between({rest[street]: 1}, *near(households - in_need))
    if OTHERS in seen.streets:
        households, in_need = seen.streets[OTHERS]
        smallest = min((near(told)[1] for told, _ in shown.values()), default=households)
        most = smallest if near_sum(households)[0] <= MUCH + smallest else MUCH
        for street in hidden:
            facts.between({need[street]: 1, rest[street]: 1}, 0, most)
        needs, rests = ({of[street]: 1 for street in hidden} for of in (need, rest))
        if in_need is None:
            facts.between(needs | rests, *near(households))
        else:
            facts.between(needs, *near(in_need))
            facts.between(rests, *near(households - in_need))
    else:  # a group of which nobody is left
        for street in hidden:
            facts.between({need[street]: 1, rest[street]: 1}, 0, 0)
    _together(facts, seen, need, rest)


def _together(facts: Facts, seen: Streets, need: dict[str, int], rest: dict[str, int]) -> None:
    """All households, all of those in need, and those of the streets that are told in two parts."""
    needs, rests = (dict.fromkeys(of.values(), 1) for of in (need, rest))
    facts.between(needs | rests, *near(seen.n))
    if seen.in_need is None:
        facts.one_of([(needs, 1, MUCH)], [(rests, 1, MUCH)])
        return
    split = {street for street, (_, in_need) in seen.streets.items() if in_need is not None}
    apart = [{}, {}]
    for street, of in need.items():
        apart[(street if street in seen.streets else OTHERS) in split][of] = 1
    pooled, shown = apart
    facts.between(shown, *near_sum(seen.in_need if seen.need_shown is None else seen.need_shown))
    if pooled and seen.need_shown is not None:
        facts.between(pooled, *near(seen.in_need - seen.need_shown))
        enough(facts, {rest[street]: 1 for street, of in need.items() if of in pooled})


def of_one_version(facts: Facts, at: int) -> None:
    """What is told of households by tier and by street is of the same households."""
    for part, tiers in (("need", ("1", "2")), ("rest", ("3", "None"))):
        streets = {
            index: 1 for name, index in facts.names.items() if isinstance(name, tuple) and name[:2] == (part, at)
        }
        if streets:
            facts.between(streets | {facts.count(("tier", at, tier)): -1 for tier in tiers}, 0, 0)
