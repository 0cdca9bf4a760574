"""M2 over time: how much of people's time goes into failure demand, month by month."""

import datetime as dt

from measures.catalogue.worked import ratios
from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_minutes_share_per_month",
    title="Share of time on failure demand per month",
    sentence="Of the minutes spent on value and failure demand in each month, how many per cent went into failure demand.",
    purpose="To see whether time for what people need comes free when the causes of failure are removed.",
    formula="Minutes on failure ÷ minutes on value and failure × 100, by the month in which the demand was received. A demand whose minutes "
    "are not recorded is left out, never taken for 0. A month with the minutes of fewer than 50 demands is no point, and neither is "
    "a first or last month that the record has only in part: their counts are in the table.",
    shape="ratios",
    counts="months",
    category="minutes on failure",
    split="minutes on value and failure",
    sheets=("demands",),
    parts=("chosen_demands", "demand_record", "demand_months", "monthly_demands"),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not money.",
        "If the longest demands are those whose minutes nobody wrote down, the share is wrong: the note says how many have none.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                dict(zip(("Received on", "What the person asked", "Value or failure", "Minutes"), row))
                for row in (
                    (dt.date(2026, 1, 5), "Nobody came about the damp", "Failure", 40),
                    (dt.date(2026, 1, 5), "You promised to ring me back", "Failure", None),
                    (dt.date(2026, 1, 30), "I need a school place for my son", "Value", 12),
                    (dt.date(2026, 1, 30), "I am ringing about the letter", None, 5),
                )
            )
        },
        answer=ratios(
            ("Share of time on failure demand per month", "per cent of minutes", "Down"),
            (dt.date(2026, 1, 1), 40, 52, 2, "fewer than 50"),
        )
        + ratios(
            ("Share of time on failure demand per month", "demands", None),
            (None, None, None, 1, "minutes not recorded"),
            (None, None, None, 1, "not classified"),
        ),
    ),
)
