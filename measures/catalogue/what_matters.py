"""What matters, in people's words, beside what was done (deck, slides 4 and 10): the basis of every other measure."""

import datetime as dt

from measures.catalogue.worked import CASE_A, DONE
from measures.definition import Example, Measure

MEASURE = Measure(
    name="what_matters",
    title="What matters, in people's words",
    sentence="Each case's own statement of what matters, beside what was done about it.",
    purpose="To begin every measure with what people say matters to them.",
    formula="The words of the cases sheet as they were written, beside the descriptions of the case's rows in the new "
    "way of working "
    "(Principles-based and Intervention) and how often each occurs. Descriptions that differ only in capitals, spaces "
    "and punctuation are one.",
    shape="listing",
    form="statements",
    category="what matters",
    split="what was done",
    counts="statements",
    labels={
        "case": "case",
        "words": "what matters",
        "about": "title",
        "beside": "what was done",
        "count": "times",
        "first": "first date",
        "last": "last date",
        "consent": "consent to show",
    },
    sheets=("cases",),
    filters=("case",),
    caveats=(
        "These are people's own words. Show them to others only with the person's recorded consent.",
        "Nothing beside a statement means that nothing was recorded as done, not that nothing was done.",
    ),
    example=Example(
        sheets={
            "cases": (
                *CASE_A,
                {"Case ref": "B", "What matters": "I want to sit in the garden", "Consent to show": None},
                {"Case ref": "C", "What matters": None, "Consent to show": "Y"},
            ),
            "transactions": (DONE, {**DONE, "Date": dt.date(2025, 5, 1)}),
        },
        answer=(
            {
                "case": "A",
                "words": "I need to get up my own stairs",
                "about": "Up the stairs",
                "beside": "Stair rail fitted",
                "count": 2,
                "first": dt.date(2025, 4, 1),
                "last": dt.date(2025, 5, 1),
                "consent": True,
            },
            {
                "case": "B",
                "words": "I want to sit in the garden",
                "about": None,
                "beside": None,
                "count": 0,
                "first": None,
                "last": None,
                "consent": None,
            },
        ),
    ),
)
