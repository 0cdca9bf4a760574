"""How many of each category, split in a few ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, TypedDict

from measures.definition import Measure
from measures.leading import leaders
from measures.shapes.base import Shape, in_order, ordered, share
from measures.shapes.coverage import Known

NOT_DONE = "not done within "  # and how many days: how long all were followed
WEEKS, RECURS_IN = 8, 6  # a type seen in 6 of the last 8 weeks is predictable
PREDICTABLE, NOT_PREDICTABLE, TOO_EARLY = "predictable", "not predictable", "too early"
TOO_FEW_TYPED = "too few have a type yet"


class FrequencyRow(TypedDict):
    """So many of a category and a split. A category of None could not be placed."""

    category: Any
    split: Any
    count: int


@dataclass(frozen=True)
class Frequency(Shape):
    """How many of each category, split in a few ways.

    `rows` have `category`, `split` and `count`; a category of None could not be placed. `categories` and `splits` give
    the order; those that are not listed follow in the order of the rows. Where a figure is asked of a category or a
    split, it may be one, several in a tuple, or all (`...`).
    """

    rows: Sequence[FrequencyRow]
    categories: Sequence[object] = ()
    splits: Sequence[object] = ()
    columns: ClassVar[tuple[str, ...]] = ("category", "split", "count")
    nothing: ClassVar[int | None] = 0  # what there is of a category and a split that have no row

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """The rows by category, or with the most first and what has no category last; within one, by split."""
        totals: dict[object, int] = {}
        for row in rows:
            totals[row["category"]] = totals.get(row["category"], 0) + row["count"]
        rows = ordered(rows, ("category", "split"))
        if measure.most_first:
            rows.sort(key=lambda row: (row["category"] is None, -totals[row["category"]]))
        return cls(rows, measure.categories, measure.splits)

    @property
    def n(self) -> int:
        """How many are counted, placed or not."""
        return self.count()

    @property
    def about(self) -> str:
        """What stands before counts that are rounded for others' eyes: 8 and 8 of 16 are about 10 and 10 of 15."""
        return ""

    @property
    def order(self) -> list[Any]:
        """The categories in their order."""
        return list(dict.fromkeys([*self.categories, *(r["category"] for r in self.rows if r["category"] is not None)]))

    @property
    def names(self) -> list[Any]:
        """The categories in their order, and None last where something has none."""
        return [*self.order, *([None] if any(r["category"] is None for r in self.rows) else [])]

    @property
    def split_order(self) -> list[Any]:
        return list(self._split_order)

    @cached_property
    def _split_order(self) -> tuple[Any, ...]:
        """Once: a place may have 20,000 streets, and each row of their table asks for it."""
        return tuple(dict.fromkeys([*self.splits, *(r["split"] for r in self.rows if r["split"] is not None)]))

    @property
    def unplaced(self) -> int:
        """How many have no category. Shown beside, never in a denominator."""
        return self.count(None)

    @property
    def total(self) -> int:
        """How many have a category."""
        return self._total

    @cached_property
    def _total(self) -> int:
        return self.count() - self.unplaced

    def of_these(self, category: object = ..., split: object = ...) -> list[Any]:
        """The rows of a category and a split."""
        if category is ...:
            rows = self.rows
        else:
            asked = category if isinstance(category, tuple) else (category,)
            rows = [row for name in asked for row in self._by_category.get(name, ())]
        if split is ...:
            return list(rows)
        return [r for r in rows if r["split"] in (split if isinstance(split, tuple) else (split,))]

    @cached_property
    def _by_category(self) -> dict[object, list[Any]]:
        found: dict[object, list[Any]] = {}
        for row in self.rows:
            found.setdefault(row["category"], []).append(row)
        return found

    def count(self, category: object = ..., split: object = ...) -> int:
        """How many there are of a category and a split."""
        return sum(r["count"] for r in self.of_these(category, split))

    def share(self, category: object) -> float | None:
        """The category's share of all that have one."""
        return share(self.count(category), self.total)

    def table(self, *, unplaced: bool = False) -> list[dict[object, Any]]:
        """A row for each category: category, a column a split, total, share (0 to 1, or None).

        With `unplaced` there is one, below them, for what has no category, where there is any.
        """
        counts: dict[object, dict[object, int]] = {}
        for r in self.rows:
            of = counts.setdefault(r["category"], {})
            of[r["split"]] = of.get(r["split"], 0) + r["count"]
        found = []
        for category in self.names if unplaced else self.order:
            of = counts.get(category, {})
            splits = {split: of.get(split, self.nothing) for split in self._split_order}
            total = sum(of.values())
            part = None if category is None else self.share(category)
            found.append({"category": category, **splits, "total": total, "share": part})
        return found

    def unsaid(self) -> Mapping[Any, int]:
        """None has a category: so many."""
        return {} if self.total or not self.unplaced else {None: self.unplaced}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each category: its total, its share where that means something, and a column for each split.

        What has no category, or no split, has a row or a column where the measure has words for it.
        """
        nothing = None in measure.labels
        words = any(measure.label(category) != category for category in self.order)
        apart = nothing and self._split_order and self.count(..., None)
        found = []
        for r in self.table(unplaced=nothing):
            label = measure.label(r["category"])
            row = {measure.category: label if r["category"] is None else r["category"]}
            row |= {f"{measure.category} in words": label} if words else {}
            row |= {measure.counts: r["total"]} | ({"share": r["share"]} if measure.shares else {})
            row |= {str(measure.label(split)): r[split] for split in self._split_order}
            if apart:
                row[str(measure.labels[None])] = self.count(r["category"], None)
            found.append(row)
        return found

    def facts(self) -> dict[str, object]:
        """How many have no category; and all categories together, split by split where these are declared."""
        facts: dict[str, object] = {"not_placed": self.unplaced}
        if self.splits:
            facts["totals"] = {str(split).lower(): self.count(..., split) for split in self.splits}
        return facts


@dataclass(frozen=True)
class Flags(Frequency):
    """How many households of a street have each flag. Of a flag that nobody asked about there nothing is known."""

    nothing: ClassVar[int | None] = None


@dataclass(frozen=True)
class Recurrence(Frequency):
    """In which of the last eight weeks each type was seen.

    `category` is the type; `split` the week, from 1 to 8, the last, or None for demands in no such week; `count` is 0
    in a week without any. `monday` is the day on which the week begins. The weeks are those that the record has whole,
    of the sources that receive demands of the type; `typed` of the `asked` that its agencies received in the week have
    a type.
    """

    columns: ClassVar[tuple[str, ...]] = (*Frequency.columns, "monday", "typed", "asked")

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """Types that recur most first, then by how many there were."""
        shape = cls(rows)
        recent = {name: shape.count(name, tuple(range(1, WEEKS + 1))) for name in shape.order}
        weeks = {name: shape.weeks_with(name) for name in shape.order}

        def place(row) -> tuple:
            name = row["category"]
            return -weeks[name], -recent[name], in_order(name), in_order(row["split"])

        return cls(sorted(rows, key=place))

    @property
    def weeks(self) -> list[int]:
        """The weeks on record, of the last eight."""
        return sorted({r["split"] for r in self.rows if r["split"] is not None})

    @property
    def too_early(self) -> bool:
        """Whether the record is too short to say anything of any type."""
        return not any(len(self.weeks_of(name)) == WEEKS for name in self.order)

    @property
    def told(self) -> list[Any]:
        """The types of which it is said whether they are predictable."""
        return [name for name in self.order if self.says(name) in (PREDICTABLE, NOT_PREDICTABLE)]

    def typed_of(self, name: object) -> Known:
        """Of how many demands that its agencies received in the last weeks on record it is known of which type they
        are."""
        rows = [r for r in self.of_these(name) if r["split"] is not None]
        return Known(sum(r["typed"] for r in rows), sum(r["asked"] for r in rows))

    def weeks_of(self, name: object) -> list[int]:
        """The weeks on record of those who receive demands of a type, of the last eight."""
        return [r["split"] for r in self.of_these(name) if r["split"] is not None]

    def monday(self, name: object, week: int) -> dt.date | None:
        """The day on which a week of a type begins, None where it is not on record."""
        return next((r["monday"] for r in self.of_these(name) if r["split"] == week), None)

    def weeks_with(self, name: object) -> int:
        """In how many of the last weeks on record a type was seen."""
        return sum(r["count"] > 0 for r in self.of_these(name) if r["split"] is not None)

    def says(self, name: object) -> str:
        """Whether it is predictable, or why that cannot be said yet: one not seen may be among those without a type."""
        if len(self.weeks_of(name)) < WEEKS:
            return TOO_EARLY
        if self.weeks_with(name) >= RECURS_IN:
            return PREDICTABLE
        return NOT_PREDICTABLE if self.typed_of(name).enough else TOO_FEW_TYPED

    @property
    def predictable(self) -> list[Any]:
        return [name for name in self.order if self.says(name) == PREDICTABLE]

    def records(self, measure: Measure) -> list[dict]:
        """A row for each type: the weeks in which it was seen, and what that says."""
        return [
            {
                measure.category: name,
                "weeks seen": self.weeks_with(name),
                "of weeks": len(self.weeks_of(name)),
                "says": self.says(name),
                "demands in these weeks": self.count(name, tuple(self.weeks)),
                measure.counts: self.count(name),
            }
            for name in self.order
        ]

    def facts(self) -> dict[str, object]:
        """How many types are predictable, of how many; none can be said of a short record."""
        predictable = len(self.predictable) if self.told else None
        return {"types": len(self.order), "told": len(self.told), "predictable": predictable, "weeks": len(self.weeks)}


@dataclass(frozen=True)
class Days(Frequency):
    """How many took how many days, of those who were followed long enough. A category of None has no number of days:
    its split says why, and who is not done within the time that all are followed is longer than any."""

    @property
    def longer(self) -> dict[str, int]:
        """How many are not done within the time that all are followed, by the words that say how long that is."""
        return {why: n for why, n in self.without_days.items() if why.startswith(NOT_DONE)}

    @property
    def in_none(self) -> dict[str, int]:
        """How many are in no figure, by why."""
        return {why: n for why, n in self.without_days.items() if not why.startswith(NOT_DONE)}

    @property
    def without_days(self) -> dict[str, int]:
        """How many have no number of days, by why."""
        return {r["split"]: r["count"] for r in self.of_these(None)}

    @property
    def followed(self) -> int:
        """How many the figures are of."""
        return self.total + sum(self.longer.values())

    def unsaid(self) -> Mapping[Any, int]:
        """None has a number of days, nor is followed: so many, by why."""
        return {} if self.followed else self.in_none

    def at(self, part: float) -> int | None:
        """The days within which this part (from 0 to 1) of those who were followed are done; None of none, and where
        not so many are."""
        reached = 0
        for r in self.rows:
            if r["category"] is not None:
                reached += r["count"]
                if reached >= part * self.followed:
                    return r["category"]
        return None

    def within(self, days: int) -> int:
        """How many were done within so many days."""
        return sum(r["count"] for r in self.rows if r["category"] is not None and r["category"] <= days)

    @property
    def curve(self) -> list[tuple[int, int, float | None]]:
        """Each number of days in which any was done: within it so many, and their share of those who were followed. It
        begins with the day of asking."""
        found, done = [(0, 0, share(0, self.followed))], 0
        for r in self.rows:
            if r["category"] is not None:
                done += r["count"]
                found = found if r["category"] else []
                found.append((r["category"], done, share(done, self.followed)))
        return found

    @property
    def longest(self) -> int | None:
        return max((r["category"] for r in self.rows if r["category"] is not None), default=None)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each number of days, and for each why there is none."""
        return [
            {measure.category: r["category"], measure.counts: r["count"], "left out": r["split"]} for r in self.rows
        ]

    def facts(self) -> dict[str, object]:
        """The middle, nine of ten, of how many that is, and who is in no figure."""
        half, most = self.at(0.5), self.at(0.9)
        told = {"followed": self.followed, "half_within": half, "nine_of_ten_within": most, "longest": self.longest}
        return told | {"longer": sum(self.longer.values()), "left_out": self.in_none}


