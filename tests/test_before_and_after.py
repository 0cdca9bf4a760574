"""Before and after intervention (M15): each case with itself, over the time that it was observed on both sides."""

import datetime as dt

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.shapes import itself as paired
from measures.shapes.before_and_after import BeforeAndAfter, cumulate
from measures.shapes.itself import Changes, Own, chance
from measures.views import before_and_after as view
from measures.views import itself
from measures.views import view as shown
from tests.reckoning.cases import months_after
from tests.worlds import incoming

D = dt.date
DAY = D(2020, 6, 1)


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


def every(days, case="K", cost=10):
    """A row of a case on each of these days."""
    return [(case, day, cost) for day in days]


def paid(first, months, amount=100, ref="K", agency="Council", each=1, **more):
    """A payment every so many months."""
    return [
        {"case_ref": ref, "agency": agency, "cost": amount, "date": months_after(first, nth)} | more
        for nth in range(0, months, each)
    ]


def ledger(store, lines, **cases):
    """Lines, and cases by the day of their intervention, and until when they were followed if somebody says so."""
    known = [{"case_ref": ref, "intervention_date": each[0], "followed_until": each[1]} for ref, each in cases.items()]
    store.load([incoming("transactions", lines), incoming("cases", known)], "a test")
    return ask(store, "before_and_after").shape


def own(shape, what="amount"):
    """Quarters, before and after of each case."""
    return {each.case: (each.quarters, each.before, each.after) for each in shape.changes(what).cases}


PAID = ("Fee", "weekly fees", "Care-home invoice", "Top-up CHARGES", "Payments (direct)", "repayment")
DONE = ("Discharge", "Hospital discharges", "Coffee morning", "Feedback", "Charged by police", "Visit", "Feeding", None)


def test_a_payment_is_told_by_whole_words_of_its_activity(store):
    lines = [
        {"case_ref": f"{n}", "agency": "A", "cost": 10, "date": D(2022, month, 1), "activity": activity, "quantity": 2}
        for n, activity in enumerate(PAID + DONE)
        for month in (1, 6)
    ]
    shape = ledger(store, lines, **{f"{n}": (D(2022, 4, 1), D(2022, 6, 30)) for n in range(len(PAID + DONE))})
    contacts = {case: before for case, (_, before, _) in own(shape, "transactions").items()}
    assert [contacts[f"{n}"] for n in range(len(PAID + DONE))] == [0] * len(PAID) + [2] * len(DONE)


def test_the_decks_series_is_per_quarter_and_this_is_its_sum():
    assert cumulate([87, 47, 10, 0, 0, 0, 0, 0]) == [87, 134, 144, 144, 144, 144, 144, 144]


def test_a_quarter_is_three_months_from_the_day_itself_which_is_after(store):
    rows = [("K", -93, 3), ("K", -92, 4), ("K", -1, 5), ("K", 0, 7), ("K", 91, 1), ("K", 92, 2), ("K", 200, 1)]
    shape = world(store, rows, {"K": 91})
    assert [(p.quarter, p.transactions, p.amount) for p in shape.points] == [(-1, 2, 9), (1, 2, 8)]
    assert shape.left_out == {"outside the quarters compared": (1, 3)} | {}


@pytest.mark.parametrize("first", [D(2020, 1, 1), D(2020, 1, 31), D(2020, 2, 14)])
def test_what_is_paid_every_month_is_three_payments_in_every_quarter(store, first):
    began = months_after(first, 13) if first.day != 14 else D(2021, 8, 30)
    shape = ledger(store, paid(first, 31), K=(began, None))
    assert {p.transactions for p in shape.points} == {3} and len(shape.points) >= 8
    assert view.headline(shape) == "Interactions stayed about the same in the 1 case"


