"""The measures over all organisations, from what they share: asked of an engine, protected, and kept as files that say
what they are of.

Only what may be told to those who are to recognise nobody, and what rows of several organisations can say together, is
asked. A measure of costs or referrals is of one ledger's record, which ends for all where it ends for one: laid
together, the first organisation to stop would be the end of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from measures import answers
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.disclosure import STEERING_GROUP
from measures.export import csv
from measures.problems import StoreError
from measures.roll_up.gathered import Gathered
from measures.shapes import Frequency
from measures.store import Engine
from measures.store.beside import write_for_the_owner
from measures.words import written

ANSWERED = ("demand_tiers", "failure_demand", "failure_capacity", "repeat_demands", "resolved_first_time")
ANSWERS, TABLE = "answers.json", "{}.csv"


def ask(engine: Engine, every: str) -> Iterator[Answer]:
    """What may be told of each measure, by one length of periods: by two, the one taken from the other would tell of
    few."""
    for name in ANSWERED:
        measure = MEASURES[name]
        filters = {"every": every} if every in measure.periods else {}
        yield answers.ask(engine, measure, filters, viewer=STEERING_GROUP)


def make(folder: Path) -> None:
    """Make the folder for the answers, where it is not there. Raises StoreError."""
    with _at(folder):
        folder.mkdir(parents=True, exist_ok=True)


def keep(found: Sequence[Answer], gathered: Gathered, engine: str, folder: Path) -> None:
    """Write the answers: all in one file for a program, and a table of each for a person. Those of an earlier run go
    first: what was told then may be withheld now. Raises StoreError."""
    answers = [{**_told(answer), "withheld": answer.withheld} for answer in found]
    said = {
        "of": [{"organisation": share.organisation, "version": share.version} for share in gathered.shares],
        "until": gathered.until.isoformat(),
        "blank": gathered.blank,
        "partial": bool(gathered.lacking),
        "lacking": list(gathered.lacking),
        "engine": engine,
        "households_known_to_several_are_counted_in_each": True,
        "answers": answers,
    }
    with _at(folder):
        for name in (ANSWERS, *map(TABLE.format, ANSWERED)):
            (folder / name).unlink(missing_ok=True)
        write_for_the_owner(
            folder / ANSWERS, (json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n").encode()
        )
        for each in answers:
            rows = each["rows"]
            if rows:
                write_for_the_owner(folder / TABLE.format(each["measure"]), csv.text(rows, list(rows[0])).encode())


@contextmanager
def _at(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError("roll-up-disk", path=folder, reason=error.strerror or str(error)) from error


def _told(answer: Answer) -> dict:
    """An answer as a program reads it, without of whom how much is known: organisations are not laid beside one
    another there."""
    said = without_how(answer).as_dict()
    return {name: _written(value) for name, value in said.items() if name not in ("known_of", "tier_rule", "version")}


def _written(value: object) -> object:
    """A value as a file has it: 0.35, and not what a sum of hundredths comes to in a computer."""
    if isinstance(value, float):
        return written(value)
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items()}
    return value


def without_how(answer: Answer) -> Answer:
    """An answer, of tiers without how they came about, which each organisation decided."""
    return replace(answer, shape=replace(answer.shape, splits=())) if isinstance(answer.shape, Frequency) else answer
