"""Minutes that demands took, by category and kind, and of how many these are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from measures.definition import FEWEST, Measure
from measures.shapes.base import share
from measures.shapes.coverage import Known
from measures.shapes.demand import CLASSIFIED, FAILURE, UNCLASSIFIED, VALUE
from measures.shapes.frequency import Frequency, FrequencyRow

AN_HOUR = 60
UNTIMED = "minutes not recorded"
DAYS_A_WEEK, DAYS_A_YEAR = 7, 365.25


class EffortRow(FrequencyRow):
    """So many demands, and the minutes of the `timed` ones, whose minutes are known; None where of none."""

    timed: int
    minutes: float | None


@dataclass(frozen=True)
class Effort(Frequency):
    """Minutes that demands took, by category and kind of demand.

    `rows` have `category`, `split` (one of `KINDS`), `count` of demands, `timed` (of how many the minutes are known)
    and `minutes` (their sum; None where none is known). A demand without minutes has none: it is never taken for 0.
    """

    rows: Sequence[EffortRow]
    fewest: int = FEWEST
    shares: bool = False
    columns: ClassVar[tuple[str, ...]] = (*Frequency.columns, "timed", "minutes")

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """The rows as those of a frequency."""
        return replace(super().of(rows, measure), fewest=measure.fewest, shares=measure.shares)

    def of_these(self, category: object = ..., split: object = ...) -> list[Any]:
        """The rows of a category and a split that are in figures."""
        return [r for r in super().of_these(category, split) if not r.get("left_out")]

    def timed(self, category: object = ..., split: object = ...) -> int:
        """Of how many demands the minutes are known."""
        return sum(r["timed"] for r in self.of_these(category, split))

    def minutes(self, category: object = ..., split: object = ...) -> float | None:
        """Minutes of those demands whose minutes are known; None where of none."""
        known = [r["minutes"] for r in self.of_these(category, split) if r["minutes"] is not None]
        return sum(known) if known else None

    def hours(self, category: object = ..., split: object = ...) -> float:
        """Recorded hours. What is not recorded is not in them, nor taken for 0."""
        return (self.minutes(category, split) or 0) / AN_HOUR

    def coverage(self, category: object = ..., split: object = ...) -> float | None:
        """The part of demands whose minutes are known, from 0 to 1."""
        return share(self.timed(category, split), self.count(category, split))

    def failure_share(self, category: object = ...) -> float | None:
        """Failure's part of the minutes of value and failure; None where too few of these have minutes to say."""
        failure, value = (self.minutes(category, kind) or 0 for kind in (FAILURE, VALUE))
        return share(failure, failure + value) if self.timed(category, CLASSIFIED) >= self.fewest else None

    def untimed(self) -> Mapping[Any, int]:
        """None has minutes: so many."""
        return {} if self.timed() or not self.count() else {UNTIMED: self.count()}

    def timed_of(self, category: object = ...) -> Known:
        """Of how many of its failure demands the minutes are known."""
        return Known(self.timed(category, FAILURE), self.count(category, FAILURE))

    def classified_of(self, category: object = ...) -> Known:
        """Of how many of its demands it is known what they are."""
        return Known(self.count(category) - self.count(category, UNCLASSIFIED), self.count(category))

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: minutes by kind, how many demands, of how many the minutes are known."""
        found = []
        for name in self.names:
            row = {measure.category: measure.label(name)} | self._minutes_of(name)
            row |= {"demands": self.count(name), "demands with minutes": self.timed(name)}
            found.append(row)
        return found

    def _minutes_of(self, name: object) -> dict[str, float | None]:
        """Minutes of a category, of each kind where there are several."""
        if len(self.split_order) > 1:
            return {f"{kind.lower()} minutes": self.minutes(name, kind) for kind in map(str, self.split_order)}
        return {"minutes": self.minutes(name)}

    def facts(self) -> dict[str, object]:
        """All categories together, the coverage, and of how many a share is not said."""
        told: dict[str, object] = {"totals": {str(kind).lower(): self.minutes(..., kind) for kind in self.split_order}}
        told |= {"coverage": self.coverage()}
        if self.shares:
            # The share is of value and failure alone: how much of it is known is another matter than of all.
            told |= {"share": self.failure_share(), "coverage_of_the_share": self.coverage(..., CLASSIFIED)}
            told |= {"no_share_of_fewer_than": self.fewest}
        return told
