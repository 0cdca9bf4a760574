"""M8: referrals that led to a package (deck, slide 16)."""

import datetime as dt

from measures.catalogue.worked import OF_FEW, ONLY_IN_PART, shares
from measures.definition import FEWEST, Example, Measure
from measures.words import plural, sentence_case

WITHIN = 90  # days, unless another number is asked for


def headline(answer) -> str:
    """“12 of 98 referrals led to a package within 90 days, before the next referral: 12%”, of those that were
    followed so long."""
    shape, within = answer.shape, f"within {answer.filters.get('within', WITHIN)} days, before the next referral"
    if shape.share is None:
        return f"Too early to say how many referrals led to a package {within}"
    of = sentence_case(f"{shape.about}{shape.numerator:,} of {plural(shape.counted, 'referral')}")
    part = f": {shape.in_words}" if shape.counted >= FEWEST else ""
    return f"{of} led to a package {within}{part}"


MEASURE = Measure(
    name="referrals_to_packages",
    formerly="referrals_to_packages_per_quarter",
    title="Referrals that led to a package",
    sentence="Of the referrals of a period, how many were followed by a package within 90 days, before the next "
    "referral.",
    purpose="To see how often asking for help ends in a funded package, rather than in help to live one's own life.",
    formula="Referrals followed by a package of the same case, on the day or within 90 days (or as many as are "
    "chosen) and before the case's next referral ÷ the referrals that were followed so long, by the period of the "
    "referral. A case is followed until the record ends, that of agencies with packages, and no longer than its "
    "Followed until. A package is a row whose activity is package, package of care, care package, funded package or "
    "funded package of care, or several of these; "
    "several referrals of a case on one day, or one sent and the same received within seven days, are one. Referrals "
    f"not followed so long yet are told beside. Over time, a quarter or a year {OF_FEW} is no point, and neither is "
    f"one {ONLY_IN_PART}, or that has such referrals.",
    shape="share",
    every="year",
    category="referrals that led to a package",
    split="referrals",
    categories=("Led to a package",),
    counts="referrals",
    of="referral",
    unit="per cent of referrals",
    fewest=1,
    headline=headline,
    sheets=("transactions",),
    filters=("every", "within"),
    periods=("quarter", "year"),
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
        answer=shares(
            (dt.date(2023, 1, 1), 0, 1, None, "before a year without referrals"),
            (dt.date(2024, 1, 1), 1, 1, None, "with referrals that are not followed so long yet"),
            (dt.date(2024, 1, 1), None, 1, "not followed so long yet"),
            (dt.date(2025, 1, 1), 0, 0, None, "part of a year"),
        ),
    ),
)
