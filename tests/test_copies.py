"""Files without references that are loaded again: a newer copy, the same record going on, or another record. Through
the door that the page and the command use, with the policy that both have."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from measures.answers import ask
from measures.likeness import Likeness
from measures.loading import Load
from measures.store import Store
from measures.uploads import Loaded
from measures.views import loads
from measures.workbook.prepare import understand
from measures.workbook.read import read
from tests.workbook.build import xlsx
from tests.worlds import count, prepared

WORDS = ("no heating", "where is my form", "pay my rent", "the bin was missed", "who do I ask")
DAY = dt.date(2025, 3, 3)


def comes(store: Store, kind: str, rows, name="b.xlsx", **load) -> tuple[Loaded, str | None]:
    """Load rows of one kind as a person would who leaves what the page has chosen, or answers. Gives what became of
    them, and how the question was read: the choice, with a mark where it was asked."""
    load = Load((prepared({name.removesuffix(".xlsx"): rows}, name),), **{"presumed": True, **load})
    asked = load.ask(store)
    questions = [q for q in asked.questions if q.code == "record"]
    answer = None
    if questions:
        (question,) = questions
        chosen = question.answer(load.answers) or question.default
        answer = f"{chosen}{'' if question.plain else '?'}"
    (done,) = store.load(load.incoming(asked), "a test")
    assert done.upload is None or kind == done.kind
    return done, answer


def log(n: int, *, seed: int = 1, days: int = 100) -> list[dict]:
    """Demands in free words, in order of their days, which seldom say the same."""
    chance = random.Random(seed)
    when = sorted(chance.randrange(days) for _ in range(n))
    return [
        {
            "Received on": DAY + dt.timedelta(day),
            "What the person asked": f"{chance.choice(WORDS)}, number {chance.randrange(500)}",
            "Agency": chance.choice(("Housing", "Health")),
        }
        for day in when
    ]


def classified(rows: list[dict], upto: int) -> list[dict]:
    """The first of the rows with V or F, the others not classified yet."""
    return [{**row, "Value or failure": "VF"[i % 2] if i < upto else None} for i, row in enumerate(rows)]


def tally(seed: int, weeks: int = 12) -> list[dict]:
    """What one team counts: the same few words on every working day."""
    chance = random.Random(seed)
    return [
        {"Received on": DAY + dt.timedelta(7 * week + day), "What the person asked": chance.choice(WORDS)}
        for week in range(weeks)
        for day in range(5)
        for _ in range(chance.randint(6, 14))
    ]


def ledger(n: int = 40) -> list[dict]:
    return [
        {"Case ref": f"C{i % 7}", "Agency": "Health", "Cost": 100 + i, "Date": DAY + dt.timedelta(i)} for i in range(n)
    ]


def points(n: int, value=lambda month: 100 + month, measure: str = "Calls") -> list[dict]:
    return [
        {"Measure": measure, "Date": dt.date(2023 + month // 12, month % 12 + 1, 1), "Value": value(month)}
        for month in range(n)
    ]


def ratings(rating=lambda i: i % 10, months=(1, 3)) -> list[dict]:
    rows = [(case, f"I am {what}", month) for case in "AB" for what in ("safe", "heard", "well") for month in months]
    return [
        {"Case ref": case, "Statement": what, "Date": dt.date(2025, month, 5), "Rating": rating(i)}
        for i, (case, what, month) in enumerate(rows)
    ]


def results(after=lambda i: 10 + i) -> list[dict]:
    return [{"Measure": f"Result {i}", "Before": 20, "After": after(i), "Period": "2024-25"} for i in range(6)]


CORRECTED = {
    "demands": (log(60), lambda rows: classified(rows, 60)),
    "transactions": (ledger(), lambda rows: [{**r, "Cost": 9} if i == 3 else r for i, r in enumerate(rows)]),
    "series": (points(24), lambda rows: [{**r, "Value": 7} if i == 3 else r for i, r in enumerate(rows)]),
    "ratings": (ratings(), lambda rows: [{**r, "Rating": 9} if i == 3 else r for i, r in enumerate(rows)]),
    "results": (results(), lambda rows: [{**r, "After": 1} if i == 3 else r for i, r in enumerate(rows)]),
}


@pytest.mark.parametrize("kind", CORRECTED)
def test_a_file_that_is_the_same_but_for_a_few_cells_is_asked_about_and_counts_once(store, kind):
    rows, corrected = CORRECTED[kind]
    assert comes(store, kind, rows, "a.xlsx")[1] is None
    file = prepared({"b": corrected(rows)}, "b.xlsx")
    asked = Load((file,)).ask(store)
    assert [q.code for q in asked.unanswered] == ["record"], "the command stops and asks"
    assert asked.questions[0].default == "newer-copy" and asked.questions[0].evidence
    assert comes(store, kind, corrected(rows))[1] == "newer-copy?"
    assert count(store, kind) == len(rows)
    upload, earlier = store.uploads()
    assert (upload.copy_of, upload.lineage, upload.current_rows, earlier.withdrawn) == ([1], None, len(rows), True)
    store.withdraw(2, "x")
    store.reinstate(1, "x")
    assert count(store, kind) == len(rows)
    store.reinstate(2, "x")
    assert count(store, kind) == len(rows), "brought back, both are of one record still"


def test_a_figure_of_a_table_across_that_differs_is_named_by_its_cell(store):
    """It was “Row 1073744388, Rating: 2 before, 4 now.”"""
    head = ["Person", "Statement", "03/03/2026", "02/06/2026", "14/09/2026"]
    table = [[f"P{n}", f"I am {n}", n % 5, n % 6, n % 7] for n in range(8)]

    def file(rows, name):
        book = read(name, xlsx({"Reviews": [head, *rows]}))
        (found,) = understand(book).others
        assert found.suggested
        return understand(book, overrides={"Reviews": found.suggested.confirmed})

    load = Load((file(table, "a.xlsx"),))
    store.load(load.incoming(load.ask(store)), "x")
    changed = [[*row[:4], 9] if n == 3 else row for n, row in enumerate(table)]
    (question,) = Load((file(changed, "b.xlsx"),)).ask(store).questions
    assert "Cell E5, Rating: 3 before, 9 now." in question.evidence


@pytest.mark.parametrize("kind", CORRECTED)
def test_the_same_file_again_and_one_with_more_below_it_go_on_without_a_question(store, kind):
    rows, _ = CORRECTED[kind]
    comes(store, kind, rows[: len(rows) // 2], "a.xlsx")
    done, answer = comes(store, kind, rows)
    assert (answer, done.already_there, count(store, kind)) == ("same-record", len(rows) // 2, len(rows))
    done, answer = comes(store, kind, rows, "c.xlsx")
    assert (answer, done.upload, count(store, kind)) == ("same-record", None, len(rows))


def test_the_evidence_says_what_is_new_what_differs_and_what_is_gone(store):
    rows = classified(log(60), 20)
    comes(store, "demands", rows, "a.xlsx")
    later = [{**row, "Minutes": 5} for i, row in enumerate(classified(log(60), 25)) if i != 30]
    (question,) = Load((prepared({"b": later}, "b.xlsx"),)).ask(store).questions
    says = "\n".join(question.evidence)
    assert "54 rows say the same as in a.xlsx" in says
    assert "5 rows have the Received on and What the person asked of a row there" in says
    assert "Value or failure in 5." in says and "Row 22, Value or failure: blank before, Value now." in says
    assert "Filled in here and not in a.xlsx: Minutes." in says and "1 row of a.xlsx" in says


def test_cumulative_files_in_which_blanks_are_filled_in_later_count_each_demand_once(store):
    rows = log(300)
    for upto, done in ((100, 40), (200, 150), (300, 260)):
        _, answer = comes(store, "demands", classified(rows[:upto], done), f"to{upto}.xlsx")
    assert answer == "newer-copy?" and count(store, "demands") == 300
    share = ask(store, "failure_demand").as_dict()["rows"]
    assert sum(row["value_and_failure_demands"] for row in share) == 260


def test_files_of_the_last_three_months_in_which_blanks_are_filled_in_later_count_each_demand_once(store):
    """None covers the one before, which therefore stays for what it alone has."""
    rows = log(300)
    for begin, end, done in ((0, 120, 50), (60, 220, 150), (150, 300, 260)):
        comes(store, "demands", classified(rows, done)[begin:end], f"to{end}.xlsx")
    assert count(store, "demands") == 300
    assert [u.withdrawn for u in store.uploads()] == [False] * 3
    share = ask(store, "failure_demand").as_dict()["rows"]
    assert sum(row["value_and_failure_demands"] for row in share) == 50 + 200, "ten were never classified"
    # What goes on from a corrected file finds the rows under the keys that they were given.
    assert comes(store, "demands", classified(rows, 260)[150:], "again.xlsx")[0].upload is None


def test_files_of_the_last_three_months_go_on_without_a_question(store):
    rows = log(300)
    for begin, end in ((0, 120), (60, 220), (150, 300)):
        _, answer = comes(store, "demands", rows[begin:end], f"to{end}.xlsx")
    assert answer == "same-record" and count(store, "demands") == 300


@pytest.mark.parametrize("seeds", [(1, 2), (3, 4), (5, 6), (7, 8)])
def test_two_teams_tallies_are_two_records_and_each_goes_on_by_itself(store, seeds):
    a, b = map(tally, seeds)
    for rows, name in ((a[:300], "a1"), (b[:300], "b1")):
        _, answer = comes(store, "demands", rows, f"{name}.xlsx")
    assert answer == "own-record" and count(store, "demands") == 600
    assert [u.lineage for u in store.uploads()] == [2, None]
    for rows, name in ((a, "a2"), (b, "b2")):
        done, answer = comes(store, "demands", rows, f"{name}.xlsx")
        assert (answer, done.already_there) == ("same-record", 300)
    assert count(store, "demands") == len(a) + len(b)
    store.withdraw(2, "x")
    assert count(store, "demands") == len(a) + len(b), "the later file of the team has its rows"
    store.withdraw(4, "x")
    assert count(store, "demands") == len(a)


def test_a_few_words_in_common_are_no_copy(store):
    comes(store, "demands", log(200), "a.xlsx")
    other = [*log(200, seed=2)[:-2], *log(200)[:2]]
    _, answer = comes(store, "demands", other)
    assert answer == "own-record" and count(store, "demands") == 400


def test_a_handful_of_tallies_cannot_be_told_and_is_asked(store):
    """Four calls of one day, and five: the same and one more, or another team's?"""
    few = [{"Received on": DAY, "What the person asked": WORDS[0]}] * 4
    comes(store, "demands", few, "a.xlsx")
    asked = Load((prepared({"b": [*few, few[0]]}, "b.xlsx"),), presumed=True).ask(store)
    assert [q.default for q in asked.unanswered] == [None]
    for answer in ("own-record", "same-record"):
        comes(store, "demands", [*few, few[0]], f"{answer}.xlsx", answers={"record": answer})
        assert count(store, "demands") == 9


