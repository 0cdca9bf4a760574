"""How each shape of answer is shown: its headline, note, table, alternative text and chart, in one room.

    view(answer).headline    # “39% of demand is failure demand”

A measure is shown as its shape is; where the shape's words do not fit, its declaration has a `headline` of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from measures.answers import Answer
from measures.views import before_and_after, capability, costs, effort, frequency, listing, ratings, results, share
from measures.views.base import Picture, View, picture

__all__ = ["VIEWS", "Picture", "View", "picture", "view"]

VIEWS: dict[str, Callable[[Answer], View]] = {
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


def view(answer: Answer) -> View:
    """How an answer is shown. It must have rows."""
    shown = VIEWS[answer.measure.shape](answer)
    headline = answer.measure.headline
    return replace(shown, headline=headline(answer)) if headline else shown