def test_one_large_row_is_no_rise_and_is_not_about_the_same_either(store):
    """£0 before and £5,000 after was told as “about the same”: one row may be a chance, and is five thousand pounds."""
    world(store, [("K", -93, 1), ("K", 10, 5000), ("K", 200, 1)], {"K": 91})
    costs = ask(store, "agency_costs")
    assert "Cost changed by no more than one row in the 1 case." in view.view(ask(store, "before_and_after")).subtitle
    assert shown(costs).headline.endswith(": no further apart than one row puts them")
    two = Changes([Own("K", 1, 0, 5000, 5000), Own("L", 1, 100, 100, 50)])
    assert itself.finding(two, "amount") == "Cost changed by no more than one row, or a tenth, in both cases"


def test_heavy_cases_that_close_early_are_no_fall(store):
    cases = {f"L{n}": (D(2022, 1, 1), D(2023, 12, 31)) for n in range(5)}
    lines = [line for ref in cases for line in paid(D(2021, 1, 1), 36, ref=ref)]
    heavy = {f"H{n}": (D(2022, 1, 1), D(2022, 4, 30)) for n in range(5)}
    lines += [line for ref in heavy for line in paid(D(2021, 1, 1), 16, amount=400, ref=ref)]
    shape = ledger(store, lines, **cases, **heavy)
    assert own(shape) == dict.fromkeys(cases, (4, 1200, 1200)) | dict.fromkeys(heavy, (1, 1200, 1200))
    answer = ask(store, "before_and_after")
    assert view.view(answer).headline == "Interactions stayed about the same in all 10 cases"
    assert "Cost stayed about the same in all 10 cases" in view.subtitle(answer) and "% less" not in view.subtitle(
        answer
    )


BOTH = {"A": (D(2022, 1, 1), D(2022, 12, 31)), "B": (D(2022, 1, 1), D(2022, 12, 31))}
UNTIL_MARCH = [line for ref in BOTH for line in paid(D(2021, 1, 1), 15, ref=ref)]
FOUR = [line for n in range(4) for line in paid(D(2021, 1, 1), 18, ref=f"C{n}")]
HALF_A_YEAR = {f"C{n}": (D(2022, 1, 1), D(2022, 6, 30)) for n in range(4)}
SAME = {f"C{n}": (2, 600, 600) for n in range(4)}


