"""Which days the record of each source covers: its spans, the slips far from them, and from when until when it is part
of the record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from measures.record.days import DAY, WEEK, Days, Interval, Rows, Source, monday
from measures.record.rate import ENOUGH, Rate

FEW_OF_USUAL, SMALL = 0.25, 0.1  # a stretch by itself with fewer of its usual rows, and of all rows, is a slip
BRIEF = 28  # days: of a shorter stretch a rate says little
SETTLED = 13 * WEEK  # sources that begin (or end) no further apart than this begin (or end) together
WORKING = 5 * DAY  # from Monday to Friday
LACKING = 4  # days that a month may lack at either end: the longest that an office which works is closed, at Easter


Record = dict[Source, Days]  # the sources that hang together


@dataclass(frozen=True)
class Span:
    """Days that the record of a source covers, from the first to the last, without a gap.

    `first_week` and `last_week` are the Mondays of the first and the last week that it has whole, `first_month` and
    `last_month` the first days of such months; where only the months of its rows are known it has no weeks. Weeks from
    `weeks_over` on were not over on the day of loading, those from `weeks_full` on are not yet as full as they become;
    None where there are none. A slip (`is_slip`) is no observed time: its rows are too few and too far from all others.
    The source is part of the record between `begins` and `ends`; `weight` is how many rows it usually has on a day.
    Sources of one `cohort` have all of this in common but `number` and `weight`.
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
    ends = {upload: day + DAY for upload, day in loaded.items()}
    dated = [row for row in rows if row.day <= ends[row.upload]]
    found = []
    for record, uploads in _records(dated or rows):
        until = max(loaded[upload] for upload in uploads) if dated else None
        lately = max((late or {}).get(source, 0) for source in record)
        begins = max((day for source, day in (full or {}).items() if source in record), default=dt.date.min)
        found += _of_record(record, until, lately, begins)
    found = [replace(span, first_week=None, last_week=None) if span.source in monthly else span for span in found]
    return _in_cohorts(_members(found))


def _days_within(rows: Rows) -> list[Rows]:
    """Rows of a month or week as if they were of its working days: that it was observed is known, and on which of
    them is not."""
    days = [rows.day + n * DAY for n in range((_next_month(rows.day) - rows.day).days if rows.is_month else 7)]
    days = [day for day in days if day.weekday() < 5]
    each, more = divmod(rows.number, len(days))
    return [rows._replace(day=day, number=each + (i < more)) for i, day in enumerate(days)]


def _records(rows: Iterable[Rows]) -> list[tuple[Record, set[int]]]:
    """Each record, and the uploads that its sources are in."""
    numbers: dict[Source, dict[dt.date, int]] = {}
    uploads: dict[Source, set[int]] = {}
    for source, upload, day, number, *_ in rows:
        own = numbers.setdefault(source, {})
        own[day] = own.get(day, 0) + number
        uploads.setdefault(source, set()).add(upload)
    heads: dict[object, object] = {}

    def head(of: object) -> object:
        while heads.setdefault(of, of) != of:
            of = heads[of]
        return of

    for source, its in uploads.items():
        for upload in its:
            heads[head(source)] = head(upload)
    found: dict[object, tuple[Record, set[int]]] = {}
    for source, own in numbers.items():
        record, together = found.setdefault(head(source), ({}, set()))
        record[source] = Days(own)
        together |= uploads[source]
    return list(found.values())


def _of_record(record: Record, loaded: dt.date | None, late: int, full: dt.date) -> list[Span]:
    """The spans and slips of each source of one record."""
    of_all = _together_by_day(record.values())
    runs = Rate(of_all.days).covered(Interval(of_all.days[0], of_all.days[-1]))
    _, slips = _without_slips(of_all, runs)
    slips = [run for run in slips if not any(_is_all_of(run, own.days) for own in record.values())]
    kept = [run for run in runs if run not in slips]
    days = [day for run in kept for day in of_all.within(run)]
    week = Interval(min(days, key=dt.date.weekday), max(days, key=dt.date.weekday))
    first = monday(days[0])
    if (
        days[-1] < first + WEEK
    ):  # of one week alone nobody knows on which days of a week there are rows: on working days at least
        week = Interval(first, max(week.last, first + WORKING - DAY))
    full_to = max(days) - late * DAY
    found = []
    for source, numbers in record.items():
        rate = Rate([day for run in kept for day in numbers.within(run)])
        if len(record) == 1:
            observed, own_slips = kept, []
        else:
            own = [stretch for run in kept for stretch in rate.covered(run)] if rate.days else []
            observed, own_slips = _without_slips(numbers, own)
        found += [
            Span(source, *stretch, numbers.number(stretch), is_slip=True)
            for stretch in [*slips, *own_slips]
            if numbers.number(stretch)
        ]
        number = sum(numbers.number(stretch) for stretch in observed)
        length = sum((last - first).days + 1 for first, last in observed)
        for stretch in observed:
            whole = Interval(max(stretch.first, full), stretch.last)
            whole_weeks, whole_months = _weeks(whole, week), _months(whole)
            found.append(
                Span(
                    source,
                    *stretch,
                    numbers.number(stretch),
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


def _together_by_day(sources: Iterable[Days]) -> Days:
    """The days of several sources together."""
    found = Counter[dt.date]()
    for source in sources:
        found.update(source.numbers)
    return Days(found)


def _is_all_of(run: Interval, days: Iterable[dt.date]) -> bool:
    """Whether a stretch is all there is of a source, and more than a slip: who came before all others or after them."""
    own = set(days)
    return len(own) >= ENOUGH and all(run.first <= day <= run.last for day in own)


def _without_slips(numbers: Days, runs: Sequence[Interval]) -> tuple[list[Interval], list[Interval]]:
    """The stretches that were observed, and those that are slips: a date that lies alone, or far fewer rows than the
    others have in so many weeks. What has a tenth of all rows or more is none."""
    of_run = {run: numbers.number(run) for run in runs}
    dates = {run: len(numbers.within(run)) for run in runs}
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
