"""What is said of a store: the figures, the sentences that compare, and the charts, each as a page says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from measures import over_time, views
from measures.answers import Answer, ask
from measures.catalogue import MEASURES
from measures.shapes import Capability
from measures.store import Store
from measures.views.board import since
from measures.views.board import words as board
from measures.views.effort import weekly

QUARTER = 13  # weeks that the page of capacity begins with
LATEST = 100  # points that the page of charts begins with
SIGNAL = re.compile(
    r"ask what|in a row|lie (above|below) the mean|than before|outside the limits|above the upper|below the lower"
    r"|near the (upper|lower) limit"
)
BY_ITSELF = "may come by itself"
# Words that say of something that it is not what it was; where it is within what varies anyway, nothing is said to be.
CHANGED = re.compile(r"\b(less|more|fewer|fell|fallen|rose|risen|higher|lower|released|up|down)\b")
NO_CHANGE = re.compile(
    r"no (more|less|fewer) than|as many|as much as|varies anyway|vary anyway|routine|cannot|can't|nothing to compare"
    r"|not compared|too (early|few)|not enough|no change",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """A figure as it is said, None where it is withheld, and all the words around it."""

    value: float | None
    words: str
    weeks: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class Said:
    """What is said of a store, by name."""

    figures: Mapping[str, Figure]
    sentences: Mapping[str, str]
    charts: Mapping[str, str]


DEMAND_CHARTS = (
    "demands_per_week",
    "failure_demands_per_week",
    "failure_hours_per_week",
    "failure_demand",
    "failure_capacity",
    "repeat_demands",
    "resolved_first_time",
    "end_to_end_times",
    "end_to_end_nine_of_ten",
)
OF_ONE = ("demands_per_week", "failure_demands_per_week", "failure_demand")


def words_of(answer: Answer) -> str:
    """All that a page says of an answer."""
    view = views.view(answer)
    return " | ".join(filter(None, (view.headline, view.subtitle, view.note)))


def drawn(store: Store, name: str, filters: Mapping[str, str]) -> Answer[Capability]:
    """A chart as the page of charts draws it before anybody marks anything on it."""
    measure, every = MEASURES[name], filters.get("every")

    def asked(every: str | None) -> Answer:
        return ask(store, name, {**filters, **over_time.asked(measure, every)})

    answer = over_time.charted(asked(every or (over_time.usual(measure, asked) if measure.periods else None)))
    if len(answer.shape.names) > 1:
        answer = replace(answer, shape=answer.shape.only(answer.shape.names[0]))
    return replace(answer, shape=over_time.draw(answer.shape, every=over_time.noun(answer), latest=LATEST))


def chart(store: Store, name: str, filters: Mapping[str, str]) -> tuple[str, Figure]:
    """A chart's headline, and the mean that it gives of the points since the lines were last drawn anew."""
    answer = drawn(store, name, filters)
    shape = answer.shape
    if not shape.n:
        return words_of(answer), Figure(None, words_of(answer))
    start, end = shape.edges[-1]
    mean = shape.chart.stretches[-1].mean
    return views.view(answer).headline, Figure(mean, words_of(answer), tuple(shape.dates[start:end]))


def listen(store: Store, filters: Mapping[str, Mapping[str, str]]) -> Said:
    """Everything that is said of a store. `filters` names the places and agencies that are asked for by themselves."""
    figures, sentences, charts = {}, {}, {}
    for name in DEMAND_CHARTS:
        charts[name], _ = chart(store, name, {})
        if name in ("demands_per_week", "failure_demands_per_week"):
            _, figures[name] = chart(store, name, {"every": "week"})
    for label, chosen in filters.items():
        for name in OF_ONE:
            charts[f"{name} of {label}"], _ = chart(store, name, chosen)
            if name == "demands_per_week":
                _, figures[f"demands_per_week of {label}"] = chart(store, name, {**chosen, "every": "week"})
    for label, chosen in {"": {}, **filters}.items():
        of = f" of {label}" if label else ""
        answer = ask(store, "capacity_by_week", chosen)
        told, words = answer.as_dict(), words_of(answer) if answer.shape.rows else ""
        weeks = sorted({week for own in answer.shape.records_of_cohorts for week in own.weeks})
        figures[f"failure hours a week{of}"] = Figure(told.get("hours_a_week", {}).get("failure"), words, tuple(weeks))
        released = ask(store, "capacity_released", chosen)
        sentences[f"capacity released{of}"] = _released(released)
    figures |= _shares(store)
    counted = ask(store, "demand_types")
    figures["number of demands"] = Figure(counted.n, words_of(counted))
    by_week = ask(store, "capacity_by_agency")
    timed = sum(row["timed"] for row in by_week.shape.rows)
    minutes = sum(float(row["minutes"] or 0) for row in by_week.shape.rows)
    figures["minutes per demand"] = Figure(minutes / timed if timed else None, words_of(by_week))
    sentences["board: failure demand"] = _board(store)
    sentences["board: since a meeting"] = _since(store)
    waits = ask(store, "end_to_end_days")
    figures["days to nine of ten"] = Figure(waits.shape.at(0.9), words_of(waits))
    figures |= _households(store) | _beside(store)
    return Said(figures, sentences, charts)


