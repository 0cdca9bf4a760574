"""The story of a case: what is counted as one, what counts as what it took, and what a pound is said with."""

import datetime as dt
from decimal import Decimal

import pytest

from measures import views
from measures.answers import ask, story_cases
from measures.catalogue import MEASURES
from measures.shapes.costs import HISTORIC, NEW
from measures.views import listing
from measures.views.costs import kinds
from measures.views.frequency import figures, years
from tests.worlds import incoming

DAY = dt.date(2024, 3, 1)


def told(store, *lines, cases=()):
    """Load transactions, each of case A on a day with an agency and a cost unless it says otherwise, and cases."""
    usual = {"case_ref": "A", "agency": "Council", "cost": 1, "date": DAY, "approach": "Historic", "activity": "Visit"}
    sheets = [incoming("transactions", [usual | line for line in lines])] if lines else []
    store.load([*sheets, *([incoming("cases", cases)] if cases else [])], "x")


def people(store, case="A"):
    tally = ask(store, "case_people", {"case": case}).shape
    return {r["category"]: r["count"] for r in tally.rows}


def test_ruth_has_the_decks_figures(full):
    tally = ask(full, "case_people", {"case": "RUTH"}).shape
    assert tally.of_kind("Different workers") == {"Social worker": 8, "Support worker": 22} and tally.n == 129
    assert [tally.count(w) for w in ("Referrals", "Assessments", "Teams or services")] == [30, 16, 36]
    costs = ask(full, "case_costs", {"case": "RUTH"})
    assert (costs.shape.spent_in(HISTORIC), costs.shape.spent_in(NEW)) == (106777, 20760)
    assert views.view(costs).headline == "£106,777 on services to date; £20,760 on doing what matters"
    ((name, amount, about),) = kinds.of_case(costs.shape, HISTORIC)
    assert (name, amount) == ("Cost of services to date", "£106,777")
    assert "12 January 1996 to 2 April 2012, 5,925 days" in about and "2012-13 prices. Not evidence of cause" in about
    assert "from 1996 to 2012" in views.view(ask(full, "case_timeline", {"case": "RUTH"})).headline
    assert "£2,210" in story_cases(full)["RUTH"]["note"]
    assert ask(full, "case_people", {"case": "ruth"}).n == 129  # as it may be typed at the command


def test_what_ruth_received_is_apart_from_being_assessed_and_referred(full):
    things, process = listing.received(ask(full, "case_received", {"case": "RUTH"}).shape)
    assert len(things) == 9 and sum(e.count for e in things) + sum(e.count for e in process) == 129
    assert any(e.words.startswith("Bath board") for e in things)
    assert not any("Assessment" in e.words for e in things)


def test_only_whole_words_are_process():
    """Help that has such letters in it was told as none."""
    helped = "Medically fitted shoes; Locally run club; Recall scheme; Newsletters; Previewed flat; Fire screened off"
    process = (
        "Phone calls; Telephoned, visited; Re-assessment; referrals; Called on; Home-visit; Screening; Reviewing it"
    )
    assert [words for words in helped.split("; ") if listing.PROCESS.search(words)] == ["Fire screened off"]
    assert [words for words in process.split("; ") if not listing.PROCESS.search(words)] == []


@pytest.mark.parametrize(
    "lines, what, count",
    [
        (
            [{"worker_role": "Social worker", "worker": w} for w in ("SW 3", "sw-3", "SW3", "S.W. 3")],
            "Social worker",
            1,
        ),
        ([{"worker_role": r, "worker": "1"} for r in ("Nurse", "nurse", "Nurse", "Officer")], "Nurse", 1),
        ([{"worker_role": None, "worker": "7"}], "Role not recorded", 1),
        ([{"team": t} for t in ("Duty team", "DUTY TEAM", "Duty-team", None)], "Teams or services", 1),
        ([{"team": "Duty", "agency": a} for a in ("Council", "Health")], "Teams or services", 2),
        ([{"agency": a} for a in ("Council", "council ", "Health")], "Agencies", 2),
        ([{"activity": a} for a in ("Referral", "CYP re-referral", "REFERRALS", "Visit")], "Referrals", 3),
        ([{"activity": a} for a in ("Assessment", "Re-assess", "Visit")], "Assessments", 2),
        ([{"quantity": 3, "unit_cost": 2}], "Interactions", 1),
        ([{}, {"date": None, "activity": None}], "Interactions", 1),  # a bare line of cost
        ([{}, {"date": None}, {"activity": None}], "Interactions", 3),
        ([{}, {"approach": "Principles-based"}, {"approach": "Intervention"}], "Interactions", 1),
        ([{}, {"worker_role": "Nurse", "worker": "1"}], "Interactions that name no worker", 1),
        ([{}, {"case_ref": "B"}, {"case_ref": "a"}], "Interactions", 2),
    ],
)
def test_names_are_counted_once_and_rows_once(store, lines, what, count):
    told(store, *lines)
    assert people(store)[what] == count


