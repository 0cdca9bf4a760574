"""What has changed since a meeting, above the board: what moved, what to ask, what was learned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from measures import meetings, over_time
from measures.meetings import Meeting
from measures.views.board import since as say
from measures.views.board.since import Line, Look, SinceSummary
from pages.ui import access, cache, filters
from pages.ui.words import plain

SIDE = 300  # the narrowest that a column is beside another


def show(version: int, locality: str | None) -> None:
    """The band above the board for managers, as at a version, of a place."""
    with st.container(key="named-since", gap="xxsmall"):
        _show(version, locality)


def _show(version: int, locality: str | None) -> None:
    held = [each for each in meetings.meetings(cache.store(), version) if each.date <= dt.date.today()]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = st.container(width="stretch")
        with st.popover("Compare with", type="tertiary", icon=":material/event:", key="compare-with"):
            look, meeting = _choose(say.looks(cache.store(), version, dt.date.today()))
            if access.changes():
                _record(held)
    title.header(plain(say.heading(look, meeting)), anchor=False)
    now = cache.followed(locality, version=version)
    of = tuple(sorted({each.measure for each in now}))
    then = cache.followed(locality, of=of, version=look.version) if look and look.version is not None else []
    written = over_time.learned(cache.store(), version)
    learned = say.learned(written, look, of, cases=True)
    compared = say.compared(look, now, locality)
    columns(say.summary(say.since(now, then, look), look, meeting, compared, learned), linked=True)


def columns(told: SinceSummary, *, linked: bool) -> None:
    """What has changed, in three columns, each line with the way to its chart where that is for this viewer."""
    st.caption(plain(told.compared))
    with st.grid(3, min_column_width=SIDE, gap="small"):
        for column in told.columns:
            with st.container(gap="xxsmall"):
                st.markdown(f"**{column.heading}**")
                for i, line in enumerate(column.lines):
                    with st.container(gap=None, key=f"since {column.heading} {i}"):
                        _title(line, linked)
                        st.markdown(f":small[{plain(line.words)}]")
                for words in column.beside:
                    st.caption(plain(words))


def _title(line: Line, linked: bool) -> None:
    title = f"**{plain(line.title)}**"
    if linked and line.chosen:
        st.page_link("pages/over_time.py", label=title, query_params=dict(line.chosen))
    elif line.title:
        st.markdown(f":small[{title}]")


def _choose(looks: Mapping[str, tuple[Look, bool]]) -> tuple[Look | None, bool]:
    """With what the board is compared, and whether that is a meeting: the latest, until somebody chooses; else the
    load before the latest."""
    if not looks:
        return None, False
    first = next(iter(looks))
    chosen = filters.one_of("compare", "Compare with", list(looks), say.USUALLY[looks[first][1]], width=360)
    return looks[chosen or first]


def _record(held: Sequence[Meeting]) -> None:
    """The form that records a meeting, and those that are recorded."""
    st.markdown("**Record a meeting**")
    who = filters.who("of a meeting")
    with st.form(f"meeting {len(held)}", border=False):
        date = st.date_input("Date of the meeting", None, max_value=dt.date.today(), format="DD/MM/YYYY", width=200)
        about = st.text_input("What it was about, if you like", max_chars=meetings.LONGEST, width=360)
        if st.form_submit_button("Record this meeting", type="primary"):
            missing = meetings.lacks(date, who, held)
            if date and not missing:
                meetings.keep(cache.store(), date, about, who)
                st.rerun()
            st.error(plain(" ".join(missing)))
    for meeting in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(say.recorded(meeting)), width=260)
            if st.button("Withdraw", key=f"withdraw meeting {meeting.number}", icon=":material/undo:"):
                if who:
                    meetings.withdraw(cache.store(), meeting, who)
                    st.rerun()
                st.error(say.NAME_FIRST)