def test_a_part_of_what_is_loaded_changes_nothing_and_a_few_rows_less_are_asked_about(store):
    rows = log(200)
    comes(store, "demands", rows, "a.xlsx")
    part = [row for row in rows if row["Agency"] == "Health"]
    assert comes(store, "demands", part)[0].upload is None
    less = [row for i, row in enumerate(rows) if i not in (50, 90)]
    asked = Load((prepared({"b": less}, "b.xlsx"),), presumed=True).ask(store)
    assert [q.default for q in asked.unanswered] == [None], "taken out of the log, or only out of this file"
    for answer, counted in (("same-record", 200), ("newer-copy", 198)):
        comes(store, "demands", less, answers={"record": answer})
        assert count(store, "demands") == counted


def test_an_answer_goes_before_what_is_plain_or_chosen(store):
    rows = log(60)
    comes(store, "demands", rows, "a.xlsx")
    assert comes(store, "demands", rows, answers={"record": "own-record"})[0].new == 60
    assert count(store, "demands") == 120
    comes(store, "demands", classified(rows, 60), "c.xlsx", answers={"c!record": "same-record"})
    assert count(store, "demands") == 120


def test_the_same_file_with_references_added_or_taken_out_counts_once(store):
    rows = log(60)
    with_refs = [{"Demand ref": f"D{i}", **row} for i, row in enumerate(rows)]
    comes(store, "demands", rows, "a.xlsx")
    assert comes(store, "demands", with_refs)[1] == "newer-copy?" and count(store, "demands") == 60
    assert comes(store, "demands", rows, "c.xlsx")[1] == "same-record" and count(store, "demands") == 60
    assert comes(store, "demands", with_refs, "d.xlsx")[1] is None, "of references alone nothing is asked here"


