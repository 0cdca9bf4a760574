"""After a load: what it did, the first chart drawn from it, where to go next, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures.sheets import SHEETS
from measures.uploads import Loaded
from measures.views import loads
from measures.words import listed, plural
from pages.ui import cache, card, changes
from pages.ui.words import plain

KEY = "landed"
# Of each kind the measure that is drawn first, and the page that shows more of it.
FIRST = {
    "demands": "failure_demand",
    "households": "demand_tiers",
    "transactions": "agency_costs",
    "ratings": "outcome_changes",
    "results": "results",
}
PAGES = {
    "households": ("demand_tiers", "See the demand tiers", "home_work"),
    "demands": ("value_and_failure", "See value and failure", "record_voice_over"),
    "transactions": ("agency_costs", "See agency costs", "payments"),
    "cases": ("case_story", "See the case story", "person"),
    "results": ("results", "See the results", "compare_arrows"),
    "ratings": ("outcomes", "See the outcomes", "radar"),
}
OVER_TIME = ("demands", "transactions", "series")


def remember(outcome: Sequence[Loaded], who: str) -> None:
    """Keep what a load did, until other files are chosen."""
    st.session_state[KEY] = list(outcome), who, ""


def show() -> None:
    """What the last load did, with its first chart, and the button that undoes it."""
    outcome, who, undone = st.session_state.get(KEY, ((), "", ""))
    if undone:
        st.info(undone, icon=":material/undo:")
        return
    if not outcome:
        return
    written = [o for o in outcome if o.upload is not None]
    say = st.success if written else st.info
    say(
        "\n\n".join(plain(loads.what_was_loaded(o)) for o in outcome),
        icon=":material/check_circle:" if written else ":material/info:",
    )
    kinds = list(dict.fromkeys(o.kind for o in outcome))
    with st.container(horizontal=True, vertical_alignment="center"):
        if "demands" in kinds and (standing := cache.standing()).unclassified:
            st.page_link(
                "pages/classify.py",
                label=f"Classify {plural(standing.unclassified, 'demand')}",
                icon=":material/inbox:",
            )
        for kind, (page, label, icon) in PAGES.items():
            if kind in kinds:
                st.page_link(f"pages/{page}.py", label=label, icon=f":material/{icon}:")
        if any(kind in kinds for kind in OVER_TIME):
            st.page_link("pages/over_time.py", label="See them over time", icon=":material/show_chart:")
        st.page_link("pages/history.py", label="See the history", icon=":material/history:")
        if written:
            st.button("Undo this load", icon=":material/undo:", on_click=changes.note(_undo, outcome, who))
    first = next((kind for kind in FIRST if kind in kinds), None)
    if first:
        if cache.counts()[first] > sum(o.new for o in outcome if o.kind == first):
            st.caption(f"Drawn from all {SHEETS[first].title.lower()} in use, those that were loaded before too:")
        card.show(FIRST[first])


def _undo(outcome: Sequence[Loaded], who: str) -> None:
    """Withdraw what was loaded, and bring back what it took the place of."""
    store = cache.store()
    living = {upload.upload for upload in store.uploads() if not upload.withdrawn}
    numbers = [o.upload for o in outcome if o.upload in living]
    for number in reversed(numbers):
        store.withdraw(number, who)
    for number in dict.fromkeys(n for o in outcome for n in o.replaces if n not in living):
        store.reinstate(number, who)
    named = listed([str(number) for number in numbers])
    words = (
        f"Upload{'s' * (len(numbers) > 1)} {named} withdrawn: what is shown is as before. History can bring it back."
    )
    st.session_state[KEY] = (), who, words
