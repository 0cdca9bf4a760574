"""A board for a steering group as it would be published now: what they would see, and what of it stays as it was
told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from measures import answers, board, demonstration, over_time
from measures.answers import Answer
from measures.releases.areas import ByArea
from measures.releases.asked import Ask, Asked, AskedAgain
from measures.releases.exact import Exact
from measures.releases.held import cells_of, place_of
from measures.releases.release import Board, Content, Release
from measures.rounding import FEWEST
from measures.store import Store
from measures.views import loads
from measures.views.board import panels, since
from measures.views.board import words as say
from measures.views.board.panels import Asking, Band, Of, Picture
from measures.views.board.since import SinceSummary
from measures.words import listed

SHOWN = ("board", "areas", "fewest")  # what a release shows, as it is kept
NOWHERE, SUCH_AS = "Not recorded", 5
OF_AREAS = (
    "What would tell of few here, or in another area, is in no figure, and what few changed in any area is "
    "told as it was before."
)


@dataclass(frozen=True)
class Held:
    """Of how many `cells` of a question how many are told as they were before: few people changed them."""

    title: str
    cells: int
    held: int


@dataclass(frozen=True, kw_only=True)
class Draft(Content):
    """What would be published, and what of it stays as it was told."""

    held: tuple[Held, ...] = ()

    @property
    def shown(self) -> dict[str, Any]:
        """All that its readers get, as JSON has it."""
        areas = {name: board.as_value() for name, board in self.areas.items()}
        return dict(zip(SHOWN, (self.board.as_value(), areas, self.fewest), strict=True))


def draft(
    store: Store,
    *,
    ask: Ask | None = None,
    before: Release | None = None,
    picture: Picture = panels.drawn,
    today: dt.date | None = None,
    fewest: int | None = None,
    areas: Sequence[str] = (),
) -> Draft:
    """The board of the latest version as it would be published, after the release `before`, and that of each of these
    areas.

    `ask` gives exact answers, those of the store itself where it is not given. Once areas are published, they stay the
    same; so does the least count that is shown (`fewest`), or there is a larger one: raises ValueError for a smaller
    one, or for no locality.
    """
    exact = ask or partial(_exact, store)
    version = store.version()
    fewest = least(before, fewest)
    areas = the_same(before, areas)
    if not {*areas} <= {*localities(store)}:
        raise ValueError(
            f"each area is a locality of households or demands, such as {listed(localities(store)[:SUCH_AS])}"
        )
    asked = Asked(store, exact, version, before, fewest)
    kept = board.board(store)
    asking = Asking(store, asked, Of(version), picture, published=True)
    case = answers.story_cases(store, version=version).get(kept.case, {})
    bands = (
        panels.strategic(asking),
        panels.geography(asking),
        panels.individual(asking, kept.case, case if case.get("consent") else {}),
    )
    told = _since(store, exact, asked, version, today or dt.date.today())
    shown = Board(kept.purpose, _of_what(store, version), told, _alone(bands), kept.case)
    by_area = ByArea(asked, areas, before.apart if before else {})
    drawn = drafted(by_area, shown, {area: _of_area(store, by_area, area, kept.purpose, picture) for area in areas})
    return replace(drawn, exact=by_area.to_keep())


def told(store: Store, release: Release) -> Exact:
    """Of how many each cell of a release is told, as the data say it now: of one that was published before that was
    kept."""
    asked = AskedAgain(store, partial(_exact, store), store.version(), release, release.fewest)
    asked.cells |= {question: dict(cells) for question, cells in release.cells.items()}
    by_area = ByArea(asked, tuple(release.areas), release.apart)
    by_area.cells |= {question: dict(cells) for question, cells in release.area_cells.items()}
    return by_area.to_keep()


def drafted(by_area: ByArea, board: Board, areas: Mapping[str, Board]) -> Draft:
    """A draft of these boards, with all that was asked for them, which the next release must know."""
    asked = by_area.asked
    return Draft(
        version=asked.version,
        board=board,
        cells=asked.cells,
        held=tuple(_held(asked, asked.version)),
        areas=areas,
        fewest=asked.fewest,
        every=asked.every,
        groups=asked.groups,
        pooled=asked.pooled,
        area_cells={**by_area.before, **by_area.cells},
        apart={name: tuple(areas) for name, areas in by_area.apart.items()},
    )


def least(before: Release | None, fewest: int | None = None) -> int:
    """The least count that is shown after the release `before`. Raises ValueError for a smaller one."""
    fewest = fewest or (before.fewest if before else FEWEST)
    if before is not None and fewest < before.fewest:
        raise ValueError("what was told of so many at least cannot be told of fewer: the one would tell of the other")
    return fewest


def the_same(before: Release | None, areas: Iterable[str]) -> tuple[str, ...]:
    """The areas of the release `before`, where it had any: two ways to divide a place would tell of what lies
    between. Else these."""
    return tuple(before.areas) if before is not None and before.areas else tuple(dict.fromkeys(areas))


def usual(before: Release | None) -> tuple[int, tuple[str, ...]]:
    """By which least count and with which areas a board is published until somebody chooses: as the one `before` it."""
    return (before.fewest, tuple(before.areas)) if before else (FEWEST, ())


def localities(store: Store) -> list[str]:
    """The localities that may be chosen as areas, from A to Z."""
    found = {*answers.choices(store)["locality"], *answers.demand_choices(store)["locality"]} - {NOWHERE}
    return sorted(found, key=str.casefold)


def _of_area(store: Store, by_area: ByArea, area: str, purpose: str, picture: Picture) -> Board:
    asking = Asking(store, by_area.of(area), Of(by_area.asked.version, area), picture, published=True)
    return without_cases(asking, purpose, f"{_of_what(store, by_area.asked.version, area)} {OF_AREAS}")


def without_cases(asking: Asking, purpose: str, of_what: str) -> Board:
    """A board without what is of cases or has changed since a meeting, which are told of a whole place alone."""
    return Board(
        purpose, of_what, SinceSummary("", "", ()), _alone((panels.strategic(asking), panels.geography(asking)))
    )


def _alone(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands without the pages behind them, none of which is a steering group's."""
    return tuple(replace(band, pages=None) for band in bands)


