"""What people say of demands in the inbox: versions, several people, withdrawn uploads, stores older than the inbox."""

import datetime as dt

import duckdb
import pytest
import sqlglot

from measures import inbox
from measures.answers import ask
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.current import demands_as_classified
from measures.store.tables import OWN, stored_columns
from tests.worlds import incoming

DEMANDS = [
    {"demand_ref": "D1", "received_on": None, "verbatim": "Nobody came", "type": None},
    {"demand_ref": "D2", "verbatim": "Where do I pay?", "value_or_failure": "Value", "type": "Pay"},
    {"demand_ref": None, "verbatim": "Still nobody", "value_or_failure": None},
    {
        "demand_ref": "D4",
        "verbatim": "Ring me back",
        "value_or_failure": "Failure",
        "system_condition": "Hand-offs",
        "origin_agency": "Council",
    },
]


@pytest.fixture
def keys(store):
    store.load([incoming("demands", DEMANDS)], "x")
    rows = store.rows("SELECT CAST(_key AS VARCHAR) AS key, verbatim FROM demands", ["demands"])
    return {r["verbatim"]: r["key"] for r in rows}


def said(store, words, version=None):
    query = "SELECT value_or_failure, type, system_condition, origin_agency FROM demands WHERE verbatim = $words"
    return [tuple(r.values()) for r in store.rows(query, ["demands"], version=version, words=words)]


def lines(store):
    """Every answer there ever was, as it is stored."""
    with store._cursor() as db:
        query = "SELECT value_or_failure, who, _from, _to < 2**60 AS ended FROM data.classifications ORDER BY _from"
        return db.execute(query).fetchall()


def test_each_answer_is_a_version_with_who_and_when(store, keys):
    assert store.classify(keys["Nobody came"], "Failure", " A  B ", type=" Repair ", system_condition="Batching") == 2
    assert said(store, "Nobody came") == [("Failure", "Repair", "Batching", None)]
    assert said(store, "Nobody came", 1) == [(None, None, None, None)]
    assert {k: store.versions()[0][k] for k in ("version", "who", "what")} == {
        "version": 2,
        "who": "A B",
        "what": "Classified a demand as Failure",
    }
    assert store.versions()[0]["changed_at"] is not None


def test_who_says_nothing_of_a_field_takes_nobodys_answer_away(store, keys):
    key = keys["Nobody came"]
    store.classify(key, "Failure", "AB", type="Repair", system_condition="Batching")
    store.classify(key, "Not sure", "CD")
    assert said(store, "Nobody came") == [("Not sure", "Repair", "Batching", None)]
    store.classify(key, "Failure", "AB")
    assert said(store, "Nobody came") == [("Failure", None, None, None)], "a person's own earlier answer has ended"


def test_a_class_that_a_sheet_corrects_later_is_told_and_can_be_chosen(store, keys):
    """The same class sent again corrects nothing, nor does one that the inbox has already."""
    for words, kind in (("Where do I pay?", "Failure"), ("Ring me back", "Value"), ("Nobody came", "Failure")):
        store.classify(keys[words], kind, "AB", type="Seen", system_condition="Targets")
    store.load([incoming("demands", [row | {"minutes": 5.0} for row in DEMANDS if row["demand_ref"]])], "x")
    assert inbox.corrected_later(store) == inbox.Corrected(0, "inbox")
    corrected = [DEMANDS[0] | {"value_or_failure": "Value"}, DEMANDS[3] | {"value_or_failure": "Value"}]
    store.load([incoming("demands", corrected)], "x")
    assert inbox.corrected_later(store) == inbox.Corrected(1, "inbox")
    assert said(store, "Nobody came")[0][:3] == ("Failure", "Seen", "Targets")
    inbox.keep_corrected_later(store, "sheet", "AB")
    assert inbox.corrected_later(store) == inbox.Corrected(1, "sheet")
    assert said(store, "Nobody came")[0][:3] == ("Value", "Seen", None)
    assert said(store, "Where do I pay?")[0][:3] == ("Failure", "Seen", "Targets")
    assert said(store, "Nobody came", store.version() - 1)[0][0] == "Failure"
    inbox.keep_corrected_later(store, "inbox", "AB")
    assert said(store, "Nobody came")[0][0] == "Failure"


def test_a_later_answer_ends_the_persons_own_earlier_one_and_keeps_it(store, keys):
    key = keys["Nobody came"]
    store.classify(key, "Failure", "AB", type="Repair")
    store.classify(key, "Value", "CD")
    assert store.classify(key, "Not sure", "ab") == 4
    assert lines(store) == [("Failure", "AB", 2, True), ("Value", "CD", 3, False), ("Not sure", "ab", 4, False)]
    assert [said(store, "Nobody came", v)[0][0] for v in (1, 2, 3, 4)] == [None, "Failure", "Value", "Not sure"]


