"""M5 over time: demands resolved the first time, month by month."""

import datetime as dt

from measures.catalogue.worked import ratios
from measures.definition import Example, Measure

MEASURE = Measure(
    name="resolved_first_time_per_month",
    title="Resolved first time per month",
    sentence="Of the demands of each month whose answer is known, how many per cent were resolved the first time the person asked.",
    purpose="To see how often a person needs to ask only once, and how far that can be predicted.",
    formula="Demands resolved the first time ÷ demands for which Yes or No is recorded × 100, by the month in which they were received. A "
    "month of fewer than 50 is no point, and neither is a first or last month that the record has only in part: their counts are in "
    "the table.",
    shape="ratios",
    counts="months",
    category="demands resolved first time",
    split="demands whose answer is known",
    sheets=("demands",),
    parts=("chosen_demands", "demand_record", "demand_months", "monthly_demands"),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Resolved is what the person would call resolved, not what the computer has closed.",
        "Demands of the latest month may not have their answer yet: those that are resolved at once have it first.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                dict(zip(("Received on", "What the person asked", "Resolved first time"), row))
                for row in (
                    (dt.date(2026, 1, 5), "I need a school place for my son", "Y"),
                    (dt.date(2026, 1, 6), "Nobody came about the damp", "N"),
                    (dt.date(2026, 1, 7), "Hello?", None),
                    (dt.date(2026, 2, 10), "Can I pay my rent", "Yes"),
                )
            )
        },
        answer=ratios(
            ("Resolved first time per month", "per cent of demands", "Up"),
            (dt.date(2026, 1, 1), 1, 2, 2, "fewer than 50"),
            (dt.date(2026, 2, 1), 1, 1, 1, "part of a month"),
        )
        + ratios(
            ("Resolved first time per month", "demands", None),
            (None, None, None, 1, "not known whether resolved the first time"),
        ),
    ),
)
