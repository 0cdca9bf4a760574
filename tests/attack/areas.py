"""What the boards of areas tell beside that of the whole place: of households by tier and of demands by month.

The attacker is told more than a reader is: of each figure of an area which release it is of, and so which of the whole
it is a part of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from measures.releases.areas import REST
from measures.sheets.households import IN_BALANCE, IN_NEED
from tests.attack import demands, households
from tests.attack.demands import SIDES
from tests.attack.rule import apart, enough, few, near, told_again
from tests.attack.solver import MOST, Facts, Terms
from tests.attack.year import Published

TIER, TIERS_OF, MONTHS_OF = "tier", "demand_tiers", "failure_demand"


OF_PLACES = (" in ", " outside ")


def named(what: str, area: str) -> str:
    """What a count of an area is called, and of the rest of the place, which is told of by nobody."""
    return f"{what}{OF_PLACES[0]}{area or 'the rest'}"


def outside(what: str, area: str) -> str:
    """What the whole less an area is called."""
    return f"{what}{OF_PLACES[1]}{area or 'the rest'}"


def of_whole(
    facts: Facts, true: dict, year: Sequence[Published], at: int, of: str, cells: Mapping[str, Mapping[str, object]]
) -> None:
    """Each count of the whole that is told anew, by the name of its cell and of what it is, is that of all areas and
    of the rest."""
    each = year[at]
    for cell, names in cells.items():
        if cell not in each.parts[of] or first(year, of, cell, each.since[of][cell]) != at:
            continue
        for what, (key, name) in names.items():
            parts = {area: counts[key] for area, counts in each.parts[of][cell].items()}
            own = {area: facts.count((named(what, area), at, name)) for area in parts}
            whole = facts.count((what, at, name))
            facts.between(dict.fromkeys(own.values(), 1) | {whole: -1}, 0, 0)
            for area, count in parts.items():
                true[named(what, area), at, name] = count
                true[outside(what, area), at, name] = sum(parts.values()) - count
                facts.between({facts.count((outside(what, area), at, name)): 1, own[area]: 1, whole: -1}, 0, 0)


def first(year: Sequence[Published], of: str, cell: str, version: int) -> int:
    """Which release was the first to tell a cell of the whole as at a version."""
    return next(at for at, each in enumerate(year) if each.since[of].get(cell) == version)


def told_anew(
    facts: Facts, year: Sequence[Published], at: int, of: str, cell: str, names: Collection[tuple], across: bool
) -> int:
    """Which release a cell is of that is told by area. Where it is told anew, each count in each area is as it was,
    or another by enough."""
    version = year[at].by_area[of][cell]
    now = first(year, of, cell, version)
    was = year[at - 1].by_area[of].get(cell, version) if at else version
    if across and was != version:
        before = first(year, of, cell, was)
        for what, name in names:
            for area in year[at].parts[of][cell]:
                told_again(facts, (named(what, area), before, name), (named(what, area), now, name))
    return now


def of_tiers(facts: Facts, year: Sequence[Published], at: int, across: bool) -> None:
    """Tiers are told of all areas alike: each is none or enough in every one of them and in the rest; two that are
    told together are so because one of them is few somewhere."""
    each = year[at]
    if not each.seen.tiers.told or not {*households.CELLS.values()} <= {*each.by_area.get(TIERS_OF, ())}:
        return
    of = {
        cell: told_anew(facts, year, at, TIERS_OF, cell, [(TIER, cell)], across) for cell in households.CELLS.values()
    }
    tier = {
        area: {cell: facts.count((named(TIER, area), rel, cell)) for cell, rel in of.items()}
        for area in (*each.areas, REST)
    }

    def sums(*cells: str) -> list[Terms]:
        return [{own[cell]: 1 for cell in cells} for own in tier.values()]

    told = {name for seen in each.areas.values() for name in seen.tiers.counts}
    if not told and across:
        facts.one_of(*([few_of(terms)] for cells in (("1", "2"), ("3",), ("3", "None")) for terms in sums(*cells)))
    for merged, name in ((("1", "2"), IN_NEED), (("3",), IN_BALANCE)) if told and across else ():
        if name in told:
            facts.one_of(*([few_of(terms)] for cell in merged for terms in sums(cell)))
        for terms in sums(*households.BY_NAME[name]) if name in told else [t for cell in merged for t in sums(cell)]:
            enough(facts, terms)
    for area, seen in each.areas.items():
        own, rated = tier[area], {}
        if not seen.tiers.told:
            continue
        for name, count in seen.tiers.counts.items():
            terms = {own[cell]: 1 for cell in households.BY_NAME[name]}
            facts.between(terms, *households.as_told(count, seen.tiers.n, seen.tiers.shares.get(name), 0))
            rated |= terms
        facts.between(rated, *near(seen.tiers.n))
        if at == 0:  # then streets are of the same households
            need = [street for street in seen.streets.streets if ("need", at, street) in facts.names]
            in_streets = {facts.count(("need", at, street)): -1 for street in need}
            facts.between(in_streets | {own["1"]: 1, own["2"]: 1}, 0, MOST)


def few_of(terms: Terms) -> tuple[Terms, int, int]:
    """These come to few."""
    return terms, *few(0)[1:]


def of_months(facts: Facts, year: Sequence[Published], at: int, cells: Mapping[str, dt.date], across: bool) -> None:
    """A month that is told by area has none or enough of both in every one of them and in the rest; one that is told
    of the whole place alone has few in one of them."""
    each = year[at]
    there: dict[str, list[int]] = {}
    told = {month for seen in each.areas.values() for month in seen.demands.months}
    for cell, month in cells.items():
        if month not in each.seen.demands.months:
            continue
        if month not in told:
            now = first(year, MONTHS_OF, cell, each.since[MONTHS_OF][cell])
            places = [facts.count((named(what, area), now, month)) for what in SIDES for area in (*each.areas, REST)]
            if across:
                facts.one_of(*([few(of)] for of in places))
            continue
        now = told_anew(facts, year, at, MONTHS_OF, cell, [(what, month) for what in SIDES], across)
        for area in (*each.areas, REST):
            count = [facts.count((named(what, area), now, month)) for what in SIDES]
            seen = each.areas[area].demands if area else None
            if seen is None or month not in seen.months:
                for of in count if across else ():
                    enough(facts, {of: 1}) if seen is None else facts.between({of: 1}, 0, 0)
                continue
            for what, of, known in zip(SIDES, count, demands.as_told(seen, month, bool(seen.unshown)), strict=True):
                facts.between({of: 1}, *known)
                there.setdefault(f"{what} {area}", []).append(of)
    for area, seen in each.areas.items():
        for what, total in zip(SIDES, (seen.demands.failure, seen.demands.value), strict=True):
            if seen.demands.told and not seen.demands.unshown and seen.demands.failure >= 0:
                apart(facts, (f"{what} {area} apart", at), total, dict.fromkeys(there.get(f"{what} {area}", ()), 1))
