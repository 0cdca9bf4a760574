"""One test over every measure: what it declares, how its query is written, and that its worked example comes true."""

import datetime as dt
import re
from collections.abc import Sequence

import pytest
import sqlglot
from sqlglot import exp

from measures import views
from measures.answers import TierRule, ask, choices
from measures.catalogue import MEASURES
from measures.problems import cell
from measures.shapes import SHAPES, Share, shape_of
from measures.sheets import SHEETS
from measures.store import Store
from tests.worlds import ROOT, incoming, load

FOLDER = ROOT / "measures" / "catalogue"
QUERIES = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.sql"))}
QUOTED = 'It\'s "their" flag; --'
WORLD = [
    {"household_ref": "A", "street": "P", "locality": "North", "tier": "1", "Crime": True, QUOTED: False},
    {"household_ref": "B", "street": "P", "locality": "North", "tier": None, "Crime": False, QUOTED: True},
    {"household_ref": "C", "street": "Q", "locality": "O'Hare's", "tier": None, "Crime": True, QUOTED: True},
    {"household_ref": "D", "street": "Q", "locality": None, "tier": None, "Crime": None, QUOTED: None},
]


def every_measure(test):
    return pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)(test)


def same(rows):
    """Rows in no order."""
    return sorted((sorted(row.items()) for row in rows), key=repr)


def test_each_measure_has_a_query_and_each_query_a_measure():
    assert {f"{name}.sql" for name in MEASURES} == {name for name in QUERIES if "/" not in name}
    shared = {(part, m.is_kept(part)) for m in MEASURES.values() for part in m.parts if part not in m.written}
    assert {f"{'kept' if kept else 'parts'}/{part}.sql" for part, kept in shared} == {n for n in QUERIES if "/" in n}
    assert {f"{name}.py" for name in MEASURES} <= {path.name for path in FOLDER.glob("*.py")}
    assert all(name == measure.name for name, measure in MEASURES.items())


@every_measure
def test_its_declaration_is_filled_in(measure):
    for words in (measure.title, measure.sentence, measure.purpose, measure.formula, measure.counts):
        assert words.strip() == words != ""
    assert measure.sentence.endswith(".") and measure.purpose.endswith(".") and measure.formula.endswith(".")
    assert all(caveat.endswith((".", "?")) for caveat in measure.caveats)
    assert measure.shape in SHAPES
    assert sum(len(rows) for rows in measure.example.sheets.values()) <= 6 and measure.example.answer
    shown, reads = set(measure.example.sheets), measure.reads | ({"demands"} & {*measure.sheets})
    assert {*measure.sheets} <= shown <= reads & {*SHEETS}, (
        "what it needs is in the example, and nothing that it does not read"
    )


@every_measure
def test_its_worked_example_comes_true(store, measure):
    load(store, {SHEETS[kind].title: rows for kind, rows in measure.example.sheets.items()})
    answer = ask(store, measure)
    columns = shape_of(measure).columns_of(measure)
    # Of a share, also of whom how much is known.
    rows = [*answer.shape.rows, *(answer.shape.sources if isinstance(answer.shape, Share) else ())]
    assert all(set(columns) <= set(row) for row in rows)
    assert all(set(row) == set(columns) for row in measure.example.answer)
    assert same({c: row[c] for c in columns} for row in rows) == same(measure.example.answer)
    assert answer.version == 1 and not answer.is_empty


