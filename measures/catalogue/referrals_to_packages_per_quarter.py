"""M8 over time: referrals that led to a package, quarter by quarter."""

import datetime as dt

from measures.catalogue.worked import ratios
from measures.definition import Example, Measure

MEASURE = Measure(
    name="referrals_to_packages_per_quarter",
    title="Referrals that led to a package per quarter",
    sentence="Of the referrals of each quarter, how many per cent were followed by a package before the next referral.",
    purpose="To see how often asking for help ends in a funded package, rather than in help to live one's own life.",
    formula="Referrals followed by a package of the same case, on the day or later and before the case's next referral ÷ all referrals "
    "of the quarter × 100. Several of a case on one day are one. A quarter of fewer than 50 is no point, and neither is one with a "
    "referral in the last 90 days of the data, or one that the record has only in part: their counts are in the table.",
    shape="ratios",
    counts="quarters",
    category="referrals that led to a package",
    split="referrals",
    sheets=("transactions", "cases"),
    parts=("case_rows", "referrals", "referral_runs", "referral_quarters", "referrals_followed"),
    caveats=(
        "Fewer packages is not better in itself: people may go without. Read it beside what matters to them.",
        "A referral without a date cannot be placed and is not in the share.",
    ),
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {"Case ref": case, "Agency": "Social services", "Cost": 10, "Date": day, "Activity": what}
                for case, day, what in (
                    ("A", dt.date(2024, 1, 3), "Referral"),
                    ("A", dt.date(2024, 7, 1), "Referral"),
                    ("A", dt.date(2024, 7, 8), "Package of care"),  # after the second, so not of the first
                    ("B", dt.date(2024, 12, 1), "Referral"),  # 30 days before the data ends
                    ("B", dt.date(2024, 12, 31), "Visit"),
                )
            ),
        },
        answer=ratios(
            ("Referrals that led to a package per quarter", "per cent of referrals", "Neither"),
            (dt.date(2024, 1, 1), 0, 1, 1, "fewer than 50"),
            (dt.date(2024, 4, 1), 0, 0, 0, "fewer than 50"),
            (dt.date(2024, 7, 1), 1, 1, 1, "fewer than 50"),
            (dt.date(2024, 10, 1), 0, 1, 1, "with packages that may be still to come"),
        ),
    ),
)
