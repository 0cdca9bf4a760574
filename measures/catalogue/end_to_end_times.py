"""M6: end-to-end time, as people meet it: within how many calendar days half are done."""

import datetime as dt

from measures.catalogue.worked import KNOWN_WAITS, WEEKS_OF_DEMANDS, points
from measures.definition import Example, Measure

# Shared with the other end of it: `end_to_end_nine_of_ten`.
FORMULA = (
    "Of the days from asking to done, 0 for the same day, the one within which {} of those who asked in the period are "
    f"done; those who still wait are longer than any. {KNOWN_WAITS}"
)
CAVEATS = (
    "By the day of asking: by the day of completion, the first weeks of a record hold only short waits.",
    "The latest who asked are no point yet: they would all seem quick, or slow. A file that is not sent again says "
    "nothing of those whom it has as open.",
)

MEASURE = Measure(
    name="end_to_end_times",
    title="End-to-end time",
    sentence="Calendar days within which half of those who asked in each week, month or quarter are done.",
    purpose="To see how long people usually wait from their point of view, and how far that can be predicted.",
    formula=FORMULA.format("half"),
    shape="capability",
    every="month",
    counts="months",
    unit="days until half are done",
    better="Down",
    of="demand",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    beyond=True,
    periods=("week", "month", "quarter"),
    caveats=(
        *CAVEATS,
        "Half wait longer than this. “End-to-end time, nine of ten” has those who wait long.",
    ),
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=points(
            ("End-to-end time", "days until half are done", "Down", "demands"),
            (dt.date(2026, 1, 1), 5, "fewer than 10", None, 5),
            (None, 1, "asked less than 4 days before their record ends"),
        ),
    ),
)
