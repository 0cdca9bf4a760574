"""Capability charts: points with their mean and limits, and their moving ranges underneath.

A signal is told by the shape of its marker and the words of the legend as well as its colour. There is no target line.
"""

from __future__ import annotations

import datetime as dt
import json
import string
import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from measures.over_time import COUNTS, ENDS, MONTHS, NO_SCALE, Drawn
from measures.shapes.results import in_percent
from measures.spc import Lines, Point
from measures.views import calendar
from measures.views.base import PICKED
from measures.views.capability import signals, words
from measures.views.theme import AMOUNT, FAINT, INK, LOOK, QUIET, Drawing, either, themed

# Shape and colour of each rule's marker: one colour, since each asks the same thing; the shape says which rule.
LOOKS = {
    "outside": ("diamond", LOOK),
    "trend": ("triangle-up", LOOK),
    "two of three": ("cross", LOOK),
    "run": ("square", LOOK),
}
POINTS, LIMITS = AMOUNT, QUIET
NEAR = ("near_lower", "near_upper")
NAMES = {"mean": "Mean", "lower": "Lower limit", "upper": "Upper limit", **dict.fromkeys(NEAR, "Two thirds")}
KINDS = {"mean": (INK, 1.4), "limit": (LIMITS, 1.6), "near": (FAINT, 1.0)}  # ink and width of a line
HEIGHT, RANGES_HEIGHT, LITTLE = 270, 84, 92
AXIS, TITLE, RULE = 44, 24, 20  # what an axis, a title and each rule of the legend take besides
LETTERS, LINE = 34, 15  # of a text above the points: what a telephone has room for
UNIT = 20  # of the unit above the axis
SIDE, RIGHT = 44, 76  # the same for both charts, so that a point and its moving range stand in one line
TWO_LINES = 28  # the height of a line's name and figure
WIDE = 420  # of what is picked
TOOLTIP = [
    alt.Tooltip("date:N", title="Date"),
    alt.Tooltip("with_unit:N", title="Value"),
    alt.Tooltip("variation:N", title="Rule"),
    alt.Tooltip("note:N", title="Note"),
]
PALE = 0.25  # of a signal that the headline is not about
MANY = 60  # points from which they are drawn small
LEGEND = 26  # above the points, so that the unit has room below the legend


def chart(drawn: Drawn, *, pick: bool = False) -> alt.TopLevelMixin:
    """The points in their order, with the lines of each stretch; a point can be picked where that is asked for, by
    its place in the order."""
    notes = _notes(drawn)
    head = sum(len(note["lines"]) for note in notes) * LINE + (18 if notes else 0)
    legend = RULE * len({point.label for point in drawn.chart.points if point.label})
    low, high = _extent(drawn)
    room = (high - low) * head / HEIGHT
    scale = alt.Scale(domain=[low, high + room], nice=False, zero=False)
    whole = all(float(value).is_integer() for value in drawn.values)
    step: dict[str, Any] = {"tickMinStep": 1} if whole else {}  # there is no half a demand
    unit = words.unit_of(drawn)
    above: dict[str, Any] = {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleBaseline": "bottom",
        "titleX": -SIDE,
        "titleY": -8,
    }
    axis = alt.Axis(
        title=unit,
        **above,
        tickCount=6,
        minExtent=SIDE,
        maxExtent=SIDE,
        domain=False,
        **step,
    )
    if drawn.beyond:  # no figure stands above the edge, where the scale has ended
        axis.labelExpr = f"datum.value > {drawn.edge!r} ? '' : datum.label"
    y = alt.Y("value:Q", scale=scale, axis=axis)
    x = _x(drawn)
    frame = _frame(drawn)
    layers: list[alt.Chart | alt.LayerChart | alt.FacetChart] = [_shade(drawn, x, head)] if drawn.baselines else []
    layers.append(_lines(drawn, x, scale, HEIGHT + head))
    # With axes of each layer's own, so that the lines can be named at the right, only one may draw the axis at the
    # left.
    base = Drawing(frame).encode(x=x, y=alt.Y("value:Q", title=None, scale=scale, axis=None))
    layers.append(_joined(drawn, Drawing(frame).encode(x=x, y=y)))
    layers.append(_points(drawn, base))
    if drawn.beyond:
        layers.append(_values(base.transform_filter(alt.datum.beyond)))
    if notes:
        layers += _marks(drawn, notes, x)
    if pick:  # above all others, and wide enough for a finger
        point = alt.selection_point(name=PICKED, fields=["nth"], on="click", clear="dblclick", empty=False)
        layers.append(
            base.mark_point(filled=True, size=WIDE, stroke=INK, strokeWidth=2)
            .encode(
                fill=alt.value("transparent"),
                strokeOpacity=either(alt.StrokeOpacityValue, point, 1, 0),
                tooltip=TOOLTIP,
            )
            .add_params(point)
        )
    return themed(
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(height=HEIGHT + head + AXIS + legend + (UNIT if unit else 0))
    )


