"""What became of many people's statements: counts, never an average."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import altair as alt
import pandas as pd

from measures.shapes import Frequency
from measures.shapes.ratings import CHANGES
from measures.views.theme import CHANGE_COLOURS, CHANGE_SIGNS, INK, QUIET, themed

LETTERS, BAR, WORDS, SPACE = 46, 22, 17, 12
ABOVE = 66  # the legend, which on the page is within a chart's height
NARROWEST = 0.07  # of the widest bar: a segment narrower than that has no room for its figure on a telephone


def most_chosen(shape: Frequency, most: int = 12) -> list[str]:
    """The statements that most people rated, no more than a screen holds; those of equally many by name."""
    return sorted(shape.order, key=lambda s: (-shape.count(s), str(s).casefold()))[:most]


def counts(shape: Frequency, statements: Sequence[str]) -> alt.TopLevelMixin:
    """A bar for each statement: people who rate it higher, the same and lower, and those with one rating."""
    names = {change: f"{CHANGE_SIGNS[change]} {words}" for change, words in CHANGES.items()}
    text, bars, down = [], [], 0.0
    widest = max((shape.count(s) for s in statements), default=1)
    for statement in statements:
        lines = textwrap.wrap(statement, LETTERS) or [""]
        text += [{"line": line, "y": down + WORDS * (n + 0.5)} for n, line in enumerate(lines)]
        top = down + WORDS * len(lines) + 1
        left = 0
        for change in CHANGES:
            people = shape.count(statement, change)
            if people:
                figure = f"{people:,} {CHANGE_SIGNS[change]}" if people >= NARROWEST * widest else ""
                bars.append(
                    {
                        "statement": statement,
                        "change": names[change],
                        "people": people,
                        "from": left,
                        "to": left + people,
                        "middle": left + people / 2,
                        "figure": figure,
                        "top": top,
                        "bottom": top + BAR,
                        "centre": top + BAR / 2,
                        "ink": "#FFFFFF" if change == "better" else INK,
                    }
                )
            left += people
        down = top + BAR + SPACE
    down = max(down, 1)
    base = alt.Chart(pd.DataFrame(bars))
    x = {"scale": alt.Scale(domain=[0, widest], nice=False), "axis": None}
    y = {"scale": alt.Scale(domain=[down, 0], nice=False, zero=False), "axis": None}
    colours = alt.Scale(domain=list(names.values()), range=[CHANGE_COLOURS[change] for change in CHANGES])
    layers = [
        base.mark_rect(stroke=QUIET, strokeWidth=1).encode(
            x=alt.X("from:Q", **x),
            x2="to:Q",
            y=alt.Y("top:Q", **y),
            y2="bottom:Q",
            color=alt.Color(
                "change:N",
                scale=colours,
                legend=alt.Legend(orient="top", columns=2, title=None, symbolStrokeColor=QUIET, symbolStrokeWidth=1),
            ),
            tooltip=[
                alt.Tooltip("statement:N", title="Statement"),
                alt.Tooltip("change:N", title="Against the start"),
                alt.Tooltip("people:Q", title="People", format=","),
            ],
        ),
        base.mark_text(baseline="middle").encode(
            x=alt.X("middle:Q", **x),
            y=alt.Y("centre:Q", **y),
            text="figure:N",
            color=alt.Color("ink:N", scale=None),
        ),
        alt.Chart(pd.DataFrame(text))
        .mark_text(align="left", baseline="middle")
        .encode(x=alt.value(0), y=alt.Y("y:Q", **y), text="line:N"),
    ]
    chart = alt.layer(*layers).resolve_scale(color="independent")
    return themed(chart.properties(width="container", height=down + ABOVE))
