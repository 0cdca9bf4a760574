"""What one household asked, again and again: its demands as one line."""

import datetime as dt

from measures.definition import Example, Measure
from measures.shapes.demand import CLASSIFIED, FAILURE
from measures.words import plural


def headline(answer) -> str:
    """How often the household asked and over how many days; or of how many households these are."""
    rows = answer.shape.rows
    households = {row["household"] for row in rows}
    if len(households) > 1 or "household" not in answer.filters:
        here = sum({row["household"]: row["of_household"] for row in rows}.values())
        of = plural(len(households), "household")
        rest = " that asked most often" if here < answer.n else ""
        each = "each household’s " if len(households) > 1 else ""
        return f"{of}{rest}: {plural(here, 'demand')}, {each}in the order in which they came"
    known = [row["received"] for row in rows if not (row["only_month"] or row["only_week"])]
    days = (max(known) - min(known)).days if len(known) == answer.n else 0
    over = f" in {plural(days, 'day')}" if days else ""
    asked = f"Household {rows[0]['household']} asked {plural(answer.n, 'time')}{over}"
    classified = [row["said"] for row in rows if row["said"] in CLASSIFIED]
    if len(rows) < answer.n or not classified:
        return asked
    failures, of = (
        classified.count(FAILURE),
        "them" if len(classified) == answer.n else f"{len(classified):,} classified",
    )
    return f"{asked}; {failures:,} of {of} {'is' if failures == 1 else 'are'} failure demand"


MEASURE = Measure(
    name="demands_of_household",
    title="A household’s demands in order",
    sentence="What a household asked, word for word, in the order in which it asked, with the days between.",
    purpose="To see what happens to a household that has to ask again and again, whoever it asks.",
    formula="The demands of a household by the day on which they were received, and the days since the one before. "
    "Where the day of one of the two is not known, but only its week or its month, nothing is said of the days "
    "between. Of several households, those that asked most often come first, and at most 200 demands are here. "
    "Demands without a household ref are not here.",
    shape="listing",
    form="line",
    category="words",
    counts="demands",
    labels={
        "household": "household",
        "of_household": "demands of the household",
        "received": "received on",
        "only_month": "only the month is known",
        "only_week": "only the week is known",
        "days_since": "days since the one before",
        "words": "what the person asked",
        "said": "value or failure",
        "type": "type",
        "agency": "agency",
        "ref": "demand ref",
        "total": "in all",
    },
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "household"),
    headline=headline,
    caveats=(
        "These are one household's own words, and say who it is to anybody who knows it. Think before you show "
        "them to others.",
        "A household that asks often is not a difficult one: look for what it had to ask again for.",
        "What it asked of somebody who does not write it down, or without its reference, is not here.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, day),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Household ref": household,
                }
                for day, words, said, household in (
                    (9, "Still nobody", "Failure", "h 1"),
                    (5, "My heating is off", "Value", "H 1"),
                    (23, "You sent the wrong part", "Failure", "H 1"),
                    (7, "Where do I pay?", "Value", "H2"),
                    (8, "It is cold", "Value", None),
                )
            )
        },
        answer=tuple(
            {
                "household": household,
                "of_household": of,
                "received": dt.date(2026, 1, day),
                "only_month": False,
                "only_week": False,
                "days_since": since,
                "words": words,
                "said": said,
                "type": None,
                "agency": "Not recorded",
                "ref": None,
                "total": 4,
            }
            for household, of, day, since, words, said in (
                ("H 1", 3, 5, None, "My heating is off", "Value"),
                ("H 1", 3, 9, 4, "Still nobody", "Failure"),
                ("H 1", 3, 23, 14, "You sent the wrong part", "Failure"),
                ("H2", 1, 7, None, "Where do I pay?", "Value"),
            )
        ),
    ),
)