@dataclass(frozen=True)
class Scales:
    """From where to where charts beside each other are drawn, so that they can be compared."""

    low: float
    high: float
    first: dt.date
    last: dt.date


def scales(charts: Sequence[Drawn]) -> Scales:
    """The scales on which all of these charts are to be seen."""
    extents = [_extent(drawn) for drawn in charts]
    days = [day for drawn in charts for day in drawn.dates]
    return Scales(min(low for low, _ in extents), max(high for _, high in extents), min(days), max(days))


def little(drawn: Drawn, scales: Scales | None = None) -> alt.TopLevelMixin:
    """The same without its moving ranges and its legend, for a board, or beside others on the same `scales`: the
    marks and the lines mean what they mean there, and the mean is named. A tooltip says which rule a mark is of."""
    frame = _frame(drawn)
    x = _x(drawn) if scales is None else calendar.x("at", scales.first, scales.last, months=drawn.every in MONTHS)
    low, high = (scales.low, scales.high) if scales else _extent(drawn)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    sign = "%" if all(map(in_percent, drawn.units)) else ""
    axis = alt.Axis(tickCount=3, domain=False, ticks=False, minExtent=SIDE, labelExpr=f"datum.label + '{sign}'")
    y = alt.Y("value:Q", title=None, scale=scale, axis=axis)
    base = Drawing(frame).encode(x=x, y=alt.Y("value:Q", title=None, scale=scale, axis=None))
    layers = [
        _lines(drawn, x, scale, LITTLE, only=("mean",)),
        _joined(drawn, Drawing(frame).encode(x=x, y=y)),
        _points(drawn, base, legend=False),
    ]
    return themed(alt.layer(*layers).resolve_axis(y="independent").properties(height=LITTLE + AXIS - 18))


def ranges(drawn: Drawn) -> alt.TopLevelMixin:
    """Moving ranges: how far each point lies from the one before, with their mean and upper limit."""
    limits = [lines.range_limit or 0 for lines in drawn.chart.stretches]
    edge = max(limits) * (1 + ENDS) if drawn.beyond else float("inf")
    rows = [
        {
            "at": _at(drawn, i),
            "range": None if point.moving_range is None else min(point.moving_range, edge),
            "date": words.when(drawn.dates[i], drawn.spacing or ""),
            "stretch": point.stretch,
            "figure": words.figure(point.moving_range),
            "with_unit": words.with_unit(point.moving_range, words.unit_of(drawn)),
            "beyond": (point.moving_range or 0) > edge,
            "rises": i > 0 and point.value > drawn.values[i - 1],
        }
        for i, point in enumerate(drawn.chart.points)  # the first too, which has none: both charts begin with its date
    ]
    top = max([*(row["range"] or 0 for row in rows), *limits], default=1) * 1.08 or 1
    scale = alt.Scale(domain=[0, top], nice=False)
    x = _x(drawn, titled=False)
    y = alt.Y(
        "range:Q", title=None, scale=scale, axis=alt.Axis(tickCount=3, minExtent=SIDE, maxExtent=SIDE, domain=False)
    )
    columns = ["at", "range", "date", "stretch", "figure", "with_unit", "beyond", "rises"]
    frame = pd.DataFrame(rows, columns=columns)
    base = Drawing(frame).encode(x=x, y=alt.Y("range:Q", title=None, scale=scale, axis=None))
    line = Drawing(frame).encode(x=x, y=y).mark_line(color=QUIET, strokeWidth=1).encode(detail=alt.Detail("stretch:N"))
    dots = base.mark_point(filled=True, size=14 if drawn.n > MANY else 26, color=POINTS, opacity=1).encode(
        tooltip=[alt.Tooltip("date:N", title="Date"), alt.Tooltip("with_unit:N", title="Moving range")]
    )
    drawn_lines = _segments(
        drawn,
        [(i, which, value) for i, lines in enumerate(drawn.chart.stretches)
         for which, value in (("mean", lines.mean_range), ("upper", lines.range_limit)) if value],
        x,
        scale,
        RANGES_HEIGHT,
    )  # fmt: skip
    # A far point has two moving ranges, there and back: their values stand on either side.
    there, back = alt.datum.beyond & alt.datum.rises, alt.datum.beyond & ~alt.datum.rises
    values = [
        _values(base.transform_filter(there), align="right", baseline="middle", dx=-6, dy=0),
        _values(base.transform_filter(back), align="left", baseline="middle", dx=6, dy=0),
    ]
    title = alt.TitleParams(
        "Moving ranges: from one point to the next", anchor="start", fontSize=13, color=INK, offset=4
    )
    return themed(
        alt.layer(drawn_lines, line, dots, *values)
        .resolve_axis(y="independent")
        .properties(height=RANGES_HEIGHT + AXIS + TITLE, title=title)
    )


