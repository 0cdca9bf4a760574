"""Every measure has a view: words and pictures that follow from its shape and its declaration."""

import datetime as dt
from dataclasses import replace

import pytest

from measures.answers import Answer, ask
from measures.catalogue import MEASURES
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.plurals import of_one
from measures.shapes import FORMS, Frequency
from measures.views import bars, costs, effort, frequency, listing, loads, view
from measures.views.base import in_full
from measures.views.board import words as board
from measures.views.frequency import streets
from measures.words import called, fixed, hours, percent, portion, pounds
from tests.test_theme import hold_to_the_theme
from tests.worlds import incoming


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_shown_with_nothing_else_written(full, name):
    answer = ask(full, name)
    if answer.is_empty:
        pytest.skip("the demonstration has none of it")
    shown = view(answer)
    assert shown.headline and "None" not in shown.headline and shown.subtitle.endswith(".")
    assert shown.rows and all(list(row) == list(shown.rows[0]) for row in shown.rows), "one set of headings"
    assert all(isinstance(cell, str) for row in shown.rows for cell in row.values()), "a table is in words"
    for picture in shown.pictures:
        hold_to_the_theme(picture.draw(*picture.of, **picture.how).to_dict())


def test_a_form_is_one_that_somebody_reads_or_draws():
    assert {m.form for m in MEASURES.values()} - {""} == {
        *FORMS,
        *effort.FORMS,
        *frequency.FORMS,
        *listing.TABLES,
        *costs.TABLES,
    } - {""}


def test_a_half_is_rounded_away_from_nought_as_a_person_does_it():
    assert [fixed(value, 1) for value in (1.25, -1.25, 0.05, 1234.0, -0.04)] == ["1.3", "-1.3", "0.1", "1,234.0", "0.0"]
    assert (percent(57 / 200), percent(0.125), pounds(0.125), hours(150), hours(690)) == (
        *("29%", "13%", "£0.13", "2.5 hours", "12 hours"),
    )


def homes(*flags: dict) -> list[dict]:
    return [{"household_ref": f"H{n}", "street": "Elm Row"} | marks for n, marks in enumerate(flags)]


def test_flags_of_one_agency_count_once_and_a_blank_is_not_known(store):
    names = (
        "CYP referral",
        "CYP re-referral",
        "CYPS",
        "RENT ARREARS",
        "RENT HELP",
        "24 hour care",
        "24 hour line",
        "VA",
    )
    none = dict.fromkeys(names)
    rows = homes(
        none | {"CYP referral": True, "CYP re-referral": True, "CYPS": False},
        none | {"RENT ARREARS": True, "RENT HELP": True},  # all in capitals: there is no short name to go by
        none | {"24 hour care": True, "24 hour line": True, "CYPS": True, "CYP referral": True},
        none | {"VA": False},
        none,
    )
    store.load([incoming("households", rows, list(names))], "x")
    answer = ask(store, "agency_overlap")
    assert {c: answer.shape.count(c) for c in (0, 1, 2, 3, None)} == {0: 1, 1: 1, 2: 1, 3: 1, None: 1}
    shown = view(answer)
    assert shown.headline == "2 of 4 households are known to two agencies or more; 1 to three or more"
    assert shown.note == "1 household: no known flag, or asked of fewer than two agencies."
    assert not any("Share" in row for row in shown.rows), "of four households there is no per cent"


def test_streets_with_most_in_need_come_first_and_stand_in_that_order(store):
    tiers = {"Ash Row": "2", "Elm Row": "1", "Fir Row": "3", "Oak Row": "1"}
    rows = [{"household_ref": street, "street": street, "tier": tier} for street, tier in tiers.items()]
    rows += [{"household_ref": f"more {n}", "street": "Oak Row", "tier": "2"} for n in range(3)]
    rows += [{"household_ref": f"most {n}", "street": "Ash Row", "tier": "2"} for n in range(9)]
    store.load([incoming("households", rows)], "x")
    answer = ask(store, "households_by_street")
    assert streets.by_need(answer.shape) == ["Ash Row", "Oak Row", "Elm Row", "Fir Row"]
    (drawn,) = streets.view(answer, streets.by_need(answer.shape)).pictures
    rows = [row for rows in drawn.draw(*drawn.of).to_dict()["datasets"].values() for row in rows]
    assert [row["label"] for row in rows if "label" in row] == [
        "Ash Row · 10 either way",
        "Oak Row · 1 serious help, 3 either way",
        "Elm Row · 1 serious help",
        "Fir Row · 1 in balance",
    ]
    assert view(answer).headline == "2 households need serious help on 2 of 4 streets"


