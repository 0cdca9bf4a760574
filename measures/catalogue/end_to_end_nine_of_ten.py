"""M6: end-to-end time, as people meet it: within how many calendar days nine of ten are done."""

import datetime as dt

from measures.catalogue.worked import KNOWN_WAITS, WEEKS_OF_DEMANDS, points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="end_to_end_nine_of_ten",
    title="End-to-end time, nine of ten",
    sentence="Calendar days within which nine of ten of those who asked in each week, month or quarter are done.",
    purpose="To see how long those wait who wait long, and how far that can be predicted.",
    formula="Of the days from asking to done, 0 for the same day, the one within which nine of ten of those who asked in the "
    f"period are done; those who still wait are longer than any. {KNOWN_WAITS}",
    shape="capability",
    every="month",
    counts="months",
    unit="days until nine of ten are done",
    better="Down",
    of="demand",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "By the day of asking: by the day of completion, the first weeks of a record hold only short waits.",
        "The latest who asked are no point yet: they would all seem quick, or slow. A file that is not sent again says "
        "nothing of those whom it has as open.",
        "One in ten waits longer than this: read what they asked for.",
    ),
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=points(
            ("End-to-end time, nine of ten", "days until nine of ten are done", "Down", "demands"),
            (dt.date(2026, 1, 1), 0, "fewer than 10", None, 0),
            (None, 6, "asked less than 28 days before their record ends"),
        ),
    ),
)
