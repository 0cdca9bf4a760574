"""The attacker: what is known of a year's boards together, and which counts of few these give away."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from measures.rounding import few
from tests.attack import areas, cases, demands, households
from tests.attack.demands import KNOWN, UNKNOWN
from tests.attack.rule import MUCH, told_again
from tests.attack.solver import Facts, Terms
from tests.attack.year import Protection, Published

# What a release keeps of a month of demands, and what it is called here: see `held.counts_of`.
OF_DEMANDS = {
    (None, None, False, "part"): "failure",
    (None, None, False, "rest"): "value",
    (None, "not sure", True, "rest"): "not sure",
    (None, "not classified", True, "rest"): "not classified",
}
OF_CAPACITY = {
    (None, None, False, "part"): f"failure {KNOWN}",
    (None, None, False, "rest"): f"value {KNOWN}",
    (None, "minutes not recorded", True, "part"): f"failure {UNKNOWN}",
    (None, "minutes not recorded", True, "rest"): f"value {UNKNOWN}",
}
OF_STREETS = {("in need",): "need", ("not",): "rest"}


@dataclass(frozen=True)
class Target:
    """A true count of few: what it is of, of how many it is, and how it is made of counts."""

    what: str
    true: int
    names: tuple[tuple[object, int], ...]


@dataclass
class Found:
    """Of so many targets, those that can be only one thing, and those that can only be few; and those that were not
    decided."""

    targets: int = 0
    exact: list[Target] = field(default_factory=list)
    within: list[tuple[Target, float, float]] = field(default_factory=list)
    undecided: list[Target] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Together with others."""
        self.targets += other.targets
        self.exact += other.exact
        self.within += other.within
        self.undecided += other.undecided


def attack(year: Sequence[Published], protection: Protection) -> dict[str, Found]:
    """What can be worked out of the households, the demands and the cases of a year."""
    found = {}
    for name, learn in {"households": _households, "demands": _demands, "cases": _cases}.items():
        facts, true, targets = Facts(), {}, []
        with protection.on():
            learn(facts, true, year, protection)
        broken = facts.breaks(true)
        assert not broken, f"the attacker believes of {name} what is not so: {broken[:3]}"
        targets = list(_targets(true, year, name))
        found[name] = _solve(facts, targets, true)
    return found


def _solve(facts: Facts, targets: Sequence[Target], true: dict) -> Found:
    found = Found(len(targets))
    terms = [_terms(facts, target) for target in targets]
    for target, own in zip(targets, terms, strict=True):
        try:
            least, most = facts.reach(own, 1, MUCH, true)
        except TimeoutError:
            found.undecided.append(target)
            continue
        if least == most:
            found.exact.append(target)
        elif least >= 1 and most <= MUCH:
            found.within.append((target, least, most))
    return found


def _terms(facts: Facts, target: Target) -> Terms:
    terms: Counter[int] = Counter()
    for name, by in target.names:
        terms[facts.count(name)] += by
    return terms


def _households(facts: Facts, true: dict, year: Sequence[Published], protection: Protection) -> None:
    for at, each in enumerate(year):
        tiers, streets = each.counts["demand_tiers"], each.counts["households_by_street"]
        for cell in households.CELLS.values():
            true["tier", at, cell] = sum(tiers.get(cell, {}).values())
        there = {_street(cell): counts for cell, counts in streets.items() if cell.startswith(("'", '"'))}
        for street, counts in there.items():
            true |= {(name, at, street): counts[key] for key, name in OF_STREETS.items()}
        households.of_tiers(facts, at, each.seen.tiers, protection.across)
        households.of_streets(facts, at, each.seen.streets, there)
        if at == 0 or not protection.holds:
            households.of_one_version(facts, at)
        if each.areas:
            cells = {cell: {"tier": ((), cell)} for cell in households.CELLS.values()}
            areas.of_whole(facts, true, year, at, areas.TIERS_OF, cells)
            areas.of_tiers(facts, year, at, protection.across)
        if at and protection.holds:
            was = each.was["demand_tiers"]
            _again(facts, at, [("tier", cell) for cell in households.CELLS.values() if cell in was])
            was = {_street(cell) for cell in each.was["households_by_street"]}
            if year[at - 1].seen.streets.told and each.seen.streets.told:
                _again(facts, at, [(name, street) for street in there if street in was for name in OF_STREETS.values()])


