"""The interactions of one case by year and agency (deck, slide 7)."""

from measures.catalogue.worked import CASE_A, DONE, LINES
from measures.definition import Example, Measure

MEASURE = Measure(
    name="case_timeline",
    title="Interactions over the years",
    sentence="How many interactions a case had with each agency, year by year.",
    purpose="To see how long somebody has been coming back, and to whom.",
    formula="A count of the rows of a case that have a date or an activity and are no payments or credits, nor cost of "
    "the intervention itself, by calendar year and agency. What was done in the new way of working is told apart, and "
    "so is what is of no stated approach. Spellings of one agency are counted together.",
    shape="frequency",
    form="years",
    category="year",
    split="agency",
    counts="interactions",
    labels={None: "No date"},
    sheets=("transactions",),
    filters=("case",),
    caveats=(
        "A year without interactions may be a quiet year, or one whose records were not found.",
        "A busy year is not a bad year for the person, nor a quiet one a good year. Ask.",
    ),
    example=Example(
        sheets={"cases": CASE_A, "transactions": (*LINES, DONE)},
        answer=(
            {"category": 2023, "split": "Social Services", "count": 1},
            {"category": 2024, "split": "Social Services", "count": 1},
            {"category": 2024, "split": "Health", "count": 1},
            {"category": 2025, "split": "Housing, new way of working", "count": 1},
        ),
    ),
)
