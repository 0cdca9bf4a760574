"""Which types come again and again: a row for each, and a column for each of the last weeks."""

from __future__ import annotations

import altair as alt

from measures.answers import Answer
from measures.shapes import Recurrence
from measures.shapes.frequency import RECURS_IN, TOO_EARLY, TOO_FEW_TYPED, WEEKS
from measures.views.bars import MOST, not_all
from measures.views.base import FEWEST_POINTS, View, picture, subtitle
from measures.views.matrix import Cell, matrix
from measures.words import plural, sentence_case, short

WHY_NOT = {
    TOO_EARLY: f"not {WEEKS} weeks are on record",
    TOO_FEW_TYPED: "of too many demands of these weeks nobody has said which type they are",
}


def view(answer: Answer[Recurrence]) -> View:
    """What recurs, the rule it is told by, and the weeks in which each was seen."""
    shape = answer.shape
    of = plural(len(shape.order), answer.measure.category)
    drawn = len(shape.weeks) >= FEWEST_POINTS and shape.order
    pictures = (picture(cells, shape, answer.measure.counts),) if drawn else ()
    return View(headline(answer), subtitle(answer, of), table(answer), note(shape), pictures)


def headline(answer: Answer[Recurrence]) -> str:
    """“23 of 33 types are predictable”, or that it is too early."""
    shape, one = answer.shape, answer.measure.category
    types, weeks = len(shape.order), len(shape.weeks)
    if not types:
        return f"No demand has a {one} yet, so nothing can be said of what comes again"
    if shape.too_early:
        on_record = f"{plural(weeks, 'whole week')} on record"
        return f"Too early to say what is predictable: {on_record}, and it takes {WEEKS}"
    if not shape.told:
        typed, asked = max(map(shape.typed_of, shape.order), key=lambda known: known.of_all)
        return f"Too early to say what is predictable: {typed:,} of {asked:,} demands of the last weeks have a {one}"
    count = len(shape.predictable)
    return f"{count:,} of {plural(len(shape.told), one)} {'is' if count == 1 else 'are'} predictable"


def note(shape: Recurrence) -> str:
    """The rule, and how many types the picture has."""
    rule = (
        f"Predictable: seen in {RECURS_IN} or more of the last {WEEKS} whole weeks on record of those who receive "
        "it. The last week is on the right."
    )
    for why, words in WHY_NOT.items():
        unsaid = [name for name in shape.order if shape.says(name) == why]
        if unsaid and shape.told:
            rule += f" Of {plural(len(unsaid), 'more type', 'more types')} it cannot be said: {words}."
    return f"{rule} {not_all(shape.order)}".rstrip()


def table(answer: Answer[Recurrence]) -> list[dict[str, str]]:
    """Each type, the weeks it was seen in, and what that says."""
    shape = answer.shape
    return [
        {
            sentence_case(answer.measure.category): str(name),
            "Weeks seen": f"{shape.weeks_with(name):,}",
            "Of weeks": f"{len(shape.weeks_of(name)):,}",
            "So it is": shape.says(name),
            "Demands in these weeks": f"{shape.count(name, tuple(shape.weeks)):,}",
        }
        for name in shape.order
    ]


def cells(shape: Recurrence, counts: str) -> alt.TopLevelMixin:
    """A small matrix: how many of each type in each of the last weeks, each week by its Monday. Where types are not on
    record in the same weeks, by how many weeks it is before the last of its own."""
    names = shape.order[:MOST]
    mondays = {week: {day for name in names if (day := shape.monday(name, week))} for week in shape.weeks}
    alike = all(len(days) == 1 for days in mondays.values())
    columns, last = [], ""
    for week, days in mondays.items():
        heading = [f"−{WEEKS - week}" if week < WEEKS else "last"]
        if alike:  # the month over its first week alone: on a telephone the names of months would touch
            (day,) = days
            heading = [f"{day.day}", "" if f"{day:%b}" == last else f"{day:%b}"]
            last = f"{day:%b}"
        columns.append((str(week), heading))
    found = [
        Cell(str(name), str(week), shape.count(name, week), f"week of {short(day)}")
        for name in names
        for week in shape.weeks_of(name)
        if (day := shape.monday(name, week))
    ]
    return matrix([str(name) for name in names], columns, found, row="Type", column=f"{sentence_case(counts)} in the")
