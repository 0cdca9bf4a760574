"""Contrast, worked out: text 4.5:1 and marks 3:1 against what they stand on, as WCAG 2.2 AA asks."""

import tomllib

import pytest

from measures.views import theme
from measures.views.theme import AFTER, AMOUNT, BEFORE, FAINT, INK, LOOK, QUIET
from tests.worlds import ROOT

PAGE = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
WHITE, PANEL = PAGE["backgroundColor"], PAGE["secondaryBackgroundColor"]
# A mark that is less than 3:1 against white is drawn with an outline of QUIET or INK, wherever it is drawn.
OUTLINED = {theme.TIER_COLOURS[3], theme.TIER_COLOURS[None], "#FFFFFF", "#BFC1C3", theme.CHANGE_COLOURS["same"]}
MARKS = {
    *(AMOUNT, BEFORE, AFTER, LOOK, FAINT),
    *theme.TIER_COLOURS.values(),
    *theme.DEMAND_COLOURS.values(),
    *theme.CHANGE_COLOURS.values(),
    *(look[0] for look in (theme.START, theme.LATEST, *theme.REVIEWS)),
}


def mixed(colour: str, part: float, under: str) -> str:
    """A colour that lets what is under it show through."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(under[1:]))
    return "#" + bytes(round(over * part + below * (1 - part)) for over, below in pairs).hex()


def lightness(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [n / 255 for n in bytes.fromhex(colour[1:])]
    red, green, blue = (n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_the_standard_says_it_is():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("under", [WHITE, PANEL])
def test_text_can_be_read(under):
    # Streamlit writes captions in six tenths of the text's colour.
    caption = mixed(PAGE["textColor"], 0.6, under)
    for text in (PAGE["textColor"], caption, PAGE["linkColor"], PAGE["primaryColor"], INK, QUIET):
        assert contrast(text, under) >= 4.5, text
    assert contrast(WHITE, PAGE["primaryColor"]) >= 4.5, "what is written on a button"


def test_edges_of_inputs_and_marks_can_be_seen():
    assert PAGE["showWidgetBorder"] and contrast(PAGE["borderColor"], WHITE) >= 3
    for mark in MARKS - OUTLINED:
        assert contrast(mark, WHITE) >= 3, mark
    assert all(contrast(outline, WHITE) >= 3 for outline in (QUIET, INK))


def test_what_is_written_in_a_mark_can_be_read():
    assert contrast(WHITE, theme.CHANGE_COLOURS["better"]) >= 4.5
    for change in ("same", "worse", "one rating"):
        assert contrast(INK, theme.CHANGE_COLOURS[change]) >= 4.5, change


def test_the_pages_and_the_charts_share_their_ink_and_their_palette():
    assert PAGE["textColor"] == INK
    palette = set(PAGE["chartCategoricalColors"])
    assert {AMOUNT, BEFORE, AFTER, LOOK, theme.DEMAND_COLOURS["Failure"], theme.DEMAND_COLOURS["Value"]} == palette
    assert PAGE["primaryColor"] == AMOUNT


def test_failure_and_value_side_by_side_differ_as_marks_must():
    assert contrast(theme.DEMAND_COLOURS["Failure"], theme.DEMAND_COLOURS["Value"]) >= 3
