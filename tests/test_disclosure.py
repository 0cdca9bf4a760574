"""The disclosure rule: what a steering group may see, by tables of cases, and over everything in the catalogue."""

import datetime as dt
import json
import random
import re
from dataclasses import replace

import pytest

from measures import answers, disclosure, shown_quarters
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.disclosure import FEWEST, MANAGER, NEED, NOT_SPLIT, REST, STEERING_GROUP, few, rounded
from measures.shapes import SHAPES, Frequency, Share
from measures.shapes.itself import Changes, Own
from measures.views import share as shares
from measures.views import view
from measures.views.board import pictures
from measures.views.board import words as board
from measures.views.frequency import pyramid
from measures.views.itself import finding
from tests.worlds import incoming, load

VIEWERS = (MANAGER, STEERING_GROUP)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (8, 10), (7.4, 5), (12, 10), (13, 15), (17.5, 20), (2_012, 2_010), (2_013, 2_015)]
)
def test_counts_are_rounded_to_the_nearest_5(count, shown):
    assert rounded(count) == shown


def test_from_1_to_7_is_few_and_none_at_all_is_not():
    assert [n for n in range(12) if few(n)] == [1, 2, 3, 4, 5, 6, 7]


OTHERS = MEASURES["households_by_street"].gathered


def tiers(*counts: int) -> Frequency:
    rows = [{"category": t, "split": "rule", "count": n} for t, n in zip((1, 2, 3, None), counts) if n]
    return Frequency(rows, (1, 2, 3), ("recorded", "rule"))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((100, 620, 1280, 0), {1: 100, 2: 620, 3: 1280}),
        ((8, 13, 22, 0), {1: 10, 2: 15, 3: 20}),
        ((0, 13, 22, 0), {2: 15, 3: 20}),  # nobody at a tier gives nobody away
        ((7, 13, 22, 0), {NEED: 20, 3: 20}),  # one that is few could be told from the rest and the whole
        ((13, 7, 22, 3), {NEED: 20, 3: 20}),
        ((3, 4, 22, 0), {}),  # few together too
        ((13, 13, 7, 0), {}),
        ((9, 13, 22, 1), {1: 10, 2: 15, 3: 20}),  # the one without a tier is not told
    ],
)
def test_tiers_are_shown_each_or_the_two_in_need_together_or_not_at_all(counts, shown):
    found, why = disclosure.protect(MEASURES["demand_tiers"], tiers(*counts))
    assert {row["category"]: row["count"] for row in found.rows} == shown
    assert (why == disclosure.SAYS["few-apart"].format(fewest=8, counts="households")) == (not shown)


@pytest.mark.parametrize(
    ("counts", "page", "on_the_board"),
    [
        (
            (13, 13, 7, 20),
            "Of 55 households, about 25% need serious help, about 25% could go either way and about 50% are at tier 3 or "
            "not rated",
            "About 25% need serious help, about 25% either way, about 50% at tier 3 or not rated",
        ),
        (
            (3, 10, 7, 20),
            "Of about 40 households, 15 need serious help or could go either way and 25 are at tier 3 or not rated",
            "About 15 need serious help or could go either way, 25 at tier 3 or not rated of 40 households",
        ),
    ],
)
def test_of_what_the_shares_are_is_said_where_few_are_at_tier_3(counts, page, on_the_board):
    """A roll-up failed, and the board said what is so much of all as though it were of those rated."""
    measure = MEASURES["demand_tiers"]
    answer = Answer(measure, disclosure.protect(measure, tiers(*counts))[0], 1)
    shown = view(answer)
    assert shown.headline == page and board.tiers_headline(answer.shape) == on_the_board
    for draw in (pyramid.pyramid, pictures.tiers):
        assert draw(answer.shape).to_dict()


