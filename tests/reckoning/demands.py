"""Measures of demand, worked out from their words."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.reckoning.names import folded, shown_of
from tests.reckoning.past import Now
from tests.reckoning.record import record, record_of_demands, source_of

KINDS = ("Value", "Failure", "Not sure", "Not classified")
CLASSIFIED = ("Value", "Failure")
FEWEST = 50  # of fewer there is no share, only counts
FEWEST_OF_POINT = 10  # and of fewer, or of fewer than half as many as usual, there is no point
DAY = dt.timedelta(1)
PART, FEW = "part", "fewer than {}"
NOT_RECORDED = "without recorded minutes"
UNLIKE = "in which minutes are recorded for too few, or for one side more than for the other"


@dataclass(frozen=True)
class Demand:
    """A demand as it is read: names in the spelling that is shown, and words for what is not recorded."""

    row: dict
    type: str | None
    agency: str
    origin: str | None
    condition: str | None
    locality: str

    @property
    def received(self) -> dt.date:
        return self.row["received_on"]

    @property
    def month(self) -> str:
        return f"{self.received:%Y-%m}"

    @property
    def week(self) -> dt.date:
        return self.received - DAY * self.received.weekday()

    @property
    def kind(self) -> str:
        return self.row.get("value_or_failure") or "Not classified"

    @property
    def minutes(self) -> float | None:
        return self.row.get("minutes")

    @property
    def first_time(self) -> bool | None:
        return self.row.get("resolved_first_time")

    @property
    def days(self) -> int | None:
        """From asking to done; None while it is open."""
        done = self.row.get("resolved_on")
        return None if done is None else (done - self.received).days


def everyone(now: Now) -> list[Demand]:
    """All demands, each name in the spelling that is shown."""
    spelled = {sort: shown_of(now, sort) for sort in ("type", "agency", "system_condition", "locality")}

    def name(of: str, row: dict) -> str | None:
        return spelled["agency" if of == "origin_agency" else of][row.get(of)]

    return [
        Demand(
            row,
            name("type", row),
            name("agency", row) or "Not recorded",
            name("origin_agency", row),
            name("system_condition", row),
            name("locality", row) or "Not recorded",
        )
        for row in filter(now.has_happened, now.demands)
    ]


def asked_for(now: Now, filters: Mapping) -> list[Demand]:
    """The demands that the filters leave: of a locality, an agency or a type, from one month to another."""

    def left(demand: Demand) -> bool:
        names = {"locality": demand.locality, "agency": demand.agency, "type": demand.type or "Not yet typed"}
        return all(folded(name) == folded(filters.get(of, name)) for of, name in names.items()) and filters.get(
            "since", demand.month
        ) <= demand.month <= filters.get("until", demand.month)

    return [demand for demand in everyone(now) if left(demand)]


def months_between(first: dt.date, last: dt.date) -> dict[str, str | None]:
    """Each month from a first day to a last, and whether it is all there, but for four days at either end."""
    day, found = first.replace(day=1), {}
    while day <= last:
        after = (day + 31 * DAY).replace(day=1)
        missing_before = max(0, (first - day).days)
        missing_behind = max(0, (after - DAY - last).days)
        found[f"{day:%Y-%m}"] = PART if max(missing_before, missing_behind) > 4 else None
        day = after
    return found


def periods(now: Now, filters: Mapping, every: str) -> dict[dt.date, str | None]:
    """Each week, month or quarter of the record by its first day, and why it is no point. A quarter has all of three
    months, or is no point: one was not observed, or it is not over, or not yet full."""
    on_record = record(now, filters)
    if every == "week":
        return on_record.weeks
    by_month = {dt.date.fromisoformat(f"{month}-01"): why for month, why in on_record.months.items()}
    if every == "month":
        return by_month
    found = {}
    for first, own in grouped(by_month, lambda month: period_of(month, "quarter")).items():
        whys = [by_month[month] for month in own]
        lacks = {why for why in whys if why}
        if whys == [None] * 3:
            found[first] = None
        elif len(set(whys)) == 1 and whys[0]:
            found[first] = whys[0]
        elif "not observed" in lacks:
            found[first] = "with a month that was not observed"
        elif lacks in ({"not over yet"}, {"not yet full"}):
            (found[first],) = lacks
        else:
            found[first] = PART
    return found


def period_of(day: dt.date, every: str) -> dt.date:
    """The first day of the week, month or quarter that holds a day."""
    if every == "week":
        return _monday(day)
    return day.replace(day=1, month=day.month if every == "month" else day.month - (day.month - 1) % 3)


def period_after(first: dt.date, every: str) -> dt.date:
    """The first day of the next."""
    return first + 7 * DAY if every == "week" else period_of(first + (32 if every == "month" else 95) * DAY, every)


def called(first: dt.date, every: str) -> str:
    """2025-01-06, 2025-01 or 2025 Q1."""
    return {"week": f"{first}", "month": f"{first:%Y-%m}"}.get(every, f"{first.year} Q{(first.month + 2) // 3}")


def needed(numbers: Iterable[int]) -> int:
    """Of how many a point is: of ten, and of half as many as the usual of those periods that could be one."""
    some = sorted(number for number in numbers if number)
    middle = (some[(len(some) - 1) // 2] + some[len(some) // 2]) / 2 if some else 0
    return max(FEWEST_OF_POINT, math.ceil(middle / 2))


def _monday(day: dt.date) -> dt.date:
    return day - DAY * day.weekday()


# -- Arithmetic


def per(part: float, whole: float, counted: int) -> float | None:
    """A share from 0 to 1; no data without a whole, and none of fewer than fifty."""
    return part / whole if whole and counted >= FEWEST else None


def minutes(demands: Iterable[Demand]) -> float | None:
    """Minutes that are recorded; None where none are. Never 0 for what is not."""
    known = [d.minutes for d in demands if d.minutes is not None]
    return sum(known) if known else None


def timed(demands: Iterable[Demand]) -> int:
    return sum(d.minutes is not None for d in demands)


def grouped(demands: Iterable[Demand], by) -> dict[object, list[Demand]]:
    found = defaultdict(list)
    for demand in demands:
        found[by(demand)].append(demand)
    return dict(found)


def counted(demands: list[Demand], by, shares: bool = False) -> dict:
    """How many of each category and kind; failure's share of value and failure, of each category and of all."""

    def share(of: list[Demand]) -> float | None:
        failures, both = (sum(d.kind in kinds for d in of) for kinds in (("Failure",), CLASSIFIED))
        return per(failures, both, both)

    groups = grouped(demands, by)
    found = {"counts": Counter((by(d), d.kind) for d in demands)}
    return found | ({"shares": {c: share(of) for c, of in groups.items()}, "share": share(demands)} if shares else {})


