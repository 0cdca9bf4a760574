"""How each shape of answer is shown: its headline, note, table, alternative text and chart, in one room.

    view(answer).headline    # “39% of demand is failure demand”

A measure is shown as its shape is; where the shape's words do not fit, its declaration has a `headline` of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from measures.answers import Answer
from measures.shapes import Share
from measures.views import before_and_after, capability, costs, effort, frequency, listing, ratings, results, share
from measures.views.base import Picture, View, beside, missing, picture

__all__ = ["VIEWS", "Picture", "View", "missing", "picture", "view"]

VIEWS: dict[str, Callable[..., View]] = {
    "costs": costs.view,
    "before_and_after": before_and_after.view,
    "ratings": ratings.view,
    "frequency": frequency.view,
    "effort": effort.view,
    "results": results.view,
    "share": share.view,
    "capability": capability.view,
    "listing": listing.view,
}


# A picture of these shapes compares the rows of their table: of one there is nothing to compare, and the sentence and the
# table say it.
COMPARED, FEWEST = ("share", "frequency", "effort"), 2


def view(answer: Answer, **how: Any) -> View:
    """How an answer is shown. It must have rows. `how` is for the forms that can be shown in several ways, such as
    streets in an `order`."""
    shown = VIEWS[answer.measure.shape](answer, **how)
    words = answer.measure.headline(answer) if answer.measure.headline else shown.headline
    if isinstance(answer.shape, Share) and answer.shape.counted and share.is_of_some(answer.shape):
        words += f", where {share.so_far(answer)}"  # what is known of few, or of some alone, says little of the others
    note = " ".join(filter(None, (shown.note, beside(answer))))
    if answer.measure.shape in COMPARED and len(shown.rows) < FEWEST:
        shown = replace(shown, pictures=(), open_table=True)
    return replace(shown, headline=words, note=note)
