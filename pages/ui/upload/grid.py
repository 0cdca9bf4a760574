"""A sheet on the screen as Excel shows it, with a menu above each column, and cells that can be changed there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.components import v2

from measures.views.understood import ALONE, DOUBT, GUESSED, READ, STATES, RowPreview, SheetPreview
from measures.words import plural

_HERE = Path(__file__)
_mount = v2.component(
    "measures_sheet",
    html='<div class="sheet">\n</div>',
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=_HERE.with_suffix(".js").read_text("utf-8"),
)
MARKS = {READ: "✓", GUESSED: "?", ALONE: "–", DOUBT: "⚠"}
LOOKS = {READ: "read", GUESSED: "guessed", ALONE: "alone", DOUBT: "doubt"}
WRONG, CHANGED, OUT = "⚠", "✎", "–"
WORDS = {
    "row": "Row",
    "read_as": "read as",
    "blank": "blank",
    "between": "more rows like these",
    "change": "Change this cell",
    "put": "What should be in",
    "put_button": "Change",
    "clear": "Load it as blank",
    "undo": "As in the file",
    "leave_out": "Leave row {row} out",
    "back": "Take row {row} in again",
}
Deed = Callable[..., None]


def key_of(file: str, sheet: str) -> str:
    """The key of the picture of a sheet."""
    return f"sheet {file} {sheet}"


def new_deeds(key: str) -> list[list]:
    """What a person did in a picture and is not done yet: each with its number, its name and what it is of."""
    deeds = (st.session_state.get(key) or {}).get("deeds") or []
    last = st.session_state.get(f"done {key}", 0)
    return [deed for deed in deeds if deed[0] > last]


def done(key: str, number: int) -> None:
    """A deed is done: told afterwards, for a run may be ended within it, and to do it twice is as once."""
    st.session_state[f"done {key}"] = number


def show(key: str, name: str, sheet: SheetPreview) -> None:
    """The picture of a sheet. What a person does there comes back with the next run."""
    columns = [
        {
            "position": column.position,
            "letter": column.letter,
            "heading": column.heading,
            "read_as": column.read_as,
            "state": STATES[column.state] if sheet.fields else "",
            "mark": MARKS[column.state] if sheet.fields else "",
            "look": LOOKS[column.state] if sheet.fields else "alone",
        }
        for column in sheet.columns
    ]
    states = {column.state for column in sheet.columns} if sheet.fields else set()
    marks = [f"{MARKS[state]} {STATES[state]}" for state in STATES if state in states]
    marks += [f"{WRONG} to mend"] if any(row.wrong or row.wrong_cells for row in sheet.rows) else []
    marks += [f"{CHANGED} changed here"] if any(row.changed for row in sheet.rows) else []
    marks += [f"{OUT} row left out"] if any(row.out or row.left_out for row in sheet.rows) else []
    data = {
        "name": f"{name}, as a spreadsheet program shows it",
        "columns": columns,
        "rows": [_row(row) for row in sheet.rows],
        "fields": dict(sheet.fields),
        "words": {**WORDS, "key": marks},
    }
    _mount(key=key, data={"sheet": data, "done": st.session_state.get(f"done {key}", 0)}, on_deeds_change=None)
    more = []
    if len(sheet.rows) < sheet.rows_in_all:
        more.append(
            f"{len(sheet.rows):,} of {plural(sheet.rows_in_all, 'row')}: the first, and those with something to say"
        )
    if len(sheet.columns) < sheet.columns_in_all:
        more.append(f"{len(sheet.columns)} of {sheet.columns_in_all} columns; the others are read as they are named")
    if more:
        st.caption(f"Shown are {', and '.join(more)}.")


def _row(row: RowPreview) -> dict:
    of = {
        position: {
            "mark": CHANGED,
            "look": "changed",
            "was": was,
            "says": f"Changed here; the file has “{was}”." if was else "Changed here; it is blank in the file.",
        }
        for position, was in row.changed.items()
    }
    of |= {
        position: {**of.get(position, {}), "mark": WRONG, "look": "wrong", "says": says}
        for position, says in row.wrong_cells.items()
    }
    says = "Left out, as you said." if row.left_out else row.out or row.wrong
    return {
        "number": row.number,
        "cells": list(row.cells),
        "of": of,
        "says": says,
        "mark": OUT if row.left_out or row.out else WRONG if row.wrong else "",
        "look": "gone"
        if row.left_out
        else "out"
        if row.out
        else "wrong"
        if row.wrong
        else "heading"
        if row.is_heading
        else "",
        "gone": row.left_out,
        "may_change": not row.is_heading,
    }
