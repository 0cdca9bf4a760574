"""What is published stays as it was published, tells of nobody, and two releases beside each other tell of nobody either."""

import datetime as dt
import json

import duckdb
import pytest

from measures import answers, board, over_time, releases
from measures.releases import words
from measures.releases.held import cells_of, counts_of
from measures.rounding import few
from measures.store import Store
from measures.views.board.words import CONSENT_GONE
from measures.views.capability.words import headline
from tests.worlds import incoming, load

AB = "AB"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as opened:
        yield opened


def households(count: int, start: int = 0, *, street: str = "Larkspur Road", tier: str = "1"):
    rows = [
        {"household_ref": f"{street} {tier} {n}", "street": street, "tier": tier} for n in range(start, start + count)
    ]
    return incoming("households", rows, file_name=f"{street} {tier} {start}.xlsx")


def demands(count: int, start: int = 0, *, day: dt.date = dt.date(2026, 1, 5), kind: str = "Failure"):
    rows = [
        {"received_on": day, "verbatim": f"{day} {kind} {n}", "value_or_failure": kind}
        for n in range(start, start + count)
    ]
    return incoming("demands", rows, file_name=f"{day} {kind} {start}.xlsx")


def publish(store: Store, note: str = "") -> releases.Release:
    releases.publish(store, releases.draft(store, before=releases.latest(store)), AB, note)
    return releases.releases(store)[0]


def numbers(release: releases.Release, title: str) -> list[dict]:
    """The rows of a table of the board."""
    return next(rows for band in release.board.bands for name, rows in band.tables if name == title)


def tiers(release: releases.Release) -> list[str]:
    return [row["Households"] for row in numbers(release, "Demand tiers")]


def ruth(consent: bool | None):
    return incoming(
        "cases",
        [{"case_ref": "RUTH", "consent": consent, "title": "Ruth", "what_matters": "A home that is mine"}],
        file_name=f"{consent}.xlsx",
    )


def test_what_is_published_is_read_as_it_was_whatever_is_loaded_later(store):
    store.load([households(40), households(40, tier="2"), demands(30), demands(30, kind="Value")], AB)
    made = releases.draft(store)
    releases.publish(store, made, f" {AB} ", " For the May meeting ")
    release = releases.releases(store)[0]
    assert (
        release.board == made.board and release.is_whole and (release.who, release.note) == (AB, "For the May meeting")
    )
    assert tiers(release) == ["40", "40", "0"] and release.version == made.version
    store.load([households(30, tier="3")], AB)
    board.keep(store, board.Board("Another purpose"), AB)
    later = publish(store)
    assert releases.releases(store) == [later, release], "the latest first, and the one before as it was"
    assert tiers(later) == ["40", "40", "30"] and later.board.purpose == "Another purpose"


def test_no_release_has_a_file_or_a_way_to_another_page(store):
    store.load([households(40), demands(60), demands(40, kind="Value")], AB)
    kept = json.dumps(publish(store).board.as_value())
    assert ".xlsx" not in kept and "case_story" not in kept and "value_and_failure" not in kept


def test_who_publishes_says_so_and_publishes_what_they_saw(store):
    store.load([households(40)], AB)
    made = releases.draft(store)
    with pytest.raises(ValueError, match="who publishes"):
        releases.publish(store, made, " ")
    store.load([households(20, tier="2")], AB)
    with pytest.raises(ValueError, match="changed"):
        releases.publish(store, made, AB)
    assert releases.releases(store) == []


def test_a_release_that_is_withdrawn_is_read_no_more(store):
    store.load([households(40)], AB)
    first, second = publish(store), publish(store)
    releases.withdraw(store, second, AB)
    assert releases.releases(store) == [first] and releases.latest(store) == second
    assert [v["what"].split(" of ")[0] for v in store.versions()[:2]] == [
        "Withdrew the release",
        "Published the board for the steering group",
    ]


