"""Where failure demand begins, and the minutes it takes."""

import datetime as dt

from measures.definition import Example, Measure
from measures.leading import NAMED, apart, leaders
from measures.shapes.demand import FAILURE
from measures.words import listed, plural


def headline(answer) -> str:
    """Where most failure demand begins; where others may have as much of it by chance, or where that is not recorded
    of as much, so."""
    shape = answer.shape
    if not shape.order:
        return "Nobody has recorded where failure demand begins"
    of, top = plural(shape.n, "failure demand"), leaders(shape.order, shape.count)
    count = shape.count(top[0])
    if shape.unplaced >= count:
        return f"Where {shape.unplaced:,} of {of} began is not recorded, so where most begin cannot be said"
    if len(top) > NAMED:
        return f"No agency stands out as the one in which most of {of} began"
    if count == shape.n > 1:
        return f"All {of} began in one agency: {top[0]}"
    if len(top) > 1:
        others = [f"{shape.count(name):,} in {name}" for name in top[1:]]
        return f"Of {of} {listed([f'{count:,} began in {top[0]}', *others])}{apart([*map(shape.count, top)])}"
    return f"{count:,} of {of} began in one agency: {top[0]}"


MEASURE = Measure(
    name="failure_origins",
    title="Where failure begins",
    sentence="The agency in which the failure behind each failure demand began, how many there are, and the minutes "
    "they took.",
    purpose="To find the place where a cause can be removed, which is often not where people complain.",
    formula="A count of failure demands by the agency in which the failure began, and the sum of the minutes that "
    "were recorded. Those without an "
    "origin are shown as not recorded.",
    shape="effort",
    category="agency where it began",
    split="value or failure",
    splits=(FAILURE,),
    most_first=True,
    counts="failure demands",
    labels={None: "Not recorded"},
    blank={None: "origin_agency"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    headline=headline,
    caveats=(
        "It says where to look, not whom to blame: the system that people work in produces the failure.",
        "An agency that hears of many failures is not the one that causes them.",
        "Minutes are of those demands for which they were recorded.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Failure origin agency": origin,
                    "Minutes": minutes,
                }
                for words, said, origin, minutes in (
                    ("Nobody came about the damp", "Failure", "Housing association", 25),
                    ("Where is the plumber", "Failure", "Housing Association", None),
                    ("You promised to ring me back", "Failure", "housing association", 5),
                    ("I still have no answer", "Failure", None, 7),
                    ("I need a school place", "Value", None, 12),
                )
            )
        },
        answer=(
            {"category": "Housing Association", "split": "Failure", "count": 3, "timed": 2, "minutes": 30},
            {"category": None, "split": "Failure", "count": 1, "timed": 1, "minutes": 7},
        ),
    ),
)
