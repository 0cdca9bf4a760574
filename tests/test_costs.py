"""Agency costs (M14, M16): the deck's totals, windows, price years, and what is never added up."""

import datetime as dt
import itertools
import random
from dataclasses import replace
from statistics import stdev

import pytest

from measures import money, views
from measures.answers import ask
from measures.export.workbook import workbook
from measures.loading import Load
from measures.money import Deflators, one_price, real
from measures.shapes.costs import HISTORIC, KINDS, NEW
from measures.views import before_and_after
from measures.views.board import panels, words
from measures.views.costs import bars as chart
from measures.views.costs import kinds
from measures.views.costs import words as say
from measures.words import pounds
from tests.reckoning.cases import months_after
from tests.worlds import incoming, prepared

D = dt.date
AGENCIES = ("Social Services", "Local Authority", "Health Service", "Police", "Education")
# The pairs that are forced by what slide 13 prints, and the two ways to read the rest (../shared/domain.md, 1.3).
FORCED = ((3379, 646), (2859, 214), (3818, 33))
READINGS = (((83649, 824), (13072, 493)), ((83649, 493), (13072, 824)))
LAYOUTS = [order for rest in READINGS for order in itertools.permutations((*FORCED, *rest))]


def lines(*rows, **every):
    """Cost lines: (agency, cost, approach, …) each, of case K unless they say otherwise."""
    names = ("agency", "cost", "approach", "date", "price_year", "cash_type")
    return incoming("transactions", [{"case_ref": "K", **every, **dict(zip(names, row))} for row in rows])


def case(ref="K", start=None, until=None, **more):
    return {"case_ref": ref, "intervention_date": start, "followed_until": until, **more}


def costs(store, *sheets, **filters):
    store.load(list(sheets), "a test")
    return ask(store, "agency_costs", filters)


def plain(words: str) -> str:
    return words.replace("\u2060", "")


# -- The deck


def test_the_decks_figures_and_the_one_that_is_missing():
    assert 83649 + 13072 + 3818 + 3379 + 2859 == 106777 and 824 + 646 + 493 + 214 + 33 == 2210
    printed = (83649, 3818, 3379, 2859, 824, 646, 493, 214, 33)
    assert 106777 + 2210 - sum(printed) == 13072
    assert len(LAYOUTS) == len(set(LAYOUTS)) == 240


@pytest.mark.parametrize("layout", random.Random(13).sample(LAYOUTS, 8), ids=str)
def test_in_any_layout_the_totals_and_the_reduction_are_the_decks(store, layout):
    rows = [(a, cost, approach) for a, pair in zip(AGENCIES, layout) for cost, approach in zip(pair, (HISTORIC, NEW))]
    answer = costs(store, lines(*rows))
    shape = answer.shape
    assert (shape.total.historic, shape.total.new) == (106777, 2210)
    assert say.headline(answer).endswith("97.9% less, over times nobody recorded")
    found = {(line.historic, line.new): say.change(line.change_share) for line in shape.agencies}
    assert [found[pair] for pair in FORCED] == ["81% less", "93% less", "99% less"]


def test_slide_13_in_the_demonstration_says_that_it_is_illustrative_and_that_its_windows_are_unknown(full):
    answer = ask(full, "agency_costs", {"case": "slide13"})
    assert (answer.shape.total.historic, answer.shape.total.new) == (106777, 2210)
    assert "illustrative" in say.subtitle(answer) and "Price year not stated" in say.subtitle(answer)
    assert "Not evidence of cause" in say.subtitle(answer) and "historic not known" in say.subtitle(answer)
    assert "reverses" in say.warnings(answer)[0]
    said = answer.as_dict()
    (told,) = said["kinds_of_money_never_added_together"]
    assert told["totals"]["change_share"] == pytest.approx(-0.979, abs=0.0005)
    assert told["days_to_date"] == {HISTORIC: None, NEW: None} and "per_case_and_month" not in told
    shares = {row["agency"]: round(row["historic_share"], 3) for row in said["rows"]}
    assert shares["Social services"] == 0.783 and sum(shares.values()) == pytest.approx(1, abs=0.002)


def test_ruths_case_reverses_when_it_is_put_per_month(full):
    answer = ask(full, "agency_costs", {"case": "RUTH"})
    shape = answer.shape
    assert (shape.total.historic, shape.total.new) == (106777, 20760)
    assert {a: e.days for a, e in shape.exposure.items()} == {HISTORIC: 5925, NEW: 175}
    assert say.change(shape.total.change_share, 1) == "80.6% less"
    assert "reverses: in total it is 80.6% less, by the day of each window 6.6 times as much" in say.warnings(answer)[0]
    assert "they come to £549 a month, then £3,611." in plain(say.warnings(answer)[0])
    # One quarter on either side is all that can be compared, and most of what doing what matters cost came after it.
    assert plain(say.headline(answer)) == (
        "£897 a month in the historic approach and £310 in the principles-based one: but £19,830 of the latter came "
        "after the 1 quarter that this is of"
    )
    assert not any("per cent" in heading for row in say.table(answer) for heading in row)
    assert "Slide 13 prints £2,210" in " ".join(say.notes(answer))


def test_all_cases_of_the_demonstration_count_no_money_twice(full):
    answer = ask(full, "agency_costs")
    shape = answer.shape
    assert (shape.kinds, shape.kind, shape.n) == (["Cashable", "Capacity", None], "Capacity", 37)
    assert shape.left_out == {"no intervention date": ["C025", "C034", "C037"]} and shape.price.year == "2023-24"
    assert "HM Treasury" in " ".join(say.notes(answer))
    one_by_one = [ask(full, "agency_costs", {"case": ref}).shape.of_kind("Capacity") for ref in shape.compared[::9]]
    own = {each.case: (each.quarters, each.before, each.after) for each in shape.changes.cases}
    for each in one_by_one:
        (of,) = each.changes.cases
        assert own[of.case][0] == of.quarters and own[of.case][1:] == pytest.approx((of.before, of.after), rel=0.1)
    assert (shape.total.historic, shape.total.new) == pytest.approx(
        (shape.changes.before, shape.changes.after), abs=0.1
    )
    quarters = ask(full, "before_and_after").shape.of_kind("Capacity").changes("amount")
    assert own == {each.case: (each.quarters, each.before, each.after) for each in quarters.cases}, (
        "one rule on one page"
    )
    spending = shape.of_kind(None)
    assert spending.compared == ("RUTH",) and spending.left_out == {"no intervention date": ["SLIDE13"]}
    assert workbook(answer, views.view(answer), "")


