"""Releases as they are kept: each a line in the store that is never changed, with the hash of what it shows."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from measures import answers
from measures.releases.draft import SHOWN, Draft, told
from measures.releases.release import FOR_THE_NEXT, Board, Release, mark
from measures.store import Store
from measures.views.board.panels import Band, Panel
from measures.views.board.since import Column, Line, SinceSummary
from measures.words import short

KEPT = "release"
LONGEST = 200  # letters of a note


def publish(store: Store, draft: Draft, who: str, note: str = "") -> None:
    """Keep a draft for a steering group to read. Raises ValueError without a name, or where the data have changed
    since."""
    if not who.strip():
        raise ValueError("a release needs somebody who publishes it")
    if store.version() != draft.version:
        raise ValueError("the data have changed since the draft was made")
    value = {
        **draft.shown,
        # or whoever knows the rest could try a case against the hash that is shown no more
        "salt": secrets.token_hex(),
        "version": draft.version,
        "note": note.strip()[:LONGEST],
        **{name: getattr(draft, name) for name in FOR_THE_NEXT},
    }
    value["hash"] = _mark(value)
    what = f"Published the board for the steering group{f': {note.strip()}' if note.strip() else ''}"
    store.set(KEPT, value, who.strip(), what)


def keep_what_was_told(store: Store, who: str) -> None:
    """Keep of the latest release of how many each cell was told, where it was published before that was kept: before
    somebody is erased, who could not be counted again."""
    release = latest(store)
    if release is not None and release.cells and not release.exact and (exact := told(store, release)):
        what = f"Kept of how many the release of {short(release.at.date())} told"
        store.set(KEPT, {"of": release.number, "exact": exact}, who, what)


def withdraw(store: Store, release: Release, who: str) -> None:
    """Take a release from its readers. Who published it and when stays in the history."""
    store.set(KEPT, {"withdraws": release.number}, who.strip(), f"Withdrew the release of {short(release.at.date())}")


def releases(store: Store) -> list[Release]:
    """The releases that can be read, the latest first, as they were published: but of a case whose consent is no
    longer recorded nothing, whenever that was."""
    withdrawn = {line["value"].get("withdraws") for line in store.entries(KEPT)}
    return [release for release in _published(store) if release.number not in withdrawn]


def followed(release: Release, there: Sequence[Release]) -> Release | None:
    """The one before it among releases, the latest first."""
    return next((each for each in there if each.number < release.number), None)


def latest(store: Store) -> Release | None:
    """What was published last, withdrawn or not: who has read it can lay it beside the next one."""
    return next(iter(_published(store)), None)


def without(
    value: Mapping[str, Any], is_gone: Callable[[str], bool], unsaid: Callable[[object], object]
) -> dict[str, Any]:
    """A release as it is kept, without the case that it shows where that is gone, and without what must not be said
    any more. What is left is whole: its hash is that of what it now shows."""
    made = _board(value["board"])
    board = made.without_case() if made.case and is_gone(made.case) else made
    own = json.dumps(made.case)
    cells = value["cells"] if board is made else {q: its for q, its in value["cells"].items() if own not in q}
    now = {
        **value,
        "cells": cells,
        "note": unsaid(value["note"]),
        "board": unsaid(json.loads(json.dumps(board.as_value()))),
    }
    now |= {name: unsaid(value[name]) for name in ("areas", "groups") if name in value}
    was_whole = value["hash"] == _mark(value)  # one that was not as it was published stays so
    return now | ({"hash": _mark(now)} if was_whole else {})


def _published(store: Store) -> list[Release]:
    found: dict[int, Release] = {}
    for line in store.entries(KEPT):
        value: dict[str, Any] = line["value"]
        if "withdraws" in value:
            continue
        if "of" in value:
            found[value["of"]] = replace(found[value["of"]], exact=value["exact"])
            continue
        made = _board(value["board"])
        shown = made if not made.case or answers.may_be_shown(store, made.case) else made.without_case()
        kept = {name: value[name] for name in ("fewest", *FOR_THE_NEXT) if name in value}  # the first ones had fewer
        found[line["version"]] = Release(
            number=line["version"],
            version=value["version"],
            at=line["at"],
            who=line["who"],
            note=value["note"],
            hash=value["hash"],
            is_whole=value["hash"] == _mark(value),
            board=shown,
            areas={name: _board(board).of_area() for name, board in value.get("areas", {}).items()},
            earlier=(*reversed(found.values()),),
            **kept,
        )
    return [*reversed(found.values())]


def _mark(value: Mapping[str, Any]) -> str:
    """The hash of what a release shows as it is now. Before there were areas and rules, that was the board alone."""
    return mark({name: value[name] for name in (*SHOWN, "salt")} if "salt" in value else value["board"])


def _board(value: dict[str, Any]) -> Board:
    """A board of its own: what draws its charts may write into them, and the store keeps what it was made of."""
    value = deepcopy(value)
    columns = tuple(
        Column(each["heading"], tuple(Line(**line) for line in each["lines"]), tuple(each["beside"]))
        for each in value["since"]["columns"]
    )
    bands = tuple(
        Band(
            each["tier"],
            tuple(Panel(**panel) for panel in each["panels"]),
            tuple((title, rows) for title, rows in each["tables"]),
            each["note"],
            each["pages"],
        )
        for each in value["bands"]
    )
    return Board(**(value | {"since": SinceSummary(**(value["since"] | {"columns": columns})), "bands": bands}))
