"""What one case received, as it was described (deck, slides 4 and 5)."""

import datetime as dt

from measures.catalogue.worked import CASE_A, LINES
from measures.definition import Example, Measure

MEASURE = Measure(
    name="case_received",
    title="What was received",
    sentence="What a case received before the new way of working: each description, how often, from whom, first and "
    "last.",
    purpose="To lay what was given beside what mattered.",
    formula="The historic interactions of a case by description (or by activity where nothing was described), and "
    "agency; those of no stated approach are told apart, and a credit is nothing received. Descriptions that differ "
    "only in capitals, spaces and punctuation are one.",
    shape="listing",
    form="received",
    category="received",
    split="agency",
    counts="descriptions",
    labels={
        "case": "case",
        "words": "received",
        "about": "activity",
        "beside": "agency",
        "count": "times",
        "first": "first date",
        "last": "last date",
        "consent": "consent to show",
    },
    sheets=("transactions",),
    filters=("case",),
    caveats=("The words are those of whoever wrote the record, not the person's.",),
    example=Example(
        sheets={
            "cases": CASE_A,
            "transactions": (
                *LINES[1:],
                {**LINES[2], "Date": dt.date(2024, 9, 1), "Description": "bath board"},
                {**LINES[2], "Date": dt.date(2024, 8, 1)},
            ),
        },
        answer=(
            {
                "case": "A",
                "words": "Assessed again",
                "about": "Re-assessment",
                "beside": "Social Services",
                "count": 1,
                "first": dt.date(2024, 6, 3),
                "last": dt.date(2024, 6, 3),
                "consent": True,
            },
            {
                "case": "A",
                "words": "Bath board",
                "about": "Equipment",
                "beside": "Health",
                "count": 3,
                "first": dt.date(2024, 7, 4),
                "last": dt.date(2024, 9, 1),
                "consent": True,
            },
        ),
    ),
)
