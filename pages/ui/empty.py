"""What a page shows when there is nothing to show yet, and how to change that."""

from __future__ import annotations

import streamlit as st

from measures import demonstration
from measures.catalogue import MEASURES
from measures.export.names import MIME
from measures.sheets import SHEETS
from measures.workbook.template import file_name, template
from pages.ui import access, cache


def needs(*measures: str) -> None:
    """Say which spreadsheets this page needs, and offer their templates, the Upload page and the demonstration."""
    for kind in dict.fromkeys(kind for measure in measures for kind in MEASURES[measure].sheets):
        sheet = SHEETS[kind]
        if not access.changes():
            where = "" if access.who().is_manager else " in your localities"
            st.write(f"Nothing of this is recorded{where}. {sheet.purpose}")
            continue
        with st.container(border=True):
            st.header(f"Nothing here yet: upload a {sheet.title.lower()} sheet", anchor=False)
            st.write(
                f"{sheet.purpose} Each row is {sheet.row_is}. Use a spreadsheet you already have, or fill in the "
                "template."
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                st.page_link("pages/upload.py", label="Go to Upload", icon=":material/upload_file:")
                template_button(kind)
    if access.changes() and not any(cache.counts().values()):
        demonstration_button()


def demonstration_button() -> None:
    """The demonstration in one click, for an empty store."""
    if st.button("Look at the demonstration", icon=":material/play_arrow:"):
        with st.spinner("Loading the demonstration, all of it invented…"):
            demonstration.fill(cache.store())
        st.switch_page("pages/common_measures.py")
    st.caption(
        "Fills this store with invented households, demands and cases in a few seconds and opens the board. Every page "
        "says that they are invented; one press takes them away again."
    )


def template_button(kind: str) -> None:
    """Download the template of a kind of sheet."""
    sheet = SHEETS[kind]
    st.download_button(
        f"Template: {sheet.title.lower()}",
        data=lambda: template(sheet),
        file_name=file_name(sheet),
        mime=MIME["xlsx"],
        icon=":material/download:",
        key=f"template {kind}",
        on_click="ignore",
    )
