"""M2: how much of people's time goes into failure demand, month by month."""

import datetime as dt

from measures.catalogue.worked import OVER_TIME, of_one_source
from measures.definition import Example, Measure
from measures.words import FEW, hours_of, in_part, listed, sentence_case


def headline(answer) -> str:
    """“Failure takes 51% of the minutes”, or the hours where the minutes of too few are known."""
    shape = answer.shape
    if shape.share is not None:
        return f"Failure takes {shape.in_words} of the minutes"
    if not shape.counted:
        return "No minutes are recorded for classified demand"
    if not shape.alike and shape.whole:
        return "Minutes are recorded for too few demands, or for one side more than for the other: no share can be said"
    if not shape.alike:
        names = zip(shape.sides, ("failure demands", "value demands"), strict=True)
        sides = [
            f"{in_part(*side)} {name}" if side.of_all < FEW else f"{in_part(*side)} of {name}"
            for side, name in names
            if side.of_all
        ]
        return f"Minutes are recorded for {listed(sides)}: no share can be said"
    if not shape.denominator:
        return "No classified demand took a minute, as it is recorded"
    return sentence_case(f"{shape.about}{hours_of(shape.numerator, shape.denominator)} went into failure demand")


JANUARY = {"period": dt.date(2026, 1, 1), "category": None}
NONE = dict.fromkeys(("numerator", "denominator", "part", "left_out", "partial"))


MEASURE = Measure(
    name="failure_capacity",
    formerly="failure_minutes_share_per_month",
    title="Capacity on failure demand",
    sentence="Of the minutes spent on demands that have been classified, how many went into failure demand.",
    purpose="To see what capacity there would be for what people need, if the causes of failure were removed.",
    formula="Minutes on failure ÷ minutes on value and failure, by the month in which the demand was received. A "
    "demand whose minutes are not recorded is left out, never taken for 0. Where they are recorded for less than 80% "
    "of failure or of value demands, or "
    f"for more of one than of the other by over five points, there is no share; nor of fewer than 50. {OVER_TIME}",
    shape="share",
    every="month",
    category="minutes on failure",
    split="minutes on value and failure",
    categories=("Failure", "Value"),
    adds="minutes",
    counts="demands",
    of="demand",
    unit="per cent of minutes",
    unknown=("not classified",),
    known="are classified so far",
    better="Down",
    labels={"not classified": "not yet classified"},
    headline=headline,
    blank={"not classified": "value_or_failure", "minutes not recorded": "minutes"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "Capacity that is freed is time for other demand. It is not money.",
        "If the longest demands are those whose minutes nobody wrote down, the share is wrong: look at the coverage.",
        "It differs from the share of demands, because a failure often takes longer than what was asked in the first "
        "place.",
    ),
    moves_with="failure_demand",
    example=Example(
        sheets={
            "demands": tuple(
                {
                    "Received on": dt.date(2026, 1, 5),
                    "What the person asked": words,
                    "Value or failure": said,
                    "Minutes": minutes,
                }
                for words, said, minutes in (
                    ("Nobody came about the damp", "Failure", 40),
                    ("You promised to ring me back", "Failure", None),
                    ("I need a school place for my son", "Value", 12),
                    ("How do I pay my rent?", "Value", 0),
                    ("I am ringing about the letter", None, None),
                )
            )
        },
        answer=(
            JANUARY
            | NONE
            | {"numerator": 40, "denominator": 52, "part": 1, "counted": 3, "partial": "part of a month"},
            JANUARY | NONE | {"part": 1, "counted": 1, "left_out": "minutes not recorded"},
            JANUARY | NONE | {"counted": 1, "left_out": "not classified"},
            *of_one_source(3, 5),
        ),
    ),
)