def test_where_tiers_come_from_is_not_told_as_from_nowhere():
    """“0 tiers recorded in the spreadsheet and 0 by the rule” of 2,000, and in the table two columns of noughts."""
    measure = MEASURES["demand_tiers"]
    shown = view(Answer(measure, disclosure.protect(measure, tiers(100, 620, 1280, 40))[0], 1))
    assert shown.note.startswith("A tier is the one recorded in the spreadsheet, or else by the rule (4 flags or more")
    assert shown.note.endswith(" 40 households not rated, and not in the shares.")
    assert [*shown.rows[0]] == ["Tier", "Households", "Share"]


def test_few_without_a_tier_are_in_the_whole_that_another_tells_of_all():
    """398 with a tier would be told as 400, and all 404 by street as 405: from 1 to 7 of them have none."""
    few_without, enough_without = ((20, 114, 264, n) for n in (6, 9))
    shown = [disclosure.protect(MEASURES["demand_tiers"], tiers(*each))[0] for each in (few_without, enough_without)]
    assert [(shape.total, shape.unplaced) for shape in shown] == [(405, 0), (400, 10)]


def streets(**counts: tuple[int, int, int]) -> Frequency:
    rows = [
        {"category": street, "split": tier, "count": n}
        for street, each in counts.items()
        for tier, n in zip((1, 2, 3), each)
        if n
    ]
    return Frequency(rows, (), (1, 2, 3))


@pytest.mark.parametrize(
    ("world", "shown"),
    [
        ({"A": (3, 9, 20)}, {("A", NEED): 10, ("A", REST): 20}),
        ({"A": (1, 2, 20)}, {("A", NOT_SPLIT): 25}),  # three in need are not told apart
        ({"A": (8, 8, 7)}, {("A", NOT_SPLIT): 25}),
        ({"A": (0, 0, 20)}, {("A", REST): 20}),
        # Two small streets are enough together; one alone takes in the smallest that is not.
        ({"A": (0, 10, 10), "B": (0, 4, 0), "C": (4, 0, 0)}, {("A", NEED): 10, ("A", REST): 10, (OTHERS, NEED): 10}),
        (
            {"A": (0, 20, 20), "B": (0, 9, 9), "C": (1, 0, 0)},
            {("A", NEED): 20, ("A", REST): 20, (OTHERS, NEED): 10, (OTHERS, REST): 10},
        ),
        ({"A": (1, 0, 0)}, {}),
        ({"A": (0, 4, 4), "B": (0, 0, 1)}, {(OTHERS, NOT_SPLIT): 10}),
    ],
)
def test_small_streets_are_gathered_and_small_parts_are_not_told(world, shown):
    found, _ = disclosure.protect(MEASURES["households_by_street"], streets(**world))
    assert {(row["category"], row["split"]): row["count"] for row in found.rows} == shown


def test_totals_of_streets_are_rounded_by_themselves():
    found, _ = disclosure.protect(MEASURES["households_by_street"], streets(**{f"S{n}": (0, 8, 8) for n in range(4)}))
    assert sum(row["count"] for row in found.rows) == 80
    assert (found.n, found.in_need) == (65, 30)  # of 64, and of 32


def test_no_street_of_any_world_is_shown_small():
    draw = random.Random(8)
    for _ in range(300):
        world = {f"S{n}": tuple(draw.randrange(12) for _ in range(3)) for n in range(draw.randrange(1, 9))}
        world = {street: counts for street, counts in world.items() if sum(counts)}
        found, _ = disclosure.protect(MEASURES["households_by_street"], streets(**world))
        for row in found.rows:
            assert row["count"] % 5 == 0 and row["count"] >= 5
            if row["category"] != OTHERS:
                assert sum(world[row["category"]]) >= FEWEST
        gathered = set(world) - {row["category"] for row in found.rows}
        assert not gathered or sum(sum(world[street]) for street in gathered) >= FEWEST or not found.rows


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ({"of": "household", "categories": ("A", "B")}, {"A": 20, "B": 30}),
        ({"of": "household", "categories": ("A",)}, {}),  # B is somebody's own word
        ({"of": "household"}, {}),
        ({"categories": ("A", "B")}, {}),  # nobody has said what is counted: it may be one case's rows
        ({"gathered": "Other places"}, {}),
        ({"of": "household", "gathered": "Other places"}, {"A": 20, "B": 30}),
    ],
)
def test_a_frequency_is_shown_by_what_its_measure_declares(declared, shown):
    measure = replace(MEASURES["agency_overlap"], **{"of": "", "categories": (), "labels": {}} | declared)
    rows = [{"category": c, "split": None, "count": n} for c, n in (("A", 20), ("B", 31))]
    found, why = disclosure.protect(measure, Frequency(rows))
    assert {row["category"]: row["count"] for row in found.rows} == shown
    assert (why == disclosure.SAYS["managers-only"]) == (not shown)


