"""Counts that are whole numbers, what is known of them, and how little or much one of them can be: an integer
programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

MOST = 20_000  # that any count can be
SECONDS = 60  # for one question
FEW_CELLS = 5  # besides its own that may be others where a count is looked at first
Terms = Mapping[int, float]  # so much of each count
Fact = tuple[Terms, float, float]  # what they come to lies between


@dataclass
class Facts:
    """Counts by name, and what is known of them."""

    names: dict[object, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    choices: list[tuple[Sequence[Fact], ...]] = field(default_factory=list)
    worlds: list[np.ndarray] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(1))
    _made: tuple[tuple[int, int], list[LinearConstraint]] | None = None

    def count(self, name: object, low: float = 0, high: float = MOST) -> int:
        """The whole number of this name, which is from the one to the other."""
        at = self.names.setdefault(name, len(self.low))
        if at == len(self.low):
            self.low.append(low)
            self.high.append(high)
        else:
            self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
        return at

    def between(self, terms: Terms, low: float, high: float) -> None:
        """What these come to lies between. Of counts that are added up none is more than the whole."""
        self.worlds.clear()
        added = all(by == 1 for by in terms.values())
        for at in terms if added else ():
            self.high[at] = min(self.high[at], high)
        if added and len(terms) == 1:
            self.low[at] = max(self.low[at], low)
        else:
            self.facts.append((dict(terms), low, high))

    def one_of(self, *cases: Sequence[Fact]) -> None:
        """At least one of the cases holds, with all of its facts."""
        self.choices.append(cases)
        switches = [self.count(("case", len(self.low), 0), 0, 1) for _ in cases]
        self.between(dict.fromkeys(switches, 1.0), 1, len(cases))
        for switch, facts in zip(switches, cases, strict=True):
            for terms, low, high in facts:
                least = sum(by * (self.low if by > 0 else self.high)[at] for at, by in terms.items())
                most = sum(by * (self.high if by > 0 else self.low)[at] for at, by in terms.items())
                if low > least:
                    self.facts.append((dict(terms) | {switch: least - low}, least, np.inf))
                if high < most:
                    self.facts.append((dict(terms) | {switch: most - high}, -np.inf, most))

    def breaks(self, values: Mapping[object, float]) -> list[object]:
        """What is not so where counts have these values: of a true world nothing. What is of other counts too is not
        looked at."""
        at = {self.names[name]: value for name, value in values.items() if name in self.names}
        name_of = {index: name for name, index in self.names.items()}

        def holds(fact: Fact) -> bool:
            terms, low, high = fact
            return low - 1e-6 <= sum(by * at[i] for i, by in terms.items()) <= high + 1e-6

        def said(*facts: Fact) -> object:
            return [({name_of[i]: at[i] for i in terms}, low, high) for terms, low, high in facts]

        limits: list[Fact] = [({i: 1}, self.low[i], self.high[i]) for i in at]
        found = [said(fact) for fact in (*limits, *self.facts) if at.keys() >= fact[0].keys() and not holds(fact)]
        for cases in self.choices:
            known = all(at.keys() >= fact[0].keys() for facts in cases for fact in facts)
            if known and not any(all(map(holds, facts)) for facts in cases):
                found.append([said(*facts) for facts in cases])
        return found

    def reach(self, terms: Terms, low: int, high: int, true: Mapping[object, float]) -> tuple[float, float]:
        """The least and the most that these come to; where either lies beyond `low` and `high`, one beyond them is
        enough.

        The world as it is (`true`) is one of all that the facts allow. One beside it is looked for first, in which most
        counts are as they are, then in all. Raises TimeoutError.
        """
        for kept in (*self._kept(terms, true), {}):
            for least, most in ((-np.inf, low - 1), (high + 1, np.inf)):
                if self._seen(terms, low, high) or self._world(terms, least, most, kept) is not None:
                    return -np.inf, np.inf
        ends = [self._world(terms, -np.inf, np.inf, {}, sign) for sign in (1, -1)]
        assert all(world is not None for world in ends), "nothing is as all facts say"
        least, most = (sum(by * world[at] for at, by in terms.items()) for world in ends if world is not None)
        return float(least), float(most)

    def _kept(self, terms: Terms, true: Mapping[object, float]) -> Iterator[dict[int, float]]:
        """The counts that stay as they are where only those of a few cells, and where those of half of all, may be
        others."""
        of = {index: name for name, index in self.names.items()}
        own = {of[at][2] for at in terms}
        cells = sorted({name[2] for name in true} - own, key=str)
        for free in (FEW_CELLS, len(cells) // 2):
            others = {*self.random.sample(cells, min(free, len(cells))), *own}
            yield {
                self.names[name]: value for name, value in true.items() if name[2] not in others and name in self.names
            }

    def _seen(self, terms: Terms, low: int, high: int) -> bool:
        """Whether these come to something beyond in a world that was found before."""
        return any(
            not low <= sum(by * world[at] for at, by in terms.items()) <= high
            for world in self.worlds
            if max(terms) < len(world)
        )

    def _world(
        self, terms: Terms, least: float, most: float, kept: Mapping[int, float], sign: int = 0
    ) -> np.ndarray | None:
        """A world that is as all facts say, in which these lie between, and some counts are kept; that in which they
        are least (1) or most (−1) where it is asked for. None where there is none."""
        row = np.zeros(len(self.low))
        for at, by in terms.items():
            row[at] = by
        bounds = np.array(self.low, float), np.array(self.high, float)
        for at, value in kept.items():
            bounds[0][at] = bounds[1][at] = value
        found = milp(
            sign * row,
            constraints=[*self._constraints(), LinearConstraint(row[None, :], least, most)],
            integrality=np.ones(len(row)),
            bounds=Bounds(*bounds),
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        if found.status == 2:
            return None
        if found.x is None or (sign and found.status):
            if kept:
                return None
            raise TimeoutError("no answer in time")
        self.worlds.append(np.round(found.x))
        return self.worlds[-1]

    def _constraints(self) -> list[LinearConstraint]:
        shape = len(self.facts), len(self.low)
        if not self.facts:
            return []
        if self._made is None or self._made[0] != shape:
            places = [(nth, at, by) for nth, (terms, _, _) in enumerate(self.facts) for at, by in terms.items()]
            rows, columns, values = zip(*places, strict=True)
            matrix = csr_array((values, (rows, columns)), shape=shape)
            low, high = (np.array([fact[end] for fact in self.facts], float) for end in (1, 2))
            self._made = shape, [LinearConstraint(matrix, low, high)]
        return self._made[1]
