"""Bars with their names above them, so that no telephone cuts a name."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from measures.shapes.demand import IN_WORDS
from measures.views.theme import AMOUNT, DEMAND_COLOURS, INK, QUIET, Drawing, themed

MOST = 15  # bars that a person looks through; the table has all
WRAP = 50  # letters of a name in a line: what a telephone has room for
ABREAST = 40  # letters of two names of a legend beside each other, for the same reason
LINE, BAR, GAP = 19, 18, 14
ABOVE = 12


@dataclass(frozen=True)
class Bar:
    """A bar: its name, what is written at its end, and its parts, each with its kind and the words of a tooltip."""

    name: str
    figure: str
    parts: tuple[tuple[object, float], ...]
    of: tuple[str, ...] = ()


class Rows:
    """Rows below each other, each with its name in lines above it: where each stands, and the words at the left."""

    def __init__(self) -> None:
        self.height = 0
        self._labels: list[dict[str, object]] = []

    def add(self, name: str, figure: str, tall: int) -> tuple[int, int]:
        """Room for one more, so tall; where it begins and ends."""
        lines = named(name, figure)
        self._labels += [{"y": self.height + LINE * n, "label": line} for n, line in enumerate(lines)]
        top = self.height + LINE * len(lines) - 6
        self.height = top + tall + GAP + 6
        return top, top + tall

    def y(self, field: str) -> alt.Y:
        """Where a row, or a part of it, stands."""
        return alt.Y(field, axis=None, scale=alt.Scale(domain=[self.height, -ABOVE], nice=False, zero=False))

    def chart(self, *drawn: alt.Chart, room: int = 0) -> alt.TopLevelMixin:
        """What is drawn in the rows, with their names; `room` is for an axis under them."""
        words = Drawing(pd.DataFrame(self._labels)).mark_text(align="left", x=0)
        layers = [*drawn, words.encode(y=self.y("y:Q"), text=alt.Text("label:N"))]
        return themed(alt.layer(*layers).properties(height=self.height + ABOVE + room))


class Beside:
    """Rows close below each other, each with its name at its left in as many lines as it needs: for a board, which
    has no room for names above them. `words` is the room that the words after a bar need, in pixels."""

    NAME, LETTERS, LINE, GAP = 126, 19, 14, 4

    def __init__(self, words: int) -> None:
        self.height = 0.0
        self._words = words
        self._labels: list[dict[str, object]] = []

    def add(self, name: str, tall: int, apart: int = 0) -> tuple[float, float]:
        """Room for one more, so tall and so far from the one before; where it begins and ends."""
        lines = textwrap.wrap(name, self.LETTERS) or [""]
        top = self.height + apart
        room = max(tall, self.LINE * len(lines))
        first = top + room / 2 - self.LINE * (len(lines) - 1) / 2
        self._labels += [{"y": first + self.LINE * n, "label": line} for n, line in enumerate(lines)]
        self.height = top + room + self.GAP
        return top + (room - tall) / 2, top + (room + tall) / 2

    def x(self, field: str, domain: Sequence[float]) -> alt.X:
        """How far a bar reaches, from the names to the words after it."""
        reach = [self.NAME, {"expr": f"max(width - {self._words}, {self.NAME + 20})"}]
        return alt.X(field, axis=None, scale=alt.Scale(domain=list(domain), range=reach, nice=False))

    def y(self, field: str) -> alt.Y:
        """Where a row, or a part of it, stands."""
        return alt.Y(field, axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False, zero=False))

    def chart(self, *drawn: alt.Chart, room: int = 0, title: str = "") -> alt.TopLevelMixin:
        """What is drawn in the rows, with their names; `room` is for what stands above them."""
        words = Drawing(pd.DataFrame(self._labels)).mark_text(align="left", baseline="middle", fontSize=12)
        names = words.encode(x=alt.XValue(0), y=self.y("y:Q"), text=alt.Text("label:N"))
        said: dict[str, Any] = {}
        if title:
            said["title"] = alt.TitleParams(
                title, anchor="start", fontSize=12, fontWeight="normal", color=INK, offset=4, frame="group"
            )
        return themed(alt.layer(*drawn, names).properties(height=self.height + room + 12, **said))


def in_words(kind: object) -> str:
    """A kind of demand as a person reads it."""
    return IN_WORDS.get(str(kind), str(kind))


def colours(kinds: Sequence[object]) -> dict[object, str]:
    """A colour for each kind of demand; one for what has no kinds."""
    return {kind: DEMAND_COLOURS.get(str(kind), AMOUNT) for kind in kinds}


def bars(
    shown: Sequence[Bar],
    amounts: str,
    kinds: Mapping[object, str],
    *,
    decimals: int = 0,
    of: str = "",
    legend: bool = True,
) -> alt.TopLevelMixin:
    """A bar a row, its name and its figure above it.

    `amounts` is what the bars are of; `kinds` are the parts in their order, each with its colour; `of` names what a
    part's own words tell.
    """
    placed, rows = [], Rows()
    for bar in shown:
        top, bottom = rows.add(bar.name, bar.figure, BAR)
        at = 0.0
        for nth, (kind, amount) in enumerate(bar.parts):
            if amount:
                part = {"name": bar.name, "kind": in_words(kind), "amount": amount, "from": at, "to": at + amount}
                part |= {"top": top, "bottom": bottom}
                placed.append(part | ({"of": bar.of[nth]} if of else {}))
                at += amount
    there = {in_words(kind): colour for kind, colour in kinds.items() if any(_has(bar, kind) for bar in shown)}
    columns = ["name", "kind", "amount", "from", "to", "top", "bottom", *(["of"] if of else [])]
    rects = (
        Drawing(pd.DataFrame(placed, columns=columns))
        .mark_rect(stroke=QUIET, strokeWidth=0.7)
        .encode(
            x=alt.X("from:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False)),
            x2=alt.X2("to:Q"),
            y=rows.y("top:Q"),
            y2=alt.Y2("bottom:Q"),
            color=colour(there, legend=legend),
            tooltip=[
                alt.Tooltip("name:N", title="What"),
                *([alt.Tooltip("kind:N", title="Which")] if legend and len(there) > 1 else []),
                alt.Tooltip("amount:Q", title=amounts, format=f",.{decimals}f"),
                *([alt.Tooltip("of:N", title=of)] if of else []),
            ],
        )
    )
    return rows.chart(rects)


def _has(bar: Bar, kind: object) -> bool:
    return any(which == kind and amount for which, amount in bar.parts)


def colour(shown: Mapping[str, str], field: str = "kind:N", *, legend: bool = True) -> alt.Color:
    """A scale of colours with its legend, which one colour does not need: in two columns where a telephone has room for
    both."""
    return alt.Color(
        field,
        title=None,
        scale=alt.Scale(domain=list(shown), range=list(shown.values())),
        legend=alt.Legend(orient="top", columns=_columns([*shown]), symbolStrokeColor=QUIET, symbolStrokeWidth=0.5)
        if legend and len(shown) > 1
        else None,
    )


def _columns(names: Sequence[str]) -> int:
    wide = sum(max(map(len, names[nth::2]), default=0) for nth in (0, 1))
    return 2 if wide <= ABREAST else 1


def taller(names: Sequence[str]) -> int:
    """The pixels by which a chart must be taller where its legend has one column: on the page that is within its
    height."""
    return LINE * (len(names) // 2) if len(names) > 1 and _columns(names) == 1 else 0


def named(name: str, figure: str) -> list[str]:
    """A name and its figure in lines; the figure is never broken."""
    lines = textwrap.wrap(name, WRAP) or [""]
    together = f"{lines[-1]} · {figure}"
    return [*lines[:-1], together] if len(together) <= WRAP else [*lines, figure]


def not_all(names: Sequence[Any], which: str = f"first {MOST}") -> str:
    """“The picture has the first 15; the table has all.”, where there are more than a picture has room for."""
    return f"The picture has the {which}; the table has all." if len(names) > MOST else ""


def most(names: Sequence[Any], of: Callable[[Any], float] | None = None) -> list[Any]:
    """The names that a picture has room for: as they stand, or those of most; what has no name last."""
    arranged = sorted(names, key=lambda name: -of(name)) if of else list(names)
    return sorted(arranged, key=lambda name: name is None)[:MOST]