def test_the_demonstration_agrees_with_a_count_by_hand(full):
    """Each kind of money of each agency, in the prices of 2023-24, added up in Python from the rows as they were
    loaded."""
    indices = money.deflators().indices
    cases = {c["case_ref"]: c for c in full.rows("SELECT * FROM cases", ["cases"])}
    compared = {each.case: each.quarters for each in ask(full, "agency_costs").shape.changes.cases}
    sums = {}
    for row in full.rows("SELECT * FROM transactions", ["transactions"]):
        day = cases[row["case_ref"]]["intervention_date"]
        if day is None or row["cash_type"] not in ("Cashable", "Capacity"):
            continue
        approach = row["approach"] or (HISTORIC if row["date"] < day else NEW)
        of_case = compared[row["case_ref"]]
        reach = months_after(day, -3 * of_case), months_after(day, 3 * of_case)
        if approach != "Intervention" and not reach[0] <= row["date"] < reach[1]:
            continue
        cost = row["cost"] if row["cost"] is not None else row["quantity"] * float(row["unit_cost"])
        shown = row["agency"].replace("Social Services", "Social services")  # as most demands have it
        key = shown, row["cash_type"], approach
        sums[key] = sums.get(key, 0) + float(cost) * indices["2023-24"] / indices[row["price_year"]]
    rows = [row for row in ask(full, "agency_costs").records() if row["kind of money"] != "Not stated"]
    assert len(rows) >= 10
    for row in rows:
        for name, approach in (("historic", HISTORIC), ("principles-based", NEW), ("intervention", "Intervention")):
            by_hand = sums.get((row["agency"], row["kind of money"], approach), 0 if name == "intervention" else None)
            assert row[name] == (None if by_hand is None else pytest.approx(by_hand, abs=0.011))


def test_a_case_that_is_left_out_is_in_no_figure_and_its_absence_is_said(store):
    rows = [("A", 600, HISTORIC, D(2022, 1, 1)), ("A", 60, NEW, D(2022, 5, 1))]
    known = incoming("cases", [case(ref, D(2022, 4, 1), D(2022, 9, 1)) for ref in "KLM"])
    everyone = costs(
        store,
        lines(*rows),
        lines(*rows, case_ref="L"),
        lines(("A", 900000, HISTORIC, D(2022, 1, 1)), case_ref="M"),
        known,
    )
    assert everyone.shape.total.historic == 901200 and "without" not in say.subtitle(everyone)
    answer = ask(store, "agency_costs", {"without": ("m ", "M", "m")})
    assert answer.shape.total.historic == 1200 and answer.shape.compared == ("K", "L")
    assert say.subtitle(answer).startswith("2 cases, without") and answer.as_dict()["filters"]["without"]
    assert "2 cases, without" in before_and_after.subtitle(ask(store, "before_and_after", {"without": ("M",)}))
    assert "without M" in kinds.about(ask(store, "agency_costs", {"without": ("M",)}), 0.4)
    nobody = ask(store, "agency_costs", {"without": list("klm")})
    assert nobody.is_empty and "no case is left" in say.nothing_spent(nobody)


# -- Windows and rates


BEGAN = D(2022, 4, 1)


def paid(before, after, kind=None, ref="K", months=7, agency="A"):
    """A line on the first of each month, from six months before the intervention on: so much before it, so much
    after."""
    days = [months_after(BEGAN, nth) for nth in range(-6, months - 1)]
    return lines(
        *((agency, before if day < BEGAN else after, None, day, None, kind) for day in days if before is not None),
        case_ref=ref,
    )


def test_windows_to_date_meet_on_the_intervention_and_a_month_is_of_as_long_on_both_sides(store):
    known = incoming("cases", [case(start=BEGAN, until=D(2022, 9, 30))])
    answer = costs(store, paid(600, 60, months=7), lines(("B", 50, "Intervention", BEGAN)), known)
    shape = answer.shape
    assert {a: e.days for a, e in shape.exposure.items()} == {HISTORIC: 182, NEW: 182}
    rate = shape.monthly(shape.total)
    assert (rate.historic, rate.new, shape.months) == (600, 60, 6) and shape.avoided(0.4) is None
    assert plain(say.headline(answer)).endswith(
        "£600 a month in the historic approach and £60 in the principles-based one: 90.0% less"
    )
    assert say.windows(shape) == "historic 182 days, principles-based 182 days; a month, of 2 quarters on either side"
    assert kinds.table(answer, 0.4)[0]["Cost avoided, low"] == "one case: no range"
    # The intervention is beside, in neither.
    assert (shape.total.historic, shape.total.new, shape.total.intervention) == (3600, 360, 50)
    assert [row["Intervention"] for row in views.view(answer).rows] == ["£0", "£50", "£50"]


def test_without_one_a_window_is_from_its_first_row_to_its_last(store):
    rows = [("A", 1, HISTORIC, D(2022, 1, 1)), ("A", 1, HISTORIC, D(2022, 4, 11))]
    rows += [("A", 1, NEW, D(2022, 5, 1)), ("A", 1, NEW, D(2022, 8, 14))]
    shape = costs(store, lines(*rows)).shape
    assert {a: e.days for a, e in shape.exposure.items()} == {HISTORIC: 100, NEW: 105} and not shape.unequal


@pytest.mark.parametrize(
    ("before", "after", "start", "says"),
    [
        (D(2022, 4, 1), D(2022, 7, 2), D(2022, 4, 1), "historic 1 day and principles-based 92 days (3 months)"),
        (D(2022, 3, 1), D(2022, 4, 1), D(2022, 4, 1), "historic 31 days and principles-based 1 day"),
        (D(2022, 3, 1), D(2022, 3, 1), None, None),
    ],
)
def test_what_was_paid_on_one_day_was_paid_for_that_day_and_is_put_on_no_month(store, before, after, start, says):
    known = incoming("cases", [case(start=start)])
    answer = costs(store, lines(("A", 100, HISTORIC, before), ("A", 40, NEW, after)), known)
    unequal = [each for each in say.warnings(answer) if "unequal" in each]
    assert unequal == ([f"The windows are unequal: {says}. Do not compare the totals."] if says else [])
    assert says or plain(say.headline(answer)).endswith("over 1 and 1 day")
    assert views.view(answer).rows


