"""Hours that demand takes, by agency."""

from measures.catalogue.worked import TIMED_DEMANDS
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE_FIRST

MEASURE = Measure(
    name="capacity_by_agency",
    title="Capacity by agency",
    sentence="How many hours the demands that each agency received took: value, failure, not sure and not classified.",
    purpose="To see whose time failure demand takes, which may not be where it begins.",
    formula="Minutes of demands by agency and by what was said of them. A demand whose minutes are not recorded is "
    "left out, never taken for 0; the "
    "coverage says of how many they are known.",
    shape="effort",
    category="agency",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    unit="hours",
    labels={None: "Not recorded"},
    counts="demands",
    shares=True,
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not cash.",
        "An agency that writes down every minute looks busier than one that does not: look at the coverage. It is no "
        "league table.",
    ),
    example=Example(
        sheets={"demands": TIMED_DEMANDS},
        answer=(
            {"category": "Council", "split": "Failure", "count": 2, "timed": 1, "minutes": 60},
            {"category": "Council", "split": "Value", "count": 1, "timed": 1, "minutes": 20},
            {"category": "Health", "split": "Failure", "count": 1, "timed": 1, "minutes": 15},
            {"category": None, "split": "Not classified", "count": 1, "timed": 1, "minutes": 5},
        ),
    ),
)
