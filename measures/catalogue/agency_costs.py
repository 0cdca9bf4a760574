"""M14 and M16: cost by agency, historic against principles-based (deck, slide 13, tier 1)."""

import datetime as dt

from measures.definition import Example, Measure

D = dt.date

MEASURE = Measure(
    name="agency_costs",
    title="Agency costs",
    sentence="What each agency spends on a case in the historic approach, and in the principles-based one.",
    purpose="To see what it costs, agency by agency, to do what does not matter to people, against doing what does.",
    formula="Cost (or quantity × unit cost) added up by agency and approach, each kind of money by itself, in pounds "
    "of the latest price year among the rows: "
    "amount × deflator of that year ÷ deflator of its own. Change = principles-based − historic; % = change ÷ "
    "historic. "
    "Per month = cost ÷ days of the window × 30.44, for each case: historic from the first historic row to the "
    "intervention date, "
    "principles-based from then until the case was last followed; without an intervention date, first row to last. "
    "Cost avoided = (historic − principles-based) per day × days since, by kind of money; the low end takes off an "
    "allowance for optimism.",
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
        "The cost of the intervention itself is a bar of its own, and is in neither total.",
        "Cashable money can leave a budget, capacity is people's time, freed for something else; a row that does not "
        "say which is spending "
        "of a kind of its own. Kinds are never added together, nor to hours released.",
        "A row whose cash type is avoided is a cost that was not incurred: it is in no agency's spend, and shown by "
        "itself.",
        "The figures of a kind of money are of the cases whose rows say their kind; those of spending, of the cases "
        "with rows that do not.",
        "Cost avoided is a range. Its allowance for optimism is the reader's own choice, not a measured one.",
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
                    "Date": D(2023, 9, 1),
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
            {
                "case_ref": "K1",
                "agency": "Police",
                "approach": "Historic",
                "cash_type": None,
                "price_year": "2022",
                "amount": 400.0,
                "lines": 2,
                "undated": 0,
                "first": D(2023, 1, 2),
                "last": D(2023, 3, 1),
                "intervention": D(2023, 6, 1),
                "followed": D(2023, 11, 1),
            },
            {
                "case_ref": "K1",
                "agency": "Police",
                "approach": "Principles-based",
                "cash_type": None,
                "price_year": "2023",
                "amount": 41.0,
                "lines": 1,
                "undated": 0,
                "first": D(2023, 9, 1),
                "last": D(2023, 9, 1),
                "intervention": D(2023, 6, 1),
                "followed": D(2023, 11, 1),
            },
            {
                "case_ref": "K1",
                "agency": "Council",
                "approach": "Intervention",
                "cash_type": None,
                "price_year": "2023",
                "amount": 90.0,
                "lines": 1,
                "undated": 0,
                "first": D(2023, 6, 1),
                "last": D(2023, 6, 1),
                "intervention": D(2023, 6, 1),
                "followed": D(2023, 11, 1),
            },
        ),
    ),
)
