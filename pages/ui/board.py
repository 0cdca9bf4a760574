"""The parts of the common measures board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from measures import board, demonstration, over_time, views
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.disclosure import MANAGER
from measures.over_time import Drawn
from measures.shapes import Capability
from measures.views import before_and_after, share
from measures.views.board import pictures as charts
from measures.views.board import words as say
from measures.views.capability import chart as capability_chart
from measures.views.costs import words as money
from measures.views.ratings import dots, radar
from measures.views.ratings import words as rating_words
from measures.words import month
from pages.ui import cache, card, empty, filters
from pages.ui.words import plain

SIDE = 300  # the narrowest that a panel is beside another
STYLE = Path(__file__).with_name("board.css")


@dataclass(frozen=True)
class View:
    """What the board is asked for: as at which version, by whom, of which place and months."""

    version: int
    viewer: str
    locality: str | None
    since: str | None
    until: str | None

    @property
    def place(self) -> dict[str, str | None]:
        """The place as another page's filters have it in their URL."""
        return {"locality": self.locality}

    @property
    def place_and_months(self) -> dict[str, str | None]:
        """The place and the months as another page's filters have them in their URL."""
        months = {"since": self.since, "until": self.until}
        return self.place | {name: value and month(value) for name, value in months.items()}

    def ask(self, measure: str, **filters: object) -> Answer:
        """A measure of this place and these months, as much of it as this viewer may see."""
        own = {"locality": self.locality, "since": self.since, "until": self.until}
        asked = {name: value for name, value in own.items() if name in MEASURES[measure].filters}
        return cache.ask(measure, version=self.version, viewer=self.viewer, **asked, **filters)

    def about(self, answer: Answer, words: str) -> str:
        """The line of a panel, with what is chosen here and the panel is not of."""
        return " ".join(filter(None, (say.wider(answer, self.locality, self.since, self.until), words)))


def purpose() -> board.Board:
    """The purpose at the top, with room for a choice beside it; and how the page looks on a screen and on paper."""
    kept = board.board(cache.store())
    st.html(STYLE)
    st.title(plain(kept.purpose), anchor=False, width="stretch")
    return kept


def shown_to() -> str:
    """Who looks, in the URL and beside the purpose: everybody in the room should see for whom these figures are."""
    return filters.either("view", "Shown to", say.VIEWS, label_visibility="collapsed")


def choose(viewer: str) -> View:
    """One bar of filters, in the URL: the place, the months, and a past version. Beside the board: it is one screen."""
    store = cache.store()
    past = {version["version"]: version for version in store.loads()[1:]}
    # Of households and of demands: the store shows a place in one spelling wherever it comes from.
    localities = sorted({*cache.choices()["locality"], *cache.demand_choices()["locality"]}, key=str.casefold)
    with st.sidebar, st.container(gap="xsmall"):
        locality = filters.one_of("locality", "Locality", localities, "All localities")
        months = filters.months()
        version = filters.one_of("as_at", "As at", list(past), "Now", words=lambda number: say.as_at(past[number]))
    return View(store.version() if version is None else version, viewer, locality, **months)


def of_what(view: View) -> None:
    """Under the purpose, of where and when the board is, and as at which load."""
    loaded = next((load for load in cache.store().loads() if load["version"] <= view.version), None)
    words = say.of_what(view.locality, view.since, view.until, loaded)
    st.caption(plain(f"{words} {cache.invented(version=view.version)}".strip()))


def band(
    tier: int, pages: Mapping[str, Mapping[str, str | None]], tables: Sequence[tuple[str, list[dict]]], note: str = ""
) -> None:
    """A band's heading as the deck has it, the pages behind it, each of what the board is of, and its numbers as
    tables, with a note below. Its links have no signs of their own: all of it is on one line, so that three bands are on one screen."""
    with st.container(horizontal=True, vertical_alignment="center", gap=None):
        st.header(say.BANDS[tier], anchor=False, width="stretch")
        for page, chosen in pages.items():
            of = {name: value for name, value in chosen.items() if value is not None}
            st.page_link(f"pages/{page}.py", query_params=of)
        if tables:
            with st.popover("Numbers", type="tertiary", icon=":material/table:", key=f"numbers {tier}"):
                for title, rows in tables:
                    st.markdown(f"**{title}**")
                    card.written(rows, title)
                if note:
                    st.caption(plain(note))


