"""Unit costs: what one activity of one agency costs, in the prices of which year, and who says so."""

from measures.cells import FinancialYear, Money, Text
from measures.schema import Column, Sheet

SHEET = Sheet(
    kind="unit_costs",
    title="Unit costs",
    row_is="the price of one activity",
    purpose="Give every cost its source and price year.",
    key=("activity", "agency", "price_year"),
    figures="unit_cost",
    across=("price_year",),
    columns=(
        Column(
            "activity",
            "Activity",
            Text(),
            required=True,
            also=(
                "Activity type",
                "Interaction",
                "Item",
                "Cost detail",
                "Cost item",
                "Cost description",
                "Outcome detail",
            ),
            names="activity",
        ),
        Column("agency", "Agency", Text(), required=True, also=("Organisation", "Service"), names="agency"),
        Column("unit_cost", "Unit cost", Money(nil=False), required=True, also=("Cost", "Cost per unit", "Price")),
        Column("unit", "Unit", Text(), also=("Per", "Units")),
        Column(
            "price_year",
            "Price year",
            FinancialYear(),
            required=True,
            also=("Price base", "Prices of"),
            help="Such as 2012-13.",
        ),
        Column(
            "source",
            "Source",
            Text(),
            required=True,
            also=("Source of unit cost", "Where from", "Reference", "Source / reference"),
        ),
    ),
    examples=(
        {
            "Activity": "Assessment",
            "Agency": "Social services",
            "Unit cost": 240,
            "Unit": "assessment",
            "Price year": "2024-25",
            "Source": "Finance team",
        },
        {
            "Activity": "Visit",
            "Agency": "Housing association",
            "Unit cost": 42.5,
            "Unit": "visit",
            "Price year": "2024-25",
            "Source": "Finance team",
        },
    ),
)
