"""What is said of a record, beside the world itself: which figures are false, what is said to have changed, and which
charts ask what changed."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from measures.store import Store
from tests.null_worlds import door, sayings
from tests.null_worlds.records import KIND, MINUTES, Plan, Record, complete, record
from tests.null_worlds.sayings import Figure, Said
from tests.null_worlds.truth import DAY, RARE, Demand, Source, draw, openness

RIGHT, WITHHELD, SAID, WRONG = "right", "withheld", "said", "wrong"
NEAR = 0.02  # so far off, of a figure, is no matter
CHANCE = 3.3  # standard errors that chance exceeds once in a thousand figures
Filters = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Expected:
    """What a figure should be, and the standard error by which a part of the record may be off it."""

    value: float
    error: float = 0.0
    exact: bool = False

    def allows(self, value: float) -> bool:
        """Whether a figure is as good as this one."""
        if self.exact:
            return value == self.value
        return abs(value - self.value) <= NEAR * abs(self.value) + CHANCE * self.error + 1e-9


@dataclass(frozen=True)
class Verdict:
    """One figure of one world: what was said, and what it should have been."""

    figure: str
    outcome: str
    said: float | None
    expected: float
    words: str


@dataclass(frozen=True)
class Judged:
    """One world: its figures, its sentences and charts over the complete record and over what was recorded, and how
    often a load asked."""

    seed: int
    disturbances: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    complete_wrong: tuple[Verdict, ...]
    sentences: Mapping[str, tuple[str, str]]
    charts: Mapping[str, tuple[str, str]]
    asked: int
    refused: tuple[tuple[str, str], ...]
    rows: int

    @property
    def wrong(self) -> list[Verdict]:
        """The figures that are false."""
        return [verdict for verdict in self.verdicts if verdict.outcome == WRONG]


def judge(seed: int, *, change: bool = False, only: str | None = None) -> Judged:
    """Draw a world, load its complete record and the other, listen to both, and compare."""
    world = draw(seed, change=change)
    disturbed = record(world, only)
    whole = complete(disturbed.plan)
    filters = _filters(disturbed.plan)
    said_of_whole, _ = _heard(whole, filters)
    said, asked = _heard(disturbed, filters)
    return Judged(
        seed,
        disturbed.names,
        () if change else tuple(verdicts(disturbed.plan, said, filters)),
        () if change else tuple(v for v in verdicts(whole.plan, said_of_whole, filters) if v.outcome == WRONG),
        {name: (said_of_whole.sentences[name], said.sentences[name]) for name in said.sentences},
        {name: (said_of_whole.charts[name], said.charts[name]) for name in said.charts},
        len(asked.asked),
        tuple(asked.refused),
        sum(len(file.rows) for file in disturbed.files),
    )


def _heard(each: Record, filters: Filters) -> tuple[Said, door.Door]:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        asked = door.load(each, store)
        return sayings.listen(store, filters), asked


def _filters(plan: Plan) -> dict[str, dict[str, str]]:
    """An agency and a place that are asked for by themselves, the least of them, where the record names them."""
    if not plan.agencies_named:
        return {}
    world = plan.world
    found = {world.agencies[-1]: {"agency": world.agencies[-1]}}
    places = list(dict.fromkeys(source.locality for source in world.sources))
    if len(places) > 1:
        place = RARE if RARE in places else places[-1]
        found[place] = {"locality": place}
    return found


# -- What the figures should be


def verdicts(plan: Plan, said: Said, filters: Filters) -> list[Verdict]:
    """Each figure that was said, judged."""
    world, recorded = plan.world, plan.recorded
    judged = []
    for label, chosen in {"": {}, **filters}.items():
        sources = [source for source in world.sources if all(getattr(source, by) == n for by, n in chosen.items())]
        of = f" of {label}" if label else ""
        for name, worth in (("demands_per_week", _one), ("failure_demands_per_week", _failure)):
            if figure := said.figures.get(name + of):
                judged.append(_of_chart(plan, name, bool(label), figure, worth, sources))
        figure = said.figures[f"failure hours a week{of}"]
        days = [week + DAY * n for week in figure.weeks for n in range(7)]
        days = [day for day in days if world.first <= day <= world.last] or None
        expected = [
            _rate(plan, worth, sources, days) for worth in (_hours(plan), lambda d: _failure(d) * d.minutes / 60)
        ]
        so_far = "are classified so far" in figure.words.partition(" | ")[0]  # what is not known is said beside it
        judged.append(_verdict(f"failure hours a week{' of one' if label else ''}", figure, expected, qualified=so_far))
    timed = [plan.minutes(d) for d in recorded if plan.knows(d, MINUTES)]
    number = said.figures["number of demands"]
    judged += [
        _verdict("number of demands", number, [Expected(len(recorded) - _to_come(number.words), exact=True)]),
        _verdict("minutes per demand", said.figures["minutes per demand"], [Expected(sum(timed) / len(timed))]),
        *_shares(plan, said, recorded),
        _waits(plan, said.figures["days to nine of ten"], recorded),
        *_households(plan, said),
        *_beside(plan, said),
    ]
    return judged


def _to_come(words: str) -> int:
    """How many demands are said to count only when the day that they are dated on is past."""
    found = re.search(r"([\d,]+) demands? (?:is|are) dated after", words)
    return int(found[1].replace(",", "")) if found else 0


def _verdict(name: str, figure: Figure, expected: Sequence[Expected], *, qualified: bool = False) -> Verdict:
    if figure.value is None:
        outcome = WITHHELD
    elif any(one.allows(figure.value) for one in expected):
        outcome = RIGHT
    else:
        outcome = SAID if qualified else WRONG
    return Verdict(name, outcome, figure.value, expected[0].value, figure.words)


def _one(demand: Demand) -> float:
    return 1.0


def _failure(demand: Demand) -> float:
    return float(demand.kind == "Failure")


def _hours(plan: Plan) -> Callable[[Demand], float]:
    """The hours of failure demand whose minutes the record has; what it has not is in no figure, and said so."""
    return lambda d: _failure(d) * plan.minutes(d) / 60 if plan.knows(d, MINUTES) else 0.0


def _rate(
    plan: Plan, worth: Callable[[Demand], float], sources: Sequence[Source], days: Sequence[dt.date] | None = None
) -> Expected:
    """So much a week of some sources together: each at its own rate over the whole world, in weeks as open as those
    that the record has of it (or `days`)."""
    world, rate, variance = plan.world, 0.0, 0.0
    everything = sum(openness(day) for day in world.days)
    for source in sources:
        values = [worth(d) for d in world.demands if d.source is source]
        has = [day for day in days or world.days if plan.covers(source, day)] or world.days
        of = days or has
        open_days = sum(openness(day) for day in has)
        usual = sum(openness(day) for day in of) / (len(of) / 7)  # ordinary weeks in a calendar week of these
        rate += sum(values) / everything * usual
        # Whole weeks at either end may be no part of a figure, so a little less than all that the record has.
        seen = max(open_days - 2, 1)
        variance += sum(v * v for v in values) / everything * max(1 / seen - 1 / everything, 0) * usual**2
    return Expected(rate, math.sqrt(variance))


def _of_chart(
    plan: Plan, name: str, of_one: bool, figure: Figure, worth: Callable[[Demand], float], sources: Sequence[Source]
) -> Verdict:
    """The mean of a chart: of all its sources, or of those that are on record, where the others are named."""
    days = [week + DAY * n for week in figure.weeks for n in range(7)]
    days = [day for day in days if plan.world.first <= day <= plan.world.last]
    expected = [_rate(plan, worth, sources, days or None)]
    there = [source for source in sources if all(plan.covers(source, day) for day in days if openness(day))]
    gone = [source for source in sources if source not in there]
    if there and gone and all(s.agency in figure.words or s.locality in figure.words for s in gone):
        expected.append(_rate(plan, worth, there, days or None))
    return _verdict(f"{name}{' of one' if of_one else ''}", figure, expected)


def _shares(plan: Plan, said: Said, recorded: Sequence[Demand]) -> list[Verdict]:
    """Shares, as they truly are among what was recorded."""
    found = []
    judged = [d for d in recorded if d.kind != "Not sure"]
    known = [d for d in judged if plan.knows(d, KIND)]
    part = sum(map(_failure, judged)) / len(judged)
    figure = said.figures["share: failure_demand"]
    beside = len(recorded) - sum(plan.knows(d, KIND) for d in recorded)
    qualified = bool(beside) and f"{beside:,}" in figure.words
    expected = Expected(part, _part_error(part * (1 - part), len(known), len(judged)))
    found.append(_verdict("share: failure_demand", figure, [expected], qualified=qualified))

    timed = [d for d in known if plan.knows(d, MINUTES)]
    minutes = sum(plan.minutes(d) for d in judged)
    share = sum(plan.minutes(d) * _failure(d) for d in judged) / minutes
    spread = sum((plan.minutes(d) * (_failure(d) - share)) ** 2 for d in judged) / len(judged)
    error = _part_error(spread / (minutes / len(judged)) ** 2, len(timed), len(judged))
    found.append(_verdict("share: failure_capacity", said.figures["share: failure_capacity"], [Expected(share, error)]))

    if plan.agencies_named:  # and so the record has all columns
        first = sum(d.first_time for d in recorded) / len(recorded)
        figure = said.figures["share: resolved_first_time"]
        found.append(_verdict("share: resolved_first_time", figure, [Expected(first)]))
        found.append(_repeats(plan, said.figures["share: repeat_demands"], recorded))
    return found


def _part_error(variance: float, part: int, whole: int) -> float:
    """The standard error of a mean over a part of a whole, beside that over all of it."""
    return math.sqrt(variance * max(1 / max(part, 1) - 1 / max(whole, 1), 0))


def _repeats(plan: Plan, figure: Figure, recorded: Sequence[Demand]) -> Verdict:
    """Demands of a household that had asked 1 to 30 days before, whether or not that was written down."""
    days: dict[str, list[dt.date]] = {}
    for demand in plan.world.demands:
        if demand.household:
            days.setdefault(demand.household, []).append(demand.day)
    later = [d for d in plan.world.demands if d.household and d.day >= plan.world.first + 30 * DAY]
    of, again = Counter(d.household for d in later), Counter[str | None]()
    for demand in later:
        again[demand.household] += any(DAY <= demand.day - day <= 30 * DAY for day in days[str(demand.household)])
    whole = max(sum(of.values()), 1)
    share = sum(again.values()) / whole
    looked_back = {at: _looked_back(plan, *at) for at in {(d.source.locality, d.day) for d in recorded}}
    known = sum(
        bool(d.household) and d.day >= plan.world.first + 30 * DAY and looked_back[d.source.locality, d.day]
        for d in recorded
    )
    # A household's demands come together: it is households that are independent of each other.
    spread = sum((again[home] - share * of[home]) ** 2 for home in of) / whole
    return _verdict("share: repeat_demands", figure, [Expected(share, _part_error(spread, known, whole))])


def _looked_back(plan: Plan, locality: str, day: dt.date) -> bool:
    """Whether nearly all who are asked in a place (19 of 20 demands) are on record for 30 days before a day."""
    there = [source for source in plan.world.sources if source.locality == locality]
    month = [day - back * DAY for back in range(1, 31)]
    missing = sum(source.rate for source in there if not all(plan.covers(source, each) for each in month))
    return 20 * missing < sum(source.rate for source in there)


def _waits(plan: Plan, figure: Figure, recorded: Sequence[Demand]) -> Verdict:
    """The days within which nine of ten are done, of all that was asked long enough before the end."""
    waits = sorted((d.resolved - d.day).days for d in recorded)
    apart = NEAR + CHANCE * math.sqrt(0.09 / len(waits))

    def at(part: float) -> int:
        return waits[min(len(waits) - 1, max(0, math.ceil(part * len(waits)) - 1))]

    low, middle, high = at(0.9 - apart), at(0.9), at(min(1.0, 0.9 + apart))
    outcome = WITHHELD if figure.value is None else RIGHT if low <= figure.value <= high else WRONG
    return Verdict("days to nine of ten", outcome, figure.value, middle, figure.words)


def _households(plan: Plan, said: Said) -> list[Verdict]:
    """Households by how many of their flags are set, and the hours that their demands take."""
    homes = plan.homes
    tiers = [1 if len(home.flags) >= 4 else 2 if len(home.flags) >= 2 else 3 for home in homes]
    found = [_verdict("number of households", said.figures["number of households"], [Expected(len(homes), exact=True)])]
    for tier in (1, 2, 3):
        figure = said.figures[f"share: tier {tier}"]
        found.append(_verdict("share: tiers", figure, [Expected(tiers.count(tier) / len(homes))]))
    if plan.agencies_named:
        figure = said.figures["hours a week of households"]
        there = {home.ref for home in homes}

        def worth(demand: Demand) -> float:
            return plan.minutes(demand) / 60 if demand.household in there and plan.knows(demand, MINUTES) else 0.0

        found.append(_verdict("hours a week of households", figure, [_rate(plan, worth, plan.world.sources)]))
    return found


def _beside(plan: Plan, said: Said) -> list[Verdict]:
    """Lines of a ledger, cases whose intervention is known, figures of a series: each counts once."""
    world, figures = plan.world, said.figures
    expected = {}
    if "ledger" in plan.beside:
        expected = {
            "lines": len(world.lines),
            "pounds": sum(line.cost for line in world.lines),
            "cases": len(world.cases),
        }
    if "series" in plan.beside:
        expected |= {"points": len(world.monthly), "sum of points": sum(value for _, value in world.monthly)}
    return [
        _verdict(f"number of {name}", figures[f"number of {name}"], [Expected(value, exact=True)])
        for name, value in expected.items()
    ]