def effort(demands: list[Demand], by, shares: bool = False) -> dict:
    """How many of each category and kind, of how many the minutes are known, and these; failure's share of minutes."""

    def share(of: list[Demand]) -> float | None:
        failures, both = ([d for d in of if d.kind in kinds] for kinds in (("Failure",), CLASSIFIED))
        return per(minutes(failures) or 0, minutes(both) or 0, timed(both))

    cells = grouped(demands, lambda d: (by(d), d.kind))
    found = {
        "minutes": {at: (len(of), timed(of), minutes(of)) for at, of in cells.items()},
        "coverage": timed(demands) / len(demands) if demands else None,
    }
    groups = grouped(demands, by)
    return found | ({"shares": {c: share(of) for c, of in groups.items()}, "share": share(demands)} if shares else {})


# -- The measures


def alike(sides: Iterable[tuple[int, int]]) -> bool:
    """Whether so many of so many are known on every side: four in five, and on none five points more than on another,
    but for what chance makes of few (two standard errors)."""
    there = [(known, of) for known, of in sides if of]

    def apart(a: int, n: int, b: int, m: int) -> bool:
        p = (a + b) / (n + m)
        return abs(a / n - b / m) > 0.05 + 2 * math.sqrt(p * (1 - p) * (1 / n + 1 / m))

    return all(known / of >= 0.8 for known, of in there) and not any(
        apart(*one, *other) for i, one in enumerate(there) for other in there[:i]
    )


def of_too_few(periods: Mapping[str, tuple[int, int]]) -> set[str]:
    """The periods in which less than four in five are known; none of a record in which none has as many, if each
    has as large a part of its own as all together."""
    there = {period: side for period, side in periods.items() if side[1]}
    low = {period for period, (known, of) in there.items() if known / of < 0.8}
    if low != set(there):
        return low
    whole, every = (sum(side[i] for side in there.values()) for i in (0, 1))

    def apart(known: int, of: int) -> bool:
        p = (known + whole) / (of + every)
        return abs(known / of - whole / every) > 0.05 + 2 * math.sqrt(p * (1 - p) * (1 / of + 1 / every))

    return low if any(apart(*side) for side in there.values()) else set()


def since_a_backlog(periods: Mapping[dt.date, tuple[int, int]]) -> set[dt.date]:
    """The latest periods of which together fewer are known than of all before them, by over five points and chance: of
    all such ends of the record the one in which most is missing for its length."""
    in_order = sorted(first for first, (_, of) in periods.items() if of)
    found, most = set(), 0.0
    for cut in range(1, len(in_order)):
        sides = []
        for part in (in_order[:cut], in_order[cut:]):
            sides.append((sum(periods[first][0] for first in part), sum(periods[first][1] for first in part)))
        (a, n), (b, m) = sides
        p = (a + b) / (n + m)
        apart = a / n - b / m
        if apart > 0.05 + 2 * math.sqrt(p * (1 - p) * (1 / n + 1 / m)) and apart**2 * n * m > most * (1 + 1e-12):
            found, most = set(in_order[cut:]), apart**2 * n * m
    return found


