"""The tier pyramid (deck, slide 13, tier 2)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures import describe
from measures.shapes import Frequency
from measures.sheets.households import TIERS
from measures.views.theme import INK, TIER_COLOURS, themed

BAND, BAR = 104, 34


def pyramid(shape: Frequency) -> alt.TopLevelMixin:
    """Centred bars, one a tier, as wide as its share; each with its share, its count and the person's sentence."""
    shares = [shape.share(tier) or 0 for tier in TIERS]
    rows = pd.DataFrame(
        {
            "tier": list(TIERS),
            "left": [-share / 2 for share in shares],
            "right": [share / 2 for share in shares],
            "figure": [
                f"{describe.percent(shape.share(t))}  ·  {describe.plural(shape.count(t), 'household')}" for t in TIERS
            ],
            "sentence": list(TIERS.values()),
        }
    )
    widest = max([*shares, 0.01]) / 2
    y = alt.Y("tier:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(height=BAR, yOffset=20, stroke=INK, strokeWidth=0.5).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[-widest, widest])),
        x2="right:Q",
        color=alt.Color(
            "tier:O", legend=None, scale=alt.Scale(domain=list(TIERS), range=[TIER_COLOURS[t] for t in TIERS])
        ),
        tooltip=[alt.Tooltip("sentence:N", title="In the person's words"), alt.Tooltip("figure:N", title="Households")],
    )
    words = base.mark_text(dy=-30, fontSize=14).encode(x=alt.datum(0), text="sentence:N")
    figures = base.mark_text(dy=-11, fontSize=16, fontWeight="bold").encode(x=alt.datum(0), text="figure:N")
    return themed((bars + words + figures).properties(height=BAND * len(TIERS)))
