"""Ratings: how a person rates a statement of their own on a date (deck, slide 13, tier 1)."""

import datetime as dt

from measures.cells import Date, Rating, Ref, Text
from measures.schema import Column, Sheet

# Who the person is, as a list calls them: ratings by any of these are the person's own. Add to it what your lists say;
# for one store, Outcomes has a box for it.
THEMSELVES = (
    "Person", "Self", "Me", "Myself", "Themselves", "Themself", "Herself", "Himself", "Own", "Own rating", "Self rated",
    "Self rating", "Self assessment", "Self assessed", "Client", "Service user", "User", "Customer", "Citizen", "Resident",
    "Patient", "Tenant", "Leaseholder", "Individual", "Participant", "Learner", "Pupil", "Student", "Claimant", "Applicant",
    "Service user themselves", "Client self",
)  # fmt: skip
# The same, of whom a case may have several: a mother's ratings are no line of her son's.
ONE_OF_THEM = (
    "Parent", "Mother", "Mum", "Father", "Dad", "Young person", "Child", "Son", "Daughter", "Grandparent", "Grandmother",
    "Grandfather", "Partner", "Husband", "Wife", "Family", "Family member", "Householder",
)  # fmt: skip

SHEET = Sheet(
    kind="ratings",
    title="Ratings",
    row_is="one rating of one statement on one date",
    purpose="See outcomes the person set, and how they change from review to review.",
    known_by=("case_ref", "statement", "date", "rated_by"),
    once=True,
    happens_on="date",
    placed_by="case_ref",
    figures="rating",
    across=("date", "statement"),
    one_for_all=("case_ref",),
    columns=(
        Column("case_ref", "Case ref", Ref(), required=True, also=("Case", "Case id", "Case reference", "Case number")),
        Column(
            "statement",
            "Statement",
            Text(),
            sentences=True,
            required=True,
            also=(
                *("Outcome", "What matters", "What matters to me", "What matters to the person", "Goal"),
                *("Statement in their words", "What the person said matters"),
            ),
            help="In the person's own words, spelled the same at each review.",
            fold="name",
        ),
        Column("date", "Date", Date(), required=True, also=("Rated on", "Review date", "Date of rating")),
        Column(
            "rating",
            "Rating",
            Rating(),
            required=True,
            also=("Score", "Rating 0-10", "Rating (0-10)"),
            help="0 to 10, or on the scale that the heading has, such as Rating (1-5). Leave the row out where there "
            "was no rating.",
        ),
        Column(
            "rated_by",
            "Rated by",
            Text(),
            also=("Rater", "By", "By whom", "Who rated", "Scored by", "Completed by", "Rating by"),
            help="Person (or client, tenant, parent…) where it is their own rating. The charts show the person's own "
            "where there are any.",
            fold="name",
            person=("case_ref", THEMSELVES[0]),
        ),
        Column("note", "Note", Text(), also=("Notes", "Quote", "Comment")),
    ),
    examples=(
        {
            "Case ref": "EX1",
            "Statement": "I am listened to and heard",
            "Date": dt.date(2024, 9, 1),
            "Rating": 2,
            "Rated by": "Person",
            "Note": None,
        },
        {
            "Case ref": "EX1",
            "Statement": "I am listened to and heard",
            "Date": dt.date(2024, 12, 1),
            "Rating": 7,
            "Rated by": "Person",
            "Note": '"She rang back when she said she would."',
        },
    ),
)
