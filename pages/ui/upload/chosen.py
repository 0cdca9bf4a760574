"""Choosing files: one place to drop them, and those that are chosen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from measures.drafts import Draft
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.words import value
from measures.workbook.limits import MB, Limits
from measures.workbook.read import get_ready
from pages.ui import card, changes, empty
from pages.ui.upload import draft
from pages.ui.words import plain

STYLE = Path(__file__).with_name("drop.css")
TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "zip"]


def choose() -> Draft | None:
    """The place to drop files, and the draft that they are in then. Files are kept aside as soon as they are here,
    so that they are still chosen after a look at another page or a reload."""
    get_ready()
    limit = Limits.from_environment().file_size // MB
    times = st.session_state.get("taken in", 0)
    there = draft.current()
    st.html(STYLE)
    with st.container(key="more files" if there else "drop"):
        files = st.file_uploader(
            f"Spreadsheets: {', '.join('.' + t for t in TYPES)}, up to {limit} MB each",
            type=TYPES,
            accept_multiple_files=True,
            max_upload_size=limit,
            key=f"files {times}",
        )
    if files:
        draft.add([(file.name, file.getvalue()) for file in files])
        st.session_state["taken in"] = times + 1  # the next uploader is empty: those files are in the draft
        st.session_state.pop("landed", None)
        changes.forget()
        st.rerun()
    changes.work_in()
    if chosen := draft.current():  # what was noted may have left out its last file
        st.query_params[draft.KEY] = chosen.token
    return chosen


def show_chosen(chosen: Draft) -> None:
    """The files that are chosen, each with a button that leaves it out again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for number, file in chosen.files.items():
            st.button(
                plain(file.name),
                key=f"drop {number}",
                icon=":material/close:",
                icon_position="right",
                help="Leave this file out",
                on_click=changes.note(draft.drop, number),
            )


def show_kinds() -> None:
    """What can be uploaded, with a template for each."""
    st.header("What can be uploaded", anchor=False)
    st.write(
        "Each sheet is recognised by its headings. Headings may be in any order, and other columns are left alone. "
        "Where a heading is not understood, you say what it is when you have chosen the file."
    )
    for sheet in SHEETS.values():
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{sheet.title}.** {sheet.purpose}", width=540)
            with st.container(horizontal=True, width="content"):
                with st.popover("What it looks like", icon=":material/table:"):
                    st.caption(
                        f"Each row is {sheet.row_is}. Every row needs what stands first; the rest may be missing."
                    )
                    card.written([_such_as(sheet)], f"{sheet.title}, an example")
                empty.template_button(sheet.kind)


def _such_as(sheet: Sheet) -> dict[str, object]:
    """The headings of a kind of sheet with what may stand below, those that every row needs first."""
    example = sheet.examples[0]
    columns = sorted((*sheet.columns, *sheet.flags), key=lambda column: not column.required)
    return {column.title: value(example[column.title]) for column in columns if column.title in example}
