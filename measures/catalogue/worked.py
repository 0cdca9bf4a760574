"""What several measures share: the rows of their worked examples, and words."""

import datetime as dt
from collections.abc import Mapping

from measures.record import SOURCES

Rows = tuple[Mapping[str, object], ...]

# Of which month, quarter or year a count is no point: see `kept/periods.sql`.
ONLY_IN_PART = "of which the record lacks more than four days at its beginning or its end"
OF_FEW = "of fewer than ten, or of fewer than half as many as usual,"
# Which months are noughts.
NONE_IS_0 = (
    "A month without any is 0; but where those who were followed have no row at all for twelve whole months or more, "
    "these are no points: that nothing is recorded so long is not the same as nothing done."
)
# How the formula of what is done for cases in a month goes on.
FOR_EACH_CASE = (
    "Of all cases: those that were followed all through it, but for four days at either end, each set against itself, "
    "so that cases that join or leave change nothing: what they had together ÷ what the same cases have in an average "
    "month × what each case has in an average month. A month with fewer than half as many cases as the fullest is left "
    "out."
)
# What a day still to come says of how long a case was followed.
STILL_FOLLOWED = (
    "A case that is said to be followed until a day still to come counts until its last row, as one of which nobody "
    "says until when. Where it needed nothing since, write the day until which that is known."
)
# Whose waits are counted.
KNOWN_WAITS = (
    "Counted are those who asked so long ago that all are followed equally long, by the last day of the file that says "
    "what became of them: four weeks where half of all are followed so long, and twice as long as it usually takes "
    "where that is more (by steps of 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84, 112, 168, 252 and 365 days). A period "
    "that takes longer is drawn at that many days, with a note; one with fewer than ten is no point."
)
# Over which time hours are laid side by side.
HOURS_A_WEEK = (
    "Hours a week are those of each source (an agency in a locality) over the whole weeks in which it was observed, "
    "and these together."
)
# What a share over time has for a point.
OVER_TIME = (
    "Over time a week, a month or a quarter is a point, as is chosen; one of fewer than ten, or of fewer than half as "
    "many "
    f"as usual, is none, and neither is a first or last month {ONLY_IN_PART}, nor a week or a quarter that is not "
    f"whole."
)

# A has four flags; B two and a blank; C one, and no postcode; D has a recorded tier; E has nothing known, so no tier.
HOUSEHOLDS: Rows = (
    {
        "Household ref": "A",
        "Street name": "Larkspur Road",
        "Postcode": "ZZ9 4DF",
        "Locality": "Northfield",
        "CYP referral": "Y",
        "Rent arrears": "Y",
        "Crime": "Y",
        "VA": "Y",
        "Count of flags": 4,
    },
    {
        "Household ref": "B",
        "Street name": "Larkspur Rd",
        "Postcode": "ZZ9 4DF",
        "Locality": "Northfield",
        "CYP referral": "Y",
        "Rent arrears": "N",
        "Crime": "y",
        "VA": None,
        "Count of flags": 3,
    },
    {
        "Household ref": "C",
        "Street name": "LARKSPUR ROAD",
        "Postcode": None,
        "Locality": "Northfield",
        "CYP referral": "Y",
        "Rent arrears": "N",
        "Crime": "N",
        "VA": "N",
        "Count of flags": 1,
    },
    {
        "Household ref": "D",
        "Street name": "Larkspur Avenue",
        "Postcode": "ZZ9 5AB",
        "Locality": "Southfield",
        "CYP referral": "Y",
        "Rent arrears": "N",
        "Crime": "N",
        "VA": "N",
        "Tier": "I need serious help (multiple complex needs)",
    },
    {
        "Household ref": "E",
        "Street name": "Larkspur Avenue",
        "Postcode": "ZZ9 5AB",
        "Locality": "Southfield",
        "CYP referral": None,
        "Rent arrears": None,
        "Crime": None,
        "VA": None,
    },
)

# A rates one statement twice, with a worker's rating beside their own on the second day, and one statement once; B
# rates one twice. Spelled otherwise, a statement is still the same.
RATINGS: Rows = tuple(
    dict(zip(("Case ref", "Statement", "Date", "Rating", "Rated by", "Note"), row))
    for row in (
        ("A", "I have space of my own", dt.date(2024, 9, 1), 0, "Person", None),
        ("A", "I sleep at night", dt.date(2024, 9, 1), 4, "Person", None),
        ("A", "I have SPACE of my own.", dt.date(2024, 12, 1), 6, "Person", "“A door I can close.”"),
        ("A", "I have space of my own", dt.date(2024, 12, 1), 8, "Worker", None),
        ("B", "I sleep at night", dt.date(2024, 9, 5), 5, "Person", None),
        ("B", "I sleep at night", dt.date(2024, 12, 9), 3, "Person", None),
    )
)

# A case whose new way of working began on 1 March 2025.
CASE_A: Rows = (
    {
        "Case ref": "A",
        "Intervention date": dt.date(2025, 3, 1),
        "Title": "Up the stairs",
        "What matters": "I need to get up my own stairs",
        "Consent to show": "Y",
    },
)

