"""What people asked, in their own words."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="demand_words",
    title="Demand in people's own words",
    sentence="What people asked, word for word, newest first.",
    purpose="To understand demand from people's own words, before anybody puts it in a category.",
    formula="The words of the demands sheet as they were written, at most the newest 200 of those asked for. Of words "
    "that are looked for, each of "
    "the first six must occur.",
    shape="listing",
    form="asked",
    category="words",
    counts="demands",
    labels={
        "words": "what the person asked",
        "received": "received on",
        "only_month": "only the month is known",
        "only_week": "only the week is known",
        "said": "value or failure",
        "type": "type",
        "agency": "agency",
        "condition": "system condition",
        "ref": "demand ref",
        "total": "in all",
    },
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "said", "words"),
    caveats=("These are people's own words, and may say who they are. Think before you show them to others.",),
    example=Example(
        sheets={
            "demands": (
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": "Nobody came about the damp",
                    "Demand ref": "D1",
                },
                {
                    "Received on": dt.date(2026, 1, 6),
                    "What the person asked": "I need a school place for my son",
                    "Value or failure": "Value",
                    "Type of demand": "A school place",
                    "Agency": "Education",
                },
            )
        },
        answer=(
            {
                "words": "I need a school place for my son",
                "received": dt.date(2026, 1, 6),
                "only_month": False,
                "only_week": False,
                "said": "Value",
                "type": "A school place",
                "agency": "Education",
                "condition": None,
                "ref": None,
                "total": 2,
            },
            {
                "words": "Nobody came about the damp",
                "received": dt.date(2026, 1, 5),
                "only_month": False,
                "only_week": False,
                "said": "Not classified",
                "type": None,
                "agency": "Not recorded",
                "condition": None,
                "ref": "D1",
                "total": 2,
            },
        ),
    ),
)
