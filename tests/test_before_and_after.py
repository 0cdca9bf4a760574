"""Before and after intervention (M15): quarters, who was followed, and what is never added up."""

import datetime as dt
import math
from collections import Counter

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.shapes.before_and_after import QUARTER, BeforeAndAfter, cumulate
from measures.views import before_and_after as view
from tests.worlds import incoming

DAY = dt.date(2020, 6, 1)


def world(store, rows, cases):
    """Rows are (case, days from the intervention or None, cost, …); cases are ref: days followed, or None for no
    date."""
    names = ("case_ref", "day", "cost", "approach", "price_year", "cash_type")
    made = [dict(zip(names, row)) for row in rows]
    for row in made:
        row |= {"agency": "A", "date": None if row["day"] is None else DAY + dt.timedelta(row["day"])}
    known = [
        {
            "case_ref": ref,
            "intervention_date": DAY if days is not ... else None,
            "followed_until": None if days in (None, ...) else DAY + dt.timedelta(days),
        }
        for ref, days in cases.items()
    ]
    store.load([incoming("transactions", made), incoming("cases", known)], "a test")
    return ask(store, "before_and_after").shape


def quarter_of(days: int) -> int | None:
    """By the formula, which the query has as a table."""
    quarter = math.floor(days / QUARTER) + 1 if days >= 0 else -math.ceil(-days / QUARTER)
    return quarter if abs(quarter) <= 8 else None


def test_the_decks_series_is_per_quarter_and_this_is_its_sum():
    assert cumulate([87, 47, 10, 0, 0, 0, 0, 0]) == [87, 134, 144, 144, 144, 144, 144, 144]


def test_the_days_of_each_quarter_are_what_the_formula_says(store):
    bounds = store.rows(MEASURES["before_and_after"].parts["quarters"])
    for days in range(-800, 800):
        found = [row["quarter"] for row in bounds if row["first_day"] <= days <= row["last_day"]]
        assert found == [q for q in [quarter_of(days)] if q is not None], days


def test_the_day_itself_is_after_and_the_one_before_it_is_before(store):
    shape = world(store, [("K", -1, 5), ("K", 0, 7), ("K", 91, 1), ("K", 92, 2)], {"K": 800})
    assert [(p.quarter, p.transactions, p.amount) for p in shape.points[:3]] == [(-1, 1, 5), (1, 2, 8), (2, 1, 2)]
    assert [p.transactions for p in shape.points[3:]] == [0] * 6, "followed, and nothing happened"


def test_a_quarter_that_nobody_was_followed_through_is_absent_and_not_nought(store):
    rows = [("K", -10, 5), ("K", 10, 5), ("L", -200, 5), ("L", 95, 5), ("M", -5, 1), ("M", 30, 1)]
    shape = world(store, rows, {"K": 181, "L": 182, "M": None})
    # K misses the end of its second quarter by a day; M was followed to its last row, and not through a quarter.
    assert {p.quarter: p.cases for p in shape.points} == {-3: 1, -2: 1, -1: 3, 1: 2, 2: 1}
    assert [p.transactions for p in shape.points] == [1, 0, 2, 1, 1]
    assert shape.left_out == {"quarter not followed to its end": (1, 1)}
    assert {p.quarter: v for p, v in shape.series("transactions")}[-1] == pytest.approx(2 / 3)


def test_a_case_with_nothing_dated_counts_where_it_was_followed_and_in_no_quarter_before(store):
    """Nothing is known to have happened in it, and it was watched: to leave it out would divide by too few."""
    world(store, [("K", -10, 100), ("K", 10, 100), ("M", None, 40), ("N", None, 40)], {"K": 182, "M": 365, "N": None})
    shape = ask(store, "before_and_after").shape
    assert [(p.quarter, p.cases, p.transactions) for p in shape.points] == [
        (-1, 1, 1), (1, 2, 1), (2, 2, 0), (3, 1, 0), (4, 1, 0)
    ]  # fmt: skip
    assert shape.left_out == {"no date": (2, 2)}


def test_what_cannot_be_counted_is_counted_apart(store):
    rows = [
        ("K", -10, 5),
        ("K", None, 3),
        ("K", 5, 9, "Intervention"),
        ("K", -900, 2),
        ("K", 20, 1),
        ("N", 3, 4),
        ("O", 1, 6),
    ]
    shape = world(store, rows, {"K": 100, "N": ...})
    assert shape.left_out == {
        "intervention cost": (1, 1),
        "more than eight quarters away": (1, 1),
        "no date": (1, 1),
        "no intervention date": (2, 2),
    }
    assert {p.quarter: (p.cases, p.amount) for p in shape.points if p.amount} == {-1: (1, 5), 1: (1, 1)}
    said = view.left_out(shape)
    assert "2 rows in 2 cases without an intervention date" in said


def test_totals_are_added_up_over_time_only_for_equal_numbers_of_cases(store):
    rows = [("K", -725, 1), ("K", 3, 10), ("L", -300, 1), ("L", 4, 20), ("L", 100, 5)]
    shape = world(store, rows, {"K": 731, "L": 200})
    assert not shape.equal_n and shape.throughout == ["K"]
    with pytest.raises(ValueError, match="not added up"):
        shape.series("amount", per_case=False, cumulative=True)
    whole = shape.only_throughout()
    assert whole.equal_n and whole.n == 1 and len(whole.points) == 16
    after = [v for p, v in whole.series("amount", per_case=False, cumulative=True) if p.quarter > 0]
    assert after == [10.0] * 8
    each = {p.quarter: v for p, v in shape.series("amount", cumulative=True)}
    assert (each[1], each[2]) == (15, 17.5), "£30 over two cases, then £5 over the same two"


