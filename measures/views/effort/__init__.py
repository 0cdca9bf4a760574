"""Hours that demand takes: by agency and type as bars; by week, and by tier of household, in forms of their own."""

from __future__ import annotations

from collections.abc import Callable

from measures.answers import Answer
from measures.shapes import Effort
from measures.shapes.coverage import alike
from measures.shapes.demand import FAILURE, VALUE
from measures.views import bars
from measures.views.base import Picture, View, picture, subtitle
from measures.views.effort import caseload, weekly
from measures.views.effort.words import coverage, hours, tenth
from measures.words import number, percent, plural, sentence_case

FORMS: dict[str, Callable[[Answer], View]] = {"weekly": weekly.view, "caseload": caseload.view}


def view(answer: Answer[Effort]) -> View:
    """Hours in their own form, or as bars with the names above them."""
    form = FORMS.get(answer.measure.form)
    if form:
        return form(answer)
    drawn, note = (hours_drawn, hours_note) if answer.measure.unit == "hours" else (counts_drawn, counts_note)
    return View(headline(answer), subtitle(answer), table(answer), note(answer), (drawn(answer),))


def headline(answer: Answer[Effort]) -> str:
    """Which category has most hours of failure demand."""
    shape, what = answer.shape, answer.measure.category
    most = max(shape.order, key=lambda name: shape.minutes(name, FAILURE) or 0, default=None)
    if most is None or not shape.minutes(most, FAILURE):
        return f"No failure demand with minutes has {'an' if what[0] in 'aeiou' else 'a'} {what}"
    if (unlike := _unlike(shape, most)) is not None:
        return f"Failure demand by {what}: {unlike}, so which takes most cannot be said"
    if (shape.minutes(None, FAILURE) or 0) >= (shape.minutes(most, FAILURE) or 0):
        none = hours(shape.hours(None, FAILURE))
        return f"Failure demand by {what}: {none} have none, so which takes most cannot be said"
    return f"Failure demand by {what}: “{most}” takes most of it, {hours(shape.hours(most, FAILURE))}"


def _unlike(shape: Effort, most: object) -> str | None:
    """Why it cannot be said which takes most, or None: who writes down most would seem to."""
    for sides, are in ((shape.classified_of, "are classified"), (shape.timed_of, "have minutes")):
        parts = [sides(name).part or 0 for name in (most, *shape.rivals(most))]
        if not alike([sides(name) for name in (most, *shape.rivals(most))]):
            ends = dict.fromkeys(percent(end) for end in (min(parts), max(parts)))
            return f"{' to '.join(ends)} {are}"
    return None


def hours_note(answer: Answer[Effort]) -> str:
    """Of how many the minutes are known."""
    return coverage(answer.shape)


def counts_note(answer: Answer[Effort]) -> str:
    """How many have no category, and the coverage of minutes."""
    shape = answer.shape
    without = f"{shape.unplaced:,} without a recorded {answer.measure.category}. " if shape.unplaced else ""
    return f"{without}Minutes are recorded for {percent(shape.coverage())} of these demands."


def hours_drawn(answer: Answer[Effort]) -> Picture:
    """A bar of hours for each, in its kinds of demand; those that take most failure hours first."""
    shape, label = answer.shape, answer.measure.label
    kinds = bars.colours([kind for kind in shape.split_order if shape.count(..., kind)])
    shown = []
    for name in bars.most(shape.names, lambda name: shape.hours(name, FAILURE)):
        failure, value = (number(shape.hours(name, kind)) for kind in (FAILURE, VALUE))
        parts = tuple((kind, shape.hours(name, kind)) for kind in kinds)
        known = tuple(f"{shape.timed(name, kind):,} of {shape.count(name, kind):,}" for kind in kinds)
        unit = "hour" if value == "1" else "hours"
        shown.append(bars.Bar(str(label(name)), f"failure {failure}, value {value} {unit}", parts, known))
    return picture(bars.bars, shown, "Hours", kinds, decimals=1, of="Demands with minutes")


def counts_drawn(answer: Answer[Effort]) -> Picture:
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