def _share(
    now: Now, filters: Mapping, is_part, is_whole, why, amount=None, unknown=(), missing="", is_full=None
) -> dict:
    """A share by month, week or quarter. `why` says why a demand is in neither; `amount` what is added up of those
    of which it is known. Of `unknown` whys nobody has said yet; `missing` says so of a period. Where a twentieth of
    a period's demands are not `is_full`, it is in no total, unless fewer than 50 are in the others."""
    every = filters.get("every", "month")

    def place(demand: Demand) -> str:
        return called(period_of(demand.received, every), every)

    of_period = grouped(asked_for(now, filters), place)
    everything = [demand for demands in of_period.values() for demand in demands]

    def sides(demands: Iterable[Demand]) -> tuple[int, int]:
        part, whole = (sum(map(of, demands)) for of in (is_part, is_whole))
        return part, whole - part

    def known(demands: Iterable[Demand]) -> list[Demand]:
        return [d for d in demands if is_whole(d) and (amount is None or amount(d) is not None)]

    def amounts(demands: Iterable[Demand]) -> tuple[float, float]:
        if amount is None:
            return sides(demands)
        part, whole = (sum(amount(d) for d in known(demands) if of(d)) for of in (is_part, is_whole))
        return part, whole - part

    def share(demands: Iterable[Demand]) -> float | None:
        both = zip(sides(known(demands)), sides(demands))
        return per(amounts(demands)[0], sum(amounts(demands)), len(known(demands))) if alike(both) else None

    fewer = {
        name
        for name, of in of_period.items()
        if is_full and 20 * sum(is_full(d) for d in of if is_whole(d)) < 19 * sum(map(is_whole, of))
    }
    if sum(is_whole(d) for d in everything if place(d) not in fewer) < FEWEST:
        fewer = set()
    few = of_too_few({p: (sum(why(d) not in unknown for d in of), len(of)) for p, of in of_period.items()})

    def no_point(of: list[Demand]) -> str | None:
        return missing if of and place(of[0]) in few else None if alike(zip(sides(known(of)), sides(of))) else UNLIKE

    told = {
        name: {
            "known": sides(known(of)),
            "of": sides(of),
            "amounts": amounts(of),
            "share": None if name in few else share(of),
            "left out": "with fewer on record than at other times" if name in fewer else None,
        }
        for name, of in of_period.items()
        if sum(sides(of))
    }
    rows = _shares(
        now, filters, lambda of: (amounts(of)[0], sum(amounts(of)), len(known(of)), sum(map(is_whole, of))), no_point
    )
    blank = sum(is_whole(d) for d in everything) - len(known(everything))

    def is_known(demand: Demand) -> bool:
        return why(demand) not in unknown and (not is_whole(demand) or bool(known([demand])))

    # Of one that is not sure nobody asks how long it took.
    asked = [d for d in everything if not amount or is_whole(d) or why(d) in unknown]
    sources = {
        (what, None if name == "Not recorded" else name): (sum(map(is_known, of)), len(of))
        for what, by in (("of an agency", lambda d: d.agency), ("of a place", lambda d: d.locality))
        for name, of in grouped(asked, by).items()
    }
    reasons = [*_left_out(map(why, everything)), *([(None, "minutes not recorded", blank)] if blank else [])]
    return {
        "periods": told,
        "beside": Counter((place(d), why(d)) for d in everything if why(d)),
        "share": share([d for d in everything if place(d) not in fewer]),
        **({"sources": sources} if sources else {}),
        **points(rows + reasons),
    }


def _neither(demand: Demand) -> str | None:
    return None if demand.kind in CLASSIFIED else demand.kind.lower()


def failure_demand(now: Now, filters: Mapping) -> dict:
    so_far = {"unknown": ["not classified"], "missing": "in which too few are classified so far"}
    return _share(now, filters, lambda d: d.kind == "Failure", lambda d: d.kind in CLASSIFIED, _neither, **so_far)


def failure_capacity(now: Now, filters: Mapping) -> dict:
    so_far = {"unknown": ["not classified"], "missing": "in which too few are classified so far"}
    return _share(
        now,
        filters,
        lambda d: d.kind == "Failure",
        lambda d: d.kind in CLASSIFIED,
        _neither,
        lambda d: d.minutes,
        **so_far,
    )


def repeat_demands(now: Now, filters: Mapping) -> dict:
    """Of a household that asked on another day of the 30 before, whoever it asked and for whatever; where these days
    are on record, of nearly all that are part of it in the same locality (19 of 20 demands). The total is of the
    periods in which as many are on record as ever are together, but for one demand in twenty."""

    def house(row: dict) -> str:
        return " ".join((row.get("household_ref") or "").lower().split())

    dated = [row for row in now.demands if not (row.get("received_on_month") or row.get("received_on_week"))]
    asked = {(house(row), row["received_on"]) for row in filter(now.has_happened, dated)}
    every, nowhere = record(now, {}), folded("Not recorded")

    @cache
    def on_record(day: dt.date, place: str) -> float | None:
        """How many demands a day those bring that are on record; None where more than a twentieth is missing."""
        usual = missing = 0.0
        for source, (begins, ends) in every.members.items():
            if begins <= day <= ends and (place == nowhere or source[1] in (place, nowhere)):
                own = every.sources[source]
                usual += own.usual
                whole = any(first <= day - 30 * DAY and day - DAY <= last for first, last in own.stretches)
                missing += 0 if whole else own.usual
        return usual - missing if 20 * missing < usual else None

    @cache
    def most(place: str) -> float:
        days = {d.received for d in asked_for(now, filters) if source_of(d.row)[1] == place}
        return max(on_record(day, place) or 0 for day in days)

    def is_full(demand: Demand) -> bool:
        place = source_of(demand.row)[1]
        return 20 * on_record(demand.received, place) >= 19 * most(place) - 1e-9

    def why(demand: Demand) -> str | None:
        if not house(demand.row):
            return "without a household ref"
        followed = on_record(demand.received, source_of(demand.row)[1])
        return None if followed is not None else "without 30 days to look back on"

    def again(demand: Demand) -> bool:
        home = house(demand.row)
        return why(demand) is None and any((home, demand.received - back * DAY) in asked for back in range(1, 31))

    known = {
        "unknown": ["without a household ref"],
        "missing": "in which too few have a household ref",
        "is_full": is_full,
    }
    return _share(now, filters, again, lambda d: why(d) is None, why, **known)


