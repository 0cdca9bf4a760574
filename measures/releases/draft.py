"""A board for a steering group as it would be published now: what they would see, and what of it stays as it was told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from measures import answers, board, demonstration, over_time
from measures.answers import Answer
from measures.releases.held import Cells, cells_of, held
from measures.releases.release import Board, Release
from measures.store import Store
from measures.views import loads
from measures.views.board import panels, since
from measures.views.board import words as say
from measures.views.board.panels import Asking, Of, Picture
from measures.views.board.since import Told

Ask = Callable[..., Answer]  # ask(measure, version=…, …): exact answers


@dataclass(frozen=True)
class Held:
    """Of how many `cells` of a question how many are told as they were before: few people changed them."""

    title: str
    cells: int
    held: int


@dataclass(frozen=True)
class Draft:
    """What would be published of a version of the data: the board, and of which version each cell of each question is told."""

    version: int
    board: Board
    cells: Mapping[str, Cells]
    held: tuple[Held, ...] = ()


@dataclass
class _Asked:
    """Asks as a steering group may, every cell that few people changed as it was told before."""

    store: Store
    exact: Ask
    version: int
    before: Release | None
    cells: dict[str, Cells] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)

    def __call__(self, name: str, *, version: int | None = None, **filters: object) -> Answer:
        """A measure as at the version that is published, whichever is asked for: another would tell what changed between."""
        chosen = {key: value for key, value in filters.items() if value is not None}
        question = json.dumps([name, chosen], sort_keys=True)
        if question not in self.answers:
            ask = partial(self.exact, name, **chosen)
            before = self._before(question, ask)
            told, self.cells[question] = held(ask(version=self.version), before, lambda at: ask(version=at))
            self.titles[question] = told.measure.title
            self.answers[question] = answers.protected(self.store, told)
        return self.answers[question]

    def _before(self, question: str, ask: Ask) -> Mapping[str, int]:
        """Of which version each cell was told. Of what the release before was not asked, as if it had been: whoever has other
        figures of it could tell from both what changed between."""
        if self.before is None:
            return {}
        if question in self.before.cells:
            return self.before.cells[question]
        return dict.fromkeys(cells_of(ask(version=self.before.version)), self.before.version)


def draft(
    store: Store,
    *,
    ask: Ask | None = None,
    before: Release | None = None,
    picture: Picture = panels.drawn,
    today: dt.date | None = None,
) -> Draft:
    """The board of the latest version as it would be published, after the release `before`.

    `ask` gives exact answers, those of the store itself where it is not given.
    """
    exact = ask or partial(_exact, store)
    version = store.version()
    asked = _Asked(store, exact, version, before)
    of, kept = Of(version), board.board(store)
    asking = Asking(store, asked, of, picture)
    case = answers.story_cases(store, version=version).get(kept.case, {})
    bands = (
        panels.strategic(asking),
        panels.geography(asking),
        panels.individual(asking, kept.case, case if case.get("consent") else {}),
    )
    bands = tuple(replace(band, pages=None) for band in bands)  # no page behind them is a steering group's
    told = _since(store, exact, asked, version, today or dt.date.today())
    loaded = next(iter(store.loads()), None)
    of_what = f"{say.of_what(None, None, None, loaded)} {loads.invented(*demonstration.part(store, version))}".strip()
    shown = Board(kept.purpose, of_what, told, bands, kept.case)
    return Draft(version, shown, asked.cells, tuple(_held(asked, version)))


def _exact(store: Store, name: str, *, version: int, **filters: object) -> Answer:
    return answers.ask(store, name, filters, version=version)


def _since(store: Store, exact: Ask, asked: Ask, version: int, today: dt.date) -> Told:
    """What has changed since the latest meeting: whether and when of exact figures, how much of what is told."""
    look, meeting = next(iter(since.looks(store, version, today).values()), (None, False))
    shown = over_time.follow(store, asked, locality=None, version=version, exact=False)
    of = tuple(sorted({each.measure for each in shown}))
    now = over_time.follow(store, exact, locality=None, version=version, of=of)
    then = []
    if look and look.version is not None:
        then = over_time.follow(store, exact, locality=None, version=look.version, of=of)
    learned = since.learned(over_time.learned(store, version), look, of, cases=False)
    return since.told(
        since.since(now, then, look, shown), look, meeting, since.compared(look, shown, None), learned, manager=False
    )


def _held(asked: _Asked, version: int) -> list[Held]:
    """The questions of which something stays as it was."""
    found: dict[str, Held] = {}
    for question, cells in asked.cells.items():
        title = asked.titles[question]
        stays = sum(of != version for of in cells.values())
        if stays > getattr(found.get(title), "held", 0):
            found[title] = Held(title, len(cells), stays)
    return [*found.values()]