def test_what_none_is_recorded_of_is_not_told_as_nought(store):
    told(store, {"activity": "Visit", "team": None})
    assert {"Teams or services", "Referrals", "Assessments"}.isdisjoint(people(store))
    assert [words for words, _ in figures.shown(ask(store, "case_people", {"case": "A"}).shape)] == ["interaction"]


def test_what_was_done_is_one_however_it_and_its_case_are_spelled(store):
    """In what was received and in what was done since: once, in the spelling that the case has most."""
    for approach in ("Historic", "Principles-based"):
        words = ("Bath board", "bath-board", "BATH BOARD", "Bath board")
        told(store, *({"case_ref": ref, "description": w, "approach": approach} for ref, w in zip("AaAa", words)))
    store.load([incoming("cases", [{"case_ref": "A", "what_matters": "I want a bath"}])], "x")
    received, since = (ask(store, name).shape.rows for name in ("case_received", "what_matters"))
    assert [(r["case"], r["words"], r["count"]) for r in received] == [("A", "Bath board", 4)]
    assert [(r["case"], r["beside"], r["count"]) for r in since] == [("A", "Bath board", 4)]


def test_a_row_without_an_approach_is_historic_until_the_day_of_the_intervention(store):
    days = [DAY - dt.timedelta(1), DAY, None]
    told(store, *[{"approach": None, "date": day} for day in days], cases=[{"case_ref": "a", "intervention_date": DAY}])
    assert people(store)["Interactions"] == people(store)["Interactions of no stated approach"] == 1
    splits = {row["split"] for row in ask(store, "case_timeline", {"case": "a"}).shape.rows}
    assert len(splits) == 3 and any(split.endswith(", approach not stated") for split in splits)
    received = ask(store, "case_received", {"case": "A"}).shape.rows
    assert len(received) == 2
    answer = ask(store, "case_costs", {"case": "A"})
    assert (answer.shape.spent_in(HISTORIC), answer.shape.spent_in(NEW), answer.shape.not_stated) == (1, 1, 1)
    assert kinds.of_case(answer.shape, None)[0][:2] == ("Cost that belongs to no approach, in neither total", "£1")


def test_a_typed_cost_wins(store):
    told(
        store,
        {"cost": 5, "quantity": 2, "unit_cost": 100},
        {"cost": None, "quantity": 2, "unit_cost": Decimal("10.25")},
        {"cost": -1},
    )
    answer = ask(store, "case_costs", {"case": "A"})
    assert answer.shape.spent_in(HISTORIC) == 24.5
    assert views.view(answer).headline == "£24.50 on services to date"
    ((_, _, about),) = kinds.of_case(answer.shape, HISTORIC)
    assert "3 lines of cost. Price year not recorded." in about


def test_pounds_of_different_years_are_brought_to_one_or_not_added(store):
    told(store, {"price_year": "2012-13"}, {"price_year": "2013-14"})
    answer = ask(store, "case_costs", {"case": "A"})
    assert answer.shape.price.year == "2013-14" and answer.shape.spent_in(HISTORIC) > 2
    assert "Brought to 2013-14 prices from 2012-13 and 2013-14" in kinds.of_case(answer.shape, HISTORIC)[0][2]
    told(store, {"price_year": None})
    answer = ask(store, "case_costs", {"case": "A"})
    assert answer.shape.spent_in(HISTORIC) is None and "not added up" in kinds.of_case_note(answer)
    assert kinds.of_case(answer.shape, HISTORIC)[0][1] == "not added up"
    assert views.view(answer).headline == "The costs are in the prices of different years"