def test_answers_of_the_inbox_go_with_the_rows_of_a_newer_copy(store):
    """Of two demands that say the same too, where what they say alone would leave a doubt."""
    rows = log(60)
    rows[1] = {**rows[0]}
    comes(store, "demands", rows, "a.xlsx")
    keys = [r["key"] for r in store.rows("SELECT _key::VARCHAR AS key FROM demands ORDER BY _row", ["demands"])]
    for key in keys[:3]:
        store.classify(key, "Failure", "AB")
    comes(store, "demands", [{**row, "Minutes": 10} for row in rows])
    after = store.rows("SELECT _upload, value_or_failure AS said FROM demands ORDER BY _row", ["demands"])
    assert [(r["_upload"], r["said"]) for r in after[:4]] == [(2, "Failure")] * 3 + [(2, None)]
    assert not store.left_behind()


def test_one_name_from_two_areas_is_asked_and_may_be_two_series(store):
    comes(store, "series", points(24), "north.xlsx")
    south = prepared({"south": points(24, lambda month: 300 - 4 * month)}, "south.xlsx")
    asked = Load((south,), presumed=True).ask(store)
    assert [q.default for q in asked.unanswered] == [None], "newer figures or another area: a person says"
    comes(store, "series", points(24, lambda month: 300 - 4 * month), "south.xlsx", answers={"record": "own-record"})
    found = store.rows("SELECT measure, count(*) AS n, count(DISTINCT date) AS days FROM series GROUP BY 1", ["series"])
    assert {r["measure"]: (r["n"], r["days"]) for r in found} == {"Calls": (24, 24), "Calls (south)": (24, 24)}