@pytest.mark.parametrize(
    ("lines", "cases", "expected"),
    [
        # The whole ledger, and one agency's part of it, end in March; they are followed until December.
        (UNTIL_MARCH, BOTH, {"A": (1, 300, 300), "B": (1, 300, 300)}),
        (
            UNTIL_MARCH + [x for ref in BOTH for x in paid(D(2021, 1, 1), 24, ref=ref, agency="Health")],
            BOTH,
            {"A": (1, 600, 600), "B": (1, 600, 600)},
        ),
        # The help of one agency that has one case alone stops: that is no end of its record.
        (
            UNTIL_MARCH[:12] + [x for ref in BOTH for x in paid(D(2021, 1, 1), 24, ref=ref, agency="Health")],
            BOTH,
            {"A": (4, 2400, 1200), "B": (4, 1200, 1200)},
        ),
        # Followed into the future, and a payment that is planned.
        (FOUR, HALF_A_YEAR | {"C0": (D(2022, 1, 1), D(2064, 6, 30))}, SAME),
        # ... whose rows stop while others go on: nobody says that it was looked at since.
        (
            FOUR[18:] + paid(D(2021, 1, 1), 16, ref="C0"),
            HALF_A_YEAR | {"C0": (D(2022, 1, 1), D(2064, 6, 30))},
            SAME | {"C0": (1, 300, 300)},
        ),
        (FOUR + paid(D(2064, 6, 1), 1, ref="C1"), HALF_A_YEAR | {"C1": (D(2022, 1, 1), None)}, SAME),
        # A date of 1923, one that is too late, a row that was avoided and one of £0 begin and prolong nothing.
        (FOUR + paid(D(1923, 3, 1), 1, ref="C1") + paid(D(2025, 3, 1), 1, ref="C2"), HALF_A_YEAR, SAME),
        (
            FOUR + paid(D(2020, 7, 1), 1, ref="C1", amount=0) + paid(D(2022, 12, 1), 1, ref="C2", cash_type="Avoided"),
            HALF_A_YEAR | {"C2": (D(2022, 1, 1), None)},
            SAME,
        ),
        # Paid at each year's end.
        (paid(D(2020, 3, 31), 37, each=12), {"K": (D(2022, 4, 1), D(2023, 3, 31))}, {"K": (4, 100, 100)}),
        # As long as the last whole year: the invoice of the year that is not over is still to come.
        (
            paid(D(2020, 3, 31), 37, each=12) + paid(D(2020, 4, 1), 45, amount=10, agency="Health"),
            {"K": (D(2022, 4, 1), D(2023, 12, 31))},
            {"K": (4, 220, 220)},
        ),
        (
            paid(D(2020, 3, 31), 25, each=12) + paid(D(2020, 4, 1), 36, amount=10, agency="Health"),
            {"K": (D(2022, 4, 1), D(2022, 12, 31))},
            {},
        ),
        # The crisis on the day of the intervention, and care that was refunded later: by what they state.
        (
            FOUR + paid(D(2022, 1, 1), 1, ref="C0", approach="Historic", amount=900)
            + paid(D(2022, 2, 9), 1, ref="C1", approach="Historic", amount=-50)
            + paid(D(2021, 12, 9), 1, ref="C2", approach="Principles-based", amount=70),
            HALF_A_YEAR,
            SAME | {"C0": (2, 1500, 600), "C1": (2, 550, 600), "C2": (2, 600, 670)},
        ),
    ],
)  # fmt: skip
def test_only_time_that_was_observed_is_compared(store, lines, cases, expected):
    shape = ledger(store, lines, **cases)
    assert own(shape) == expected
    stops = expected.get("C0") == (1, 300, 300)
    assert ("1 case is said to be followed until a day still to come: counted until" in view.left_out(shape)) == stops


def test_a_case_that_is_not_observed_for_a_quarter_on_both_sides_is_left_out_and_why_is_said(store):
    began = D(2022, 1, 1)
    lines = [
        *paid(D(2021, 1, 1), 24, ref="whole"),
        *paid(D(2021, 12, 30), 12, ref="late"),
        *paid(D(2022, 2, 1), 6, ref="new"),
        *paid(D(2021, 1, 1), 6, ref="gone"),
        *paid(D(2021, 1, 1), 13, ref="two days"),
        *paid(D(2021, 1, 1), 12, ref="nobody knows"),
        {"case_ref": "undated", "agency": "Council", "cost": 5},
    ]
    until = {"two days": D(2022, 1, 2), "late": D(2022, 12, 31), "undated": D(2022, 12, 31)}
    refs = dict.fromkeys(line["case_ref"] for line in lines)
    shape = ledger(store, lines, **{ref: (None if ref == "nobody knows" else began, until.get(ref)) for ref in refs})
    assert set(own(shape)) == {"whole"}
    assert {why: cases for why, (cases, _) in shape.left_out.items() if why in view.ALONE} == {
        "less than a quarter before": 1, "nothing before": 1, "not followed": 1, "less than a quarter after": 1,
        "no intervention date": 1, "nothing dated": 1,
    }  # fmt: skip
    said = view.left_out(shape)
    assert "1 case not followed after the intervention: no row of more than £0 since, and no “Followed until”" in said
    assert "1 case without a row that says when" in said


def test_the_record_of_an_agency_that_ends_at_once_leaves_its_cases_out(store):
    lines = [x for ref in BOTH for x in paid(D(2021, 1, 1), 12, ref=ref)] + paid(
        D(2021, 1, 1), 24, ref="C", agency="Health"
    )
    shape = ledger(store, lines, **BOTH, C=(D(2022, 1, 1), None))
    assert shape.left_out["record ends"][0] == 2 and set(own(shape)) == {"C"}


