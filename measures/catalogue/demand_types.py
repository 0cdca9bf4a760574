"""M3: how often each type of demand comes, and how much of it is failure."""

import datetime as dt

from measures.definition import Example, Measure
from measures.shapes.coverage import Known
from measures.shapes.demand import FAILURE_FIRST


def headline(answer) -> str:
    """How much of demand the most frequent types make: “10 of 33 types make at least half of all demand that has a
    type”."""
    shape = answer.shape
    totals = [row["total"] for row in shape.table()]
    if not totals:
        return "No demand has a type yet"
    every = shape.total + shape.unplaced
    so_far = "" if Known(shape.total, every).enough else f", which {shape.total:,} of {every:,} have so far"
    if len(totals) == 1:
        return f"One type of demand{so_far}"
    reached, few = 0, 0
    while reached * 2 < shape.total:
        reached += totals[few]
        few += 1
    makes = "makes" if few == 1 else "make"
    return f"{few:,} of {len(totals):,} types {makes} at least half of all demand that has a type{so_far}"


MEASURE = Measure(
    name="demand_types",
    title="Types of demand",
    sentence="How many demands of each type there are, most first, and how many of them are value and failure.",
    purpose="To see what people ask for most, so that the work is designed for that.",
    formula="A count of demands by type and by value or failure. Types that differ only in capitals, spaces or "
    "punctuation are one, in the "
    "commonest spelling. Demands without a type are shown as not yet typed.",
    shape="frequency",
    category="type",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    counts="demands",
    labels={None: "Not yet typed"},
    blank={None: "type"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    headline=headline,
    caveats=(
        "Types come after people's words, not before. Read the words behind a type before you believe it.",
        "Two types that mean the same under different names are counted apart.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, day),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Type of demand": type_,
                }
                for day, words, said, type_ in (
                    (5, "Nobody came about the damp", "Failure", "When is my repair?"),
                    (6, "Where is the plumber", "Failure", "When is my  repair"),
                    (7, "When will they come to mend it", "Not sure", "When is my repair?"),
                    (8, "I need a school place for my son", "Value", "A school place"),
                    (9, "Hello?", None, None),
                )
            )
        },
        answer=(
            {"category": "When is my repair?", "split": "Failure", "count": 2},
            {"category": "When is my repair?", "split": "Not sure", "count": 1},
            {"category": "A school place", "split": "Value", "count": 1},
            {"category": None, "split": "Not classified", "count": 1},
        ),
    ),
)
