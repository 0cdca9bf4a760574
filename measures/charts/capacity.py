"""Capacity: hours by week as stacked bars, by agency or type as bars, and ranges for each tier."""

from __future__ import annotations

import datetime as dt
import textwrap

import altair as alt
import pandas as pd

from measures.describe import capacity as words
from measures.describe import number
from measures.shapes import Effort, TierHours, WeeklyHours
from measures.shapes.demand import FAILURE, KINDS, VALUE
from measures.views.theme import DEMAND_COLOURS, INK, LINES, QUIET, TIER_COLOURS, themed

ORDER = (FAILURE, VALUE, *KINDS[2:])
MOST = 12  # bars that a person looks through; the table has all
WRAP, LINE, BAR, GAP = 44, 19, 16, 14
EDGES = 12


def _colour(kinds: list[str]) -> alt.Color:
    scale = alt.Scale(domain=kinds, range=[DEMAND_COLOURS[kind] for kind in kinds])
    legend = alt.Legend(title=None, orient="top", columns=2, symbolStrokeColor=QUIET, symbolStrokeWidth=0.5)
    return alt.Color("kind:N", scale=scale, legend=legend)


def weekly(shape: WeeklyHours) -> alt.TopLevelMixin:
    """A bar for each whole week: failure at the bottom, then value, then what is neither."""
    kinds = [kind for kind in ORDER if shape.count(kind)]
    told = {(r["week"], r["split"]): r for r in shape.rows}
    rows = []
    for week in shape.weeks:
        for kind in kinds:
            r = told.get((week, kind))
            hours = (r["minutes"] or 0) / 60 if r else 0
            of = f"{r['timed']:,} of {r['count']:,}" if r else "no demands"
            rows.append(
                {
                    "week": week.isoformat(),
                    "until": (week + dt.timedelta(days=6)).isoformat(),
                    "kind": kind,
                    "order": ORDER.index(kind),
                    "hours": hours,
                    "of": of,
                }
            )
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(stroke=QUIET, strokeWidth=0.3, orient="vertical")
        .encode(
            x=alt.X(
                "week:T",
                title=None,
                axis=alt.Axis(format="%b %Y", tickCount=6, grid=False, labelOverlap=True, labelFlush=False),
            ),
            x2="until:T",
            y=alt.Y("hours:Q", title="Hours", axis=alt.Axis(tickCount=5, gridColor=LINES, domain=False, ticks=False)),
            order="order:O",
            color=_colour(kinds),
            tooltip=[
                alt.Tooltip("week:T", title="Week from", format="%d %b %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("hours:Q", title="Hours", format=",.1f"),
                alt.Tooltip("of:N", title="Demands with minutes"),
            ],
        )
    )
    return themed(bars.properties(height=260))


def effort(shape: Effort, label) -> alt.TopLevelMixin:
    """A bar for each agency or type, its name and its hours above it; those that take most failure hours first."""
    names = sorted(shape.names, key=lambda n: -(shape.minutes(n, (FAILURE,)) or 0))
    names = sorted(names, key=lambda n: n is None)[:MOST]
    kinds = [kind for kind in ORDER if shape.count(..., (kind,))]
    bars, labels, height = [], [], 0
    for name in names:
        lines = textwrap.wrap(_named(shape, name, str(label(name))), WRAP)
        labels += [{"y": height + LINE * n, "label": line} for n, line in enumerate(lines)]
        y, start = height + LINE * len(lines) + 2, 0.0
        height = y + BAR + GAP
        for kind in kinds:
            hours = (shape.minutes(name, (kind,)) or 0) / 60
            of = f"{shape.timed(name, (kind,)):,} of {shape.count(name, (kind,)):,}"
            told = {"name": str(label(name)), "kind": kind, "hours": hours, "of": of}
            bars.append({**told, "y": y, "start": start, "end": start + hours})
            start += hours
    scale = alt.Scale(domain=[height, -10], nice=False)
    y = alt.Y("y:Q", axis=None, scale=scale)
    base = alt.Chart(pd.DataFrame(bars)).encode(
        x=alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, max([b["end"] for b in bars], default=0) or 1])),
        x2="end:Q",
        y=y,
        color=_colour(kinds),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("kind:N", title="Kind"),
            alt.Tooltip("hours:Q", title="Hours", format=",.1f"),
            alt.Tooltip("of:N", title="Demands with minutes"),
        ],
    )
    drawn = base.mark_bar(orient="horizontal", height=BAR, stroke=QUIET, strokeWidth=0.5)
    written = alt.Chart(pd.DataFrame(labels)).mark_text(align="left", x=0, color=INK).encode(y=y, text="label:N")
    return themed(alt.layer(written, drawn).properties(height=height + 10 + EDGES + 30))


def _named(shape: Effort, name: object, label: str) -> str:
    failure, value = ((shape.minutes(name, (kind,)) or 0) / 60 for kind in (FAILURE, VALUE))
    return f"{label}: failure {number(failure, 0)}, value {number(value, 0)} hours"


def tiers(shape: TierHours) -> alt.TopLevelMixin:
    """A bar for each tier from the low figure to the high one, in hours a year for each household."""
    rows = []
    for tier in shape.tiers:
        low, high = (shape.a_household(tier, full=full) for full in (False, True))
        if low is not None and high is not None:
            rows.append(
                {
                    "tier": words.SHORT[tier],
                    "low": low,
                    "high": high,
                    "label": f"{words.between(low, high)} hours",
                    "colour": TIER_COLOURS[tier],
                }
            )
    most = max([r["high"] for r in rows], default=1) or 1
    names = [r["tier"] for r in rows]
    x = alt.Scale(domain=[0, most * 1.45], nice=False)
    base = alt.Chart(pd.DataFrame(rows, columns=["tier", "low", "high", "label", "colour"])).encode(
        y=alt.Y("tier:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("tier:N", title="Tier"),
            alt.Tooltip("low:Q", title="As recorded", format=",.2f"),
            alt.Tooltip("high:Q", title="With what is not recorded", format=",.2f"),
        ],
    )
    axis = alt.Axis(tickCount=4, gridColor=LINES, domain=False, ticks=False)
    colour = alt.Color("colour:N", scale=None)
    low = base.mark_bar(height=22).encode(x=alt.X("low:Q", title="Hours a year", scale=x, axis=axis), color=colour)
    more = base.mark_bar(height=22, fillOpacity=0.25, stroke=INK, strokeDash=[3, 2], strokeWidth=1).encode(
        x=alt.X("low:Q", scale=x), x2="high:Q", color=colour
    )
    figures = base.mark_text(align="left", dx=8).encode(x=alt.X("high:Q", scale=x), text="label:N")
    return themed(alt.layer(low, more, figures).properties(height=alt.Step(40)))
