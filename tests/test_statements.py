"""What several sheets say of one thing: of each column the latest statement, and what is asked before one is loaded."""

import pytest

from measures.answers import TierRule, ask
from measures.loading import Load
from measures.views import loads, view
from tests.worlds import count, load, prepared

HOMES = [
    {"Household ref": f"H{i}", "Street name": "Elm Road", "Locality": "Northfield", "Tier": 1 + i % 3}
    for i in range(10)
]
HOUSING, CHILDREN = ("Rent arrears", "ASB", "VA", "Crime"), ("CYP referral", "CYP re-referral")


def flagged(flags, yes):
    """Ten households, the first so many of them marked Yes for each of these flags, the others No."""
    rows = [{"Household ref": f"H{i}", "Street name": "Elm Road"} for i in range(10)]
    return [row | dict.fromkeys(flags, "Y" if i < yes else "N") for i, row in enumerate(rows)]


def known(store, column, kind="households", key="household_ref"):
    rows = store.rows(f"SELECT {key} AS key, {column} AS said FROM {kind} ORDER BY {key}", [kind])
    return {row["key"]: row["said"] for row in rows}


def asked(store, rows, name="later.xlsx", sheet="Homes", **answers):
    """What is asked of a sheet, and the load it is asked for."""
    load = Load((prepared({sheet: rows}, name),), answers=answers)
    return load, load.ask(store)


def test_a_second_list_adds_its_flags_and_takes_none_away(store):
    load(store, {"Homes": flagged(HOUSING, 2)})
    load(store, {"Homes": flagged(CHILDREN, 1)})
    shape = ask(store, "demand_tiers").shape
    assert (shape.count(1), shape.total) == (2, 10)
    flags = store.rows("SELECT count(*) AS n, count(DISTINCT flag) AS flags FROM flags", ["flags"])
    assert flags == [{"n": 60, "flags": 6}]
    assert [upload.current_rows for upload in store.uploads()] == [10, 10], "of the first list the flags stand"
    store.withdraw(1, "x")
    assert store.rows("SELECT count(*) AS n FROM flags", ["flags"]) == [{"n": 20}]
    store.reinstate(1, "x")
    assert ask(store, "demand_tiers").shape.count(1) == 2


def test_many_flags_are_asked_about_a_few_at_a_time_and_come_out_the_same(store, monkeypatch):
    """A list may have hundreds: one query for all of them takes gigabytes."""
    for module in ("loading", "doubts", "statements"):
        monkeypatch.setattr(f"measures.store.{module}.FLAGS_TOGETHER", 2)
    monkeypatch.setattr("measures.workbook.typed.TESTED_TOGETHER", 3)
    flags = (*HOUSING, *CHILDREN, "Other")
    load(store, {"Homes": flagged(flags, 2)})
    again, *rest = flagged(flags, 2)
    later = [again | dict.fromkeys(flags), *rest[:-1], rest[-1] | {"Other": "Y"}]
    _, asks = asked(store, later)
    (question,), (outcome,) = asks.questions, asks.outcomes
    assert question.sentence.startswith("7 cells that had a value are blank now") and outcome.changed == 1
    assert [cell.column for cell in outcome.blanked] == sorted(flags) and {cell.row for cell in outcome.blanked} == {2}
    load_, asks = asked(store, later, blanks="not-known")
    (loaded,) = store.load(load_.incoming(asks), "a test")
    assert (loaded.changed, loaded.already_there) == (2, 8)
    yes = "SELECT count(*) AS n, count(DISTINCT flag) AS flags FROM flags WHERE is_set"
    assert store.rows(yes, ["flags"]) == [{"n": 8, "flags": 7}]  # H1's seven, and one of the last household
    store.withdraw(loaded.upload, "x")
    assert store.rows(yes, ["flags"]) == [{"n": 14, "flags": 7}]
    store.reinstate(loaded.upload, "x")
    assert store.rows(yes, ["flags"]) == [{"n": 8, "flags": 7}]


def test_the_export_of_a_log_keeps_what_was_classified_by_hand(store):
    log = [
        {"Call ref": f"D{i}", "Received on": f"0{1 + i}/03/2025", "What the person asked": "Where is it?"}
        for i in range(8)
    ]
    load(store, {"Log": [row | {"Value or failure": "F", "Minutes": 30} for row in log]})
    (again,) = load(store, {"Log": [row | {"Agency": "Council"} for row in log]})
    assert (again.changed, again.already_there) == (8, 0)
    shape = ask(store, "failure_demand").shape
    assert sum(row["numerator"] for row in shape.rows) == 8
    assert set(known(store, "agency", "demands", "demand_ref").values()) == {"Council"}
    store.withdraw(1, "x")
    assert set(known(store, "value_or_failure", "demands", "demand_ref").values()) == {None}