COLUMNS = {
    "Demand ref": "demand_ref",
    "Received on": "received_on",
    "Time received": "received_at",
    "What the person asked": "verbatim",
    "Value or failure": "value_or_failure",
    "Type of demand": "type",
    "Agency": "agency",
    "Channel": "channel",
    "Failure origin agency": "origin_agency",
    "System condition": "system_condition",
    "Minutes": "minutes",
    "Resolved first time": "resolved_first_time",
    "Resolved on": "resolved_on",
    "Household ref": "household_ref",
    "Street name": "street",
    "Postcode": "postcode",
    "Locality": "locality",
}


def data_completeness(now: Now, filters: Mapping) -> dict:
    """Of worlds in which there are demands alone."""
    rows, periods, filled, cells = [*filter(now.has_happened, now.demands)], {}, 0, 0
    for heading, name in COLUMNS.items() if rows else ():
        there = sum(row.get(name) is not None for row in rows)
        sides = there, len(rows) - there
        periods[f"Demands: {heading}"] = {
            "known": sides,
            "of": sides,
            "amounts": sides,
            "share": there / len(rows),
            "left out": None,
        }
        filled, cells = filled + there, cells + len(rows)
    return {"periods": periods, "beside": Counter(), "share": filled / cells if cells else None}


def demand_types(now: Now, filters: Mapping) -> dict:
    return counted(asked_for(now, filters), lambda d: d.type)


def system_conditions(now: Now, filters: Mapping) -> dict:
    named = [d for d in asked_for(now, filters) if d.condition or d.kind == "Failure"]
    return counted(named, lambda d: d.condition)


def failure_origins(now: Now, filters: Mapping) -> dict:
    return effort([d for d in asked_for(now, filters) if d.kind == "Failure"], lambda d: d.origin)


def failure_between_agencies(now: Now, filters: Mapping) -> dict:
    """Failure demands by where each began and who heard it; of how many both are written down, and of how many of these
    the two are not one."""
    failures = [d for d in asked_for(now, filters) if d.kind == "Failure"]
    heard = {id(d): None if d.agency == "Not recorded" else d.agency for d in failures}
    both = [d for d in failures if d.origin and heard[id(d)]]
    return {
        "cells": Counter((d.origin, heard[id(d)]) for d in failures),
        "known": len(both),
        "elsewhere": sum(d.origin != heard[id(d)] for d in both),
    }


def capacity_by_agency(now: Now, filters: Mapping) -> dict:
    return side_by_side(now, filters, lambda d: None if d.agency == "Not recorded" else d.agency)


def capacity_by_type(now: Now, filters: Mapping) -> dict:
    return side_by_side(now, filters, lambda d: d.type)


def side_by_side(now: Now, filters: Mapping, by) -> dict:
    """Hours of each category, and a week: of each source that receives such demands over its own whole weeks, and
    these together. None where no minutes are known, and where no source has a whole week; and of how many weeks that
    is, of the source with fewest and of that with most."""
    demands, on_record = asked_for(now, filters), record(now, filters)
    whole_of = {
        source: {week for week, why in on_record.weeks_of(source).items() if why is None}
        for source in on_record.sources
    }
    a_week, weeks = {}, {}
    for category, of in (grouped(demands, by) | {...: demands}).items():
        each = {source: len(whole_of.get(source, ())) for source in {source_of(d.row) for d in of}}
        some = [number for number in each.values() if number]
        weeks[category] = (min(some), max(some)) if some else None
        for kind in KINDS:
            own = [d for d in of if d.kind == kind]
            total = 0.0
            for source, number in each.items():
                there = [d for d in own if source_of(d.row) == source and d.week in whole_of.get(source, ())]
                total += (minutes(there) or 0) / 60 / number if number else 0
            a_week[category, kind] = total if timed(own) and some else None
    return effort(demands, by, shares=True) | {"hours a week": a_week, "weeks": weeks}


