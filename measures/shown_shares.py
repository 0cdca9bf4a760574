"""What a steering group may see of a share: all together first, then each period in which nobody is told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from measures.record import LEAVES
from measures.rounding import FEWEST, Counts, any_few, few, near_share, pool, rounded, two_digits
from measures.shapes import Share
from measures.shapes.shares import TOGETHER, Place, ShareRow, place
from measures.words import last_of_month, rounded_share


def shown(shape: Share, fewest: int = FEWEST, pooled: Collection[Place] = ()) -> Share | None:
    """All together, and the periods in which the part and the rest are none or enough, known or not; None where that is
    not so of all together.

    Periods of which one is too few are together as many, and so with what others these need (see `pool`): they are in
    the whole and not shown. `pooled` were so where this was told before. Counts are rounded to 5, and what is added up,
    such as minutes, to two digits. Of what is in no share, no count of few.
    """
    sides = {at: four(rows) for at, rows in shape.by_place.items()}
    if not any(row["period"] for row in shape.rows):  # of other categories nothing is told together
        few_of = frozenset(at for at, counts in sides.items() if any_few(counts, fewest))
    else:
        few_of = pool(sides, fewest, pooled)
        if few_of is None:
            return None
    periods = {at: _period(rows, fewest) for at, rows in shape.by_place.items() if at not in few_of}
    shares = {
        place(row): near_share(row["numerator"] or 0, row["denominator"], row["counted"])
        for row in shape.placed
        if row["denominator"] and place(row) in periods and not (few_of and _counts_alone(row))
    }
    return replace(
        shape,
        rows=[row for rows in periods.values() for row in rows],
        of_point=max(shape.of_point, shape.fewest),
        sources=_sources(shape, fewest),
        changes=tuple(_by_month(row) for row in shape.changes),
        pooled=few_of,
        whole=_together(shape, few_of, fewest) if any(row["period"] for row in shape.rows) else None,
        shares=shares,
        untold=sum(_apart(shape, why, few_of, fewest).untold(fewest) for why in shape.unknown),
    )


def four(rows: Sequence[ShareRow]) -> Counts:
    """How many are in the part and in the rest of a period: of all, and of those of whom what is added up is known."""
    sides = [row for row in rows if row["part"] is not None]
    return *_sides(sides), *_sides([row for row in sides if row["denominator"] is not None])


def _counts_alone(row: ShareRow) -> bool:
    """Whether nothing else is added up: then its counts are its numerator and denominator."""
    return row["numerator"] == row["part"] and row["denominator"] == row["counted"]


def _sides(rows: Sequence[ShareRow]) -> tuple[int, int]:
    """How many are in the part and in the rest."""
    part = sum(row["part"] or 0 for row in rows)
    return part, sum(row["counted"] for row in rows) - part


def _period(rows: Sequence[ShareRow], fewest: int) -> list[ShareRow]:
    """The rows of one period that may be shown."""
    sides = [row for row in rows if row["part"] is not None]
    known = [row for row in sides if row["denominator"] is not None]
    every, some = _sides(sides), _sides(known)
    found: list[ShareRow] = []
    for row in rows:
        if row in known:
            found.append(_rounded(row, rounded(some[0]), rounded(some[1])))
        elif row["part"] is not None and known:  # not known: what the rounded known leave of all, rounded
            part, rest = (rounded(all_) - rounded(of) for all_, of in zip(every, some, strict=True))
            found.append({**row, "counted": part + rest, "part": part})
        elif not few(row["counted"], fewest):
            found.append({**row, "counted": rounded(row["counted"])})
    return found


def _rounded(row: ShareRow, part: int, rest: int) -> ShareRow:
    own, whole = (row["numerator"] or 0, row["denominator"] or 0)
    sums = (part, rest) if _counts_alone(row) else (two_digits(own), two_digits(whole - own))
    return {**row, "part": part, "counted": part + rest, "numerator": sums[0], "denominator": sum(sums)}


def _together(shape: Share, hidden: Collection[Place], fewest: int) -> Share:
    """All periods in one: those of which something can be said, those of which it cannot be yet, and what is in no
    share, each by itself. The periods that are not shown are rounded by themselves, so that the others do not tell
    them."""

    def told(rows: Sequence[ShareRow]) -> tuple[int, int]:
        apart = [_sides([row for row in rows if (place(row) in hidden) == is_hidden]) for is_hidden in (False, True)]
        return sum(rounded(part) for part, _ in apart), sum(rounded(rest) for _, rest in apart)

    complete = [row for row in shape.placed if row["left_out"] is None]
    unknown = [row for row in shape.rows if row["denominator"] is None and row["part"] is not None]
    part, rest = told(complete)
    blank = cast(ShareRow, dict.fromkeys(Share.columns) | {"counted": 0})
    found: list[ShareRow] = []
    if complete:
        own, others = shape.numerator, shape.denominator - shape.numerator
        sums = (part, rest) if all(map(_counts_alone, complete)) else (two_digits(own), two_digits(others))
        whole: ShareRow = {**blank, "part": part, "counted": part + rest}
        found.append({**whole, "numerator": sums[0], "denominator": sum(sums)})
    for at, rows in shape.by_place.items():  # of what cannot be said yet, in one row for each why
        own = [row for row in rows if row["left_out"] and row["denominator"] is not None]
        if at not in hidden and own:
            found += [cast(ShareRow, {**row, "period": None, "category": None}) for row in _period(own, fewest)]
    for why in dict.fromkeys(row["left_out"] for row in unknown):
        every = told([*complete, *unknown])
        lacking = [max(0, all_ - side) for all_, side in zip(every, (part, rest), strict=True)]
        found.append({**blank, "part": lacking[0], "counted": sum(lacking), "left_out": why})
    for why in shape.left_out():
        if why not in {row["left_out"] for row in unknown}:
            found.append({**blank, "counted": _beside(shape, why, hidden, fewest), "left_out": why})
    together = Share(
        [row for row in found if row["counted"] or row["part"]], shape.fewest, shape.of_point, shape.unknown
    )
    if shape.share is None:
        return together
    # Where some are hidden, of what is told alone: another share would tell of these.
    share = together.part_of_placed if hidden and all(map(_counts_alone, complete)) else shape.share
    return replace(together, shares={TOGETHER: rounded_share(share, shape.counted)})


class _Beside(NamedTuple):
    """How many are in no share for one reason: in periods that are shown with them, and all others, which are in one of
    `places` other periods if there are any."""

    shown: int
    others: int
    places: int
    few_each: bool  # in each of these, rather than in some that are shown together alone

    def most(self, fewest: int) -> int:
        """How many of the others can be told. More could not all be in the other periods but one, of few: each would
        have some."""
        return max(0, (fewest - 1) * (self.places - 1)) if self.few_each else self.others

    def told(self, fewest: int) -> int:
        """How many of the others are told."""
        told = min(self.others, self.most(fewest))
        return 0 if few(told, fewest) else told

    def untold(self, fewest: int) -> int:
        """How many others there may be at most that are not told: as many where there are none, or it would tell of
        few."""
        told, most = self.told(fewest), self.most(fewest)
        if not self.places or (told and not (self.few_each and rounded(told) == rounded(most))):
            return 0
        if told or (self.few_each and 0 < most < fewest):
            return (fewest - 1) * self.places - told
        return fewest - 1


def _apart(shape: Share, why: str, hidden: Collection[Place], fewest: int) -> _Beside:
    """How many are in no share for this reason."""
    count = {
        at: sum(row["counted"] for row in rows if row["denominator"] is None and row["left_out"] == why)
        for at, rows in shape.by_place.items()
    }
    places = {at for at in count if at in hidden or count[at] < fewest}
    others = sum(count[at] for at in places)
    return _Beside(sum(count.values()) - others, others, len(places), not hidden)


def _beside(shape: Share, why: str, hidden: Collection[Place], fewest: int) -> int:
    """How many are in no share for this reason, as far as it is told."""
    found = _apart(shape, why, hidden, fewest)
    return rounded(found.shown) + rounded(found.told(fewest))


def _by_month(row: ShareRow) -> ShareRow:
    """Who came to the record or went from it, by the month of its first or last demand, as the last day of that: the
    day is that of one demand. Who leaves has gone on the day after."""
    day = row["period"]
    if day is None:
        return row
    return {**row, "period": last_of_month(day - dt.timedelta(1) if row["left_out"] == LEAVES else day)}


def _sources(shape: Share, fewest: int) -> tuple[ShareRow, ...]:
    """Of whom how much is known, where of none of them few are known, or not known."""
    sides = [count for row in shape.sources for count in (row["part"] or 0, row["counted"] - (row["part"] or 0))]
    if any_few(sides, fewest):
        return ()
    return tuple(
        {**row, "part": rounded(row["part"] or 0), "counted": rounded(row["counted"])} for row in shape.sources
    )
