"""Who did what, on History: changes of the data, sign-ins, looks, files and refusals in one list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures.audit import OF, Done, Trail
from measures.export import csv
from measures.place import store_path
from measures.store.names import ref_key
from measures.words import moment, plural
from pages.ui import cache, card, trail

A_PAGE = 50
HEADINGS: tuple[str, ...] = ("When", "Who", "What was done", "What", "Of")
ABOUT = (
    "Who signed in, changed the data, looked at people’s words, cases and households, took files away, or was refused. "
    "Looks are noted once in a visit. It is only ever added to. A case or household stands in it as a word that the "
    "key beside the store makes of its reference, and says nothing without that."
)


def show() -> None:
    """Everything, the latest first, in pages, as it is asked for; and where the trail is not as it was written."""
    found, broken = cache.done()
    st.write(ABOUT)
    if broken:
        places = ", ".join(map(str, broken[:5]))
        st.error(
            f"The file of the trail is not as it was written: something was changed or cut before line {places}. "
            f"Changes of the data "
            "are kept elsewhere, and are all here.",
            icon=":material/error:",
        )
    found = _asked_for(found)
    rows: list[dict[str, str]] = [
        dict(zip(HEADINGS, (moment(d.at), d.who, d.kind, d.what, d.of), strict=True)) for d in found
    ]
    pages = -(-len(rows) // A_PAGE)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f"{plural(len(rows), 'line')}.")
        page = st.pagination(pages, key=f"doings of {pages}") if pages > 1 else 1
    if rows:
        card.written(rows[A_PAGE * (page - 1) : A_PAGE * page], "Who did what")
        trail.download(
            "Download all of these as CSV", lambda: csv.text(rows, HEADINGS), "Who did what.csv", mime="text/csv"
        )


def _asked_for(found: Sequence[Done]) -> list[Done]:
    """Those of a person, of a sort, and of a case or household, where one is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            "Who", sorted({d.who for d in found if d.who}), index=None, placeholder="Everybody", width=260
        )
        kind = st.selectbox(
            "What was done", sorted({d.kind for d in found}), index=None, placeholder="Anything", width=220
        )
        ref = st.text_input("Case or household ref", width=220)
    words = {Trail(store_path()).word(what, ref_key(ref)) for what in OF} if ref else set()
    return [
        d
        for d in found
        if (who is None or d.who == who) and (kind is None or d.kind == kind) and (not words or d.of in words)
    ]
