"""Demand: shares by month, bars with their names above them, and the weeks in which types were seen."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from measures import describe
from measures.describe import demand as words
from measures.shapes import Classified, Days, Effort, Recurrence, Shares
from measures.shapes.demand import CLASSIFIED, FAILURE, KINDS, VALUE, WEEKS
from measures.views.theme import COUNTS, DEMAND_COLOURS, INK, LINES, QUIET, themed

MOST = 15  # bars that a person looks through; the table has all
WRAP = 50  # letters of a name in a line: what a telephone has room for
LINE, BAR, GAP = 19, 18, 14
TALL, SMALL = 230, 99
ORDER = (FAILURE, VALUE, *KINDS[2:])


@dataclass(frozen=True)
class Bar:
    """A bar: its name, what is written at its end, and its parts by kind of demand."""

    name: str
    figure: str
    parts: tuple[tuple[str, float], ...]


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
        {"month": month, "kind": words.said_words(kind), "order": ORDER.index(kind), "amount": amount}
        for month, kinds in parts.items()
        for kind, amount in kinds.items()
    ]
    shown = [kind for kind in ORDER if any(parts[m].get(kind) for m in parts)]
    return _stacked(rows, unit, {words.said_words(kind): DEMAND_COLOURS[kind] for kind in shown})


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
            color=_colour(colours, "kind:N"),
            order="order:Q",
            tooltip=[
                alt.Tooltip("month:N", title="Month"),
                alt.Tooltip("kind:N", title="Which"),
                alt.Tooltip("amount:Q", title=unit, format=",.0f"),
            ],
        )
    )
    return themed(bars.properties(height=TALL))


def _colour(colours: dict[str, str], field: str) -> alt.Color:
    return alt.Color(
        field,
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="top", columns=2, symbolStrokeColor=QUIET, symbolStrokeWidth=0.5)
        if len(colours) > 1
        else None,
    )


def types(shape: Classified) -> alt.TopLevelMixin:
    """A bar for each of the most frequent types, split by kind of demand."""
    rows = [r for r in shape.table() if r["category"] is not None][:MOST]
    return _bars(
        [
            Bar(
                str(r["category"]),
                f"{r['total']:,}, failure {r[FAILURE]:,}",
                tuple((kind, r[kind]) for kind in ORDER),
            )
            for r in rows
        ]
    )


def conditions(shape: Classified) -> alt.TopLevelMixin:
    """A bar for each of the system conditions that are named most."""
    return _bars([Bar(str(c), f"{shape.count(c):,}", ((FAILURE, shape.count(c)),)) for c in shape.order[:MOST]])


def origins(shape: Effort, label) -> alt.TopLevelMixin:
    """A bar for each agency in which failure began: how many demands, and the hours they took beside it."""
    return _bars(
        [
            Bar(
                str(label(name)),
                f"{describe.plural(shape.count(name), 'demand')}, {words.hours(shape.minutes(name))}",
                ((FAILURE, shape.count(name)),),
            )
            for name in shape.names[:MOST]
        ]
    )


def days(shape: Days) -> alt.TopLevelMixin:
    """A bar for each span of days from asking to done; what is still open is hollow, and apart below them."""
    return _bars(
        [
            Bar(name, f"{count:,}", ((VALUE if done else KINDS[3], count),))
            for name, count, done in words.spans(shape)
            if done or count
        ],
        legend=False,
        colours={VALUE: COUNTS[-1], KINDS[3]: "#FFFFFF"},
    )


def _bars(bars: Sequence[Bar], legend: bool = True, colours: dict[str, str] = DEMAND_COLOURS) -> alt.TopLevelMixin:
    """A bar a row, its name above it, so that no telephone cuts a name, and its figure after the name."""
    placed, labels, height = [], [], 0
    for bar in bars:
        lines = _lines(bar.name, bar.figure)
        labels += [{"y": height + LINE * n, "label": line} for n, line in enumerate(lines)]
        top = height + LINE * len(lines) - 6
        at = 0.0
        for kind, amount in bar.parts:
            if amount:
                placed.append(
                    {
                        "name": bar.name,
                        "kind": words.said_words(kind),
                        "amount": amount,
                        "from": at,
                        "to": at + amount,
                        "top": top,
                        "bottom": top + BAR,
                    }
                )
                at += amount
        height = top + BAR + GAP + 6
    shown = [kind for kind in ORDER if any(p["kind"] == words.said_words(kind) for p in placed)]
    scale = {words.said_words(kind): colours[kind] for kind in shown}
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[height, -12], nice=False, zero=False))
    rects = (
        alt.Chart(pd.DataFrame(placed, columns=["name", "kind", "amount", "from", "to", "top", "bottom"]))
        .mark_rect(stroke=QUIET, strokeWidth=0.7)
        .encode(
            x=alt.X("from:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False)),
            x2="to:Q",
            y=y,
            y2="bottom:Q",
            color=_colour(scale, "kind:N") if legend else _colour(scale, "kind:N").legend(None),
            tooltip=[
                alt.Tooltip("name:N", title="What"),
                *([alt.Tooltip("kind:N", title="Which")] if legend else []),
                alt.Tooltip("amount:Q", title="Demands", format=","),
            ],
        )
    )
    return themed((rects + _written(labels, height)).properties(height=height + 12))


def _lines(name: str, figure: str) -> list[str]:
    """A name and its figure; the figure is never broken."""
    lines = textwrap.wrap(name, WRAP) or [""]
    together = f"{lines[-1]} · {figure}"
    return [*lines[:-1], together] if len(together) <= WRAP else [*lines, figure]


def _written(labels: Sequence[dict], height: float) -> alt.Chart:
    """Lines of words at the left edge, above what they name."""
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -12], nice=False, zero=False))
    return alt.Chart(pd.DataFrame(labels)).mark_text(align="left", x=0).encode(y=y, text="label:N")


def weeks(shape: Recurrence) -> alt.TopLevelMixin:
    """A row of cells for each type: how many demands in each of the last weeks. An empty cell is a week without any."""
    names = [str(name) for name in shape.order[:MOST]]
    placed, labels, height = [], [], 0
    for name in names:
        lines = _lines(name, f"{shape.seen(name)} of {describe.plural(len(shape.weeks), 'week')}")
        labels += [{"y": height + LINE * n, "label": line} for n, line in enumerate(lines)]
        top = height + LINE * len(lines) - 6
        for week in shape.weeks:
            count = shape.count(name, week)
            placed.append({"name": name, "week": WEEKS - week, "count": count, "top": top, "bottom": top + 22})
        height = top + 22 + GAP + 6
    most = max((p["count"] for p in placed), default=1) or 1
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[height, -12], nice=False, zero=False))
    frame = pd.DataFrame(placed).assign(
        when=lambda f: f["week"].map(lambda w: "the last week" if w == 0 else f"{describe.plural(w, 'week')} before"),
        middle=lambda f: f["top"] + 11,
    )
    base = alt.Chart(frame).encode(
        x=alt.X("week:O", sort="descending", axis=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0)),
        tooltip=[
            alt.Tooltip("name:N", title="Type"),
            alt.Tooltip("when:N", title="Week"),
            alt.Tooltip("count:Q", title="Demands", format=","),
        ],
    )
    cells = base.mark_rect(stroke=QUIET, strokeWidth=0.5).encode(
        y=y,
        y2="bottom:Q",
        color=alt.Color(
            "count:Q",
            legend=None,
            scale=alt.Scale(domain=[0, most], range=["#FFFFFF", *COUNTS[1:4]], interpolate="rgb"),
        ),
    )
    figures = base.mark_text().encode(
        y=alt.Y("middle:Q", axis=None, scale=alt.Scale(domain=[height, -12], nice=False, zero=False)),
        text=alt.Text("count:Q", format=","),
        color=alt.condition(alt.datum.count > most * 0.72, alt.value("#FFFFFF"), alt.value(INK)),
        opacity=alt.condition(alt.datum.count > 0, alt.value(1), alt.value(0)),
    )
    return themed((cells + figures + _written(labels, height)).properties(height=height + 12))
