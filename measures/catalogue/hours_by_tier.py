"""Hours that households of each tier take, and so how many a team can carry."""

import datetime as dt

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure

# A row of a tier of which nothing is known but the record.
TIER = {"split": None, "left_out": None, "households": 0, "asked": 0, "count": 0, "timed": 0, "minutes": None} | {
    "cohort": None, "days": None, "weekly_minutes": None, "first_day": dt.date(2026, 1, 5), "last_day": dt.date(2026, 1, 18),
    "named_here": 2, "named": 2,
}  # fmt: skip

MEASURE = Measure(
    name="hours_by_tier",
    title="Hours per household by tier",
    sentence="How many hours the demands of households at each tier take, for each household of the tier.",
    purpose="To see how many households a team can carry, and how many teams a locality of this size needs.",
    formula="Minutes of the demands of the households of a tier ÷ all households of the tier, those that asked for "
    "nothing among them; by source (an agency in a locality), over the whole weeks in which it was observed. The high "
    "figure takes demands without minutes to be as long as the others of their tier, and shares out demands that "
    "name no household as the others are, those of a place among all households there, and those that name no place "
    "either among all on the list; those that name a household that is not on the list are its own. Of a tier that "
    "no demand names there is no high figure where some name no household.",
    shape="effort",
    form="caseload",
    category="tier",
    counts="households",
    sheets=("households", "demands"),
    filters=("locality", "flag", "tier"),
    beyond=True,  # what names neither a household nor a place is shared out by the demands of every place
    caveats=(
        "These are the hours that the system takes as it is, failure demand included: not what the work would take if "
        "it were done well.",
        "Only what somebody logged, and only the time of who received it: visits, meetings and other agencies' work "
        "are not in it.",
        "Demand is not spread evenly: a team that can carry so many on average has weeks in which it cannot.",
    ),
    example=Example(
        sheets={
            "households": (HOUSEHOLDS[0], HOUSEHOLDS[2], HOUSEHOLDS[4]),
            "demands": (
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": "Nobody came",
                    "Minutes": 30,
                    "Household ref": "a",
                },
                {
                    "Received on": dt.date(2026, 1, 9),
                    "What the person asked": "Still nobody",
                    "Minutes": None,
                    "Household ref": "A",
                },
                {
                    "Received on": dt.date(2026, 1, 18),
                    "What the person asked": "Where do I pay?",
                    "Minutes": 10,
                    "Household ref": "Z",
                },
            ),
        },
        answer=(
            TIER | {"category": 1, "households": 1, "asked": 1},
            TIER
            | {"category": 1, "count": 2, "timed": 1, "minutes": 30, "cohort": 1, "days": 14, "weekly_minutes": 30},
            TIER | {"category": 3, "households": 1},
            TIER | {"category": None, "households": 1},
            TIER | {"category": None, "left_out": "not listed", "count": 1, "timed": 1, "minutes": 10},
        ),
    ),
)
