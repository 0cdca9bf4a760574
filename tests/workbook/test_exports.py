"""Lists as the systems of councils, landlords, hospitals and call centres export them: which of several dates, times
and names is the one that is meant, and what is none of them."""

import datetime as dt

import pytest

from measures.workbook.by_hand import LEFT_OUT
from measures.workbook.prepare import prepare

from .build import csv, load, places, xlsx

SAID = (
    "Nobody came to mend the window",
    "I would like to book the hall",
    "You said you would ring me back",
    "When will my claim be decided",
)
DAYS = ("03/03/2025", "04/03/2025", "13/03/2025", "14/03/2025")


def fields(name: str, headings, *columns) -> dict[str, str]:
    """What each heading of a list is read as, or suggested to be."""
    prepared = prepare(name, csv([headings, *zip(*columns, strict=True)]).encode())
    (found,) = [*prepared.others, *(sheet.recognised for sheet in prepared.sheets)]
    return {heading: found.read_as(p) for p, heading in found.own_headings.items()}


@pytest.mark.parametrize("unit", ["", " (mins)", " secs"])
@pytest.mark.parametrize("turned", [False, True])
def test_handle_time_is_what_a_call_takes_and_talk_time_a_part_of_it(unit, turned):
    talk, handle = ("4", "6", "5", "9"), ("7", "8", "7", "12")
    times = [(f"Talk Time{unit}", talk), (f"Wrap Time{unit}", ("3", "2", "2", "3")), (f"Handle Time{unit}", handle)]
    names, cells = zip(*reversed(times) if turned else times, strict=True)
    read = fields("calls.csv", ("Call started on", "Nature of the enquiry made", *names), DAYS, SAID, *cells)
    assert {name: read[name] for name in names} == {
        f"Talk Time{unit}": LEFT_OUT,
        f"Wrap Time{unit}": LEFT_OUT,
        f"Handle Time{unit}": "minutes",
    }


def test_talk_time_is_read_where_no_column_has_all_of_it():
    rows = [("Date", "Reason for call", "Talk time (mins)"), *zip(DAYS, SAID, "4659", strict=True)]
    (sheet,) = prepare("calls.csv", csv(rows).encode()).sheets
    assert sheet.rows["minutes"].to_pylist() == [4, 6, 5, 9]


@pytest.mark.parametrize("heading", ["Wait (mins)", "Ring Time", "business_duration", "Queue time", "Planned duration"])
def test_a_time_that_nobody_worked_is_not_suggested_as_minutes(heading):
    read = fields("calls.csv", ("opened_at", "short_description", heading), DAYS, SAID, ("12", "9", "4", "31"))
    assert read[heading] == LEFT_OUT


def test_names_of_people_are_no_agencies():
    people = ("Sarah Vane", "Michael Trask", "Edda Rooke", "Sarah Vane")
    teams = ("Repairs Team", "Ann Street Office", "Adult Care", "Repairs Team")
    headings = ("Created On", "Case Title", "Owner")
    assert fields("cases.csv", headings, DAYS, SAID, people)["Owner"] == LEFT_OUT
    assert fields("cases.csv", headings, DAYS, SAID, teams)["Owner"] == "agency"


def test_a_location_is_a_street_where_it_looks_like_one_and_a_place_where_not():
    headings = ("opened_at", "short_description", "location")
    assert fields("log.csv", headings, DAYS, SAID, ("Northfield", "Mill End") * 2)["location"] == "locality"
    assert fields("log.csv", headings, DAYS, SAID, ("4 Larkspur Road", "Tansy Close") * 2)["location"] == "street"
    assert (
        fields("log.csv", ("opened_at", "short_description", "IP Address"), DAYS, SAID, ("192.0.2.1",) * 4)[
            "IP Address"
        ]
        == LEFT_OUT
    )


def test_the_end_of_a_call_or_a_form_is_no_day_on_which_anything_was_done():
    starts = [f"{day} 09:{n}0" for n, day in enumerate(DAYS)]
    ends = [f"{day} 09:{n}7" for n, day in enumerate(DAYS)]
    later = ["05/03/2025 16:00", "04/03/2025 11:00", "20/03/2025 10:10", "17/03/2025 09:00"]
    headings = ("Start Date", "End Date", "What did you contact us about?")
    assert fields("survey.csv", headings, starts, ends, SAID)["End Date"] == LEFT_OUT
    assert fields("cases.csv", headings, starts, later, SAID)["End Date"] == "resolved_on"


