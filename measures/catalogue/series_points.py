"""Any measure over time that another system has already counted."""

import datetime as dt

from measures.catalogue.worked import points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="series_points",
    title="Uploaded series",
    sentence="Every point of the series sheets, series by series, in order of date.",
    purpose="To put any measure that a service already has on a chart that tells signals from noise.",
    formula="The values as they were uploaded. Names that differ only in capitals are one series; "
    "where the points of two files make none together (of weeks and of months, or two on most dates, as of two areas) "
    "they are a series for each file. What is dated "
    "later than today is no point until its day is past.",
    shape="capability",
    counts="points",
    sheets=("series",),
    caveats=(
        "A value that was corrected in a later file is a second point on its date: withdraw the earlier upload on "
        "History.",
        "A series that is itself an average or a percentage hides how much lies behind each point.",
    ),
    example=Example(
        sheets={
            "series": (
                {
                    "Measure": "Days to first visit",
                    "Date": dt.date(2026, 2, 1),
                    "Value": 11.5,
                    "Unit": "days",
                    "Better is": "Down",
                    "Note": "New team began",
                },
                {
                    "Measure": "days to first visit",
                    "Date": dt.date(2026, 1, 1),
                    "Value": 14,
                    "Unit": "days",
                    "Better is": "Down",
                },
                {"Measure": "New tenancies", "Date": dt.date(2026, 1, 1), "Value": 31},
            )
        },
        answer=(
            *points(("Days to first visit", "days", "Down", "points"), (dt.date(2026, 1, 1), 14)),
            *points(
                ("Days to first visit", "days", "Down", "points"), (dt.date(2026, 2, 1), 11.5, None, "New team began")
            ),
            *points(("New tenancies", None, None, "points"), (dt.date(2026, 1, 1), 31)),
        ),
    ),
)
