"""Hours a week of categories that are laid side by side, each source over its own whole weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from measures.definition import Measure
from measures.shapes.base import share
from measures.shapes.demand import FAILURE
from measures.shapes.effort.minutes import AN_HOUR, DAYS_A_WEEK, Effort, EffortRow

# So many times as long as what is timed may take what is not, before it is said of others that they take more.
LONGER = 3


class SourceRow(EffortRow):
    """Those that a cohort of sources received: sources that were observed on the same days. `days` are those of its
    whole weeks, None where it has none, and `weekly_minutes` the minutes of what it received in these."""

    cohort: int | None
    days: int | None
    weekly_minutes: float | None


@dataclass(frozen=True)
class Compared(Effort):
    """Hours of categories that are laid side by side: by the week, since a source that has been on record for longer
    has more of them. Of each source over its own whole weeks."""

    rows: Sequence[SourceRow]
    columns: ClassVar[tuple[str, ...]] = (*Effort.columns, "cohort", "days", "weekly_minutes")

    def a_week(self, category: object = ..., split: object = ...) -> float | None:
        """Recorded hours a week; None where no minutes are known, or no source has a whole week."""
        if not self.timed(category, split) or not self.weeks_of(category):
            return None
        of = [r for r in self.of_these(category, split) if r["days"]]
        return sum((r["weekly_minutes"] or 0) / AN_HOUR / (r["days"] / DAYS_A_WEEK) for r in of)

    def weeks_of(self, category: object = ...) -> tuple[int, int] | None:
        """How many whole weeks are on record of those who receive demands of a category: of the source with fewest and
        of that with most. None where none has any."""
        each = [r["days"] // DAYS_A_WEEK for r in self.of_these(category) if r["days"]]
        return (min(each), max(each)) if each else None

    def unsaid(self) -> Mapping[Any, int]:
        """It is the minutes that are laid side by side."""
        return self.untimed()

    def rivals(self, most: object) -> list[object]:
        """The other categories that failure demand may take as much time of a week as of this one. Those that are not
        classified may be like those that are. What nobody timed may take longer than what is timed: one that times few
        is not known to take less."""
        failures, timed = self.count(..., FAILURE), self.timed(..., FAILURE)
        usual = share(failures, self.classified_of(...).known) or 0, share(self.hours(..., FAILURE), timed) or 0

        def may_take(category: object) -> float:
            own = self.timed_of(category)
            often = share(own.of_all, self.classified_of(category).known)
            each = share(self.hours(category, FAILURE), own.known)
            each = usual[1] if each is None else each
            untimed = 0 if own.enough else 1 - (own.part or 0)
            a_week = sum(r["count"] / (r["days"] / DAYS_A_WEEK) for r in self.of_these(category) if r["days"])
            return a_week * (usual[0] if often is None else often) * each * (1 - untimed + untimed * LONGER)

        hours = self.a_week(most, FAILURE) or 0
        return [name for name in self.order if name != most and may_take(name) >= hours]

    def records(self, measure: Measure) -> list[dict]:
        """The rows, with failure's share of the minutes, the hours a week of each kind, and over how many weeks."""
        found = super().records(measure)
        for name, row in zip(self.names, found, strict=True):
            row |= {"share": self.failure_share(name)} if self.shares else {}
            row |= {f"{str(kind).lower()} hours a week": rounded(self.a_week(name, kind)) for kind in self.split_order}
            row |= dict(zip(("fewest weeks", "most weeks"), self.weeks_of(name) or (None, None)))
        return found


def rounded(value: float | None) -> float | None:
    """A figure of a table, where there is one, to a thousandth."""
    return None if value is None else round(value, 3)
