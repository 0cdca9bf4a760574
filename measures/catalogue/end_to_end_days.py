"""M6: how many calendar days people wait, those still waiting apart."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="end_to_end_days",
    title="Days from asking to done",
    sentence="How many demands took how many calendar days, from a person's asking to the day it was done.",
    purpose="To see how long people wait, from their own point of view.",
    formula="The day it was resolved less the day it was received: 0 on the same day. Demands that are not resolved "
    "are counted apart. A day of "
    "resolution before the day of asking is refused when a spreadsheet is loaded.",
    shape="frequency",
    form="days",
    category="days",
    counts="demands",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Those still open are in no figure, and the longest waits may be among them.",
        "There is no average here: a few very long waits would hide what most people meet. Over time has the "
        "capability chart.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": received, "What the person asked": words, "Resolved on": resolved}
                for received, words, resolved in (
                    (dt.date(2026, 1, 5), "I need a school place for my son", dt.date(2026, 1, 5)),
                    (dt.date(2026, 1, 5), "Nobody came about the damp", dt.date(2026, 1, 19)),
                    (dt.date(2026, 2, 1), "The boiler is broken", dt.date(2026, 2, 15)),
                    (dt.date(2026, 2, 2), "Hello?", None),
                )
            )
        },
        answer=(
            {"category": 0, "split": None, "count": 1},
            {"category": 14, "split": None, "count": 2},
            {"category": None, "split": None, "count": 1},
        ),
    ),
)