def _street(cell: str) -> str:
    return cell[1:-1]


def _again(facts: Facts, at: int, names: Sequence[tuple]) -> None:
    for what, cell in names:
        told_again(facts, (what, at - 1, cell), (what, at, cell))


def _demands(facts: Facts, true: dict, year: Sequence[Published], protection: Protection) -> None:
    for at, each in enumerate(year):
        there = {}
        for measure, of in (("failure_demand", OF_DEMANDS), ("failure_capacity", OF_CAPACITY)):
            for cell, counts in each.counts[measure].items():
                if (month := _month(cell)) is None:
                    continue
                for key, name in of.items():
                    true[name, at, month] = counts[key]
                if measure == "failure_demand" and sum(counts.values()):
                    there[month] = counts
        demands.of_months(facts, at, each.seen.demands, there)
        if each.areas:
            months = {cell: month for cell in each.parts[areas.MONTHS_OF] if (month := _month(cell)) in there}
            of_sides = {
                cell: {name: (key, month) for key, name in OF_DEMANDS.items() if name in demands.SIDES}
                for cell, month in months.items()
            }
            areas.of_whole(facts, true, year, at, areas.MONTHS_OF, of_sides)
            areas.of_months(facts, year, at, months, protection.across)
        if at == 0 or not protection.holds:
            demands.of_one_version(facts, at, each.seen.demands, there)
        if at and protection.holds and each.seen.demands.told and year[at - 1].seen.demands.told:
            was = {_month(cell) for cell in each.was["failure_demand"]}
            before = {month for what, of, month in facts.names if what == "failure" and of == at - 1} if at else set()
            _again(
                facts, at, [(name, month) for month in there if month in was & before for name in OF_DEMANDS.values()]
            )


def _month(cell: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(cell.partition(" ")[0])
    except ValueError:
        return None


def _cases(facts: Facts, true: dict, year: Sequence[Published], protection: Protection) -> None:
    """Each release by itself: all of what is told of cases is told anew at once, or stays."""
    for at, each in enumerate(year):
        if each.seen.cases.told:
            cases.of_quarters(facts, at, each.seen.cases)
            true |= {(what, at, n): value for (what, n), value in each.cases.items() if (what, at, n) in facts.names}


def _targets(true: dict, year: Sequence[Published], of: str) -> Iterator[Target]:
    """Every count of few, once for each time that it was told anew; all months or streets of one kind together; and
    what differs between two releases."""
    told: dict[object, int] = {}
    last: dict[object, int] = {}  # of an area, what is of the same release as before is not told anew
    totals: dict[tuple, Counter] = {}
    for name, value in true.items():
        what, at, cell = name
        if value != told.get((what, cell)) and few(value):
            yield Target(f"{what} {cell}, release {at + 1}", value, ((name, 1),))
        before = (what, last.get((what, cell), at), cell)
        change = value - true[before]
        if few(abs(change)):
            sign = 1 if change > 0 else -1
            yield Target(f"{what} {cell} since release {before[1] + 1}", abs(change), ((name, sign), (before, -sign)))
        told[what, cell], last[what, cell] = value, at
        if any(of_place in what for of_place in areas.OF_PLACES):
            continue
        totals.setdefault((what, at), Counter())[name] += value
    for (what, at), each in totals.items():
        value = sum(each.values())
        if few(value) and len(each) > 1:
            yield Target(f"all {what}, release {at + 1}", value, tuple((name, 1) for name in each))
        if (before := totals.get((what, at - 1))) and few(abs(change := value - sum(before.values()))):
            sign = 1 if change > 0 else -1
            names = [(name, sign) for name in each] + [(name, -sign) for name in before]
            yield Target(f"all {what} since release {at}", abs(change), tuple(names))
