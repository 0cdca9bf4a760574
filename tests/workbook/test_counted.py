"""Demands that are counted and not told one by one, and those of which only the month is known."""

import datetime as dt
from collections import Counter

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.cells.date import AS_MONTHS, AS_THEY_STAND, AS_WEEKS
from measures.loading import Load
from measures.over_time import usual
from measures.views import view
from measures.views.listing import asked
from measures.workbook.prepare import prepare, understand

from .build import csv, load, places, xlsx

TALLY = [
    ("Contacts at the desk, 2025",),
    (),
    ("What people asked", "V/F", "Apr-25", "May-25", "Jun-25", "Total"),
    ("Mend something", "V", 12, 10, 9, 31),
    ("When is someone coming?", "F", 20, 18, 7, 45),
    ("Pay my rent", "V", 4, 6, None, 10),
    ("Total", None, 36, 34, 16, 86),
]


def counted(prepared):
    (sheet,) = prepared.sheets
    names = ("type", "value_or_failure", "received_on", "received_on_month")
    return Counter(tuple(row[name] for name in names) for row in sheet.good_rows().select(names).to_pylist())


def suggested(prepared):
    overrides = {other.cells.sheet: other.suggested.confirmed for other in prepared.others if other.suggested}
    return understand(prepared.workbook, overrides=overrides)


def test_a_tally_of_months_is_so_many_demands_without_words_and_without_a_day():
    prepared = prepare("tally.xlsx", xlsx({"Tally": TALLY}))
    found = counted(prepared)
    assert found[("When is someone coming?", "Failure", dt.date(2025, 5, 1), True)] == 18
    assert sum(found.values()) == 86
    assert Counter(kind for _, kind, *_ in found.elements()) == {"Value": 41, "Failure": 45}
    told = ["read-across", "only-a-month", "sum-column", "counted", "total-row"]
    assert [code for code, _ in places(prepared)] == told


def test_the_same_tally_again_counts_nothing_twice_and_a_later_one_what_is_new(store):
    assert load(store, prepare("tally.xlsx", xlsx({"Tally": TALLY}))) == {"demands": 86}
    later = [*TALLY[:4], ("When is someone coming?", "F", 20, 18, 9, 47), *TALLY[5:6]]
    prepared = prepare("again.xlsx", xlsx({"Tally": later}))
    asked = Load((prepared,), answers={"record": "same-record"})
    outcome = store.load(asked.incoming(asked.ask(store)), "Ann")[0]
    assert (outcome.new, outcome.already_there) == (2, 86)
    assert not ask(store, "demand_words").shape.rows, "nobody's words were written down"


def test_counts_of_value_and_failure_side_by_side():
    table = [("Type", "Month", "Value", "Failure"), ("Repair", "Mar 2025", 12, 9), ("Rent", "Mar 2025", 4, 20)]
    found = counted(suggested(prepare("t.xlsx", xlsx({"T": table}))))
    assert {(row[0], row[1]): n for row, n in found.items()} == {
        ("Repair", "Value"): 12,
        ("Repair", "Failure"): 9,
        ("Rent", "Value"): 4,
        ("Rent", "Failure"): 20,
    }


def test_a_summarised_report_shares_out_its_minutes():
    table = [("Year", "Month", "Type", "Count of Demands", "Sum of Minutes"), (2025, "March", "Repair", 4, 60)]
    table += [(2025, "April", "Repair", 2, 50), (2025, "March", "Rent", 1, 5)]
    table += [[None] * 5, ["Applied filters: Agency is Housing", *[None] * 4]]
    prepared = prepare("report.csv", csv(table).encode())
    assert "5 of 5 columns matched" in prepared.stops()[0].sentence
    read = suggested(prepared)
    assert places(read, "remark") == [("remark", "report!6")]
    found = read.sheets[0].good_rows()
    assert Counter(zip(found["received_on"].to_pylist(), found["minutes"].to_pylist(), strict=True)) == {
        (dt.date(2025, 3, 1), 15): 4,
        (dt.date(2025, 4, 1), 25): 2,
        (dt.date(2025, 3, 1), 5): 1,
    }


def test_a_figure_that_is_no_count_is_no_tally():
    table = [("Type", "Apr-25", "May-25"), ("Repair", 1.5, 2), ("Rent", 2, 3)]
    assert prepare("t.xlsx", xlsx({"T": table})).sheets == ()


LOG = [("Received on", "What the person asked", "V/F", "Minutes")]


def months(form):
    return LOG + [(form(m), f"words {i}", "FV"[i % 2], 10) for m in range(1, 13) for i in range(10)]


