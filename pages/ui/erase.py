"""Erasing, on History: what there is, what would go, and the button that takes it away for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from measures import erasing
from measures.erasure import Erasure
from measures.loading import as_kept
from measures.problems import StoreError
from measures.sheets import title
from measures.uploads import Upload
from measures.views import loads
from measures.words import plural
from pages.ui import cache, filters
from pages.ui.words import plain

WAYS = {
    "household": "A household",
    "case": "A case",
    "upload": "An upload",
    "before": "What is old",
}
ABOUT = (
    "Withdrawing is not erasing: what is withdrawn no longer counts, and is kept. What is erased here is gone from "
    "every version of the data, from what was published of it, and from the store’s file. **It cannot be brought "
    "back.**"
)


def show(uploads: Sequence[Upload]) -> None:
    """What is to be erased, what of it there is, and the way to erase it."""
    st.write(ABOUT)
    _due()
    way = st.segmented_control(
        "What is to be erased",
        [*WAYS],
        default="household",
        required=True,
        format_func=WAYS.__getitem__,
        key="erase what",
    )
    chosen = _choose(way or "household", uploads)
    if chosen is None:
        return
    erasure, again, name = chosen
    with st.spinner("Looking through every version…"):
        found = erasing.found(cache.store(), erasure)
    for line in erasing.would_go(erasure, found, uploads):
        st.write(plain(line))
    if found.is_nothing:
        return
    who = filters.who("of an erasure")
    with st.form("erase", border=False):
        why = st.text_input("Why: it stays in the history, so without names or references", max_chars=200, width=520)
        typed = st.text_input(f"Type {plain(again)} once more", key=f"erase {again}", width=300)
        if st.form_submit_button(f"Erase {name} for good", type="primary", icon=":material/delete_forever:"):
            if " ".join((typed or "").split()).casefold() != again.casefold():
                st.error(plain(f"Nothing was erased: what was typed is not {again}."))
            elif filters.named(who):
                _erase(erasure, who, why or "")


def _due() -> None:
    """For how long rows are kept, and what is older than that. Nothing goes by itself."""
    years = erasing.years_kept(cache.store())
    today = dt.date.today()
    if there := cache.due(today.isoformat()):
        erasure, found = there
        assert erasure.before
        st.warning(
            f"**Older than {plural(years, 'year')}:** {erasing.how_much(found)}. To erase it, choose "
            f"“{WAYS['before']}” and {erasure.before:%d/%m/%Y}; or let a nightly job run `measures erase --due`.",
            icon=":material/event_busy:",
        )
    with st.expander(
        f"Rows about people are kept for {plural(years, 'year')}"
        if years
        else "Rows are kept until somebody erases them"
    ):
        st.write(
            "After how many years are rows about people due to be erased? They are shown here then; nothing is "
            "erased by itself."
        )
        with st.form("years kept", border=False):
            new = st.number_input("Years; 0 for never", 0, erasing.MOST_YEARS, years, width=220)
            who = filters.who("of years")
            if st.form_submit_button("Keep them so long") and filters.named(who) and new != years:
                erasing.keep_for(cache.store(), int(new), who)
                st.rerun()


def _choose(way: str, uploads: Sequence[Upload]) -> tuple[Erasure, str, str] | None:
    """What is to be erased, what is typed to confirm it, and what it is called."""
    if way == "upload":
        there = [upload for upload in uploads if not upload.is_erased]
        upload = st.selectbox(
            "Upload", there, index=None, format_func=_named, placeholder="Choose an upload", width=520
        )
        return (Erasure(upload=upload.upload), f"upload {upload.upload}", "it") if upload else None
    if way == "before":
        day = st.date_input("Dated before", value=None, max_value=dt.date.today(), format="DD/MM/YYYY", width=220)
        return (Erasure(before=day), f"{day:%d/%m/%Y}", "it") if isinstance(day, dt.date) else None
    ref = " ".join((st.text_input(f"{way.capitalize()} ref", key=f"erase {way}", width=300) or "").split())
    if not ref:
        return None
    kept = as_kept(cache.store(), f"{way}_ref", ref)
    erasure = Erasure(household=kept, written=ref) if way == "household" else Erasure(case=kept, written=ref)
    return erasure, ref, f"this {way}"


def _named(upload: Upload) -> str:
    return f"{upload.upload}: {title(upload.kind)}, {upload.file_name}, {loads.upload_rows(upload)}"


def _erase(erasure: Erasure, who: str, why: str) -> None:
    try:
        with st.spinner("Erasing, and writing the store’s file anew…"):
            st.session_state["changed"] = erasing.done(cache.erase(erasure, who, why))
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
