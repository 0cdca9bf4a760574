"""Results: before and after as paired dots, counts as bars, shares by period as dots. Every label is written out."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from measures.describe import results as words
from measures.shapes import Shares
from measures.views.theme import AFTER, AMOUNT, BEFORE, INK, LINES, QUIET, themed

WRAP = 44  # letters of a label in a line: what a telephone has room for
LINE, MARK = 19, 40
AXIS, EDGES = (
    28,
    12,
)  # Streamlit fits axis and padding into the height: without room for them the lines of words would touch
LATEST = 24


def pairs(rows: Sequence[Mapping]) -> alt.TopLevelMixin:
    """A row for each pair of one unit: what it is and by how much it changed in words, then a hollow dot and a full one."""
    most = max(max(abs(r["before"]), abs(r["after"])) for r in rows) or 1
    least = min(0, *(min(r["before"], r["after"]) for r in rows))
    placed, labels, height = [], [], 0
    for i, r in enumerate(rows):
        title = textwrap.wrap(words.named(r), WRAP)
        lines = [*title, *textwrap.wrap(words.change(r), WRAP + 4)]
        for n, line in enumerate(lines):
            labels.append({"y": height + LINE * n, "label": line, "bold": n < len(title)})
        y = height + LINE * len(lines) + MARK / 2 - 4
        height = int(y + MARK / 2 + 18)
        left = r["before"] <= r["after"]
        told = {"measure": r["measure"], "change": words.change(r), "y": y, "row": i}
        for when, value, to_left in (("before", r["before"], left), ("after", r["after"], not left)):
            placed.append(
                {
                    **told,
                    "when": when,
                    "value": value,
                    "label": f"{when} {words.brief(value, r['unit'])}",
                    "left": to_left,
                }
            )
    frame = pd.DataFrame(placed)
    # Room at both sides for the labels of dots that lie at an end.
    wide = most - least
    axis = alt.Axis(
        values=sorted({least, 0, most}), title=None, grid=False, domain=False, labelExpr="format(datum.value, ',~f')"
    )
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[least - wide * 0.45, most + wide * 0.45], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -10], nice=False))
    base = alt.Chart(frame).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("measure:N", title="Result"),
            alt.Tooltip("label:N", title="Figure"),
            alt.Tooltip("change:N", title="Change"),
        ],
    )
    joined = base.mark_line(color=QUIET, strokeWidth=2).encode(detail="row:N", order="value:Q")
    dots = base.mark_point(size=150, strokeWidth=2.5, filled=False, opacity=1).encode(
        shape=alt.Shape("when:N", scale=alt.Scale(domain=["before", "after"], range=["circle", "square"]), legend=None),
        stroke=alt.Stroke("when:N", scale=alt.Scale(domain=["before", "after"], range=[BEFORE, AFTER]), legend=None),
        fill=alt.Fill("when:N", scale=alt.Scale(domain=["before", "after"], range=["#FFFFFF", AFTER]), legend=None),
    )
    figures = [
        base.transform_filter(alt.datum.left == to_left)
        .mark_text(align="right" if to_left else "left", dx=-12 if to_left else 12)
        .encode(text="label:N")
        for to_left in (True, False)
    ]
    return themed(alt.layer(_written(labels, y), joined, dots, *figures).properties(height=height + 10 + AXIS + EDGES))


def counts(rows: Sequence[Mapping]) -> alt.TopLevelMixin:
    """A bar for each count, longest first, what it is above it and the count with its unit at its end."""
    rows = sorted(rows, key=lambda r: -r["after"])
    placed, labels, height = [], [], 0
    for r in rows:
        lines = textwrap.wrap(r["measure"], WRAP)
        labels += [{"y": height + LINE * n, "label": line, "bold": False} for n, line in enumerate(lines)]
        y = height + LINE * len(lines) + 4
        height = y + 32
        placed.append(
            {"measure": r["measure"], "y": y, "count": r["after"], "label": words.figure(r["after"], r["unit"])}
        )
    most = max([r["after"] for r in rows if r["after"] > 0], default=1)
    # Longer figures need more room at the end of the longest bar.
    room = 1 + min(0.6, 0.035 * max(len(p["label"]) for p in placed))
    x = alt.X("count:Q", axis=None, scale=alt.Scale(domain=[min(0, *(p["count"] for p in placed)), most * room]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -10], nice=False))
    base = alt.Chart(pd.DataFrame(placed)).encode(
        x=x,
        y=y,
        tooltip=[alt.Tooltip("measure:N", title="Outcome"), alt.Tooltip("label:N", title="Count")],
    )
    bars = base.mark_bar(orient="horizontal", height=16, color=AFTER).encode(x2=alt.datum(0))
    figures = base.mark_text(align="left", dx=6, fontWeight="bold").encode(text="label:N")
    return themed(alt.layer(_written(labels, y), bars, figures).properties(height=height + 10 + EDGES))


def _written(labels: Sequence[Mapping], y: alt.Y) -> alt.Chart:
    """Lines of words at the left edge. They are above what they name, so that no telephone cuts them."""
    base = alt.Chart(pd.DataFrame(labels)).encode(y=y, text="label:N")
    return alt.layer(
        base.transform_filter(alt.datum.bold).mark_text(align="left", x=0, fontWeight="bold"),
        base.transform_filter(~alt.datum.bold).mark_text(align="left", x=0),
    )


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