@dataclass(frozen=True)
class Between(Frequency):
    """How much one makes for another: `category` is where it comes from, `split` where it arrives, names of one
    kind. None is not recorded."""

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """Where most comes from first, and those where it only arrives after these, from A to Z."""
        shape = super().of(rows, measure)
        arrives = {row["split"] for row in rows} - {None}
        both = [name for name in shape.order if name in arrives]
        return replace(shape, splits=[*both, *sorted(arrives - {*both}, key=in_order)])

    @property
    def known(self) -> int:
        """Of how many both are recorded."""
        return sum(r["count"] for r in self._known)

    @property
    def elsewhere(self) -> int:
        """How many of these arrived elsewhere than where they come from."""
        return sum(r["count"] for r in self._known if r["category"] != r["split"])

    @property
    def most(self) -> tuple[Any, Any] | None:
        """From where and to where most arrives elsewhere; None where another may have as many by chance."""
        counts = {(r["category"], r["split"]): r["count"] for r in self._known if r["category"] != r["split"]}
        first = leaders(counts, counts.__getitem__)
        return first[0] if len(first) == 1 and len(counts) > 1 else None

    @property
    def _known(self) -> list[Any]:
        return [r for r in self.rows if r["category"] is not None and r["split"] is not None]

    def facts(self) -> dict[str, object]:
        """Of how many both are known, and how many of these arrived elsewhere."""
        return {"not_placed": self.n - self.known, "known": self.known, "elsewhere": self.elsewhere}


@dataclass(frozen=True)
class Figures(Frequency):
    """Counts of different things, which do not add up to each other: of these, the first category is the whole.

    `split` is None, or what kind of thing the category is where there may be any number of these.
    """

    @classmethod
    def of(cls, rows: Sequence[Any], measure: Measure):
        """The things that the measure declares, in its order, then the others from A to Z."""
        places = {category: place for place, category in enumerate(measure.categories)}

        def place(row) -> tuple:
            return row["split"] is not None, places.get(row["category"], len(places)), in_order(row["category"])

        return cls(sorted(rows, key=place), measure.categories)

    @property
    def n(self) -> int:
        """How many there are of the whole."""
        return sum(self.count(whole, None) for whole in self.categories[:1])

    def of_kind(self, kind: str) -> dict[str, int]:
        """How many of each thing of a kind."""
        return {r["category"]: r["count"] for r in self.of_these(..., kind)}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each thing counted, with its kind before it."""
        return [
            {
                measure.category: ": ".join(filter(None, [r["split"], r["category"]])),
                measure.counts: r["count"],
            }
            for r in self.rows
        ]

    def facts(self) -> dict[str, object]:
        """Nothing more: these counts have no total."""
        return {}
