"""What is published stays as it was published, tells of nobody, and two releases beside each other tell of nobody
either."""

import datetime as dt
import json

import duckdb
import pytest

from measures import answers, arguments, board, over_time, releases, views
from measures.disclosure import STEERING_GROUP
from measures.releases import words
from measures.releases.held import cells_of, counts_of
from measures.releases.release import mark
from measures.rounding import few
from measures.store import Store
from measures.views.board.words import CONSENT_GONE
from measures.views.capability.signals import headline
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
    assert first.board == second.board and first.hash != second.hash, (
        "nobody tries boards against what is shown of a hash"
    )
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
    shown = numbers(publish(store), "Households by street")
    assert [(row["Street"], row["Households"]) for row in shown] == [("B, C and 2 more", "65")], (
        "twelve more, with neighbours"
    )


def test_a_month_of_few_is_not_named_as_one_outside_the_limits(store):
    """A month that is not shown, having two failures, was asked about: so it was known which one that is, and that
    it is low."""
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


def test_what_few_changed_is_told_as_it_was_whatever_was_told_in_between(store):
    """Both stand in releases that somebody has read: before a file was withdrawn, and after it came back corrected."""
    store.load([demands(20), demands(33, day=dt.date(2026, 2, 5)), demands(33, kind="Value")], AB)
    store.load([households(40), households(12, tier="2"), households(42, 90, tier="3", street="Elm Close")], AB)
    first = publish(store)
    for upload in [upload.upload for upload in store.uploads()]:
        store.withdraw(upload, AB)
    between = publish(store)
    store.load([demands(20), demands(33, day=dt.date(2026, 2, 5)), demands(32, kind="Value"), demands(1, 500)], AB)
    corrected = [households(40), households(13, tier="2"), households(41, 90, tier="3", street="Elm Close")]
    store.load(corrected, AB)
    last = publish(store)
    shown = [[band.tables for band in release.board.bands] for release in (first, between, last)]
    assert shown[0] == shown[2] != shown[1]
    store.load([households(30, 200, tier="2")], AB)
    assert tiers(publish(store)) != tiers(first), "once enough have come it is told anew"


def test_few_who_were_in_no_share_when_their_month_was_first_told_are_not_told_as_they_were_then(store):
    """They came to be known from one release to the next, with the month, though none of them had come since."""

    def told(day: dt.date, start: int, **count: int) -> dict[str, str]:
        """Of February and of who is in no share then: when they are told as, once so many have come and it is
        published."""
        kinds = {"Not sure" if kind == "unsure" else kind: n for kind, n in count.items()}
        store.load([demands(n, start, day=day, kind=kind) for kind, n in kinds.items()], AB)
        release = publish(store)
        cells = release.cells['["failure_demand", {}]']
        when = {release.version: "now", 0: "never"}
        return {c.partition("\n")[2]: when.get(of, "before") for c, of in cells.items() if c.startswith("2026-02")}

    told(dt.date(2026, 1, 5), 0, Failure=30, Value=30)
    february = dt.date(2026, 2, 5)
    assert told(february, 0, Failure=30, Value=30, unsure=6) == {"": "now", "not sure": "never"}
    assert told(february, 100, Failure=20, Value=20) == {"": "now", "not sure": "never"}
    assert told(february, 100, unsure=9) == {"": "now", "not sure": "now"}


def test_loading_a_release_into_words_says_what_moved(store):
    store.load([households(40), households(60, tier="3")], AB)
    first = publish(store, "First")
    store.load([households(60, 100, tier="2")], AB)
    rows = words.moved(releases.draft(store, before=first).board, first)
    assert rows and rows[0]["Now"].startswith("About 25% need serious help") and "First" in words.named(first)
    load(store, {"Demands": [{"Date": "2026-01-05", "What they said": "x", "Value or failure": "Value"}]})
    assert words.how_many(0) == "No headline would change." and words.how_many(2) == "2 headlines would change."


def streets(release: releases.Release) -> dict[str, tuple[str, str]]:
    return {
        row["Street"]: (row["Households"], row["In need: tiers 1 and 2"])
        for row in numbers(release, "Households by street")
    }


def of_place(count: int, start: int, street: str, locality: str, tier: str = "1"):
    found = households(count, start, street=street, tier=tier)
    rows = [row | {"locality": locality} for row in found.rows.to_pylist()]
    return incoming("households", rows, file_name=f"{street} {locality} {start} {tier}.xlsx")