def test_a_window_with_an_undated_line_is_not_known(store):
    told(store, {}, {"date": None}, {"approach": "Principles-based", "date": DAY})
    answer = ask(store, "case_costs", {"case": "A"})
    assert "how long this took is not known" in kinds.of_case(answer.shape, HISTORIC)[0][2]
    assert kinds.of_case(answer.shape, NEW)[0][2].startswith("1 March 2024. 1 line of cost.")
    assert "windows differ" not in kinds.of_case_note(answer)


def test_each_kind_of_money_of_a_case_is_said_by_itself(store):
    told(store, {"cash_type": "Cashable", "cost": 7}, {"cash_type": "Capacity", "cost": 20}, {"cash_type": "Avoided"})
    answer = ask(store, "case_costs", {"case": "A"})
    assert views.view(answer).headline == "£7 (cashable) and £20 (capacity) on services to date"
    named = [(name, amount) for name, amount, _ in kinds.of_case(answer.shape, HISTORIC)]
    assert named == [("Cost of services to date (cashable)", "£7"), ("Cost of services to date (capacity)", "£20")]
    assert "never added together" in kinds.of_case_note(answer)


def test_a_payment_is_no_interaction_of_a_case(store):
    day = dt.date(2024, 5, 1)
    told(store, {"date": day, "activity": "Visit"}, *[{"date": day, "activity": "Monthly fee", "agency": "B"}] * 3)
    assert ask(store, "case_people", {"case": "A"}).shape.n == 1
    assert [row["count"] for row in ask(store, "case_timeline", {"case": "A"}).shape.rows] == [1]


def test_a_credit_is_no_interaction_of_a_case_and_nothing_it_received_or_was_helped_by(store):
    """A refund of a visit was told as a second visit, in the story and in no chart."""
    new = {"date": DAY + dt.timedelta(400), "approach": "Principles-based", "activity": "Advice"}
    told(
        store, {"cost": 80}, {"cost": -30, "agency": "Health"}, {"cost": 5, **new}, {"cost": -5, **new},
        cases=[{"case_ref": "A", "what_matters": "A warm home"}],
    )  # fmt: skip
    assert people(store) == {"Interactions": 1, "Agencies": 1, "Interactions that name no worker": 1}
    assert views.view(ask(store, "case_timeline")).subtitle.endswith(
        "n = 2 interactions, 1 before and 1 in the new way of working."
    )
    assert [(e.words, e.count) for e in listing.received(ask(store, "case_received").shape)[1]] == [("Visit", 1)]
    assert listing.done(ask(store, "what_matters").shape.entries()[0]) == ["Advice"]
    assert views.view(ask(store, "case_costs")).headline == "£50 on services to date; £0 on doing what matters"


@pytest.mark.parametrize(
    ("approach", "says"),
    [("Principles-based", ""), (None, "; 1 interaction of no stated approach")],
)
def test_a_case_that_had_nothing_before_is_not_said_to_have_no_interaction(store, approach, says):
    told(store, {"approach": approach})
    headline = MEASURES["case_people"].headline(ask(store, "case_people"))
    assert headline == f"No interaction before the new way of working is recorded{says}"


def test_what_states_no_approach_is_not_said_to_be_before(store):
    told(store, {}, {"approach": None}, {"approach": "Principles-based"})
    assert views.view(ask(store, "case_timeline")).subtitle.endswith(
        "n = 3 interactions, 1 before, 1 in the new way of working and 1 of no stated approach."
    )


def test_a_visit_that_cost_nothing_was_received(store):
    told(store, {"cost": 0})
    assert [(e.words, e.count) for e in listing.received(ask(store, "case_received").shape)[1]] == [("Visit", 1)]


def test_what_the_intervention_cost_is_no_interaction_in_the_new_way_of_working(store):
    """It is none before and after, nor by month: the years told a workshop of the team as a contact with the person."""
    told(store, {}, {"approach": "Principles-based"}, {"approach": "Intervention", "activity": "Workshop"})
    assert views.view(ask(store, "case_timeline")).subtitle.endswith(
        "n = 2 interactions, 1 before and 1 in the new way of working."
    )