# Three historic interactions: one worker and one agency written in two ways; one that names no worker, with quantity ×
# unit cost.
LINES: Rows = (
    {
        "Case ref": "A",
        "Agency": "Social services",
        "Cost": 100,
        "Quantity": None,
        "Unit cost": None,
        "Date": dt.date(2023, 5, 2),
        "Approach": "Historic",
        "Activity": "Referral",
        "Team": "Duty team",
        "Worker role": "Social worker",
        "Worker": "SW 3",
        "Description": "Referral to the duty team",
        "Price year": "2024-25",
    },
    {
        "Case ref": "A",
        "Agency": "Social Services",
        "Cost": 400,
        "Quantity": None,
        "Unit cost": None,
        "Date": dt.date(2024, 6, 3),
        "Approach": "Historic",
        "Activity": "Re-assessment",
        "Team": "Duty Team",
        "Worker role": "Social Worker",
        "Worker": "sw-3",
        "Description": "Assessed again",
        "Price year": "2024-25",
    },
    {
        "Case ref": "A",
        "Agency": "Health",
        "Cost": None,
        "Quantity": 2,
        "Unit cost": 25.5,
        "Date": dt.date(2024, 7, 4),
        "Approach": None,
        "Activity": "Equipment",
        "Team": "Equipment store",
        "Worker role": None,
        "Worker": None,
        "Description": "Bath board",
        "Price year": "2024-25",
    },
)

# What was done instead: the stairs.
DONE: Mapping[str, object] = {
    "Case ref": "A",
    "Agency": "Housing",
    "Cost": 300,
    "Date": dt.date(2025, 4, 1),
    "Approach": "Principles-based",
    "Activity": "Adaptation",
    "Description": "Stair rail fitted",
    "Price year": "2024-25",
}

# Demands of a record that keeps working days: a whole week, one without any, another whole one, and one cut off on
# Wednesday.
WEEKS_OF_DEMANDS: Rows = tuple(
    dict(zip(("Received on", "What the person asked", "Value or failure", "Resolved on"), row))
    for row in (
        (dt.date(2026, 1, 5), "My heating is off", "Value", dt.date(2026, 1, 5)),
        (dt.date(2026, 1, 7), "Nobody came about the damp", "Failure", dt.date(2026, 1, 21)),
        (dt.date(2026, 1, 19), "You sent the wrong form", "Failure", dt.date(2026, 1, 21)),
        (dt.date(2026, 1, 20), "When will you call back?", "Failure", None),
        (dt.date(2026, 1, 23), "Where do I pay?", None, dt.date(2026, 1, 23)),
        (dt.date(2026, 1, 28), "Still no heating", "Failure", None),
    )
)

# Demands with minutes: one without, one that nobody has classified, and a week without any.
TIMED_DEMANDS: Rows = tuple(
    dict(zip(("Received on", "What the person asked", "Value or failure", "Type of demand", "Agency", "Minutes"), row))
    for row in (
        (dt.date(2026, 1, 5), "Nobody came about the damp", "Failure", "Damp", "Council", 60),
        (dt.date(2026, 1, 6), "Still nobody", "Failure", "damp", "COUNCIL", None),
        (dt.date(2026, 1, 9), "Where do I pay?", "Value", "Pay", "Council", 20),
        (dt.date(2026, 1, 19), "You sent the wrong form", "Failure", "Forms", "Health", 15),
        (dt.date(2026, 1, 23), "I am ringing about the letter", None, None, None, 5),
    )
)


def in_weeks(*told: tuple[str | None, str, int, int, int]) -> tuple[dict, ...]:
    """Hours of `TIMED_DEMANDS`: category, split, how many, of how many the minutes are known, and these. All sources
    are of one file, so they were observed on the same days: in three whole weeks."""
    return tuple(
        {"category": category, "split": split, "count": count, "timed": timed, "minutes": minutes}
        | {"cohort": 1, "days": 21, "weekly_minutes": minutes}
        for category, split, count, timed, minutes in told
    )


def points(of: tuple[str, str | None, str | None, str], *told: tuple) -> tuple[dict, ...]:
    """Rows of the shape `capability`: `of` is series, unit, better and what is counted; each other one when, value,
    left_out, note, counted."""
    series, unit, better, counted = of
    rows = ((*row, None, None, None)[:5] for row in told)
    return tuple(
        {"series": series, "when": when, "value": value, "note": note, "left_out": why, "counted": number}
        | ({"unit": counted, "better": None} if why else {"unit": unit, "better": better})
        for when, value, why, note, number in rows
    )


def shares(*told: tuple) -> tuple[dict, ...]:
    """Rows of the shape `share`, of counts: period or category, part, whole, left_out and partial; what is in no share
    has no part."""
    return tuple(_share(*row) for row in told)


def of_one_source(known: int, of_all: int) -> tuple[dict, ...]:
    """Rows of a share that say of how many it is known: of demands without an agency or a place."""
    row = _share(None, known, of_all) | {"denominator": None}
    return tuple(row | {"left_out": why} for why in SOURCES)


def _share(
    place: dt.date | str | None, part: int | None, whole: int, why: str | None = None, partial: str | None = None
) -> dict:
    period, category = (None, place) if isinstance(place, str) else (place, None)
    return {
        "period": period, "category": category, "numerator": part, "denominator": None if part is None else whole,
        "part": part, "counted": whole, "left_out": why, "partial": partial,
    }  # fmt: skip
