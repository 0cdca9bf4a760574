"""Streets: households by tier, and flags."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from measures.shapes import Frequency
from measures.views.theme import COUNTS, INK, QUIET, TIER_COLOURS, TIER_SHORT, themed

ROW = 24


def by_tier(shape: Frequency, streets: Sequence[str]) -> alt.TopLevelMixin:
    """A bar for each street, in the order given, split by demand tier."""
    tiers = [*shape.split_order, *([None] if shape.split_total(None) else [])]
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
        alt.Chart(rows)
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
            order="order:Q",
            tooltip=[
                alt.Tooltip("street:N", title="Street"),
                alt.Tooltip("tier:N", title="Tier"),
                alt.Tooltip("households:Q", title="Households", format=","),
            ],
        )
    )
    return themed(bars.properties(height={"step": ROW}))


def by_flag(shape: Frequency, streets: Sequence[str]) -> alt.TopLevelMixin:
    """A row for each street, in the order given, and a column for each flag, with the number of households in the cell."""
    most = max((r["count"] for r in shape.rows), default=0)
    rows = pd.DataFrame(
        [{"street": r["category"], "flag": r["split"], "households": r["count"]} for r in shape.rows if r["count"]]
    )
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "street:N",
            sort=list(streets),
            title=None,
            scale=alt.Scale(domain=list(streets)),
            axis=alt.Axis(ticks=False, domain=False),
        ),
        x=alt.X(
            "flag:N",
            title=None,
            scale=alt.Scale(domain=list(shape.split_order)),
            axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("street:N", title="Street"),
            alt.Tooltip("flag:N", title="Flag"),
            alt.Tooltip("households:Q", title="Households", format=","),
        ],
    )
    cells = base.mark_rect(stroke="#FFFFFF", strokeWidth=2).encode(
        color=alt.Color(
            "households:Q", legend=None, scale=alt.Scale(domain=[0, max(most, 1)], range=COUNTS[:4], interpolate="rgb")
        )
    )
    # White on the darker half: the text keeps 4.5:1 against its cell.
    words = base.mark_text().encode(
        text=alt.Text("households:Q", format=","),
        color=alt.condition(alt.datum.households > most * 0.72, alt.value("#FFFFFF"), alt.value(INK)),
    )
    return themed((cells + words).properties(height={"step": ROW}))
