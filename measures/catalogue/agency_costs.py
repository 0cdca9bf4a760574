"""M14 and M16: cost by agency, historic against principles-based (deck, slide 13, tier 1)."""

import datetime as dt

from measures.definition import Example, Measure

D = dt.date


def _row(agency: str, approach: str, year: str, amount: float, day: dt.date, is_compared: int = 1) -> dict[str, object]:
    return {
        "case_ref": "K1",
        "agency": agency,
        "approach": approach,
        "cash_type": None,
        "price_year": year,
        "amount": amount,
        "lines": 1,
        "undated": 0,
        "first": day,
        "last": day,
        "intervention": D(2023, 6, 1),
        "followed": D(2023, 11, 1),
        "is_compared": is_compared,
        "most": amount,
        "quarters": 1,
        "why": None,
    }


MEASURE = Measure(
    name="agency_costs",
    title="Agency costs",
    sentence="What each agency spends on a case in the historic approach, and in the principles-based one.",
    purpose="To see what it costs, agency by agency, to do what does not matter to people, against doing what does.",
    formula="Cost (or quantity × unit cost) added up by agency and approach, each kind of money by itself, in pounds "
    "of the latest price year among the rows: amount × deflator of that year ÷ deflator of its own. Of several cases, "
    "each over as many whole quarters on record after its own intervention as before (as in “Before and after "
    "intervention”): how many fell, stayed and rose, the sums of the same quarters, and these ÷ months of the "
    "quarters. Of one case, to date, and by month of its quarters. Where no case has a quarter on both sides, bare "
    "totals of those that have cost on both sides. Change = principles-based − historic; % = change ÷ historic, where "
    "chance does not make as much. Cost avoided = the sum of the cases' own historic − principles-based over these "
    "quarters ± Student's t × their standard deviation × √cases, by kind of money; the low end takes off an allowance "
    "for optimism too.",
    shape="costs",
    of="case",
    counts="cases",
    category="agency",
    split="approach",
    sheets=("transactions",),
    filters=("case", "without"),
    caveats=(
        "Not evidence of cause: people are helped when things are at their worst, and much would have got better "
        "anyway.",
        "A total says nothing without its window. Sixteen years against three months is not a saving of the "
        "difference.",
        "A case that says the kind of money of some rows only is compared with nothing.",
        "A credit that states no approach is on the side of what it refunds: the last row of the same case, agency and "
        "activity of that amount or more; where there is none, on that of its date.",
        "The cost of the intervention itself is a bar of its own, and is in neither total.",
        "Cashable money can leave a budget, capacity is people's time, freed for something else; a row that does not "
        "say which is spending "
        "of a kind of its own. Kinds are never added together, nor to hours released.",
        "A row whose cash type is avoided is a cost that was not incurred: it is in no agency's spend, and shown by "
        "itself.",
        "The figures of a kind of money are of the cases whose rows say their kind; those of spending, of the cases "
        "with rows that do not.",
        "Cost avoided is a range from how much the cases differ; of one case there is none. Its allowance for "
        "optimism is the reader's own choice, not a measured one.",
        "Costs of the person and the family are not here unless somebody recorded them.",
    ),
    example=Example(
        sheets={
            "transactions": (
                {
                    "Case ref": "K1",
                    "Agency": "Police",
                    "Cost": 300,
                    "Date": D(2023, 1, 2),
                    "Approach": "Historic",
                    "Price year": "2022",
                },
                {
                    "Case ref": "K1",
                    "Agency": "Police",
                    "Cost": 100,
                    "Date": D(2023, 3, 1),
                    "Approach": None,
                    "Price year": "2022",
                },
                {
                    "Case ref": "k1",
                    "Agency": "Police",
                    "Quantity": 2,
                    "Unit cost": 20.5,
                    "Date": D(2023, 8, 1),
                    "Price year": "2023",
                },
                {
                    "Case ref": "K1",
                    "Agency": "Council",
                    "Cost": 90,
                    "Date": D(2023, 6, 1),
                    "Approach": "Intervention",
                    "Price year": "2023",
                },
            ),
            "cases": ({"Case ref": "K1", "Intervention date": D(2023, 6, 1), "Followed until": D(2023, 11, 1)},),
        },
        answer=(
            _row("Police", "Historic", "2022", 300.0, D(2023, 1, 2), is_compared=0),
            _row("Police", "Historic", "2022", 100.0, D(2023, 3, 1)),
            _row("Police", "Principles-based", "2023", 41.0, D(2023, 8, 1)),
            _row("Council", "Intervention", "2023", 90.0, D(2023, 6, 1)),
        ),
    ),
)
