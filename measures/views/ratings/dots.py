"""A person's own statements as dots on a line each, with the same numbers as the radar."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import altair as alt
import pandas as pd

from measures.shapes.ratings import Ratings, Statement
from measures.views.ratings.looks import looks, scales
from measures.views.ratings.words import scale, with_scale
from measures.views.theme import QUIET, Drawing, themed

LETTERS, ROW, WORDS = 46, 34, 17


def dots(shape: Ratings) -> alt.TopLevelMixin:
    """A line for each statement, from its first rating to its latest, with a dot for each rating and both ends
    named."""
    dates = shape.dates

    def at(s: Statement, rating: float) -> dict[str, float]:
        # Of several scales each line has its own, from its lowest at the left to its highest at the right.
        return {"at": rating if shape.scale else s.along(rating)}

    named = dict(zip(dates, (name for name, *_ in looks(dates))))
    text, points, spans, ends, down = [], [], [], [], 6.0
    for s in shape.statements:
        lines = textwrap.wrap(with_scale(shape, s), LETTERS) or [""]
        text += [{"line": line, "y": down + WORDS * (n + 0.5)} for n, line in enumerate(lines)]
        y = down + WORDS * len(lines) + ROW / 3
        down += WORDS * len(lines) + ROW
        found = [at(s, rating)["at"] for _, rating in s.ratings]
        points += [
            {
                "statement": s.text,
                "when": named[date],
                "order": dates.index(date),
                "rating": rating,
                **at(s, rating),
                "y": y,
            }
            for date, rating in s.ratings
        ]
        spans += [
            {"low": min(found), "high": max(found), "from": at(s, s.first)["at"], "to": at(s, s.latest)["at"], "y": y}
        ]
        ends += [{**end, **at(s, end["rating"])} for end in _ends(s, y)]
    vertical = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[down, 0], nice=False, zero=False))
    lowest, highest = shape.scale or (0, 1)
    x = alt.Scale(domain=[lowest, highest], nice=False, padding=24)
    values = list(range(int(lowest), int(highest) + 1, max(1, round((highest - lowest) / 10)))) if shape.scale else []
    axis = alt.Axis(values=values, format="d", orient="top", grid=True, ticks=False, domain=False)
    title = f"Rating, {scale(shape)}"

    def layer(rows: list[dict], **encoded: Any) -> alt.Chart:
        return Drawing(pd.DataFrame(rows)).encode(y=vertical, **encoded)

    # On the page a chart's height holds its legend and its axis too: without room for them the lines would be squeezed.
    above = 21 * math.ceil(len(dates) / 2) + 56
    legend = alt.Legend(orient="top", columns=2, title=None, symbolStrokeWidth=2, symbolSize=90, offset=4)
    rating = alt.X("at:Q", title=title, scale=x, axis=axis)
    low, start = alt.X("low:Q", title=title, scale=x, axis=axis), alt.X("from:Q", title=title, scale=x, axis=axis)
    words: dict[str, Any] = {"baseline": "middle", "fontWeight": "bold"}
    sides = {"left": words | {"align": "right", "dx": -11}, "right": words | {"align": "left", "dx": 11}}
    layers = [
        layer(spans, x=low, x2=alt.X2("high:Q")).mark_rule(color=QUIET, strokeWidth=1),
        layer(spans, x=start, x2=alt.X2("to:Q")).mark_rule(color="#BFC1C3", strokeWidth=5),
        layer(points, x=rating, **scales(dates, legend)).mark_point(strokeWidth=2, opacity=1),
        layer(text, x=alt.XValue(0), text=alt.Text("line:N")).mark_text(align="left", baseline="middle", fontSize=13),
        *(  # each on white of its own, where a line of later ratings goes on beyond it
            layer([e for e in ends if e["side"] == side], x=rating, text=alt.Text("figure:N")).mark_text(
                **beside, **under
            )
            for side, beside in sides.items()
            for under in ({"stroke": "#FFFFFF", "strokeWidth": 5}, {})
            if any(e["side"] == side for e in ends)
        ),
    ]
    return themed(alt.layer(*layers).properties(width="container", height=down + above))


def _ends(s: Statement, y: float) -> list[dict]:
    """The figures of the first rating and the latest, each on its outer side."""
    if not s.change:
        figure = f"{s.latest:g}" + (", only one rating" if s.change is None else "")
        side = "left" if s.change is None and s.along(s.latest) > 0.5 else "right"
        return [{"rating": s.latest, "figure": figure, "side": side, "y": y}]
    sides = ("left", "right") if s.change > 0 else ("right", "left")
    return [{"rating": r, "figure": f"{r:g}", "side": side, "y": y} for r, side in zip((s.first, s.latest), sides)]