@pytest.mark.parametrize(
    ("tiers", "manager", "others"),
    [
        ([None] * 20, "No household on 1 street has a tier yet", "No household has a tier yet"),
        (["3"] * 9 + [None] * 31, "No household that has a tier is in need", "No household that has a tier is in need"),
        # Whether few have no tier is not told others: of seven of fifteen nobody knew, and “No household is in need”.
        (["3"] * 20, "No household is in need", "No household that has a tier is in need"),
        (["3"] * 8 + [None] * 7, "No household that has a tier is in need", "No household that has a tier is in need"),
        (["1"] * 9 + [None] * 31, "9 households in need on 1 street", "About 10 households in need"),
    ],
)
def test_nobody_is_said_not_to_be_in_need_of_whom_no_tier_is_known(store, tiers, manager, others):
    rows = [{"household_ref": f"H{n}", "street": "Ash Row", "tier": tier} for n, tier in enumerate(tiers)]
    store.load([incoming("households", rows)], "x")
    said = {}
    for viewer in (MANAGER, STEERING_GROUP):
        shape = ask(store, "households_by_street", viewer=viewer).shape
        said[viewer] = board.streets_headline(shape, board.streets(shape))
    assert said == {MANAGER: manager, STEERING_GROUP: others}
    assert view(ask(store, "households_by_street", viewer=STEERING_GROUP)).headline == others
    if "1" not in tiers and any(tiers):
        of_some = "that has a tier " if None in tiers else ""
        said_of_streets = f"No household {of_some}on 1 street is at the tier of serious help"
        assert view(ask(store, "households_by_street")).headline == said_of_streets


def test_of_a_street_without_a_tier_it_is_not_told_how_many_are_in_need(store):
    """“In need: 0, others: 20” stood under “No household has a tier yet”, and of one street among others."""
    rows = [{"household_ref": f"A{n}", "street": "Ash Row"} for n in range(20)]
    store.load([incoming("households", rows)], "x")

    def told(viewer):
        table = board.streets_table(board.streets(ask(store, "households_by_street", viewer=viewer).shape))
        return [[*row.values()] for row in table]

    assert told(MANAGER) == [["Ash Row", "20", "no tier known", "no tier known"]]
    assert told(STEERING_GROUP) == [["Ash Row", "20", "not shown", "not shown"]]
    more = [{"household_ref": f"B{n}", "street": "Elm Row", "tier": "3"} for n in range(9)]
    store.load([incoming("households", more)], "x")
    assert told(MANAGER) == [["Elm Row", "9", "0", "9"], ["Ash Row", "20", "no tier known", "no tier known"]]


def test_one_flag_is_no_more_common_than_flags_of_which_nothing_is_known(store):
    rows = [{"household_ref": f"A{n}", "street": "Ash Row", "Crime": n == 0} for n in range(3)]
    store.load([incoming("households", rows, ("Crime", "VA"))], "x")
    said = "1 household has Crime, the only flag of which anything is known"
    assert view(ask(store, "flags_by_street")).headline == said


@pytest.mark.parametrize("count", [1, 3, 7])
def test_of_few_households_none_of_which_has_a_tier_nothing_is_told(store, count):
    """Three of them were “about 5 households, none need serious help … and none are in balance”."""
    rows = [{"household_ref": f"A{n}", "street": "Ash Row"} for n in range(count)]
    store.load([incoming("households", rows)], "x")
    for name in ("demand_tiers", "households_by_street"):
        answer = ask(store, name, viewer=STEERING_GROUP)
        assert answer.is_empty and "Fewer than 8 households" in answer.withheld


