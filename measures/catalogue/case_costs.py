"""What one case cost to date, and what doing what matters cost (deck, slide 5)."""

import datetime as dt

from measures.catalogue.worked import CASE_A, DONE, LINES
from measures.definition import Example, Measure

MEASURE = Measure(
    name="case_costs",
    title="What the case cost",
    sentence="The cost of a case to date, and of doing what matters, each with its window and price year.",
    purpose="To see what was spent without doing what mattered, and what doing it took.",
    formula="The cost of each line, or its quantity × unit cost where no cost is given, added up by approach, kind of money (cash type) and price year. Amounts in the "
    "prices of different years, or of different kinds of money, are not added to each other. A window is the first and last date of the lines.",
    shape="spent",
    counts="lines of cost",
    sheets=("transactions", "cases"),
    parts=("case_rows",),
    filters=("case",),
    caveats=(
        "The windows differ in length, so the difference is no saving and is not evidence of cause.",
        "A cost that was not recorded is not here. A line with neither a cost nor quantity × unit cost is in no sum.",
        "A row recorded as avoided is a cost that was not incurred, and is not here.",
        "Intervention cost is what it took to find out and set things up; it is its own figure.",
    ),
    example=Example(
        sheets={"cases": CASE_A, "transactions": (*LINES, DONE)},
        answer=(
            {
                "approach": "Historic",
                "cash_type": None,
                "price_year": "2024-25",
                "lines": 3,
                "undated": 0,
                "cost": 551.0,
                "first": dt.date(2023, 5, 2),
                "last": dt.date(2024, 7, 4),
            },
            {
                "approach": "Principles-based",
                "cash_type": None,
                "price_year": "2024-25",
                "lines": 1,
                "undated": 0,
                "cost": 300.0,
                "first": dt.date(2025, 4, 1),
                "last": dt.date(2025, 4, 1),
            },
        ),
    ),
)
