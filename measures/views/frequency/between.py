"""Who makes work for whom: a row of cells for each agency where it began, a cell for each that heard it."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

from measures.answers import Answer
from measures.shapes import Between
from measures.views.bars import MOST
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.matrix import Cell, matrix
from measures.words import listed, plural

ACROSS = 8  # agencies that have a column of their own on a telephone
LETTERS = 24  # of a name in a line above its column


def view(answer: Answer[Any]) -> View:
    """How many began elsewhere than where they were heard, and the cells of both."""
    shape = answer.shape
    pictures = (picture(cells, shape, answer.measure.counts),) if shape.known else ()
    return View(headline(answer), subtitle(answer), table(answer), note(shape), pictures)


def headline(answer: Answer[Between]) -> str:
    """“1,200 of 2,700 failure demands began in another agency than the one that heard them”, and of how many that is
    not known."""
    shape = answer.shape
    unknown = shape.n - shape.known
    if not shape.known:
        return "Of no failure demand is it recorded both where it began and who heard it"
    began = (
        f"{shape.elsewhere:,} of {plural(shape.known, 'failure demand')} began in another agency than the one that "
        f"heard "
    )
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
    """A row for each agency where it began, and a column for each that heard it; what an agency hears of its own is
    outlined."""
    hear_most = sorted(shape.split_order, key=lambda name: -shape.count(..., name))[:ACROSS]
    across = [name for name in shape.split_order if name in hear_most]
    found = [
        Cell(str(began), str(heard), shape.count(began, heard), str(heard), began == heard)
        for began in shape.order[:MOST]
        for heard in across
    ]
    columns = [(str(name), textwrap.wrap(str(name), LETTERS)) for name in across]
    rows = [str(name) for name in shape.order[:MOST]]
    return matrix(rows, columns, found, row="Began in", column="Heard by", named=True)
