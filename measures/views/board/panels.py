"""The common measures board as data: its bands of panels, each with its finding, its picture and its numbers in words.

Everything a page draws of it, and all that is kept of it where it is published. It is asked for with what its viewer
may see, so that nothing else can be in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from measures import over_time, views
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.over_time import Drawn
from measures.shapes import Capability
from measures.store import Store
from measures.views import before_and_after, ratings, share
from measures.views.base import FEWEST_POINTS
from measures.views.board import pictures as charts
from measures.views.board import words as say
from measures.views.capability import chart as capability_chart
from measures.views.costs import words as money
from measures.views.ratings import dots, radar
from measures.views.ratings import words as rating_words
from measures.words import month

Rows = Sequence[Mapping[str, object]]
Picture = Callable[..., dict]  # picture(draw, *of, **how): what `draw` draws of these, as Vega-Lite has it


@dataclass(frozen=True)
class Of:
    """What a board is of: as at which version, of which place and months."""

    version: int
    locality: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def place(self) -> dict[str, str | None]:
        """The place as another page's filters have it in their URL."""
        return {"locality": self.locality}

    @property
    def place_and_months(self) -> dict[str, str | None]:
        """The place and the months as another page's filters have them in their URL."""
        months = {"since": self.since, "until": self.until}
        return self.place | {name: value and month(value) for name, value in months.items()}


@dataclass(frozen=True)
class Panel:
    """One panel: the finding, of what it is, its picture, and what else is told to those who do not see that. Without a
    picture `about` says what is missing and what to do. `quote` is somebody's own words."""

    headline: str
    about: str = ""
    chart: dict | None = None
    more: str = ""
    quote: str = ""


# What the panels of each band are of, besides somebody's own words: a finding is another tomorrow, and no name for a
# file.
TITLES = {
    3: ("Before and after", "Cost before and after", "Failure demand over time"),
    2: ("Demand tiers", "Households by street", "Capacity"),
    1: ("Outcomes", "Agency costs"),
}


@dataclass(frozen=True)
class Band:
    """One band: its panels, its numbers as tables, each with its title, a note on these, and the pages behind it,
    each with what it is opened with."""

    tier: int
    panels: tuple[Panel, ...]
    tables: tuple[tuple[str, Rows], ...] = ()
    note: str = ""
    pages: Mapping[str, Mapping[str, str | None]] | None = None

    @property
    def titled(self) -> list[tuple[str, Panel]]:
        """Its panels, each with what it is of, but those of somebody's own words."""
        panels = [panel for panel in self.panels if not panel.quote]
        return [*zip(TITLES[self.tier], panels, strict=True)] if panels else []


def drawn(draw: Callable, *of: object, **how: object) -> dict:
    """A picture that nobody keeps. It is one of those that the pages show, whose tests hold each to the schema of
    Vega-Lite: to do so for every organisation of a roll-up took a fifth of the time."""
    return draw(*of, **how).to_dict(validate=False)


@dataclass(frozen=True)
class Asking:
    """Where a board's figures are from: `ask(measure, version=…, …)` gives as much as its viewer may see, and
    `picture` has them drawn. What is `published` is read by those who can load nothing and choose no filter."""

    store: Store
    ask: Callable[..., Answer]
    of: Of
    picture: Picture = drawn
    published: bool = False

    def __call__(self, measure: str, *, version: int | None = None, **filters: object) -> Answer:
        """A measure of this place and these months, as much of it as this viewer may see."""
        own = {"locality": self.of.locality, "since": self.of.since, "until": self.of.until}
        asked = {name: value for name, value in own.items() if name in MEASURES[measure].filters}
        version = self.of.version if version is None else version
        return self.ask(measure, version=version, **asked, **filters)

    def about(self, answer: Answer, words: str) -> str:
        """The line of a panel, with what is chosen here and the panel is not of."""
        wider = say.wider(answer, self.of.locality, self.of.since, self.of.until)
        return " ".join(filter(None, (wider, words)))


def strategic(asking: Asking) -> Band:
    """Tier 3: interactions and cost before and after intervention; failure demand over time."""
    of = asking.of
    answer, failure = asking("before_and_after"), asking("failure_demand")
    every = over_time.usual(failure.measure, lambda every: asking("failure_demand", every=every))
    points = _points(asking, every)
    charted = None if failure.is_empty or not points.n or points.in_counts else _drawn(asking, failure, points, every)
    could_show = say.could_show(charted) if charted else ""
    shape, panels = answer.shape, []
    for what, name in (("transactions", "Before and after"), ("amount", "Cost before and after")):
        if not shape.points:
            why = "" if asking.published or answer.withheld else before_and_after.left_out(shape)
            panels.append(Panel(name, why or _missing(asking, answer)))
        elif what == "amount" and shape.price.refused:
            panels.append(Panel(name, money.refused(shape.price, shape.deflators.faults)))
        else:
            about = asking.about(answer, say.quarters_about(shape, what))
            drawn = before_and_after.is_drawn(shape)
            picture = asking.picture(before_and_after.lines, shape, what, small=True) if drawn else None
            panels.append(Panel(say.quarters_headline(shape, what), about, picture))
    if failure.is_empty:
        panels.append(Panel("Failure demand over time", _missing(asking, failure)))
    elif charted and charted.n >= FEWEST_POINTS:
        picture = asking.picture(capability_chart.little, charted)
        panels.append(Panel(say.share_headline(failure, charted), say.demand_about(failure), picture, could_show))
    else:  # too few in any period for a share, or too few such periods: of one the chart says the share again
        drawn = share.is_drawn(failure.shape, failure.measure)
        picture = asking.picture(share.chart, failure.shape, failure.measure, small=True) if drawn else None
        panels.append(Panel(views.view(failure).headline, say.demand_about(failure), picture))
    tables = [(answer.measure.title, before_and_after.table(shape, True, False))] if shape.points else []
    tables += [(failure.measure.title, share.table(failure))] if failure.shape.rows else []
    chosen = {"measure": over_time.name(failure.measure), "every": every} | of.place
    pages = {"agency_costs": {}, "value_and_failure": of.place_and_months, "over_time": chosen}
    return Band(3, tuple(panels), tuple(tables), could_show, pages)