def months(first, count):
    """The same day of so many months."""
    return [months_after(first, nth) for nth in range(count)]


BEYOND = "rows are dated after “Followed until”, or after the record of one of its agencies ends"


@pytest.mark.parametrize(
    ("until", "new"),
    [
        # The Police's record of both cases ends in December: Health's £1,200 of a year was said to be of 8 days.
        (None, "Health"),
        # ... and that of a case, whose rows go on after its last review, to be of 2 months.
        (D(2025, 3, 1), "Police"),
    ],
)
def test_what_was_paid_after_a_record_ends_was_paid_in_its_own_time(store, until, new):
    rows = [
        each
        for ref in "KL"
        for each in (
            *({"case_ref": ref, "agency": "Police", "cost": 100, "date": day} for day in months(D(2024, 1, 10), 12)),
            *({"case_ref": ref, "agency": new, "cost": 100, "date": day} for day in months(D(2025, 1, 10), 12)),
        )
    ]
    known = [case(ref, D(2025, 1, 1), until) for ref in "KL"]
    store.load([incoming("transactions", rows), incoming("cases", known)], "a test")
    answer = ask(store, "agency_costs", {"case": "K"})
    last = (D(2025, 12, 10) - D(2025, 1, 1)).days
    assert {a: e.days for a, e in answer.shape.exposure.items()} == {HISTORIC: 357, NEW: last}
    assert any(f"In 1 case (K) {BEYOND}" in each for each in say.warnings(answer))
    (*_, story) = kinds.of_case_table(ask(store, "case_costs", {"case": "K"}).shape)
    said = "1 January 2025 to 10 December 2025, 343 days. 12 lines of cost."
    assert story["When, of how many lines, in which prices"].startswith(said)


def test_a_case_whose_record_goes_on_has_no_row_beyond_it(store):
    known = incoming("cases", [case(start=BEGAN, until=D(2022, 9, 30))])
    answer = costs(store, paid(600, 60, months=7), known)
    assert not answer.shape.beyond and not any(BEYOND in each for each in say.warnings(answer))


def test_costs_of_different_cases_are_not_compared(store):
    """£1,200 of one person and £60 of another were said to be “95.0% less, over times nobody recorded”."""
    rows = [
        {"case_ref": "K", "agency": "Police", "cost": 100, "approach": HISTORIC, "date": d}
        for d in months(D(2024, 1, 1), 12)
    ]
    rows += [
        {"case_ref": "L", "agency": "Police", "cost": 10, "approach": NEW, "date": d} for d in months(D(2025, 1, 1), 6)
    ]
    answer = costs(store, incoming("transactions", rows))
    said = "£1,200 historic and £60 principles-based are of different cases, so there is nothing to compare"
    assert say.headline(answer) == said
    assert say.windows(answer.shape) == "historic 335 case-days, principles-based 151 case-days"
    assert [row["Change"] for row in say.table(answer)] == ["no data"] * 2
    assert not any("per cent" in heading for row in say.table(answer) for heading in row)
    # Of one that has both, the other is no part.
    (again,) = store.load([lines(("Police", 40, HISTORIC, D(2024, 6, 1)), case_ref="L")], "a test")
    assert again.rows and "£40 in the historic approach and £60 in" in say.headline(ask(store, "agency_costs"))


@pytest.mark.parametrize(
    ("new", "start", "over", "why"),
    [
        # A row without a date on one side: of the other it is known how long it took.
        (
            ("B", 30, NEW, None),
            None,
            "over 31 days and a time that is not known",
            "not every row has a date",
        ),
        # Every row has a date, one on the other side of the intervention: it was said that not every row has one.
        (
            ("B", 30, NEW, D(2022, 3, 1)),
            D(2022, 4, 1),
            "over 90 days and a time that is not known",
            say.NO_WINDOW,
        ),
        (("B", 30, NEW, D(2022, 5, 1)), D(2021, 4, 1), "over a time that is not known and 395 days", say.NO_WINDOW),
    ],
)
def test_a_window_that_is_not_known_is_told_beside_the_one_that_is(store, new, start, over, why):
    rows = [("A", 10, HISTORIC, D(2022, 1, 1)), ("A", 90, HISTORIC, D(2022, 2, 1)), new]
    answer = costs(store, lines(*rows), *([incoming("cases", [case(start=start)])] if start else []))
    assert say.headline(answer).endswith(f"approach and £30 in the principles-based one, {over}")
    assert words.costs_headline(answer.shape) == f"£100 historic, £30 principles-based, {over}"
    assert f"cost is unknown, because {why}." in say.warnings(answer)[0]


def test_the_board_says_of_which_kind_of_money_a_cost_is(store):
    """Paid in cash before and in people's time since: “£100 a month before, £0 a month after: 100% less”."""
    days = [months_after(BEGAN, nth) for nth in range(-6, 6)]
    rows = [
        lines(*(("A", cost, None, day, None, kind) for day in of))
        for cost, kind, of in ((100, "Cashable", days[:6]), (50, "Capacity", days[6:]))
    ]
    known = incoming("cases", [case(start=BEGAN, until=D(2022, 9, 30), consent=True)])
    answer = costs(store, *rows, known)
    assert answer.shape.kinds == ["Cashable", "Capacity"]
    said = {
        "Cashable": (
            "Cashable: £100 a month before, £0 a month after: 100% less",
            "Cashable: cost: less in 1 of 1 case",
        ),
        "Capacity": (
            "Capacity: £0 a month before, £50 a month after: of £0 or less there is no per cent",
            "Capacity: cost: more in 1 of 1 case",
        ),
    }
    quarters = ask(store, "before_and_after").shape
    for kind, (for_one, before_and_since) in said.items():
        assert words.costs_headline(answer.shape.of_kind(kind)).startswith(for_one)
        assert words.quarters_headline(quarters.of_kind(kind), "amount").startswith(before_and_since)
    assert words.quarters_headline(quarters, "transactions").startswith("Interactions stayed")
    assert f" {quarters.kind}: cost: " in before_and_after.subtitle(ask(store, "before_and_after"))


