"""How quarters before and after intervention are shown: as lines with the number of cases under each."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes.before_and_after import AFTER, BEFORE, EACH_SIDE, BeforeAndAfter, Point
from measures.shapes.costs import KINDS
from measures.views import itself, theme
from measures.views.base import View, picture
from measures.views.costs.words import NOT_CAUSE, of_kind, prices, without
from measures.views.itself import ALONE
from measures.views.theme import INK, QUIET, Drawing, themed
from measures.words import listed, number, plural, pounds

COLOURS = {BEFORE: theme.BEFORE, AFTER: theme.AFTER}
MARKERS = {BEFORE: "circle", AFTER: "square"}
DASHES = {BEFORE: [5, 3], AFTER: [1, 0]}
WIDEST = 38  # letters of a title that a telephone has room for
NAMES = {"transactions": "Interactions", "amount": "Cost"}


def view(answer: Answer[BeforeAndAfter], *, per_case: bool = True, cumulative: bool = False, note: str = "") -> View:
    """Interactions and cost by quarter, for each case or in all. Where no case can be compared, why."""
    shape = answer.shape
    if not shape.n:
        return View("Nothing to line up", nothing(shape), [], open_table=True)
    wanted = ["transactions", *([] if shape.price.refused else ["amount"])]
    return View(
        headline(shape),
        subtitle(answer),
        table(shape, per_case, cumulative),
        " ".join(filter(None, [note, left_out(shape)])),
        tuple(picture(lines, shape, what, per_case=per_case, cumulative=cumulative) for what in wanted),
    )


def nothing(shape: BeforeAndAfter) -> str:
    """Why no case is in any quarter, and what would change that."""
    return (
        "No case here has an intervention date and a quarter, three months, wholly on record on either side of it, so "
        "there is nothing to line up. Fill in “Intervention date” and “Followed until” in the cases sheet. "
        f"{left_out(shape)}"
    ).strip()


def headline(shape: BeforeAndAfter) -> str:
    """In how many cases interactions fell, stayed and rose."""
    return itself.finding(shape.changes("transactions"), "transactions")


def subtitle(answer: Answer) -> str:
    """Cases, quarters and price year, and what the cases' own changes come to."""
    shape: BeforeAndAfter = answer.shape
    cost = "not added up" if shape.price.refused else prices(shape.price)
    both = (itself.in_all(shape.changes(what), what) for what in ("transactions", "amount"))
    found = "" if shape.price.refused else f" {itself.finding(shape.changes('amount'), 'amount')}."
    return (
        f"{plural(shape.n, 'case')}{without(answer)}, each compared with itself over as many quarters after its own "
        f"intervention as before.{found} {' '.join(filter(None, both))} Cost{of_kind(shape)}: {cost}. {NOT_CAUSE}"
    )


WHY = {
    "recorded as avoided": "recorded as avoided",
    "no date": "without a date",
    "intervention cost": "for the intervention itself",
    "outside the quarters compared": "outside the quarters that are compared",
}
BOTH_SIDES = "paid for time before too"
OPEN = "followed to a day to come"


def left_out(shape: BeforeAndAfter) -> str:
    """Which cases are not compared, which rows are not counted, and why."""
    alone = [f"{plural(cases, 'case')} {ALONE[why]}" for why, (cases, _) in shape.left_out.items() if why in ALONE]
    rows = [f"{plural(lines, 'row')} {WHY[why]}" for why, (_, lines) in shape.left_out.items() if why in WHY]
    other = {why: lines for why, (_, lines) in shape.left_out.items() if why not in {**ALONE, **WHY}}
    straddles = other.pop(BOTH_SIDES, 0)
    other.pop(OPEN, 0)
    open_, _ = shape.left_out.get(OPEN, (0, 0))
    cost = [f"{plural(lines, 'row')}: {why}" for why, lines in other.items()]
    said = [
        f"Not compared: {'; '.join(alone)}." if alone else "",
        f"Not counted: {listed(rows)}." if rows else "",
        f"Counted as cost, and in no interactions: {'; '.join(cost)}." if cost else "",
        (
            f"Counted as after the intervention, though paid for time before it too: {plural(straddles, 'row')} of what is "
            "paid by the half-year or year. A fall of it is larger than is shown here."
            if straddles
            else ""
        ),
        (
            f"{plural(open_, 'case is', 'cases are')} said to be followed until a day still to come: counted until the last row. "
            "Where nothing was needed since, write the day until which that is known as “Followed until”."
            if open_
            else ""
        ),
    ]
    return " ".join(filter(None, said))


def table(shape: BeforeAndAfter, per_case: bool, cumulative: bool) -> list[dict[str, str]]:
    """The table under the charts, as they are drawn."""
    values = {
        what: {p.quarter: value for p, value in shape.series(what, per_case=per_case, cumulative=cumulative)}
        for what in ("transactions", "amount")
    }
    each = " for each case" if per_case else ""
    of = f" ({KINDS[shape.kind].lower()})" if len(shape.kinds) > 1 else ""
    running = ", cumulative" if cumulative else ""
    return [
        {
            "Quarter": f"{abs(p.quarter)} {p.side.lower()}",
            "Cases": f"{p.cases:,}",
            f"Interactions{each}{running}": number(values["transactions"][p.quarter], 2 if per_case else 0),
            f"Cost{of}{each}{running}": pounds(values["amount"].get(p.quarter)),
        }
        for p in shape.points
    ]


