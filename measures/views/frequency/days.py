"""How many took how many days: a bar for each span of days, what is not over yet apart below them."""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes import Days
from measures.views.bars import Bar, bars
from measures.views.base import View, picture, subtitle
from measures.views.theme import COUNTS
from measures.words import plural, sentence_case

SPANS = (
    (0, 0, "Same day"),
    (1, 7, "1 to 7 days"),
    (8, 14, "8 to 14 days"),
    (15, 28, "15 to 28 days"),
    (29, 56, "29 to 56 days"),
)
DONE, OPEN, NOT_RECORDED = "Done", "Still open", "Not recorded"


def view(answer: Answer[Days]) -> View:
    """Within how many days half and nine of ten were done, and how many are still open."""
    found, counts = spans(answer.shape), sentence_case(answer.measure.counts)
    shown = [
        Bar(name, f"{count:,}", ((DONE if done else OPEN, count),))
        for name, count, done in found
        if count or done and answer.shape.total
    ]
    drawn = picture(bars, shown, counts, {DONE: COUNTS[-1], OPEN: "#FFFFFF"}, legend=False)
    rows = [{"From asking to done": words, counts: f"{count:,}"} for words, count, _ in found]
    return View(headline(answer), subtitle(answer), rows, note(answer.shape), (drawn,))


def headline(answer: Answer[Days]) -> str:
    """“Half were done within 3 days, nine of ten within 28”, with those still open."""
    half, most = answer.shape.at(0.5), answer.shape.at(0.9)
    if half is None or most is None:
        return "No demand has a day on which it was resolved"
    if half == most:
        return f"Nine of ten were done {_within(most)}"
    return f"Half were done {_within(half)}, nine of ten {_within(most)}"


def _within(days: int) -> str:
    return "on the same day" if days == 0 else f"within {plural(days, 'day')}"


def note(shape: Days) -> str:
    """How many are done and still open, and the longest."""
    if shape.longest is None:
        return ""
    still = f" {shape.unplaced:,} are still open: they are in no figure." if shape.unplaced else " None is still open."
    return f"{shape.total:,} are done, the longest after {plural(shape.longest, 'day')}.{still}"


def spans(shape: Days) -> list[tuple[str, int, bool]]:
    """How many were done within each span of days; then those still open, apart. Each with whether it is done.

    Where none has a day on which it was done, nobody wrote these down, and none is known to be open.
    """
    found = [
        (words, shape.within(last) - (shape.within(first - 1) if first else 0), True) for first, last, words in SPANS
    ]
    found.append((f"More than {SPANS[-1][1]} days", shape.total - shape.within(SPANS[-1][1]), True))
    return [*found, (OPEN if shape.total else NOT_RECORDED, shape.unplaced, False)]
