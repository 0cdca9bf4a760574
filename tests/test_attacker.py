"""What somebody can work out from all that a steering group is shown: never a count of few, not even by taking the
parts that are shown from the whole.

The attacker knows the rule, and every world that would be shown just so. Whatever is hidden must have been able to be
several things in these.
"""

import datetime as dt
from collections import defaultdict
from itertools import product

import pytest

from measures import disclosure
from measures.catalogue import MEASURES
from measures.disclosure import few
from measures.shapes import Frequency, Share

SEVERAL = 2


def share(*months):
    """Months of so many in the part and in the rest."""
    rows = [
        dict.fromkeys(Share.columns)
        | {"period": dt.date(2026, n, 1), "part": part, "counted": part + rest}
        | {"numerator": part, "denominator": part + rest}
        for n, (part, rest) in enumerate(months, start=1)
        if part + rest
    ]
    return Share(rows)


def not_sure(*months):
    """Months of forty demands, of each how many more nobody was sure of: how many of these are told in all."""
    blank = dict.fromkeys(Share.columns) | {"left_out": "not sure"}
    beside = [blank | {"period": dt.date(2026, n, 1), "counted": count} for n, count in enumerate(months, 1) if count]
    found, _ = disclosure.protect(MEASURES["failure_demand"], Share([*share(*[(20, 20)] * len(months)).rows, *beside]))
    return found.left_out().get("not sure", 0)


def test_two_months_of_few_are_not_told_together_beside_a_share():
    """Eight of two, seven at most in either, would be one at least in both."""
    assert not_sure(5, 3, 12) == 10
    assert not_sure(5, 3, 12, 0) == 20, "of three months each may have none"


def months_shown(*months):
    found, _ = disclosure.protect(MEASURES["failure_demand"], share(*months))
    if not found.rows and not found.whole:
        return None
    rows = tuple((row["period"], row["part"], row["counted"], found.share_of(row)) for row in found.placed)
    return rows, found.numerator, found.denominator, found.in_words, found.n, found.unshown


def streets_shown(*streets):
    rows = [
        {"category": f"S{n}", "split": tier, "count": count}
        for n, parts in enumerate(streets)
        for tier, count in zip((2, 3), parts)
        if count
    ]
    found, _ = disclosure.protect(MEASURES["households_by_street"], Frequency(rows, (), (1, 2, 3)))
    if not found.rows:
        return None
    shown = tuple((row["category"], row["split"], row["count"]) for row in found.rows)
    return shown, found.n, found.in_need, found.need_shown, found.places


def tiers_shown(*counts):
    rows = [{"category": t, "split": "rule", "count": n} for t, n in zip((1, 2, 3, None), counts) if n]
    found, _ = disclosure.protect(MEASURES["demand_tiers"], Frequency(rows, (1, 2, 3), ("recorded", "rule")))
    if not found.rows:
        return None
    shown = tuple((row["category"], row["count"]) for row in found.rows)
    return shown, found.n, found.total, tuple(map(found.share, found.order))


def given_away(shown, worlds):
    """Of each way in which worlds are shown, the counts of few that could have been no more than one or two things."""
    alike = defaultdict(list)
    for world in worlds:
        if (seen := shown(*world)) is not None:
            alike[seen].append(world)
    found = []
    for seen, several in alike.items():
        for cells in zip(
            *([n for pair in world for n in (pair if isinstance(pair, tuple) else (pair,))] for world in several)
        ):
            if any(map(few, cells)) and len(set(cells)) < SEVERAL:
                found.append((seen, sorted(set(cells))))
    return found


# Counts from where a part is few to where it is not, and those among which a rounded one lies.
SHOWN, ANY = range(8, 13), range(14)


@pytest.mark.parametrize("rest", [20, 400])
def test_no_month_of_few_is_told_by_the_whole_and_the_other_months(rest):
    worlds = [[(part, rest) for part in parts] for parts in product(SHOWN, ANY, ANY)]
    assert not given_away(months_shown, worlds)


def test_no_month_of_few_is_told_where_the_rest_is_not_known_either():
    worlds = [((a, b), (c, d)) for a, b, c, d in product(SHOWN, SHOWN, ANY, ANY)]
    assert not given_away(months_shown, worlds)


def test_no_street_of_few_in_need_is_told_by_the_whole_and_the_other_streets():
    of_ten, of_25 = (
        [(need, every - need) for every in each for need in range(every + 1)] for each in (range(8, 13), range(23, 28))
    )
    assert not given_away(streets_shown, product(of_ten, of_25))


def test_no_tier_of_few_is_told_where_the_two_in_need_stand_together():
    assert not given_away(tiers_shown, product(ANY, ANY, range(18, 28), (0,)))


def test_the_few_without_a_tier_are_not_told_by_those_who_have_one():
    worlds = product(*[SHOWN] * 3, range(8))
    assert not given_away(tiers_shown, worlds)