def test_the_days_of_several_cases_are_case_days(store):
    """Two cases of a year each were “over 691 days (23 months)”, which neither took."""
    rows = [("K", D(2024, 1, 1), 1000), ("K", D(2025, 2, 20), 200), ("L", D(2024, 3, 1), 700), ("L", D(2025, 2, 1), 50)]
    known = [case("K", D(2025, 1, 1)), case("L", D(2025, 1, 20))]
    paid_ = [{"case_ref": ref, "agency": "Police", "cost": cost, "date": day} for ref, day, cost in rows]
    answer = costs(store, incoming("transactions", paid_), incoming("cases", known))
    assert say.headline(answer).endswith("over 691 and 62 case-days")
    said = "The windows are unequal: historic 691 case-days and principles-based 62 case-days."
    assert f"{said} Do not compare the totals: for each case they come to £74.88 a month, then £123." in say.warnings(
        answer
    )[0].replace("\u2060", "")
    assert say.in_their_time(answer.shape) == (
        "£1,700 historic in 691 case-days, £250 principles-based in 62 case-days"
    )


@pytest.mark.parametrize(
    ("row", "page", "on_the_board", "story"),
    [
        (
            {"approach": "Intervention"},
            f"{say.NEITHER}, so there is nothing to compare",
            say.NEITHER,
            "No cost is recorded but that of the intervention itself",
        ),
        (
            {"approach": NEW, "cost": 0},
            "£0 principles-based; no historic cost is recorded, so there is nothing to compare",
            "£0: nothing to compare it with yet",
            "£0 on doing what matters",
        ),
        (
            {"cash_type": "Avoided"},
            "Nothing to show: every row is recorded as avoided",
            "Nothing to show: every row is recorded as avoided.",
            "No cost is recorded but what was avoided",
        ),
    ],
)
def test_of_a_case_without_cost_of_either_approach_none_is_said(store, row, page, on_the_board, story):
    """“£0 historic” where only the intervention was paid for, and “no row says which” where nothing was spent."""
    rows = incoming("transactions", [{"case_ref": "K", "agency": "A", "cost": 100, "date": D(2022, 4, 1), **row}])
    answer = costs(store, rows, incoming("cases", [case(start=D(2022, 4, 1))]))
    assert views.view(answer).headline == page
    assert views.view(ask(store, "case_costs", {"case": "K"})).headline == story

    def of_case(name, *, version, **chosen):
        return ask(store, name, chosen, version=version)

    asking = panels.Asking(store, of_case, panels.Of(store.version()), lambda *of, **how: {})
    told = panels.individual(asking, "K", {}).panels[-1]
    assert on_the_board in (told.headline, told.about) and "neither historic nor" not in told.about


def test_a_row_without_a_date_makes_its_window_unknown_and_is_in_no_quarter(store):
    rows = [("A", 10, HISTORIC, D(2022, 1, 1)), ("A", 90, HISTORIC, None), ("A", 5, NEW, D(2022, 5, 1))]
    answer = costs(store, lines(*rows))
    assert (
        answer.shape.exposure[HISTORIC] is None and "window of the historic cost is unknown" in say.warnings(answer)[0]
    )
    store.load([incoming("cases", [case(start=D(2022, 4, 1), until=D(2022, 9, 1))])], "a test")
    answer = ask(store, "agency_costs")
    assert answer.shape.lined_up and answer.shape.monthly(answer.shape.total).historic == pytest.approx(10 / 3)
    assert "£90 has no date: it is in no quarter" in " ".join(map(plain, say.warnings(answer)))


def test_what_has_no_date_is_not_said_to_have_come_later(store):
    """The quarters that are compared do not speak of it either."""
    known = incoming("cases", [case(start=BEGAN, until=D(2022, 9, 30))])
    undated = lines(("A", 500, NEW, None))
    answer = costs(store, paid(100, 40, months=7), undated, known)
    said = (
        "£100 a month in the historic approach and £40 in the principles-based one: but £500 of the latter has no date"
    )
    assert plain(say.headline(answer)) == f"{said}, and is in no quarter"
    on_the_board = "£100 a month before, £40 a month after: but £500 of the latter has no date, and is in no quarter"
    assert plain(words.costs_headline(answer.shape)).startswith(on_the_board)
    assert not any("per cent" in heading for row in views.view(answer).rows for heading in row)


def test_a_row_without_an_approach_is_placed_by_its_date_or_is_in_no_total(store):
    rows = [("A", 10, None, D(2022, 1, 1)), ("A", 4, None, D(2022, 4, 1)), ("A", 100, None, None)]
    shape = costs(store, lines(*rows), incoming("cases", [case(start=D(2022, 4, 1))])).shape
    assert (shape.total.historic, shape.total.new, shape.not_stated) == (10, 4, 100)


def test_a_case_that_costs_nothing_since_is_not_left_out_for_it(store):
    known = incoming("cases", [case(ref, BEGAN, D(2022, 9, 30)) for ref in "KL"])
    shape = costs(store, paid(100, 100), paid(100, 100, ref="L", months=1), known).shape
    assert {each.case: (each.before, each.after) for each in shape.changes.cases} == {"K": (600, 600), "L": (600, 0)}


def test_rows_that_state_one_side_and_are_dated_on_the_other_are_told(store):
    rows = lines(("A", 1, HISTORIC, D(2022, 1, 1)), ("A", 1, HISTORIC, D(2022, 6, 1)), ("A", 1, NEW, D(2022, 5, 1)))
    answer = costs(store, rows, incoming("cases", [case(start=D(2022, 4, 1), until=D(2022, 9, 1))]))
    assert answer.shape.outside == ["K"] and "they count by what they state" in " ".join(say.warnings(answer))


def test_rows_without_a_price_year_that_are_of_many_years_are_told(store):
    answer = costs(store, lines(("A", 1, HISTORIC, D(2018, 1, 1)), ("A", 1, NEW, D(2021, 5, 1))))
    assert "Rows of 4 calendar years do not say which year's prices" in " ".join(say.warnings(answer))