def _ordered(drawn: Drawn) -> bool:
    """Whether points stand one step apart in their order: where several share a date, they would hide each other."""
    return bool(drawn.repeated)


def _at(drawn: Drawn, i: int) -> object:
    return i if _ordered(drawn) else calendar.at(drawn.dates[i])


def _x(drawn: Drawn, titled: bool = True) -> alt.X:
    """Dates; or, in order, the place of each point, with the dates of a few under it."""
    if not _ordered(drawn):
        return calendar.x("at", drawn.dates[0], drawn.dates[-1], months=drawn.every in MONTHS)
    steps = sorted({round(i * (drawn.n - 1) / 5) for i in range(5)})  # none at the end, where lines are named
    named = {str(i): words.short(drawn.dates[i]) for i in steps}
    axis = alt.Axis(
        title="In order, at equal steps" if titled else None,
        titleFontSize=12,
        values=steps,
        labelExpr=f"({json.dumps(named)})['' + datum.value] || ''",
        grid=False,
        labelOverlap="greedy",
        labelSeparation=6,
        labelFlush=True,
    )
    return alt.X("at:Q", axis=axis, scale=alt.Scale(domain=[0, max(drawn.n - 1, 1)], nice=False, padding=8))


def _from(x: alt.X) -> alt.X:
    """Where what spans from a point to another begins, on the axis that the points have."""
    return alt.X(x.shorthand, title=None, scale=alt.Scale(nice=False, padding=8))


def _extent(drawn: Drawn) -> tuple[float, float]:
    """From the lowest to the highest that is drawn, with room for a marker at either end."""
    edge = drawn.edge
    seen = [value if edge is None else min(value, edge) for value in drawn.values]
    for lines in drawn.chart.stretches:
        limits = (drawn.shown(limit) for limit in (lines.lower, lines.upper))
        seen += [limit for limit in limits if limit is not None]
    low, high = min(seen, default=0), max(seen, default=1)
    room = (high - low) * (0.06 if edge is None else 0.09) or abs(high) * 0.1 or 1
    return low - room, high + room


def _frame(drawn: Drawn) -> pd.DataFrame:
    rows = []
    edge, beyond, breaks, told = drawn.edge, drawn.beyond, drawn.breaks, signals.told(drawn)
    for i, (row, point) in enumerate(zip(drawn.points, drawn.chart.points, strict=True)):
        lines = drawn.chart.stretches[point.stretch]
        rows.append(
            {
                "at": _at(drawn, i),
                "nth": i,
                "value": edge if i in beyond else point.value,
                "beyond": i in beyond,
                "told": i in told,
                "date": words.when(row["when"], drawn.spacing or ""),
                "figure": words.figure(point.value),
                "with_unit": words.with_unit(point.value, row["unit"]),
                "signal": words.RULES[point.label] if point.label else "",
                "variation": _variation(point, lines),
                "note": row["note"] or "",
                "stretch": point.stretch,
                "piece": sum(at <= i for at in breaks),
                "joined": lines.state != "too few points",
            }
        )
    columns = [
        "at",
        "nth",
        "value",
        "beyond",
        "told",
        "date",
        "figure",
        "with_unit",
        "signal",
        "variation",
        "note",
        "stretch",
        "piece",
        "joined",
    ]
    return pd.DataFrame(rows, columns=columns)


def _variation(point: Point, lines: Lines) -> str:
    """What a point shows by itself: a rule that it breaks, or nothing, as far as there are limits to judge it by."""
    if point.label:
        return words.RULES[point.label]
    return "No limits yet" if lines.lower is None else "Routine variation"


def _joined(drawn: Drawn, base: alt.Chart) -> alt.Chart:
    """The line from each point to the next, broken where a period has none."""
    return (
        base.transform_filter(alt.datum.joined)
        .mark_line(color=POINTS, strokeWidth=1 if drawn.n > MANY else 1.6, opacity=0.65)
        .encode(detail=[alt.Detail("stretch:N"), alt.Detail("piece:N")], order=alt.Order("nth:Q"))
    )