def test_who_pads_a_street_for_one_release_learns_nothing(store):
    store.load([households(40), households(20, street="Oak Road"), households(5, street="Ash Road")], AB)
    publish(store)
    store.load([households(8, 100, street="Ash Road")], AB)
    padded = next(each.upload for each in store.uploads() if "Ash Road 1 100" in each.file_name)
    made = publish(store)
    assert streets(made) == {"Larkspur Road": ("40", "40"), "Ash Road and Oak Road": ("35", "35")}
    assert "1 street and 1 group of streets, n = " in json.dumps(made.board.as_value())
    store.withdraw(padded, AB)
    assert streets(publish(store)) == {"Larkspur Road": ("40", "40"), "Ash Road and Oak Road": ("25", "25")}


def test_what_is_new_and_of_few_waits_until_enough_have_come_together(store):
    months = [dt.date(2026, n, 5) for n in range(1, 6)]
    store.load([demands(40, day=months[0], kind=kind) for kind in ("Failure", "Value")], AB)
    first = publish(store)
    store.load([demands(5, day=months[1]), demands(40, day=months[1], kind="Value")], AB)
    made = releases.draft(store, before=first)
    assert made.board.bands == first.board.bands and any(each.title == "Failure demand" for each in made.held)
    second = publish(store)
    store.load([demands(5, day=months[2]), demands(40, day=months[2], kind="Value")], AB)
    shown = numbers(publish(store), "Failure demand")
    assert [row["Month"] for row in shown] == [row["Month"] for row in numbers(second, "Failure demand")]
    about = next(
        panel.about for panel in releases.latest(store).board.bands[0].panels if "failure" in panel.headline.lower()
    )
    assert "n = 170" in about and "2 months of too few to show are in this" in about


def test_a_place_of_few_demands_is_told_by_the_quarter_and_stays_so(store):
    months = [dt.date(2025, n, 5) for n in range(1, 7)]
    store.load([demands(5, day=day, kind=kind) for day in months for kind in ("Failure", "Value")], AB)
    first = publish(store)
    assert [row["Quarter"] for row in numbers(first, "Failure demand")] == ["2025 Q1", "2025 Q2"]
    store.load([demands(60, day=dt.date(2025, 7, 5), kind=kind) for kind in ("Failure", "Value")], AB)
    assert publish(store).every == first.every == "quarter"


def test_the_rule_can_only_become_stricter(store):
    store.load([households(6), households(40, tier="2"), households(40, tier="3")], AB)
    wide = releases.draft(store, fewest=5)
    assert wide.board.bands[1].tables[0][1][0]["Households"] == "5"
    releases.publish(store, wide, AB)
    assert releases.draft(store, before=releases.latest(store)).fewest == 5, "as before, until somebody chooses"
    releases.publish(store, releases.draft(store, before=releases.latest(store), fewest=10), AB)
    stricter = releases.latest(store)
    assert tiers(stricter) == ["45", "40"] and "from 1 to 9" in words.standing(stricter)
    with pytest.raises(ValueError, match="fewer"):
        releases.draft(store, before=stricter, fewest=8)


def test_no_board_of_an_area_tells_of_few_in_the_rest_of_the_place(store):
    store.load(
        [
            of_place(30, 0, "Ash Road", "North"),
            of_place(20, 0, "Ash Road", "North", "3"),
            of_place(30, 0, "Oak Road", "South"),
            of_place(20, 0, "Oak Road", "South", "3"),
            of_place(4, 0, "Elm Road", "West"),
            of_place(9, 0, "Elm Road", "West", "3"),
        ],
        AB,
    )
    with pytest.raises(ValueError, match="locality"):
        releases.draft(store, areas=["Nowhere"])
    made = releases.draft(store, areas=["North", "South"])
    # From the whole and both areas, four at tier 1 would be known of West.
    assert not [title for board in made.areas.values() for title, _ in board.bands[1].tables if title == "Demand tiers"]
    assert made.board.bands[1].tables[0][0] == "Demand tiers"
    shown = {area: [rows for title, rows in board.bands[1].tables] for area, board in made.areas.items()}
    # Those few stand with the next street, and are told with it of the whole place alone.
    assert shown["North"] == [] and [row["Street"] for row in shown["South"][0]] == ["Oak Road"]
    releases.publish(store, made, AB)
    assert releases.latest(store).is_whole and releases.latest(store).areas == made.areas
    store.load([of_place(9, 100, "Elm Road", "West")], AB)  # 13 now, of whom four were few
    again = releases.draft(store, before=releases.latest(store))
    assert list(again.areas) == ["North", "South"], "the same from release to release"


