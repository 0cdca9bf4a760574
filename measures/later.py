"""What a measure does not count yet: demands, ratings, transactions and points whose day is not past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from measures.definition import Measure

# The parts of measures that have what happens on a day, and what one is and several are.
OF = {
    "chosen_demands": ("demand", "demands"),
    "chosen_ratings": ("rating", "ratings"),
    "transaction_lines": ("transaction", "transactions"),
    "named_series": ("point of the series sheets", "points of the series sheets"),
}


class Later(NamedTuple):
    """So many of what a measure counts are dated after `last_day`, the last that is past: what `one` of them is, and
    several are."""

    count: int
    one: str
    several: str
    last_day: dt.date

    def as_dict(self) -> dict[str, object]:
        """For a program."""
        return {self.several: self.count, "after": self.last_day.isoformat()}


def later(measure: Measure, last_day: dt.date, count: Callable[[str], int]) -> Later | None:
    """Those whom the filters of a measure leave and whose day is not past; None where there are none. `count(part)` is
    how many rows a part of the measure has of them."""
    part = next((part for part in OF if part in measure.parts), None)
    found = count(part) if part else 0
    return Later(found, *OF[part], last_day) if part and found else None
