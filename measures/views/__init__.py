"""How each shape of answer is shown: its headline, note, table, alternative text and chart, in one room.

    view(answer).headline    # “39% of demand is failure demand”

A measure is shown as its shape is; where the shape's words do not fit, its declaration has a `headline` of its own.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

from measures.answers import Answer
from measures.shapes import Share
from measures.views.base import Picture, View, beside, missing, picture
from measures.views.known import is_of_some, so_far

__all__ = ["SHAPES", "Picture", "View", "get_ready", "missing", "picture", "view"]

# Each shape has a module of its name, which is imported when an answer of it is first shown: what draws charts takes
# longer to import than all else that a command does.
SHAPES = ("costs", "before_and_after", "ratings", "frequency", "effort", "results", "share", "capability", "listing")


def get_ready() -> None:
    """Import all of them, for an app that starts before anybody waits for it."""
    for shape in SHAPES:
        import_module(f"{__name__}.{shape}")


# A picture of these shapes compares the rows of their table: of one there is nothing to compare, and the sentence and
# the table say it.
COMPARED, FEWEST = ("share", "frequency", "effort"), 2


def view(answer: Answer, **how: Any) -> View:
    """How an answer is shown. It must have rows. `how` is for the forms that can be shown in several ways, such as
    streets in an `order`."""
    assert answer.measure.shape in SHAPES
    shown: View = import_module(f"{__name__}.{answer.measure.shape}").view(answer, **how)
    words = answer.measure.headline(answer) if answer.measure.headline else shown.headline
    if isinstance(answer.shape, Share) and answer.shape.counted and is_of_some(answer.shape) and so_far(answer):
        words += f", where {so_far(answer)}"  # what is known of few, or of some alone, says little of the others
    note = " ".join(filter(None, (shown.note, beside(answer))))
    if answer.measure.shape in COMPARED and len(shown.rows) < FEWEST:
        shown = replace(shown, pictures=(), open_table=True)
    return replace(shown, headline=words, note=note)
