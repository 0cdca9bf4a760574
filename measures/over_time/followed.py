"""Every measure that can be looked at over time, each as its own chart draws it: what a page of many charts shows,
and what is compared with what was known before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.definition import Measure
from measures.over_time.decided import Frozen, period_after, settled
from measures.over_time.drawn import Drawn, draw
from measures.over_time.kept import key, marks
from measures.over_time.points import asked, charted, has_points, name, noun, usual
from measures.shapes import Capability
from measures.store import Store

UPLOADED = "series_points"
DATED = tuple(each for each, measure in MEASURES.items() if has_points(measure) and each != UPLOADED)
USUAL = 100  # the points a chart has room for
Ask = Callable[..., Answer]  # ask(measure, version=…, …): as much of an answer as its viewer may see


@dataclass(frozen=True)
class Followed:
    """One chart: of a measure, of one kind of money where it has several, or of an uploaded series. `key` is what
    its marks and commentary are kept under, `place` the locality that it is of, None where it is of all, and
    `chosen` what its own page is opened with."""

    measure: str
    key: str
    title: str
    place: str | None
    drawn: Drawn
    chosen: Mapping[str, str]

    @property
    def every(self) -> str:
        """What a point is of."""
        return self.drawn.every

    @property
    def moves_with(self) -> str:
        """What would show the same change: charts of one thing under several names tell it once."""
        return MEASURES[self.measure].moves_with or self.key.partition(";")[0]

    def known_on(self, date: dt.date) -> Drawn:
        """The chart of the points whose periods were over on a day: what could have been known of them then."""
        rows = [row for row in self.drawn.points if period_after(row["when"], self.every) <= date + dt.timedelta(1)]
        held = [mark for _, mark in (*self.drawn.steps, *self.drawn.baselines) if mark.at.date() <= date]
        return draw(Capability(rows), held, every=self.every)


def follow(
    store: Store,
    ask: Ask,
    *,
    locality: str | None,
    version: int,
    exact: bool = True,
    of: Collection[str] = (UPLOADED, *DATED),
) -> list[Followed]:
    """The charts of what there is at a version, `of` these measures, of one locality where a measure can be asked
    for one. `exact` is whether its viewer sees exact figures: a baseline's own numbers are of these."""
    series = ask(UPLOADED, version=version).shape.names if UPLOADED in of else []
    charts = [_of_series(store, ask, each, version, exact) for each in series]
    there = store.counts(version)
    for each in filter(of.__contains__, DATED):
        place = {"locality": locality} if locality and "locality" in MEASURES[each].filters else {}
        first = asked(MEASURES[each], next(iter(MEASURES[each].periods), None))  # which `usual` asks for too
        if (
            all(there[kind] for kind in MEASURES[each].sheets)
            and not ask(each, version=version, **place, **first).is_empty
        ):
            charts += _of_measure(store, ask, MEASURES[each], place, version, exact)
    return charts


def period(store: Store, ask: Ask, measure: Measure, chart: str, version: int, **filters: object) -> str | None:
    """What a point is of, where there is a choice and nobody has chosen: what the chart's baseline was frozen on, or
    what shows most."""
    if not measure.periods:
        return None
    if held := _frozen(store, chart, version):
        return held[-1].every
    return usual(measure, lambda every: ask(measure.name, version=version, **filters, **asked(measure, every)))


def _frozen(store: Store, chart: str, version: int) -> list[Frozen]:
    return [mark.frozen for mark in marks(store, chart, version) if mark.holds and mark.frozen]


def as_followed(store: Store, ask: Ask, measure: Measure, version: int, **place: str) -> Answer[Capability]:
    """A measure's answer at a version with the step changes and the baseline that people keep of its chart, for whoever
    has no page around it: by the measure's own period, or that on which the baseline was frozen. Of several series,
    which have no lines in common, it is as it was asked."""
    series = measure.name == UPLOADED
    frozen = [] if series else _frozen(store, key(measure.name, "", place), version)
    every = frozen[-1].every if frozen and measure.periods else measure.every

    def answer(at: int) -> Answer[Capability]:
        return ask(measure.name, version=at, **place, **asked(measure, every))

    now = answer(version)
    if len(now.shape.names) != 1:
        return now
    (only,) = now.shape.names
    chart = key(UPLOADED, only) if series else key(measure.name, "", place)
    drawn = _drawn(store, chart, lambda at: _one(answer(at), only), version, exact=True)
    title = f"{now.measure.title}, {only}" if series else now.measure.title
    return replace(now, measure=replace(now.measure, title=title), shape=drawn)


def of_places(
    store: Store, ask: Ask, measure: str, places: Sequence[str], *, every: str | None, version: int
) -> list[Followed]:
    """One measure's chart of each of these localities where it has a point, in their order, all by the same period."""
    charts = [
        chart
        for place in places
        for chart in _of_measure(store, ask, MEASURES[measure], {"locality": place}, version, True, every=every)
    ]
    return [chart for chart in charts if chart.drawn.n]


def _of_measure(
    store: Store, ask: Ask, measure: Measure, place: dict, version: int, exact: bool, *, every: str | None = None
) -> list[Followed]:
    every = every or period(store, ask, measure, key(measure.name, "", place), version, **place)

    def answer(at: int) -> Answer[Capability]:
        return charted(ask(measure.name, version=at, **place, **asked(measure, every)))

    now, found = answer(version), []
    for kind in now.shape.names:
        money = {"kind": kind} if len(now.shape.names) > 1 else {}
        chart = key(measure.name, "", place | money)
        drawn = _drawn(store, chart, lambda at, kind=kind: _one(answer(at), kind), version, exact)
        title = ", ".join([name(measure), *(word.lower() for word in money.values())])
        chosen = {"measure": name(measure)} | ({"every": every} if every else {}) | place | money
        found.append(Followed(measure.name, chart, title, place.get("locality"), drawn, chosen))
    return found


def _of_series(store: Store, ask: Ask, series: str, version: int, exact: bool) -> Followed:
    chart = key(UPLOADED, series)
    drawn = _drawn(store, chart, lambda at: _one(ask(UPLOADED, version=at), series), version, exact)
    return Followed(UPLOADED, chart, series, None, drawn, {"measure": f"Series: {series}"})


def _one(answer: Answer[Capability], series: str) -> Answer[Capability]:
    return replace(answer, shape=answer.shape.only(series))


def _drawn(store: Store, chart: str, answer: Callable[[int], Answer[Capability]], version: int, exact: bool) -> Drawn:
    """A chart with the marks that hold, as its own page draws it."""
    now = answer(version)
    kept = [mark if exact else replace(mark, frozen=None) for mark in marks(store, chart, version)]
    kept = settled(kept, lambda at: answer(at).shape, every=noun(now))
    return draw(now.shape, kept, every=noun(now), latest=USUAL)