def test_interactions_are_what_was_done_and_not_how_often_it_was_paid_or_taken_back(store):
    """Weekly fees and then a monthly invoice; visits one by one and then with a quantity; a line and its reversal."""
    began, rows = D(2022, 1, 1), []
    week = dt.timedelta(7)
    for nth in range(-13, 13):
        rows += [{"date": began + nth * week, "cost": 10, "activity": "Weekly fee"}] if nth < 0 else []
        rows += [{"date": began + nth * week, "cost": 5, "activity": "Visit"}] if nth < 0 else []
    for nth in range(3):
        on = months_after(began, nth)
        rows.append({"date": on, "cost": 43, "activity": "Monthly invoice"})
        rows.append({"date": on, "quantity": (4, 5, 4)[nth], "unit_cost": 5, "activity": "Visit"})
    rows += [
        {"date": D(2021, 11, 3), "cost": 700, "activity": "Stairlift"},
        {"date": D(2022, 2, 3), "cost": -700, "activity": "Stairlift"},
    ]
    rows += [
        {"date": D(2021, 11, 9), "cost": 90, "activity": "Bath"},
        {"date": D(2022, 2, 9), "cost": -20, "activity": "Bath"},
    ]
    rows += [
        {"date": D(2021, 9, 30), "cost": 1, "activity": "Call"},
        {"date": D(2022, 4, 2), "cost": 1, "activity": "Call"},
    ]
    shape = ledger(store, [{"case_ref": "K", "agency": "Council"} | row for row in rows], K=(began, D(2022, 3, 31)))
    assert own(shape, "transactions") == {"K": (1, 14, 13)}, "13 visits and a bath, then 13 visits"
    assert own(shape) == {"K": (1, 130 + 65 + 70, 129 + 65)}, "what was refunded later is taken off where it was spent"


@pytest.mark.parametrize(
    ("row", "credit"),
    [
        ({"activity": "Visit", "quantity": 3, "cost": 300}, {"cost": -300}),
        ({"activity": "Visit", "quantity": 3, "unit_cost": 100}, {"quantity": 3, "cost": -300}),
        ({"activity": "Visit", "cost": 300}, {"quantity": 3, "cost": -300}),
        ({"activity": "Weekly fee", "cost": 300}, {"cost": -300}),  # money alone, and so is what takes it back
    ],
)
def test_a_row_that_is_taken_back_whole_takes_back_what_it_was_and_no_more(store, row, credit):
    """A credit that says no quantity took one of three visits back, and one of a fee a visit that nobody had made."""
    began, every = D(2022, 1, 1), {"case_ref": "K", "agency": "Council"}
    lines = [{**every, "date": began + dt.timedelta(7 * n), "cost": 5, "activity": "Visit"} for n in range(-14, 20)]
    lines += [{**every, **row, "date": D(2021, 11, 3)}]
    lines += [{**every, "activity": row["activity"], **credit, "date": D(2022, 2, 3)}]
    shape = ledger(store, lines, K=(began, D(2022, 3, 31)))
    assert own(shape, "transactions") == {"K": (1, 13, 13)} and own(shape) == {"K": (1, 65, 65)}
    by_month = ask(store, "interactions_per_month").shape.points
    assert {each["when"]: each["value"] for each in by_month}[D(2021, 11, 1)] == 4


def test_what_was_done_is_not_known_of_an_agency_that_sends_bills_in_its_place_and_that_is_said(store):
    """Council writes down each visit of one year and a monthly invoice of the next; Health pays a fee beside its
    visits."""
    lines = []
    for ref in BOTH:
        for agency, activities in (("Council", ("Visit", "Invoice")), ("Health", ("Visit", "Visit"))):
            for year, activity in zip((2021, 2022), activities):
                lines += paid(D(year, 1, 1), 12, ref=ref, agency=agency, activity=activity)
        lines += paid(D(2022, 6, 1), 6, ref=ref, agency="Health", activity="Fee", amount=9)
    shape = ledger(store, lines, **BOTH)
    assert set(own(shape, "transactions").values()) == {(4, 12, 12)} and {x[1] for x in own(shape).values()} == {2400}
    said = "24 rows: contacts of Council, which wrote down payments in their place for a part of the record"
    assert said in view.view(ask(store, "before_and_after")).note
    by_month = ask(store, "interactions_per_month").shape
    assert set(by_month.values) == {1} and said.split(": ")[1] in {row["left_out"] for row in by_month.left_out}