def test_a_kind_of_money_that_some_rows_say_and_others_do_not_is_compared_with_nothing(store):
    known = incoming("cases", [case(ref, BEGAN, D(2022, 9, 30)) for ref in "KL"])
    partly = lines(
        *[("A", 100, None, months_after(BEGAN, nth), None, "Cashable" if nth > 1 else None) for nth in range(-6, 6)]
    )
    answer = costs(store, partly, paid(100, 100, ref="L"), known)
    spending = replace(answer, shape=answer.shape.of_kind(None))
    assert spending.shape.compared == ("L",)
    assert "K (whose rows say the kind of money here and not there" in say.compared(spending)
    alone = ask(store, "agency_costs", {"case": "K"})
    assert "%" not in say.headline(alone) and "none can be compared" in " ".join(say.warnings(alone))
    assert ask(store, "before_and_after").shape.of_kind(None).left_out["kinds in part"] == (1, 12)


def test_an_agency_without_a_row_of_an_approach_is_not_said_to_have_spent_nothing(store):
    answer = costs(store, lines(("A", 90, HISTORIC), ("B", 10, HISTORIC), ("B", 0, NEW), ("C", 5, NEW)))
    shape = answer.shape
    assert (shape.total.historic, shape.total.new, shape.total.change_share) == (100, 5, -0.95)
    rows = {row["Agency"]: row for row in say.table(answer)}
    assert (
        rows["A"]["Principles-based"] == rows["C"]["Historic"] == "none recorded" and rows["A"]["Change"] == "no data"
    )
    assert (plain(rows["B"]["Change"]), rows["B"]["Change in per cent"]) == ("−£10", "100% less")
    (data,) = chart.totals(shape).to_dict()["datasets"].values()
    labels = [row["label"] for row in data if row.get("label")]
    assert labels[:4] == [
        "£90 historic",
        "no principles-based cost recorded",
        "£10 historic",
        "£0 principles-based, 100% less",
    ]
    assert "1 of 3 agencies has no principles-based cost recorded (A)." in " ".join(say.notes(answer))
    (told,) = answer.as_dict()["kinds_of_money_never_added_together"]
    assert told["totals"]["agencies_with_no_principles_based_cost_recorded"] == ["A"]
    assert {r["agency"]: r["principles_based"] for r in answer.as_dict()["rows"]} == {"A": None, "B": 0, "C": 5}


def test_an_agency_with_nothing_in_the_quarters_alone_has_what_it_has_in_all(store):
    known = incoming("cases", [case(start=BEGAN, until=D(2022, 9, 30))])
    answer = costs(store, paid(600, 60), lines(("NHS", 940, None, D(2021, 9, 1)), ("NHS", 30, None, BEGAN)), known)
    row = next(row for row in say.table(answer) if row["Agency"] == "NHS")
    assert (row["Historic"], row["Historic, a month"]) == ("£940", "none in these quarters")
    (data,) = chart.monthly(answer.shape).to_dict()["datasets"].values()
    assert "no historic cost in these quarters" in [row.get("label") for row in data]


def test_nothing_historic_is_no_per_cent_and_an_increase_is_one(store):
    shape = costs(store, lines(("A", 5, NEW), ("B", 10, HISTORIC), ("B", 15, NEW))).shape
    found = {line.name: (line.change, line.change_share) for line in shape.agencies}
    assert found == {"A": (None, None), "B": (5, 0.5)} and say.change(0.5) == "50% more"


def test_a_credit_is_taken_off_and_a_negative_sum_is_no_part_of_anything(store):
    rows = [("A", 140, HISTORIC), ("A", -40, HISTORIC), ("B", 50, HISTORIC), ("A", -5, NEW), ("B", 5, NEW)]
    answer = costs(store, lines(*rows))
    shape = answer.shape
    assert {line.name: (line.historic, line.new, line.change_share) for line in shape.agencies} == {
        "A": (100, -5, None), "B": (50, 5, -0.9)
    }  # fmt: skip
    assert (shape.total.new, shape.share_of(shape.agencies[0], NEW)) == (0, None)
    assert (plain(say.table(answer)[0]["Change"]), say.table(answer)[0]["Change in per cent"]) == ("−£105", "no %")
    (data,) = chart.totals(shape).to_dict()["datasets"].values()
    assert {(row["value"], row["end"]) for row in data if row.get("label")} == {(100, 100), (-5, 0), (50, 50), (5, 5)}


def test_one_side_alone_is_compared_with_nothing(store):
    answer = costs(store, lines(("A", 10, HISTORIC, D(2022, 1, 1)), ("A", 10, HISTORIC, D(2022, 3, 1))))
    assert not answer.shape.comparable and "nothing to compare" in say.headline(answer)
    assert answer.as_dict()["kinds_of_money_never_added_together"][0]["totals"]["change"] is None and "100%" not in str(
        say.table(answer)[0]["Change"]
    )


def test_cost_wins_over_quantity_and_spellings_of_an_agency_are_one(store):
    rows = [
        {"agency": "Police", "cost": 7, "quantity": 2, "unit_cost": 5},
        {"agency": "police", "quantity": 2.5, "unit_cost": 4},
        {"agency": "Police ", "cost": 1},
    ]
    rows = [{"case_ref": "K", "approach": HISTORIC, **row} for row in rows]
    shape = costs(store, incoming("transactions", rows)).shape
    assert [(line.name, line.historic) for line in shape.agencies] == [("Police", 18)]


