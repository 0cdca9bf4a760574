"""Referrals in words: how many came back, and how many led to a package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Shares

if TYPE_CHECKING:
    from measures.answers import Answer


def of(row: Mapping) -> str:
    """42% (13 of 31)."""
    return f"{describe.percent(row['share'])} ({row['numerator']:,} of {row['denominator']:,})"


def activities(answer: Answer) -> list[dict[str, str]]:
    """Each activity, what it is counted as and how many rows have it; of each sort the most frequent first."""
    rows = sorted(answer.shape.rows, key=lambda row: (answer.measure.splits.index(row["split"]), -row["count"]))
    return [
        {"Activity": row["category"], "Counted as": answer.measure.label(row["split"]), "Rows": f"{row['count']:,}"}
        for row in rows
    ]


def shares_headline(answer: Answer, verb: str) -> str:
    """“42% of 98 referrals came within 12 months of another”, over the complete periods."""
    shape: Shares = answer.shape
    if not shape.complete:
        return f"Too early to say how many referrals {verb}"
    top, bottom = shape.total
    return f"{top:,} of {describe.plural(bottom, 'referral')} {verb}: {describe.percent(shape.share)}"


def shares_subtitle(answer: Answer) -> str:
    """Which periods, how many referrals, which are left out of the headline."""
    shape: Shares = answer.shape
    periods, complete = shape.placed, shape.complete
    said = f"{answer.measure.title}, {periods[0]['period']} to {periods[-1]['period']}, by calendar period. "
    said += f"n = {describe.plural(shape.n, 'referral')}"
    if len(complete) < len(periods):
        said += f"; the headline is of the {sum(r['denominator'] for r in complete):,} in complete periods"
    said += "."
    if shape.unplaced:
        said += f" {describe.plural(shape.unplaced, 'referral')} without a date cannot be placed."
    return said


def shares_note(answer: Answer, shown: int) -> str:
    """What a hollow dot means, and that older periods are in the table."""
    shape: Shares = answer.shape
    said = []
    if len(shape.complete) < len(shape.placed):
        said.append(f"Hollow dots are {answer.measure.label('incomplete')}.")
    if len(shape.placed) > shown:
        said.append(f"The latest {shown} periods are drawn; the table has all {len(shape.placed)}.")
    return " ".join(said)
