"""M4: which types of demand come again and again."""

import datetime as dt

from measures.definition import Example, Measure

FIRST, SECOND = dt.date(2026, 1, 5), dt.date(2026, 1, 12)

MEASURE = Measure(
    name="predictability",
    title="Predictability of types",
    sentence="Which types of demand were seen in at least 6 of the last 8 weeks.",
    purpose="To tell what is worth redesigning for, because it will come again, from what came once.",
    formula="Types seen in 6 or more of the last 8 weeks ÷ all types. Weeks are from Monday to Sunday, and those that "
    "the record has whole, of the sources (agencies in localities) that receive demands of the type: others are "
    "passed over. Where there are fewer than 8 such weeks it is too early to say, and so it is of a type that was not "
    "seen in 6 where less than 80% of what its agencies received in them have a type yet.",
    shape="frequency",
    form="recurrence",
    category="type",
    split="week",
    counts="demands",
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until"),
    caveats=(
        "A failure that comes every week is as predictable as a need: it can be prevented.",
        "Six of eight weeks is a rule of thumb. A type that comes every month is predictable too, though not by this "
        "rule.",
        "Filters of locality and agency leave fewer demands, so fewer types come every week.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Type of demand": type_}
                for day, words, type_ in (
                    (dt.date(2026, 1, 1), "I need a school place", "A school place"),
                    (dt.date(2026, 1, 5), "Nobody came about the damp", "When is my repair?"),
                    (dt.date(2026, 1, 14), "Where is the plumber", "When is my repair?"),
                    (dt.date(2026, 1, 15), "Hello?", None),
                )
            )
        },
        answer=tuple(
            dict(zip(("category", "split", "count", "monday", "typed", "asked"), row))
            for row in (
                ("A school place", 7, 0, FIRST, 1, 1),
                ("A school place", 8, 0, SECOND, 1, 2),
                ("A school place", None, 1, None, 0, 0),
                ("When is my repair?", 7, 1, FIRST, 1, 1),
                ("When is my repair?", 8, 1, SECOND, 1, 2),
            )
        ),
    ),
)
