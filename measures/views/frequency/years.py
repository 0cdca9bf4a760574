"""A case over the years: how many interactions with each agency."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.leading import leaders
from measures.shapes import Frequency
from measures.views.bars import Rows
from measures.views.base import FEWEST_POINTS, View, picture, where
from measures.views.frequency.table import table
from measures.views.matrix import shade
from measures.views.theme import QUIET, Drawing
from measures.words import listed, plural

NEW_WAY, NOT_STATED = ", new way of working", ", approach not stated"  # after an agency, as the query says it
CELL, AXIS = 26, 30
MANY_YEARS = 24  # with more, a number no longer fits its cell on a telephone: the table has them all


def view(answer: Answer[Frequency]) -> View:
    """The busiest year, and how many interactions there were with each agency in each year."""
    drawn = (picture(by_agency, answer.shape),) if len(answer.shape.order) >= FEWEST_POINTS else ()
    return View(headline(answer), about(answer), table(answer), pictures=drawn, open_table=not drawn)


def headline(answer: Answer[Frequency]) -> str:
    """The busiest year, and how many of the years had something."""
    shape = answer.shape
    years = {year: shape.count(year) for year in shape.order}
    if not years:
        return "No interaction has a date"
    first, last = min(years), max(years)
    if first == last:
        return f"{plural(shape.total, 'interaction')}, all in {first}"
    top = leaders(years, years.__getitem__)
    busiest = f"the busiest was {top[0]}, with {years[top[0]]:,}"
    if len(top) > 1:
        busiest = f"no year stands out as the busiest, {max(years.values()):,} is the most in one"
    of = last - first + 1
    which = f"each of the {of}" if len(years) == of else f"{len(years)} of the {of}"
    return f"Interactions in {which} years from {first} to {last}; {busiest}"


def about(answer: Answer[Frequency]) -> str:
    """What the cells are, how many, and how many belong to the new way of working."""
    shape = answer.shape
    new, unsaid = (sum(r["count"] for r in shape.rows if r["split"].endswith(way)) for way in (NEW_WAY, NOT_STATED))
    words = f"Interactions of {where(answer)} by agency and calendar year. n = {plural(shape.n, 'interaction')}"
    ways = [f"{shape.n - new - unsaid:,} before", f"{new:,} in the new way of working"] if new else []
    ways += [f"{unsaid:,} of no stated approach"] if unsaid else []
    words += f", {listed(ways)}." if ways else "."
    return words + (f" {shape.unplaced:,} without a date cannot be placed." if shape.unplaced else "")


def by_agency(shape: Frequency) -> alt.TopLevelMixin:
    """A band for each agency, busiest first, its name above it; a cell for each year with the count in it.

    A year without interactions is there, and empty: a gap in a life is not left out.
    """
    known = [r for r in shape.rows if r["category"] is not None]
    first, last = min(r["category"] for r in known), max(r["category"] for r in known)
    years = [str(year) for year in range(first, last + 1)]
    agencies = sorted(shape.split_order, key=lambda split: (", new way" in str(split), -shape.count(..., split)))
    most = max(r["count"] for r in known)
    placed, rows = [], Rows()
    for agency in agencies:
        top, bottom = rows.add(str(agency), f"{shape.count(..., agency):,}", CELL)
        for r in known:
            if r["split"] == agency:
                ground, ink = shade(r["count"], most, deepest=4)
                cell = {"agency": agency, "year": str(r["category"]), "interactions": r["count"], "ground": ground}
                placed.append(cell | {"ink": ink, "top": top, "middle": (top + bottom) / 2, "bottom": bottom})
    x = alt.X(
        "year:O",
        title=None,
        scale=alt.Scale(domain=years, paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(
            labelAngle=0, labelOverlap="greedy", labelSeparation=6, labelFlush=False, ticks=False, domainColor=QUIET
        ),
    )
    base = Drawing(pd.DataFrame(placed)).encode(
        x=x,
        tooltip=[
            alt.Tooltip("agency:N", title="Agency"),
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("interactions:Q", title="Interactions", format=","),
        ],
    )
    layers = [base.mark_rect().encode(y=rows.y("top:Q"), y2=alt.Y2("bottom:Q"), fill=alt.Fill("ground:N", scale=None))]
    if len(years) <= MANY_YEARS:
        layers.append(
            base.mark_text(fontSize=12).encode(
                y=rows.y("middle:Q"),
                text=alt.Text("interactions:Q", format=","),
                color=alt.Color("ink:N", scale=None),
            )
        )
    return rows.chart(*layers, room=AXIS)
