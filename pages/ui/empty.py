"""What a page shows when there is nothing to show yet, and how to change that."""

from __future__ import annotations

import streamlit as st

from measures.catalogue import MEASURES
from measures.sheets import SHEETS
from measures.workbook.template import template

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def needs(measure: str) -> None:
    """Say which spreadsheet this page needs, and offer its template and the Upload page."""
    for kind in MEASURES[measure].sheets:
        sheet = SHEETS[kind]
        with st.container(border=True):
            st.header(f"Nothing here yet: upload a {sheet.title.lower()} sheet", anchor=False)
            st.write(
                f"{sheet.purpose} Each row is {sheet.row_is}. Use a spreadsheet you already have, or fill in the template."
            )
            with st.container(horizontal=True):
                st.page_link("pages/upload.py", label="Go to Upload", icon=":material/upload_file:")
                template_button(kind)


def template_button(kind: str) -> None:
    """Download the template of a kind of sheet."""
    sheet = SHEETS[kind]
    st.download_button(
        f"Template: {sheet.title.lower()}",
        data=lambda: template(sheet),
        file_name=f"{sheet.title} template.xlsx",
        mime=EXCEL,
        icon=":material/download:",
        key=f"template {kind}",
        on_click="ignore",
    )