def test_the_board_of_an_area_says_that_streets_which_lie_in_others_too_are_not_in_it(store):
    """Long Road is in both; ten of North are in need there, and none on Ash Road."""
    rows = [
        {"household_ref": f"{street} {place} {n}", "street": street, "locality": place, "postcode": "ZZ1 1ZZ"}
        | {"tier": "1" if n < need else "3"}
        for street, place, need, count in (
            ("Ash Road", "North", 0, 20),
            ("Long Road", "North", 10, 20),
            ("Long Road", "South", 10, 20),
            ("Oak Road", "South", 10, 30),
        )
        for n in range(count)
    ]
    store.load([incoming("households", rows)], AB)
    made = releases.draft(store, areas=["North", "South"])
    said = {area: board.bands[1].panels[1].headline for area, board in made.areas.items()}
    assert said == {
        "North": "No household that has a tier is in need on the streets that are in this area alone",
        "South": "About 10 households in need on the streets that are in this area alone",
    }
    assert made.board.bands[1].panels[1].headline == "About 30 households in need"


def test_the_board_of_an_area_in_which_nobody_has_a_tier_says_so(store):
    """That “no household is in need” was said of an area of which nobody knows, since others have tiers."""
    rows = [
        {"household_ref": f"{street} {n}", "street": street, "locality": place, "tier": tier}
        for street, place, tier in (("Ash Road", "North", None), ("Oak Road", "South", "3"))
        for n in range(20)
    ]
    store.load([incoming("households", rows)], AB)
    made = releases.draft(store, areas=["North", "South"])
    said = {area: board.bands[1].panels[1].headline for area, board in made.areas.items()}
    assert said == {"North": "No household has a tier yet", "South": "No household that has a tier is in need"}
    (table,) = [rows for title, rows in made.areas["North"].bands[1].tables if title == "Households by street"]
    assert [[*row.values()] for row in table] == [["Ash Road", "20", "not shown", "not shown"]]


def test_areas_that_begin_later_are_laid_beside_what_was_told_of_one_alone(store):
    """When the whole place was of one area, it was that area that was told of."""

    def north(serious, well):
        return [of_place(serious, 0, "Ash Road", "North"), of_place(well, 100, "Ash Road", "North", "3")]

    def of_tiers(board):
        return [rows for title, rows in board.bands[1].tables if title == "Demand tiers"]

    store.load(north(12, 40), AB)
    first = publish(store)
    store.load([*north(13, 39), of_place(30, 0, "Oak Road", "South"), of_place(40, 100, "Oak Road", "South", "3")], AB)
    later = releases.draft(store, before=first, areas=["North", "South"])
    assert of_tiers(later.board) and not of_tiers(later.areas["North"]) and not of_tiers(later.areas["South"])
    # Where it was of both, nothing tells of one.
    second = publish(store)
    store.load([of_place(20, 200, "Oak Road", "South"), of_place(20, 200, "Ash Road", "North")], AB)
    third = releases.draft(store, before=second, areas=["North", "South"])
    assert of_tiers(third.areas["North"]) and of_tiers(third.areas["South"])


def test_the_board_of_an_area_says_of_how_many_months_its_share_is(store):
    """Of two months one tells of few in the South: North's 80 demands are all classified, and 40 of them are told."""
    rows = [
        {"received_on": dt.date(2026, month, day), "verbatim": f"{place} {month} {n}", "value_or_failure": kind}
        | {"locality": place, "agency": "Council"}
        for month in (1, 2, 3)
        for place in ("North", "South")
        for kind in ("Failure", "Value")
        for n in range(3 if (place, month) == ("South", 1) else 20)
        for day in [1 + n]
    ]
    store.load([incoming("demands", rows)], AB)
    north = releases.draft(store, areas=["North", "South"]).areas["North"]
    said = [panel.headline for band in north.bands for panel in band.panels]
    assert "About 50% of demand is failure demand in the 2 months that can be told here" in said
    assert said[-1].endswith("of what can be told here")


