"""The parts of the common measures board."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from measures import board, demonstration
from measures.views.board import words as say
from measures.views.board.panels import Band, Of, Panel
from measures.words import listed
from pages.ui import access, away, cache, card, empty, filters
from pages.ui.words import plain

SIDE = 300  # the narrowest that a panel is beside another
STYLE = Path(__file__).with_name("board.css")


def look() -> None:
    """How the page looks on a screen and on paper."""
    st.html(STYLE)


def purpose() -> board.Board:
    """The purpose at the top, with room for a choice beside it."""
    kept = board.board(cache.reading())
    look()
    st.title(plain(kept.purpose), anchor=False, width="stretch")
    return kept


def shown_to() -> str:
    """For whom a manager looks, in the URL and beside the purpose: everybody in the room should see for whom these
    figures are."""
    return filters.either("view", "Shown to", say.VIEWS, label_visibility="collapsed")


def choose() -> Of:
    """One line of filters, in the URL: the place, the months, and a past version. Folded: the board is one screen."""
    past = {version["version"]: version for version in cache.loads_before()[1:]}
    # Of households and of demands: the store shows a place in one spelling wherever it comes from.
    localities = sorted({*cache.choices()["locality"], *cache.demand_choices()["locality"]}, key=str.casefold)
    with filters.folded_line():
        locality = filters.one_of("locality", "Locality", localities, "All localities", width=220)
        months = filters.months(width=180)
        version = filters.one_of(
            "as_at", "As at", list(past), "Now", words=lambda number: say.as_at(past[number]), width=320
        )
    return Of(cache.version() if version is None else version, locality, **months)


def of_what(view: Of) -> str:
    """Under the purpose, of where and when the board is, and as at which load. Gives it in words."""
    loaded = next((load for load in cache.reading().loads() if load["version"] <= view.version), None)
    own = listed(cache.reading(view.version).localities)
    words = say.of_what(view.locality or own, view.since, view.until, loaded)
    said = f"{words} {cache.invented(version=view.version)}".strip()
    st.caption(plain(said))
    return said


def band(made: Band, data: str = "") -> None:
    """A band: its heading as the deck has it, the pages behind it, each of what the board is of, its numbers as
    tables, and its panels. Its links have no signs of their own: all of it is on one line, so that three bands are
    on one screen. Its pictures and numbers can be taken away where it is said of which `data` they are."""
    with st.container(horizontal=True, vertical_alignment="center", gap=None):
        st.header(say.BANDS[made.tier], anchor=False, width="stretch")
        for page, chosen in (made.pages or {}).items():
            of = {name: value for name, value in chosen.items() if value is not None}
            st.page_link(f"pages/{page}.py", query_params=of)
        if made.tables:
            with st.popover("Numbers", type="tertiary", icon=":material/table:", key=f"numbers {made.tier}"):
                for title, rows in made.tables:
                    st.markdown(f"**{title}**")
                    card.written(rows, title)
                if made.note:
                    st.caption(plain(made.note))
                if data:
                    away.of_band(made, data)
    if not made.panels:
        st.write(plain(made.note or say.NO_CASE))
        return
    with st.grid(3, min_column_width=SIDE, gap="small"):
        for panel in made.panels:
            _panel(panel)


def _panel(panel: Panel) -> None:
    with st.container(gap=None):
        st.markdown(
            f":small[**{plain(panel.headline)}**]"
        )  # a heading's own room would push the last band off the screen
        st.caption(plain(panel.about))
        if panel.quote:
            st.markdown(f"“{plain(panel.quote)}”")
        if panel.chart is not None:
            said = (
                f"{panel.headline}. {' '.join(filter(None, (panel.about, panel.more)))} "
                "The same numbers are in a table under “Numbers”."
            )
            card.drawn(panel.chart, said)


def principles() -> None:
    st.caption("**Common principles.** " + plain(". ".join(board.PRINCIPLES)) + ".")


def foot(view: Of) -> None:
    """The common principles; and as at when, and for whom, all of this is."""
    principles()
    store = cache.reading()
    past = next((v for v in store.loads() if v["version"] == view.version), None)
    standing = say.standing(past if view.version != cache.version() else None)
    st.caption(plain(standing))


def change(kept: board.Board, view: Of | None = None) -> None:
    """What a manager decides: the purpose, and the case that is shown; and of what they `view`, all measures to take
    away."""
    if not access.changes():
        if view:
            away.all_measures(view.version, view.locality)
        return
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
        if view:
            away.all_measures(view.version, view.locality)
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
    if not access.changes():
        return
    if st.button("Upload your own spreadsheet", type="primary", icon=":material/upload_file:"):
        st.switch_page("pages/upload.py")
    st.caption(
        "The next page shows how your sheets are read and asks what is in doubt. Nothing is loaded until you press "
        "Load."
    )
    empty.demonstration_button()
    st.header("What the board will show", anchor=False)
    for tier, (shows, kinds) in say.WILL_SHOW.items():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{say.BANDS[tier]}.** {shows}")
            with st.container(horizontal=True):
                for kind in kinds:
                    empty.template_button(kind)
