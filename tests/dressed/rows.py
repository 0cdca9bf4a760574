"""Rows that are known, of a kind of sheet, and how each of their fields may be headed and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Form = tuple[str, Callable[[Any], Any]]  # a name, and how a value is written

ASKED = (
    "Where is my payment", "The boiler is broken again", "I want to pay my council tax", "Nobody rang me back",
    "Can I have a new bin", "My bins were missed", "When is the repair, I waited all day", "Is mum's care package agreed",
    "I have moved house", "Chasing the letter you promised", "Who is my social worker", "The street light is out",
)  # fmt: skip
MATTERS = ("I want the children warm", "To be independent again", "I want to stay in my own home, near my sister", None)
MEASURED = ("Referrals that led to a package", "Time to let a home", "Prevented admissions", "Repeat calls")
STATEMENTS = ("I feel safe at home", "I can get out and see people", "I am listened to and heard", "I sleep well")
AGENCIES = ("Housing", "Police", "Council tax", "Adult social care", "Health")
PLACES = ("Northfield", "Easton", "Hill Top", "Marsh End")

DATES: tuple[Form, ...] = (
    ("day first", lambda d: f"{d:%d/%m/%Y}"),
    ("ISO", lambda d: d.isoformat()),
    ("1-Mar-24", lambda d: f"{d.day}-{d:%b-%y}"),
    ("1 March 2024", lambda d: f"{d.day} {d:%B %Y}"),
    ("with dots", lambda d: f"{d:%d.%m.%Y}"),
    ("two digits", lambda d: f"{d:%d/%m/%y}"),
    ("with its time", lambda d: f"{d:%d/%m/%Y} 09:41"),
    ("as systems write it", lambda d: f"{d.isoformat()}T13:05:00Z"),
    ("with its weekday", lambda d: f"{d:%A %d %B %Y}"),
    ("as mail writes it", lambda d: f"{d:%a, %d/%m/%Y}"),
    ("3rd of March 2024", lambda d: f"{d.day}{ORDINALS.get(d.day, 'th')} of {d:%b %Y}"),
    ("bare", lambda d: f"{d:%Y%m%d}"),
    ("spaced", lambda d: f"{d:%d / %m / %Y}"),
    ("Mar 1, 2024", lambda d: f"{d:%b} {d.day}, {d.year}"),
    ("a date", lambda d: d),
)
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
MONTHS: tuple[Form, ...] = (
    ("Mar-24", lambda d: f"{d:%b-%y}"),
    ("March 2024", lambda d: f"{d:%B %Y}"),
    ("Mar '24", lambda d: f"{d:%b '%y}"),
    ("2024-03", lambda d: f"{d:%Y-%m}"),
    ("its first day", lambda d: f"{d:%d/%m/%Y}"),
    ("a date", lambda d: d),
)
MINUTES: tuple[Form, ...] = (
    ("", int),
    ("", lambda m: f"{m} min"),
    ("", lambda m: f"{m}mins"),
    ("", lambda m: f"{m // 60:02}:{m % 60:02}:00"),
    (" (hh:mm)", lambda m: f"{m // 60}:{m % 60:02}"),
    (" (hours)", lambda m: f"{m / 60:.4f}"),
    (" (secs)", lambda m: 60 * m),
    ("", lambda m: f"{m // 60}h {m % 60}m" if m >= 60 else f"{m}m"),
    ("", lambda m: f"{m // 60} hr and {m % 60} mins" if m >= 60 else f"{m} minutes"),
)
MONEY: tuple[Form, ...] = (
    ("", int),
    ("", lambda c: f"£{c:,.2f}"),
    (" (£)", lambda c: f"{c:,.2f}"),
    ("", lambda c: f"GBP {c:,.2f}"),
    ("", lambda c: f"{-c:,.2f} CR" if c < 0 else f"{c:,.2f}"),
    (" (£000)", lambda c: c / 1000),
)
CLASSES: tuple[tuple[str, Any, Any], ...] = (  # a heading, and what it has for value and for failure
    ("Value or failure", "Value", "Failure"),
    ("V/F", "V", "F"),
    ("Demand class", "value demand", "FAILURE DEMAND"),
    ("Failure?", "N", "Y"),
    ("Failure demand", 0, 1),
    ("Value?", "Yes", "No"),
    ("Value demand", "TRUE", "FALSE"),
)
SCORES: tuple[Form, ...] = (
    ("", int),
    ("", lambda n: f"{n}/10"),
    ("", lambda n: f"{n} out of 10"),
    (" (0-10)", lambda n: f"{n}.0"),
)
FLAGS = (("Y", "N"), ("Yes", "No"), (1, 0), ("TRUE", "FALSE"), (True, False))


@dataclass(frozen=True)
class Known:
    """Rows of a kind: what they say by field, under which heading each field stands, and how a value is written. Where
    the table lies across, a column for each value of the field `over` has the `figures`, and perhaps a line above them
    the values of another, `above`."""

    kind: str
    rows: list[dict[str, Any]]
    headings: dict[str, str]
    written: dict[str, Callable[[Any], Any]]
    over: str = ""
    figures: str = ""
    above: str = ""


def draw(of: Random) -> Known:
    """Rows of one kind, in chance forms."""
    across = (_costs_across, _ratings_across, _points_across, _demands_across, _costs_twice_across)
    lists = (_demands, _demands, _demands, _costs, _ratings, _households, _cases, _unit_costs, _results, _points)
    return of.choice((*lists, *across))(of, of.choice((6, 12, 25)))


def _days(of: Random, number: int) -> list[dt.date]:
    first, span = dt.date(2023, 1, 1) + dt.timedelta(of.randrange(600)), of.choice((20, 90, 400))
    return sorted(first + dt.timedelta(of.randrange(span)) for _ in range(number))


def _one(of: Random, forms: Sequence[Form], *headings: str) -> tuple[str, Callable[[Any], Any]]:
    unit, written = of.choice(forms)
    return of.choice(headings) + unit, written


def _without(of: Random, known: Known, *fields: str) -> Known:
    """The same, perhaps without fields that a list need not have."""
    for field in fields:
        if of.random() < 0.2:
            known.headings.pop(field)
    return known


def _demands(of: Random, number: int) -> Known:
    heading, value, failure = of.choice(CLASSES)
    time, minutes = _one(of, MINUTES, "Time spent", "Handling time", "AHT")
    rows = [
        {
            "received_on": day,
            "verbatim": of.choice(ASKED),
            "value_or_failure": of.choice(("Value", "Failure")),
            "agency": of.choice(AGENCIES),
            "locality": of.choice(PLACES),
            "minutes": of.choice((None, 5, 12, 30, 45, 75, 130)),
        }
        for day in _days(of, number)
    ]
    headings = {
        "received_on": of.choice(("Received on", "Date received", "Call date", "Date logged")),
        "verbatim": of.choice(("What the person asked", "Enquiry", "Reason for contact", "Subject")),
        "value_or_failure": heading,
        "agency": of.choice(("Agency", "Organisation", "Department")),
        "locality": of.choice(("Locality", "Area", "Ward")),
        "minutes": time,
    }
    written = {
        "received_on": of.choice(DATES)[1],
        "value_or_failure": {"Value": value, "Failure": failure}.__getitem__,
        "minutes": minutes,
    }
    return _without(of, Known("demands", rows, headings, written), "agency", "locality", "minutes")


def _costs(of: Random, number: int) -> Known:
    heading, money = _one(of, MONEY, "Cost", "Amount", "Spend")
    rows = [
        {
            "case_ref": f"C{of.randint(1, 6):03}",
            "agency": of.choice(AGENCIES),
            "date": day,
            "activity": of.choice(("Visit", "Phone call", "Assessment")),
            "cost": of.choice((25, 80, 450, 1250, 10600, -60)),
        }
        for day in _days(of, number)
    ]
    headings = {
        "case_ref": of.choice(("Case ref", "Case", "Case number")),
        "agency": of.choice(("Agency", "Agency incurring", "Service")),
        "date": of.choice(("Date", "Transaction date", "Invoice date")),
        "activity": of.choice(("Activity", "Transaction type")),
        "cost": heading,
    }
    written = {"date": of.choice(DATES)[1], "cost": money}
    return _without(of, Known("transactions", rows, headings, written), "activity")


def _ratings(of: Random, number: int) -> Known:
    heading, score = _one(of, SCORES, "Rating", "Score")
    rows = [
        {
            "case_ref": f"C{n % 4:03}",
            "statement": of.choice(STATEMENTS),
            "date": day,
            "rating": of.randint(0, 10),
            "rated_by": of.choice(("Person", "Worker")),
        }
        for n, day in enumerate(_days(of, number))
    ]
    rows = [*{tuple(row[name] for name in ("case_ref", "statement", "date", "rated_by")): row for row in rows}.values()]
    headings = {
        "case_ref": of.choice(("Case ref", "Case", "Client ID")),
        "statement": of.choice(("Statement", "What matters", "Goal", "Need")),
        "date": of.choice(("Date", "Review date", "Rated on")),
        "rating": heading,
        "rated_by": of.choice(("Rated by", "Who rated")),
    }
    return Known("ratings", rows, headings, {"date": of.choice(DATES)[1], "rating": score})


def _households(of: Random, number: int) -> Known:
    yes, no = of.choice(FLAGS)
    flags = of.sample(("ASB", "Crime", "Rent arrears", "YAMH"), of.randint(1, 4))
    rows = [
        {
            "household_ref": f"H{n:03}",
            "street": of.choice(("Larkspur Road", "Tansy Close")),
            "locality": of.choice(PLACES),
            **{flag: of.random() < 0.4 for flag in flags},
        }
        for n in range(number)
    ]
    headings = {
        "household_ref": of.choice(("Household ref", "Household", "Home ID")),
        "street": of.choice(("Street name", "Road")),
        "locality": of.choice(("Locality", "Ward")),
        **{flag: flag for flag in flags},
    }
    written = {flag: {True: yes, False: no}.__getitem__ for flag in flags}
    return _without(of, Known("households", rows, headings, written), "locality")


def _cases(of: Random, number: int) -> Known:
    yes, no = of.choice(FLAGS)
    days = _days(of, number)
    rows = [
        {
            "case_ref": f"C{n:03}",
            "intervention_date": day,
            "followed_until": of.choice((None, day + dt.timedelta(90), day + dt.timedelta(400))),
            "household_ref": f"H{of.randrange(number):03}",
            "what_matters": of.choice(MATTERS),
            "consent": of.random() < 0.5,
        }
        for n, day in enumerate(days)
    ]
    headings = {
        "case_ref": of.choice(("Case ref", "Case", "Case number", "Case ID")),
        "intervention_date": of.choice(("Intervention date", "Date of intervention", "Start date")),
        "followed_until": of.choice(("Followed until", "Last seen", "Closed on")),
        "household_ref": of.choice(("Household ref", "Household", "Home ID")),
        "what_matters": of.choice(("What matters", "In their words", "What matters to the person")),
        "consent": of.choice(("Consent to show", "Consent", "Consent given")),
    }
    day = of.choice(DATES)[1]
    written = {"intervention_date": day, "followed_until": day, "consent": {True: yes, False: no}.__getitem__}
    return _without(
        of, Known("cases", rows, headings, written), "followed_until", "household_ref", "what_matters", "consent"
    )


def _unit_costs(of: Random, number: int) -> Known:
    heading, money = _one(of, MONEY, "Unit cost", "Cost per unit", "Price")
    first = of.randint(2012, 2023)
    rows = [
        {
            "activity": activity,
            "agency": agency,
            "unit_cost": of.choice((25, 80, 450, 1250, 10600)),
            "unit": of.choice(("visit", "hour", "assessment")),
            "price_year": f"{year}-{(year + 1) % 100:02}",
            "source": of.choice(("Finance team", "Unit cost database 2015", "Estimate")),
        }
        for activity in ("Visit", "Phone call", "Assessment", "Eviction")
        for agency in AGENCIES
        for year in (first, first + 1)
    ][:: 1 + 24 // number]
    headings = {
        "activity": of.choice(("Activity", "Cost detail", "Item")),
        "agency": of.choice(("Agency", "Organisation", "Service")),
        "unit_cost": heading,
        "unit": of.choice(("Unit", "Per")),
        "price_year": of.choice(("Price year", "Prices of", "Price base")),
        "source": of.choice(("Source", "Source of unit cost", "Where from")),
    }
    year = of.choice((str, lambda y: y.replace("-", "/"), lambda y: f"{y[:4]}/20{y[-2:]}", lambda y: f"FY{y}"))
    return _without(of, Known("unit_costs", rows, headings, {"unit_cost": money, "price_year": year}), "unit")


def _results(of: Random, number: int) -> Known:
    rows = [
        {
            "measure": f"{of.choice(MEASURED)} {n}",
            "before": of.choice((24.1, 40, 1250, 3)),
            "after": of.choice((10.9, 12, 980, 0)),
            "unit": of.choice(("%", "days", "people", "calls a week")),
            "sample_size": of.choice((93, 250, 1200)),
            "period": of.choice(("2013-14", "2014-15", "Apr-Sep 2015")),
        }
        for n in range(number)
    ]
    headings = {
        "measure": of.choice(("Measure", "Result", "What was measured")),
        **of.choice(
            (
                {"before": "Before", "after": "After"},
                {"before": "Previously", "after": "Now"},
                {"before": "Was", "after": "Now"},
            )
        ),
        "unit": of.choice(("Unit", "Measured in")),
        "sample_size": of.choice(("Sample size", "Sample", "n")),
        "period": of.choice(("Period", "When", "Year")),
    }
    written = {"sample_size": of.choice((int, "{:,}".format))}
    return _without(of, Known("results", rows, headings, written), "sample_size", "period")


def _points(of: Random, number: int) -> Known:
    form, written = of.choice(((_months(of, number), MONTHS), (_days(of, number), DATES)))
    rows = [
        {"measure": measure, "date": day, "value": of.randint(3, 900)}
        for measure in ("Days to let a home", "Calls answered")
        for day in [*dict.fromkeys(form)]
    ]
    headings = {
        "measure": of.choice(("Measure", "Indicator", "KPI")),
        "date": of.choice(("Date", "Month", "When")) if written is MONTHS else of.choice(("Date", "Week beginning")),
        "value": of.choice(("Value", "Actual", "Figure")),
    }
    value = of.choice((int, "{:,}".format, "{:.1f}".format))
    return Known("series", rows, headings, {"date": of.choice(written)[1], "value": value})


def _demands_across(of: Random, number: int) -> Known:
    """How often each thing was asked for in each of some months."""
    months = _months(of, of.randint(2, 6))
    rows = [
        {"verbatim": verbatim, "value_or_failure": kind, "received_on": month, "demands": of.choice((0, 1, 3, 12, 40))}
        for verbatim, kind in zip(ASKED[:number], ["Value", "Failure", "Failure", "Value"] * 3)
        for month in months
    ]
    headings = {
        "verbatim": of.choice(("What the person asked", "Enquiry", "Reason for contact", "Demand")),
        "value_or_failure": of.choice(("Value or failure", "V/F")),
    }
    return Known("demands", rows, headings, {"received_on": of.choice(MONTHS)[1]}, "received_on", "demands")


def _months(of: Random, number: int) -> list[dt.date]:
    year, month = of.randint(2022, 2024), of.randrange(12)
    return [dt.date(year + (month + n) // 12, (month + n) % 12 + 1, 1) for n in range(number)]


def _costs_across(of: Random, number: int) -> Known:
    agencies = of.sample(AGENCIES, of.randint(2, len(AGENCIES)))
    rows = [
        {"case_ref": f"C{n:03}", "agency": agency, "cost": of.choice((80, 120, 450, 1250, 3400)) + n}
        for n in range(number)
        for agency in agencies
    ]
    headings = {"case_ref": of.choice(("Case ref", "Case", "Family"))}
    return Known("transactions", rows, headings, {"cost": of.choice(MONEY[:2])[1]}, "agency", "cost")


def _costs_twice_across(of: Random, number: int) -> Known:
    agencies = of.sample(AGENCIES, of.randint(2, 4))
    rows = [
        {"case_ref": f"C{n:03}", "approach": approach, "agency": agency, "cost": of.choice((80, 120, 450, 1250)) + n}
        for n in range(number)
        for approach in ("Historic", "Principles-based")
        for agency in agencies
    ]
    headings = {"case_ref": of.choice(("Case ref", "Case", "Family"))}
    said = of.choice(
        (
            {},
            {"Historic": "Before", "Principles-based": "After"},
            {"Historic": "Old way", "Principles-based": "New way"},
        )
    )
    written = {"cost": of.choice(MONEY[:2])[1], "approach": lambda approach: said.get(approach, approach)}
    return Known("transactions", rows, headings, written, "agency", "cost", "approach")


def _ratings_across(of: Random, number: int) -> Known:
    dates = [*dict.fromkeys(_days(of, of.randint(2, 5)))]
    rows = [
        {"case_ref": f"C{n:03}", "statement": statement, "date": day, "rating": of.randint(0, 10)}
        for n in range(1 + number // 6)
        for statement in STATEMENTS
        for day in dates
    ]
    headings = {"case_ref": "Case ref", "statement": of.choice(("Statement", "What matters", "Outcome"))}
    return Known("ratings", rows, headings, {"date": of.choice(DATES)[1]}, "date", "rating")


def _points_across(of: Random, number: int) -> Known:
    dates = _months(of, number)
    rows = [
        {"measure": measure, "date": day, "value": of.randint(3, 900)}
        for measure in ("Days to let a home", "Calls answered", "Sickness days")
        for day in dates
    ]
    headings = {"measure": of.choice(("Measure", "Indicator", "KPI"))}
    return Known("series", rows, headings, {"date": of.choice(MONTHS)[1]}, "date", "value")
