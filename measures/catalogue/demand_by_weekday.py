"""When demand comes: by weekday, and by hour where a time of the day is written."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="demand_by_weekday",
    title="When demand comes",
    sentence="How many demands come on each weekday of a week, and in which hour, where a time of the day is written.",
    purpose="To have people there when they are asked for.",
    formula="Demands by the weekday on which they were received, a week: those of each source (an agency in a "
    "locality) in the whole weeks in which it was observed ÷ these weeks, and these together. By hour are those of "
    "the same weeks of which a time of the day is written, behind the date or in a column of its own; 00:00 is what a "
    "date without a time becomes, and is none, and neither are the times of a file in which all are one or two, or a "
    "time with its time zone. Of demands of which only the week or the month is known there is no weekday.",
    shape="frequency",
    form="weekdays",
    category="weekday",
    split="hour",
    categories=(1, 2, 3, 4, 5, 6, 7),
    counts="demands",
    labels={
        1: "Monday",
        2: "Tuesday",
        3: "Wednesday",
        4: "Thursday",
        5: "Friday",
        6: "Saturday",
        7: "Sunday",
        None: "Not known",
    },
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "It is when demand was written down. Where a line is shut, nobody can ask, though they may need to.",
        "What is without a time of the day may come at other hours than what has one.",
        "Holidays are not left out: they take a little from their weekdays.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": dt.date(2026, 1, day), "Time received": time, "What the person asked": words}
                for day, time, words in (
                    (5, dt.time(9, 15), "My heating is off"),
                    (5, dt.time(9, 50), "Nobody came about the damp"),
                    (9, dt.time(16, 5), "Where do I pay?"),
                    (12, None, "Still no heating"),
                    (14, dt.time(0, 0), "You sent the wrong form"),
                    (16, dt.time(9, 5), "When will you call back?"),
                )
            )
        },
        answer=tuple(
            {"category": weekday, "split": hour, "count": count, "cohort": 1, "days": 14, "in_weeks": count}
            for weekday, hour, count in ((1, 9, 2), (1, None, 1), (3, None, 1), (5, 16, 1), (5, 9, 1))
        ),
    ),
)
