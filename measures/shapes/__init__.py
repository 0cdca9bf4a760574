"""The shapes an answer can have. Each owns its columns and its arithmetic: division happens here and nowhere else."""

from measures.shapes.base import Shape, share
from measures.shapes.before_and_after import BeforeAndAfter
from measures.shapes.capability import Capability, Hours, Ratios, Spending
from measures.shapes.capacity import TierHours, WeeklyHours
from measures.shapes.costs import Costs
from measures.shapes.demand import Classified, Days, Effort, Recurrence
from measures.shapes.frequency import Frequency
from measures.shapes.listing import Listing
from measures.shapes.ratings import Ratings
from measures.shapes.results import Results
from measures.shapes.shares import Shares
from measures.shapes.tally import Tally

__all__ = [
    "SHAPES",
    "BeforeAndAfter",
    "Capability",
    "Classified",
    "Costs",
    "Days",
    "Effort",
    "Frequency",
    "Hours",
    "Listing",
    "Ratings",
    "Ratios",
    "Recurrence",
    "Results",
    "Shape",
    "Shares",
    "Spending",
    "Tally",
    "TierHours",
    "WeeklyHours",
    "share",
]

SHAPES: dict[str, type[Shape]] = {
    "frequency": Frequency,
    "costs": Costs,
    "before_and_after": BeforeAndAfter,
    "ratings": Ratings,
    "tally": Tally,
    "listing": Listing,
    "shares": Shares,
    "results": Results,
    "capability": Capability,
    "hours": Hours,
    "ratios": Ratios,
    "spending": Spending,
    "classified": Classified,
    "effort": Effort,
    "recurrence": Recurrence,
    "days": Days,
    "weekly_hours": WeeklyHours,
    "tier_hours": TierHours,
}
