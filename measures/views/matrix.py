"""A small matrix: a row for each name and a column for each heading, the number of each in its cell.

Names stand at the left in as many lines as they need, so that none is cut and two are never one.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from measures.views.theme import COUNTS, INK, LINES, Drawing, themed

NAME, LETTERS = 146, 21  # pixels for a name at the left, and how many letters that is
LINE, CELL, GAP = 15, 22, 3
WIDEST = 60  # pixels of a cell where there is room for all
PAPER = "#FFFFFF"


@dataclass(frozen=True)
class Cell:
    """A cell by its row and column: the number in it, the words of a tooltip, and whether it is outlined."""

    row: str
    column: str
    count: int
    words: str
    outlined: bool = False


def shade(count: int, most: int, deepest: int = 3) -> tuple[str, str]:
    """The ground of a cell and the ink on it: white for none, and deeper in steps up to the most. A step is a colour
    of the theme, which a dark page has one for; one that was mixed would have none."""
    if count <= 0:
        return PAPER, INK
    step = min(deepest, 1 + (count - 1) * deepest // max(most, 1))
    return COUNTS[step], PAPER if step >= 3 else INK


def matrix(
    rows: Sequence[str],
    columns: Sequence[tuple[str, Sequence[str]]],
    cells: Sequence[Cell],
    *,
    row: str,
    column: str,
    named: bool = False,
) -> alt.TopLevelMixin:
    """The cells in their rows, from above, and in their columns, each a key and its heading in lines. `row` and
    `column` say what these are, in the corner too where they are `named`, since both are of the same names."""
    placed, names, down = {}, [], 0
    for name in rows:
        lines = textwrap.wrap(name, LETTERS) or [""]
        tall = max(CELL, LINE * len(lines) + 2)
        placed[name] = (down + (tall - CELL) / 2, down + (tall + CELL) / 2)
        top = down + tall / 2 - LINE * (len(lines) - 1) / 2
        names += [{"y": top + LINE * n, "label": line} for n, line in enumerate(lines)]
        down += tall + GAP
    most = max((cell.count for cell in cells), default=0)
    drawn = []
    for cell in cells:
        top, bottom = placed[cell.row]
        ground, ink = shade(cell.count, most)
        drawn.append(
            {"name": cell.row, "column": cell.column, "count": cell.count, "words": cell.words, "top": top}
            | {"bottom": bottom, "middle": (top + bottom) / 2, "ground": ground, "ink": ink}
            | {"edge": INK if cell.outlined else LINES, "wide": 1.5 if cell.outlined else 0.5}
        )
    headings = {key: list(lines) for key, lines in columns}
    lines = max((len(each) for each in headings.values()), default=1)
    slanted = any(len(line) > 5 for each in headings.values() for line in each)
    x = alt.X(
        "column:O",
        title=None,
        sort=None,
        scale=alt.Scale(
            domain=list(headings),
            range=[NAME, {"expr": f"min(width, {NAME + WIDEST * len(headings)})"}],
            paddingInner=0.06,
            paddingOuter=0,
        ),
        axis=alt.Axis(
            orient="top",
            labelExpr=f"({json.dumps(headings)})[datum.value]",
            labelAngle=-45 if slanted else 0,
            labelAlign="left" if slanted else "center",
            labelBaseline="bottom",
            labelPadding=(10 if slanted else 13) * (lines - 1) + 3,
            labelLineHeight=13,
            labelFontSize=12,
            labelLimit=400,
            labelOverlap=False,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )
    scale = alt.Scale(domain=[down, 0], nice=False, zero=False)
    y = alt.Y("top:Q", axis=None, scale=scale)
    middle = alt.Y("middle:Q", axis=None, scale=scale)
    fields = ["name", "column", "count", "words", "top", "bottom", "middle", "ground", "ink", "edge", "wide"]
    base = Drawing(pd.DataFrame(drawn, columns=fields)).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=row),
            alt.Tooltip("words:N", title=column),
            alt.Tooltip("count:Q", title="How many", format=","),
        ],
    )
    grounds = base.mark_rect().encode(
        y=y,
        y2=alt.Y2("bottom:Q"),
        fill=alt.Fill("ground:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        strokeWidth=alt.StrokeWidth("wide:Q", scale=None),
    )
    some = Drawing(pd.DataFrame([each for each in drawn if each["count"]], columns=fields)).encode(x=x)
    figures = some.mark_text(fontSize=12).encode(
        y=middle, text=alt.Text("count:Q", format=","), color=alt.Color("ink:N", scale=None)
    )
    if named:
        names.append({"y": -LINE, "label": f"{row} ↓  {column.lower()} →"})
    words = Drawing(pd.DataFrame(names, columns=["y", "label"])).mark_text(align="left", baseline="middle", fontSize=12)
    left = words.encode(x=alt.XValue(0), y=alt.Y("y:Q", axis=None, scale=scale), text=alt.Text("label:N"))
    longest = max((len(line) for each in headings.values() for line in each), default=0)
    above = int(longest * 5 + lines * 11 + 12) if slanted else 13 * lines + 10
    return themed(alt.layer(grounds, figures, left).properties(height=down + above + 12))
