"""What a manager of some localities is shown: the rows of these, as if no others had been loaded."""

import datetime as dt
import inspect
import itertools
import random
from io import BytesIO
from zipfile import ZipFile

import pytest

from measures import board, inbox, views
from measures.answers import (
    TierRule,
    ask,
    asking_households,
    choices,
    demand_choices,
    keep_payments,
    keep_themselves,
    keep_tier_rule,
    paid_activities,
    payments,
    rated_cases,
    story_cases,
    themselves,
    tier_rule,
)
from measures.catalogue import MEASURES
from measures.cells import Ref
from measures.export import measures_workbook
from measures.inbox import Standing, keep_corrected_later
from measures.sheets import SHEETS
from measures.store import Part, Store, StoreError
from measures.store.names import name_key
from measures.views import base
from tests.worlds import incoming

NORTH, SOUTH = "Northfield", "Southfield"
PLACES = (NORTH, SOUTH, None)
MARK = "zebra"  # is in every word of rows that are not of the first
# Where rows of no locality are, of which a manager of some sees none.
NOWHERE = {"results", "series", "unit_costs"}
FLAGS = ("Crime", "Rent arrears", "ASB")


def rows_of(place: str | None) -> dict[str, list[dict]]:
    """Households, demands and cases of a place."""
    chance, name = random.Random(str(place)), (place or "Nowhere")[0]
    mark = "" if place == NORTH else f" {MARK}"

    def word(*of: str) -> str | None:
        said = chance.choice((*of, None))
        return said and f"{said}{mark}"

    households, demands, cases, transactions, ratings = [], [], [], [], []
    for i in range(24):
        household = f"{name}{i}{mark}"
        row = {"household_ref": household, "street": f"{chance.choice(('Mill', 'Oak'))} Road{mark}", "postcode": None,
               "locality": place and chance.choice((place, place.upper())), "tier": chance.choice((None, None, "1", "2", "3")),
               "flag_count": chance.choice((None, 1, 2, 3))}  # fmt: skip
        households.append(row | {f"{flag}{mark}": chance.choice((True, False, None)) for flag in FLAGS})
        for j in range(chance.choice((0, 3, 12, 20))):
            received = dt.date(2025, 1, 1) + dt.timedelta(chance.randrange(300))
            demands.append({
                "received_on": received, "verbatim": f"{chance.choice(('Damp', 'No heating', 'A school place'))} {i} {j}{mark}",
                "value_or_failure": chance.choice(("Value", "Failure", "Failure", "Not sure", None)),
                "type": word("Repairs", "repairs", "Schools"), "agency": word("Housing", "HOUSING", "Health"), "channel": word("Phone"),
                "origin_agency": word("Housing", "Police"), "system_condition": word("Targets", "Batches"),
                "minutes": chance.choice((None, 5.0, 20.0)), "resolved_first_time": chance.choice((True, False, None)),
                "resolved_on": chance.choice((None, received + dt.timedelta(chance.randrange(40)))),
                "household_ref": chance.choice((None, household)),
                "street": f"Mill Road{mark}", "locality": place,
            })  # fmt: skip
        if i % 2:
            began, case = dt.date(2024, 9, 1) + dt.timedelta(chance.randrange(60)), f"C {household}"
            cases.append({"case_ref": case, "household_ref": household, "intervention_date": began, "followed_until": dt.date(2025, 9, 30),
                          "title": f"A home{mark}", "what_matters": f"Warm and dry{mark}", "consent": chance.choice((True, False, None)),
                          "note": word("A note")})  # fmt: skip
            for _ in range(25):
                transactions.append({
                    "case_ref": case, "agency": f"{chance.choice(('Housing', 'Health', 'Social services'))}{mark}",
                    "cost": chance.choice((None, 120, 45)), "quantity": 1.0, "unit_cost": chance.choice((30, 60)),
                    "date": began + dt.timedelta(chance.randrange(-400, 380)), "activity": word("Visit", "Referral",
                        "Package of care", "Fee"),
                    "approach": chance.choice(("Historic", "Principles-based", "Intervention", None)), "team": word("Team"),
                    "worker_role": word("Nurse"), "worker": word("SW 1", "SW 2"), "description": word("A call", "A bed"),
                    "price_year": chance.choice((None, "2024-25")), "cash_type": chance.choice((None, "Cashable", "Capacity", "Avoided")),
                })  # fmt: skip
            for statement, at in itertools.product(("I am heard", "I am warm"), (0, 90, 200)):
                ratings.append({"case_ref": case, "statement": f"{statement}{mark}", "date": began + dt.timedelta(at),
                                "rating": float(chance.randrange(11)), "rated_by": chance.choice(("Person", f"Gran{mark}", None)),
                                "note": word("Good")})  # fmt: skip
    return {
        "households": households,
        "demands": demands,
        "cases": cases,
        "transactions": transactions,
        "ratings": ratings,
    }


