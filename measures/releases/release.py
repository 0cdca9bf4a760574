"""A release: the board as a steering group reads it, and what the next one must know of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from measures.releases.held import Cells
from measures.views.board import words as say
from measures.views.board.panels import Band
from measures.views.board.since import Told


@dataclass(frozen=True)
class Board:
    """All that a steering group sees: of what it is, what has changed since a meeting, and its bands. Of one case what is in the
    last of them, and which it is; that is shown only while its consent is recorded."""

    purpose: str
    of_what: str
    since: Told
    bands: tuple[Band, ...]
    case: str = ""

    def as_value(self) -> dict[str, Any]:
        """The board as JSON has it."""
        return asdict(self)

    @property
    def hash(self) -> str:
        """What tells this board from any other."""
        return hashlib.sha256(json.dumps(self.as_value(), sort_keys=True).encode()).hexdigest()

    def without_case(self) -> Board:
        """The same without anything of the one case."""
        bands = tuple(Band(1, (), note=say.CONSENT_GONE) if band.tier == 1 else band for band in self.bands)
        return replace(self, bands=bands, case="")


@dataclass(frozen=True)
class Release:
    """A board that was published: of which `version` of the data, by whom and when, with a `note`. `number` is the version at which
    it was published, `hash` that of what it showed then, and `is_whole` whether it is as it was. `board` is what may be seen of it
    today, and `cells` are for the next release: of which version each cell is."""

    number: int
    version: int
    at: dt.datetime
    who: str
    note: str
    hash: str
    is_whole: bool
    board: Board
    cells: Mapping[str, Cells]
