"""What is noted of a visit: that somebody came, what words and cases they looked at, what they took away, and what they were refused.

What changes the data is in the store's history already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from measures.access import Person
from measures.audit import Event, Kind, Trail
from measures.catalogue import MEASURES
from measures.place import store_path
from measures.problems import StoreError
from measures.store.names import ref_key
from pages.ui import noted, person

# Measures that give what people said, a row each: all others tell of one household or case only where one is chosen.
WORDS = ("demand_words", "system_condition_words", "what_matters")
OF = ("case", "household")
ROLE = {True: "As a manager", False: "Of the steering group"}
AT_THE_DESK = "Somebody at this machine"


def came(who: Person) -> None:
    """Whoever opens the app, by name where people sign in; and who has signed in and has no role."""
    if who.is_known:
        noted.once(Kind.SIGNED_IN, who.called or AT_THE_DESK, ROLE[who.is_manager])
    elif who.called:
        noted.once(Kind.REFUSED, who.called, "No role here")


def refused(what: str) -> None:
    """What somebody may not see, and asked for."""
    noted.once(Kind.REFUSED, _name(), what)


def looked(measure: str, chosen: Mapping[str, Any]) -> None:
    """A measure of one case or household, of which all are one look; or one that gives people's words."""
    if one := next((name for name in OF if chosen.get(name)), ""):
        noted.once(Kind.LOOKED, _name(), f"A {one}", _of(chosen))
    elif measure in WORDS:
        noted.once(Kind.LOOKED, _name(), MEASURES[measure].title)


def read(what: str) -> None:
    """A page of people's words that is no measure's."""
    noted.once(Kind.LOOKED, _name(), what)


def download(
    label: str, data: Callable[[], Any], file_name: str, *, of: Mapping[str, Any] | None = None, **how: Any
) -> None:
    """A button that makes a file when it is pressed, of which it is then noted who took it away."""
    who, store = _name(), store_path()

    def made() -> Any:
        noted.add(store, Event(Kind.TOOK_AWAY, who, file_name, _of(of or {})))
        return data()

    st.download_button(label, data=made, file_name=file_name, icon=":material/download:", on_click="ignore", **how)


def _name() -> str:
    """What the person at the keyboard calls themselves."""
    return person.name() or AT_THE_DESK


def _of(chosen: Mapping[str, Any]) -> str:
    kind = next((name for name in OF if chosen.get(name)), "")
    try:
        return Trail(store_path()).word(kind, ref_key(str(chosen[kind]))) if kind else ""
    except StoreError:
        return ""