@pytest.mark.parametrize(
    "measure", [m for m in MEASURES.values() if {*m.sheets} < {*m.example.sheets}], ids=lambda m: m.name
)
def test_it_needs_no_sheet_but_those_it_declares(store, measure):
    """The others that it reads may be lacking: a card that asked for them would ask in vain."""
    load(store, {SHEETS[kind].title: measure.example.sheets[kind] for kind in measure.sheets or measure.example.sheets})
    assert ask(store, measure).n


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A store in which nothing is loaded, for tests that only ask."""
    with Store.open(tmp_path_factory.mktemp("empty") / "store.duckdb") as opened:
        yield opened


@every_measure
def test_it_answers_an_empty_store(empty, measure):
    answer = ask(empty, measure, {"locality": "North", "flag": "Crime", "tier": 1})
    assert answer.is_empty and answer.n == 0
    said = views.missing(answer, empty.counts())
    assert [f"a {sheet.title.lower()} sheet" in said for sheet in SHEETS.values()] == [
        k in measure.sheets for k in SHEETS
    ]
    assert all(
        not any(isinstance(v, int) and v for k, v in row.items() if k != measure.category) for row in answer.records()
    )


def demands(name: str, days: Sequence[str], **row: object) -> list[dict]:
    """A demand of each day, alike but for their references."""
    received = [dt.date.fromisoformat(day) for day in days]
    return [
        {"demand_ref": f"{name}{n}", "received_on": day, "resolved_on": day, **row} for n, day in enumerate(received)
    ]


def cost_lines(case: str, approach: str, year: int, *activities: str) -> list[dict]:
    """A line of a case for each activity, a quarter of a year apart."""
    rows = [{"activity": activity, "date": dt.date(year, 1 + 3 * n, 5)} for n, activity in enumerate(activities)]
    also = {"approach": approach, "price_year": "2024/25", "agency": f"Agency of {case}", "cost": 100, "worker": case}
    return [{"case_ref": case, **row, **also, "cash_type": "Cashable"} for row in rows]


# Every kind of sheet has rows, and two of everything that a filter can choose.
DAMP = {"type": "Damp", "agency": "Council", "locality": "O'Hare's", "verbatim": "It is damp", "minutes": 30}
RENT = {"type": "Rent", "agency": QUOTED, "locality": "North", "verbatim": "Where do I pay?", "minutes": 10}
MONTHS = [f"2025-{month:02}-{day:02}" for month in range(1, 7) for day in (1, 12, 28)]
RECORD = {
    "households": [row | {"flag_count": 9} for row in WORLD],
    "demands": [
        *demands("A", MONTHS, value_or_failure="Failure", system_condition="Targets", resolved_first_time=True, **DAMP),
        *demands(
            "B", MONTHS, value_or_failure="Failure", system_condition="Batches", resolved_first_time=False, **RENT
        ),
        *demands("C", MONTHS, value_or_failure="Value", resolved_first_time=True, household_ref="A", **DAMP),
        *demands("D", MONTHS, value_or_failure="Value", resolved_first_time=False, household_ref="B", **RENT),
    ],
    "cases": [
        {
            "case_ref": case,
            "title": case,
            "what_matters": case,
            "consent": True,
            "intervention_date": dt.date(2024, 1, 1),
            "followed_until": dt.date(2024, 12, 31),
        }
        for case in ("ONE", "TWO")
    ],
    "transactions": [
        *(row for case in ("ONE", "TWO") for row in cost_lines(case, "Historic", 2023, *["Referral", "Package"] * 2)),
        *(row for case in ("ONE", "TWO") for row in cost_lines(case, "Principles-based", 2024, *["Visit"] * 4)),
    ],
    "ratings": [
        {"case_ref": case, "date": dt.date(2024, month, 1), "statement": "Warm", "rating": month}
        for case in ("ONE", "TWO")
        for month in (1, 6)
    ],
    "results": [{"measure": "Wait", "period": period, "value": 4} for period in ("Before", "After")],
    "series": [{"measure": "Wait", "date": dt.date(2025, month, 1), "value": month} for month in (1, 2)],
    "unit_costs": [{"activity": "Visit", "agency": "Council", "cost": 20, "price_year": "2024/25"}],
}
CHOSEN = {
    "locality": "O'Hare's",
    "flag": QUOTED,
    "tier": 1,
    "agency": QUOTED,
    "type": "Damp",
    "since": "2025-03",
    "until": "2025-04",
    "said": "Failure",
    "words": "damp",
    "case": "ONE",
    "household": "a",
    "without": ["ONE"],
    "every": "quarter",
    "within": 30,
}
NONE = {
    **dict.fromkeys(
        ("locality", "flag", "agency", "type", "words", "said", "case", "household"), ("None such", "damp' OR 1=1 --")
    ),
    "since": ["2030-01"],
    "until": ["2020-01"],
    "without": [["ONE", "TWO"]],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A store with the record, for tests that only ask."""
    with Store.open(tmp_path_factory.mktemp("world") / "store.duckdb") as opened:
        flags = {"households": ["Crime", QUOTED]}
        opened.load([incoming(kind, rows, flags.get(kind, ())) for kind, rows in RECORD.items()], "x")
        yield opened


@pytest.mark.long
@every_measure
def test_its_filters_leave_what_they_say(world, measure):
    def rows(**filters):
        return same(ask(world, measure, filters).shape.rows)

    everything = rows()
    assert rows(**dict.fromkeys(CHOSEN), weather="wet") == everything
    assert "weather" not in ask(world, measure, {"weather": "wet"}).filters
    for name in measure.filters if measure.name != "selected_lists" else ():  # whose own test follows
        assert rows(**{name: CHOSEN[name]}) not in ([], everything), f"{name} chooses some of it"
        for nobody in NONE.get(name, ()):
            assert ask(world, measure, {name: nobody}).n == 0, f"{name} {nobody} leaves nothing"


def test_the_filters_choose_the_right_households(store):
    flags = ["Crime", QUOTED, "ASB", "VA"]
    store.load([incoming("households", WORLD, flags)], "x")

    def n(**filters):
        return ask(store, "demand_tiers", filters).n

    assert (n(), n(locality="North"), n(locality="O'Hare's"), n(locality="Not recorded")) == (4, 2, 1, 1)
    assert (n(flag="Crime"), n(flag=QUOTED), n(flag="crime"), n(tier=1), n(tier=2), n(tier=3)) == (2, 2, 2, 1, 1, 1)
    assert n(flag="Crime", tier=1, locality="North") == 1 and n(flag=QUOTED, tier=1) == 0
    assert choices(store) == {
        "locality": ["North", "Not recorded", "O'Hare's"],
        "flag": sorted(flags, key=str.casefold),
    }