def _panel(headline: str, about: str = "", chart: dict | None = None, missing: str = "", more: str = "") -> None:
    """One panel: the finding, what it is of, its picture; or what it would be, what is missing and what to do.
    Whoever has no picture before them is told `more`."""
    with st.container(gap=None):
        _headline(headline)
        st.caption(plain(missing or about))
        if chart is not None:
            said = (
                f"{headline}. {' '.join(filter(None, (about, more)))} The same numbers are in a table under “Numbers”."
            )
            st.vega_lite_chart(spec=chart, theme=None, alt=said)


def _headline(words: str) -> None:
    st.markdown(f":small[**{plain(words)}**]")  # a heading's own room would push the last band off the screen


def strategic(view: View) -> None:
    """Tier 3: interactions and cost before and after intervention; failure demand over time."""
    answer, failure = view.ask("before_and_after"), view.ask("failure_demand")
    every = over_time.usual(failure.measure, lambda every: view.ask("failure_demand", every=every))
    points = _points(view, every)
    drawn = None if failure.is_empty or not points.n or points.in_counts else _drawn(view, failure, points, every)
    could_show = say.could_show(drawn) if drawn else ""
    shape = answer.shape
    tables = [(answer.measure.title, before_and_after.table(shape, True, False))] if shape.points else []
    tables += [(failure.measure.title, share.table(failure))] if failure.shape.rows else []
    charted = {"measure": over_time.name(failure.measure), "every": every} | view.place
    band(3, {"agency_costs": {}, "value_and_failure": view.place_and_months, "over_time": charted}, tables, could_show)
    with st.grid(3, min_column_width=SIDE, gap="small"):
        for what, link in (("transactions", "Before and after"), ("amount", "Cost before and after")):
            if not shape.points:
                _panel(link, missing=card.missing(answer))
            elif what == "amount" and shape.price.refused:
                _panel(link, missing=money.refused(shape.price, shape.deflators.faults))
            else:
                chart = cache.picture(before_and_after.lines, shape, what, small=True)
                about = view.about(answer, say.quarters_about(shape, what))
                _panel(say.quarters_headline(shape, what), about, chart)
        if failure.is_empty:
            _panel("Failure demand over time", missing=card.missing(failure))
        elif drawn:
            _panel(
                say.share_headline(failure, drawn),
                say.demand_about(failure),
                cache.picture(capability_chart.little, drawn),
                more=could_show,
            )
        else:  # too few in any period for a share
            of_periods = failure.shape.placed
            chart = cache.picture(share.chart, failure.shape, failure.measure, small=True) if of_periods else None
            _panel(views.view(failure).headline, say.demand_about(failure), chart)


def _drawn(view: View, failure: Answer, points: Capability, every: str) -> Drawn:
    """The chart of failure demand with the marks that hold for this place."""
    kept = over_time.marks(
        cache.store(), over_time.key(failure.measure.name, "", {"locality": view.locality}), view.version
    )
    # Of what this viewer may see: a baseline's own numbers are of exact figures.
    kept = [replace(mark, frozen=None) for mark in kept]
    kept = over_time.settled(kept, lambda version: _points(replace(view, version=version), every), every=every)
    return over_time.draw(points, kept, every=every)


def _points(view: View, every: str) -> Capability:
    """Failure's share of demand in each period."""
    return over_time.charted(view.ask("failure_demand", every=every)).shape


def geography(view: View) -> None:
    """Tier 2: the demand tiers, households by street, capacity by value and failure."""
    tiers, streets = view.ask("demand_tiers"), view.ask("households_by_street")
    failure, effort = view.ask("failure_demand"), view.ask("failure_capacity")
    rows = say.streets(streets.shape)
    tables = [(tiers.measure.title, say.tiers_table(tiers.shape))] if tiers.shape.rows else []
    tables += [(streets.measure.title, say.streets_table(rows))] if rows else []
    tables += [("Capacity", say.capacity_table(failure.shape, effort.shape))] if failure.shape.rows else []
    demands = {"value_and_failure": view.place_and_months, "capacity": view.place}
    band(2, {"demand_tiers": view.place} | demands, tables)
    with st.grid(3, min_column_width=SIDE, gap="small"):
        if tiers.is_empty:
            _panel("Demand tiers", missing=card.missing(tiers))
        else:
            about = view.about(tiers, say.tiers_about(tiers))
            _panel(say.tiers_headline(tiers.shape), about, cache.picture(charts.tiers, tiers.shape))
        if streets.is_empty:
            _panel("Households by street", missing=card.missing(streets))
        else:
            about = view.about(streets, say.streets_about(streets, rows, charts.STREETS))
            _panel(
                say.streets_headline(streets.shape, rows),
                about,
                cache.picture(charts.streets, rows, streets.measure.gathered),
            )
        if failure.is_empty:
            _panel("Capacity", missing=card.missing(failure))
        else:
            headline = say.capacity_headline(failure.shape, effort.shape)
            about = say.demand_about(failure)
            _panel(headline, about, cache.picture(charts.shares, failure.shape, effort.shape))