def test_to_say_the_same_again_changes_nothing(store, keys):
    key = keys["Nobody came"]
    assert (
        store.classify(key, "Failure", "AB", type="Repair") == store.classify(key, "Failure", "AB", type="Repair") == 2
    )
    assert store.version() == 2 and len(lines(store)) == 1
    assert store.classify(key, "Failure", "AB", type="Other") == 3


def test_an_answer_is_taken_back_and_what_was_before_holds_again(store, keys):
    key = keys["Nobody came"]
    store.classify(key, "Failure", "AB", type="Repair")
    store.classify(key, "Value", "CD")
    store.classify(key, "Not sure", "ab")
    assert store.take_back(key, "AB", 4) and store.version() == 5
    assert said(store, "Nobody came") == [("Value", "Repair", None, None)], (
        "CD's, as before, though AB's is taken up later"
    )
    assert [said(store, "Nobody came", v)[0][0] for v in (2, 3, 4, 5)] == ["Failure", "Value", "Not sure", "Value"]
    assert not store.take_back(key, "AB", 4), "that is AB's answer no more"
    assert store.take_back(key, "CD", 3) and said(store, "Nobody came") == [("Failure", "Repair", None, None)]
    assert store.take_back(key, "AB", 2) and said(store, "Nobody came") == [(None, None, None, None)]
    assert inbox.people(store) == {} and inbox.names(store)["type"] == ["Pay"]
    assert store.versions()[0]["what"] == "Took back what was said of a demand"


def test_an_answer_that_holds_again_is_as_old_as_it_was(store, keys):
    """A sheet that corrected the class after it counts over it still, where such sheets do."""
    store.classify(keys["Nobody came"], "Failure", "AB")
    store.load([incoming("demands", [DEMANDS[0] | {"value_or_failure": "Value"}])], "x")
    inbox.keep_corrected_later(store, "sheet", "AB")
    store.classify(keys["Nobody came"], "Not sure", "AB")
    assert said(store, "Nobody came")[0][0] == "Not sure"
    store.take_back(keys["Nobody came"], "AB", store.version())
    assert said(store, "Nobody came")[0][0] == "Value" and inbox.corrected_later(store).demands == 1


def test_nothing_is_taken_back_of_a_demand_that_is_gone_nor_by_nobody(store, keys):
    store.classify(keys["Nobody came"], "Failure", "AB")
    with pytest.raises(StoreError, match="who you are"):
        store.take_back(keys["Nobody came"], " ", 2)
    store.withdraw(1, "x")
    with pytest.raises(StoreError, match="no longer in use"):
        store.take_back(keys["Nobody came"], "AB", 2)


def test_an_answer_wins_over_the_spreadsheet_and_leaves_what_it_does_not_say(store, keys):
    store.classify(keys["Where do I pay?"], "Failure", "AB")
    assert said(store, "Where do I pay?") == [("Failure", "Pay", None, None)]
    store.classify(keys["Ring me back"], "Failure", "AB", type="Chase")
    assert said(store, "Ring me back") == [("Failure", "Chase", "Hand-offs", "Council")]
    # What is value has no failure that began anywhere.
    store.classify(keys["Ring me back"], "Value", "AB")
    assert said(store, "Ring me back") == [("Value", None, None, None)]


def test_a_withdrawn_upload_takes_its_answers_out_of_sight_and_brings_them_back(store, keys):
    store.classify(keys["Nobody came"], "Failure", "AB")
    store.withdraw(1, "x")
    assert said(store, "Nobody came") == [] and inbox.standing(store).inbox == 0
    assert inbox.people(store) == {}
    with pytest.raises(StoreError, match="no longer in use"):
        store.classify(keys["Nobody came"], "Value", "AB")
    store.reinstate(1, "x")
    assert said(store, "Nobody came") == [("Failure", None, None, None)] and inbox.people(store) == {"AB": 1}
    assert [said(store, "Nobody came", v) for v in (1, 3)] == [[(None, None, None, None)], []]


def test_a_row_loaded_again_under_its_reference_keeps_its_answer(store, keys):
    store.classify(keys["Nobody came"], "Failure", "AB")
    store.load([incoming("demands", [{"demand_ref": "d1", "verbatim": "Nobody came", "minutes": 5}])], "x")
    assert said(store, "Nobody came") == [("Failure", None, None, None)]


MONDAY = dt.date(2026, 1, 5)