def test_a_time_of_the_day_beside_its_date_is_when_a_call_came():
    headings = ("Call day", "Time", "Nature of the enquiry made", "V/F")
    times = ("09:05", "11:40", "14:10", "16:55")
    assert fields("log.csv", headings, DAYS, times, SAID, "VFVF")["Time"] == "received_at"
    known = [
        ("Date", "Time", "Enquiry", "V/F"),
        *zip(DAYS, map(dt.time.fromisoformat, times), SAID, "VFVF", strict=True),
    ]
    prepared = prepare("log.xlsx", xlsx({"Log": known}))
    assert [(p.where, p.details["field"]) for p in prepared.problems if p.code == "perhaps"] == [
        ("Log!B1", "Time received")
    ]


def test_a_duration_of_a_workbook_is_seen_as_one():
    took = [dt.time(0, 4, 10), dt.time(0, 12), dt.time(0, 7, 30), dt.time(0, 2)]
    rows = [("Date", "Reason for call", "Duration"), *zip(DAYS, SAID, took, strict=True)]
    prepared = prepare("calls.xlsx", xlsx({"Calls": rows}))
    assert [(p.where, p.details["field"]) for p in prepared.problems if p.code == "perhaps"] == [
        ("Calls!C1", "Minutes")
    ]


def test_whether_it_is_the_first_contact_says_nothing_of_how_it_ended():
    headings = ("Call day", "Nature of the enquiry made", "First contact?", "V/F")
    assert fields("log.csv", headings, DAYS, SAID, "YNYN", "VFVF")["First contact?"] == LEFT_OUT


def test_a_row_with_dates_over_dates_is_none_of_headings():
    rows = [("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Created Date", "Completed Date", "Late")]
    rows += [
        (f"t{n}", f"{SAID[n % 4]} {n}", "Repairs", ("Completed", "Open")[n % 2], "Medium", day, day, "false")
        for n, day in enumerate(DAYS * 3)
    ]
    (found,) = prepare("tasks.csv", csv(rows).encode()).others
    assert (found.header_row, found.read_as(1), found.read_as(5)) == (1, "verbatim", "received_on")


def test_yes_and_no_have_no_word_for_what_is_not_sure():
    rows = [("Date", "Enquiry", "V/F/?", "Preventable?"), *zip(DAYS, SAID, "VF?F", "NYNY", strict=True)]
    assert not prepare(
        "log.csv", csv([("Date", "Enquiry", "Value/Failure", "Preventable?"), *rows[1:]]).encode()
    ).stops()
    differs = [*rows[1:-1], (*rows[-1][:3], "N")]
    found = prepare("log.csv", csv([("Date", "Enquiry", "Value/Failure", "Preventable?"), *differs]).encode())
    assert places(found, "classed-twice") == [("classed-twice", "log!D1")]


def test_an_hour_of_the_day_is_no_work():
    rows = [("Hour", "Value", "Failure"), ("9", 4, 7), ("10", 5, 6), ("11", 6, 9)]
    found = prepare("tally.xlsx", xlsx({"Tally": rows}))
    assert [r.read_as(0) for r in (*found.others, *(s.recognised for s in found.sheets))] != ["minutes"]


STEPS = (
    ("CR500", "Logged", "03/03/2025", SAID[0], "Contact centre", 4),
    ("CR500", "Assigned", "03/03/2025", SAID[0], "Repairs", 9),
    ("CR500", "Closed", "03/03/2025", SAID[0], "Repairs", None),
    ("CR501", "Logged", "13/03/2025", SAID[1], "Contact centre", 6),
    ("CR501", "Closed", "13/03/2025", SAID[1], "Lettings", 2),
    ("CR502", "Logged", "14/03/2025", SAID[2], "Contact centre", 3),
)
HEADINGS = ("Case Ref", "Status", "Created On", "Description", "Service", "Mins")


def of_steps(rows=STEPS, headings=HEADINGS, way=""):
    prepared = prepare("cases.csv", csv([headings, *rows]).encode())
    said = {other.cells.sheet: other.suggested.confirmed for other in prepared.others if other.suggested}
    if way:
        said["cases"] = (said.get("cases") or prepared.sheets[0].recognised.as_read()).read_in(headings[0], way)
    return prepare("cases.csv", csv([headings, *rows]).encode(), overrides=said)