def individual(view: View, case: str) -> None:
    """Tier 1: one case with consent, chosen for the board: its words, its radar, its cost split."""
    if not case:
        band(1, {"case_story": {}, "outcomes": {}}, [])
        st.write("No case is chosen for the board. Choose one that agreed to be shown, under “Change this board”.")
        return
    rated, costs = view.ask("outcome_ratings", case=case), view.ask("agency_costs", case=case)
    tables = [(rated.measure.title, rating_words.by_date(rated.shape))] if rated.shape.rows else []
    tables += [(costs.measure.title, money.table(costs))] if costs.shape.rows and not costs.shape.price.refused else []
    band(1, dict.fromkeys(("case_story", "outcomes", "agency_costs"), {"case": case}), tables)
    about = cache.story_cases(version=view.version).get(case, {})
    if view.viewer != MANAGER and not about.get("consent"):
        about = {}
    with st.grid(3, min_column_width=SIDE, gap="small"):
        if about.get("what_matters"):
            with st.container(gap=None):
                _headline(say.case_heading(case, about.get("title")))
                st.caption("What matters to them, in their words:")
                st.markdown(f"“{plain(about['what_matters'])}”")
        if rated.is_empty:
            _panel("Outcomes", missing=card.missing(rated))
        else:
            enough = len(rated.shape.statements) >= radar.FEWEST
            chart = cache.picture(radar.small_radar, rated.shape) if enough else cache.picture(dots.dots, rated.shape)
            _panel(say.ratings_headline(rated), say.ratings_about(rated), chart)
        if costs.is_empty:
            _panel("Agency costs", missing=card.missing(costs))
        elif costs.shape.price.refused:
            _panel("Agency costs", missing=money.refused(costs.shape.price))
        else:
            _panel(
                say.costs_headline(costs.shape), say.costs_about(costs.shape), cache.picture(charts.split, costs.shape)
            )


def foot(view: View) -> None:
    """The common principles; and as at when, and for whom, all of this is."""
    st.caption("**Common principles.** " + plain(". ".join(board.PRINCIPLES)) + ".")
    past = next((v for v in cache.store().loads() if v["version"] == view.version), None)
    standing = say.standing(view.viewer, past if view.version != cache.store().version() else None)
    st.caption(plain(standing), help=say.VIEW_HELP)


def change(kept: board.Board) -> None:
    """What a manager decides: the purpose, and the case that is shown."""
    consented = [case for case, about in cache.story_cases().items() if about["consent"]]
    with st.container(horizontal=True, vertical_alignment="center", key="board-tools"):
        with st.popover("Change this board", icon=":material/edit:"):
            who = filters.who()
            with st.form("board", border=False):
                words = st.text_input("Purpose, in the words of the people you serve", kept.purpose, max_chars=120)
                case = st.selectbox(
                    "Case shown, of those with consent to be shown",
                    consented,
                    index=consented.index(kept.case) if kept.case in consented else None,
                    placeholder="None",
                )
                if st.form_submit_button("Save", type="primary"):
                    if who and words.strip():
                        board.keep(cache.store(), board.Board(words.strip(), case or ""), who)
                        st.rerun()
                    st.error(
                        "Give your name or initials first: it is kept with the change."
                        if words.strip()
                        else "Write the purpose."
                    )
        there = demonstration.loaded(cache.store())
        if there and st.button("Remove the demonstration", icon=":material/block:"):
            demonstration.remove(cache.store())
            st.rerun()


def welcome() -> None:
    """A first visit: to a chart in under a minute, with one's own spreadsheet or with the demonstration."""
    st.write(
        "See what people ask for, where help is needed, what it costs, and whether it does what matters to them: from "
        "the spreadsheets you "
        "already have. Nothing is loaded yet."
    )
    if st.button("Upload your own spreadsheet", type="primary", icon=":material/upload_file:"):
        st.switch_page("pages/upload.py")
    st.caption(
        "The next page shows how your sheets are read and asks what is in doubt. Nothing is loaded until you press Load."
    )
    empty.demonstration_button()
    st.header("What the board will show", anchor=False)
    for tier, (shows, kinds) in say.WILL_SHOW.items():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{say.BANDS[tier]}.** {shows}")
            with st.container(horizontal=True):
                for kind in kinds:
                    empty.template_button(kind)