def clocked(*cells, refs="RST"):
    """A log of demands, each with its cell under Date."""
    return {
        "Log": [
            {"Demand ref": ref, "Date": cell, "What the person asked": f"Heating {ref}"}
            for ref, cell in zip(refs, cells, strict=True)
        ]
    }


def times(store):
    return {ref: f"{time:%H:%M}" if time else "" for ref, time in known(store, "received_on_time", *DEMANDS).items()}


DEMANDS = ("demands", "demand_ref")
TIMED = ("05/01/2026 09:15", "06/01/2026 10:20", "07/01/2026 16:05")
BARE = ("05/01/2026", "06/01/2026", "07/01/2026")


def test_an_export_without_times_of_the_day_takes_none_away(store):
    load(store, clocked(*TIMED))
    (again,) = load(store, clocked(*BARE), "again.xlsx")
    assert (again.already_there, again.changed) == (3, 0)
    (later,) = load(store, {"Log": [row | {"Channel": "Phone"} for row in clocked(*BARE)["Log"]]}, "later.xlsx")
    assert (later.changed, times(store)) == (3, {"R": "09:15", "S": "10:20", "T": "16:05"})
    assert {u.upload: u.current_rows for u in store.uploads()} == {1: 3, 2: 3}, "of the first the times are in use"
    store.withdraw(1, "x")
    assert times(store) == {"R": "", "S": "", "T": ""}
    store.reinstate(1, "x")
    assert times(store) == {"R": "09:15", "S": "10:20", "T": "16:05"}
    (corrected,) = load(store, clocked("05/01/2026 11:45", "06/01/2026 10:20", "07/01/2026"), "corrected.xlsx")
    assert (corrected.changed, times(store)) == (1, {"R": "11:45", "S": "10:20", "T": "16:05"})


def test_the_time_of_one_day_is_none_of_another(store):
    """R was of the 6th by mistake and is of the 5th again: of that day the time is known."""
    load(store, clocked(*TIMED))
    load(store, clocked("06/01/2026", *BARE[1:]), "moved.xlsx")
    assert times(store) == {"R": "", "S": "10:20", "T": "16:05"}
    load(store, clocked(*BARE), "back.xlsx")
    assert times(store) == {"R": "09:15", "S": "10:20", "T": "16:05"}
    load(store, clocked("05/01/2026", "08/01/2026", "07/01/2026 09:00"), "more.xlsx")
    assert times(store) == {"R": "09:15", "S": "", "T": "09:00"}
    as_loaded = times(store)
    store.withdraw(3, "x")
    store.reinstate(3, "x")
    assert times(store) == as_loaded, "settled from all uploads, it is the same"


def test_a_list_of_consents_keeps_the_dates_of_a_case(store):
    case = {"Case ref": "A", "Title": "A warm home"}
    load(store, {"Cases": [case | {"Intervention date": "01/09/2024", "Followed until": "31/03/2026"}]})
    load(store, {"Cases": [case | {"Consent to show": "Y"}]})
    rows = store.rows("SELECT intervention_date, followed_until, consent FROM cases", ["cases"])
    assert [str(value) for value in rows[0].values()] == ["2024-09-01", "2026-03-31", "True"]


def test_an_earlier_list_loaded_later_fills_gaps_only(store):
    load(store, {"Homes": [row | {"As at": "30/06/2025"} for row in HOMES[:4]]})
    march = [row | {"Tier": 2, "Postcode": "ZZ1 1AA", "As at": "31/03/2025"} for row in HOMES]
    load_, questions = asked(store, march)
    assert not questions.questions
    said = loads.what_would_be_loaded(questions.outcomes[0])
    assert said == "Loading would add 6 rows and fill gaps only with 4 rows older than what is known."
    (loaded,) = store.load(load_.incoming(questions), "x")
    assert (loaded.new, loaded.changed, loaded.older) == (6, 0, 4)
    assert known(store, "tier") == {f"H{i}": str(1 + i % 3) if i < 4 else "2" for i in range(10)}
    assert set(known(store, "postcode").values()) == {"ZZ1 1AA"}
    assert [upload.current_rows for upload in store.uploads()] == [10, 4], "a row is in use where a value of it stands"
    (again,) = load(store, {"Homes": march})
    assert (again.upload, again.already_there) == (None, 10), "what an upload states already is not stated again"
    store.withdraw(1, "x")
    assert set(known(store, "tier").values()) == {"2"}


