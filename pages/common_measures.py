"""Common measures: the deck's three tiers on one board, what a steering group opens first."""

import streamlit as st

from pages.ui import board, cache

kept = board.purpose()
if not any(cache.store().counts().values()):
    board.welcome()
    st.stop()

with st.container(gap="xxsmall"):
    view = board.choose()
    board.strategic(view)
    board.geography(view)
    board.individual(view, kept.case)
    board.foot(view)
board.change(kept)
