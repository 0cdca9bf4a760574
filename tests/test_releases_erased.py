"""Two releases beside each other tell nobody whom the data lost between them for good: what was told is kept with a
release, for who is erased is in no version to be counted again."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from measures import erasing, releases
from measures.erasure import Erasure
from measures.releases.exact import known
from measures.store import Store
from tests.worlds import incoming

AB, WHY = "AB", "They asked"
CASES = "Before and after intervention"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as opened:
        yield opened


def homes(count: int, street: str, tier: str, place: str = "North"):
    rows = [
        {"household_ref": f"{street} {tier} {n}", "street": street, "tier": tier, "locality": place}
        for n in range(count)
    ]
    return incoming("households", rows, file_name=f"{street} {tier}.xlsx")


def asked(count: int, kind: str, day: dt.date = dt.date(2026, 1, 5)):
    rows = [
        {
            "received_on": day,
            "verbatim": f"{kind} {n}",
            "value_or_failure": kind,
            "household_ref": f"Ash Road 1 {n}",
            "agency": "Council",
            "locality": "North",
        }
        for n in range(count)
    ]
    return incoming("demands", rows, file_name=f"{day} {kind}.xlsx")


def cases(count: int):
    refs = [f"CASE{n}" for n in range(count)]
    rows = [
        {"case_ref": ref, "agency": "Police", "cost": 10 + 100 * n, "price_year": "2023", "date": day}
        for n, ref in enumerate(refs)
        for day in (dt.date(2023, 10, 10), dt.date(2024, 1, 10), dt.date(2024, 3, 10), dt.date(2024, 8, 10))
    ]
    begun = {"intervention_date": dt.date(2024, 2, 1), "followed_until": dt.date(2025, 2, 1)}
    return [incoming("transactions", rows), incoming("cases", [{"case_ref": ref, **begun} for ref in refs])]


def publish(store: Store, areas: tuple[str, ...] = ()) -> releases.Release:
    releases.publish(store, releases.draft(store, before=releases.latest(store), areas=areas), AB)
    return releases.releases(store)[0]


def told(release: releases.Release, area: str | None = None) -> list:
    """All that a board tells: its tables, and what its panels say."""
    board = release.boards[area]
    return [(band.tables, [(panel.headline, panel.about) for panel in band.panels]) for band in board.bands]


def erase(store: Store, **which) -> None:
    erasing.erase(store, Erasure(**which), AB, WHY)


def test_who_is_erased_is_told_by_no_board_beside_the_one_before(store):
    """Of 33 in need 32 are left: 35 would be told and then 30, of a day on which one household is known to have
    left."""
    store.load([homes(33, "Ash Road", "1"), homes(30, "Ash Road", "3"), asked(33, "Failure"), asked(40, "Value")], AB)
    first = publish(store)
    erase(store, household="Ash Road 1 7")
    second = publish(store)
    assert told(second) == told(first)
    assert second.cells != first.cells or second.version != first.version, "it is another release"
    for n in range(8, 14):  # and six more, seven in all
        erase(store, household=f"Ash Road 1 {n}")
    assert told(publish(store)) == told(first)
    erase(store, household="Ash Road 1 14")
    assert told(publish(store)) != told(first), "eight since it was told"


def test_a_case_that_is_erased_is_told_by_no_board_beside_the_one_before(store):
    store.load(cases(24), AB)
    first = publish(store)
    assert any(title == CASES for title, _ in first.board.bands[0].tables)
    for n in range(7):
        erase(store, case=f"CASE{n}")
        assert told(publish(store)) == told(first)
    erase(store, case="CASE7")
    last = publish(store)
    assert told(last) != told(first) and any(title == CASES for title, _ in last.board.bands[0].tables)


def test_cases_that_are_as_they_were_are_told_as_they_are(store):
    store.load(cases(24), AB)
    publish(store)
    store.load([homes(30, "Ash Road", "1")], AB)
    second = publish(store)
    assert second.cells[json.dumps(["before_and_after", {}])]["cases"] == second.version


def test_a_case_of_which_a_part_is_erased_counts_as_one_that_changed(store):
    store.load(cases(24), AB)
    first = publish(store)
    more = [{"case_ref": "CASE3", "agency": "Police", "cost": 9000, "price_year": "2023", "date": dt.date(2023, 12, 1)}]
    store.load([incoming("transactions", more, file_name="more.xlsx")], AB)
    assert told(publish(store)) == told(first)
    upload = next(each.upload for each in store.uploads() if each.file_name == "more.xlsx")
    erase(store, upload=upload)
    assert told(publish(store)) == told(first)


def test_a_case_that_is_erased_and_loaded_again_is_no_two_that_changed(store):
    store.load(cases(24), AB)
    first = publish(store)
    for n in range(4):
        erase(store, case=f"CASE{n}")
    again = [
        replace(each, rows=each.rows.filter([ref in {f"CASE{n}" for n in range(4)} for ref in refs]))
        for each in cases(24)
        for refs in [each.rows["case_ref"].to_pylist()]
    ]
    store.load(again, AB)
    store.load(
        [
            incoming(
                "transactions",
                [
                    {
                        "case_ref": f"CASE{n}",
                        "agency": "Police",
                        "cost": 1,
                        "price_year": "2023",
                        "date": dt.date(2024, 2, 5),
                    }
                    for n in range(10, 14)
                ],
                file_name="four.xlsx",
            )
        ],
        AB,
    )
    assert told(publish(store)) == told(first), "four differ from what was told"


def test_an_area_stays_as_it_was_told_where_few_of_it_are_erased(store):
    store.load(
        [homes(n, street, tier, place) for street, place in (("Ash Road", "North"), ("Oak Road", "South"))
         for n, tier in ((33, "1"), (30, "3"))], AB
    )  # fmt: skip
    first = publish(store, ("North", "South"))
    erase(store, household="Ash Road 1 7")
    second = publish(store)
    assert [told(second, area) for area in (None, "North", "South")] == [
        told(first, area) for area in (None, "North", "South")
    ]


def test_what_an_earlier_program_released_is_kept_before_somebody_is_erased(store):
    more = [homes(n, "Oak Road", tier, "South") for n, tier in ((33, "1"), (30, "3"))]
    store.load([homes(33, "Ash Road", "1"), homes(30, "Ash Road", "3"), homes(1, "Elm Road", "1"), *more], AB)
    store.load([asked(33, "Failure"), asked(40, "Value"), *cases(24)], AB)
    draft = releases.draft(store, areas=("North", "South"))
    releases.publish(store, replace(draft, exact={}), AB)
    first = releases.releases(store)[0]
    version = store.version()
    erase(store, household="Elm Road 1 0")
    erase(store, household="Ash Road 1 7")
    erase(store, case="CASE3")
    assert store.version() == version + 4, "it is kept once"
    second = publish(store)
    assert [told(second, area) for area in (None, "North", "South")] == [
        told(first, area) for area in (None, "North", "South")
    ]
    assert releases.releases(store)[1].is_whole


def test_an_agency_joins_when_it_was_told_to_though_its_first_demand_is_erased(store):
    def log(agency: str, first: dt.date, days: int):
        rows = [
            {"received_on": first + dt.timedelta(n // 3), "verbatim": f"{agency} {n}", "agency": agency}
            | {"value_or_failure": ("Failure", "Value")[n % 2], "locality": "North"}
            for n in range(days * 3)
        ]
        return incoming("demands", rows, file_name=f"{agency}.xlsx")

    one = {"received_on": dt.date(2025, 6, 28), "verbatim": "One", "value_or_failure": "Failure", "agency": "Police"}
    own = incoming("demands", [{**one, "locality": "North", "household_ref": "HOME1"}], file_name="one.xlsx")
    store.load([log("Council", dt.date(2025, 1, 6), 300), log("Police", dt.date(2025, 7, 4), 121), own], AB)
    first = publish(store)
    assert "Police joins the record in June 2025" in json.dumps(first.board.as_value())
    erase(store, household="HOME1")
    assert told(publish(store)) == told(first)


def test_the_only_household_of_a_street_is_named_with_its_group_still(store):
    store.load([homes(30, "Ash Road", "1"), homes(30, "Ash Road", "3"), homes(1, "Elm Road", "1")], AB)
    first = publish(store)
    assert "Ash Road and Elm Road" in json.dumps(first.board.as_value())
    erase(store, household="Elm Road 1 0")
    assert told(publish(store)) == told(first)


def test_what_a_release_keeps_names_nobody_and_nobody_s_agency(store):
    own = [
        {
            "received_on": dt.date(2026, 1, 5),
            "verbatim": "Help",
            "value_or_failure": "Failure",
            "household_ref": "Ash Road 1 7",
            "agency": "Lighthouse",
            "locality": "North",
        }
    ]
    store.load([homes(33, "Ash Road", "1"), asked(33, "Failure"), incoming("demands", own), *cases(24)], AB)
    kept = json.dumps(publish(store).exact)
    assert "Lighthouse" not in kept and "CASE" not in kept and "Ash Road 1" not in kept


def test_what_has_not_changed_is_kept_once(store):
    store.load([homes(33, "Ash Road", "1"), homes(30, "Ash Road", "3"), asked(33, "Failure")], AB)
    first, second = publish(store), publish(store)
    assert len(json.dumps(second.exact)) < len(json.dumps(first.exact)) / 2
    third = publish(store)
    rows = {
        (at, cell): entry.get("rows")
        for at, versions in known([first.exact, second.exact, third.exact]).items()
        for cell, entry in versions.get(third.version, {}).items()
        if third.cells[at[0]].get(cell) == third.version
    }
    assert rows and all(
        its == known([first.exact])[at][first.version][cell].get("rows") for (at, cell), its in rows.items()
    )