OF_NO_PLACE = {
    "results": [{"measure": f"Bed days {MARK}", "before": 20.0, "after": 10.0, "unit": f"days {MARK}", "period": "2024"}],
    "series": [{"measure": f"Waiting {MARK}", "date": dt.date(2025, 1, 1) + dt.timedelta(30 * i), "value": float(i)} for i in range(12)],
    "unit_costs": [{"activity": f"Visit {MARK}", "agency": "Health", "unit_cost": 42, "price_year": "2024-25", "source": MARK}],
}  # fmt: skip


def fill(store: Store, *places: str | None, others: bool = True) -> None:
    """Load what these places have, of each kind one file, demands in two."""
    of = [rows_of(place) for place in places]
    for kind in of[0]:
        rows = [row for each in of for row in each[kind]]
        rows.sort(key=lambda row: str(row.get("received_on")))  # of all places, one after another
        flags = list(dict.fromkeys(name for row in rows for name in row if name.startswith(FLAGS)))
        for half in (True, False) if kind == "demands" else (None,):
            how = {"file_name": f"{MARK}.xlsx", "sheet": MARK} if len(places) > 1 else {}
            some = [row for row in rows if half is None or half == (row["received_on"] < dt.date(2025, 6, 1))]
            store.load([incoming(kind, some, flags, **how)], f"AB {MARK}")
    if others:
        for kind, rows in OF_NO_PLACE.items():
            store.load([incoming(kind, rows)], "AB")
    keep_tier_rule(store, TierRule(3, 2), "AB")
    keep_themselves(store, ["Gran"], "AB")
    keep_payments(store, ["Fee", "Bed"], "AB")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A store of two localities, and of rows that say none."""
    with Store.open(tmp_path_factory.mktemp("whole") / "store.duckdb") as store:
        fill(store, *PLACES)
        yield store


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A store into which nothing but the rows of the first were loaded."""
    with Store.open(tmp_path_factory.mktemp("alone") / "store.duckdb") as store:
        fill(store, NORTH, others=False)
        yield store


@pytest.fixture(scope="module")
def part(whole):
    return Part(whole, [name_key(NORTH)])


def chosen(store: Store, measure) -> list[dict]:
    """Every filter of a measure, each by itself, and with the locality."""
    households, demands = choices(store), demand_choices(store)
    values = {
        "locality": [NORTH, SOUTH], "agency": demands["agency"][:2], "type": demands["type"][:1], "since": demands["month"][3:4],
        "until": demands["month"][4:5], "every": measure.periods, "case": [next(iter(story_cases(store))), f"C S1 {MARK}"],
        "flag": households["flag"][:1], "tier": [2], "without": [(next(iter(story_cases(store))),)], "said": ["failure"],
        "words": ["damp", MARK], "household": [*asking_households(store)[:1], f"S1 {MARK}"], "within": [30],
    }  # fmt: skip
    return [{}, *({name: value} for name in measure.filters for value in values[name])]


def told(store: Store, name: str, filters: dict) -> object:
    """All that an answer has, but of which version and files it is."""
    answer = ask(store, name, filters)
    said = {key: value for key, value in answer.as_dict().items() if key != "version"}
    for row in said["rows"]:
        row.pop("file", None), row.pop("cell", None)
    return said, answer.n, answer.is_empty, answer.lists, answer.later


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_of_these_rows_alone(part, alone, name):
    asked = chosen(alone, MEASURES[name])
    for filters in asked:
        assert told(part, name, filters) == told(alone, name, filters), filters


def test_what_is_said_of_an_answer_says_of_which_localities_it_is(part, whole):
    for name in MEASURES:
        answer = ask(part, name)
        if not answer.is_empty:
            assert "all localities" not in repr(views.view(answer)).lower()
        assert base.where(answer) == NORTH and base.where(ask(part, name, {"tier": 2})).startswith(NORTH)
    answer = ask(part, "demand_tiers", {"locality": NORTH, "flag": "Crime"})
    assert base.where(answer) == f"{NORTH}, households with Crime"
    assert base.where(ask(whole, "demand_tiers")) == "all localities"
    assert Part(whole, [name_key(SOUTH), name_key(NORTH)]).localities == (NORTH, SOUTH)


