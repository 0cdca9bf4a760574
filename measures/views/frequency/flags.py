"""Flags of households, street by street: a cell for each of both, with how many households have it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from measures.answers import Answer
from measures.disclosure import A_FLAG
from measures.leading import NAMED, apart, leaders
from measures.shapes import Frequency
from measures.views.base import View, picture, subtitle
from measures.views.frequency.streets import drawn_of
from measures.views.frequency.table import table
from measures.views.matrix import Cell, matrix
from measures.words import listed, plural

FLAG = 24  # letters of a flag in a line above its column


def view(answer: Answer[Frequency], order: Sequence[object] | None = None) -> View:
    """The flag that most households have, and the flags of each street, from A to Z unless an order is given."""
    drawn = picture(by_flag, answer.shape, list(order or answer.shape.order))
    return View(headline(answer), subtitle(answer), table(answer), drawn_of(answer.shape, order), pictures=(drawn,))


def headline(answer: Answer[Frequency]) -> str:
    """The flag that is most common, or those that may be by chance: of how many, the list does not say, since not
    all were asked about each. A flag by which lists were picked says nothing of how common it is."""
    shape = answer.shape
    totals = {flag: shape.count(..., flag) for flag in shape.split_order}
    if not any(totals.values()):
        return "No household is marked Yes for any flag"
    most = leaders(totals, totals.__getitem__)
    picked = most[0] if A_FLAG in answer.selected else next((flag for flag in most if flag in answer.selected), None)
    named = most[0] if picked is None else picked
    first, have = plural(totals[named], "household"), "has" if totals[named] == 1 else "have"
    if picked is not None:
        return f"{first} {have} {picked}, by which a list was picked: which flag is most common cannot be said"
    if len(totals) == 1:
        return f"{first} {have} {most[0]}, the only flag of which anything is known"
    if len(most) == 1:
        return f"The most common flag is {most[0]}: {first} {have} it"
    if len(most) > NAMED:
        return f"No flag of {len(totals):,} stands out as the most common: {first} at most {have} one"
    others = [f"{totals[flag]:,} {flag}" for flag in most[1:]]
    return f"{listed([f'{first} {have} {most[0]}', *others])}{apart([totals[flag] for flag in most])}"


def by_flag(shape: Frequency, streets: Sequence[Any]) -> alt.TopLevelMixin:
    """A row for each street, in the order given, and a column for each flag, with the number of households in the
    cell."""
    flags = [str(flag) for flag in shape.split_order]
    shown = set(streets)
    cells = [
        Cell(str(r["category"]), str(r["split"]), r["count"], str(r["split"]))
        for r in shape.rows
        if r["count"] and r["category"] in shown
    ]
    headings = [(flag, textwrap.wrap(flag, FLAG)) for flag in flags]
    return matrix([str(street) for street in streets], headings, cells, row="Street", column="Flag")
