"""A small world played twice, in the store and as lists, and everything asked of both."""

from __future__ import annotations

import datetime as dt
import json
import math
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from measures.answers import Answer as Answered
from measures.answers import ask
from measures.catalogue import MEASURES
from measures.store import Store
from tests.reckoning.answered import figures
from tests.reckoning.past import Answer, BringBack, Load, Now, Past, Step, TakeBack, Withdraw
from tests.worlds import incoming


@dataclass(frozen=True)
class World:
    """What happens, in order; and a number from which the versions and the filters that are asked for are chosen."""

    steps: Sequence[Step]
    seed: int


class Clock:
    """The clock of the store, in place of `datetime`: on a day of our choice, each look a second later."""

    UTC, timedelta = dt.UTC, dt.timedelta

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 1, 1)
        self.datetime = self

    def now(self, zone: dt.tzinfo) -> dt.datetime:
        self.moment += dt.timedelta(seconds=1)
        return self.moment.replace(tzinfo=zone)


def play(world: World, store: Store) -> Past:
    """Let everything happen, in the store and as lists. A step for which there is nothing (no upload to withdraw) is
    none."""
    past, clock = Past(), Clock()
    with mock.patch("measures.store.history.dt", clock):
        for step in world.steps:
            match step:
                case Load():
                    clock.moment = dt.datetime.combine(step.day, dt.time(9))
                    living = past.living()
                    replaces = [living[-1 - step.replaces]] if step.replaces in range(len(living)) else []
                    replaces = [n for n in replaces if past.uploads[n - 1].kind == step.kind]
                    store.load([incoming(step.kind, step.rows, step.flags, replaces, blanks=step.blanks)], "AB")
                    past.load(step, replaces)
                case Withdraw():
                    if living := past.living():
                        store.withdraw(living[step.place % len(living)], "AB")
                        past.withdraw(living[step.place % len(living)])
                case BringBack():
                    if away := past.withdrawn():
                        store.reinstate(away[step.place % len(away)], "AB")
                        past.bring_back(away[step.place % len(away)])
                case Answer():
                    if demands := past.demands():
                        identity, key = _demand(store, demands, step.place)
                        store.classify(key, step.kind, step.who, type=step.type, system_condition=step.condition)
                        past.answer(identity, step.who, step.kind, step.type, step.condition)
                case TakeBack():
                    if demands := past.demands():
                        identity, key = _demand(store, demands, step.place)
                        if given := past.given(identity, step.who):
                            assert store.take_back(key, step.who, given)
                            past.take_back(identity, step.who)
            assert store.version() == len(past.versions) - 1, step
    return past


def _demand(store: Store, demands: Mapping[tuple, Mapping], place: int) -> tuple[tuple, str]:
    """The current demand at this place: what makes it itself, and its key in the store."""
    identity, row = list(demands.items())[place % len(demands)]
    query = 'SELECT CAST(_key AS VARCHAR) AS "key" FROM demands WHERE _upload = $upload AND _row = $row'
    return identity, store.rows(query, ["demands"], upload=row["upload"], row=row["row"])[0]["key"]


def differences(
    world: World,
    reckoned: Mapping[str, Callable],
    filters: Callable[[Now, random.Random], dict],
    *,
    thorough: bool = False,
) -> list[str]:
    """Where the answers of a world are not what was reckoned: at its last version with no filter, and at a version
    before with some that `filters` chooses. They are asked for on the day of the last change, or up to three months
    later. If `thorough`, also with filters at the last version, and the measures whose answer depends on the order in
    which their query happens to give its rows: people compare two printouts, and a cache keeps one of them.
    """
    found = []
    dice = random.Random(world.seed)
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        past = play(world, store)
        last, before = len(past.versions) - 1, dice.randrange(len(past.versions))
        clock, today = Clock(), past.versions[-1].day + dt.timedelta(days=dice.choice((0, 1, 30, 90)))
        clock.moment = dt.datetime.combine(today, dt.time(12))
        for version, filtered in ((last, False), *[(last, True)] * thorough, (before, True)):
            now = past.versions[version] if version < last else replace(past.versions[last], day=today)
            chosen = filters(now, dice) if filtered else {}
            for name, reckon in reckoned.items():
                own = {of: value for of, value in chosen.items() if of in MEASURES[name].filters}
                with mock.patch("measures.store.history.dt", clock):
                    answer = ask(store, name, own, version=version)
                    if thorough and not filtered and not in_any_order(store, answer):
                        found.append(f"{name} has another answer where its query gives its rows in another order")
                answered, expected = figures(answer), reckon(now, own)
                if not same(answered, expected):
                    found.append(
                        f"{name} at version {version} with {own}\n  answers  {_differing(answered, expected)}\n"
                        f"  reckoned {_differing(expected, answered)}"
                    )
    return found


def in_any_order(store: Store, answer: Answered) -> bool:
    """Whether an answer is the same, byte for byte, where the query of its measure gives its rows in another order.

    A query that says no order gives another one whenever it is asked; one that does is taken at its word.
    """
    if re.search(r"^ORDER BY .*\s*\Z", answer.measure.sql, re.MULTILINE):
        return True
    dice, as_given = random.Random(answer.version), store.rows

    def shuffled(*asked: object, **more: object) -> list[dict]:
        rows = as_given(*asked, **more)
        return dice.sample(rows, len(rows))

    with mock.patch.object(store, "rows", shuffled):
        again = ask(store, answer.measure.name, version=answer.version)
    one, other = (json.dumps([each.as_dict(), each.records()], default=str) for each in (answer, again))
    return one == other


def same(one: object, other: object) -> bool:
    """Whether two figures are the same, but for the last digits of a fraction."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def _differing(one: Mapping, other: Mapping) -> dict:
    """What of a mapping is not in the other, for reading."""
    found = {}
    for key, value in one.items():
        if key not in other:
            found[key] = value
        elif not same(value, other[key]):
            both = isinstance(value, Mapping) and isinstance(other[key], Mapping)
            found[key] = _differing(value, other[key]) if both else value
    return found
