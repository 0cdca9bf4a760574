"""Demand in words: value and failure, types, what comes back, how long people wait, what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Listing
from measures.shapes.demand import (
    IN_WORDS,
)
from measures.shapes.listing import MOST
from measures.words import month

if TYPE_CHECKING:
    from measures.answers import Answer

LEARNING = (
    "Failure demand is what people ask for because something was not done, or not done right, for them. It is for "
    "learning where to look, never a target."
)


def months(answer: Answer) -> str:
    """The months that were asked for, or all of them."""
    since, until = (answer.filters.get(name) for name in ("since", "until"))
    if since and until:
        return month(since) if since == until else f"{month(since)} to {month(until)}"
    return f"from {month(since)}" if since else f"up to {month(until)}" if until else "all months"


# -- Words


def words_found(answer: Answer) -> str:
    """How many there are, and how many of them are shown."""
    shape: Listing = answer.shape
    if not shape.rows:
        return "No demand has these words. Try fewer words, or another type."
    shown = f"the newest {MOST} are shown" if shape.n > len(shape.rows) else "newest first"
    return f"{describe.plural(shape.n, 'demand')}, {shown}."


def words_table(rows: Sequence[dict]) -> list[dict]:
    """Each demand: what the person asked, and what is known of it."""
    return [
        {
            "What the person asked": f"“{r['words']}”",
            "When, and what it is": " · ".join(
                filter(
                    None,
                    [describe.value(r["received"]), IN_WORDS[r["said"]], r["type"] or "Not yet typed", r["agency"]],
                )
            ),
        }
        for r in rows
    ]
