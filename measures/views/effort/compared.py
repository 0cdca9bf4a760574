"""Hours of agencies or types side by side, as bars: by the week, since who has been on record for longer has more."""

from __future__ import annotations

from measures.answers import Answer
from measures.leading import NAMED, amount_ahead, apart
from measures.shapes import Compared
from measures.shapes.coverage import Known, alike
from measures.shapes.demand import FAILURE, VALUE
from measures.views import bars
from measures.views.base import Picture, View, picture, subtitle
from measures.views.effort.words import between, coverage, hours, tenth, tenths
from measures.words import listed, percent, sentence_case


def view(answer: Answer[Compared]) -> View:
    """Who takes most hours of failure demand a week, and the hours of each."""
    return View(headline(answer), subtitle(answer), table(answer), note(answer), (drawn(answer),))


def headline(answer: Answer[Compared]) -> str:
    """Which category takes most hours of failure demand a week."""
    shape, what = answer.shape, answer.measure.category
    if not shape.count(..., FAILURE):
        return "No demand is classified as failure"
    if not any(shape.minutes(name, FAILURE) for name in shape.order):
        return f"No failure demand with minutes has {'an' if what[0] in 'aeiou' else 'a'} {what}"

    def a_week(name: object) -> float:
        return shape.a_week(name, FAILURE) or 0

    most = max(shape.order, key=a_week)
    if not a_week(most):
        return f"Failure demand by {what}: none is of a whole week on record, so which takes most cannot be said"
    if (unlike := _unlike(shape, most)) is not None:
        return f"Failure demand by {what}: {unlike}, so which takes most cannot be said"
    second = max((a_week(name) for name in shape.order if name != most), default=0)
    named = Known(round(60 * sum(map(a_week, shape.order))), round(60 * sum(map(a_week, shape.names))))
    if a_week(None) >= a_week(most) or not named.enough and second + a_week(None) >= a_week(most):
        none = hours(a_week(None))
        return f"Failure demand by {what}: {none} a week have none, so which takes most cannot be said"
    of = {name: shape.timed(name, FAILURE) for name in shape.order}
    alike = [name for name in shape.order if not amount_ahead(a_week(most), of[most], a_week(name), of[name])]
    alike = [name for name in sorted(alike, key=a_week, reverse=True) if a_week(name)]
    if len(alike) > NAMED:
        return (
            f"Failure demand by {what}: none stands out as the one that takes most, {hours(a_week(most))} a week at "
            f"most"
        )
    if len(alike) > 1:
        each = listed([f"“{name}” {hours(a_week(name))}" for name in alike])
        return f"Failure demand by {what}: {each} a week{apart([hours(a_week(name)) for name in alike], ', ')}"
    if shape.order == [most] and None not in shape.names:
        return f"Failure demand by {what}: all of it is of “{most}”, {hours(a_week(most))} a week"
    return f"Failure demand by {what}: “{most}” takes most of it, {hours(a_week(most))} a week"


def _unlike(shape: Compared, most: object) -> str | None:
    """Why it cannot be said which takes most, or None: who writes down most would seem to."""
    for sides, are in ((shape.classified_of, "are classified"), (shape.timed_of, "have minutes")):
        parts = [sides(name).part or 0 for name in (most, *shape.rivals(most))]
        if not alike([sides(name) for name in (most, *shape.rivals(most))]):
            ends = dict.fromkeys(percent(end) for end in (min(parts), max(parts)))
            return f"{' to '.join(ends)} {are}"
    return None


def note(answer: Answer[Compared]) -> str:
    """Of how many the minutes are known, and of which weeks the hours a week are."""
    drawn_of = bars.not_all(answer.shape.names, f"{bars.MOST} that take most failure hours a week")
    return " ".join(filter(None, (coverage(answer.shape), _of_weeks(answer), drawn_of)))


def _of_weeks(answer: Answer[Compared]) -> str:
    """“Hours a week are of the whole weeks on record: 49 of Council and 40 of Health.”"""
    shape, label = answer.shape, answer.measure.label
    each = {name: weeks for name in shape.names if (weeks := shape.weeks_of(name))}
    if not each:
        return ""
    if len(set(each.values())) == 1 or len(each) > NAMED:
        return f"Hours a week are of the whole weeks on record, {between(*(shape.weeks_of() or (0, 0)), 0)}."
    named = listed([f"{between(*weeks, 0)} of {label(name)}" for name, weeks in each.items()])
    return f"Hours a week are of the whole weeks on record: {named}."


def drawn(answer: Answer[Compared]) -> Picture:
    """A bar of hours a week for each, in its kinds of demand; those that take most failure hours first."""
    shape, label = answer.shape, answer.measure.label
    kinds = bars.colours([kind for kind in shape.split_order if shape.count(..., kind)])
    shown = []
    for name in bars.most(shape.names, lambda name: shape.a_week(name, FAILURE) or 0):
        parts = tuple((kind, shape.a_week(name, kind) or 0) for kind in kinds)
        known = tuple(f"{shape.timed(name, kind):,} of {shape.count(name, kind):,}" for kind in kinds)
        shown.append(bars.Bar(str(label(name)), _figure(shape, name), parts, known))
    return picture(bars.bars, shown, "Hours a week", kinds, decimals=1, of="Demands with minutes")


def _figure(shape: Compared, name: object) -> str:
    """“failure 1.2, value 0.8 hours a week”; “value 0.8 hours a week, failure without minutes”, where there is some."""
    if shape.weeks_of(name) is None:
        return "no whole week on record"
    there = [kind for kind in (FAILURE, VALUE) if shape.count(name, kind)]
    unknown = [kind for kind in there if not shape.timed(name, kind)]
    if there == unknown:
        return hours(None) if there else "none classified so far"
    known = {kind: tenths(shape.a_week(name, kind) or 0) for kind in (FAILURE, VALUE) if kind not in unknown}
    said = ", ".join(f"{kind.lower()} {figure}" for kind, figure in known.items())
    said += f" {'hour' if [*known.values()][-1] == '1.0' else 'hours'} a week"
    return ", ".join([said, *(f"{kind.lower()} without minutes" for kind in unknown)])


def table(answer: Answer[Compared]) -> list[dict[str, str]]:
    """A row for each category: hours by kind, how many demands, of how many the minutes are known; and a week."""
    shape, measure = answer.shape, answer.measure
    kinds = [kind for kind in shape.split_order if shape.count(..., kind)]
    names = {kind: bars.in_words(kind) for kind in kinds} if len(kinds) > 1 else {...: ""}
    rows = []
    for name in shape.names:
        weeks = shape.weeks_of(name)
        row = {sentence_case(measure.category): str(measure.label(name))}
        row |= {_heading(kind, "hours"): tenth(shape.minutes(name, of)) for of, kind in names.items()}
        row |= {_heading(kind, "hours a week"): tenths(shape.a_week(name, of)) for of, kind in names.items()}
        row |= {sentence_case(measure.counts): f"{shape.count(name):,}", "With minutes": f"{shape.timed(name):,}"}
        rows.append(row | {"Whole weeks": between(*weeks, 0) if weeks else "0"})
    return rows


def _heading(kind: str, what: str) -> str:
    return f"{kind}, {what}" if kind else sentence_case(what)
