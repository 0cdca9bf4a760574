"""Which days a record covers: worked out from the days on which its sources have rows.

A source is an agency in a locality, as rows name them; rows that name neither are of the record that their file is part
of (its lineage). The files that a source is in hold other sources too: all that hang together so are one record, which
goes on while any of them has rows. Nothing here knows of the store or the screen.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from math import prod
from statistics import median
from typing import NamedTuple

DAY, WEEK = dt.timedelta(1), dt.timedelta(7)
# Why a week or month is no point of a chart and in no average, as queries say it.
NOT_OBSERVED, MONTH_NOT_OBSERVED = "not observed", "with a month that was not observed"
PART_OF_A_WEEK, PART_OF_A_MONTH = "part of a week", "part of a month"
ONLY_MONTHS = "known by its month only"
AFTER = "after the day of loading"
NOT_FULL = "not yet full"
APART = "far from all other dates"
ON_RECORD = "on record"  # of days that are part of it
# What came to the record or went from it: a row that says so has the day and the name of the source, and is no period.
JOINS, LEAVES, ENDS = "joins", "leaves", "ends before the others"
CHANGES = (JOINS, LEAVES, ENDS)
# Of how many demands of an agency, or of a place, something is known: a row that says so has its name, and is no period.
SOURCES = ("of an agency", "of a place")

UNLIKELY = 0.01  # of how many gaps in a record of this rate one so long may come by chance
NEAR = 13  # weeks with rows on either side of a gap, from which it is known how often rows come: a log may grow
ENOUGH = 4  # of these on a side, or all weeks are taken; and days that are no slip where a source has no others
SURELY = 0.99  # no source has rows on every day that it could: a closed week must stay possible
FEW_OF_USUAL, SMALL = 0.25, 0.1  # a stretch by itself with fewer of its usual rows, and of all rows, is a slip
BRIEF = 28  # days: of a shorter stretch a rate says little
SETTLED = 13 * WEEK  # sources that begin (or end) no further apart than this begin (or end) together
LACKING = 4  # days that a month may lack at either end: the longest that an office which works is closed, at Easter
FULL = 0.95  # of the rows that a week comes to have in the end
COMPARED = 4  # loads from which it is known how late rows come
AGES = 13  # weeks after which rows are not late, but another record
WAITED = 20  # rows from which it is known how long they take to be done
BY_CHANCE = 0.05  # how likely a record without late rows is to be taken for one with them


class Source(NamedTuple):
    """An agency in a locality, by their keys; of rows that name neither, the record that their file is part of."""

    agency: str | None
    locality: str | None
    lineage: int = 0


class Rows(NamedTuple):
    """So many rows of a source that are dated on one day, of one upload."""

    source: Source
    upload: int
    day: dt.date
    number: int
    is_month: bool = False  # that day begins the month in which they are, on days that nobody wrote down
    is_week: bool = False  # that day is the Monday of the week in which they are


@dataclass(frozen=True)
class Span:
    """Days that the record of a source covers, from the first to the last, without a gap.

    `first_week` and `last_week` are the Mondays of the first and the last week that it has whole, `first_month` and
    `last_month` the first days of such months; where only the months of its rows are known it has no weeks. Weeks from `weeks_over` on were not over on the day of loading, those
    from `weeks_full` on are not yet as full as they become; None where there are none. A slip (`is_slip`) is no observed time:
    its rows are too few and too far from all others. The source is part of the record between `begins` and `ends`;
    `weight` is how many rows it usually has on a day. Sources of one `cohort` have all of this in common but `number`
    and `weight`.
    """

    source: Source
    first_day: dt.date
    last_day: dt.date
    number: int
    is_slip: bool = False
    first_week: dt.date | None = None
    last_week: dt.date | None = None
    first_month: dt.date | None = None
    last_month: dt.date | None = None
    weeks_over: dt.date | None = None
    months_over: dt.date | None = None
    weeks_full: dt.date | None = None
    months_full: dt.date | None = None
    begins: dt.date | None = None
    ends: dt.date | None = None
    weight: float = 0
    cohort: int = 0


class Interval(NamedTuple):
    """From a first day to a last."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Rate:
    """How often a source has rows, from the days on which it has some (in order, none twice)."""

    days: Sequence[dt.date]
    weeks: Mapping[dt.date, int] = field(init=False)
    usual: int = field(init=False)

    def __post_init__(self) -> None:
        weekdays = Counter(day.weekday() for day in self.days)
        most = max(weekdays.values(), default=0)
        object.__setattr__(self, "weeks", Counter(map(monday, self.days)))
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


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - DAY * day.weekday()


