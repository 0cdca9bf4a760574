"""The arithmetic of answers: shares, tables, the tier rule and who would move, and which streets are one."""

import itertools
import random

import pytest

from measures.answers import TierRule, ask, keep_tier_rule, moves, tier_rule
from measures.shapes import Frequency, share
from tests.worlds import incoming, load


def rows(*tuples):
    return [dict(zip(Frequency.columns, each)) for each in tuples]


def test_a_share_of_nothing_is_no_data():
    assert share(1, 4) == 0.25 and share(0, 4) == 0 and share(0, 0) is None and share(3, 0) is None


def test_what_has_no_category_is_beside_and_in_no_denominator():
    shape = Frequency(
        rows((1, "a", 1), (1, "b", 2), (3, "a", 5), (None, None, 4)), categories=(1, 2, 3), splits=("b", "c")
    )
    assert (shape.total, shape.unplaced, shape.order) == (8, 4, [1, 2, 3])
    assert [shape.count(c) for c in (1, 2, 3)] == [3, 0, 5] and shape.count(1, "b") == 2 and shape.count(..., "a") == 6
    assert [shape.share(c) for c in (1, 2, 3)] == [3 / 8, 0, 5 / 8]
    assert [row["total"] for row in shape.table()] == [3, 0, 5] and sum(row["share"] for row in shape.table()) == 1
    assert shape.table()[0] == {"category": 1, "b": 2, "c": 0, "a": 1, "total": 3, "share": 3 / 8}


def test_an_empty_shape_has_categories_and_no_data():
    shape = Frequency([], categories=(1, 2))
    assert shape.total == 0 and [row["share"] for row in shape.table()] == [None, None]
    assert Frequency([]).table() == []


def test_categories_that_are_not_listed_follow_and_rows_of_one_category_add_up():
    shape = Frequency(rows(("z", "x", 1), ("b", "x", 2), ("z", "x", 3)), categories=("b",))
    assert shape.order == ["b", "z"] and shape.count("z") == 4
    assert [row["x"] for row in shape.table()] == [2, 4]


# -- The rule for tiers


@pytest.mark.parametrize("numbers", [(0, 0), (2, 0), (2, 2), (2, 3), (1, 1), (-1, -2), (3, -1)])
def test_a_rule_that_makes_no_sense_is_refused(numbers):
    with pytest.raises(ValueError, match="at least one"):
        TierRule(*numbers)


def household(number: int, flags: int | None, tier: str | None = None) -> dict:
    marks = {f"Flag {i}": None if flags is None else i < flags for i in range(8)}
    return {"household_ref": f"H{number}", "street": "P", "tier": tier} | marks


def test_who_would_move_is_what_a_recount_of_every_household_says(store):
    chance = random.Random(5)
    world = [
        (
            chance.choice([None, *range(9)]),
            chance.choice((None, None, None, "1", "2", "3")),
        )  # flags known, tier recorded
        for _ in range(150)
    ]
    sheet = [household(i, flags, tier) for i, (flags, tier) in enumerate(world)]
    store.load([incoming("households", sheet, [f"Flag {i}" for i in range(8)])], "x")
    rules = [TierRule(high, low) for low, high in itertools.combinations(range(1, 10), 2)]
    for old in chance.sample(rules, 6):
        for new in rules:
            expected = {}
            for flags, tier in world:
                step = (old.tier(flags, 8), new.tier(flags, 8)) if flags is not None else (None, None)
                if tier is None and step[0] != step[1]:
                    expected[step] = expected.get(step, 0) + 1
            assert moves(store, old, new) == expected
        # And what the answer says of the tiers is what the moves lead to.
        before, after = ask(store, "demand_tiers", rule=old).shape, ask(store, "demand_tiers", rule=rules[0]).shape
        steps = moves(store, old, rules[0])
        for tier in (1, 2, 3, None):
            came, went = (sum(n for step, n in steps.items() if step[side] == tier) for side in (1, 0))
            assert after.count(tier) == before.count(tier) + came - went
            recorded = sum(t == str(tier) for _, t in world)
            assert after.count(tier, "recorded") == before.count(tier, "recorded") == recorded
        unknown = sum(flags is None and tier is None for flags, tier in world)
        assert before.count(None, None) == after.count(None, None) == unknown


