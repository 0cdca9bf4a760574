"""What differs between two versions, and what would if an upload were withdrawn: which is asked, and not done."""

import pytest

from measures.answers import ask
from measures.problems import StoreError
from measures.uploads import Difference
from measures.views import changes
from tests.worlds import incoming

OLD = [{"household_ref": ref, "street_name": "Oak Road", "tier": "1"} for ref in "ABCD"]


def homes(rows, **more):
    return incoming("households", rows, ("Crime",), **more)


@pytest.fixture(autouse=True)
def few_headlines(monkeypatch):
    """As many as tell whether they are compared: each takes as long to ask as a small load."""
    monkeypatch.setattr(changes, "HEADLINES", ("demand_tiers", "failure_demand", "flags_per_household"))


@pytest.fixture
def two(store):
    """A list of four, and a newer one: A says the same, of B the tier is another, of C the flag, D is not on it, E
    is new."""
    store.load([homes([row | {"Crime": False} for row in OLD])], "AB")
    said = {"A": ("1", False), "B": ("2", False), "C": ("1", True), "E": ("3", None)}
    rows = [{"household_ref": ref, "street_name": "Oak Road", "tier": t, "Crime": f} for ref, (t, f) in said.items()]
    store.load([homes(rows, replaces=[1])], "AB")
    return store


def test_rows_are_counted_by_kind_as_new_changed_and_gone(two):
    assert two.difference(1, 2) == [Difference("households", 1, 2, 1)]
    assert two.difference(2, 1) == [Difference("households", 1, 2, 1)], "the other way about, D is new and E gone"
    assert two.difference(0, 1) == [Difference("households", 4, 0, 0)] and two.difference(2, 2) == []
    two.load([incoming("demands", [{"demand_ref": "D1", "verbatim": "Damp"}])], "AB")
    said = changes.rows(two.difference(1, 3))
    assert said == "Households: 1 new, 2 changed and 1 gone; Demands: 1 new."
    assert changes.rows([]) == "No row of a sheet is another."


def test_a_row_that_is_written_anew_and_says_the_same_is_not_changed(two):
    two.withdraw(2, "AB")
    two.reinstate(1, "AB")
    assert two.difference(1, two.version()) == []


def test_a_withdrawal_is_tried_and_nothing_is_changed(two, tmp_path):
    def tiers(store):
        return ask(store, "demand_tiers").records()

    before, now = tiers(two), two.uploads()
    with two.tried(2, withdrawn=True) as then:
        assert then.version() == 3 and then.difference(2, 3) == [Difference("households", 0, 0, 4)]
        assert sum(row["households"] for row in tiers(then)) == 0
        headlines = changes.headlines(lambda name: ask(then, name))
    assert (two.version(), tiers(two), two.uploads()) == (2, before, now)
    two.withdraw(2, "AB")
    assert headlines == changes.headlines(lambda name: ask(two, name)), "what was foretold is what comes"
    two.reinstate(2, "AB")
    two.load([homes(OLD[:1])], "AB")
    assert two.version() > 3 and len(tiers(two)) == len(before), (
        "no answer of the trial was kept for a version that came"
    )
    with pytest.raises(StoreError, match="not withdrawn"), two.tried(2, withdrawn=False):
        pass
    assert two.withdraw(2, "AB") is None


def test_headlines_that_are_others_are_listed_and_counted(two):
    before, after = (changes.headlines(lambda name, v=v: ask(two, name, version=v)) for v in (1, 2))
    moved = changes.moved(before, after)
    assert {"Demand tiers", "Flags per household"} <= {row["Measure"] for row in moved}
    assert changes.how_many(moved[:1]).startswith("1 headline is another, of the 3 that")
    assert changes.how_many(moved).startswith(f"{len(moved)} headlines are others, of")
    assert changes.how_many([]).startswith("No headline is another, of the 3")
    assert changes.how_many(moved, would=True).startswith(f"{len(moved)} headlines would be others, of the 3")
