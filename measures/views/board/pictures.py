"""The pictures of the common measures board: those of the pages where they fit, and small ones of their own."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from measures.definition import FEWEST
from measures.disclosure import NEED, NOT_SPLIT, REST
from measures.shapes import Costs, Frequency, Share
from measures.shapes.costs import HISTORIC, NEW
from measures.shapes.demand import FAILURE, VALUE
from measures.sheets.households import TIERS
from measures.views.bars import Beside
from measures.views.costs import words as money
from measures.views.costs.bars import LOOKS
from measures.views.frequency.pyramid import COLOURS
from measures.views.theme import DEMAND_COLOURS, INK, QUIET, TIER_COLOURS, Drawing, either, themed
from measures.words import percent

STREETS = 5  # rows that a panel has room for
HEIGHT = 96  # of a picture, with its axes and its legend
BAR, THIN = 13, 14  # pixels of a street's bar, and of one of an agency's two with its words
ABOVE, LEAST_LABELLED = " ", 0.12  # the row above two bars; the least part of one that has room for its share
SAID = 64  # pixels for the words after a street's bar
PLOT, LETTER = 170, 6.8  # how wide an agency's bars and words are on a telephone, and a letter of them


def tiers(shape: Frequency) -> alt.TopLevelMixin:
    """The pyramid: a centred bar a tier with its share, and the person's sentence under it."""
    shares = {tier: shape.share(tier) or 0 for tier in shape.order}
    widest = max([*shares.values(), 0.01]) / 2
    rows = [
        {
            "tier": tier,
            "left": -portion / 2,
            "right": portion / 2,
            "label": f"{percent(shape.share(tier)) if shape.total >= FEWEST else f'{shape.count(tier):,}'}  "
            f"{TIERS.get(tier, tier)}",
            "households": shape.count(tier),
        }
        for tier, portion in shares.items()
    ]
    base = Drawing(pd.DataFrame(rows)).encode(y=alt.Y("tier:O", axis=None, sort=None, scale=alt.Scale(padding=0)))
    colours = [COLOURS[tier] for tier in shares]
    colour = alt.Color("tier:O", legend=None, scale=alt.Scale(domain=list(shares), range=colours))
    bars = base.mark_bar(height=13, yOffset=8, stroke=INK, strokeWidth=0.5).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[-widest, widest])),
        x2=alt.X2("right:Q"),
        color=colour,
        tooltip=[
            alt.Tooltip("label:N", title="In the person's words"),
            alt.Tooltip("households:Q", title="Households", format=","),
        ],
    )
    labels = base.mark_text(dy=-8, fontSize=12).encode(x=alt.datum(0), text=alt.Text("label:N"))
    return themed((bars + labels).properties(height=HEIGHT + 14))


def streets(rows: Sequence[dict], gathered: str) -> alt.TopLevelMixin:
    """A bar for each of the first streets: those in need, then the rest; one pale bar where the two are not told
    apart. What is `gathered` of several streets is no street: it stands apart below them, in words."""
    looks = {NEED: TIER_COLOURS[2], REST: TIER_COLOURS[3], NOT_SPLIT: TIER_COLOURS[None]}
    beside = Beside(SAID)
    parts, labels = [], []
    for row in [row for row in rows if row["street"] != gathered][:STREETS]:
        top, bottom = beside.add(str(row["street"]), BAR)
        split = {NOT_SPLIT: row["households"]}
        if row["need"] is not None:
            split = {NEED: row["need"], REST: row["households"] - row["need"]}
        end = 0
        for part, count in split.items():
            of = {"street": row["street"], "part": part, "households": count, "from": end, "to": end + count}
            parts.append(of | {"top": top, "bottom": bottom})
            end += count
        labels.append({"to": end, "y": (top + bottom) / 2, "label": _of(row)})
    for row in rows:
        if row["street"] == gathered:
            top, bottom = beside.add(gathered, BAR, apart=2)
            labels.append({"to": 0, "y": (top + bottom) / 2, "label": f"{_of(row)}, together"})
    there = [part for part in looks if any(p["part"] == part for p in parts)]
    most = max((p["to"] for p in parts), default=1)
    legend = alt.Legend(
        orient="top",
        labelFontSize=12,
        labelLimit=200,
        offset=2,
        columnPadding=8,
        symbolSize=70,
        symbolStrokeColor=QUIET,
        symbolStrokeWidth=0.5,
    )
    colours = alt.Scale(domain=there, range=[looks[part] for part in there])
    columns = ["street", "part", "households", "from", "to", "top", "bottom"]
    bars = (
        Drawing(pd.DataFrame(parts, columns=columns))
        .mark_rect(stroke=INK, strokeWidth=0.4)
        .encode(
            x=beside.x("from:Q", [0, most]),
            x2=alt.X2("to:Q"),
            y=beside.y("top:Q"),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("part:N", title=None, scale=colours, legend=legend if there else None),
            tooltip=[
                alt.Tooltip("street:N", title="Street"),
                alt.Tooltip("part:N", title="Tier"),
                alt.Tooltip("households:Q", title="Households", format=","),
            ],
        )
    )
    words = Drawing(pd.DataFrame(labels, columns=["to", "y", "label"]))
    figures = words.mark_text(align="left", baseline="middle", dx=5, fontSize=12).encode(
        x=beside.x("to:Q", [0, most]), y=beside.y("y:Q"), text=alt.Text("label:N")
    )
    return beside.chart(bars, figures, room=18)


