"""So much of so much: of each week, month, quarter or year, or of each category."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from statistics import median
from typing import Literal, TypedDict, cast

from measures.definition import FEWEST, FEWEST_OF_POINT, Measure
from measures.record import CHANGES, SOURCES
from measures.shapes.base import Shape, ordered, share
from measures.shapes.capability import Capability
from measures.shapes.coverage import TOO_FEW_KNOWN, Known, alike, like, too_few
from measures.words import portion

UNLIKE = "in which minutes are recorded for too few, or for one side more than for the other"
FEWER = "with fewer on record than at other times"  # in no total, and a point of a chart, which shows who came and went
TOO_FEW = "fewer than "  # and how many a share needs: why a period has none
ONE_IN = 20  # of all: a source that brings fewer changes nothing that is said of all
Place = tuple[object, object]  # a period and a category, one of which is None
TOGETHER: Place = (None, None)  # the place of all together
_PARTS = ("numerator", "denominator", "counted", "of_all")
Side = Literal["part", "rest", "whole"]


class ShareRow(TypedDict):
    """A row of a share.

    `period` is the first day of a week, month, quarter or year; where a share is not of time it has a `category`.
    `numerator` of `denominator` are counts, or what a measure adds up, and then `part` of `counted` is how many each is
    of.

    A row without a denominator is of what is in no share: `counted` says how many, `left_out` why, and `part` how many
    of them would be in the numerator, where that is known. A row with both is a period of which nothing can be said
    yet: it is in no total, nor is it a point of a chart unless it is `FEWER`. `partial` says why a period that is in
    the total is no point of a chart.

    A row that is `left_out` because a source joined the record, left it or ended has its day as `period`, its name as
    `category` and counts nothing. One that is left out as `SOURCES` say is of an agency or a place, its name as
    `category`: of so many (`part`) of its demands (`counted`) it is known what the share asks.
    """

    period: dt.date | None
    category: str | None
    numerator: float | None
    denominator: float | None
    part: int | None
    counted: int
    left_out: str | None
    partial: str | None


@dataclass(frozen=True)
class Share(Shape):
    """So much of so much. `fewest` is of how many a share is said; of fewer there are the counts. A point of a chart is
    of `of_point` or more: limits carry the uncertainty of few, but not that of counts which are rounded. `unknown` are
    the whys of what may be in the share and nobody knows yet. `changes` are the rows of who came and went: charts
    have them, and no figure does; `sources` are those of how much is known of whose.

    For others' eyes `whole` is all periods together, those among them that are not shown by themselves, which are
    `pooled`: every total is of it. `shares` are by place, where counts are rounded and so do not make them. Of so
    many more than are told, at most, it may not be known what they are: `untold`. So many periods are told of the
    whole place alone, and are not in this one of its areas: `elsewhere`."""

    rows: Sequence[ShareRow]
    fewest: int = FEWEST
    of_point: int = FEWEST_OF_POINT
    unknown: tuple[str, ...] = ()
    changes: tuple[ShareRow, ...] = ()
    sources: tuple[ShareRow, ...] = ()
    pooled: frozenset[Place] = frozenset()
    whole: Share | None = None
    shares: Mapping[Place, float] = field(default_factory=dict)
    untold: int = 0
    elsewhere: int = 0
    columns = tuple(ShareRow.__annotations__)

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Share:
        """In order of time, what is not placed in it first. Where a query gives no `part`, counts are their own."""
        whole = [dict.fromkeys(cls.columns) | {"part": row["numerator"]} | row for row in rows]
        whole = cast(list[ShareRow], ordered(whole, ("period", "category", "left_out")))
        changes = tuple(row for row in whole if row["left_out"] in CHANGES)
        sources = tuple(row for row in whole if row["left_out"] in SOURCES)
        counted = [row for row in whole if row["left_out"] not in (*CHANGES, *SOURCES)]
        return cls(counted, measure.fewest, unknown=measure.unknown, changes=changes, sources=sources)

    @property
    def placed(self) -> list[ShareRow]:
        """The rows with a denominator: a period or a category each."""
        return [row for row in self.rows if row["denominator"] is not None]

    @property
    def complete(self) -> list[ShareRow]:
        """Those of which something can be said: the total is of these."""
        return [row for row in self._all if row["denominator"] is not None and row["left_out"] is None]

    @property
    def _all(self) -> Sequence[ShareRow]:
        """What every total is of."""
        return self.whole.rows if self.whole else self.rows

    @property
    def n(self) -> int:
        """How many are in a period or a category."""
        return sum(row["counted"] for row in self._all if row["denominator"] is not None)

    @property
    def counted(self) -> int:
        """How many the total is of."""
        return sum(row["counted"] for row in self.complete)

    @property
    def numerator(self) -> float:
        """The part of the total."""
        return sum(row["numerator"] or 0 for row in self.complete)

    @property
    def denominator(self) -> float:
        """The whole of the total."""
        return sum(row["denominator"] or 0 for row in self.complete)

    @property
    def share(self) -> float | None:
        """The total's share, from 0 to 1; None of nothing, of fewer than `fewest`, and where one side is known better
        than the other."""
        if self.whole:
            return self.whole.shares.get(TOGETHER)
        return share(self.numerator, self.denominator) if self.counted >= self.fewest and self.alike else None

    @property
    def unshown(self) -> int:
        """How many periods or categories are not shown by themselves."""
        return len(self.pooled)

    @property
    def about(self) -> str:
        """What stands before counts that are rounded for others' eyes: 8 of 22 are about 10 of 20, and no half."""
        return "about " if self.whole else ""

    @property
    def told_here(self) -> int | None:
        """In an area of which not all periods are told, how many are; else None."""
        return len({row["period"] for row in self.placed if row["counted"]}) if self.elsewhere else None

    @property
    def in_words(self) -> str:
        """The total's share in a sentence: 39%, about 45%."""
        return portion(self.share, self.counted)

    def share_of(self, row: ShareRow) -> float | None:
        """A row's share, from 0 to 1; None where `why_none` says why."""
        return None if self.why_none(row) else self._part(row)

    def _part(self, row: ShareRow) -> float | None:
        """A row's part of its whole, from 0 to 1."""
        return self.shares.get(place(row), share(row["numerator"] or 0, row["denominator"] or 0))

    def why_none(self, row: ShareRow) -> str | None:
        """Why a period or category has no share, or None."""
        if not row["denominator"]:
            return "no data"
        if place(row) in self.too_little_known:
            return "too few known so far"
        if row["counted"] < self.fewest:
            return f"{TOO_FEW}{self.fewest}"
        return None if alike(self.sides_of(row)) else "known of one side more than of the other"

    @property
    def coverage(self) -> Known:
        """Of how many it is known what they are, those among them that are in no share; of all."""
        return self._coverage(self._all)

    def _coverage(self, rows: Sequence[ShareRow]) -> Known:
        unknown = sum(row["counted"] for row in rows if row["denominator"] is None and row["left_out"] in self.unknown)
        every = sum(row["counted"] for row in rows)
        return Known(every - unknown, every)

    @cached_property
    def unlike(self) -> dict[str, Known]:
        """The agencies, or else the places, of which it is not known of as many: of how many of each, the best known
        first. None where all are known alike; of those that bring fewer than one demand in twenty nothing is said."""
        for what in SOURCES:
            rows = [row for row in self.sources if row["left_out"] == what]
            every = sum(row["counted"] for row in rows)
            each = {
                row["category"] or f"no {what.split()[-1]}": Known(row["part"] or 0, row["counted"])
                for row in rows
                if row["counted"] * ONE_IN >= every
            }
            if not all(like(one, other) for one in each.values() for other in each.values()):
                return dict(sorted(each.items(), key=lambda source: -(source[1].part or 0)))
        return {}

    def coverage_of(self, row: ShareRow) -> Known:
        """The same of one period or category."""
        return self._coverage(self.by_place[place(row)])

    @cached_property
    def by_place(self) -> dict[tuple[object, object], list[ShareRow]]:
        """The rows of each period or category."""
        found: dict[tuple[object, object], list[ShareRow]] = {}
        for row in self.rows:
            found.setdefault(place(row), []).append(row)
        return found

    @cached_property
    def too_little_known(self) -> set[tuple[object, object]]:
        """The periods of which too little is known to be laid beside the others."""
        few = too_few([self.coverage_of(row) for row in self.placed]) if self.unknown else []
        return {place(row) for row, is_few in zip(self.placed, few) if is_few}

    @property
    def sides(self) -> tuple[Known, Known]:
        """Of how many in the part, and in the rest, what is added up is known."""
        return Known(*self.known("part")), Known(*self.known("rest"))

    def sides_of(self, row: ShareRow) -> tuple[Known, Known]:
        """The same of one period or category."""
        return Known(*self.known("part", of=row)), Known(*self.known("rest", of=row))

    @property
    def alike(self) -> bool:
        """Whether both sides are known alike, so that one can be said to be so much of both."""
        return alike(self.sides)

    def unsaid(self) -> Mapping[str, int]:
        """None is in the share: so many, by why."""
        return {} if self.counted else self.left_out()

    def left_out(self, *, of: ShareRow | None = None) -> dict[str, int]:
        """How many are in no share, by why; of the period or category of one row if it is given."""
        found: dict[str, int] = {}
        for row in self._all if of is None else self.rows:
            if row["denominator"] is None and row["left_out"] and (of is None or place(row) == place(of)):
                found[row["left_out"]] = found.get(row["left_out"], 0) + row["counted"]
        return found

    def known(self, side: Side = "whole", *, of: ShareRow | None = None) -> tuple[int, int]:
        """Of how many what is added up is known, and of how many it should be: those in the part, in the rest, in the
        whole."""
        every = self._all if of is None else self.rows
        rows = [row for row in every if row["part"] is not None and (of is None or place(row) == place(of))]
        sizes = [(row["denominator"] is not None, _size(row, side)) for row in rows]
        return sum(size for known, size in sizes if known), sum(size for _, size in sizes)

    def over_time(self, measure: Measure) -> Capability:
        """The points of a capability chart, in per cent: the periods that are whole and have enough.

        Every other period is left out and says why; so is what is in no share, all periods together.
        """
        enough = self._enough()
        blank = {"series": measure.title, "unit": measure.unit, "better": measure.better, "note": None}
        rows: list[dict] = []
        for row in self.placed:
            part = self._part(row)
            why, number = self._no_point(row, measure, enough)
            value = number if why or part is None else 100 * part
            rows.append(
                blank | {"when": row["period"], "value": value, "left_out": why}
                | {"numerator": row["numerator"], "denominator": row["denominator"], "counted": row["counted"]}
                | {"of_all": self.coverage_of(row).of_all}
            )  # fmt: skip
        rows += [
            blank | {"when": None, "value": n, "unit": measure.counts, "left_out": why} | dict.fromkeys(_PARTS)
            for why, n in self.left_out().items()
        ]
        rows += [
            blank | {"when": row["period"], "value": 0, "left_out": row["left_out"], "note": row["category"]}
            | dict.fromkeys(_PARTS)
            for row in self.changes
        ]  # fmt: skip
        return Capability(ordered(rows, ("when",)))

    @property
    def sizes(self) -> list[int]:
        """Of how many each period is that could be a point."""
        return [row["counted"] for row in self.placed if row["left_out"] in (None, FEWER) and row["partial"] is None]

    @property
    def part_of_placed(self) -> float:
        """The share of all that is in a period, from 0 to 1, however few that is; 0 of nothing."""
        return share(self.numerator, self.denominator) or 0.0

    def _enough(self) -> int:
        """Of how many a point is: of ten, and of half as many as usual. The limits are those of a usual period; the
        week of Christmas lies outside them more often than chance would put it."""
        return max(self.of_point, ceil(median([size for size in self.sizes if size] or [0]) / 2))

    def _no_point(self, row: ShareRow, measure: Measure, enough: int) -> tuple[str | None, int]:
        """Why a period is no point of a chart, None where it is one; and of how many it is, or would be if they were
        known."""
        counted = row["counted"]
        if why := row["partial"] or (row["left_out"] if row["left_out"] != FEWER else None):
            return why, counted
        if place(row) in self.too_little_known:
            return f"{TOO_FEW_KNOWN}{measure.known}", counted
        if measure.adds and not counted and (of := self.known(of=row)[1]) >= enough:
            return f"without recorded {measure.adds}", of
        if counted < enough:
            return f"{TOO_FEW}{enough}", counted
        if not alike(self.sides_of(row)):
            return UNLIKE, counted
        return (None if row["denominator"] else f"with 0 {measure.adds or measure.counts} in all"), counted

    def counts_over_time(self, measure: Measure) -> Capability:
        """The numerators by themselves: the points that are left where few periods have enough for a share.

        Of what is added up there are none: ten minutes need not have been of ten demands.
        """
        found = self.over_time(measure)
        if measure.adds or not self.n:
            return found
        few = f"{TOO_FEW}{self._enough()}"
        rows = [
            {**row, "value": row["numerator"], "unit": measure.category, "left_out": None}
            if row["left_out"] in (few, None)
            else row
            for row in found.rows
        ]
        return Capability(rows)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each period or category: part, whole, share, how many are in none and why."""
        whys = list(self.left_out())
        return [
            {measure.every: named(row, measure.every), measure.category: row["numerator"], measure.split: row["denominator"]}
            | ({f"{measure.counts} counted": row["counted"]} if measure.adds else {})
            | {"share": self.share_of(row)}
            | {str(measure.label(why)): self.left_out(of=row).get(why, 0) for why in whys}
            | {"left out": row["left_out"] or row["partial"]}
            for row in self.placed
        ]  # fmt: skip

    def facts(self) -> dict[str, object]:
        """All periods together that something can be said of, and how many are in no share."""
        told: dict[str, object] = {"share": self.share, "part": self.numerator, "whole": self.denominator}
        if self.unknown:
            told["known"] = self.coverage.part
        if self.unlike:
            told["known_of"] = {name: known.part for name, known in self.unlike.items()}
        known, of = self.known()
        if known != of:
            told["coverage"] = share(known, of)
        return told | {"no_share_of_fewer_than": self.fewest, "left_out": self.left_out()}


def named(row: ShareRow, every: str) -> str:
    """A row's period or category: 2025-01, 2025 Q1, 2025, a week's Monday, or its name."""
    period = row["period"]
    return (row["category"] or "not placed") if period is None else period_named(period, every)


def period_named(period: dt.date, every: str) -> str:
    """A period by its first day: 2025-01, 2025 Q1, 2025, a week's Monday."""
    if every == "quarter":
        return f"{period.year} Q{(period.month + 2) // 3}"
    return f"{period.year}" if every == "year" else f"{period}" if every == "week" else f"{period:%Y-%m}"


def place(row: ShareRow) -> tuple[object, object]:
    """The period and the category of a row: those of one are told together."""
    return row["period"], row["category"]


def _size(row: ShareRow, side: Side) -> int:
    part, counted = row["part"] or 0, row["counted"]
    return part if side == "part" else counted - part if side == "rest" else counted
