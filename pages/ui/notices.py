"""What a person should know about the rows behind a chart."""

from __future__ import annotations

import streamlit as st

from measures.answers import Answer
from measures.shapes import Listing
from measures.views import cases, listing
from pages.ui import card
from pages.ui.words import plain


def consent(recorded: bool | None) -> None:
    """Say whether a case may be shown to others, louder where it may not."""
    if recorded:
        st.caption(cases.consent(recorded))
    else:
        st.warning(cases.consent(recorded), icon=":material/lock:")


def selected_lists(answer: Answer[Listing]) -> None:
    """Say which lists were picked by a flag, so that they are not read as a picture of the area."""
    for sentence in listing.selected(answer):
        st.info(plain(sentence), icon=":material/filter_list:")


def count_differences(answer: Answer[Listing]) -> None:
    """List the printed counts that a recount does not confirm, by cell."""
    if not answer.is_empty:
        st.divider()
        card.show(answer)