def spans(
    rows: Sequence[Rows],
    loaded: Mapping[int, dt.date],
    late: Mapping[Source, int] | None = None,
    full: Mapping[Source, dt.date] | None = None,
) -> list[Span]:
    """What the record covers of each source, and the slips, from the days on which it has rows.

    `loaded` is the day on which each upload was loaded: rows that are dated more than a day after it are none of the
    record, unless all are and the clock is wrong. `late` is how many of the last days of a source are not yet as full
    as they become; `full` the day before which it has only part of its rows.
    """
    monthly = {row.source for row in rows if row.is_month}
    rows = [row for each in rows for row in (_days_within(each) if each.is_month or each.is_week else [each])]
    dated = [row for row in rows if row.day <= loaded[row.upload] + DAY]
    found = []
    for record in _records(dated or rows):
        uploads = {row.upload for row in record}
        until = max(loaded[upload] for upload in uploads) if dated else None
        sources = {row.source for row in record}
        lately = max((late or {}).get(source, 0) for source in sources)
        begins = max((day for source, day in (full or {}).items() if source in sources), default=dt.date.min)
        found += _of_record(record, until, lately, begins)
    found = [replace(span, first_week=None, last_week=None) if span.source in monthly else span for span in found]
    return _in_cohorts(_members(found))


def _days_within(rows: Rows) -> list[Rows]:
    """Rows of a month or week as if they were of its working days: that it was observed is known, and on which of them is
    not."""
    days = [rows.day + n * DAY for n in range((_next_month(rows.day) - rows.day).days if rows.is_month else 7)]
    days = [day for day in days if day.weekday() < 5]
    each, more = divmod(rows.number, len(days))
    return [rows._replace(day=day, number=each + (i < more)) for i, day in enumerate(days)]


def _records(rows: Sequence[Rows]) -> list[list[Rows]]:
    """The rows of all sources that hang together by the uploads that they are in."""
    heads: dict[object, object] = {}

    def head(of: object) -> object:
        while heads.setdefault(of, of) != of:
            of = heads[of] = heads[heads[of]]
        return of

    for source, upload in dict.fromkeys((row.source, row.upload) for row in rows):
        heads[head(source)] = head(upload)
    found: dict[object, list[Rows]] = {}
    record = {source: found.setdefault(head(source), []) for source in dict.fromkeys(row.source for row in rows)}
    for row in rows:
        record[row.source].append(row)
    return list(found.values())


def _of_record(rows: Sequence[Rows], loaded: dt.date | None, late: int, full: dt.date) -> list[Span]:
    """The spans and slips of each source of one record."""
    numbers_of_all = _numbers(rows)
    of_source: dict[Source, list[Rows]] = {}
    for row in rows:
        of_source.setdefault(row.source, []).append(row)
    runs = Rate(list(numbers_of_all)).covered(_all_of(numbers_of_all))
    _, slips = _without_slips(numbers_of_all, runs)
    slips = [run for run in slips if not any(_is_all_of(run, _numbers(own)) for own in of_source.values())]
    kept = [run for run in runs if run not in slips]
    days = [day for day in numbers_of_all if any(first <= day <= last for first, last in kept)]
    week = Interval(min(days, key=dt.date.weekday), max(days, key=dt.date.weekday))
    full_to = max(days) - late * DAY
    found = []
    for source, own_rows in of_source.items():
        numbers = _numbers(own_rows)
        rate = Rate([day for day in numbers if any(first <= day <= last for first, last in kept)])
        if len(of_source) == 1:
            observed, own_slips = kept, []
        else:
            own = [stretch for run in kept for stretch in rate.covered(run)] if rate.days else []
            observed, own_slips = _without_slips(numbers, own)
        found += [
            Span(source, *stretch, _number(numbers, stretch), is_slip=True)
            for stretch in [*slips, *own_slips]
            if _number(numbers, stretch)
        ]
        number = sum(_number(numbers, stretch) for stretch in observed)
        length = sum((last - first).days + 1 for first, last in observed)
        for stretch in observed:
            whole = Interval(max(stretch.first, full), stretch.last)
            whole_weeks, whole_months = _weeks(whole, week), _months(whole)
            found.append(
                Span(
                    source,
                    *stretch,
                    _number(numbers, stretch),
                    first_week=whole_weeks.first,
                    last_week=whole_weeks.last,
                    first_month=whole_months.first,
                    last_month=whole_months.last,
                    weeks_over=None if loaded is None else _next_week(loaded, week),
                    months_over=None if loaded is None else loaded.replace(day=1),
                    weeks_full=_next_week(full_to + DAY, week) if late else None,
                    months_full=(full_to + DAY).replace(day=1) if late else None,
                    weight=number / max(length, BRIEF),
                )
            )
    return found


