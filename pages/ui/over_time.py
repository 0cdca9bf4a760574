"""The parts of the Over time page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from measures import over_time, views
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.over_time import BASELINE, NOTE, PHASES, STEP, UPLOADED, USUAL, Drawn, Mark
from measures.shapes import Capability
from measures.views import base
from measures.views.capability import chart, followed, signals, words
from measures.words import listed, sentence_case
from pages.ui import access, cache, card, empty, filters
from pages.ui.words import plain

ALL = "All of them, those that ask first"
SIDE = 300  # the narrowest that a chart is beside others
PICKED = "picked point"
WINDOWS = (50, 100, 300, over_time.MOST)
LATEST_REMARKS = 5


@dataclass(frozen=True)
class Chosen:
    """What is on the chart: an answer of one series, its latest so many points, what its lines are kept under, and what
    of it was chosen.

    `at` gives the same series as it was at a version of the data."""

    answer: Answer[Capability]
    key: str
    title: str
    latest: int | None
    screen: bool
    at: Callable[[int | None], Answer[Capability]]
    filters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def every(self) -> str:
        """What a point is of."""
        return over_time.noun(self.answer)

    def marks(self) -> list[Mark]:
        """What was decided about the chart, each baseline with its numbers."""
        kept = over_time.marks(cache.reading(), self.key)
        return over_time.settled(kept, lambda version: self.at(version).shape, every=self.every)


def nothing_yet() -> None:
    """Each kind of sheet that would give this page something to draw."""
    empty.needs(UPLOADED, "demands_per_week", "interactions_per_month")


def is_any() -> bool:
    """Whether anything is loaded that has a date."""
    return bool(cache.dated()[1])


def choose() -> Chosen | str | None:
    """The measure or series to draw; all choices live in the URL. Until somebody chooses, the locality of all that
    there are, or None for every locality."""
    there, names = cache.dated()
    once = {over_time.title(MEASURES[name]): name for name in there if MEASURES[name].periods}
    if st.query_params.get("measure") in once:  # a link of before the period was chosen beside the measure
        st.session_state["measure"] = once[st.query_params.pop("measure")]
    with filters.line():
        name = filters.one_of("measure", "Measure", list(names), ALL, words=names.__getitem__, width=400)
        if name is None:
            return filters.demands("locality", width=220)["locality"]
        filters_: dict[str, Any] = {}
        if name in there:
            has = MEASURES[name].filters
            filters_ = filters.demands(*has, width=180)
            case = (
                filters.one_of("case", "Case", list(cache.story_cases()), "All cases", width=220)
                if "case" in has
                else None
            )
            asked = {"case": case, **filters_}
            asked |= over_time.asked(MEASURES[name], _every(name, over_time.key(name, case or "", filters_), asked))
            answer = over_time.charted(cache.ask(name, **asked))
            kind = _kind(answer.shape.names) if len(answer.shape.names) > 1 else None
            filters_ |= {"kind": kind} if kind else {}

            def at(version: int | None) -> Answer[Capability]:
                return _one(over_time.charted(cache.ask(name, version=version, **asked)), kind)

            series, title = case or "", words.title(answer.measure.title, case=case, **filters_)
        else:
            series = title = name

            def at(version: int | None) -> Answer[Capability]:
                return _one(cache.ask(UPLOADED, version=version), name)

        answer = at(None)
        latest = _latest(answer)
        screen = st.toggle(
            "Screen moving ranges",
            key="screen",
            bind="query-params",
            help="Leave moving ranges of 3.267 times their mean or more out of that mean, once. Off, all of them "
            "count, as Wheeler and Making Data Count advise.",
        )
    key = over_time.key(answer.measure.name, series, filters_)
    return Chosen(
        replace(answer, measure=replace(answer.measure, title=title)), key, title, latest, screen, at, filters_
    )


def _one(answer: Answer[Capability], series: str | None) -> Answer[Capability]:
    """One series of an answer that may have several."""
    return answer if series is None else replace(answer, shape=answer.shape.only(series))


def _every(name: str, key: str, asked: dict) -> str | None:
    """What a point is of, where there is a choice: what somebody chooses, or what the chart's baseline was frozen
    on, or what shows most."""
    periods = MEASURES[name].periods
    if not periods:
        return None
    there = cache.reading()
    usual = over_time.period(there, cache.ask, MEASURES[name], key, cache.version(), **asked)
    chosen = filters.one_of("every", "A point is a", list(periods), usual, width=150)
    return chosen or usual


def _kind(kinds: list[str]) -> str:
    """Kinds of money are never on one chart: they have no sum, and each has lines of its own."""
    return filters.one_of("kind", "Kind of money", kinds, None, width=200)


def _latest(answer: Answer) -> int | None:
    """How many points to draw, where there are more than a chart has room for."""
    if answer.n <= USUAL:
        return None
    return st.segmented_control(
        "Latest points",
        [window for window in WINDOWS if window < answer.n or window == WINDOWS[-1]],
        default=USUAL,
        required=True,
        key="latest",
        bind="query-params",
        format_func="{:,}".format,
    )


def show(chosen: Chosen) -> None:
    """The capability chart with the marks that hold, its moving ranges underneath, and the table of both."""
    drawn = over_time.draw(
        chosen.answer.shape, chosen.marks(), every=chosen.every, latest=chosen.latest, screen=chosen.screen
    )
    for warning in words.warnings(drawn, uploaded=chosen.answer.measure.name == UPLOADED):
        st.warning(plain(warning), icon=":material/warning:")
    answer = replace(chosen.answer, shape=drawn)
    card.show(answer, views.view(answer), pick=f"{PICKED} {chosen.key}")
    if suggested := signals.suggested_step(drawn, chosen.every):
        st.info(plain(suggested), icon=":material/question_mark:")
    if access.changes():
        _at_point(chosen, drawn)


def _at_point(chosen: Chosen, drawn: Drawn) -> None:
    """What to keep of the point that somebody picked in the chart: a step change from there, or a note."""
    picked = (st.session_state.get(f"{PICKED} {chosen.key}") or {}).get("selection", {}).get(base.PICKED, [])
    at = picked[0]["nth"] if picked else None
    if at is None or not 0 <= at < drawn.n:
        if drawn.n >= base.FEWEST_POINTS:  # of fewer there is no chart to choose in
            st.caption(words.PICK)
        return
    kept = over_time.marks(cache.store(), chosen.key)
    form = f"{chosen.key} {len(kept)} {at}"
    with st.container(border=True):
        st.markdown(f"**{plain(words.at_point(drawn, at, chosen.every))}**")
        who = filters.who("at a point")
        with st.form(f"point {form}", border=False):
            what = st.segmented_control(
                "What", [NOTE, STEP], default=NOTE, required=True, key=f"what at {form}",
                format_func={NOTE: "A note on this point", STEP: "A step change from here"}.__getitem__,
            )  # fmt: skip
            reason = st.text_input("What happened?", max_chars=300, key=f"happened at {form}")
            if st.form_submit_button("Keep this", key=f"keep at {form}"):
                held = [mark for mark in kept if mark.holds]
                missing = over_time.lacks(what, drawn.dates[at], reason, who, drawn, held, chosen.every)
                if not missing:
                    over_time.keep_mark(
                        cache.store(), chosen.key, chosen.title, what, drawn.dates[at], reason, PHASES[0], who
                    )
                    st.rerun()
                st.error(plain(" ".join(missing)))


def of_all_points() -> None:
    """What is not beside the chart of a manager of some localities: it is decided and written of every locality."""
    st.caption(
        "Step changes, baselines and what people learned are written of every locality, and are with managers of every "
        "locality: these lines are of all points."
    )


def side_by_side(chosen: Chosen) -> None:
    """The same measure in each locality, where it is not of one already."""
    measure = MEASURES[chosen.answer.measure.name]
    places = cache.demand_choices()["locality"]
    if "locality" not in measure.filters or any(chosen.filters.values()) or len(places) < 2:
        return
    if not st.toggle("Localities side by side", key="side_by_side", bind="query-params"):
        return
    charts = cache.of_places(measure.name, tuple(places), chosen.every)
    st.caption(followed.SIDE_BY_SIDE)
    with st.container(key="named-places"), st.grid(3, min_column_width=SIDE, gap="medium"):
        drawn = [each.drawn for each in charts if followed.is_drawn(each)]
        scales = chart.scales(drawn) if drawn else None
        for each in charts:
            with st.container(gap="xsmall"):
                st.page_link(
                    "pages/over_time.py", label=f"**{plain(each.place or '')}**", query_params=dict(each.chosen)
                )
                st.caption(plain(followed.of_place(each)))
                if followed.is_drawn(each):
                    spec = cache.picture(chart.little, each.drawn, scales)
                    card.drawn(spec, followed.alt(each), width="stretch")


def overview(locality: str | None) -> None:
    """Every chart in little, those that ask a question first: a page to look over, and into each from there."""
    said, charts = cache.littles(locality, listed(cache.reading().localities))
    st.caption(plain(said))
    with st.container(key="named-charts"), st.grid(3, min_column_width=SIDE, gap="medium"):
        for each in charts:
            with st.container(gap="xsmall"):
                st.page_link("pages/over_time.py", label=plain(each.name), query_params=dict(each.chosen))
                st.caption(plain(each.finding))
                if each.picture is not None:
                    card.drawn(each.picture, each.alt, width="stretch")


def about(chosen: Chosen) -> str:
    """What the measure is for and who looks after it. Gives who is at the keyboard, for what else they write."""
    kept = over_time.about(cache.store(), chosen.key)
    uploaded = chosen.answer.measure.name == UPLOADED
    purpose = kept.purpose or ("" if uploaded else chosen.answer.measure.purpose)
    st.markdown(f"**What it is for.** {plain(purpose) or 'Nobody has written this yet.'}")
    st.markdown(f"**Who looks after it.** {plain(kept.owner) or 'Nobody has been named yet.'}")
    if not access.changes():
        return ""
    who = filters.who()
    with st.expander("Change these", icon=":material/edit:"), st.form(f"about {chosen.key} {kept}", border=False):
        new_purpose = st.text_area("What it is for", purpose, max_chars=500, key=f"purpose {chosen.key} {kept}")
        owner = st.text_input("Who looks after it", kept.owner, max_chars=120, key=f"owner {chosen.key} {kept}")
        if st.form_submit_button("Save"):
            if who:
                over_time.keep_about(cache.store(), chosen.key, chosen.title, new_purpose, owner, who)
                st.rerun()
            st.error("Give your name or initials above first: it is kept with what you write.")
    return who


def commentary(chosen: Chosen, who: str) -> None:
    """What people learned and what comes next, newest first, and the form that adds to it."""
    st.subheader("Commentary", anchor=False)
    kept = over_time.remarks(cache.store(), chosen.key)
    form = (
        f"{chosen.key} {len(kept)}"  # a saved remark leaves an empty form; one that was refused stays as it was typed
    )
    if access.changes():
        _remark_on(chosen, who, form)
    if not kept:
        st.caption("Nothing has been written about this chart yet.")
    for remark in kept[:LATEST_REMARKS]:
        _remark(remark)
    if kept[LATEST_REMARKS:]:
        with st.expander(f"{len(kept) - LATEST_REMARKS:,} earlier"):
            for remark in kept[LATEST_REMARKS:]:
                _remark(remark)


def _remark_on(chosen: Chosen, who: str, form: str) -> None:
    with st.form(f"remark {form}"):
        learned = st.text_area("What did we learn?", max_chars=2000, key=f"learned {form}")
        next_ = st.text_area("What next?", max_chars=2000, key=f"next {form}", height=80)
        if st.form_submit_button("Save this comment", type="primary"):
            if who and (learned.strip() or next_.strip()):
                over_time.keep_remark(cache.store(), chosen.key, chosen.title, learned, next_, who)
                st.rerun()
            st.error("Write something first." if who else "Give your name or initials above first.")


def _remark(remark: over_time.Remark) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(plain(words.remark_by(remark)))
        for heading, said in (("Learned", remark.learned), ("Next", remark.next)):
            if said:
                st.markdown(f"**{heading}.** " + plain(said).replace("\n", "  \n"))


def changes(chosen: Chosen, who: str) -> None:
    """Step changes and baselines: those that hold, the form that adds one, and those that were withdrawn."""
    st.subheader("Step changes and baseline", anchor=False)
    st.caption(
        "New lines are drawn only where something is known to have changed: with its date and its reason. A baseline "
        "freezes the lines on the "
        "points up to its date, so that later points are judged by them."
    )
    kept = over_time.marks(cache.store(), chosen.key)
    for mark in kept:
        if mark.holds:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                with st.container(gap="xsmall", width="stretch"):
                    st.markdown(plain(words.mark(mark)))
                    st.caption(plain(words.mark_by(mark)))
                    if mark.what == STEP and (
                        others := words.around(over_time.others_near(cache.store(), chosen.key, mark.date))
                    ):
                        st.caption(plain(others))
                if access.changes() and st.button("Withdraw", key=f"withdraw {mark.number}", icon=":material/undo:"):
                    if who:
                        over_time.withdraw_mark(cache.store(), chosen.key, chosen.title, mark, who)
                        st.rerun()
                    st.error("Give your name or initials first.")
    if access.changes():
        _add(chosen, who, kept)
    gone = [mark for mark in kept if not mark.holds]
    if gone:
        with st.expander(f"Withdrawn ({len(gone):,})"):
            for mark in gone:
                st.markdown(plain(words.mark(mark)))
                st.caption(plain(words.mark_by(mark)))


def _add(chosen: Chosen, who: str, kept: list[over_time.Mark]) -> None:
    shape, form = chosen.answer.shape.latest(chosen.latest), f"{chosen.key} {len(kept)}"
    if not shape.n:
        return
    with (
        st.expander("Add a step change or freeze a baseline", icon=":material/add:", key=f"add {chosen.key}"),
        st.form(f"mark {form}", border=False),
    ):
        with st.container(horizontal=True):
            what = st.segmented_control(
                "What", [STEP, BASELINE], default=STEP, required=True, key=f"what {form}",
                format_func={STEP: "Step change from", BASELINE: "Baseline until"}.__getitem__,
            )  # fmt: skip
            date = st.date_input(
                "Date", None, min_value=shape.dates[0], max_value=shape.dates[-1], format="DD/MM/YYYY", width=200,
                key=f"date {form}",
            )  # fmt: skip
            phase = st.segmented_control(
                "Where we are", PHASES, default=PHASES[0], required=True, key=f"phase {form}",
                format_func=sentence_case,
            )  # fmt: skip
        reason = st.text_input("Reason: what changed, or why these points", max_chars=300, key=f"reason {form}")
        if st.form_submit_button("Keep this"):
            held = [mark for mark in kept if mark.holds]
            missing = over_time.lacks(what, date, reason, who, shape, held, chosen.every)
            if date and not missing:
                how = {"every": chosen.every, "version": chosen.answer.version, "screen": chosen.screen}
                frozen = over_time.freeze(shape, date, held, **how) if what == BASELINE else None
                over_time.keep_mark(cache.store(), chosen.key, chosen.title, what, date, reason, phase, who, frozen)
                st.rerun()
            st.error(plain(" ".join(missing)))