def test_minutes_of_households_are_no_frequency_and_withheld():
    declared = replace(MEASURES["hours_by_tier"], of="household", categories=(1, 2, 3))
    assert disclosure.protect(declared, tiers(100, 200, 300))[1] == disclosure.SAYS["managers-only"]


def test_months_with_few_of_either_kind_are_not_shown(store):
    rows = []
    for month, value, failure in (("01", 60, 40), ("02", 60, 3), ("03", 9, 0)):
        for said, n in (("Value", value), ("Failure", failure)):
            rows += [
                {"Received on": f"2026-{month}-05", "What the person asked": f"{said} {i}", "Value or failure": said}
                for i in range(n)
            ]
    load(store, {"Demands": rows})
    found = answers.ask(store, "failure_demand", viewer=STEERING_GROUP).shape
    # Three failures of February would be told by the whole: they are told together with those of January.
    assert {f"{r['period']:%m}": (r["numerator"], r["denominator"]) for r in found.rows} == {"03": (0, 10)}
    assert (found.numerator, found.denominator, found.unshown) == (45, 175, 2)


def test_points_over_time_are_shares_of_rounded_counts(store):
    rows = []
    for month, value, failure in (("01", 61, 42), ("02", 60, 3), ("03", 30, 4), ("04", 60, 0), ("05", 1, 1)):
        for said, n in (("Value", value), ("Failure", failure)):
            for day in (1, 28):
                rows += [
                    {
                        "Received on": f"2026-{month}-{day:02}",
                        "What the person asked": f"{said} {i}",
                        "Value or failure": said,
                    }
                    for i in range(n)
                    if (i % 2 == 0) == (day == 1)
                ]
    load(store, {"Demands": rows})
    answer = answers.ask(store, "failure_demand", viewer=STEERING_GROUP)
    found = answer.shape.over_time(answer.measure)
    shown = {f"{row['when']:%m}": (row["numerator"], row["denominator"], row["value"]) for row in found.points}
    assert shown == {"01": (40, 100, 40), "04": (0, 60, 0)}  # the parts are rounded, and so they add up to the whole
    assert not found.left_out  # of March four are few, of May all


def test_quarters_of_fewer_than_eight_cases_are_not_shown(store):
    def world(cases: int) -> dict:
        return {
            "Transactions": [
                {"Case ref": f"C{i}", "Agency": "Police", "Cost": 10, "Date": f"{month}-10", "Price year": "2023"}
                for i in range(cases)
                for month in ("2023-10", "2024-01", "2024-05")
            ],
            "Cases": [
                {"Case ref": f"C{i}", "Intervention date": "2024-02-01", "Followed until": "2025-02-01"}
                for i in range(cases)
            ],
        }

    load(store, world(7))
    few_cases = answers.ask(store, "before_and_after", viewer=STEERING_GROUP)
    assert few_cases.is_empty and few_cases.withheld == disclosure.SAYS["few-cases"].format(fewest=8)
    load(store, world(8), "more.xlsx")
    enough = answers.ask(store, "before_and_after", viewer=STEERING_GROUP)
    assert enough.shape.points and not enough.shape.rows  # each of which would be of one case


