"""The history of the store, as a person reads it."""

from __future__ import annotations

import streamlit as st

from measures.sheets import title
from measures.uploads import Upload
from measures.views import loads
from measures.words import by, moment
from measures.workbook.by_hand import override_of
from pages.ui import cache, card
from pages.ui.words import plain


def show_upload(upload: Upload, who: str) -> None:
    """One upload, with the button that withdraws it or brings it back."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width=720, gap="xsmall"):
            state = (
                ":material/block: **Withdrawn**"
                if upload.withdrawn
                else f":material/check: {upload.current_rows:,} rows in use"
            )
            st.markdown(f"**Upload {upload.upload}: {title(upload.kind)}** &nbsp; {state}")
            st.text(f"{upload.file_name}, sheet {upload.sheet}")
            loaded = f"Loaded {moment(upload.loaded_at)}{by(upload.who)}."
            st.caption(plain(f"{loaded} {loads.upload_rows(upload)}"))
            if decided := loads.record(upload):
                st.caption(decided)
            if said := override_of(upload):
                st.caption(plain(loads.read_by_hand(title(upload.kind), said.in_words())))
        if upload.withdrawn:
            if st.button(
                f"Bring back upload {upload.upload}", key=f"reinstate {upload.upload}", icon=":material/undo:"
            ):
                _change(lambda: cache.store().reinstate(upload.upload, who), f"Upload {upload.upload} is back.")
        elif st.button(f"Withdraw upload {upload.upload}", key=f"withdraw {upload.upload}", icon=":material/block:"):
            _change(
                lambda: cache.store().withdraw(upload.upload, who),
                f"Upload {upload.upload} is withdrawn. Nothing is deleted: Bring back undoes it.",
            )


def _change(change, said: str) -> None:
    change()
    st.session_state["changed"] = said
    st.rerun()


def show_outcome() -> None:
    """What the last button did, once."""
    if said := st.session_state.pop("changed", None):
        st.success(said, icon=":material/check_circle:")


def show_versions(versions: list[dict]) -> None:
    """Every change of the data, latest first."""
    with st.expander("Every change, by version"):
        rows = [
            {"Version": v["version"], "When": moment(v["changed_at"]), "Who": v["who"], "What": v["what"]}
            for v in versions
        ]
        card.written(rows, "Every change of the data")