def _drawn(asking: Asking, failure: Answer, points: Capability, every: str) -> Drawn:
    """The chart of failure demand with the marks that hold for this place."""
    key = over_time.key(failure.measure.name, "", {"locality": asking.of.locality})
    # Of what this viewer may see: a baseline's own numbers are of exact figures.
    kept = [replace(mark, frozen=None) for mark in over_time.marks(asking.store, key, asking.of.version)]
    kept = over_time.settled(kept, lambda version: _points(asking, every, version), every=every)
    return over_time.draw(points, kept, every=every)


def _points(asking: Asking, every: str, version: int | None = None) -> Capability:
    """Failure's share of demand in each period."""
    return over_time.charted(asking("failure_demand", every=every, version=version)).shape


def geography(asking: Asking) -> Band:
    """Tier 2: the demand tiers, households by street, capacity by value and failure."""
    of = asking.of
    tiers, streets = asking("demand_tiers"), asking("households_by_street")
    failure, effort = asking("failure_demand"), asking("failure_capacity")
    rows, panels = say.streets(streets.shape), []
    if tiers.is_empty:
        panels.append(Panel("Demand tiers", _missing(asking, tiers)))
    else:
        about = asking.about(tiers, say.tiers_about(tiers))
        panels.append(Panel(say.tiers_headline(tiers.shape), about, asking.picture(charts.tiers, tiers.shape)))
    if streets.is_empty:
        panels.append(Panel("Households by street", _missing(asking, streets)))
    else:
        about = asking.about(streets, say.streets_about(streets, rows, charts.STREETS))
        picture = asking.picture(charts.streets, rows, streets.measure.gathered)
        panels.append(Panel(say.streets_headline(streets.shape, rows), about, picture))
    if failure.is_empty:
        panels.append(Panel("Capacity", _missing(asking, failure)))
    else:
        known = [each for each in (failure.shape.share, effort.shape.share) if each is not None]
        picture = asking.picture(charts.shares, failure.shape, effort.shape) if known else None
        panels.append(Panel(say.capacity_headline(failure.shape, effort.shape), say.demand_about(failure), picture))
    tables = [(tiers.measure.title, say.tiers_table(tiers.shape))] if tiers.shape.rows else []
    tables += [(streets.measure.title, say.streets_table(rows))] if rows else []
    tables += [("Capacity", say.capacity_table(failure.shape, effort.shape))] if failure.shape.rows else []
    pages = {"demand_tiers": of.place, "value_and_failure": of.place_and_months, "capacity": of.place}
    return Band(2, tuple(panels), tuple(tables), pages=pages)


def individual(asking: Asking, case: str, about: Mapping[str, Any]) -> Band:
    """Tier 1: one case with consent, chosen for the board: its words, its radar, its cost split. `about` is what the
    cases sheet says of it, as far as it may be shown. Without a case it has no panel."""
    if not case:
        return Band(1, (), pages={"case_story": {}, "outcomes": {}})
    rated, costs = asking("outcome_ratings", case=case), asking("agency_costs", case=case)
    panels = []
    if about.get("what_matters"):
        panels.append(Panel(say.case_heading(case, about.get("title")), say.THEIR_WORDS, quote=about["what_matters"]))
    if rated.is_empty:
        panels.append(Panel("Outcomes", _missing(asking, rated)))
    else:
        small = radar.small_radar if len(rated.shape.statements) >= radar.FEWEST else dots.dots
        picture = asking.picture(small, rated.shape) if ratings.is_drawn(rated.shape) else None
        panels.append(Panel(say.ratings_headline(rated), say.ratings_about(rated), picture))
    if costs.is_empty:
        panels.append(Panel("Agency costs", _missing(asking, costs)))
    elif not costs.shape.kinds:
        panels.append(Panel("Agency costs", money.nothing_spent(costs)))
    elif costs.shape.price.refused:
        panels.append(Panel("Agency costs", money.refused(costs.shape.price)))
    else:
        picture = asking.picture(charts.split, costs.shape)
        panels.append(Panel(say.costs_headline(costs.shape), say.costs_about(costs.shape), picture))
    tables = [(rated.measure.title, rating_words.by_date(rated.shape))] if rated.shape.rows else []
    tables += [(costs.measure.title, money.table(costs))] if costs.shape.kinds and not costs.shape.price.refused else []
    pages = {page: {"case": case} for page in ("case_story", "outcomes", "agency_costs")}
    return Band(1, tuple(panels), tuple(tables), pages=pages)


def _missing(asking: Asking, answer: Answer) -> str:
    """Why there is nothing to show, and what would change that."""
    if asking.published:
        return answer.withheld or say.NOTHING_RECORDED
    return views.missing(answer, asking.store.counts(asking.of.version))
