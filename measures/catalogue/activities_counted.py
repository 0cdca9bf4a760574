"""What the referral measures (M7, M8) take for a referral and for a package."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="activities_counted",
    title="Activities counted as referrals and packages",
    sentence="Which activities are taken for a referral or for a package, and which speak of a package and are not "
    "counted as one.",
    purpose="To see what re-referrals and referrals that led to a package are made of, and whether your words for "
    "them are understood.",
    formula="A referral is a row whose activity has the word referral in it. A package is one whose activity is "
    "package, package of care, care package, funded package or funded package of care, or several of these, and nothing "
    "more: a review of a package is no new one. "
    "A referral that is received, accepted or acknowledged within seven days of one that was sent is the same "
    "referral.",
    shape="frequency",
    counts="rows",
    category="activity",
    split="counted as",
    labels={"referral": "Referral", "package": "Package", "neither": "Neither: it speaks of a package, and says more"},
    splits=("referral", "package", "neither"),
    sheets=("transactions",),
    caveats=("If an activity is counted wrongly, call it something else in the spreadsheet and upload that again.",),
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {
                    "Case ref": "A",
                    "Agency": "Social services",
                    "Cost": 10,
                    "Date": dt.date(2024, 6, day),
                    "Activity": what,
                }
                for day, what in enumerate(
                    ("Referral", "referral", "Care package", "Review of care package", "Visit"), 1
                )
            ),
        },
        answer=(
            {"category": "Referral", "split": "referral", "count": 2},
            {"category": "Care package", "split": "package", "count": 1},
            {"category": "Review of care package", "split": "neither", "count": 1},
        ),
    ),
)
