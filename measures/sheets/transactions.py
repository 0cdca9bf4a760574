"""Transactions: one interaction with a case, or one line of its cost (deck, slides 6, 7, 13 and 17)."""

import datetime as dt

from measures.cells import Choice, Date, FinancialYear, Money, Name, Number, Ref, Text
from measures.schema import Column, Sheet

# An activity with one of these words, singular or plural, is a payment for what somebody did, and no contact of its
# own.
PAYMENTS = (
    "Fee", "Invoice", "Payment", "Charge", "Prepayment", "Repayment", "Overpayment", "Underpayment", "Recharge", "Surcharge",
)  # fmt: skip

APPROACH = Choice(
    options=("Historic", "Principles-based", "Intervention"),
    also={
        "Historic": (
            *(
                "Historic approach",
                "Historical",
                "Old way",
                "Old approach",
                "Old",
                "Before",
                "Before intervention",
                "Pre",
            ),
            *("Pre-intervention", "History"),
        ),
        "Principles-based": (
            "Principles based",
            "Principles-based approach",
            "Principles",
            "New way",
            "New approach",
            "New",
            "After",
            "After intervention",
            "Post",
            "Post-intervention",
        ),
        "Intervention": ("Intervention cost", "Cost of intervention"),
    },
)

CASH_TYPE = Choice(
    options=("Cashable", "Capacity", "Avoided"),
    also={
        "Capacity": ("Non-cashable", "Non cashable", "Freed capacity"),
        "Avoided": ("Cost avoided", "Avoidance", "Cost avoidance"),
    },
)

SHEET = Sheet(
    kind="transactions",
    title="Transactions",
    row_is="one interaction with a case, or one line of its cost",
    purpose="See what each agency spends on a case, historic against principles-based, and how it changes over time.",
    known_by=("case_ref", "agency", "date", "activity", "description"),
    happens_on="date",
    placed_by="case_ref",
    figures="cost",
    across=("agency", "approach", "description"),
    period_in="description",
    one_for_all=("case_ref",),
    columns=(
        Column("case_ref", "Case ref", Ref(), required=True, also=("Case", "Case id", "Case reference", "Case number")),
        Column(
            "agency",
            "Agency",
            Name(),
            required=True,
            also=("Organisation", "Service", "Agency incurring"),
            names="agency",
        ),
        Column(
            "cost",
            "Cost",
            Money(),
            also=("Amount", "Total cost", "Cost £", "£"),
            measured=("Value", "Spend", "Expenditure", "Total", "Net", "Cost"),
        ),
        Column("quantity", "Quantity", Number(minimum=0), also=("Qty", "Units", "Number of units")),
        Column(
            "unit_cost",
            "Unit cost",
            Money(),
            also=("Cost per unit", "Price"),
            help="May be blank where the unit costs have the activity and the agency.",
        ),
        Column("date", "Date", Date(), also=("Transaction date", "Interaction date", "On")),
        Column("approach", "Approach", APPROACH, also=("Historic or principles-based", "Period", "Pre or post")),
        Column(
            "activity",
            "Activity",
            Name(),
            also=("Activity type", "Interaction", "Transaction", "Transaction type"),
            names="activity",
        ),
        Column("team", "Team", Text(), also=("Team or service", "Team/service"), fold="name"),
        Column("worker_role", "Worker role", Text(), also=("Role", "Job role"), names="role"),
        Column(
            "worker",
            "Worker",
            Text(),
            also=("Worker ref", "Worker id"),
            help="A reference such as SW 3. Never a name.",
            fold="name",
        ),
        Column(
            "description", "Description", Text(), also=("What was done", "What was received", "Details"), fold="name"
        ),
        Column("price_year", "Price year", FinancialYear(), also=("Price base", "Prices of"), help="Such as 2012-13."),
        Column("cash_type", "Cash type", CASH_TYPE, also=("Cashable", "Cashability")),
        Column(
            "unit_cost_source",
            "Source of unit cost",
            Text(),
            also=("Unit cost source", "Source", "Source of the unit cost"),
        ),
    ),
    needs_one_of=(("cost",), ("quantity", "unit_cost"), ("quantity", "activity")),
    instead={"cost": ("quantity", "unit_cost")},
    examples=(
        {
            "Case ref": "EX1",
            "Agency": "Social services",
            "Cost": 240,
            "Quantity": None,
            "Unit cost": None,
            "Date": dt.date(2024, 5, 2),
            "Approach": "Historic",
            "Activity": "Assessment",
            "Team": "Children in need",
            "Worker role": "Social worker",
            "Worker": "SW 1",
            "Description": "Assessed again after a re-referral",
            "Price year": "2024-25",
            "Cash type": "Capacity",
            "Source of unit cost": "Finance team",
        },
        {
            "Case ref": "EX1",
            "Agency": "Housing association",
            "Cost": None,
            "Quantity": 3,
            "Unit cost": 42.5,
            "Date": dt.date(2024, 9, 20),
            "Approach": "Principles-based",
            "Activity": "Visit",
            "Team": "Locality team",
            "Worker role": "Key worker",
            "Worker": "KW 1",
            "Description": "Three visits to sort the heating",
            "Price year": "2024-25",
            "Cash type": "Capacity",
            "Source of unit cost": "Finance team",
        },
    ),
)
