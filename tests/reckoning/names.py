"""When two spellings are one name, and which of them is shown. What people type freely is folded here, each sort in one
place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests.reckoning.past import Now, folded


def commonest(names: Iterable[str]) -> str:
    """The spelling that most rows have; of those as common one that is not all capitals, then the first from A to Z."""
    return min(Counter(names).items(), key=lambda each: (-each[1], each[0] == each[0].upper(), each[0]))[0]


def shown(names: Iterable[str | None]) -> dict[str | None, str | None]:
    """For each spelling the one that is shown in its place."""
    groups: dict[str, list[str]] = {}
    for name in names:
        if name is not None:
            groups.setdefault(folded(name), []).append(name)
    spelled: dict[str | None, str | None] = {None: None}
    for group in groups.values():
        spelled |= dict.fromkeys(group, commonest(group))
    return spelled


# The columns that name things of one sort, on whichever sheet.
ALIKE = {
    "type": (("demands", "type"),),
    "agency": (("demands", "agency"), ("demands", "origin_agency"), ("transactions", "agency")),
    "system_condition": (("demands", "system_condition"),),
    "locality": (("households", "locality"), ("demands", "locality")),
}


def shown_of(now: Now, sort: str) -> dict[str | None, str | None]:
    """For each spelling the one that is shown in its place: the commonest in all sheets that name things of this
    sort."""
    return shown(row.get(column) for kind, column in ALIKE[sort] for row in getattr(now, kind))