def demand_words(now: Now, filters: Mapping) -> dict:
    """The newest 200 of those in which each of the first six words looked for occurs."""

    def plain(text: str) -> str:
        return text.lower().replace("’", "'")

    looked_for = plain(filters.get("words", "")).split()[:6]
    found = [
        d
        for d in asked_for(now, filters)
        if filters.get("said", d.kind) == d.kind and all(word in plain(d.row["verbatim"]) for word in looked_for)
    ]
    found.sort(key=lambda d: (d.received, d.row["upload"], d.row["row"]), reverse=True)
    words = [
        (d.row["verbatim"], d.received, d.kind, d.type, d.agency, d.condition, d.row.get("demand_ref")) for d in found
    ]
    return {"words": words[:200], "n": len(words)}


def demands_of_household(now: Now, filters: Mapping) -> dict:
    """What each household asked, in order, with the days between; those that asked most often first, 200 rows of
    them."""

    def house(ref: str) -> str:
        return " ".join(ref.lower().split())

    own = [d for d in asked_for(now, filters) if d.row.get("household_ref")]
    if "household" in filters:
        own = [d for d in own if house(d.row["household_ref"]) == house(filters["household"])]
    own.sort(key=lambda d: (d.received, d.row["upload"], d.row["row"]))
    of = grouped(own, lambda d: house(d.row["household_ref"]))
    rows = []
    for home in sorted(of, key=lambda home: (-len(of[home]), home)):
        name = min(d.row["household_ref"] for d in of[home])
        for before, d in zip([None, *of[home]], of[home], strict=False):
            since = None if before is None else (d.received - before.received).days
            what = d.row["verbatim"], d.kind, d.type, d.agency, d.row.get("demand_ref")
            rows.append((name, len(of[home]), d.received, since, *what))
    return {"words": rows[:200], "n": len(own)}


def system_condition_words(now: Now, filters: Mapping) -> dict:
    """The newest ten of each condition that was named, those named most first, the first 200 of them."""
    found = [d for d in asked_for(now, filters) if d.condition]
    found.sort(key=lambda d: (d.received, d.row["upload"], d.row["row"]), reverse=True)
    of = grouped(found, lambda d: d.condition)
    words = [
        (name, len(of[name]), d.row["verbatim"], d.received, d.kind, d.type, d.agency, d.row.get("demand_ref"))
        for name in sorted(of, key=lambda name: (-len(of[name]), name))
        for d in of[name][:10]
    ]
    return {"words": words[:200], "n": len(found)}


def predictability(now: Now, filters: Mapping) -> dict:
    """The last eight whole weeks of those who receive demands of a type: all, but for some with fewer than one in
    twenty of these demands. One that was not seen so often may be among what has no type: it is not said where less
    than four in five of what its agencies received in these weeks have one, whichever type is asked for."""
    everything = asked_for(now, {name: value for name, value in filters.items() if name != "type"})
    demands = [d for d in asked_for(now, filters) if d.type]
    on_record = record(now, filters)
    seen: dict = {}
    most = 0
    for type_, of in grouped(demands, lambda d: d.type).items():
        number = Counter(source_of(d.row) for d in of)
        lacks = defaultdict(dict)
        for source in number.keys() & on_record.sources.keys():
            for week, why in on_record.weeks_of(source).items():
                lacks[week][source] = why
        whole = [
            week
            for week, there in sorted(lacks.items())
            if 20 * sum(number[source] for source, why in there.items() if why) < sum(number[s] for s in there)
        ][-8:]
        recent = [d for d in of if d.week in whole]
        times = len({d.week for d in recent})
        theirs = [d for d in everything if d.week in whole and d.agency in {d.agency for d in of}]
        typed = sum(d.type is not None for d in theirs)
        says = "not predictable" if typed >= 0.8 * len(theirs) else "too few have a type yet"
        says = "too early" if len(whole) < 8 else "predictable" if times >= 6 else says
        seen[type_] = (times, says, len(recent), len(of))
        most = max(most, len(whole))
    return {"types": seen, "weeks": most}


def demand_by_weekday(now: Now, filters: Mapping) -> dict:
    """By weekday and hour, and of these those of the whole weeks of their source; a week, of each source over its own
    whole weeks. Midnight is no time, and neither are the times of a file in which all are one or two."""
    clocks = defaultdict(set)
    for row in filter(now.has_happened, now.demands):
        if row.get("received_at") not in (None, dt.time(0)):
            clocks[row["upload"]].add(row["received_at"])

    def place(demand: Demand) -> tuple[int, int | None]:
        at, times = demand.row.get("received_at"), clocks[demand.row["upload"]]
        return demand.received.isoweekday(), at.hour if at in times and len(times) >= 3 else None

    demands, on_record = asked_for(now, filters), record(now, filters)
    whole_of = {
        source: {week for week, why in on_record.weeks_of(source).items() if why is None}
        for source in on_record.sources
    }
    within = [d for d in demands if d.week in whole_of.get(source_of(d.row), ())]
    weeks = [len(whole_of.get(source, ())) for source in {source_of(d.row) for d in demands}]
    some = [number for number in weeks if number]

    def a_week(day: int) -> float:
        return sum(1 / len(whole_of[source_of(d.row)]) for d in within if d.received.isoweekday() == day)

    return {
        "counts": Counter(map(place, demands)),
        "in weeks": Counter(map(place, within)),
        "a week": {day: a_week(day) if some else None for day in range(1, 8)},
        "weeks": (min(some), max(some)) if some else None,
    }


