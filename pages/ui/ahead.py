"""What pages open with, worked out before anybody comes for it: when the app has started, and once data were loaded."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from streamlit.runtime.scriptrunner import get_script_run_ctx

from measures import releases
from measures.place import store_path
from measures.problems import StoreError
from measures.store import snapshots
from measures.views.board import words as board
from measures.views.board.panels import Of
from pages.ui import access, cache

# A store that is opened says so on a page, and here there is none.
logging.getLogger(get_script_run_ctx.__module__).addFilter(lambda record: not access.is_itself())
_asked: set[tuple[str, int, int]] = set()  # of which files, how often these were written anew, and which loads


def ask() -> bool:
    """Ask what pages open with of the latest load, unless it was asked: what is kept of it is given to whoever may
    have it. Goes no further once something else was loaded. False where the store does not open: the first visitor
    is told why."""
    if snapshots.role() != snapshots.READ and not store_path().exists():  # whoever comes first makes it
        return True
    with access.itself(), suppress(StoreError):
        while (of := _of()) not in _asked:
            for question in _questions(cache.store().version()):
                question()
                if _of() != of:
                    break
            else:
                _asked.add(of)
        return True
    return False


def keep_snapshot() -> None:
    """Keep the snapshot that is due, for the processes that read. Raises StoreError."""
    if snapshots.role() == snapshots.WRITE:
        snapshots.begin(store_path())  # somebody may have taken the folder away
    if store_path().exists():
        with access.itself():
            cache.keep_snapshot()


def _of() -> tuple[str, int, int]:
    store = cache.store()
    return str(store.path), store.rewritten, next((load["version"] for load in store.loads()), 0)


def _questions(version: int) -> Iterator[partial]:
    """The board first, which opens first."""
    if not any(cache.counts(version=version).values()):
        return
    if snapshots.role() != snapshots.READ:  # where nothing is published
        yield partial(cache.draft, *releases.usual(releases.latest(cache.store())))
    yield from (partial(cache.band, tier, Of(version)) for tier in board.BANDS)
    yield partial(cache.littles, None, "")
    yield from map(partial, [cache.dated, cache.headlines, cache.choices, cache.demand_choices])
