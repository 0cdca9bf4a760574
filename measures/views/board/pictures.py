"""The pictures of the common measures board: those of the pages where they fit, and small ones of their own."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from measures.disclosure import NEED, NOT_SPLIT, REST
from measures.shapes import Costs, Frequency, Share
from measures.shapes.costs import HISTORIC, NEW
from measures.shapes.demand import FAILURE, VALUE
from measures.sheets.households import TIERS
from measures.views.costs import words as money
from measures.views.costs.bars import LOOKS
from measures.views.theme import DEMAND_COLOURS, INK, QUIET, TIER_COLOURS, Drawing, themed
from measures.words import percent, pounds

STREETS = 5  # rows that a panel has room for
HEIGHT = 96  # of a picture, with its axes and its legend
NAME = 132  # pixels for a street's or an agency's name


def tiers(shape: Frequency) -> alt.TopLevelMixin:
    """The pyramid: a centred bar a tier with its share, and the person's sentence under it."""
    shares = {tier: shape.share(tier) or 0 for tier in TIERS}
    widest = max([*shares.values(), 0.01]) / 2
    rows = [
        {
            "tier": tier,
            "left": -portion / 2,
            "right": portion / 2,
            "label": f"{percent(shape.share(tier))}  {TIERS[tier]}",
            "households": shape.count(tier),
        }
        for tier, portion in shares.items()
    ]
    base = Drawing(pd.DataFrame(rows)).encode(y=alt.Y("tier:O", axis=None, scale=alt.Scale(padding=0)))
    colour = alt.Color(
        "tier:O", legend=None, scale=alt.Scale(domain=list(TIERS), range=[TIER_COLOURS[t] for t in TIERS])
    )
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


def streets(rows: Sequence[dict]) -> alt.TopLevelMixin:
    """A bar for each of the first streets: those in need, then the rest; one pale bar where the two are not told
    apart."""
    looks = {NEED: TIER_COLOURS[2], REST: TIER_COLOURS[3], NOT_SPLIT: TIER_COLOURS[None]}
    parts = []
    for row in rows[:STREETS]:
        split = {NOT_SPLIT: row["households"]}
        if row["need"] is not None:
            split = {NEED: row["need"], REST: row["households"] - row["need"]}
        parts += [
            {"street": row["street"], "part": part, "order": n, "households": count}
            for n, (part, count) in enumerate(split.items())
        ]
    there = [part for part in looks if any(p["part"] == part for p in parts)]
    bars = (
        Drawing(pd.DataFrame(parts))
        .mark_bar(height=8, stroke=INK, strokeWidth=0.4)
        .encode(
            y=alt.Y(
                "street:N",
                sort=[row["street"] for row in rows],
                title=None,
                axis=alt.Axis(
                    ticks=False, domain=False, minExtent=NAME, maxExtent=NAME, labelLimit=NAME, labelFontSize=11
                ),
            ),
            x=alt.X(
                "households:Q",
                title=None,
                stack="zero",
                axis=alt.Axis(
                    tickMinStep=1,
                    tickCount=4,
                    orient="bottom",
                    domain=False,
                    ticks=False,
                    labelFontSize=12,
                    labelExpr="datum.label + (datum.index == 0 ? ' households' : '')",
                    labelFlush=True,
                ),
            ),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=there, range=[looks[part] for part in there]),
                legend=alt.Legend(
                    orient="top", labelFontSize=11, labelLimit=130, offset=0, columnPadding=6, symbolSize=60
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("street:N", title="Street"),
                alt.Tooltip("part:N", title="Tier"),
                alt.Tooltip("households:Q", title="Households", format=","),
            ],
        )
    )
    return themed(bars.properties(height=HEIGHT + 14))


def shares(failure: Share, effort: Share) -> alt.TopLevelMixin:
    """Failure and value, of demand and of the time it takes: two whole bars, because the two differ."""
    rows = []
    for name, part in (("Of demand", failure.share), ("Of the time", effort.share)):
        if part is not None:
            for kind, portion, start in ((FAILURE, part, 0), (VALUE, 1 - part, part)):
                rows.append(
                    {
                        "of": name,
                        "kind": kind,
                        "start": start,
                        "end": start + portion,
                        "middle": start + portion / 2,
                        "label": f"{kind} {percent(portion)}",
                    }
                )
    columns = ["of", "kind", "start", "end", "middle", "label"]
    x = alt.Scale(domain=[0, 1])
    base = Drawing(pd.DataFrame(rows, columns=columns)).encode(
        y=alt.Y(
            "of:N",
            sort=["Of demand", "Of the time"],
            title=None,
            axis=alt.Axis(ticks=False, domain=False, minExtent=84, maxExtent=84),
        )
    )
    kinds = [FAILURE, VALUE]
    bars = base.mark_bar(height=30, stroke=QUIET, strokeWidth=0.5).encode(
        x=alt.X("start:Q", axis=None, scale=x),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[DEMAND_COLOURS[kind] for kind in kinds])
        ),
        tooltip=[alt.Tooltip("of:N", title=" "), alt.Tooltip("label:N", title="Share")],
    )
    labels = base.mark_text(fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=x),
        text=alt.Text("label:N"),
        color=alt.condition(alt.datum.kind == FAILURE, alt.value("#FFFFFF"), alt.value(INK)),
    )
    return themed((bars + labels).properties(height=HEIGHT))


def split(shape: Costs) -> alt.TopLevelMixin:
    """Two thin bars for each agency, historic over principles-based, each with its amount: £33 is read beside
    £83,649."""
    rows = []
    for line in shape.agencies:
        for approach, amount in ((HISTORIC, line.historic), (NEW, line.new)):
            less = (
                f", {money.change(line.change_share)}"
                if approach == NEW and shape.totals_in_percent and line.change_share is not None
                else ""
            )
            rows.append(
                {
                    "agency": line.name,
                    "approach": approach,
                    "amount": amount,
                    "label": f"{pounds(amount)}{less}",
                }
            )
    columns = ["agency", "approach", "amount", "label"]
    frame = pd.DataFrame(rows, columns=columns)
    approaches = [HISTORIC, NEW]

    def looks(which: int) -> alt.Scale:
        return alt.Scale(domain=approaches, range=[LOOKS[approach][which] for approach in approaches])

    legend = alt.Legend(orient="top", title=None, labelFontSize=12, offset=2)
    most = float(frame.amount.max()) if len(frame) else 1.0
    x = alt.Scale(domain=[min(0.0, float(frame.amount.min()) if len(frame) else 0.0), most * 1.6 or 1.0])
    base = Drawing(frame).encode(
        y=alt.Y(
            "agency:N",
            sort=[line.name for line in shape.agencies],
            title=None,
            scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
            axis=alt.Axis(ticks=False, domain=False, minExtent=NAME, maxExtent=NAME, labelLimit=NAME, labelFontSize=12),
        ),
        yOffset=alt.YOffset("approach:N", sort=approaches, scale=alt.Scale(paddingInner=0.15)),
        x=alt.X("amount:Q", axis=None, scale=x),
    )
    bars = base.mark_bar(strokeWidth=1.5).encode(
        fill=alt.Fill("approach:N", scale=looks(0), legend=legend),
        stroke=alt.Stroke("approach:N", scale=looks(1), legend=legend),
        tooltip=[
            alt.Tooltip("agency:N", title="Agency"),
            alt.Tooltip("approach:N", title="Approach"),
            alt.Tooltip("label:N", title="Cost"),
        ],
    )
    labels = base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("label:N"))
    return themed((bars + labels).properties(height=26 + 31 * max(1, len(shape.agencies))))