# -- The picture


def lines(
    shape: BeforeAndAfter, what: str, *, per_case: bool = True, cumulative: bool = False, small: bool = False
) -> alt.TopLevelMixin:
    """`transactions` or `amount` by quarter. Cumulative: both sides from their first quarter, one over the other.

    A small one leaves its titles to the words around it.
    """
    found = shape.series(what, per_case=per_case, cumulative=cumulative)
    points = [
        {"side": p.side, "at": _at(p, cumulative), "cases": p.cases, "quarter": _named(p), "value": v} for p, v in found
    ]
    frame = pd.DataFrame(points, columns=["side", "at", "cases", "quarter", "value"])
    ends = [0.5, EACH_SIDE + 0.5] if cumulative else [-EACH_SIDE, EACH_SIDE]
    x = alt.X("at:Q", scale=alt.Scale(domain=ends, nice=False), axis=_axis(shape, cumulative, small))
    in_pounds: dict[str, Any] = {"labelExpr": "'£' + format(datum.value, ',')"} if what == "amount" else {}
    axis = alt.Axis(tickCount=3 if small else 5, domain=False, ticks=False, **in_pounds)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=axis)
    legend = None if small else alt.Legend(orient="top", symbolStrokeWidth=0)
    base = Drawing(frame).encode(
        x=x,
        y=y,
        color=alt.Color("side:N", title=None, scale=_scale(COLOURS), legend=legend),
        tooltip=[
            alt.Tooltip("quarter:N", title="Quarter"),
            alt.Tooltip("value:Q", title=NAMES[what], format=",.2f"),
            alt.Tooltip("cases:Q", title="Cases"),
        ],
    )
    line = base.mark_line(strokeWidth=2).encode(strokeDash=alt.StrokeDash("side:N", scale=_scale(DASHES), legend=None))
    dots = base.mark_point(filled=True, size=36 if small else 64, opacity=1).encode(
        shape=alt.Shape("side:N", title=None, scale=_scale(MARKERS), legend=legend)
    )
    layers = [line, dots]
    if not cumulative:
        layers.insert(0, Drawing(pd.DataFrame({"at": [0]})).mark_rule(color=QUIET, strokeDash=[3, 3]).encode(x=x))
    if small:
        names = pd.DataFrame([{"at": sign * EACH_SIDE / 2, "side": side} for side, sign in ((BEFORE, -1), (AFTER, 1))])
        named = (
            Drawing(names)
            .mark_text(fontSize=12, baseline="bottom")
            .encode(x=x, y=alt.YValue(0), text=alt.Text("side:N"))
        )
        return themed(alt.layer(*layers, named).properties(height=88))
    of = "for each case" if per_case else "of all these cases"
    name = f"{NAMES[what]}{of_kind(shape)}" if what == "amount" else NAMES[what]
    title = textwrap.wrap(f"{name} {of}{', cumulative' if cumulative else ''}", WIDEST)
    said = alt.TitleParams(title, anchor="start", fontSize=14, color=INK, offset=4)
    return themed(alt.layer(*layers).properties(height=250, title=said))


def _scale(looks: Mapping[str, Any]) -> alt.Scale:
    return alt.Scale(domain=list(looks), range=list(looks.values()))


def _at(point: Point, cumulative: bool) -> float:
    """Where a quarter stands: one a step from the day of the intervention, which is 0; cumulative, from 1."""
    return point.nth if cumulative else point.quarter - 0.5 if point.quarter > 0 else point.quarter + 0.5


def _named(point: Point) -> str:
    return f"{abs(point.quarter)} {point.side.lower()}"


def _axis(shape: BeforeAndAfter, cumulative: bool, small: bool) -> alt.Axis:
    """Each quarter's number, and under it of how many cases it is; no quarter, no number."""
    cases: dict[str, list[str]] = {}
    for point in shape.points:
        key = f"{_at(point, cumulative):g}"
        if cumulative:
            beside = cases.setdefault(key, [f"{point.nth}", "–", "–"])
            beside[1 if point.side == BEFORE else 2] = f"{point.cases:,}"
        else:
            cases[key] = [f"{abs(point.quarter)}", f"{point.cases:,}"]
    values = range(1, EACH_SIDE + 1) if cumulative else [n - EACH_SIDE + 0.5 for n in range(2 * EACH_SIDE)]
    said = (
        ["Quarter, from the first of each side;", "under it of how many cases, before and after"]
        if cumulative
        else ["← quarters before   |   quarters after →", "and under each, of how many cases"]
    )
    return alt.Axis(
        values=list(values),
        labelExpr=f"({json.dumps(cases)})['' + datum.value] || ['']",
        labelOverlap=False,
        labelFontSize=11 if small else 12,
        labelLineHeight=13 if small else 15,
        grid=False,
        title=None if small else said,
        titleFontSize=12,
    )
