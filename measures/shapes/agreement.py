"""What two people said of the same demands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.shapes.base import share


@dataclass(frozen=True)
class Agreement:
    """What two people said of the same demands, each without having seen the other's answer.

    `rows` have `words`, `received`, `agency`, and `one` and `other`: what each of the two said.
    """

    rows: Sequence[dict]

    @property
    def n(self) -> int:
        """How many demands both have classified."""
        return len(self.rows)

    @property
    def same(self) -> int:
        """Of how many they said the same."""
        return sum(r["one"] == r["other"] for r in self.rows)

    @property
    def share(self) -> float | None:
        """The part of which they said the same, from 0 to 1; None of none."""
        return share(self.same, self.n)

    @property
    def differ(self) -> list[dict]:
        """The demands of which they said different things."""
        return [r for r in self.rows if r["one"] != r["other"]]

    def pairs(self) -> dict[tuple[str, str], int]:
        """How often the one said this and the other that."""
        found: dict[tuple[str, str], int] = {}
        for r in self.rows:
            found[r["one"], r["other"]] = found.get((r["one"], r["other"]), 0) + 1
        return found
