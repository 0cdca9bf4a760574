"""Demands that come again: how much of demand is from a household that asked not long before."""

import datetime as dt

from measures.catalogue.worked import OVER_TIME, of_one_source, shares
from measures.definition import Example, Measure
from measures.words import plural, sentence_case


def headline(answer) -> str:
    """“12% of demands of known households came within 30 days of another”, or the counts where there are too few."""
    shape = answer.shape
    if not shape.counted:
        return "Nothing can be said of repeat demands yet"
    if shape.share is not None:
        return sentence_case(f"{shape.in_words} of demands of known households came within 30 days of another")
    of = plural(shape.counted, "demand")
    return sentence_case(f"{shape.about}{shape.numerator:,} of {of} of known households came within 30 days of another")


MEASURE = Measure(
    name="repeat_demands",
    title="Repeat demands",
    sentence="Of the demands of households that are known, how many came within 30 days of another from the same "
    "household.",
    purpose="To see how often people have to ask again before what they need is done.",
    formula="Demands of a household that also asked 1 to 30 days before ÷ demands with a household ref, by the month "
    "in which they were received. Several on one day are each counted, and none makes another a repeat. Demands "
    "without a household ref are beside, and so are those before which the record does not have all of 30 days, of "
    "all who are part of it in the same locality: its first 30 days, and those after a gap, sample weeks among them. "
    "Of fewer than 50 there is no share, only counts. The share of all the time is of the months in which as many are "
    "on record as ever are together, but for one demand in twenty: before an agency joined, or when it has left, less "
    "is seen to come again. "
    f"{OVER_TIME}",
    shape="share",
    every="month",
    category="repeat demands",
    split="demands of known households",
    categories=("Repeat demands",),
    counts="demands",
    of="demand",
    unit="per cent of demands",
    unknown=("without a household ref",),
    known="have a household ref",
    better="Down",
    headline=headline,
    blank={"without a household ref": "household_ref"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    beyond=True,
    periods=("week", "month", "quarter"),
    caveats=(
        "To ask again is not always failure: it may be another need. Read the words of those who did.",
        "A household that is written with two refs is two, and what comes again is then missed.",
        "What was asked of an agency that is not in the record, or before it joined, makes no demand a repeat; nor does "
        "what was asked on a day of which only the month or the week is known.",
        "The earlier demand may be of any agency or type: with a filter, only the later one is of those chosen.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Household ref": household}
                for day, words, household in (
                    (dt.date(2026, 1, 1), "Nobody came about the damp", "H1"),
                    (dt.date(2026, 1, 31), "Still nobody about the damp", "h1"),  # 30 days
                    (dt.date(2026, 1, 31), "And my door sticks", "H1"),
                    (dt.date(2026, 3, 3), "Where do I pay?", "H1"),  # 31 days
                    (dt.date(2026, 3, 4), "Is it the right form?", "H1"),
                    (dt.date(2026, 3, 30), "When is bin day?", None),
                )
            )
        },
        answer=shares(
            (dt.date(2026, 1, 1), 2, 2),
            (dt.date(2026, 1, 1), None, 1, "without 30 days to look back on"),
            (dt.date(2026, 2, 1), 0, 0),
            (dt.date(2026, 3, 1), 1, 2),
            (dt.date(2026, 3, 1), None, 1, "without a household ref"),
        )
        + of_one_source(5, 6),
    ),
)