def test_what_the_filters_offer_is_of_these_rows_alone(part, alone):
    for offer in (choices, demand_choices, asking_households, rated_cases, story_cases, paid_activities):
        assert offer(part) == offer(alone), offer
    assert part.counts() == alone.counts()
    assert tier_rule(part) == TierRule(3, 2) and payments(part) == ["Fee", "Bed"] and themselves(part) == ["Gran"]


def everything(store: Store) -> str:
    """Every value of every table."""
    with store._cursor() as db:
        tables = db.execute("SELECT database_name, schema_name, table_name FROM duckdb_tables()").fetchall()
        return "\n".join(repr(db.execute(f'FROM "{d}"."{s}"."{t}"').fetchall()) for d, s, t in tables)


def test_no_word_of_others_is_in_it_anywhere(whole, part):
    for name in MEASURES:
        ask(part, name)  # what is kept of answers too
    for word in (MARK, SOUTH):
        assert word.lower() in everything(whole).lower() and word.lower() not in everything(part).lower()


def test_no_word_of_others_is_in_what_is_taken_away_of_all_measures(part):
    with ZipFile(BytesIO(measures_workbook.workbook(part, version=part.version()))) as file:
        said = "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist()).lower()
    assert NORTH.lower() in said and MARK not in said and SOUTH.lower() not in said


def test_every_kind_of_sheet_is_placed_or_is_in_nobodys_part():
    for kind, sheet in SHEETS.items():
        if kind in NOWHERE:
            assert not sheet.placed_by
            continue
        column = sheet.column(sheet.placed_by)
        if isinstance(column.type, Ref):
            (of,) = [other for other in SHEETS.values() if other.key == (column.name,)]
            assert of.placed_by and of.kind != kind
        else:
            assert column.names == "locality"


# What is asked of a part, and of every part of what it is; all else that a store has changes it, or opens its file.
READS = {
    "ask", "rows", "version", "at", "any_later", "require_version", "versions", "loads", "difference", "counts", "uploads",
    "sheets_of_uploads", "stated_by", "setting", "entries", "entries_under", "corrected_later", "left_behind", "close",
    "stated_in", "rows_at", "stated_until",
}  # fmt: skip
CHANGES = {
    "load": ([], "AB"), "preview": (None,), "withdraw": (1, "AB"), "reinstate": (1, "AB"), "would_erase": (None, None),
    "erase": (None, "AB", None, None), "tried": (1,), "set": ("tier_rule", {}, "AB", "what"), "classify": ("key", "Value", "AB"),
    "take_back": ("key", "AB", 1), "carry": ("a", "b", "AB"), "rewrite": (), "take_in": (), "backups_are_to_be_renewed": (),
    "backups_are_renewed": (), "keep_snapshot": (), "renew_snapshots": (),
}  # fmt: skip


def test_nothing_changes_it_and_every_method_of_a_store_is_known(part, whole):
    before = everything(part), whole.version()
    methods = {name for name, of in inspect.getmembers(Store, inspect.isfunction) if name[0] != "_"}
    assert methods - {"open", "accept_older", "must_be_rewritten"} == READS | CHANGES.keys()
    for name, given in CHANGES.items():
        with pytest.raises(StoreError, match="managers of every locality"):
            getattr(part, name)(*given)
    assert (everything(part), whole.version()) == before
    assert part._root is not whole._root and not part.path.exists()


def test_of_another_version_nothing_is_known(part, whole):
    assert part.version() == whole.version() and len(part.loads()) == 1
    for version in (0, part.version() - 1, part.version() + 1):
        with pytest.raises(StoreError, match="as they are now"):
            ask(part, "demand_tiers", version=version)
        with pytest.raises(StoreError, match="as they are now"):
            part.counts(version)


def test_what_is_in_no_place_is_counted_and_a_locality_that_no_row_says_has_nothing(whole, part):
    of_none = {kind: len(rows) for kind, rows in (rows_of(None) | OF_NO_PLACE).items()}
    assert part.unplaced == of_none and not part.unknown
    for names in (["Eastfield"], ["Not recorded"], [""]):
        none = Part(whole, [name_key(name) for name in names])
        assert not any(none.counts().values()) and none.unknown == [name_key(name) for name in names]
        assert all(ask(none, name).is_empty for name in MEASURES)


