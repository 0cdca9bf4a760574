"""M1: how much of demand is failure demand, month by month."""

import datetime as dt

from measures.catalogue.worked import OVER_TIME, of_one_source, shares
from measures.definition import Example, Measure
from measures.words import plural, sentence_case


def headline(answer) -> str:
    """“39% of demand is failure demand”, or the counts where there are too few. Of an area of which not all months are
    told: “… in the 2 months that can be told here”."""
    shape = answer.shape
    here = f" in the {plural(shape.told_here, answer.measure.every)} that can be told here" if shape.told_here else ""
    if shape.share is not None:
        return sentence_case(f"{shape.in_words} of demand is failure demand{here}")
    if not shape.counted:
        return "No demand is classified yet"
    of, is_ = plural(shape.counted, "classified demand"), "is" if 1 in (shape.numerator, shape.counted) else "are"
    return sentence_case(f"{shape.about}{shape.numerator:,} of {of} {is_} failure demand{here}")


MEASURE = Measure(
    name="failure_demand",
    formerly="failure_share_per_month",
    title="Failure demand",
    sentence="Of the demands of each month that have been classified, how many are caused by a failure to do "
    "something or to do it right.",
    purpose="To learn what people ask for because something was not done, or not done right, for them.",
    formula="Failure ÷ (value + failure), by the month in which they were received. Not sure and not classified are "
    "shown beside and are in no "
    f"denominator. Of fewer than 50 that are value or failure there is no share, only counts. {OVER_TIME}",
    shape="share",
    every="month",
    category="failure demands",
    split="value and failure demands",
    categories=("Failure", "Value"),
    counts="demands",
    of="demand",
    unit="per cent of demands",
    unknown=("not classified",),
    known="are classified so far",
    better="Down",
    labels={"not classified": "not yet classified"},
    headline=headline,
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "It is for learning. As a target it teaches people to classify, not to help.",
        "Classify with the people who do the work, from people's own words; one person alone, or a list of codes, "
        "finds what it expects.",
        "A month is only as good as its classifying: if other people classified it, or from another list, a signal "
        "may be theirs.",
        "A failure may begin in another agency than the one that hears of it.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Value or failure": said}
                for day, words, said in (
                    (dt.date(2026, 1, 5), "Nobody came about the damp", "F"),
                    (dt.date(2026, 1, 6), "I need a school place for my son", "Value"),
                    (dt.date(2026, 1, 31), "You promised to ring me back", "Preventable"),
                    (dt.date(2026, 2, 1), "I am ringing about the letter", "?"),
                    (dt.date(2026, 2, 2), "Can you help me with my bills", None),
                )
            )
        },
        answer=shares(
            (dt.date(2026, 1, 1), 2, 3),
            (dt.date(2026, 2, 1), 0, 0, None, "part of a month"),
            (dt.date(2026, 2, 1), None, 1, "not sure"),
            (dt.date(2026, 2, 1), None, 1, "not classified"),
        )
        + of_one_source(4, 5),
    ),
)
