"""M6: how many calendar days people wait, those who wait longest among them."""

from measures.catalogue.worked import WEEKS_OF_DEMANDS
from measures.definition import Example, Measure

MEASURE = Measure(
    name="end_to_end_days",
    title="Days from asking to done",
    sentence="How many demands took how many calendar days, from a person's asking to the day it was done.",
    purpose="To see how long people wait, from their own point of view.",
    formula="The day it was resolved less the day it was received: 0 on the same day. Counted are those who asked so "
    "long ago that all are followed equally long, by the last day of the file that says what became of them, at least "
    "twice as long as nine of ten take (as half take, where fewer than ten are followed so long, or nine of ten are "
    "not done within a year). Who is not done by then is longer than any. A day of resolution before the day of "
    "asking is refused when a spreadsheet is loaded.",
    shape="frequency",
    form="days",
    category="days",
    counts="demands",
    blank={"their sheet does not say when they were resolved": "resolved_on"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    beyond=True,
    caveats=(
        "The latest who asked are in no figure: they would all seem quick, or slow. Nor is anybody whose sheet has no "
        "column of when it was resolved, or who was resolved the first time and has no day.",
        "There is no average here: a few very long waits would hide what most people meet. Over time has the "
        "capability chart.",
    ),
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=(
            {"category": 0, "split": None, "count": 2},
            {"category": 2, "split": None, "count": 1},
            {"category": None, "split": "not done within 4 days", "count": 2},
            {"category": None, "split": "asked less than 4 days before their record ends", "count": 1},
        ),
    ),
)
