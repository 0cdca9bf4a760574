"""Which days the record of demands has of each source: what a rate is divided by and a chart may draw."""

import datetime as dt

from measures.definition import Example, Measure
from measures.record import ON_RECORD

MONDAYS = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(4)]
WHOLE = {"begins": MONDAYS[0], "ends": MONDAYS[3], "late_from": None}


def demand(day: dt.date, agency: str | None) -> dict:
    """A row as it is typed."""
    return {
        "Date received": day,
        "Demand": "Where is my letter?",
        "Agency": agency,
        "Locality": agency and "Northfield",
    }


MEASURE = Measure(
    name="record_of_demands",
    title="What the record of demands covers",
    sentence="From which day to which there are demands on record of each agency and place, and where weeks are "
    "missing.",
    purpose="To know which weeks a figure is of, before a missing file is read as a fall in demand.",
    formula="A source is an agency in a locality; demands that name neither are one source, or one for each file that "
    "was loaded as a record of its own. It is on record from its first demand to its last, without gaps. A gap is a "
    "stretch of weeks without any demand that is longer than chance would have it, by how often demands come on "
    "either side of it. A date that lies alone, with far fewer demands than the others have in as many weeks, is no "
    "part of the record; nor is one after the day of loading.",
    shape="listing",
    form="coverage",
    category="source",
    counts="sources",
    labels={
        "agency": "agency",
        "place": "place",
        "file": "file",
        "what": "what these days are",
        "first": "first day",
        "last": "last day",
        "count": "demands",
        "begins": "part of the record from",
        "ends": "part of the record to",
        "late_from": "weeks not yet full from",
    },
    sheets=("demands",),
    filters=("locality", "agency"),
    caveats=(
        "A gap tells that no demand is on record, not that nobody asked. If there is a file of these weeks, load it.",
        "A week that a source lacks is in none of its averages, and is no point of a chart if the source brings one "
        "demand in twenty or more.",
        "A quiet time that is longer than chance would have it is told as a gap too.",
    ),
    example=Example(
        sheets={
            "demands": (
                *(demand(day, "Housing") for day in MONDAYS),
                # It begins with the others: two weeks are no joining.
                demand(MONDAYS[2], None),
                demand(MONDAYS[3], None),
            )
        },
        answer=(
            {
                "agency": "Housing",
                "place": "Northfield",
                "file": None,
                "what": ON_RECORD,
                "first": MONDAYS[0],
                "last": MONDAYS[3],
                "count": 4,
                **WHOLE,
            },
            {
                "agency": None,
                "place": None,
                "file": None,
                "what": ON_RECORD,
                "first": MONDAYS[0],
                "last": MONDAYS[3],
                "count": 2,
                **WHOLE,
            },
        ),
    ),
)
