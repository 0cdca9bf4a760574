"""What the figures of costs are made of: a window of days, an agency's line, a range of cost avoided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from measures.shapes.base import share
from measures.shapes.costs.kinds import HISTORIC, INTERVENTION, NEW

# Windows of which the longer is more than a tenth longer than the shorter are not compared as totals without a warning.
UNEQUAL = 1.1
# What the low end of a cost avoided takes off, until the reader says otherwise: an allowance, and nobody's measurement.
OPTIMISM = 0.4


@dataclass(frozen=True)
class Window:
    """The days in which an approach was paid for, in one case. `days` is None where that cannot be known, and one at
    least: what was paid on the day of the intervention alone was paid for that day."""

    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def days(self) -> int | None:
        return max((self.end - self.start).days, 1) if self.start and self.end else None


@dataclass(frozen=True)
class Exposure:
    """The windows of an approach over all cases: their days added up, and of each case in order of length."""

    days: int
    each: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One agency's cost in each approach, and how it changed. None where it has no row of an approach: that may be £0,
    or not recorded."""

    name: str
    historic: float | None
    new: float | None
    intervention: float = 0.0

    def of(self, approach: str) -> float | None:
        """The cost of an approach."""
        return {HISTORIC: self.historic, NEW: self.new, INTERVENTION: self.intervention}[approach]

    @property
    def change(self) -> float | None:
        return None if self.historic is None or self.new is None else self.new - self.historic

    @property
    def change_share(self) -> float | None:
        """The change as a part of what was historic; None where nothing was, and where credits make either side
        negative."""
        if self.historic is None or self.new is None or min(self.historic, self.new) < 0:
            return None
        return share(self.new - self.historic, self.historic)


@dataclass(frozen=True)
class Total(Line):
    """The line of all agencies: it has an amount in each approach, £0 where no row is."""

    historic: float
    new: float

    @property
    def change(self) -> float:
        return self.new - self.historic


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True)
class Avoided:
    """Cost avoided, of one kind of money: a range."""

    low: float
    high: float
