"""Charts as a picture that stands by itself, as SVG and as PNG: the finding, what it is of, the charts, how it is
counted and of which data. It is made on this machine, from what the browser is sent: nothing is in it that its
reader was not shown."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from measures.views.theme import FONT, INK, QUIET

VEGA_LITE = "6.4"  # that Altair writes; the drawing that stands in Streamlit is of it too
# Words are measured where the picture is made, and written where it is looked at: in letters that are as wide on every
# system. Those of the screen are not, and a legend's words would run into each other.
LETTERS = "Arial, 'Liberation Sans', Helvetica, sans-serif"
PLOT, MARGIN, SCALE = 720, 24, 2
HEADLINE, SUBTITLE, FOOT = 22, 15, 12  # sizes of letters, in pixels
LEADING, LETTER = 1.35, 0.52  # the height of a line, and the usual width of a letter, for each pixel of the size
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
# Of parts that are drawn by their names, which two charts may share.
NAMES = re.compile(r'(id="|url\(#|href="#)(?=[\w-])')


def svg(charts: Sequence[Mapping[str, Any]], headline: str, subtitle: str, foot: Sequence[str]) -> str:
    """These charts, Vega-Lite specifications, below each other, between what is said of them."""
    drawn = [alone(chart, nth) for nth, chart in enumerate(charts)]
    sizes = [size_of(each) for each in drawn]
    width = max(PLOT, *(w for w, _ in sizes)) if sizes else PLOT
    y, parts = float(MARGIN), []
    for words, size, colour, weight in ((headline, HEADLINE, INK, "bold"), (subtitle, SUBTITLE, QUIET, "normal")):
        for line in _lines(words, width, size):
            y += size * LEADING
            parts.append(_text(line, y, size, colour, weight))
    for each, (_, height) in zip(drawn, sizes, strict=True):
        y += MARGIN / 2
        parts.append(each.replace("<svg ", f'<svg x="{MARGIN}" y="{y:g}" ', 1))
        y += height
    y += MARGIN / 2
    for words in filter(None, foot):
        for line in _lines(words, width, FOOT):
            y += FOOT * LEADING
            parts.append(_text(line, y, FOOT, QUIET, "normal"))
    whole, tall = width + 2 * MARGIN, y + MARGIN
    said = f"<title>{escape(headline)}</title><desc>{escape(subtitle)}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{whole:g}" height="{tall:g}" viewBox="0 0 '
        f'{whole:g} {tall:g}" font-family="{escape(LETTERS, {chr(34): "&quot;"})}">{said}<rect width="100%" '
        f'height="100%" fill="#FFFFFF"/>' + "".join(parts) + "</svg>"
    )


def png(drawn: str) -> bytes:
    """An SVG of ours as PNG, of twice as many points each way."""
    return vl_convert.svg_to_png(drawn, scale=SCALE)


def alone(chart: Mapping[str, Any], nth: int, wide: int = PLOT, tall: int = 0) -> str:
    """A chart as SVG without a word around it, the `nth` of a page: its parts have names that no other one's have.
    It is this `wide` where it would be as wide as the page, and at least this `tall` where its height is a number."""
    return NAMES.sub(rf"\g<1>chart{nth}-", _drawn(chart, wide, tall))


def _drawn(chart: Mapping[str, Any], wide: int = PLOT, tall: int = 0) -> str:
    width, height = chart.get("width"), chart.get("height")
    chart = {**chart, "width": width if isinstance(width, int | float) else wide}
    if (
        isinstance(height, int | float) and width != "container"
    ):  # what measures itself by its container is as tall as it is
        chart["height"] = max(height, tall)
    told = json.dumps(chart).replace(json.dumps(FONT), json.dumps(LETTERS))
    return vl_convert.vegalite_to_svg(told, vl_version=VEGA_LITE, allowed_base_urls=[])


def size_of(drawn: str) -> tuple[float, float]:
    """How wide and how tall a drawing is, in pixels."""
    found = SIZE.match(drawn)
    assert found, "a drawing says how large it is"
    return float(found[1]), float(found[2])


def _lines(words: str, width: float, size: int) -> list[str]:
    return textwrap.wrap(words, int(width / (size * LETTER)))


def _text(words: str, y: float, size: int, colour: str, weight: str) -> str:
    return (
        f'<text x="{MARGIN}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )
