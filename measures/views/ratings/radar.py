"""A person's own statements as a radar, as the deck has it (slide 13, tier 1)."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from measures.shapes.ratings import Ratings
from measures.views.ratings.looks import looks, rings, scales
from measures.views.ratings.words import with_scale
from measures.views.theme import INK, LINES, QUIET, Drawing, themed

FEWEST = 3  # a radar of two statements is a line
# The radar is as wide as a telephone has room for, so that it is the same everywhere and nothing is cut.
WIDTH, LETTER, LINE, GAP = (
    338,
    7.2,
    15,
    9,
)  # a letter as wide as in the widest font that may stand in for the page's own
LARGER = 1.5  # how many times as large it is at most, where its column has the room
SCALE = f"min(width / {WIDTH}, {LARGER})"
SIZE = {"expr": f"12 * {SCALE}"}  # of words
TALLEST = 6  # lines of a label
SIDE = 0.1  # a spoke that leans less has its label above it or below, where there is room for longer lines
LARGEST, SMALLEST = 118, 62  # radii in pixels
NUMBERS_APART = 11  # pixels from one ring's number to the next, or they run into each other
INNER = 0.12  # the lowest lies an eighth of the way out, or it would look like a gap


@dataclass(frozen=True)
class Label:
    """A statement's words beside its spoke: lines, and the middle of each in pixels from the centre."""

    lines: tuple[str, ...]
    align: str
    x: float
    middle: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        wide, high = max(map(len, self.lines)) * LETTER, len(self.lines) * LINE
        left = {"left": self.x, "right": self.x - wide, "center": self.x - wide / 2}[self.align]
        return left, self.middle - high / 2, left + wide, self.middle + high / 2


def spoke(nth: int, of: int) -> tuple[float, float]:
    """The direction of a statement: the first at the top, then clockwise."""
    angle = math.tau * nth / of
    return math.sin(angle), math.cos(angle)


def _labels(texts: Sequence[Sequence[str]], radius: float) -> list[Label]:
    found = []
    for nth, lines in enumerate(texts):
        x, y = spoke(nth, len(texts))
        align = "left" if x > SIDE else "right" if x < -SIDE else "center"
        found.append(Label(tuple(lines), align, (radius + GAP) * x, (radius + GAP) * y + y * len(lines) * LINE / 2))
    return found


def _fits(labels: Sequence[Label]) -> bool:
    if max(len(label.lines) for label in labels) > TALLEST:
        return False
    boxes = [label.box for label in labels]
    inside = all(left >= -WIDTH / 2 and right <= WIDTH / 2 for left, _, right, _ in boxes)
    apart = all(
        a[2] + 3 < b[0] or b[2] + 3 < a[0] or a[3] <= b[1] or b[3] <= a[1]
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
    )
    return inside and apart


def arrange(texts: Sequence[str]) -> tuple[float, list[Label], list[str]]:
    """The largest radius at which every statement has room, its labels, and a key if they had to be numbers.

    Narrower labels leave more room at the sides, and taller ones less between: each width is tried. No word is broken.
    """
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    wrapped = cache(textwrap.wrap)  # the same at every radius
    for radius in range(LARGEST, SMALLEST - 1, -2):
        for width in range(max(9, longest), max(28, longest + 1)):
            labels = _labels(
                [
                    wrapped(text, width if abs(spoke(nth, len(texts))[0]) > SIDE else width * 3 // 2) or [""]
                    for nth, text in enumerate(texts)
                ],
                radius,
            )
            if _fits(labels):
                return radius, labels, []
    key = [
        line for nth, t in enumerate(texts, 1) for line in textwrap.wrap(f"{nth}  {t}", 46, subsequent_indent="    ")
    ]
    return LARGEST, _labels([[str(nth)] for nth in range(1, len(texts) + 1)], LARGEST), key


def pieces(ratings: Sequence[float | None]) -> list[list[int]]:
    """The lines of one date's polygon, as the statements each passes through: closed, or broken where one is not
    rated."""
    count = len(ratings)
    gaps = [nth for nth, rating in enumerate(ratings) if rating is None]
    if not gaps:
        return [[*range(count), 0]]
    found: list[list[int]] = [[]]
    for step in range(1, count + 1):  # once round from a gap, so that the line over the top is not broken
        nth = (gaps[0] + step) % count
        found = [*found, []] if ratings[nth] is None else [*found[:-1], [*found[-1], nth]]
    return [piece for piece in found if len(piece) > 1]


def radar(shape: Ratings) -> alt.TopLevelMixin:
    """An unfilled polygon for each date. A statement that was not rated on a date breaks its line."""
    radius, labels, key = arrange([with_scale(shape, s) for s in shape.statements])
    top = max([label.box[3] for label in labels] + [radius]) + 2
    bottom = min([label.box[1] for label in labels] + [-radius]) - 2
    words = [*_spoke_words(labels, 0), *_lines_down(key, -WIDTH / 2, bottom - LINE)]
    rows = math.ceil(len(shape.dates) / 2)
    told = [
        (-WIDTH / 2 + 4 + (n % 2) * WIDTH / 2, top + LINE * 1.2 + (rows - 1 - n // 2) * LINE * 1.4)
        for n in range(len(shape.dates))
    ]
    top += LINE * (1.2 + 1.4 * rows)
    bottom -= LINE * (len(key) + 1) if key else 0
    return _radar(shape, radius, 0, words, told, (bottom, top))


# The radius of the small radar, how close its lines stand, and a letter of a whole line, which is narrower than one of
# a word.
SMALL, TIGHT, NARROW = 46, 13, 6.4


def small_radar(shape: Ratings) -> alt.TopLevelMixin:
    """The same for a board: numbered spokes at the left, the statements and the dates beside them."""
    across = 2 * (SMALL + GAP + NARROW) + 14
    centre, right = (across - WIDTH) / 2, across + 6 - WIDTH / 2
    count = len(shape.statements)
    labels = _labels([[str(nth)] for nth in range(1, count + 1)], SMALL)
    letters = int((WIDTH / 2 - right) / NARROW)
    key = [
        line
        for nth, statement in enumerate(shape.statements, 1)
        for line in textwrap.wrap(f"{nth}  {with_scale(shape, statement)}", letters, subsequent_indent="    ")
    ]
    top = max(label.box[3] for label in labels) + 4
    words = [*_spoke_words(labels, centre), *_lines_down(key, right, top - TIGHT / 2, TIGHT)]
    first = min(-SMALL - 2 * LINE, top - (len(key) + 1) * TIGHT)
    told = [(4 - WIDTH / 2 + (n % 2) * WIDTH / 2, first - n // 2 * TIGHT) for n in range(len(shape.dates))]
    return _radar(shape, SMALL, centre, words, told, (told[-1][1] - TIGHT / 2 - 2, top))


def _spoke_words(labels: Sequence[Label], centre: float) -> list[dict]:
    return [
        {
            "line": line,
            "align": label.align,
            "x": centre + label.x,
            "y": label.middle + (len(label.lines) / 2 - n - 0.5) * LINE,
        }
        for label in labels
        for n, line in enumerate(label.lines)
    ]


def _lines_down(lines: Sequence[str], x: float, y: float, apart: float = LINE) -> list[dict]:
    return [{"line": line, "align": "left", "x": x, "y": y - n * apart} for n, line in enumerate(lines)]


def _radar(
    shape: Ratings,
    radius: float,
    centre: float,
    words: Sequence[dict],
    told: Sequence[tuple[float, float]],
    ends: tuple[float, float],
) -> alt.TopLevelMixin:
    """A radar whose circle is `centre` pixels right of the middle, with its words and, at `told`, its dates.

    `ends` are the lowest and the highest pixel, from the centre of the circle.
    """
    statements, dates = shape.statements, shape.dates
    count = len(statements)
    bottom, top = ends

    def at(nth: int, along: float) -> dict[str, float]:
        out = radius * (INNER + (1 - INNER) * along)
        x, y = spoke(nth, count)
        return {"x": centre + out * x, "y": out * y}

    across = alt.Scale(
        domain=[-WIDTH / 2, WIDTH / 2], range=[0, {"expr": f"{WIDTH} * {SCALE}"}], nice=False, zero=False
    )
    x = alt.X("x:Q", axis=None, scale=across)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[bottom, top], nice=False, zero=False))

    def layer(rows: list[dict]) -> alt.Chart:
        return Drawing(pd.DataFrame(rows)).encode(x=x, y=y)

    # Of several scales each spoke has its own, and the rings have no numbers.
    circles = rings(shape.scale or (0, 5))
    shares = [(ring - circles[0]) / ((shape.scale or (0, 5))[1] - circles[0]) for ring in circles]
    circle_lines = [
        {"ring": ring, "order": order, **at(nth, share)}
        for ring, share in zip(circles, shares)
        for order, nth in enumerate([*range(count), 0])
    ]
    spokes = [
        {"spoke": nth, "order": order, **at(nth, end)} for nth in range(count) for order, end in enumerate((0, 1))
    ]
    points, lines = [], []
    for series, (name, ink, _, wide), date in zip(range(len(dates)), looks(dates), dates):
        ratings = [s.at(date) for s in statements]
        points += [
            {"when": name, "order": series, "statement": s.text, "rating": rating, **at(nth, s.along(rating))}
            for nth, (s, rating) in enumerate(zip(statements, ratings))
            if rating is not None
        ]
        lines += [
            {
                "when": name,
                "piece": f"{series} {part}",
                "order": order,
                "rating": rating,
                "ink": ink,
                "wide": wide,
                **at(nth, statements[nth].along(rating)),
            }
            for part, piece in enumerate(pieces(ratings))
            for order, nth in enumerate(piece)
            if (rating := ratings[nth]) is not None
        ]
    # The rings' numbers lie between the last spoke and the first, where no marker is. Of rings that are close some have
    # one, the lowest and the highest among them.
    side = math.pi / count
    gaps = max(1, len(circles) - 1)
    apart = radius * (1 - INNER) * math.cos(side) / gaps
    every = next(n for n in range(1, gaps + 1) if n == gaps or (gaps % n == 0 and n * apart >= NUMBERS_APART))
    numbers = [
        {"ring": ring, "x": centre - out * math.sin(side), "y": out * math.cos(side)}
        for ring, share in ([*zip(circles, shares)][::every] if shape.scale else ())
        for out in [at(0, share)["y"] * math.cos(side)]
    ]
    told_apart = scales(dates, None)
    names, inks, _, widths = zip(*looks(dates))
    # The legend is drawn among the marks: one that Vega lays out takes its room from the circle, and makes it an egg.
    legend = [
        {"when": name, "order": n, "ink": inks[n], "wide": widths[n], "x": told[n][0], "y": told[n][1]}
        for n, name in enumerate(names)
    ]
    samples = [{**t, "x": t["x"] + far} for t in legend for far in (0, 26)]
    line: dict[str, Any] = {
        "stroke": alt.Stroke("ink:N", scale=None),
        "strokeWidth": alt.StrokeWidth("wide:Q", scale=None),
    }
    layers = [
        layer(samples).mark_line().encode(detail=alt.Detail("when:N"), **line),
        layer([{**t, "x": t["x"] + 13} for t in legend])
        .mark_point(strokeWidth=2, opacity=1)
        .encode(**{k: v for k, v in told_apart.items() if k != "tooltip"}),
        layer([{**t, "x": t["x"] + 34} for t in legend])
        .mark_text(align="left", baseline="middle", fontSize=SIZE)
        .encode(text=alt.Text("when:N")),
        layer(circle_lines)
        .mark_line(color=LINES, strokeWidth=1)
        .encode(detail=alt.Detail("ring:N"), order=alt.Order("order:Q")),
        layer(spokes)
        .mark_line(color=LINES, strokeWidth=1)
        .encode(detail=alt.Detail("spoke:N"), order=alt.Order("order:Q")),
        layer(lines).mark_line(filled=False).encode(detail=alt.Detail("piece:N"), order=alt.Order("order:Q"), **line)
        if lines
        else None,
        layer(points).mark_point(strokeWidth=2, opacity=1).encode(**told_apart),
        layer(numbers).mark_text(fontSize=SIZE, stroke="#FFFFFF", strokeWidth=4).encode(text=alt.Text("ring:Q"))
        if numbers
        else None,
        layer(numbers).mark_text(fontSize=SIZE, color=QUIET).encode(text=alt.Text("ring:Q")) if numbers else None,
        *(
            layer([w for w in words if w["align"] == align])
            .mark_text(align=align, baseline="middle", fontSize=SIZE, color=INK)
            .encode(text=alt.Text("line:N"))
            for align in ("left", "center", "right")
            if any(w["align"] == align for w in words)
        ),
    ]
    chart = alt.layer(*filter(None, layers))
    # As large as its column: all of it grows with the width, the height too, or the circle would be an egg.
    tall = math.ceil(top - bottom)
    height = alt.param(name="height", expr=f"{tall} * {SCALE}")
    none = alt.AutoSizeParams(type="none", contains="padding")
    around = dict.fromkeys(("left", "top", "right", "bottom"), 0)
    return themed(chart.add_params(height).properties(width="container", height=tall, autosize=none, padding=around))
