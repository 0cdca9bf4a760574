"""M9: what one case took: interactions, agencies, teams, referrals, assessments and workers (deck, slides 6 and 7)."""

import datetime as dt

from measures.catalogue.worked import CASE_A, LINES
from measures.definition import Example, Measure
from measures.words import plural


def headline(answer) -> str:
    """“129 interactions with 36 teams or services of 8 agencies”."""
    shape = answer.shape
    if not shape.n:
        unsaid = shape.count("Interactions of no stated approach", None)
        beside = f"; {plural(unsaid, 'interaction')} of no stated approach" if unsaid else ""
        return f"No interaction before the new way of working is recorded{beside}"
    teams, agencies = shape.count("Teams or services", None), shape.count("Agencies", None)
    with_teams = f" with {plural(teams, 'team or service', 'teams or services')}" if teams else ""
    return f"{plural(shape.n, 'interaction')}{with_teams} of {plural(agencies, 'agency', 'agencies')}"


MEASURE = Measure(
    name="case_people",
    title="How many people it took",
    sentence="How many interactions, agencies, teams, referrals, assessments and different workers a case took.",
    purpose="To see what it is like to be helped by everyone in part and nobody as a whole.",
    formula="Counts of the rows of a case before the new way of working: rows marked Historic, and rows without an "
    "approach that are dated before the intervention date; those of which neither tells are counted beside. A row "
    "with a date or an activity is one interaction, whatever its quantity; a row with neither is a line of cost, and "
    "so are a payment (by a word of its activity) and a credit. A referral or assessment is a row whose activity has that word in "
    "it. Agencies, teams and workers are counted once each, after folding capitals, spaces, dots and hyphens; a "
    "worker is a role and a reference, so SW 3 is one social worker in whichever team.",
    shape="frequency",
    form="figures",
    category="what it took",
    counts="how many",
    categories=(
        "Interactions",
        "Interactions that name no worker",
        "Agencies",
        "Teams or services",
        "Referrals",
        "Assessments",
    ),
    sheets=("transactions",),
    filters=("case",),
    headline=headline,
    caveats=(
        "Interactions that name no worker are counted beside: the number of people is at least that shown.",
        "These are counts of what was recorded. What nobody wrote down is not here.",
        "It is the story of one case, not a measure of any worker or team.",
    ),
    example=Example(
        sheets={
            "cases": CASE_A,
            "transactions": (
                *LINES,
                # Dated on the day the new way of working began: not part of what it took.
                {
                    "Case ref": "A",
                    "Agency": "Social services",
                    "Cost": 50,
                    "Date": dt.date(2025, 3, 1),
                    "Activity": "Visit",
                },
            ),
        },
        answer=(
            {"category": "Interactions", "split": None, "count": 3},
            {"category": "Agencies", "split": None, "count": 2},
            {"category": "Teams or services", "split": None, "count": 2},
            {"category": "Referrals", "split": None, "count": 1},
            {"category": "Assessments", "split": None, "count": 1},
            {"category": "Social Worker", "split": "Different workers", "count": 1},
            {"category": "Interactions that name no worker", "split": None, "count": 1},
        ),
    ),
)
