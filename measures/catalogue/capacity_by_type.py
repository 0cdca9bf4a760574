"""Hours that demand takes, by type."""

from measures.catalogue.worked import TIMED_DEMANDS
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE_FIRST

MEASURE = Measure(
    name="capacity_by_type",
    title="Capacity by type",
    sentence="How many hours demands of each type took: value, failure, not sure and not classified.",
    purpose="To see which demands take the time, which are not always those that come most often.",
    formula="Minutes of demands by type and by what was said of them. A demand whose minutes are not recorded is left "
    "out, never taken for 0; the "
    "coverage says of how many they are known.",
    shape="effort",
    category="type",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    unit="hours",
    labels={None: "Not yet typed"},
    counts="demands",
    shares=True,
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not cash.",
        "Types are what people at the point of contact call them. Two words for the same thing are two types.",
    ),
    example=Example(
        sheets={"demands": TIMED_DEMANDS},
        answer=(
            {"category": "Damp", "split": "Failure", "count": 2, "timed": 1, "minutes": 60},
            {"category": "Pay", "split": "Value", "count": 1, "timed": 1, "minutes": 20},
            {"category": "Forms", "split": "Failure", "count": 1, "timed": 1, "minutes": 15},
            {"category": None, "split": "Not classified", "count": 1, "timed": 1, "minutes": 5},
        ),
    ),
)