def test_a_row_without_a_cost_takes_its_unit_cost_from_the_list(store):
    visit = {"Activity": "Home visit", "Agency": "Fernleigh Homes", "Source": "Board"}
    prices = [visit | {"Price year": "2023-24", "Unit cost": 38.5}, visit | {"Price year": "2024-25", "Unit cost": 41}]
    row = {
        "Case ref": "K",
        "Agency": "fernleigh-homes",
        "Activity": "home visit",
        "Approach": HISTORIC,
        "Price year": "2023-24",
    }
    done = [
        row | {"Quantity": 2, "Unit cost": None},
        row | {"Quantity": 1, "Price year": None},
        row | {"Quantity": 1, "Unit cost": 50},
        row | {"Quantity": 9, "Unit cost": 38.5, "Cost": 300},
        row | {"Quantity": 1, "Unit cost": -50, "Approach": "Principles-based"},
        row | {"Quantity": 5, "Agency": "Police"},
        row | {"Quantity": 5, "Price year": "2019-20"},
    ]
    without = Load((prepared({"Done": done}),)).ask(store)
    assert without.unanswered[0].sentence.startswith("4 rows have a quantity and no cost")
    together = (prepared({"Done": done, "Prices": prices}, "one.xlsx"),)
    asked = Load(together).ask(store)
    (unknown, other) = asked.questions
    assert asked.unanswered == (unknown,) and unknown.evidence[:2] == (
        "home visit, Police: 1 row",
        "home visit, fernleigh-homes: 1 row",
    )
    assert "home visit, fernleigh-homes: £50 here, £38.50 there (2023-24, Board), in 1 row" in other.sentence
    load = Load(together, answers={"unit-costs": "leave-out"})
    loaded = store.load(load.incoming(load.ask(store)), "x")
    assert [(each.rows, each.left_out) for each in loaded] == [(5, 2), (2, 0)]
    known = [{name: value for name, value in each.items() if value is not None} for each in done[:4]]
    as_listed = Load(
        (prepared({"Done": known}, "again.xlsx"),), answers={"other-unit-costs": "list", "record": "own-record"}
    )
    said = as_listed.ask(store).questions[0]
    assert said.plain and said.sentence == (
        "2 rows without a cost have the unit cost of the list of unit costs: Home visit, Fernleigh Homes at £38.50 "
        "(2023-24, Board) in 1 row; Home visit, Fernleigh Homes at £41 (2024-25, Board) in 1 row."
    )
    kept = (
        "SELECT quantity * unit_cost AS cost, price_year, unit_cost_source FROM transactions WHERE cost IS "
        "NULL ORDER BY _row"
    )
    assert [tuple(each.values()) for each in store.rows(kept, ["transactions"])] == [
        (77, "2023-24", "Board"),
        (41, "2024-25", "Board"),
        (50, "2023-24", None),
        (-50, "2023-24", None),
    ]
    store.load(as_listed.incoming(as_listed.ask(store)), "x")
    assert sum(each["cost"] == 38.5 for each in store.rows(kept, ["transactions"])) == 1, (
        "at the list's, as was answered"
    )


def test_a_credit_that_refunds_no_row_and_a_cost_in_the_rows_of_two_siblings_are_asked_about(store):
    began = D(2024, 7, 1)
    cases = [{"Case ref": ref, "Household ref": home, "Intervention date": began, "Followed until": D(2024, 12, 31)}
             for ref, home in (("S1", "HH"), ("S2", "hh"), ("C", "other"))]  # fmt: skip
    care = {"Agency": "County", "Activity": "Home care", "Cost": 100}
    monthly = [D(2024, month, 1) for month in range(1, 13)]
    lines_ = [care | {"Case ref": ref, "Date": day} for ref in ("S1", "S2") for day in monthly]
    lines_ += [care | {"Case ref": "C", "Date": day, "Cost": 70} for day in monthly]
    lines_ += [
        care | {"Case ref": "C", "Date": D(2024, 9, 9), "Cost": -210},  # of more than one row
        care | {"Case ref": "C", "Date": D(2024, 9, 9), "Cost": -70},
        care | {"Case ref": "C", "Date": D(2024, 5, 9), "Cost": -300},
    ]
    book = (prepared({"Cases": cases, "Lines": lines_}),)
    asked = Load(book).ask(store)
    credits, siblings = asked.unanswered
    assert credits.sentence.startswith("1 credit takes back more than any one row before it")
    assert credits.evidence == ("Lines!C38: −⁠£210 of County for C, 9 Sep 2024",)
    assert (
        siblings.sentence.startswith("12 rows say the same cost")
        and siblings.evidence[0] == "£100 of County: S1 and S2"
    )
    load = Load(book, answers={"credits": "historic", "siblings": "once"})
    store.load(load.incoming(load.ask(store)), "x")
    own = {
        each.case: (each.before, each.after) for each in ask(store, "before_and_after").shape.changes("amount").cases
    }
    assert own == {"S1": (600, 600), "S2": (0, 0), "C": (420 - 300 - 210, 420 - 70)}
    again = Load(
        (prepared({"Lines": lines_[:2] + [{**lines_[12], "Cost": 55}]}, "b.xlsx"),), answers={"record": "own-record"}
    )
    assert [q.code for q in again.ask(store).questions] == ["record"], "nothing that two cases have in common"


def test_a_date_far_from_all_others_of_its_case_opens_no_window_and_no_month(store):
    days = [D(1923, 5, 5), *(D(2024, month, 3) for month in range(1, 13))]
    rows = [{"case_ref": "K", "agency": "Police", "cost": 10, "date": day} for day in days]
    rows += [{"case_ref": "K", "agency": "Police", "cost": 0, "date": D(2004, 1, 5)}]
    began = case(start=D(2024, 7, 1), until=D(2024, 12, 31))
    shape = costs(store, incoming("transactions", rows), incoming("cases", [began])).shape
    assert shape.days(HISTORIC) == (D(2024, 7, 1) - D(2024, 1, 3)).days and shape.total.historic == 70
    for name in ("interactions_per_month", "costs_per_month"):
        alone = ask(store, name, {"case": "K"}).shape
        assert alone.dates[0] == D(2024, 1, 1) and alone.n == 11
        assert ("outside the months on record", 2) in [(row["left_out"], row["value"]) for row in alone.left_out]


# -- Price years


def test_hm_treasurys_worked_example():
    assert round(real(7.4, 91.031, 102.789), 2) == 8.36
    table = Deflators({"1998-99": 91.031, "2003-04": 102.789})
    assert round(7.4 * one_price(["2003-04", "1998-99"], table).factors["1998-99"], 2) == 8.36


def test_the_file_of_deflators_is_whole_and_says_where_it_is_from():
    table = money.deflators()
    assert not table.faults and "HM Treasury" in table.source and "December 2025" in table.source
    assert (table.indices["1990"], table.indices["2024"], table.indices["2012"]) == (42.7537, 100, 71.9294)
    for year in range(1990, 2024):
        first, second = table.indices[str(year)], table.indices[str(year + 1)]
        assert table.indices[f"{year}-{(year + 1) % 100:02d}"] == pytest.approx((3 * first + second) / 4, abs=1e-6)
    assert len(table.indices) == 69


def test_price_years_are_brought_to_the_latest_of_those_shown(store):
    rows = lines(("A", 100, HISTORIC, None, "2010"), ("A", 100, NEW, None, "2024"))
    shape = costs(store, rows).shape
    assert shape.price.year == "2024" and shape.total.historic == pytest.approx(100 / 0.691217, abs=0.01)
    assert one_price(["2023", "2023-24"], money.deflators()).year == "2023-24"