def log(*rows, **more):
    """A log without references: each row its words, and what else it says."""
    return incoming("demands", [{"received_on": MONDAY, "verbatim": words} | told for words, told in rows], **more)


def answer(store, words, kind, who="AB"):
    query = "SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE verbatim = $words"
    return store.classify(store.rows(query, ["demands"], words=words)[0]["key"], kind, who)


def test_what_was_said_of_a_corrected_row_goes_back_with_the_row_that_it_corrected(store, monkeypatch):
    moments = iter(dt.datetime(2026, 2, 1) + dt.timedelta(minutes=i) for i in range(99))
    monkeypatch.setattr("measures.store.classifications.now", lambda: next(moments))
    store.load([log(("Still nobody", {}), ("Hello?", {}))], "x")
    answer(store, "Still nobody", "Failure")
    store.load([log(("Still nobody", {"minutes": 5}), ("Hello?", {"minutes": 5}), replaces=[1])], "x")
    answer(store, "Still nobody", "Value")
    later = answer(store, "Still nobody", "Not sure", "CD")
    store.withdraw(2, "x")
    store.reinstate(1, "x")
    assert said(store, "Still nobody") == [("Not sure", None, None, None)]
    assert inbox.people(store) == {"AB": 1, "CD": 1}
    assert store.versions()[0]["what"].endswith("; answers carried over to corrected demands: 1")
    assert said(store, "Still nobody", later) == [("Not sure", None, None, None)]
    # And what is said of this one now goes with the other again; what was said before of either does not.
    answer(store, "Still nobody", "Failure", "CD")
    store.withdraw(1, "x")
    store.reinstate(2, "x")
    assert said(store, "Still nobody") == [("Failure", None, None, None)]
    store.withdraw(2, "x")
    store.reinstate(1, "x")
    assert said(store, "Still nobody") == [("Failure", None, None, None)]
    assert store.versions()[0]["what"] == "Brought back upload 1"


def test_what_was_said_of_another_demand_that_was_there_too_does_not_go_with_it(store):
    store.load([log(("Still nobody", {}), ("Hello?", {}))], "x")
    answer(store, "Still nobody", "Failure")
    store.load([log(("Still nobody", {"minutes": 5}), ("Hello?", {"minutes": 5}))], "x")
    query = "SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE verbatim = 'Still nobody' AND minutes = 5"
    store.classify(store.rows(query, ["demands"])[0]["key"], "Value", "AB")
    store.withdraw(2, "x")
    assert said(store, "Still nobody") == [("Failure", None, None, None)]


@pytest.mark.parametrize("how", ["replaced", "withdrawn before", "withdrawn after"])
def test_a_row_without_a_reference_keeps_its_answers_when_it_is_corrected(store, how, monkeypatch):
    moments = iter(dt.datetime(2026, 2, 1) + dt.timedelta(minutes=i) for i in range(99))
    monkeypatch.setattr("measures.store.classifications.now", lambda: next(moments))
    store.load([log(("Still nobody", {}), ("Hello?", {}))], "x")
    answer(store, "Still nobody", "Value", "CD")
    asked = answer(store, "Still nobody", "Failure", "AB")
    corrected = ("Still  nobody", {"minutes": 5}), ("Hello?", {"minutes": 5})
    if how == "withdrawn before":
        store.withdraw(1, "x")
    store.load([log(*corrected, replaces=[1] if how == "replaced" else [])], "x")
    if how == "withdrawn after":
        assert [s[0] for s in said(store, "Still  nobody")] == [None], "both are current: it may be another demand"
        store.withdraw(1, "x")
    assert said(store, "Still  nobody") == [("Failure", None, None, None)] and inbox.people(store) == {"AB": 1, "CD": 1}
    assert store.versions()[0]["what"].endswith("; answers carried over to corrected demands: 1")
    assert said(store, "Still nobody", asked) == [("Failure", None, None, None)]
    # A second correction, and everybody's answers as they were at every version before.
    store.load([log(("Still nobody", {"minutes": 9}), ("Hello?", {"minutes": 5}), replaces=[2])], "x")
    assert said(store, "Still nobody") == [("Failure", None, None, None)]
    answer(store, "Still nobody", "Not sure", "AB")
    assert said(store, "Still nobody") == [("Not sure", None, None, None)] and inbox.people(store) == {"AB": 1, "CD": 1}
    assert said(store, "Still nobody", asked) == [("Failure", None, None, None)]


