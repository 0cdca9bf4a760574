"""Who is at the keyboard: asked once, kept by their browser, shown above every page and changed there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import streamlit as st
from streamlit.components.v2 import component

from pages.ui import access
from pages.ui.words import plain

KEPT, TYPED, LONGEST = "person", "person typed", 60
COOKIE, STYLE = "measures-who", Path(__file__).with_name("bar.css")
ASKS = "Your name or initials, for the history"
# The browser keeps the name for a year; where there is none, it forgets it.
_keep = component(
    "measures_keeps_a_name",
    js="""export default ({data}) => {
        const {cookie, name} = data;
        document.cookie = `${cookie}=${encodeURIComponent(name)}; path=/; max-age=${name ? 31536000 : 0}; samesite=strict`;
    }""",
)


def name() -> str:
    """The person at the keyboard: signed in, or by the name they gave in this tab, or last in this browser."""
    return _signed_in() or st.session_state.get(KEPT, _in_browser())


def _signed_in() -> str:
    return access.who().called


def _in_browser() -> str:
    """The name that the browser had when this tab was opened."""
    return _tidy(unquote(st.context.cookies.get(COOKIE, "")))


def _tidy(words: str) -> str:
    return " ".join(words.split())[:LONGEST]


def ask(where: str = "") -> str:
    """The same; where nobody has given a name, it is asked for here: a page that asks in several places says
    `where`."""
    _take_in()
    if not name():
        st.text_input(ASKS, max_chars=LONGEST, key=f"{TYPED} {where}".strip(), width=320)
    return name()


def _take_in() -> None:
    """Take what was typed for the name. Where there is one it is not: what is typed into a box that is about to go,
    such as the first answer to a demand, is nobody's name."""
    typed = (_tidy(value or "") for key, value in st.session_state.items() if str(key).startswith(TYPED))
    if not name() and (first := next(filter(None, typed), "")):
        st.session_state[KEPT] = first


def show() -> None:
    """Above the page, who is working, to be changed there."""
    _take_in()
    now = name()
    st.html(STYLE)
    with st.container(key="person", horizontal=True):
        if _signed_in():
            with st.popover(plain(f"Working as {now}"), icon=":material/person:", type="tertiary", key=f"person {now}"):
                st.caption(plain(f"Signed in, {access.who().as_what}."))
                if access.signs_in() and st.button("Sign out", icon=":material/logout:"):
                    access.sign_out()
        elif now:
            _change(now)
        if st.session_state.get(KEPT, _in_browser()) != _in_browser():
            _keep(key="name kept", data={"cookie": COOKIE, "name": now}, height=1)


def _change(now: str) -> None:
    with (
        st.popover(plain(f"Working as {now}"), icon=":material/person:", type="tertiary", key=f"person {now}"),
        st.form(f"person {now}", border=False),
    ):
        new = st.text_input(ASKS, now, max_chars=LONGEST, key=f"person was {now}", width=300)
        st.caption("This browser remembers it. Leave it empty to be asked again.", width=300)
        if st.form_submit_button("Change", type="primary"):
            st.session_state[KEPT] = _tidy(new or "")
            st.rerun()
