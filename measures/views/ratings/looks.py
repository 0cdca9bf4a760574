"""How the dates of a person's ratings are told apart, on the radar and on the lines: the start and the latest always
alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from measures.views.ratings.words import reviews
from measures.views.theme import BETWEEN, LATEST, MARKERS, REVIEWS, START


def rings(scale: tuple[float, float]) -> list[float]:
    """Where the rings of a radar lie: whole numbers, with about five steps between them."""
    lowest, highest = scale
    step = max(1, round((highest - lowest) / 5))
    return [lowest + step * n for n in range(int((highest - lowest) // step) + 1)]


def looks(dates: Sequence[dt.date]) -> list[tuple[str, str, str, float]]:
    """For each date its name, colour, marker and width of line: the start first, the latest last."""
    between = [(REVIEWS[n % len(REVIEWS)], MARKERS[n % len(MARKERS)], BETWEEN) for n in range(max(len(dates) - 2, 0))]
    chosen = [START, *between, LATEST] if len(dates) > 1 else [LATEST]
    return [(name, *look) for name, look in zip(reviews(dates), chosen)]


def scales(dates: Sequence[dt.date], legend: alt.Legend | None) -> dict[str, Any]:
    """Colour, marker and size of each date, the latest full and the others hollow; the later the smaller, so that
    one on another is still seen."""
    names, colours, shapes, _ = zip(*looks(dates))
    fills = [*["#FFFFFF"] * (len(names) - 1), colours[-1]]
    return {
        "stroke": alt.Stroke("when:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
        "fill": alt.Fill("when:N", scale=alt.Scale(domain=names, range=fills), legend=legend),
        "shape": alt.Shape("when:N", scale=alt.Scale(domain=names, range=shapes), legend=legend),
        "size": alt.Size("order:Q", legend=None, scale=alt.Scale(domain=[0, max(1, len(names) - 1)], range=[130, 50])),
        "tooltip": [
            alt.Tooltip("statement:N", title="Statement"),
            alt.Tooltip("when:N", title="Date"),
            alt.Tooltip("rating:Q", title="Rating"),
        ],
    }
