"""What one case cost to date, and what doing what matters cost (deck, slide 5)."""

import datetime as dt

from measures.catalogue.worked import CASE_A, DONE, LINES
from measures.definition import Example, Measure
from measures.shapes.costs import ALL, HISTORIC, INTERVENTION, KINDS, NEW, Costs
from measures.words import listed, pounds

COSTS = {
    "case_ref": "A",
    "agency": ALL,
    "cash_type": None,
    "price_year": "2024-25",
    "undated": 0,
    "intervention": dt.date(2025, 3, 1),
    "followed": dt.date(2025, 4, 1),
    "is_compared": 0,
    "quarters": 0,
    "why": "less than a quarter after",
}


def headline(answer) -> str:
    """“£106,777 on services to date; £20,760 on doing what matters”."""
    shape: Costs = answer.shape
    said = []
    of = {HISTORIC: "on services to date", NEW: "on doing what matters", None: "on what belongs to no approach"}
    if shape.n > 1 and shape.lined_up:  # of several only what can be compared is added up
        of |= {HISTORIC: "before", NEW: "after, over as many quarters"}
    for approach, words in of.items():
        amounts = {own.kind: own.spent_in(approach) for own in shape.each_kind}
        told = {kind: pounds(amount) for kind, amount in amounts.items() if amount is not None}
        if len(shape.kinds) > 1:
            told = {kind: f"{amount} ({KINDS[kind].lower()})" for kind, amount in told.items()}
        said += [f"{listed(list(told.values()))} {words}"] if told else []
    if said:
        return "; ".join(said)
    if shape.rows and not shape.kinds:
        return "No cost is recorded but what was avoided"
    if any(own.rows_of(INTERVENTION) for own in shape.each_kind):
        return "No cost is recorded but that of the intervention itself"
    refused = any(own.price.refused for own in shape.each_kind)
    return "The costs are in the prices of different years" if refused else "No cost is recorded"


MEASURE = Measure(
    name="case_costs",
    title="What the case cost",
    sentence="The cost of a case to date, and of doing what matters, each with its window and price year.",
    purpose="To see what was spent without doing what mattered, and what doing it took.",
    formula="The cost of each line, or its quantity × unit cost where no cost is given, added up by approach and kind "
    "of money (cash type), in pounds "
    "of the latest price year among them. Different kinds of money are not added to each other, nor the prices of "
    "years that cannot be brought to "
    "one. A line that states no approach is placed by its date, where the case has an intervention date; else it is "
    "in neither total. Windows are "
    "those of the agency costs: from the first historic line to the intervention date, and from then until the case "
    "was last followed, no further than the record goes.",
    shape="costs",
    form="by approach",
    counts="cases",
    headline=headline,
    sheets=("transactions",),
    filters=("case", "without"),
    caveats=(
        "The windows differ in length, so the difference is no saving and is not evidence of cause.",
        "A cost that was not recorded is not here.",
        "A row recorded as avoided is a cost that was not incurred, and is in no total.",
        "Intervention cost is what it took to find out and set things up; it is its own figure.",
    ),
    example=Example(
        sheets={"cases": CASE_A, "transactions": (*LINES, DONE)},
        answer=(
            COSTS
            | {
                "approach": "Historic",
                "amount": 551.0,
                "most": 400.0,
                "lines": 3,
                "first": dt.date(2023, 5, 2),
                "last": dt.date(2024, 7, 4),
            },
            COSTS
            | {
                "approach": "Principles-based",
                "amount": 300.0,
                "most": 300.0,
                "lines": 1,
                "first": dt.date(2025, 4, 1),
                "last": dt.date(2025, 4, 1),
            },
        ),
    ),
)
