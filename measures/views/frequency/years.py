"""A case over the years: how many interactions with each agency."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.leading import leaders, together
from measures.shapes import Frequency
from measures.views.base import View, picture
from measures.views.frequency.table import table
from measures.views.theme import COUNTS, INK, QUIET, Drawing, themed
from measures.words import plural

BAND, CELL = 58, 26
MANY_YEARS = 24  # with more, a number no longer fits its cell on a telephone: the table has them all


def view(answer: Answer[Frequency]) -> View:
    """The busiest year, and how many interactions there were with each agency in each year."""
    drawn = (picture(by_agency, answer.shape),) if answer.shape.total else ()
    return View(headline(answer), about(answer), table(answer), pictures=drawn)


def headline(answer: Answer[Frequency]) -> str:
    """The busiest year, and how many of the years had something."""
    shape = answer.shape
    years = {year: shape.count(year) for year in shape.order}
    if not years:
        return "No interaction has a date"
    first, last = min(years), max(years)
    if first == last:
        return f"{plural(shape.total, 'interaction')}, all in {first}"
    top = [str(year) for year in leaders(years, years.__getitem__)]
    busiest = f"the busiest was {top[0]}, with {years[int(top[0])]:,}"
    if len(top) > 1:
        busiest = f"{together(top, 'years')} were the busiest, with {years[int(top[0])]:,} each"
    of = last - first + 1
    which = f"each of the {of}" if len(years) == of else f"{len(years)} of the {of}"
    return f"Interactions in {which} years from {first} to {last}; {busiest}"


def about(answer: Answer[Frequency]) -> str:
    """What the cells are, how many, and how many belong to the new way of working."""
    shape = answer.shape
    new = sum(r["count"] for r in shape.rows if r["split"].endswith("new way of working"))
    of = f"case {answer.filters['case']}" if "case" in answer.filters else "all cases"
    words = f"Interactions of {of} by agency and calendar year. n = {plural(shape.n, 'interaction')}"
    words += f", {shape.n - new:,} before and {new:,} in the new way of working." if new else "."
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
    rows = pd.DataFrame(
        [
            {"agency": r["split"], "year": str(r["category"]), "interactions": r["count"]}
            for r in known
            if r["split"] is not None
        ]
    )
    names = pd.DataFrame([{"agency": a, "label": f"{a} · {shape.count(..., a):,}", "year": years[0]} for a in agencies])
    y = alt.Y("agency:N", sort=agencies, axis=None, scale=alt.Scale(domain=agencies, paddingInner=0, paddingOuter=0))
    x = alt.X(
        "year:O",
        title=None,
        scale=alt.Scale(domain=years, paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            labelAngle=0, labelOverlap="greedy", labelSeparation=6, labelFlush=False, ticks=False, domainColor=QUIET
        ),
    )
    base = Drawing(rows).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("agency:N", title="Agency"),
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("interactions:Q", title="Interactions", format=","),
        ],
    )
    cells = base.mark_rect(height=CELL, yOffset=10, stroke="#FFFFFF", strokeWidth=1.5).encode(
        color=alt.Color(
            "interactions:Q",
            legend=None,
            scale=alt.Scale(domain=[0, max(most, 1)], range=COUNTS, interpolate="rgb"),
        )
    )
    layers = [cells]
    if len(years) <= MANY_YEARS:
        layers.append(
            base.mark_text(dy=10, fontSize=12).encode(
                text=alt.Text("interactions:Q", format=","),
                color=alt.condition(alt.datum.interactions > most * 0.5, alt.value("#FFFFFF"), alt.value(INK)),
            )
        )
    layers.append(Drawing(names).mark_text(align="left", dy=-13, x=1).encode(y=y, text=alt.Text("label:N")))
    return themed(alt.layer(*layers).properties(height=BAND * len(agencies)))
