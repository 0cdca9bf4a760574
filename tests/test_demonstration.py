"""The demonstration data is what its README says, and the deck's own numbers come out of the store."""

import subprocess
import sys

import pytest

from measures import demonstration
from measures.answers import TierRule, ask
from measures.store import Store
from measures.workbook.prepare import prepare
from measures.workbook.read import read
from tests.worlds import EXAMPLES, ROOT, count

DECK, LOCALITY = "deck_twelve_households.xlsx", "locality.xlsx"
# Both rest on the same two workbooks: one worker reads them, once.
pytestmark = pytest.mark.xdist_group("demonstration")


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    """A store with the deck's twelve households."""
    with Store.open(tmp_path_factory.mktemp("deck") / "s.duckdb") as store:
        store.load(prepare(DECK, (EXAMPLES / DECK).read_bytes()).incoming(), "x")
        yield store


def test_the_decks_columns_add_up_as_printed(deck):
    flags = sorted(deck.uploads()[0].mapping["flags"].items(), key=lambda item: item[1]["column"])
    names = [name for name, _ in flags]
    assert names == [
        "CYP referral",
        "CYP re-referral",
        "CYP asst. to service",
        "Rent arrears",
        "YAMH",
        "ASB",
        "VA",
        "Crime",
    ]
    shape = ask(deck, "flags_by_street").shape
    assert [shape.count(..., name) for name in names] == [12, 2, 1, 2, 1, 0, 0, 5]
    assert shape.total == 23


def test_the_decks_counts_are_confirmed_household_by_household(deck):
    rows = deck.rows(
        "SELECT h.household_ref, h.flag_count, count(*) FILTER (f.is_set) AS n FROM households h JOIN flags f USING "
        "(_key) "
        "GROUP BY ALL ORDER BY 1",
        ["households", "flags"],
    )
    assert "".join(r["household_ref"] for r in rows) == "ABCDEFGHIJKL"
    assert [r["n"] for r in rows] == [r["flag_count"] for r in rows] == [3, 2, 2, 4, 2, 1, 1, 2, 1, 1, 2, 2]
    assert ask(deck, "flag_count_differences").is_empty
    assert {c: ask(deck, "flags_per_household").shape.count(c) for c in range(6)} == {
        0: 0,
        1: 4,
        2: 6,
        3: 1,
        4: 1,
        5: 0,
    }


def test_the_decks_list_is_said_to_be_selected_on_referral(deck):
    rows = ask(deck, "selected_lists").shape.rows
    assert [(r["what"], r["found"], r["file"]) for r in rows] == [("CYP referral", 12, DECK)]


def test_the_decks_streets_hold_as_many_households_as_the_slide(deck):
    table = ask(deck, "households_by_street").shape.table()
    assert sorted((row["total"] for row in table), reverse=True) == [3, 2, 1, 1, 1, 1, 1, 1, 1]


def test_the_decks_tiers_follow_from_the_rule_alone(deck):
    shape = ask(deck, "demand_tiers").shape
    assert [shape.count(tier, "rule") for tier in (1, 2, 3)] == [1, 7, 4] and shape.count(..., "recorded") == 0
    assert [ask(deck, "demand_tiers", rule=TierRule(8, 5)).shape.count(tier) for tier in (1, 2, 3)] == [0, 0, 12]
    assert ask(deck, "demand_tiers", rule=TierRule(9, 5)).shape.count(None, "few flags") == 12, "it has eight flags"


def test_the_locality_has_five_thirty_one_and_sixty_four_per_cent(full):
    upload = next(u.upload for u in full.uploads() if u.file_name == LOCALITY and u.kind == "households")
    full_deck = next(u.upload for u in full.uploads() if u.file_name == DECK)
    full.withdraw(full_deck, "x")
    shape = ask(full, "demand_tiers").shape
    assert [shape.count(tier) for tier in (1, 2, 3)] == [100, 620, 1280] and (shape.total, shape.unplaced) == (2000, 0)
    assert [round(shape.share(tier) * 100) for tier in (1, 2, 3)] == [5, 31, 64]
    assert (shape.count(..., "recorded"), shape.count(..., "rule")) == (240, 1760)
    streets = ask(full, "households_by_street").shape
    assert len(streets.order) == 60 and streets.total == 2000
    found = ask(full, "flag_count_differences").shape.rows
    column = full.uploads()[-1].mapping["columns"]["flag_count"]["column"]
    assert len(found) == 3 and {r["upload"] for r in found} == {upload}
    assert [r["cell"] for r in found] == [f"Households!{chr(65 + column)}{r['row']}" for r in found]
    assert all(abs(r["found"] - r["stated"]) == 1 for r in found)
    assert ask(full, "selected_lists").is_empty
    full.reinstate(full_deck, "x")
    assert count(full, "households") == 2012


def test_the_differences_are_where_the_workbook_has_them(full):
    sheet = next(s for s in read(LOCALITY, (EXAMPLES / LOCALITY).read_bytes()).sheets if s.sheet == "Households")
    cells = sheet.table.to_pylist()
    for found in ask(full, "flag_count_differences").shape.rows:
        row = cells[found["row"] - 1]
        marks = sum(str(row[f"c{i}"]).strip().lower() in ("y", "yes") for i in range(5, 13))
        assert (row["c0"], float(row["c13"]), marks) == (found["what"], found["stated"], found["found"])


def test_every_kind_of_sheet_is_in_it_and_filling_again_changes_nothing(full):
    assert all(full.counts().values()) and full.counts()["demands"] == 8000
    before = full.version(), full.uploads()
    demonstration.fill(full)
    assert (full.version(), full.uploads()) == before


@pytest.mark.parametrize(
    "months, counts, demand, minutes",
    [({"until": "2025-09"}, (1774, 2082), 46.0, 58.5), ({"since": "2025-10"}, (1160, 2477), 31.9, 43.0)],
)
def test_failure_demand_falls_with_the_redesign_of_october_2025(full, months, counts, demand, minutes):
    shape = ask(full, "failure_demand", months).shape
    assert (shape.numerator, shape.denominator - shape.numerator) == counts
    assert round(shape.share * 100, 1) == demand
    assert round(ask(full, "failure_capacity", months).shape.share * 100, 1) == minutes


def test_the_demonstration_has_hours_and_monday_morning_is_the_busiest(full):
    shape = ask(full, "demand_by_weekday").shape
    assert (shape.hours[0], shape.hours[-1]) == (7, 22)
    assert max(((day, hour) for day in shape.order for hour in shape.hours), key=lambda at: shape.in_weeks(*at)) == (
        1,
        9,
    )
    assert 0.85 < 1 - shape.in_weeks(..., None) / shape.in_weeks() < 0.95


def test_the_generator_makes_the_committed_workbooks_again(tmp_path):
    made = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / "generate.py", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert made.returncode == 0, made.stderr
    workbooks = sorted(path.name for path in EXAMPLES.glob("*.xlsx"))
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == workbooks
    for name in workbooks:
        ours, theirs = (read(name, (folder / name).read_bytes()).sheets for folder in (EXAMPLES, tmp_path))
        assert [s.sheet for s in ours] == [s.sheet for s in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.table.equals(other.table) and one.faults == other.faults and one.hidden == other.hidden