def test_months_in_a_log_are_counted_by_month_and_in_no_week(store):
    prepared = prepare("log.csv", csv(months(lambda m: f"2024-{m:02d}")).encode())
    assert places(prepared) == [("only-a-month", "log!A")]
    assert load(store, prepared) == {"demands": 120}
    by_month, by_week = (ask(store, "demands_per_week", {"every": every}).shape for every in ("month", "week"))
    assert set(by_month.values) == {10} and len(by_month.values) == 12
    assert len(by_week.values) == 0
    assert (
        usual(MEASURES["demands_per_week"], lambda every: ask(store, "demands_per_week", {"every": every})) == "month"
    )
    assert asked(ask(store, "demand_words"))[0]["When, and what it is"].startswith("Dec 2024 ·")
    assert view(ask(store, "capacity_by_week")).note.startswith(
        "53 weeks are known only by the months of their demands"
    )


def test_weeks_in_a_log_are_counted_by_week_and_no_wait_is_counted_from_them(store):
    """Each has a Monday in the store, and was received on any of its days."""
    mondays = [dt.date(2024, 1, 1) + dt.timedelta(weeks=n) for n in range(30)]
    rows = [
        (f"w/c {day:%d/%m/%Y}", f"words {i}", f"{day + dt.timedelta(3):%d/%m/%Y}") for day in mondays for i in range(5)
    ]
    table = [(*LOG[0][:2], "Resolved on", "Household ref"), *((*row, "H1") for row in rows)]
    prepared = prepare("log.csv", csv(table).encode())
    assert {p.code for p in prepared.stops()} == {"a-week"}
    said = prepared.sheets[0].recognised.as_read().read_in("Received on", AS_WEEKS)
    prepared = understand(prepared.workbook, overrides={"log": said})
    assert not prepared.stops() and load(store, prepared) == {"demands": 150}
    assert set(ask(store, "demands_per_week", {"every": "week"}).shape.values) == {5}
    assert len(ask(store, "demands_per_week", {"every": "week"}).shape.values) == 30
    for name in ("end_to_end_days", "repeat_demands"):
        assert "of which only the week is known" in str(ask(store, name).shape), name
    assert asked(ask(store, "demand_words"))[0]["When, and what it is"].startswith("Week of 22 Jul 2024 ·")


@pytest.mark.parametrize(("way", "only"), [(AS_MONTHS, True), (AS_THEY_STAND, None)])
def test_first_days_alone_are_asked_about(way, only):
    prepared = prepare("log.csv", csv(months(lambda m: f"01/{m:02d}/2024")).encode())
    assert places(prepared) == [("months?", "log!A")] and prepared.stops()
    said = prepared.sheets[0].recognised.as_read().read_in("Received on", way)
    again = understand(prepared.workbook, overrides={"log": said})
    assert not again.stops()
    assert set(again.sheets[0].good_rows()["received_on_month"].to_pylist()) == {only}


def test_a_blank_counts_nothing_and_what_is_no_count_stops_the_load():
    table = [("Month", "Type", "Count of Demands"), ("Mar 2025", "Repair", 4), ("Mar 2025", "Rent", "about ten")]
    table += [("Apr 2025", "Repair", None), ("Apr 2025", "Rent", "n/a"), ("Apr 2025", "Damp", 1)]
    table += [("May 2025", kind, 1) for kind in ("Key", "Gate", "Roof")]
    prepared = suggested(prepare("report.csv", csv(table).encode()))
    assert places(prepared, "not-a-count") == [("not-a-count", "report!C3")] and prepared.stops()
    assert Counter(prepared.sheets[0].good_rows()["type"].to_pylist()) == {
        "Repair": 4,
        "Damp": 1,
        "Key": 1,
        "Gate": 1,
        "Roof": 1,
    }


def test_a_person_still_sees_the_sheet_as_it_is_and_its_one_column_of_words_is_the_type():
    table = [("Month", "Reason", "Value / failure", "No of contacts"), ("Jan 2025", "Chasing", "Failure", 3)]
    prepared = suggested(prepare("report.csv", csv([*table, ("Jan 2025", "New home", "Value", 2)]).encode()))
    read = prepared.sheets[0].recognised
    assert [read.own_cells.table[f"c{p}"][1].as_py() for p in read.own_headings] == [
        "Jan 2025",
        "Chasing",
        "Failure",
        "3",
    ]
    assert counted(prepared) == {
        ("Chasing", "Failure", dt.date(2025, 1, 1), True): 3,
        ("New home", "Value", dt.date(2025, 1, 1), True): 2,
    }


@pytest.mark.parametrize(
    ("heading", "loaded"), [("Agency", 0), ("Ward", 0), ("Category", 0), ("Type of demand", 6), ("V/F", 6)]
)
def test_figures_by_month_are_demands_only_where_a_heading_says_so_or_a_person(heading, loaded):
    rows = [(heading, "Apr-25", "May-25", "Total"), ("Failure", 1, 3, 4), ("Value", 2, None, 2)]
    prepared = prepare("figures.csv", csv(rows).encode())
    assert sum(sheet.good_rows().num_rows for sheet in prepared.sheets) == loaded
    if not loaded:
        assert ("suggested", "figures") in places(prepared)
        assert sum(sheet.good_rows().num_rows for sheet in suggested(prepared).sheets) == 6
