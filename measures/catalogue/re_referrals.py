"""M7: referrals that came back within 12 months (deck, slide 16)."""

import datetime as dt

from measures.definition import Example, Measure

MEASURE = Measure(
    name="re_referrals",
    title="Re-referrals",
    sentence="Of the referrals of a period, how many came after another of the same case in the 12 months before.",
    purpose="To see how often people have to come back because what mattered was not done.",
    formula="Referrals with an earlier referral of the same case 1 to 365 days before ÷ all referrals of the period. A referral is a row whose "
    "activity has the word referral in it. Several of a case on one day are one. Every repeat counts. A period is complete where the record of "
    "referrals reaches 365 days back from each of its referrals, without a gap of more than 365 days.",
    shape="shares",
    category="re-referrals",
    counts="referrals",
    labels={"incomplete": "incomplete: fewer than 12 months of referrals to look back on"},
    sheets=("transactions", "cases"),
    parts=("case_rows", "referrals", "referral_runs", "referral_days", "referrals_looked_back"),
    filters=("every",),
    caveats=(
        "The deck prints 46% to 10% without saying within how long: compare only figures with one interval.",
        "A referral without a date cannot be placed and is not in the share.",
        "Few referrals make a share jump about. Read the counts.",
    ),
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {"Case ref": case, "Agency": "Social services", "Cost": 10, "Date": day, "Activity": "Referral"}
                for case, day in (
                    ("A", dt.date(2022, 6, 1)),
                    ("A", dt.date(2023, 6, 1)),  # 365 days: a re-referral
                    ("A", dt.date(2024, 6, 1)),  # 366 days, with 29 February: not one
                    ("B", dt.date(2024, 1, 10)),
                    ("B", dt.date(2024, 2, 1)),
                )
            ),
        },
        answer=(
            {"period": "2022", "numerator": 0, "denominator": 1, "complete": False},
            {"period": "2023", "numerator": 1, "denominator": 1, "complete": True},
            {"period": "2024", "numerator": 1, "denominator": 3, "complete": True},
        ),
    ),
)
