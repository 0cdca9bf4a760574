"""Hours released: failure demand in the latest weeks against as many of a baseline, and whether chance makes as
much."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import mean

from measures import spc
from measures.shapes.coverage import Known, alike
from measures.shapes.effort.minutes import DAYS_A_WEEK

# Standard deviations beyond which two sums of as many weeks differ 2 or 3 times of 100 where nothing changed, whether
# weeks have one demand or fifteen (drawn: numbers by chance, minutes skewed as calls are). A fall by a third, from ten
# failures a week, is beyond in 44 of 100 with 13 weeks a side, and in 77 with 26.
BEYOND = 2.5
FEWEST_WEEKS = 6  # of a side, or how much weeks vary is not known well enough
LATE = 2  # the latest weeks to which rows may still come


@dataclass(frozen=True)
class Stretch:
    """Failure demand in some weeks: of how many demands the minutes are known, and their hours, in all and of each
    week; and of how many of all demands it is known what they are."""

    first: dt.date
    weeks: int
    count: int
    timed: int
    hours: float
    last: dt.date
    classified: Known
    of_each: tuple[float, ...]

    @property
    def with_minutes(self) -> Known:
        """Of how many failure demands the minutes are known."""
        return Known(self.timed, self.count)

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its last week."""
        return self.last + dt.timedelta(days=DAYS_A_WEEK - 1)


@dataclass(frozen=True)
class Released:
    """M17: a baseline, and as many of the latest weeks, of the sources that were observed in all of both; and the
    names of those that were not, None for those of no name in common. `within` are the names on both sides. Whether
    rows may still come to the latest weeks (`may_fill`): nothing says from when on they do."""

    before: Stretch
    latest: Stretch
    without: tuple[str | None, ...] = ()
    within: frozenset[str | None] = frozenset()
    may_fill: bool = False

    @property
    def hours(self) -> float:
        """Hours released: below 0, failure demand takes more than it did."""
        return self.before.hours - self.latest.hours

    @property
    def a_week(self) -> float:
        return self.hours / self.latest.weeks

    @property
    def varies(self) -> float | None:
        """How many hours the two sides may lie apart where nothing changed, since weeks vary; None of fewer weeks than
        show it.

        Weeks vary by what one differs from the next, on either side: a change between the two is no part of it. It is
        their squares that are averaged, since hours are skewed: of rare demands a mean range says too little.
        """
        if self.latest.weeks < FEWEST_WEEKS:
            return None
        ranges = [*spc.moving_ranges(self.before.of_each), *spc.moving_ranges(self.latest.of_each)]
        variance = mean(each * each for each in ranges) / 2
        return BEYOND * (variance * 2 * self.latest.weeks) ** 0.5

    @property
    def is_of_the_latest(self) -> bool:
        """Whether rows that are still to come may make the difference: were the latest two weeks as those before
        them, it would be no more than weeks vary anyway."""
        if not self.may_fill or self.varies is None:
            return False
        settled = mean(self.latest.of_each[:-LATE]) * self.latest.weeks
        return self.hours > self.varies >= self.before.hours - settled

    @property
    def classified_alike(self) -> bool:
        """Whether it is known of as many demands of both what they are."""
        return alike([self.before.classified, self.latest.classified])

    @property
    def alike(self) -> bool:
        """Whether as much is known of both, so that they can be compared."""
        return self.classified_alike and alike([self.before.with_minutes, self.latest.with_minutes])
