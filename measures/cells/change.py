"""By how much a figure changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from measures.cells.number import Amount, figure

FALLS = r"\b(?:reductions?|reduced|decreas(?:es?|ed)|falls?|fell|fallen|drop(?:s|ped)?)\b"
RISES = r"\b(?:increas(?:es?|ed)|rises?|rose|risen|gains?|gained|growth)\b"
PER_CENT = r"(?:\b(?:in|as)\b)?\W*(?:%|\bper ?cent(?:age)?\b)(?! ?points?\b)"
# What a figure may be: by how much it changed or fell, in its unit or in per cent of what it was before.
WAYS = {(False, False): "change", (True, False): "reduction", (False, True): "change in per cent"}
WAYS |= {(True, True): "reduction in per cent"}


@dataclass(frozen=True)
class Change(Amount):
    """After less before, in the unit of both or in per cent of before.

    `falls`: the figures say by how much each fell, so that 46 is kept as -46. `per_cent`: they are in per cent of what
    was before, whatever the unit; a single cell may say so too: 46%. That is kept beside each, as `<name>_per_cent`.
    """

    falls: bool = False
    per_cent: bool = False

    says = "a number, below 0 for a fall"
    stored = "DOUBLE"
    asks = "Each figure under “{}” is a"
    beside = {"_per_cent": "BOOLEAN"}

    @property
    def way(self) -> str:
        """The way in which it is read."""
        return WAYS[self.falls, self.per_cent]

    def own_ways(self) -> tuple[str, ...]:
        """By how much it changed or fell, in the unit or in per cent."""
        return tuple(WAYS.values())

    def read_in_own(self, way: str) -> Change | None:
        """Changes that are read in one of these ways."""
        return next((replace(self, falls=f, per_cent=p) for (f, p), name in WAYS.items() if name == way), None)

    def by_heading(self, heading: str) -> Change | None:
        """What a heading says: Reduction, Decrease (%), Change %."""
        falls = bool(re.search(FALLS, heading, re.I)) and not re.search(RISES, heading, re.I)
        per_cent = bool(re.search(PER_CENT, heading, re.I))
        return replace(self, falls=falls, per_cent=per_cent) if falls or per_cent else None

    def without_way(self, heading: str) -> str:
        """A heading without its per cent."""
        return re.sub(PER_CENT, " ", heading, flags=re.I)

    def reads(self, text: str) -> str:
        """The change; of one that fell, below 0."""
        return f"0 - {figure(text)}" if self.falls else figure(text)

    def reads_beside(self, text: str) -> dict[str, str]:
        """Whether it is in per cent, as its column or its own cell says."""
        test = f"{text} IS NOT NULL" if self.per_cent else f"{text} LIKE '%\\%' ESCAPE '\\'"
        return {"_per_cent": f"CASE WHEN {test} THEN true END"}

    def doubt(self, value: str) -> str:
        """SQL over all rows: whether every fall would be a rise, for each has a minus already."""
        rises, falls = (f"count(*) FILTER ({value} {sign} 0)" for sign in "><")
        return f"{rises} > 0 AND {falls} = 0" if self.falls else "false"