@pytest.mark.parametrize(("began", "rows"), [(D(2022, 10, 1), 1), (D(2022, 4, 1), 0)])
def test_a_yearly_payment_for_time_on_both_sides_counts_as_after_and_that_is_said(store, began, rows):
    lines = paid(D(2020, 3, 31), 49, each=12) + paid(D(2020, 4, 1), 48, amount=10, agency="Health")
    shape = ledger(store, lines, K=(began, D(2024, 3, 31)))
    assert {each[1:] for each in own(shape).values()} in ({(220, 220)}, {(440, 440)})
    said = "paid for time before it too: 1 row of what is paid by the half-year or year. A fall of it is larger"
    assert (said in view.view(ask(store, "before_and_after")).note) == bool(rows)


def test_a_case_alone_is_observed_as_it_is_among_others(store):
    ledger(store, UNTIL_MARCH + paid(D(2021, 1, 1), 24, ref="C"), **BOTH, C=(D(2022, 1, 1), None))
    together = own(ask(store, "before_and_after").shape)
    assert {ref: own(ask(store, "before_and_after", {"case": ref}).shape)[ref] for ref in together} == together


def test_what_cannot_be_counted_is_counted_apart(store):
    rows = [*every(range(-100, 100, 10)), ("K", None, 3), ("K", 5, 9, "Intervention"), ("N", 3, 4), ("N", 1, 6)]
    shape = world(store, [*rows, ("K", 4, 8, None, None, "Avoided")], {"K": 91, "N": ...})
    assert shape.left_out == {
        "intervention cost": (1, 1),
        "no date": (1, 1),
        "no intervention date": (1, 2),
        "outside the quarters compared": (1, 1),
        "recorded as avoided": (1, 1),
    }
    assert [(p.quarter, p.transactions, p.amount) for p in shape.points] == [(-1, 9, 90), (1, 10, 100)]
    assert "Not compared: 1 case without an intervention date." in view.left_out(shape)


def test_totals_are_added_up_over_time_only_for_equal_numbers_of_cases(store):
    rows = [*every(range(-760, 760, 20)), *every(range(-100, 160, 20), "L", 30)]
    shape = world(store, rows, {"K": 740, "L": 150})
    assert not shape.equal_n and shape.throughout == ["K"]
    with pytest.raises(ValueError, match="not added up"):
        shape.series("amount", per_case=False, cumulative=True)
    whole = shape.only_throughout()
    assert whole.equal_n and whole.n == 1 and len(whole.points) == 16
    after = [v for p, v in whole.series("amount", per_case=False, cumulative=True) if p.quarter > 0]
    assert after == [50, 100, 140, 190, 230, 280, 320, 370]
    each = {p.quarter: v for p, v in shape.series("amount", cumulative=True)}
    assert (each[1], each[2]) == (100, 150), "£50 and £150 over two cases, then £50 over one"


def test_mixed_price_years_leave_the_money_out_and_not_the_interactions(store):
    rows = [("K", day, 1, None, "2031" if day < 0 else "2020") for day in range(-100, 120, 10)]
    shape = world(store, rows, {"K": 100})
    assert shape.price.refused and [p.amount for p in shape.points] == [None, None]
    assert shape.series("amount") == [] and len(shape.series("transactions")) == 2
    assert shape.changes("amount").n == 0 and shape.changes("transactions").n == 1
    assert all(row["cost"] is None for row in shape.records(MEASURES["before_and_after"]))