@pytest.mark.parametrize("day", [dt.date(2025, 7, 2), dt.date(2025, 6, 28)])
def test_who_joins_the_record_is_told_by_the_month_and_as_the_last_time_where_few_changed_it(store, day):
    """The day on which an agency joins is that of one demand: of the same month, or of the one before."""

    def asked(agency: str, first: dt.date, days: int, **more):
        dates = [first + dt.timedelta(n) for n in range(days) for _ in range(3)]
        rows = [
            {"received_on": date, "verbatim": f"{agency} {n}", "value_or_failure": ("Failure", "Value")[n % 2]}
            | {"agency": agency, "locality": "North"}
            for n, date in enumerate(dates)
        ]
        return incoming("demands", rows, file_name=f"{agency} {first}.xlsx", **more)

    def said(release):
        return [panel.headline for band in release.board.bands for panel in band.panels if "record" in panel.headline]

    store.load([asked("Council", dt.date(2025, 1, 6), 300), asked("Police", dt.date(2025, 7, 4), 121)], AB)
    first = publish(store)
    assert "Police joins the record in July 2025" in said(first)[0]
    one = {"received_on": day, "verbatim": "One", "value_or_failure": "Failure", "agency": "Police"}
    store.load([incoming("demands", [{**one, "locality": "North"}], file_name="one.xlsx")], AB)
    assert f"Police joins the record on {day.day} {day:%b %Y}" in views.view(answers.ask(store, "failure_demand")).note
    assert said(publish(store)) == said(first)
    store.load([asked("Police", dt.date(2025, 6, 10), 24)], AB)
    assert "Police joins the record in June 2025" in said(publish(store))[0]


def test_an_area_stays_as_it_was_where_few_changed_in_it(store):
    def place(start, north, south):
        return [of_place(north, start, "Ash Road", "North"), of_place(south, start, "Oak Road", "South")]

    store.load(
        [*place(0, 40, 40), of_place(40, 0, "Ash Road", "North", "3"), of_place(40, 0, "Oak Road", "South", "3")], AB
    )
    releases.publish(store, releases.draft(store, areas=["North"]), AB)

    def serious(board):
        return next(rows for title, rows in board.bands[1].tables if title == "Demand tiers")[0]["Households"]

    first = releases.latest(store)
    assert (serious(first.board), serious(first.areas["North"])) == ("80", "40")
    store.load(place(100, 3, 9), AB)  # twelve in all: three of North, nine of the rest
    publish(store)
    second = releases.latest(store)
    assert (serious(second.board), serious(second.areas["North"])) == ("90", "40")
    store.load(place(200, 9, 0), AB)
    publish(store)
    third = releases.latest(store)
    assert (serious(third.board), serious(third.areas["North"])) == ("100", "50")


def test_a_board_is_published_by_a_command_as_its_preview_shows_it(tmp_path, capsys):
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.load([households(40), households(60, tier="3")], AB)
    command = ["publish", "--store", str(path), "--who", "CD", "--note", "May", "--rule", "10"]
    for words_, published in (([*command, "--dry-run"], 0), (command, 1)):
        options = arguments.parse(words_)
        assert options.run(options) == 0
        assert "need serious help" in capsys.readouterr().out
        with Store.open(path) as store:
            assert len(releases.releases(store)) == published
    with Store.open(path) as store:
        (release,) = releases.releases(store)
        assert (release.who, release.note, release.fewest) == ("CD", "May", 10)
        assert release.board.bands == releases.draft(store, fewest=10).board.bands


def test_a_release_of_before_areas_and_groups_is_read_and_held_on_to(store):
    store.load([households(40), households(20, street="Oak Road"), households(5, street="Ash Road")], AB)
    made = releases.draft(store)
    streets_ = json.dumps(["households_by_street", {}])
    cells = {f"{street!r}": made.version for street in ("Ash Road", "Larkspur Road", "Oak Road")}
    board_ = made.board.as_value()
    kept = {"version": made.version, "note": "", "hash": mark(board_), "board": board_}
    store.set("release", kept | {"cells": made.cells | {streets_: cells}}, AB, "Published the board")
    release = releases.latest(store)
    assert release.is_whole and not release.areas and release.fewest == 8
    store.load([households(3, 100), households(9, 100, street="Oak Road")], AB)
    assert streets(publish(store))["Larkspur Road"] == ("40", "40") and "Ash Road" not in streets(
        releases.latest(store)
    )
    assert releases.latest(store).every == "month"


def test_counts_that_are_rounded_are_told_as_about_so_many(store):
    store.load([households(8), households(8, 8, tier="2")], "AB")
    found = releases.draft(store).board
    panels = {panel.headline for band in found.bands for panel in band.panels}
    assert "About 10 need serious help, 10 either way of 15 households" in panels
    exact = views.view(answers.ask(store, "demand_tiers")).headline
    assert exact.startswith("Of 16 households, 8 need serious help")
    told = views.view(answers.ask(store, "demand_tiers", viewer=STEERING_GROUP)).headline
    assert told.startswith("Of about 15 households, 10 need serious help")
