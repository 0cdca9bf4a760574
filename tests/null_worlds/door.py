"""Files loaded by the policy of a load, as the page and the command do, and how often it asked anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

from measures import loading
from measures.loading import Load
from measures.questions import Question
from measures.store import Store
from measures.workbook import read as reading
from measures.workbook import worker
from measures.workbook.prepare import understand
from tests.null_worlds.records import File, Record
from tests.reckoning.compare import Clock


@dataclass
class Door:
    """What came of loading a record: the questions, by file, and the files that could not be loaded, with why."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    uploads: dict[str, list[int]] = field(default_factory=dict)


@contextmanager
def opened_here() -> Iterator[None]:
    """Files are opened within this process: to start another takes ten times as long as a small file does."""
    with (
        mock.patch.object(worker, "_hold_memory_below", lambda ceiling: None),
        mock.patch.object(reading, "_run", lambda folder, *_: (worker.main(folder) or "done", 0)),
    ):
        yield


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    """Nine in the morning of a day."""
    clock = Clock()
    clock.moment = dt.datetime.combine(day, dt.time(9))
    with mock.patch("measures.store.history.dt", clock):
        yield


def load(record: Record, store: Store) -> Door:
    """Load a record's files in their order, each at nine in the morning of its day, and answer what is asked as a
    manager does who knows the world."""
    door = Door()
    with opened_here():
        for file in record.files:
            with on(file.day):
                _load(file, store, door)
    return door


def _load(file: File, store: Store, door: Door) -> None:
    workbook = reading.read(file.name, file.content)
    before = loading.overrides_before(workbook, store.uploads())
    overrides, _ = loading.in_force(before, {})
    load = Load((understand(workbook, overrides=overrides),))
    if load.stops:
        door.asked += [(file.name, str(problem)) for problem in load.stops]
        load.leave_out = load.can_leave_out
        if load.stops:
            door.refused += [(file.name, str(problem)) for problem in load.stops]
            return
    asked = load.ask(store)
    while asked.unanswered:
        for question in asked.unanswered:
            door.asked.append((file.name, question.sentence))
            load.answers = {**load.answers, question.name: _answer(question, file, door)}
        asked = load.ask(store)
    outcomes = store.load(load.incoming(asked), "a manager")
    door.uploads[file.name] = [o.upload for o in outcomes if o.upload is not None]


def _answer(question: Question, file: File, door: Door) -> str:
    """What a manager says who knows what the file is. References stand for the same things throughout a world, and a
    blank says nothing."""
    wanted = ["newer-copy"] if door.uploads.get(file.newer_copy_of or "") else []
    wanted += ["own-record" if file.own_record else "same-record"]
    wanted += ["moved-away" if file.gone else "still-there", "as-before", "as-dated", "each"]
    names = [choice.name for choice in question.choices]
    return next((name for name in wanted if name in names), question.default or names[0])
