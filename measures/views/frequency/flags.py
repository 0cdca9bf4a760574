"""Flags of households, street by street: a cell for each of both, with how many households have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.leading import leaders, together
from measures.shapes import Frequency
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import COUNTS, INK, Drawing, themed
from measures.words import plural

ROW = 24


def view(answer: Answer[Frequency], order: Sequence[object] | None = None) -> View:
    """The flag that most households have, and the flags of each street, from A to Z unless an order is given."""
    drawn = picture(by_flag, answer.shape, list(order or answer.shape.order))
    return View(headline(answer), subtitle(answer), table(answer), pictures=(drawn,))


def headline(answer: Answer[Frequency]) -> str:
    """The flag that is most common, or the flags, where several are as common: of how many, the list does not say, since not all
    were asked about each."""
    shape = answer.shape
    totals = {flag: shape.count(..., flag) for flag in shape.split_order}
    if not any(totals.values()):
        return "No household is marked Yes for any flag"
    most = sorted(leaders(totals, totals.__getitem__))
    have = "household has it" if totals[most[0]] == 1 else "households have it"
    if len(most) == 1:
        return f"The most common flag is {most[0]}: {totals[most[0]]:,} {have}"
    return f"{together(most, 'flags')} are as common as each other, and no flag is more so: {plural(totals[most[0]], 'household')} each"


def by_flag(shape: Frequency, streets: Sequence[Any]) -> alt.TopLevelMixin:
    """A row for each street, in the order given, and a column for each flag, with the number of households in the
    cell."""
    most = max((r["count"] for r in shape.rows), default=0)
    rows = pd.DataFrame(
        [{"street": r["category"], "flag": r["split"], "households": r["count"]} for r in shape.rows if r["count"]]
    )
    base = Drawing(rows).encode(
        y=alt.Y(
            "street:N",
            sort=list(streets),
            title=None,
            scale=alt.Scale(domain=list(streets)),
            axis=alt.Axis(ticks=False, domain=False),
        ),
        x=alt.X(
            "flag:N",
            title=None,
            scale=alt.Scale(domain=list(shape.split_order)),
            axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("street:N", title="Street"),
            alt.Tooltip("flag:N", title="Flag"),
            alt.Tooltip("households:Q", title="Households", format=","),
        ],
    )
    cells = base.mark_rect(stroke="#FFFFFF", strokeWidth=2).encode(
        color=alt.Color(
            "households:Q", legend=None, scale=alt.Scale(domain=[0, max(most, 1)], range=COUNTS[:4], interpolate="rgb")
        )
    )
    # White on the darker half: the text keeps 4.5:1 against its cell.
    words = base.mark_text().encode(
        text=alt.Text("households:Q", format=","),
        color=alt.condition(alt.datum.households > most * 0.72, alt.value("#FFFFFF"), alt.value(INK)),
    )
    return themed((cells + words).properties(height={"step": ROW}))
