"""Common measures: the deck's three tiers on one board, what a steering group opens first."""

import streamlit as st

from measures.disclosure import MANAGER
from pages.ui import access, away, board, cache, filters, published, since

me = access.who()
if not me.sees_rows:
    board.look()
    published.read()
    st.stop()
loaded = any(cache.counts().values())
with st.container(horizontal=True, vertical_alignment="center"):
    kept = board.purpose()
    # Where it is only read nothing is published, and what is not yet is nothing to look at.
    others_see = loaded and me.is_manager and (access.changes() or cache.releases())
    viewer = board.shown_to() if others_see else MANAGER
if not loaded:
    if me.is_manager and cache.releases():  # of several organisations, whose rows stay with each of them
        published.only_read()
    else:
        board.welcome()
    st.stop()
if viewer != MANAGER:
    published.preview()
    board.change(kept)
    st.stop()

with st.container(gap="xxsmall"):
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        of_what = st.container(width="stretch")
        filters.unfold()
    view = board.choose()
    with of_what:
        data = board.of_what(view)
    since_then = st.container(gap="xxsmall")  # above all else, and worked out last: nobody waits for it
    with st.container(key="tier-3", gap="xxsmall"):
        board.band(cache.band(3, view), data)
    with st.container(key="tier-2", gap="xxsmall"):
        board.band(cache.band(2, view), data)
    with st.container(key="tier-1", gap="xxsmall"):
        board.band(cache.band(1, view, kept.case), data)
    board.foot(view)
    if me.is_manager:
        with since_then:
            since.show(view.version, view.locality)
if me.is_manager:
    board.change(kept, view)
else:
    away.all_measures(view.version, view.locality)
