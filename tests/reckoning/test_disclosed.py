"""What a steering group may see, worked out a second time from how many there are of each, over random worlds.

The rule, in words: no count from 1 to 7; any other to the nearest 5; the whole first, and where it is not shown none of
it; streets of fewer than 8 households together; a case only with its consent. No sentence says more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.disclosure import STEERING_GROUP
from measures.store import Store
from measures.views import view
from measures.views.board import words as board
from tests.drawn import few
from tests.worlds import incoming

FEW = few(8)
# Counts at the edges of the rule, and some on which sums and differences of rounded numbers go wrong.
COUNTS = st.sampled_from((0, 0, 1, 2, 7, 8, 12, 13, 17, 18, 60, 61))
KINDS = ("Failure", "Value", "Not sure", None)
MONTHS = (dt.date(2025, 1, 6), dt.date(2025, 2, 3), dt.date(2025, 3, 3))
STREETS = ("Ash Road", "Birch Road", "Cedar Road", "Elm Road")
OTHERS = MEASURES["households_by_street"].gathered


def hidden(*counts: int) -> bool:
    return any(1 <= count <= 7 for count in counts)


def near(count: int) -> int:
    """To the nearest 5: of two as near there is none, counts being whole."""
    return min((5 * n for n in range(count // 5, count // 5 + 2)), key=lambda five: abs(five - count))


def in_two_figures(amount: int) -> int:
    """Its first two figures and noughts; to the nearest 5 where it has no more than two, and 5 where that would be
    none."""
    step = max(5, 10 ** (len(str(amount)) - 2))
    below = amount // step * step
    told = below + step if 2 * (amount - below) >= step else below
    return told or (5 if amount else 0)


def about(interactions: int) -> int:
    """Few interactions, and the two numbers above them, are told as five, so that few cannot be told from enough."""
    return 5 if 0 < interactions < 10 else in_two_figures(interactions)


def says_only_what_may_be(words: str) -> None:
    """No number of people or demands in a sentence is one from 1 to 7, or one that is not rounded."""
    rule = (
        r"[Ff]ewer than \d+|no share of fewer than \d+|the \d+ that|\d{4}\b(?!,)|[\d.]+%|\d+ "
        r"(?:streets?|months?|periods?)"
    )
    for number in re.findall(r"\d[\d,]*", re.sub(rule, "", words)):
        assert int(number.replace(",", "")) % 5 == 0, (number, words)


@FEW
@given(
    st.fixed_dictionaries({(m, k, "North"): COUNTS for m in MONTHS for k in KINDS}),
    st.sampled_from((0, 3, 7, 8, 13)),
    st.sampled_from((0, 2, 8, 61)),
)
def test_demands_are_told_to_a_steering_group_as_the_rule_says(world, of_no_place, untimed):
    world = world | {(MONTHS[0], "Value", None): of_no_place}
    rows = [
        {"received_on": day, "verbatim": f"{day} {kind} {place} {n}", "value_or_failure": kind, "locality": place}
        | ({"minutes": 7} if n >= untimed else {"minutes": None})
        for (day, kind, place), count in world.items()
        for n in range(count)
    ]
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        if not rows:
            return
        store.load([incoming("demands", rows)], "AB")
        for place in (None, "North"):
            of = Counter()
            for (day, kind, where), count in world.items():
                of[day, kind] += count if place in (None, where) else 0
            answer = ask(store, "failure_demand", {"locality": place, "every": "month"}, viewer=STEERING_GROUP)
            expected, sides = {}, {}
            for day in MONTHS:
                failure, value = sides[day.replace(day=1)] = of[day, "Failure"], of[day, "Value"]
                if not hidden(failure, value):
                    month = {"failure": near(failure), "value": near(value)}
                    month |= {why: near(of[day, k]) for k, why in BESIDE.items() if not hidden(of[day, k])}
                    expected[day.replace(day=1)] = {what: count for what, count in month.items() if count}
            expected = {month: counts for month, counts in expected.items() if counts}
            shown = shown_of_shares(answer)
            as_the_rule_says(shown, expected, sides)
            if not hidden(*map(sum, zip(*sides.values()))):
                of_shown, of_others = (
                    [sum(side) for side in zip((0, 0), *(of for at, of in sides.items() if (at in shown) == is_shown))]
                    for is_shown in (True, False)
                )
                whole = [near(one) + near(other) for one, other in zip(of_shown, of_others, strict=True)]
                assert (answer.shape.numerator, answer.n) == (whole[0], sum(whole))
            told = answer.nameless.count if answer.nameless else 0
            assert told == (0 if not place or answer.withheld or hidden(of_no_place) else near(of_no_place))
            effort = ask(store, "failure_capacity", {"locality": place, "every": "month"}, viewer=STEERING_GROUP)
            as_the_rule_says(minutes_shown(effort), *minutes_to_show(world, untimed, place))
            if not answer.is_empty:
                shown = view(answer)
                says_only_what_may_be(f"{shown.headline}. {shown.subtitle} {shown.note} {board.demand_about(answer)}")


def as_the_rule_says(shown: dict, might: dict, sides: dict) -> None:
    """Months are shown as they might be; the others are so few that they may not be, or are as many of each as these
    need, so that none of few is told by the whole."""
    assert all(shown[month] == might[month] for month in shown)
    if hidden(*map(sum, zip(*sides.values()))):
        assert not shown
        return
    others = {month: counts for month, counts in sides.items() if month not in shown and any(counts)}
    assert not others or any(hidden(*counts) for counts in others.values())
    assert not hidden(*map(sum, zip(*others.values())))


def minutes_to_show(world: dict, untimed: int, place: str | None) -> tuple[dict, dict]:
    """Of each month about how many minutes failure and value demand took, and about how many have none recorded; and
    how many there are of failure and of value, and of those of each that are timed: where none of these is of few,
    it might be shown."""
    found, sides = {}, {}
    for day in MONTHS:
        all_, timed = Counter(), Counter()
        for (when, kind, where), count in world.items():
            if when == day and place in (None, where):
                all_[kind] += count
                timed[kind] += max(0, count - untimed)
        failure, value = ((all_[kind], timed[kind]) for kind in ("Failure", "Value"))
        sides[day.replace(day=1)] = *failure, *value
        if failure[0] + value[0] and not hidden(*failure, *value):
            lacking = sum(near(every) - near(some) for every, some in (failure, value))
            found[day.replace(day=1)] = (in_two_figures(7 * failure[1]), in_two_figures(7 * value[1]), lacking)
    return found, sides


def minutes_shown(answer) -> dict:
    found: dict[dt.date, tuple] = {}
    for row in answer.shape.rows:
        if row["part"] is not None:
            failure, value, lacking = found.get(row["period"], (0, 0, 0))
            if row["denominator"] is None:
                lacking += row["counted"]
            else:
                failure, value = row["numerator"], row["denominator"] - row["numerator"]
            found[row["period"]] = failure, value, lacking
    return {month: shown for month, shown in found.items() if any(shown)}


BESIDE = {"Not sure": "not sure", None: "not classified"}


def shown_of_shares(answer) -> dict:
    """Of each month what is shown of each kind."""
    found: dict[dt.date, dict[str, int]] = {}
    for row in answer.shape.rows:
        month = found.setdefault(row["period"], {})
        if row["denominator"] is None:
            month[row["left_out"]] = row["counted"]
        else:
            month |= {"failure": row["numerator"], "value": row["denominator"] - row["numerator"]}
    found = {month: {what: count for what, count in counts.items() if count} for month, counts in found.items()}
    return {month: counts for month, counts in found.items() if counts}


@FEW
@given(
    st.fixed_dictionaries({(street, tier): COUNTS for street in STREETS for tier in ("1", "2", "3")}),
    st.lists(COUNTS, min_size=4, max_size=4),
)
def test_households_are_told_to_a_steering_group_as_the_rule_says(world, known_to):
    rows = [
        {"household_ref": f"{street} {tier} {n}", "street": street, "tier": tier}
        for (street, tier), count in world.items()
        for n in range(count)
    ]
    if not rows:
        return
    # So many are known to no, to one, to two and to three agencies; of the others no flag is known.
    agencies = [number for number, count in enumerate(known_to) for _ in range(count)]
    agencies = [*agencies, *[None] * len(rows)][: len(rows)]
    flags = ("ASB open", "CYP open", "VA open")
    for row, of in zip(rows, agencies, strict=True):
        row |= {flag: None if of is None else of > i for i, flag in enumerate(flags)}
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        store.load([incoming("households", rows, flags=flags)], "AB")
        known = Counter(agencies)
        overlap = ask(store, "agency_overlap", viewer=STEERING_GROUP)
        shown = {row["category"]: row["count"] for row in overlap.shape.rows}
        told = {number: near(n) for number, n in known.items() if number is not None or not hidden(n)}
        assert shown == ({} if hidden(*(n for number, n in known.items() if number is not None)) else told)
        if shown:
            says_only_what_may_be(f"{view(overlap).headline}. {view(overlap).subtitle}")
        tiers = ask(store, "demand_tiers", viewer=STEERING_GROUP)
        counts = [sum(world[street, tier] for street in STREETS) for tier in ("1", "2", "3")]
        shown = {row["category"]: row["count"] for row in tiers.shape.rows if row["count"]}
        whole = {tier: near(count) for tier, count in enumerate(counts, start=1) if count}
        if hidden(*counts[:2]):  # the two in need stand together
            counts = [counts[0] + counts[1], counts[2]]
            whole = {board.NEED: near(counts[0]), 3: near(counts[1])}
        if hidden(counts[-1]):  # and those in balance with those who are not rated, of whom there are none here
            counts = [8]
            whole = {}
            assert not shown
        assert shown == ({} if hidden(*counts) else {tier: count for tier, count in whole.items() if count})

        answer = ask(store, "households_by_street", viewer=STEERING_GROUP)
        told = {street: sum(r["count"] for r in answer.shape.of_these(street)) for street in answer.shape.order}
        each = streets(world)
        apart = {r["category"] for r in answer.shape.rows if r["split"] != board.NOT_SPLIT}
        assert set(told) == set(each) and all(
            told[street] == (near(need) + near(rest) if street in apart else near(need + rest))
            for street, (need, rest) in each.items()
        )
        assert not any(hidden(*each[street]) for street in apart)
        if not hidden(*map(sum, zip(*each.values()))):  # of those that are not split, all together are enough
            others = [each[street] for street in each if street not in apart]
            assert not hidden(*map(sum, zip(*others))) and (not others or any(hidden(*parts) for parts in others))
            in_need = [sum(each[street][0] for street in each if (street in apart) == split) for split in (True, False)]
            assert answer.shape.in_need == sum(map(near, in_need)) or not each
        if shown:
            says_only_what_may_be(f"{board.tiers_headline(tiers.shape)}. {board.tiers_about(tiers)}")
        if not answer.is_empty:
            says_only_what_may_be(board.streets_headline(answer.shape, board.streets(answer.shape)))


def streets(world: dict) -> dict[str, tuple[int, int]]:
    """How many of each street are in need, and how many are not: small streets together."""
    each = {s: (world[s, "1"] + world[s, "2"], world[s, "3"]) for s in STREETS if any(world[s, t] for t in "123")}
    small = {street for street, parts in each.items() if sum(parts) < 8}
    while small and sum(sum(each[street]) for street in small) < 8:
        large = sorted(set(each) - small, key=lambda street: (sum(each[street]), street))
        if not large:
            return {}
        small.add(large[0])
    together = {street: parts for street, parts in each.items() if street not in small}
    if small:
        together[OTHERS] = tuple(map(sum, zip(*(each[street] for street in small))))
    return together


@pytest.mark.parametrize(("one_quarter", "two_quarters"), [(7, 0), (5, 8)])
def test_cases_are_told_to_a_steering_group_as_the_rule_says(store, one_quarter, two_quarters):
    """Quarters of which eight cases are compared, with what all of these had and nobody's reference; and a case with
    its consent alone."""
    cases = [f"C{n}" for n in range(one_quarter + two_quarters)]
    days = [(2023, 10, 10), (2024, 1, 10), (2024, 3, 10), (2024, 8, 10)]
    rows = [
        {"case_ref": case, "agency": "Police", "cost": 10, "price_year": "2023", "date": dt.date(*day)}
        for n, case in enumerate(cases)
        for day in (*days, *([(2023, 7, 10)] if n >= one_quarter else []))
    ]
    begun = {"intervention_date": dt.date(2024, 2, 1), "followed_until": dt.date(2025, 2, 1)}
    consent = dict(zip(cases, (True, None, False) * 5))
    store.load(
        [
            incoming("transactions", rows),
            incoming("cases", [{"case_ref": c, "consent": consent[c], **begun} for c in cases]),
        ],
        "AB",
    )
    answer = ask(store, "before_and_after", viewer=STEERING_GROUP)
    # Before, each had something in January, and who is on record for two quarters in October; after, in March alone.
    both, longer = len(cases), two_quarters
    expected = {-2: (longer, longer), -1: (both, both), 1: (both, both), 2: (longer, 0)}
    shown = {point.quarter: (point.cases, point.transactions) for point in answer.shape.points}
    assert shown == {quarter: (near(cases), about(done)) for quarter, (cases, done) in expected.items() if cases >= 8}
    assert not answer.shape.rows and not any(f"'{case}'" in repr(answer) for case in cases)
    for measure in (m for m in MEASURES.values() if "case" in m.filters):
        seen = {
            case for case in cases[:2] if not ask(store, measure.name, {"case": case}, viewer=STEERING_GROUP).is_empty
        }
        assert seen <= {cases[0]} and (seen or measure.name != "agency_costs"), measure.name