@pytest.mark.parametrize(
    ("serious", "half"),
    [
        ((7, 1, 1), "; at least half of them on 1 of these"),
        ((3, 3, 2, 2), "; at least half of them on 2 of these"),
        ((9, 1), ""),  # of two streets one has half or more whatever is so
        ((1, 1, 1), "; at least half of them on 2 of these"),
    ],
)
def test_on_how_many_streets_half_or_more_of_those_in_need_are(store, serious, half):
    rows = [
        {"household_ref": f"{street} {n}", "street": f"{'ABCDE'[street]} Row", "tier": "1"}
        for street, count in enumerate((*serious, 0))
        for n in range(count)
    ]
    rows.append({"household_ref": "none", "street": "Zed Row", "tier": "3"})
    store.load([incoming("households", rows)], "x")
    said = f"{sum(serious)} households need serious help on {len(serious)} of {len(serious) + 1} streets{half}"
    assert view(ask(store, "households_by_street")).headline == said


@pytest.mark.parametrize(
    ("counted", "one"),
    [
        ("demands", "demand"),
        ("failure demands", "failure demand"),
        ("flags marked Yes", "flag marked Yes"),
        ("people", "person"),
    ],
)
def test_one_is_said_as_one(counted, one):
    assert of_one(counted) == one


def test_what_is_said_of_one_household_is_said_of_one(store):
    store.load([incoming("households", homes({"tier": "1", "CYP": True, "VA": False}), ("CYP", "VA"))], "x")
    assert view(ask(store, "flags_by_street")).subtitle == "Flags by street, all localities. n = 1 flag marked Yes."
    assert view(ask(store, "agency_overlap")).headline == "0 of 1 household is known to two agencies or more"
    assert board.tiers_headline(ask(store, "demand_tiers").shape) == "1 needs serious help, 0 either way of 1 household"


def test_the_largest_change_in_per_cent_is_of_those_that_have_one(store):
    pairs = {"Waits": (10, 5), "Fixes": (4, 5), "New": (0, 5)}
    rows = [{"measure": name, "before": b, "after": a, "unit": "days"} for name, (b, a) in pairs.items()]
    store.load([incoming("results", rows)], "x")
    assert view(ask(store, "results")).headline == "Waits: 10 days → 5 days, the largest of 2 changes in per cent"


def test_what_is_taken_away_says_what_the_page_says_around_it(store):
    """Which cases were left out stood on the page alone, and so did that two windows are no comparison."""
    cases = [{"case_ref": "A", "intervention_date": dt.date(2024, 7, 1)}, {"case_ref": "B"}]
    lines = [("A", dt.date(2024, 3, 1), 100), ("A", dt.date(2024, 8, 1), 80), ("B", dt.date(2024, 3, 1), 70)]
    rows = [{"case_ref": c, "agency": "Health", "cost": n, "date": day, "activity": "Visit"} for c, day, n in lines]
    store.load([incoming("cases", cases), incoming("transactions", rows)], "x")
    answer = ask(store, "agency_costs")
    shown = view(answer)
    told = in_full(answer, shown)
    assert "Left out: B" in told.note and "The windows are unequal" in told.note
    assert "Left out: B" not in shown.note and in_full(answer, told) == told


def test_what_has_no_headline_of_its_own_says_what_most_have(store):
    store.load([incoming("households", homes({"VA": True}, {"VA": True}, {"VA": False}), ["VA"])], "x")
    assert view(ask(store, "flags_per_household")).headline == (
        "1 flag: 2 of 3 households; 0 flags: 1; no further apart than chance puts them"
    )


def test_there_is_no_file_of_peoples_words_and_one_of_what_is_to_be_mended(full):
    files = {name: view(answer).file for name in MEASURES if not (answer := ask(full, name)).is_empty}
    assert [name for name, file in files.items() if not file] == [
        "demand_words",
        "demands_of_household",
        "system_condition_words",
        "what_matters",
        "case_received",
    ]


def test_results_without_a_before_and_an_after_have_a_card_too(store):
    count = {"after": 3, "unit": "people", "sample_size": 9}
    rows = [count | {"measure": "Admissions prevented"}, count | {"measure": "Stays shortened", "after": 25}]
    store.load([incoming("results", rows)], "x")
    shown = view(ask(store, "results"))
    assert (
        shown.headline == "Stays shortened is the most frequent of 2 outcomes: 25 people" and len(shown.pictures) == 1
    )
    store.load([incoming("results", [{"measure": "Contacts", "change": -46, "unit": "%"}], replaces=[1])], "x")
    alone = view(ask(store, "results"))
    assert (alone.headline, alone.pictures) == ("Figures as they were given", ())
    assert alone.rows == [{"Result": "Contacts", "As it was given": "changed by −46%; sample size not given"}]


