"""Hours that demand takes: by agency and type, by week, and by tier of household, in forms of their own."""

from __future__ import annotations

from collections.abc import Callable

from measures.answers import Answer
from measures.leading import NAMED, leaders
from measures.plurals import of_one
from measures.shapes import Effort
from measures.views import bars
from measures.views.base import Picture, View, picture, subtitle
from measures.views.effort import caseload, compared, weekly
from measures.views.effort.words import hours, tenth
from measures.words import listed, percent, plural, sentence_case

FORMS: dict[str, Callable[[Answer], View]] = {
    "compared": compared.view,
    "weekly": weekly.view,
    "caseload": caseload.view,
}


def view(answer: Answer[Effort]) -> View:
    """Hours in their own form; or demands as bars with the names above them, and the hours they took."""
    form = FORMS.get(answer.measure.form)
    if form:
        return form(answer)
    return View(headline(answer), subtitle(answer), table(answer), note(answer), (drawn(answer),))


def headline(answer: Answer[Effort]) -> str:
    """How many there are, and of which category most; of several that may have most by chance, how many of each."""
    shape, measure = answer.shape, answer.measure
    counted = plural(answer.n, of_one(measure.counts), measure.counts)
    top = leaders(shape.order, shape.count)
    if not top or len(top) > NAMED:
        return counted
    return f"{counted}, {listed([f'{shape.count(name):,} of “{measure.label(name)}”' for name in top])}"


def note(answer: Answer[Effort]) -> str:
    """How many have no category, and the coverage of minutes."""
    shape = answer.shape
    without = f"{shape.unplaced:,} without a recorded {answer.measure.category}. " if shape.unplaced else ""
    said = f"{without}Minutes are recorded for {percent(shape.coverage())} of these demands."
    return " ".join(filter(None, (said, bars.not_all(shape.names))))


def drawn(answer: Answer[Effort]) -> Picture:
    """A bar of demands for each, and the hours they took written beside it."""
    shape, label = answer.shape, answer.measure.label
    kinds = bars.colours(shape.split_order)
    shown = []
    for name in bars.most(shape.names):
        figure = f"{plural(shape.count(name), 'demand')}, {hours(shape.hours(name) if shape.timed(name) else None)}"
        parts = tuple((kind, shape.count(name, kind)) for kind in kinds)
        shown.append(bars.Bar(str(label(name)), figure, parts))
    return picture(bars.bars, shown, "Demands", kinds)


def table(answer: Answer[Effort]) -> list[dict[str, str]]:
    """A row for each category: hours by kind, how many demands, and of how many the minutes are known."""
    shape, measure = answer.shape, answer.measure
    kinds = [kind for kind in shape.split_order if shape.count(..., kind)]
    names = {kind: f"{bars.in_words(kind)}, hours" for kind in kinds} if len(kinds) > 1 else {...: "Hours"}
    return [
        {sentence_case(measure.category): str(measure.label(name))}
        | {heading: tenth(shape.minutes(name, kind)) for kind, heading in names.items()}
        | {sentence_case(measure.counts): f"{shape.count(name):,}", "With minutes": f"{shape.timed(name):,}"}
        for name in shape.names
    ]
