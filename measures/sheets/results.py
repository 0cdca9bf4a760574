"""Results: one before-and-after figure of a service (deck, slide 16)."""

from measures.cells import Change, Number, Text
from measures.schema import Column, Sheet

SHEET = Sheet(
    kind="results",
    title="Results",
    row_is="one before-and-after figure, or one count of outcomes",
    purpose="Show service results with their sample size, unit and period.",
    known_by=("measure", "unit", "period"),
    once=True,
    named="measure",
    in_unit=("before", "after"),
    columns=(
        Column(
            "measure", "Measure", Text(), required=True, also=("Result", "What was measured", "Outcome"), fold="ref"
        ),
        Column("before", "Before", Number(), also=("Previously", "From", "Was")),
        Column("after", "After", Number(), also=("Now", "To", "Count", "Number")),
        Column(
            "change",
            "Change",
            Change(),
            also=(
                "Difference",
                "Reduction",
                "Reduced by",
                "Decrease",
                "Decreased by",
                "Fall",
                "Fell by",
                "Drop",
                "Increase",
                "Increased by",
                "Rise",
                "Changed by",
                "Increase or decrease",
                "Increase decrease",
            ),
            help="After less before, in the unit: -3 for a fall by 3. Under Reduction, 3 is a fall; under Change %, "
            "or with % in the cell, it is per cent of before.",
        ),
        Column("unit", "Unit", Text(), also=("Units", "Measured in"), fold="ref"),
        Column(
            "sample_size", "Sample size", Number(minimum=0, whole=True, or_more=True), also=("Sample", "n", "Cases")
        ),
        Column("period", "Period", Text(), also=("When", "Year", "Window"), fold="ref"),
        Column("note", "Note", Text(), also=("Notes", "Comment")),
    ),
    needs_one_of=(("before",), ("after",), ("change",)),
    examples=(
        {
            "Measure": "Referrals that led to a funded package",
            "Before": 24.1,
            "After": 10.9,
            "Change": None,
            "Unit": "% of referrals",
            "Sample size": 250,
            "Period": "2013-14",
            "Note": None,
        },
        {
            "Measure": "Prevented hospital admissions",
            "Before": None,
            "After": 12,
            "Change": None,
            "Unit": "people",
            "Sample size": 93,
            "Period": "2013-14",
            "Note": "Outcomes overlap",
        },
    ),
)