@pytest.mark.parametrize("ref", ["Case Ref", "Demand ref"])
def test_which_row_of_a_demand_is_read_is_asked_where_each_status_has_a_row(ref):
    """Six rows of three demands: as six they would be six demands, half of them of whoever was passed it."""
    asked = of_steps(headings=(ref, *HEADINGS[1:]))
    assert [(p.code, p.where) for p in asked.stops(leave_out=True)] == [("steps?", "cases!A")]
    (problem,) = asked.stops()[:1]
    assert (problem.details["rows"], problem.details["value"]) == ("3 rows", "CR500")
    assert "differ in “Service” and “Mins”" in problem.sentence


@pytest.mark.parametrize(
    ("way", "of", "agencies", "minutes"),
    [
        ("the first row of each", ["CR500", "CR501", "CR502"], ["Contact centre"] * 3, [4, 6, 3]),
        ("the last row of each", ["CR500", "CR501", "CR502"], ["Repairs", "Lettings", "Contact centre"], [None, 2, 3]),
        ("every row by itself", [None] * 6, [row[4] for row in STEPS], [row[5] for row in STEPS]),
    ],
)
def test_the_row_that_is_read_of_each_demand_is_as_a_person_says(store, way, of, agencies, minutes):
    read = of_steps(way=way)
    assert not read.stops()
    told = " ".join(problem.sentence for problem in read.sheets[0].recognised.problems + read.sheets[0].problems)
    assert ("What they have under “Mins” is in no figure." in told) is (len(of) == 3)
    rows = read.sheets[0].good_rows()
    assert [rows[name].to_pylist() for name in ("demand_ref", "agency", "minutes")] == [of, agencies, minutes]
    assert load(store, read) == {"demands": len(of)}


def test_references_that_several_rows_have_of_other_words_are_not_of_steps():
    rows = [("R1", day, words, "F") for day, words in zip(DAYS, SAID, strict=True)] + [("R2", DAYS[0], "Chasing", "F")]
    prepared = prepare("log.csv", csv([("Case Ref", "Date", "What was said", "V/F"), *rows]).encode())
    assert places(prepared, "steps?") == [] and not prepared.stops()
    assert prepared.sheets[0].rows.num_rows == 5


def test_a_slip_in_one_reference_is_told_as_ever():
    rows = [(f"R{n}", DAYS[n % 4], f"{SAID[n % 4]} {n}", "F") for n in range(8)]
    rows[5] = ("R4", *rows[5][1:])
    prepared = prepare("log.csv", csv([("Demand ref", "Date", "What was said", "V/F"), *rows]).encode())
    assert places(prepared, "same-key", "steps?") == [("same-key", "log!A7")]


STATEMENTS = ("I feel listened to", "I can manage my home", "My money worries are sorted")


def test_a_form_that_asks_for_ratings_is_one_of_ratings():
    """Of its two times the later is the day, its ID is no statement, and what else it asks makes no demand of it."""
    headings = (
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Your case number",
        *STATEMENTS,
        "Anything else?",
    )
    rows = [
        (
            n + 1,
            f"{day} 09:00",
            f"{day} 09:06",
            "anonymous",
            None,
            f"C{n % 2}",
            3 + n,
            5,
            9 - n,
            ("Thank you for it", None)[n % 2],
        )
        for n, day in enumerate(DAYS)
    ]
    content = xlsx({"Sheet1": [headings, *rows]})
    (found,) = prepare("form.xlsx", content).others
    assert [found.read_as(p) for p in range(10)] == [
        *(LEFT_OUT, LEFT_OUT, "date", LEFT_OUT, LEFT_OUT, "case_ref"), *["across statement"] * 3, LEFT_OUT,
    ]  # fmt: skip
    (sheet,) = prepare("form.xlsx", content, overrides={"Sheet1": found.suggested.confirmed}).sheets
    ratings = sheet.good_rows().select(["case_ref", "statement", "rating"]).to_pylist()
    assert len(ratings) == 12
    assert [tuple(row.values()) for row in ratings[:4]] == [
        ("C0", STATEMENTS[0], 3), ("C0", STATEMENTS[1], 5), ("C0", STATEMENTS[2], 9), ("C1", STATEMENTS[0], 4),
    ]  # fmt: skip


