"""Which streets stand together in releases: those of few, or of few in need, with their neighbours, the same from
release to release.

A group of streets is told as one. Its streets are neighbours where they are of one locality, and else by their names.
Whoever lays two releases beside each other must not learn of few from how streets are put together, so a group is taken
apart, or two are made one, only where what they are told of has not changed, or by enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from measures.rounding import FEWEST, Counts, any_few, few
from measures.words import listed

Groups = Mapping[str, Collection[str]]  # the streets of each group, by its number
NAMED, NOBODY = 2, (0, 0)


def label(members: Iterable[str], now: Collection[str]) -> str:
    """A group by its streets: “Ash Road, Elm Road and 3 more”."""
    names = sorted({street for street in members if street in now} or {*members}, key=str.casefold)
    more = len(names) - NAMED
    return listed(names if more < 1 else [*names[:NAMED], f"{more} more"])


@dataclass(frozen=True)
class Streets:
    """Of each street how many households are in need there and how many others, `now` and, None where nothing was
    released, at the release before (`last`); its locality; and of each group how many it is `told` of."""

    now: Mapping[str, Counts]
    localities: Mapping[str, str]
    told: Mapping[str, Counts]
    last: Mapping[str, Counts] | None = None
    fewest: int = FEWEST

    def of(self, streets: Iterable[str]) -> Counts:
        """How many households there are now."""
        return _sum(self.now.get(street, NOBODY) for street in streets)

    def were(self, streets: Iterable[str]) -> Counts:
        """How many there were at the release before."""
        return _sum((self.last or {}).get(street, NOBODY) for street in streets)

    def enough(self, counts: Counts) -> bool:
        """Whether so many can be told, in need and others."""
        return sum(counts) >= self.fewest and not any_few(counts, self.fewest)

    def place(self, street: str) -> tuple[str, str]:
        """In which order streets are neighbours."""
        return self.localities.get(street, ""), street.casefold()


def _sum(counts: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(NOBODY, *counts)))


def grouped(streets: Streets, before: Groups) -> dict[str, tuple[str, ...]]:
    """The groups of a release: those of the release before, with what has come to them since."""
    grouping = _Grouping(streets, {number: [*members] for number, members in before.items()})
    there = {street for members in before.values() for street in members}
    fresh = sorted((street for street in streets.now if street not in there), key=streets.place)
    grouping.come(grouping.renamed(fresh))
    for number in before:
        grouping.take_apart(number)
    for number in before:
        grouping.join(number)
    return {number: tuple(members) for number, members in grouping.groups.items()}


class _Grouping:
    def __init__(self, streets: Streets, groups: dict[str, list[str]]) -> None:
        self.streets, self.groups = streets, groups
        self.numbers = max(map(int, groups), default=0)

    def add(self, members: Iterable[str]) -> None:
        self.numbers += 1  # never that of a group which was told of others
        self.groups[f"{self.numbers}"] = [*members]

    def renamed(self, fresh: list[str]) -> list[str]:
        """Those that are new. One that is there where another of about as many households is gone is that one by
        another name: to tell both would tell how few came or left."""
        streets, found = self.streets, [*fresh]
        for number, members in self.groups.items():
            told = sum(streets.told.get(number, ()))
            if told and not any(streets.of(members)):
                same = [s for s in found if abs(sum(streets.of([s])) - told) < streets.fewest][:1]
                members += same
                found = [street for street in found if street not in same]
        return found

    def come(self, fresh: list[str]) -> None:
        """New streets: each by itself where it can be told how many are in need there; the others with their
        neighbours, until of all of these it can."""
        small = [street for street in fresh if not self.is_enough([street])]
        for street in fresh:
            if street not in small:
                self.add([street])
        left: list[str] = []
        for locality, its in groupby(small, key=lambda street: self.streets.place(street)[0]):
            run: list[str] = []
            for street in its:
                run.append(street)
                if self.is_enough(run):
                    self.add(run)
                    run = []
            if run and (beside := self.of_locality({locality})):
                self.groups[self.nearest(beside)] += run
            else:
                left += run
        if left and (self.is_enough(left) or not self.groups):
            self.add(left)
        elif left:
            self.groups[self.nearest(self.groups)] += left

    def is_enough(self, members: list[str]) -> bool:
        """Whether so many are there now, and were at the release before if any was: nobody brings people for one
        release, to learn from it how many were there before."""
        were = self.streets.were(members)
        return self.streets.enough(self.streets.of(members)) and not any_few((*were, sum(were)), self.streets.fewest)

    def of_locality(self, localities: Collection[str]) -> list[str]:
        """The groups with a street there."""
        place = self.streets.place
        return [number for number, its in self.groups.items() if any(place(street)[0] in localities for street in its)]

    def nearest(self, numbers: Iterable[str]) -> str:
        """The group that a small street goes to: one of several streets before one that is told by itself, and the
        smaller before the larger."""
        groups, of = self.groups, self.streets.of
        return min(numbers, key=lambda number: (len(groups[number]) < NAMED, sum(of(groups[number])), int(number)))

    def may_change(self, *numbers: str) -> bool:
        """Whether what these groups are told of together is still so, or has changed by enough: those in need, and
        others."""
        now = self.streets.of(street for number in numbers for street in self.groups[number])
        told = _sum(self.streets.told.get(number, NOBODY) for number in numbers)
        return not any_few((abs(a - b) for a, b in zip(now, told, strict=True)), self.streets.fewest)

    def take_apart(self, number: str) -> None:
        """Let those streets of a group stand by themselves that are of enough households and were at the release
        before, where those that remain are too."""
        streets, members = self.streets, self.groups[number]
        if len(members) < NAMED or number not in streets.told or not self.may_change(number):
            return

        def enough(those: list[str]) -> bool:
            return streets.enough(streets.of(those)) and streets.enough(streets.were(those))

        leave = sorted(
            (street for street in members if enough([street])), key=lambda street: -sum(streets.of([street]))
        )
        while leave and len(leave) < len(members) and not enough([s for s in members if s not in leave]):
            leave.pop()
        rest = [street for street in members if street not in leave]
        if leave and len(leave) + bool(rest) >= NAMED:
            del self.groups[number]
            for those in (*([street] for street in leave), rest):
                if those:
                    self.add(those)

    def join(self, number: str) -> None:
        """Make a group that has become too small one with a neighbour."""
        if number not in self.groups or not few(sum(self.streets.of(self.groups[number])), self.streets.fewest):
            return
        beside = self.of_locality({self.streets.place(street)[0] for street in self.groups[number]})
        others = [other for other in self.groups if other != number and self.may_change(other, number)]
        if others:
            other = self.nearest([each for each in others if each in beside] or others)
            self.add([*self.groups.pop(number), *self.groups.pop(other)])
