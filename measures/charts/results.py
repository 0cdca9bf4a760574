"""Referrals that came back, or led to a package: shares by period as dots."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.describe import results as words
from measures.shapes import Shares
from measures.views.theme import AMOUNT, INK, LINES, themed

LATEST = 24


def shares(shape: Shares) -> alt.TopLevelMixin:
    """A row for each of the latest periods: its share as a dot, its counts in words. A hollow dot is not complete."""
    latest = shape.placed[-LATEST:]
    rows = pd.DataFrame(
        [
            {
                "period": r["period"],
                "share": r["share"],
                "label": words.of(r),
                "data": "complete" if r["complete"] else "incomplete",
                "left": r["share"] > 0.5,
            }
            for r in latest
            if r["share"] is not None
        ]
    )
    periods = [r["period"] for r in latest]
    base = alt.Chart(rows).encode(
        x=alt.X(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], orient="top", gridColor=LINES, domain=False),
        ),
        y=alt.Y("period:N", sort=periods, title=None, axis=alt.Axis(ticks=False, domain=False, offset=14)),
        tooltip=[
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("label:N", title="Referrals"),
            alt.Tooltip("data:N", title="Data"),
        ],
    )
    seen = [kind for kind in ("complete", "incomplete") if kind in set(rows["data"])]
    look = {"complete": ("circle", AMOUNT), "incomplete": ("diamond", "#FFFFFF")}
    legend = alt.Legend(title=None, orient="top", symbolType="circle") if len(seen) > 1 else None
    dots = base.mark_point(size=110, strokeWidth=2, stroke=AMOUNT, opacity=1).encode(
        shape=alt.Shape("data:N", scale=alt.Scale(domain=seen, range=[look[s][0] for s in seen]), legend=legend),
        fill=alt.Fill("data:N", scale=alt.Scale(domain=seen, range=[look[s][1] for s in seen]), legend=legend),
    )
    figures = [
        base.transform_filter(alt.datum.left == to_left)
        .mark_text(align="right" if to_left else "left", dx=-10 if to_left else 10, color=INK)
        .encode(text="label:N")
        for to_left in (True, False)
    ]
    return themed(alt.layer(dots, *figures).properties(height={"step": 26}))