def test_two_localities_are_both_and_no_more(whole, part):
    both, south = Part(whole, [name_key(NORTH), name_key(SOUTH)]), Part(whole, [name_key(SOUTH)])
    assert {k: n + south.counts()[k] for k, n in part.counts().items()} == both.counts()


def demand(at: str | None, words: str, **more) -> dict:
    return {"demand_ref": "D1", "received_on": dt.date(2025, 1, 6), "verbatim": words, "locality": at, **more}


def test_what_moved_is_where_it_is_now(store):
    """A household takes its case along, with all that was paid and said there; a demand stays where it says that it
    was."""
    there = {"household_ref": "H1", "locality": SOUTH, "street": "Old Street"}
    asked = demand(SOUTH, "Asked there", household_ref="H1")
    store.load([incoming("households", [there]), incoming("demands", [asked])], "AB")
    store.load([incoming("cases", [{"case_ref": "C1", "household_ref": "H1", "what_matters": "A garden"}])], "AB")
    store.load([incoming("transactions", [{"case_ref": "C1", "agency": "Health", "cost": 10}])], "AB")
    assert not any(Part(store, [name_key(NORTH)]).counts().values())
    store.load([incoming("households", [there | {"locality": NORTH, "street": "New Street"}])], "AB")
    north, south = Part(store, [name_key(NORTH)]), Part(store, [name_key(SOUTH)])
    moved = {"households": 1, "cases": 1, "transactions": 1}
    assert {k: n for k, n in north.counts().items() if n} == moved
    assert {k: n for k, n in south.counts().items() if n} == {"demands": 1}
    assert "Old Street" not in everything(north) and "Asked there" not in everything(north)
    assert "Street" not in everything(south) and "A garden" not in everything(south)


def test_a_demand_that_says_another_locality_since_leaves_no_word_where_it_was(store):
    store.load([incoming("demands", [demand(SOUTH, "Said in the south", agency="Of the south")])], "AB")
    store.load([incoming("demands", [demand(NORTH, "Said in the north", agency="Of the north")])], "AB")
    assert "south" not in everything(Part(store, [name_key(NORTH)]))
    assert Part(store, [name_key(SOUTH)]).counts()["demands"] == 0


@pytest.mark.parametrize("counts", ["inbox", "sheet"])
def test_an_answer_of_the_inbox_counts_as_it_does_for_every_locality(store, counts):
    """Its class, by whichever of the two counts where a later sheet has another."""
    rows = [demand(place, f"{place} {n}", demand_ref=f"{place} {n}") for place in (NORTH, SOUTH) for n in range(4)]
    moved = demand(SOUTH, "Moved", demand_ref="Moved 0", channel="south")
    store.load([incoming("demands", [*rows, moved])], "AB")
    for row in store.rows("SELECT CAST(_key AS VARCHAR) AS key, verbatim FROM demands", ["demands"]):
        store.classify(row["key"], "Failure", "AB", type=f"Type of {row['verbatim']}")
    store.load(
        [
            incoming(
                "demands",
                [
                    row | {"value_or_failure": "Value"}
                    for row in (*rows, moved | {"locality": NORTH, "channel": "Phone"})
                    if row["demand_ref"][-1] in "01"
                ],
            )
        ],
        "AB",
    )
    keep_corrected_later(store, counts, "AB")
    north = Part(store, [name_key(NORTH)])
    for name in ("failure_demand", "demand_types"):
        assert ask(north, name).shape.rows == ask(store, name, {"locality": NORTH}).shape.rows
    assert inbox.standing(north) == Standing(5, 0, 5, 0 if counts == "sheet" else 3)
    assert "south" not in everything(north)


def test_the_case_on_the_board_is_shown_where_it_is_of_the_locality(store):
    fill(store, *PLACES)
    for case, shown in (("c  n1", "c  n1"), (f"C S1 {MARK}", "")):
        board.keep(store, board.Board("A warm home", case), "AB")
        assert board.board(Part(store, [name_key(NORTH)])) == board.Board("A warm home", shown)
    store.set("over_time failure_demand", {"reason": MARK}, "AB", f"Said {MARK}")
    assert MARK not in everything(Part(store, [name_key(NORTH)]))
