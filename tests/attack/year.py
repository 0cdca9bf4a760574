"""A year of a place: its boards as they were published, and what is behind them."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from measures import answers, releases, rounding
from measures.answers import Answer
from measures.releases import areas
from measures.releases.groups import label
from measures.releases.held import NEVER, cells_of, counts_of, place_of
from measures.releases.release import Content
from measures.shapes import BeforeAndAfter
from measures.store import Store
from measures.views.board import panels
from tests.attack.seen import Seen, first_day, seen
from tests.attack.worlds import FIRST, MONTH_ENDS, WEEK, WHO, Place, folder_of, year
from tests.null_worlds.door import on

MEASURES = ("demand_tiers", "households_by_street", "failure_demand", "failure_capacity", "before_and_after")
BY_AREA = ("demand_tiers", "failure_demand")
PROTECTED = answers.protected


@dataclass(frozen=True)
class Protection:
    """Which parts of the protection are on. With one of them off the attacker must find something, or they find
    nothing."""

    name: str
    holds: bool = True  # what few changed is told as it was
    rounds: bool = True
    across: bool = True  # of an area nothing is told that is few in another one, or in the rest

    @contextmanager
    def on(self):
        """With this protection."""
        with mock.patch.object(rounding, "STEP", rounding.STEP if self.rounds else 1):
            if self.across:
                yield
                return
            with (
                mock.patch.object(areas, "any_few", lambda *_: False),
                mock.patch.object(areas.answers, "protected", _by_itself),
            ):
                yield


def _by_itself(store: Store, answer: Answer, fewest: int, pooled: Any = (), beside: Any = ()) -> Answer:
    """What may be seen of an area as if no other were told: itself beside itself alone."""
    return PROTECTED(store, answer, fewest, pooled, [answer.shape])


WHOLE = Protection("all of it")
PARTS = (WHOLE, Protection("without holding back", holds=False), Protection("without rounding", rounds=False))
ALONE = Protection("with each area by itself", across=False)


Tables = Mapping[str, Sequence[Mapping[str, Any]]]


class Useful(NamedTuple):
    """How many figures a release tells, how many of a manager's are told by these, and how many these are."""

    told: int = 0
    together: int = 0
    of_all: int = 0


@dataclass(frozen=True)
class Published:
    """A board as its readers have it, and of which counts each of its cells was made: by measure and cell. `since`
    says of each cell since which release it is told so; `was` are the cells that the release before had."""

    seen: Seen
    counts: Mapping[str, Mapping[str, Counter]]
    since: Mapping[str, Mapping[str, int]]
    was: Mapping[str, frozenset[str]]
    board: releases.Board
    useful: Useful = Useful()
    cases: Mapping[tuple, int] = field(default_factory=dict)  # how many cases, by what `cases` calls them
    areas: Mapping[str, Seen] = field(default_factory=dict)
    by_area: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # of which version each cell is told by area
    parts: Mapping[str, Mapping[str, Mapping[str, Counter]]] = field(default_factory=dict)  # of each cell in each area


def publish(place: Place, folder: Path, parts: tuple[Protection, ...] = PARTS) -> dict[str, list[Published]]:
    """A place's year under each protection: the first one in the store, as a manager publishes it, the others beside
    it."""
    found: dict[str, list[Published]] = {part.name: [] for part in parts}
    before: dict[str, releases.Release | None] = dict.fromkeys(found)
    with Store.open(folder_of(place, folder)) as store:

        @cache
        def exactly(name: str, filters: str, version: int) -> Answer:
            return answers.ask(store, name, json.loads(filters), version=version)

        def ask(name: str, *, version: int, **filters: object) -> Answer:
            return exactly(name, json.dumps(filters, sort_keys=True), version)

        for month in year(place, store):
            with on(FIRST + WEEK * MONTH_ENDS[month - 1]):
                there = _tables(store, ask)
                drafts = {}
                for part in parts:
                    with part.on():
                        was = before[part.name] if part.holds else None
                        drafts[part] = releases.draft(store, ask=ask, before=was, areas=place.areas)
                releases.publish(store, drafts[parts[0]], WHO, f"Month {month}")
            for part, draft in drafts.items():
                was = before[part.name]
                found[part.name].append(_published(draft, ask, was, there))
                before[part.name] = _release(draft)
            assert releases.releases(store)[0].is_whole
    return found


def _release(draft: releases.Draft) -> releases.Release:
    told = {each.name: getattr(draft, each.name) for each in fields(Content)}
    return releases.Release(**told, number=0, at=dt.datetime.now(), who=WHO, note="", hash="", is_whole=True)


def _published(draft: releases.Draft, ask: Any, before: releases.Release | None, there: Tables) -> Published:
    counts: dict[str, dict[str, Counter]] = {}
    since: dict[str, dict[str, int]] = {}
    was: dict[str, frozenset[str]] = {}
    for question, cells in draft.cells.items():
        name, filters = json.loads(question)
        if name in MEASURES and not {*filters} - {"every"}:
            versions = {draft.version, *cells.values()}
            answered = {version: _grouped(ask(name, version=version, **filters), draft) for version in versions}
            told = {version: cells_of(answer) for version, answer in answered.items()}
            own = counts[name] = {}
            for cell, of in cells.items():  # of a month, those who are in no share too
                own.setdefault(place_of(cell), Counter()).update(counts_of(answered[of], told[of].get(cell, ())))
            since[name] = {cell: of for cell, of in cells.items() if place_of(cell) == cell}
            was[name] = frozenset(before.cells.get(question, ()) if before else ())
    by_area = {name: draft.area_cells.get(question, {}) for question, name in _told_by_area(draft)}
    parts = {name: _parts(draft, ask, question) for question, name in _told_by_area(draft)} if draft.areas else {}
    labels = _labels(draft, ask)
    useful = _useful(draft, there, labels)
    of_cases = ask("before_and_after", version=since["before_and_after"].get("cases", draft.version)).shape
    of_areas = {area: _seen(board, labels) for area, board in draft.areas.items()}
    return Published(
        _seen(draft.board, labels), counts, since, was, draft.board, useful, _cases(of_cases), of_areas, by_area, parts
    )


