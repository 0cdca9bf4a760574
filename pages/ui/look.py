"""How every page looks: its name in the browser's tab, the product's name and mark, dark as light, on paper."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from measures.views.theme import DARK

# A table that is wider or taller than its box scrolls there: the keyboard reaches it as it does a button.
_reach = component(
    "measures_reaches_what_scrolls",
    js="""export default () => {
        if (window.reachesWhatScrolls) return;
        window.reachesWhatScrolls = true;
        const reach = box => {
            if (!box) return; // a table that is gone
            const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
            if (scrolls !== (box.tabIndex === 0)) scrolls ? box.tabIndex = 0 : box.removeAttribute('tabindex');
        };
        // Whatever made it another size: a window, a menu, a column beside it, a style that came late, an expander.
        const sizes = new ResizeObserver(seen => seen.forEach(({target}) => reach(target.closest('.written'))));
        const watch = () => document.querySelectorAll('.written, .written > table').forEach(each => sizes.observe(each));
        new MutationObserver(watch).observe(document.body, {childList: true, subtree: true});
        watch();
    }""",
)
HERE = Path(__file__).parent
PRODUCT = "Measures"
# Pictures of our own, because a browser fetches a named icon from a font server.
ICON, LOGO = str(HERE / "icon.svg"), str(HERE / "logo.svg")
CHART = '[data-testid="stVegaLiteChart"]'


def show() -> None:
    """Before anything of a page is shown."""
    st.set_page_config(page_title=PRODUCT, page_icon=ICON, layout="wide", initial_sidebar_state=258)
    st.logo(LOGO, size="large", icon_image=ICON)
    _reach(key="reach", height=1)
    st.html(f"<style>{(HERE / 'page.css').read_text('utf-8')}{_charts()}</style>")


def name(page: str) -> None:
    """What the browser's tab says, and its history and bookmarks."""
    st.set_page_config(page_title=f"{page} · {PRODUCT}")


def _charts() -> str:
    """Each colour of a chart, and what it is where the page is dark. Streamlit tells the browser which it is by
    `color-scheme`; the server learns it a run too late."""
    rules = [f"{CHART} svg {{ background-color: {_either('#FFFFFF')} !important; }}"]
    for colour in DARK:
        rules += [f'{CHART} svg [{what}="{colour}"] {{ {what}: {_either(colour)}; }}' for what in ("fill", "stroke")]
    return "\n".join(rules)


def _either(colour: str) -> str:
    return f"light-dark({colour}, {DARK[colour]})"
