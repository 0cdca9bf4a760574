"""What a viewer may see. A manager sees rows; a steering group sees only what gives nobody away.

The rule, after NHS Digital's and the police's practice: a count from 1 to 7 is not shown, any other is rounded to 5. The
whole is protected as a whole, first: every total is of all, those parts among them that are not shown, and rounded so that the
others do not tell these. A street of fewer than 8 households is gathered with others; a share is not shown where one of its parts is not; one case
is shown only where its consent is recorded. What no rule here allows is withheld. It works on the rows of an answer,
before chart, table, file or cache, because a chart carries its data into the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from measures.definition import Measure
from measures.later import Later
from measures.nameless import Nameless
from measures.rounding import FEWEST, few, rounded, whole_of
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.frequency import FrequencyRow
from measures.sheets.households import IN_NEED, TIERS
from measures.shown_shares import shown
from measures.words import rounded_share

MANAGER, STEERING_GROUP = "manager", "steering group"
C = TypeVar("C", Nameless, Later)
NEED, REST, NOT_SPLIT = IN_NEED, "Others", "Not split"

A_FLAG = "a flag"  # what is said of a flag that is not named

# Why something is withheld: where, what, and what to do.
SAYS = {
    "few-apart": f"Fewer than {FEWEST} {{counts}} would be told apart, so this is not shown. Choose a larger area.",
    "few-in-a-share": f"Fewer than {FEWEST} {{counts}} would be told apart in every {{every}}, so this is not shown. "
    "Choose a longer period or a larger area.",
    "few-cases": f"Fewer than {FEWEST} cases are compared in any quarter, so this is not shown.",
    "no-consent": "Consent to show this case is not recorded, so it is not shown. Record it in the cases sheet, or "
    "choose another case.",
    "managers-only": "This is shown to managers only.",
}


def protect(measure: Measure, shape: Shape, *, consent: bool = False) -> tuple[Shape, str]:
    """What a steering group may see of a measure's answer, and why not more: a sentence, or blank.

    `consent` is whether the one case that was asked for may be shown. The shape comes back without rows where nothing
    of it may be.
    """
    if not shape.rows:
        return shape, ""
    rule = RULES.get(measure.shape, _nothing)
    found, why = _one_case(consent, shape) if measure.of == "case" else rule(measure, shape)
    if found is not None and (found.rows or found.n):
        return found, ""
    return replace(shape, rows=()), SAYS[why].format(counts=measure.counts, every=measure.every)


def protect_count(found: C | None) -> C | None:
    """How many have no place, agency or type, or are dated later, as a steering group may see it: rounded, and nothing
    of few."""
    return None if found is None or few(found.count) else found._replace(count=rounded(found.count))


def protect_lists(lists: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """By which flags lists of so many households were picked, as a steering group may see it: of few households the flag
    would be known of each."""
    return ((A_FLAG, 0),) if any(few(found) for _, found in lists) else tuple((flag, rounded(n)) for flag, n in lists)


def _nothing(measure: Measure, shape: Shape) -> tuple[Shape | None, str]:
    return None, "managers-only"


def _one_case(consent: bool, shape: Shape) -> tuple[Shape | None, str]:
    return (shape, "") if consent else (None, "no-consent")


def _frequency(measure: Measure, shape: Frequency) -> tuple[Shape | None, str]:
    """A frequency of which the declaration says what one of those counted is, and what its categories can be.

    Other categories are withheld, however many each has: they may be anybody's own words.
    """
    if measure.of and measure.gathered:
        return _places(measure, shape)
    if measure.of and measure.categories and set(shape.order) <= set(measure.categories):
        return _closed(measure, shape)
    return None, "managers-only"


@dataclass(frozen=True)
class Closed(Frequency):
    """Categories as a steering group sees them: of all together, each share as it is, though its count is rounded."""

    whole: int = 0
    shares: Mapping[object, float] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.whole + self.unplaced

    @property
    def total(self) -> int:
        return self.whole

    def share(self, category: object) -> float | None:
        return self.shares.get(category, 0.0)


def _closed(measure: Measure, shape: Frequency) -> tuple[Shape | None, str]:
    """Each category whole. One that is few lets all be told, from the others and their sum: it stands together with those that the
    measure merges it with, and where it is few with these too none is shown.

    Few that have no category are not told: the whole is of those who have one.
    """
    counts: dict[object, int] = {category: shape.count(category) for category in shape.order}
    for name, merged in measure.merges.items():
        if any(few(counts[category]) for category in merged):
            together = sum(counts.pop(category) for category in merged)
            counts = {name: together} | counts
    if any(map(few, counts.values())):
        return None, "few-apart"
    told = {**counts, None: 0 if few(shape.unplaced) else shape.unplaced}
    rows: list[FrequencyRow] = [
        {"category": category, "split": None, "count": rounded(count)} for category, count in told.items() if count
    ]
    total = shape.total
    shares = {category: rounded_share(count / total, total) for category, count in counts.items()} if total else {}
    return Closed(rows, tuple(counts), shape.splits, rounded(total), shares), "few-apart"


@dataclass(frozen=True)
class Gathered(Frequency):
    """Places as a steering group sees them. Totals are rounded by themselves: rounded parts do not add up to them.

    Of the `households`, so many are `in_need`, None where too few are or are not; and so many of these, `need_shown`, in the
    places that are split in two. `places` are as many as are shown by themselves.
    """

    households: int = 0
    in_need: int | None = None
    need_shown: int = 0
    places: int = 0

    @property
    def n(self) -> int:
        return self.households


def _places(measure: Measure, shape: Frequency) -> tuple[Shape | None, str]:
    """Places of eight households or more, the rest together; by tier in two where both parts are enough to show."""
    total: dict[object, int] = {place: shape.count(place) for place in shape.order}
    need: dict[object, int] = {place: shape.count(place, (1, 2)) for place in shape.order}
    small = [place for place in total if few(total[place])]
    while small and few(sum(total[place] for place in small)):  # too few even together: they take a place in
        others = sorted((p for p in total if p not in small), key=lambda place: (total[place], str(place)))
        if not others:
            return None, "few-apart"
        small.append(others[0])
    for counts in (total, need) if small else ():
        counts[measure.gathered] = sum(counts.pop(place) for place in small)
    rows: list[FrequencyRow] = []
    split: list[int] = []
    for place, households in total.items():
        parts = {NEED: need[place], REST: households - need[place]}
        if set(measure.splits) != set(TIERS) or any(map(few, parts.values())):
            parts = {NOT_SPLIT: households}
        else:
            split.append(need[place])
        rows.extend({"category": place, "split": part, "count": rounded(n)} for part, n in parts.items() if n)
    in_need, of = sum(need.values()), sum(total.values())
    whole = None if few(in_need) or few(of - in_need) else whole_of(in_need, [sum(split)], len(total) - len(split))
    places = len(total) - bool(small)
    told = min(rounded(sum(split)), whole or 0)
    return Gathered(rows, (), (NEED, REST, NOT_SPLIT), rounded(of), whole, told, places), "few-apart"


def _share(measure: Measure, shape: Share) -> tuple[Shape | None, str]:
    """All together first, then each period by itself."""
    return shown(shape), "few-in-a-share"


def _quarters(measure: Measure, shape: BeforeAndAfter) -> tuple[Shape | None, str]:
    """Quarters in which eight cases or more are compared, without their references and what is one case's own."""
    numbers = {case: f"{n}" for n, case in enumerate(sorted({row["case_ref"] for row in shape.rows}))}
    enough = [quarter for quarter, cases in shape.followed.items() if len(cases) >= FEWEST]
    rows = [{**row, "case_ref": numbers[row["case_ref"]]} for row in shape.rows if row["quarter"] in enough]
    return replace(shape, rows=rows, of_nobody=True), "few-cases"


# What may be seen of each shape. Nothing may of a shape that is not here.
RULES: dict[str, Callable[..., tuple[Shape | None, str]]] = {
    "share": _share,
    "frequency": _frequency,
    "before_and_after": _quarters,
}