def test_a_day_to_come_is_no_later_than_the_day_of_loading(store):
    load(store, {"Homes": [HOMES[0] | {"As at": "30/06/2062"}]})
    load(store, {"Homes": [HOMES[0] | {"Tier": 3}]})
    assert known(store, "tier") == {"H0": "3"}


@pytest.mark.parametrize(("answer", "tiers"), [("as-before", 10), ("not-known", 8)])
def test_cells_that_are_blank_now_are_asked_about_and_do_as_is_said(store, answer, tiers):
    load(store, {"Homes": [row | {"Crime": "N"} for row in HOMES]})
    blank = [row | ({"Tier": None, "Crime": None} if i in (2, 7) else {}) for i, row in enumerate(HOMES)]
    blank = [row | {"Crime": row.get("Crime", "N")} for row in blank]
    _, questions = asked(store, blank)
    (question,) = questions.unanswered
    assert question.code == "blanks" and question.sentence.startswith("4 cells that had a value are blank now")
    assert question.evidence[:2] == ("Homes!E4: Crime of H2 was No", "Homes!D4: Tier of H2 was 3")
    load_, questions = asked(store, blank, blanks=answer)
    store.load(load_.incoming(questions), "x")
    assert sum(tier is not None for tier in known(store, "tier").values()) == tiers
    assert store.rows("SELECT count(is_set) AS n FROM flags", ["flags"]) == [{"n": tiers}]
    assert ("not known any more" in loads.upload_rows(store.uploads()[0])) == (answer == "not-known")


def test_a_list_as_at_a_day_to_come_waits_for_a_person(store):
    rows = [row | {"As at": "01/03/2099" if n else "01/03/2025"} for n, row in enumerate(HOMES)]
    (question,) = asked(store, rows)[1].unanswered
    assert (
        question.sentence.startswith("The list is as at 01/03/2099, which is still to come")
        and "Homes!" in question.evidence[0]
    )
    load_, questions = asked(store, rows, **{"as-at": "today"})
    store.load(load_.incoming(questions), "x")
    assert count(store, "households") == 10


def test_blanks_of_which_nothing_is_known_are_not_asked_about(store):
    load(store, {"Homes": [row | {"Tier": None} for row in HOMES]})
    assert not asked(store, [row | {"Tier": None, "Postcode": None} for row in HOMES])[1].questions


@pytest.mark.parametrize(("answer", "left"), [("moved-away", 8), ("still-there", 10)])
def test_who_is_not_on_a_newer_list_of_the_same_place_is_asked_about(store, answer, left):
    load(store, {"Homes": HOMES}, "january.xlsx")
    _, questions = asked(store, HOMES[2:])
    (question,) = questions.unanswered
    assert question.sentence.startswith("2 households of an earlier list of the same place are not on “Homes”: moved")
    assert "2 households of Northfield on january.xlsx, upload 1" in question.evidence[0]
    changed = [*HOMES[2:9], HOMES[9] | {"Tier": 3}]
    load_, questions = asked(store, changed, gone=answer)
    store.load(load_.incoming(questions), "x")
    assert count(store, "households") == left
    assert store.uploads()[0].gone == 10 - left
    store.withdraw(2, "x")
    assert count(store, "households") == 10
    store.reinstate(2, "x")
    assert count(store, "households") == left


@pytest.mark.parametrize(("answer", "left"), [("moved-away", 8), ("still-there", 10)])
def test_who_is_on_an_older_list_only_is_asked_about_when_that_is_loaded_later(store, answer, left):
    load(store, {"Homes": [row | {"As at": "30/06/2025"} for row in HOMES[2:]]}, "june.xlsx")
    march = [row | {"As at": "31/03/2025"} for row in HOMES]
    _, questions = asked(store, march)
    (question,) = questions.unanswered
    assert question.sentence.startswith("2 households of “Homes” are not on a newer list of the same place: moved away")
    assert question.evidence == ("2 households of Northfield are not on june.xlsx, upload 1, as at 30 June 2025",)
    load_, questions = asked(store, march, gone=answer)
    store.load(load_.incoming(questions), "x")
    assert (count(store, "households"), store.uploads()[0].gone) == (left, 10 - left)
    assert not asked(store, march, "again.xlsx")[1].questions, "what was answered is not asked again"
    load(store, {"Homes": [HOMES[0] | {"As at": "31/07/2025"}]})
    assert "H0" in known(store, "tier"), "who is stated of a later day is there"


