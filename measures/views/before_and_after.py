"""How quarters before and after intervention are shown: as lines with the number of cases under each."""

from __future__ import annotations

import json
import textwrap
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes.before_and_after import AFTER, BEFORE, BeforeAndAfter, Point
from measures.shapes.costs import KINDS
from measures.views import itself, theme
from measures.views.base import FEWEST_POINTS, View, picture
from measures.views.costs.words import NOT_CAUSE, named_kind, of_kind, prices, without
from measures.views.itself import ALONE
from measures.views.theme import INK, QUIET, Drawing, themed
from measures.words import listed, number, plural, pounds

COLOURS = {BEFORE: theme.BEFORE, AFTER: theme.AFTER}
FILLS = {BEFORE: "#FFFFFF", AFTER: theme.AFTER}  # hollow before, full after
LITTLE, FEWEST = 108, 4  # the height of a small chart; the fewest quarters of a side of the axis
WIDEST = 38  # letters of a title that a telephone has room for
NAMES = {"transactions": "Interactions", "amount": "Cost"}


def view(answer: Answer[BeforeAndAfter], *, per_case: bool = True, cumulative: bool = False, note: str = "") -> View:
    """Interactions and cost by quarter, for each case or in all. Where no case can be compared, why."""
    shape = answer.shape
    if not shape.n:
        return View("Nothing to line up", nothing(shape), [], open_table=True)
    wanted = ["transactions", *([] if shape.price.refused else ["amount"])] if is_drawn(shape) else []
    return View(
        headline(shape),
        subtitle(answer),
        table(shape, per_case, cumulative),
        " ".join(filter(None, [note, left_out(shape)])),
        tuple(picture(lines, shape, what, per_case=per_case, cumulative=cumulative) for what in wanted),
        open_table=not wanted,
    )


def is_drawn(shape: BeforeAndAfter) -> bool:
    """Whether there are enough quarters for a picture: of one before and one after the words have both."""
    return len(shape.points) >= FEWEST_POINTS


# What the cases sheet can say, where no case can be compared: other reasons say themselves what to do.
DATES = {"no intervention date", "nothing dated", "not followed", "less than a quarter after"}


def nothing(shape: BeforeAndAfter) -> str:
    """Why no case is in any quarter, and what would change that."""
    alone = ALONE.keys() & shape.left_out.keys()
    said = [
        "A case is compared with itself where a quarter, three months, is wholly on record on either side of its "
        "intervention. No case here can be, so there is nothing to line up."
    ]
    if not alone or alone & DATES:
        said.append("Fill in “Intervention date” and “Followed until” in the cases sheet.")
    return " ".join(filter(None, [*said, left_out(shape)]))


def headline(shape: BeforeAndAfter) -> str:
    """In how many cases interactions fell, stayed and rose."""
    return itself.finding(shape.changes("transactions"), "transactions")


