"""All that was done, in one list: what changed the data, by the store's own history, and what the trail has besides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from measures.audit.trail import Trail
from measures.store import Store

CHANGED = "Changed"


@dataclass(frozen=True)
class Done:
    """One thing that somebody did: `of` is the keyed word of the case or household that it is of."""

    at: dt.datetime
    kind: str
    who: str
    what: str
    of: str = ""


def done(store: Store, trail: Trail) -> tuple[list[Done], tuple[int, ...]]:
    """What was done, the latest first, and the lines of the trail before which it is not as it was written."""
    read = trail.read()
    changes = [Done(v["changed_at"], CHANGED, v["who"], v["what"]) for v in store.versions() if v["version"]]
    others = [Done(dt.datetime.fromisoformat(e.at), e.kind, e.who, e.what, e.of) for e in read.events if e.at]
    return sorted([*changes, *others], key=lambda each: each.at, reverse=True), read.broken
