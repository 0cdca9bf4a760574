"""What a viewer may see. A manager sees rows; a steering group sees only what gives nobody away.

The rule, after NHS Digital's and the police's practice: a count from 1 to 7 is not shown, any other is rounded to 5.
The whole is protected as a whole, first: every total is of all, those parts among them that are not shown, which are
enough together. A street of fewer than 8 households is gathered with others; a share is not shown where one of its
parts is not; one case is shown only where its consent is recorded. What no rule here allows is withheld. A place may
set another count than 8. It works on the rows of an answer, before chart, table, file or cache, because a chart carries
its data into the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from measures import shown_quarters, shown_shares
from measures.definition import Measure
from measures.later import Later
from measures.nameless import Nameless
from measures.rounding import FEWEST, STEP, any_few, few, pool, rounded
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.frequency import FrequencyRow
from measures.sheets.households import IN_NEED, TIERS
from measures.words import rounded_share

MANAGER, STEERING_GROUP = "manager", "steering group"
C = TypeVar("C", Nameless, Later)
NEED, REST, NOT_SPLIT = IN_NEED, "Others", "Not split"

A_FLAG = "a flag"  # what is said of a flag that is not named

# Why something is withheld: where, what, and what to do.
SAYS = {
    "few-apart": "Fewer than {fewest} {counts} would be told apart, so this is not shown. Choose a larger area.",
    "few-in-a-share": "Fewer than {fewest} {counts} would be told apart in every {every}, so this is not shown. "
    "Choose a longer period or a larger area.",
    "few-cases": "Fewer than {fewest} cases are compared in any quarter, so this is not shown.",
    "no-consent": "Consent to show this case is not recorded, so it is not shown. Record it in the cases sheet, or "
    "choose another case.",
    "managers-only": "This is shown to managers only.",
}


class Protection(NamedTuple):
    """What is told besides: see `protect`."""

    fewest: int
    pooled: Collection[Any]
    beside: Sequence[Any]


def protect(
    measure: Measure,
    shape: Shape,
    *,
    consent: bool = False,
    fewest: int = FEWEST,
    pooled: Collection[Any] = (),
    beside: Sequence[Shape] = (),
) -> tuple[Shape, str]:
    """What a steering group may see of a measure's answer, and why not more: a sentence, or blank.

    `consent` is whether the one case that was asked for may be shown, `fewest` the least count that is, and `pooled`
    are the cells that were told together alone the last time; `beside` is the same of the other areas that make a whole
    with this one, and that may be told too. The shape comes back without rows where nothing of it may be.
    """
    if not shape.rows:
        return shape, ""
    rule = RULES.get(measure.shape, _nothing)
    found, why = (
        _one_case(consent, shape) if measure.of == "case" else rule(measure, shape, Protection(fewest, pooled, beside))
    )
    if found is not None and (found.rows or found.n):
        return found, ""
    return replace(shape, rows=()), SAYS[why].format(fewest=fewest, counts=measure.counts, every=measure.every)


def protect_count(found: C | None, fewest: int = FEWEST) -> C | None:
    """How many have no place, agency or type, or are dated later, as a steering group may see it: rounded, and nothing
    of few."""
    return None if found is None or few(found.count, fewest) else found._replace(count=rounded(found.count))


def protect_lists(lists: tuple[tuple[str, int], ...], fewest: int = FEWEST) -> tuple[tuple[str, int], ...]:
    """By which flags lists of so many households were picked, as a steering group may see it: of few households the
    flag would be known of each."""
    counts = [found for _, found in lists]
    return ((A_FLAG, 0),) if any_few(counts, fewest) else tuple((flag, rounded(found)) for flag, found in lists)


def _nothing(measure: Measure, shape: Shape, told: Protection) -> tuple[Shape | None, str]:
    return None, "managers-only"


def _one_case(consent: bool, shape: Shape) -> tuple[Shape | None, str]:
    return (shape, "") if consent else (None, "no-consent")


def _frequency(measure: Measure, shape: Frequency, told: Protection) -> tuple[Shape | None, str]:
    """A frequency of which the declaration says what one of those counted is, and what its categories can be.

    Other categories are withheld, however many each has: they may be anybody's own words.
    """
    if measure.of and measure.gathered:
        return _places(measure, shape, told), "few-apart"
    if measure.of and measure.categories and set(shape.order) <= set(measure.categories):
        return _closed(measure, shape, told), "few-apart"
    return None, "managers-only"


@dataclass(frozen=True)
class Closed(Frequency):
    """Categories as a steering group sees them: of all together, each share as it is, though its count is rounded. How
    each is split is not told."""

    whole: int = 0
    shares: Mapping[object, float] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.whole + self.unplaced

    @property
    def about(self) -> str:
        return "about "

    @property
    def total(self) -> int:
        return self.whole

    def share(self, category: object) -> float | None:
        return self.shares.get(category, 0.0)


def _closed(measure: Measure, shape: Frequency, of: Protection) -> Closed | None:
    """Each category whole. One that is few lets all be told, from the others and their sum: it stands together with
    those that the measure merges it with, and where it is few with these too none is shown.

    Few that have no category are not told, and are in the whole: that of those who have one would tell of them beside
    another of all. Of areas all are told alike, and there is no other whole: there they would be what it has more than
    its parts.
    """
    every = [
        {**{category: each.count(category) for category in shape.order}, None: each.unplaced}
        for each in (shape, *of.beside)
    ]
    for name, merged in measure.merges.items():
        if any_few((counts[category] for counts in every for category in merged if category is not None), of.fewest):
            every = [_merged(counts, name, merged) for counts in every]
    without = [counts.pop(None, 0) for counts in every]
    if any_few((count for counts in every for count in counts.values()), of.fewest):
        return None
    counts = every[0]
    told = {**counts, None: 0 if any_few(without, of.fewest) else without[0]}
    rows: list[FrequencyRow] = [
        {"category": category, "split": None, "count": rounded(count)} for category, count in told.items() if count
    ]
    total = sum(counts.values())
    shares = {category: rounded_share(count / total, total) for category, count in counts.items()} if total else {}
    # Where nobody has a category, those that have none are all there are, and of few nothing is told.
    whole = total + (without[0] if total and few(without[0], of.fewest) and not of.beside else 0)
    if rounded(whole) - STEP // 2 > sum(rounded(count) + STEP // 2 for count in counts.values()):
        whole = total  # so few in all that their parts could not add up to it
    return Closed(rows, tuple(counts), (), rounded(whole), shares)


def _merged(counts: Mapping[object, int], name: object, merged: Collection[object]) -> dict[object, int]:
    """Counts with some of them in one, in the place of the first."""
    first = next(category for category in counts if category in merged)
    found: dict[object, int] = {}
    for category, count in counts.items():
        if category == first:
            found[name] = sum(counts[each] for each in merged)
        elif category not in merged:
            found[category] = count
    return found


@dataclass(frozen=True)
class Gathered(Frequency):
    """Places as a steering group sees them. Totals are rounded by themselves: rounded parts do not add up to them.

    Of the `households`, so many are `in_need`, None where too few are or are not; and so many of these, `need_shown`,
    in the places that are split in two: all others are `pooled`. `places` are as many as are shown by themselves, and
    `together` as many groups of small ones. Whether `any_rated` has a tier: who has none is in need or not, and nobody
    knows. Of an area these are the places in it alone, and others may lie `across`.
    """

    households: int = 0
    in_need: int | None = None
    need_shown: int = 0
    places: int = 0
    together: int = 0
    pooled: frozenset[object] = frozenset()
    any_rated: bool = True
    across: bool = False

    @property
    def n(self) -> int:
        return self.households


def _places(measure: Measure, shape: Frequency, told: Protection) -> Gathered | None:
    """Places of eight households or more, the rest together; by tier in two where both parts are enough to show, and
    so are those of all the others together."""
    total: dict[object, int] = {place: shape.count(place) for place in shape.order}
    need: dict[object, int] = {place: shape.count(place, (1, 2)) for place in shape.order}
    small = [place for place in total if few(total[place], told.fewest)]
    while small and few(
        sum(total[place] for place in small), told.fewest
    ):  # too few even together: they take a place in
        others = sorted((p for p in total if p not in small), key=lambda place: (total[place], str(place)))
        if not others:
            return None
        small.append(others[0])
    for counts in (total, need) if small else ():
        counts[measure.gathered] = sum(counts.pop(place) for place in small)
    parts = {place: (need[place], households - need[place]) for place, households in total.items()}
    rated = shape.count(..., tuple(TIERS)) > 0
    apart = pool(parts, told.fewest, told.pooled) if rated else None  # where nobody has a tier, none is at one
    whole = frozenset(total) if apart is None or set(measure.splits) != set(TIERS) else apart
    rows: list[FrequencyRow] = []
    for place, of_tiers in parts.items():
        split = {NOT_SPLIT: sum(of_tiers)} if place in whole else dict(zip((NEED, REST), of_tiers, strict=True))
        rows.extend({"category": place, "split": part, "count": rounded(n)} for part, n in split.items() if n)
    shown = rounded(sum(need[place] for place in total if place not in whole))
    in_need = None if apart is None else shown + rounded(sum(need[place] for place in whole))
    order, households = (NEED, REST, NOT_SPLIT), sum(total.values())
    return Gathered(
        rows,
        (),
        order,
        rounded(households),
        in_need,
        shown,
        len(total) - bool(small),
        bool(small),
        whole,
        any_rated=rated,
    )


def _share(measure: Measure, shape: Share, told: Protection) -> tuple[Shape | None, str]:
    """All together first, then each period by itself."""
    return shown_shares.shown(shape, told.fewest, told.pooled), "few-in-a-share"


def _quarters(measure: Measure, shape: BeforeAndAfter, told: Protection) -> tuple[Shape | None, str]:
    """Quarters in which eight cases or more are compared, and all of these cases together."""
    return shown_quarters.shown(shape, told.fewest), "few-cases"


# What may be seen of each shape. Nothing may of a shape that is not here.
RULES: dict[str, Callable[..., tuple[Shape | None, str]]] = {
    "share": _share,
    "frequency": _frequency,
    "before_and_after": _quarters,
}