def test_how_many_few_cases_rose_is_not_told_nor_what_is_one_cases_own(store):
    rows = [
        {"Case ref": f"C{i}", "Agency": "Police", "Activity": "Visit", "Date": day, "Cost": 10, "Price year": "2023"}
        for i in range(12)
        for day in (
            "2023-10-10",
            "2023-11-10",
            "2023-12-10",
            "2024-01-10",
            "2024-05-10",
            *(["2024-03-10"] * (9 * (i < 2))),
        )
    ]
    cases = [
        {"Case ref": f"C{i}", "Intervention date": "2024-02-01", "Followed until": "2024-08-01"} for i in range(12)
    ]
    load(store, {"Transactions": rows, "Cases": cases})
    whole = answers.ask(store, "before_and_after")
    assert "rose in 2" in view(whole).headline or "more in 2" in view(whole).headline
    answer = answers.ask(store, "before_and_after", viewer=STEERING_GROUP)
    assert not re.search(r"in [1-7]\b", view(answer).headline) and "fewer than 8" in view(answer).headline
    assert "middle case" not in view(answer).subtitle and " alone changed" not in view(answer).subtitle
    assert answer.shape.changes("transactions").rose is None and "rose" not in json.dumps(answer.as_dict()["rows"])
    assert not answer.shape.rows and "C1" not in repr(answer)


def test_a_case_that_had_nothing_in_the_quarters_that_are_told_is_one_of_them():
    """Of eleven of twelve cases each would have had ten."""
    blank = {"cash_type": None, "price_year": "2023", "left_out": None, "most": 1.0}
    had = [(f"C{n}", quarter, 10) for n in range(11) for quarter in (-1, 1)] + [
        ("C11", quarter, 0 if abs(quarter) == 1 else 3) for quarter in (-2, -1, 1, 2)
    ]
    rows = [
        blank | {"case_ref": case, "quarter": quarter, "transactions": n, "lines": n, "amount": float(n)}
        for case, quarter, n in had
    ]
    shown = shown_quarters.shown(SHAPES["before_and_after"].of(rows, MEASURES["before_and_after"]))
    assert [point.value("transactions", True) for point in shown.points] == [9.2, 9.2]


