"""A measure over time, point by point, for a capability chart. Its lines and rules are in `measures.spc`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from measures.shapes.base import Shape, share

if TYPE_CHECKING:
    from measures.catalogue.definition import Measure

FEWEST = 50  # of fewer a share says little: counts are shown
# The usual distance of two points in days, and what one point then is.
SPACINGS = ((1, 1, "day"), (7, 7, "week"), (28, 31, "month"), (90, 92, "quarter"), (365, 366, "year"))


@dataclass(frozen=True)
class Capability(Shape):
    """Points in their order in time, of one series or of several.

    `rows` have `series`, `when`, `value`, `unit`, `better` (Up, Down or Neither), `note` and `left_out`. A row that says
    why it is `left_out` is no point: its `value` is how many it stands for, of what its `unit` says, and its `when` may be
    None.
    """

    rows: Sequence[dict]
    columns = ("series", "when", "value", "unit", "better", "note", "left_out")
    order = ("series", "when")  # the rest is the query's order: of completion, or of the sheet

    @property
    def names(self) -> list[str]:
        """The series, in alphabetical order."""
        return list(dict.fromkeys(row["series"] for row in self.points))

    def only(self, series: str) -> Capability:
        """One series, whatever the capitals of its name."""
        return type(self)([row for row in self.rows if row["series"].casefold() == series.casefold()])

    def latest(self, points: int | None) -> Capability:
        """The latest so many points of one series; those before them are left out, as “earlier”."""
        if points is None or self.n <= points:
            return self
        earlier = self.n - points + sum(row["value"] for row in self.left_out if row["left_out"] == "earlier")
        row = dict.fromkeys(self.columns) | {
            "series": self.points[0]["series"],
            "value": earlier,
            "left_out": "earlier",
        }
        rest = [row for row in self.left_out if row["left_out"] != "earlier"]
        return type(self)([row, *rest, *self.points[-points:]])

    @property
    def points(self) -> list[dict]:
        return [row for row in self.rows if row["left_out"] is None]

    @property
    def left_out(self) -> list[dict]:
        return [row for row in self.rows if row["left_out"] is not None]

    @property
    def n(self) -> int:
        return len(self.points)

    @property
    def dates(self) -> list[dt.date]:
        return [row["when"] for row in self.points]

    @property
    def values(self) -> list[float]:
        return [row["value"] for row in self.points]

    @property
    def repeated(self) -> list[dt.date]:
        """The dates that have more than one point."""
        return sorted({a for a, b in pairwise(self.dates) if a == b})

    @property
    def units(self) -> list[str]:
        """The units that were given: more than one, and the points have no scale in common."""
        return list(dict.fromkeys(row["unit"] for row in self.points if row["unit"]))

    @property
    def better(self) -> str | None:
        """Up, Down or Neither, as the latest point that says so."""
        return next((row["better"] for row in reversed(self.points) if row["better"]), None)

    @property
    def spacing(self) -> str | None:
        """What one point is: a day, week, month, quarter or year. None where dates repeat or lie unevenly."""
        gaps = [(later - earlier).days for earlier, later in pairwise(self.dates)]
        if not gaps or 0 in gaps:
            return None
        return next((name for least, most, name in SPACINGS if least <= median(gaps) <= most), None)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each point."""
        return [
            {
                "series": row["series"],
                "date": row["when"],
                "value": row["value"],
                "unit": row["unit"],
                "better is": row["better"],
                "note": row["note"],
            }
            for row in self.points
        ]

    def facts(self) -> dict[str, object]:
        """What was left out, why, and how many of what is counted each stands for."""
        told = ("series", "when", "value", "left_out")
        return {"left_out": [{name: row[name] for name in told} for row in self.left_out]}


@dataclass(frozen=True)
class Ratios(Capability):
    """So many per cent of so many in each period: the points of a capability chart.

    `rows` have `numerator`, `denominator` and `counted` (how many the denominator is of, where it adds up minutes) in place
    of a value. A period of fewer than 50 is left out. A measure's `category` and `split` head its numerator and denominator.
    """

    columns = ("series", "when", "numerator", "denominator", "counted", "unit", "better", "note", "left_out")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Ratios:
        """In order of time, each row with its value: the share in per cent, or how many were counted where there is none."""
        valued = []
        for row in rows:
            part = share(row["numerator"] or 0, row["denominator"])
            few = row["counted"] < FEWEST or part is None
            why = row["left_out"] or ("fewer than 50" if few else None)
            valued.append({**row, "left_out": why, "value": row["counted"] if why else 100 * part})
        return super().of(valued, measure)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each period, those that are left out with their counts and why."""
        return [
            {
                "series": row["series"],
                "date": row["when"],
                "value": None if row["left_out"] else row["value"],
                "unit": row["unit"],
                "better is": row["better"],
                **parts(row, measure),
                "left out": row["left_out"],
            }
            for row in self.rows
            if row["when"]
        ]


def parts(row: dict, measure: Measure) -> dict[str, object]:
    """What a share is of what, under the headings its measure gives them; nothing of a point that is no share."""
    return {measure.category: row["numerator"], measure.split: row["denominator"]} if "denominator" in row else {}
