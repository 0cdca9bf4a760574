"""What is noted of a visit: that somebody came, what words and cases they looked at, what they took away, and what they
were refused.

What changes the data is in the store's history already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from measures.access import Person
from measures.audit import Event, Kind, Trail, look, note, word_of
from measures.place import store_path
from measures.problems import StoreError
from measures.words import sentence_case
from pages.ui import access, handed, noted, person

AT_THE_DESK = "Somebody at this machine"


def came(who: Person) -> None:
    """Whoever opens the app, by name where people sign in; and who has signed in and has no role."""
    if who.is_known:
        came = Kind.SIGNED_IN if who.called else Kind.OPENED
        noted.once(came, who.called or AT_THE_DESK, sentence_case(who.as_what))
    elif who.called:
        noted.once(Kind.REFUSED, who.called, "No role here")


def refused(what: str) -> None:
    """What somebody may not see, and asked for."""
    noted.once(Kind.REFUSED, _name(), what)


def looked(measure: str, chosen: Mapping[str, Any]) -> None:
    """A measure of one case or household, of which all are one look; or one that gives people's words."""
    if not noted.is_seen():
        return
    with suppress(StoreError):  # without a key: the page goes on, and the log says so with the next event
        if event := look(Trail(store_path()), _name(), measure, chosen):
            noted.once(Kind.LOOKED, event.who, event.what, event.of)


def read(what: str) -> None:
    """A page of people's words that is no measure's."""
    noted.once(Kind.LOOKED, _name(), what)


def row(what: str, of: Mapping[str, Any]) -> None:
    """A row of a sheet, and the case or household that it is of."""
    with suppress(StoreError):
        noted.once(Kind.LOOKED, _name(), what, word_of(Trail(store_path()), of))


def download(
    label: str, data: Callable[[], Any], file_name: str, *, of: Mapping[str, Any] | None = None, **how: Any
) -> None:
    """A button that makes a file when it is pressed, of which it is then noted who took it away."""
    name, store, person = _name(), store_path(), access.who()

    def made() -> Any:
        with suppress(StoreError):
            note(store, Event(Kind.TOOK_AWAY, name, file_name, word_of(Trail(store), of or {})))
        content = data()
        handed.give(content, person)
        return content

    st.download_button(label, data=made, file_name=file_name, icon=":material/download:", on_click="ignore", **how)


def _name() -> str:
    """What the person at the keyboard calls themselves."""
    return person.name() or AT_THE_DESK