def _told_by_area(draft: releases.Draft) -> list[tuple[str, str]]:
    """The questions that are attacked by area, each with its measure."""
    found = [(question, json.loads(question)) for question in draft.cells]
    return [(question, name) for question, (name, filters) in found if name in BY_AREA and not {*filters} - {"every"}]


def _parts(draft: releases.Draft, ask: Any, question: str) -> dict[str, dict[str, Counter]]:
    """What is counted of each cell in each area, and in the rest of the place."""
    name, filters = json.loads(question)
    found: dict[str, dict[str, Counter]] = {}
    for cell, version in draft.cells[question].items():
        if place_of(cell) != cell or version == NEVER:
            continue

        of = {area: _counted(ask(name, version=version, locality=area, **filters), cell) for area in draft.areas}
        rest = _counted(ask(name, version=version, **filters), cell)
        for each in of.values():
            rest.subtract(each)
        found[cell] = of | {areas.REST: rest}
    return found


def _grouped(answer: Answer, draft: releases.Draft) -> Answer:
    """Streets by the numbers of the groups in which they are told."""
    if answer.measure.name != "households_by_street":
        return answer
    number = {street: number for number, members in draft.groups.items() for street in members}
    rows = [{**row, "category": number[row["category"]]} for row in answer.shape.rows if row["category"] in number]
    return replace(answer, shape=replace(answer.shape, rows=rows))


def _labels(draft: releases.Draft, ask: Any) -> dict[str, str]:
    """What each group of streets is called on the board, by its number."""
    cells = draft.cells['["households_by_street", {}]']
    return {
        n: label(members, ask("households_by_street", version=cells.get(repr(n), draft.version)).shape.names)
        for n, members in draft.groups.items()
    }


def _counted(answer: Answer, cell: str) -> Counter:
    return Counter(counts_of(answer, cells_of(answer).get(cell, ())))


def _seen(board: releases.Board, labels: Mapping[str, str]) -> Seen:
    """What a board tells, with groups of streets by their numbers: who reads a year of boards knows which is which."""
    read, number = seen(board), {name: n for n, name in labels.items()}
    streets = {number.get(name, name): told for name, told in read.streets.streets.items()}
    return replace(read, streets=replace(read.streets, streets=streets))


def _cases(shape: BeforeAndAfter) -> dict[tuple, int]:
    """How many cases are followed exactly so many quarters, what they had in each quarter, and how many of those
    that are told had fewer, more and about as many."""
    quarters = {quarter: len(cases) for quarter, cases in shape.followed.items()}
    found = {("followed", n): quarters.get(n, 0) - quarters.get(n + 1, 0) for n in range(1, 9)}
    found |= {("interactions", point.quarter): int(point.transactions) for point in shape.points}
    rows = [{**row, "quarter": None} if rounding.few(quarters.get(row["quarter"], 0)) else row for row in shape.rows]
    changes = replace(shape, rows=rows).changes("transactions")
    return found | {("fell", 0): changes.fell, ("rose", 0): changes.rose, ("same", 0): changes.same}


def _tables(store: Store, ask: Any) -> Tables:
    """The tables of a manager's own board."""
    of = panels.Of(store.version())
    asking = panels.Asking(store, ask, of, lambda *of, **how: {}, published=True)
    return tables_of((panels.strategic(asking), panels.geography(asking)))


def tables_of(bands: Any) -> Tables:
    """The tables of a board, by title."""
    return {title: rows for band in bands for title, rows in band.tables}


def figures(row: Mapping[str, Any]) -> int:
    """How many numbers of people or demands a row of a table tells."""
    return sum(isinstance(cell, str) and cell[:1].isdigit() for cell in list(row.values())[1:3])


def _useful(draft: releases.Draft, there: Tables, labels: Mapping[str, str]) -> Useful:
    """Of the figures of a manager's board how many a release tells, by themselves and with those that it tells
    together with their neighbours: a street in the group that it stands in, a month in its quarter."""
    told = tables_of(draft.board.bands)
    rows = {(title, next(iter(row.values()))): figures(row) for title, own in told.items() for row in own}
    groups = {street: labels[number] for number, members in draft.groups.items() for street in members}

    def told_of(title: str, name: str) -> int:
        if (title, name) in rows:
            return rows[title, name]
        if title == "Failure demand":
            day = first_day(name)
            return rows.get((title, f"{day.year} Q{(day.month + 2) // 3}"), 0)
        return rows.get((title, groups.get(name, "")), 0)

    every = [(title, next(iter(row.values())), figures(row)) for title, own in there.items() for row in own]
    together = sum(min(many, told_of(title, name)) for title, name, many in every)
    return Useful(sum(rows.values()), together, sum(many for *_, many in every))