def _of(row: dict) -> str:
    """“35 of 70”; “20, not split”."""
    if row["need"] is None:
        return f"{row['households']:,}, not split"
    return f"{row['need']:,} of {row['households']:,}"


def shares(failure: Share, effort: Share) -> alt.TopLevelMixin:
    """Failure and value, of demand and of the time it takes: two whole bars, because the two differ; one where of the
    other no share is known."""
    rows = []
    parts = {"Of demand": failure.share, "Of the time": effort.share}
    known = {name: part for name, part in parts.items() if part is not None}
    for name, part in known.items():
        for kind, portion, start in ((FAILURE, part, 0), (VALUE, 1 - part, part)):
            # In a bar is what has room there: what it is of stands above both, at either end.
            label = percent(portion) if portion >= LEAST_LABELLED else ""
            place = {"start": start, "end": start + portion, "middle": start + portion / 2}
            rows.append({"of": name, "kind": kind, **place, "label": label, "said": f"{kind} {percent(portion)}"})
    places = [ABOVE, *known]
    columns = ["of", "kind", "start", "end", "middle", "label", "said"]
    x = alt.Scale(domain=[0, 1])
    base = Drawing(pd.DataFrame(rows, columns=columns)).encode(
        y=alt.Y(
            "of:N",
            sort=places,
            scale=alt.Scale(domain=places),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, minExtent=84, maxExtent=84),
        )
    )
    kinds = [FAILURE, VALUE]
    bars = base.mark_bar(height=26, stroke=QUIET, strokeWidth=0.5).encode(
        x=alt.X("start:Q", axis=None, scale=x),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[DEMAND_COLOURS[kind] for kind in kinds])
        ),
        tooltip=[alt.Tooltip("of:N", title=" "), alt.Tooltip("said:N", title="Share")],
    )
    heads = [{"of": ABOVE, "kind": kind, "at": at} for at, kind in enumerate(kinds)]
    above = [
        Drawing(pd.DataFrame([head]))
        .mark_text(fontWeight="bold", align=align, baseline="bottom", dy=14)
        .encode(y="of:N", x=alt.X("at:Q", scale=x), text="kind:N")
        for head, align in zip(heads, ("left", "right"), strict=True)
    ]
    labels = base.mark_text(fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=x),
        text=alt.Text("label:N"),
        color=either(alt.ColorValue, alt.datum.kind == FAILURE, "#FFFFFF", INK),
    )
    return themed(alt.layer(bars, labels, *above).properties(height=HEIGHT * len(places) / 3))


def split(shape: Costs) -> alt.TopLevelMixin:
    """Two thin bars for each agency, historic over principles-based, each with its amount: £33 is read beside
    £83,649. A month of each, wherever the two can be set against each other so; where nothing is recorded, the
    words."""
    by_month = shape.lined_up
    lines = [shape.monthly(line) for line in shape.agencies] if by_month else shape.agencies
    in_percent = shape.in_percent if by_month else shape.totals_in_percent
    beside = Beside(0)
    rows = []
    for line in lines:
        sides = [(HISTORIC, line.historic), (NEW, line.new)]
        if line.historic is None and line.new is None:
            sides = sides[:1]  # once, for both
        top, _ = beside.add(line.name, THIN * len(sides))
        for nth, (approach, amount) in enumerate(sides):
            begins = top + THIN * nth
            less = (
                f", {money.change(line.change_share)}"
                if approach == NEW and in_percent and line.change_share is not None
                else ""
            )
            fill, stroke = LOOKS[approach]
            rows.append(
                {
                    "agency": line.name,
                    "approach": approach,
                    "amount": amount or 0,
                    "end": max(amount or 0, 0),
                    "zero": 0,
                }
                | {"label": f"{money.recorded(amount)}{less}", "fill": fill, "stroke": stroke}
                | {"top": begins + 1.5, "bottom": begins + THIN - 1.5, "middle": begins + THIN / 2}
            )
    columns = ["agency", "approach", "amount", "end", "zero", "label", "fill", "stroke", "top", "bottom", "middle"]
    # A bar is as long as leaves its own words room on a telephone.
    most = max([row["end"] * PLOT / max(PLOT - LETTER * len(row["label"]), 40) for row in rows], default=1) or 1
    domain = [min([0, *(row["amount"] for row in rows)]), most]
    bars = (
        Drawing(pd.DataFrame([row for row in rows if row["amount"]], columns=columns))
        .mark_rect(strokeWidth=1.5)
        .encode(
            x=beside.x("amount:Q", domain),
            x2=alt.X2("zero:Q"),
            y=beside.y("top:Q"),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            tooltip=[
                alt.Tooltip("agency:N", title="Agency"),
                alt.Tooltip("approach:N", title="Approach"),
                alt.Tooltip("label:N", title="Cost"),
            ],
        )
    )
    labels = (
        Drawing(pd.DataFrame(rows, columns=columns))
        .mark_text(align="left", baseline="middle", dx=5, fontSize=12)
        .encode(x=beside.x("end:Q", domain), y=beside.y("middle:Q"), text=alt.Text("label:N"))
    )
    each = "a month" if by_month else "in total"
    return beside.chart(bars, labels, room=20, title=f"■ historic   □ principles-based, {each}")
