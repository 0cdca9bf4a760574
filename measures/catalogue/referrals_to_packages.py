"""M8: referrals that led to a package (deck, slide 16)."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="referrals_to_packages",
    title="Referrals that led to a package",
    sentence="Of the referrals of a period, how many were followed by a package before the next referral.",
    purpose="To see how often asking for help ends in a funded package, rather than in help to live one's own life.",
    formula="Referrals followed by a package of the same case, on the day or later and before the case's next referral ÷ all referrals, "
    "by the period of the referral. A package is a row whose activity is package, package of care, care package or funded package. "
    "A period with a referral in the last 90 days of the data is not complete.",
    shape="shares",
    category="led to a package",
    counts="referrals",
    labels={"incomplete": "incomplete: referrals of the last 90 days, whose packages may be still to come"},
    sheets=("transactions", "cases"),
    parts=("case_rows", "referrals", "referral_days", "referrals_followed"),
    filters=("every",),
    caveats=(
        "Fewer packages is not better in itself: people may go without. Read it beside what matters to them.",
        "A referral without a date cannot be placed and is not in the share.",
        "Few referrals make a share jump about. Read the counts.",
    ),
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {"Case ref": case, "Agency": "Social services", "Cost": 10, "Date": day, "Activity": what}
                for case, day, what in (
                    ("A", dt.date(2023, 6, 1), "Referral"),
                    ("A", dt.date(2024, 6, 1), "Referral"),
                    ("A", dt.date(2024, 7, 1), "Package of care"),  # after the second, so not of the first
                    ("B", dt.date(2024, 12, 1), "Referral"),  # 61 days before the data ends
                    ("B", dt.date(2025, 1, 31), "Visit"),
                )
            ),
        },
        answer=(
            {"period": "2023", "numerator": 0, "denominator": 1, "complete": True},
            {"period": "2024", "numerator": 1, "denominator": 2, "complete": False},
        ),
    ),
)