@pytest.mark.parametrize(
    ("years", "missing"),
    [(("2023", "2031"), ("2031",)), (("2023", None), (None,)), (("1850-51", None), ("1850-51", None))],
)
def test_price_years_that_cannot_be_one_are_not_added_up(store, years, missing):
    answer = costs(store, lines(("A", 100, HISTORIC, None, years[0]), ("A", 10, NEW, None, years[1])))
    shape = answer.shape
    assert shape.price.refused and shape.price.missing == missing
    assert (
        "not added up" in say.refused(shape.price)
        and "totals" not in answer.as_dict()["kinds_of_money_never_added_together"][0]
    )
    assert sorted(row["historic"] + row["principles-based"] for row in answer.records()) == [10, 100]
    assert len(say.apart(answer)) == 2


def test_one_price_year_needs_no_deflator(store):
    shape = costs(store, lines(("A", 100, HISTORIC, None, "2031"), ("A", 10, NEW, None, "2031"))).shape
    assert not shape.price.refused and (shape.price.year, shape.total.historic) == ("2031", 100)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("year,index,source\n2020,1,x\n", "columns"),
        ("price_year,index,source\n2020,0,x\n", "line 2"),
        ("price_year,index,source\n2020,1,x\n2020,2,x\n", "twice"),
        ("price_year,index,source\n2020,1,\n", "comes from"),
        ("price_year,index,source\n20,1,x\n", "not a price year"),
        ("price_year,index,source\n2020,nan,x\n", "not an index"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_deflators_with_a_fault_is_not_used(tmp_path, monkeypatch, store, content, says):
    path = tmp_path / "deflators.csv"
    if content is None:
        path.mkdir()
    else:
        path.write_text(content, "utf-8")
    table = money.deflators(path)
    assert not table.indices and says in table.faults[0]
    monkeypatch.setenv("MEASURES_STORE", str(tmp_path / "measures.duckdb"))
    assert costs(store, lines(("A", 1, HISTORIC, None, "2019"), ("A", 1, NEW, None, "2020"))).shape.price.refused


def test_a_newer_file_beside_the_store_is_used(tmp_path, monkeypatch):
    (tmp_path / "deflators.csv").write_text("price_year,index,source\n2031-32,1,x\n", "utf-8")
    assert "2031-32" not in money.deflators().indices
    before = money.deflators().fingerprint
    monkeypatch.setenv("MEASURES_STORE", str(tmp_path / "measures.duckdb"))
    assert money.deflators().indices == {"2031-32": 1} and money.deflators().fingerprint != before


# -- Cost avoided (M16)


def test_cost_avoided_is_the_sum_of_the_cases_own_changes_as_a_range(store):
    cases = [(600, 100), (300, 60), (500, 90), (400, 50)]
    rows = [paid(*both, "Cashable", f"C{n}") for n, both in enumerate(cases)]
    same = [paid(100, 100, "Capacity", f"C{n}", agency="B") for n in range(4)]
    known = incoming("cases", [case(f"C{n}", BEGAN, D(2022, 9, 30)) for n in range(4)])
    answer = costs(store, *rows, *same, known)
    found = {each.kind: each.avoided(0) for each in answer.shape.each_kind}
    # 6 months of 500, 240, 410 and 350 less: £9,000, and 3.182 × their standard deviation × the root of 4 either way.
    reach = 3.182 * stdev([3000, 1440, 2460, 2100]) * 2
    assert (found["Cashable"].low, found["Cashable"].high) == pytest.approx((9000 - reach, 9000 + reach), abs=0.01)
    assert (found["Capacity"].low, found["Capacity"].high) == (0, 0), "nothing changed"
    cautious = answer.shape.of_kind("Cashable").avoided(0.4)
    assert (cautious.low, cautious.high) == pytest.approx((9000 - reach - 3600, 9000 + reach), abs=0.01)
    table = kinds.table(answer, 0.4)
    assert [row["Kind of money"] for row in table] == ["Cashable", "Capacity"] and "All" not in str(table)
    said = kinds.about(answer, 0.4)
    assert "40% for optimism" in said and "never added together" in said and "Not evidence of cause" in said


def test_what_is_not_compared_is_told_with_its_own_reason_wherever_it_is_looked_for(store):
    """Beside the table of kinds of money, too; and nobody is told to fill in dates that are there."""
    rows = [("A", 600, HISTORIC, D(2022, 1, 1), None, "Cashable"), ("A", 60, NEW, D(2022, 5, 1), None, None)]
    more = [("A", 50, HISTORIC, D(2021, 12, 1)), ("A", 5, NEW, D(2022, 9, 30))]
    known = incoming("cases", [case("K", D(2022, 4, 1), D(2022, 9, 30))])
    in_part = costs(store, lines(*rows, *more), known)
    assert "Fill in “Cash type” for all of them or for none." in kinds.about(in_part, 0.4)
    nothing = before_and_after.nothing(ask(store, "before_and_after").shape)
    assert "1 case whose rows say the kind of money here and not there: fill in “Cash type”" in nothing
    now = panels.Asking(
        store, lambda name, **how: ask(store, name, version=how.pop("version"), filters=how), panels.Of(store.version())
    )
    assert all("fill in “Cash type”" in each.headline + each.about for each in panels.strategic(now).panels[:2])
    assert "“Intervention date”" not in nothing and "No case here can be, so there is nothing to line up." in nothing
    undated = costs(store, lines(*more, case_ref="L"))
    assert undated.shape.n == 2
    nothing = before_and_after.nothing(ask(store, "before_and_after", {"case": "L"}).shape)
    assert "Fill in “Intervention date” and “Followed until” in the cases sheet." in nothing


def test_kinds_of_money_of_price_years_that_cannot_be_added_up_say_what_to_do(store):
    rows = [
        ("A", 600, HISTORIC, D(2022, 1, 1), "2021-22", "Cashable"),
        ("A", 60, NEW, D(2022, 5, 1), "2039-40", "Cashable"),
        ("A", 60, NEW, D(2022, 5, 1), "2039-40", "Capacity"),
    ]
    answer = costs(store, lines(*rows))
    table = kinds.table(answer, 0.4)
    assert table[0]["Historic"] == "not added up"
    said = kinds.about(answer, 0.4)
    assert "there is no deflator for 2039-40: put one into deflators.csv beside the store" in said
    assert "cannot be worked out" not in said


def test_kinds_of_money_have_no_sum_anywhere_and_what_was_avoided_was_not_spent(store):
    rows = [
        ("A", cost, approach, day, None, kind)
        for approach, day in ((HISTORIC, D(2022, 1, 1)), (NEW, D(2022, 5, 1)))
        for kind, cost in (("Cashable", 11), ("Capacity", 200), ("Avoided", 3000), (None, 40000))
    ]
    answer = costs(store, lines(*rows), incoming("cases", [case(start=D(2022, 4, 11), until=D(2022, 7, 20))]))
    said = answer.as_dict()
    told = said["kinds_of_money_never_added_together"]
    assert [(each["kind_of_money"], each["totals"]["historic"]) for each in told] == [
        ("Cashable", 11), ("Capacity", 200), ("Not stated", 40000)
    ]  # fmt: skip
    assert "totals" not in said and len(said["rows"]) == 3
    assert [(r["approach"], r["amount"]) for r in said["recorded_as_avoided_in_no_total"]] == [
        (HISTORIC, 3000),
        (NEW, 3000),
    ]
    everything = str([say.headline(answer), say.table(answer), kinds.table(answer, 0.4), said["rows"], told])
    assert not any(f"{a + b:,}" in everything for a, b in itertools.combinations((11, 200, 3000, 40000), 2))
    assert not {"3,000", "3000"} & set(everything.replace("£", " ").replace("'", " ").split())
    for shape in answer.shape.each_kind:
        of = replace(answer, shape=shape)
        name = KINDS[shape.kind]
        assert say.headline(of).startswith(f"{name}: ") and f"{name.lower()} alone" in say.subtitle(of)
    assert "not incurred" in kinds.recorded_avoided_words(
        answer
    ) and "2 rows of 1 case " in kinds.recorded_avoided_words(answer)


def test_a_kind_of_money_is_of_the_cases_whose_rows_say_it(store):
    """A case that states other kinds spent £0 of this one; of a case that states none nobody knows, so it is not in the
    rate."""
    kinds = {"K": "Cashable", "L": "Capacity", "M": None}
    known = incoming("cases", [case(ref, BEGAN, D(2022, 9, 30)) for ref in kinds])
    shape = costs(store, *[paid(100, 10, kind, ref) for ref, kind in kinds.items()], known).shape
    assert {each.kind: each.compared for each in shape.each_kind} == {
        "Cashable": ("K", "L"), "Capacity": ("K", "L"), None: ("M",)
    }  # fmt: skip
    assert shape.of_kind("Cashable").monthly(shape.of_kind("Cashable").total).historic == 50


def test_only_what_was_avoided_is_nothing_spent(store):
    answer = costs(store, lines(("A", 100, NEW, D(2022, 1, 1), None, "Avoided")))
    assert answer.shape.kinds == [] and answer.records() == []
    assert "every row is recorded as avoided" in say.nothing_spent(answer) and len(kinds.recorded_avoided(answer)) == 1


def test_what_was_avoided_is_added_up_over_cases(store):
    avoided = [lines(*(("A", amount, NEW, D(2022, 1, 1 + i), None, "Avoided") for i, amount in enumerate(amounts)), case_ref=ref)
        for ref, amounts in (("K", (100, 20)), ("L", (3,)))]  # fmt: skip
    (found,) = costs(store, *avoided).shape.recorded_avoided
    assert (found["agency"], found["lines"], found["amount"]) == ("A", 3, 123)


# -- Pictures


def test_thirty_three_pounds_is_readable_beside_eighty_three_thousand_on_one_axis(full):
    spec = chart.totals(ask(full, "agency_costs", {"case": "SLIDE13"}).shape).to_dict()
    bars, labels, _ = spec["layer"]
    (data,) = spec["datasets"].values()
    said = {row["label"]: row["value"] for row in data if row.get("label")}
    assert said["£33 principles-based, 99% less"] == 33 and said["£83,649 historic"] == 83649
    assert labels["encoding"]["text"]["field"] == "label" and labels["encoding"]["x"]["field"] == "end"
    scale = bars["encoding"]["x"]["scale"]
    assert scale["domain"][0] == 0 and "type" not in scale, "linear, from nought, unbroken"
    assert {row["fill"] for row in data if row.get("approach") == "Principles-based"} == {"#FFFFFF"}, (
        "not by colour alone"
    )
    assert spec["title"]["subtitle"] == ["Windows: historic not known,", "principles-based not known"]
    # On the narrowest chart each label ends before the edge.
    for label, value in said.items():
        assert value / scale["domain"][1] * chart.NARROWEST + chart.LETTER * len(label) <= chart.NARROWEST


def test_what_the_intervention_cost_is_a_bar_of_its_own(full):
    shape = ask(full, "agency_costs").shape
    (data,) = chart.totals(shape).to_dict()["datasets"].values()
    assert [row["value"] for row in data if row.get("approach") == "Intervention"] == [shape.total.intervention]
    (data,) = chart.monthly(shape).to_dict()["datasets"].values()
    assert not [row for row in data if row.get("approach") == "Intervention"]


def test_pounds_in_words():
    assert [plain(pounds(a)) for a in (83649, 33, 12.345, -5, -0.001, 0, None, 1e6, 99.999)] == [
        "£83,649", "£33", "£12.35", "−£5", "£0", "£0", "no data", "£1,000,000", "£100"
    ]  # fmt: skip
    assert [say.change(c) for c in (-1, -0.996, 0, 0.001, None, 9, -0.99999, 0.00001)] == [
        "100% less", "99.6% less", "the same", "0.1% more", "no %", "10.0 times as much", "over 99.9% less", "under 0.1% more"
    ]  # fmt: skip


def test_a_case_with_some_lines_undated_says_of_how_many_lines(store):
    def lines(*days):
        return [{"case_ref": "A", "agency": "Police", "cost": 10, "approach": "Historic", "date": on} for on in days]

    store.load([incoming("transactions", lines(D(2025, 1, 1), D(2025, 2, 1), None))], "x")
    ((_, _, about),) = kinds.of_case(ask(store, "case_costs", {"case": "A"}).shape, "Historic")
    assert about.startswith("1 of 3 lines has no date, so how long this took is not known.")