def _points(drawn: Drawn, base: alt.Chart, *, legend: bool = True) -> alt.LayerChart | alt.FacetChart:
    seen = {point.label for point in drawn.chart.points if point.label}
    rules = [rule for rule in LOOKS if rule in seen]
    told = [words.RULES[rule] for rule in rules]
    size = 12 if drawn.n > 150 else 26 if drawn.n > MANY else 46
    dots = base.transform_filter(alt.datum.signal == "").mark_point(
        shape="circle", filled=True, size=size, color=POINTS, opacity=1
    )
    layers = [dots.encode(tooltip=TOOLTIP)]
    if rules:
        less = 0.25 if drawn.n > 150 else 0.7 if drawn.n > MANY else 1
        told_by = (
            alt.Legend(
                title=None, orient="top", columns=1, symbolSize=90, symbolOpacity=1, labelLimit=300, offset=LEGEND
            )
            if legend
            else None
        )
        signals = base.transform_filter(alt.datum.signal != "").mark_point(
            filled=True, opacity=1, size=90 * less, stroke=INK, strokeWidth=0.6
        )
        layers.append(
            signals.encode(
                shape=alt.Shape(
                    "signal:N", legend=told_by, scale=alt.Scale(domain=told, range=[LOOKS[rule][0] for rule in rules])
                ),
                fill=alt.Fill(
                    "signal:N", legend=told_by, scale=alt.Scale(domain=told, range=[LOOKS[rule][1] for rule in rules])
                ),
                # What the headline is about stands out.
                fillOpacity=either(alt.FillOpacityValue, alt.datum.told, 1, PALE),
                tooltip=TOOLTIP,
            )
        )
    return alt.layer(*layers)


def _values(base: alt.Chart, **where: Any) -> alt.Chart:
    """The values of what is drawn at the edge of the axis, because it lies beyond."""
    where = {"baseline": "bottom", "dy": -7} | where
    return base.mark_text(**where, fontSize=12, fontWeight="bold", color=INK).encode(text=alt.Text("figure:N"))


def _lines(drawn: Drawn, x: alt.X, scale: alt.Scale, height: int, only: Collection[str] = tuple(NAMES)) -> alt.Chart:
    """The lines of each stretch, with the names of those of the latest that `only` has."""
    told = []
    for i, lines in enumerate(drawn.chart.stretches):
        if lines.state not in ("too few points", COUNTS, NO_SCALE):
            told.append((i, "mean", lines.mean))
        near = any(point.stretch == i and point.label == "two of three" for point in drawn.chart.points)
        for which in ("lower", "upper", *(NEAR if near else ())):  # a line that tells nothing here is none
            limit = getattr(lines, which)
            # A near line beyond what the measure can be would lie on the clipped limit: it is not there.
            if limit is not None and (which not in NEAR or drawn.shown(limit) == limit):
                told.append((i, which, drawn.shown(limit)))
    return _segments(drawn, told, x, scale, height, {which for i, which in _clipped(drawn)}, only)


def _clipped(drawn: Drawn) -> set[tuple[int, str]]:
    """The limits of the latest stretch that are clipped."""
    last = len(drawn.chart.stretches) - 1
    return {(i, clipped.which) for i, clipped in drawn.clipped if i == last}