def _released(answer: Answer) -> str:
    """What the page of capacity says first: the latest quarter against the first."""
    whole = answer.shape.weeks
    if len(whole) < 2:
        return ""
    return weekly.released_headline(answer.shape.released(min(QUARTER, len(whole) // 2)))


def _board(store: Store) -> str:
    """The board's own sentence of failure demand."""
    points = drawn(store, "failure_demand", {}).shape
    return board.share_headline(ask(store, "failure_demand"), points) if points.n else ""


def _since(store: Store) -> str:
    """What the board says has moved since a meeting in the middle of the record."""

    def asked(name: str, *, version: int, **filters: object) -> Answer:
        return ask(store, name, filters, version=version)

    charts = over_time.follow(store, asked, locality=None, version=store.version())
    days = sorted(day for each in charts for day in each.drawn.dates)
    if not days:
        return ""
    found = since.since(charts, [], since.Look(days[len(days) // 2]))
    return "; ".join(f"{line.title} rose or fell, {line.words}" for line in found.findings)


def _shares(store: Store) -> dict[str, Figure]:
    """The shares that a page's headline says; one that it does not say is withheld, whatever could be worked out."""
    found = {}
    for name in ("failure_demand", "failure_capacity", "repeat_demands", "resolved_first_time"):
        answer = ask(store, name)
        headline = views.view(answer).headline
        value = answer.shape.share if "%" in headline else None
        found[f"share: {name}"] = Figure(value, words_of(answer))
    return found


def _households(store: Store) -> dict[str, Figure]:
    """Households, and their parts by tier."""
    tiers = ask(store, "demand_tiers")
    words = words_of(tiers)
    found = {"number of households": Figure(ask(store, "flags_per_household").n, words)}
    for tier in (1, 2, 3):
        found[f"share: tier {tier}"] = Figure(tiers.shape.share(tier) if tiers.shape.total else None, words)
    team = ask(store, "hours_by_tier")
    low, high = team.shape.hours_a_week(), team.shape.hours_a_week(full=True)
    found["hours a week of households"] = Figure(low if low is not None and high is not None else None, words_of(team))
    return found


def _beside(store: Store) -> dict[str, Figure]:
    """Lines of a ledger with their pounds, cases whose intervention is known, and the figures of series."""
    count = store.counts()
    found = {"lines": float(count["transactions"])}
    costs = ask(store, "agency_costs").shape
    found["pounds"] = sum(float(row["amount"] or 0) for row in costs.rows)
    lined_up = ask(store, "before_and_after").shape.rows
    unknown = {row["case_ref"] for row in lined_up if row["left_out"] == "no intervention date"}
    found["cases"] = float(len({row["case_ref"] for row in lined_up} - unknown))
    points = ask(store, "series_points").shape
    found |= {"points": float(points.n), "sum of points": float(sum(points.values))}
    return {f"number of {name}": Figure(value, "") for name, value in found.items()}


def says_changed(sentence: str) -> bool:
    """Whether a sentence says that something is not what it was."""
    return signals(sentence) or bool(CHANGED.search(sentence) and not NO_CHANGE.search(sentence))


def signals(headline: str) -> bool:
    """Whether a chart's headline says that something is not routine; not one that says that it may come by itself."""
    return bool(SIGNAL.search(headline)) and BY_ITSELF not in headline
