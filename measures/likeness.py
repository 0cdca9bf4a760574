"""How like a sheet on its way in is to what is loaded, where rows have no key: the counts, and what they plainly
say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log
from typing import Literal

# What the counts say: rows of one record, of which those that are the same count once; a newer copy, some cells of
# which differ; another record, that is as like as any two of its sort are; or none of these plainly.
Reading = Literal["same", "copy", "other", "unclear"]

# Of the agreement that chance leaves open (as Cohen's kappa): below the first it is no more than chance, and from the
# second on no chance. Two teams' tallies of six sorts of call agree in 70 rows of 100 on any two days, and by 0 of
# this.
NO_MORE_THAN_CHANCE, BEYOND_CHANCE = 0.2, 0.8
LUCK = (
    0.01  # where chance alone would bring as much together oftener than once in a hundred times, few rows tell little
)
MOST, NEARLY_ALL, FEW_GONE = 0.5, 0.98, 0.2


@dataclass(frozen=True)
class Cell:
    """A cell that differs: the row and heading of the sheet on its way in, and what it said before and says now."""

    row: int
    heading: str
    before: object
    now: object


@dataclass(frozen=True)
class Likeness:
    """How like the rows of a sheet are to those in use of one upload, or of several that have the same columns.

    `rows` of theirs are compared, over the columns that both have filled. Within the days that both cover there are
    `before` of theirs and `now` of the sheet's. `same` agree in all these columns; `differing` are known again by the
    columns that make a row what it is, and say something else: `filled` of them only where one of the two is blank.
    `gone` stand between the first and last day of the sheet and are not in it, `added` the other way about; of all days
    `without` are not in it. `chance` is
    the share of rows that are the same on other days, and `chance_known` that of rows that are known again; None where
    no other day can tell. Then the share of the same rows that are there more than once, on whichever day, is all there
    is: `repeated`. `one_each` says that what makes a row what it is comes once in each, but for a few; `once` that it
    may.

    `new_columns` and `lost_columns` are filled in one only; `cells` counts the cells that differ by heading, and
    `examples` are the first of them. `whole` says that all that the uploads have was compared, and is of the days of
    the sheet; `keys_agree` that the rows that are the same have one key without more ado. `now_keyed` says that the
    sheet's rows have references and theirs have none.
    """

    uploads: tuple[int, ...]
    file_name: str
    loaded_at: dt.datetime
    rows: int
    before: int
    now: int
    same: int
    differing: int
    filled: int
    gone: int
    without: int
    added: int
    chance: float | None
    chance_known: float | None
    repeated: float
    one_each: bool
    once: bool
    new_columns: tuple[str, ...]
    lost_columns: tuple[str, ...]
    cells: tuple[tuple[str, int], ...]
    examples: tuple[Cell, ...]
    whole: bool
    keys_agree: bool
    now_keyed: bool

    @property
    def smaller(self) -> int:
        """As many rows as could agree."""
        return max(1, min(self.before, self.now))

    @property
    def share(self) -> float:
        """Of the rows that could agree, those that do, but for blanks."""
        return min(1.0, (self.same + self.filled) / self.smaller)

    @property
    def beyond_chance(self) -> float:
        """How much of what chance leaves open agrees, from 0 to 1: of the rows that are the same, or known again."""
        return max((share - chance) / (1 - chance) if chance < share else 0.0 for share, chance in self._shares())

    @property
    def luck(self) -> float:
        """How often chance alone would bring as many together, at most (Chernoff's bound)."""
        return min(exp(-self.smaller * _information(share, chance)) for share, chance in self._shares())

    def _shares(self) -> Iterator[tuple[float, float]]:
        for count, chance in ((self.same, self.chance), (self.same + self.differing, self.chance_known)):
            yield min(1.0, count / self.smaller), self.repeated if chance is None else chance

    @property
    def one_for_one(self) -> bool:
        """Whether rows are known again of which there can be one only, such as two points of one date: most of them, or
        where the kind of sheet says so any."""
        known = self.same + self.differing
        return bool(self.once and self.differing) or (self.one_each and known / self.smaller >= MOST)

    @property
    def interleaved(self) -> bool:
        """Whether they have one name and none of their dates, and lie between one another: weeks and months."""
        return self.once and not self.same + self.differing and bool(self.gone and self.added)

    @property
    def covered(self) -> bool:
        """Whether the sheet may take their place whole: it has their columns, and but for a few all of their rows."""
        return self.whole and not self.lost_columns and self.gone <= FEW_GONE * self.before

    @property
    def missing(self) -> int:
        """How many of their rows would count no more, if the sheet is the whole of what it has the days of."""
        return self.without if self.covered else self.gone

    @property
    def reading(self) -> Reading:
        """What the counts plainly say."""
        if self.interleaved:
            return "unclear"
        if not self.one_for_one:
            # Where every day is like every other, what is the same record and what another cannot be told.
            untold = self.chance is None and self.repeated >= MOST
            alike = self.same >= NEARLY_ALL * self.smaller
            if self.beyond_chance <= NO_MORE_THAN_CHANCE and not (untold or alike):
                return "other"
            if self.beyond_chance < BEYOND_CHANCE or self.luck > LUCK or untold:
                return "unclear"
        # Whole in the other, or the other in it; but where only a few of its rows are missing, these may be mended so.
        part = not self.added and self.gone > FEW_GONE * self.before
        if not (self.differing or self.new_columns or self.now_keyed) and (part or not self.gone):
            return "same"
        return "copy" if self.share >= MOST else "unclear"


def _information(share: float, chance: float) -> float:
    """How far a share is above what chance gives, as information a row; 0 where it is not above."""
    if share <= chance:
        return 0.0
    if not chance:
        return 700.0
    rest = (1 - share) * log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return share * log(share / chance) + rest
