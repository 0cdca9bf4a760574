"""M1: how much of demand is failure demand, by month."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="failure_demand",
    title="Failure demand",
    sentence="Of the demands of each month that have been classified, how many are caused by a failure to do something or to do it right.",
    purpose="To learn what people ask for because something was not done, or not done right, for them.",
    formula="Failure ÷ (value + failure), by the month in which they were received. Not sure and not classified are shown beside and are in no "
    "denominator. Of fewer than 50 that are value or failure there is no share, only counts.",
    shape="classified",
    category="month",
    split="value or failure",
    counts="demands",
    shares=True,
    sheets=("demands",),
    parts=("chosen_demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "It is for learning. As a target it teaches people to classify, not to help.",
        "Classify with the people who do the work, from people's own words; one person alone, or a list of codes, finds what it expects.",
        "A failure may begin in another agency than the one that hears of it.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Value or failure": said}
                for day, words, said in (
                    (dt.date(2026, 1, 5), "Nobody came about the damp", "F"),
                    (dt.date(2026, 1, 6), "I need a school place for my son", "Value"),
                    (dt.date(2026, 1, 31), "You promised to ring me back", "Preventable"),
                    (dt.date(2026, 2, 1), "I am ringing about the letter", "?"),
                    (dt.date(2026, 2, 2), "Can you help me with my bills", None),
                )
            )
        },
        answer=(
            {"category": "2026-01", "split": "Value", "count": 1},
            {"category": "2026-01", "split": "Failure", "count": 2},
            {"category": "2026-02", "split": "Not sure", "count": 1},
            {"category": "2026-02", "split": "Not classified", "count": 1},
        ),
    ),
)
