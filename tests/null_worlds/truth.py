"""A world: agencies, places and types of demand with constant rates, shares, minutes and waits, and all that happens in
it. The same number gives the same world."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from dateutil.easter import easter

DAY, WEEK = dt.timedelta(1), dt.timedelta(7)
AGENCIES = ("Council", "Health", "Housing", "Police")
LOCALITIES = ("Northfield", "Southfield", "Eastgate")
RARE = "Moorside"  # a place, in some worlds, from which somebody asks every other week or so
WEEKDAYS = (1.25, 1.1, 1.0, 0.95, 0.7)  # Monday is the busiest; an ordinary week adds up to 5
MOST_ROWS = 2500

# What people ask, in their words, and the chance that it is failure demand: a type is nearly always one or the other.
TYPES = {
    "Repair wanted": ("My {} does not work", 0.04),
    "New claim": ("How do I claim for the {}", 0.03),
    "Report a change": ("I have moved, about the {}", 0.05),
    "Help at home": ("I need help with the {}", 0.02),
    "School place": ("I need a place for my {}", 0.02),
    "Chasing a repair": ("Nobody has come about the {}", 0.97),
    "Chasing a decision": ("Have you decided about my {}", 0.96),
    "Letter not understood": ("I do not understand the letter about the {}", 0.95),
    "Work not finished": ("They did not finish the {}", 0.98),
    "Sent elsewhere": ("I was told to ring you about the {}", 0.94),
}
THINGS = ("boiler", "door", "rent", "son", "roof", "form", "bath", "benefit", "stairs", "garden", "damp", "heating")
ACTIVITIES = ("Visit", "Assessment", "Call", "Letter", "Meeting")
FLAGS = {"Rent arrears": 0.3, "ASB": 0.12, "VA": 0.1, "Crime": 0.14, "CYP referral": 0.18, "CYP re-referral": 0.07}


@dataclass(frozen=True)
class Source:
    """One agency's demand from one place: so many in an ordinary week."""

    agency: str
    locality: str
    rate: float


@dataclass(frozen=True)
class Demand:
    """One demand as it truly was, whatever is written down of it."""

    number: int
    day: dt.date
    source: Source
    type: str
    kind: str
    words: str
    minutes: int
    first_time: bool
    resolved: dt.date
    household: str | None


@dataclass(frozen=True)
class Household:
    """A household and its flags as they truly are."""

    ref: str
    street: str
    locality: str
    flags: frozenset[str]


@dataclass(frozen=True)
class Case:
    """A case and the day on which the new way of working began for it."""

    ref: str
    began: dt.date


@dataclass(frozen=True)
class Line:
    """Something that was done for a case, and what it cost."""

    case: str
    agency: str
    day: dt.date
    activity: str
    cost: int


@dataclass(frozen=True)
class World:
    """What is true. `monthly` is a figure of each whole month; `changed` the day from which failure demand is fewer, or
    None where nothing ever changes."""

    seed: int
    first: dt.date
    last: dt.date
    sources: tuple[Source, ...]
    demands: tuple[Demand, ...]
    households: tuple[Household, ...]
    cases: tuple[Case, ...] = ()
    lines: tuple[Line, ...] = ()
    monthly: tuple[tuple[dt.date, int], ...] = ()
    changed: dt.date | None = None

    @property
    def agencies(self) -> list[str]:
        """The agencies, the busiest first."""
        of = {agency: sum(s.rate for s in self.sources if s.agency == agency) for agency in AGENCIES}
        return sorted((name for name, rate in of.items() if rate), key=lambda name: -of[name])

    @property
    def days(self) -> list[dt.date]:
        """Every day from the first to the last."""
        return [self.first + DAY * n for n in range((self.last - self.first).days + 1)]


