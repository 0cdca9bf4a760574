"""One look for every chart, on the page, in print and in a file.

Colours are those of the government Analysis Function. A colour means one thing across the app.
"""

from __future__ import annotations

import altair as alt

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, QUIET, LINES = "#1E1E1E", "#505A5F", "#D9DCDE"

# Demand tiers, dark for the greatest need: an order, so one hue. Each is 3:1 or more against white but the last, which
# has an outline; "not rated" is grey, which is no tier.
TIER_COLOURS = {1: "#12436D", 2: "#2073BC", 3: "#6BACE6", None: "#BFC1C3"}
TIER_SHORT = {1: "Serious help", 2: "Either way", 3: "In balance", None: "Not rated"}
COUNTS = ["#F3F7FB", "#C9DDF0", "#6BACE6", "#2073BC", "#12436D"]


def themed(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """The chart in the app's look."""
    return (
        chart.configure(font=FONT, background="#FFFFFF", padding={"left": 4, "top": 8, "right": 8, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor=LINES,
            domainColor=QUIET,
            tickColor=QUIET,
            labelLimit=220,
        )
        .configure_legend(
            labelFontSize=13, titleFontSize=13, labelColor=INK, titleColor=INK, labelLimit=240, symbolType="square"
        )
        .configure_text(font=FONT, fontSize=13, color=INK)
    )
