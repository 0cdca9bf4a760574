"""M7: referrals that came back within 12 months (deck, slide 16)."""

import datetime as dt

from measures.catalogue.worked import OF_FEW, ONLY_IN_PART, shares
from measures.definition import FEWEST, Example, Measure
from measures.words import plural, sentence_case

NEW = "of cases on record for less than 12 months before"


def headline(answer) -> str:
    """“41 of 98 referrals came within 12 months of another for the same case: 42%”, of the periods of which it can be
    said."""
    shape = answer.shape
    if shape.share is None:
        return "Too early to say how many referrals came within 12 months of another for the same case"
    of = sentence_case(f"{shape.about}{shape.numerator:,} of {plural(shape.counted, 'referral')}")
    part = f": {shape.in_words}" if shape.counted >= FEWEST else ""
    said = f"{of} came within 12 months of another for the same case{part}"
    others = shape.left_out().get(NEW, 0)
    return f"{said}, of cases on record a year before; of {others:,} more nobody can tell" if others else said


MEASURE = Measure(
    name="re_referrals",
    formerly="re_referrals_per_quarter",
    title="Re-referrals",
    sentence="Of the referrals of a period, how many came after another of the same case in the 12 months before.",
    purpose="To see how often people have to come back because what mattered was not done.",
    formula="Referrals with an earlier referral of the same case 1 to 365 days before ÷ referrals of the period. A "
    "referral is a row whose activity has the word referral in it. Several of a case on one day are one, and so are "
    "one that was sent and the same received, accepted or acknowledged within seven days. Every repeat counts. A "
    "referral is in the share if its case was on record, with anything that was done, 365 days before or earlier; the "
    f"others are told beside. Over time, a quarter or a year {OF_FEW} is no point, and neither is one {ONLY_IN_PART}.",
    shape="share",
    every="year",
    category="re-referrals",
    split="referrals",
    categories=("Re-referrals",),
    counts="referrals",
    of="referral",
    unit="per cent of referrals",
    better="Down",
    fewest=1,
    headline=headline,
    sheets=("transactions",),
    filters=("every",),
    periods=("quarter", "year"),
    caveats=(
        "The deck prints 46% to 10% without saying within how long: compare only figures with one interval.",
        "A referral without a date cannot be placed and is not in the share.",
        "Of a case that is new to the record nobody can say here whether it had come before, so the share is of cases "
        "that were known a year ago.",
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
        answer=shares(
            (dt.date(2022, 1, 1), 0, 0, None, "without 12 months to look back on"),
            (dt.date(2022, 1, 1), None, 1, NEW),
            (dt.date(2023, 1, 1), 1, 1),
            (dt.date(2024, 1, 1), 0, 1, None, "part of a year"),
            (dt.date(2024, 1, 1), None, 2, NEW),
        ),
    ),
)
