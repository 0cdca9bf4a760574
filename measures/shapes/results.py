"""Before-and-after figures of a service, changes, and counts of outcomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from measures.definition import Measure
from measures.shapes.base import Shape, share


class ResultRow(TypedDict):
    """A figure as it was typed, any of whose parts but the first may be None. `change_per_cent`: its change was
    given in per cent of before, whatever the unit; `sample_size_or_more`: the sample was given as 250+."""

    measure: str
    before: float | None
    after: float | None
    change: float | None
    change_per_cent: bool | None
    unit: str | None
    sample_size: float | None
    sample_size_or_more: bool | None
    period: str | None
    note: str | None


def in_percent(unit: str | None) -> bool:
    """Whether a unit is a percentage, so that a difference of two is points: %, % of referrals, per cent."""
    unit = (unit or "").strip().casefold()
    return unit.startswith(("%", "per cent", "percent"))


def difference(row: Mapping) -> float | None:
    """After less before: points where the unit is a percentage. None where either is not known."""
    if row["before"] is None or row["after"] is None:
        return None
    return round(row["after"] - row["before"], 9)  # 10.9 - 24.1 is -13.200000000000001 in binary


def relative(row: Mapping) -> float | None:
    """The difference as a part of before: -0.548. None where before is 0 or below, or not known: no per cent of
    that."""
    step = difference(row)
    return None if step is None or row["before"] < 0 else share(step, row["before"])


def contradicts(row: Mapping) -> bool:
    """Whether a stated change is one that before and after do not make, as when they stand the wrong way round.

    A change is in the unit of both, or in per cent of before. One that is stated in per cent is no difference in
    another unit, but may be one in points. It may be rounded: to a whole number, to one decimal, or to one in two
    hundred.
    """
    stated, step, part = row["change"], difference(row), relative(row)
    if stated is None or step is None:
        return False
    ways = [] if row["change_per_cent"] and not in_percent(row["unit"]) else [step]
    ways += [] if part is None else [part * 100]
    rounded = 0.501 if stated == int(stated) else 0.051
    return bool(ways) and all(abs(stated - way) > rounded + abs(way) * 0.005 for way in ways)


def made_change(row: Mapping) -> float | None:
    """The change that before and after make, in per cent where one is stated so, else in their unit."""
    part = relative(row)
    return part * 100 if row["change_per_cent"] and part is not None else difference(row)


# Who is counted, by the last word of a unit: "people", "young people", "service users a year". Add to it what your own
# lists call them.
PEOPLE = (
    "adults|applicants|carers|cases|children|citizens|claimants|clients|customers|families|households|individuals|men|parents|"
    "patients|people|persons|pupils|residents|students|tenants|users|women"
)


def of_people(unit: str | None) -> bool:
    """Whether a unit counts people, so that one may be counted under several outcomes; days and pounds are nobody."""
    head = re.split(r"\b(?:per|an?|each|of|for|in|with|who)\b|[/,(]", (unit or "").casefold())[0].split()
    return bool(head) and bool(re.fullmatch(PEOPLE, head[-1]))


def kind(row: Mapping) -> str:
    """`pair` has before and after; `change` only how much it changed; `count` only an after."""
    if row["before"] is not None and row["after"] is not None:
        return "pair"
    return "change" if row["change"] is not None else "count" if row["after"] is not None else "before"


@dataclass(frozen=True)
class Results(Shape):
    """Figures as they were typed, in the order of the sheet."""

    rows: Sequence[ResultRow]
    columns = (
        "measure",
        "before",
        "after",
        "change",
        "change_per_cent",
        "unit",
        "sample_size",
        "sample_size_or_more",
        "period",
        "note",
    )

    def records(self, measure: Measure) -> list[dict]:
        """The rows with their arithmetic: points for percentages, else the difference in the unit; and per cent."""
        return [
            {
                "measure": r["measure"],
                "before": r["before"],
                "after": r["after"],
                "unit": r["unit"],
                "points": difference(r) if in_percent(r["unit"]) else None,
                "difference in the unit": None if in_percent(r["unit"]) else difference(r),
                "change in per cent": None if (part := relative(r)) is None else round(part * 100, 9),
                "change as given": r["change"],
                "unit of the change as given": None
                if r["change"] is None
                else "per cent"
                if r["change_per_cent"]
                else r["unit"],
                "sample size": sample(r) if r["sample_size_or_more"] else r["sample_size"],
                "period": r["period"],
                "note": r["note"],
            }
            for r in self.rows
        ]

    def of_kind(self, wanted: str) -> list[ResultRow]:
        """The rows that are `pair`, `change`, `count` or `before`."""
        return [r for r in self.rows if kind(r) == wanted]

    def pairs_by_unit(self) -> dict[str, list[ResultRow]]:
        """Pairs that may share a scale: those of one unit, written whichever way."""
        return _grouped(self.of_kind("pair"), _unit)

    def counts_by_sample(self) -> dict[tuple, list[ResultRow]]:
        """Counts of outcomes that belong together: one unit, one sample, one period."""
        return _grouped(self.of_kind("count"), lambda r: (_unit(r), sample(r), r["period"]))


def sample(row: Mapping) -> str | None:
    """The size of the sample as it was given: 93, or 250+. None where it was not."""
    size = row["sample_size"]
    return None if size is None else f"{size:,.0f}{'+' if row['sample_size_or_more'] else ''}"


def _unit(row: Mapping) -> str:
    return " ".join((row["unit"] or "").casefold().split())


def _grouped(rows: Sequence[ResultRow], by: Callable[[ResultRow], Any]) -> dict[Any, list[ResultRow]]:
    found: dict[Any, list[ResultRow]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return found


def overlap(rows: Sequence[Mapping]) -> float:
    """By how much counts of people of one sample come to more than the sample: above 0, some are counted under several.

    Of a sample of 250 or more, nobody can say.
    """
    if not rows or not of_people(rows[0]["unit"]):
        return 0
    size = rows[0]["sample_size"] if not rows[0]["sample_size_or_more"] else None
    return 0 if size is None else max(0, sum(r["after"] for r in rows) - size)
