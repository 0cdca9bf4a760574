"""M17: capacity released: less time on failure demand than in a baseline of as many weeks."""

from measures.catalogue.capacity_by_week import ALL, WEEKS
from measures.catalogue.worked import TIMED_DEMANDS
from measures.definition import Example, Measure
from measures.shapes.demand import FAILURE

MEASURE = Measure(
    name="capacity_released",
    title="Capacity released",
    sentence="How many fewer hours failure demand took in the latest weeks than in as many weeks before.",
    purpose="To see whether a change in the work gave people time back, for what matters to those who ask.",
    formula="Hours on failure demand in the weeks of the baseline − hours on failure demand in the latest weeks, "
    "equally many whole weeks of "
    "each, and of the same sources: those that were observed in all of both. A demand whose minutes are not recorded is left out of both; the coverage of each is beside it.",
    shape="effort",
    form="weekly",
    category="week",
    split="value or failure",
    splits=(FAILURE,),
    counts="demands",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "It is time, not cash, and never added to costs avoided: that would count the same thing twice.",
        "A difference is not evidence of cause: look at Over time, whether it is more than what varies anyway.",
        "If minutes are written down less often than before, capacity seems released that is not: compare the "
        "coverage.",
    ),
    example=Example(
        sheets={"demands": TIMED_DEMANDS},
        answer=(
            ALL | {"category": WEEKS[0], "split": "Failure", "count": 2, "timed": 1, "minutes": 60},
            ALL | {"category": WEEKS[1], "split": "Failure", "count": 0, "timed": 0, "minutes": None},
            ALL | {"category": WEEKS[2], "split": "Failure", "count": 1, "timed": 1, "minutes": 15},
        ),
    ),
)
