"""Every headline of a few small worlds is held against its own table; python -m tests.headlines takes many."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.disclosure import MANAGER
from tests.drawn import few
from tests.headlines import headlines
from tests.headlines.rules import disagree, faults
from tests.reckoning.compare import World
from tests.reckoning.past import Load
from tests.reckoning.test_reckoning import FAMILIES


class Counted(World):
    """A world of many rows, which a failure does not print: python -m tests.headlines --only counted --wrong does."""

    def __repr__(self) -> str:
        return f"Counted of {sum(len(load.rows) for load in self.steps)} rows"


@st.composite
def counted_worlds(draw) -> World:
    """Months of so many failure and value demands, from few to enough for a share, of two agencies that may tie; and
    streets of so many households at each tier."""
    counts = st.sampled_from((0, 1, 7, 8, 13, 30, 60))
    demands = [
        {"received_on": dt.date(2025, month, 1 + n % 28), "verbatim": f"{month} {kind} {n}", "value_or_failure": kind}
        | {
            "agency": ("Council", "Health")[n % 2],
            "origin_agency": ("Health", "Council", None)[n % 3],
            "minutes": minutes,
        }
        | {
            "type": f"Type {n % 3}",
            "resolved_first_time": (True, False, None)[n % 3],
            "system_condition": f"Rule {n % 2}",
        }
        for month in (1, 2, 3)
        for kind, minutes in (("Failure", draw(st.sampled_from((None, 1, 95)))), ("Value", 30))
        for n in range(draw(counts))
    ]
    homes = [
        {"household_ref": f"{street} {tier} {n}", "street": street, "tier": tier}
        for street in ("Ash Road", "Birch Road", "Elm Road")
        for tier in ("1", "2", "3")
        for n in range(draw(counts))
    ]
    loads = [
        Load(kind, rows, dt.date(2025, 6, 1)) for kind, rows in (("demands", demands), ("households", homes)) if rows
    ]
    return Counted(loads, draw(st.integers(0, 9)))


WORLDS = {name: family.worlds for name, family in FAMILIES.items()} | {"counted": counted_worlds}


def wrong(world: World) -> list[str]:
    """What is wrong with the headlines of a world, each with its sentence."""
    found, of_manager = [], {}
    for each in headlines(world):
        name = each.answer.measure.name
        found += [f"{each.viewer}, {name}: {fault}: {each.words}" for fault in faults(each)]
        shape = each.answer.measure.shape
        if each.viewer == MANAGER:
            of_manager[name, shape] = each
        elif (own := of_manager.get((name, shape))) and (said := disagree(own, each)):
            found.append(f"{name}: {said}")
    return found


@pytest.mark.parametrize("worlds", WORLDS)
def test_every_headline_is_one_of_its_own_table(worlds):
    @few(1 if worlds != "counted" else 2)
    @given(WORLDS[worlds]())
    def each(world):
        assert not wrong(world)

    each()
