"""Things found in what was uploaded, with their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.shapes.base import Shape


@dataclass(frozen=True)
class Findings(Shape):
    """Things found in what was uploaded, with their place.

    `rows` have `upload`, `row` (of the spreadsheet, or None for the whole list), `column` (the declared column it is
    about, or None), `what`, `found` and `stated`.
    """

    rows: Sequence[dict]
    columns = ("upload", "row", "column", "what", "found", "stated")
    order = ("upload", "row", "what")

    @property
    def total(self) -> int:
        return len(self.rows)
