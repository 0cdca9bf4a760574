"""How often a source has rows, and so which stretches without any are too long to be chance."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from measures.record.days import Interval, monday

UNLIKELY = 0.01  # of how many gaps in a record of this rate one so long may come by chance
NEAR = 13  # weeks with rows on either side of a gap, from which it is known how often rows come: a log may grow
ENOUGH = 4  # of these on a side, or all weeks are taken; and days that are no slip where a source has no others
SURELY = 0.99  # no source has rows on every day that it could: a closed week must stay possible


@dataclass(frozen=True)
class Rate:
    """How often a source has rows, from the days on which it has some (in order, none twice)."""

    days: Sequence[dt.date]
    weeks: Mapping[dt.date, int] = field(init=False)
    usual: int = field(init=False)

    def __post_init__(self) -> None:
        weekdays = Counter(map(dt.date.weekday, self.days))
        most = max(weekdays.values(), default=0)
        # By numbers, for there are thousands: day 1 of the calendar is a Monday.
        weeks = Counter((number - 1) // 7 for number in map(dt.date.toordinal, self.days))
        object.__setattr__(self, "weeks", {dt.date.fromordinal(7 * week + 1): days for week, days in weeks.items()})
        # A weekday that has a tenth of the rows of another is one on which somebody worked overtime.
        object.__setattr__(self, "usual", sum(10 * number >= most for number in weekdays.values()))

    def is_gap(self, empty: int, before: Sequence[dt.date], after: Sequence[dt.date]) -> bool:
        """Whether so many empty weeks in a row are too many to be chance; `before` and `after` are the weeks with rows
        on either side.

        A week is as likely to be empty as the weeks beside it that are not let expect: who has rows on nine of ten
        working days has none in a week once in 100,000, who has them on one in twenty in three of four. Where rows come
        on one day of a week only, that says nothing; then it is how far apart the weeks are that have any.
        """
        if empty < 1:
            return False
        sides = [side for side in (before[-NEAR:], after[:NEAR]) if len(side) >= ENOUGH] or [list(self.weeks)]
        chance = max(self._empty_week(side) for side in sides) ** empty
        steps = [step for step in self._steps if step <= empty]
        if len(steps) > 1:
            often = len(steps) / sum(steps) * (1 - len(steps) ** -0.5)
            chance = min(chance, (1 - often) ** empty)
        # Where there are several as long, as in a log of sample weeks, chance would have to make them all.
        as_long = max(1, sum(step > empty for step in self._steps))
        return chance * len(self.weeks) < UNLIKELY * as_long

    @property
    def _steps(self) -> list[int]:
        """How many weeks it is from each week with rows to the next."""
        return [(later - earlier).days // 7 for earlier, later in pairwise(self.weeks)]

    def _empty_week(self, weeks: Sequence[dt.date]) -> float:
        """The chance of a week without rows, from how many days of these weeks, which have some, have rows.

        The days of a week that has any are so many on average: D·p / (1 − (1 − p)^D), of D days on each of which there
        are rows with chance p. Of few weeks the average is taken for one that is nearer to a single day.
        """
        mean = sum(self.weeks[week] for week in weeks) / len(weeks)
        mean = 1 + (mean - 1) * (1 - len(weeks) ** -0.75)
        low, high = 0.0, SURELY
        for _ in range(30):
            p = (low + high) / 2
            low, high = (p, high) if self.usual * p < mean * (1 - (1 - p) ** self.usual) else (low, p)
        return (1 - low) ** self.usual

    def covered(self, within: Interval) -> list[Interval]:
        """The stretches of an interval in which this source was observed.

        It begins and ends with the interval, unless until its first row, or from its last, it is too long.
        """
        days = [day for day in self.days if within.first <= day <= within.last]
        weeks = list(self.weeks)
        if not days:
            empty = self.is_gap(((within.last - within.first).days + 1) // 7, weeks, weeks)
            return [] if empty else [within]
        first, last = monday(days[0]), monday(days[-1])
        before = [week for week in weeks if week < first]
        after = [week for week in weeks if week > last]
        here = [week for week in weeks if first <= week <= last]
        late = self.is_gap((days[0] - within.first).days // 7, before, here)
        early = self.is_gap((within.last - days[-1]).days // 7, here, after)
        starts, ends = [days[0] if late else within.first], []
        for earlier, later in pairwise(days):
            if (later - earlier).days <= 7:
                continue  # no whole week lies between them
            empty = (monday(later) - monday(earlier)).days // 7 - 1
            if empty > 0:
                at = weeks.index(monday(later))
                if self.is_gap(empty, weeks[:at], weeks[at:]):
                    ends.append(earlier)
                    starts.append(later)
        ends.append(days[-1] if early else within.last)
        return [Interval(*both) for both in zip(starts, ends, strict=True)]
