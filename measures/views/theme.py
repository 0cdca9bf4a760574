"""One look for every chart, on the page, in print and in a file.

Colours are those of the government Analysis Function. A colour means one thing across the app: charcoal what was before
and teal what came after, plum failure and lilac value, orange what asks for a closer look, and blue an amount of
anything else, the deeper the more or the greater the need. None of them stands alone: a shape, a dash or a word says it
too. tests/test_theme.py holds the contrasts.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

import altair as alt
from altair.utils.schemapi import SchemaBase, disable_debug_mode

# Each part of a chart would be checked when it is made; the tests check the whole chart. For the same reason a chart
# says alt.Text("label:N") and not "label:N", and alt.YValue(0): to find the class for such words Altair looks through
# all it has, which takes 4 ms each time.
disable_debug_mode()

Value = TypeVar("Value", bound=SchemaBase)


def _rows(frame: Any) -> dict:
    """The rows of a frame of pandas as Vega-Lite takes them, null where a figure is none.

    Altair goes through each column to see what may be in it, which took as long as all the rest of a chart; ours have
    words and numbers.
    """
    columns = [
        [None if isinstance(value, float) and not math.isfinite(value) else value for value in column.tolist()]
        for _, column in frame.items()
    ]
    return {"values": [dict(zip(frame.columns, row)) for row in zip(*columns)]}


alt.data_transformers.register("as they are", _rows)
alt.data_transformers.enable("as they are")

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, QUIET, FAINT, LINES = "#0B0C0C", "#505A5F", "#8A9094", "#D9DCDE"
AMOUNT, BEFORE, AFTER, LOOK = "#12436D", "#3D3D3D", "#28A197", "#F46A25"

# Demand tiers, dark for the greatest need: an order, so one hue. Those that are less than 3:1 against white have
# an outline; "not rated" is grey, which is no tier.
TIER_COLOURS = {1: "#12436D", 2: "#2073BC", 3: "#6BACE6", None: "#BFC1C3"}
TIER_SHORT = {1: "Serious help", 2: "Either way", 3: "In balance", None: "Not rated"}
COUNTS = ["#F3F7FB", "#C9DDF0", "#6BACE6", "#2073BC", "#12436D"]

# A mark means one thing everywhere: a diamond, a square, a cross and a triangle that points up are signals of a
# capability chart, and dashes are trial limits. What was before is a hollow circle, what came after a full one. A
# person's ratings: the start and the latest look the same however many reviews lie between. A date is told by its
# marker and the width of its line too, never by its colour alone.
START, LATEST = (BEFORE, "circle", 1.2), (AFTER, "circle", 2.6)
REVIEWS = [FAINT, AMOUNT, QUIET, "#2073BC"]
MARKERS = ["triangle-down", "triangle-left", "triangle-right", "wedge", "arrow"]
BETWEEN = 1.0  # the width of a line of a review
# What became of a statement. No red and green: a sign in each bar says it, and the legend too.
CHANGE_COLOURS = {"better": AMOUNT, "same": LINES, "worse": LOOK, "long ago": "#BFC1C3", "one rating": "#FFFFFF"}
CHANGE_SIGNS = {"better": "↑", "same": "=", "worse": "↓", "long ago": "…", "one rating": "○"}

# Demand: one hue, dark for failure, and no green or red. What is in no share is grey, or white with an outline.
DEMAND_COLOURS = {"Failure": "#801650", "Value": "#A285D1", "Not sure": "#BFC1C3", "Not classified": "#FFFFFF"}


class Drawing(alt.Chart):
    """A chart, or a layer of one, that is copied without copying what it is made of.

    Altair copies all of a chart, word by word, whenever it is put among layers or told one thing more: half the time
    that a chart took. None of its parts is changed once it is made.
    """

    def __deepcopy__(self, memo: object) -> Drawing:
        return self.copy(deep=False)

    def _compute_hash(self) -> str:
        """What a layer is named by where somebody can pick in it. Altair writes out all rows of every layer for
        that, which is a third of the time that a chart takes; of ours at most one layer of a chart can be picked in."""
        return "view"


def either(channel: type[Value], test: Any, then: object, otherwise: object) -> Value:
    """A `channel` such as alt.ColorValue that is one value where a test holds and another elsewhere.

    What alt.condition gives is none yet: Altair would try it against each way in which one may be written, in the whole
    schema, and that takes longer than all the rest of a small chart.
    """
    return channel(**alt.condition(test, alt.value(then), alt.value(otherwise)))


def themed(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> alt.TopLevelMixin:
    """The chart in the app's look."""
    chart = chart.copy(deep=False)  # `properties` would hold what is said to the whole schema
    if (
        chart.padding is alt.Undefined
    ):  # said here: what a page puts below a chart that says nothing is as much as a row
        chart.padding = {"left": 4, "top": 8, "right": 8, "bottom": 4}
    # Its own menu would save a picture that does not say what it is of: see `export/picture.py`.
    chart.usermeta = {"embedOptions": {"actions": False}}
    # Told all at once: each `configure_…` would copy the chart with its data.
    return chart.configure(
        font=FONT,
        background="#FFFFFF",
        # What says nothing of its own has no numbers of the drawing to tell, and no colour that a dark page does not
        # know.
        mark=alt.MarkConfig(tooltip=None, color=AMOUNT),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor=LINES,
            domainColor=QUIET,
            tickColor=QUIET,
            labelLimit=220,
        ),
        legend=alt.LegendConfig(
            labelFontSize=13, titleFontSize=13, labelColor=INK, titleColor=INK, labelLimit=240, symbolType="square"
        ),
        text=alt.MarkConfig(font=FONT, fontSize=13, color=INK),
    )


# The same on a dark page: for each colour above, the one that stands for it there. What is darkest on white is lightest
# here, so that an order stays one; white is the page, and words on a mark are as easy to read on the mark's own other
# colour.
DARK_PAGE = "#14181C"
DARK = {
    INK: "#F1F3F4", QUIET: "#A9B3B9", FAINT: "#7F888E", LINES: "#3A4147", "#FFFFFF": DARK_PAGE, "#BFC1C3": "#5A6268",
    AMOUNT: "#8FC3F0", "#2073BC": "#4A93D6", "#6BACE6": "#2A6298", "#C9DDF0": "#2B4A66", "#F3F7FB": "#1B2530",
    BEFORE: "#C4C8CB", AFTER: "#4CC7BC", LOOK: "#B84B16", "#801650": "#F7C6DE", "#A285D1": "#7C60B4",
}  # fmt: skip
