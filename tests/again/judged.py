"""What a store has after each of the files of an office, beside what these say."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from measures import loading
from measures.loading import Load
from measures.questions import Question
from measures.store import Store
from measures.workbook import read as reading
from measures.workbook.prepare import understand
from tests.again.exports import Export, exports
from tests.again.rows import KINDS, Kind, Row, grow
from tests.null_worlds.door import on, opened_here

RIGHT, REFUSED, WRONG = "right", "not loaded", "WRONG"


@dataclass(frozen=True)
class Verdict:
    """What came of one file, what was asked and answered; of a wrong one the rows that the store lost, or has beside
    the right ones."""

    seed: int
    file: str
    what: str
    asked: tuple[str, ...] = ()
    lost: tuple = ()
    more: tuple = ()


def judge(seed: int) -> list[Verdict]:
    """Load the files of one office in turn, and stop at the first after which the store is wrong."""
    of = Random(seed)
    name = of.choice([*KINDS])
    kind, months = KINDS[name], of.choice((3, 4, 5))
    things = grow(of, kind, months)
    known: dict[int, Row] = {}
    found: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store, opened_here():
        for file in exports(of, kind, things, months):
            with on(file.day):
                asked = _load(store, file, known)
            if asked is None:
                found.append(Verdict(seed, file.name, REFUSED))
                continue
            for thing, said in zip(file.things, file.said, strict=True):
                filled = {column: value for column, value in said.items() if value is not None}
                known[id(thing)] = known.get(id(thing), {}) | filled
            right = Counter(_comparable(row, kind) for row in known.values())
            there = Counter(_comparable(row, kind) for row in store.rows(f"SELECT * FROM {name}", [name]))
            is_right = right == there
            lost, more = tuple((right - there).elements()), tuple((there - right).elements())
            found.append(Verdict(seed, file.name, RIGHT if is_right else WRONG, asked, lost, more))
            if not is_right:
                break
    return found


def _load(store: Store, file: Export, known: Mapping[int, Row]) -> tuple[str, ...] | None:
    """Load a file as somebody does who knows the office, and give what was asked and answered; None where nothing of
    it is loaded."""
    workbook = reading.read(file.name, file.content)
    overrides, _ = loading.in_force(loading.overrides_before(workbook, loading.remembering(store)), {})
    prepared = understand(workbook, overrides=overrides)
    suggested = {other.cells.sheet: other.suggested.confirmed for other in prepared.others if other.suggested}
    load = Load((understand(workbook, overrides=dict(overrides) | suggested) if suggested else prepared,))
    if load.stops:
        return None
    asked, said = load.ask(store), []
    while asked.unanswered:
        question = asked.unanswered[0]
        answer = _answer(question, file, known)
        load.answers = {**load.answers, question.name: answer}
        said.append(f"{question.sentence} {answer}")
        asked = load.ask(store)
    store.load(load.incoming(asked), "a manager")
    return tuple(said)


def _answer(question: Question, file: Export, known: Mapping[int, Row]) -> str:
    """What somebody says who knows that nothing is ever taken out, and which rows were corrected."""
    names = [choice.name for choice in question.choices]
    wanted: Sequence[str] = {"gone": ("still-there",), "blanks": ("as-before",), "spellings": ("same",)}.get(
        question.code, ()
    )
    if question.code == "record":
        corrected = any(
            value is not None and _plain(known[id(thing)].get(column, value)) != _plain(value)
            for thing, said in zip(file.things, file.said, strict=True)
            if id(thing) in known
            for column, value in said.items()
        )
        wanted = (
            ("newer-rows", "newer-copy", "same-record") if corrected else ("same-record", "newer-rows", "newer-copy")
        )
    return next((name for name in wanted if name in names), question.default or names[0])


def _comparable(row: Mapping[str, Any], kind: Kind) -> tuple:
    return tuple(_plain(row.get(column)) for column in kind.headings)


def _plain(value: Any) -> Any:
    """A value, however it is spelled."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date | None):
        return value
    try:
        return float(value)
    except ValueError:
        return re.sub(r"[^a-z0-9]+", "", str(value).lower())