@pytest.mark.parametrize(
    ("june", "flags"),
    [(HOMES[6:], {}), ([row | {"Locality": "Southfield", "Household ref": f"S{i}"} for i, row in enumerate(HOMES)], {})]
    + [([row | {"ASB": "N"} for row in HOMES[2:]], {"CYP referral": "N"})],
    ids=["of some", "of another place", "another agency's"],
)
def test_a_newer_list_of_something_else_says_nothing_of_who_is_on_an_older_one(store, june, flags):
    load(store, {"Homes": [row | {"As at": "30/06/2025"} for row in june]})
    assert not asked(store, [row | {"As at": "31/03/2025"} | flags for row in HOMES])[1].questions


def split(homes, *parts):
    """The homes in several sheets, each from one of these numbers to the next."""
    return [homes[start:end] for start, end in zip(parts, parts[1:], strict=False)]


@pytest.mark.parametrize("files", [1, 2])
def test_sheets_of_one_load_are_one_list_of_a_place(store, files):
    """Who is on another sheet is not gone, and who is on none is asked about once; as at an earlier day too."""
    south = [row | {"Household ref": f"S{i}", "Locality": "Southfield"} for i, row in enumerate(HOMES)]
    june = {"As at": "30/06/2025"}
    load(store, {"Homes": [row | june for row in [*HOMES, *south]]})
    parts = dict(zip("ABC", [*split(HOMES, 1, 4, 9), [HOMES[9], *south[:9]]], strict=True))
    books = [parts] if files == 1 else [{"A": parts["A"]}, {"B": parts["B"], "C": parts["C"]}]
    load_ = Load(tuple(prepared(book, f"{n}.xlsx") for n, book in enumerate(books)), answers={"gone": "moved-away"})
    asked_ = load_.ask(store)
    assert [(q.sheet, q.sentence.partition(" of an")[0]) for q in asked_.questions] == [
        ("A", "1 household"),
        ("C", "1 household"),
    ]
    assert [loaded.gone for loaded in store.load(load_.incoming(asked_), "x")] == [1, 0, 1]
    assert set(known(store, "tier")) == {row["Household ref"] for row in [*HOMES[1:], *south[:9]]}
    may = {"As at": "31/05/2025"}
    late = [row | may | {"Household ref": f"L{i}"} for i, row in enumerate(HOMES[:2])]
    sheets = {"A": [*late[:1], *(row | may for row in HOMES[1:4])], "B": [*late[1:], *(row | may for row in HOMES[4:])]}
    (question,) = Load((prepared(sheets),)).ask(store).questions
    assert (question.sheet, question.sentence.partition(" are")[0]) == ("A", "2 households of “A” or “B”")
    two_days = {"A": HOMES[1:6], "B": [row | june for row in HOMES[6:]]}
    (question,) = Load((prepared(two_days),)).ask(store).questions
    assert question.sentence.startswith("4 households of an earlier list"), "lists of two days are two"


def test_who_is_gone_is_gone_though_all_that_is_left_is_there_already(store):
    load(store, {"Homes": HOMES})
    load_, questions = asked(store, HOMES[2:], gone="moved-away")
    assert "2 of earlier lists would count no more" in loads.what_would_be_loaded(questions.outcomes[0])
    (loaded,) = store.load(load_.incoming(questions), "x")
    assert (loaded.already_there, loaded.gone, count(store, "households")) == (8, 2, 8)
    assert "2 of earlier lists are there no more" in store.versions()[0]["what"]


def test_who_comes_back_is_known_by_what_is_said_from_then_on(store):
    load(store, {"Homes": HOMES})
    load_, questions = asked(store, HOMES[2:], gone="moved-away")
    store.load(load_.incoming(questions), "x")
    (back,) = load(store, {"Homes": [{"Household ref": "H0", "Street name": "Elm Road"}]})
    assert (back.new, count(store, "households")) == (1, 9)
    assert known(store, "tier")["H0"] is None, "another family may have moved in"


@pytest.mark.parametrize(
    "other",
    [
        [row | {"Household ref": f"S{i}", "Locality": "Southfield"} for i, row in enumerate(HOMES[:8])],
        HOMES[:4],
        [{k: v for k, v in row.items() if k != "Tier"} | {"CYP referral": "N"} for row in HOMES[:8]],
    ],
    ids=["another place", "a part of it", "another agency's"],
)
def test_a_list_of_another_place_or_of_some_says_nothing_of_the_others(store, other):
    load(store, {"Homes": [row | {"ASB": "N"} for row in HOMES]})
    assert not asked(store, other)[1].questions


