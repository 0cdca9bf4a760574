"""What is noted in the trail, once in a session for each thing, however often a page is drawn."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from measures.audit import Event, Kind, note
from measures.place import store_path

NOTED = "noted in the trail"
_refused: set[tuple[str, str]] = set()


def is_seen() -> bool:
    """Whether this is for a session: what is asked ahead is for nobody yet."""
    return get_script_run_ctx(suppress_warning=True) is not None


def once(kind: Kind, who: str, what: str, of: str = "") -> None:
    """Note it, unless it was noted in this session."""
    if not is_seen():
        return
    noted: set = st.session_state.setdefault(NOTED, set())
    if (each := (kind, who, what, of)) not in noted:
        noted.add(each)
        note(store_path(), Event(kind, who, what, of))


def refused(who: str, what: str) -> None:
    """Note what somebody who signed in may not have and asked for by its address, once while the app runs. What
    strangers try is no end of lines."""
    if who and (who, what) not in _refused:
        _refused.add((who, what))
        note(store_path(), Event(Kind.REFUSED, who, what))