def test_a_rule_that_is_kept_makes_a_version_and_the_older_ones_keep_theirs(store):
    store.load([incoming("households", [household(0, 3)], [f"Flag {i}" for i in range(8)])], "x")
    assert tier_rule(store) == TierRule(4, 2)
    keep_tier_rule(store, TierRule(3, 1), "AB")
    keep_tier_rule(store, TierRule(8, 7), "CD")
    assert store.version() == 3 and [v["who"] for v in store.versions()[:2]] == ["CD", "AB"]
    assert [tier_rule(store, v) for v in range(4)] == [TierRule(), TierRule(), TierRule(3, 1), TierRule(8, 7)]
    tiers = [ask(store, "demand_tiers", version=v).shape.rows[0]["category"] for v in (1, 2, 3)]
    assert tiers == [2, 1, 3] and ask(store, "demand_tiers", version=2).as_dict()["tier_rule"]["serious_from"] == 3


# -- Streets


def streets(store, *places) -> dict[str, int]:
    """Streets and their households, from (street, postcode, locality) of each."""
    written = [
        {"Household ref": f"H{i}", "Street name": street, "Postcode": postcode, "Locality": locality, "Crime": "Y"}
        for i, (street, postcode, locality) in enumerate(places)
    ]
    load(store, {"Households": written})
    return {row["category"]: row["total"] for row in ask(store, "households_by_street").shape.table()}


def test_spellings_of_one_street_are_one_and_other_streets_are_not(store):
    names = ["Larkspur Road", "Larkspur Rd", "LARKSPUR  RD.", "larkspur road ", "Larkspur Avenue", "Larkspur Close"]
    saints = ["St. Mary's Rd", "St Marys Road", "Mary St", "Mary Street"]
    found = streets(store, *[(name, "ZZ9 4DF", "North") for name in names + saints])
    assert sorted(found.values()) == [1, 1, 2, 2, 4] and found["Larkspur Avenue"] == found["Larkspur Close"] == 1
    assert sum(found.values()) == 10


def test_one_street_may_span_postcodes_and_two_towns_may_each_have_one(store):
    church = [("Church Road", "ZZ9 4DF", "North"), ("Church Rd", "ZZ9 5AB", "North"), ("Church Road", "zz94dg", None)]
    elsewhere = [("Church Road", "ZY1 1AA", "South")] * 2 + [("Elm Road", "ZY1 1AA", "South")]
    assert streets(store, *church, *elsewhere) == {"Church Road (ZZ9)": 3, "Church Road (ZY1)": 2, "Elm Road": 1}


def test_a_household_without_a_postcode_joins_its_street_where_there_is_but_one(store):
    known = [("Elm Road", "ZZ9 4DF", "North"), ("Elm Rd", None, "North"), ("Church Road", "ZZ9 4DF", "North")]
    in_doubt = [("Church Road", "ZY1 1AA", "North"), ("Church Road", None, "North"), ("Oak Road", None, None)]
    assert streets(store, *known, *in_doubt) == {
        "Elm Road": 2,
        "Church Road (ZZ9)": 1,
        "Church Road (ZY1)": 1,
        "Church Road (North)": 1,
        "Oak Road": 1,
    }


def test_a_street_keeps_its_label_when_only_some_households_are_looked_at(store):
    streets(store, ("Church Road", "ZZ9 4DF", "North"), ("Church Road", "ZY1 1AA", "South"))
    shape = ask(store, "households_by_street", {"locality": "South"}).shape
    assert shape.order == ["Church Road (ZY1)"]


def test_flags_that_are_one_name_are_one_and_one_that_is_named_as_a_heading_is_in_the_answer(store):
    for upload, flag in enumerate(("Drug use", "Drug-use", "Street", "Flags marked yes")):
        row = {"household_ref": f"H{upload}", "street": "Elm Road", flag: True}
        store.load([incoming("households", [row], [flag])], "x")
    said = ask(store, "flags_by_street").as_dict()["rows"]
    assert len(said) == 1 and list(said[0].values()) == ["Elm Road", 4, 2, 1, 1]