def test_mixed_price_years_leave_the_money_out_and_not_the_interactions(store):
    shape = world(store, [("K", -5, 1, None, "2031"), ("K", 5, 1, None, "2020")], {"K": 100})
    assert shape.price.refused and [p.amount for p in shape.points] == [None, None]
    assert shape.series("amount") == [] and len(shape.series("transactions")) == 2
    assert all(row["cost"] is None for row in shape.records(MEASURES["before_and_after"]))


def test_kinds_of_money_are_never_added_together_and_what_was_avoided_did_not_happen(store):
    rows = [
        ("K", -10, 5, None, None, "Cashable"),
        ("K", -9, 7, None, None, "Capacity"),
        ("K", 5, 1000, None, None, "Avoided"),
        ("L", -10, 50, None, None, None),
    ]
    shape = world(store, rows, {"K": 100, "L": 100})
    assert shape.kinds == ["Cashable", "Capacity", None] and shape.left_out == {"recorded as avoided": (1, 1)}
    found = {k: [(p.quarter, p.cases, p.transactions, p.amount) for p in shape.of_kind(k).points] for k in shape.kinds}
    assert found == {
        "Cashable": [(-1, 1, 2, 5), (1, 1, 0, 0)],
        "Capacity": [(-1, 1, 2, 7), (1, 1, 0, 0)],
        None: [(-1, 1, 1, 50), (1, 1, 0, 0)],
    }
    told = ask(store, "before_and_after").as_dict()
    assert [(r["kind_of_money"], r["quarter"], r["cost"]) for r in told["rows"]][:2] == [
        ("Cashable", -1, 5),
        ("Cashable", 1, 0),
    ]
    assert ask(store, "before_and_after", {"without": ["k"]}).shape.kinds == [None]


def test_the_demonstration_is_what_a_count_by_hand_makes_it(full):
    """The query against the same sums in Python: DuckDB 2.0 lost the noughts of one way to write it."""
    data = full.rows("SELECT * FROM transactions", ["transactions"])
    cases = {c["case_ref"]: c for c in full.rows("SELECT * FROM cases", ["cases"])}
    followed, done = Counter(), Counter()
    stated = {r["case_ref"] for r in data if r["cash_type"] in ("Cashable", "Capacity")}
    for ref, known in cases.items():
        if ref not in stated:
            continue  # Ruth and slide 13, whose rows do not say their kind of money
        day = known["intervention_date"]
        mine = (
            [
                (r["date"] - day).days
                for r in data
                if r["case_ref"] == ref and r["approach"] != "Intervention" and r["cash_type"] != "Avoided"
            ]
            if day
            else []
        )
        if not mine:
            continue
        last = (known["followed_until"] - day).days
        mine_in = {q for q in range(1, 9) if last >= math.ceil(q * QUARTER) - 1}
        mine_in |= {q for q in range(-8, 0) if q >= (quarter_of(min(mine)) or -8)}
        followed.update(mine_in)
        done.update(q for q in map(quarter_of, mine) if q in mine_in)
    shape = ask(full, "before_and_after").shape
    assert {p.quarter: p.cases for p in shape.points} == followed
    assert {p.quarter: p.transactions for p in shape.points} == {q: done[q] for q in followed}
    assert shape.n == 37 and len(shape.throughout) == 5 and shape.left_out["no intervention date"][0] == 3


def test_a_chart_has_the_cases_followed_under_its_axis_and_no_point_that_nobody_reached(store):
    shape = world(store, [("K", -10, 5), ("K", 10, 5)], {"K": 95})
    spec = view.lines(shape, "amount").to_dict()
    axis = spec["layer"][1]["encoding"]["x"]["axis"]
    assert '"-0.5": ["1", "1"]' in axis["labelExpr"] and '"1.5"' not in axis["labelExpr"]
    points = [row for rows in spec["datasets"].values() for row in rows if "side" in row]
    assert [row["at"] for row in points] == [-0.5, 0.5]
    assert {"strokeDash", "color"} <= set(spec["layer"][1]["encoding"]) and "shape" in spec["layer"][2]["encoding"]
    both = view.lines(shape, "transactions", cumulative=True).to_dict()
    assert '"8": ["8", "1", "\\u2013"]' in both["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]


def test_a_change_too_small_to_say_is_not_said_to_be_one(store):
    shape = world(store, [("K", -90, 1), ("K", -89, 1), ("K", 5, 1), ("K", 6, 1)], {"K": 95})
    assert view.headline(shape) == "Interactions stayed at about 2.0 a case and quarter after intervention"


def test_nothing_is_said_of_nobody():
    shape = BeforeAndAfter([])
    assert (shape.n, shape.points, shape.throughout, shape.equal_n) == (0, [], [], False)
    assert view.headline(shape) == "No case has been followed through a whole quarter before intervention"
