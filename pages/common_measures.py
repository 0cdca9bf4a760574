"""Common measures: the deck's three tiers on one board, what a steering group opens first."""

import streamlit as st

from pages.ui import board, cache

loaded = any(cache.counts().values())
with st.container(horizontal=True, vertical_alignment="center"):
    kept = board.purpose()
    viewer = board.shown_to() if loaded else ""
if not loaded:
    board.welcome()
    st.stop()

with st.container(gap="xxsmall"):
    view = board.choose(viewer)
    board.strategic(view)
    board.geography(view)
    board.individual(view, kept.case)
    board.foot(view)
board.change(kept)