def test_of_a_question_that_a_form_asks_of_several_statements_each_is_its_own_name():
    asked = [f"How is each of these now? (0 = not at all; 10 = completely) [{words}]" for words in STATEMENTS]
    rows = [("Timestamp", "Case", *asked), *((f"{day} 09:00:00", f"C{n}", 3, 5, 9) for n, day in enumerate(DAYS))]
    content = csv(rows).encode()
    (found,) = prepare("form.csv", content).others
    (sheet,) = prepare("form.csv", content, overrides={"form": found.suggested.confirmed}).sheets
    assert sheet.good_rows()["statement"].to_pylist()[:3] == [*STATEMENTS]


def test_a_capture_sheet_for_each_day_has_its_day_from_its_name(store):
    headings = ("Time", "Customer's words (verbatim)", "What matters to the customer?", "Value / Failure / ?", "Mins")
    rows = [
        (time, words, "To be told", v, 5) for time, words, v in zip(("9:05", "11:00", "14:10", "16:20"), SAID, "VF?F")
    ]
    content = xlsx({"Mon 3 Mar 25": [("Capture sheet",), headings, *rows], "04.03.2025": [headings, *rows[:2]]})
    asked = prepare("capture.xlsx", content)
    assert {p.code for p in asked.stops()} == {"suggested"}
    assert [(p.sheet, p.details["value"]) for p in asked.problems if p.code == "guess-for-all"] == [
        ("Mon 3 Mar 25", "Mon 3 Mar 25"), ("04.03.2025", "04.03.2025"),
    ]  # fmt: skip
    said = {other.cells.sheet: other.suggested.confirmed for other in asked.others}
    read = prepare("capture.xlsx", content, overrides=said)
    assert load(store, read) == {"demands": 6}
    found = store.rows("SELECT received_on, received_at FROM demands ORDER BY ALL", ["demands"])
    assert [str(row["received_on"]) for row in found] == ["2025-03-03"] * 4 + ["2025-03-04"] * 2
    assert str(found[0]["received_at"]) == "09:05:00"


def test_a_sheet_that_is_called_otherwise_is_asked_its_day():
    headings = ("Time", "Customer's words (verbatim)", "Value / Failure / ?", "Mins")
    rows = [(time, words, v, 5) for time, words, v in zip(("9:05", "11:00", "14:10", "16:20"), SAID, "VF?F")]
    asked = prepare("capture.xlsx", xlsx({"March": [headings, *rows]}))
    assert [p.code for p in asked.stops()] == ["looks-like"]


def test_a_contact_that_was_passed_on_and_names_the_one_it_was_part_of_is_told():
    rows = [(f"K{n}", day, words, "", "") for n, (day, words) in enumerate(zip(DAYS, SAID, strict=True))]
    rows.insert(2, ("K9", DAYS[1], SAID[1], "K1", "K1"))
    headings = ("Contact id", "Date received", "What was said", "Initial contact id", "Previous contact id")
    prepared = prepare("log.csv", csv([headings, *rows]).encode())
    assert [(p.where, p.details["cells"]) for p in prepared.problems if p.code == "part-of-another"] == [
        ("log!D", "D4")
    ]
    assert not prepared.stops()
    plain = [(*row[:3], row[0], "") for row in rows]  # each names itself
    assert not places(prepare("log.csv", csv([headings, *plain]).encode()), "part-of-another")


def test_numbers_of_telephones_are_no_references():
    headings = ("Date of contact", "Contact number", "Nature of the enquiry made")
    phones, refs = [f"07700 900{n:03d}" for n in range(4)], [f"CN{n}" for n in range(4)]
    assert fields("log.csv", headings, DAYS, phones, SAID)["Contact number"] == LEFT_OUT
    assert fields("log.csv", headings, DAYS, refs, SAID)["Contact number"] == "demand_ref"


@pytest.mark.parametrize("none", ["01/01/1900", "1900-01-01 00:00:00", "31/12/9999", "01/01/0001"])
def test_what_a_system_writes_where_there_is_no_day_is_none(none):
    done = ("20/03/2025", none, "21/03/2025", none)
    rows = [("Date reported", "Description", "Date completed", "Job ref"), *zip(DAYS, SAID, done, "1234", strict=True)]
    (sheet,) = prepare("jobs.csv", csv(rows).encode()).sheets
    assert [d and d.day for d in sheet.rows["resolved_on"].to_pylist()] == [20, None, 21, None]
    assert {p.code for p in sheet.problems} == {"read-as-blank"}
    rows[1] = (none, *rows[1][1:])
    (sheet,) = prepare("jobs.csv", csv(rows).encode()).sheets
    assert [p.row for p in sheet.problems if p.stops] == [2]
