"""Households of each street, split by demand tier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Frequency
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import QUIET, TIER_COLOURS, TIER_SHORT, Drawing, themed
from measures.words import plural

ROW = 24


def view(answer: Answer[Frequency], order: Sequence[object] | None = None) -> View:
    """How concentrated serious need is, and a bar for each street, from A to Z unless an order is given."""
    drawn = picture(by_tier, answer.shape, list(order or answer.shape.order))
    return View(headline(answer), subtitle(answer), table(answer), pictures=(drawn,))


def by_need(shape: Frequency) -> list[Any]:
    """The streets with most households in need first. Never by flags."""
    return sorted(shape.order, key=lambda street: (-shape.count(street, 1), -shape.count(street, 2), str(street)))


def headline(answer: Answer[Frequency]) -> str:
    """How concentrated serious need is, without naming a street."""
    shape = answer.shape
    serious = sorted((shape.count(street, 1) for street in shape.order), reverse=True)
    streets, total = plural(len(serious), "street"), sum(serious)
    if not total:
        return f"No household on {streets} is at the tier of serious help"
    reached, few = 0, 0
    while reached * 2 < total:
        reached += serious[few]
        few += 1
    some = sum(count > 0 for count in serious)
    half = f"; half of them on {few:,} of these" if some > few > 1 or (some > 2 and few == 1) else ""
    need = "household needs" if total == 1 else "households need"
    return f"{total:,} {need} serious help on {some:,} of {streets}{half}"


def by_tier(shape: Frequency, streets: Sequence[Any]) -> alt.TopLevelMixin:
    """A bar for each street, in the order given, split by demand tier."""
    tiers = [*shape.split_order, *([None] if shape.count(..., None) else [])]
    counts = {(r["category"], r["split"]): r["count"] for r in shape.rows}
    rows = pd.DataFrame(
        [
            {"street": street, "tier": TIER_SHORT[tier], "order": position, "households": counts[street, tier]}
            for street in streets
            for position, tier in enumerate(tiers)
            if (street, tier) in counts
        ]
    )
    bars = (
        Drawing(rows)
        .mark_bar(height=ROW - 7, stroke=QUIET, strokeWidth=0.7)
        .encode(
            y=alt.Y("street:N", sort=list(streets), title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("households:Q", title="Households", stack="zero", axis=alt.Axis(tickMinStep=1, orient="top")),
            color=alt.Color(
                "tier:N",
                title=None,
                scale=alt.Scale(domain=[TIER_SHORT[t] for t in tiers], range=[TIER_COLOURS[t] for t in tiers]),
                legend=alt.Legend(orient="top", columns=2, symbolStrokeColor=QUIET, symbolStrokeWidth=0.7),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("street:N", title="Street"),
                alt.Tooltip("tier:N", title="Tier"),
                alt.Tooltip("households:Q", title="Households", format=","),
            ],
        )
    )
    return themed(bars.properties(height={"step": ROW}))
