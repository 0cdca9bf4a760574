"""What leads among several: most is said of one that is ahead by more than chance makes."""

from __future__ import annotations

import random

import pytest

from measures.leading import ahead, amount_ahead, leaders


def test_of_two_that_are_alike_one_is_seldom_ahead_and_twice_as_much_is():
    """Demands that come to either of two as often: of 600 worlds of 40 to 400 of them no more than 2 in 100 have one
    ahead."""
    draw = random.Random(7)
    worlds = [[sum(draw.random() < 0.5 for _ in range(of)) for _ in range(200)] for of in (40, 120, 400)]
    wrong = sum(
        ahead(*sorted((one, of - one), reverse=True)) for of, each in zip((40, 120, 400), worlds) for one in each
    )
    assert wrong <= 12
    assert ahead(60, 30) and not ahead(60, 40) and not ahead(3, 1) and not ahead(8, 8)


def test_minutes_are_ahead_only_where_few_long_ones_do_not_make_it_so():
    """Each is as long as chance makes it: the sum of 30 of them is a third more than another's 5 times of 100, of
    300 seldom."""
    draw = random.Random(7)

    def wrong(of: int) -> int:
        sums = [sum(draw.expovariate(1 / 20) for _ in range(of)) for _ in range(400)]
        pairs = zip(sums[::2], sums[1::2])
        return sum(amount_ahead(max(pair), of, min(pair), of) for pair in pairs)

    assert wrong(30) <= 4 and wrong(300) <= 4
    assert amount_ahead(600, 300, 300, 300) and not amount_ahead(600, 20, 300, 20) and not amount_ahead(600, 0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "those"),
    [
        ({"A": 60, "B": 20}, ["A"]),
        ({"B": 38, "A": 40, "C": 3}, ["A", "B"]),
        ({"A": 3, "B": 1, "C": 0}, ["A", "B"]),
        ({"A": 0}, []),
        ({}, []),
    ],
)
def test_those_lead_of_which_none_is_ahead(counts, those):
    assert leaders(counts, counts.__getitem__) == those