def _segments(
    drawn: Drawn,
    told: Sequence[tuple[int, str, float]],
    x: alt.X,
    scale: alt.Scale,
    height: int,
    clipped: Collection[str] = (),
    only: Collection[str] = tuple(NAMES),
) -> alt.Chart:
    """Horizontal lines, each over its stretch but for a year or longer without a point; those of the latest stretch
    that `only` has are named at the right."""
    edges = drawn.edges
    ends = sorted({*drawn.pauses, *(end for edge in edges for end in edge)})
    pieces = [[(a, b - 1) for a, b in pairwise(ends) if start <= a and b <= end] for start, end in edges]
    rows = [
        {
            "at": _at(drawn, first),
            "until": _at(drawn, last),
            "level": value,
            "ink": look[0],
            "wide": look[1],
            "trial": which != "mean" and drawn.chart.stretches[i].state == "trial limits",
        }
        for i, which, value in told
        for look in [KINDS["near" if which in NEAR else "mean" if which == "mean" else "limit"]]
        for first, last in pieces[i]
    ]
    named = sorted((value, which) for i, which, value in told if i == len(edges) - 1 and which in only)
    low, high = scale.domain
    levels = _spread([value for value, _ in named], low, high, (high - low) * TWO_LINES / height)
    labels = [[NAMES[which], words.figure(value) + (", clipped" if which in clipped else "")] for value, which in named]
    # A label is looked up by which level its tick is nearest to: numbers in Python and JavaScript are written
    # otherwise.
    near = (high - low) * 1e-6
    nearest = [
        f"abs(datum.value - {level!r}) < {near!r} ? {json.dumps(label)} : "
        for level, label in zip(levels, labels, strict=True)
    ]
    axis = alt.Axis(
        orient="right",
        title=None,
        values=levels,
        labelExpr="".join(nearest) + "''",
        labelOverlap=False,
        labelFontSize=12,
        labelLineHeight=13,
        grid=False,
        ticks=False,
        domain=False,
        minExtent=RIGHT,
        maxExtent=RIGHT,
    )
    columns = ["at", "until", "level", "ink", "wide", "trial"]
    return (
        Drawing(pd.DataFrame(rows, columns=columns))
        .mark_rule()
        .encode(
            x=_from(x),
            x2=alt.X2(field="until"),
            y=alt.Y("level:Q", scale=scale, axis=axis),
            color=alt.Color("ink:N", scale=None),
            strokeWidth=alt.StrokeWidth("wide:Q", scale=None),
            strokeDash=either(alt.StrokeDashValue, alt.datum.trial, [6, 4], [1, 0]),
        )
    )


def _spread(levels: Sequence[float], low: float, high: float, apart: float) -> list[float]:
    """Where the names of lines stand, from the lowest up: at their lines, or so far apart that each can be read."""
    found: list[float] = []
    for level in levels:
        found.append(max([level, low + apart / 2, *(last + apart for last in found[-1:])]))
    ceiling = high - apart / 2
    for i in reversed(range(len(found))):
        found[i] = min(found[i], ceiling)
        ceiling = found[i] - apart
    return found


def _notes(drawn: Drawn) -> list[dict]:
    """The texts of baselines, steps and notes, each with the letter that stands where it begins, on lines of its
    own."""
    marks = [(drawn.edges[i][0], mark) for i, mark in drawn.baselines] + [*drawn.steps, *drawn.notes]
    notes, line = [], 0
    for letter, (at, mark) in zip(string.ascii_uppercase, sorted(marks, key=lambda found: found[0])):
        lines = textwrap.wrap(f"{letter}. {words.mark(mark)}", LETTERS, max_lines=4, placeholder="…")
        notes.append({"at": at, "mark": mark, "letter": letter, "lines": lines, "line": line})
        line += len(lines)
    return notes


def _marks(drawn: Drawn, notes: Sequence[dict], x: alt.X) -> list[alt.Chart]:
    """A line where each step begins, a letter there, and above the points what each letter means."""
    layers = []
    head = sum(len(note["lines"]) for note in notes) * LINE + 2
    told = pd.DataFrame([{"text": "\n".join(line for note in notes for line in note["lines"])}])
    layers.append(
        Drawing(told)
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=LINE, fontSize=12, color=INK)
        .encode(x=alt.XValue(2), y=alt.YValue(0), text=alt.Text("text:N"))
    )
    steps = [{"at": _at(drawn, note["at"])} for note in notes if note["mark"].what not in ("baseline", "note")]
    if steps:
        rule = Drawing(pd.DataFrame(steps)).mark_rule(color=INK, strokeWidth=1.2)
        layers.append(rule.encode(x=x, y=alt.YValue(head), y2=alt.Y2Value("height")))
    letters = pd.DataFrame([{"at": _at(drawn, note["at"]), "letter": note["letter"]} for note in notes])
    layers.append(
        Drawing(letters)
        .mark_text(align="left", baseline="top", dx=4, fontSize=12, fontWeight="bold", color=INK)
        .encode(x=x, y=alt.YValue(head + 2), text=alt.Text("letter:N"))
    )
    return layers


def _shade(drawn: Drawn, x: alt.X, head: int) -> alt.Chart:
    """The points that a baseline's lines are frozen on, on a faint ground."""
    rows = []
    for _, mark in drawn.baselines:
        of = [i for i, day in enumerate(drawn.dates) if mark.frozen and mark.frozen.first <= day <= mark.frozen.last]
        rows += [{"at": _at(drawn, of[0]), "until": _at(drawn, of[-1])}] if of else []
    return (
        Drawing(pd.DataFrame(rows, columns=["at", "until"]))
        .mark_rect(color=AMOUNT, opacity=0.07)
        .encode(x=_from(x), x2=alt.X2(field="until"), y=alt.YValue(head - 16), y2=alt.Y2Value("height"))
    )
