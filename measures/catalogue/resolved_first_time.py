"""M5: demands resolved the first time, by month."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="resolved_first_time",
    title="Resolved first time",
    sentence="Of the demands whose answer is known, how many were resolved the first time the person asked.",
    purpose="To see how often a person needs to ask only once.",
    formula="Demands resolved the first time ÷ demands for which Yes or No is recorded, by the month in which they were received. Those for which "
    "neither is recorded are shown beside. A month of fewer than 50 is counted, and its share is not drawn.",
    shape="shares",
    category="resolved first time",
    counts="demands",
    labels={"incomplete": "fewer than 50: read the counts"},
    sheets=("demands",),
    parts=("chosen_demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Resolved is what the person would call resolved, not what the computer has closed.",
        "A demand that is passed to another team is not resolved, however quickly it was passed.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Resolved first time": answer}
                for day, words, answer in (
                    (dt.date(2026, 1, 5), "I need a school place for my son", "Y"),
                    (dt.date(2026, 1, 6), "Nobody came about the damp", "N"),
                    (dt.date(2026, 1, 7), "Hello?", None),
                    (dt.date(2026, 2, 1), "Can I pay my rent", "Yes"),
                )
            )
        },
        answer=(
            {"period": "2026-01", "numerator": 1, "denominator": 2, "complete": False},
            {"period": "2026-02", "numerator": 1, "denominator": 1, "complete": False},
            {"period": None, "numerator": None, "denominator": 1, "complete": False},
        ),
    ),
)
