"""Which days the record has of each source, and what is dated and no part of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from measures.record import DAY, ENDS, JOINS, LEAVES, ON_RECORD, WEEK, Interval
from measures.shapes.listing import Listing


@dataclass(frozen=True)
class Covered:
    """What the record has of a source: its `stretches` without a gap, from a first day to a last, and the demands that
    are dated and no part of it: why, first day, last day, how many.

    It is part of the record from `begins` to `ends` (None of a source of which nothing is); from `late_from` on its
    weeks are not yet as full as they become.
    """

    agency: str | None
    place: str | None
    file: str | None
    stretches: tuple[Interval, ...]
    apart: tuple[tuple[str, dt.date, dt.date, int], ...]
    count: int
    begins: dt.date | None
    ends: dt.date | None
    late_from: dt.date | None

    @property
    def gaps(self) -> list[Interval]:
        """From the first to the last day of each gap between two stretches."""
        return [Interval(one.last + DAY, other.first - DAY) for one, other in pairwise(self.stretches)]


@dataclass(frozen=True)
class Coverage(Listing):
    """Which days the record has of each source: a row for each stretch, and for what is dated and no part of it.

    The columns are `agency`, `place` and `file`, `what` these days are, the `first` and `last` of them and the `count`
    of demands on them, and of a stretch on record from when until when the source is part of the record (`begins`,
    `ends`) and from when on its weeks are not yet full (`late_from`).
    """

    order = ("agency", "place", "file", "first", "what")

    @property
    def n(self) -> int:
        """How many sources there are."""
        return len(self.sources)

    @cached_property
    def sources(self) -> list[Covered]:
        """Each source; those that brought most first."""
        rows: dict[tuple, list[Mapping[str, Any]]] = {}
        for row in self.rows:
            rows.setdefault((row["agency"], row["place"], row["file"]), []).append(row)
        found = []
        for (agency, place, file), own in rows.items():
            here = [row for row in own if row["what"] == ON_RECORD]
            found.append(
                Covered(
                    agency,
                    place,
                    file,
                    tuple(Interval(row["first"], row["last"]) for row in here),
                    tuple((row["what"], row["first"], row["last"], row["count"]) for row in own if row not in here),
                    sum(row["count"] for row in here),
                    here[0]["begins"] if here else None,
                    here[0]["ends"] if here else None,
                    here[0]["late_from"] if here else None,
                )
            )
        return sorted(found, key=lambda source: -source.count)

    @property
    def whole(self) -> Interval | None:
        """From the first day on record to the last, whoever received the demands; None where nothing is."""
        days = [day for source in self.sources for stretch in source.stretches for day in stretch]
        return Interval(min(days), max(days)) if days else None

    def changes(self, source: Covered) -> list[str]:
        """What became of a source while the record went on: it joins, leaves, or ends before the others."""
        begins = [each.begins for each in self.sources if each.begins]
        ends = [each.ends for each in self.sources if each.ends]
        if not self.whole or not source.begins or not source.ends:
            return []
        joins, leaves = source.begins > min(begins), source.ends < max(ends)
        early = not leaves and self.whole.last - source.stretches[-1].last >= WEEK
        return [what for what, so in ((JOINS, joins), (LEAVES, leaves), (ENDS, early)) if so]