def test_a_restated_year_takes_the_place_of_the_old_one(store):
    comes(store, "series", points(24), "a.xlsx")
    restated = points(36, lambda month: 100 + month if month < 12 else 150 + month)
    assert comes(store, "series", restated)[1] == "newer-copy?"
    assert count(store, "series") == 36
    assert comes(store, "series", points(24, lambda month: 7), "c.xlsx", answers={"record": "newer-copy"})[0]
    found = store.rows("SELECT count(*) AS n, count(DISTINCT date) AS days FROM series", ["series"])
    assert found == [{"n": 36, "days": 36}], "twelve of the later months stay, and no date has two points"


def test_months_and_weeks_under_one_name_are_asked_about(store):
    comes(store, "series", [*points(12), *points(12, measure="Visits")], "months.xlsx")
    weeks = [{"Measure": "calls", "Date": dt.date(2023, 1, 3) + dt.timedelta(7 * i), "Value": i} for i in range(30)]
    asked = Load((prepared({"weeks": weeks}, "weeks.xlsx"),), presumed=True).ask(store)
    assert [[choice.name for choice in q.choices] for q in asked.unanswered] == [["same-record", "own-record"]]
    comes(store, "series", weeks, "weeks.xlsx", answers={"record": "own-record"})
    found = store.rows("SELECT measure, count(*) AS n FROM series GROUP BY 1", ["series"])
    assert {r["measure"]: r["n"] for r in found} == {"Calls": 12, "Visits": 12, "calls (weeks)": 30}
    missing = [{"Measure": "Visits", "Date": dt.date(2024, 1, 1), "Value": 3}]
    assert comes(store, "series", missing, "next.xlsx")[1] is None, "the next month is no other series"


