"""M5: demands resolved the first time, month by month."""

import datetime as dt

from measures.catalogue.worked import OVER_TIME, of_one_source, shares
from measures.definition import Example, Measure
from measures.words import plural, sentence_case


def headline(answer) -> str:
    """“50% of demands were resolved the first time”, or the counts where there are too few."""
    shape = answer.shape
    if shape.share is not None:
        return sentence_case(f"{shape.in_words} of demands were resolved the first time")
    if not shape.counted:
        return "Nobody has recorded what was resolved the first time"
    was = "was" if 1 in (shape.numerator, shape.counted) else "were"
    said = f"{shape.about}{shape.numerator:,} of {plural(shape.counted, 'demand')} {was} resolved the first time"
    return sentence_case(said)


MEASURE = Measure(
    name="resolved_first_time",
    formerly="resolved_first_time_per_month",
    title="Resolved first time",
    sentence="Of the demands whose answer is known, how many were resolved the first time the person asked.",
    purpose="To see how often a person needs to ask only once.",
    formula="Demands resolved the first time ÷ demands for which Yes or No is recorded, by the month in which they "
    "were received. Those for which "
    "neither is recorded are shown beside. A month of fewer than 50 is counted, and its share is not said. "
    f"{OVER_TIME}",
    shape="share",
    every="month",
    category="demands resolved first time",
    split="demands whose answer is known",
    categories=("Resolved first time", "Not the first time"),
    counts="demands",
    of="demand",
    unit="per cent of demands",
    unknown=("not known whether resolved the first time",),
    known="have a known answer",
    better="Up",
    labels={"not known whether resolved the first time": "not known"},
    headline=headline,
    blank={"not known whether resolved the first time": "resolved_first_time"},
    sheets=("demands",),
    filters=("locality", "agency", "type", "since", "until", "every"),
    periods=("week", "month", "quarter"),
    caveats=(
        "Resolved is what the person would call resolved, not what the computer has closed.",
        "A demand that is passed to another team is not resolved, however quickly it was passed.",
        "Demands of the latest month may not have their answer yet: those that are resolved at once have it first.",
    ),
    example=Example(
        sheets={
            "demands": tuple(
                {"Received on": day, "What the person asked": words, "Resolved first time": answer}
                for day, words, answer in (
                    (dt.date(2026, 1, 5), "I need a school place for my son", "Y"),
                    (dt.date(2026, 1, 6), "Nobody came about the damp", "N"),
                    (dt.date(2026, 1, 7), "Hello?", None),
                    (dt.date(2026, 2, 1), "Can I pay my rent", "Yes"),
                )
            )
        },
        answer=shares(
            (dt.date(2026, 1, 1), 1, 2),
            (dt.date(2026, 1, 1), None, 1, "not known whether resolved the first time"),
            (dt.date(2026, 2, 1), 1, 1, None, "part of a month"),
        )
        + of_one_source(3, 4),
    ),
)