def resolved_first_time(now: Now, filters: Mapping) -> dict:
    def why(demand: Demand) -> str | None:
        return "not known whether resolved the first time" if demand.first_time is None else None

    known = {
        "unknown": ["not known whether resolved the first time"],
        "missing": "in which too few have a known answer",
    }
    return _share(now, filters, lambda d: d.first_time is True, lambda d: d.first_time is not None, why, **known)


def end_to_end_days(now: Now, filters: Mapping) -> dict:
    waits = Waits(now, filters)
    usual = [known for tenths in (5, 9) if (known := waits.known_after(tenths)) is not None]
    of_ten = [known for known in usual if sum(waits.followed(d) >= known for d in waits.demands) >= 10]
    long = max(of_ten) if of_ten else min(usual, default=None)
    days, longer, beside = [], 0, Counter(waits.unknown)
    for d in waits.demands:
        if long is None:
            beside[waits.too_short("half")] += 1
        elif waits.followed(d) < long:
            beside[f"asked less than {long} days before their record ends"] += 1
        elif waits.wait(d, long) is None:
            longer += 1
        else:
            days.append(waits.wait(d, long))
    days.sort()

    def within(part: float) -> int | None:
        return next((day for i, day in enumerate(days, start=1) if i >= part * (len(days) + longer)), None)

    return {
        "days": dict(Counter(days)),
        "longer": longer,
        "beside": beside,
        "half": within(0.5),
        "nine of ten": within(0.9),
        "longest": days[-1] if days else None,
    }


def capacity_by_week(now: Now, filters: Mapping) -> dict:
    return _by_week(now, filters, asked_for(now, filters))


def capacity_released(now: Now, filters: Mapping) -> dict:
    """Fewer hours on failure demand in the latest whole weeks than in as many at the beginning, of the sources that
    were observed in all of both; and how far these may lie apart as weeks vary, of six weeks or more: two and a half
    standard deviations of the difference of two sums of so many weeks. Of latest weeks without failures they are 0."""
    failures = [d for d in asked_for(now, filters) if d.kind == "Failure"]
    on_record = record(now, filters)
    whole = sorted(week for week, left_out in on_record.weeks.items() if left_out is None)
    released: dict = {}
    for n in (1, 2, 4, 6):
        sides = whole[:n], whole[-n:]
        same = []
        for source in on_record.sources:
            own = on_record.weeks_of(source)
            if all(week in own and own[week] is None for side in sides for week in side):
                same.append(source)
        before, latest = ([d for d in failures if d.week in side and source_of(d.row) in same] for side in sides)
        both = 2 * n <= len(whole) and timed(before) and (timed(latest) or not latest)
        if not both:
            released[n] = None
            continue
        steps = []
        for side in sides:
            hours = [sum(d.minutes or 0 for d in before + latest if d.week == week) / 60 for week in side]
            steps += [abs(hours[i + 1] - hours[i]) for i in range(n - 1)]
        varies = 2.5 * math.sqrt(sum(step**2 for step in steps) / len(steps) / 2) * math.sqrt(n + n) if n >= 6 else None
        released[n] = ((minutes(before) or 0) - (minutes(latest) or 0)) / 60, varies
    return _by_week(now, filters, asked_for(now, filters)) | {"released": released}


def _by_week(now: Now, filters: Mapping, demands: list[Demand]) -> dict:
    """Each week's demands by kind: how many, of how many the minutes are known, and these; hours a week of each kind:
    of each source over the whole weeks in which it was observed, and these together; without weeks of which less than
    four in five are classified, and fewer than of all by more than chance has it, and without the latest of which
    together fewer are than of all before, unless half of all demands are theirs."""
    found = {}
    on_record = record(now, filters)
    of_week = grouped(demands, lambda d: d.week)
    for week, left_out in on_record.weeks.items():
        cells = grouped(of_week.get(week, []), lambda d: d.kind)
        if cells or left_out not in ("after the day of loading", "far from all other dates"):
            found[week] = (left_out, {kind: (len(of), timed(of), minutes(of)) for kind, of in cells.items()})
    whole_of = {
        source: [week for week, why in on_record.weeks_of(source).items() if why is None]
        for source in on_record.sources
    }
    there = [d for d in demands if d.week in whole_of.get(source_of(d.row), ())]
    known_of = {
        week: (sum(d.kind != "Not classified" for d in of), len(of))
        for week, of in grouped(there, lambda d: d.week).items()
    }
    all_known, all_of = (sum(side[i] for side in known_of.values()) for i in (0, 1))

    def is_backlog(known: int, of: int) -> bool:
        p = (known + all_known) / (of + all_of)
        chance = 2 * math.sqrt(p * (1 - p) * (1 / of + 1 / all_of))
        return known / of < 0.8 and abs(known / of - all_known / all_of) > 0.05 + chance

    few = {week for week, sides in known_of.items() if is_backlog(*sides)}
    if later := since_a_backlog(known_of):
        few |= {week for whole in whole_of.values() for week in whole if week >= min(later)}
    few = few if 2 * sum(known_of.get(week, (0, 0))[1] for week in few) < all_of else set()
    a_week = {}
    for kind in KINDS:
        known, total = 0, 0.0
        for source in on_record.sources:
            whole = [week for week in whole_of[source] if week not in few]
            of = [d for d in demands if d.week in whole and d.kind == kind and source_of(d.row) == source]
            known += timed(of)
            total += (minutes(of) or 0) / 60 / len(whole) if whole else 0
        a_week[kind] = total if known else None
    return {"weeks": found, "hours a week": a_week}


