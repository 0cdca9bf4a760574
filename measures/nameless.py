"""What a filter cannot place: the demands and households without a place, an agency, a type, a tier or an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import NamedTuple

from measures.definition import Measure

# How each filter asks for those that have none.
NONE: dict[str, dict[str, object]] = {
    "locality": {"locality": "notrecorded"},
    "agency": {"agency": "notrecorded"},
    "type": {"type": "notyettyped"},
    "tier": {"tier": 0},
    "flag": {"flag_unknown": True},
}
# The parts that have such filters, and what is in them.
OF = {"chosen_demands": "demands", "chosen_households": "households"}


class Nameless(NamedTuple):
    """So many demands or households may be of what was asked for and are not here: the other filters leave them, and of
    these `names` they have none."""

    count: int
    counts: str
    names: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """For a program."""
        return {self.counts: self.count, "without": list(self.names)}


def nameless(measure: Measure, filters: Mapping[str, object], count: Callable[..., int]) -> Nameless | None:
    """Those whom the filters of a measure leave out for want of a name; None where there are none.

    `filters` are as queries compare them, and `count(part, **instead)` is how many rows a part of the measure has with
    other filters in their place.
    """
    part = next((part for part in OF if part in measure.parts), None)
    names = [name for name in NONE if filters.get(name) not in (None, NONE[name].get(name))]
    if part is None or not names:
        return None
    found = {
        some: count(part, **{key: value for name in some for key, value in NONE[name].items()})
        for size in range(1, len(names) + 1)
        for some in combinations(names, size)
    }
    lacking = tuple(name for name in names if any(found[some] for some in found if name in some))
    return Nameless(sum(found.values()), OF[part], lacking) if lacking else None
