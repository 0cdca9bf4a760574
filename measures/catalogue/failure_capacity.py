"""M2: how much of people's time goes into failure demand, by month."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_capacity",
    title="Capacity on failure demand",
    sentence="Of the minutes spent on demands that have been classified, how many went into failure demand.",
    purpose="To see what capacity there would be for what people need, if the causes of failure were removed.",
    formula="Minutes on failure ÷ minutes on value and failure, by the month in which the demand was received. A demand whose minutes are not "
    "recorded is left out, never taken for 0; the coverage says of how many they are known. Of fewer than 50 there is no share.",
    shape="effort",
    category="month",
    split="value or failure",
    counts="demands",
    shares=True,
    sheets=("demands",),
    parts=("chosen_demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not money.",
        "If the longest demands are those whose minutes nobody wrote down, the share is wrong: look at the coverage.",
        "It differs from the share of demands, because a failure often takes longer than what was asked in the first place.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Minutes": minutes,
                }
                for words, said, minutes in (
                    ("Nobody came about the damp", "Failure", 40),
                    ("You promised to ring me back", "Failure", None),
                    ("I need a school place for my son", "Value", 12),
                    ("How do I pay my rent?", "Value", 0),
                    ("I am ringing about the letter", None, None),
                )
            )
        },
        answer=(
            {"category": "2026-01", "split": "Failure", "count": 2, "timed": 1, "minutes": 40},
            {"category": "2026-01", "split": "Value", "count": 2, "timed": 2, "minutes": 12},
            {"category": "2026-01", "split": "Not classified", "count": 1, "timed": 0, "minutes": None},
        ),
    ),
)