# -- Over time


def _periodic(now: Now, filters: Mapping, usual: str) -> dict[dt.date, tuple[str | None, list[Demand]]]:
    """The periods from the first demand that the filters leave to the end of the record, each with its demands."""
    every, demands = filters.get("every", usual), asked_for(now, filters)
    of_period = grouped(demands, lambda d: period_of(d.received, every))
    found = {}
    for first, left_out in periods(now, filters, every).items():
        last = period_after(first, every) - DAY
        if not demands or first < min(of_period) or f"{first:%Y-%m}" > filters.get("until", "9999"):
            continue
        if f"{first:%Y-%m}" < filters.get("since", "0") or f"{last:%Y-%m}" > filters.get("until", "9999"):
            left_out = PART
        found[first] = (left_out, of_period.get(first, []))
    return found


def points(rows: Iterable[tuple]) -> dict:
    """Rows of when, why it is left out, and the value: a point, or how many it stands for."""
    rows = list(rows)
    return {
        "points": sorted((when, value) for when, why, value in rows if why is None),
        "left out": Counter((when, why, value) for when, why, value in rows if why is not None),
    }


def demands_per_week(now: Now, filters: Mapping) -> dict:
    return points((first, why, len(of)) for first, (why, of) in _periodic(now, filters, "week").items())


def failure_demands_per_week(now: Now, filters: Mapping) -> dict:
    periods = _periodic(now, filters, "week")
    few = _of_too_few_classified(periods)
    return points(
        (first, TOO_FEW_CLASSIFIED, few[first]) if first in few else (first, why, sum(d.kind == "Failure" for d in of))
        for first, (why, of) in periods.items()
    )


TOO_FEW_CLASSIFIED = "in which too few are classified so far"


def _of_too_few_classified(periods: Mapping) -> dict:
    """The whole periods of which too few are classified yet, and of how many they are."""
    whole = {
        first: (sum(d.kind != "Not classified" for d in of), len(of))
        for first, (why, of) in periods.items()
        if why is None
    }
    return {first: whole[first][0] for first in of_too_few(whole) | since_a_backlog(whole)}


def failure_hours_per_week(now: Now, filters: Mapping) -> dict:
    rows, known = [], {}
    periods = _periodic(now, filters, "week")
    few = _of_too_few_classified(
        {
            first: ((why or (NOT_RECORDED if failures and not timed(failures) else None)), of)
            for first, (why, of) in periods.items()
            for failures in [[d for d in of if d.kind == "Failure"]]
        }
    )
    with_minutes = {
        first: (timed(failures), len(failures))
        for first, (why, of) in periods.items()
        for failures in [[d for d in of if d.kind == "Failure"]]
        if why is None and first not in few and (timed(failures) or not failures)
    }
    few |= {first: with_minutes[first][0] for first in of_too_few(with_minutes) | since_a_backlog(with_minutes)}
    for first, (why, of) in periods.items():
        failures = [d for d in of if d.kind == "Failure"]
        if first in few:
            rows.append(
                (
                    first,
                    "in which too few have recorded minutes" if first in with_minutes else TOO_FEW_CLASSIFIED,
                    few[first],
                )
            )
            if 0 < timed(failures) < len(failures):
                known[first] = (timed(failures), len(failures))
            continue
        if why is None and failures and not timed(failures):
            why = NOT_RECORDED
        if 0 < timed(failures) < len(failures):
            known[first] = (timed(failures), len(failures))
        rows.append((first, why, len(failures) if why else (minutes(failures) or 0) / 60))
    unknown = sum(d.kind == "Failure" and d.minutes is None for d in asked_for(now, filters))
    rows += [(None, "minutes not recorded", unknown)] if unknown else []
    return points(rows) | {"known in part": known}


def _shares(now: Now, filters: Mapping, parts, no_point) -> list[tuple]:
    """The periods from the first demand that the filters leave to the end of the record: a share in per cent, or the
    number that it would be of. `parts` gives a period's numerator, its denominator, how many demands that is of, and of
    how many it would be if all were known; `no_point` why a period with enough is none all the same."""
    found = [(first, why, no_point(of), *parts(of)) for first, (why, of) in _periodic(now, filters, "month").items()]
    enough = needed(number for _, why, _, _, _, number, _ in found if why is None)
    rows = []
    for first, why, unsaid, part, whole, number, of in found:
        if why is None and unsaid not in (None, UNLIKE):
            why = unsaid
        elif why is None and number < enough:
            why, number = (NOT_RECORDED, of) if not number and of >= enough else (FEW.format(enough), number)
        elif why is None:
            why = unsaid or (None if whole else "with 0 minutes in all")
        rows.append((first, why, number if why else 100 * part / whole))
    return rows


