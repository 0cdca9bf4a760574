"""Who makes work for whom: failure demand by the agency where it begins and the agency that hears it."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_between_agencies",
    title="Who makes work for whom",
    sentence="How many failure demands began in each agency, by the agency that heard them.",
    purpose="To see who has to meet whose failures, so that those who make the work and those who meet it can look "
    "for the cause together.",
    formula="A count of failure demands by the agency in which the failure began and the agency that received the "
    "demand. Those of which one of the two is not recorded are shown as not recorded, and are in no comparison of the "
    "two.",
    shape="frequency",
    form="between",
    category="agency where it began",
    split="agency that heard it",
    most_first=True,
    counts="failure demands",
    labels={None: "Not recorded"},
    blank={None: "origin_agency"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "It says where to look together, not whom to blame: the system that people work in produces the failure.",
        "Where a failure began is what somebody thought who heard of it. Go and see the work in both places.",
        "An agency that writes down more of what it hears has more here.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Failure origin agency": origin,
                    "Agency": agency,
                }
                for words, said, origin, agency in (
                    ("Nobody came about the damp", "Failure", "Housing association", "Council"),
                    ("Where is the plumber", "Failure", "HOUSING ASSOCIATION", "council"),
                    ("You promised to ring me back", "Failure", "Housing association", "Housing association"),
                    ("I still have no answer", "Failure", None, "Council"),
                    ("Who has my form", "Failure", "Health", None),
                    ("I need a school place", "Value", None, "Council"),
                )
            )
        },
        answer=(
            {"category": "Housing association", "split": "Council", "count": 2},
            {"category": "Housing association", "split": "Housing association", "count": 1},
            {"category": None, "split": "Council", "count": 1},
            {"category": "Health", "split": None, "count": 1},
        ),
    ),
)