def test_about_few_interactions_are_told_as_five():
    """Of 0.88 for each of eight cases there were seven."""
    blank = {"cash_type": None, "price_year": "2023", "left_out": None, "most": 1.0}
    told = {}
    for had in range(1, 12):
        rows = [
            blank | {"case_ref": f"C{n}", "quarter": side, "transactions": of, "lines": of, "amount": 9.0 * of}
            for n in range(8)
            for side, of in ((-2, 9), (-1, had // 8 + (n < had % 8)), (1, had // 8 + (n < had % 8)), (2, 9))
        ]
        shown = shown_quarters.shown(SHAPES["before_and_after"].of(rows, MEASURES["before_and_after"]))
        told[had] = {(p.transactions, p.value("transactions", True)) for p in shown.points if abs(p.quarter) == 1}
    assert told == {**dict.fromkeys(range(1, 10), {(5, 0.5)}), 10: {(10, 1.2)}, 11: {(10, 1.4)}}


def changes_shown(fell: int, rose: int, same: int = 0):
    """What others see of so many cases that had ten fewer, ten more, and as many as before."""
    moved = [(10 + n, 0) for n in range(fell)] + [(0, 20 + n) for n in range(rose)] + [(10, 10)] * same
    own = [Own(f"C{n}", 1, before, after) for n, (before, after) in enumerate(moved)]
    return shown_quarters._changes(Changes(own), 8)


def test_cases_that_are_few_may_be_none_and_which_way_they_went_does_not_tell_how_many():
    assert finding(changes_shown(3, 0, 9), "transactions") == finding(changes_shown(0, 3, 9), "transactions")
    seven = changes_shown(7, 0, 5)  # of fewer chance would not be excluded: that they fell says that they are seven
    assert finding(seven, "transactions") == finding(changes_shown(5, 1, 5), "transactions")
    assert not seven.direction and not seven.clear
    assert finding(seven, "transactions").endswith("so few that it could be chance")
    assert finding(changes_shown(9, 8), "transactions").endswith("no more than chance makes")
    assert finding(changes_shown(0, 0, 12), "transactions").endswith("stayed about the same in all of about 10 cases")
    assert finding(changes_shown(12, 0), "transactions").endswith(
        "fell in most of about 10 cases and rose in fewer than 8"
    )
    said = "fell in most of about 25 cases and rose in fewer than 8"  # of 23 and 2, not 25 of 25
    assert finding(changes_shown(23, 2), "transactions").endswith(said)


@pytest.mark.parametrize(("consent", "seen"), [(True, True), (False, False), (None, False)])
@pytest.mark.parametrize("measure", ["outcome_ratings", "agency_costs"])
def test_one_case_is_shown_with_its_consent_only(store, measure, consent, seen):
    store.load(
        [
            incoming("cases", [{"case_ref": "K 1", "consent": consent}]),
            incoming("transactions", [{"case_ref": "K 1", "agency": "Police", "cost": 10}]),
            incoming(
                "ratings", [{"case_ref": "K 1", "statement": "I sleep", "date": dt.date(2026, 1, 1), "rating": 3.0}]
            ),
        ],
        "a test",
    )
    answer = answers.ask(store, measure, {"case": "k 1"}, viewer=STEERING_GROUP)
    assert answer.is_empty != seen and (answer.withheld == disclosure.SAYS["no-consent"]) != seen
    every_case = answers.ask(store, measure, viewer=STEERING_GROUP)
    assert every_case.is_empty and every_case.withheld


SHOWN = {name for name, m in MEASURES.items() if m.shape == "share" or m.of == "case"} | {
    "demand_tiers", "households_by_street", "agency_overlap", "before_and_after"
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(MEASURES) - SHOWN))
def test_what_no_rule_allows_is_withheld(full, name):
    assert not answers.ask(full, name).is_empty or name == "flag_count_differences"
    answer = answers.ask(full, name, viewer=STEERING_GROUP)
    assert answer.is_empty and not answer.records() and answer.withheld == disclosure.SAYS["managers-only"]


def test_a_rule_belongs_to_a_shape():
    assert set(disclosure.RULES) <= set(SHAPES)


def share(*rows: tuple) -> Share:
    """Rows of one month each: part and all of it, and how many of either are not known."""
    found = []
    for month, (part, counted, part_unknown, unknown) in enumerate(rows, start=1):
        place = dict.fromkeys(Share.columns) | {"period": dt.date(2026, month, 1)}
        found.append(place | {"numerator": 9.5 * part, "denominator": 9.5 * counted, "part": part, "counted": counted})
        if unknown:
            found.append(place | {"part": part_unknown, "counted": unknown, "left_out": "minutes not recorded"})
    return Share(found)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ((20, 50, 0, 0), (20, 50)),
        ((0, 50, 0, 0), (0, 50)),
        ((7, 50, 0, 0), None),
        ((43, 50, 0, 0), None),
        ((8, 16, 0, 0), (10, 20)),
        ((20, 50, 3, 5), (20, 50)),  # 23 in the part and 32 in the rest: enough, known or not
        ((20, 20, 0, 5), None),  # five in the rest, of none of whom the minutes are known
        ((0, 50, 3, 9), None),
        ((3, 50, 9, 9), None),  # twelve in the part, and of only three the minutes
    ],
)
def test_a_share_is_shown_where_its_part_and_its_rest_are_none_or_enough(row, shown):
    found, why = disclosure.protect(MEASURES["failure_capacity"], share(row))
    assert [(r["part"], r["counted"]) for r in found.placed] == ([shown] if shown else [])
    assert bool(shown) != ("Fewer than 8 demands would be told apart in every month" in why)
    part, counted, part_unknown, unknown = row
    everyone = rounded(part + part_unknown) + rounded(counted - part + unknown - part_unknown)
    assert found.known() == ((shown[1], everyone) if shown else (0, 0))


def months(*rows: tuple[int, int]) -> Share:
    """Months of so many in the part, of all."""
    return share(*((part, counted, 0, 0) for part, counted in rows))


def counts_only(of: Share) -> Share:
    return replace(of, rows=[row | {"numerator": row["part"], "denominator": row["counted"]} for row in of.rows])


