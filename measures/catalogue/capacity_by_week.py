"""Hours that demand takes, week by week."""

import datetime as dt

from measures.catalogue.worked import HOURS_A_WEEK, TIMED_DEMANDS
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE_FIRST
from measures.shapes.effort import UNTIMED

WEEKS = (dt.date(2026, 1, 5), dt.date(2026, 1, 12), dt.date(2026, 1, 19))

# All sources of the example are of one file, so observed on the same days.
ALL = {"left_out": None, "lacks": None, "cohort": 1, "whose": None}

EXAMPLE = Example(
    sheets={"demands": TIMED_DEMANDS},
    answer=(
        ALL | {"category": WEEKS[0], "split": "Failure", "count": 2, "timed": 1, "minutes": 60},
        ALL | {"category": WEEKS[0], "split": "Value", "count": 1, "timed": 1, "minutes": 20},
        ALL | {"category": WEEKS[1], "split": None, "count": 0, "timed": 0, "minutes": None},
        ALL | {"category": WEEKS[2], "split": "Failure", "count": 1, "timed": 1, "minutes": 15},
        ALL | {"category": WEEKS[2], "split": "Not classified", "count": 1, "timed": 1, "minutes": 5},
    ),
)

MEASURE = Measure(
    name="capacity_by_week",
    title="Capacity by week",
    sentence="How many hours the demands of each week took: value, failure, not sure and not classified.",
    purpose="To see how much of a team's time goes into failure demand, and what there would be to use if its causes "
    "were removed.",
    formula="Minutes of the demands received in each week, from Monday, by what was said of them. A demand whose "
    "minutes are not recorded is left out, never taken for 0; the coverage says of how many they are known. "
    f"{HOURS_A_WEEK} A source was observed "
    "from its first demand to its last, but for stretches in which it would have had some and has none; not after the "
    "day of loading, and not where a date lies far from all others. Weeks of which less than 80% of demands are "
    "classified, and fewer than of the others, are in no average, unless half of all demands are theirs; nor are the "
    "latest, if together fewer of theirs are classified than of all before, by over five points and chance.",
    shape="effort",
    form="weekly",
    category="week",
    split="value or failure",
    splits=FAILURE_FIRST,
    counts="demands",
    blank={UNTIMED: "minutes"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not cash.",
        "If the longest demands are those whose minutes nobody wrote down, the hours are too low: look at the "
        "coverage.",
    ),
    example=EXAMPLE,
)