def _left_out(reasons: Iterable[str | None]) -> list[tuple]:
    return [(None, why, n) for why, n in Counter(reasons).items() if why]


STEPS = (1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84, 112, 168, 252, 365)


class Waits:
    """How long the demands that the filters leave waited, as far as a sheet says so: of the others, why not."""

    def __init__(self, now: Now, filters: Mapping) -> None:
        self._last: dict[int, dt.date] = {}
        for d in everyone(now):
            number, loaded = d.row["said_by"] or (0, dt.date.min)
            if number and d.received <= loaded + DAY:
                self._last[number] = max(d.received, self._last.get(number, d.received))
        why = [(self._unknown(d), d) for d in asked_for(now, filters)]
        self.unknown = [reason for reason, _ in why if reason]
        self.demands = [d for reason, d in why if not reason]

    @staticmethod
    def _unknown(demand: Demand) -> str | None:
        """A sheet without such days says of nobody when, or that they still wait."""
        if not demand.row["said_by"]:
            return "their sheet does not say when they were resolved"
        if demand.row.get("resolved_on") is None and demand.first_time:
            return "resolved the first time, and not said when"
        return None

    def followed(self, demand: Demand) -> int:
        """Until the last day of the file that says what became of it."""
        return (self._last.get(demand.row["said_by"][0], dt.date.min) - demand.received).days

    def wait(self, demand: Demand, at_most: int) -> int | None:
        """In how many days it was done; None where that is later than so many, or than it was followed."""
        late = demand.days is None or demand.days > min(at_most, self.followed(demand))
        return None if late else demand.days

    def too_short(self, words: str) -> str:
        """Why nothing is said of how long it takes: nobody was followed longer than so many days, or a year."""
        longest = max([step for step in STEPS if any(self.followed(d) >= step for d in self.demands)], default=0)
        if not longest:
            return "of too short a record, which has no day after theirs"
        if longest == 365:
            return f"of a record in which fewer than {words} are done within a year"
        days = "1 day" if longest == 1 else f"{longest} days"
        return f"of too short a record, in which fewer than {words} are done within {days}"

    def known_after(self, tenths: int) -> int | None:
        """How long somebody is followed before their wait counts: twice as long as it usually takes."""
        for step in STEPS:
            of = [d for d in self.demands if self.followed(d) >= step]
            if of and 10 * sum(self.wait(d, step) is not None for d in of) >= tenths * len(of):
                for_four_weeks = sum(self.followed(d) >= 28 for d in self.demands)
                return 28 if 2 * step < 28 and 2 * for_four_weeks >= len(self.demands) else 2 * step
        return None


def _waits(now: Now, filters: Mapping, tenths: int, words: str) -> dict:
    """Within how many days so many tenths of those who asked in each period are done, of those who were followed long
    enough."""
    waits = Waits(now, filters)
    beside = [(None, why, n) for why, n in Counter(waits.unknown).items()]
    long = waits.known_after(tenths)
    if long is None:
        n = len(waits.demands)
        return points([*beside, *([(None, waits.too_short(words), n)] if n else [])])
    rows = []
    known = {id(d.row) for d in waits.demands}
    for first, (why, all_) in _periodic(now, filters, "month").items():
        of = [d for d in all_ if id(d.row) in known and waits.followed(d) >= long]
        why = why or ("fewer than 10" if len(of) < 10 else None)
        days = sorted(long if waits.wait(d, long) is None else waits.wait(d, long) for d in of)
        rows.append((first, why, len(of) if why else days[math.ceil(tenths * len(of) / 10) - 1]))
    early = sum(waits.followed(d) < long for d in waits.demands)
    rows += [(None, f"asked less than {long} days before their record ends", early)] if early else []
    return points([*rows, *beside])


def end_to_end_times(now: Now, filters: Mapping) -> dict:
    return _waits(now, filters, 5, "half")


def end_to_end_nine_of_ten(now: Now, filters: Mapping) -> dict:
    return _waits(now, filters, 9, "nine of ten")


RECKONED = {
    each.__name__: each
    for each in (
        failure_demand,
        failure_capacity,
        repeat_demands,
        data_completeness,
        record_of_demands,
        demand_types,
        demand_words,
        predictability,
        demand_by_weekday,
        resolved_first_time,
        end_to_end_days,
        failure_origins,
        failure_between_agencies,
        system_conditions,
        system_condition_words,
        demands_of_household,
        capacity_by_week,
        capacity_by_agency,
        capacity_by_type,
        capacity_released,
        demands_per_week,
        failure_demands_per_week,
        failure_hours_per_week,
        end_to_end_times,
        end_to_end_nine_of_ten,
    )
}