def subtitle(answer: Answer) -> str:
    """Cases, quarters and price year, and what the cases' own changes come to."""
    shape: BeforeAndAfter = answer.shape
    cost = "not added up" if shape.price.refused else prices(shape.price)
    both = (itself.in_all(shape.changes(what), what) for what in ("transactions", "amount"))
    cost_changed = "" if shape.price.refused else named_kind(shape, itself.finding(shape.changes("amount"), "amount"))
    found = f" {cost_changed}." if cost_changed else ""
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
            f"Counted as after the intervention, though paid for time before it too: {plural(straddles, 'row')} of "
            f"what is "
            "paid by the half-year or year. A fall of it is larger than is shown here."
            if straddles
            else ""
        ),
        (
            f"{plural(open_, 'case is', 'cases are')} said to be followed until a day still to come: counted until the "
            f"last row. "
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
        {"side": p.side, "at": _at(p, cumulative), "cases": p.cases, "quarter": _named(p), "value": v}
        | {"ink": COLOURS[p.side], "fill": FILLS[p.side]}
        for p, v in found
    ]
    frame = pd.DataFrame(points, columns=["side", "at", "cases", "quarter", "value", "ink", "fill"])
    reach = _reach(shape)
    x = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[0.5, reach + 0.5] if cumulative else [-reach, reach], nice=False),
        axis=_axis(shape, cumulative, small),
    )
    in_pounds: dict[str, Any] = {"labelExpr": "'£' + format(datum.value, ',')"} if what == "amount" else {}
    axis = alt.Axis(tickCount=3 if small else 5, domain=False, ticks=False, **in_pounds)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=axis)
    base = Drawing(frame).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("quarter:N", title="Quarter"),
            alt.Tooltip("value:Q", title=NAMES[what], format=",.2f"),
            alt.Tooltip("cases:Q", title="Cases"),
        ],
    )
    ink = alt.Stroke("ink:N", scale=None)
    line = base.mark_line(strokeWidth=2).encode(stroke=ink, detail=alt.Detail("side:N"))
    dots = base.mark_point(shape="circle", size=36 if small else 64, strokeWidth=2, opacity=1).encode(
        stroke=ink, fill=alt.Fill("fill:N", scale=None)
    )
    layers = [line, dots]
    if cumulative:  # each line by the name at its end, where the two have drawn apart
        ends = {p["side"]: p for p in points if p["value"] is not None}.values()
        at_end = Drawing(pd.DataFrame(ends, columns=frame.columns)).encode(x=x, y=y)
        names = at_end.mark_text(align="right", dy=-11, fontSize=12).encode(text=alt.Text("side:N"))
    else:
        layers.insert(0, Drawing(pd.DataFrame({"at": [0]})).mark_rule(color=QUIET).encode(x=x))
        sides = pd.DataFrame([{"at": sign * reach / 2, "side": side} for side, sign in ((BEFORE, -1), (AFTER, 1))])
        names = Drawing(sides).mark_text(fontSize=12, baseline="bottom", dy=-4)  # clear of a point at the top
        names = names.encode(x=x, y=alt.YValue(0), text=alt.Text("side:N"))
    drawn = alt.layer(*layers, names)
    if small:
        return themed(drawn.properties(height=LITTLE))
    of = "for each case" if per_case else "of all these cases"
    name = f"{NAMES[what]}{of_kind(shape)}" if what == "amount" else NAMES[what]
    title = textwrap.wrap(f"{name} {of}{', cumulative' if cumulative else ''}", WIDEST)
    said = alt.TitleParams(title, anchor="start", fontSize=14, color=INK, offset=18)
    return themed(drawn.properties(height=250, title=said))


def _reach(shape: BeforeAndAfter) -> int:
    """How many quarters a side of the axis has: those of the side that has most, and never fewer than four."""
    return max([FEWEST, *(p.nth if p.side == AFTER else abs(p.quarter) for p in shape.points)])


def _at(point: Point, cumulative: bool) -> float:
    """Where a quarter stands: one a step from the day of the intervention, which is 0; cumulative, from 1."""
    return point.nth if cumulative else point.quarter - 0.5 if point.quarter > 0 else point.quarter + 0.5


def _named(point: Point) -> str:
    return f"{abs(point.quarter)} {point.side.lower()}"


def _axis(shape: BeforeAndAfter, cumulative: bool, small: bool) -> alt.Axis:
    """Each quarter's number, and under it of how many cases it is, where not all are of as many; no quarter, no
    number."""
    each = {point.cases for point in shape.points}
    once = next(iter(each)) if len(each) == 1 else None
    cases: dict[str, list[str]] = {}
    for point in shape.points:
        key = f"{_at(point, cumulative):g}"
        if once is not None:
            cases[key] = [f"{point.nth if cumulative else abs(point.quarter)}"]
        elif cumulative:
            beside = cases.setdefault(key, [f"{point.nth}", "–", "–"])
            beside[1 if point.side == BEFORE else 2] = f"{point.cases:,}"
        else:
            cases[key] = [f"{abs(point.quarter)}", f"{point.cases:,}"]
    reach = _reach(shape)
    values = range(1, reach + 1) if cumulative else [n - reach + 0.5 for n in range(2 * reach)]
    of = "under each, of how many cases" if once is None else f"of {plural(once, 'case')} each"
    if cumulative and once is None:
        of += ", before and after"
    names = "quarters, from the first of each side" if cumulative else "quarters before | after"
    return alt.Axis(
        values=list(values),
        labelExpr=f"({json.dumps(cases)})['' + datum.value] || ['']",
        labelOverlap=False,
        labelFontSize=12,
        labelLineHeight=14,
        grid=False,
        title=f"{names}; {'below, cases' if once is None else of}" if small else [names, of],
        titleFontSize=12,
        titlePadding=3,
    )