@pytest.mark.parametrize(
    ("rows", "said", "about"),
    [
        # Eleven months of seven in a hundred, and one of forty: of all it is a tenth, not forty in a hundred.
        (
            [(7, 100)] * 11 + [(40, 100)],
            "10% of demand is failure demand",
            "n = 1,200; 11 months of too few to show are in this, and in no chart",
        ),
        ([(20, 94), (40, 94)], "About 30% of demand is failure demand", "n = 190"),
        ([(60, 94)], "About 65% of demand is failure demand", "n = 95"),
        (
            [(7, 100)] * 12,
            "7% of demand is failure demand",
            "n = 1,200; 12 months of too few to show are in this, and in no chart",
        ),
        (
            [(8, 20), (3, 20)],
            "About 10 of 40 classified demands are failure demand",
            "n = 40; 2 months of too few to show are in this, and in no chart",
        ),
    ],
)
def test_all_months_are_told_as_a_whole_with_those_that_are_not_shown(rows, said, about):
    measure = MEASURES["failure_demand"]
    found, _ = disclosure.protect(measure, counts_only(months(*rows)))
    answer = Answer(measure, found, 1)
    assert view(answer).headline == said and not answer.is_empty
    assert board.demand_about(answer) == f"All localities and months. {about}."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("re_referrals", "About 10 of 25 referrals came within 12 months of another for the same case"),
        ("referrals_to_packages", "About 10 of 25 referrals led to a package within 90 days, before the next referral"),
    ],
)
def test_how_many_referrals_is_told_as_about_how_many(name, said):
    of = replace(counts_only(months((8, 22))), fewest=MEASURES[name].fewest)
    found, _ = disclosure.protect(MEASURES[name], of)
    assert view(Answer(MEASURES[name], found, 1)).headline == said


def test_who_joins_the_record_or_leaves_it_is_told_by_the_month():
    """Of the first demand, and of the last, which is on the day before: that of 30 June leaves on 1 July."""
    days = [("joins", dt.date(2025, 7, 1)), ("joins", dt.date(2025, 7, 16)), ("leaves", dt.date(2025, 7, 1))]
    days += [("leaves", dt.date(2025, 7, 16)), ("leaves", dt.date(2025, 8, 1))]
    blank = dict.fromkeys(Share.columns) | {"counted": 0, "category": "Police"}
    changes = tuple(blank | {"left_out": what, "period": day} for what, day in days)
    found, _ = disclosure.protect(MEASURES["failure_demand"], replace(counts_only(months((40, 94))), changes=changes))
    june, july = dt.date(2025, 6, 30), dt.date(2025, 7, 31)
    assert [row["period"] for row in found.changes] == [july, july, june, july, july]


def classified(unknown: tuple[int, ...], rows: tuple[tuple[int, int], ...]) -> str:
    """What a board says of how many are classified, of months of which so many are not."""
    measure = MEASURES["failure_demand"]
    found = [*counts_only(months(*rows)).rows]
    for month, count in enumerate(unknown, start=1):
        place = dict.fromkeys(Share.columns) | {"period": dt.date(2026, month, 1)}
        found += [place | {"counted": count, "left_out": "not classified"}] if count else []
    shown, _ = disclosure.protect(measure, Share.of(found, measure))
    return board.demand_about(Answer(measure, shown, 1)).removesuffix(".").partition("; ")[2]


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        ((20, 20, 20), "300 of 360 are classified so far"),
        ((20, 20, 6), "300 of at least 340 are classified so far"),  # the six of the last month are not told
        (
            (20, 20, 0),
            "300 of at least 340 are classified so far",
        ),  # nor that there are none, or the six were known by this
        ((20, 6, 6), "300 of at least 320 are classified so far"),  # each has some if there are twelve
        ((5, 5, 0), "300 of 310 are classified so far"),  # one may have none
        ((6, 6, 6), "300 of at least 315 are classified so far"),
        ((5, 5, 4), "300 of at least 315 are classified so far"),  # which may be as many
        ((6, 0, 0), ""),
        ((0, 0, 0), ""),
    ],
)
def test_of_how_many_it_is_not_known_is_told_in_full_or_as_the_least(unknown, said):
    assert classified(unknown, ((40, 100), (50, 100), (60, 100))) == said