def test_kinds_of_money_are_never_added_together_and_what_was_avoided_did_not_happen(store):
    stated = [("K", day, 5, None, None, kind) for day in (-95, -10, 95) for kind in ("Cashable", "Capacity")]
    rows = [*stated, ("K", 5, 1000, None, None, "Avoided"), *(("L", day, 50) for day in (-95, -10, 95))]
    shape = world(store, rows, {"K": 100, "L": 100})
    assert shape.kinds == ["Cashable", "Capacity", None] and shape.left_out["recorded as avoided"] == (1, 1)
    found = {k: [(p.quarter, p.cases, p.transactions, p.amount) for p in shape.of_kind(k).points] for k in shape.kinds}
    assert found == {
        "Cashable": [(-1, 1, 2, 5), (1, 1, 0, 0)],
        "Capacity": [(-1, 1, 2, 5), (1, 1, 0, 0)],
        None: [(-1, 1, 1, 50), (1, 1, 0, 0)],
    }
    told = ask(store, "before_and_after").as_dict()
    assert [(r["kind_of_money"], r["quarter"], r["cost"]) for r in told["rows"]][:2] == [
        ("Cashable", -1, 5),
        ("Cashable", 1, 0),
    ]
    assert ask(store, "before_and_after", {"without": ["k"]}).shape.kinds == [None]


def test_the_demonstration_compares_each_of_its_cases_with_itself(full):
    answer = ask(full, "before_and_after")
    shape = answer.shape
    assert all(shape.followed[quarter] == shape.followed[-quarter] for quarter in shape.followed)
    assert shape.n == 37 and shape.left_out["no intervention date"][0] == 3
    assert view.headline(shape) == "Interactions fell in 30 of 37 cases and rose in 2"
    assert "575 before and 218 after, over 1 to 7 quarters of each on either side: 62.1% less" in view.subtitle(answer)
    assert (shape.most, len(shape.throughout)) == (7, 7) and shape.only_throughout().equal_n


