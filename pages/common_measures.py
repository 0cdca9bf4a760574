"""Common measures: the deck's three tiers on one board, what a steering group opens first."""

import streamlit as st

from measures.views.board import panels
from pages.ui import access, board, cache, filters, since

manages = access.who().is_manager
loaded = any(cache.counts().values())
with st.container(horizontal=True, vertical_alignment="center"):
    kept = board.purpose()
    viewer = board.shown_to() if loaded and manages else ""
if not loaded:
    board.welcome() if manages else board.nothing_yet()
    st.stop()

with st.container(gap="xxsmall"):
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        of_what = st.container(width="stretch")
        if manages:
            filters.unfold()
    view = board.choose(viewer) if manages else board.whole()
    asking = board.asking(view)
    with of_what:
        board.of_what(view)
    since_then = st.container(gap="xxsmall")  # above all else, and worked out last: nobody waits for it
    with st.container(key="tier-3", gap="xxsmall"):
        board.band(panels.strategic(asking))
    with st.container(key="tier-2", gap="xxsmall"):
        board.band(panels.geography(asking))
    with st.container(key="tier-1", gap="xxsmall"):
        case = cache.case_of_board(view.viewer, version=view.version)
        board.band(panels.individual(asking, kept.case, case))
    board.foot(view)
    if manages:
        with since_then:
            since.show(view.version, viewer, view.locality)
if manages:
    board.change(kept)
