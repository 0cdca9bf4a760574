"""Outcomes of many people in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures.describe import day, listed, plural
from measures.shapes.ratings import CHANGES

if TYPE_CHECKING:
    from measures.answers import Answer
    from measures.shapes import Frequency


def many_headline(answer: Answer) -> str:
    """Of all that were rated twice or more, how many are higher, the same and lower."""
    counts = {change: answer.shape.split_total(change) for change in CHANGES}
    twice = sum(counts.values()) - counts["one rating"]
    if not twice:
        return "No statement has been rated a second time yet"
    parts = [
        f"{counts[change]:,} {'is' if counts[change] == 1 else 'are'} {words}"
        for change, words in (("better", "higher than at the start"), ("same", "the same"), ("worse", "lower"))
    ]
    return f"Of {plural(twice, 'statement')} rated twice or more, {listed(parts)}"


def many_subtitle(changes: Answer, everyone: Answer) -> str:
    """How many people and statements, of when."""
    dates, people = everyone.shape.dates, len(everyone.shape.cases)
    once = changes.shape.split_total("one rating")
    return (
        f"Latest rating against first, {day(dates[0])} to {day(dates[-1])}. n = {plural(changes.n, 'statement')} of "
        f"{plural(people, 'person', 'people')}, counted for each person; {once:,} of them {'has' if once == 1 else 'have'} "
        "only one rating."
    )


def many_shown(shape: Frequency, shown: Sequence[str]) -> str:
    """Which statements the chart has room for."""
    rest = len(shape.order) - len(shown)
    least = min((shape.count(s) for s in shown), default=0)
    return (
        f"The chart has the {len(shown):,} statements that most people chose ({least:,} people or more each); the table has all "
        f"{len(shape.order):,}."
        if rest
        else ""
    )
