"""M15: interactions and cost before and after intervention, quarter by quarter (deck, slide 17)."""

import datetime as dt

from measures.catalogue.worked import STILL_FOLLOWED
from measures.definition import Example, Measure

D = dt.date


def _quarter(
    quarter: int | None, transactions: int, amount: float, left_out: str | None = None, most: float | None = None
) -> dict[str, object]:
    return {
        "case_ref": "K1",
        "quarter": quarter,
        "cash_type": None,
        "price_year": "2023" if transactions else None,
        "transactions": transactions,
        "lines": transactions,
        "amount": amount,
        "most": amount if most is None else most,
        "left_out": left_out,
    }


MEASURE = Measure(
    name="before_and_after",
    title="Before and after intervention",
    sentence="Interactions and cost of each case in the quarters before and after its own intervention.",
    purpose="To see whether demand and cost fall after doing what matters, and whether they stay down.",
    formula="Each case is compared with itself, over as many whole quarters after its own intervention as before, "
    "eight at most; a quarter is three months from that day, which is the first of the first quarter after. All of "
    "them are on record: from the first row of the case until it was last followed, no further than the record of "
    "each of its agencies goes, and no day that is still to come. Interactions (or £ of one price year) of each case "
    "before and after; it fell or rose if the change is more than a tenth and more than its largest row. Over all "
    "cases: how many fell, stayed and rose, and that they fell or rose only where more of them did and the ranks of "
    "their own changes (Wilcoxon), which lean that way too, leave no more than 1 chance in 50. By quarter ÷ cases "
    "compared in it. Cumulative = running sum of these, from the first quarter of each side.",
    shape="before_and_after",
    counts="cases",
    category="quarter",
    sheets=("transactions", "cases"),
    filters=("case", "without"),
    caveats=(
        "Not evidence of cause: cases are taken on at their worst, so much would have fallen anyway.",
        "Seven cases that change are the fewest of which chance can be excluded.",
        "A case without a whole quarter on record on both sides is left out, and said. A case whose rows have "
        "no date is one.",
        STILL_FOLLOWED,
        "A record goes on after its last row for as long as it was without one of late. That of an agency ends before "
        "the others where nothing came for half as long again, in two cases or more.",
        "What an agency is paid for the same activity by the half-year or year covers the time since the last "
        "payment: such a case is compared over whole half-years or years. The first after the intervention pays for "
        "time before it too, and is counted as after: a fall is larger than it shows, and the page says so.",
        "A row that states its approach is on that side, whatever its date; any other is on the side of its date.",
        "Interactions are rows times their quantity; one that is a payment by a word of its activity (fee, invoice, "
        "payment, charge and the like) is none; one that names no activity is one. A credit is none, and one of a "
        "whole row takes it back; it is on the side of what it refunds, the last row of the same case, agency and "
        "activity of that amount or more.",
        "What an agency did is counted as cost alone, and said, where it wrote down contacts for a part of the record "
        "and only payments for the rest: the other contacts are not known.",
        "Rows of £0, rows recorded as avoided, and a date more than a year from all others of its case begin and "
        "prolong no record.",
        "The numbers of cases differ from quarter to quarter, and are the same before as after. Totals are added up "
        "over time only for cases that have all eight quarters.",
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
                {"Case ref": "K1", "Agency": "Police", "Cost": 5, "Date": D(2023, 9, 9), "Price year": "2023"},
            ),
            "cases": ({"Case ref": "K1", "Intervention date": D(2023, 6, 1), "Followed until": D(2023, 9, 20)},),
        },
        answer=(
            _quarter(-1, 1, 40.0),
            _quarter(1, 1, 25.0),
            _quarter(None, 2, 65.0, "outside the quarters compared", 60.0),
        ),
    ),
)
