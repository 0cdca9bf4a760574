"""M17: capacity released: less time on failure demand than in a baseline of as many weeks."""

from measures.catalogue.capacity_by_week import EXAMPLE
from measures.definition import Measure
from measures.shapes.demand import FAILURE_FIRST
from measures.shapes.effort import UNTIMED

MEASURE = Measure(
    name="capacity_released",
    title="Capacity released",
    sentence="How many fewer hours failure demand took in the latest weeks than in as many weeks before.",
    purpose="To see whether a change in the work gave people time back, for what matters to those who ask.",
    formula="Hours on failure demand in the weeks of the baseline − hours on failure demand in the latest weeks, "
    "equally many whole weeks of each, and of the same sources: those that were observed in all of both. A demand "
    "whose minutes are not recorded is left out of both. Where less than 80% of one side's demands are classified, or "
    "of its failures have minutes, or over five points more than on the other, nothing is compared. It is more or "
    "less than before where it differs by over 2.5 × √(the mean square of what each week of a side differs from the "
    "next ÷ 2) × √(2 × weeks): by less, weeks vary anyway. Of fewer than 6 weeks a side that is not said.",
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
        "It is time, not cash, and never added to costs avoided: that would count the same thing twice.",
        "A difference is not evidence of cause: look at Over time, when it came and whether it lasts.",
        "Where it is less only because of the latest two weeks, and nothing says from when on rows still come, it is "
        "asked first whether all of these is written down yet.",
    ),
    example=EXAMPLE,
)
