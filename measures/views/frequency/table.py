"""A frequency as a table in words."""

from __future__ import annotations

from measures.answers import Answer
from measures.definition import FEWEST
from measures.shapes import Frequency
from measures.views.bars import in_words
from measures.words import percent, sentence_case


def table(answer: Answer[Frequency]) -> list[dict[str, str]]:
    """A row for each category: how many, their share where that means something and there are enough, and how many of
    each split.

    What has no category, or no split, has a row or a column where the measure has words for it. What nobody asked about
    is not known.
    """
    shape, measure = answer.shape, answer.measure
    words = measure.labels.get(None)
    shares = measure.shares and shape.total >= FEWEST
    splits = {split: in_words(measure.label(split)) for split in shape.split_order}
    apart = words and splits and shape.count(..., None)
    return [
        {sentence_case(measure.category): str(measure.label(row["category"]))}
        | {sentence_case(measure.counts): f"{row['total']:,}"}
        | ({"Share": "" if row["category"] is None else percent(row["share"])} if shares else {})
        | {name: "Not known" if row[split] is None else f"{row[split]:,}" for split, name in splits.items()}
        | ({str(words): f"{shape.count(row['category'], None):,}"} if apart else {})
        for row in shape.table(unplaced=bool(words))
    ]


def by_split(answer: Answer[Frequency]) -> list[dict[str, str]]:
    """A row for each category, by its split and then by how many, where each has but one: a column for each would be
    noughts."""
    shape, measure = answer.shape, answer.measure
    place = shape.split_order.index
    return [
        {
            sentence_case(measure.category): str(row["category"]),
            sentence_case(measure.split): str(measure.label(row["split"])),
            sentence_case(measure.counts): f"{row['count']:,}",
        }
        for row in sorted(shape.rows, key=lambda row: (place(row["split"]), -row["count"]))
    ]
