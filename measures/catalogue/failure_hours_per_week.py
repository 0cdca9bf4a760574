"""Capacity over time: the hours a week that failure demand takes (M17 is what becomes of them)."""

import datetime as dt

from measures.catalogue.worked import TIMED_DEMANDS, points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_hours_per_week",
    title="Hours on failure demand per week",
    sentence="How many hours the failure demands of each week, month or quarter took.",
    purpose="To see whether time comes free for what people need when the causes of failure are removed.",
    formula="Minutes of the demands that are classified as Failure, by the week, month or quarter in which they were "
    "received, ÷ 60. One without any is 0. A demand whose minutes are not recorded is left out, never taken for 0; a "
    "period in which none has is no point. The first and the last are left out where the record of demands does not "
    "have all of them. With a filter, they begin with the first demand that it leaves.",
    shape="capability",
    counts="weeks",
    unit="hours a week",
    better="Down",
    known="are classified so far",
    divisor=60,
    of="failure demand",
    sheets=("demands",),
    every="week",
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not money.",
        "A week whose minutes are recorded in part shows too few hours: its note in the table says of how many "
        "demands they are known, and a week in which that is less than 80% is no point.",
        "Demands that nobody has classified yet are not counted: a week of which less than 80% are classified is no "
        "point, nor are the latest weeks, if together fewer of theirs are classified than of all before. Where of every "
        "week about the same part is classified, as of a sample, the points are of that part, and the line above says "
        "how much it is.",
    ),
    moves_with="failure_demand",
    example=Example(
        sheets={
            "demands": (
                *TIMED_DEMANDS,
                {"Received on": dt.date(2026, 1, 30), "What the person asked": "No answer", "Value or failure": "F"},
            )
        },
        answer=points(
            ("Hours on failure demand per week", "hours a week", "Down", "failure demands"),
            (dt.date(2026, 1, 5), 1, None, "The minutes of 1 of 2 are recorded", 1),
            (dt.date(2026, 1, 12), 0, None, None, 0),
            (dt.date(2026, 1, 19), 1, "in which too few are classified so far", None, 1),
            (dt.date(2026, 1, 26), 1, "without recorded minutes", None, 0),
            (None, 2, "minutes not recorded"),
        ),
    ),
)
