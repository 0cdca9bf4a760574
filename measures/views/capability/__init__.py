"""A measure over time: points with mean and limits, what they say, and the table of both."""

from __future__ import annotations

from measures.answers import Answer
from measures.over_time import MOST, UPLOADED, Drawn, draw, noun
from measures.shapes import Capability
from measures.views.base import FEWEST_POINTS, View, as_recorded, picture, subtitle
from measures.views.capability import chart, signals, words
from measures.words import plural


def view(answer: Answer[Capability]) -> View:
    """The capability chart and its moving ranges, without marks where nobody has drawn them; several series as a
    table, and so are one or two points."""
    shape = answer.shape
    if not isinstance(shape, Drawn) and len(shape.names) > 1:
        counted = f"{plural(shape.n, 'point')} of {len(shape.names)} series"  # a month has one of each kind of money
        return View(answer.measure.title, subtitle(answer, counted), as_recorded(answer), open_table=True)
    of = noun(answer)
    drawn = shape if isinstance(shape, Drawn) else draw(shape, every=of, latest=MOST)
    charts = ((chart.chart, {"pick": True}), (chart.ranges, {})) if drawn.n >= FEWEST_POINTS else ()
    return View(
        signals.headline(drawn, of),
        words.subtitle(drawn, of, answer.measure.title),
        words.table(drawn, of),
        " ".join(words.notes(drawn, of)),
        tuple(picture(each, drawn, **how) for each, how in charts),
        stacked=True,
        folded=words.RANGES,
        open_table=not charts,
        around=" ".join(words.warnings(drawn, uploaded=answer.measure.name == UPLOADED)),
    )
