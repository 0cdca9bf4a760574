"""Demand: shares by month."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from measures.shapes import Classified, Effort, Shares
from measures.shapes.demand import CLASSIFIED, FAILURE, KINDS, VALUE
from measures.views.bars import colour, in_words
from measures.views.theme import COUNTS, DEMAND_COLOURS, LINES, QUIET, themed

TALL, SMALL = 230, 99
ORDER = (FAILURE, VALUE, *KINDS[2:])


def _month(value: str) -> dt.date:
    return dt.date.fromisoformat(f"{value}-01")


def _every_month(found: dict[str, dict]) -> list[dict]:
    """A row for each month between the first and the last; one without demands has no share, so that its line breaks."""
    day, last, rows = _month(min(found)), _month(max(found)), []
    while day <= last:
        rows.append({"month": day.isoformat(), "share": None, **found.get(f"{day:%Y-%m}", {})})
        day = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return rows


def failure_by_month(shape: Classified, small: bool = False) -> alt.TopLevelMixin:
    """Failure's share of demand by month; counts instead, where too few months have enough for a share."""
    found = {
        str(r["category"]): {
            "share": r["share"],
            "of": f"{r[FAILURE]:,} of {r[FAILURE] + r[VALUE]:,} classified demands",
        }
        for r in shape.table()
    }
    parts = {str(r["category"]): {kind: r[kind] for kind in KINDS} for r in shape.table()}
    return _by_month(found, "of demands", DEMAND_COLOURS[FAILURE], parts, "Demands", small)


def minutes_by_month(shape: Effort) -> alt.TopLevelMixin:
    """Failure's share of minutes by month; minutes instead, where too few months have enough for a share."""
    found = {
        str(name): {
            "share": shape.failure_share(name),
            "of": f"{shape.minutes(name, (FAILURE,)) or 0:,.0f} of {shape.minutes(name, CLASSIFIED) or 0:,.0f} minutes",
        }
        for name in shape.names
    }
    parts = {str(name): {kind: shape.minutes(name, (kind,)) or 0 for kind in CLASSIFIED} for name in shape.names}
    return _by_month(found, "of minutes", DEMAND_COLOURS[FAILURE], parts, "Minutes")


def resolved_by_month(shape: Shares) -> alt.TopLevelMixin:
    """The share resolved the first time by month; counts instead, where too few months have enough for a share."""
    found = {
        r["period"]: {
            "share": r["share"] if r["complete"] else None,
            "of": f"{r['numerator']:,} of {r['denominator']:,} with a known answer",
        }
        for r in shape.placed
    }
    if sum(r["share"] is not None for r in found.values()) > 1:
        return _line(_every_month(found), "of known answers", COUNTS[-1])
    rows = [
        {"month": r["period"], "kind": kind, "order": i, "amount": amount}
        for r in shape.placed
        for i, (kind, amount) in enumerate(
            (("Resolved first time", r["numerator"]), ("Not the first time", r["denominator"] - r["numerator"]))
        )
    ]
    return _stacked(rows, "Demands", {"Resolved first time": COUNTS[-1], "Not the first time": COUNTS[1]})


def _by_month(found: dict, title: str, colour: str, parts: dict, unit: str, small: bool = False) -> alt.TopLevelMixin:
    if sum(r["share"] is not None for r in found.values()) > 1:
        return _line(_every_month(found), title, colour, small)
    rows = [
        {"month": month, "kind": in_words(kind), "order": ORDER.index(kind), "amount": amount}
        for month, kinds in parts.items()
        for kind, amount in kinds.items()
    ]
    shown = [kind for kind in ORDER if any(parts[m].get(kind) for m in parts)]
    return _stacked(rows, unit, {in_words(kind): DEMAND_COLOURS[kind] for kind in shown})


def _line(rows: list[dict], title: str, colour: str, small: bool = False) -> alt.TopLevelMixin:
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "month:T",
            title=None,
            axis=alt.Axis(format="%b %Y", tickCount=6, grid=False, labelOverlap=True, labelFlush=False),
        ),
        y=alt.Y(
            "share:Q",
            title=None if small else f"Per cent {title}",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(
                format="%",
                values=[0, 0.5, 1] if small else [0, 0.25, 0.5, 0.75, 1],
                gridColor=LINES,
                domain=False,
                ticks=False,
            ),
        ),
        tooltip=[
            alt.Tooltip("month:T", title="Month", format="%B %Y"),
            alt.Tooltip("share:Q", title=f"Per cent {title}", format=".1%"),
            alt.Tooltip("of:N", title="Of how many"),
        ],
    )
    line = base.mark_line(color=colour, strokeWidth=2.5)
    return themed(
        (line + base.mark_point(color=colour, size=55, filled=True, opacity=1)).properties(
            height=SMALL if small else TALL
        )
    )


def _stacked(rows: list[dict], unit: str, colours: dict[str, str]) -> alt.TopLevelMixin:
    frame = pd.DataFrame([{**r, "month": f"{_month(r['month']):%b %Y}"} for r in rows if r["kind"] in colours])
    months = [f"{_month(m):%b %Y}" for m in sorted({r["month"] for r in rows})]
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke=QUIET, strokeWidth=0.5)
        .encode(
            x=alt.X("month:N", sort=months, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("amount:Q", title=unit, stack="zero", axis=alt.Axis(tickMinStep=1, domain=False, ticks=False)),
            color=colour(colours),
            order="order:Q",
            tooltip=[
                alt.Tooltip("month:N", title="Month"),
                alt.Tooltip("kind:N", title="Which"),
                alt.Tooltip("amount:Q", title=unit, format=",.0f"),
            ],
        )
    )
    return themed(bars.properties(height=TALL))