def _numbers(rows: Iterable[Rows]) -> dict[dt.date, int]:
    """How many rows each day has, in order."""
    found: dict[dt.date, int] = {}
    for _, _, day, number, *_ in rows:
        found[day] = found.get(day, 0) + number
    return dict(sorted(found.items()))


def _number(numbers: Mapping[dt.date, int], stretch: Interval) -> int:
    return sum(number for day, number in numbers.items() if stretch.first <= day <= stretch.last)


def _is_all_of(run: Interval, days: Iterable[dt.date]) -> bool:
    """Whether a stretch is all there is of a source, and more than a slip: who came before all others or after them."""
    own = set(days)
    return len(own) >= ENOUGH and all(run.first <= day <= run.last for day in own)


def _all_of(days: Iterable[dt.date]) -> Interval:
    return Interval(min(days), max(days))


def _without_slips(numbers: Mapping[dt.date, int], runs: Sequence[Interval]) -> tuple[list[Interval], list[Interval]]:
    """The stretches that were observed, and those that are slips: a date that lies alone, or far fewer rows than the
    others have in so many weeks. What has a tenth of all rows or more is none."""
    of_run = {run: _number(numbers, run) for run in runs}
    dates = {run: sum(run.first <= day <= run.last for day in numbers) for run in runs}
    weeks = {run: (monday(run.last) - monday(run.first)).days // 7 + 1 for run in runs}
    kept, slips = [], []
    for run in runs:
        others, in_weeks = sum(of_run.values()) - of_run[run], sum(weeks.values()) - weeks[run]
        few = in_weeks > 0 and of_run[run] < FEW_OF_USUAL * others / in_weeks * weeks[run]
        is_slip = of_run[run] < SMALL * sum(of_run.values()) and (few or dates[run] == 1)
        (slips if is_slip else kept).append(run)
    return kept, slips


def _weeks(stretch: Interval, week: Interval) -> Interval:
    """The Mondays of the first and the last week that a stretch has whole: from the earliest day of the week on which
    its record ever has rows to the latest."""
    first, last = monday(stretch.first), monday(stretch.last)
    return Interval(
        first if stretch.first.weekday() <= week.first.weekday() else first + WEEK,
        last if stretch.last.weekday() >= week.last.weekday() else last - WEEK,
    )


def _months(stretch: Interval) -> Interval:
    """The first days of the first and the last month that a stretch has, but for four days at either end."""
    first, last = stretch.first.replace(day=1), stretch.last.replace(day=1)
    return Interval(
        first if stretch.first - first <= LACKING * DAY else _next_month(first),
        last if _next_month(last) - stretch.last <= (LACKING + 1) * DAY else (last - DAY).replace(day=1),
    )


def _next_month(first: dt.date) -> dt.date:
    return (first + 31 * DAY).replace(day=1)


def _next_week(day: dt.date, week: Interval) -> dt.date:
    """The Monday of the first week whose last day with rows is not before this one."""
    return monday(day) if day.weekday() <= week.last.weekday() else monday(day) + WEEK


# -- Who is part of the record


def _members(found: Sequence[Span]) -> list[Span]:
    """From when until when each source is part of the record.

    Sources that begin within 13 weeks of the first of them to begin are part of it from then on, and the same at the
    end: until all of them are there nothing is said of them together. What comes later joins, what ends before leaves.
    """
    observed = [span for span in found if not span.is_slip]
    first, last = {}, {}
    for span in observed:
        first[span.source] = min(span.first_day, first.get(span.source, span.first_day))
        last[span.source] = max(span.last_day, last.get(span.source, span.last_day))
    begins, ends = _together(first.values()), _together(last.values(), backwards=True)
    return [
        span if span.is_slip else replace(span, begins=begins[first[span.source]], ends=ends[last[span.source]])
        for span in found
    ]


def _together(days: Iterable[dt.date], *, backwards: bool = False) -> dict[dt.date, dt.date]:
    """For each day the first that it is together with: no more than 13 weeks apart."""
    found, leader = {}, None
    for day in sorted(days, reverse=backwards):
        leader = day if leader is None or abs(day - leader) > SETTLED else leader
        found[day] = leader
    return found


def _in_cohorts(found: Sequence[Span]) -> list[Span]:
    """Each span with the number of its cohort: sources whose spans are the same days have one."""
    of_source: dict[Source, list[Span]] = {}
    for span in found:
        if not span.is_slip:
            of_source.setdefault(span.source, []).append(span)
    cohorts: dict[tuple, int] = {}
    number = {}
    for source, own in sorted(of_source.items(), key=lambda item: [str(part) for part in item[0]]):
        same = tuple(replace(span, source=None, number=0, weight=0) for span in own)
        number[source] = cohorts.setdefault(same, len(cohorts) + 1)
    return [replace(span, cohort=number.get(span.source, 0)) for span in found]


# -- Rows that come late


class Kept(NamedTuple):
    """So many rows of a source that are dated on one day, and the versions of the data between which they counted."""

    day: dt.date
    begun: int
    ended: int | None
    number: int


class Done(NamedTuple):
    """So many rows of a source that are dated on one day and were done on another; None where they are not done."""

    day: dt.date
    done: dt.date | None
    number: int


class Load(NamedTuple):
    """A version of the data at which rows of a source came, and its day."""

    version: int
    day: dt.date


def lateness(rows: Sequence[Kept], loads: Sequence[Load]) -> int:
    """How many of a source's last days are not yet as full as they become, from its earlier loads: one a day at most.

    At each earlier load: of the rows that a week has now, how many were there, by how many weeks it lay before the last
    day that the load had. What is usual is the middle of the loads that are three weeks old or more, if there are two
    of these; below 95 per cent a week is not full.
    """
    if len(loads) < COMPARED:
        return 0
    settled = [load for load in loads[:-1] if loads[-1].day - load.day >= 3 * WEEK]
    shares: dict[int, list[float]] = {}
    for load in settled if len(settled) > 1 else loads[:-1]:
        there = [row for row in rows if row.begun <= load.version and (row.ended is None or row.ended > load.version)]
        last = max((row.day for row in there if row.day <= load.day), default=None)
        if last is None:
            continue
        then, now = Counter[int](), Counter[int]()
        for row in there:
            then[(last - row.day).days // 7] += row.number
        for row in rows:
            if row.ended is None:
                now[(last - row.day).days // 7] += row.number
        for age in range(AGES):
            if now[age]:
                shares.setdefault(age, []).append(min(1.0, then[age] / now[age]))
    weeks = 0
    while weeks in shares and median(shares[weeks]) < FULL:
        weeks += 1
    return 7 * weeks


@dataclass(frozen=True)
class _Waits:
    """How many of a source's rows took so many days or fewer to be done (`by`, from 0 to the longest that is known), of
    which all are done. Each share is of one row more than there are, so that nothing that has not been is impossible."""

    by: Sequence[int]

    @classmethod
    def of(cls, rows: Sequence[tuple[dt.date, dt.date, int]]) -> _Waits | None:
        """From the first half of the record, of which all can be done within as many days as the other half has. None of
        too few."""
        first, end = min(day for day, _, _ in rows), max(ended for _, ended, _ in rows)
        longest = (end - first).days // 2
        waits = Counter[int]()
        for day, ended, number in rows:
            if (end - day).days >= longest and (wait := max(0, (ended - day).days)) <= longest:
                waits[wait] += number
        return cls(list(accumulate(waits[wait] for wait in range(longest + 1)))) if waits.total() >= WAITED else None

    def within(self, days: int) -> float:
        """The share that is done within so many days."""
        return (self.by[min(days, len(self.by) - 1)] + 1) / (self.by[-1] + 1)

    def beyond(self, days: int) -> float:
        """The share that takes so many days or more."""
        least = min(days, len(self.by) - 1)
        return (self.by[-1] - (self.by[least - 1] if least else 0) + 1) / (self.by[-1] + 1)


def _all_done(rows: Sequence[Done]) -> list[tuple[dt.date, dt.date, int]]:
    """The rows, where all of them are done."""
    done = [(row.day, row.done, row.number) for row in rows if row.done is not None]
    return done if len(done) == len(rows) else []


def full_from(rows: Sequence[Done]) -> dt.date | None:
    """From which day on a source has all of its rows, where it lists what was done from a day on: of what was asked before
    it has only what took so long. None where chance makes as many of these, and as few that took less."""
    done = _all_done(rows)
    if not done:
        return None
    begins = min(ended for _, ended, _ in done)
    waits = _Waits.of([row for row in done if row[0] >= begins] or done)
    if waits is None:
        return None
    none_before = prod(waits.beyond((begins - day).days) ** number for day, _, number in done if day < begins)
    return begins if none_before < BY_CHANCE else None


def lateness_of_done(rows: Sequence[Done]) -> int:
    """How many of a source's last days are not yet as full as they become, because its rows come when they are done.

    That is so where all are done, and more would have been done after the last day on which any was than chance makes of
    a record that has all. A day is full when 95 per cent of its rows are done.
    """
    begins = full_from(rows)
    done = [row for row in _all_done(rows) if begins is None or row[0] >= begins]
    waits = _Waits.of(done) if done else None
    if waits is None:
        return 0
    last, end = max(day for day, _, _ in done), max(ended for _, ended, _ in done)
    none_later = prod(waits.within((end - day).days) ** number for day, _, number in done)
    full_after = next(days for days in range(len(waits.by)) if waits.within(days) >= FULL)
    return max(0, full_after - (end - last).days) if none_later < BY_CHANCE else 0
