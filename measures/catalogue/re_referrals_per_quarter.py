"""M7 over time: referrals that came back within 12 months, quarter by quarter."""

import datetime as dt

from measures.catalogue.worked import ratios
from measures.definition import Example, Measure

MEASURE = Measure(
    name="re_referrals_per_quarter",
    title="Re-referrals per quarter",
    sentence="Of the referrals of each quarter, how many per cent came after another of the same case in the 12 months before.",
    purpose="To see whether people stop having to come back because what mattered was not done.",
    formula="Referrals with an earlier referral of the same case 1 to 365 days before ÷ all referrals of the quarter × 100. Several of a "
    "case on one day are one. A quarter of fewer than 50 is no point, and neither is one without 12 months of referrals to look back "
    "on, or one that the record has only in part: their counts are in the table.",
    shape="ratios",
    counts="quarters",
    category="re-referrals",
    split="referrals",
    sheets=("transactions", "cases"),
    parts=("case_rows", "referrals", "referral_runs", "referral_quarters", "referrals_looked_back"),
    caveats=(
        "Most services have fewer than 50 referrals in a quarter: read their counts on Results.",
        "A referral without a date cannot be placed and is not in the share.",
    ),
    example=Example(
        sheets={
            "cases": ({"Case ref": "A"},),
            "transactions": tuple(
                {"Case ref": case, "Agency": "Social services", "Cost": 10, "Date": day, "Activity": "Referral"}
                for case, day in (
                    ("A", dt.date(2022, 6, 1)),
                    ("A", dt.date(2023, 6, 1)),  # 365 days: a re-referral
                    ("B", dt.date(2023, 6, 2)),
                    ("B", dt.date(2023, 7, 10)),
                    ("B", None),
                )
            ),
        },
        answer=ratios(
            ("Re-referrals per quarter", "per cent of referrals", "Down"),
            (dt.date(2022, 4, 1), 0, 1, 1, "without 12 months to look back on"),
            (dt.date(2022, 7, 1), 0, 0, 0, "without 12 months to look back on"),
            (dt.date(2022, 10, 1), 0, 0, 0, "without 12 months to look back on"),
            (dt.date(2023, 1, 1), 0, 0, 0, "without 12 months to look back on"),
            (dt.date(2023, 4, 1), 1, 2, 2, "fewer than 50"),
            (dt.date(2023, 7, 1), 1, 1, 1, "part of a quarter"),
        )
        + ratios(("Re-referrals per quarter", "referrals", None), (None, None, None, 1, "without a date")),
    ),
)