def test_of_answers_of_one_second_that_are_carried_over_the_same_is_heard_every_time(store, monkeypatch):
    monkeypatch.setattr("measures.store.classifications.now", lambda: dt.datetime(2026, 2, 1))
    demands = [(f"Still nobody {i}", {}) for i in range(12)]
    store.load([log(*demands)], "x")
    for i, (words, _) in enumerate(demands):
        for who, kind in (("AB", "Failure"), ("CD", "Value"))[:: 1 if i % 2 else -1]:
            answer(store, words, kind, who)
    store.load([log(*((words, {"minutes": 5}) for words, _ in demands), replaces=[1])], "x")
    assert {said(store, words)[0][0] for words, _ in demands} == {"Failure"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([("A", {}), ("A", {"channel": "Phone"})], [("A", {"minutes": 5})]),  # which of the two was it?
        ([("A", {})], [("A", {"minutes": 5}), ("A", {"minutes": 6})]),  # which of the two is it?
        ([("A", {})], [("A", {"received_on": dt.date(2026, 1, 6)})]),
        ([("A", {})], [("A?", {})]),
        ([("A", {"agency": "Health"})], [("A", {"agency": "Council"})]),
        ([("A", {"demand_ref": "1"})], [("A", {"demand_ref": "2"})]),
    ],
)
def test_an_answer_is_not_carried_over_where_there_is_doubt(store, before, after):
    store.load([log(*before)], "x")
    answer(store, "A", "Failure")
    store.load([log(*after, replaces=[1])], "x")
    assert inbox.people(store) == {} and "carried" not in store.versions()[0]["what"]
    store.withdraw(2, "x")
    store.reinstate(1, "x")
    assert inbox.people(store) == {"AB": 1}


@pytest.mark.parametrize(
    ("after", "proposed"),
    [
        (("Still nobody came", {}), "Still nobody came"),  # words mended
        (("Still nobody", {"received_on": dt.date(2026, 2, 5)}), "Still nobody"),  # date mended
        (("STILL  nobody", {"demand_ref": "9"}), "STILL  nobody"),
        (("Still nobody", {"received_on": dt.date(2026, 2, 6)}), None),  # more than a month away
        (("Where do I pay?", {}), None),
    ],
)
def test_a_person_says_whether_an_answer_goes_with_a_corrected_row(store, after, proposed, monkeypatch):
    moments = iter(dt.datetime(2026, 2, 1) + dt.timedelta(minutes=i) for i in range(99))
    monkeypatch.setattr("measures.store.classifications.now", lambda: next(moments))
    store.load([log(("Still nobody", {"demand_ref": "1"}), ("Hello?", {}))], "x")
    gone = answer(store, "Still nobody", "Failure", "AB")
    answer(store, "Still nobody", "Value", "CD")
    assert inbox.left_behind(store) == []
    store.load([log(after, ("Hello?", {}), replaces=[1])], "x")
    pairs = inbox.left_behind(store)
    if proposed is None:
        assert pairs == []
        return
    assert [(p.gone.words, p.here.words, p.who) for p in pairs] == [("Still nobody", proposed, "AB, CD")]
    pair = pairs[0]
    for wrong in ((pair.here.key, pair.gone.key), (pair.gone.key, "0" * 32), ("'; --", pair.here.key)):
        with pytest.raises(StoreError):
            store.carry(*wrong, "EF")
    with pytest.raises(StoreError, match="who you are"):
        store.carry(pair.gone.key, pair.here.key, " ")
    version = store.carry(pair.gone.key, pair.here.key, "EF")
    assert version == store.version() and store.versions()[0]["what"] == "Answers carried over to a corrected demand"
    assert said(store, proposed) == [("Value", None, None, None)] and inbox.people(store) == {"AB": 1, "CD": 1}
    assert said(store, proposed, version - 1) == [(None, None, None, None)]
    assert said(store, "Still nobody", gone) == [("Failure", None, None, None)] and inbox.left_behind(store) == []


def test_nonsense_is_refused_and_changes_nothing(store, keys):
    key = keys["Nobody came"]
    with pytest.raises(ValueError):
        store.classify(key, "Preventable", "AB")
    with pytest.raises(StoreError, match="who you are"):
        store.classify(key, "Value", "  ")
    with pytest.raises(StoreError, match="no longer in use"):
        store.classify("0" * 32, "Value", "AB")
    store.classify(key, "Value", "'; DROP TABLE versions; --", type="'\"; --")
    assert said(store, "Nobody came") == [("Value", "'\"; --", None, None)] and store.version() == 2


