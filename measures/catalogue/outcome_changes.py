"""M13 for many people: better, the same or worse, statement by statement."""

from measures.catalogue.worked import RATINGS
from measures.definition import Example, Measure
from measures.shapes.ratings import CHANGES

MEASURE = Measure(
    name="outcome_changes",
    title="Outcomes of many people",
    sentence="For each statement, how many people rate it higher, the same or lower than at the start, how many "
    "rated it last long ago, and how many once.",
    purpose="To see whether help designed around what matters is making lives better, and for whom it is not.",
    formula="Each person's latest rating of a statement against the first by the same rater, their own where there is "
    "any: above, the same, or below. Where the latest is more than a year before the latest of anybody, it is said to "
    "be of long ago, and in none of these. People are counted; ratings are not averaged.",
    shape="frequency",
    form="changes",
    sheets=("ratings",),
    counts="people",
    category="statement",
    split="change",
    labels=CHANGES,
    splits=tuple(CHANGES),
    caveats=(
        "A person is counted under each of their statements, so the rows cannot be added up into people.",
        "Higher by one and higher by nine count alike: the numbers are each person's own steps. Open a case to see "
        "them.",
        "People whose help has ended, or who stopped being asked, may have only one rating. They are shown, and say "
        "nothing of change.",
        "A statement that the person never rated is as somebody else rates it, such as a worker: the page says of how "
        "many.",
        "Not evidence of cause: a rating may change for reasons that have nothing to do with the help.",
    ),
    example=Example(
        sheets={"ratings": RATINGS},
        answer=(
            {"category": "I have space of my own", "split": "better", "count": 1},
            {"category": "I sleep at night", "split": "worse", "count": 1},
            {"category": "I sleep at night", "split": "one rating", "count": 1},
        ),
    ),
)
