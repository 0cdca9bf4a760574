"""Referrals in words: how many came back, and how many led to a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measures.answers import Answer


def activities(answer: Answer) -> list[dict[str, str]]:
    """Each activity, what it is counted as and how many rows have it; of each sort the most frequent first."""
    rows = sorted(answer.shape.rows, key=lambda row: (answer.measure.splits.index(row["split"]), -row["count"]))
    return [
        {"Activity": row["category"], "Counted as": answer.measure.label(row["split"]), "Rows": f"{row['count']:,}"}
        for row in rows
    ]
