"""Series: one point of a measure over time that another system has already counted."""

import datetime as dt

from measures.cells import Choice, Date, Number, Text
from measures.schema import Column, Sheet

BETTER_IS = Choice(
    options=("Up", "Down", "Neither"),
    also={"Up": ("Higher", "More", "High"), "Down": ("Lower", "Less", "Low"), "Neither": ("Neutral", "None")},
)

SHEET = Sheet(
    kind="series",
    title="Series",
    row_is="one point of a measure over time",
    purpose="Draw any measure over time with its limits.",
    known_by=("measure", "date"),
    once=True,
    named="measure",
    happens_on="date",
    gap="value",
    in_unit=("value",),
    figures="value",
    across=("date", "measure"),
    one_for_all=("measure",),
    columns=(
        Column(
            "measure",
            "Measure",
            Text(),
            required=True,
            also=("Series", "Name", "Indicator", "KPI", "Metric", "Performance indicator"),
            fold="ref",
        ),
        Column(
            "date",
            "Date",
            Date(periods=True),
            required=True,
            also=(
                "When",
                "Week",
                "Month",
                "Period",
                "Week beginning",
                "Week commencing",
                "Quarter",
                "Year",
                "Financial year",
            ),
        ),
        Column("value", "Value", Number(), required=True, also=("Number", "Result", "Count", "Figure", "Actual")),
        Column("unit", "Unit", Text(), also=("Units", "Measured in")),
        Column("better_is", "Better is", BETTER_IS, also=("Better", "Direction", "Improvement is")),
        Column("note", "Note", Text(), also=("Notes", "Comment")),
    ),
    examples=(
        {
            "Measure": "Days to first visit",
            "Date": dt.date(2026, 1, 1),
            "Value": 14,
            "Unit": "days",
            "Better is": "Down",
            "Note": None,
        },
        {
            "Measure": "Days to first visit",
            "Date": dt.date(2026, 2, 1),
            "Value": 11.5,
            "Unit": "days",
            "Better is": "Down",
            "Note": "New team began",
        },
    ),
)