def _of_what(store: Store, version: int, area: str | None = None) -> str:
    loaded = next(iter(store.loads()), None)
    return f"{say.of_what(area, None, None, loaded)} {loads.invented(*demonstration.part(store, version))}".strip()


def _exact(store: Store, name: str, *, version: int, **filters: object) -> Answer:
    return answers.ask(store, name, filters, version=version)


def _since(store: Store, exact: Ask, asked: Asked, version: int, today: dt.date) -> SinceSummary:
    """What has changed since the latest meeting: whether and when of exact figures, how much of what is told."""
    look, meeting = next(iter(since.looks(store, version, today).values()), (None, False))
    shown = over_time.follow(store, asked, locality=None, version=version, exact=False)
    of = tuple(sorted({each.measure for each in shown}))
    now = over_time.follow(store, exact, locality=None, version=version, of=of)
    then = []
    if look and look.version is not None:
        then = over_time.follow(store, exact, locality=None, version=look.version, of=of)
    learned = since.learned(over_time.learned(store, version), look, of, cases=False)
    return since.summary(
        since.since(now, then, look, shown), look, meeting, since.compared(look, shown, None), learned, manager=False
    )


def _held(asked: Asked, version: int) -> list[Held]:
    """The questions of which something stays as it was."""
    found: dict[str, Held] = {}
    for question, cells in asked.cells.items():
        title = asked.told[question].measure.title
        every = {cell for cell in (*cells_of(asked.at(question, version)), *cells) if place_of(cell) == cell}
        stays = sum(cells.get(cell) != version for cell in every)
        if stays > getattr(found.get(title), "held", 0):
            found[title] = Held(title, len(every), stays)
    return [*found.values()]
