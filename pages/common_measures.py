"""Common measures: the deck's three tiers on one board, what a steering group opens first."""

import streamlit as st

from pages.ui import board, cache, since

loaded = any(cache.counts().values())
with st.container(horizontal=True, vertical_alignment="center"):
    kept = board.purpose()
    viewer = board.shown_to() if loaded else ""
if not loaded:
    board.welcome()
    st.stop()

with st.container(gap="xxsmall"):
    view = board.choose(viewer)
    board.of_what(view)
    since_then = st.container(gap="xxsmall")  # above all else, and worked out last: nobody waits for it
    with st.container(key="tier-3", gap="xxsmall"):
        board.strategic(view)
    with st.container(key="tier-2", gap="xxsmall"):
        board.geography(view)
    with st.container(key="tier-1", gap="xxsmall"):
        board.individual(view, kept.case)
    board.foot(view)
    with since_then:
        since.show(view.version, viewer, view.locality)
board.change(kept)
