"""M15: interactions and cost before and after intervention, quarter by quarter (deck, slide 17)."""

import datetime as dt

from measures.definition import Example, Measure

D = dt.date


def _quarter(quarter: int | None, transactions: int, amount: float, left_out: str | None = None) -> dict[str, object]:
    return {
        "case_ref": "K1",
        "quarter": quarter,
        "cash_type": None,
        "price_year": "2023" if transactions else None,
        "transactions": transactions,
        "amount": amount,
        "left_out": left_out,
    }


MEASURE = Measure(
    name="before_and_after",
    title="Before and after intervention",
    sentence="Interactions and cost of each case in the quarters before and after its own intervention.",
    purpose="To see whether demand and cost fall after doing what matters, and whether they stay down.",
    formula="Each case is lined up on its own intervention date, eight quarters of 91.3125 days on each side; the day "
    "itself is in the first "
    "quarter after. Interactions (or £ of one price year) ÷ cases followed through the quarter. Cumulative = running "
    "sum of these, "
    "from the first quarter of each side.",
    shape="before_and_after",
    counts="cases",
    category="quarter",
    sheets=("transactions", "cases"),
    filters=("case", "without"),
    caveats=(
        "Not evidence of cause: cases are taken on at their worst, so much would have fallen anyway.",
        "A quarter after counts a case only if it was followed to the quarter's end; a quarter nobody was followed "
        "through is left out, "
        "and is not nought.",
        "A quarter before counts a case from the one in which its records begin, so its first has one row at least.",
        "A case whose lines have no date was followed all the same, if the cases sheet says until when: it counts in "
        "its quarters after, with "
        "nothing in them, and in none before.",
        "The numbers of cases differ from quarter to quarter. Totals are added up over time only for cases followed "
        "the whole time.",
        "What the intervention itself cost is not among these interactions, nor is a row recorded as avoided: it did "
        "not happen.",
        "Cost is of one kind of money at a time, and of the cases whose rows say their kind (or, as spending, do not).",
    ),
    example=Example(
        sheets={
            "transactions": (
                {"Case ref": "K1", "Agency": "Police", "Cost": 60, "Date": D(2023, 1, 2), "Price year": "2023"},
                {"Case ref": "K1", "Agency": "Police", "Cost": 40, "Date": D(2023, 5, 31), "Price year": "2023"},
                {"Case ref": "K1", "Agency": "Police", "Cost": 25, "Date": D(2023, 6, 1), "Price year": "2023"},
                {"Case ref": "K1", "Agency": "Police", "Cost": 5, "Date": D(2023, 12, 9), "Price year": "2023"},
            ),
            "cases": ({"Case ref": "K1", "Intervention date": D(2023, 6, 1), "Followed until": D(2023, 12, 20)},),
        },
        answer=(
            _quarter(-2, 1, 60.0),
            _quarter(-1, 1, 40.0),
            _quarter(1, 1, 25.0),
            _quarter(2, 0, 0.0),
            _quarter(None, 1, 5.0, "quarter not followed to its end"),
        ),
    ),
)
