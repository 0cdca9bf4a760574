"""How many each cell of a release was told of, exactly, kept beside the board that rounds them.

A release is laid beside those before it by what these told. Who is erased is gone from every version of the data: to
count again what was told would be to count without them, and two boards beside each other would tell of them. So a
release keeps the counts of its cells, of nobody by a reference. Cases are a row each: of these it keeps what was told
of all together, and for each a mark, by which it is seen of how many all that they had is there still.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from measures.answers import Answer
from measures.later import Later
from measures.money import Price
from measures.releases.held import CASES, GONE, SOURCES, Rows, cells_of, together_of
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.base import ordered
from measures.shapes.before_and_after import Point
from measures.shapes.itself import ShownChanges
from measures.shown_quarters import OfKind, ShownQuarters

Entry = Mapping[str, Any]  # of one cell: what it was told `of`, a version, and its `rows`, or those of an earlier one
Exact = Mapping[str, Mapping[str, Mapping[str, Entry]]]  # by question, place ("" is the whole), and cell
Known = Mapping[tuple[str, str], Mapping[int, Mapping[str, Entry]]]  # by question and place, version, and cell

WHOLE = ""
LATER = "later"
JOINED = "joined"  # beside the cells: who came to the record or went from it
DAY = "period"  # the one column of these shapes that has days


def known(kept: Iterable[Exact]) -> Known:
    """What releases kept, the earliest first."""
    found: dict[tuple[str, str], dict[int, dict[str, Entry]]] = {}
    for exact in kept:
        for question, places in exact.items():
            for place, cells in places.items():
                there = found.setdefault((question, place), {})
                for cell, entry in cells.items():
                    same = there.get(entry["as"], {}).get(cell) if "as" in entry else entry
                    if same is not None:
                        there.setdefault(entry["of"], {}).setdefault(cell, same)
    return found


def of_cell(answer: Answer, cell: str, told: Answer, fewest: int) -> Entry | None:
    """What is kept of a cell of an exact answer, which is of the version that the cell is of; `told` is the same as a
    steering group may see it. None where there is nothing to keep."""
    of = {"of": answer.version}
    if isinstance(answer.shape, BeforeAndAfter) and cell == CASES:
        salt = secrets.token_hex()
        shown = _shown_value(told.shape) if isinstance(told.shape, ShownQuarters) else None
        return {**of, "salt": salt, "marks": sorted(_marks(answer.shape.rows, salt)), "fewest": fewest, "shown": shown}
    if cell == LATER:
        its = answer.later
        return {**of, "later": its and [its.count, its.one, its.several, its.last_day.isoformat()]}
    if not isinstance(answer.shape, Share | Frequency):
        return None
    if cell == JOINED:
        changes = answer.shape.changes if isinstance(answer.shape, Share) and told.shape.rows else ()
        return {**of, "changes": [_value(row) for row in changes]} if changes else None
    if cell == SOURCES and not getattr(told.shape, "sources", ()):
        return None  # by their names, and of few
    return {**of, "rows": [_value(row) for row in cells_of(answer).get(cell, ())]}


def as_told(answer: Answer, kept: Mapping[str, Entry], now: Callable[[], Answer]) -> Answer:
    """An exact answer of an earlier version with each cell of which it is kept what it was told of. Of cases these are
    the rows that are as they were, those among them that are so in the answer of `now` alone, and a row for each case
    that is in neither."""
    if not kept:
        return answer
    cells: dict[str, Rows] = dict(cells_of(answer))
    for cell, entry in kept.items():
        if "rows" in entry:
            cells[cell] = [_row(answer, each) for each in entry["rows"]]
        elif "marks" in entry:
            cells[cell] = _cases(answer.shape, entry, now)
    if LATER in kept:
        answer = replace(answer, later=_later(kept[LATER]["later"]))
    shape = together_of(answer, cells)
    if isinstance(shape, Share) and JOINED in kept:
        shape = replace(shape, changes=tuple(_row(answer, each) for each in kept[JOINED]["changes"]))
    return replace(answer, shape=shape)


def as_shown(entry: Entry, like: BeforeAndAfter, fewest: int) -> ShownQuarters | None:
    """What was told of cases, where it can be told still: by the same rule."""
    if not entry["shown"] or entry["fewest"] != fewest:
        return None
    told = {kind: _of_kind(own) for kind, own in entry["shown"]["told"]}
    return ShownQuarters((), entry["shown"]["kind"], like.deflators, told)


def lacks(rows: Rows) -> bool:
    """Whether cases are told of that are not there any more, or not as they were."""
    return any(str(row.get("case_ref", "")).startswith(GONE) for row in rows)


def _value(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else float(value) if isinstance(value, Decimal) else value


def _row(answer: Answer, kept: Mapping[str, Any]) -> dict[str, Any]:
    row = {**dict.fromkeys(answer.shape.columns), **kept}
    return {**row, DAY: dt.date.fromisoformat(row[DAY])} if row.get(DAY) else row


def _later(kept: Sequence[Any] | None) -> Later | None:
    if not kept:
        return None
    count, one, several, day = kept
    return Later(count, one, several, dt.date.fromisoformat(day))


def _marks(rows: Rows, salt: str) -> dict[str, list[Mapping[str, Any]]]:
    """The rows of each case, by a mark of all that it had, which tells nobody whose it is."""
    cases: dict[object, list[Mapping[str, Any]]] = {}
    for row in rows:
        cases.setdefault(row["case_ref"], []).append(row)
    return {_mark(its, salt): its for its in cases.values()}


def _mark(rows: Rows, salt: str) -> str:
    said = sorted(json.dumps({name: _plain(value) for name, value in row.items()}, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join([salt, *said]).encode()).hexdigest()


def _cases(shape: Shape, entry: Entry, now: Callable[[], Answer]) -> Rows:
    there, salt = _marks(shape.rows, entry["salt"]), entry["salt"]
    if not {*entry["marks"]} <= {*there}:
        there = _marks(now().shape.rows, salt) | there
    nothing = {**dict.fromkeys(shape.columns), "transactions": 0, "lines": 0, "amount": 0.0, "most": 0.0}
    gone = {mark: [{**nothing, "case_ref": f"{GONE}{mark}"}] for mark in entry["marks"]}
    return ordered([row for mark in entry["marks"] for row in (gone | there)[mark]], shape.order)


def _shown_value(shape: ShownQuarters) -> dict[str, Any]:
    told = []
    for kind, own in shape.told.items():
        value = asdict(own)
        told.append((kind, {**value, "price": {**value["price"], "factors": [*own.price.factors.items()]}}))
    return {"kind": shape.kind, "told": told}


def _of_kind(value: Mapping[str, Any]) -> OfKind:
    price, changes = value["price"], value["changes"]
    return OfKind(
        tuple(Point(**point) for point in value["points"]),
        Price(price["year"], dict(price["factors"]), tuple(price["missing"])),
        {what: _changes(own) for what, own in changes.items()},
    )


def _changes(value: Mapping[str, Any]) -> ShownChanges:
    quarters = value["quarters"]
    return ShownChanges(**{**value, "quarters": quarters and tuple(quarters)})
