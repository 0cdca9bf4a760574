"""Who makes work for whom: a row of cells for each agency where it began, a cell for each that heard it."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Between
from measures.views.bars import MOST, Rows
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import COUNTS, INK, LINES, Drawing
from measures.words import listed, plural, sentence_case

CELL, SPACE, TITLE = 28, 16, 12
ACROSS = 8  # agencies that have a column of their own on a telephone
LETTERS, LINES_OF_A_NAME, LETTER = 30, 2, 7  # of a name that stands upright over a column


def view(answer: Answer[Any]) -> View:
    """How many began elsewhere than where they were heard, and the cells of both."""
    shape = answer.shape
    pictures = (picture(cells, shape, answer.measure.counts),) if shape.known else ()
    return View(headline(answer), subtitle(answer), table(answer), note(shape), pictures)


def headline(answer: Answer[Between]) -> str:
    """“1,200 of 2,700 failure demands began in another agency than the one that heard them”, and of how many that is not
    known."""
    shape = answer.shape
    unknown = shape.n - shape.known
    if not shape.known:
        return "Of no failure demand is it recorded both where it began and who heard it"
    began = f"{shape.elsewhere:,} of {plural(shape.known, 'failure demand')} began in another agency than the one that heard "
    began += "it" if shape.known == 1 else "them"
    return began + (f"; of {unknown:,} more it is not known" if unknown else "")


def note(shape: Between) -> str:
    """What the outlined cells are, which most is made for another, and how many are in no cell."""
    said = ["Outlined: what an agency hears of its own failures."] if shape.known > shape.elsewhere else []
    if shape.most:
        said.append(f"Most for another: {shape.most[0]} for {shape.most[1]}, {shape.count(*shape.most):,}.")
    without = shape.count(None)
    unheard = shape.n - shape.known - without
    why = [f"{without:,} without a record of where the failure began"] if without else []
    why += [f"{unheard:,}{' others' if without else ''} without one of who heard of it"] if unheard else []
    if why and shape.known:
        said.append(f"In no cell: {listed(why)}.")
    if len(shape.order) > MOST or len(shape.split_order) > ACROSS:
        rows, columns = min(MOST, len(shape.order)), min(ACROSS, len(shape.split_order))
        said.append(f"The picture has the first {rows} that make and {columns} that hear most; the table has all.")
    return " ".join(said)


def cells(shape: Between, counts: str) -> alt.TopLevelMixin:
    """A row for each agency where it began, named above it, and a column for each that heard it, its name upright over the
    first row."""
    hear_most = sorted(shape.split_order, key=lambda name: -shape.count(..., name))[:ACROSS]
    across = [name for name in shape.split_order if name in hear_most]
    names = {name: _upright(str(name)) for name in across}
    above = LETTER * max(len(line) for lines in names.values() for line in lines) + SPACE + TITLE
    rows, placed = Rows(above), []
    for began in shape.order[:MOST]:
        top, bottom = rows.add(f"Began in {began}", f"{shape.count(began):,}", CELL)
        for heard in across:
            cell = {"began": str(began), "heard": str(heard), "count": shape.count(began, heard)}
            edge = INK if began == heard else LINES
            placed.append(cell | {"edge": edge, "top": top, "middle": top + CELL / 2, "bottom": bottom})
    most = max(p["count"] for p in placed) or 1
    x = alt.X(
        "heard:N", sort=None, axis=None, scale=alt.Scale(domain=[*map(str, across)], paddingInner=0.08, paddingOuter=0)
    )
    base = Drawing(pd.DataFrame(placed)).encode(
        x=x,
        tooltip=[
            alt.Tooltip("began:N", title="Began in"),
            alt.Tooltip("heard:N", title="Heard by"),
            alt.Tooltip("count:Q", title=sentence_case(counts), format=","),
        ],
    )
    drawn = base.mark_rect(strokeWidth=1.5).encode(
        y=rows.y("top:Q"),
        y2=alt.Y2("bottom:Q"),
        stroke=alt.Stroke("edge:N", scale=None),
        color=alt.Color(
            "count:Q",
            legend=None,
            scale=alt.Scale(domain=[0, most], range=["#FFFFFF", *COUNTS[1:4]], interpolate="rgb"),
        ),
    )
    # White on the darker half: the text keeps 4.5:1 against its cell.
    figures = base.mark_text().encode(
        y=rows.y("middle:Q"),
        text=alt.Text("count:Q", format=","),
        color=alt.condition(alt.datum.count > most * 0.72, alt.value("#FFFFFF"), alt.value(INK)),
    )
    heads = pd.DataFrame(
        [{"heard": str(name), "lines": "\n".join(lines), "at": above - SPACE} for name, lines in names.items()]
    )
    over = (
        Drawing(heads)
        .mark_text(angle=270, align="left", baseline="middle", lineHeight=14, lineBreak="\n")
        .encode(x=x, y=rows.y("at:Q"), text=alt.Text("lines:N"))
    )
    title = Drawing(pd.DataFrame([{"at": 0, "words": "Heard by"}])).mark_text(align="left", x=0)
    return rows.chart(drawn, figures, over, title.encode(y=rows.y("at:Q"), text=alt.Text("words:N")))


def _upright(name: str) -> list[str]:
    """A name in lines that fit side by side over a column."""
    return textwrap.wrap(name, LETTERS, max_lines=LINES_OF_A_NAME, placeholder="…")
