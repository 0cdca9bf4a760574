"""Frequencies: how many of each category, as bars; and the forms that are drawn in a way of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from measures.answers import Answer
from measures.definition import FEWEST
from measures.leading import NAMED, apart, leaders
from measures.plurals import of_one
from measures.shapes import Frequency
from measures.shapes.demand import FAILURE, KINDS
from measures.views import bars
from measures.views.base import Picture, View, picture, subtitle
from measures.views.frequency import (
    between,
    changes,
    days,
    figures,
    flags,
    pyramid,
    recurrence,
    streets,
    weekdays,
    years,
)
from measures.views.frequency.table import table
from measures.words import article, percent, plural, portion, sentence_case

FORMS: dict[str, Callable[..., View]] = {
    "pyramid": pyramid.view,
    "streets": streets.view,
    "flags": flags.view,
    "recurrence": recurrence.view,
    "days": days.view,
    "between": between.view,
    "weekdays": weekdays.view,
    "changes": changes.view,
    "years": years.view,
    "figures": figures.view,
}


def view(answer: Answer[Frequency], **how: Any) -> View:
    """A frequency in its own form, or as bars with the names above them."""
    form = FORMS.get(answer.measure.form)
    if form:
        return form(answer, **how)
    pictures = (drawn(answer),) if answer.shape.total else ()
    return View(headline(answer), subtitle(answer), table(answer), note(answer), pictures)


def headline(answer: Answer[Frequency]) -> str:
    """The category that most have, and how many: “Three or more agencies: 120 of 2,000 households”."""
    shape, measure = answer.shape, answer.measure
    if not shape.total:
        of, what = plural(shape.n, _one(measure.counts), measure.counts), measure.category
        several = what.endswith("s")  # flags, agencies: a category is a number of them
        return f"None of {of} has {'known' if several else article(what)} {what} yet"
    first, *others = leaders(shape.order, shape.count)
    all_ = plural(shape.total, _one(measure.counts), measure.counts)
    if len(others) >= NAMED:
        of_number = "number of " if isinstance(first, int) else ""
        return f"No {of_number}{measure.category} stands out among {all_}"
    whole = f"{shape.count(first):,} of {all_}"
    if others:
        rest = "; ".join(f"{named(answer, name)}: {shape.count(name):,}" for name in others)
        return f"{named(answer, first)}: {whole}; {rest}{apart([shape.count(name) for name in (first, *others)], '; ')}"
    part = f", {portion(shape.share(first), shape.total)}" if measure.shares and shape.total >= FEWEST else ""
    return f"{named(answer, first)}: {whole}{part}"


def note(answer: Answer[Frequency]) -> str:
    """How many categories the picture has, how many could not be placed, and of how many few flags were asked."""
    shape, measure = answer.shape, answer.measure
    most = bars.not_all(shape.order)
    words = measure.labels.get(None, f"No {measure.category}, and in no share")
    without = f"{plural(shape.unplaced, _one(measure.counts), measure.counts)}: {words[:1].lower()}{words[1:]}."
    few = shape.count(..., pyramid.FEW)
    asked = (
        f"{plural(few, 'household is', 'households are')} on lists with fewer flags than the rule needs: asked of "
        f"more, they may have more."
    )
    return " ".join(filter(None, [most, without if shape.unplaced else "", asked if few else ""]))


def named(answer: Answer[Frequency], category: object) -> str:
    """A category in words; of a number, how many of what."""
    label, what = answer.measure.label(category), answer.measure.category
    return plural(label, _one(what), what) if isinstance(label, int) else str(label)


def _one(counts: str) -> str:
    return of_one(counts)


def drawn(answer: Answer[Frequency]) -> Picture:
    """A bar for each of the first categories, in its kinds of demand where these are told."""
    shape, measure = answer.shape, answer.measure
    kinds = bars.colours(shape.splits if set(KINDS) == set(shape.splits) else [measure.counts])
    several = sum(shape.count(..., kind) > 0 for kind in kinds) > 1
    shown = []
    for row in shape.table()[: bars.MOST]:
        figure = f"{row['total']:,}" + (
            f", {percent(row['share'])}" if measure.shares and shape.total >= FEWEST else ""
        )
        figure += f", failure {row[FAILURE]:,}" if several else ""
        parts = tuple((kind, row.get(kind, row["total"])) for kind in kinds)
        shown.append(bars.Bar(named(answer, row["category"]), figure, parts))
    return picture(bars.bars, shown, sentence_case(measure.counts), kinds)