def test_of_several_cases_a_description_is_one_and_nothing_is_to_date(store):
    """Only what can be compared is added up: three quarters on either side, of more that was spent."""
    began = dt.date(2024, 7, 1)
    rows = [
        {"case_ref": case, "cost": 50, "approach": None, "date": dt.date(2023 + (n + 6) // 12, (n + 6) % 12 + 1, 5)}
        for case in "AB"
        for n in range(24)
    ]
    told(
        store,
        *rows,
        cases=[{"case_ref": c, "intervention_date": began, "followed_until": DAY.replace(2025, 6, 30)} for c in "AB"],
    )
    shown = views.view(ask(store, "case_costs"))
    assert shown.headline == "£900 before; £900 after, over as many quarters"
    assert shown.subtitle.startswith(
        "2 cases, each over as many quarters after its own intervention as before. Cost: £900"
    )
    assert [row["What"] for row in shown.rows] == [
        "Cost before, of the cases and quarters that are compared",
        "Cost after, of the same cases over as many quarters",
    ]
    received = views.view(ask(store, "case_received"))
    assert received.headline == "1 description" and [row["Times"] for row in received.rows] == ["24"]


def test_a_quiet_year_is_in_the_timeline_and_an_undated_row_beside_it(store):
    told(store, {"date": dt.date(2020, 1, 1)}, {"date": dt.date(2023, 1, 1)}, {"date": None})
    answer = ask(store, "case_timeline", {"case": "A"})
    spec = years.by_agency(answer.shape).to_dict()
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2020", "2021", "2022", "2023"]
    assert "Interactions in 2 of the 4 years" in views.view(answer).headline
    assert "1 without a date cannot be placed" in views.view(answer).subtitle


def test_words_are_listed_verbatim_and_searched_whatever_their_case(store):
    words = "I want *my* garden;  <b>mine</b> & £5"
    cases = [
        {"case_ref": "A", "what_matters": words, "consent": True, "title": "Roses"},
        {"case_ref": "B", "what_matters": "To be left alone", "consent": False},
        {"case_ref": "C", "what_matters": None},
    ]
    told(store, {"approach": "Principles-based", "description": "Gate mended"}, {"description": "Leaflet"}, cases=cases)
    shape = ask(store, "what_matters").shape
    assert [e.words for e in shape.entries()] == [words, "To be left alone"] and shape.n == 2
    for looked_for in ("GARDEN", "gate  garden", "roses", "", "£5"):
        assert words in [e.words for e in shape.search(looked_for)], looked_for
    assert not shape.search("leaflet") and not shape.search("garden alone")
    first, second = shape.entries()
    assert listing.done(first) == ["Gate mended"] and listing.done(second) == ["nothing recorded"]
    assert [listing.consent(e) for e in shape.entries()] == ["may be shown", "no consent"]


def test_cases_with_consent_come_first_and_a_case_may_be_known_from_its_costs_alone(store):
    told(
        store,
        {"case_ref": "Z"},
        {"case_ref": "b"},
        {},
        {},
        cases=[{"case_ref": "A"}, {"case_ref": "B", "consent": True}],
    )
    found = story_cases(store)
    assert list(found) == ["B", "A", "Z"] and found["Z"]["consent"] is None


def test_many_roles_are_one_figure_and_a_role_reads_as_words():
    assert [figures.workers("Social worker", n) for n in (1, 2)] == ["social worker", "social workers"]
    assert figures.workers("ASB officer", 2) == "ASB officers"
    assert [figures.workers("Role not recorded", n) for n in (1, 2)] == [
        "worker whose role is not recorded",
        "workers whose role is not recorded",
    ]
    many = {
        "Coach": "coaches",
        "Secretary": "secretaries",
        "Duty staff": "duty staff",
        "Nurses": "nurses",
        "Midwife": "midwives",
        "Key worker (housing)": "key workers (housing)",
        "PCSO": "PCSOs",
        "Handyman": "handymen",
        "Head of service": "heads of service",
        "Housing agent": "housing agents",
        "Police": "police",
    }
    assert {role: figures.workers(role, 2) for role in many} == many
