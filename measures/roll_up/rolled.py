"""The measures over all organisations, from what they share: asked of an engine, protected, and kept as files that say what they are of.

Only what may be told to those who are to recognise nobody, and what rows of several organisations can say together, is asked. A measure of
costs or referrals is of one ledger's record, which ends for all where it ends for one: laid together, the first organisation to stop would
be the end of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from measures import answers
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.disclosure import STEERING_GROUP
from measures.export import csv
from measures.roll_up.gathered import Gathered
from measures.shapes import Frequency
from measures.store import Engine
from measures.store.beside import write_for_the_owner

ANSWERED = ("demand_tiers", "failure_demand", "failure_capacity", "repeat_demands", "resolved_first_time")
ANSWERS = "answers.json"


def ask(engine: Engine, every: str) -> Iterator[Answer]:
    """What may be told of each measure, by one length of periods: by two, the one taken from the other would tell of few."""
    for name in ANSWERED:
        measure = MEASURES[name]
        filters = {"every": every} if every in measure.periods else {}
        yield answers.ask(engine, measure, filters, viewer=STEERING_GROUP)


def keep(found: Sequence[Answer], gathered: Gathered, engine: str, folder: Path) -> None:
    """Write the answers: all in one file for a program, and a table of each for a person."""
    answers = [{**_told(answer), "withheld": answer.withheld} for answer in found]
    said = {
        "of": [{"organisation": share.organisation, "version": share.version} for share in gathered.shares],
        "until": gathered.last_day.isoformat(),
        "partial": bool(gathered.lacking),
        "lacking": list(gathered.lacking),
        "engine": engine,
        "answers": answers,
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_for_the_owner(folder / ANSWERS, (json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n").encode())
    for each in answers:
        rows = each["rows"]
        if rows:
            write_for_the_owner(folder / f"{each['measure']}.csv", csv.text(rows, list(rows[0])).encode())


def _told(answer: Answer) -> dict:
    """An answer as a program reads it, without of whom how much is known: organisations are not laid beside one another there."""
    said = without_how(answer).as_dict()
    return {name: value for name, value in said.items() if name not in ("known_of", "tier_rule", "version")}


def without_how(answer: Answer) -> Answer:
    """An answer, of tiers without how they came about, which each organisation decided."""
    return replace(answer, shape=replace(answer.shape, splits=())) if isinstance(answer.shape, Frequency) else answer
