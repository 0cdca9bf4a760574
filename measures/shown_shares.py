"""What a steering group may see of a share: all together first, then each period in which nobody is told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from measures.rounding import between, few, near_share, rounded, two_digits, whole_of
from measures.shapes import Share
from measures.shapes.shares import TOGETHER, ShareRow, place
from measures.words import rounded_share, share_between


def shown(shape: Share) -> Share | None:
    """All together, and the periods in which the part and the rest are none or enough, known or not; None where that is not so
    of all together.

    Counts are rounded to 5, and what is added up, such as minutes, to two digits. A share is told as near as the counts are and
    not made of them, where every period is shown: else it would tell what is hidden; a share of what is added up always is. Of what is in no share, no count below 8.
    """
    periods = {at: rows for at, own in shape.by_place.items() if (rows := _period(own))}
    hidden = len(shape.by_place) - len(periods)
    whole = None
    if any(row["period"] for row in shape.rows):  # of other categories nothing is told together
        whole = _together(shape, periods)
        if whole is None:
            return None
    shares = {
        place(row): near_share(row["numerator"] or 0, row["denominator"], row["counted"])
        for row in shape.placed
        if row["denominator"] and place(row) in periods and not (hidden and _counts_alone(row))
    }
    return replace(
        shape,
        rows=[row for rows in periods.values() for row in rows],
        of_point=max(shape.of_point, shape.fewest),
        sources=_sources(shape),
        unshown=hidden,
        whole=whole,
        shares=shares,
    )


def _counts_alone(row: ShareRow) -> bool:
    """Whether nothing else is added up: then its counts are its numerator and denominator."""
    return row["numerator"] == row["part"] and row["denominator"] == row["counted"]


def _sides(rows: Sequence[ShareRow]) -> tuple[int, int]:
    """How many are in the part and in the rest."""
    part = sum(row["part"] or 0 for row in rows)
    return part, sum(row["counted"] for row in rows) - part


def _period(rows: Sequence[ShareRow]) -> list[ShareRow]:
    """The rows of one period as they may be shown; none where they may not."""
    sides = [row for row in rows if row["part"] is not None]
    known = [row for row in sides if row["denominator"] is not None]
    every, some = _sides(sides), _sides(known)
    if any(map(few, (*every, *some))):
        return []
    found: list[ShareRow] = []
    for row in rows:
        if row in known:
            found.append(_rounded(row, rounded(some[0]), rounded(some[1])))
        elif row["part"] is not None and known:  # not known: what the rounded known leave of all, rounded
            part, rest = (rounded(all_) - rounded(of) for all_, of in zip(every, some, strict=True))
            found.append({**row, "counted": part + rest, "part": part})
        elif not few(row["counted"]):
            found.append({**row, "counted": rounded(row["counted"])})
    return found


def _rounded(row: ShareRow, part: int, rest: int) -> ShareRow:
    own, whole = (row["numerator"] or 0, row["denominator"] or 0)
    sums = (part, rest) if _counts_alone(row) else (two_digits(own), two_digits(whole - own))
    return {**row, "part": part, "counted": part + rest, "numerator": sums[0], "denominator": sum(sums)}


def _together(shape: Share, periods: dict) -> Share | None:
    """All periods in one: those of which something can be said, those of which it cannot be yet, and what is in no share, each
    by itself. Each count is rounded so that the periods that are not shown are not told by the others."""
    complete = [row for row in shape.placed if row["left_out"] is None]
    unknown = [row for row in shape.rows if row["denominator"] is None and row["part"] is not None]
    known, every = _sides(complete), _sides([*complete, *unknown])
    if any(map(few, (*known, *every))):
        return None
    seen = [_sides([row for row in shape.by_place[at] if row in complete]) for at in periods]
    hidden = len(shape.by_place) - len(periods)
    of_shown = [[sides[i] for sides in seen] for i in (0, 1)]
    part, rest = (whole_of(known[i], of_shown[i], hidden) for i in (0, 1))
    blank = cast(ShareRow, dict.fromkeys(Share.columns) | {"counted": 0})
    found: list[ShareRow] = []
    if complete:
        whole: ShareRow = {**blank, "part": part, "counted": part + rest}
        own, others = shape.numerator, shape.denominator - shape.numerator
        sums = (part, rest) if _is_of_counts(shape) else (two_digits(own), two_digits(others))
        found.append({**whole, "numerator": sums[0], "denominator": sum(sums)})
    for row in shape.placed:  # of what cannot be said yet, in one row for each why
        if row["left_out"] and place(row) in periods:
            own = next(each for each in periods[place(row)] if each["denominator"] is not None)
            found.append(cast(ShareRow, {**own, "period": None, "category": None}))
    for why in dict.fromkeys(row["left_out"] for row in unknown):
        lacking = [max(0, rounded(all_) - side) for all_, side in zip(every, (part, rest), strict=True)]
        found.append({**blank, "part": lacking[0], "counted": sum(lacking), "left_out": why})
    for why, count in shape.left_out().items():
        if not few(count) and why not in {row["left_out"] for row in unknown}:
            own = [n for at in periods if (n := _beside(shape.by_place[at], why)) and not few(n)]
            there = sum(bool(_beside(rows, why)) for rows in shape.by_place.values())
            found.append({**blank, "counted": whole_of(count, own, there - len(own)), "left_out": why})
    together = Share(found, shape.fewest, shape.of_point, shape.unknown)
    if shape.share is None:
        return together
    if not hidden or not _is_of_counts(shape):
        return replace(together, shares={TOGETHER: rounded_share(shape.share, shape.counted)})
    # The exact share would tell what is hidden.
    (least, most), (rest_least, rest_most) = (between(known[i], of_shown[i], hidden) for i in (0, 1))
    ends = share_between(least, least + rest_most, 0), share_between(most, most + rest_least, 1)
    return replace(together, shares={TOGETHER: sum(ends) / 2}, ends=ends)


def _is_of_counts(shape: Share) -> bool:
    """Whether nothing else than its counts is added up."""
    return all(map(_counts_alone, shape.complete))


def _beside(rows: Sequence[ShareRow], why: str) -> int:
    """How many of a period are in no share for this reason."""
    return sum(row["counted"] for row in rows if row["denominator"] is None and row["left_out"] == why)


def _sources(shape: Share) -> tuple[ShareRow, ...]:
    """Of whom how much is known, where of none of them few are known, or not known."""
    sides = [count for row in shape.sources for count in (row["part"] or 0, row["counted"] - (row["part"] or 0))]
    if any(map(few, sides)):
        return ()
    return tuple(
        {**row, "part": rounded(row["part"] or 0), "counted": rounded(row["counted"])} for row in shape.sources
    )