def test_a_list_is_said_to_be_selected_only_if_all_of_it_is(store):
    chosen = [r | {"Crime": True} for r in WORLD[:3]]
    store.load([incoming("households", chosen, ["Crime"])], "x")
    store.load([incoming("households", [r | {"household_ref": r["household_ref"] * 2} for r in WORLD], ["Crime"])], "x")
    rows = ask(store, "selected_lists").shape.rows
    assert [(r["upload"], r["what"], r["found"], r["cell"]) for r in rows] == [(1, "Crime", 3, "Households")]
    # To look only at households with a flag does not make the list one that was selected on it.
    assert [r["upload"] for r in ask(store, "selected_lists", {"flag": "Crime"}).shape.rows] == [1]
    assert [r["found"] for r in ask(store, "selected_lists", {"locality": "O'Hare's"}).shape.rows] == [3]


def test_a_flag_is_one_however_its_lists_spell_it(store):
    """Each list by itself says whether it was selected, and a flag of an agency's short name in one spelling is its in
    all."""
    for flag, refs in (("CYP referral", "ABCH"), ("Cyp Referral", "DEG"), ("CYP re-referral", "F")):
        rows = [{"household_ref": ref, "street": "P", flag: True, "Crime": ref in "DF"} for ref in refs]
        store.load([incoming("households", rows, [flag, "Crime"])], "x")
    both = {"household_ref": "D", "street": "P", "Cyp Referral": True, "CYP re-referral": True}
    store.load([incoming("households", [both], ["Cyp Referral", "CYP re-referral"])], "x")
    assert {(r["upload"], r["what"], r["found"]) for r in ask(store, "selected_lists").shape.rows} == {
        (1, "CYP referral", 4),
        (2, "CYP referral", 2),
    }
    counts = {row["category"]: row["count"] for row in ask(store, "agency_overlap").shape.rows}
    assert counts == {1: 6, 2: 2}, "D is known to one agency for two flags, and to that of Crime by the list before"


def test_a_finding_tells_its_cell_as_excel_shows_it(store):
    load(store, {"Households": [{}, *MEASURES["flag_count_differences"].example.sheets["households"]]})
    found = ask(store, "flag_count_differences").shape.rows
    assert [(r["file"], r["row"]) for r in found] == [("test.xlsx", 4)]
    assert found[0]["cell"] == cell("Households", 4, 8) == "Households!I4"


def test_the_columns_of_a_table_add_up_to_its_total(store):
    """Households without a tier too: a total that its columns do not make up is a number nobody can check."""
    load(store, {"Households": MEASURES["households_by_street"].example.sheets["households"]})
    for name in ("households_by_street", "flags_per_household", "demand_tiers"):
        measure = MEASURES[name]
        for row in ask(store, name).records():
            beside = {measure.category, f"{measure.category} in words", measure.counts, "share"}
            assert sum(count for heading, count in row.items() if heading not in beside) == row[measure.counts]
    table = {row["street"]: row for row in ask(store, "households_by_street").records()}
    assert table["Larkspur Avenue"]["Not rated"] == 1 and table["Larkspur Road"]["Not rated"] == 0


# -- How queries are written


# Each once, with those that are written for a measure: most are read by many.
ASKED = {name: text for m in MEASURES.values() for name, text in [*m.parts.items(), (m.name, m.sql)]}


@pytest.mark.parametrize("name", ASKED)
def test_another_engine_can_say_a_query(name):
    query = sqlglot.parse_one(ASKED[name], "duckdb")
    said = {
        engine: query.sql(engine, unsupported_level=sqlglot.ErrorLevel.RAISE)
        for engine in ("spark", "snowflake", "bigquery", "postgres")
    }
    sqlglot.parse_one(said["spark"], "spark")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_divides_nothing_and_has_nothing_pasted_into_it(name):
    tree = sqlglot.parse_one(QUERIES[name], "duckdb")
    assert not list(tree.find_all(exp.Div, exp.IntDiv, exp.Mod)), "a shape divides, not a query"
    code = re.sub(r"--.*", "", QUERIES[name])
    assert not set("/{}%;?") & set(code)
    asked = {
        "locality",
        "flag",
        "flag_unknown",
        "tier",
        "case",
        "household",
        "without",
        "every",
        "within",
        "latest",
        "agency",
        "type",
        "since",
        "until",
        "said",
        "words",
        "likely",
        "themselves",
        "one_of_them",
        "payments",
        *TierRule().as_dict(),
        "version",
        "last_day",
    }
    assert set(re.findall(r"\$(\w+)", code)) <= asked
    assert QUERIES[name].startswith("-- "), "the first line says in words what is asked"
    assert max(map(len, QUERIES[name].splitlines())) <= 150
