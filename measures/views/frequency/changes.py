"""What became of many people's statements: counts, never an average."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Frequency, Ratings
from measures.shapes.ratings import CHANGES
from measures.views.base import View, picture, subtitle
from measures.views.frequency.table import table
from measures.views.theme import CHANGE_COLOURS, CHANGE_SIGNS, INK, QUIET, Drawing, themed
from measures.words import day, listed, plural

NOW = ("better", "same", "worse")  # what says how people are
LATELY = "in the year up to the latest rating"  # of anybody, which may be years ago
MOST = 12  # statements that a screen holds
LETTERS, BAR, WORDS, SPACE = 46, 22, 17, 12
ABOVE = 66  # the legend, which on the page is within a chart's height
NARROWEST = 0.07  # of the widest bar: a segment narrower than that has no room for its figure on a telephone


def view(answer: Answer[Frequency]) -> View:
    """Of all statements how many are higher, the same and lower, and a bar for each of those that most people rated."""
    shape = answer.shape
    shown = most_chosen(shape)
    of = f"{plural(answer.n, 'statement')}, counted for each person"
    drawn = picture(counts, shape, shown)
    return View(
        headline(answer), subtitle(answer, of), table(answer), f"{note(shape, shown)} {_once(shape)}".strip(), (drawn,)
    )


def of_people(changes: Answer[Frequency], everyone: Answer[Ratings]) -> str:
    """Of how many people the statements are, and of when."""
    dates, people = everyone.shape.dates, plural(len(everyone.shape.cases), "person", "people")
    when = " to ".join(dict.fromkeys(map(day, (dates[0], dates[-1]))))
    return (
        f"Latest rating against first, {when}. n = {plural(changes.n, 'statement')} of "
        f"{people}, counted for each person."
    )


def _once(shape: Frequency) -> str:
    """How many have only one rating, and how many were last rated long ago; nothing where all say how people are."""
    once, long_ago = (shape.count(..., change) for change in ("one rating", "long ago"))
    said = [f"{plural(once, 'statement')} {'has' if once == 1 else 'have'} only one rating"] if once else []
    if long_ago:
        what = f"{long_ago:,}" if once else plural(long_ago, "statement")
        said.append(
            f"{what} {'was' if long_ago == 1 else 'were'} last rated more than a year before the latest of anybody, "
            "which does not say how they are now"
        )
    return f"{', and '.join(said)}." if said else ""


def headline(answer: Answer[Frequency]) -> str:
    """Of all that were rated twice or more, and not long ago, how many are higher, the same and lower."""
    counts = {change: answer.shape.count(..., change) for change in CHANGES}
    twice, lately = sum(counts[change] for change in NOW), f" and {LATELY}" if counts["long ago"] else ""
    if not twice:
        return f"No statement has been rated {f'again {LATELY}' if lately else 'a second time yet'}"
    parts = [
        f"{f'{counts[change]:,}' if counts[change] else 'none'} {'is' if counts[change] == 1 else 'are'} {words}"
        for change, words in (("better", "higher than at the start"), ("same", "the same"), ("worse", "lower"))
    ]
    return f"Of {plural(twice, 'statement')} rated twice or more{lately}, {listed(parts)}"


def note(shape: Frequency, shown: Sequence[object]) -> str:
    """Which statements the chart has room for."""
    least = min((shape.count(s) for s in shown), default=0)
    return (
        f"The chart has the {len(shown):,} statements that most people chose ({least:,} people or more each); the "
        "table has all "
        f"{len(shape.order):,}."
        if len(shape.order) > len(shown)
        else ""
    )


def most_chosen(shape: Frequency, most: int = MOST) -> list[Any]:
    """The statements that most people rated, no more than a screen holds; those of equally many by name."""
    return sorted(shape.order, key=lambda s: (-shape.count(s), str(s).casefold()))[:most]


def counts(shape: Frequency, statements: Sequence[object]) -> alt.TopLevelMixin:
    """A bar for each statement: people who rate it higher, the same and lower, those who last did long ago, and those
    with one rating."""
    there = {change for change in CHANGES if change in NOW or shape.count(..., change)}
    names = {change: f"{CHANGE_SIGNS[change]} {words}" for change, words in CHANGES.items() if change in there}
    text, bars, down = [], [], 0.0
    widest = max((shape.count(s) for s in statements), default=1)
    for statement in statements:
        lines = textwrap.wrap(str(statement), LETTERS) or [""]
        text += [{"line": line, "y": down + WORDS * (n + 0.5)} for n, line in enumerate(lines)]
        top = down + WORDS * len(lines) + 1
        left = 0
        for change in names:
            people = shape.count(statement, change)
            if people:
                figure = f"{people:,} {CHANGE_SIGNS[change]}" if people >= NARROWEST * widest else ""
                bars.append(
                    {
                        "statement": statement,
                        "change": names[change],
                        "people": people,
                        "from": left,
                        "to": left + people,
                        "middle": left + people / 2,
                        "figure": figure,
                        "top": top,
                        "bottom": top + BAR,
                        "centre": top + BAR / 2,
                        "ink": "#FFFFFF" if change == "better" else INK,
                    }
                )
            left += people
        down = top + BAR + SPACE
    down = max(down, 1)
    base = Drawing(pd.DataFrame(bars))
    x = {"scale": alt.Scale(domain=[0, widest], nice=False), "axis": None}
    y = {"scale": alt.Scale(domain=[down, 0], nice=False, zero=False), "axis": None}
    colours = alt.Scale(domain=list(names.values()), range=[CHANGE_COLOURS[change] for change in names])
    layers = [
        base.mark_rect(stroke=QUIET, strokeWidth=1).encode(
            x=alt.X("from:Q", **x),
            x2=alt.X2("to:Q"),
            y=alt.Y("top:Q", **y),
            y2=alt.Y2("bottom:Q"),
            color=alt.Color(
                "change:N",
                scale=colours,
                legend=alt.Legend(orient="top", columns=2, title=None, symbolStrokeColor=QUIET, symbolStrokeWidth=1),
            ),
            tooltip=[
                alt.Tooltip("statement:N", title="Statement"),
                alt.Tooltip("change:N", title="Against the start"),
                alt.Tooltip("people:Q", title="People", format=","),
            ],
        ),
        base.mark_text(baseline="middle").encode(
            x=alt.X("middle:Q", **x),
            y=alt.Y("centre:Q", **y),
            text=alt.Text("figure:N"),
            color=alt.Color("ink:N", scale=None),
        ),
        Drawing(pd.DataFrame(text))
        .mark_text(align="left", baseline="middle")
        .encode(x=alt.XValue(0), y=alt.Y("y:Q", **y), text=alt.Text("line:N")),
    ]
    chart = alt.layer(*layers).resolve_scale(color="independent")
    return themed(chart.properties(width="container", height=down + ABOVE))
