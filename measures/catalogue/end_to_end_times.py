"""M6: end-to-end time, in calendar days, of each demand in order of completion."""

import datetime as dt

from measures.catalogue.worked import WEEKS_OF_DEMANDS, points
from measures.definition import Example, Measure

MEASURE = Measure(
    name="end_to_end_times",
    title="End-to-end time",
    sentence="Calendar days from a person's asking to the day it was done, a point for each demand in order of "
    "completion.",
    purpose="To see how long people wait from their point of view, and how far that can be predicted.",
    formula="The day it was resolved less the day it was received: 0 for the same day. Demands that are not completed "
    "are counted apart.",
    shape="capability",
    counts="demands",
    unit="days",
    better="Down",
    of="demand",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "latest"),
    caveats=(
        "Demands still open are no points here, and the longest waits may be among them.",
        "Times are skewed: most are short and a few very long, so more points lie above the upper limit than chance "
        "would put there. Ask "
        "what those people wanted.",
        "Points stand in the order of completion, at equal steps: days on which much was completed take more room. "
        "Those "
        "of one day stand in an order that says nothing.",
    ),
    example=Example(
        sheets={"demands": WEEKS_OF_DEMANDS},
        answer=points(
            ("End-to-end time", "days", "Down", "demands"),
            (dt.date(2026, 1, 5), 0),
            (dt.date(2026, 1, 21), 2),
            (dt.date(2026, 1, 21), 14),
            (dt.date(2026, 1, 23), 0),
            (None, 2, "not completed"),
        ),
    ),
)