def test_every_measure_of_demands_sees_the_answers(store, keys):
    before = ask(store, "failure_demands_per_week").shape.rows
    assert before == []
    rows = [{"demand_ref": "E1", "received_on": dt.date(2026, 1, 5), "verbatim": "Again"}]
    store.load([incoming("demands", rows)], "x")
    key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE verbatim = 'Again'", ["demands"])[0]["key"]
    store.classify(key, "Failure", "AB")
    assert [r["value"] for r in ask(store, "failure_demands_per_week").shape.rows] == [1]
    assert [r["value"] for r in ask(store, "failure_demands_per_week", version=2).shape.rows] == [0]


def test_a_store_older_than_the_inbox_gets_it_when_opened(tmp_path):
    path = tmp_path / "old.duckdb"
    with Store.open(path) as store:
        store.load([incoming("demands", DEMANDS)], "x")
    with duckdb.connect(str(path)) as db:
        db.execute("DROP TABLE data.classifications")
    with Store.open(path) as store:
        key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE verbatim = 'Nobody came'", ["demands"])
        assert store.version() == 1 and store.classify(key[0]["key"], "Failure", "AB") == 2
    with Store.open(path) as store:
        assert said(store, "Nobody came") == [("Failure", None, None, None)] and store.version() == 2


def test_another_engine_can_say_what_lays_answers_over_demands():
    columns = ", ".join([*OWN, *stored_columns(SHEETS["demands"])])
    query = (
        f"WITH demands_as_loaded AS (SELECT {columns} FROM a), classifications AS (SELECT _key, value_or_failure, "
        "type, "
        f"system_condition, who, changed_at, _given, _from FROM b) {demands_as_classified()}"
    )
    for other in ("spark", "snowflake", "bigquery", "postgres"):
        sqlglot.transpile(query, "duckdb", other, unsupported_level=sqlglot.ErrorLevel.RAISE)


# -- The inbox itself


def test_the_queues_and_what_is_left_in_them(store, keys):
    def words(queue, who="AB", **more):
        found, left = inbox.next_up(store, queue, who, **more)
        return (found.words if found else None), left

    assert words("new") == ("Nobody came", 2)
    assert words("new", passed=[keys["Nobody came"]]) == ("Still nobody", 1)
    store.classify(keys["Nobody came"], "Not sure", "AB", type="Repair")
    assert words("new") == ("Still nobody", 1) and words("unsure") == ("Nobody came", 1)
    assert words("second") == (None, 0) and words("second", "CD") == ("Nobody came", 1)
    assert words("mine") == ("Nobody came", 1) and words("mine", "CD") == (None, 0)
    assert inbox.next_up(store, "second", "CD")[0].mine is None, "a second opinion does not know the first"
    assert inbox.next_up(store, "mine", "ab")[0].mine == ("Not sure", "Repair", None)
    standing = inbox.standing(store)
    assert (standing.demands, standing.unclassified, standing.inbox, standing.differ) == (4, 1, 1, 0)
    store.classify(keys["Where do I pay?"], "Failure", "AB")
    assert inbox.standing(store).differ == 1 and inbox.standing(store, version=1).inbox == 0


def test_a_type_or_a_condition_is_offered_once_however_it_is_spelled(store, keys):
    store.classify(keys["Nobody came"], "Failure", "AB", type="pay", system_condition="Hand-offs")
    store.classify(keys["Still nobody"], "Failure", "AB", type="PAY!", system_condition="handoffs")
    store.classify(keys["Ring me back"], "Failure", "AB", type="Ring back")
    assert inbox.names(store) == {"type": ["Pay", "Ring back"], "system_condition": ["Hand-offs"]}


def test_two_people_are_compared_on_what_both_have_said(store, keys):
    for words, one, other in (
        ("Nobody came", "Failure", "Failure"),
        ("Still nobody", "Failure", "Value"),
        ("Ring me back", "Not sure", "Failure"),
    ):
        store.classify(keys[words], one, "AB", type="Repair")
        store.classify(keys[words], other, "CD")
    store.classify(keys["Where do I pay?"], "Value", "AB")
    assert inbox.people(store) == {"AB": 4, "CD": 3}
    store.classify(keys["Ring me back"], "Failure", "GH")
    assert inbox.together(store, "ab") == inbox.Together("CD", 3, 1)
    assert inbox.together(store, "GH") == inbox.Together("AB", 1, 0) and inbox.together(store, "EF") is None
    both = inbox.agreement(store, "AB", "CD")
    assert (both.n, both.same, round(both.share, 3)) == (3, 1, 0.333)
    assert [(r["words"], r["one"], r["other"]) for r in both.differ] == [
        ("Still nobody", "Failure", "Value"),
        ("Ring me back", "Not sure", "Failure"),
    ]
    assert inbox.agreement(store, "AB", "EF").share is None
    assert inbox.agreement(store, "AB", "CD", version=3).n == 1