def test_nobodys_ratings_are_drawn_over_anothers(store):
    day = dt.date(2026, 1, 1)
    rows = [{"case_ref": case, "statement": "I sleep", "date": day, "rating": 3.0} for case in ("A", "B")]
    store.load([incoming("ratings", rows)], "x")
    both, one = (view(ask(store, "outcome_ratings", {"case": case})) for case in (None, "b"))
    assert both.headline == "2 cases: 2 statements, rated once so far (latest 1 January 2026)"
    assert not both.pictures and len(both.rows) == 2
    assert [row["Case"] for row in both.rows] == ["A", "B"]
    assert one.headline == "Case b: 1 statement, rated once so far (latest 1 January 2026)"
    assert not one.pictures and one.open_table, "one statement is a sentence and a table"


def test_costs_that_were_only_avoided_and_quarters_that_nobody_was_followed_through_say_so(store):
    line = {"case_ref": "A", "agency": "Police", "cost": 10, "cash_type": "Avoided", "date": dt.date(2026, 1, 1)}
    store.load([incoming("transactions", [line])], "x")
    costs, quarters = view(ask(store, "agency_costs")), view(ask(store, "before_and_after"))
    assert costs.headline == "Nothing to show: every row is recorded as avoided" and len(costs.rows) == 1
    assert quarters.headline == "Nothing to line up" and "Fill in “Intervention date”" in quarters.subtitle


@pytest.mark.parametrize(
    ("part", "of", "said"),
    [
        (0.394, 8000, "39%"),
        (0.394, 499, "about 40%"),
        (60 / 94, 94, "about 65%"),
        (0.004, 2000, "0.4%"),
        (1 / 60, 60, "under 5%"),
        (59 / 60, 60, "over 95%"),
        (0, 60, "0%"),
        (1, 60, "100%"),
        (None, 60, "no data"),
    ],
)
def test_a_share_is_told_as_far_as_of_how_many_it_is_allows(part, of, said):
    assert portion(part, of) == said


def test_data_are_said_to_be_invented_only_as_far_as_they_are():
    assert [loads.invented(*found) for found in ((0, 3), (2, 2), (2, 3))] == ["", loads.INVENTED, loads.PARTLY]


def test_where_no_category_leads_a_name_is_no_number_of_anything():
    measure = replace(MEASURES["agency_overlap"], headline=None, labels={}, category="postcode", counts="households")
    rows = [{"category": f"ZZ{n} 1AA", "split": "household", "count": 1} for n in range(9)]
    assert view(Answer(measure, Frequency.of(rows, measure), 1)).headline == "No postcode stands out among 9 households"
    numbered = [{**row, "category": n} for n, row in enumerate(rows)]
    agencies = replace(measure, category="agencies")
    told = view(Answer(agencies, Frequency.of(numbered, agencies), 1)).headline
    assert told == "No number of agencies stands out among 9 households"


def test_a_case_that_says_so_itself_is_not_called_a_case_twice():
    said = [called("case", "C1001"), called("Case", "Case A"), called("case", "CASE 7"), called("case", "Caseload 3")]
    assert said == ["case C1001", "Case A", "CASE 7", "case Caseload 3"]


def test_a_legend_stands_in_one_column_where_two_would_be_cut_on_a_telephone():
    """“Without 30 days to look back on” and “Without a household ref” were “Without a” beside each other."""
    short = ["Failure", "Value", "Not sure", "Not yet classified"]
    long = ["Repeat demands", "Other demands", "Without 30 days to look back on", "Without a household ref"]
    assert [bars.colour(dict.fromkeys(names, "#000")).to_dict()["legend"]["columns"] for names in (short, long)] == [
        2,
        1,
    ]
    assert [bars.taller(names) for names in (short, long)] == [0, 2 * bars.LINE]
