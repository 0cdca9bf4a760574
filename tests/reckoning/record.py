"""Which days the record of demands covers, worked out from its words: week by week, with lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from tests.reckoning.names import folded, shown_of
from tests.reckoning.past import Now

DAY = dt.timedelta(1)
Source = tuple[str, str]
Stretch = tuple[dt.date, dt.date]


def source_of(row: dict) -> Source:
    """An agency in a locality. The files of these worlds whose rows name neither are all of one record."""
    return folded(row.get("agency") or "Not recorded"), folded(row.get("locality") or "Not recorded")


def monday(day: dt.date) -> dt.date:
    return day - DAY * day.weekday()


def within(day: dt.date, stretches: list[Stretch]) -> bool:
    return any(first <= day <= last for first, last in stretches)


@dataclass(frozen=True)
class Observed:
    """When a source was observed, and its slips; between which weekdays its record ever has rows; the last day of
    loading (None where the clock is wrong), until when it is as full as it becomes (None where that is always) and
    from when."""

    stretches: list[Stretch]
    slips: list[Stretch]
    weekdays: tuple[int, int]
    loaded: dt.date | None
    full_to: dt.date | None
    usual: float
    full_from: dt.date = dt.date.min

    @property
    def ends(self) -> Stretch:
        return min(first for first, _ in self.stretches), max(last for _, last in self.stretches)

    def lacks_week(self, week: dt.date) -> str | None:
        """Why it does not have all of a week, or None."""
        opens, closes = (week + DAY * weekday for weekday in self.weekdays)
        whole = any(max(first, self.full_from) <= opens and closes <= last for first, last in self.stretches)
        return self._lacks(week, week + 6 * DAY, closes, whole, "part")

    def lacks_month(self, month: dt.date) -> str | None:
        """Why it does not have all of a month but for four days at either end, or None."""
        end = (month + 31 * DAY).replace(day=1) - DAY
        whole = any(
            max(first, self.full_from) <= month + 4 * DAY and last >= end - 4 * DAY for first, last in self.stretches
        )
        return self._lacks(month, end, end, whole, "part")

    def _lacks(self, first: dt.date, last: dt.date, over: dt.date, whole: bool, part: str) -> str | None:
        if not any(a <= last and first <= b for a, b in self.stretches):
            return "not observed"
        if self.loaded and over >= self.loaded:
            return "not over yet"
        if self.full_to and over > self.full_to:
            return "not yet full"
        return None if whole else part


def in_the_record(rows: list[dict]) -> list[dict]:
    """Those that are not dated more than a day after they were loaded; where all are, the clock is wrong."""
    return in_time(rows) or rows


def observed(now: Now) -> dict[Source, Observed]:
    """What was observed of each source."""
    rows = in_the_record(now.demands)
    found = {}
    for sources in _records(rows):
        of_record = [row for row in rows if source_of(row) in sources]
        found |= _of_record(now, of_record, sources, clock=rows == in_time(rows))
    return found


def in_time(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["received_on"] <= row["loaded"] + DAY]


def _records(rows: list[dict]) -> list[set[Source]]:
    """Sources that are in an upload together are one record, and so are those that one of them is in another with."""
    found: list[set[Source]] = []
    for upload in {row["upload"] for row in rows}:
        together = {source_of(row) for row in rows if row["upload"] == upload}
        joined = [record for record in found if record & together]
        found = [record for record in found if not record & together] + [together.union(*joined)]
    return found


def _of_record(now: Now, rows: list[dict], sources: set[Source], clock: bool) -> dict[Source, Observed]:
    every = sorted(row["received_on"] for row in rows)
    stretches = _runs(every, every[0], every[-1])
    slips = []
    for stretch in _apart(every, stretches)[
        1
    ]:  # who has no rows elsewhere, and these on four days, came before or after the others
        own = [{row["received_on"] for row in rows if source_of(row) == source} for source in sources]
        if not any(len(days) >= 4 and all(within(day, [stretch]) for day in days) for days in own):
            slips.append(stretch)
    runs = [stretch for stretch in stretches if stretch not in slips]
    kept = [day for day in every if within(day, runs)]
    weekdays = min(day.weekday() for day in kept), max(day.weekday() for day in kept)
    if (
        len({day.isocalendar()[:2] for day in kept}) == 1
    ):  # of one week alone: from Monday to Friday, and longer where it is longer
        weekdays = 0, max(4, weekdays[1])
    late = max(max(_late(now, source), _late_by_waits(rows, source)) for source in sources)
    found = {}
    for source in sources:
        own = sorted(row["received_on"] for row in rows if source_of(row) == source)
        in_runs = [day for day in own if within(day, runs)]
        if len(sources) == 1:
            stretches, own_slips = runs, []
        elif in_runs:
            stretches, own_slips = _apart(own, [s for run in runs for s in _runs(in_runs, *run)])
        else:
            stretches, own_slips = [], []
        number = sum(within(day, stretches) for day in own)
        days = sum((last - first).days + 1 for first, last in stretches)
        apart = [s for s in [*slips, *own_slips] if any(s[0] <= day <= s[1] for day in own)]
        found[source] = Observed(
            stretches,
            apart,
            weekdays,
            max(row["loaded"] for row in rows) if clock else None,
            max(kept) - late * DAY if late else None,
            number / max(days, 28),
            max(_full_from(rows, source) or dt.date.min for source in sources),
        )
    return found


def _runs(days: list[dt.date], first: dt.date, last: dt.date) -> list[Stretch]:
    """From a first day to a last, without the stretches in which a source with these days would have had some."""
    here = sorted({day for day in days if first <= day <= last})
    if not here:
        return [] if _would_have(days, ((last - first).days + 1) // 7, None, None) else [(first, last)]
    begins = first
    if _would_have(days, (here[0] - first).days // 7, None, here[0], until=here[-1]):
        begins = here[0]
    found = []
    for one, other in zip(here, here[1:], strict=False):
        if _would_have(days, (monday(other) - monday(one)).days // 7 - 1, one, other):
            found.append((begins, one))
            begins = other
    ends = here[-1] if _would_have(days, (last - here[-1]).days // 7, here[-1], None, since=here[0]) else last
    return [*found, (begins, ends)]


def _would_have(
    days: list[dt.date],
    empty: int,
    before: dt.date | None,
    after: dt.date | None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> bool:
    """Whether so many empty weeks are less likely than one in a hundred for a source with these days; where several
    gaps are as long, than one in a hundred for each.

    `before` and `after` are the days between which they lie; at an edge of the record, the other end of what is there.
    """
    if empty < 1:
        return False
    weeks = sorted({monday(day) for day in days})
    if before is None and after is None:
        sides = [weeks[-13:], weeks[:13]]
    elif before is None:
        sides = [
            [week for week in weeks if week < monday(after)][-13:],
            [week for week in weeks if monday(after) <= week <= monday(until)][:13],
        ]
    elif after is None:
        sides = [
            [week for week in weeks if monday(since) <= week <= monday(before)][-13:],
            [week for week in weeks if week > monday(before)][:13],
        ]
    else:
        sides = [
            [week for week in weeks if week <= monday(before)][-13:],
            [week for week in weeks if week >= monday(after)][:13],
        ]
    by_weekday = Counter(day.weekday() for day in set(days))
    usual = sum(n >= max(by_weekday.values()) / 10 for n in by_weekday.values())
    chances = []
    for side in [side for side in sides if len(side) >= 4] or [weeks]:
        mean = len({day for day in days if monday(day) in side}) / len(side)
        mean = 1 + (mean - 1) * (1 - 1 / len(side) ** 0.75)
        chances.append((1 - _daily(mean, usual)) ** usual)
    chance = max(chances) ** empty
    steps = [n for one, other in zip(weeks, weeks[1:], strict=False) if (n := (other - one).days // 7) <= empty]
    if len(steps) >= 2:
        chance = min(chance, (1 - len(steps) / sum(steps) * (1 - 1 / len(steps) ** 0.5)) ** empty)
    as_long = sum((other - one).days // 7 - 1 >= empty for one, other in zip(weeks, weeks[1:], strict=False))
    return chance * len(weeks) < 0.01 * max(1, as_long)


def _daily(mean: float, usual: int) -> float:
    """The chance of rows on one day, where the weeks that have any have them on so many of their usual days."""
    best = 0.0
    for place in range(1, 31):
        more = best + 0.99 / 2**place
        if usual * more < mean * (1 - (1 - more) ** usual):
            best = more
    return best


def _apart(days: list[dt.date], runs: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """Without the slips, and the slips: fewer than a tenth of all rows, on one date or fewer than a quarter of what
    the others have in so many weeks."""
    number = {run: sum(run[0] <= day <= run[1] for day in days) for run in runs}
    weeks = {run: (monday(run[1]) - monday(run[0])).days // 7 + 1 for run in runs}
    slips = []
    for run in runs:
        others = [other for other in runs if other != run]
        if not others or number[run] >= sum(number.values()) / 10:
            continue
        usual = sum(number[o] for o in others) / sum(weeks[o] for o in others)
        if len({day for day in days if within(day, [run])}) == 1 or number[run] < usual * weeks[run] / 4:
            slips.append(run)
    return [run for run in runs if run not in slips], slips


def _late(now: Now, source: Source) -> int:
    """How many of the last days of a source are not as full as days become, from what earlier loads had of them."""
    if len(set(now.load_days)) < 4:
        return 0
    came: dict[dt.date, list[dict]] = {}
    before: set[tuple] = set()
    for day, rows in now.history:
        own = [row for row in rows if source_of(row) == source]
        here = {(row["upload"], row["row"]) for row in own}
        if here - before:
            came.pop(day, None)
            came[day] = own
        before = here
    if len(came) < 4:
        return 0
    *earlier, last = came
    old = [day for day in earlier if (last - day).days >= 21]
    current = [row["received_on"] for row in now.demands if source_of(row) == source]
    shares = defaultdict(list)
    for day in old if len(old) >= 2 else earlier:
        there = [row["received_on"] for row in came[day]]
        end = max((received for received in there if received <= day), default=None)
        if end is None:
            continue
        for weeks in range(13):
            then, become = (sum((end - received).days // 7 == weeks for received in of) for of in (there, current))
            if become:
                shares[weeks].append(min(1, then / become))
    weeks = 0
    while shares[weeks] and median(shares[weeks]) < 0.95:
        weeks += 1
    return 7 * weeks


def _asked_and_done(rows: list[dict], source: Source) -> list[tuple[dt.date, dt.date]]:
    """The days on which each row of a source was asked and done, where all of them are done."""
    asked = [(row["received_on"], _done(row)) for row in rows if source_of(row) == source]
    return [] if any(done is None for _, done in asked) else asked


def _took(asked: list[tuple[dt.date, dt.date]]) -> tuple[list[int], int]:
    """How many days those of the first half took that took no longer than it lasts; and how long that is."""
    begins, closes = min(day for day, _ in asked), max(done for _, done in asked)
    half = (closes - begins).days // 2
    took = [max(0, (done - day).days) for day, done in asked if day <= closes - half * DAY]
    return [days for days in took if days <= half], half


def _full_from(rows: list[dict], source: Source) -> dt.date | None:
    """The first day on which any was done, where so many asked before it, and all of these waited so long, that the
    list is of what was done from a day on."""
    asked = _asked_and_done(rows, source)
    if not asked:
        return None
    begins = min(done for _, done in asked)
    took, half = _took([each for each in asked if each[0] >= begins] or asked)
    chance = 1.0
    for day, _ in asked:
        if day < begins and took:
            waited = min(half, (begins - day).days)
            chance *= (sum(days >= waited for days in took) + 1) / (len(took) + 1)
    return begins if len(took) >= 20 and chance < 0.05 else None


def _late_by_waits(rows: list[dict], source: Source) -> int:
    """How many of the last days of a source are not as full as days become, since all of its rows are done and come
    when they are: from how long those of its first half took."""
    begins = _full_from(rows, source)
    asked = [each for each in _asked_and_done(rows, source) if begins is None or each[0] >= begins]
    took, half = _took(asked) if asked else ([], 0)
    if len(took) < 20:
        return 0

    def share(days: int) -> float:
        return (sum(wait <= days for wait in took) + 1) / (len(took) + 1)

    ends, closes = max(day for day, _ in asked), max(done for _, done in asked)
    chance = 1.0
    for day, _ in asked:
        chance *= share(min(half, (closes - day).days))
    if chance >= 0.05:
        return 0
    day = ends
    while share(min(half, (closes - day).days)) < 0.95:
        day -= DAY
    return (ends - day).days


def _done(row: dict) -> dt.date | None:
    """The day on which it was done, None where it is not or only planned to be."""
    on = row.get("resolved_on")
    if on is None and row.get("resolved_first_time"):
        on = row["received_on"]
    return None if on is None or on > row["loaded"] + DAY else on


# -- Who is part of the record, and which weeks and months it has


def _members(every: dict[Source, Observed]) -> dict[Source, Stretch]:
    """From when until when each source is part of the record: as the first of those that begin within 13 weeks of it,
    and as the last of those that end so."""

    def together(days: list[dt.date]) -> dict[dt.date, dt.date]:
        found: dict[dt.date, dt.date] = {}
        for day in days:
            leaders = [found[before] for before in found if abs(day - found[before]).days <= 91]
            found[day] = leaders[-1] if leaders else day
        return found

    begins = together(sorted(each.ends[0] for each in every.values()))
    ends = together(sorted((each.ends[1] for each in every.values()), reverse=True))
    return {source: (begins[each.ends[0]], ends[each.ends[1]]) for source, each in every.items()}


@dataclass(frozen=True)
class Record:
    """What was observed of the sources that some filters leave."""

    sources: dict[Source, Observed]
    members: dict[Source, Stretch]
    apart: dict[dt.date, str]  # days on which a demand is dated all the same
    since: str
    until: str

    def weeks_of(self, source: Source) -> dict[dt.date, str | None]:
        """The weeks in which a source is part of the record, and why it lacks something of each."""
        first, last = self.members[source]
        week, found = monday(first), {}
        while week <= last:
            if self._cut(week) != "beyond":
                found[week] = self._cut(week) or self.sources[source].lacks_week(week)
            week += 7 * DAY
        return found

    def months_of(self, source: Source) -> dict[dt.date, str | None]:
        first, last = self.members[source]
        month, found = first.replace(day=1), {}
        while month <= last:
            found[month] = self.sources[source].lacks_month(month)
            month = (month + 31 * DAY).replace(day=1)
        return found

    @property
    def weeks(self) -> dict[dt.date, str | None]:
        """Each week from the first demand to the last, and why it is no point."""
        found = self._together({source: self.weeks_of(source) for source in self.sources}, monday)
        asked = {week: why for week, why in found.items() if not self._cut(week) or self._cut(week) == "part"}
        return {week: "part" if why == "not observed" and self._cut(week) else why for week, why in asked.items()}

    def _cut(self, week: dt.date) -> str | None:
        """Whether a week is beyond the months asked for, or in part."""
        first, last = f"{week:%Y-%m}", f"{week + 6 * DAY:%Y-%m}"
        if last < self.since or first > self.until:
            return "beyond"
        return "part" if first < self.since or last > self.until else None

    @property
    def months(self) -> dict[str, str | None]:
        """Likewise each month."""
        each = {source: self.months_of(source) for source in self.sources}
        return {f"{month:%Y-%m}": why for month, why in self._together(each, lambda day: day.replace(day=1)).items()}

    def _together(self, lacks: dict[Source, dict], start) -> dict[dt.date, str | None]:
        """Why each period is no point: what its sources lack, if those that lack something bring one demand in twenty
        or more; beyond the record, that a demand is dated there."""
        if not self.sources:
            return self._beyond({}, start)
        begins, ends = (of(day for stretch in self.members.values() for day in stretch) for of in (min, max))
        found: dict[dt.date, str | None] = {}
        day = start(begins)
        while day <= ends:
            there = {source: of[day] for source, of in lacks.items() if day in of}
            missing = {source: why for source, why in there.items() if why}
            usual, absent = (sum(self.sources[source].usual for source in of) for of in (there, missing))
            found[day] = None if 20 * absent < usual else max(missing.values(), default="not observed")
            day = start(day + (31 if start is not monday else 7) * DAY)
        return self._beyond(found, start)

    def _beyond(self, found: dict, start) -> dict:
        more: dict = {}
        for day, why in self.apart.items():
            if start(day) not in found:
                more[start(day)] = max(why, more.get(start(day), ""))
        return found | more


def record(now: Now, filters: dict) -> Record:
    """The record of the agency and locality that are asked for, in the months asked for."""
    every = {source: each for source, each in observed(now).items() if each.stretches} if now.demands else {}
    slips = {source: each.slips for source, each in (observed(now) if now.demands else {}).items()}
    since, until = filters.get("since", "0"), filters.get("until", "9999")

    def asked(source: Source) -> bool:
        names = dict(zip(("agency", "locality"), source))
        return all(folded(filters[name]) == own for name, own in names.items() if name in filters)

    apart: dict[dt.date, str] = {}
    for row in filter(now.has_happened, now.demands):
        day = row["received_on"]
        if asked(source_of(row)) and since <= f"{day:%Y-%m}" <= until:
            if within(day, [slip for source, own in slips.items() if asked(source) for slip in own]):
                apart[day] = "far from all other dates"
            elif day > row["loaded"] + DAY:
                apart.setdefault(day, "after the day of loading")
    return Record(
        {source: each for source, each in every.items() if asked(source)},
        {source: ends for source, ends in _members(every).items() if asked(source)},
        apart,
        since,
        until,
    )


# -- What is on record of each source


def record_of_demands(now: Now, filters: dict) -> dict:
    """Each source with its stretches and slips, and what is dated after the day of its loading and in none of these."""
    every = observed(now) if now.demands else {}
    members = _members({source: each for source, each in every.items() if each.stretches})
    named = {of: {folded(name): as_shown for name, as_shown in shown_of(now, of).items() if name} for of in ASKED}
    found: Counter = Counter()
    for source in {source_of(row) for row in now.demands}:
        if any(folded(filters[of]) != key for of, key in zip(ASKED, source) if of in filters):
            continue
        names = tuple(named[of].get(key) for of, key in zip(ASKED, source))
        own = [row for row in now.demands if source_of(row) == source]
        each = every.get(source)
        stretches, slips = (each.stretches, each.slips) if each else ([], [])
        for what, days in [("on record", s) for s in stretches] + [("far from all other dates", s) for s in slips]:
            count = sum(within(row["received_on"], [days]) for row in in_the_record(now.demands) if row in own)
            more = (*members[source], _late_from(each)) if what == "on record" else (None, None, None)
            found[(*names, what, *days, count, *more)] += 1
        later = [row["received_on"] for row in own if row not in in_time(own)]
        later = [day for day in later if not within(day, [*stretches, *slips])]
        if later:
            days = min(later), max(later)
            found[(*names, "after the day of loading", *days, len(later), None, None, None)] += 1
    return {"rows": found}


ASKED = ("agency", "locality")


def _late_from(each: Observed) -> dt.date | None:
    """The first week that closes when the source is not yet as full as it becomes."""
    if each.full_to is None:
        return None
    week = monday(each.full_to)
    return week if week + DAY * each.weekdays[1] > each.full_to else week + 7 * DAY