@pytest.mark.parametrize("kind", ["transactions", "series"])
def test_a_correction_of_a_part_takes_nothing_else_away(store, kind):
    """Health's lines alone, or one of two series, sent again with a cell corrected."""
    if kind == "series":
        part, rest = points(24), points(24, measure="Visits")
        corrected = [{**row, "Value": 7} if i == 3 else row for i, row in enumerate(part)]
    else:
        part = ledger()
        rest = [{**row, "Agency": "Police"} for row in part]
        corrected = [{**row, "Cost": 9} if i == 3 else row for i, row in enumerate(part)]
    comes(store, kind, [*part, *rest], "a.xlsx")
    assert comes(store, kind, corrected)[1] == {"series": "newer-copy?", "transactions": "newer-rows?"}[kind]
    assert count(store, kind) == len(part) + len(rest) and not store.uploads()[1].withdrawn


def test_rows_that_are_alike_on_every_day_cannot_be_told_and_are_asked_about(store):
    """One row a day, of two words in turn: all of four rows are in the other file, and would be on other days too."""
    words = [{"Received on": DAY + dt.timedelta(day), "What the person asked": WORDS[day % 2]} for day in range(20)]
    comes(store, "demands", [*words, *words[::3]], "a.xlsx")
    few = words[8:12]
    asked = Load((prepared({"b": few}, "b.xlsx"),), presumed=True).ask(store)
    assert [q.default for q in asked.unanswered] == [None]


@pytest.mark.parametrize(
    "rows, same, chance, reading",
    [
        (4, 4, 0.5, "unclear"),  # one in sixteen by luck
        (8, 8, 0.5, "same"),
        (100, 72, 0.7, "other"),
        (100, 80, 0.7, "unclear"),
        (100, 2, 0.01, "other"),
        (100, 98, None, "same"),
        (100, 100, 1.0, "unclear"),
    ],
)
def test_what_agrees_is_judged_against_what_chance_would_bring_together(rows, same, chance, reading):
    likeness = Likeness(
        (1,), "a.csv", dt.datetime(2026, 5, 3), rows=rows, before=rows, now=rows, same=same, differing=0, filled=0,
        gone=0, without=0, added=rows - same, chance=chance, chance_known=chance, repeated=0.0, one_each=False, once=False,
        new_columns=(), lost_columns=(), cells=(), examples=(), whole=True, keys_agree=True, now_keyed=False,
    )  # fmt: skip
    assert likeness.reading == reading


