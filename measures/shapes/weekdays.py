"""How many come on each weekday, and in which hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from measures.definition import Measure
from measures.leading import rate_ahead
from measures.shapes.frequency import Frequency, FrequencyRow

DAYS_A_WEEK = 7


class WeekdayRow(FrequencyRow):
    """So many of a weekday and an hour, by the cohort of their source."""

    cohort: int | None
    days: int | None
    in_weeks: int


@dataclass(frozen=True)
class Weekdays(Frequency):
    """How many came on each weekday, and in which hour, where that is known.

    `category` is the weekday, from 1 for Monday, None where nobody knows the day; `split` the hour or None; `cohort`
    those sources that were observed on the same days, `days` those of its whole weeks, and `in_weeks` how many came in
    these.
    """

    rows: Sequence[WeekdayRow]
    columns: ClassVar[tuple[str, ...]] = (*Frequency.columns, "cohort", "days", "in_weeks")

    def a_week(self, weekday: object = ...) -> float | None:
        """How many come on a weekday, a week: of each source over its own whole weeks. None where none has any."""
        if self.weeks is None:
            return None
        return sum(r["in_weeks"] / (r["days"] / DAYS_A_WEEK) for r in self.of_these(weekday) if r["days"])

    def in_weeks(self, weekday: object = ..., hour: object = ...) -> int:
        """How many came in the whole weeks of those who received them."""
        return sum(r["in_weeks"] for r in self.of_these(weekday, hour))

    @property
    def weeks(self) -> tuple[int, int] | None:
        """How many whole weeks are on record: of the source with fewest and of that with most. None where none has
        any."""
        each = [r["days"] // DAYS_A_WEEK for r in self.rows if r["days"]]
        return (min(each), max(each)) if each else None

    @property
    def hours(self) -> list[int]:
        """The hours from the first to the last in which any came in whole weeks."""
        known = [r["split"] for r in self.rows if r["split"] is not None and r["in_weeks"]]
        return list(range(min(known), max(known) + 1)) if known else []

    @property
    def most(self) -> Any | None:
        """The weekday on which most come a week; None where another may have as many, by chance."""
        if self.weeks is None:
            return None
        each = {day: (self.a_week(day) or 0, self._spread(day)) for day in self.order}
        most = max(each, key=lambda day: each[day])
        alone = all(rate_ahead(*each[most], *of) for day, of in each.items() if day != most)
        return most if alone else None

    def _spread(self, weekday: object) -> float:
        """How far, squared, a weekday's demands a week vary by chance: those of a source on record for few weeks the
        most."""
        return sum(r["in_weeks"] / (r["days"] / DAYS_A_WEEK) ** 2 for r in self.of_these(weekday) if r["days"])

    def records(self, measure: Measure) -> list[dict]:
        """A row for each weekday: how many, how many a week, and how many in each hour of the whole weeks."""
        if not self.rows:  # withheld
            return []
        weeks = self.weeks is not None
        return [
            {
                measure.category: str(measure.label(day)),
                measure.counts: self.count(day),
                f"{measure.counts} a week": round(self.a_week(day) or 0, 3) if weeks and day is not None else None,
                **{f"from {hour:02}:00": self.in_weeks(day, hour) for hour in self.hours},
                "without a time": self.in_weeks(day, None),
            }
            for day in (self.names if self.rows else ())
        ]

    def facts(self) -> dict[str, object]:
        """Of how many the day and the time are known, and over how many weeks."""
        timed = sum(r["count"] for r in self.rows if r["split"] is not None)
        fewest, most = self.weeks or (None, None)
        return {"without_a_day": self.unplaced, "with_a_time": timed, "fewest_weeks": fewest, "most_weeks": most}
