"""Hours that demand takes, by type."""

from measures.catalogue.worked import HOURS_A_WEEK, TIMED_DEMANDS, in_weeks
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE_FIRST
from measures.shapes.effort import UNTIMED

MEASURE = Measure(
    name="capacity_by_type",
    title="Capacity by type",
    sentence="How many hours demands of each type took, also by the week: value, failure, not sure and not classified.",
    purpose="To see which demands take the time, which are not always those that come most often.",
    formula="Minutes of demands by type and by what was said of them. A demand whose minutes are not recorded is left "
    "out, never taken for 0; the "
    "coverage says of how many they are known. What is laid side by side is hours a week. " + HOURS_A_WEEK,
    shape="effort",
    form="compared",
    category="type",
    split="value or failure",
    splits=FAILURE_FIRST,
    most_first=True,
    labels={None: "Not yet typed"},
    counts="demands",
    shares=True,
    blank={UNTIMED: "minutes"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not cash.",
        "Types are what people at the point of contact call them. Two words for the same thing are two types.",
    ),
    example=Example(
        sheets={"demands": TIMED_DEMANDS},
        answer=in_weeks(
            ("Damp", "Failure", 2, 1, 60),
            ("Pay", "Value", 1, 1, 20),
            ("Forms", "Failure", 1, 1, 15),
            (None, "Not classified", 1, 1, 5),
        ),
    ),
)
