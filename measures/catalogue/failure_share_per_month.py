"""M1 over time: how much of demand is failure demand, month by month."""

import datetime as dt

from measures.catalogue.worked import ratios
from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_share_per_month",
    title="Failure demand share per month",
    sentence="Of the demands of each month that are value or failure, how many per cent are failure demand.",
    purpose="To see whether failure demand goes away for good when what causes it is changed, however much is asked.",
    formula="Failure ÷ (value + failure) × 100, by the month in which they were received. Not sure and not classified are in no denominator. "
    "A month of fewer than 50 is no point, and neither is a first or last month that the record has only in part: their counts are "
    "in the table.",
    shape="ratios",
    counts="months",
    category="failure demands",
    split="value and failure demands",
    sheets=("demands",),
    parts=("chosen_demands", "demand_record", "demand_months", "monthly_demands"),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "It is for learning. As a target it teaches people to classify, not to help.",
        "A month is only as good as its classifying: if other people classified it, or from another list, a signal may be theirs.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                dict(zip(("Received on", "What the person asked", "Value or failure"), row))
                for row in (
                    (dt.date(2026, 1, 5), "Nobody came about the damp", "F"),
                    (dt.date(2026, 1, 6), "I need a school place for my son", "Value"),
                    (dt.date(2026, 2, 27), "You promised to ring me back", "Preventable"),
                    (dt.date(2026, 2, 27), "I am ringing about the letter", "?"),
                    (dt.date(2026, 2, 28), "Can you help me with my bills", None),
                )
            )
        },
        answer=ratios(
            ("Failure demand share per month", "per cent of demands", "Down"),
            (dt.date(2026, 1, 1), 1, 2, 2, "fewer than 50"),
            (dt.date(2026, 2, 1), 1, 1, 1, "fewer than 50"),
        )
        + ratios(
            ("Failure demand share per month", "demands", None),
            (None, None, None, 1, "not sure"),
            (None, None, None, 1, "not classified"),
        ),
    ),
)
