"""The shapes an answer can have. Each owns its columns and its arithmetic: division happens here and nowhere else."""

from measures.definition import Measure
from measures.shapes.base import Shape, share
from measures.shapes.before_and_after import BeforeAndAfter
from measures.shapes.capability import Capability, Spending
from measures.shapes.costs import Costs
from measures.shapes.effort import Caseload, Compared, Effort, Weekly
from measures.shapes.frequency import Between, Days, Figures, Flags, Frequency, Recurrence
from measures.shapes.listing import Listing
from measures.shapes.ratings import Ratings
from measures.shapes.record import Coverage
from measures.shapes.results import Results
from measures.shapes.shares import Share
from measures.shapes.weekdays import Weekdays

__all__ = [
    "SHAPES",
    "BeforeAndAfter",
    "Between",
    "Capability",
    "Caseload",
    "Compared",
    "Costs",
    "Coverage",
    "Days",
    "Effort",
    "Figures",
    "Flags",
    "Frequency",
    "Listing",
    "Ratings",
    "Recurrence",
    "Results",
    "Shape",
    "Share",
    "Spending",
    "Weekdays",
    "Weekly",
    "share",
]

SHAPES: dict[str, type[Shape]] = {
    "frequency": Frequency,
    "costs": Costs,
    "before_and_after": BeforeAndAfter,
    "ratings": Ratings,
    "listing": Listing,
    "share": Share,
    "results": Results,
    "capability": Capability,
    "effort": Effort,
}
# Where a measure says so, its rows of a shape are read with arithmetic of their own.
FORMS: dict[str, type[Shape]] = {
    "spending": Spending,
    "recurrence": Recurrence,
    "days": Days,
    "between": Between,
    "weekdays": Weekdays,
    "figures": Figures,
    "flags": Flags,
    "compared": Compared,
    "weekly": Weekly,
    "caseload": Caseload,
    "coverage": Coverage,
}


def shape_of(measure: Measure) -> type[Shape]:
    """What a measure's rows are read as: its shape, or the form of it that the measure has."""
    return FORMS.get(measure.form, SHAPES[measure.shape])
