"""Every measure's answers, against a second reckoning of a few small worlds; `python -m tests.reckoning` takes many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reckoning import cases, demands, worlds
from tests.reckoning.compare import World, differences


@dataclass(frozen=True)
class Family:
    """Measures that are asked of the same worlds: how each is reckoned, the worlds, and filters that leave something of them."""

    reckoned: Mapping[str, Callable]
    worlds: Callable[[], st.SearchStrategy[World]]
    filters: Callable


FAMILIES = {
    "demands": Family(demands.RECKONED, worlds.demand_worlds, worlds.demand_filters),
    "cases": Family(cases.RECKONED, worlds.case_worlds, worlds.case_filters),
}

# The same few worlds every time. What a longer run finds becomes an example of its own.
FEW = settings(
    max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def compare(family: Family, how_many: settings) -> None:
    """Draw worlds for a family and ask everything of each. Raises AssertionError with the smallest that differs."""

    @how_many
    @given(family.worlds())
    def each(world):
        found = differences(world, family.reckoned, family.filters)
        assert not found, "\n".join(found)

    each()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_measure_answers_what_its_words_say(family):
    compare(FAMILIES[family], FEW)
