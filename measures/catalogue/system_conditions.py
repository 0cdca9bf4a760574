"""The causes in the system that were named for demands."""

import datetime as dt

from measures.definition import Example, Measure
from measures.leading import NAMED, apart, leaders
from measures.shapes.demand import FAILURE_FIRST
from measures.words import listed, plural


def headline(answer) -> str:
    """The system condition named most often, or those that may have been named most by chance."""
    shape = answer.shape
    if not shape.order:
        return "Nobody has named a system condition yet"
    top, of = leaders(shape.order, shape.count), plural(shape.total, "time")
    count, named = shape.count(top[0]), [f"“{name}”" for name in top]
    if len(top) > NAMED:
        return (
            f"No system condition stands out as the one named most often: {len(shape.order):,} are named, {of} in all"
        )
    if len(top) > 1:
        others = [f"{name} {shape.count(key):,}" for name, key in zip(named[1:], top[1:], strict=True)]
        said = listed([f"{named[0]} is named {plural(count, 'time')}", *others])
        return f"{said}, of {of.split()[0]}{apart([*map(shape.count, top)])}"
    if len(shape.order) == 1:
        return f"{named[0]} is the one system condition that is named: {of}"
    return f"{named[0]} is named most often: {count:,} of {of}"


MEASURE = Measure(
    name="system_conditions",
    title="System conditions",
    sentence="Which causes in the system were named, and how often.",
    purpose="To see what in the system would have to change for people not to have to ask.",
    formula="A count of demands by the system condition that was named. Failure demands for which none was named are "
    "shown as none named.",
    shape="frequency",
    category="system condition",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    counts="demands",
    labels={None: "None named"},
    blank={None: "system_condition"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    headline=headline,
    caveats=(
        "A condition is what somebody thought at the time. Go and see the work before you act on it.",
        "One demand may have several causes, and only one is written down.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": words,
                    "Value or failure": said,
                    "System condition": cause,
                }
                for words, said, cause in (
                    ("Nobody came about the damp", "Failure", "Repairs batched by trade"),
                    ("Where is the plumber", "Failure", "repairs batched by trade"),
                    ("Where is the joiner", None, "Repairs batched by trade"),
                    ("You promised to ring me back", "Failure", None),
                    ("I need a school place", "Value", None),
                )
            )
        },
        answer=(
            {"category": "Repairs batched by trade", "split": "Failure", "count": 2},
            {"category": "Repairs batched by trade", "split": "Not classified", "count": 1},
            {"category": None, "split": "Failure", "count": 1},
        ),
    ),
)
