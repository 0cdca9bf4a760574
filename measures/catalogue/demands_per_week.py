"""Demand over time: how many demands come in each week."""

import datetime as dt

from measures.catalogue.worked import WEEKS_OF_DEMANDS, points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="demands_per_week",
    title="Demands per week",
    sentence="How many demands were received in each week, from Monday to Sunday, or in each month or quarter.",
    purpose="To see whether what people ask for is predictable from week to week, before anybody plans for it.",
    formula="Demands by the week, month or quarter in which they were received. One without demands is 0. The first "
    "and the last are left out where the record does not have all of them. With a filter, they begin with the first "
    "demand that it leaves.",
    shape="capability",
    counts="weeks",
    unit="demands a week",
    of="demand",
    sheets=("demands",),
    every="week",
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "Demand as it was recorded: a week in which nobody logged looks like a week in which nobody asked.",
        "A holiday is a reason, and a reason is what a signal asks for.",
    ),
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=points(
            ("Demands per week", "demands a week", "Neither", "demands"),
            (dt.date(2026, 1, 5), 2),
            (dt.date(2026, 1, 12), 0),
            (dt.date(2026, 1, 19), 3),
            (dt.date(2026, 1, 26), 1, "part of a week"),
        ),
    ),
)
