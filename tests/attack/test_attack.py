"""A year of a small place is too long for every run: three of its releases, and boards of a few lines. `python -m
tests.attack` is the rest."""

from dataclasses import replace

import pytest

from tests.attack import worlds
from tests.attack.attacker import attack
from tests.attack.rule import told_again
from tests.attack.seen import seen
from tests.attack.solver import Facts
from tests.attack.year import ALONE, PARTS, WHOLE, publish

THREE_MONTHS = replace(worlds.SMALL, weeks=13)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return publish(THREE_MONTHS, tmp_path_factory.mktemp("place"), (WHOLE, UNROUNDED))


UNROUNDED = next(part for part in PARTS if not part.rounds)


def test_nothing_of_few_is_known_of_three_releases(years):
    found = attack(years[WHOLE.name], WHOLE)
    assert sum(each.targets for each in found.values()) > 5, "there is something to be found"
    assert not [each.what for of in found.values() for each in of.exact]
    assert not [each for of in found.values() for each in of.within]


def test_without_rounding_the_attacker_finds_some(years):
    found = attack(years[UNROUNDED.name], UNROUNDED)
    assert [each for of in found.values() for each in (*of.exact, *of.within)]


TWO_AREAS = replace(worlds.SMALL, weeks=9, households=700, streets=14, demands=20, cases=0, seed=2, areas=worlds.AREAS)


def test_the_boards_of_areas_give_nothing_away_beside_the_whole_and_would_each_by_itself(tmp_path):
    """A reader takes those of areas from the whole, from each other, and from those of the release before."""
    years = publish(TWO_AREAS, tmp_path, (WHOLE, ALONE))
    assert all(each.areas["North"].tiers.told for each in years[WHOLE.name]), "something is told of areas"
    found = {part: attack(years[part.name], part).values() for part in (WHOLE, ALONE)}
    assert not [each for of in found[WHOLE] for each in (*of.exact, *of.within)]
    assert [each for of in found[ALONE] for each in (*of.exact, *of.within)]


def test_an_attacker_reads_what_a_board_says(years):
    read = seen(years[WHOLE.name][-1].board)
    assert read.tiers.told and len(read.tiers.counts) == 3 and read.tiers.n % 5 == 0
    assert read.streets.n and read.streets.in_need and len(read.streets.streets) > 5


def test_the_solver_finds_what_a_whole_and_its_other_parts_leave():
    facts = Facts()
    a, b, all_ = (facts.count(("n", 0, cell)) for cell in "abc")
    facts.between({all_: 1}, 20, 20)
    facts.between({a: 1, b: 1, all_: -1}, 0, 0)
    facts.between({a: 1}, 15, 17)
    true = {("n", 0, "a"): 16, ("n", 0, "b"): 4, ("n", 0, "c"): 20}
    assert facts.reach({b: 1}, 1, 7, true) == (3, 5)
    facts.between({a: 1}, 16, 16)
    assert facts.reach({b: 1}, 1, 7, true) == (4, 4)


def test_the_solver_goes_by_the_cases_that_are_possible():
    facts = Facts()
    before, _ = facts.count(("n", 0, "a"), 0, 7), facts.count(("n", 1, "a"), 8, 12)
    told_again(facts, ("n", 0, "a"), ("n", 1, "a"))  # the same or another by eight: four at most, before
    assert facts.reach({before: 1}, 1, 7, {("n", 0, "a"): 3, ("n", 1, "a"): 11}) == (float("-inf"), float("inf"))
    facts.between({before: 1}, 1, 7)
    assert facts.reach({before: 1}, 1, 7, {("n", 0, "a"): 3, ("n", 1, "a"): 11}) == (1, 4)
    assert facts.breaks({("n", 0, "a"): 3, ("n", 1, "a"): 13}), "what is not so is noticed"
