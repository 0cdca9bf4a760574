"""How many took how many days: a bar for each span of days, who waited longer than all were followed below them; and a
curve of how many are done within any number of days."""

from __future__ import annotations

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Days
from measures.views.bars import Bar, bars
from measures.views.base import View, picture, subtitle
from measures.views.theme import AMOUNT, COUNTS, Drawing, themed
from measures.words import listed, percent, plural, sentence_case

SPANS = (
    (0, 0, "Same day"),
    (1, 7, "1 to 7 days"),
    (8, 14, "8 to 14 days"),
    (15, 28, "15 to 28 days"),
    (29, 56, "29 to 56 days"),
)
FEWEST_OF_TEN = 10
DONE, LONGER = "Done", "Not done by then"


def view(answer: Answer[Days]) -> View:
    """Within how many days half and nine of ten were done, and how many are in no figure."""
    shape, counts = answer.shape, sentence_case(answer.measure.counts)
    found = spans(shape)
    shown = [Bar(name, f"{count:,}", ((DONE if done else LONGER, count),)) for name, count, done in found]
    drawn = picture(bars, shown, counts, {DONE: COUNTS[-1], LONGER: "#FFFFFF"}, legend=False)
    curved = [picture(curve, shape, shape.followed >= answer.measure.fewest)] if shape.total else []
    beside = [(sentence_case(why), count) for why, count in shape.in_none.items()]
    rows, done = [], 0
    for words, count, is_done in found:
        done += count if is_done else 0
        rows.append((words, count, f"{done:,} of {shape.followed:,}" if is_done else ""))
    rows += [(words, count, "") for words, count in beside]
    table = [
        {"From asking to done": words, counts: f"{count:,}", "Done by then": by_then} for words, count, by_then in rows
    ]
    of = f"{shape.followed:,} of {plural(answer.n, 'demand')}"
    return View(headline(answer), subtitle(answer, of), table, note(shape), (drawn, *curved) if found else ())


def headline(answer: Answer[Days]) -> str:
    """“Half were done within 3 days, nine of ten within 28”, of those who asked long enough ago; or that more than half
    were not."""
    shape = answer.shape
    half, most = shape.at(0.5), shape.at(0.9)
    if not shape.followed:
        return "How long people wait cannot be said yet"
    if half is None:
        ((longer, count),) = shape.longer.items()
        few = f"{count:,} of {shape.followed:,} {'was' if count == 1 else 'were'}"
        return f"{'More than half were' if shape.followed >= FEWEST_OF_TEN else few} {longer}"
    if shape.followed < FEWEST_OF_TEN:  # a tenth of fewer is nobody
        done = f"{shape.total:,} of {shape.followed:,} {'was' if shape.total == 1 else 'were'} done"
        return (
            f"{done}, the longest after {plural(shape.longest, 'day')}" if shape.longest else f"{done} on the same day"
        )
    if most is None:
        (longer,) = shape.longer
        return f"Half were done {_within(half)}, and more than one in ten were {longer}"
    if half == most:
        return f"Nine of ten were done {_within(most)}"
    return f"Half were done {_within(half)}, nine of ten {_within(most)}"


def _within(days: int) -> str:
    return "on the same day" if days == 0 else f"within {plural(days, 'day')}"


def note(shape: Days) -> str:
    """How many of those who were followed are done and not, and how many are in no figure."""
    said = []
    if shape.followed:
        longer = [f"{count:,} {why}" for why, count in shape.longer.items()]
        done = f"{shape.total:,} done" + (
            f", the longest after {plural(shape.longest, 'day')}" if shape.longest else ""
        )
        said.append(f"{listed([done, *longer])}.")
    if shape.in_none:
        said.append(f"In no figure: {listed([f'{count:,} {why}' for why, count in shape.in_none.items()], 'and')}.")
    return " ".join(said)


def spans(shape: Days) -> list[tuple[str, int, bool]]:
    """How many were done within each span of days, up to the longest; then those who were not in the time that all were
    followed. Each with whether it is done."""
    last = -1 if shape.longest is None else shape.longest
    found = [
        (words, shape.within(until) - (shape.within(first - 1) if first else 0), True)
        for first, until, words in SPANS
        if first <= last
    ]
    if last > SPANS[-1][1]:
        found.append((f"More than {SPANS[-1][1]} days", shape.total - shape.within(SPANS[-1][1]), True))
    return [*found, *((sentence_case(why), count, False) for why, count in shape.longer.items())]


def curve(shape: Days, shares: bool) -> alt.TopLevelMixin:
    """How many are done within any number of days, up to the longest: their share of all who were followed, or, of few,
    their number. Half and nine of ten are named; who is not done never is in it."""
    unit = [(day, part if shares else done) for day, done, part in shape.curve]
    last = max(1, shape.longest or 0)
    rows = [{"days": day, "done": done, "of": of} for (day, of), (_, done, _) in zip(unit, shape.curve, strict=True)]
    named = {day: words for part, words in ((0.5, "half"), (0.9, "nine of ten")) if (day := shape.at(part)) is not None}
    if shape.at(0.9) is None:
        day, done, part = shape.curve[-1]
        named[day] = percent(part) if shares else f"{done:,} of {shape.followed:,}"
    at = dict(unit)
    marks = [
        {"days": day, "of": at[day], "words": f"{words}\n{_within(day)}", "early": 2 * day < last}
        for day, words in named.items()
    ]
    x = alt.X(
        "days:Q",
        title="Days from asking",
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(grid=False, tickMinStep=1, tickCount=6, format="d"),
    )
    y = alt.Y(
        "of:Q",
        title="Done by then",
        scale=alt.Scale(domain=[0, 1 if shares else shape.followed], nice=False),
        axis=alt.Axis(tickCount=5, tickMinStep=0 if shares else 1, format="%" if shares else ",d"),
    )
    base = Drawing(pd.DataFrame(rows)).encode(x=x, y=y)
    line = base.mark_line(interpolate="step-after", color=AMOUNT, strokeWidth=2)
    tooltip = [
        alt.Tooltip("days:Q", title="Within days"),
        alt.Tooltip("done:Q", title="Done", format=","),
        *([alt.Tooltip("of:Q", title="Of those followed", format=".1%")] if shares else []),
    ]
    touch = base.mark_point(opacity=0, size=120, filled=True).encode(tooltip=tooltip)
    points = Drawing(pd.DataFrame(marks)).encode(x=x, y=y)
    early, late = (points.transform_filter(alt.datum.early == early) for early in (True, False))
    text = alt.Text("words:N")
    drawn = [
        *(line, touch, points.mark_point(filled=True, size=60, color=AMOUNT, opacity=1)),
        early.mark_text(align="left", baseline="top", lineBreak="\n", dx=8, dy=6).encode(text=text),
        late.mark_text(align="right", baseline="bottom", lineBreak="\n", lineHeight=15, dx=-8, dy=-19).encode(
            text=text
        ),
    ]
    return themed(alt.layer(*drawn).properties(width="container", height=240))
