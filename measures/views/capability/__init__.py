"""A measure over time: points with mean and limits, what they say, and the table of both."""

from __future__ import annotations

from measures.answers import Answer
from measures.over_time import MOST, Drawn, draw
from measures.shapes import Capability
from measures.views.base import View, as_recorded, picture, subtitle
from measures.views.capability import chart, words


def view(answer: Answer[Capability]) -> View:
    """The capability chart and its moving ranges, without marks where nobody has drawn them; several series as a
    table."""
    shape = answer.shape
    if not isinstance(shape, Drawn) and len(shape.names) > 1:
        return View(answer.measure.title, subtitle(answer), as_recorded(answer), open_table=True)
    noun = words.noun(answer)
    drawn = shape if isinstance(shape, Drawn) else draw(shape, every=noun, latest=MOST)
    charts = (chart.chart, chart.ranges)[: drawn.n]  # of one point there is no moving range
    return View(
        words.headline(drawn, noun),
        words.subtitle(drawn, noun, answer.measure.title),
        words.table(drawn, noun),
        " ".join(words.notes(drawn, noun)),
        tuple(picture(each, drawn) for each in charts),
        stacked=True,
    )
