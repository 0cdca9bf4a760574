"""What people asked where a system condition was named, in their own words."""

import datetime as dt

from measures.definition import Example, Measure
from measures.words import plural


def headline(answer) -> str:
    """How many system conditions have words behind them, and how many demands these are; of too many, how many are
    here."""
    of_each = {row["condition"]: row["of_condition"] for row in answer.shape.rows}
    here, demands = sum(of_each.values()), plural(answer.n, "demand")
    if here < answer.n:
        return f"The newest words behind the {len(of_each)} system conditions named most: {here:,} of {demands}"
    return f"The newest words behind {plural(len(of_each), 'system condition')}, named for {demands}"


MEASURE = Measure(
    name="system_condition_words",
    title="The words behind system conditions",
    sentence="What people asked where a system condition was named, word for word.",
    purpose="To hear what a cause in the system does to people, before anybody argues about the cause.",
    formula="The words of the demands for which a system condition was named, as they were written: the newest ten of "
    "each condition, those named most first, at most 200 in all. Demands that were counted without their words are "
    "not here.",
    shape="listing",
    form="conditions",
    category="words",
    counts="demands",
    labels={
        "condition": "system condition",
        "of_condition": "demands with it",
        "words": "what the person asked",
        "received": "received on",
        "only_month": "only the month is known",
        "only_week": "only the week is known",
        "said": "value or failure",
        "type": "type",
        "agency": "agency",
        "ref": "demand ref",
        "total": "in all",
    },
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    headline=headline,
    caveats=(
        "The newest ten of each are here, in people's own words, which may say who they are. Think before you show "
        "them to others.",
        "A condition is what somebody thought at the time. Go and see the work before you act on it.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, day),
                    "What the person asked": words,
                    "Value or failure": "Failure",
                    "Agency": "Council",
                    "System condition": cause,
                }
                for day, words, cause in (
                    (5, "Nobody came about the damp", "Repairs batched by trade"),
                    (6, "Where is the plumber", "repairs batched by trade"),
                    (7, "You closed my case", "Targets"),
                    (8, "You promised to ring me back", None),
                )
            )
        },
        answer=tuple(
            {
                "condition": cause,
                "of_condition": of,
                "words": words,
                "received": dt.date(2026, 1, day),
                "only_month": False,
                "only_week": False,
                "said": "Failure",
                "type": None,
                "agency": "Council",
                "ref": None,
                "total": 3,
            }
            for cause, of, words, day in (
                ("Repairs batched by trade", 2, "Where is the plumber", 6),
                ("Repairs batched by trade", 2, "Nobody came about the damp", 5),
                ("Targets", 1, "You closed my case", 7),
            )
        ),
    ),
)