def test_a_release_that_is_not_as_it_was_published_says_so(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.load([households(40)], AB)
        assert publish(store).is_whole
    with duckdb.connect(tmp_path / "store.duckdb") as db:
        db.execute("UPDATE settings SET value = replace(value, '40', '45') WHERE name = 'release'")
    with Store.open(tmp_path / "store.duckdb") as store:
        assert not releases.releases(store)[0].is_whole


def test_a_case_is_shown_while_its_consent_is_recorded_in_every_release(store):
    store.load([ruth(True), incoming("transactions", [{"case_ref": "RUTH", "agency": "Police", "cost": 10}])], AB)
    board.keep(store, board.Board(case="RUTH"), AB)
    release = publish(store)
    assert "A home that is mine" in json.dumps(release.board.as_value())
    store.load([ruth(False)], AB)
    frozen = releases.releases(store)[0]
    shown = json.dumps(frozen.board.as_value())
    assert frozen.is_whole and frozen.hash == release.hash
    assert "A home that is mine" not in shown and "Ruth" not in shown and "RUTH" not in shown and "Police" not in shown
    assert CONSENT_GONE in shown
    assert "A home that is mine" not in json.dumps(releases.draft(store).board.as_value())


@pytest.mark.parametrize("more", [1, 7])
def test_what_few_people_changed_stays_as_it_was_told(store, more):
    store.load([households(40), households(40, tier="2"), households(40, tier="3")], AB)
    first = publish(store)
    store.load([households(more, 100)], AB)
    second = publish(store)
    assert tiers(second) == tiers(first) == ["40", "40", "40"]
    assert numbers(second, "Households by street") == numbers(first, "Households by street")
    store.load([households(8 - more, 200)], AB)  # and with these, eight since what was told
    assert tiers(publish(store)) == ["50", "40", "40"]


def test_a_new_street_of_few_waits_until_it_is_more(store):
    """It would be the only one that is new among those that are told together."""
    store.load([households(40), households(5, street="B"), households(6, street="C", tier="3")], AB)
    first = publish(store)
    store.load([households(3, street="D")], AB)
    second = publish(store)
    assert numbers(second, "Households by street") == numbers(first, "Households by street")
    assert second.board.bands[1].panels[1] == first.board.bands[1].panels[1], "nor is it in the number of all"
    store.load([households(9, 100, street="D")], AB)
    assert "D" in {row["Street"] for row in numbers(publish(store), "Households by street")}


def test_a_month_of_few_is_not_named_as_one_outside_the_limits(store):
    """A month that is not shown, having two failures, was asked about: so it was known which one that is, and that it is low."""
    days = [dt.date(2024 + month // 12, month % 12 + 1, 9) for month in range(24)]
    failures = [2 if month == 22 else 20 + 7 * month % 5 for month in range(24)]
    months = [
        (demands(n, day=day), demands(58 - n, day=day, kind="Value")) for day, n in zip(days, failures, strict=True)
    ]
    store.load([sheet for month in months for sheet in month], AB)
    whole = answers.ask(store, "failure_demand")
    assert "Nov 2025 lies below the lower limit" in headline(
        over_time.draw(over_time.charted(whole).shape, every="month"), "month"
    )
    release = publish(store)
    assert "November 2025" not in {row["Month"] for row in numbers(release, "Failure demand")}
    assert "lower limit" not in json.dumps(release.board.as_value()["since"])


def test_a_release_that_was_withdrawn_has_been_read(store):
    store.load([households(40), households(40, tier="2"), households(40, tier="3")], AB)
    publish(store)
    store.load([households(11, 100)], AB)
    second = publish(store)
    assert tiers(second) == ["50", "40", "40"]
    releases.withdraw(store, second, AB)
    store.load([households(4, 200)], AB)  # fifteen since the first, and four since the one that was read
    assert tiers(publish(store)) == ["50", "40", "40"]


def test_what_is_told_anew_is_of_each_cell_by_itself(store):
    january, february = dt.date(2026, 1, 5), dt.date(2026, 2, 2)
    store.load([demands(40, day=day, kind=kind) for day in (january, february) for kind in ("Failure", "Value")], AB)
    publish(store)
    store.load([demands(3, 100, day=january), demands(10, 100, day=february)], AB)
    made = releases.draft(store, before=releases.releases(store)[0])
    stays = [each for each in made.held if each.title == "Failure demand"]
    assert [each.held for each in stays] == [1] and "few" in words.held_back(made.held, releases.releases(store)[0])
    shown = {row["Month"]: (row["Failure"], row["Value"]) for row in numbers(publish(store), "Failure demand")}
    assert shown == {"January 2026": ("40", "40"), "February 2026": ("50", "40")}


def test_of_cases_none_is_told_by_what_one_of_them_had_since(store):
    cases = [f"C{n}" for n in range(12)]
    rows = [
        {"case_ref": case, "agency": "Police", "cost": 10, "price_year": "2023", "date": day}
        for case in cases
        for day in (dt.date(2023, 10, 10), dt.date(2024, 1, 10), dt.date(2024, 3, 10), dt.date(2024, 8, 10))
    ]
    begun = {"intervention_date": dt.date(2024, 2, 1), "followed_until": dt.date(2025, 2, 1)}
    store.load([incoming("transactions", rows), incoming("cases", [{"case_ref": c, **begun} for c in cases])], AB)
    first = publish(store)
    more = {"agency": "Police", "cost": 9000, "price_year": "2023", "date": dt.date(2024, 3, 11)}
    store.load([incoming("transactions", [{"case_ref": "C1", **more}], file_name="one.xlsx")], AB)
    assert numbers(publish(store), "Before and after intervention") == numbers(first, "Before and after intervention")
    store.load([incoming("transactions", [{"case_ref": c, **more} for c in cases], file_name="all.xlsx")], AB)
    assert numbers(publish(store), "Before and after intervention") != numbers(first, "Before and after intervention")


def test_interactions_dated_later_are_no_cases_and_stay_as_they_were_told(store):
    """They are counted beside the cases, as so many: a release after which one more came could not be made."""
    to_come = dt.date.today() + dt.timedelta(30)
    rows = [{"case_ref": f"C{n}", "agency": "Police", "cost": 10, "date": to_come} for n in range(11)]
    store.load([incoming("transactions", rows[:10])], AB)
    first = publish(store)
    store.load([incoming("transactions", rows[10:], file_name="one.xlsx")], AB)
    question = json.dumps(["before_and_after", {}])
    assert publish(store).cells[question]["later"] == first.version


def test_months_of_loads_tell_each_cell_anew_only_by_enough(store):
    """Of every count behind what is told: from one release to the next it is the same or another by eight or more."""
    told: dict[tuple, int] = {}
    for month in range(1, 7):
        day = dt.date(2025, month, 5)
        sizes = [3 + (month * 7) % 11, 5 + (month * 5) % 13]
        store.load(
            [
                demands(20 + sizes[0], day=day),
                demands(20 + sizes[1], day=day, kind="Value"),
                demands(sizes[0], 500, day=dt.date(2025, 1, 5)),  # late ones, of January
                *(
                    households(sizes[n % 2], month * 100, street=street, tier=f"{1 + n}")
                    for n, street in enumerate("ABC")
                ),
            ],
            AB,
        )
        release = publish(store)
        for question, cells in release.cells.items():
            name, filters = json.loads(question)
            for cell, version in cells.items():
                answer = answers.ask(store, name, filters, version=version)
                rows = cells_of(answer).get(cell, ())
                for what, count in counts_of(answer, rows).items():
                    before = told.get((question, cell, what), 0)
                    assert not few(abs(count - before)) or not before, (question, cell, what, before, count)
                    told[question, cell, what] = count
    assert len(releases.releases(store)) == 6
    assert any(before for before in told.values())


def test_loading_a_release_into_words_says_what_moved(store):
    store.load([households(40), households(60, tier="3")], AB)
    first = publish(store, "First")
    store.load([households(60, 100, tier="2")], AB)
    rows = words.moved(releases.draft(store, before=first).board, first)
    assert rows and rows[0]["Now"].startswith("About 25% need serious help") and "First" in words.named(first)
    load(store, {"Demands": [{"Date": "2026-01-05", "What they said": "x", "Value or failure": "Value"}]})
    assert words.how_many(0) == "No headline would change." and words.how_many(2) == "2 headlines would change."
