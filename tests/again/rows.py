"""What there is of each kind of thing in each month: rows that are known, and what is written down of them later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

DAY = dt.timedelta(1)
SAID = (
    "no heating", "where is my form", "pay my rent", "the bin was missed", "who do I ask", "can I see a doctor",
    "chasing the letter you promised", "I want to move", "the boiler is broken again", "is my care agreed",
)  # fmt: skip
AGENCIES = ("Housing", "Adult social care", "Council tax", "Police")
PLACES = ("Northfield", "Easton")
APPROACHES = ("Historic", "Principles-based")

Row = dict[str, Any]
Draw = Callable[[Random, int, dt.date], Row]


@dataclass
class Thing:
    """Something that one row tells of: in which month it is new, what is said of it then, and what is said of a column
    from a later month on."""

    month: int
    said: Row
    later: list[tuple[int, str, Any]] = field(default_factory=list)

    def known_in(self, month: int) -> Row:
        """What the office has written down of it by the end of a month."""
        return self.said | {column: value for at, column, value in self.later if at <= month}


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: the heading of each column, which of these no export lacks, the column of its day, how a row is
    drawn, and to what a column may be corrected. What `names` a row is there once."""

    headings: Mapping[str, str]
    always: tuple[str, ...]
    day: str
    draw: Draw
    corrected: Mapping[str, Sequence[Any]]
    names: tuple[str, ...] = ()


def first_day(month: int) -> dt.date:
    """Of the months from January 2025 on, counted from 0."""
    return dt.date(2025 + month // 12, month % 12 + 1, 1)


def last_day(month: int) -> dt.date:
    return first_day(month + 1) - DAY


def grow(of: Random, kind: Kind, months: int) -> list[Thing]:
    """What comes in each month, some of it corrected in later ones."""
    found: list[Thing] = []
    there: set[tuple] = set()
    a_month = of.choice((6, 20, 40))
    for month in range(months):
        for _ in range(a_month):
            row = kind.draw(of, len(found), first_day(month) + DAY * of.randrange(28))
            name = tuple(row[column] for column in kind.names) or (len(found),)
            if name not in there:
                found.append(Thing(month, row))
                there.add(name)
        before = [thing for thing in found if thing.month < month]
        for thing in of.sample(before, min(len(before), of.choice((0, 0, 1, 5)))):
            column = of.choice([*kind.corrected])
            others = [value for value in kind.corrected[column] if value != thing.known_in(month)[column]]
            thing.later.append((month, column, of.choice(others)))
    return found


def _demand(of: Random, n: int, day: dt.date) -> Row:
    return {
        "received_on": day,
        "verbatim": f"{of.choice(SAID)}, {of.choice(SAID)} {n}",
        "value_or_failure": of.choice(("Value", "Failure")),
        "type": of.choice(("Repairs", "Rent", "Forms")),
        "agency": of.choice(AGENCIES),
        "minutes": of.choice((5, 10, 45)),
        "locality": of.choice(PLACES),
    }


def _transaction(of: Random, n: int, day: dt.date) -> Row:
    return {
        "case_ref": f"C{of.randrange(12):03}",
        "agency": of.choice(AGENCIES),
        "date": day,
        "activity": of.choice(("Visit", "Assessment", "Phone call")),
        "description": f"{of.choice(SAID)} {n}",
        "cost": of.choice((25, 80, 450, 1250)),
        "approach": of.choice(APPROACHES),
        "team": of.choice(("North team", "South team")),
    }


def _rating(of: Random, n: int, day: dt.date) -> Row:
    return {
        "case_ref": f"C{n % 9:03}",
        "statement": of.choice(("I feel safe at home", "I can get out", "I am heard", "I sleep well")),
        "date": day,
        "rating": of.randint(0, 10),
        "rated_by": of.choice(("Person", "Worker")),
        "note": of.choice((None, "said so", "a good week")),
    }


def _point(of: Random, n: int, day: dt.date) -> Row:
    return {
        "measure": of.choice(("Calls answered", "Days to let a home", "Sick days")),
        "date": day.replace(day=1),
        "value": of.randint(3, 900),
        "unit": "in all",
        "note": of.choice((None, "a new team")),
    }


def _result(of: Random, n: int, day: dt.date) -> Row:
    return {
        "measure": f"Result {n}",
        "before": of.randint(1, 90),
        "after": of.randint(1, 90),
        "unit": of.choice(("people", "visits")),
        "sample_size": of.choice((93, 250)),
        "period": "2024-25",
    }


def _household(of: Random, n: int, day: dt.date) -> Row:
    return {
        "household_ref": f"H{n:03}",
        "street": of.choice(("Larkspur Road", "Tansy Close", "Hill Top")),
        "locality": of.choice(PLACES),
        "tier": of.choice((1, 2, 3, None)),
    }


KINDS = {
    "demands": Kind(
        {
            "received_on": "Received on", "verbatim": "What the person asked", "value_or_failure": "Value or failure",
            "type": "Type of demand", "agency": "Agency", "minutes": "Minutes", "locality": "Locality",
        },
        ("received_on", "verbatim"),
        "received_on",
        _demand,
        {"value_or_failure": ("Value", "Failure"), "type": ("Repairs", "Rent", "Forms"), "minutes": (7, 15, 30)},
    ),
    "transactions": Kind(
        {
            "case_ref": "Case ref", "agency": "Agency", "date": "Date", "activity": "Activity",
            "description": "Description", "cost": "Cost", "approach": "Approach", "team": "Team",
        },
        ("case_ref", "agency", "date", "activity", "description", "cost"),
        "date",
        _transaction,
        {"cost": (33, 99, 777), "approach": APPROACHES, "team": ("North team", "South team")},
    ),
    "ratings": Kind(
        {
            "case_ref": "Case ref", "statement": "Statement", "date": "Date", "rating": "Rating",
            "rated_by": "Rated by", "note": "Note",
        },
        ("case_ref", "statement", "date", "rating", "rated_by"),
        "date",
        _rating,
        {"rating": range(11), "note": ("checked", "as told")},
        ("case_ref", "statement", "date", "rated_by"),
    ),
    "series": Kind(
        {"measure": "Measure", "date": "Date", "value": "Value", "unit": "Unit", "note": "Note"},
        ("measure", "date", "value", "unit"),
        "date",
        _point,
        {"value": (1, 2, 950), "note": ("checked", "as told")},
        ("measure", "date"),
    ),
    "results": Kind(
        {
            "measure": "Measure", "before": "Before", "after": "After", "unit": "Unit", "sample_size": "Sample size",
            "period": "Period",
        },
        ("measure", "before", "after", "unit", "period"),
        "",
        _result,
        {"after": (1, 2, 95), "sample_size": (100, 300)},
    ),
    "households": Kind(
        {"household_ref": "Household ref", "street": "Street name", "locality": "Locality", "tier": "Tier"},
        ("household_ref", "street", "locality"),
        "",
        _household,
        {"tier": (1, 2, 3), "street": ("Larkspur Road", "Hill Top")},
    ),
}  # fmt: skip