def test_a_list_without_localities_is_of_its_streets(store):
    rows = [{"Household ref": f"H{i}", "Street name": "Elm Road" if i < 6 else "Oak Road"} for i in range(12)]
    load(store, {"Homes": rows})
    _, questions = asked(store, [row for i, row in enumerate(rows) if 1 <= i < 6])
    assert [q.evidence[0].split(" on ")[0] for q in questions.unanswered] == ["1 household of Elm Road"]


def test_a_rule_that_needs_more_flags_than_were_asked_about_says_nothing(store):
    """With two flag columns and a rule of four, nobody could need serious help: “0 %” would be no finding."""
    load(store, {"Homes": flagged(CHILDREN, 3)})
    shown = view(ask(store, "demand_tiers"))
    assert shown.headline == "No household has a tier yet: the rule cannot be reached"
    assert "The rule cannot be reached by 10 households" in shown.note
    assert (
        "10 households are on lists with fewer flags than the rule needs"
        in view(ask(store, "flags_per_household")).note
    )
    assert ask(store, "demand_tiers", rule=TierRule(2, 1)).shape.count(1) == 3
    load(store, {"Homes": [{"Household ref": "H0", "Street name": "Elm Road", "Tier": 2}]})
    shape = ask(store, "demand_tiers").shape
    assert (shape.total, shape.count(2, "recorded"), shape.count(None, "few flags")) == (1, 1, 9)
    load(store, {"Homes": flagged(HOUSING, 1)})
    shape = ask(store, "demand_tiers").shape
    assert (shape.count(1, "rule"), shape.count(None)) == (0, 0) and shape.count(3, "rule") == 7


def test_a_flag_that_nobody_asked_about_on_a_street_is_not_known_there(store):
    load(store, {"Homes": flagged(HOUSING, 2)})
    oak = [{"Household ref": f"O{i}", "Street name": "Oak Road", "CYP referral": "N", "YAMH": None} for i in range(3)]
    load(store, {"Homes": oak})
    answer = ask(store, "flags_by_street")
    rows = {row["Street"]: row for row in view(answer).rows}
    assert (rows["Elm Road"]["ASB"], rows["Elm Road"]["CYP referral"]) == ("2", "Not known")
    assert (rows["Oak Road"]["ASB"], rows["Oak Road"]["CYP referral"]) == ("Not known", "0")
    assert "YAMH" not in rows["Oak Road"], "of a flag that is blank throughout nothing is known anywhere"
    assert [row.get("asb") for row in answer.as_dict()["rows"]] == [2, None]
    assert view(answer).headline == ("No flag of 5 stands out as the most common: 2 households at most have one")


def test_of_households_asked_about_by_one_agency_nobody_knows_how_many_others_know_them(store):
    load(store, {"Homes": flagged(CHILDREN, 4)})
    assert ask(store, "agency_overlap").shape.total == 0
    load(store, {"Homes": flagged(HOUSING, 2)})
    shape = ask(store, "agency_overlap").shape
    assert [shape.count(agencies) for agencies in (0, 1, 2, 3)] == [6, 2, 0, 2]


def test_every_value_knows_the_cell_that_states_it(store):
    row = {"Household ref": "H0", "Street name": "Elm Road"}
    load(store, {"Homes": [row | {"Tier": 1, "Crime": "Y", "VA": None, "Count of flags": 1}]})
    load(store, {"Names": [row | {"Household ref": "H1"}, row | {"Locality": "Northfield", "VA": "N"}]})
    (key,) = [
        r["key"] for r in store.rows("SELECT _key::VARCHAR AS key FROM households WHERE tier = '1'", ["households"])
    ]

    def cells(version=None):
        return {
            name: (source.upload, source.cell) for name, source in store.stated_by("households", key, version).items()
        }

    first = {
        "household_ref": (1, "Homes!A2"),
        "street": (1, "Homes!B2"),
        "tier": (1, "Homes!C2"),
        "Crime": (1, "Homes!D2"),
        "flag_count": (1, "Homes!F2"),
    }
    assert cells(1) == first
    both = {name: place for name, place in first.items() if name in ("tier", "Crime")}
    both |= {
        "household_ref": (2, "Names!A3"),
        "street": (2, "Names!B3"),
        "locality": (2, "Names!C3"),
        "VA": (2, "Names!D3"),
    }
    assert cells() == both
    store.withdraw(2, "x")
    assert cells() == first and cells(2) == both
    store.withdraw(1, "x")
    assert cells() == {}
