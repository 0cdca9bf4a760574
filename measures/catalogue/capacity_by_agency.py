"""Hours that demand takes, by agency."""

from measures.catalogue.worked import HOURS_A_WEEK, TIMED_DEMANDS, in_weeks
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE_FIRST
from measures.shapes.effort import UNTIMED

MEASURE = Measure(
    name="capacity_by_agency",
    title="Capacity by agency",
    sentence="How many hours the demands that each agency received took, also by the week: value, failure, not sure "
    "and not classified.",
    purpose="To see whose time failure demand takes, which may not be where it begins.",
    formula="Minutes of demands by agency and by what was said of them. A demand whose minutes are not recorded is "
    "left out, never taken for 0; the "
    "coverage says of how many they are known. What is laid side by side is hours a week. " + HOURS_A_WEEK,
    shape="effort",
    form="compared",
    category="agency",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    labels={None: "Not recorded"},
    counts="demands",
    shares=True,
    blank={UNTIMED: "minutes"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not cash.",
        "An agency that writes down every minute looks busier than one that does not: look at the coverage. It is no "
        "league table.",
    ),
    example=Example(
        sheets={"demands": TIMED_DEMANDS},
        answer=in_weeks(
            ("Council", "Failure", 2, 1, 60),
            ("Council", "Value", 1, 1, 20),
            ("Health", "Failure", 1, 1, 15),
            (None, "Not classified", 1, 1, 5),
        ),
    ),
)
