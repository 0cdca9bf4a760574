"""Every measure's answers, against a second reckoning of a few small worlds; `python -m tests.reckoning` takes many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.catalogue import MEASURES
from tests.reckoning import cases, demands, households, outcomes, worlds
from tests.reckoning.compare import World, differences
from tests.reckoning.worlds import FEW


@dataclass(frozen=True)
class Family:
    """Measures that are asked of the same worlds: how each is reckoned, the worlds, and filters that leave something of
    them."""

    reckoned: Mapping[str, Callable]
    worlds: Callable[[], st.SearchStrategy[World]]
    filters: Callable


FAMILIES = {
    "demands": Family(demands.RECKONED, worlds.demand_worlds, worlds.demand_filters),
    "households": Family(households.RECKONED, worlds.household_worlds, worlds.household_filters),
    "outcomes": Family(outcomes.RECKONED, worlds.outcome_worlds, worlds.outcome_filters),
    "cases": Family(cases.RECKONED, worlds.case_worlds, worlds.case_filters),
}


def compare(family: Family, how_many: settings) -> None:
    """Draw worlds for a family and ask everything of each. Raises AssertionError with one that differs."""

    @how_many
    @given(family.worlds())
    def each(world):
        lies_beside(family, world, thorough=True)

    each()


def lies_beside(family: Family, world: World, *, thorough: bool = False) -> None:
    """Raises AssertionError where an answer of this world is not what was reckoned: see `differences`."""
    found = differences(world, family.reckoned, family.filters, thorough=thorough)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_measure_answers_what_its_words_say(family):
    compare(FAMILIES[family], FEW)


def test_every_measure_is_reckoned_a_second_time():
    """A new measure comes with a function of its name in one of the modules here, worked out from its words."""
    assert {name for family in FAMILIES.values() for name in family.reckoned} == set(MEASURES)


@pytest.mark.parametrize(
    ("family", "nth"), [(name, i) for name, edges in worlds.EDGES.items() for i in range(len(edges))]
)
def test_on_an_edge_every_measure_answers_what_its_words_say(family, nth):
    lies_beside(FAMILIES[family], worlds.EDGES[family][nth])
