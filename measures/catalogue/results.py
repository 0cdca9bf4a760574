"""Results of a service, before and after, with their sample (deck, slide 16)."""

from measures.definition import Example, Measure
from measures.shapes.results import Results

MEASURE = Measure(
    name="results",
    title="Results",
    sentence="Before-and-after figures, changes and counts of outcomes, each with its unit and sample size.",
    purpose="To say what changed, by how much, in how many.",
    formula="After − before: in points where the unit is a percentage, else in the unit itself; and the same ÷ "
    "before, in per cent. From 0 or less there is no "
    "per cent. A change that was given without its before and after is shown as it was given: under Reduction, 46 is "
    "−46; under Change %, or with % in its cell, it is per cent, whatever the unit. Counts are shown as they are.",
    shape="results",
    counts="figures",
    sheets=("results",),
    caveats=(
        "Two points are a story, not evidence of cause: look at the same figure over time.",
        "A stated change that its own before and after do not make is told, and not used.",
        "Outcomes overlap: one person may have several, so counts of people are not shares of the sample and do not "
        "add up to people.",
        "A figure without its sample size and period cannot be checked. Ask for them.",
    ),
    example=Example(
        sheets={
            "results": (
                {
                    "Measure": "Referrals that led to a package",
                    "Before": 24.1,
                    "After": 10.9,
                    "Unit": "%",
                    "Sample size": "250+",
                },
                {"Measure": "Contacts", "Change": "-46%", "Unit": "%"},
                {"Measure": "Hospital admissions prevented", "After": 12, "Unit": "people", "Sample size": 93},
            )
        },
        answer=tuple(
            dict(
                zip(
                    Results.columns,
                    row,
                )
            )
            for row in (
                ("Referrals that led to a package", 24.1, 10.9, None, None, "%", 250, True, None, None),
                ("Contacts", None, None, -46, True, "%", None, None, None, None),
                ("Hospital admissions prevented", None, 12, None, None, "people", 93, None, None, None),
            )
        ),
    ),
)