@cache
def _closed(year: int) -> dict[dt.date, float]:
    """How much is asked on the days of a year on which offices are closed or half empty."""

    def monday(month: int, last: bool = False) -> dt.date:
        days = [dt.date(year, month, n) for n in range(1, 31) if dt.date(year, month, n).weekday() == 0]
        return days[-1 if last else 0]

    shut = [dt.date(year, 1, 1), easter(year) - 2 * DAY, easter(year) + DAY, monday(5), monday(5, True)]
    shut += [monday(8, True), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    quiet = [dt.date(year, 12, n) for n in (24, 27, 28, 29, 30, 31)]
    return dict.fromkeys(quiet, 0.3) | dict.fromkeys(shut, 0.0)


@cache
def openness(day: dt.date) -> float:
    """How much of an ordinary week's demand is asked on a day; a whole ordinary week adds up to 1."""
    if day.weekday() > 4:
        return 0.0
    return WEEKDAYS[day.weekday()] / 5 * _closed(day.year).get(day, 1.0)


def poisson(dice: random.Random, mean: float) -> int:
    """How often something happens that happens so often on average (Knuth: the means here are small)."""
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def draw(seed: int, *, change: bool = False) -> World:
    """A world; one with a change has its failure demand fall from 45 to 30 per cent half way."""
    dice = random.Random(seed)
    months = dice.randint(18, 24) if change else dice.randint(6, 24)
    first = dt.date(dice.choice((2023, 2024)), dice.randint(1, 12), 1) + DAY * dice.choice((0, 0, dice.randint(0, 27)))
    last = first + DAY * round(months * 30.44)
    weeks = (last - first).days / 7
    sources = _sources(dice, weeks)
    if not change and dice.random() < 0.25:
        sources = (*sources, Source(sources[0].agency, RARE, dice.uniform(0.3, 1.0)))
    changed = first + DAY * ((last - first).days // 2) if change else None
    mixes = _mixes(dice, sources, 0.45 if change else dice.uniform(0.25, 0.6))
    homes = _homes(dice, sources, weeks)
    kept = 0.55 * 0.3 / 0.7 / 0.45  # so many of the failure demands are left that they are 30 per cent of all
    demands: list[Demand] = []
    times = _times(dice)
    for n in range((last - first).days + 1):
        day = first + DAY * n
        for source in sources if openness(day) else ():
            for _ in range(poisson(dice, source.rate * openness(day))):
                found = _demand(dice, len(demands), day, source, mixes[source.agency], homes[source.locality], times)
                if changed is None or day < changed or found.kind != "Failure" or dice.random() < kept:
                    demands.append(found)
    houses = tuple(home for its in homes.values() for home, _ in its)
    beside = _beside(random.Random(seed), first, last)
    return World(seed, first, last, sources, tuple(demands), houses, *beside, changed)


def _beside(
    dice: random.Random, first: dt.date, last: dt.date
) -> tuple[tuple[Case, ...], tuple[Line, ...], tuple[tuple[dt.date, int], ...]]:
    """Some cases with what was done for them, as often before as after, and a figure of each whole month."""
    days = (last - first).days
    cases = tuple(Case(f"C{n}", first + DAY * dice.randint(days // 3, days * 2 // 3)) for n in range(1, 13))
    lines = [
        Line(case.ref, dice.choice(AGENCIES), first + DAY * n, dice.choice(ACTIVITIES), 5 * dice.randint(6, 60))
        for n in range(days + 1)
        if openness(first + DAY * n)
        for case in cases
        if dice.random() < 0.05
    ]
    months = sorted({(first + DAY * n).replace(day=1) for n in range(days + 1)})[1:-1]
    return cases, tuple(lines), tuple((month, dice.randint(180, 220)) for month in months)


def _sources(dice: random.Random, weeks: float) -> tuple[Source, ...]:
    agencies = dice.sample(AGENCIES, dice.randint(2, 4))
    places = dice.sample(LOCALITIES, dice.randint(1, 3))
    pairs = [(agency, place) for agency in agencies for place in places if dice.random() < 0.7 or place == places[0]]
    rates = [math.exp(dice.uniform(math.log(2), math.log(30))) for _ in pairs]
    while sum(rates) * weeks > MOST_ROWS:
        rates = [max(2.0, rate * 0.8) for rate in rates]
        if max(rates) == 2.0:
            pairs, rates = pairs[:-1], rates[:-1]
    return tuple(Source(agency, place, rate) for (agency, place), rate in zip(pairs, rates, strict=True))


def _mixes(dice: random.Random, sources: Sequence[Source], failure: float) -> dict[str, dict[str, float]]:
    """Of each agency how often each type is asked, so that about this part of all demand is failure demand."""
    found = {}
    for agency in {source.agency: None for source in sources}:
        own = min(0.7, max(0.15, failure + dice.gauss(0, 0.04)))
        asked = {name: dice.uniform(0.3, 1.5) for name in dice.sample(list(TYPES), len(TYPES))}
        parts = {side: [n for n in asked if (TYPES[n][1] > 0.5) == side] for side in (True, False)}
        found[agency] = {
            name: asked[name] / sum(asked[n] for n in names) * (own if side else 1 - own)
            for side, names in parts.items()
            for name in names
        }
    return found


def _homes(dice: random.Random, sources: Sequence[Source], weeks: float) -> dict[str, list[tuple[Household, float]]]:
    """The households of each place, each with how often it asks beside the others."""
    found: dict[str, list[tuple[Household, float]]] = {}
    number = 0
    for place in dict.fromkeys(source.locality for source in sources):
        streets = [f"{name} {dice.choice(('Road', 'Avenue', 'Close'))}" for name in dice.sample(_STREETS, 4)]
        asked = weeks * sum(source.rate for source in sources if source.locality == place)
        for _ in range(round(max(40, asked / dice.uniform(2, 6)))):
            number += 1
            need = dice.choices((0.5, 1.0, 3.0), (60, 28, 12))[0]
            flags = frozenset(flag for flag, part in FLAGS.items() if dice.random() < min(0.9, part * need))
            home = Household(f"H{number:04}", dice.choice(streets), place, flags)
            found.setdefault(place, []).append((home, need))
    return found


_STREETS = ("Larkspur", "Elm", "Ash", "Church", "Station", "Mill", "Oak", "Victoria", "Park", "Chapel")


@dataclass(frozen=True)
class _Times:
    minutes: dict[str, tuple[float, float]]
    wait: tuple[float, float]
    first: dict[str, float]


def _times(dice: random.Random) -> _Times:
    minutes = {kind: (dice.uniform(10, 35), dice.uniform(0.5, 0.8)) for kind in ("Value", "Failure", "Not sure")}
    first = {"Value": dice.uniform(0.5, 0.8), "Failure": dice.uniform(0.2, 0.4), "Not sure": 0.5}
    return _Times(minutes, (dice.uniform(3, 9), dice.uniform(0.7, 1.0)), first)


def _demand(
    dice: random.Random,
    number: int,
    day: dt.date,
    source: Source,
    mix: dict[str, float],
    homes: Sequence[tuple[Household, float]],
    times: _Times,
) -> Demand:
    type_ = dice.choices(list(mix), list(mix.values()))[0]
    words, failure = TYPES[type_]
    kind = "Not sure" if dice.random() < 0.02 else "Failure" if dice.random() < failure else "Value"
    middle, spread = times.minutes[kind]
    first = dice.random() < times.first[kind]
    waits = 0 if first else 1 + int(times.wait[0] * math.exp(dice.gauss(0, times.wait[1])))
    house = dice.choices(homes, [often for _, often in homes])[0][0].ref if dice.random() < 0.8 else None
    return Demand(
        number,
        day,
        source,
        type_,
        kind,
        words.format(dice.choice(THINGS)),
        max(1, round(middle * math.exp(dice.gauss(0, spread)))),
        first,
        day + DAY * waits,
        house,
    )


Which = Callable[[Demand], bool]
