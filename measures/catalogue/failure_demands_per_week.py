"""Failure demand over time: how many demands a week are caused by a failure to do something, or to do it right."""

import datetime as dt

from measures.catalogue.worked import WEEKS_OF_DEMANDS, points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_demands_per_week",
    title="Failure demands per week",
    sentence="How many demands of each week, month or quarter are classified as failure demand.",
    purpose="To see whether failure demand goes away for good when what causes it is changed.",
    formula="Demands that are classified as Failure, by the week, month or quarter in which they were received. One "
    "without any is 0. The first and the last are left out where the record of demands does not have all of them. "
    "With a filter, they begin with the first demand that it leaves.",
    shape="capability",
    counts="weeks",
    unit="failure demands a week",
    better="Down",
    known="are classified so far",
    of="failure demand",
    sheets=("demands",),
    every="week",
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "Demands that nobody has classified yet are not counted: a week of which less than 80% are classified is no "
        "point, nor are the latest weeks, if together fewer of theirs are classified than of all before. Where of every "
        "week about the same part is classified, as of a sample, the points are of that part, and the line above says "
        "how much it is.",
        "A count, not a share: read it beside the demands of the same weeks.",
    ),
    moves_with="failure_demand",
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=points(
            ("Failure demands per week", "failure demands a week", "Down", "failure demands"),
            (dt.date(2026, 1, 5), 1),
            (dt.date(2026, 1, 12), 0),
            (dt.date(2026, 1, 19), 2, "in which too few are classified so far"),
            (dt.date(2026, 1, 26), 1, "part of a week"),
        ),
    ),
)
