"""A release: the board as a steering group reads it, and what the next one must know of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from measures.catalogue import MEASURES
from measures.releases.exact import Exact, Known, known
from measures.releases.held import Cells, Ever
from measures.rounding import FEWEST
from measures.store.names import name_key
from measures.views.board import words as say
from measures.views.board.panels import TITLES, Band, Panel
from measures.views.board.since import SinceSummary

OF_THE_WHOLE = say.WIDER.format(every="localities")


@dataclass(frozen=True)
class Board:
    """All that a steering group sees: of what it is, what has changed since a meeting, and its bands. Of one case
    what is in the last of them, and which it is; that is shown only while its consent is recorded. `whole` is what
    all areas together are called."""

    purpose: str
    of_what: str
    since: SinceSummary
    bands: tuple[Band, ...]
    case: str = ""
    whole: str = "The whole place"

    def as_value(self) -> dict[str, Any]:
        """The board as JSON has it."""
        return asdict(self)

    def without_case(self) -> Board:
        """The same without anything of the one case."""
        bands = tuple(Band(1, (), note=say.CONSENT_GONE) if band.tier == 1 else band for band in self.bands)
        return replace(self, bands=bands, case="")

    def of_area(self) -> Board:
        """The board of an area without the figures of the whole place that earlier releases had beside its own."""
        return replace(self, bands=tuple(_of_area(band) for band in self.bands))


def _of_area(band: Band) -> Band:
    titles = TITLES[band.tier]
    gone = {at for at, panel in enumerate(band.panels) if panel.about.startswith(OF_THE_WHOLE)}
    if not gone:
        return band
    panels = tuple(Panel(titles[at], say.OF_CASES) if at in gone else panel for at, panel in enumerate(band.panels))
    tables = tuple((title, rows) for title, rows in band.tables if title != MEASURES["before_and_after"].title)
    return replace(band, panels=panels, tables=tables)


def mark(shown: object) -> str:
    """What tells that which a release shows, as JSON has it, from any other."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


# What the next release must know of one.
FOR_THE_NEXT = ("cells", "every", "groups", "pooled", "area_cells", "apart", "exact")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is published of a `version` of the data: the `board`, and in `areas` that of each area that is shown by
    itself; `fewest` is the least count that is shown.

    The rest is for the next release: of which version each cell is (`cells`), of those that are told by area too
    (`area_cells`), which are told together alone (`pooled`), which streets stand together (`groups`), of what a period
    is (`every`), of which areas each measure tells in the rest of the place alone (`apart`), and of how many each cell
    was told (`exact`).
    """

    version: int
    board: Board
    cells: Mapping[str, Cells]
    areas: Mapping[str, Board] = field(default_factory=dict)
    fewest: int = FEWEST
    every: str = ""
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pooled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    area_cells: Mapping[str, Cells] = field(default_factory=dict)
    apart: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exact: Exact = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Release(Content):
    """A board that was published: by whom and when, with a `note`. `number` is the version at which it was published,
    `hash` that of what it showed then, and `is_whole` whether it is as it was. Its boards are what may be seen of them
    today. `earlier` are those before it, the latest first: whoever reads it may have read them.
    """

    number: int
    at: dt.datetime
    who: str
    note: str
    hash: str
    is_whole: bool
    earlier: tuple[Release, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def ever(self) -> Mapping[str, Ever]:
        """Of which versions each cell was told, in it or earlier."""
        return self._ever(lambda release: release.cells)

    @cached_property
    def ever_by_area(self) -> Mapping[str, Ever]:
        """The same of what was told by area."""
        return self._ever(lambda release: release.area_cells)

    @cached_property
    def exactly(self) -> Known:
        """Of how many each cell was told, in it or earlier; of a release of before that was kept, nothing."""
        return known(release.exact for release in reversed((self, *self.earlier)))

    def _ever(self, told: Callable[[Release], Mapping[str, Cells]]) -> Mapping[str, Ever]:
        found: dict[str, dict[str, set[int]]] = {}
        for release in (self, *self.earlier):
            # A group of streets is another one once others stand in it.
            others = {repr(name) for name, members in release.groups.items() if self.groups.get(name) != members}
            for question, cells in told(release).items():
                for cell in cells.keys() - others:
                    found.setdefault(question, {}).setdefault(cell, set()).add(cells[cell])
        return found

    def of_areas(self, keys: Collection[str]) -> Release:
        """The same for whoever reads the boards of some areas alone, by the `keys` of their names: a board of the
        whole without a band, and nothing that is for the next release."""
        areas = {name: board for name, board in self.areas.items() if name_key(name) in keys}
        whole = Board(self.board.purpose, "", SinceSummary("", "", ()), ())
        return replace(
            self,
            board=whole,
            areas=areas,
            cells={},
            groups={},
            pooled={},
            area_cells={},
            apart={},
            exact={},
            earlier=(),
        )

    @property
    def boards(self) -> dict[str | None, Board]:
        """What can be read of it: the board of the whole place, None, where there is one; and that of each area by
        its name."""
        return {None: self.board, **self.areas} if self.board.bands else {**self.areas}