def test_files_that_are_loaded_together_are_compared_with_one_another_too(store):
    """Two teams' tallies, a log and the same log classified, and the same ledger twice, in one step."""
    a, b = tally(1)[:300], tally(2)[:300]
    rows = log(60)
    sheets = [
        ("a", a),
        ("costs", ledger()),
        ("b", b),
        ("costs 2", ledger()),
        ("log", rows),
        ("log 2", classified(rows, 60)),
    ]
    files = tuple(prepared({name: its}, f"{name}.xlsx") for name, its in sheets)
    load = Load(files)
    asked = load.ask(store)
    assert [q.name for q in asked.unanswered] == ["log 2!record"]
    load = Load(files, presumed=True)
    asked = load.ask(store)
    done = store.load(load.incoming(asked), "x")
    assert [(each.upload, each.new) for each in done] == [(1, 300), (2, 40), (3, 300), (None, 0), (4, 60), (5, 60)]
    assert [(each.new, each.already_there) for each in asked.outcomes] == [
        (each.new, each.already_there) for each in done
    ]
    assert store.counts()["demands"] == 660 and count(store, "transactions") == 40
    assert [u.upload for u in store.uploads() if u.withdrawn] == [4] and store.version() == 1


def test_one_answer_replaces_what_the_file_covers_only_once_in_one_load(store):
    rows = ledger(40)
    comes(store, "transactions", rows, "a.xlsx")
    again = [{**row, "Cost": 9} if i in (3, 33) else row for i, row in enumerate(rows)]
    file = prepared({"b": again[:20], "c": again[20:]}, "b.xlsx")
    load = Load((file,), presumed=True)
    store.load(load.incoming(load.ask(store)), "x")
    assert count(store, "transactions") == 40
    total = store.rows("SELECT sum(cost) AS cost FROM transactions", ["transactions"])[0]["cost"]
    assert total == sum(row["Cost"] for row in again)


@pytest.mark.parametrize("kind", CORRECTED)
def test_names_that_are_spelled_otherwise_are_the_same_names_and_their_rows_count_once(store, kind):
    rows, _ = CORRECTED[kind]
    rows = [{**row, "Agency": "Housing association"} if "Agency" in row else row for row in rows]
    comes(store, kind, rows, "a.xlsx")
    names = ("Agency", "Case ref", "Measure", "Statement", "Unit", "Period")
    between = " " if kind == "results" else "-"  # what a result is called is no name that may be hyphened
    respelt = [{h: v.upper().replace(" ", between) if h in names else v for h, v in row.items()} for row in rows]
    more = comes(store, kind, respelt)
    assert (more[1], more[0].new, count(store, kind)) == ("same-record", 0, len(rows))
    assert comes(store, kind, rows, "c.xlsx")[0].new == 0 and count(store, kind) == len(rows)
    store.withdraw(1, "x")
    assert count(store, kind) == len(rows)
    store.reinstate(1, "x")
    assert count(store, kind) == len(rows)


def approaches(store: Store) -> dict[str | None, int]:
    found = store.rows("SELECT approach, count(*) AS n FROM transactions GROUP BY ALL", ["transactions"])
    return {row["approach"]: row["n"] for row in found}


def test_a_column_that_a_later_file_does_not_have_is_not_taken_away(store):
    """Every approach of the ledger was gone, and the sentence said that 40 rows were already there."""
    rows = [{**row, "Approach": "Historic"} for row in ledger(40)]
    comes(store, "transactions", rows, "a.xlsx")
    assert comes(store, "transactions", ledger(60))[1] == "same-record"
    assert approaches(store) == {"Historic": 40, None: 20}
    # A newer copy that lacks it takes away nothing of it either; and a blank in it is no longer what was known.
    corrected = [{**row, "Cost": 9} if i == 3 else row for i, row in enumerate(ledger(60))]
    comes(store, "transactions", corrected, "c.xlsx", answers={"record": "newer-copy"})
    assert approaches(store) == {"Historic": 40, None: 20}
    blank = [{**row, "Approach": None if i == 3 else "Historic"} for i, row in enumerate(ledger(60))]
    comes(store, "transactions", blank, "d.xlsx", answers={"record": "newer-copy"})
    assert approaches(store) == {"Historic": 59, None: 1}
    store.withdraw(4, "x")
    assert approaches(store)[None] >= 20


