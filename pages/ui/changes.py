"""What a person changes by a control, kept until the page has worked it in.

A person may be quicker than the page. Streamlit ends a run where the next one is asked for, within a control's callback
too: at its first look at the session's state. And no later run calls that callback, so that a choice would stand in
its box and mean nothing. So a callback notes here what is to be done, without a look at the session's state, and the
next run that comes that far does it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import ParamSpec

import streamlit as st

P = ParamSpec("P")
KEY = "changes"


def note(change: Callable[P, None], *args: P.args, **more: P.kwargs) -> Callable[[], None]:
    """A callback for a control: `change(*args)` is done when the page is drawn next.

    It may be begun twice, where a run is ended within it: twice must be as once.
    """
    return partial(_noted().append, partial(change, *args, **more))


def work_in() -> None:
    """Do what was noted, in its order: before anything is drawn that depends on it."""
    noted = _noted()
    for change in [*noted]:
        change()
        with suppress(ValueError):  # where a run that was ended did it too
            noted.remove(change)


def forget() -> None:
    """Leave what was noted of controls that are gone."""
    _noted().clear()


def _noted() -> list[Callable[[], None]]:
    return st.session_state.setdefault(KEY, [])
