"""On the Upload page a person says what crosses among ticks are, and whether dates begin with their year."""

from tests.pages.sheet import read_as
from tests.pages.test_by_hand import button, said
from tests.pages.test_pages import open_page, place  # noqa: F401
from tests.workbook.build import csv


def uploaded(name, rows):
    app = open_page("upload")
    app.file_uploader[0].upload(name, csv(rows).encode()).run()
    assert not app.exception
    return app


def asked_of(query, table):
    from pages.ui import cache

    return [tuple(row.values()) for row in cache.store().rows(query, [table])]


def test_crosses_beside_ticks_are_said_to_be_no_in_one_press_whatever_their_case(place):  # noqa: F811
    app = uploaded(
        "homes.csv",
        [
            ("Household ref", "Street name", "Crime"),
            ("A", "Elm Road", "✓"),
            ("B", "Elm Road", "x"),
            ("C", "Elm Road", "X"),
        ],
    )
    assert "2 cells under “Crime” cannot be read" in said(app) and button(app, "Load").disabled
    button(app, "“x” is N").click().run()
    button(app, "Load").click().run()
    assert sorted(asked_of("SELECT is_set FROM flags", "flags")) == [(False,), (False,), (True,)]


def test_dates_are_said_to_begin_with_their_year(place):  # noqa: F811
    days = ("25-04-14", "25-04-15", "25-05-01")
    app = uploaded("log.csv", [("Date", "What was asked", "V/F"), *((day, f"words {day}", "F") for day in days)])
    assert "25-05-01. Say whether that is 25 May 2001" in said(app) and button(app, "Load").disabled
    button(app, "Dates with the year first").click().run()
    button(app, "Load").click().run()
    assert [str(day) for (day,) in asked_of("SELECT received_on FROM demands ORDER BY 1", "demands")] == [
        "2025-04-14",
        "2025-04-15",
        "2025-05-01",
    ]


def test_which_of_two_columns_that_differ_is_read_is_one_press(place):  # noqa: F811
    rows = [
        ("Date", "What they asked", "F/V", "Failure?"),
        ("04/03/2025", "Where is it", "F", "Y"),
        ("13/03/2025", "A form", "V", "Y"),
    ]
    app = uploaded("log.csv", rows)
    assert "Which column says Value or failure?" in said(app) and button(app, "Load").disabled
    next(b for b in app.button if "Failure?" in b.label).click().run()
    assert not app.exception and not button(app, "Load").disabled
    assert read_as(app)["F/V"][0] == "Leave out" and read_as(app)["Failure?"][0].startswith("Value or failure")


def test_which_row_is_read_of_a_demand_with_a_row_for_each_status_is_one_press(place):  # noqa: F811
    headings = ("Demand ref", "Status", "Date received", "What was said", "Service")
    rows = [
        (f"R{n // 2}", ("Logged", "Closed")[n % 2], f"{13 + n // 2}/03/2025", f"Nobody came {n // 2}", f"Team {n % 2}")
        for n in range(8)
    ]
    app = uploaded("log.xlsx", [headings, *rows])
    assert "Of rows with the same “Demand ref”, read" in said(app)
    button(app, "The first row of each").click().run()
    button(app, "Load").click().run()
    demands = asked_of("SELECT demand_ref, agency FROM demands ORDER BY demand_ref", "demands")
    assert demands == [(f"R{n}", "Team 0") for n in range(4)]


def test_the_year_of_months_without_one_is_chosen_or_written(place):  # noqa: F811
    rows = [("Repairs 2024/25", None, None), ("Measure", "Apr", "Mar"), ("Days to fix", 12, 11), ("Calls", 100, 90)]
    app = uploaded("kept.csv", rows)
    assert "Of which year are the dates of this sheet?" in said(app) and button(app, "Load").disabled
    button(app, "2024/25: April 2024 to March 2025").click().run()
    assert not button(app, "Load").disabled
    box = next(box for box in app.text_input if box.label == "Another year")
    box.set_value("2019").run()
    button(app, "Load").click().run()
    found = asked_of("SELECT DISTINCT date FROM series ORDER BY 1", "series")
    assert [str(day) for (day,) in found] == ["2019-03-01", "2019-04-01"]
