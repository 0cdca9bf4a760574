"""What boards tell of the demands behind them: by month failure, value and what is in no share; all together; and of
how many the minutes are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from measures import rounding
from measures.rounding import near_share
from tests.attack.rule import MUCH, apart, enough, few, near, near_sum
from tests.attack.seen import Demands
from tests.attack.solver import Fact, Facts

SIDES = ("failure", "value")
BESIDE = {"Not sure": "not sure", "Not yet classified": "not classified"}
KNOWN, UNKNOWN = "with minutes", "without minutes"


def of_months(facts: Facts, at: int, seen: Demands, there: Collection[dt.date]) -> None:
    """Months that are `there` and are not told: one of them has few failures or few value demands, and together they
    have enough of both. A share is of the exact counts where all months are told."""
    if not seen.told:
        return
    count = {(what, month): facts.count((what, at, month)) for what in (*SIDES, *BESIDE.values()) for month in there}
    hidden = [month for month in there if month not in seen.months]
    for month, told in seen.months.items():
        for what, own in zip(SIDES, as_told(seen, month, bool(hidden)), strict=True):
            facts.between({count[what, month]: 1}, *own)
        for heading, why in BESIDE.items():
            facts.between({count[why, month]: 1}, *_or_few(told.beside.get(heading, 0)))
    if hidden:
        facts.one_of(*([few(count[what, month])] for month in hidden for what in SIDES))
    for what, told in zip(SIDES, (seen.failure, seen.value), strict=True):
        shown, pooled = ({count[what, month]: 1 for month in of} for of in (seen.months, hidden))
        enough(facts, pooled)
        if seen.failure >= 0:
            apart(facts, (f"{what} apart", at), told, shown, pooled)
    _beside(facts, at, seen, count, there)


def _or_few(told: int) -> tuple[int, int]:
    """What is told as none beside a share may be few."""
    return near(told) if told else (0, MUCH)


def as_told(seen: Demands, month: dt.date, some_hidden: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    """What failure and value demands of a month are that are told as so many, and as this part in the chart."""
    told = seen.months[month]
    point = seen.points.get(f"{month:%b %Y}")
    if some_hidden or point is None or not told.failure or not told.value:
        return near(told.failure), near(told.value)
    (low, high), (least, most) = near(told.failure), near(told.value)
    fits = [
        (part, rest)
        for part in range(low, high + 1)
        for rest in range(least, most + 1)
        if abs(100 * near_share(part, part + rest, part + rest) - point) < 1e-6
    ]
    if not fits:  # the chart is by another period, or of rounded counts
        return near(told.failure), near(told.value)
    parts, rests = zip(*fits, strict=True)
    return (min(parts), max(parts)), (min(rests), max(rests))


def _beside(facts: Facts, at: int, seen: Demands, count: dict[tuple, int], there: Collection[dt.date]) -> None:
    """How many in all are not sure, and not classified: “n = 90; 100 of 110 are classified so far”. Those of months
    that tell none, or are not told, are rounded by themselves, and told where they are enough."""
    if seen.known == seen.of_all:  # then nothing is said of those who are not sure
        facts.between({count["not classified", month]: 1 for month in there}, 0, MUCH * (2 if len(there) == 2 else 1))
        return
    for heading, why in BESIDE.items():
        told = seen.known - seen.failure - seen.value if why == "not sure" else seen.of_all - seen.known
        own = [month for month, of in seen.months.items() if of.beside.get(heading)]
        shown, others = (
            {count[why, month]: 1 for month in own},
            {count[why, month]: 1 for month in there if month not in own},
        )
        step, half = rounding.STEP, rounding.STEP // 2
        steps = facts.count((f"{why} apart", at, 0), 0, told // step)
        facts.between({**shown, steps: -step}, -half, half)
        most, cap = sum(facts.high[of] for of in others), MUCH * (len(others) - 1)
        untold: list[list[Fact]] = [[(others, 0, MUCH), ({steps: step}, told, told)]]
        if (
            not seen.unshown
        ):  # of so many that each month would have one at least as many are told as could be in the others
            rest = told - (rounding.rounded(cap) if cap > MUCH else 0)
            untold.append([(others, cap + 1, most), ({steps: step}, rest, rest)])
            most = min(most, cap)
        told_too = [(others, MUCH + 1, most), ({**others, steps: step}, told - half, told + half)]
        ways = [*untold, *([told_too] if most > MUCH else [])]
        if why == "not classified" and others and not seen.at_least:
            ways = [told_too]
        facts.one_of(*ways)


def of_one_version(facts: Facts, at: int, seen: Demands, there: Collection[dt.date]) -> None:
    """Demands with minutes and without are the same demands, told as per cent of rounded numbers."""
    if not seen.told:
        return
    for nth, what in enumerate(SIDES):
        known, unknown = (
            {month: facts.count((f"{what} {how}", at, month)) for month in there} for how in (KNOWN, UNKNOWN)
        )
        for month in there:
            facts.between({known[month]: 1, unknown[month]: 1, facts.count((what, at, month)): -1}, 0, 0)
        if seen.minutes_known is None:
            continue
        every = (seen.failure, seen.value)[nth]
        alls = range(max(0, every - 10), every + 15, rounding.STEP)
        fits = [
            k
            for of in alls
            for k in range(0, of + 1, rounding.STEP)
            if of and round(100 * k / of) == seen.minutes_known[nth]
        ]
        if fits:
            low, high = (near_sum(end)[i] for i, end in enumerate((min(fits), max(fits))))
            facts.between(dict.fromkeys(known.values(), 1), low - 2 * rounding.STEP, high + 2 * rounding.STEP)