@pytest.mark.parametrize(("unknown", "rows"), [((7, 7), ((20, 40), (20, 40))), ((0, 0), ((20, 40), (20, 40)))])
def test_that_many_may_not_be_known_is_told_where_none_are(unknown, rows):
    assert classified(unknown, rows) == "80 are classified so far; of up to 14 more nothing is told"


def test_where_all_together_are_few_no_month_is_shown():
    found, why = disclosure.protect(MEASURES["failure_demand"], counts_only(months((0, 50), (3, 60))))
    assert not found.rows and not found.n and "Fewer than 8" in why


def test_both_viewers_read_the_same_share(store):
    rows = [
        {"received_on": dt.date(2026, month, 1 + n % 27), "verbatim": f"{month} {n}", "value_or_failure": kind}
        for month, failure, value in ((1, 33, 14), (2, 27, 20), (3, 31, 16), (4, 26, 21))
        for kind, count in (("Failure", failure), ("Value", value))
        for n in range(count)
    ]
    store.load([incoming("demands", rows)], "x")
    said = {viewer: view(answers.ask(store, "failure_demand", viewer=viewer)).headline for viewer in VIEWERS}
    assert set(said.values()) == {"About 60% of demand is failure demand"}


def test_the_households_in_need_are_told_of_all_streets_first():
    # Seventy on eleven streets, of which one can be split.
    world = {f"S{n}": (2, 3, 9) for n in range(10)} | {"Oak": (8, 12, 9)}
    measure = MEASURES["households_by_street"]
    found, _ = disclosure.protect(measure, streets(**world))
    rows = board.streets(found)
    said = board.streets_headline(found, rows)
    assert said == "About 70 households in need; 20 of them can be shown by street"
    assert view(Answer(measure, found, 1)).headline == said
    assert "11 streets, n = 170." in board.streets_about(Answer(measure, found, 1), rows, 12)
    assert (
        board.streets_headline(*(lambda s: (s, board.streets(s)))(streets(**world)))
        == "70 households in need on 11 streets"
    )


@pytest.mark.parametrize("name", sorted(name for name, m in MEASURES.items() if m.shape == "share"))
def test_no_share_of_the_demonstration_shows_a_count_below_8(full, name):
    shape = answers.ask(full, name, viewer=STEERING_GROUP).shape
    told = [n for r in shape.placed for n in (r["part"], r["counted"], r["counted"] - r["part"])]
    told += [r["counted"] for r in shape.rows if r["denominator"] is None and r["part"] is None]
    assert all(n % 5 == 0 and (n == 0 or n >= FEWEST) for n in told)


def test_the_demonstration_shows_no_household_count_below_8(full):
    for name in ("demand_tiers", "households_by_street"):
        counts = [row["count"] for row in answers.ask(full, name, viewer=STEERING_GROUP).shape.rows]
        assert counts and all(count >= FEWEST and count % 5 == 0 for count in counts), name


def test_what_is_of_few_in_a_period_is_not_told_as_none(store):
    """Twelve not sure in all, and two or three of them in each quarter: each quarter had 0 beside its share."""
    rows = [
        {"received_on": dt.date(2025, month, 1 + n % 28), "verbatim": f"{month} {kind} {n}", "value_or_failure": kind}
        for month in range(1, 13)
        for kind, many in (("Failure", 40), ("Value", 40), ("Not sure", 1))
        for n in range(many)
    ]
    store.load([incoming("demands", rows)], "x")
    told = [
        shares.table(answers.ask(store, "failure_demand", {"every": "quarter"}, viewer=viewer))
        for viewer in (MANAGER, STEERING_GROUP)
    ]
    assert [[row["Not sure"] for row in rows] for rows in told] == [["3"] * 4, ["not shown"] * 4]