def test_a_chart_has_the_cases_under_its_axis_and_no_point_that_nobody_reached(store):
    shape = world(store, every(range(-100, 100, 10)), {"K": 95})
    spec = view.lines(shape, "amount").to_dict()
    axis = spec["layer"][1]["encoding"]["x"]["axis"]
    assert '"-0.5": ["1"]' in axis["labelExpr"] and '"1.5"' not in axis["labelExpr"]
    assert axis["title"] == ["quarters before | after", "of 1 case each"], "how many is said once"
    points = [row for rows in spec["datasets"].values() for row in rows if "quarter" in row]
    assert [row["at"] for row in points] == [-0.5, 0.5]
    assert [row["fill"] for row in points] == ["#FFFFFF", view.theme.AFTER], (
        "hollow before, full after: not by colour alone"
    )
    both = view.lines(shape, "transactions", cumulative=True).to_dict()
    assert '"8": ["8"]' in both["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]


# -- What cases can show together


def changes(*both, quarters=2, most=0):
    """Cases by what they had before and after."""
    return Changes([Own(f"C{n}", quarters, *each, most) for n, each in enumerate(both)])


def test_chance_is_counted_out_by_ranks(monkeypatch):
    assert [chance([-1] * n) for n in (1, 5, 6, 8)] == [1, 0.0625, 0.03125, 0.0078125]
    assert chance([-1, -2, -3, -4, -5, -6, -7, 1]) == pytest.approx(6 / 256), "the least two share the lowest ranks"
    assert chance([-3, -2, 2, 3, -1, 1]) == 1 and chance([]) == chance([0, 0]) == 1
    every = [-n if n % 3 else n for n in range(1, 51)]
    exact = chance(every)
    monkeypatch.setattr(paired, "EXACT", 10)
    assert exact < 0.05 and chance(every) == pytest.approx(exact, rel=0.05), "the normal curve, of many"


@pytest.mark.parametrize(
    ("both", "says"),
    [
        ([(0, 0)] * 2, "Cost: none on record in the quarters of both cases"),
        ([(10, 10)] * 3, "Cost stayed about the same in all 3 cases"),
        ([(100, 91)] * 9, "Cost stayed about the same in all 9 cases"),
        ([(10, 5)] * 4, "Cost: less in 4 of 4 cases: so few that it could be chance"),
        ([(10, 5)] * 6, "Cost: less in 6 of 6 cases: so few that it could be chance"),
        ([(10, 5)] * 7, "Cost fell in 7 of 7 cases"),
        ([(10, 5)] * 12 + [(10, 10), (5, 6)], "Cost fell in 12 of 14 cases and rose in 1"),
        ([(5, 10)] * 9 + [(10, 8)], "Cost rose in 9 of 10 cases and fell in 1"),
        ([(10, 5)] * 5 + [(5, 10)] * 4, "Cost: less in 5 of 9 cases, more in 4: no more than chance makes"),
        # The larger changes are rises, more of them than chance makes; and yet no more of the cases rose.
        (
            [(100, 80)] * 18 + [(100, 400)] * 17,
            "Cost: less in 18 of 35 cases, more in 17: no more than chance makes",
        ),
        ([], "No case can be compared with itself yet"),
    ],
)
def test_the_finding_says_of_how_many_cases_and_never_more_than_they_show(both, says):
    assert itself.finding(changes(*both), "amount") == says


def test_interactions_a_quarter_are_said_to_a_tenth():
    said = itself.in_all(changes((9, 0), (9, 9), quarters=3), "transactions")
    assert "The middle case had 1.5 fewer a quarter (3.0 fewer to the same)." in said


def test_a_row_more_or_less_and_a_tenth_are_about_the_same():
    ways = [
        Own("C", 1, before, after, most).way for before, after, most in ((300, 400, 100), (300, 401, 100), (3, 2, 1))
    ]
    assert ways == [0, 1, 0] and Own("C", 4, 100, 90).way == 0 and Own("C", 4, 100, 89).way == -1


def test_the_sum_of_own_changes_has_a_range_from_how_much_they_differ():
    even = changes((10, 5), (10, 5), (10, 5)).total
    assert even == (-15, -15) and changes((10, 5)).total is None
    low, high = changes((100, 50), (10, 10), (10, 12), (10, 9)).total
    assert low < -49 < high and low < 0 < high, "one case of four is not a fall of all"


def test_a_per_cent_is_said_only_of_what_is_more_than_chance():
    assert "%" not in itself.in_all(changes((1000, 10)), "amount"), "of one case nobody can tell"
    carried = changes((1000, 10), *[(100, 100 + n) for n in (-20, 30, 25, -30, 40, -15, 12)])
    said = itself.in_all(carried, "amount").replace("\u2060", "")
    assert "£1,700 before" in said and "%" not in said and "Case C0 alone changed by £495 less a quarter" in said
    few = changes(*[(100 + n, 50) for n in range(6)], *[(100, 100)] * 2)
    assert few.total.high < 0 and "could be chance" in itself.finding(few, "amount")
    assert "%" not in itself.in_all(few, "amount"), "not beside a headline that says it could be chance"
    all_of_few = changes(*[(100, 40)] * 4)
    assert "could be chance" in itself.finding(all_of_few, "amount") and "60.0% less" in itself.in_all(
        all_of_few, "amount"
    )
    said = itself.in_all(changes(*[(100 + n, 50) for n in range(8)]), "amount").replace("\u2060", "")
    assert "£828 before and £400 after, over 2 quarters of each on either side: 51.7% less" in said
    assert "The middle case had £26.75 less a quarter (£28.50 less to £25 less)." in said and "alone" not in said


def test_nothing_is_said_of_nobody():
    shape = BeforeAndAfter([])
    assert (shape.n, shape.points, shape.throughout, shape.equal_n) == (0, [], [], False)
    assert view.headline(shape) == "No case can be compared with itself yet"
