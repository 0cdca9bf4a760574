"""Which streets stand together in releases, and which cells are told together alone."""

import random

import pytest

from measures.releases.groups import Streets, grouped, label
from measures.rounding import any_few, pool

NORTH = dict.fromkeys(("Ash Road", "Birch Road", "Cedar Road", "Elm Road"), "North") | {"Oak Road": "South"}


def groups(now, before=(), *, told=None, last=None):
    numbered = {f"{number}": members for number, members in enumerate(before, start=1)}
    told = {f"{number}": counts for number, counts in enumerate(told or (), start=1)}
    return {frozenset(members) for members in grouped(Streets(now, NORTH, told, last), numbered).values()}


def together(*groups):
    return {frozenset(members) for members in groups}


def test_streets_of_few_in_need_stand_with_their_neighbours():
    now = {"Ash Road": (9, 12), "Birch Road": (3, 9), "Cedar Road": (6, 2), "Elm Road": (2, 5), "Oak Road": (0, 20)}
    assert groups(now) == together(["Ash Road"], ["Birch Road", "Cedar Road", "Elm Road"], ["Oak Road"])
    assert label(["Elm Road", "Birch Road", "Cedar Road", "Fir Road"], {"Elm Road", "Birch Road", "Cedar Road"}) == (
        "Birch Road, Cedar Road and 1 more"
    )


def test_groups_stay_while_few_come():
    before = [("Ash Road",), ("Birch Road", "Cedar Road")]
    then = {"Ash Road": (9, 12), "Birch Road": (3, 9), "Cedar Road": (6, 2)}
    now = then | {"Birch Road": (8, 11), "Elm Road": (1, 0)}
    found = groups(now, before, told=[(9, 12), (9, 11)], last=then)
    assert found == together(["Ash Road"], ["Birch Road", "Cedar Road", "Elm Road"])


def test_a_street_leaves_its_group_where_it_was_enough_at_two_releases_and_the_others_are():
    before, told = [("Birch Road", "Cedar Road")], [(12, 16)]
    then = {"Birch Road": (3, 8), "Cedar Road": (9, 8)}
    now = then | {"Birch Road": (11, 16)}
    assert groups(now, before, told=told, last=then) == together(*before)  # who has brought eight for one release?
    assert groups(now, before, told=told, last=now) == together(["Birch Road"], ["Cedar Road"])
    few_more = now | {"Cedar Road": (9, 9)}  # nine have come since it was told: not one by one
    assert groups(few_more, before, told=[(20, 20)], last=now) == together(*before)


def test_a_street_by_another_name_is_the_street_that_is_gone():
    found = groups({"Ash Way": (9, 13)}, [("Ash Road",)], told=[(9, 12)], last={"Ash Road": (9, 12)})
    assert found == together(["Ash Road", "Ash Way"])  # and of these 21 is told, until eight have come or left


def test_a_street_that_has_become_small_joins_a_neighbour():
    then = {"Ash Road": (10, 10), "Birch Road": (10, 10), "Oak Road": (9, 9)}
    now = then | {"Ash Road": (2, 2)}
    told = [(10, 10), (10, 10), (9, 9)]
    assert groups(now, [("Ash Road",), ("Birch Road",), ("Oak Road",)], told=told, last=then) == together(
        ["Ash Road", "Birch Road"], ["Oak Road"]
    )


@pytest.mark.parametrize("fewest", [5, 8, 10])
def test_what_is_told_together_is_enough_now_and_beside_what_was_told_before(fewest):
    draw = random.Random(fewest)
    for _ in range(400):
        cells = {n: tuple(draw.choice((0, 3, 6, 9, 12, 40)) for _ in range(2)) for n in range(draw.randrange(1, 9))}
        before = {n for n in cells if draw.random() < 0.3}
        found = pool(cells, fewest, before)
        if found is None:
            assert any_few(map(sum, zip(*cells.values())), fewest)
            continue
        assert all(n in found for n in cells if any_few(cells[n], fewest))
        for part in (found, found & before, found - before) if len(found) < len(cells) else (found,):
            assert not any_few(map(sum, zip(*(cells[n] for n in part))), fewest)


def test_no_more_cells_than_needed_are_hidden():
    assert pool({"a": (3, 40), "b": (9, 0), "c": (9, 90)}) == {"a", "b"}
    assert pool({"a": (3, 40), "b": (6, 40), "c": (9, 90)}) == {"a", "b"}
    assert pool({"a": (9, 40), "b": (9, 0)}) == frozenset()
