"""Cost by agency: two bars for each, on one unbroken axis."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import altair as alt
import pandas as pd

from measures.shapes.costs import HISTORIC, INTERVENTION, NEW, Costs, Line
from measures.views.costs import words as say
from measures.views.theme import AFTER, AMOUNT, BEFORE, INK, Drawing, themed
from measures.words import plural, pounds

# Told apart by more than colour: solid, outlined, and faint; and each bar says in words which it is.
LOOKS = {HISTORIC: (BEFORE, BEFORE), NEW: ("#FFFFFF", AFTER), INTERVENTION: ("#C9DDF0", AMOUNT)}
ROW, ABOVE = 21, 60  # pixels of a row, and of a title in two or three lines
# The narrowest a chart gets, on a telephone, and how wide a letter of a label is: a label must fit beside its bar.
NARROWEST, LETTER = 325, 7.2
LETTERS = 38  # of an agency's name in a line above its bars


def totals(shape: Costs) -> alt.TopLevelMixin:
    """What each agency spent in all, and what the intervention cost."""
    return _paired(
        shape, shape.agencies, ["In total", *_windows(shape)], shape.totals_in_percent, shape.total.intervention
    )


def monthly(shape: Costs) -> alt.TopLevelMixin:
    """The same of one case, for each month of the quarters that are compared."""
    words = ["For each month", f"Of {plural(shape.months // 3, 'quarter')} on either side"]
    return _paired(shape, [shape.monthly(line) for line in shape.agencies], words, shape.in_percent)


def _windows(shape: Costs) -> list[str]:
    """Over how long, short enough for a telephone."""
    if shape.lined_up and shape.n > 1:
        return [f"Over {say.windows(shape)}"]
    return ["Windows: " + say.window(shape, HISTORIC) + ",", say.window(shape, NEW)]


def _paired(
    shape: Costs, lines: Sequence[Line], words: list[str], in_percent: bool, intervention: float = 0
) -> alt.TopLevelMixin:
    rows: list[dict[str, object]] = []
    for line, in_all in zip(lines, shape.agencies, strict=True):
        rows += [dict[str, object](heading=words) for words in textwrap.wrap(line.name, LETTERS) or [""]]
        if shape.total.historic or not shape.comparable:
            rows.append(_bar(line, HISTORIC, line.historic, say.bar(line.historic, HISTORIC, in_all=in_all.historic)))
        if shape.comparable or line.new:
            portion = line.change_share if in_percent else None
            rows.append(_bar(line, NEW, line.new, say.bar(line.new, NEW, portion, in_all.new)))
    if intervention:
        rows.append({"heading": "The intervention itself"})
        label = f"{pounds(intervention)} in neither of the above"
        rows.append(_bar(Line("The intervention itself", 0, 0), INTERVENTION, intervention, label))
    frame = pd.DataFrame([{"row": number, **row} for number, row in enumerate(rows)])
    reach = max((_room(row) for row in rows if "value" in row), default=1) or 1
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(rows))), paddingInner=0, paddingOuter=0.1))
    base = Drawing(frame).encode(y=y)
    bars = base.transform_filter("isValid(datum.value)")
    scale = alt.Scale(domain=[min([0, *frame.value.dropna()]), reach])
    x = alt.X("value:Q", axis=None, scale=scale)

    drawn = (
        bars.transform_filter("datum.value != 0")
        .mark_bar(height=ROW - 7, strokeWidth=2)
        .encode(
            x=x,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            tooltip=[
                alt.Tooltip("agency:N", title="Agency"),
                alt.Tooltip("approach:N", title="Approach"),
                alt.Tooltip("label:N", title="Cost"),
            ],
        )
    )
    # After the bar; of a credit, which goes to the left, after its beginning.
    labels = bars.mark_text(align="left", dx=6).encode(
        x=alt.X("end:Q", axis=None, scale=scale), text=alt.Text("label:N")
    )
    headings = (
        base.transform_filter("isValid(datum.heading)")
        .mark_text(align="left", dx=1, dy=3, fontWeight="bold")
        .encode(x=alt.datum(0), text=alt.Text("heading:N"))
    )
    title = alt.TitleParams(
        words[0],
        subtitle=words[1:],
        anchor="start",
        fontSize=14,
        subtitleFontSize=12,
        subtitleColor=INK,
        color=INK,
        offset=10,
    )
    return themed((drawn + labels + headings).properties(height=ROW * len(rows) + ABOVE, title=title))


def _bar(line: Line, approach: str, value: float | None, label: str) -> dict[str, object]:
    value = value or 0  # where none is recorded there are words, and no bar
    fill, stroke = LOOKS[approach]
    told: dict[str, object] = {
        "agency": line.name,
        "approach": approach,
        "label": label,
        "fill": fill,
        "stroke": stroke,
    }
    return told | {"value": value, "end": max(value, 0)}


def _room(row: dict) -> float:
    """How far the axis must reach for a bar and the words after it to fit on the narrowest chart."""
    return row["end"] * NARROWEST / max(NARROWEST - LETTER * len(row["label"]) - 6, 60)
