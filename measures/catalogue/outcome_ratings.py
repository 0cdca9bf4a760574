"""M13 for one person: every rating of their own statements (deck, slide 13, tier 1)."""

import datetime as dt

from measures.catalogue.worked import RATINGS
from measures.definition import Example, Measure

MEASURE = Measure(
    name="outcome_ratings",
    title="Outcomes in a person's own words",
    sentence="How a person rates each of their own statements, from 0 to 10 or on another scale, at the start and "
    "at each review.",
    purpose="To see whether what matters to this person is getting better, as they say it.",
    formula="The change of a statement is its latest rating less its first by the same rater. With one rating there "
    "is no change. Nothing is averaged.",
    shape="ratings",
    of="case",
    sheets=("ratings",),
    filters=("case",),
    counts="ratings",
    caveats=(
        "The numbers are steps of the person's own, not equal ones: from 2 to 4 is not “twice as good”, and an "
        "average or a "
        "percentage of them means nothing.",
        "Read the lines, not the area: on a radar the area grows faster than the ratings, and depends on the order of "
        "the statements.",
        "A statement not rated on a date is a gap, never 0. 0 is a rating.",
        "The line of a statement is one rater's: the person's own where there is any rating of theirs (Person, Self, "
        "Client, Service user, Tenant, Patient, Parent, Young person and the like, or who is called as the case is), "
        "else that of whoever rated it most often. Of several on one day it has the last row of the sheet. The list of "
        "ratings has them all, and says who.",
        "A rating more than five years from all others of its case counts for nothing, where others lie closer: its "
        "date is told when it is loaded.",
        "The latest rating says how things were on its day. Of one that is years old, ask again.",
        "Each rating keeps the scale of its sheet: 0 to 10, or what its heading has, such as Rating (1-5). A statement "
        "that a person rated on two scales is shown as two, for a rating of one is none of the other.",
        "Statements that differ only in capitals, spaces or punctuation are read as one.",
    ),
    example=Example(
        sheets={"ratings": RATINGS},
        answer=(
            {
                "case": "A",
                "statement": "I have space of my own",
                "nth": 1,
                "date": dt.date(2024, 9, 1),
                "rating": 0,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Person",
                "own": 1,
                "note": None,
                "place": 1,
                "left_out": None,
            },
            {
                "case": "A",
                "statement": "I have space of my own",
                "nth": 1,
                "date": dt.date(2024, 12, 1),
                "rating": 6,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Person",
                "own": 1,
                "note": "“A door I can close.”",
                "place": 1,
                "left_out": None,
            },
            {
                "case": "A",
                "statement": "I have space of my own",
                "nth": 1,
                "date": dt.date(2024, 12, 1),
                "rating": 8,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Worker",
                "own": 0,
                "note": None,
                "place": 2,
                "left_out": "by another rater",
            },
            {
                "case": "A",
                "statement": "I sleep at night",
                "nth": 2,
                "date": dt.date(2024, 9, 1),
                "rating": 4,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Person",
                "own": 1,
                "note": None,
                "place": 1,
                "left_out": None,
            },
            {
                "case": "B",
                "statement": "I sleep at night",
                "nth": 1,
                "date": dt.date(2024, 9, 5),
                "rating": 5,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Person",
                "own": 1,
                "note": None,
                "place": 1,
                "left_out": None,
            },
            {
                "case": "B",
                "statement": "I sleep at night",
                "nth": 1,
                "date": dt.date(2024, 12, 9),
                "rating": 3,
                "lowest": 0,
                "highest": 10,
                "rated_by": "Person",
                "own": 1,
                "note": None,
                "place": 1,
                "left_out": None,
            },
        ),
    ),
)
