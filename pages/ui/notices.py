"""What a person should know about the rows behind a chart."""

from __future__ import annotations

import streamlit as st

from measures import describe
from measures.answers import Answer
from measures.views import cases
from pages.ui import card
from pages.ui.words import plain


def consent(recorded: bool | None) -> None:
    """Say whether a case may be shown to others, louder where it may not."""
    if recorded:
        st.caption(cases.consent(recorded))
    else:
        st.warning(cases.consent(recorded), icon=":material/lock:")


def selected_lists(answer: Answer) -> None:
    """Say which lists were picked by a flag, so that they are not read as a picture of the area."""
    for sentence in describe.selected(answer):
        st.info(plain(sentence), icon=":material/filter_list:")


def count_differences(answer: Answer) -> None:
    """List the printed counts that a recount does not confirm, by cell."""
    if not answer.is_empty:
        st.divider()
        st.subheader(describe.differences_headline(answer), anchor=False)
        st.caption("The recount is used everywhere on this page. Mend the cell in the spreadsheet and upload it again.")
        rows = [
            {
                "File": r["file"],
                "Cell": r["cell"],
                "Household": r["what"],
                "Printed count": r["stated"],
                "Recount": r["found"],
            }
            for r in answer.shape.rows
        ]
        card.written(rows, answer.measure.title)
