"""Contrast, worked out: text 4.5:1 and marks 3:1 against what they stand on, as WCAG 2.2 AA asks."""

import json
import re
import tomllib

import pytest

from measures.views import theme
from measures.views.theme import AFTER, AMOUNT, BEFORE, FAINT, INK, LOOK, QUIET
from tests.worlds import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PAGE, DARK = THEME["light"], THEME["dark"]
WHITE = PAGE["backgroundColor"]
CHARTS = {"light": {colour: colour for colour in theme.DARK}, "dark": theme.DARK}
# A mark that is less than 3:1 against white is drawn with an outline of QUIET or INK, wherever it is drawn.
OUTLINED = {theme.TIER_COLOURS[3], theme.TIER_COLOURS[None], "#FFFFFF", "#BFC1C3", theme.CHANGE_COLOURS["same"]}
MARKS = {
    *(AMOUNT, BEFORE, AFTER, LOOK, FAINT),
    *theme.TIER_COLOURS.values(),
    *theme.DEMAND_COLOURS.values(),
    *theme.CHANGE_COLOURS.values(),
    *(look[0] for look in (theme.START, theme.LATEST)),
    *theme.REVIEWS,
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


@pytest.mark.parametrize("which", ["light", "dark"])
@pytest.mark.parametrize("place", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_can_be_read(which, place):
    page, of = THEME[which], CHARTS[which]
    # Streamlit writes captions in six tenths of the text's colour.
    caption = mixed(page["textColor"], 0.6, page[place])
    for text in (page["textColor"], caption, page["linkColor"], page["primaryColor"], of[INK], of[QUIET]):
        assert contrast(text, page[place]) >= 4.5, text
    # What is written on a button: see pages/ui/page.css.
    assert contrast(page["backgroundColor"], page["primaryColor"]) >= 4.5


@pytest.mark.parametrize("which", ["light", "dark"])
def test_edges_of_inputs_and_marks_can_be_seen(which):
    page, of = THEME[which], CHARTS[which]
    under = page["backgroundColor"]
    assert THEME["showWidgetBorder"] and contrast(page["borderColor"], under) >= 3
    for mark in MARKS - OUTLINED:
        assert contrast(of[mark], under) >= 3, mark
    assert all(contrast(of[outline], under) >= 3 for outline in (QUIET, INK))


@pytest.mark.parametrize("which", ["light", "dark"])
def test_what_is_written_in_a_mark_can_be_read(which):
    of = CHARTS[which]
    assert contrast(of["#FFFFFF"], of[theme.CHANGE_COLOURS["better"]]) >= 4.5
    for change in ("same", "worse", "one rating"):
        assert contrast(of[INK], of[theme.CHANGE_COLOURS[change]]) >= 4.5, change
    assert contrast(of["#FFFFFF"], of[theme.DEMAND_COLOURS["Failure"]]) >= 4.5
    assert contrast(of[INK], of[theme.DEMAND_COLOURS["Value"]]) >= 4.5


def test_the_pages_and_the_charts_share_their_ink_and_their_palette():
    assert (PAGE["textColor"], DARK["textColor"]) == (INK, theme.DARK[INK])
    palette = set(PAGE["chartCategoricalColors"])
    assert {AMOUNT, BEFORE, AFTER, LOOK, theme.DEMAND_COLOURS["Failure"], theme.DEMAND_COLOURS["Value"]} == palette
    assert {theme.DARK[colour] for colour in palette} == set(DARK["chartCategoricalColors"])
    assert (PAGE["primaryColor"], DARK["primaryColor"]) == (AMOUNT, theme.DARK[AMOUNT])
    assert (WHITE, DARK["backgroundColor"]) == ("#FFFFFF", theme.DARK["#FFFFFF"])


def test_every_colour_of_a_chart_has_one_for_a_dark_page():
    for path in (ROOT / "measures" / "views").rglob("*.py"):
        named = path.read_text("utf-8").partition("DARK_PAGE =")[0]
        assert set(re.findall(r"#[0-9A-F]{6}", named)) <= set(theme.DARK), path


@pytest.mark.parametrize("which", ["light", "dark"])
def test_failure_and_value_side_by_side_differ_as_marks_must(which):
    of = CHARTS[which]
    assert contrast(of[theme.DEMAND_COLOURS["Failure"]], of[theme.DEMAND_COLOURS["Value"]]) >= 3


# What would bring a colour that the theme does not name: a mixed scale, a palette of Vega's own, a name of CSS.
OTHERS = re.compile(
    r'"interpolate": "(?:rgb|hsl|hcl|lab|cubehelix)|"scheme"|rgba?\(|"(?:color|fill|stroke|background)": '
    r'"(?!#|transparent"|independent"|shared")'
)


def hold_to_the_theme(spec: dict) -> None:
    """Each colour of a chart, tests/test_views.py gives every one, is one that a dark page has another for."""
    assert spec["$schema"]
    words = json.dumps(spec)
    assert not (other := OTHERS.search(words)), other
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", words)) <= set(theme.DARK)


@pytest.mark.parametrize(
    "part",
    [
        {"mark": {"color": "white"}},
        {"mark": {"fill": "#FAFAFA"}},
        {"scale": {"scheme": "blues"}},
        {"scale": {"range": ["#FFFFFF", "#12436D"], "interpolate": "rgb"}},
        {"value": "rgb(255, 255, 255)"},
    ],
)
def test_a_colour_of_no_theme_is_noticed(part):
    with pytest.raises(AssertionError):
        hold_to_the_theme({"$schema": "v6"} | part)