def test_a_column_that_one_of_three_files_does_not_have_makes_no_row_another(store):
    """Of the second file some rows are known with the column, and some without it: the third has all of them."""
    rows = [{**row, "Team": "North"} for row in ledger(80)]
    comes(store, "transactions", rows[:40], "a.xlsx")
    comes(store, "transactions", ledger(60), "b.xlsx")
    comes(store, "transactions", rows, "c.xlsx", answers={"record": "same-record"})
    found = store.rows("SELECT team, count(*) AS n FROM transactions GROUP BY 1", ["transactions"])
    assert found == [{"team": "North", "n": 80}]


@pytest.mark.parametrize("kind, column", [("ratings", "Rated by"), ("series", "Unit"), ("results", "Unit")])
def test_nor_is_one_of_other_kinds(store, kind, column):
    rows, _ = CORRECTED[kind]
    comes(store, kind, [{**row, column: "days"} for row in rows], "a.xlsx")
    more = [*rows, {**rows[-1], next(iter(rows[-1])): "Z9"}]
    comes(store, kind, more, answers={"record": "same-record"})
    name = column.lower().replace(" ", "_")
    found = store.rows(f"SELECT {name} AS said, count(*) AS n FROM {kind} GROUP BY 1", [kind])
    assert {row["said"]: row["n"] for row in found} == {"days": len(rows), None: 1}


def test_a_cost_by_its_unit_takes_the_place_of_one_that_was_written_out(store):
    rows = [{**row, "Quantity": 2, "Unit cost": 50, "Cost": 100} for row in ledger(20)]
    comes(store, "transactions", rows, "a.xlsx")
    later = [{**row, "Quantity": 3 if i == 3 else 2} for i, row in enumerate(rows)]
    for row in later:
        del row["Cost"]
    comes(store, "transactions", later, answers={"record": "newer-copy"})
    asked = "SELECT sum(coalesce(cost, quantity * unit_cost)) AS cost FROM transactions"
    assert store.rows(asked, ["transactions"])[0]["cost"] == 19 * 100 + 150


def test_what_makes_a_row_what_it_is_may_be_filled_in_later(store):
    """A month without a column of activities, and the next export with it: each row counted twice."""
    rows = [{**row, "Activity": "Visit"} for row in ledger(60)]
    comes(store, "transactions", rows[:30], "a.xlsx")
    comes(store, "transactions", ledger(45), "b.xlsx")
    assert comes(store, "transactions", rows, "c.xlsx")[1] == "newer-copy?"
    found = store.rows("SELECT activity, count(*) AS n FROM transactions GROUP BY 1", ["transactions"])
    assert found == [{"activity": "Visit", "n": 60}]


@pytest.mark.parametrize("change", ["taken out", "other words"])
def test_a_newer_copy_of_a_log_that_goes_on_lets_nothing_of_earlier_ones_come_back(store, change):
    """A row of the first month that is gone from the third log, or says something else: the first log had it still."""
    rows = log(300)
    comes(store, "demands", rows[:100], "a.xlsx")
    comes(store, "demands", rows[:200], "b.xlsx")
    later = {"taken out": [], "other words": [{**rows[50], "What the person asked": "as it was said"}]}[change]
    done, _ = comes(store, "demands", [*rows[:50], *later, *rows[51:]], answers={"record": "newer-copy"})
    assert (done.gone, done.replaces, count(store, "demands")) == (1, (2,), 299 + len(later))
    done, _ = comes(
        store, "demands", [*rows[:50], *later, *rows[51:], rows[50]], "d.xlsx", answers={"record": "newer-copy"}
    )
    assert count(store, "demands") == 300 + len(later), "what comes back counts again"
    store.withdraw(4, "x")
    store.reinstate(3, "x")
    assert count(store, "demands") == 299 + len(later)


def test_what_was_gone_stays_gone_when_its_copy_is_replaced_in_turn(store):
    rows = log(300)
    comes(store, "demands", rows[:150], "a.xlsx")
    window = [row for i, row in enumerate(rows[60:250], 60) if i != 100]
    comes(store, "demands", window, "b.xlsx", answers={"record": "newer-copy"})
    assert count(store, "demands") == 249
    done, _ = comes(
        store, "demands", [{**row, "Minutes": 5} for row in window], "c.xlsx", answers={"record": "newer-copy"}
    )
    assert count(store, "demands") == 249


def test_a_row_of_the_last_day_that_says_something_else_is_no_other_row(store):
    """Last month's ledger again, with another activity on its last day: it was the same record going on by one row."""
    rows = [{**row, "Activity": "Visit"} for row in ledger(20)]
    comes(store, "transactions", rows, "a.xlsx")
    corrected = [*rows[:-1], {**rows[-1], "Activity": "Assessment"}]
    assert comes(store, "transactions", corrected)[1] == "newer-copy?"
    assert count(store, "transactions") == 20


def test_a_list_of_what_is_open_corrects_and_takes_nothing_away_where_one_says_so(store):
    rows = log(200)
    comes(store, "demands", classified(rows, 20), "a.xlsx")
    still = [row for i, row in enumerate(classified(rows, 200)) if i % 10]
    asked = Load((prepared({"b": still}, "b.xlsx"),), presumed=True).ask(store)
    (question,) = asked.unanswered
    assert question.default is None, "20 rows, and nothing says whether they are closed or taken out"
    assert "and the 20 rows that are not here still count" in question.choices[1].words
    comes(store, "demands", still, answers={"record": "newer-rows"})
    found = store.rows("SELECT count(*) AS n, count(value_or_failure) AS said FROM demands", ["demands"])
    assert found == [{"n": 200, "said": 182}]


def test_a_window_of_the_log_with_references_takes_the_place_of_its_own_rows_alone(store):
    """The whole earlier file was withdrawn, with the month that the window no longer has."""
    rows = log(225)
    with_refs = [{"Demand ref": f"D{i}", **row} for i, row in enumerate(rows)]
    comes(store, "demands", rows[:150], "a.xlsx")
    comes(store, "demands", with_refs[75:], "b.xlsx", answers={"record": "newer-copy"})
    found = store.rows("SELECT count(*) AS n, count(demand_ref) AS refs FROM demands", ["demands"])
    assert found == [{"n": 225, "refs": 150}]


def test_a_log_with_references_takes_the_place_of_all_that_went_on_to_it(store):
    rows = log(300)
    comes(store, "demands", rows[:100], "a.xlsx")
    comes(store, "demands", rows[:200], "b.xlsx")
    comes(store, "demands", [{"Demand ref": f"D{i}", **row} for i, row in enumerate(rows)], "c.xlsx")
    found = store.rows("SELECT count(*) AS n, count(demand_ref) AS refs FROM demands", ["demands"])
    assert found == [{"n": 300, "refs": 300}], "the first hundred counted twice"


def test_a_name_in_another_spelling_is_no_difference(store):
    rows = [{**row, "Agency": "Housing association"} for row in ledger(40)]
    comes(store, "transactions", rows, "a.xlsx")
    later = [
        {**row, "Agency": "HOUSING ASSOCIATION", "Cost": 9 if i == 3 else row["Cost"]} for i, row in enumerate(rows)
    ]
    (question,) = Load((prepared({"b": later}, "b.xlsx"),)).ask(store).unanswered
    assert "something else besides: Cost in 1." in "\n".join(question.evidence)
    done, _ = comes(store, "transactions", later)
    assert done.replaces == (1,)
    shouted = [{**row, "Agency": "Housing-Association"} for row in later]
    done, answer = comes(store, "transactions", shouted, "c.xlsx")
    assert (answer, done.changed, done.already_there, done.spelled) == ("same-record", 0, 40, 40)
    assert "40 already there and not counted twice and names of 40 rows spelled otherwise" in loads.what_was_loaded(
        done
    )
