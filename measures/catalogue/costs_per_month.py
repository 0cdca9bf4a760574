"""M14 over time: what is spent on people, month by month."""

import datetime as dt

from measures.catalogue.worked import FOR_EACH_CASE, NONE_IS_0, ONLY_IN_PART, STILL_FOLLOWED
from measures.definition import Example, Measure

SERIES = {"series": "Spending", "better": "Down", "note": None}

MEASURE = Measure(
    name="costs_per_month",
    title="Cost per month",
    sentence="How many pounds the dated lines of cost of each month come to: of one case, or for each of all that were "
    "followed all month; each kind of money by itself.",
    purpose="To see whether it costs less and less to help people, or whether cost only moves from month to month.",
    formula="Cost (or quantity × unit cost) added up by month and kind of money, in pounds of the latest price year "
    "among them: amount × "
    "deflator of that year ÷ deflator of its own. Without the cost of the intervention itself, and without what was "
    "avoided. "
    f"{NONE_IS_0} A first or last month {ONLY_IN_PART} is left out. {FOR_EACH_CASE}",
    shape="capability",
    form="spending",
    counts="months",
    sheets=("transactions",),
    filters=("case", "without"),
    caveats=(
        "A case that was followed for a few months only is compared with these few.",
        STILL_FOLLOWED,
        "Cashable money can leave a budget, capacity is people's time, freed for something else, and spending is rows "
        "that do not say "
        "which. They are never added together.",
        "A line without a date cannot be placed and is in no month.",
        "What an agency is paid for the same activity by the half-year or year (at equal intervals of 101 to 380 "
        "days, to half a month, in most cases with three payments or more) is in no month, and said: choose Agency "
        "costs for it.",
    ),
    moves_with="interactions_per_month",
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {
                    "Case ref": "A",
                    "Agency": "Police",
                    "Cost": cost,
                    "Date": day,
                    "Price year": "2023",
                    "Cash type": kind,
                }
                for cost, day, kind in (
                    (300, dt.date(2023, 1, 1), None),
                    (45.5, dt.date(2023, 1, 9), None),
                    (60, dt.date(2023, 3, 31), None),
                    (20, None, None),
                    (80, dt.date(2023, 3, 1), "Avoided"),
                )
            ),
        },
        answer=(
            SERIES
            | {
                "when": dt.date(2023, 1, 1),
                "amount": 345.5,
                "price_year": "2023",
                "lines": 2,
                "left_out": None,
            },
            SERIES
            | {
                "when": dt.date(2023, 2, 1),
                "amount": 0,
                "price_year": "2023",
                "lines": 0,
                "left_out": None,
            },
            SERIES
            | {
                "when": dt.date(2023, 3, 1),
                "amount": 60,
                "price_year": "2023",
                "lines": 1,
                "left_out": None,
            },
            SERIES
            | {
                "when": None,
                "amount": 0.0,
                "price_year": "2023",
                "lines": 1,
                "better": None,
                "left_out": "without a date",
            },
            SERIES
            | {
                "when": None,
                "amount": 0.0,
                "price_year": "2023",
                "lines": 1,
                "better": None,
                "left_out": "recorded as avoided",
            },
        ),
    ),
)
