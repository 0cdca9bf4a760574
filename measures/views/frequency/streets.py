"""Households of each street, split by demand tier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from measures.answers import Answer
from measures.disclosure import NOT_SPLIT, Gathered
from measures.shapes import Frequency
from measures.sheets.households import TIERS
from measures.views.bars import Bar, bars
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import TIER_COLOURS, TIER_SHORT
from measures.words import plural


def view(answer: Answer[Frequency], order: Sequence[object] | None = None) -> View:
    """How concentrated serious need is, and a bar for each street, from A to Z unless an order is given."""
    drawn = picture(by_tier, answer.shape, list(order or answer.shape.order))
    return View(headline(answer), subtitle(answer), table(answer), drawn_of(answer.shape, order), pictures=(drawn,))


def drawn_of(shape: Frequency, order: Sequence[object] | None) -> str:
    """“10 of 66 streets are drawn; the table has all.”, where a picture has some of them; else blank."""
    every = len(shape.order)
    drawn = every if order is None else len({*order} & {*shape.order})
    are = "is" if drawn == 1 else "are"
    return f"{drawn:,} of {plural(every, 'street')} {are} drawn; the table has all." if drawn < every else ""


def by_need(shape: Frequency) -> list[Any]:
    """The streets with most households in need first: serious help or either way, as the board has it; of as many,
    those with more of serious help. Never by flags."""
    return sorted(shape.order, key=lambda street: (-shape.count(street, (1, 2)), -shape.count(street, 1), str(street)))


def headline(answer: Answer[Frequency]) -> str:
    """How concentrated serious need is, without naming a street."""
    shape = answer.shape
    if isinstance(shape, Gathered):  # which does not tell serious help from the other tier of greater need
        return of_all(shape)
    serious = sorted((shape.count(street, 1) for street in shape.order), reverse=True)
    streets, total = plural(len(serious), "street"), sum(serious)
    if not shape.count(..., tuple(TIERS)):
        return without_tiers(len(serious))
    if not total:
        who = "" if all_rated(shape) else "that has a tier "
        return f"No household {who}on {streets} is at the tier of serious help"
    reached, few = 0, 0
    while reached * 2 < total:
        reached += serious[few]
        few += 1
    some = sum(count > 0 for count in serious)
    half = f"; at least half of them on {few:,} of these" if some > few > 1 or (some > 2 and few == 1) else ""
    need = "household needs" if total == 1 else "households need"
    return f"{total:,} {need} serious help on {some:,} of {streets}{half}"


def without_tiers(streets: int) -> str:
    """That nobody has a tier."""
    return f"No household on {plural(streets, 'street')} has a tier yet"


def all_rated(shape: Frequency) -> bool:
    """Whether every household has a tier: of one that has none nobody knows how much help it needs."""
    return shape.count() == shape.count(..., tuple(TIERS))


def none_in_need(every: bool) -> str:
    """That nobody is at the two tiers of greater need; of those who have one, where not every household does."""
    return f"No household {'' if every else 'that has a tier '}is in need"


def of_all(shape: Gathered) -> str:
    """How many households are at the two tiers of greater need, all of them first; then of how many a street is
    shown."""
    if not shape.any_rated:
        return "No household has a tier yet"
    if shape.in_need is None and shape.need_shown:
        return f"About {plural(shape.need_shown, 'household')} in need on the streets that can be told apart"
    if shape.in_need is None:
        return "Too few households are in need, or are not, to tell them apart"
    none = none_in_need(every=False)  # how few have no tier is not told, and nobody knows of these
    whole = f"About {plural(shape.in_need, 'household')} in need" if shape.in_need else none
    whole += " on the streets that are in this area alone" if shape.across else ""
    if NOT_SPLIT not in shape.split_order or not shape.count(..., NOT_SPLIT):
        return whole
    return f"{whole}; {f'{shape.need_shown:,} of them' if shape.need_shown else 'none of them'} can be shown by street"


def by_tier(shape: Frequency, streets: Sequence[Any]) -> alt.TopLevelMixin:
    """A bar for each street, in the order given, split by demand tier, with its name and its numbers above it."""
    tiers = [*shape.split_order, *([None] if shape.count(..., None) else [])]
    names = {tier: TIER_SHORT[tier] for tier in tiers}
    counts = {(r["category"], r["split"]): r["count"] for r in shape.rows}
    shown = []
    for street in streets:
        own = {names[tier]: counts.get((street, tier), 0) for tier in tiers}
        some = [f"{count:,} {name.lower()}" for name, count in own.items() if count]
        shown.append(Bar(str(street), ", ".join(some), tuple(own.items())))
    return bars(shown, "Households", {names[tier]: TIER_COLOURS[tier] for tier in tiers})
